/* Behind the stage: who comes in to the staff's screens and how, what they wish and what comes of
 * it, and that nothing is left when they have gone. A real file of the staff's, a real clock that
 * the test moves. */
#include "room.h"

#include "app/house.h"
#include "app/link.h"
#include "app/machine.h"
#include "app/signal.h"

#define PIN "258046"
#define WHO "Nguyễn Văn A"

struct building {
    struct room room;
    struct machine machine;
    struct link link;
    struct backstage backstage;
    struct house house;
    char *folder;
    int faults, left;
};

static struct building *building_of(void *context) {
    return (struct building *)((char *)context - offsetof(struct building, room));
}

static void on_knock(void *context) {
    backstage_open(&building_of(context)->backstage);
}

static void on_leave(void *context) {
    struct building *b = building_of(context);
    b->left++;
    stage_show(&b->room.stage, SCREEN_HOME);
}

static void on_staff_look(void *context) {
    struct building *b = building_of(context);
    b->room.set.theme.is_staff = backstage_is_open(&b->backstage);
    stage_renew(&b->room.stage);
    backstage_renew(&b->backstage);
}

static void on_staff_press(bool is_key, void *context) {
    (void)is_key;
    (void)context;
}

static void on_end(enum backstage_end end, void *context) {
    (void)end;
    (void)context;
}

static void start_machine(struct building *b) {
    struct staff_report report;
    b->folder = check_make_folder();
    b->machine.clock = b->room.set.clock;
    ini_set_defaults(config_keys, &b->machine.config);
    free(b->machine.config.data_dir);
    b->machine.config.data_dir = xstrdup(b->folder);
    languages_init(&b->machine.languages, "assets", "vi");
    b->machine.content = manifest_content("vi");
    b->machine.device_result = DEVICE_NONE;
    b->machine.staff = staff_store_open(
        &(struct staff_params){.data_dir = b->folder, .clock = &b->room.set.clock}, &report);
    assert_non_null(b->machine.staff);
}

static void building_open(struct building *b, bool has_pin) {
    *b = (struct building){.faults = 0};
    assert_int_equal(SDL_Init(SDL_INIT_EVENTS), 0);
    assert_true(signal_start());
    room_open(&b->room);
    b->room.stage.callbacks.on_staff = on_knock;
    start_machine(b);
    if (has_pin)
        assert_int_equal(staff_store_set_pin(b->machine.staff, STAFF_WHO_CONSOLE, WHO, PIN),
                         STAFF_OK);
    b->room.stage.env.content = b->machine.content;
    backstage_init(&b->backstage, &(struct backstage_params){.stage = &b->room.stage,
                                                             .machine = &b->machine,
                                                             .link = &b->link,
                                                             .faults = &b->faults,
                                                             .on_leave = on_leave,
                                                             .on_look = on_staff_look,
                                                             .on_press = on_staff_press,
                                                             .on_content = on_nothing,
                                                             .on_end = on_end,
                                                             .context = &b->room});
    b->house = (struct house){.stage = &b->room.stage, .backstage = &b->backstage};
    stage_show(&b->room.stage, SCREEN_HOME);
}

static void building_close(struct building *b) {
    backstage_finish(&b->backstage);
    staff_store_close(b->machine.staff);
    room_close(&b->room);
    content_destroy(b->machine.content);
    overrides_finish(&b->machine.overrides);
    languages_finish(&b->machine.languages);
    ini_finish(config_keys, &b->machine.config);
    signal_stop();
    SDL_Quit();
    check_remove_folder(b->folder);
}

/* --- hands ----------------------------------------------------------------------------------- */

static int64_t now_ms(const struct building *b) {
    return clock_mono_ms(&b->room.set.clock);
}

static void finger(struct building *b, enum event_kind kind, struct point at) {
    const struct event ev = {.kind = kind, .finger = SET_FINGER, .at = at, .at_ms = now_ms(b)};
    house_event(&b->house, &ev);
}

