/* When frames are drawn: on a beat, at once for who presses, and never sooner for what only moves.
 */
#include "../check.h"

#include "app/nap.h"
#include "app/pace.h"

#define MS 1000000

/* Draws when it may, as the loop does. */
static bool offer(struct pace *pace, int64_t at_ns) {
    bool may_draw = pace_take(pace, at_ns);
    if (may_draw)
        pace_drawn(pace, at_ns);
    return may_draw;
}

static void test_sixty_a_second(void **state) {
    (void)state;
    struct pace pace = {0};
    int frames = 0;
    for (int64_t at_ns = 0; at_ns < 1000 * (int64_t)MS; at_ns += MS / 10)
        frames += offer(&pace, 5000 * (int64_t)MS + at_ns);
    check_number("frames", frames, 60);
}

static void test_the_beat(void **state) {
    (void)state;
    static const struct {
        const char *name;
        int64_t drawn_ms;
        int64_t due_ns; // after it
    } rows[] = {
        {"the first begins it", 1000, 1000 * (int64_t)MS + PACE_FRAME_NS},
        {"in its turn", 1017, 1000 * (int64_t)MS + 2 * PACE_FRAME_NS},
        {"late: the next is not", 1043, 1000 * (int64_t)MS + 3 * PACE_FRAME_NS},
        {"out of turn: the next is where it was", 1045, 1000 * (int64_t)MS + 3 * PACE_FRAME_NS},
        {"after a rest it begins anew", 2000, 2000 * (int64_t)MS + PACE_FRAME_NS},
    };
    struct pace pace = {0};
    for (size_t i = 0; i < check_items(rows); i++) {
        pace_drawn(&pace, rows[i].drawn_ms * MS);
        check_number(rows[i].name, pace.due_ns, rows[i].due_ns);
    }
}

static void test_who_presses_does_not_wait(void **state) {
    (void)state;
    struct pace pace = {0};
    assert_true(offer(&pace, 1000 * (int64_t)MS));
    assert_false(offer(&pace, 1003 * (int64_t)MS));
    pace_hurry(&pace);
    assert_true(offer(&pace, 1004 * (int64_t)MS));
    assert_false(offer(&pace, 1005 * (int64_t)MS)); // once
    assert_true(offer(&pace, 1017 * (int64_t)MS));
}

/* Finer than SDL's milliseconds: neither early nor a millisecond late. */
static void test_waiting(void **state) {
    (void)state;
    struct nap nap;
    SDL_Event ev;
    assert_int_equal(SDL_Init(SDL_INIT_EVENTS), 0);
    nap_init(&nap);
    SDL_FlushEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
    int64_t best_ns = INT64_MAX;
    for (int i = 0; i < 10; i++) {
        int64_t until_ns = pace_now_ns() + 2500000;
        assert_false(pace_wait(&nap, until_ns, &ev));
        int64_t late_ns = pace_now_ns() - until_ns;
        assert_true(late_ns >= 0);
        best_ns = late_ns < best_ns ? late_ns : best_ns;
    }
    assert_in_range(best_ns, 0, 900000);
    SDL_PushEvent(&(SDL_Event){.type = SDL_USEREVENT});
    assert_true(pace_wait(&nap, pace_now_ns() + 60000 * (int64_t)MS, &ev));
    check_number("event", ev.type, SDL_USEREVENT);
    SDL_PushEvent(&(SDL_Event){.type = SDL_USEREVENT});
    assert_true(pace_wait(&nap, 0, &ev)); // past: only looks
    assert_false(pace_wait(&nap, 0, &ev));
    nap_finish(&nap);
    SDL_Quit();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sixty_a_second),
        cmocka_unit_test(test_the_beat),
        cmocka_unit_test(test_who_presses_does_not_wait),
        cmocka_unit_test(test_waiting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
