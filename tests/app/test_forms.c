/* When the two forms may begin, what becomes of one that has begun, and the rest after many slips:
 * through the real screens, with the clock moved under them. */
#include "room.h"

#define LAST_EVENING "2023-05-31T23:55:00+07:00"

static void set_hour(struct room *room, const char *rfc3339) {
    set_clock(&room->set, rfc3339);
}

static bool offers(struct room *room, const char *id) {
    struct element_list list = {0};
    bool is_on = false;
    stage_list(&room->stage, &list);
    for (size_t i = 0; i < list.count; i++)
        is_on |= strcmp(list.items[i].id, id) == 0 && list.items[i].is_enabled;
    element_list_finish(&list);
    return is_on;
}

/* Walks the shortest slip from home to the tick. */
static void fill_shortest(struct room *room) {
    tap(room, "home.nominate");
    tap(room, "who.resident");
    type(room, "Hoa");
    tap(room, "name.unit");
    tap(room, "name.unit.unknown");
    tap(room, "wizard.next");
    tap(room, "why.r-gop");
    tap(room, "wizard.next");
    tap(room, "review.consent");
}

static void fill_difficulty(struct room *room) {
    tap(room, "home.difficulty");
    tap(room, "difficulty.write");
    type(room, "Đường vào thôn sạt, xe không ra được");
    tap(room, "difficulty.done");
    tap(room, "difficulty.consent");
}

static void save(struct room *room) {
    tap(room, "wizard.send");
    check_number("saving", room->stage.visit.send, SEND_SAVING);
    stage_saved(&room->stage, SEND_SAVED, true);
    check_number("receipt", room->stage.current, SCREEN_RECEIPT);
    advance(room, 1000); // the hand has left the button
}

