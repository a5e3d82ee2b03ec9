/* The screens as a visitor plays them: fingers in, the form and the words on the screen out. */
#include "scenes.h"

/* --- the way through ------------------------------------------------------------------------ */

static void test_a_slip_from_home_to_receipt(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_HOME);
    const struct nomination *form = set.visit.form;
    set_tap(&set, "home.nominate");
    check_number("step", set.id, SCREEN_WHO);
    set_tap(&set, "who.resident");
    check_number("step", set.id, SCREEN_NAME);
    assert_true(set_is_off(&set, "wizard.next"));
    set_keys(&set, "nguyeenx van a");
    check_text("name", form->name, "Nguyễn Van A");
    set_tap(&set, "name.unit");
    set_tap(&set, "name.unit.don-vi-03");
    check_text("unit", form->unit_id, "don-vi-03");
    assert_false(set_is_off(&set, "wizard.next"));
    set_tap(&set, "wizard.next");
    check_number("step", set.id, SCREEN_WHY);
    set_tap(&set, "why.r-gop");
    set_tap(&set, "why.write");
    set_keys(&set, "cho dat lam duwowngf");
    check_text("deed", form->deed, "Cho dat lam dường");
    set_tap(&set, "deed.done");
    set_tap(&set, "wizard.next");
    check_number("step", set.id, SCREEN_REVIEW);
    assert_false(form->has_consent);
    set_tap(&set, "wizard.send");
    check_number("sent without consent", set.sent, 0);
    assert_true(set_shows(&set, "Xin đánh dấu đồng ý"));
    set_tap(&set, "review.consent");
    assert_true(form->has_consent && form->consent_version[0]);
    assert_memory_equal(form->consent_at, SET_TIME, strlen("2023-05-12T08:42")); // to the minute
    set_tap(&set, "wizard.send");
    check_number("sent", set.sent, 1);
    set_tap(&set, "wizard.send");
    check_number("pressed twice", set.sent, 1);
    set.visit.send = SEND_SAVED;
    set_enter(&set, SCREEN_RECEIPT);
    assert_true(set_shows(&set, SCENE_CODE));
    set_close(&set);
}

static void test_suggestions_lead_to_a_name(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_WHO);
    set_tap(&set, "who.resident");
    set_tap(&set, "name.honorific.ba");
    check_text("honorific", set.visit.form->honorific, "bà");
    set_keys(&set, "trie");
    set_tap(&set, "name.suggest.0");
    check_text("family name", set.visit.form->name, "Triệu ");
    set_tap(&set, "backspace"); // whole, without a space behind it: it goes on just the same
    set_tap(&set, "name.suggest.0");
    check_text("middle name", set.visit.form->name, "Triệu Văn ");
    set_tap(&set, "clear");
    set_keys(&set, "trieeuj thi");
    set_tap(&set, "name.suggest.0");
    check_text("middle name", set.visit.form->name, "Triệu Thị ");
    set_close(&set);
}

static void test_another_place_is_written(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_WHO);
    const struct nomination *form = set.visit.form;
    set_tap(&set, "who.official");
    set_tap(&set, "name.unit");
    set_tap(&set, "name.unit.other");
    set_tap(&set, "wizard.next");
    assert_true(set_shows(&set, "Xin ghi rõ nơi"));
    set_tap(&set, "wizard.back");
    set_tap(&set, "wizard.back");
    assert_false(form->is_unit_chosen); // nothing was written: nothing was chosen
    set_tap(&set, "name.unit");
    set_tap(&set, "name.unit.other");
    set_keys(&set, "lang son");
    set_tap(&set, "wizard.next");
    assert_true(form->is_unit_chosen);
    check_text("place", form->unit_other, "Lang Son");
    check_text("unit", form->unit_id, "");
    set_tap(&set, "name.unit");
    set_tap(&set, "name.unit.unknown");
    check_text("place after another choice", form->unit_other, "");
    set_close(&set);
}

