#include "sound/pcm.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define STEP 16384 // samples by which it grows

void pcm_finish(struct pcm *pcm) {
    if (!pcm)
        return;
    free(pcm->samples);
    *pcm = (struct pcm){0};
}

void pcm_add(struct pcm *pcm, const int16_t *samples, size_t count) {
    if (count == 0)
        return;
    size_t cap = (pcm->count + STEP - 1) / STEP * STEP;
    if (pcm->count + count > cap) {
        cap = (pcm->count + count + STEP - 1) / STEP * STEP;
        pcm->samples = xrealloc(pcm->samples, cap, sizeof *pcm->samples);
    }
    memcpy(pcm->samples + pcm->count, samples, count * sizeof *samples);
    pcm->count += count;
}
