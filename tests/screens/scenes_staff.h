/* The staff's screens, each in its states. Part of scenes.h. */
#ifndef TESTS_SCREENS_SCENES_STAFF_H
#define TESTS_SCREENS_SCENES_STAFF_H

#include "base/strbuf.h"
#include "staff/staff.h"

static struct desk scene_desk;

static inline void scene_reset_staff(struct set *set) {
    if (set->env.desk)
        set_leave(set); // its screen looks at the desk
    desk_finish(&scene_desk);
    set->env.desk = NULL;
    set->theme.is_staff = false;
}

static inline void scene_enter_staff(struct set *set, enum staff_screen id) {
    set_leave(set);
    set->id = SCREENS; // none of the citizens'
    set->env.desk = &scene_desk;
    set->theme.is_staff = true;
    set->screen = xcalloc(1, staff_kind(id)->size_bytes);
    set->screen->kind = staff_kind(id);
    set->screen->env = &set->env;
    set->screen->panel.focus = -1;
    set->screen->kind->enter(set->screen);
}

static inline char *scene_word(const struct set *set, const char *key) {
    return xstrdup(words_get(set->words, key));
}

static inline char *scene_number(const struct set *set, const char *key, const char *n,
                                 const char *m) {
    const char *values[] = {
        "n", n, "m",    m, "time", n,    "t",     m,
        "v", n, "page", n, "k",    "41", "state", words_get(set->words, "staff.content.signed"),
        NULL};
    return words_fill(set->words, key, values);
}

/* --- the door ------------------------------------------------------------------------------- */

static inline void scene_pin_in(struct set *set, enum desk_gate_state state, const char *digits) {
    scene_desk.gate.state = state;
    scene_desk.gate.tries_left = 3;
    snprintf(scene_desk.gate.digits, sizeof scene_desk.gate.digits, "%s", digits);
    scene_desk.gate.locked_until_ms = SET_MONO_MS + 272000;
    scene_enter_staff(set, STAFF_PIN);
}

static inline void scene_pin(struct set *set) {
    scene_pin_in(set, GATE_READY, "1234");
}

static inline void scene_pin_wrong(struct set *set) {
    scene_pin_in(set, GATE_WRONG, "");
}

static inline void scene_pin_checking(struct set *set) {
    scene_pin_in(set, GATE_CHECKING, "");
}

static inline void scene_pin_locked(struct set *set) {
    scene_pin_in(set, GATE_LOCKED, "");
}

static inline void scene_pin_unset(struct set *set) {
    scene_pin_in(set, GATE_UNSET, "");
}

static inline void scene_pin_failed(struct set *set) {
    scene_pin_in(set, GATE_FAILED, "");
}

static inline void scene_change_pin(struct set *set) {
    scene_desk.locks_ms = SET_MONO_MS + 112000;
    scene_desk.gate.step = CHANGE_NEW;
    scene_desk.gate.note = CHANGE_DIFFERENT;
    scene_enter_staff(set, STAFF_CHANGE_PIN);
}

/* --- the dashboard -------------------------------------------------------------------------- */

static inline void scene_fill_pages(const struct set *set) {
    static const struct {
        const char *key, *sub, *n, *m;
    } pages[DESK_PAGES] = {
        {"attract", "staff.sub.pins", "12", NULL},
        {"campaign", "staff.sub.campaign", "7", NULL},
        {"models", "staff.sub.items_all", "13", NULL},
        {"honours", "staff.sub.items", "128", "3"},
        {"nominations", "staff.sub.open", NULL, NULL},
        {"lookup", "staff.page_off", NULL, NULL},
    };
    scene_desk.page_count = DESK_PAGES;
    for (size_t i = 0; i < DESK_PAGES; i++) {
        char key[64];
        snprintf(key, sizeof key, "staff.page.%s", pages[i].key);
        scene_desk.pages[i] =
            (struct desk_page){.key = pages[i].key,
                               .title = scene_word(set, key),
                               .sub = scene_number(set, pages[i].sub, pages[i].n, pages[i].m),
                               .has_items = true,
                               .is_on = i != 5,
                               .is_local = i == 5};
    }
}