static void test_faults_are_said_beside_the_field(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_WHO);
    set_tap(&set, "who.resident");
    set_tap(&set, "wizard.next");
    assert_true(set_shows(&set, "Xin gõ tên"));
    set_keys(&set, "an");
    assert_false(set_shows(&set, "Xin gõ tên")); // typing takes the fault away
    set_tap(&set, "wizard.next");
    assert_true(set_shows(&set, "Xin chọn thôn hoặc cơ quan"));
    set_tap(&set, "name.unit");
    set_tap(&set, "name.unit.unknown");
    set_tap(&set, "wizard.next");
    check_number("step", set.id, SCREEN_WHY);
    set_tap(&set, "wizard.next");
    check_number("step without a reason", set.id, SCREEN_WHY);
    assert_true(set_shows(&set, "Xin chọn ít nhất một việc"));
    set_tap(&set, "why.r-khac");
    set_tap(&set, "wizard.next");
    check_number("step with 'something else' alone", set.id, SCREEN_WHY);
    set_close(&set);
}

static void test_at_most_three_reasons(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_WHO);
    scene_fill(&set);
    set_enter(&set, SCREEN_WHY);
    set_tap(&set, "why.r-giup");
    check_number("chosen", (long long)set.visit.form->reason_count, 3);
    set_tap(&set, "why.r-an-ninh");
    check_number("chosen", (long long)set.visit.form->reason_count, 3);
    assert_true(set_shows(&set, "Chọn tối đa 3 việc"));
    set_tap(&set, "why.r-giup");
    check_number("chosen", (long long)set.visit.form->reason_count, 2);
    set_close(&set);
}

static void test_mending_leads_back_to_the_review(void **state) {
    (void)state;
    static const struct {
        const char *edit, *done;
        enum screen_id screen;
    } rows[] = {
        {"review.edit.kind", "who.official", SCREEN_WHO},
        {"review.edit.name", "wizard.next", SCREEN_NAME},
        {"review.edit.why", "wizard.next", SCREEN_WHY},
        {"review.edit.deed", "wizard.next", SCREEN_WHY},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct set set;
        scene_open_at(&set, SCREEN_HOME);
        scene_review(&set);
        set_tap(&set, rows[i].edit);
        check_number(rows[i].edit, set.id, rows[i].screen);
        assert_true(set.visit.is_editing);
        set_tap(&set, rows[i].done);
        check_number(rows[i].edit, set.id, SCREEN_REVIEW);
        check_text(rows[i].edit, set.visit.form->name, SCENE_NAME);
        set_close(&set);
    }
}

static void test_a_telephone_number_is_checked(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_HOME);
    scene_review(&set);
    set_tap(&set, "review.phone");
    for (const char *c = "091234567"; *c; c++) {
        char id[12];
        snprintf(id, sizeof id, "phone.%c", *c);
        set_tap(&set, id);
    }
    set_tap(&set, "sender.done");
    assert_true(set_shows(&set, "Số điện thoại chưa đúng"));
    set_tap(&set, "phone.8");
    set_tap(&set, "sender.done");
    assert_true(set_shows(&set, "Xem lại rồi gửi"));
    check_text("number", set.visit.form->sender_phone, "0912345678");
    set_tap(&set, "review.phone");
    set_tap(&set, "phone.delete");
    check_text("after delete", set.visit.form->sender_phone, "091234567");
    set_tap(&set, "phone.clear");
    check_text("after clear", set.visit.form->sender_phone, "");
    set_close(&set);
}

static void test_saving_says_so_when_it_is_slow(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_HOME);
    scene_review_ready(&set);
    set_tap(&set, "wizard.send");
    check_number("sent", set.sent, 1);
    assert_false(set_shows(&set, "Đang lưu"));
    set_wait(&set, 1100);
    assert_true(set_shows(&set, "Đang lưu"));
    set_tap(&set, "review.edit.name"); // what is being saved stands still
    check_number("screen", set.id, SCREEN_REVIEW);
    set.visit.send = SEND_NOT_SAVED;
    set.screen->kind->enter(set.screen);
    assert_true(set_shows(&set, "Chưa lưu được phiếu"));
    check_text("name", set.visit.form->name, SCENE_NAME);
    set_tap(&set, "wizard.send");
    check_number("sent again", set.sent, 2);
    set_close(&set);
}

