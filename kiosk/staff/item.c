/* One item: whether it stands among the first of the attract screen and where, and at what times it
 * is shown. Order is moved at once; times are set by steps and kept with "Lưu". */
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "draw/text.h"
#include "model/words.h"
#include "screens/frame.h"
#include "staff/staff.h"
#include "widgets/chrome.h"

enum action {
    ACTION_PIN = 1,
    ACTION_UP,
    ACTION_DOWN,
    ACTION_HAS,  // value: which line has a bound
    ACTION_STEP, // value: line * 4 + which step
    ACTION_DAY,  // value: 1 Monday to 7
    ACTION_CLEAR,
    ACTION_SAVE,
};

enum line {
    LINE_FROM,
    LINE_TO,
    LINE_OPENS,
    LINE_CLOSES,
    LINE_DAYS,
    LINES,
};

#define STEPS 4
#define DAY_S 86400
#define DAY_MIN (24 * 60)

static struct desk_item *item_of(const struct screen *s) {
    return &s->env->desk->item;
}

/* --- geometry ------------------------------------------------------------------------------- */

static struct rect pin_card(const struct theme *theme) {
    return frame_rect(theme, (struct rect){64, 148, 560, 780}, (struct rect){48, 148, 984, 640});
}

static struct rect times_card(const struct theme *theme) {
    return frame_rect(theme, (struct rect){648, 148, 1208, 780}, (struct rect){48, 812, 984, 832});
}

static struct rect line_area(const struct theme *theme, int line) {
    struct rect card = times_card(theme);
    int top = theme_px(theme, 88), pitch = (card.h - top - theme_px(theme, 8)) / LINES;
    int pad = theme_px(theme, theme->is_portrait ? 24 : 32);
    return (struct rect){card.x + pad, card.y + top + line * pitch, card.w - 2 * pad, pitch};
}

/* Of a line: its name, its switch, two steps back, the value, two steps on. */
struct parts {
    struct rect name, toggle, steps[STEPS], value;
};

static struct parts parts_of(const struct theme *theme, int line) {
    struct rect row = line_area(theme, line);
    int h = theme_px(theme, 100), gap = theme_px(theme, 12);
    struct parts parts;
    row.y += (row.h - h) / 2;
    row.h = h;
    parts.name = rect_cut_left(&row, theme_px(theme, theme->is_portrait ? 150 : 230));
    parts.toggle = rect_cut_left(&row, theme_px(theme, 160));
    rect_cut_left(&row, gap);
    int w = theme_px(theme, theme->is_portrait ? 98 : 116);
    for (int i = 0; i < 2; i++) {
        parts.steps[i] = rect_cut_left(&row, w);
        rect_cut_left(&row, gap);
        parts.steps[STEPS - 1 - i] = rect_cut_right(&row, w);
        rect_cut_right(&row, gap);
    }
    parts.value = row;
    return parts;
}

static struct rect day_area(const struct theme *theme, int day) {
    struct rect row = line_area(theme, LINE_DAYS);
    int h = theme_px(theme, 100), gap = theme_px(theme, 10);
    rect_cut_left(&row, theme_px(theme, theme->is_portrait ? 150 : 230));
    int w = (row.w - 6 * gap) / 7;
    return (struct rect){row.x + (day - 1) * (w + gap), row.y + (row.h - h) / 2, w, h};
}

/* --- layout --------------------------------------------------------------------------------- */

static bool has_line(const struct desk_window *w, int line) {
    return line == LINE_FROM ? w->has_from : line == LINE_TO ? w->has_to : w->has_hours;
}

/* What it moves by, with its unit under it. */
static void add_step(struct screen *s, int line, int which, struct rect area) {
    static const char *const names[] = {"from", "to", "opens", "closes"};
    static const char *const days[STEPS] = {"–7", "–1", "+1", "+7"};
    static const char *const times[STEPS] = {"–1", "–15", "+15", "+1"};
    bool is_day = line <= LINE_TO, is_far = which == 0 || which == STEPS - 1;
    char id[ELEMENT_ID_BYTES];
    snprintf(id, sizeof id, "staff.%s.%d", names[line], which + 1);
    struct button *b = panel_add(&s->panel, id, ACTION_STEP, BUTTON_SECONDARY, area, NULL,
                                 is_day ? days[which] : times[which]);
    button_set_sub(b, frame_word(s, is_day   ? is_far ? "staff.unit.days" : "staff.unit.day"
                                    : is_far ? "staff.unit.hour"
                                             : "staff.unit.minutes"));
    b->value = line * STEPS + which;
}