static inline void scene_fill_desk(const struct set *set) {
    static const char *const log[DESK_RECENT][2] = {{"08:39", "Tắt “Tra mã phiếu”"},
                                                    {"08:38", "Cán bộ 02 mở PIN"},
                                                    {"08:32", "Nạp bản 05.12-01"},
                                                    {"07:55", "Gửi ngay"},
                                                    {"07:30", "Máy khởi động"}};
    scene_fill_pages(set);
    scene_desk.locks_ms = SET_MONO_MS + 112000;
    scene_desk.outbox = (struct desk_outbox){
        .waiting = 3,
        .sent = 41,
        .state = scene_number(set, "staff.outbox.last_try", "08:40", NULL),
        .totals = scene_number(set, "staff.outbox.totals", "41", "0"),
        .can_send = true,
    };
    char *answer = scene_number(set, "staff.net.ok.text", "08:41", NULL);
    const char *outage[] = {"time", "11/5 19:05", "n", "22", NULL};
    char *out = words_fill(set->words, "staff.net.was_out", outage);
    scene_desk.network =
        (struct desk_network){.is_well = true,
                              .title = scene_word(set, "staff.net.ok"),
                              .text = xasprintf("%s\n%s", answer, out),
                              .device = scene_number(set, "staff.device.disk_heat", "71", "38")};
    free(out);
    free(answer);
    scene_desk.content = (struct desk_content){
        .version = xstrdup("2023.05.12-01"),
        .state = {DESK_GOOD, scene_word(set, "staff.content.signed")},
        .can_roll_back = true,
        .can_read_stick = true,
    };
    for (size_t i = 0; i < DESK_RECENT; i++) {
        scene_desk.recent[i].time = xstrdup(log[i][0]);
        scene_desk.recent[i].text = xstrdup(log[i][1]);
    }
}

static inline void scene_dashboard(struct set *set) {
    scene_fill_desk(set);
    scene_enter_staff(set, STAFF_DASHBOARD);
}

/* Everything that can be wrong, at its longest. */
static inline void scene_dashboard_trouble(struct set *set) {
    scene_fill_desk(set);
    struct desk *desk = &scene_desk;
    desk->outbox.parked = 12;
    desk->outbox.waiting = 20000;
    desk_set(&desk->outbox.totals, scene_number(set, "staff.outbox.totals", "9412", "12"));
    desk->network.is_well = false;
    desk_set(&desk->network.title, scene_word(set, "staff.net.fault"));
    desk_set(&desk->network.text, scene_word(set, "staff.net.untrusted"));
    desk->content.can_roll_back = desk->content.can_read_stick = false;
    desk->content.state.tone = DESK_BAD;
    desk_set(&desk->content.state.text, scene_word(set, "staff.content.missing"));
    desk_set(&desk->toast, scene_word(set, "staff.not_saved"));
    scene_enter_staff(set, STAFF_DASHBOARD);
}

static inline void scene_dashboard_empty(struct set *set) {
    scene_fill_desk(set);
    scene_desk.outbox.waiting = 0;
    desk_set(&scene_desk.outbox.state, scene_word(set, "staff.outbox.empty"));
    scene_desk.network.is_well = false;
    desk_set(&scene_desk.network.title, scene_word(set, "staff.net.none"));
    desk_set(&scene_desk.network.text, scene_word(set, "staff.net.no_cable"));
    scene_enter_staff(set, STAFF_DASHBOARD);
}

/* --- pages of rows -------------------------------------------------------------------------- */

static inline void scene_begin_list(const struct set *set, enum desk_list_kind kind, size_t count) {
    struct desk_list *list = &scene_desk.list;
    desk_clear_list(list);
    scene_desk.locks_ms = SET_MONO_MS + 112000;
    scene_desk.first_row = 0;
    *list = (struct desk_list){.kind = kind,
                               .rows = xcalloc(count ? count : 1, sizeof *list->rows),
                               .count = count,
                               .can_undo = true};
    (void)set;
}