/* What the bars answer. */
static void test_ways_out(void **state) {
    (void)state;
    static const struct {
        enum screen_id screen;
        const char *id;
        enum screen_action action;
    } rows[] = {
        {SCREEN_HOME, "home.bigtext", SCREEN_LARGE_TEXT},
        {SCREEN_HOME, "home.contrast", SCREEN_CONTRAST},
        {SCREEN_HOME, "home.help", SCREEN_CALL_HELP},
        {SCREEN_HOME, "home.read", SCREEN_READ},
        {SCREEN_HOME, "home.language", SCREEN_LANGUAGE},
        {SCREEN_HONOURED, "nav.back", SCREEN_BACK},
        {SCREEN_HONOURED, "nav.home", SCREEN_GO_HOME},
        {SCREEN_HONOURED, "nav.bigtext", SCREEN_LARGE_TEXT},
        {SCREEN_HONOURED, "nav.help", SCREEN_CALL_HELP},
        {SCREEN_DETAIL, "nav.back", SCREEN_BACK},
        {SCREEN_WHO, "wizard.back", SCREEN_BACK},
        {SCREEN_NAME, "wizard.cancel", SCREEN_ASK_DISCARD},
        {SCREEN_NAME, "name.staff", SCREEN_CALL_HELP},
        {SCREEN_WHY, "wizard.help", SCREEN_CALL_HELP},
        {SCREEN_REVIEW, "wizard.back", SCREEN_BACK},
        {SCREEN_RECEIPT, "receipt.done", SCREEN_GO_HOME},
    };
    struct set set;
    scene_open_at(&set, SCREEN_HOME);
    set.env.can_read = true;
    for (size_t i = 0; i < check_items(rows); i++) {
        scene_fill(&set);
        set_enter(&set, rows[i].screen);
        set.reply = (struct screen_reply){.action = SCREEN_STAY};
        clock_advance(&set.clock, 1000); // the receipt lets a hand leave first
        set_tap(&set, rows[i].id);
        check_number(rows[i].id, set.reply.action, rows[i].action);
    }
    set_close(&set);
}

/* --- looking around ------------------------------------------------------------------------- */

static void test_the_wall_page_by_page(void **state) {
    (void)state;
    struct set set;
    struct element e;
    scene_open_at(&set, SCREEN_HONOURED);
    assert_true(set_is_off(&set, "people.prev"));
    assert_true(set_shows(&set, "1 / 4"));
    set_tap(&set, "people.next");
    check_number("first of the second page", (long long)set.visit.first_person, 6);
    set_tap(&set, "people.card.2");
    check_number("card", (long long)set.visit.person, 8);
    check_number("screen", set.id, SCREEN_DETAIL);
    set_tap(&set, "detail.next");
    check_number("next", (long long)set.visit.person, 9);
    set_tap(&set, "detail.prev");
    set_tap(&set, "detail.prev");
    check_number("previous", (long long)set.visit.person, 7);
    set_enter(&set, SCREEN_HONOURED); // back: the page that holds the person seen last
    check_number("page", (long long)set.visit.first_person, 6);
    set_tap(&set, "people.filter.gia_dinh");
    check_number("page of the filter", (long long)set.visit.first_person, 0);
    check_text("group", set.visit.group->id, "gia_dinh");
    set_size(&set, 1920, 1080, true, false);
    assert_false(set_find(&set, "people.card.3", &e)); // three a page in large text
    set_close(&set);
}

/* The campaign's time on the first screen, from days left to the end. */
static void test_days_left(void **state) {
    (void)state;
    static const struct {
        const char *now, *words;
        bool can_nominate;
    } rows[] = {
        {"2023-05-12T08:42:00+07:00", "19", true},
        {"2023-05-31T23:59:00+07:00", "ngày cuối", true},
        {"2023-06-01T00:01:00+07:00", "đã kết thúc", false},
        {"2023-06-15T08:00:00+07:00", "Đảng bộ tỉnh Lạng Sơn", false},
    };
    struct set set;
    scene_open_at(&set, SCREEN_HOME);
    for (size_t i = 0; i < check_items(rows); i++) {
        set_clock(&set, rows[i].now);
        set_enter(&set, SCREEN_HOME);
        if (!set_shows(&set, rows[i].words))
            print_error("%s: home does not say '%s'\n", rows[i].now, rows[i].words);
        assert_true(set_shows(&set, rows[i].words));
        assert_false(set_is_off(&set, "home.nominate"));
        set_tap(&set, "home.nominate"); // who comes too late learns where their slip is
        check_number(rows[i].now, set.id, rows[i].can_nominate ? SCREEN_WHO : SCREEN_LOOKUP);
    }
    set_close(&set);
}

