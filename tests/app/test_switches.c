/* What staff switch acts on the citizens' screens as the help under each switch says. */
#include "room.h"

#include "model/overrides.h"

static int begin(void **state) {
    struct room *room = calloc(1, sizeof *room);
    assert_non_null(room);
    room_open(room);
    set_clock(&room->set, SET_TIME);
    *state = room;
    return 0;
}

static int end(void **state) {
    room_close(*state);
    free(*state);
    return 0;
}

static void turn(struct room *room, enum switch_id id, bool is_on) {
    room->set.content->switches.is_on[id] = is_on;
}

static bool has_target(struct room *room, const char *id) {
    struct element_list list = {0};
    bool is_there = false;
    stage_list(&room->stage, &list);
    for (size_t i = 0; i < list.count; i++)
        is_there = is_there || strcmp(list.items[i].id, id) == 0;
    element_list_finish(&list);
    return is_there;
}

/* By tile, from a sheet, by going back, or as the page that stands there: a page that is off is not
 * come to. */
static void a_page_that_is_off_cannot_be_reached(void **state) {
    struct room *room = *state;
    static const struct {
        enum switch_id off;
        enum screen_id screen;
    } rows[] = {
        {SWITCH_CAMPAIGN, SCREEN_CAMPAIGN}, {SWITCH_CAMPAIGN, SCREEN_CRITERIA},
        {SWITCH_MODELS, SCREEN_MODELS},     {SWITCH_MODELS, SCREEN_MODEL},
        {SWITCH_HONOURS, SCREEN_HONOURED},  {SWITCH_HONOURS, SCREEN_SEARCH},
        {SWITCH_HONOURS, SCREEN_DETAIL},    {SWITCH_LOOKUP, SCREEN_LOOKUP},
        {SWITCH_ATTRACT, SCREEN_ATTRACT},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        const char *name = screen_kind(rows[i].screen)->name;
        switches_init(&room->set.content->switches);
        stage_show(&room->stage, rows[i].screen);
        check_number(name, room->stage.current, rows[i].screen);
        turn(room, rows[i].off, false);
        stage_obey_switches(&room->stage); // under the visitor's eyes
        check_number(name, room->stage.current, SCREEN_HOME);
        stage_show(&room->stage, rows[i].screen);
        check_number(name, room->stage.current, SCREEN_HOME);
    }
}

static void without_the_campaign_nothing_leads_to_it(void **state) {
    struct room *room = *state;
    stage_show(&room->stage, SCREEN_WHO);
    assert_true(has_target(room, "who.criteria"));
    stage_show(&room->stage, SCREEN_MODEL);
    assert_true(has_target(room, "model.area"));
    turn(room, SWITCH_CAMPAIGN, false);
    stage_show(&room->stage, SCREEN_WHO);
    assert_false(has_target(room, "who.criteria"));
    stage_show(&room->stage, SCREEN_MODEL);
    assert_false(has_target(room, "model.area"));
}

/* "Tắt thì bà con chỉ xem, không gửi được." */
static void without_nominations_nothing_is_sent(void **state) {
    struct room *room = *state;
    turn(room, SWITCH_NOMINATIONS, false);
    stage_show(&room->stage, SCREEN_HOME);
    assert_false(has_target(room, "home.difficulty"));
    stage_show(&room->stage, SCREEN_ATTRACT);
    tap(room, "attract.start");
    tap(room, "home.nominate");
    check_number("looks up instead", room->stage.current, SCREEN_LOOKUP);
}

/* A form that was begun may be sent, whatever is switched off meanwhile. */
static void what_is_being_written_is_not_lost(void **state) {
    struct room *room = *state;
    static const enum switch_id offs[] = {SWITCH_NOMINATIONS, SWITCH_CAMPAIGN};
    for (size_t i = 0; i <= check_items(offs); i++) {
        switches_init(&room->set.content->switches);
        nomination_wipe(room->stage.visit.form);
        stage_show(&room->stage, SCREEN_HOME);
        tap(room, "home.nominate");
        tap(room, "who.resident");
        type(room, "A");
        if (i < check_items(offs))
            turn(room, offs[i], false);
        else
            turn(room, SWITCH_MAINTENANCE, true);
        stage_obey_switches(&room->stage);
        check_number("still there", room->stage.current, SCREEN_NAME);
        check_text("and what was typed", room->stage.visit.form->name, "A");
    }
    advance(room, 90000 + 15000 + 1000); // they went away
    check_number("then it rests", room->stage.current, SCREEN_NOTICE);
    check_shows(room, "Cán bộ đang tạm dừng máy", true);
    turn(room, SWITCH_MAINTENANCE, false);
    stage_obey_switches(&room->stage);
    check_number("and comes back", room->stage.current, SCREEN_ATTRACT);
}

