/* What staff see first: the pages and their switches, what waits to be sent, the network, the
 * content, the log's last lines. */
#include <stdio.h>
#include <string.h>

#include "screens/frame.h"
#include "staff/dashboard_cards.h"
#include "staff/staff.h"
#include "widgets/chrome.h"

enum action {
    ACTION_ITEMS = 1, // value: which page, as the next
    ACTION_SWITCH,
    ACTION_CLEAR,
    ACTION_SEND,
    ACTION_PARKED,
    ACTION_USB,
    ACTION_ROLL_BACK,
    ACTION_PREVIEW,
    ACTION_LOG,
    ACTION_PIN,
    ACTION_MACHINE,
};

/* --- layout --------------------------------------------------------------------------------- */

/* What was switched here is given back where its name stands. */
static void lay_give_back(struct screen *s, int index, struct rect area) {
    const struct desk_page *page = &s->env->desk->pages[index];
    char id[ELEMENT_ID_BYTES];
    snprintf(id, sizeof id, "staff.clear.%s", page->key);
    panel_add(&s->panel, id, ACTION_CLEAR, BUTTON_BARE, area, NULL,
              frame_word(s, "staff.as_published"))
        ->value = index;
}

static void lay_page(struct screen *s, int index) {
    const struct theme *theme = s->env->theme;
    const struct desk_page *page = &s->env->desk->pages[index];
    char id[ELEMENT_ID_BYTES];
    struct rect row = dashboard_page_row(theme, index);
    int h = theme_px(theme, 96), gap = theme_px(theme, 16);
    struct rect cell = {row.x, row.y + (row.h - h) / 2, row.w, h};
    struct rect toggle = rect_cut_right(&cell, theme_px(theme, 160));
    rect_cut_right(&cell, gap);
    if (page->has_items) {
        snprintf(id, sizeof id, "staff.items.%s", page->key);
        staff_add(s, id, ACTION_ITEMS, BUTTON_SECONDARY,
                  rect_cut_right(&cell, theme_px(theme, 150)), NULL, "staff.items")
            ->value = index;
    }
    if (page->is_local)
        lay_give_back(s, index, dashboard_page_words(theme, index));
    snprintf(id, sizeof id, "staff.toggle.%s", page->key);
    staff_add_toggle(s, id, ACTION_SWITCH, toggle, page->title, page->is_on, false)->value = index;
}

static void lay_bar(struct screen *s) {
    const struct theme *theme = s->env->theme;
    if (!theme->is_portrait) {
        staff_add(s, "staff.preview", ACTION_PREVIEW, BUTTON_SECONDARY,
                  chrome_bar_row(theme, 64, 320), "icons/eye", "staff.preview");
        staff_add(s, "staff.audit", ACTION_LOG, BUTTON_SECONDARY, chrome_bar_row(theme, 408, 370),
                  "icons/log", "staff.full_log");
        staff_add(s, "staff.pin", ACTION_PIN, BUTTON_SECONDARY, chrome_bar_row(theme, 802, 260),
                  "icons/lock", "staff.change_pin");
        staff_add_leave(s);
        return;
    }
    struct rect row = theme_rect(theme, 48, 1676, 984, 104);
    int w = (row.w - 2 * theme_px(theme, 24)) / 3, step = w + theme_px(theme, 24);
    struct rect cell = {row.x, row.y, w, row.h};
    staff_add(s, "staff.preview", ACTION_PREVIEW, BUTTON_SECONDARY, cell, "icons/eye",
              "staff.preview");
    cell.x += step;
    staff_add(s, "staff.audit", ACTION_LOG, BUTTON_SECONDARY, cell, "icons/log", "staff.log");
    cell.x += step;
    staff_add(s, "staff.machine", ACTION_MACHINE, BUTTON_SECONDARY, cell, NULL, "staff.machine");
    staff_add(s, "staff.pin", ACTION_PIN, BUTTON_SECONDARY, chrome_bar_row(theme, 48, 312),
              "icons/lock", "staff.change_pin");
    staff_add_leave(s);
}

