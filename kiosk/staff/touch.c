/* The touch test: a dot where each finger is and a trace of where it went, how many touches came,
 * and how many of them were the panel's own faults. */
#include <stdio.h>
#include <stdlib.h>

#include "model/words.h"
#include "screens/frame.h"
#include "staff/staff.h"
#include "widgets/chrome.h"

#define TRACE 400 // places; the oldest go first

struct touch_screen {
    struct screen screen; // first
    struct point trace[TRACE];
    size_t first, count;
    int64_t fingers[DESK_DOTS]; // 0: free
    struct point at[DESK_DOTS];
};

static struct touch_screen *touch_of(struct screen *s) {
    return (struct touch_screen *)s;
}

static void enter(struct screen *s) {
    panel_clear(&s->panel);
    staff_add_back(s);
    staff_add_leave(s);
}

static struct rect field(const struct theme *theme) {
    return frame_rect(theme, (struct rect){64, 148, 1792, 780}, (struct rect){48, 148, 984, 1612});
}

/* --- fingers -------------------------------------------------------------------------------- */

static int slot_of(const struct touch_screen *t, int64_t finger) {
    for (int i = 0; i < DESK_DOTS; i++)
        if (t->fingers[i] == finger)
            return i;
    return -1;
}

static void add_trace(struct touch_screen *t, struct point at) {
    t->trace[(t->first + t->count) % TRACE] = at;
    if (t->count < TRACE)
        t->count++;
    else
        t->first = (t->first + 1) % TRACE;
}

static void follow(struct screen *s, const struct event *ev) {
    struct touch_screen *t = touch_of(s);
    int slot = slot_of(t, ev->kind == EVENT_DOWN ? 0 : ev->finger);
    if (slot < 0)
        return;
    if (ev->kind == EVENT_DOWN)
        s->env->desk->touch.touches++;
    t->fingers[slot] = ev->kind == EVENT_UP || ev->kind == EVENT_CANCEL ? 0 : ev->finger;
    t->at[slot] = ev->at;
    s->env->desk->touch.last_x = ev->at.x;
    s->env->desk->touch.last_y = ev->at.y;
    add_trace(t, ev->at);
    damage_add(s->env->damage, field(s->env->theme));
}

/* --- paint ---------------------------------------------------------------------------------- */

static void dot(struct canvas *canvas, struct point at, int radius, enum color_token color) {
    struct rect r = {at.x - radius, at.y - radius, 2 * radius, 2 * radius};
    canvas_round(canvas, r, radius, theme_color(canvas->theme, color));
}

static void draw_words(const struct screen *s, struct canvas *canvas, struct rect box) {
    const struct desk_touch *touch = &s->env->desk->touch;
    char numbers[4][24];
    snprintf(numbers[0], sizeof numbers[0], "%d", touch->touches);
    snprintf(numbers[1], sizeof numbers[1], "%d", touch->faults);
    snprintf(numbers[2], sizeof numbers[2], "%lld", touch->last_x);
    snprintf(numbers[3], sizeof numbers[3], "%lld", touch->last_y);
    const char *values[] = {"n",        numbers[0], "faults",   numbers[1], "x",
                            numbers[2], "y",        numbers[3], NULL};
    char *words = words_fill(s->env->words, "staff.touch_counts", values);
    staff_text(canvas, frame_word(s, "staff.touch_note"),
               rect_cut_top(&box, theme_px(canvas->theme, 110)), TYPE_BODY_S, COLOR_INK700);
    staff_line(canvas, words, rect_cut_top(&box, theme_px(canvas->theme, 60)), TYPE_BODY_BOLD,
               COLOR_INK900);
    free(words);
}

static void draw(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    const struct touch_screen *t = (const struct touch_screen *)s;
    struct rect area = field(theme);
    staff_draw_page(s, canvas, frame_word(s, "staff.action.test_touch"));
    staff_card(canvas, area);
    draw_words(s, canvas, rect_inset(area, theme_px(theme, 32)));
    canvas_push_clip(canvas, rect_inset(area, theme_px(theme, 4)));
    for (size_t i = 0; i < t->count; i++)
        dot(canvas, t->trace[(t->first + i) % TRACE], theme_px(theme, 8), COLOR_INDIGO500);
    for (int i = 0; i < DESK_DOTS; i++)
        if (t->fingers[i])
            dot(canvas, t->at[i], theme_px(theme, 44), COLOR_LAC700);
    canvas_pop_clip(canvas);
    staff_draw_lock(s, canvas,
                    theme->is_portrait ? chrome_bar_row(theme, 372, 268)
                                       : chrome_bar_row(theme, 1078, 322));
    panel_draw(&s->panel, canvas);
}

static struct screen_reply event(struct screen *s, const struct event *ev) {
    const struct button *fired = panel_event(&s->panel, ev, s->env->damage);
    bool is_finger = ev->kind == EVENT_DOWN || ev->kind == EVENT_MOVE || ev->kind == EVENT_UP ||
                     ev->kind == EVENT_CANCEL;
    if (fired)
        desk_wish(s->env->desk, fired->action == STAFF_LEAVE ? WISH_LEAVE : WISH_BACK, NULL);
    else if (is_finger)
        follow(s, ev);
    if (ev->kind == EVENT_TIMER)
        damage_add_all(s->env->damage);
    return (struct screen_reply){.action = SCREEN_STAY};
}

const struct screen_kind staff_touch_kind = {
    .name = "staff-touch",
    .idle = SCREEN_IDLE_NEVER,
    .size_bytes = sizeof(struct touch_screen),
    .enter = enter,
    .event = event,
    .draw = draw,
    .deadline_ms = staff_lock_deadline_ms,
};
