/* Recordings: what is taken, what is refused, and nothing read past the end whatever the bytes say.
 */
#include "../check.h"
#include "wave.h"

#include "sound/wav.h"

static const int16_t samples[] = {100, 200, -300, -500, 32767, -32768};

static void test_what_is_taken(void **state) {
    (void)state;
    uint8_t bytes[200];
    struct pcm pcm;
    size_t len = wave_make(&(struct wave){1, 1, 22050, 16}, samples, 6, bytes);
    assert_true(wav_decode(bytes, len, &pcm, NULL));
    check_number("samples", (long long)pcm.count, 6);
    check_number("rate", pcm.rate_hz, 22050);
    assert_memory_equal(pcm.samples, samples, sizeof samples);
    pcm_finish(&pcm);
    len = wave_make(&(struct wave){1, 2, 48000, 16}, samples, 6, bytes);
    assert_true(wav_decode(bytes, len, &pcm, NULL));
    check_number("frames", (long long)pcm.count, 3);
    check_number("both channels", pcm.samples[0], 150);
    check_number("both channels", pcm.samples[1], -400);
    pcm_finish(&pcm);
}

static void test_other_chunks_are_passed_over(void **state) {
    (void)state;
    uint8_t bytes[200], longer[260];
    struct pcm pcm;
    size_t len = wave_make(&(struct wave){1, 1, 16000, 16}, samples, 6, bytes);
    memcpy(longer, bytes, 12);
    memcpy(longer + 12, "LIST\x05\0\0\0abcde\0", 14); // an odd chunk has a byte more
    memcpy(longer + 26, bytes + 12, len - 12);
    assert_true(wav_decode(longer, len + 14, &pcm, NULL));
    check_number("samples", (long long)pcm.count, 6);
    pcm_finish(&pcm);
}

static void test_what_is_refused(void **state) {
    (void)state;
    static const struct {
        struct wave wave;
        const char *why;
    } rows[] = {
        {{3, 1, 22050, 16}, "plain 16-bit samples (PCM)"},
        {{2, 1, 22050, 16}, "plain 16-bit samples (PCM)"},
        {{1, 1, 22050, 8}, "plain 16-bit samples (PCM)"},
        {{1, 6, 22050, 16}, "one channel or two"},
        {{1, 0, 22050, 16}, "one channel or two"},
        {{1, 1, 4000, 16}, "8,000 to 48,000 samples a second"},
        {{1, 1, 0, 16}, "8,000 to 48,000 samples a second"},
        {{1, 1, 192000, 16}, "8,000 to 48,000 samples a second"},
    };
    uint8_t bytes[200];
    struct pcm pcm = {0};
    const char *why = NULL;
    for (size_t i = 0; i < check_items(rows); i++) {
        size_t len = wave_make(&rows[i].wave, samples, 6, bytes);
        assert_false(wav_decode(bytes, len, &pcm, &why));
        check_text("why", why, rows[i].why);
    }
    assert_false(wav_decode("OggS and so on, a good while", 28, &pcm, &why));
    check_text("why", why, "a RIFF WAVE file");
    char *large = calloc(1, WAV_BYTES_MAX + 1);
    assert_false(wav_decode(large, WAV_BYTES_MAX + 1, &pcm, &why));
    check_text("why", why, "at most 8 MiB");
    free(large);
}

/* Cut anywhere, and with every length field wrong: refused or shorter, never past the end (asan).
 */
static void test_damaged_files(void **state) {
    (void)state;
    uint8_t bytes[200];
    size_t len = wave_make(&(struct wave){1, 1, 22050, 16}, samples, 6, bytes);
    for (size_t cut = 0; cut < len; cut++) {
        uint8_t *part = malloc(cut + 1);
        memcpy(part, bytes, cut);
        struct pcm pcm = {0};
        bool is_taken = wav_decode(part, cut, &pcm, NULL);
        check_number("cut", is_taken, cut >= 44 + 2);
        pcm_finish(&pcm);
        free(part);
    }
    for (size_t at = 0; at < len; at++) {
        uint8_t *bent = malloc(len);
        memcpy(bent, bytes, len);
        bent[at] = 0xff;
        struct pcm pcm = {0};
        wav_decode(bent, len, &pcm, NULL);
        assert_true(pcm.count <= 6);
        pcm_finish(&pcm);
        free(bent);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_taken),
        cmocka_unit_test(test_other_chunks_are_passed_over),
        cmocka_unit_test(test_what_is_refused),
        cmocka_unit_test(test_damaged_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
