#include "sound/mixer.h"

#include <string.h>

#define FRACTION 4294967296.0 // of speech_at
#define BLOCK 256

void mixer_finish(struct mixer *m) {
    if (!m)
        return;
    pcm_finish(&m->speech);
    *m = (struct mixer){0};
}

void mixer_play(struct mixer *m, const struct pcm *pcm) {
    struct mixer_voice *chosen = &m->voices[0];
    for (size_t i = 0; i < MIXER_VOICES && chosen->pcm; i++) {
        if (!m->voices[i].pcm || m->voices[i].at > chosen->at)
            chosen = &m->voices[i];
    }
    *chosen = (struct mixer_voice){.pcm = pcm};
}

void mixer_drop_effects(struct mixer *m) {
    memset(m->voices, 0, sizeof m->voices);
}

void mixer_speak(struct mixer *m, struct pcm *pcm, bool is_whole) {
    mixer_hush(m);
    m->is_speech_whole = is_whole;
    m->speech = *pcm;
    *pcm = (struct pcm){0};
}

void mixer_hush(struct mixer *m) {
    pcm_finish(&m->speech);
    m->speech_at = 0;
}

void mixer_pause(struct mixer *m, bool is_paused) {
    m->is_speech_paused = is_paused;
    if (is_paused && m->is_speech_whole)
        m->speech_at = 0;
}

bool mixer_is_silent(const struct mixer *m) {
    for (size_t i = 0; i < MIXER_VOICES; i++)
        if (m->voices[i].pcm)
            return false;
    return m->is_speech_paused || m->speech.count == 0;
}

static void add_voice(struct mixer_voice *v, int32_t *sum, size_t count) {
    size_t left = v->pcm->count - v->at;
    size_t used = left < count ? left : count;
    for (size_t i = 0; i < used; i++)
        sum[i] += v->pcm->samples[v->at + i];
    v->at += used;
    if (v->at == v->pcm->count)
        *v = (struct mixer_voice){0};
}

static double sample_at(const struct pcm *pcm, int64_t i) {
    return i >= 0 && (size_t)i < pcm->count ? pcm->samples[i] : 0;
}

/* Between four samples (Catmull-Rom): speech at half the device's rate keeps its consonants. */
static double between(const struct pcm *pcm, uint64_t at) {
    int64_t i = (int64_t)(at >> 32);
    double t = (double)(at & 0xffffffffu) / FRACTION;
    double a = sample_at(pcm, i - 1), b = sample_at(pcm, i), c = sample_at(pcm, i + 1),
           d = sample_at(pcm, i + 2);
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

/* @return true when it came to its end */
static bool add_speech(struct mixer *m, int32_t *sum, size_t count) {
    if (m->is_speech_paused || m->speech.count == 0)
        return false;
    uint64_t step = (uint64_t)(FRACTION * m->speech.rate_hz / PCM_RATE_HZ);
    for (size_t i = 0; i < count && m->speech_at >> 32 < m->speech.count; i++) {
        sum[i] += (int32_t)between(&m->speech, m->speech_at);
        m->speech_at += step;
    }
    if (m->speech_at >> 32 < m->speech.count)
        return false;
    mixer_hush(m);
    return true;
}

static int16_t clamp(int32_t sum) {
    return (int16_t)(sum > INT16_MAX ? INT16_MAX : sum < INT16_MIN ? INT16_MIN : sum);
}

bool mixer_mix(struct mixer *m, int16_t *out, size_t count) {
    bool is_spoken = false;
    while (count > 0) {
        int32_t sum[BLOCK] = {0};
        size_t n = count < BLOCK ? count : BLOCK;
        for (size_t i = 0; i < MIXER_VOICES; i++)
            if (m->voices[i].pcm)
                add_voice(&m->voices[i], sum, n);
        is_spoken |= add_speech(m, sum, n);
        for (size_t i = 0; i < n; i++)
            out[i] = clamp(sum[i]);
        out += n;
        count -= n;
    }
    return is_spoken;
}