/* "Tắt thì đứng yên ở trang đầu." */
static void without_slides_the_home_page_stays(void **state) {
    struct room *room = *state;
    turn(room, SWITCH_ATTRACT, false);
    stage_show(&room->stage, SCREEN_ATTRACT);
    check_number("home", room->stage.current, SCREEN_HOME);
    room->stage.visit.has_high_contrast = true;
    stage_take_change(&room->stage);
    advance(room, 61000);
    check_number("home", room->stage.current, SCREEN_HOME);
    assert_false(room->stage.visit.has_high_contrast); // the visit ended all the same
    check_number("without a move", stage_take_change(&room->stage), STAGE_STAYS);
    assert_true(stage_deadline_ms(&room->stage) > clock_mono_ms(&room->set.clock));
}

static void in_office_hours_only(void **state) {
    struct room *room = *state;
    struct hours hours;
    assert_true(hours_parse("07:00", "17:30", "mon-fri", &hours));
    room->stage.env.hours = &hours;
    turn(room, SWITCH_HOURS, true);
    set_clock(&room->set, "2023-05-12T17:29:30+07:00");
    stage_show(&room->stage, SCREEN_ATTRACT);
    stage_tick(&room->stage, clock_mono_ms(&room->set.clock));
    check_number("open", room->stage.current, SCREEN_ATTRACT);
    tap(room, "attract.start");
    tap(room, "home.honoured");
    advance(room, 31000); // 17:30: whoever reads is let finish
    check_number("reads", room->stage.current, SCREEN_HONOURED);
    tap(room, "nav.home");
    check_number("closed", room->stage.current, SCREEN_NOTICE);
    check_shows(room, "07:00 ngày 15/5/2023", true);
    advance(room, 13ll * 3600 * 1000 + 30 * 60 * 1000); // Saturday 07:00
    check_number("closed", room->stage.current, SCREEN_NOTICE);
    advance(room, 48ll * 3600 * 1000);
    check_number("open again on Monday", room->stage.current, SCREEN_ATTRACT);
    set_clock(&room->set, "2023-05-12T06:00:00+07:00");
    stage_show(&room->stage, SCREEN_ATTRACT);
    check_shows(room, "Máy mở lại lúc 07:00.", true); // today: no date
}

/* "Người dùng vẫn đổi được." */
static void visits_begin_with_large_text(void **state) {
    struct room *room = *state;
    turn(room, SWITCH_BIG_TEXT, true);
    stage_show(&room->stage, SCREEN_ATTRACT);
    assert_true(room->set.theme.has_large_text);
    tap(room, "attract.start");
    tap(room, "home.bigtext");
    assert_false(room->set.theme.has_large_text);
    advance(room, 61000);
    check_number("over", room->stage.current, SCREEN_ATTRACT);
    assert_true(room->set.theme.has_large_text); // the next one begins as the switch says
}

/* "Tắt khi hội trường đang họp." */
static void nothing_is_read_aloud(void **state) {
    struct room *room = *state;
    stage_set_sound(&room->stage, true, true);
    stage_show(&room->stage, SCREEN_HOME);
    assert_true(has_target(room, "home.read"));
    turn(room, SWITCH_SOUND, false);
    stage_take_content(&room->stage);
    stage_obey_switches(&room->stage);
    assert_false(has_target(room, "home.read"));
    stage_set_sound(&room->stage, true, true); // found anew by the probe
    stage_show(&room->stage, SCREEN_HOME);
    assert_false(has_target(room, "home.read"));
}

/* Once a window's edge has come the app is told, once. */
static struct room *told;
static int told_count;

static void on_due(void *context) {
    told = context;
    told_count++;
}

static void a_window_that_opens_is_told_once(void **state) {
    struct room *room = *state;
    struct content *content = room->set.content;
    room->stage.callbacks.on_due = on_due;
    content->next_change_s = clock_wall_s(&room->set.clock) + 120;
    stage_show(&room->stage, SCREEN_HOME);
    told_count = 0;
    advance(room, 59000);
    check_number("not yet", told_count, 0);
    advance(room, 62000);
    check_number("told", told_count, 1);
    assert_ptr_equal(told, room);
    advance(room, 1000);
    check_number("once", told_count, 1);
    content->next_change_s = TIMESLOT_NEVER;
    stage_take_content(&room->stage);
    advance(room, 3600000);
    check_number("never", told_count, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_page_that_is_off_cannot_be_reached, begin, end),
        cmocka_unit_test_setup_teardown(without_the_campaign_nothing_leads_to_it, begin, end),
        cmocka_unit_test_setup_teardown(without_nominations_nothing_is_sent, begin, end),
        cmocka_unit_test_setup_teardown(what_is_being_written_is_not_lost, begin, end),
        cmocka_unit_test_setup_teardown(without_slides_the_home_page_stays, begin, end),
        cmocka_unit_test_setup_teardown(in_office_hours_only, begin, end),
        cmocka_unit_test_setup_teardown(visits_begin_with_large_text, begin, end),
        cmocka_unit_test_setup_teardown(nothing_is_read_aloud, begin, end),
        cmocka_unit_test_setup_teardown(a_window_that_opens_is_told_once, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