static inline void scene_item_row(struct set *set, struct desk_row *row, size_t index) {
    const struct person *person = &set->content->people[index % set->content->person_count];
    snprintf(row->id, sizeof row->id, "guong-%02zu", index + 1);
    row->title = xstrdup(person->name);
    row->photo = xstrdup(person->portrait);
    const char *values[] = {"what", person->level->badge, NULL};
    row->line.text = words_fill(set->words, "staff.line.with_consent", values);
    row->action = "staff.view";
    row->icon = "icons/eye";
    row->has_toggle = row->is_on = row->can_arrange = true;
    row->is_pinned = index == 1;
}

static inline void scene_items(struct set *set) {
    scene_give_photos(set, NULL);
    scene_begin_list(set, LIST_ITEMS, 128);
    struct desk_list *list = &scene_desk.list;
    for (size_t i = 0; i < list->count; i++)
        scene_item_row(set, &list->rows[i], i);
    list->rows[3].is_locked = true;
    list->rows[3].line.tone = DESK_BAD;
    desk_set(&list->rows[3].line.text, scene_word(set, "staff.hidden.no_consent"));
    list->rows[4].is_on = false;
    list->rows[4].is_local = true;
    desk_set(&list->rows[4].line.text, scene_word(set, "staff.hidden.staff"));
    char *page = scene_word(set, "staff.page.honours");
    list->title = scene_number(set, "staff.items.title", page, NULL);
    free(page);
    list->head = scene_number(set, "staff.items.head", "128", NULL);
    list->facts[0] = scene_number(set, "staff.items.shown", "125", NULL);
    list->facts[1] = scene_number(set, "staff.items.hidden", "3", NULL);
    list->facts[2] = scene_number(set, "staff.items.locked", "1", NULL);
    list->note = scene_word(set, "staff.items.note");
    scene_enter_staff(set, STAFF_LIST);
    scene_settle(set);
}

static inline void scene_items_last(struct set *set) {
    scene_items(set);
    scene_desk.first_row = 127;
    scene_desk.list.can_undo = false;
    scene_enter_staff(set, STAFF_LIST);
    scene_settle(set);
}

static inline void scene_switches(struct set *set) {
    static const char *const keys[] = {"anonymous",     "progress", "sample",
                                       "attract_names", "sound",    "english",
                                       "hours",         "big_text", "maintenance"};
    scene_begin_list(set, LIST_SWITCHES, check_items(keys));
    struct desk_list *list = &scene_desk.list;
    for (size_t i = 0; i < list->count; i++) {
        char key[64], help[80];
        snprintf(key, sizeof key, "staff.toggle.%s", keys[i]);
        snprintf(help, sizeof help, "%s.help", key);
        const char *values[] = {"a", "07:30", "b", "17:00", NULL};
        struct desk_row *row = &list->rows[i];
        snprintf(row->id, sizeof row->id, "%s", keys[i]);
        row->title = scene_word(set, key);
        row->line.text = words_fill(set->words, help, values);
        row->has_toggle = true;
        row->is_on = i % 3 == 1;
        row->is_local = i == 2;
    }
    list->title = scene_word(set, "staff.switches");
    list->head = scene_number(set, "staff.switches.head", "9", NULL);
    list->facts[0] = scene_number(set, "staff.switches.on", "3", NULL);
    list->facts[1] = scene_number(set, "staff.switches.local", "1", NULL);
    list->note = scene_word(set, "staff.switches.note");
    scene_enter_staff(set, STAFF_LIST);
}

static inline void scene_log(struct set *set) {
    scene_begin_list(set, LIST_LOG, 64);
    struct desk_list *list = &scene_desk.list;
    for (size_t i = 0; i < list->count; i++) {
        list->rows[i].title = xstrdup("12/5 08:39");
        list->rows[i].line.text =
            xstrdup(i % 2 ? "Nguyễn Văn A: bật “Tra mã phiếu”" : "Sai mã PIN, còn 4 lần");
    }
    list->is_dense = true;
    list->title = scene_word(set, "staff.full_log");
    list->head = scene_number(set, "staff.log.head", "64", NULL);
    list->note = scene_word(set, "staff.log.note");
    scene_enter_staff(set, STAFF_LIST);
}

