#include "sound/sound.h"

#include <SDL.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mailbox.h"
#include "base/path.h"
#include "base/xalloc.h"
#include "sound/mixer.h"
#include "sound/voice.h"
#include "sound/wav.h"

#define BLOCK_SAMPLES 512  // 12 ms: what a tap may come late
#define REST_MS 5000       // of silence until the device is closed
#define STALE_MS 600       // an effect that waited longer for the device is not wanted any more
#define TRY_AGAIN_MS 60000 // after the device could not be opened

enum job_kind {
    JOB_PROBE,
    JOB_EFFECT, // that has not been made yet
    JOB_SPEAK,
    JOB_FILE,
};

struct job {
    enum job_kind kind;
    enum effect effect;
    uint64_t serial;
    char lang[VOICE_LANG_BYTES];
    char *text; // owned: what is said, or the file's path
};

struct sound {
    struct sound_params params;
    struct mailbox jobs;
    pthread_t thread;
    struct voice voice; // the thread's alone, as the next three
    SDL_AudioDeviceID device;
    bool has_complained;
    Uint64 try_again_ms;

    pthread_mutex_t lock;
    struct mixer mixer;          // guarded by lock, as all below
    struct pcm effects[EFFECTS]; // made once; then never changed
    bool is_open;
    uint64_t wanted;     // serial that was asked for last, 0 none
    uint64_t in_mixer;   // serial of the mixer's speech
    Uint64 effect_ms;    // when an effect was last asked for
    uint64_t silent_for; // samples
};

static void tell(struct sound *sound, const struct sound_news *news) {
    sound->params.on_news(news, sound->params.context);
}

static void tell_spoken(struct sound *sound, uint64_t serial, bool has_failed) {
    tell(sound,
         &(struct sound_news){.kind = SOUND_SPOKEN, .serial = serial, .has_failed = has_failed});
}

/* --- SDL's audio thread ------------------------------------------------------------------- */

static void SDLCALL on_block(void *context, Uint8 *bytes, int len_bytes) {
    struct sound *sound = context;
    size_t count = (size_t)len_bytes / sizeof(int16_t);
    pthread_mutex_lock(&sound->lock);
    bool was_silent = mixer_is_silent(&sound->mixer);
    bool is_spoken = mixer_mix(&sound->mixer, (int16_t *)(void *)bytes, count);
    sound->silent_for = was_silent ? sound->silent_for + count : 0;
    uint64_t serial = sound->in_mixer;
    pthread_mutex_unlock(&sound->lock);
    if (is_spoken)
        tell_spoken(sound, serial, false);
}

/* --- the device --------------------------------------------------------------------------- */

static bool open_device(struct sound *sound) {
    const SDL_AudioSpec wanted = {.freq = PCM_RATE_HZ,
                                  .format = AUDIO_S16SYS,
                                  .channels = 1,
                                  .samples = BLOCK_SAMPLES,
                                  .callback = on_block,
                                  .userdata = sound};
    if (sound->device)
        return true;
    if (SDL_GetTicks64() < sound->try_again_ms)
        return false;
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) == 0) {
        sound->device = SDL_OpenAudioDevice(NULL, 0, &wanted, NULL, 0);
        if (!sound->device)
            SDL_QuitSubSystem(SDL_INIT_AUDIO);
    }
    if (!sound->device) {
        if (!sound->has_complained)
            log_warn("no sound: %s", SDL_GetError());
        sound->has_complained = true;
        sound->try_again_ms = SDL_GetTicks64() + TRY_AGAIN_MS;
    }
    return sound->device != 0;
}

/* The subsystem goes, too: some drivers keep a thread that looks for new devices. */
static void close_device(struct sound *sound) {
    if (!sound->device)
        return;
    SDL_CloseAudioDevice(sound->device); // its thread has ended when this returns
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    sound->device = 0;
}

/* Nothing can be heard: what waited is dropped, and whoever waits for its end is told. */
static void give_up(struct sound *sound) {
    pthread_mutex_lock(&sound->lock);
    uint64_t serial = sound->mixer.speech.count ? sound->in_mixer : 0;
    mixer_finish(&sound->mixer);
    pthread_mutex_unlock(&sound->lock);
    if (serial)
        tell_spoken(sound, serial, true);
}

