#include "sound/wav.h"

#include <string.h>

#include "base/xalloc.h"

#define FORMAT_PCM 1
#define FORMAT_BYTES 16

struct format {
    unsigned tag, channels, rate_hz, bits;
};

static unsigned read_16(const uint8_t *at) {
    return (unsigned)at[0] | (unsigned)at[1] << 8;
}

static uint32_t read_32(const uint8_t *at) {
    return read_16(at) | (uint32_t)read_16(at + 2) << 16;
}

static struct format read_format(const uint8_t *at) {
    return (struct format){.tag = read_16(at),
                           .channels = read_16(at + 2),
                           .rate_hz = read_32(at + 4),
                           .bits = read_16(at + 14)};
}

static const char *fault_of(const struct format *format) {
    if (format->tag != FORMAT_PCM || format->bits != 16)
        return "plain 16-bit samples (PCM)";
    if (format->channels != 1 && format->channels != 2)
        return "one channel or two";
    if (format->rate_hz < 8000 || format->rate_hz > 48000)
        return "8,000 to 48,000 samples a second";
    return NULL;
}

static void read_samples(const uint8_t *at, size_t len, const struct format *format,
                         struct pcm *out) {
    size_t frame = 2 * format->channels, count = len / frame;
    struct pcm made = {xcalloc(count, sizeof *made.samples), count, (int)format->rate_hz};
    for (size_t i = 0; i < count; i++, at += frame) {
        int left = (int16_t)read_16(at);
        int right = format->channels == 2 ? (int16_t)read_16(at + 2) : left;
        made.samples[i] = (int16_t)((left + right) / 2);
    }
    *out = made;
}

/* The chunk called `name` after the twelve bytes of the head; false when there is none. */
static bool find_chunk(const uint8_t *bytes, size_t len, const char *name, const uint8_t **out_at,
                       size_t *out_len) {
    size_t at = 12;
    while (at + 8 <= len) {
        size_t chunk = read_32(bytes + at + 4), there = len - at - 8;
        if (memcmp(bytes + at, name, 4) == 0) {
            *out_at = bytes + at + 8;
            *out_len = chunk < there ? chunk : there;
            return true;
        }
        if (chunk >= there)
            break;
        at += 8 + chunk + (chunk & 1);
    }
    return false;
}

bool wav_decode(const void *bytes, size_t len_bytes, struct pcm *out, const char **out_why) {
    const uint8_t *in = bytes, *format_at = NULL, *data_at = NULL;
    size_t format_len = 0, data_len = 0;
    const char *why = NULL;
    struct format format = {0};
    if (len_bytes > WAV_BYTES_MAX)
        why = "at most 8 MiB";
    else if (len_bytes < 12 || memcmp(in, "RIFF", 4) != 0 || memcmp(in + 8, "WAVE", 4) != 0)
        why = "a RIFF WAVE file";
    else if (!find_chunk(in, len_bytes, "fmt ", &format_at, &format_len) ||
             format_len < FORMAT_BYTES)
        why = "a format chunk";
    else if (!find_chunk(in, len_bytes, "data", &data_at, &data_len))
        why = "a data chunk";
    if (!why) {
        format = read_format(format_at);
        why = fault_of(&format);
    }
    if (!why && data_len < 2 * format.channels)
        why = "at least one sample";
    if (out_why)
        *out_why = why;
    if (!why)
        read_samples(data_at, data_len, &format, out);
    return !why;
}
