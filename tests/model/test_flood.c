/* So many slips within so long, and it rests. */
#include "../check.h"

#include "model/flood.h"

#define MINUTE 60000

static void when_it_rests(void **state) {
    (void)state;
    static const struct {
        const char *what;
        struct flood_rule rule;
        int slips;      // one after the other,
        int64_t gap_ms; // so long apart
        int rest_s;     // right after the last
    } rows[] = {
        {"one fewer", {6, 600, 60}, 5, 1000, 0},
        {"six in a row", {6, 600, 60}, 6, 1000, 60},
        {"six in just ten minutes", {6, 600, 60}, 6, 2 * MINUTE, 60},
        {"six in a little more", {6, 600, 60}, 6, 2 * MINUTE + 1, 0},
        {"all day long, every three minutes", {6, 600, 60}, 200, 3 * MINUTE, 0},
        {"the seventh after a rest begins anew", {6, 600, 60}, 7, 1000, 59},
        {"the twelfth", {6, 600, 60}, 12, 1000, 60},
        {"after the first already", {1, 600, 30}, 1, 0, 30},
        {"switched off", {0, 600, 60}, 500, 0, 0},
        {"as many as it can count", {FLOOD_SLIPS_MAX, 600, 60}, FLOOD_SLIPS_MAX, 1000, 60},
        {"more than it can count", {FLOOD_SLIPS_MAX + 9, 600, 60}, FLOOD_SLIPS_MAX, 1000, 60},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct flood flood = {.count = 0};
        int64_t now_ms = 5;
        for (int slip = 0; slip < rows[i].slips; slip++) {
            now_ms += slip ? rows[i].gap_ms : 0;
            flood_note(&flood, &rows[i].rule, now_ms);
        }
        check_number(rows[i].what, flood_rest_s(&flood, now_ms), rows[i].rest_s);
    }
}

static void the_seconds_run_down(void **state) {
    (void)state;
    const struct flood_rule rule = {1, 600, 60};
    struct flood flood = {.count = 0};
    flood_note(&flood, &rule, 1000);
    static const struct {
        int64_t at_ms;
        int rest_s;
    } rows[] = {{1000, 60}, {1001, 60}, {2000, 59}, {60999, 1}, {61000, 0}, {999999, 0}};
    for (size_t i = 0; i < check_items(rows); i++) {
        int rest_s = flood_rest_s(&flood, rows[i].at_ms);
        check_number("left", rest_s, rows[i].rest_s);
        int64_t next_ms = flood_next_ms(&flood, rest_s);
        if (rest_s == 0)
            continue;
        check_number("next", flood_rest_s(&flood, next_ms), rest_s - 1);
        check_number("not before", flood_rest_s(&flood, next_ms - 1), rest_s);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(when_it_rests),
        cmocka_unit_test(the_seconds_run_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