static void wait_s(struct building *b, int seconds) {
    for (int i = 0; i < seconds; i++) {
        clock_advance(&b->room.set.clock, 1000);
        house_tick(&b->house, now_ms(b));
    }
}

static bool find_target(struct building *b, const char *id, struct rect *out) {
    struct element_list list = {0};
    bool is_there = false;
    house_list(&b->house, &list);
    for (size_t i = 0; i < list.count; i++) {
        if (strcmp(list.items[i].id, id) != 0)
            continue;
        is_there = true;
        *out = list.items[i].area;
    }
    element_list_finish(&list);
    return is_there;
}

static void tap_staff(struct building *b, const char *id) {
    struct rect area = {.w = 0};
    if (!find_target(b, id, &area))
        print_error("no target '%s' on %s\n", id, house_screen_name(&b->house));
    assert_false(rect_is_empty(area));
    struct point at = {area.x + area.w / 2, area.y + area.h / 2};
    finger(b, EVENT_DOWN, at);
    finger(b, EVENT_UP, at);
}

static struct point mark(const struct building *b) {
    struct rect area = knock_area(&b->room.set.theme);
    return (struct point){area.x + area.w / 2, area.y + area.h / 2};
}

static void hold_mark(struct building *b, int seconds) {
    finger(b, EVENT_DOWN, mark(b));
    wait_s(b, seconds);
    finger(b, EVENT_UP, mark(b));
}

static bool house_shows(struct building *b, const char *words) {
    struct text_log log = {0};
    bool is_there = false;
    b->room.set.canvas.text_log = &log;
    house_draw(&b->house, &b->room.set.canvas);
    b->room.set.canvas.text_log = NULL;
    for (size_t i = 0; i < log.count; i++)
        is_there |= strstr(log.entries[i].text, words) != NULL;
    text_log_finish(&log);
    return is_there;
}

static void check_screen(struct building *b, const char *name) {
    check_text("screen", house_screen_name(&b->house), name);
}

/* What the storage thread has to tell, handed on as the app does it. */
static void take_signals(struct building *b) {
    SDL_Event ev;
    while (b->backstage.desk->gate.state == GATE_CHECKING && SDL_WaitEventTimeout(&ev, 20000)) {
        enum signal_kind kind;
        void *cargo;
        if (!signal_read(&ev, &kind, &cargo))
            continue;
        if (kind == SIGNAL_PIN)
            backstage_take_pin(&b->backstage, cargo);
        if (kind == SIGNAL_PIN_SET)
            backstage_take_pin_set(&b->backstage, *(enum staff_result *)cargo);
        free(cargo);
    }
}

static void type_pin(struct building *b, const char *pin) {
    struct event ev = {.kind = EVENT_TEXT, .at_ms = now_ms(b)};
    snprintf(ev.text, sizeof ev.text, "%s", pin);
    house_event(&b->house, &ev);
    take_signals(b);
}

/* What staff chose acts: as the app does when it is told. */
static void obey(struct building *b) {
    if (machine_take_overrides(&b->machine)) {
        struct content *old = machine_show_content(&b->machine);
        b->room.stage.env.content = b->machine.content;
        stage_obey_switches(&b->room.stage);
        content_destroy(old);
    }
    backstage_renew(&b->backstage);
}

static void come_in(struct building *b) {
    hold_mark(b, 3);
    check_screen(b, "staff-pin");
    type_pin(b, PIN);
    check_screen(b, "staff-dashboard");
}

/* --- the door --------------------------------------------------------------------------------- */

static void only_a_finger_that_rests_comes_to_the_door(void **state) {
    (void)state;
    struct building b;
    building_open(&b, true);
    hold_mark(&b, 2);
    check_screen(&b, "home");
    finger(&b, EVENT_DOWN, mark(&b)); // and one that wanders off
    wait_s(&b, 1);
    finger(&b, EVENT_MOVE, (struct point){600, 500});
    wait_s(&b, 3);
    finger(&b, EVENT_UP, (struct point){600, 500});
    check_screen(&b, "home");
    hold_mark(&b, 3);
    check_screen(&b, "staff-pin");
    tap_staff(&b, "pin.exit");
    check_screen(&b, "home");
    const struct event key = {.kind = EVENT_KEY, .key = KEY_STAFF, .at_ms = now_ms(&b)};
    house_event(&b.house, &key);
    check_screen(&b, "staff-pin");
    wait_s(&b, 31);
    check_screen(&b, "home");
    building_close(&b);
}

