/* The wall as fingers know it: dragged, thrown, turned by the page. */
#include "crowd.h"

static size_t cards_of(struct set *set) {
    struct element_list list;
    size_t cards = 0;
    set_list(set, &list);
    for (size_t i = 0; i < list.count; i++)
        cards += strcmp(list.items[i].role, "card") == 0;
    element_list_finish(&list);
    return cards;
}

static bool shows(struct set *set, const char *words) {
    struct text_log log = {0};
    bool is_there = false;
    set_draw(set, &log);
    for (size_t i = 0; i < log.count; i++)
        is_there |= strcmp(log.entries[i].text, words) == 0;
    text_log_finish(&log);
    return is_there;
}

/* --- fingers -------------------------------------------------------------------------------- */

static void test_the_list_goes_with_the_finger(void **state) {
    (void)state;
    struct set set;
    crowd_open(&set, 60);
    struct point from = crowd_middle(&set, "people.card.2");
    set_feed(&set, (struct event){.kind = EVENT_DOWN, .finger = SET_FINGER, .at = from});
    assert_true(panel_is_pressed(&set.screen->panel));
    for (int gone = 30; gone <= 300; gone += 30) {
        from.y -= 30;
        set_feed(&set, (struct event){.kind = EVENT_MOVE, .finger = SET_FINGER, .at = from});
        check_number("place", crowd_scroller(&set)->at_px, gone);
        assert_false(panel_is_pressed(&set.screen->panel)); // the press is taken back
    }
    clock_advance(&set.clock, 300);
    set_feed(&set, (struct event){.kind = EVENT_UP, .finger = SET_FINGER, .at = from});
    check_number("no card was opened", set.id, SCREEN_HONOURED);
    set_settle(&set);
    check_number("it stays where it was left", crowd_scroller(&set)->at_px, 300);
    set_tap(&set, "people.card.3");
    check_number("a tap opens", set.id, SCREEN_DETAIL);
    check_number("the card under the finger", (long long)set.visit.person, 5);
    set_close(&set);
}

static void test_a_throw_runs_out(void **state) {
    (void)state;
    struct set set;
    crowd_open(&set, 600);
    set_drag(&set, crowd_middle(&set, "people.card.4"), -400, 8, 0);
    int at = crowd_scroller(&set)->at_px;
    set_wait(&set, 100);
    assert_true(crowd_scroller(&set)->at_px > at + 100);
    at = crowd_scroller(&set)->at_px;
    set_touch(&set, crowd_middle(&set, "people.card.0")); // stops it, and opens nobody
    check_number("screen", set.id, SCREEN_HONOURED);
    set_wait(&set, 100);
    assert_in_range(crowd_scroller(&set)->at_px, at, at + 20);
    set_drag(&set, crowd_middle(&set, "people.card.4"), -400, 8, 0);
    set_wait(&set, 900);
    at = crowd_scroller(&set)->at_px;
    set_wait(&set, 500);
    check_number("at rest after 900 ms", crowd_scroller(&set)->at_px, at);
    check_number("wants no time", set.screen->kind->deadline_ms(set.screen), 0);
    set_close(&set);
}

/* What shows of a card can be pressed, what is hidden cannot. */
static void test_cards_at_the_edges(void **state) {
    (void)state;
    struct set set;
    struct element e = {0};
    crowd_open(&set, 60);
    set_drag(&set, crowd_middle(&set, "people.card.4"), -100, 5, 200);
    check_number("three rows and a part", (long long)cards_of(&set), 8);
    struct rect window = crowd_scroller(&set)->size.area;
    assert_true(set_find(&set, "people.card.0", &e));
    check_number("begins at the window", e.area.y, window.y);
    check_number("what is left", e.area.h, 240 - 100 + 22);
    set_touch(&set, (struct point){e.area.x + 9, window.y - 5}); // above it: the page
    check_number("screen", set.id, SCREEN_HONOURED);
    set_touch(&set, (struct point){e.area.x + 9, window.y + 5});
    check_number("screen", set.id, SCREEN_DETAIL);
    check_number("person", (long long)set.visit.person, 0);
    set_close(&set);
}

