/* What sounds together is added up; speech of another rate keeps its length and pitch. */
#include "../check.h"

#include "sound/mixer.h"
#include <math.h>

static struct pcm tone(double hz, int rate_hz, size_t count, int peak) {
    struct pcm pcm = {calloc(count, sizeof(int16_t)), count, rate_hz};
    for (size_t i = 0; i < count; i++)
        pcm.samples[i] = (int16_t)lround(peak * sin(2 * M_PI * hz * (double)i / rate_hz));
    return pcm;
}

static void test_silence(void **state) {
    (void)state;
    struct mixer m = {0};
    int16_t out[300];
    memset(out, 1, sizeof out);
    assert_true(mixer_is_silent(&m));
    assert_false(mixer_mix(&m, out, 300));
    for (size_t i = 0; i < 300; i++)
        assert_int_equal(out[i], 0);
    mixer_finish(&m);
}

static void test_effects_add_up_and_end(void **state) {
    (void)state;
    struct mixer m = {0};
    struct pcm flat = {calloc(400, sizeof(int16_t)), 400, PCM_RATE_HZ};
    int16_t out[700];
    for (size_t i = 0; i < 400; i++)
        flat.samples[i] = 20000;
    mixer_play(&m, &flat);
    mixer_mix(&m, out, 100);
    check_number("one", out[99], 20000);
    mixer_play(&m, &flat);
    assert_false(mixer_is_silent(&m));
    mixer_mix(&m, out, 700);
    check_number("both, cut off at full scale", out[0], INT16_MAX);
    check_number("the second alone", out[350], 20000);
    check_number("none", out[450], 0);
    assert_true(mixer_is_silent(&m));
    pcm_finish(&flat);
    mixer_finish(&m);
}

static void test_more_taps_than_voices(void **state) {
    (void)state;
    struct mixer m = {0};
    struct pcm quiet = tone(100, PCM_RATE_HZ, 5000, 100);
    int16_t out[10];
    for (int i = 0; i < 3 * MIXER_VOICES; i++) {
        mixer_play(&m, &quiet);
        mixer_mix(&m, out, 10);
    }
    assert_false(mixer_is_silent(&m));
    mixer_drop_effects(&m);
    assert_true(mixer_is_silent(&m));
    pcm_finish(&quiet);
    mixer_finish(&m);
}

/* Speech at half the rate and an odd one: as long, the tone where it was, no louder. */
static void test_speech_of_any_rate(void **state) {
    (void)state;
    static const int rates[] = {22050, 16000, 44100, 48000};
    for (size_t r = 0; r < check_items(rates); r++) {
        struct mixer m = {0};
        struct pcm speech = tone(440, rates[r], (size_t)rates[r] / 2, 10000);
        int16_t *out = calloc(PCM_RATE_HZ, sizeof *out);
        mixer_speak(&m, &speech, true);
        assert_null(speech.samples);
        assert_true(mixer_mix(&m, out, PCM_RATE_HZ));
        size_t last = 0, crossings = 0;
        double worst = 0;
        for (size_t i = 1; i < PCM_RATE_HZ; i++) {
            last = out[i] ? i : last;
            crossings += out[i - 1] < 0 && out[i] >= 0;
            double want = 10000 * sin(2 * M_PI * 440 * (double)i / PCM_RATE_HZ);
            if (i < PCM_RATE_HZ / 2 - 10)
                worst = fmax(worst, fabs(out[i] - want));
        }
        assert_true(last > PCM_RATE_HZ / 2 - 100 && last < PCM_RATE_HZ / 2 + 10);
        assert_true(crossings >= 218 && crossings <= 221);
        print_message("# %d Hz: off by %.0f of 10000\n", rates[r], worst);
        assert_true(worst < 200);
        free(out);
        mixer_finish(&m);
    }
}

static void test_pause(void **state) {
    (void)state;
    for (int is_whole = 0; is_whole < 2; is_whole++) {
        struct mixer m = {0};
        struct pcm speech = tone(440, PCM_RATE_HZ, 1000, 10000);
        int16_t out[1000];
        mixer_speak(&m, &speech, is_whole);
        assert_false(mixer_mix(&m, out, 600));
        mixer_pause(&m, true);
        assert_true(mixer_is_silent(&m));
        assert_false(mixer_mix(&m, out, 1000));
        check_number("paused", out[500], 0);
        mixer_pause(&m, false);
        bool is_ended = mixer_mix(&m, out, 600);
        check_number(is_whole ? "whole" : "goes on", is_ended, !is_whole);
        mixer_hush(&m);
        assert_true(mixer_is_silent(&m));
        mixer_finish(&m);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_silence),
        cmocka_unit_test(test_effects_add_up_and_end),
        cmocka_unit_test(test_more_taps_than_voices),
        cmocka_unit_test(test_speech_of_any_rate),
        cmocka_unit_test(test_pause),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
