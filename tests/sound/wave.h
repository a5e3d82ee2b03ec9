/* A WAV file in memory, as a recording would come. */
#ifndef TESTS_SOUND_WAVE_H
#define TESTS_SOUND_WAVE_H

#include <stdint.h>
#include <string.h>

struct wave {
    unsigned tag, channels, rate_hz, bits;
};

static inline uint8_t *wave_put(uint8_t *at, uint32_t value, int bytes) {
    for (int i = 0; i < bytes; i++)
        *at++ = (uint8_t)(value >> (8 * i));
    return at;
}

/** Writes head and data; `out` has room for 44 bytes more than the data. Returns the length. */
static inline size_t wave_make(const struct wave *wave, const int16_t *samples, size_t count,
                               uint8_t *out) {
    uint32_t data = (uint32_t)(count * 2), frame = wave->channels * wave->bits / 8;
    uint8_t *at = out;
    memcpy(at, "RIFF", 4);
    at = wave_put(at + 4, 36 + data, 4);
    memcpy(at, "WAVEfmt ", 8);
    at = wave_put(at + 8, 16, 4);
    at = wave_put(at, wave->tag, 2);
    at = wave_put(at, wave->channels, 2);
    at = wave_put(at, wave->rate_hz, 4);
    at = wave_put(at, wave->rate_hz * frame, 4);
    at = wave_put(at, frame, 2);
    at = wave_put(at, wave->bits, 2);
    memcpy(at, "data", 4);
    at = wave_put(at + 4, data, 4);
    for (size_t i = 0; i < count; i++)
        at = wave_put(at, (uint16_t)samples[i], 2);
    return (size_t)(at - out);
}

#endif