static void lay_cards(struct screen *s) {
    const struct theme *theme = s->env->theme;
    const struct desk *desk = s->env->desk;
    if (!theme->is_portrait) // under what is drawn on it
        staff_add(s, "staff.machine", ACTION_MACHINE, BUTTON_CARD,
                  dashboard_card(theme, DASHBOARD_NETWORK), NULL, NULL);
    struct rect send =
        frame_rect(theme, (struct rect){880, 446, 428, 104}, (struct rect){72, 824, 432, 104});
    if (desk->outbox.parked > 0) { // what needs a person stands beside it
        int w = (send.w - theme_px(theme, 16)) / 2;
        staff_add(s, "staff.parked", ACTION_PARKED, BUTTON_SECONDARY, rect_cut_right(&send, w),
                  "icons/warn", "staff.parked_short");
        rect_cut_right(&send, theme_px(theme, 16));
    }
    struct button *b =
        staff_add(s, "staff.send_now", ACTION_SEND, BUTTON_INDIGO, send,
                  desk->outbox.parked > 0 ? NULL : "icons/send", "staff.action.send_now");
    b->is_off = !desk->outbox.can_send;
    staff_add(
        s, "staff.usb", ACTION_USB, BUTTON_SECONDARY,
        frame_rect(theme, (struct rect){1396, 360, 260, 96}, (struct rect){576, 832, 250, 96}),
        "icons/usb", "staff.from_usb")
        ->is_off = !desk->content.can_read_stick;
    staff_add(
        s, "staff.rollback", ACTION_ROLL_BACK, BUTTON_SECONDARY,
        frame_rect(theme, (struct rect){1672, 360, 152, 96}, (struct rect){842, 832, 166, 96}),
        NULL, "staff.roll_back")
        ->is_off = !desk->content.can_roll_back;
}

static void enter(struct screen *s) {
    panel_clear(&s->panel);
    for (int i = 0; i < (int)s->env->desk->page_count; i++)
        lay_page(s, i);
    lay_cards(s);
    lay_bar(s);
}

/* --- paint ---------------------------------------------------------------------------------- */

static void draw(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    staff_draw_page(s, canvas, frame_word(s, "staff.dashboard"));
    staff_draw_tall_bar(canvas);
    dashboard_draw_cards(s, canvas);
    struct rect lock =
        theme->is_portrait ? chrome_bar_row(theme, 372, 268) : chrome_bar_row(theme, 1078, 322);
    staff_draw_lock(s, canvas, lock);
    panel_draw(&s->panel, canvas);
    if (!theme->is_portrait)
        dashboard_draw_network(s, canvas); // on its button
}

/* --- events --------------------------------------------------------------------------------- */

static void fire(struct screen *s, const struct button *b) {
    struct desk *desk = s->env->desk;
    const struct desk_page *page = &desk->pages[b->value];
    static const enum desk_wish_kind wishes[] = {
        [ACTION_ITEMS] = WISH_ITEMS,
        [ACTION_SWITCH] = WISH_SWITCH,
        [ACTION_CLEAR] = WISH_CLEAR,
        [ACTION_SEND] = WISH_SEND_NOW,
        [ACTION_PARKED] = WISH_PARKED,
        [ACTION_USB] = WISH_STICKS,
        [ACTION_ROLL_BACK] = WISH_ROLL_BACK,
        [ACTION_PREVIEW] = WISH_PREVIEW,
        [ACTION_LOG] = WISH_LOG,
        [ACTION_PIN] = WISH_GO,
        [ACTION_MACHINE] = WISH_GO,
    };
    if (b->action == STAFF_LEAVE) {
        desk_wish(desk, WISH_LEAVE, NULL);
        return;
    }
    if (b->is_off)
        return;
    bool is_of_page =
        b->action == ACTION_ITEMS || b->action == ACTION_SWITCH || b->action == ACTION_CLEAR;
    desk_wish(desk, wishes[b->action], is_of_page ? page->key : NULL);
    desk->wish.is_on = is_of_page && !page->is_on;
    desk->wish.screen = b->action == ACTION_PIN ? STAFF_CHANGE_PIN : STAFF_MACHINE;
}

static struct screen_reply event(struct screen *s, const struct event *ev) {
    return staff_event(s, ev, fire, dashboard_lock_area(s->env->theme));
}

const struct screen_kind staff_dashboard_kind = {
    .name = "staff-dashboard",
    .idle = SCREEN_IDLE_NEVER,
    .size_bytes = sizeof(struct screen),
    .enter = enter,
    .event = event,
    .draw = draw,
    .deadline_ms = staff_lock_deadline_ms,
};