static void begin_to_play(struct sound *sound) {
    pthread_mutex_lock(&sound->lock);
    if (SDL_GetTicks64() - sound->effect_ms > STALE_MS)
        mixer_drop_effects(&sound->mixer);
    sound->is_open = true;
    sound->silent_for = 0;
    pthread_mutex_unlock(&sound->lock);
    SDL_PauseAudioDevice(sound->device, 0);
}

/* Opens it for what is to be heard, closes it after silence.
 * @return milliseconds after which it wants to be called again, -1 never */
static int tend_device(struct sound *sound) {
    pthread_mutex_lock(&sound->lock);
    bool is_silent = mixer_is_silent(&sound->mixer);
    int64_t silent_ms = (int64_t)(sound->silent_for * 1000 / PCM_RATE_HZ);
    bool is_at_rest = is_silent && silent_ms >= REST_MS;
    if (is_at_rest)
        sound->is_open = false; // from here on whoever plays something wakes us
    pthread_mutex_unlock(&sound->lock);
    if (!is_silent && !sound->device) {
        if (open_device(sound))
            begin_to_play(sound);
        else
            give_up(sound);
    } else if (is_at_rest) {
        close_device(sound);
    }
    if (!sound->device)
        return -1;
    return is_silent ? (int)(REST_MS - silent_ms) + 20 : REST_MS;
}

/* --- jobs --------------------------------------------------------------------------------- */

static void make_effect(struct sound *sound, enum effect effect) {
    struct pcm made;
    if (sound->effects[effect].count) // only this thread ever makes one
        return;
    effect_make(effect, &made);
    pthread_mutex_lock(&sound->lock);
    sound->effects[effect] = made;
    pthread_mutex_unlock(&sound->lock);
}

static void probe(struct sound *sound, const char *lang) {
    struct sound_news news = {.kind = SOUND_PROBED, .has_voice = voice_has(lang)};
    bool was_open = sound->device != 0;
    news.has_device = open_device(sound);
    if (!was_open)
        close_device(sound);
    make_effect(sound, EFFECT_TAP);
    make_effect(sound, EFFECT_KEY);
    tell(sound, &news);
}

struct asked { // whether a speech is still the one that is wanted
    struct sound *sound;
    uint64_t serial;
};

static bool is_wanted(void *context) {
    const struct asked *asked = context;
    pthread_mutex_lock(&asked->sound->lock);
    bool is_it = asked->sound->wanted == asked->serial;
    pthread_mutex_unlock(&asked->sound->lock);
    return is_it;
}

static bool read_file(const char *path, struct pcm *out) {
    char *bytes = NULL;
    size_t len;
    const char *why = NULL;
    if (!path_read(path, WAV_BYTES_MAX, &bytes, &len))
        why = strerror(errno);
    else
        wav_decode(bytes, len, out, &why);
    if (why)
        log_warn("cannot play the recording '%s': %s", path, why);
    free(bytes);
    return !why;
}

static void speak(struct sound *sound, const struct job *job) {
    struct pcm pcm = {0};
    struct asked asked = {sound, job->serial};
    bool is_made = job->kind == JOB_FILE
                       ? read_file(job->text, &pcm)
                       : voice_speak(&sound->voice, job->lang, job->text, is_wanted, &asked, &pcm);
    pthread_mutex_lock(&sound->lock);
    bool is_current = sound->wanted == job->serial;
    if (is_made && is_current) {
        mixer_speak(&sound->mixer, &pcm, job->kind == JOB_SPEAK);
        sound->in_mixer = job->serial;
    }
    pthread_mutex_unlock(&sound->lock);
    pcm_finish(&pcm);
    if (!is_made && is_current)
        tell_spoken(sound, job->serial, true);
}

static void play_made(struct sound *sound, enum effect effect) {
    make_effect(sound, effect);
    pthread_mutex_lock(&sound->lock);
    mixer_play(&sound->mixer, &sound->effects[effect]);
    pthread_mutex_unlock(&sound->lock);
}

static void do_job(struct sound *sound, const struct job *job) {
    switch (job->kind) {
    case JOB_PROBE:
        probe(sound, job->lang);
        break;
    case JOB_EFFECT:
        play_made(sound, job->effect);
        break;
    case JOB_SPEAK:
    case JOB_FILE:
        speak(sound, job);
        break;
    }
}