static void lay_line(struct screen *s, int line) {
    static const char *const names[] = {"from", "to", "opens", "closes"};
    static const char *const keys[] = {"staff.window.from", "staff.window.to",
                                       "staff.window.opens"};
    struct parts parts = parts_of(s->env->theme, line);
    bool is_on = has_line(&item_of(s)->window, line);
    char id[ELEMENT_ID_BYTES];
    if (line != LINE_CLOSES) { // opening and closing go together
        snprintf(id, sizeof id, "staff.has.%s", names[line]);
        staff_add_toggle(s, id, ACTION_HAS, parts.toggle, frame_word(s, keys[line]), is_on, false)
            ->value = line;
    }
    for (int i = 0; i < STEPS && is_on; i++)
        add_step(s, line, i, parts.steps[i]);
}

static void lay_days(struct screen *s) {
    for (int day = 1; day <= 7; day++) {
        char id[ELEMENT_ID_BYTES], key[24];
        snprintf(id, sizeof id, "staff.day.%d", day);
        snprintf(key, sizeof key, "staff.day.%d", day);
        struct button *b =
            staff_add(s, id, ACTION_DAY, BUTTON_CHIP, day_area(s->env->theme, day), NULL, key);
        b->value = day;
        b->is_chosen = item_of(s)->window.days & (1u << day);
    }
}

static struct rect move_area(const struct theme *theme, bool is_down) {
    struct rect card = pin_card(theme);
    int pad = theme_px(theme, 32), gap = theme_px(theme, 24);
    int w = (card.w - 2 * pad - gap) / 2, h = theme_px(theme, 112);
    return (struct rect){card.x + pad + (is_down ? w + gap : 0), card.y + card.h - pad - h, w, h};
}

static void lay_pin(struct screen *s) {
    const struct desk_item *item = item_of(s);
    const struct theme *theme = s->env->theme;
    if (item->is_page)
        return;
    struct rect toggle = move_area(theme, true);
    toggle.y -= theme_px(theme, theme->is_portrait ? 0 : 132);
    toggle.x += toggle.w - theme_px(theme, 196);
    toggle.w = theme_px(theme, 196);
    if (theme->is_portrait) // reach: all in one row
        toggle.x = pin_card(theme).x + theme_px(theme, 32);
    staff_add_toggle(s, "staff.pinned", ACTION_PIN, toggle, frame_word(s, "staff.pin_item"),
                     item->is_pinned, !item->can_pin);
    if (!item->is_pinned)
        return;
    struct rect up = move_area(theme, false), down = move_area(theme, true);
    if (theme->is_portrait) {
        int left = toggle.x + toggle.w + theme_px(theme, 24);
        up = (struct rect){left, up.y, (down.x + down.w - left - theme_px(theme, 24)) / 2, up.h};
        down.x = up.x + up.w + theme_px(theme, 24);
        down.w = up.w;
    }
    staff_add(s, "staff.up", ACTION_UP, BUTTON_SECONDARY, up, "icons/up", "staff.move_up")->is_off =
        item->place <= 1;
    staff_add(s, "staff.down", ACTION_DOWN, BUTTON_SECONDARY, down, "icons/down", "staff.move_down")
        ->is_off = item->place >= item->of;
}

static void enter(struct screen *s) {
    const struct theme *theme = s->env->theme;
    const struct desk_item *item = item_of(s);
    panel_clear(&s->panel);
    lay_pin(s);
    for (int line = LINE_FROM; line <= LINE_CLOSES; line++)
        lay_line(s, line);
    lay_days(s);
    staff_add_back(s);
    staff_add(
        s, "staff.clear", ACTION_CLEAR, BUTTON_SECONDARY,
        frame_rect(theme, (struct rect){358, 960, 370, 104}, (struct rect){48, 1676, 480, 104}),
        NULL, "staff.as_published")
        ->is_off = !item->is_local;
    staff_add(
        s, "staff.save", ACTION_SAVE, BUTTON_JADE,
        frame_rect(theme, (struct rect){752, 960, 300, 104}, (struct rect){552, 1676, 480, 104}),
        "icons/check", "staff.save")
        ->is_off = !item->has_changed;
    staff_add_leave(s);
}

