/* The machine itself: how it fares, in words one can act on, and what may be done to it. The other
 * switches are behind a button here. */
#include "screens/frame.h"
#include "staff/staff.h"
#include "widgets/chrome.h"

enum action {
    ACTION_SWITCHES = 1,
    ACTION_PARKED,
    ACTION_TOUCH,
    ACTION_RESTART,
    ACTION_CONSOLE,
};

static const struct tool {
    const char *id;
    int action;
    const char *icon, *key;
} tools[] = {
    {"staff.switches", ACTION_SWITCHES, "icons/list", "staff.switches"},
    {"staff.parked", ACTION_PARKED, "icons/inbox", "staff.parked"},
    {"staff.touch", ACTION_TOUCH, "icons/hand", "staff.action.test_touch"},
    {"staff.restart", ACTION_RESTART, "icons/refresh", "staff.action.restart"},
    {"staff.console", ACTION_CONSOLE, "icons/exit", "staff.console"},
};
#define TOOLS ((int)(sizeof tools / sizeof *tools))

static struct rect tool_area(const struct theme *theme, int slot) {
    if (theme->is_portrait)
        return theme_rect(theme, 48 + 504 * (slot % 2), 1240 + 136 * (slot / 2), 480, 112);
    return theme_rect(theme, 1388, 164 + 148 * slot, 468, 116);
}

static struct rect card_area(const struct theme *theme) {
    return frame_rect(theme, (struct rect){64, 148, 1292, 780}, (struct rect){48, 148, 984, 1064});
}

static void enter(struct screen *s) {
    const struct theme *theme = s->env->theme;
    const struct desk *desk = s->env->desk;
    int slot = 0;
    panel_clear(&s->panel);
    for (int i = 0; i < TOOLS; i++) {
        bool is_offered = (tools[i].action != ACTION_CONSOLE || desk->can_leave_to_console) &&
                          (tools[i].action != ACTION_RESTART || desk->can_restart);
        if (!is_offered)
            continue;
        struct button *b = staff_add(s, tools[i].id, tools[i].action, BUTTON_SECONDARY,
                                     tool_area(theme, slot++), tools[i].icon, tools[i].key);
        b->is_left = true;
    }
    staff_add_back(s);
    staff_add_leave(s);
}

static struct rect lock_area(const struct theme *theme) {
    return theme->is_portrait ? chrome_bar_row(theme, 372, 268) : chrome_bar_row(theme, 1078, 322);
}

static void draw(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    const struct desk *desk = s->env->desk;
    staff_draw_page(s, canvas, frame_word(s, "staff.machine_title"));
    struct rect card = card_area(theme), box = rect_inset(card, theme_px(theme, 32));
    staff_card(canvas, card);
    int count = 0;
    while (count < DESK_HEALTH && desk->health[count].text)
        count++;
    int h = count ? box.h / count : 0, most = theme_px(theme, 116);
    for (int i = 0; i < count; i++) {
        struct rect row = rect_cut_top(&box, h < most ? h : most);
        if (i > 0) {
            struct rect rule = {row.x, row.y, row.w, theme_px(theme, 2)};
            canvas_fill(canvas, rule, theme_color(theme, COLOR_STAFF_LINE));
        }
        staff_tone_line(canvas, &desk->health[i], row, TYPE_BODY_S);
    }
    staff_draw_lock(s, canvas, lock_area(theme));
    panel_draw(&s->panel, canvas);
}

static void fire(struct screen *s, const struct button *b) {
    struct desk *desk = s->env->desk;
    static const enum desk_wish_kind wishes[] = {
        [ACTION_SWITCHES] = WISH_SWITCHES, [ACTION_PARKED] = WISH_PARKED,
        [ACTION_TOUCH] = WISH_GO,          [ACTION_RESTART] = WISH_RESTART,
        [ACTION_CONSOLE] = WISH_CONSOLE,
    };
    if (b->action == STAFF_LEAVE || b->action == STAFF_BACK) {
        desk_wish(desk, b->action == STAFF_LEAVE ? WISH_LEAVE : WISH_BACK, NULL);
        return;
    }
    desk_wish(desk, wishes[b->action], NULL);
    desk->wish.screen = STAFF_TOUCH;
}

static struct screen_reply event(struct screen *s, const struct event *ev) {
    return staff_event(s, ev, fire, lock_area(s->env->theme));
}

const struct screen_kind staff_machine_kind = {
    .name = "staff-machine",
    .idle = SCREEN_IDLE_NEVER,
    .size_bytes = sizeof(struct screen),
    .enter = enter,
    .event = event,
    .draw = draw,
    .deadline_ms = staff_lock_deadline_ms,
};
