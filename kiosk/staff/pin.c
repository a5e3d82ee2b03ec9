/* The PIN pad: the door to the staff's screens, and the page where a PIN is changed. Digits show as
 * dots, go nowhere but to the staff's file, and are wiped when they were tried. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "draw/art.h"
#include "draw/text.h"
#include "screens/frame.h"
#include "staff/staff.h"

enum action {
    ACTION_DIGIT = 1, // value: 0 to 9
    ACTION_ERASE,
    ACTION_LEAVE,
};

#define DOT 76
#define DOT_PITCH 100
#define KEYS 12

static bool is_change(const struct screen *s) {
    return s->kind == &staff_change_pin_kind;
}

static struct desk_gate *gate_of(const struct screen *s) {
    return &s->env->desk->gate;
}

static bool is_shut(const struct desk_gate *gate) {
    return gate->state == GATE_CHECKING || gate->state == GATE_LOCKED ||
           gate->state == GATE_UNSET || gate->state == GATE_FAILED;
}

/* --- layout --------------------------------------------------------------------------------- */

static struct rect key_area(const struct theme *theme, int slot) {
    int column = slot % 3, row = slot / 3;
    if (theme->is_portrait)
        return theme_rect(theme, 48 + 336 * column, 836 + 230 * row, 312, 206);
    return theme_rect(theme, 948 + 312 * column, 164 + 191 * row, 284, 166);
}

static void lay_digits(struct screen *s, bool is_off) {
    static const int digits[KEYS] = {1, 2, 3, 4, 5, 6, 7, 8, 9, -1, 0, -1};
    for (int slot = 0; slot < KEYS; slot++) {
        if (digits[slot] < 0)
            continue;
        char id[16], label[2] = {(char)('0' + digits[slot]), '\0'};
        snprintf(id, sizeof id, "pin.%d", digits[slot]);
        struct button *b = panel_add(&s->panel, id, ACTION_DIGIT, BUTTON_PAD,
                                     key_area(s->env->theme, slot), NULL, label);
        b->value = digits[slot];
        b->is_off = is_off;
    }
}

static void enter(struct screen *s) {
    const struct theme *theme = s->env->theme;
    bool is_off = is_shut(gate_of(s));
    panel_clear(&s->panel);
    lay_digits(s, is_off);
    struct button *leave = staff_add(s, "pin.exit", ACTION_LEAVE, BUTTON_PAD, key_area(theme, 9),
                                     is_change(s) ? "icons/back" : "icons/exit",
                                     is_change(s) ? "nav.back" : "staff.leave");
    leave->is_large = true;
    leave->is_way_back = true;
    struct button *erase = staff_add(s, "pin.delete", ACTION_ERASE, BUTTON_PAD, key_area(theme, 11),
                                     "icons/backspace", "staff.erase");
    erase->is_large = true;
    erase->is_off = is_off;
}

/* --- digits --------------------------------------------------------------------------------- */

/* A new one is typed twice: what is not typed alike is asked for again. */
static void change_step(struct screen *s) {
    struct desk_gate *gate = gate_of(s);
    gate->note = CHANGE_FINE;
    if (gate->step == CHANGE_OLD) {
        memcpy(gate->old, gate->digits, sizeof gate->old);
        gate->step = CHANGE_NEW;
    } else if (gate->step == CHANGE_NEW) {
        memcpy(gate->wanted, gate->digits, sizeof gate->wanted);
        gate->step = CHANGE_AGAIN;
    } else if (strcmp(gate->wanted, gate->digits) == 0) {
        desk_wish(s->env->desk, WISH_CHANGE_PIN, NULL);
    } else {
        crypto_wipe(gate->wanted, sizeof gate->wanted);
        gate->step = CHANGE_NEW;
        gate->note = CHANGE_DIFFERENT;
    }
    crypto_wipe(gate->digits, sizeof gate->digits);
}

static void add_digit(struct screen *s, char digit) {
    struct desk_gate *gate = gate_of(s);
    size_t len = strlen(gate->digits);
    if (is_shut(gate) || len >= DESK_PIN_DIGITS)
        return;
    gate->digits[len] = digit;
    gate->digits[len + 1] = '\0';
    if (gate->state == GATE_WRONG)
        gate->state = GATE_READY;
    if (len + 1 < DESK_PIN_DIGITS)
        return;
    if (is_change(s))
        change_step(s);
    else
        desk_wish(s->env->desk, WISH_TRY_PIN, NULL);
}

static void erase(struct screen *s) {
    struct desk_gate *gate = gate_of(s);
    size_t len = strlen(gate->digits);
    if (len > 0 && !is_shut(gate))
        gate->digits[len - 1] = '\0';
}

/* --- paint ---------------------------------------------------------------------------------- */

