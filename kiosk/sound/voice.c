#include "sound/voice.h"

#include <espeak-ng/espeak_ng.h>
#include <espeak-ng/speak_lib.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/utf8.h"

#define BUFFER_MS 200      // of speech between two questions whether it is still wanted
#define WORDS_A_MINUTE 140 // for the old and for a hall that echoes
#define VOLUME 75          // of 100, at which loud vowels would be cut off
#define WORD_GAP 1         // tens of milliseconds

static bool is_language(const char *lang) {
    size_t len = strspn(lang, "abcdefghijklmnopqrstuvwxyz-");
    return len > 0 && lang[len] == '\0' && len < VOICE_LANG_BYTES;
}

bool voice_has(const char *lang) {
    const char *data = NULL;
    if (!is_language(lang))
        return false;
    espeak_ng_InitializePath(NULL); // only chooses the folder
    espeak_Info(&data);
    char *words = data ? xasprintf("%s/%s_dict", data, lang) : NULL;
    char *sounds = data ? path_join(data, "phondata") : NULL;
    bool is_there = words && path_exists(words) && path_exists(sounds);
    free(sounds);
    free(words);
    return is_there;
}

struct take { // of one espeak_Synth
    bool (*is_wanted)(void *context);
    void *context;
    struct pcm *out;
    bool is_broken_off;
};

/* The library's callback: 1 ends the synthesis. */
static int on_samples(short *samples, int count, espeak_EVENT *events) {
    struct take *take = events->user_data;
    if (!take)
        return 0;
    if (samples && count > 0)
        pcm_add(take->out, samples, (size_t)count);
    take->is_broken_off = take->is_wanted && !take->is_wanted(take->context);
    return take->is_broken_off;
}

/* Once for the process, and never ended: the second espeak_Terminate() of 1.51 waits for ever for a
 * thread of its own. The library's one thread sleeps until the process ends. */
static pthread_once_t load_once = PTHREAD_ONCE_INIT;
static int library_rate_hz; // written within load_once alone

static void load(void) {
    library_rate_hz =
        espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, BUFFER_MS, NULL, espeakINITIALIZE_DONT_EXIT);
    if (library_rate_hz <= 0)
        log_error("libespeak-ng cannot start: nothing is read aloud; see package espeak-ng-data");
    else
        espeak_SetSynthCallback(on_samples);
}

static bool set_language(struct voice *voice, const char *lang) {
    if (strcmp(voice->lang, lang) == 0)
        return true;
    if (espeak_SetVoiceByName(lang) != EE_OK) {
        log_error("libespeak-ng has no voice '%s'", lang);
        return false;
    }
    espeak_SetParameter(espeakRATE, WORDS_A_MINUTE, 0);
    espeak_SetParameter(espeakVOLUME, VOLUME, 0);
    espeak_SetParameter(espeakWORDGAP, WORD_GAP, 0);
    snprintf(voice->lang, sizeof voice->lang, "%s", lang);
    return true;
}

bool voice_speak(struct voice *voice, const char *lang, const char *text,
                 bool (*is_wanted)(void *context), void *context, struct pcm *out) {
    if (!voice_has(lang))
        return false;
    pthread_once(&load_once, load);
    if (library_rate_hz <= 0 || !set_language(voice, lang))
        return false;
    struct pcm spoken = {.rate_hz = library_rate_hz};
    struct take take = {.is_wanted = is_wanted, .context = context, .out = &spoken};
    size_t len = strlen(text);
    if (len > VOICE_TEXT_BYTES_MAX)
        len = utf8_prev(text, VOICE_TEXT_BYTES_MAX);
    char *part = xasprintf("%.*s", (int)len, text);
    espeak_Synth(part, len + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8 | espeakENDPAUSE, NULL,
                 &take);
    free(part);
    if (take.is_broken_off || spoken.count == 0) {
        pcm_finish(&spoken);
        return false;
    }
    *out = spoken;
    return true;
}
