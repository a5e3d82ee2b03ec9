/* The app's clock: given, moved and judged. */
#include "../check.h"

#include <pthread.h>
#include <time.h>

#include "base/clock.h"

#define ZONE_S 25200
#define GIVEN_S 1683855720 // 2023-05-12T08:42:00+07:00

static void without_a_given_time_it_is_the_systems(void **state) {
    (void)state;
    struct clock clock;
    clock_init(&clock, ZONE_S);
    time_t before_s = time(NULL);
    int64_t wall_s = clock_wall_s(&clock);
    assert_in_range(wall_s, before_s, time(NULL) + 1);
    assert_int_equal(clock.zone_s, ZONE_S);
}

static void both_faces_only_grow_together(void **state) {
    (void)state;
    struct clock clock;
    clock_init(&clock, ZONE_S);
    clock_set(&clock, GIVEN_S);
    int64_t mono_ms = clock_mono_ms(&clock);
    assert_in_range(clock_wall_s(&clock), GIVEN_S, GIVEN_S + 2);
    clock_advance(&clock, 75000);
    assert_in_range(clock_wall_s(&clock), GIVEN_S + 75, GIVEN_S + 77);
    assert_in_range(clock_mono_ms(&clock) - mono_ms, 75000, 77000);
    clock_advance(&clock, 400);
    clock_advance(&clock, 600);
    assert_in_range(clock_wall_s(&clock), GIVEN_S + 76, GIVEN_S + 78);
    clock_set(&clock, GIVEN_S); // what was advanced before does not count again
    assert_in_range(clock_wall_s(&clock), GIVEN_S, GIVEN_S + 2);
}

static void a_given_time_is_trusted_and_1970_is_not(void **state) {
    (void)state;
    struct clock clock;
    clock_init(&clock, ZONE_S);
    assert_int_not_equal(clock_trust(&clock), CLOCK_TRUST_UNSYNCED); // this machine's time
    clock_advance(&clock, -(int64_t)time(NULL) * 1000);
    assert_int_equal(clock_trust(&clock), CLOCK_TRUST_UNSYNCED);
    clock_set(&clock, GIVEN_S); // before the build date, and trusted all the same
    assert_int_equal(clock_trust(&clock), CLOCK_TRUST_SYNCED);
    assert_string_equal(clock_trust_word(CLOCK_TRUST_SYNCED), "synced");
    assert_string_equal(clock_trust_word(CLOCK_TRUST_UNKNOWN), "unknown");
    assert_string_equal(clock_trust_word(CLOCK_TRUST_UNSYNCED), "unsynced");
}

static void *read_ever_growing(void *user) {
    struct clock *clock = user;
    int64_t last_ms = 0;
    for (int i = 0; i < 20000; i++) {
        int64_t now_ms = clock_mono_ms(clock);
        if (now_ms < last_ms)
            return clock;
        last_ms = now_ms;
    }
    return NULL;
}

static void others_may_read_while_one_advances(void **state) {
    (void)state;
    struct clock clock;
    pthread_t reader;
    void *stepped_back;
    clock_init(&clock, ZONE_S);
    clock_set(&clock, GIVEN_S);
    assert_int_equal(pthread_create(&reader, NULL, read_ever_growing, &clock), 0);
    for (int i = 0; i < 20000; i++)
        clock_advance(&clock, 5);
    assert_int_equal(pthread_join(reader, &stepped_back), 0);
    assert_null(stepped_back);
    assert_in_range(clock_wall_s(&clock), GIVEN_S + 100, GIVEN_S + 130);
}

static void test_a_held_clock_moves_only_when_moved(void **state) {
    (void)state;
    struct clock clock;
    clock_init(&clock, 0);
    clock_hold(&clock, 5000);
    clock_set(&clock, 1683855720);
    usleep(20000);
    assert_int_equal(clock_mono_ms(&clock), 5000);
    clock_advance(&clock, 61000);
    assert_int_equal(clock_mono_ms(&clock), 66000);
    assert_int_equal(clock_wall_s(&clock), 1683855720 + 61);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_held_clock_moves_only_when_moved),
        cmocka_unit_test(without_a_given_time_it_is_the_systems),
        cmocka_unit_test(both_faces_only_grow_together),
        cmocka_unit_test(a_given_time_is_trusted_and_1970_is_not),
        cmocka_unit_test(others_may_read_while_one_advances),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