/* What staff switched off is neither shown nor led to. */
static void test_switched_off_pages_leave_home(void **state) {
    (void)state;
    static const struct {
        enum switch_id off;
        const char *gone, *left;
    } rows[] = {
        {SWITCH_HONOURS, "home.honoured", "home.models"},
        {SWITCH_MODELS, "home.models", "home.lookup"},
        {SWITCH_LOOKUP, "home.lookup", "home.honoured"},
        {SWITCH_CAMPAIGN, "home.campaign", "home.lookup"},
        {SWITCH_ENGLISH, "home.language", "home.campaign"},
        {SWITCH_NOMINATIONS, "home.difficulty", "home.nominate"}, // sends something, too
    };
    struct set set;
    struct element e;
    scene_open_at(&set, SCREEN_HOME);
    assert_true(set_find(&set, "home.language", &e) && set_find(&set, "home.read", &e));
    set.env.can_read = false;
    set_enter(&set, SCREEN_HOME);
    assert_false(set_find(&set, "home.read", &e));
    for (size_t i = 0; i < check_items(rows); i++) {
        switches_init(&set.content->switches);
        set.content->switches.is_on[rows[i].off] = false;
        set_enter(&set, SCREEN_HOME);
        if (set_find(&set, rows[i].gone, &e) || !set_find(&set, rows[i].left, &e))
            print_error("row %zu: %s without %s\n", i, rows[i].gone, rows[i].left);
        assert_false(set_find(&set, rows[i].gone, &e));
        assert_true(set_find(&set, rows[i].left, &e));
    }
    switches_init(&set.content->switches);
    set.content->switches.is_on[SWITCH_NOMINATIONS] = false;
    set_enter(&set, SCREEN_HOME);
    set_tap(&set, "home.nominate");
    check_number("nominations off", set.id, SCREEN_LOOKUP);
    set.content->switches.is_on[SWITCH_LOOKUP] = false;
    set_enter(&set, SCREEN_HOME);
    assert_true(set_is_off(&set, "home.nominate") && set_shows(&set, "Hiện chưa nhận giới thiệu"));
    set_enter(&set, SCREEN_DETAIL);
    assert_false(set_find(&set, "detail.nominate", &e));
    set_close(&set);
}

/* A battery that ran out: no number, no window is judged, no time in the header. */
static void test_a_clock_nobody_trusts(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_HOME);
    clock_init(&set.clock, 7 * 3600);
    clock_advance(&set.clock, -clock_wall_s(&set.clock) * 1000);
    check_number("trust", clock_trust(&set.clock), CLOCK_TRUST_UNSYNCED);
    set_enter(&set, SCREEN_HOME);
    assert_true(set_shows(&set, "Đến hết 31/5/2023"));
    assert_false(set_is_off(&set, "home.nominate"));
    set_enter(&set, SCREEN_HONOURED);
    assert_false(set_shows(&set, "07:"));
    set_close(&set);
}

static void test_a_kiosk_not_enrolled_takes_no_slips(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_HOME);
    set.env.is_enrolled = false;
    set_enter(&set, SCREEN_HOME);
    assert_true(set_shows(&set, "Máy chưa kết nối với xã"));
    set_tap(&set, "home.nominate");
    check_number("screen", set.id, SCREEN_HOME);
    set_close(&set);
}

static void test_the_receipt_closes_itself(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_HOME);
    scene_receipt(&set);
    assert_true(set_shows(&set, "sau 60 giây"));
    set_wait(&set, 2000);
    assert_true(set_shows(&set, "sau 58 giây"));
    set_touch(&set, (struct point){900, 300}); // counts anew
    set_wait(&set, 1000);
    assert_true(set_shows(&set, "sau 59 giây"));
    set.reply = (struct screen_reply){.action = SCREEN_STAY};
    set_wait(&set, 61000);
    check_number("at the end", set.reply.action, SCREEN_GO_HOME);
    set_close(&set);
}

static void test_the_receipt_says_where_the_slip_is(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_HOME);
    scene_receipt(&set);
    assert_true(set_shows(&set, "Đang gửi về xã"));
    scene_receipt_offline(&set);
    assert_true(set_shows(&set, "Phiếu đã lưu trong máy") &&
                set_shows(&set, "Phiếu thứ 3 đang chờ gửi"));
    scene_receipt_sent(&set);
    assert_true(set_shows(&set, "Xã đã nhận phiếu"));
    set_close(&set);
}

/* The tick grows from the left for 300 ms and then stands; a fourth reason shakes and stands again.
 */
