/* The models board and a model's page, as a visitor plays them. */
#include "scenes.h"

static void open_board(struct set *set) {
    set_open(set, "vi");
    set_size(set, 1920, 1080, false, false);
    scene_reset(set);
    scene_models(set);
}

static bool is_chosen(struct set *set, const char *id) {
    struct element e = {0};
    return set_find(set, id, &e) && e.is_chosen;
}

/* --- choosing ------------------------------------------------------------------------------- */

static void test_a_plot_shows_its_model(void **state) {
    (void)state;
    struct set set;
    open_board(&set);
    assert_true(set_shows(&set, "11") && set_shows(&set, "trên 12 nơi đã có mô hình"));
    assert_true(set_shows(&set, "Bảy thôn") && set_shows(&set, "6 thôn đã đăng ký"));
    assert_true(is_chosen(&set, "models.plot.don-vi-01"));
    assert_true(set_shows(&set, "Đường bê tông ngõ Thôn 1"));
    set_tap(&set, "models.plot.don-vi-09");
    assert_true(is_chosen(&set, "models.plot.don-vi-09"));
    assert_false(is_chosen(&set, "models.plot.don-vi-01"));
    assert_true(set_shows(&set, "Ống tiền tiết kiệm giúp vốn"));
    set_tap(&set, "models.open");
    check_number("screen", set.id, SCREEN_MODEL);
    assert_true(set_shows(&set, "Hội viên") || set_shows(&set, "hội viên"));
    set_enter(&set, SCREEN_MODELS); // back: what was chosen still is
    assert_true(is_chosen(&set, "models.plot.don-vi-09"));
    set_close(&set);
}

static void test_a_bare_plot_invites(void **state) {
    (void)state;
    struct set set;
    open_board(&set);
    set_tap(&set, "models.plot.don-vi-07");
    assert_true(set_shows(&set, "Thôn 7 chưa đăng ký mô hình") &&
                set_shows(&set, "Bà con có ý tưởng?"));
    assert_false(set_has(&set, "models.open"));
    set_tap(&set, "models.nominate");
    check_number("screen", set.id, SCREEN_WHO);
    set.env.is_enrolled = false; // nobody would receive the slip
    set_enter(&set, SCREEN_MODELS);
    assert_true(set_shows(&set, "Thôn 7 chưa đăng ký mô hình"));
    assert_false(set_shows(&set, "Bà con có ý tưởng?"));
    assert_false(set_has(&set, "models.nominate"));
    set.env.is_enrolled = true;
    set.content->switches.is_on[SWITCH_NOMINATIONS] = false;
    set_enter(&set, SCREEN_MODELS);
    assert_false(set_has(&set, "models.nominate"));
    set_close(&set);
}

/* Round about, past what has none: eleven steps lead back. */
static void test_next_goes_from_model_to_model(void **state) {
    (void)state;
    struct set set;
    open_board(&set);
    set_tap(&set, "models.plot.don-vi-06");
    set_tap(&set, "models.next");
    assert_true(is_chosen(&set, "models.plot.don-vi-08")); // village 7 has none
    for (int i = 0; i < 10; i++)
        set_tap(&set, "models.next");
    assert_true(is_chosen(&set, "models.plot.don-vi-06"));
    set_close(&set);
}

static void test_registered_but_not_published_is_said(void **state) {
    (void)state;
    struct set set;
    open_board(&set);
    json_t *root = manifest_compose();
    json_object_set_new(root, "progress",
                        json_pack("[{s:s, s:i}]", "unit_id", "don-vi-07", "registered", 1));
    set_content(&set, root);
    scene_models(&set);
    set_tap(&set, "models.plot.don-vi-07");
    assert_true(set_shows(&set, "Thôn 7 đã đăng ký mô hình"));
    assert_false(set_has(&set, "models.open") || set_has(&set, "models.nominate"));
    set_close(&set);
}

