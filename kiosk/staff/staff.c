#include "staff/staff.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "draw/text.h"
#include "model/content.h"
#include "screens/frame.h"
#include "widgets/chrome.h"

#define TALL_BAR_TOP 1660 // in portrait

static const struct screen_kind *const kinds[STAFF_SCREENS] = {
    [STAFF_PIN] = &staff_pin_kind,         [STAFF_DASHBOARD] = &staff_dashboard_kind,
    [STAFF_LIST] = &staff_list_kind,       [STAFF_ITEM] = &staff_item_kind,
    [STAFF_MACHINE] = &staff_machine_kind, [STAFF_CHANGE_PIN] = &staff_change_pin_kind,
    [STAFF_TOUCH] = &staff_touch_kind,
};

const struct screen_kind *staff_kind(enum staff_screen id) {
    assert(id < STAFF_SCREENS);
    return kinds[id];
}

/* --- paint ---------------------------------------------------------------------------------- */

/* What was done just now is said for some seconds where the title stands. */
static void draw_toast(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    int margin = theme->is_portrait ? 160 : 180, w = theme->is_portrait ? 1080 : 1920;
    struct rect plate = theme_rect(theme, margin, 8, w - margin - 48, 88);
    frame_plate(canvas, plate, 24, COLOR_INDIGO100, COLOR_GOLD400);
    int pad = theme_px(theme, 24);
    rect_cut_left(&plate, pad);
    rect_cut_right(&plate, pad);
    text_draw(canvas, s->env->desk->toast, plate,
              &(struct text_style){.type = TYPE_STAFF_BOLD,
                                   .color = COLOR_INDIGO900,
                                   .align = TEXT_CENTRE,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 2,
                                   .may_shrink = true});
}

void staff_draw_header(const struct screen *s, struct canvas *canvas, const char *title,
                       bool has_tag) {
    char clock[8];
    frame_clock(s->env, clock);
    const struct content *content = s->env->content;
    bool is_sample = has_tag && content && content->is_sample;
    bool has_toast = s->env->desk->toast != NULL;
    struct chrome_header header = {
        .title = has_toast ? "" : title,
        .sample_tag = is_sample && !has_toast ? frame_word(s, "common.sample") : NULL,
        .clock = clock[0] && !has_toast ? clock : NULL,
    };
    chrome_draw_header(canvas, &header);
    if (has_toast)
        draw_toast(s, canvas);
}

void staff_draw_page(const struct screen *s, struct canvas *canvas, const char *title) {
    chrome_draw_page(canvas);
    staff_draw_header(s, canvas, title, true);
    chrome_draw_bar(canvas);
}

void staff_draw_tall_bar(struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    if (theme->is_portrait)
        chrome_draw_bar_at(canvas, theme_rect(theme, 0, TALL_BAR_TOP, 1, 1).y);
}

void staff_card(struct canvas *canvas, struct rect r) {
    frame_plate(canvas, r, 28, COLOR_IVORY0, COLOR_STAFF_LINE);
}

void staff_plate(struct canvas *canvas, struct rect r) {
    const struct theme *theme = canvas->theme;
    if (theme->has_high_contrast)
        frame_plate(canvas, r, 28, COLOR_BLACK, COLOR_WHITE);
    else
        canvas_round(canvas, r, theme_px(theme, 28), theme_color(theme, COLOR_INDIGO800));
}

enum color_token staff_on_plate(const struct theme *theme, enum color_token token) {
    return theme->has_high_contrast ? COLOR_WHITE : token;
}

void staff_line(struct canvas *canvas, const char *text, struct rect box, enum type_token type,
                enum color_token color) {
    text_draw(canvas, text, box,
              &(struct text_style){.type = type,
                                   .color = color,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true});
}

void staff_text(struct canvas *canvas, const char *text, struct rect box, enum type_token type,
                enum color_token color) {
    text_draw(canvas, text, box,
              &(struct text_style){.type = type, .color = color, .may_shrink = true});
}

