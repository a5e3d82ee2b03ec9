/* The sounds the program makes: as long as they should be, never cut off, without an offset, gone
 * at the end, wood where wood is meant and bells where bells are. */
#include "../check.h"

#include "sound/effect.h"
#include <math.h>

/* Share of the energy between two frequencies, by a plain DFT at every 20 Hz. */
static double share_between(const struct pcm *pcm, double from_hz, double to_hz) {
    double within = 0, all = 0;
    size_t count = pcm->count < 8192 ? pcm->count : 8192;
    for (double hz = 40; hz < 8000; hz += 20) {
        double re = 0, im = 0;
        for (size_t i = 0; i < count; i++) {
            double turn = 2 * M_PI * hz * (double)i / pcm->rate_hz;
            re += pcm->samples[i] * cos(turn);
            im += pcm->samples[i] * sin(turn);
        }
        all += re * re + im * im;
        if (hz >= from_hz && hz <= to_hz)
            within += re * re + im * im;
    }
    return within / all;
}

static int peak_of(const struct pcm *pcm, size_t from, size_t to) {
    int most = 0;
    for (size_t i = from; i < to; i++)
        most = abs(pcm->samples[i]) > most ? abs(pcm->samples[i]) : most;
    return most;
}

static const struct {
    const char *name;
    enum effect effect;
    double from_s, to_s;
    int peak_from, peak_to;
    double from_hz, to_hz; // where it sounds
} rows[] = {
    {"tap", EFFECT_TAP, 0.08, 0.25, 6000, 16000, 400, 2400},
    {"key", EFFECT_KEY, 0.05, 0.20, 2000, 6000, 600, 3200},
    {"chime", EFFECT_CHIME, 1, 3, 9000, 20000, 280, 1300},
    {"call", EFFECT_CALL, 2, 4, 9000, 20000, 400, 1900},
};

static void test_each_effect(void **state) {
    (void)state;
    for (size_t i = 0; i < check_items(rows); i++) {
        struct pcm pcm;
        effect_make(rows[i].effect, &pcm);
        double length_s = (double)pcm.count / pcm.rate_hz, sum = 0;
        int peak = peak_of(&pcm, 0, pcm.count);
        print_message("# %s: %.2f s, peak %d\n", rows[i].name, length_s, peak);
        assert_true(length_s > rows[i].from_s && length_s < rows[i].to_s);
        assert_true(peak >= rows[i].peak_from && peak <= rows[i].peak_to);
        for (size_t j = 0; j < pcm.count; j++)
            sum += pcm.samples[j];
        assert_true(fabs(sum / (double)pcm.count) < 10);
        check_number(rows[i].name, pcm.samples[0], 0);
        check_number(rows[i].name, pcm.samples[pcm.count - 1], 0);
        assert_true(peak_of(&pcm, pcm.count - pcm.count / 20, pcm.count) * 50 < peak);
        assert_true(share_between(&pcm, rows[i].from_hz, rows[i].to_hz) > 0.8);
        pcm_finish(&pcm);
    }
}

static void test_a_key_is_softer_than_a_tap(void **state) {
    (void)state;
    struct pcm tap, key;
    effect_make(EFFECT_TAP, &tap);
    effect_make(EFFECT_KEY, &key);
    assert_true(2 * peak_of(&key, 0, key.count) < peak_of(&tap, 0, tap.count));
    pcm_finish(&tap);
    pcm_finish(&key);
}

static void test_the_same_every_time(void **state) {
    (void)state;
    struct pcm a, b;
    effect_make(EFFECT_TAP, &a);
    effect_make(EFFECT_TAP, &b);
    check_number("samples", (long long)a.count, (long long)b.count);
    assert_memory_equal(a.samples, b.samples, a.count * sizeof *a.samples);
    pcm_finish(&a);
    pcm_finish(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_effect),
        cmocka_unit_test(test_a_key_is_softer_than_a_tap),
        cmocka_unit_test(test_the_same_every_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