static struct rect plate_of(const struct theme *theme) {
    return frame_rect(theme, (struct rect){64, 164, 820, 740}, (struct rect){48, 148, 984, 664});
}

static const char *title_key(const struct screen *s) {
    static const char *const changes[] = {[CHANGE_OLD] = "staff.pin_old",
                                          [CHANGE_NEW] = "staff.pin_new",
                                          [CHANGE_AGAIN] = "staff.pin_again"};
    return is_change(s) ? changes[gate_of(s)->step] : "staff.pin_enter";
}

/* What is to be said under the dots, owned by the caller. */
static char *note_of(const struct screen *s) {
    static const char *const changes[] = {[CHANGE_FINE] = "staff.pin_change_note",
                                          [CHANGE_OLD_WRONG] = "staff.pin_old_wrong",
                                          [CHANGE_DIFFERENT] = "staff.pin_different",
                                          [CHANGE_TOO_EASY] = "staff.pin_too_easy",
                                          [CHANGE_TAKEN] = "staff.pin_taken"};
    static const char *const states[] = {
        [GATE_READY] = "staff.pin_note",  [GATE_CHECKING] = "staff.pin_checking",
        [GATE_WRONG] = "staff.pin_wrong", [GATE_LOCKED] = "staff.pin_locked_note",
        [GATE_UNSET] = "staff.pin_unset", [GATE_FAILED] = "staff.pin_failed"};
    const struct desk_gate *gate = gate_of(s);
    const char *key =
        is_change(s) && gate->state == GATE_READY ? changes[gate->note] : states[gate->state];
    return frame_fill_number(s, key, gate->tries_left);
}

static void draw_dots(const struct screen *s, struct canvas *canvas, struct rect row) {
    const struct theme *theme = canvas->theme;
    int filled = (int)strlen(gate_of(s)->digits), side = theme_px(theme, DOT);
    if (gate_of(s)->state == GATE_CHECKING)
        filled = DESK_PIN_DIGITS;
    for (int i = 0; i < DESK_PIN_DIGITS; i++) {
        struct rect dot = {row.x + theme_px(theme, DOT_PITCH * i), row.y, side, side};
        enum color_token full = theme->has_high_contrast ? COLOR_YELLOW : COLOR_GOLD300;
        if (i < filled)
            canvas_round(canvas, dot, side / 2, theme_color(theme, full));
        else
            canvas_round_outline(canvas, dot, side / 2, theme_px(theme, 5),
                                 theme_color(theme, staff_on_plate(theme, COLOR_INDIGO100)),
                                 theme_color(theme, COLOR_NONE));
    }
}

static void draw_lock(struct canvas *canvas, struct rect disc) {
    const struct theme *theme = canvas->theme;
    enum color_token gold = theme->has_high_contrast ? COLOR_YELLOW : COLOR_GOLD400;
    enum color_token dark = theme->has_high_contrast ? COLOR_BLACK : COLOR_INDIGO900;
    canvas_round_outline(canvas, disc, disc.h / 2, theme_px(theme, 4), theme_color(theme, gold),
                         theme_color(theme, dark));
    int side = disc.h / 2;
    frame_icon(canvas, "icons/lock", rect_centre(disc, side, side), gold);
}

/* Dots, or while it is locked the time that is left, and what to know about it. */
static void draw_state(const struct screen *s, struct canvas *canvas, struct rect box) {
    const struct theme *theme = canvas->theme;
    const struct desk_gate *gate = gate_of(s);
    struct rect row = rect_cut_top(&box, theme_px(theme, DOT + 40));
    if (gate->state == GATE_LOCKED) {
        char left[16];
        staff_time_left(s, gate->locked_until_ms, left);
        row.y -= theme_px(theme, 12);
        staff_line(canvas, left, row, TYPE_TITLE_1, staff_on_plate(theme, COLOR_GOLD300));
    } else if (gate->state != GATE_UNSET && gate->state != GATE_FAILED) {
        draw_dots(s, canvas, row);
    }
    bool is_fault = gate->state == GATE_WRONG || (is_change(s) && gate->note != CHANGE_FINE);
    char *note = note_of(s);
    staff_text(canvas, note, box, is_fault ? TYPE_BODY_BOLD : TYPE_BODY,
               staff_on_plate(theme, is_fault ? COLOR_GOLD200 : COLOR_IVORY0));
    free(note);
}

