/* Sound as numbers: one channel of 16-bit samples. */
#ifndef SOUND_PCM_H
#define SOUND_PCM_H

#include <stddef.h>
#include <stdint.h>

#define PCM_RATE_HZ 44100 // of the mixer and the device; speech comes at half of it

struct pcm {
    int16_t *samples; // owned
    size_t count;
    int rate_hz;
};

void pcm_finish(struct pcm *pcm);
/** Grows by a copy of `count` samples. */
void pcm_add(struct pcm *pcm, const int16_t *samples, size_t count);

#endif
