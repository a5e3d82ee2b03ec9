/* What lies over the screens, and what belongs to the kiosk and not to a visit: answers to
 * look-ups, wrong codes, the call for staff. */
#include "../screens/scenes.h"

#include "app/stage.h"

struct room {
    struct set set; // words, content, canvas
    struct stage stage;
    int calls, taken_back, look_ups;
};

static void on_nothing(void *context) {
    (void)context;
}

static void on_help(bool is_called, void *context) {
    struct room *room = context;
    room->calls += is_called;
    room->taken_back += !is_called;
}

static void on_language(bool is_reset, void *context) {
    (void)is_reset;
    (void)context;
}

static void on_look_up(void *context) {
    ((struct room *)context)->look_ups++;
}

static void room_open(struct room *room) {
    *room = (struct room){.calls = 0};
    set_open(&room->set, "vi");
    set_size(&room->set, 1920, 1080, false, false);
    stage_init(&room->stage, &(struct stage_callbacks){.on_send = on_nothing,
                                                       .on_help = on_help,
                                                       .on_look = on_nothing,
                                                       .on_rest = on_nothing,
                                                       .on_read = on_nothing,
                                                       .on_language = on_language,
                                                       .on_look_up = on_look_up,
                                                       .context = room});
    struct screen_env *env = &room->stage.env;
    env->theme = &room->set.theme;
    env->words = room->set.words;
    env->content = room->set.content;
    env->clock = &room->set.clock;
    env->config = &room->set.config;
    env->metrics = &room->set.canvas;
    env->is_enrolled = true;
    damage_init(&room->stage.damage, theme_canvas(&room->set.theme));
}

static void room_close(struct room *room) {
    stage_finish(&room->stage);
    set_close(&room->set);
}

static void tap(struct room *room, const char *id) {
    struct element_list list = {0};
    struct point at = {-1, -1};
    stage_list(&room->stage, &list);
    for (size_t i = 0; i < list.count; i++) {
        struct rect area = list.items[i].area;
        if (strcmp(list.items[i].id, id) == 0)
            at = (struct point){area.x + area.w / 2, area.y + area.h / 2};
    }
    element_list_finish(&list);
    if (at.x < 0)
        fail_msg("no target '%s'", id);
    struct event ev = {.kind = EVENT_DOWN, .finger = SET_FINGER, .at = at};
    ev.at_ms = clock_mono_ms(&room->set.clock);
    stage_event(&room->stage, &ev);
    ev.kind = EVENT_UP;
    stage_event(&room->stage, &ev);
}

static void type(struct room *room, const char *letters) {
    struct event ev = {.kind = EVENT_TEXT, .at_ms = clock_mono_ms(&room->set.clock)};
    snprintf(ev.text, sizeof ev.text, "%s", letters);
    stage_event(&room->stage, &ev);
}

static void advance(struct room *room, int64_t ms) {
    clock_advance(&room->set.clock, ms);
    stage_tick(&room->stage, clock_mono_ms(&room->set.clock));
}

static bool shows(struct room *room, const char *words) {
    struct text_log log = {0};
    bool is_there = false;
    room->set.canvas.text_log = &log;
    stage_draw(&room->stage, &room->set.canvas);
    room->set.canvas.text_log = NULL;
    for (size_t i = 0; i < log.count; i++)
        is_there |= strstr(log.entries[i].text, words) != NULL;
    text_log_finish(&log);
    return is_there;
}

static void check_shows(struct room *room, const char *words, bool want) {
    if (shows(room, words) != want)
        fail_msg("%s: \"%s\"", want ? "missing" : "shown", words);
}

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

/* Where somebody writes, an emoji is answered once; what could be written stays. */
static void an_emoji_is_refused_kindly(void **state) {
    (void)state;
    struct room room;
    struct event ev = {.kind = EVENT_TEXT, .text = "An", .has_refused = true};
    room_open(&room);
    stage_show(&room.stage, SCREEN_HOME);
    stage_event(&room.stage, &ev);
    check_number("nothing is written here", room.stage.question.kind, QUESTION_NONE);
    strcpy(room.stage.visit.form->kind, "resident");
    stage_show(&room.stage, SCREEN_NAME);
    stage_event(&room.stage, &ev);
    check_shows(&room, "Hình này máy chưa ghi được", true);
    check_text("the letters", room.stage.visit.form->name, "An");
    stage_event(&room.stage, &ev);
    check_text("nothing is written behind it", room.stage.visit.form->name, "An");
    tap(&room, "refused.ok");
    check_shows(&room, "Hình này máy chưa ghi được", false);
    type(&room, "h");
    check_text("it goes on", room.stage.visit.form->name, "Anh");
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
        room.stage.env.is_office_closed = rows[i].is_closed;
        room.set.content->campaign.plan.contact.phone = rows[i].phone;
        tap(&room, "home.help");
        check_shows(&room, rows[i].words, true);
        room_close(&room);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_for_who_asked),
        cmocka_unit_test(an_answer_comes_behind_a_question),
        cmocka_unit_test(an_emoji_is_refused_kindly),
        cmocka_unit_test(unknown_codes_count_over_visits),
        cmocka_unit_test(no_network_is_nobodys_fault),
        cmocka_unit_test(a_call_stays_up_wherever_one_goes),
        cmocka_unit_test(the_office_sees_it),
        cmocka_unit_test(ten_minutes_end_it),
        cmocka_unit_test(the_band_flashes_and_then_is_still),
        cmocka_unit_test(it_says_what_the_call_can_reach),
    };
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