void staff_tone_line(struct canvas *canvas, const struct desk_line *line, struct rect box,
                     enum type_token type) {
    static const enum color_token inks[] = {
        [DESK_PLAIN] = COLOR_INK700, [DESK_GOOD] = COLOR_JADE900, [DESK_BAD] = COLOR_LAC700};
    const struct theme *theme = canvas->theme;
    if (line->tone == DESK_BAD) {
        int side = theme_px(theme, 40);
        frame_icon(canvas, "icons/warn", rect_centre(rect_cut_left(&box, side), side, side),
                   COLOR_LAC700);
        rect_cut_left(&box, theme_px(theme, 8));
        type = type == TYPE_STAFF ? TYPE_STAFF_BOLD : type;
    }
    bool is_one = text_width(canvas, line->text, type) * 7 / 8 <= box.w; // no word left alone
    text_draw(canvas, line->text, box,
              &(struct text_style){.type = type,
                                   .color = inks[line->tone],
                                   .place = TEXT_MIDDLE,
                                   .max_lines = is_one,
                                   .may_shrink = true});
}

/* --- what is pressed ------------------------------------------------------------------------ */

struct button *staff_add(struct screen *s, const char *id, int action, enum button_look look,
                         struct rect area, const char *icon, const char *key) {
    return panel_add(&s->panel, id, action, look, area, icon, key ? frame_word(s, key) : NULL);
}

struct button *staff_add_toggle(struct screen *s, const char *id, int action, struct rect area,
                                const char *label, bool is_on, bool is_locked) {
    struct button *b = panel_add(&s->panel, id, action, BUTTON_TOGGLE, area, NULL, label);
    button_set_sub(b, frame_word(s, is_on ? "staff.toggle_on" : "staff.toggle_off"));
    b->is_chosen = is_on && !is_locked;
    b->is_off = is_locked;
    return b;
}

void staff_add_back(struct screen *s) {
    const struct theme *theme = s->env->theme;
    struct rect area =
        theme->is_portrait ? chrome_bar_row(theme, 48, 312) : chrome_bar_row(theme, 64, 270);
    staff_add(s, "staff.back", STAFF_BACK, BUTTON_SECONDARY, area, "icons/back", "nav.back")
        ->is_way_back = true;
}

void staff_add_leave(struct screen *s) {
    const struct theme *theme = s->env->theme;
    struct rect area =
        theme->is_portrait ? chrome_bar_row(theme, 652, 380) : chrome_bar_row(theme, 1416, 440);
    staff_add(s, "staff.logout", STAFF_LEAVE, BUTTON_INDIGO, area, "icons/exit",
              "staff.lock_and_leave");
}

/* --- time ----------------------------------------------------------------------------------- */

int64_t staff_next_second_ms(const struct screen *s, int64_t until_ms) {
    int64_t left_ms = until_ms - clock_mono_ms(s->env->clock);
    return left_ms <= 0 ? 0 : until_ms - (left_ms - 1) / 1000 * 1000;
}

int64_t staff_lock_deadline_ms(const struct screen *s) {
    return staff_next_second_ms(s, s->env->desk->locks_ms);
}

struct screen_reply staff_event(struct screen *s, const struct event *ev,
                                void (*fire)(struct screen *s, const struct button *b),
                                struct rect lock_area) {
    const struct button *fired = panel_event(&s->panel, ev, s->env->damage);
    if (fired)
        fire(s, fired);
    if (ev->kind == EVENT_TIMER)
        damage_add(s->env->damage, lock_area);
    return (struct screen_reply){.action = SCREEN_STAY};
}

void staff_time_left(const struct screen *s, int64_t until_ms, char *out) {
    int64_t left_s = (until_ms - clock_mono_ms(s->env->clock) + 999) / 1000;
    left_s = left_s < 0 ? 0 : left_s > 86400 ? 86400 : left_s;
    snprintf(out, 16, "%d:%02d", (int)(left_s / 60), (int)(left_s % 60));
}

void staff_draw_lock(const struct screen *s, struct canvas *canvas, struct rect area) {
    char left[16];
    staff_time_left(s, s->env->desk->locks_ms, left);
    char *words = frame_fill_one(s, "staff.locks_in", "time", left);
    text_draw(canvas, words, area,
              &(struct text_style){.type = TYPE_STAFF_BOLD,
                                   .color = COLOR_INDIGO900,
                                   .align = TEXT_CENTRE,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 2,
                                   .may_shrink = true,
                                   .is_silent = true});
    free(words);
}
