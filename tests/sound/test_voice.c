/* The voice: there for Vietnamese and English, longer for more words, broken off when not wanted.
 */
#include "../check.h"

#include "sound/voice.h"
#include <math.h>

static double spoken_s(struct voice *voice, const char *lang, const char *text) {
    struct pcm pcm;
    assert_true(voice_speak(voice, lang, text, NULL, NULL, &pcm));
    double sum = 0, s = (double)pcm.count / pcm.rate_hz;
    for (size_t i = 0; i < pcm.count; i++)
        sum += (double)pcm.samples[i] * pcm.samples[i];
    assert_true(sqrt(sum / (double)pcm.count) > 500); // it is heard
    pcm_finish(&pcm);
    return s;
}

static void test_which_languages(void **state) {
    (void)state;
    assert_true(voice_has("vi"));
    assert_true(voice_has("en"));
    assert_false(voice_has("xx"));
    assert_false(voice_has(""));
    assert_false(voice_has("../vi"));
    assert_false(voice_has("a-language-with-a-long-name"));
}

static void test_more_words_take_longer(void **state) {
    (void)state;
    struct voice voice = {0};
    double one = spoken_s(&voice, "vi", "Chào bà con.");
    double more = spoken_s(&voice, "vi",
                           "Khi thôn mở đường, gia đình bà hiến ba trăm hai mươi mét vuông đất.");
    double english = spoken_s(&voice, "en", "Good morning to everybody in the hall.");
    print_message("# %.2f s, %.2f s, %.2f s\n", one, more, english);
    assert_true(one > 0.5 && one < 2.5);
    assert_true(more > 2.5 * one && more < 12);
    assert_true(english > 1 && english < 5);
}

static bool wants_three(void *context) {
    return ++*(int *)context < 3;
}

static void test_is_broken_off(void **state) {
    (void)state;
    struct voice voice = {0};
    struct pcm pcm = {0};
    int asked = 0;
    assert_false(voice_speak(&voice, "vi", "Một câu dài để kịp dừng lại giữa chừng, dài thật dài.",
                             wants_three, &asked, &pcm));
    assert_null(pcm.samples);
    check_number("asked", asked, 3);
    assert_true(spoken_s(&voice, "vi", "Câu sau vẫn đọc được.") > 0.5);
}

static void test_what_cannot_be_said(void **state) {
    (void)state;
    struct voice voice = {0};
    struct pcm pcm = {0};
    assert_false(voice_speak(&voice, "xx", "Không có giọng.", NULL, NULL, &pcm));
}

/* One voice after the other. */
static void test_twice(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++) {
        struct voice voice = {0};
        assert_true(spoken_s(&voice, "vi", "Lần nữa.") > 0.3);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_which_languages), cmocka_unit_test(test_more_words_take_longer),
        cmocka_unit_test(test_is_broken_off),   cmocka_unit_test(test_what_cannot_be_said),
        cmocka_unit_test(test_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