static void test_a_question_ends_a_drag(void **state) {
    (void)state;
    struct set set;
    crowd_open(&set, 60);
    struct point at = crowd_middle(&set, "people.card.4");
    set_feed(&set, (struct event){.kind = EVENT_DOWN, .finger = SET_FINGER, .at = at});
    at.y -= 100;
    set_feed(&set, (struct event){.kind = EVENT_MOVE, .finger = SET_FINGER, .at = at});
    set_feed(&set, (struct event){.kind = EVENT_CANCEL});
    set_drag(&set, crowd_middle(&set, "people.card.4"), -100, 5, 200); // its UP never came
    check_number("both ways", crowd_scroller(&set)->at_px, 200);
    set_close(&set);
}

/* --- pages ---------------------------------------------------------------------------------- */

static void test_pages_in_landscape(void **state) {
    (void)state;
    struct set set;
    crowd_open(&set, 128);
    assert_true(shows(&set, "1 / 22") && shows(&set, "128"));
    assert_true(set_is_off(&set, "people.prev") && !set_is_off(&set, "people.next"));
    check_number("cards", (long long)cards_of(&set), 6);
    set_tap(&set, "people.next");
    assert_false(set_is_off(&set, "people.prev"));
    set_settle(&set);
    assert_true(shows(&set, "2 / 22"));
    check_number("cards", (long long)cards_of(&set), 6);
    check_number("first", (long long)set.visit.first_person, 6);
    crowd_key(&set, KEY_END);
    set_settle(&set);
    assert_true(shows(&set, "22 / 22") && set_is_off(&set, "people.next"));
    assert_true(shows(&set, set.content->people[127].name));
    crowd_key(&set, KEY_PAGE_UP);
    set_settle(&set);
    assert_true(shows(&set, "21 / 22"));
    crowd_key(&set, KEY_HOME);
    set_settle(&set);
    crowd_key(&set, KEY_PAGE_DOWN);
    crowd_key(&set, KEY_PAGE_DOWN); // before the first has ended
    set_settle(&set);
    assert_true(shows(&set, "3 / 22"));
    set_close(&set);
}

/* Page by page everybody is seen, and stands where the mock-up has them. */
static void test_everybody_is_on_a_page(void **state) {
    (void)state;
    struct set set;
    struct element e = {0};
    crowd_open(&set, 32);
    bool is_seen[32] = {false};
    for (int page = 0; page < 6; page++) {
        const struct panel *panel = &set.screen->panel;
        for (size_t i = 0; i < panel->count; i++) {
            if (panel->items[i].action == HONOURED_CARD)
                is_seen[panel->items[i].value] = true;
        }
        assert_true(set_find(&set, "people.card.3", &e));
        assert_memory_equal(&e.area, &((struct rect){1188, 410, 668, 240}), sizeof e.area);
        set_tap(&set, "people.next");
        set_settle(&set);
    }
    for (size_t i = 0; i < 32; i++)
        assert_true(is_seen[i]);
    set_close(&set);
}

static void test_the_arrow_in_portrait(void **state) {
    (void)state;
    struct set set;
    struct element wide = {0}, narrow = {0};
    crowd_open_at(&set, 1080, 1920);
    crowd_enter(&set, crowd_make(20, 3));
    assert_true(!set_has(&set, "people.prev") && set_find(&set, "people.search", &wide));
    check_number("as in the mock-up", wide.area.w, 612);
    set_tap(&set, "people.next");
    assert_true(set_has(&set, "people.prev") && set_find(&set, "people.search", &narrow));
    assert_true(narrow.area.w < wide.area.w);
    set_settle(&set);
    check_number("cards", (long long)cards_of(&set), 3);
    set_tap(&set, "people.prev");
    assert_false(set_has(&set, "people.prev"));
    set_close(&set);
}

static void test_one_page_has_no_arrows(void **state) {
    (void)state;
    static const struct {
        size_t people, cards;
        bool has_arrows;
    } rows[] = {{1, 1, false}, {5, 5, false}, {6, 6, false}, {7, 6, true}};
    struct set set;
    crowd_open_at(&set, 1920, 1080);
    for (size_t i = 0; i < check_items(rows); i++) {
        crowd_enter(&set, crowd_make(rows[i].people, 3));
        check_number("cards", (long long)cards_of(&set), (long long)rows[i].cards);
        assert_int_equal(set_has(&set, "people.next"), rows[i].has_arrows);
        assert_int_equal(set_has(&set, "people.prev"), rows[i].has_arrows);
        set_drag(&set, crowd_middle(&set, "people.card.0"), 100, 5, 200); // nowhere to go
        check_number("place", crowd_scroller(&set)->at_px, 0);
    }
    set_close(&set);
}