static void *run(void *context) {
    struct sound *sound = context;
    int wait_ms = -1;
    for (;;) {
        void *taken = NULL;
        enum mailbox_take take = mailbox_take(&sound->jobs, wait_ms, &taken);
        if (take == MAILBOX_STOPPING)
            break;
        if (take == MAILBOX_JOB) {
            struct job *job = taken;
            do_job(sound, job);
            free(job->text);
            free(job);
        }
        wait_ms = tend_device(sound);
    }
    close_device(sound);
    SDL_TLSCleanup(); // what SDL keeps of a thread that it did not start, as its error text
    return NULL;
}

/* --- from other threads ------------------------------------------------------------------- */

struct sound *sound_start(const struct sound_params *params) {
    struct sound *sound = xcalloc(1, sizeof *sound);
    sound->params = *params;
    mailbox_init(&sound->jobs);
    pthread_mutex_init(&sound->lock, NULL);
    if (pthread_create(&sound->thread, NULL, run, sound) != 0)
        abort();
    return sound;
}

void sound_stop(struct sound *sound) {
    if (!sound)
        return;
    sound_hush(sound);
    mailbox_stop(&sound->jobs);
}

void sound_join(struct sound *sound) {
    if (!sound)
        return;
    pthread_join(sound->thread, NULL);
    mixer_finish(&sound->mixer);
    for (size_t i = 0; i < EFFECTS; i++)
        pcm_finish(&sound->effects[i]);
    mailbox_finish(&sound->jobs);
    pthread_mutex_destroy(&sound->lock);
    free(sound);
}

/* Takes `text`. A sound that comes too late is no sound: when the box is full it is dropped. */
static void ask(struct sound *sound, const struct job *wanted) {
    struct job *job = xmalloc(sizeof *job);
    *job = *wanted;
    if (mailbox_push(&sound->jobs, job))
        return;
    free(job->text);
    free(job);
}

static void set_lang(struct job *job, const char *lang) {
    size_t len = strlen(lang) < sizeof job->lang ? strlen(lang) : 0;
    memcpy(job->lang, lang, len);
    job->lang[len] = '\0';
}

void sound_probe(struct sound *sound, const char *lang) {
    struct job job = {.kind = JOB_PROBE};
    if (!sound)
        return;
    set_lang(&job, lang);
    ask(sound, &job);
}

void sound_play(struct sound *sound, enum effect effect) {
    if (!sound)
        return;
    pthread_mutex_lock(&sound->lock);
    bool is_made = sound->effects[effect].count > 0, is_open = sound->is_open;
    sound->effect_ms = SDL_GetTicks64();
    if (is_made)
        mixer_play(&sound->mixer, &sound->effects[effect]);
    pthread_mutex_unlock(&sound->lock);
    if (!is_made)
        ask(sound, &(struct job){.kind = JOB_EFFECT, .effect = effect});
    else if (!is_open)
        mailbox_wake(&sound->jobs);
}

static void want(struct sound *sound, uint64_t serial) {
    pthread_mutex_lock(&sound->lock);
    sound->wanted = serial;
    mixer_hush(&sound->mixer);
    mixer_pause(&sound->mixer, false);
    pthread_mutex_unlock(&sound->lock);
}

void sound_speak(struct sound *sound, const char *lang, const char *text, uint64_t serial) {
    struct job job = {.kind = JOB_SPEAK, .serial = serial};
    if (!sound)
        return;
    want(sound, serial);
    set_lang(&job, lang);
    job.text = xstrdup(text);
    ask(sound, &job);
}

void sound_play_file(struct sound *sound, const char *path, uint64_t serial) {
    if (!sound)
        return;
    want(sound, serial);
    ask(sound, &(struct job){.kind = JOB_FILE, .serial = serial, .text = xstrdup(path)});
}

void sound_pause(struct sound *sound, bool is_paused) {
    if (!sound)
        return;
    pthread_mutex_lock(&sound->lock);
    mixer_pause(&sound->mixer, is_paused);
    pthread_mutex_unlock(&sound->lock);
    if (!is_paused)
        mailbox_wake(&sound->jobs);
}

void sound_hush(struct sound *sound) {
    if (sound)
        want(sound, 0);
}