static long inked(struct set *set, struct rect r) {
    long ink = 0;
    set_draw(set, NULL);
    for (int y = r.y; y < r.y + r.h; y++) {
        const uint32_t *row =
            (const uint32_t *)((char *)set->surface->pixels + (size_t)y * set->surface->pitch);
        for (int x = r.x; x < r.x + r.w; x++)
            ink += (row[x] >> 16 & 0xff) > 0x80; // ivory on jade
    }
    return ink;
}

static void test_the_receipts_tick_is_drawn(void **state) {
    (void)state;
    struct set set;
    struct rect tick = {125, 243, 70, 70};
    scene_open_at(&set, SCREEN_HOME);
    scene_receipt(&set);
    long whole = inked(&set, tick), last = 0;
    assert_true(whole > 100); // at once where motion is reduced
    set.env.is_motion_reduced = false;
    scene_receipt(&set);
    for (int ms = 0; ms < 300; ms += 20) {
        long now = inked(&set, tick);
        assert_true(now >= last && (ms > 0 || now == 0) && (ms > 140 || now < whole));
        last = now;
        set_wait(&set, 20);
    }
    set_wait(&set, 20);
    check_number("at the end", inked(&set, tick), whole);
    set_wait(&set, 100);
    check_number("then it stands", (long long)set.damage.count, 0);
    set_close(&set);
}

static void test_a_fourth_reason_shakes(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_HOME);
    struct element home = {0}, e = {0};
    for (int is_moving = 0; is_moving < 2; is_moving++) {
        int least = 0, most = 0;
        set.env.is_motion_reduced = !is_moving;
        scene_why_fault(&set);
        assert_true(set_find(&set, "why.r-giup", &home));
        for (int ms = 0; ms < 400; ms += 16) {
            set_wait(&set, 16);
            assert_true(set_find(&set, "why.r-khac", &e));
            int off = e.area.x - home.area.x;
            least = ms == 0 || off < least ? off : least;
            most = ms == 0 || off > most ? off : most;
        }
        if (is_moving)
            assert_in_range(most - least, 6, 16);
        else
            check_number("where motion is reduced", most - least, 0);
        set_enter(&set, SCREEN_WHY);
        struct element still = {0};
        assert_true(set_find(&set, "why.r-khac", &still));
        check_number("where it was", e.area.x, still.area.x);
    }
    set_close(&set);
}

/* --- nothing at all ------------------------------------------------------------------------- */

static void test_a_wall_with_nobody_on_it(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_HOME);
    json_t *root = manifest_compose();
    json_array_clear(json_object_get(root, "honourees"));
    struct content *empty = manifest_decode(root, "vi", NULL);
    assert_non_null(empty);
    set.env.content = empty;
    set_enter(&set, SCREEN_HONOURED);
    assert_true(set_shows(&set, "Chưa có gương tốt nào"));
    set_enter(&set, SCREEN_DETAIL);
    assert_true(set_shows(&set, "Gương sáng"));
    set_leave(&set);
    content_destroy(empty);
    json_decref(root);
    set_close(&set);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_slip_from_home_to_receipt),
        cmocka_unit_test(test_suggestions_lead_to_a_name),
        cmocka_unit_test(test_another_place_is_written),
        cmocka_unit_test(test_faults_are_said_beside_the_field),
        cmocka_unit_test(test_at_most_three_reasons),
        cmocka_unit_test(test_mending_leads_back_to_the_review),
        cmocka_unit_test(test_a_telephone_number_is_checked),
        cmocka_unit_test(test_saving_says_so_when_it_is_slow),
        cmocka_unit_test(test_ways_out),
        cmocka_unit_test(test_the_wall_page_by_page),
        cmocka_unit_test(test_days_left),
        cmocka_unit_test(test_switched_off_pages_leave_home),
        cmocka_unit_test(test_a_clock_nobody_trusts),
        cmocka_unit_test(test_a_kiosk_not_enrolled_takes_no_slips),
        cmocka_unit_test(test_the_receipt_closes_itself),
        cmocka_unit_test(test_the_receipt_says_where_the_slip_is),
        cmocka_unit_test(test_the_receipts_tick_is_drawn),
        cmocka_unit_test(test_a_fourth_reason_shakes),
        cmocka_unit_test(test_a_wall_with_nobody_on_it),
    };
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