/* Pixels of the mark's corner that are as gold as the ring's dots. */
static int count_gold(struct building *b) {
    struct canvas *canvas = &b->room.set.canvas;
    struct rect area = knock_area(&b->room.set.theme);
    struct color gold = theme_color(&b->room.set.theme, COLOR_GOLD300);
    int count = 0;
    house_draw(&b->house, canvas);
    for (int y = area.y; y < area.y + area.h; y++) {
        const uint32_t *row =
            (const uint32_t *)((const char *)canvas->surface->pixels + y * canvas->surface->pitch);
        for (int x = area.x; x < area.x + area.w; x++)
            count += (row[x] & 0xffffff) == (uint32_t)((gold.r << 16) | (gold.g << 8) | gold.b);
    }
    return count;
}

static void a_ring_grows_round_the_mark(void **state) {
    (void)state;
    struct building b;
    building_open(&b, true);
    stage_show(&b.room.stage, SCREEN_CAMPAIGN);
    int before = count_gold(&b);
    finger(&b, EVENT_DOWN, mark(&b));
    clock_advance(&b.room.set.clock, 200); // a short touch shows nothing
    house_tick(&b.house, now_ms(&b));
    check_number("short", count_gold(&b), before);
    wait_s(&b, 1);
    int one = count_gold(&b);
    wait_s(&b, 1);
    int two = count_gold(&b);
    assert_true(before < one && one < two);
    assert_true(house_deadline_ms(&b.house) - now_ms(&b) <= 125);
    finger(&b, EVENT_UP, mark(&b));
    check_number("let go", count_gold(&b), before);
    building_close(&b);
}

static void every_page_has_the_door(void **state) {
    (void)state;
    static const enum screen_id pages[] = {SCREEN_ATTRACT, SCREEN_CAMPAIGN, SCREEN_MODELS,
                                           SCREEN_HONOURED, SCREEN_LOOKUP};
    struct building b;
    building_open(&b, true);
    for (size_t i = 0; i < check_items(pages); i++) {
        stage_show(&b.room.stage, pages[i]);
        hold_mark(&b, 3);
        check_screen(&b, "staff-pin");
        tap_staff(&b, "pin.exit");
    }
    building_close(&b);
}

/* A kiosk that staff have paused, or that has nothing to show, must be reached all the same. */
static void a_resting_kiosk_has_it_too(void **state) {
    (void)state;
    struct building b;
    building_open(&b, true);
    staff_store_switch(b.machine.staff, WHO, SWITCH_MAINTENANCE, CHOICE_ON);
    obey(&b);
    check_screen(&b, "notice");
    come_in(&b);
    tap_staff(&b, "staff.logout");
    check_screen(&b, "notice");
    content_destroy(b.machine.content);
    b.machine.content = NULL;
    b.room.stage.env.content = NULL;
    stage_show(&b.room.stage, SCREEN_ATTRACT);
    come_in(&b);
    assert_true(house_shows(&b, "chờ mạng hoặc USB"));
    building_close(&b);
}

static void a_half_written_form_is_asked_about(void **state) {
    (void)state;
    struct building b;
    building_open(&b, true);
    struct nomination *form = b.room.stage.visit.form;
    stage_show(&b.room.stage, SCREEN_NAME);
    snprintf(form->name, sizeof form->name, "Nguyễn Văn B");
    hold_mark(&b, 3);
    check_screen(&b, "nominate_name");
    assert_true(house_shows(&b, "Bỏ phiếu đang ghi?"));
    tap_staff(&b, "discard.stay");
    check_text("kept", form->name, "Nguyễn Văn B");
    hold_mark(&b, 3);
    tap_staff(&b, "discard.leave");
    check_screen(&b, "staff-pin");
    check_text("wiped", form->name, "");
    building_close(&b);
}