static inline void scene_parked(struct set *set) {
    scene_begin_list(set, LIST_PARKED, 2);
    struct desk_list *list = &scene_desk.list;
    for (size_t i = 0; i < list->count; i++) {
        snprintf(list->rows[i].id, sizeof list->rows[i].id, "1cc0a1b2-%zu", i);
        list->rows[i].title = xstrdup(SCENE_CODE);
        list->rows[i].line = (struct desk_line){
            DESK_BAD, scene_word(set, i ? "staff.parked.why.413" : "staff.parked.why.422")};
        list->rows[i].action = "staff.parked.retry";
    }
    list->title = scene_word(set, "staff.parked.title");
    list->head = scene_number(set, "staff.parked.head", "2", NULL);
    list->note = scene_word(set, "staff.parked.note");
    scene_enter_staff(set, STAFF_LIST);
}

static inline void scene_sticks_none(struct set *set) {
    scene_begin_list(set, LIST_STICKS, 0);
    scene_desk.list.title = scene_word(set, "staff.stick.title");
    scene_desk.list.head = scene_number(set, "staff.stick.head", "0", NULL);
    scene_desk.list.facts[0] = scene_word(set, "staff.stick.none");
    scene_desk.list.note = scene_word(set, "staff.stick.note");
    scene_enter_staff(set, STAFF_LIST);
}

/* --- the others ----------------------------------------------------------------------------- */

static inline void scene_item(struct set *set) {
    scene_desk.locks_ms = SET_MONO_MS + 112000;
    scene_desk.item = (struct desk_item){
        .id = "guong-01",
        .name = xstrdup("Chi hội Phụ nữ thôn Pò Bó, xã Hồng Phong"),
        .is_pinned = true,
        .can_pin = true,
        .place = 2,
        .of = 5,
        .is_local = true,
        .window = {.has_from = true,
                   .has_hours = true,
                   .from = {2023, 12, 28},
                   .days = 0x3e,
                   .opens_min = 7 * 60 + 30,
                   .closes_min = 17 * 60},
        .has_changed = true,
    };
    scene_enter_staff(set, STAFF_ITEM);
}

static inline void scene_item_plain(struct set *set) {
    scene_item(set);
    scene_desk.item.is_pinned = scene_desk.item.is_local = scene_desk.item.has_changed = false;
    scene_desk.item.window = (struct desk_window){.days = DESK_ALL_DAYS};
    scene_enter_staff(set, STAFF_ITEM);
}

static inline void scene_item_page(struct set *set) {
    scene_item_plain(set);
    scene_desk.item.is_page = true;
    desk_set(&scene_desk.item.name, scene_word(set, "staff.page.campaign"));
    scene_enter_staff(set, STAFF_ITEM);
}

static inline void scene_machine(struct set *set) {
    static const struct {
        enum desk_tone tone;
        const char *key, *n, *m;
    } lines[] = {
        {DESK_BAD, "staff.net.untrusted", NULL, NULL},
        {DESK_BAD, "staff.trouble.waiting", "20", "31"},
        {DESK_BAD, "staff.trouble.clock_off", "184", NULL},
        {DESK_BAD, "staff.trouble.parked", "12", NULL},
        {DESK_BAD, "staff.trouble.outbox_file", NULL, NULL},
        {DESK_PLAIN, "staff.device.disk_heat", "71", "38"},
        {DESK_PLAIN, "staff.health.outbox", "3", "12"},
        {DESK_GOOD, "staff.health.content", "2023.05.12-01", NULL},
    };
    scene_desk.locks_ms = SET_MONO_MS + 112000;
    scene_desk.can_restart = scene_desk.can_leave_to_console = true;
    for (size_t i = 0; i < check_items(lines); i++)
        scene_desk.health[i] = (struct desk_line){
            lines[i].tone, scene_number(set, lines[i].key, lines[i].n, lines[i].m)};
    scene_enter_staff(set, STAFF_MACHINE);
}

static inline void scene_touch(struct set *set) {
    scene_desk.locks_ms = SET_MONO_MS + 112000;
    scene_enter_staff(set, STAFF_TOUCH);
    struct rect canvas = theme_canvas(&set->theme);
    struct point at = {canvas.w / 3, canvas.h / 2};
    set_drag(set, at, canvas.h / 8, 20, 100);
    set_feed(set, (struct event){.kind = EVENT_DOWN, .finger = 1, .at = {canvas.w / 2, at.y}});
    scene_desk.touch.faults = 2;
}

#endif
