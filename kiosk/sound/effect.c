#include "sound/effect.h"

#include <math.h>
#include <stdlib.h>

#include "base/xalloc.h"

#define ATTACK_S 0.0012 // a blow takes about this long; shorter would click
#define FADE_S 0.012
#define FULL_SCALE 32767.0

struct partial {
    double hz;
    double gain;
    double decay_s; // until 1/e is left
};

struct blow {
    double at_s;
    double pitch; // the body's partials times this
    double gain;
};

struct body {
    const struct partial *partials;
    size_t partial_count;
    const struct blow *blows;
    size_t blow_count;
    double length_s, peak; // of full scale
};

/* A bar of hard wood, held at two points: partials as a free bar has them, soon gone. */
static const struct partial wood[] = {
    {610, 1.0, 0.020}, {1680, 0.55, 0.010}, {3290, 0.25, 0.005}, {5440, 0.10, 0.003}};
/* A small bell: an octave below and above the note, a minor third that warms, a fifth. */
static const struct partial bell[] = {{0.5, 0.25, 0.50}, {1.0, 1.0, 0.48},  {1.2, 0.18, 0.30},
                                      {2.0, 0.45, 0.30}, {3.0, 0.20, 0.16}, {4.2, 0.08, 0.08}};

#define NOTE_D5 587.33
#define NOTE_F5 698.46
#define NOTE_A5 880.00

static const struct blow tap_blows[] = {{0, 1, 1}};
static const struct blow key_blows[] = {{0, 1.45, 1}};
static const struct blow chime_blows[] = {{0, NOTE_D5, 0.9}, {0.20, NOTE_A5, 1.0}};
static const struct blow call_blows[] = {
    {0, NOTE_A5, 1.0}, {0.42, NOTE_F5, 1.0}, {1.10, NOTE_A5, 1.0}, {1.52, NOTE_F5, 1.0}};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct body bodies[EFFECTS] = {
    [EFFECT_TAP] = {wood, COUNT(wood), tap_blows, COUNT(tap_blows), 0.14, 0.32},
    [EFFECT_KEY] = {wood, COUNT(wood), key_blows, COUNT(key_blows), 0.09, 0.14},
    [EFFECT_CHIME] = {bell, COUNT(bell), chime_blows, COUNT(chime_blows), 2.2, 0.42},
    [EFFECT_CALL] = {bell, COUNT(bell), call_blows, COUNT(call_blows), 3.8, 0.50},
};

static void ring(double *out, size_t count, const struct blow *blow, const struct partial *p) {
    size_t from = (size_t)(blow->at_s * PCM_RATE_HZ);
    double turn = 2 * M_PI * p->hz * blow->pitch / PCM_RATE_HZ;
    for (size_t i = from; i < count; i++) {
        double t = (double)(i - from) / PCM_RATE_HZ;
        double attack = t < ATTACK_S ? 0.5 - 0.5 * cos(M_PI * t / ATTACK_S) : 1;
        double left = exp(-t / p->decay_s);
        if (left < 1e-5)
            break;
        out[i] += blow->gain * p->gain * attack * left * sin(turn * (double)(i - from));
    }
}

/* What a blow leaves of an offset would click at the end and waste the loudspeaker's travel. */
static void remove_offset(double *out, size_t count) {
    double before = 0, kept = 0;
    for (size_t i = 0; i < count; i++) {
        double now = out[i];
        kept = now - before + 0.996 * kept; // one pole and one zero: about 28 Hz
        before = now;
        out[i] = kept;
    }
}

static void fade_out(double *out, size_t count) {
    size_t fade = (size_t)(FADE_S * PCM_RATE_HZ);
    for (size_t i = 0; i < fade && i < count; i++)
        out[count - 1 - i] *= (double)i / (double)fade;
}

void effect_make(enum effect effect, struct pcm *out) {
    const struct body *body = &bodies[effect];
    size_t count = (size_t)(body->length_s * PCM_RATE_HZ);
    double *sum = xcalloc(count, sizeof *sum), most = 0;
    for (size_t b = 0; b < body->blow_count; b++)
        for (size_t p = 0; p < body->partial_count; p++)
            ring(sum, count, &body->blows[b], &body->partials[p]);
    remove_offset(sum, count);
    fade_out(sum, count);
    for (size_t i = 0; i < count; i++)
        most = fmax(most, fabs(sum[i]));
    struct pcm made = {xcalloc(count, sizeof *made.samples), count, PCM_RATE_HZ};
    for (size_t i = 0; i < count; i++)
        made.samples[i] = (int16_t)lround(sum[i] / most * body->peak * FULL_SCALE);
    free(sum);
    *out = made;
}