static void draw_plate(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    struct rect plate = plate_of(theme), box = plate;
    staff_plate(canvas, plate);
    struct rect drum = theme_rect(theme, 400, 440, 740, 740);
    drum.x = plate.x + plate.w - drum.w * 2 / 3;
    drum.y = plate.y + plate.h - drum.h * 2 / 3;
    if (!theme->has_high_contrast) {
        struct color pale = theme_color(theme, COLOR_INDIGO100);
        pale.a = 26; // words cross it
        SDL_Surface *mask = art_mask(canvas->art, "motif/drum", drum.w, drum.h);
        canvas_mask_within(canvas, mask, (struct point){drum.x, drum.y}, plate, theme_px(theme, 28),
                           pale);
    }
    int pad = theme_px(theme, 56), disc = theme_px(theme, theme->is_portrait ? 104 : 132);
    rect_cut_left(&box, pad);
    rect_cut_right(&box, theme_px(theme, 32));
    rect_cut_top(&box, theme_px(theme, theme->is_portrait ? 40 : 60));
    draw_lock(canvas, (struct rect){box.x, box.y, disc, disc});
    rect_cut_top(&box, disc + theme_px(theme, theme->is_portrait ? 16 : 40));
    staff_line(canvas, frame_word(s, title_key(s)),
               rect_cut_top(&box, theme_line_px(theme, TYPE_TITLE_2)), TYPE_TITLE_2,
               staff_on_plate(theme, COLOR_IVORY0));
    staff_line(canvas, frame_word(s, "staff.pin_length"),
               rect_cut_top(&box, theme_line_px(theme, TYPE_BODY)), TYPE_BODY,
               staff_on_plate(theme, COLOR_INDIGO100));
    rect_cut_top(&box, theme_px(theme, theme->is_portrait ? 20 : 40));
    rect_cut_bottom(&box, theme_px(theme, 20));
    draw_state(s, canvas, box);
}

static void draw(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    struct rect whole = theme_canvas(theme);
    canvas_fill(canvas, whole, theme_color(theme, COLOR_INDIGO100));
    staff_draw_header(s, canvas, frame_word(s, is_change(s) ? "staff.change_pin" : "staff.title"),
                      false);
    draw_plate(s, canvas);
    struct rect foot =
        frame_rect(theme, (struct rect){64, 944, 1792, 112}, (struct rect){48, 1756, 984, 130});
    if (is_change(s))
        staff_draw_lock(s, canvas, foot);
    else
        text_draw(canvas, frame_word(s, "staff.pin_closes"), foot,
                  &(struct text_style){.type = TYPE_BODY_S,
                                       .color = COLOR_INDIGO900,
                                       .align = TEXT_CENTRE,
                                       .place = TEXT_MIDDLE,
                                       .may_shrink = true});
    panel_draw(&s->panel, canvas);
}

/* --- events --------------------------------------------------------------------------------- */

static void type(struct screen *s, const struct event *ev) {
    for (const char *c = ev->text; *c; c++)
        if (*c >= '0' && *c <= '9')
            add_digit(s, *c);
}

static void renew(struct screen *s) {
    damage_add(s->env->damage, plate_of(s->env->theme));
}

static void fire(struct screen *s, const struct button *fired) {
    if (fired->action == ACTION_LEAVE)
        desk_wish(s->env->desk, is_change(s) ? WISH_BACK : WISH_LEAVE, NULL);
    else if (fired->is_off)
        return;
    else if (fired->action == ACTION_DIGIT)
        add_digit(s, (char)('0' + fired->value));
    else
        erase(s);
}

static struct screen_reply event(struct screen *s, const struct event *ev) {
    const struct button *fired = panel_event(&s->panel, ev, s->env->damage);
    if (fired)
        fire(s, fired);
    else if (ev->kind == EVENT_TEXT)
        type(s, ev);
    else if (ev->kind == EVENT_KEY && ev->key == KEY_BACKSPACE)
        erase(s);
    if (ev->kind != EVENT_MOVE)
        renew(s);
    return (struct screen_reply){.action = SCREEN_STAY};
}

static int64_t deadline_ms(const struct screen *s) {
    const struct desk *desk = s->env->desk;
    int64_t at_ms = is_change(s) ? staff_next_second_ms(s, desk->locks_ms) : 0;
    if (desk->gate.state != GATE_LOCKED)
        return at_ms;
    int64_t next_ms = staff_next_second_ms(s, desk->gate.locked_until_ms);
    return next_ms ? next_ms : clock_mono_ms(s->env->clock);
}

static void leave(struct screen *s) {
    crypto_wipe(gate_of(s)->digits, sizeof gate_of(s)->digits);
}

const struct screen_kind staff_pin_kind = {
    .name = "staff-pin",
    .idle = SCREEN_IDLE_NEVER,
    .size_bytes = sizeof(struct screen),
    .enter = enter,
    .event = event,
    .draw = draw,
    .leave = leave,
    .deadline_ms = deadline_ms,
};

const struct screen_kind staff_change_pin_kind = {
    .name = "staff-change-pin",
    .idle = SCREEN_IDLE_NEVER,
    .size_bytes = sizeof(struct screen),
    .enter = enter,
    .event = event,
    .draw = draw,
    .leave = leave,
    .deadline_ms = deadline_ms,
};
