/* What lies over the screens, and what belongs to the kiosk and not to a visit: answers to
 * look-ups, wrong codes, the call for staff. */
#include "room.h"

/* --- look-ups -------------------------------------------------------------------------------- */

static struct progress_answer answer(const char *code, enum progress_outcome outcome) {
    struct progress_answer made = {.outcome = outcome};
    progress_begin(&made.progress, code, "appraising", 1683250320);
    return made;
}

static void answer_now(struct room *room, const char *code, enum progress_outcome outcome) {
    struct progress_answer given = answer(code, outcome);
    stage_looked_up(&room->stage, &given);
}

static void an_answer_is_for_who_asked(void **state) {
    (void)state;
    struct room room;
    room_open(&room);
    stage_show(&room.stage, SCREEN_LOOKUP);
    answer_now(&room, "HP-7K3M-92WB", PROGRESS_FOUND); // nobody has asked
    check_shows(&room, "Đang xem xét", false);
    type(&room, "7K3M92WB");
    check_number("asked", room.look_ups, 1);
    answer_now(&room, "HP-7K3M-922T", PROGRESS_FOUND);
    check_shows(&room, "Đang xem xét", false);
    answer_now(&room, "HP-7K3M-92WB", PROGRESS_FOUND);
    check_shows(&room, "Đang xem xét", true);
    answer_now(&room, "HP-7K3M-92WB", PROGRESS_UNKNOWN); // a second one is nobody's
    check_shows(&room, "Đang xem xét", true);
    tap(&room, "nav.home");
    answer_now(&room, "HP-7K3M-92WB", PROGRESS_FOUND); // the visitor has gone on
    check_shows(&room, "Đang xem xét", false);
    check_text("wiped", room.stage.visit.inquiry.letters, "");
    room_close(&room);
}

static void an_answer_comes_behind_a_question(void **state) {
    (void)state;
    struct room room;
    room_open(&room);
    stage_show(&room.stage, SCREEN_LOOKUP);
    type(&room, "7K3M92WB");
    tap(&room, "lookup.forgot");
    check_shows(&room, "ngày gửi phiếu", true);
    answer_now(&room, "HP-7K3M-92WB", PROGRESS_FOUND);
    check_shows(&room, "ngày gửi phiếu", true);
    tap(&room, "forgot.ok");
    check_shows(&room, "ngày gửi phiếu", false);
    check_shows(&room, "Đang xem xét", true);
    tap(&room, "lookup.forgot");
    tap(&room, "forgot.help");
    check_number("called", room.calls, 1);
    check_shows(&room, "Đang gọi cán bộ", true);
    room_close(&room);
}

static void press(struct room *room, enum event_key key) {
    const struct event ev = {
        .kind = EVENT_KEY, .key = key, .at_ms = clock_mono_ms(&room->set.clock)};
    stage_event(&room->stage, &ev);
}

static void type_refused(struct room *room, const char *letters, enum text_refusal why) {
    struct event ev = {
        .kind = EVENT_TEXT, .refused = why, .at_ms = clock_mono_ms(&room->set.clock)};
    snprintf(ev.text, sizeof ev.text, "%s", letters);
    stage_event(&room->stage, &ev);
}

/* Where somebody writes, what cannot be written is answered once, with what to do; what could be
 * stays. */
