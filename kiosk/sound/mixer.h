/* Adds up what sounds at the same time: a few effects and one speech. No device, no lock: the part
 * that plays it has both. */
#ifndef SOUND_MIXER_H
#define SOUND_MIXER_H

#include "sound/pcm.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MIXER_VOICES 6

struct mixer_voice {
    const struct pcm *pcm; // borrowed as long as it sounds; NULL: free
    size_t at;             // next sample
};

struct mixer { // zeroed: silent
    struct mixer_voice voices[MIXER_VOICES];
    struct pcm speech;  // owned; of any rate
    uint64_t speech_at; // next sample, 32 bits of fraction
    bool is_speech_paused;
    bool is_speech_whole; // paused, it goes back to its beginning
};

void mixer_finish(struct mixer *m);
/** An effect at PCM_RATE_HZ; when all voices are taken it takes the one that has sounded longest.
 */
void mixer_play(struct mixer *m, const struct pcm *pcm);
void mixer_drop_effects(struct mixer *m);
/**
 * Speaks `*pcm` from its beginning instead of what was being spoken; it becomes the mixer's.
 * @param is_whole  when it was paused it is heard from its beginning again: a sentence, not a
 *                  recording of minutes
 */
void mixer_speak(struct mixer *m, struct pcm *pcm, bool is_whole);
/** Takes the speech away. */
void mixer_hush(struct mixer *m);
void mixer_pause(struct mixer *m, bool is_paused);
/** The next `count` samples. @return true when the speech ended in them */
bool mixer_mix(struct mixer *m, int16_t *out, size_t count);
/** True when nothing would be heard. */
bool mixer_is_silent(const struct mixer *m);

#endif