/* --- steps ---------------------------------------------------------------------------------- */

static struct date moved(struct date date, int by_days) {
    struct date_time noon = {.date = date, .hour = 12};
    return date_time_at(date_time_to_unix(noon, 0) + (int64_t)by_days * DAY_S, 0).date;
}

/* The first day never comes after the last, whichever is moved; hours stay within the day. */
static void step(struct desk_window *w, int line, int which) {
    static const int days[STEPS] = {-7, -1, 1, 7}, minutes[STEPS] = {-60, -15, 15, 60};
    if (line == LINE_FROM)
        w->from = moved(w->from, days[which]);
    else if (line == LINE_TO)
        w->to = moved(w->to, days[which]);
    else if (line == LINE_OPENS)
        w->opens_min = (w->opens_min + minutes[which] + DAY_MIN) % DAY_MIN;
    else
        w->closes_min = (w->closes_min + minutes[which] + DAY_MIN) % DAY_MIN;
    if (line == LINE_FROM && w->has_to && date_compare(w->from, w->to) > 0)
        w->to = w->from;
    if (line == LINE_TO && w->has_from && date_compare(w->from, w->to) > 0)
        w->from = w->to;
}

static void switch_bound(struct desk_window *w, int line) {
    if (line == LINE_FROM)
        w->has_from = !w->has_from;
    else if (line == LINE_TO)
        w->has_to = !w->has_to;
    else
        w->has_hours = !w->has_hours;
    if (w->has_from && w->has_to && date_compare(w->from, w->to) > 0)
        w->to = w->from;
}

/* --- paint ---------------------------------------------------------------------------------- */

static void value_of(const struct desk_window *w, int line, char *out) {
    if (line == LINE_FROM || line == LINE_TO)
        date_format_vi(line == LINE_FROM ? w->from : w->to, out);
    else {
        int at = line == LINE_OPENS ? w->opens_min : w->closes_min;
        snprintf(out, DATE_VI_MAX, "%02d:%02d", at / 60 % 24, at % 60);
    }
}

static void draw_lines(const struct screen *s, struct canvas *canvas) {
    static const char *const keys[] = {"staff.window.from", "staff.window.to", "staff.window.opens",
                                       "staff.window.closes", "staff.window.days"};
    const struct theme *theme = canvas->theme;
    const struct desk_window *w = &item_of(s)->window;
    for (int line = 0; line < LINES; line++) {
        struct parts parts = parts_of(theme, line);
        char value[DATE_VI_MAX];
        if (line == LINE_CLOSES && !has_line(w, line))
            continue; // there is no bound, as the line above says
        staff_line(canvas, frame_word(s, keys[line]), parts.name, TYPE_BODY_S_BOLD, COLOR_INK900);
        if (line == LINE_DAYS)
            continue;
        value_of(w, line, value);
        bool is_on = has_line(w, line);
        struct rect free_row = {parts.steps[0].x, parts.value.y,
                                parts.steps[STEPS - 1].x + parts.steps[0].w - parts.steps[0].x,
                                parts.value.h};
        text_draw(canvas, is_on ? value : frame_word(s, "staff.window.none"),
                  is_on ? parts.value : free_row,
                  &(struct text_style){.type = is_on ? TYPE_BODY_S_BOLD : TYPE_BODY_S,
                                       .color = is_on ? COLOR_INK900 : COLOR_INK700,
                                       .align = is_on ? TEXT_CENTRE : TEXT_LEFT,
                                       .place = TEXT_MIDDLE,
                                       .max_lines = 1,
                                       .may_shrink = true});
    }
}