static void what_cannot_be_written_is_refused_kindly(void **state) {
    (void)state;
    static const struct {
        enum text_refusal why;
        const char *title, *what_to_do;
    } rows[] = {
        {TEXT_PICTURE, "Chưa ghi được hình", "Xin ghi bằng chữ"},
        {TEXT_SIGN, "Chưa ghi dấu lạ", "Xin ghi bằng chữ"},
        {TEXT_BROKEN, "Chưa đọc được chữ", "Xin gõ lại trên màn hình"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct room room;
        room_open(&room);
        const char *name = room.stage.visit.form->name;
        stage_show(&room.stage, SCREEN_HOME);
        type_refused(&room, "An", rows[i].why);
        check_number("nothing is written here", room.stage.question.kind, QUESTION_NONE);
        strcpy(room.stage.visit.form->kind, "resident");
        stage_show(&room.stage, SCREEN_NAME);
        type_refused(&room, "An", rows[i].why);
        check_shows(&room, rows[i].title, true);
        check_shows(&room, rows[i].what_to_do, true);
        check_text("the letters", name, "An");
        type(&room, "h "); // the rest of a paste
        type_refused(&room, "Ba", rows[i].why);
        check_text("is not lost", name, "Anh Ba");
        advance(&room, 1000);
        type(&room, "x");
        check_text("nothing is written behind it", name, "Anh Ba");
        press(&room, KEY_ENTER);
        check_shows(&room, rows[i].title, false);
        type(&room, "n");
        check_text("it goes on", name, "Anh Ban");
        room_close(&room);
    }
}

/* More than there is room for, from whichever keyboard, and never half a letter of it. */
static void a_full_field_says_so(void **state) {
    (void)state;
    struct room room;
    room_open(&room);
    struct nomination *form = room.stage.visit.form;
    strcpy(form->kind, "resident");
    for (int i = 0; i < NOMINATION_NAME_MAX - 2; i++)
        strcat(form->name, "ễ");
    stage_show(&room.stage, SCREEN_NAME);
    type(&room, "ễễ");
    check_number("it is full", room.stage.question.kind, QUESTION_NONE);
    size_t bytes = strlen(form->name);
    type(&room, "ễn");
    check_shows(&room, "Ô này đã đầy chữ", true);
    check_shows(&room, "Xin xóa bớt", true);
    type(&room, "n"); // the rest is left out with it
    tap(&room, "refused.ok");
    tap(&room, "key a");
    check_shows(&room, "Ô này đã đầy chữ", true);
    tap(&room, "refused.ok");
    tap(&room, "backspace");
    check_number("room again", room.stage.question.kind, QUESTION_NONE);
    check_number("a whole letter", (long long)strlen(form->name), (long long)bytes - 3);
    tap(&room, "key a");
    check_number("taken", room.stage.question.kind, QUESTION_NONE);
    check_number("in letters", (long long)utf8_count(form->name), NOMINATION_NAME_MAX);
    room_close(&room);
}

static void ask_unknown(struct room *room, int times) {
    for (int i = 0; i < times; i++) {
        type(room, "7K3M92WB");
        answer_now(room, "HP-7K3M-92WB", PROGRESS_UNKNOWN);
    }
}

/* Guessing codes that have their check letter is trying, too; a visit's end changes nothing. */
static void unknown_codes_count_over_visits(void **state) {
    (void)state;
    struct room room;
    room_open(&room);
    stage_show(&room.stage, SCREEN_LOOKUP);
    ask_unknown(&room, 7);
    check_shows(&room, "Máy này chưa thấy phiếu", true);
    advance(&room, 60000);
    tap(&room, "idle.leave");
    check_number("visit over", room.stage.current, SCREEN_ATTRACT);
    stage_show(&room.stage, SCREEN_LOOKUP);
    ask_unknown(&room, 1);
    check_shows(&room, "Nhập sai nhiều lần", true);
    room_close(&room);
}

static void no_network_is_nobodys_fault(void **state) {
    (void)state;
    struct room room;
    room_open(&room);
    stage_show(&room.stage, SCREEN_LOOKUP);
    for (int i = 0; i < 20; i++) {
        type(&room, "7K3M92WB");
        answer_now(&room, "HP-7K3M-92WB", PROGRESS_UNREACHED);
    }
    check_shows(&room, "Chưa có mạng", true);
    ask_unknown(&room, 7);
    type(&room, "7K3M92WB");
    answer_now(&room, "HP-7K3M-92WB", PROGRESS_FOUND); // begins a new row
    ask_unknown(&room, 7);
    check_shows(&room, "Máy này chưa thấy phiếu", true);
    room_close(&room);
}

/* --- the call for staff ----------------------------------------------------------------------- */

static void a_call_stays_up_wherever_one_goes(void **state) {
    (void)state;
    struct room room;
    room_open(&room);
    stage_show(&room.stage, SCREEN_HOME);
    tap(&room, "home.help");
    check_number("called", room.calls, 1);
    check_shows(&room, "Xin bà con chờ ở máy", true);
    tap(&room, "help.ok");
    check_shows(&room, "Xin bà con chờ ở máy", false);
    check_shows(&room, "Đang gọi cán bộ", true);
    tap(&room, "home.honoured");
    check_shows(&room, "Đang gọi cán bộ", true);
    tap(&room, "nav.help"); // pressed again: how it stands, not a second call
    check_number("called once", room.calls, 1);
    check_shows(&room, "Xin bà con chờ ở máy", true);
    tap(&room, "help.cancel");
    check_number("taken back", room.taken_back, 1);
    check_shows(&room, "Đang gọi cán bộ", false);
    tap(&room, "nav.help");
    check_number("a new call", room.calls, 2);
    room_close(&room);
}

static void the_office_sees_it(void **state) {
    (void)state;
    struct room room;
    room_open(&room);
    stage_show(&room.stage, SCREEN_HOME);
    assert_false(stage_help_seen(&room.stage)); // nobody calls
    check_shows(&room, "Văn phòng đã thấy", false);
    tap(&room, "home.help");
    assert_true(stage_help_seen(&room.stage));
    check_shows(&room, "Văn phòng đã thấy", true); // in the question that is still open
    check_shows(&room, "Máy đã báo", false);
    assert_false(stage_help_seen(&room.stage)); // told again at the next report
    tap(&room, "help.ok");
    check_shows(&room, "Văn phòng đã thấy lời gọi", true);
    advance(&room, HELP_SEEN_MS);
    check_shows(&room, "Văn phòng đã thấy", false);
    check_number("not taken back by itself", room.taken_back, 0);
    stage_show(&room.stage, SCREEN_HOME);
    tap(&room, "home.help");
    check_number("a new call", room.calls, 2);
    room_close(&room);
}

static void ten_minutes_end_it(void **state) {
    (void)state;
    struct room room;
    room_open(&room);
    stage_show(&room.stage, SCREEN_HOME);
    tap(&room, "home.help");
    tap(&room, "help.ok");
    advance(&room, HELP_CALL_MS - 1000); // the visit ended long before
    check_number("nobody there", room.stage.current, SCREEN_ATTRACT);
    check_shows(&room, "Đang gọi cán bộ", true);
    advance(&room, 1000);
    check_shows(&room, "Đang gọi cán bộ", false);
    room_close(&room);
}

/* How often the band was drawn anew within four seconds. */
static int count_flashes(struct room *room) {
    int changes = 0;
    tap(room, "home.help");
    advance(room, 100); // the button comes up
    damage_clear(&room->stage.damage);
    for (int i = 0; i < 80; i++) {
        advance(room, 50);
        changes += room->stage.damage.count > 0;
        damage_clear(&room->stage.damage);
    }
    tap(room, "help.cancel");
    return changes;
}

static void the_band_flashes_and_then_is_still(void **state) {
    (void)state;
    struct room room;
    room_open(&room);
    stage_show(&room.stage, SCREEN_HOME);
    room.stage.minute_ms = INT64_MAX;
    check_number("flashes", count_flashes(&room), 8);
    room.stage.env.is_motion_reduced = true;
    check_number("in reduced motion", count_flashes(&room), 0);
    room.stage.env.is_motion_reduced = false;
    room.set.theme.has_high_contrast = true;
    check_number("in high contrast", count_flashes(&room), 0);
    room.set.theme.has_high_contrast = false;
    tap(&room, "home.help");
    advance(&room, 5000);
    damage_clear(&room.stage.damage);
    int64_t now_ms = clock_mono_ms(&room.set.clock);
    assert_true(stage_deadline_ms(&room.stage) > now_ms + 30000); // nothing wakes it
    room_close(&room);
}

static void it_says_what_the_call_can_reach(void **state) {
    (void)state;
    static const struct {
        bool is_offline, has_chime, is_closed;
        const char *phone, *words;
    } rows[] = {
        {false, false, false, NULL, "Máy đã báo cho văn phòng"},
        {false, true, false, NULL, "Chuông đã reo, máy đã báo"},
        {true, true, false, NULL, "Chuông đã reo."},
        {true, false, false, NULL, "máy chưa báo được"},
        {false, true, true, NULL, "Xin quay lại trong giờ"},
        {false, true, true, "0205 3 123 456", "xin gọi số 0205 3 123 456"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct room room;
        room_open(&room);
        stage_show(&room.stage, SCREEN_HOME);
        room.stage.env.is_offline = rows[i].is_offline;
        room.stage.env.has_sound = rows[i].has_chime;
        static const struct hours never = {.days = 0};
        room.stage.env.hours = rows[i].is_closed ? &never : NULL;
        room.set.content->campaign.plan.contact.phone = rows[i].phone;
        tap(&room, "home.help");
        check_shows(&room, rows[i].words, true);
        room_close(&room);
    }
}

/* --- access --------------------------------------------------------------------------------- */

static void check_look(struct room *room, const char *where, bool want) {
    check_number(where, room->set.theme.has_large_text, want);
    check_number(where, room->set.theme.has_high_contrast, want);
}

static void a_look_is_kept_through_the_wizard_and_no_longer(void **state) {
    (void)state;
    struct room room;
    room_open(&room);
    stage_show(&room.stage, SCREEN_HOME);
    tap(&room, "home.bigtext");
    tap(&room, "home.contrast");
    static const char *const steps[] = {"home.nominate", "who.resident", "name.unit",
                                        "name.unit.don-vi-03"};
    for (size_t i = 0; i < check_items(steps); i++) {
        tap(&room, steps[i]);
        check_look(&room, steps[i], true);
    }
    type(&room, "Nong Thi E");
    static const char *const rest[] = {"wizard.next", "why.r-gop", "wizard.next", "review.consent",
                                       "wizard.send"};
    for (size_t i = 0; i < check_items(rest); i++) {
        tap(&room, rest[i]);
        check_look(&room, rest[i], true);
    }
    stage_sent(&room.stage, SEND_SAVED);
    check_look(&room, "receipt", true);
    advance(&room, 1000); // a second tap on "Gửi" does not close it
    tap(&room, "receipt.done");
    advance(&room, 61000); // home is left alone
    check_number("idle", room.stage.current, SCREEN_ATTRACT);
    check_look(&room, "the next visitor", false);
    room_close(&room);
}

static void check_ring(struct room *room, const char *row, const char *id) {
    struct element_list list = {0};
    char found[ELEMENT_ID_BYTES] = "";
    stage_list(&room->stage, &list);
    for (size_t i = 0; i < list.count; i++)
        if (list.items[i].has_focus)
            memcpy(found, list.items[i].id, sizeof found);
    element_list_finish(&list);
    check_text(row, found, id);
}

static void time_can_be_had_again_at_the_prompt(void **state) {
    (void)state;
    struct room room;
    room_open(&room);
    stage_show(&room.stage, SCREEN_NAME);
    type(&room, "Nong");
    for (int i = 0; i < 5; i++) { // as often as they need
        advance(&room, 90000);
        check_shows(&room, "Bà con còn", true);
        if (i % 2)
            tap(&room, "idle.stay");
        else
            press(&room, KEY_ESCAPE);
        check_shows(&room, "Bà con còn", false);
        advance(&room, 89000);
        check_number("still there", room.stage.current, SCREEN_NAME);
        check_text("kept", room.stage.visit.form->name, "Nong");
        press(&room, KEY_HOME);
    }
    room_close(&room);
}

static void the_ring_is_there_from_the_first_key_to_a_touch(void **state) {
    (void)state;
    struct room room;
    room_open(&room);
    stage_show(&room.stage, SCREEN_ATTRACT);
    press(&room, KEY_RIGHT);
    check_ring(&room, "any key wakes it", "home.nominate");
    press(&room, KEY_ENTER);
    check_ring(&room, "the next page shows where it begins", "who.resident");
    press(&room, KEY_ENTER);
    check_ring(&room, "a page with a keyboard begins at its field", "name.field");
    press(&room, KEY_DOWN);
    press(&room, KEY_DOWN);
    type(&room, "A");
    check_text("typed wherever the ring is", room.stage.visit.form->name, "A");
    press(&room, KEY_BACKSPACE);
    check_text("taken off likewise", room.stage.visit.form->name, "");
    type(&room, "A");
    advance(&room, 90000);
    check_ring(&room, "the question has it too", "idle.stay");
    press(&room, KEY_ENTER);
    tap(&room, "name.unit");
    check_ring(&room, "a touch takes it away", "");
    tap(&room, "name.unit.unknown");
    check_ring(&room, "and it stays away", "");
    room_close(&room);
}

static void a_sheet_has_its_ring_and_gives_it_back(void **state) {
    (void)state;
    struct room room;
    room_open(&room);
    stage_show(&room.stage, SCREEN_CRITERIA);
    press(&room, KEY_TAB);
    check_ring(&room, "a cell", "criteria.cell.tinh.tap_the");
    for (int i = 0; i < 2; i++) { // the second time as the first
        press(&room, KEY_ENTER);
        check_ring(&room, "at what does something", "sheet.down");
        press(&room, KEY_TAB);
        press(&room, KEY_ESCAPE);
        check_ring(&room, "back at the cell", "criteria.cell.tinh.tap_the");
    }
    tap(&room, "criteria.cell.tinh.ca_nhan");
    check_ring(&room, "not for a finger", "");
    tap(&room, "sheet.next");
    check_ring(&room, "nor on the way through", "");
    room_close(&room);
}

/* Wherever they are: out of the sheet, then a step back, and nothing is lost. */
static void escape_goes_back(void **state) {
    (void)state;
    struct room room;
    room_open(&room);
    stage_show(&room.stage, SCREEN_HOME);
    press(&room, KEY_ESCAPE);
    check_number("home is home", room.stage.current, SCREEN_HOME);
    tap(&room, "home.nominate");
    tap(&room, "who.resident");
    type(&room, "Nong");
    tap(&room, "name.unit");
    press(&room, KEY_ESCAPE);
    check_shows(&room, "Tiếp tục", true);
    press(&room, KEY_ESCAPE);
    check_number("a step back", room.stage.current, SCREEN_WHO);
    check_text("kept", room.stage.visit.form->name, "Nong");
    tap(&room, "who.resident");
    tap(&room, "wizard.cancel");
    press(&room, KEY_ESCAPE);
    check_number("a question is answered by staying", room.stage.current, SCREEN_NAME);
    room_close(&room);
}

/* What comes by itself while a finger is down does not take its press away. */
static void news_under_a_finger_wait(void **state) {
    (void)state;
    struct room room;
    room_open(&room);
    stage_show(&room.stage, SCREEN_HOME);
    struct element e = {0};
    struct element_list list = {0};
    stage_list(&room.stage, &list);
    for (size_t i = 0; i < list.count; i++)
        if (strcmp(list.items[i].id, "home.lookup") == 0)
            e.area = list.items[i].area;
    element_list_finish(&list);
    struct point at = {e.area.x + e.area.w / 2, e.area.y + e.area.h / 2};
    struct event ev = {.kind = EVENT_DOWN, .finger = SET_FINGER, .at = at};
    ev.at_ms = clock_mono_ms(&room.set.clock);
    stage_event(&room.stage, &ev);
    stage_set_sound(&room.stage, true, true); // the voice has been found meanwhile
    ev.kind = EVENT_UP;
    stage_event(&room.stage, &ev);
    check_number("the press", room.stage.current, SCREEN_LOOKUP);
    stage_show(&room.stage, SCREEN_HOME);
    check_shows(&room, "Nghe đọc", true);
    room_close(&room);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(news_under_a_finger_wait),
        cmocka_unit_test(an_answer_is_for_who_asked),
        cmocka_unit_test(an_answer_comes_behind_a_question),
        cmocka_unit_test(what_cannot_be_written_is_refused_kindly),
        cmocka_unit_test(a_full_field_says_so),
        cmocka_unit_test(unknown_codes_count_over_visits),
        cmocka_unit_test(no_network_is_nobodys_fault),
        cmocka_unit_test(a_call_stays_up_wherever_one_goes),
        cmocka_unit_test(the_office_sees_it),
        cmocka_unit_test(ten_minutes_end_it),
        cmocka_unit_test(the_band_flashes_and_then_is_still),
        cmocka_unit_test(it_says_what_the_call_can_reach),
        cmocka_unit_test(a_look_is_kept_through_the_wizard_and_no_longer),
        cmocka_unit_test(time_can_be_had_again_at_the_prompt),
        cmocka_unit_test(the_ring_is_there_from_the_first_key_to_a_touch),
        cmocka_unit_test(a_sheet_has_its_ring_and_gives_it_back),
        cmocka_unit_test(escape_goes_back),
    };
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
