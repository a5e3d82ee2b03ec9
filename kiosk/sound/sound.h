/* Everything that is heard: effects, speech, recordings. One thread of its own opens the device
 * when there is something to hear and closes it after some silence: SDL's audio thread wakes a
 * hundred times a second even when it is paused, and a still kiosk wakes for nothing. Nothing here
 * blocks whoever calls. Without a device everything is silently absent. */
#ifndef SOUND_SOUND_H
#define SOUND_SOUND_H

#include "sound/effect.h"
#include <stdbool.h>
#include <stdint.h>

struct sound;

enum sound_news_kind {
    SOUND_PROBED, // whether there is a device and a voice: the answer to sound_probe()
    SOUND_SPOKEN, // what was asked for as `serial` was heard to its end, or could not be
};

struct sound_news {
    enum sound_news_kind kind;
    bool has_device, has_voice; // of SOUND_PROBED
    uint64_t serial;            // of SOUND_SPOKEN
    bool has_failed;            // likewise
};

struct sound_params {
    /** From the sound's own threads, never from one of the functions below. */
    void (*on_news)(const struct sound_news *news, void *context);
    void *context;
};

/** Opens nothing yet. Every function takes NULL for "no sound" and does nothing. */
struct sound *sound_start(const struct sound_params *params);
void sound_stop(struct sound *sound); // only asks
void sound_join(struct sound *sound); // waits, then frees

/** Looks whether a device opens and the language has a voice. */
void sound_probe(struct sound *sound, const char *lang);
void sound_play(struct sound *sound, enum effect effect);
/** Speaks `text` (copied) instead of what was being spoken. `serial` is not 0 and never used again.
 */
void sound_speak(struct sound *sound, const char *lang, const char *text, uint64_t serial);
/** The same with a recording: a WAV file. */
void sound_play_file(struct sound *sound, const char *path, uint64_t serial);
/** Paused, what is being spoken waits at its beginning, and a recording where it is. */
void sound_pause(struct sound *sound, bool is_paused);
void sound_hush(struct sound *sound);

#endif