static void draw_pin(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    const struct desk_item *item = item_of(s);
    struct rect card = pin_card(theme), box = rect_inset(card, theme_px(theme, 32));
    staff_card(canvas, card);
    rect_cut_bottom(&box, theme_px(theme, 264));
    const struct text_style title = {.type = TYPE_STAFF_TITLE, .max_lines = 2};
    int name_h = text_height(canvas, item->name, box.w, &title);
    struct rect name = rect_cut_top(&box, name_h);
    staff_text(canvas, item->name, name, TYPE_STAFF_TITLE, COLOR_INK900);
    rect_cut_top(&box, theme_px(theme, 16));
    if (item->is_pinned) {
        char place[16], of[16];
        snprintf(place, sizeof place, "%d", item->place);
        snprintf(of, sizeof of, "%d", item->of);
        const char *values[] = {"n", place, "m", of, NULL};
        char *words = words_fill(s->env->words, "staff.pin_place", values);
        staff_line(canvas, words, rect_cut_top(&box, theme_px(theme, 56)), TYPE_BODY_BOLD,
                   COLOR_INDIGO800);
        free(words);
    }
    staff_text(canvas,
               frame_word(s, item->is_page ? "staff.page_times_note" : "staff.pin_item_note"), box,
               TYPE_STAFF, COLOR_INK700);
    if (item->is_page)
        return;
    struct rect label = move_area(theme, false);
    label.y -= theme_px(theme, 132);
    label.w = theme->is_portrait ? card.w - theme_px(theme, 64) : label.w + theme_px(theme, 60);
    text_draw(canvas, frame_word(s, "staff.pin_item"), label,
              &(struct text_style){.type = TYPE_BODY_S_BOLD,
                                   .color = COLOR_INK900,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 2,
                                   .may_shrink = true});
}

static struct rect lock_area(const struct theme *theme) {
    return theme->is_portrait ? chrome_bar_row(theme, 372, 268) : chrome_bar_row(theme, 1068, 336);
}

static void draw(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    bool is_page = item_of(s)->is_page;
    staff_draw_page(s, canvas, frame_word(s, is_page ? "staff.window.title" : "staff.item_title"));
    staff_draw_tall_bar(canvas);
    draw_pin(s, canvas);
    struct rect card = times_card(theme), head = rect_inset(card, theme_px(theme, 24));
    staff_card(canvas, card);
    head.h = theme_line_px(theme, TYPE_STAFF_TITLE);
    rect_cut_left(&head, theme_px(theme, 8));
    staff_line(canvas, frame_word(s, "staff.window.title"), head, TYPE_STAFF_TITLE,
               COLOR_INDIGO800);
    draw_lines(s, canvas);
    staff_draw_lock(s, canvas, lock_area(theme));
    panel_draw(&s->panel, canvas);
}

/* --- events --------------------------------------------------------------------------------- */

static bool changes_window(struct desk_window *w, const struct button *b) {
    if (b->action == ACTION_HAS)
        switch_bound(w, b->value);
    else if (b->action == ACTION_STEP)
        step(w, b->value / STEPS, b->value % STEPS);
    else if (b->action == ACTION_DAY && (w->days ^ (1u << b->value)) & DESK_ALL_DAYS)
        w->days ^= 1u << b->value; // one day at least stays
    else
        return false;
    return true;
}

static void fire(struct screen *s, const struct button *b) {
    struct desk *desk = s->env->desk;
    if (changes_window(&desk->item.window, b)) {
        desk->item.has_changed = true;
        enter(s);
        damage_add_all(s->env->damage);
        return;
    }
    if (b->is_off && b->action != ACTION_PIN)
        return;
    static const enum desk_wish_kind wishes[] = {
        [ACTION_PIN] = WISH_PIN,     [ACTION_UP] = WISH_MOVE,     [ACTION_DOWN] = WISH_MOVE,
        [ACTION_CLEAR] = WISH_CLEAR, [ACTION_SAVE] = WISH_WINDOW,
    };
    enum desk_wish_kind kind = b->action == STAFF_LEAVE   ? WISH_LEAVE
                               : b->action == STAFF_BACK  ? WISH_BACK
                               : b->action <= ACTION_SAVE ? wishes[b->action]
                                                          : WISH_NONE;
    desk_wish(desk, kind, desk->item.id);
    desk->wish.is_on = !desk->item.is_pinned;
    desk->wish.by = b->action == ACTION_UP ? -1 : 1;
}

static struct screen_reply event(struct screen *s, const struct event *ev) {
    return staff_event(s, ev, fire, lock_area(s->env->theme));
}

const struct screen_kind staff_item_kind = {
    .name = "staff-item",
    .idle = SCREEN_IDLE_NEVER,
    .size_bytes = sizeof(struct screen),
    .enter = enter,
    .event = event,
    .draw = draw,
    .deadline_ms = staff_lock_deadline_ms,
};
