#include "app/audio.h"

#include "app/signal.h"
#include "app/stage.h"
#include "base/xalloc.h"
#include "model/words.h"

/* From the sound's threads. */
static void on_news(const struct sound_news *news, void *context) {
    (void)context;
    struct sound_news *cargo = xmalloc(sizeof *cargo);
    *cargo = *news;
    signal_push(SIGNAL_SOUND, cargo);
}

/* Whether there is a voice is a question of the visitor's language. */
static void probe(struct audio *audio) {
    const struct words *words = audio->stage->env.words;
    if (!audio->sound || audio->probed_words == words)
        return;
    audio->probed_words = words;
    sound_probe(audio->sound, words_get(words, "speech.voice"));
}

void audio_start(struct audio *audio, const struct audio_params *params) {
    *audio = (struct audio){.stage = params->stage};
    audio->sound = sound_start(&(struct sound_params){.on_news = on_news});
    reading_init(&audio->reading, &(struct reading_params){.stage = params->stage,
                                                           .canvas = params->canvas,
                                                           .sound = audio->sound,
                                                           .store = params->store,
                                                           .assets_dir = params->assets_dir});
    probe(audio);
}

void audio_finish(struct audio *audio) {
    reading_stop(&audio->reading);
    sound_stop(audio->sound);
    sound_join(audio->sound);
    reading_finish(&audio->reading);
    *audio = (struct audio){.sound = NULL};
}

void audio_take(struct audio *audio, const struct sound_news *news) {
    switch (news->kind) {
    case SOUND_PROBED:
        stage_set_sound(audio->reading.params.stage, news->has_device,
                        news->has_device && news->has_voice);
        break;
    case SOUND_SPOKEN:
        reading_spoken(&audio->reading, news);
        break;
    }
}

void audio_renew(struct audio *audio, bool has_new_canvas) {
    if (has_new_canvas)
        reading_attach(&audio->reading);
    if (!audio->sound)
        return;
    if (audio->probed_words != audio->stage->env.words)
        reading_stop(&audio->reading);
    reading_follow(&audio->reading);
    probe(audio);
}