/* Window, hour and enrolment; what home offers then. Reading is offered always. */
static void what_may_begin(void **state) {
    (void)state;
    static const struct {
        const char *opens, *closes, *hour; // hour NULL: a clock that nobody trusts
        bool is_enrolled, can_nominate, can_comment;
        const char *says;
    } rows[] = {
        {"null", "null", "2023-03-20T08:00:00+07:00", true, true, true, "Thấy việc tốt"},
        {"\"2023-05-20\"", "null", "2023-05-19T23:59:59+07:00", true, false, true,
         "Nhận lời giới thiệu từ ngày 20/5/2023"},
        {"\"2023-05-20\"", "null", "2023-05-20T00:00:00+07:00", true, true, true, "Thấy việc tốt"},
        {"null", "null", "2023-05-31T23:59:59+07:00", true, true, true, "Thấy việc tốt"},
        {"null", "null", "2023-06-01T00:00:00+07:00", true, false, true, "Đã hết hạn giới thiệu"},
        {"null", "\"2023-05-10\"", "2023-05-11T00:00:00+07:00", true, false, true,
         "Đã hết hạn giới thiệu"},
        {"null", "\"2023-06-05\"", "2023-06-05T12:00:00+07:00", true, true, true, "Thấy việc tốt"},
        {"null", "null", "2023-06-15T08:00:00+07:00", true, false, true, "Đã hết hạn giới thiệu"},
        {"null", "null", "2024-02-01T08:00:00+07:00", true, false, true, "Đã hết hạn giới thiệu"},
        {"null", "\"2023-05-10\"", NULL, true, true, true, "Máy chưa rõ ngày giờ"},
        {"null", "null", "2023-05-12T08:00:00+07:00", false, false, false,
         "Máy chưa kết nối với xã"},
        {"null", "null", NULL, false, false, false, "Máy chưa rõ ngày giờ"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct room room;
        room_open(&room);
        json_t *root = manifest_compose();
        manifest_set(root, "campaigns/0/nomination_window/opens", rows[i].opens);
        manifest_set(root, "campaigns/0/nomination_window/closes", rows[i].closes);
        set_content(&room.set, root);
        room.stage.env.content = room.set.env.content;
        room.stage.env.is_enrolled = rows[i].is_enrolled;
        if (rows[i].hour) {
            set_hour(&room, rows[i].hour);
        } else {
            clock_init(&room.set.clock, 7 * 3600);
            clock_advance(&room.set.clock, -clock_wall_s(&room.set.clock) * 1000);
        }
        stage_show(&room.stage, SCREEN_HOME);
        check_shows(&room, rows[i].says, true);
        check_number("comments", offers(&room, "home.difficulty"), rows[i].can_comment);
        assert_true(offers(&room, "home.honoured") && offers(&room, "home.campaign"));
        tap(&room, "home.nominate");
        check_number(rows[i].says, room.stage.current == SCREEN_WHO, rows[i].can_nominate);
        room_close(&room);
    }
}

static void one_begun_before_the_close_is_taken(void **state) {
    (void)state;
    struct room room;
    room_open(&room);
    set_hour(&room, LAST_EVENING);
    stage_show(&room.stage, SCREEN_HOME);
    fill_shortest(&room);
    set_hour(&room, "2023-06-01T00:04:00+07:00");
    advance(&room, 1000);
    tap(&room, "review.edit.why"); // mending is going on, not beginning
    tap(&room, "wizard.next");
    save(&room);
    check_number("sent", room.sent, 1);
    assert_false(offers(&room, "receipt.another"));
    tap(&room, "receipt.done");
    check_shows(&room, "Đã hết hạn giới thiệu", true);
    room_close(&room);
}

/* Home was laid out while it was open: it is laid out anew, and a press that comes first changes
 * nothing. */
static void none_begins_after_midnight(void **state) {
    (void)state;
    struct room room;
    room_open(&room);
    set_hour(&room, LAST_EVENING);
    stage_show(&room.stage, SCREEN_HOME);
    advance(&room, 0);
    set_hour(&room, "2023-06-01T00:00:01+07:00");
    tap(&room, "home.nominate");
    check_number("still home", room.stage.current, SCREEN_HOME);
    check_shows(&room, "Đã hết hạn giới thiệu", true);

    set_hour(&room, LAST_EVENING);
    stage_show(&room.stage, SCREEN_DETAIL);
    advance(&room, 0);
    assert_true(offers(&room, "detail.nominate"));
    for (int i = 0; i < 12; i++) { // somebody reads on into the new day
        advance(&room, 30000);
        touch(&room, (struct point){900, 200});
    }
    assert_true(offers(&room, "nav.back"));
    assert_false(offers(&room, "detail.nominate"));
    room_close(&room);
}

/* Two taps where "Gửi" is: one slip, and the receipt that comes up there stays. */
static void two_taps_send_one_slip(void **state) {
    (void)state;
    static const struct {
        const char *what;
        bool is_saved_between;
    } rows[] = {{"while it is being saved", false}, {"when it has been saved already", true}};
    for (size_t i = 0; i < check_items(rows); i++) {
        struct room room;
        room_open(&room);
        stage_show(&room.stage, SCREEN_HOME);
        fill_shortest(&room);
        struct point at = place_of(&room, "wizard.send");
        touch(&room, at);
        if (rows[i].is_saved_between)
            stage_sent(&room.stage, SEND_SAVED);
        advance(&room, 150);
        touch(&room, at);
        if (!rows[i].is_saved_between)
            stage_sent(&room.stage, SEND_SAVED);
        check_number(rows[i].what, room.sent, 1);
        check_number(rows[i].what, room.stage.current, SCREEN_RECEIPT);
        advance(&room, 1000);
        touch(&room, at);
        check_number("closed by a touch of its own", room.stage.current, SCREEN_HOME);
        room_close(&room);
    }
}

/* The commune may want to know who sends: a name or a number, either is enough. */
static void the_sender_may_be_asked_for(void **state) {
    (void)state;
    static const char *const pages[] = {"review.phone", "review.sender"};
    for (size_t i = 0; i < check_items(pages); i++) {
        struct room room;
        room_open(&room);
        room.set.content->switches.is_on[SWITCH_ANONYMOUS] = false;
        stage_show(&room.stage, SCREEN_HOME);
        fill_shortest(&room);
        tap(&room, "wizard.send");
        check_number("nameless", room.sent, 0);
        check_shows(&room, "Xã cần tên hoặc số điện thoại người gửi", true);
        tap(&room, pages[i]);
        type(&room, i == 0 ? "0912345678" : "Lan");
        tap(&room, "sender.done");
        save(&room);
        check_number(pages[i], room.sent, 1);
        room_close(&room);
    }
}

/* Whose tick it is, which notice it was and when it was read goes with the slip; nobody else's. */
static void each_slip_has_a_tick_of_its_own(void **state) {
    (void)state;
    struct room room;
    room_open(&room);
    const struct nomination *form = room.stage.visit.form;
    stage_show(&room.stage, SCREEN_HOME);
    fill_shortest(&room);
    check_text("version", form->consent_version,
               words_get(room.set.words, "consent.notice_version"));
    assert_memory_equal(form->consent_at, "2023-05-12T08:42", 16);
    save(&room);
    tap(&room, "receipt.another");
    assert_false(form->has_consent || form->consent_at[0]);
    room_close(&room);
}

/* --- the second form ------------------------------------------------------------------------- */

static void the_two_forms_do_not_mix(void **state) {
    (void)state;
    struct room room;
    room_open(&room);
    stage_show(&room.stage, SCREEN_HOME);
    const struct nomination *form = room.stage.visit.form;
    fill_difficulty(&room);
    assert_true(form->is_difficulty);
    tap(&room, "wizard.back"); // there is something to lose
    check_shows(&room, "Bỏ phiếu đang ghi?", true);
    tap(&room, "discard.stay");
    assert_true(form->deed[0]);
    tap(&room, "wizard.cancel");
    tap(&room, "discard.leave");
    check_number("home", room.stage.current, SCREEN_HOME);
    assert_false(form->is_difficulty || form->deed[0] || form->has_consent);
    tap(&room, "home.nominate");
    assert_false(form->is_difficulty);
    tap(&room, "who.resident");
    type(&room, "Hoa");
    stage_show(&room.stage, SCREEN_CAMPAIGN); // as if a way led there from the wizard
    tap(&room, "campaign.about");
    tap(&room, "sheet.prev");
    tap(&room, "sheet.nominate");
    check_number("from the campaign", room.stage.current, SCREEN_DIFFICULTY);
    assert_true(form->is_difficulty && !form->name[0]);
    tap(&room, "wizard.back"); // nothing to lose
    check_number("back there", room.stage.current, SCREEN_CAMPAIGN);
    room_close(&room);
}

static void one_is_sent_after_the_campaign(void **state) {
    (void)state;
    struct room room;
    room_open(&room);
    set_hour(&room, "2023-07-01T08:00:00+07:00");
    stage_show(&room.stage, SCREEN_HOME);
    fill_difficulty(&room);
    save(&room);
    check_shows(&room, "Lời góp ý đã được lưu", true);
    check_shows(&room, "Trả lời", true);
    tap(&room, "receipt.another");
    check_number("again", room.stage.current, SCREEN_DIFFICULTY);
    assert_false(room.stage.visit.form->deed[0] || room.stage.visit.form->has_consent);
    room_close(&room);
}

static void it_is_wiped_when_nobody_is_there(void **state) {
    (void)state;
    static const char *const pages[] = {NULL, "difficulty.write", "difficulty.phone",
                                        "difficulty.sender", "difficulty.more"};
    for (size_t i = 0; i < check_items(pages); i++) {
        struct room room;
        room_open(&room);
        stage_show(&room.stage, SCREEN_HOME);
        fill_difficulty(&room);
        if (pages[i])
            tap(&room, pages[i]);
        advance(&room, 91000);
        check_shows(&room, "Chữ đang viết dở sẽ được xóa", true);
        for (int second = 0; second < 16; second++)
            advance(&room, 1000);
        check_number("visit over", room.stage.current, SCREEN_ATTRACT);
        static const struct nomination empty;
        assert_memory_equal(room.stage.visit.form, &empty, sizeof empty);
        room_close(&room);
    }
}

static void press(struct room *room, enum event_key key) {
    const struct event ev = {
        .kind = EVENT_KEY, .key = key, .at_ms = clock_mono_ms(&room->set.clock)};
    stage_event(&room->stage, &ev);
}

static void leave_by(struct room *room, bool is_keypad) {
    if (is_keypad)
        press(room, KEY_ESCAPE);
    else
        tap(room, "wizard.back");
}

/* The last step back leads out of the form: where something was given it asks once, and then leads
 * where the visitor came from. */
static void going_back_out_of_a_form_asks_once(void **state) {
    (void)state;
    static const struct {
        enum screen_id from;
        const char *way_in;
        enum screen_id form;
        bool is_filled;
    } rows[] = {
        {SCREEN_HOME, "home.nominate", SCREEN_WHO, false},
        {SCREEN_HOME, "home.nominate", SCREEN_WHO, true},
        {SCREEN_DETAIL, "detail.nominate", SCREEN_WHO, false},
        {SCREEN_DETAIL, "detail.nominate", SCREEN_WHO, true},
        {SCREEN_HOME, "home.difficulty", SCREEN_DIFFICULTY, false},
        {SCREEN_HOME, "home.difficulty", SCREEN_DIFFICULTY, true},
    };
    for (size_t i = 0; i < 2 * check_items(rows); i++) {
        struct room room;
        bool is_keypad = i % 2, is_filled = rows[i / 2].is_filled;
        room_open(&room);
        stage_show(&room.stage, rows[i / 2].from);
        tap(&room, rows[i / 2].way_in);
        if (is_filled && rows[i / 2].form == SCREEN_WHO) {
            tap(&room, "who.resident");
            type(&room, "Hoa");
            leave_by(&room, is_keypad);
        } else if (is_filled) {
            tap(&room, "difficulty.consent");
        }
        check_number("in the form", room.stage.current, rows[i / 2].form);
        leave_by(&room, is_keypad);
        if (is_filled) {
            check_shows(&room, "Bỏ phiếu đang ghi?", true);
            press(&room, KEY_ESCAPE); // stays
            check_number("stays", room.stage.current, rows[i / 2].form);
            assert_true(nomination_is_touched(room.stage.visit.form));
            leave_by(&room, is_keypad);
            tap(&room, "discard.leave");
        }
        check_shows(&room, "Bỏ phiếu đang ghi?", false);
        check_number("back there", room.stage.current, rows[i / 2].from);
        assert_false(nomination_is_touched(room.stage.visit.form));
        room_close(&room);
    }
}

/* --- the rest -------------------------------------------------------------------------------- */

static void six_in_a_row_and_it_rests(void **state) {
    (void)state;
    struct room room;
    room_open(&room);
    stage_show(&room.stage, SCREEN_HOME);
    for (int i = 0; i < 6; i++) {
        if (i % 2)
            fill_difficulty(&room);
        else
            fill_shortest(&room);
        save(&room);
        stage_show(&room.stage, SCREEN_ATTRACT); // other visits count, too
        tap(&room, "attract.start");
    }
    fill_shortest(&room);
    tap(&room, "wizard.send");
    check_number("not sent", room.sent, 6);
    check_shows(&room, "Xin chờ 59 giây", true);
    advance(&room, 12000);
    check_shows(&room, "Xin chờ 47 giây", true);
    tap(&room, "wizard.send");
    check_number("not sent", room.sent, 6);
    check_text("nothing is lost", room.stage.visit.form->name, "Hoa");
    assert_true(room.stage.visit.form->has_consent);
    for (int second = 0; second < 48; second++)
        advance(&room, 1000);
    check_shows(&room, "Xin chờ", false);
    assert_true(offers(&room, "wizard.send"));
    save(&room);
    check_number("sent", room.sent, 7);
    room_close(&room);
}

/* The disk answers when the visitors have gone: the same hands, all the same. */
static void one_that_is_saved_late_counts(void **state) {
    (void)state;
    struct room room;
    room_open(&room);
    for (int i = 0; i < 6; i++) {
        stage_show(&room.stage, SCREEN_HOME);
        fill_shortest(&room);
        tap(&room, "wizard.send");
        advance(&room, 106000); // nobody answers the question either
        check_number("visit over", room.stage.current, SCREEN_ATTRACT);
        room.stage.visit.is_slip_frozen = false;
        stage_saved(&room.stage, SEND_SAVED, false);
        check_number("no receipt for nobody", room.stage.current, SCREEN_ATTRACT);
    }
    stage_show(&room.stage, SCREEN_HOME);
    fill_shortest(&room);
    tap(&room, "wizard.send");
    check_number("not sent", room.sent, 6);
    check_shows(&room, "Máy vừa nhận nhiều phiếu liền nhau", true);
    room_close(&room);
}

static void what_was_not_saved_is_not_counted(void **state) {
    (void)state;
    struct room room;
    room_open(&room);
    stage_show(&room.stage, SCREEN_HOME);
    fill_shortest(&room);
    for (int i = 0; i < 20; i++) {
        tap(&room, "wizard.send");
        check_number("sent", room.sent, i + 1);
        stage_sent(&room.stage, SEND_NOT_SAVED);
        check_shows(&room, "Chưa lưu được phiếu", true);
    }
    save(&room);
    room_close(&room);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_may_begin),
        cmocka_unit_test(one_begun_before_the_close_is_taken),
        cmocka_unit_test(none_begins_after_midnight),
        cmocka_unit_test(two_taps_send_one_slip),
        cmocka_unit_test(the_sender_may_be_asked_for),
        cmocka_unit_test(each_slip_has_a_tick_of_its_own),
        cmocka_unit_test(the_two_forms_do_not_mix),
        cmocka_unit_test(one_is_sent_after_the_campaign),
        cmocka_unit_test(it_is_wiped_when_nobody_is_there),
        cmocka_unit_test(going_back_out_of_a_form_asks_once),
        cmocka_unit_test(six_in_a_row_and_it_rests),
        cmocka_unit_test(one_that_is_saved_late_counts),
        cmocka_unit_test(what_was_not_saved_is_not_counted),
    };
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