static void test_reduced_motion(void **state) {
    (void)state;
    struct set set;
    crowd_open(&set, 60);
    set.env.is_motion_reduced = true;
    set_enter(&set, SCREEN_HONOURED);
    set_tap(&set, "people.next");
    check_number("at once", crowd_scroller(&set)->at_px, 3 * 262);
    set.env.is_motion_reduced = false;
    set_size(&set, 1920, 1080, false, true); // high contrast
    check_number("the place is kept", crowd_scroller(&set)->at_px, 3 * 262);
    set_tap(&set, "people.next");
    check_number("at once", crowd_scroller(&set)->at_px, 6 * 262);
    set_close(&set);
}

/* --- who is on it --------------------------------------------------------------------------- */

static void test_ten_thousand(void **state) {
    (void)state;
    struct set set;
    crowd_open(&set, 10000);
    assert_true(shows(&set, "10000") && shows(&set, "1 / 1667"));
    for (int i = 0; i < 40; i++) {
        set_drag(&set, crowd_middle(&set, "people.card.4"), -500, 6, 0);
        for (int frame = 0; frame < 20; frame++) {
            set_wait(&set, 16);
            assert_in_range(cards_of(&set), 6, 8);
        }
    }
    crowd_key(&set, KEY_END);
    set_settle(&set);
    check_number("cards", (long long)cards_of(&set), 6);
    assert_true(shows(&set, set.content->people[9999].name));
    set_close(&set);
}

static void test_a_filter_begins_at_the_top(void **state) {
    (void)state;
    struct set set;
    crowd_open(&set, 240);
    crowd_key(&set, KEY_END);
    set_settle(&set);
    set_tap(&set, "people.filter.gia_dinh");
    check_number("place", crowd_scroller(&set)->at_px, 0);
    check_text("group", set.visit.group->id, "gia_dinh");
    const struct honoured *h = (const struct honoured *)set.screen;
    assert_in_range(h->search.count, 1, 239);
    for (size_t i = 0; i < h->search.count; i++)
        check_text("group", set.content->people[h->search.found[i]].group->id, "gia_dinh");
    snprintf(set.visit.query, sizeof set.visit.query, "thu 1");
    set_enter(&set, SCREEN_HONOURED); // search and filter together
    h = (const struct honoured *)set.screen;
    for (size_t i = 0; i < h->search.count; i++)
        check_text("group", set.content->people[h->search.found[i]].group->id, "gia_dinh");
    assert_true(shows(&set, "thu 1"));
    set_close(&set);
}

static void test_the_place_is_found_again(void **state) {
    (void)state;
    struct set set;
    crowd_open(&set, 240);
    set_tap(&set, "people.next");
    set_settle(&set);
    set_tap(&set, "people.next");
    set_settle(&set);
    set_tap(&set, "people.card.3");
    check_number("screen", set.id, SCREEN_DETAIL);
    set_enter(&set, SCREEN_HONOURED);
    check_number("place", crowd_scroller(&set)->at_px, 6 * 262);
    set_size(&set, 1080, 1920, false, false); // one column: the same people
    check_number("person", ((const struct honoured *)set.screen)->list.first_found, 12);
    set_close(&set);
}

/* Other campaigns have other groups: their chips find room, and nothing is cut. */
static void test_many_groups(void **state) {
    (void)state;
    static const size_t counts[] = {1, 4, 5, 7};
    struct set set;
    int faults = 0;
    crowd_open_at(&set, 1920, 1080);
    for (size_t i = 0; i < check_items(counts); i++) {
        crowd_enter(&set, crowd_make(12, counts[i]));
        for (size_t look = 0; look < 5; look++) {
            struct text_log log = {0};
            struct element_list list;
            set_size(&set, looks[look].width, looks[look].height, false, false);
            set_draw(&set, &log);
            for (size_t k = 0; k < log.count; k++) {
                if (log.entries[k].is_cut)
                    print_error("%zu groups, %s: \"%s\" is cut\n", counts[i], looks[look].name,
                                log.entries[k].text);
                faults += log.entries[k].is_cut;
            }
            text_log_finish(&log);
            set_list(&set, &list);
            for (size_t a = 0; a < list.count; a++)
                for (size_t b = a + 1; b < list.count; b++)
                    faults += rect_overlaps(list.items[a].area, list.items[b].area);
            element_list_finish(&list);
        }
    }
    check_number("faults", faults, 0);
    set_close(&set);
}