static void without_a_pin_it_says_who_sets_one(void **state) {
    (void)state;
    struct building b;
    building_open(&b, false);
    hold_mark(&b, 3);
    assert_true(house_shows(&b, "kioskctl pin"));
    type_pin(&b, PIN);
    check_screen(&b, "staff-pin");
    building_close(&b);
}

static void five_wrong_ones_lock_and_the_wait_ends(void **state) {
    (void)state;
    struct building b;
    building_open(&b, true);
    hold_mark(&b, 3);
    for (int i = 0; i < STAFF_TRIES_MAX; i++) {
        type_pin(&b, "135790");
        check_text("digits are wiped", b.backstage.desk->gate.digits, "");
    }
    check_number("locked", b.backstage.desk->gate.state, GATE_LOCKED);
    type_pin(&b, PIN); // is not even tried
    check_screen(&b, "staff-pin");
    assert_true(house_shows(&b, "1:00"));
    for (int i = 0; i < 3; i++) { // somebody stays there
        wait_s(&b, 20);
        finger(&b, EVENT_DOWN, (struct point){900, 1000});
        finger(&b, EVENT_UP, (struct point){900, 1000});
    }
    check_number("open again", b.backstage.desk->gate.state, GATE_READY);
    type_pin(&b, PIN);
    check_screen(&b, "staff-dashboard");
    building_close(&b);
}

static void untouched_it_locks_itself(void **state) {
    (void)state;
    struct building b;
    building_open(&b, true);
    come_in(&b);
    wait_s(&b, 119);
    check_screen(&b, "staff-dashboard");
    wait_s(&b, 1);
    check_screen(&b, "home");
    check_number("left", b.left, 1);
    check_text("nobody is in", b.backstage.who, "");
    building_close(&b);
}

/* --- what is wished --------------------------------------------------------------------------- */

static enum switch_choice chosen(struct building *b, enum switch_id id) {
    struct overrides overrides;
    assert_true(staff_store_overrides(b->machine.staff, &overrides));
    enum switch_choice choice = overrides.switches.of[id];
    overrides_finish(&overrides);
    return choice;
}

static void a_page_is_switched_said_to_be_local_and_undone(void **state) {
    (void)state;
    struct building b;
    building_open(&b, true);
    come_in(&b);
    tap_staff(&b, "staff.toggle.lookup");
    check_number("off", chosen(&b, SWITCH_LOOKUP), CHOICE_OFF);
    obey(&b);
    assert_true(house_shows(&b, "Theo bản của xã"));
    tap_staff(&b, "staff.machine");
    tap_staff(&b, "staff.switches");
    struct rect area;
    assert_true(find_target(&b, "staff.clear.lookup", &area)); // can be given back there
    tap_staff(&b, "staff.undo");
    check_number("undone", chosen(&b, SWITCH_LOOKUP), CHOICE_NONE);
    building_close(&b);
}

static void what_matters_is_asked_first(void **state) {
    (void)state;
    struct building b;
    building_open(&b, true);
    come_in(&b);
    tap_staff(&b, "staff.toggle.nominations");
    assert_true(house_shows(&b, "Đóng nhận phiếu từ bây giờ?"));
    tap_staff(&b, "staff.no");
    check_number("not", chosen(&b, SWITCH_NOMINATIONS), CHOICE_NONE);
    tap_staff(&b, "staff.toggle.nominations");
    tap_staff(&b, "staff.yes");
    check_number("closed", chosen(&b, SWITCH_NOMINATIONS), CHOICE_OFF);
    building_close(&b);
}