static void test_who_has_none_may_be_kept_back(void **state) {
    (void)state;
    struct set set;
    open_board(&set);
    set.content->switches.is_on[SWITCH_PROGRESS] = false;
    scene_models(&set);
    assert_false(set_has(&set, "models.plot.don-vi-07"));
    assert_false(set_shows(&set, "trên 12") || set_shows(&set, "Chưa có"));
    assert_true(set_shows(&set, "nơi đã có mô hình"));
    set_close(&set);
}

static void test_nothing_to_show(void **state) {
    (void)state;
    struct set set;
    open_board(&set);
    scene_models_empty(&set);
    assert_true(set_shows(&set, "Đang cập nhật"));
    assert_false(set_has(&set, "models.next"));
    set_enter(&set, SCREEN_MODEL);
    assert_true(set_shows(&set, "Đang cập nhật"));
    assert_false(set_has(&set, "model.next") || set_has(&set, "model.area"));
    set_close(&set);
}

/* --- more terraces than the page holds ------------------------------------------------------ */

static void drag(struct set *set, const char *id, int dy) {
    struct element e = {0};
    assert_true(set_find(set, id, &e));
    struct point at = {e.area.x + e.area.w / 2, e.area.y + e.area.h / 2};
    set_feed(set, (struct event){.kind = EVENT_DOWN, .finger = SET_FINGER, .at = at});
    for (int i = 1; i <= 10; i++) {
        struct point to = {at.x, at.y + dy * i / 10};
        set_feed(set, (struct event){.kind = EVENT_MOVE, .finger = SET_FINGER, .at = to});
    }
    at.y += dy;
    set_feed(set, (struct event){.kind = EVENT_UP, .finger = SET_FINGER, .at = at});
}

static void test_a_long_board_is_turned(void **state) {
    (void)state;
    struct set set;
    open_board(&set);
    assert_false(set_has(&set, "models.down")); // twelve plots are all seen
    scene_models_many(&set);                    // and one page down
    assert_false(set_has(&set, "models.plot.don-vi-01"));
    assert_true(set_has(&set, "models.plot.thon-5"));
    set_tap(&set, "models.up");
    assert_true(set_has(&set, "models.plot.don-vi-01"));
    struct element up = {0};
    assert_true(set_find(&set, "models.up", &up) && !up.is_enabled);
    drag(&set, "models.plot.don-vi-05", -236); // one terrace
    assert_false(set_has(&set, "models.plot.don-vi-01"));
    assert_true(set_has(&set, "models.plot.don-vi-05"));
    drag(&set, "models.plot.don-vi-05", 500); // further than there is
    assert_true(set_has(&set, "models.plot.don-vi-01"));
    for (int i = 0; i < 7; i++) // the next one is brought into sight
        set_tap(&set, "models.next");
    assert_true(is_chosen(&set, "models.plot.don-vi-09"));
    set_close(&set);
}

/* --- the plots come up ---------------------------------------------------------------------- */

static void test_plots_come_up_once_and_then_stand_still(void **state) {
    (void)state;
    struct set set;
    set_open(&set, "vi");
    set_size(&set, 1920, 1080, false, false);
    scene_reset(&set);
    set.env.is_motion_reduced = false;
    set_enter(&set, SCREEN_MODELS);
    int frames = 0;
    while (set.screen->kind->deadline_ms(set.screen)) {
        damage_clear(&set.damage);
        set_wait(&set, 16);
        struct rect all = {0};
        for (size_t i = 0; i < set.damage.count; i++)
            all = rect_union(all, set.damage.rects[i]);
        assert_true(all.x + all.w <= 1300 && all.y >= 236); // nothing but plots is drawn anew
        assert_true(++frames < 100);
    }
    assert_in_range(frames, 40, 50); // twelve plots, 40 ms apart, 240 ms each
    set_size(&set, 1920, 1080, true, false);
    assert_true(set.screen->kind->deadline_ms(set.screen) == 0);
    set_enter(&set, SCREEN_MODELS); // back from a page
    assert_true(set.screen->kind->deadline_ms(set.screen) == 0);
    set.visit.unit = NULL;
    set.env.is_motion_reduced = true;
    set_enter(&set, SCREEN_MODELS);
    assert_true(set.screen->kind->deadline_ms(set.screen) == 0);
    set.env.is_motion_reduced = false;
    set_size(&set, 1920, 1080, false, true);
    set.visit.unit = NULL;
    set_enter(&set, SCREEN_MODELS);
    assert_true(set.screen->kind->deadline_ms(set.screen) == 0);
    set_close(&set);
}