/* --- keypad --------------------------------------------------------------------------------- */

static void test_the_focus_stays_with_its_person(void **state) {
    (void)state;
    struct set set;
    crowd_open(&set, 60);
    struct panel *panel = &set.screen->panel;
    while (panel->focus < 0 || strcmp(panel->items[panel->focus].id, "people.card.4") != 0)
        crowd_key(&set, KEY_TAB);
    int person = panel->items[panel->focus].value;
    set_drag(&set, (struct point){490, 900}, -262, 8, 200);
    check_number("a touch takes the ring away", panel->focus, -1);
    while (panel->focus < 0 || strcmp(panel->items[panel->focus].id, "people.card.4") != 0)
        crowd_key(&set, KEY_TAB);
    person = panel->items[panel->focus].value;
    honoured_scroll(set.screen, 262);
    check_number("person", panel->items[panel->focus].value, person);
    check_text("card", panel->items[panel->focus].id, "people.card.2");
    crowd_key(&set, KEY_END);
    set_settle(&set);
    check_text("who is next to them", panel->items[panel->focus].id, "people.card.0");
    while (strcmp(panel->items[panel->focus].id, "people.next") != 0)
        crowd_key(&set, KEY_TAB);
    crowd_key(&set, KEY_HOME);
    set_settle(&set);
    check_text("a button keeps it", panel->items[panel->focus].id, "people.next");
    set_close(&set);
}

/* The card with the ring, whole in the list's window. */
static int focused_person(struct set *set) {
    const struct honoured *h = (const struct honoured *)set->screen;
    const struct panel *panel = &h->base.panel;
    const struct button *b = &panel->items[panel->focus];
    struct rect window = h->list.scroller.size.area, shown = rect_intersect(b->area, window);
    check_number("a card", b->action, HONOURED_CARD);
    check_number("whole", memcmp(&shown, &b->area, sizeof shown), 0);
    int ring = theme_px(&set->theme, 8);
    check_number("with its ring", b->area.y - ring >= window.y, true);
    check_number("with its ring", b->area.y + b->area.h + ring <= window.y + window.h, true);
    return b->value;
}

static void test_arrows_walk_the_cards_and_the_list_comes_along(void **state) {
    (void)state;
    static const int sizes[][2] = {{1920, 1080}, {1080, 1920}};
    for (size_t i = 0; i < check_items(sizes); i++) {
        struct set set;
        crowd_open(&set, 21); // the last row is half full in two columns
        set_size(&set, sizes[i][0], sizes[i][1], false, false);
        const struct honoured *h = (const struct honoured *)set.screen;
        int columns = h->list.columns, rows = (21 + columns - 1) / columns, last = 0;
        panel_focus(&set.screen->panel, (int)h->list.first_button + columns - 1, &set.damage);
        int seen[32] = {focused_person(&set)};
        for (int row = 1; row < rows; row++) {
            crowd_key(&set, KEY_DOWN);
            seen[row] = last = focused_person(&set);
            check_number("another", seen[row] != seen[row - 1], true);
        }
        check_number("the last there is", last, (int)h->search.found[20]);
        for (int row = rows - 1; row-- > 0;) {
            crowd_key(&set, KEY_UP);
            if (columns == 1)
                check_number("the way back", focused_person(&set), seen[row]);
            focused_person(&set);
        }
        check_number("at the top", h->list.scroller.at_px, 0);
        crowd_key(&set, KEY_UP);
        check_number("nothing above it in the list", h->list.scroller.at_px, 0);
        set_close(&set);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_list_goes_with_the_finger),
        cmocka_unit_test(test_a_throw_runs_out),
        cmocka_unit_test(test_cards_at_the_edges),
        cmocka_unit_test(test_a_question_ends_a_drag),
        cmocka_unit_test(test_pages_in_landscape),
        cmocka_unit_test(test_everybody_is_on_a_page),
        cmocka_unit_test(test_the_arrow_in_portrait),
        cmocka_unit_test(test_one_page_has_no_arrows),
        cmocka_unit_test(test_reduced_motion),
        cmocka_unit_test(test_ten_thousand),
        cmocka_unit_test(test_a_filter_begins_at_the_top),
        cmocka_unit_test(test_the_place_is_found_again),
        cmocka_unit_test(test_many_groups),
        cmocka_unit_test(test_the_focus_stays_with_its_person),
        cmocka_unit_test(test_arrows_walk_the_cards_and_the_list_comes_along),
    };
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