static void an_item_is_hidden_pinned_and_given_times(void **state) {
    (void)state;
    struct building b;
    building_open(&b, true);
    come_in(&b);
    const char *id = b.machine.content->people[0].id;
    char kept[64], target[96];
    snprintf(kept, sizeof kept, "%s", id);
    tap_staff(&b, "staff.items.honours");
    snprintf(target, sizeof target, "staff.toggle.%s", b.backstage.desk->list.rows[0].id);
    snprintf(kept, sizeof kept, "%s", b.backstage.desk->list.rows[0].id);
    tap_staff(&b, target);
    obey(&b);
    struct item item;
    assert_true(content_item(b.machine.content, kept, &item));
    check_number("hidden", item.hidden, HIDDEN_BY_STAFF);
    snprintf(target, sizeof target, "staff.clear.%s", kept);
    tap_staff(&b, target);
    obey(&b);
    snprintf(target, sizeof target, "staff.open.%s", kept);
    tap_staff(&b, target);
    check_screen(&b, "staff-item");
    tap_staff(&b, "staff.pinned");
    obey(&b);
    assert_true(content_pin(b.machine.content, kept) < b.machine.content->pin_count);
    tap_staff(&b, "staff.day.6");
    tap_staff(&b, "staff.day.7");
    tap_staff(&b, "staff.save");
    obey(&b);
    const struct timeslot *slot = overrides_window(&b.machine.overrides, kept);
    assert_non_null(slot);
    check_number("days", slot->week.days, 0x3e);
    building_close(&b);
}

static void the_preview_leads_back(void **state) {
    (void)state;
    struct building b;
    building_open(&b, true);
    come_in(&b);
    tap_staff(&b, "staff.preview");
    check_screen(&b, "home");
    assert_true(house_shows(&b, "Đang xem thử"));
    hold_mark(&b, 4); // is no door there
    check_screen(&b, "home");
    tap_staff(&b, "staff.preview_back");
    check_screen(&b, "staff-dashboard");
    tap_staff(&b, "staff.preview");
    wait_s(&b, 121);
    check_screen(&b, "home");
    assert_false(house_shows(&b, "Đang xem thử"));
    building_close(&b);
}

static void a_pin_is_changed_by_its_owner(void **state) {
    (void)state;
    struct building b;
    building_open(&b, true);
    come_in(&b);
    tap_staff(&b, "staff.pin");
    type_pin(&b, "999999"); // not theirs
    type_pin(&b, "314159");
    type_pin(&b, "314159");
    assert_true(house_shows(&b, "Mã đang dùng chưa đúng"));
    type_pin(&b, PIN);
    type_pin(&b, "314159");
    type_pin(&b, "314158");
    assert_true(house_shows(&b, "Hai lần nhập chưa giống nhau"));
    type_pin(&b, "314159");
    type_pin(&b, "314159");
    for (int i = 0; i < 200 && b.backstage.current == STAFF_CHANGE_PIN; i++) {
        b.backstage.desk->gate.state = GATE_CHECKING;
        take_signals(&b);
    }
    check_screen(&b, "staff-dashboard");
    check_text("wiped", b.backstage.desk->gate.wanted, "");
    tap_staff(&b, "staff.logout");
    hold_mark(&b, 3);
    type_pin(&b, PIN);
    check_screen(&b, "staff-pin");
    type_pin(&b, "314159");
    check_screen(&b, "staff-dashboard");
    building_close(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_a_finger_that_rests_comes_to_the_door),
        cmocka_unit_test(a_ring_grows_round_the_mark),
        cmocka_unit_test(every_page_has_the_door),
        cmocka_unit_test(a_resting_kiosk_has_it_too),
        cmocka_unit_test(a_half_written_form_is_asked_about),
        cmocka_unit_test(without_a_pin_it_says_who_sets_one),
        cmocka_unit_test(five_wrong_ones_lock_and_the_wait_ends),
        cmocka_unit_test(untouched_it_locks_itself),
        cmocka_unit_test(a_page_is_switched_said_to_be_local_and_undone),
        cmocka_unit_test(what_matters_is_asked_first),
        cmocka_unit_test(an_item_is_hidden_pinned_and_given_times),
        cmocka_unit_test(the_preview_leads_back),
        cmocka_unit_test(a_pin_is_changed_by_its_owner),
    };
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
