/* A recording that content brought: WAV with plain 16-bit samples. */
#ifndef SOUND_WAV_H
#define SOUND_WAV_H

#include "sound/pcm.h"
#include <stdbool.h>
#include <stddef.h>

#define WAV_BYTES_MAX (8u * 1024 * 1024) // as large as an asset may be

/**
 * Decodes a RIFF WAVE file: PCM of 16 bits, one channel or two (which become one), 8 to 48 kHz.
 * Other chunks are passed over; a data chunk that is cut short gives what is there.
 * @param out      owned by the caller
 * @param out_why  what was expected, static; may be NULL
 */
bool wav_decode(const void *bytes, size_t len_bytes, struct pcm *out, const char **out_why);

#endif