/* --- a model's page ------------------------------------------------------------------------- */

static void test_pages_follow_the_board(void **state) {
    (void)state;
    struct set set;
    struct element e = {0};
    open_board(&set);
    set_tap(&set, "models.open");
    assert_true(set_find(&set, "model.prev", &e) && !e.is_enabled);
    assert_true(set_shows(&set, "Đã xong") && set_shows(&set, "Công trình") &&
                set_shows(&set, "1,2 km"));
    set_tap(&set, "model.next");
    assert_true(set_shows(&set, "Mương nước 300 mét") &&
                set_shows(&set, "Đã làm 40%")); // its second
    set_tap(&set, "model.next");
    check_text("unit", set.visit.unit->id, "don-vi-02");
    set_enter(&set, SCREEN_MODELS);
    assert_true(is_chosen(&set, "models.plot.don-vi-02"));
    set_tap(&set, "models.open");
    set_tap(&set, "model.prev");
    set_enter(&set, SCREEN_MODELS); // the card shows the one of two that was seen last
    assert_true(set_shows(&set, "Mương nước 300 mét"));
    set_tap(&set, "models.open");
    assert_true(set_shows(&set, "Mương nước 300 mét"));
    for (int i = 0; i < 10; i++)
        set_tap(&set, "model.next");
    assert_true(set_find(&set, "model.next", &e) && !e.is_enabled);
    set_close(&set);
}

static void test_a_page_leads_on(void **state) {
    (void)state;
    struct set set;
    open_board(&set);
    set_tap(&set, "models.open");
    set_tap(&set, "model.read");
    check_number("read", set.reply.action, SCREEN_READ);
    set_tap(&set, "nav.back");
    check_number("back", set.reply.action, SCREEN_BACK);
    set_tap(&set, "model.area");
    check_number("area", set.id, SCREEN_CAMPAIGN);
    assert_true(set_has(&set, "sheet.close") &&
                set_shows(&set, "Nông thôn mới")); // its sheet is open
    set_tap(&set, "sheet.close");
    assert_false(set_has(&set, "sheet.close"));
    set_size(&set, 1920, 1080, true, false); // and stays closed
    assert_false(set_has(&set, "sheet.close"));
    set.env.can_read = false;
    set_enter(&set, SCREEN_MODEL);
    assert_false(set_has(&set, "model.read"));
    set_close(&set);
}

/* Nobody has said how far it is: no number is made up. */
static void test_no_number_is_made_up(void **state) {
    (void)state;
    struct set set;
    open_board(&set);
    scene_model_bare(&set);
    assert_true(set_shows(&set, "Đang làm"));
    assert_false(set_shows(&set, "0%"));
    assert_false(set_shows(&set, "Muốn làm theo?")); // nobody is named who could be asked
    set_close(&set);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_plot_shows_its_model),
        cmocka_unit_test(test_a_bare_plot_invites),
        cmocka_unit_test(test_next_goes_from_model_to_model),
        cmocka_unit_test(test_registered_but_not_published_is_said),
        cmocka_unit_test(test_who_has_none_may_be_kept_back),
        cmocka_unit_test(test_nothing_to_show),
        cmocka_unit_test(test_a_long_board_is_turned),
        cmocka_unit_test(test_plots_come_up_once_and_then_stand_still),
        cmocka_unit_test(test_pages_follow_the_board),
        cmocka_unit_test(test_a_page_leads_on),
        cmocka_unit_test(test_no_number_is_made_up),
    };
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
