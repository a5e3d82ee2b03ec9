/* Which target an arrow leads to: tables of rectangles as they stand on real screens. */
#include "../check.h"

#include "widgets/focus.h"

/* A pad of three columns with a wide key below, a bar under it, a card at the right. */
enum { ONE, TWO, THREE, FOUR, FIVE, SIX, WIDE, BACK, HOME, CARD, AWAY };
static const struct rect AREAS[] = {
    [ONE] = {0, 0, 100, 100},
    [TWO] = {110, 0, 100, 100},
    [THREE] = {220, 0, 100, 100},
    [FOUR] = {0, 110, 100, 100},
    [FIVE] = {110, 110, 100, 100},
    [SIX] = {220, 110, 100, 100},
    [WIDE] = {0, 220, 320, 100},
    [BACK] = {0, 400, 140, 100},
    [HOME] = {180, 400, 140, 100},
    [CARD] = {400, 0, 200, 320},
    [AWAY] = {0}, // out of sight
};
#define COUNT ((int)check_items(AREAS))

static int go(int from, enum event_key key) {
    struct rect others[COUNT];
    memcpy(others, AREAS, sizeof others);
    others[from] = (struct rect){.w = 0};
    return focus_nearest(others, COUNT, AREAS[from], key);
}

static void an_arrow_leads_to_what_lies_there(void **state) {
    (void)state;
    static const struct {
        const char *row;
        int from;
        enum event_key key;
        int to;
    } rows[] = {
        {"straight right", ONE, KEY_RIGHT, TWO},
        {"straight down", TWO, KEY_DOWN, FIVE},
        {"straight up", SIX, KEY_UP, THREE},
        {"straight left", FIVE, KEY_LEFT, FOUR},
        {"nothing above", TWO, KEY_UP, -1},
        {"nothing at the left", FOUR, KEY_LEFT, -1},
        {"a wide one from each column", SIX, KEY_DOWN, WIDE},
        {"from a wide one to its middle", WIDE, KEY_UP, FIVE},
        {"over a gap", WIDE, KEY_DOWN, BACK},
        {"back over the gap", BACK, KEY_UP, WIDE},
        {"to a tall one", THREE, KEY_RIGHT, CARD},
        {"from a tall one to what is beside its middle", CARD, KEY_LEFT, SIX},
        {"aside when nothing is straight ahead", HOME, KEY_RIGHT, CARD},
        {"down and aside", CARD, KEY_DOWN, HOME},
        {"nothing below", BACK, KEY_DOWN, -1},
    };
    for (size_t i = 0; i < check_items(rows); i++)
        check_number(rows[i].row, go(rows[i].from, rows[i].key), rows[i].to);
}

static void what_cannot_be_seen_is_never_taken(void **state) {
    (void)state;
    static const enum event_key keys[] = {KEY_LEFT, KEY_RIGHT, KEY_UP, KEY_DOWN};
    for (int from = 0; from < AWAY; from++)
        for (size_t k = 0; k < check_items(keys); k++)
            assert_int_not_equal(go(from, keys[k]), AWAY);
    assert_int_equal(focus_nearest(NULL, 0, AREAS[ONE], KEY_DOWN), -1);
}

static void only_these_keys_move_the_focus(void **state) {
    (void)state;
    for (int key = KEY_NONE; key <= KEY_ESCAPE; key++) {
        bool is_arrow = key >= KEY_LEFT && key <= KEY_DOWN;
        bool is_tab = key == KEY_TAB || key == KEY_BACK_TAB;
        check_number("arrow", focus_is_arrow((enum event_key)key), is_arrow);
        check_number("step", focus_is_step((enum event_key)key), is_arrow || is_tab);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_arrow_leads_to_what_lies_there),
        cmocka_unit_test(what_cannot_be_seen_is_never_taken),
        cmocka_unit_test(only_these_keys_move_the_focus),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
