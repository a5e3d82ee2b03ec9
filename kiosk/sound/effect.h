/* The sounds the program makes itself: a wooden tap, a chime for a receipt, one that calls staff.
 */
#ifndef SOUND_EFFECT_H
#define SOUND_EFFECT_H

#include "sound/pcm.h"

enum effect {
    EFFECT_TAP,   // anything that can be pressed
    EFFECT_KEY,   // a key of the on-screen keyboard: the same wood, softer
    EFFECT_CHIME, // two notes up: the slip is saved
    EFFECT_CALL,  // two notes down, twice: staff, please
    EFFECTS,
};

/**
 * Makes one: a struck body, as a sum of damped partials (modal synthesis), at PCM_RATE_HZ.
 * Begins and ends in silence, without an offset, below full scale with room for two at a time.
 * The same samples every time.
 *
 * @param out  owned by the caller
 */
void effect_make(enum effect effect, struct pcm *out);

#endif
