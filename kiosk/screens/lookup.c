/* Look-up: eight letters of a slip's code, tapped or typed; the eighth asks by itself. */
#include "screens/screens.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "model/content.h"
#include "model/tries.h"
#include "screens/bar.h"
#include "screens/frame.h"
#include "screens/lookup_result.h"

enum action {
    ACTION_KEY = 1, // value: index into the symbols
    ACTION_DELETE,
    ACTION_FORGOT,
    ACTION_CALL,
    ACTION_AGAIN,
};

#define COLUMNS 6
#define ROWS 5
#define DIGITS 8          // the first symbols, in gold as the tone keys
#define PATIENCE_MS 15000 // then nobody answers any more
#define CODE_PART 4       // letters before the second dash

_Static_assert(COLUMNS *ROWS == sizeof CODE_SYMBOLS - 1, "a key for each symbol");

struct lookup_screen {
    struct screen base;
    enum lookup_view view; // as laid out
    int rest_s;            // as shown
};

static struct inquiry *inquiry_of(const struct screen *s) {
    return &s->env->visit->inquiry;
}

static void wipe(const struct screen *s) {
    crypto_wipe(inquiry_of(s), sizeof(struct inquiry));
}

/* --- layout --------------------------------------------------------------------------------- */

static struct rect key_area(const struct theme *theme, int index) {
    int column = index % COLUMNS, row = index / COLUMNS;
    return frame_rect(theme, (struct rect){64 + 152 * column, 364 + 112 * row, 140, 100},
                      (struct rect){48 + 166 * column, 1074 + 114 * row, 154, 104});
}

static struct rect heading_area(const struct theme *theme) {
    return frame_rect(theme, (struct rect){64, 140, 900, 76}, (struct rect){48, 850, 984, 76});
}

static struct rect boxes_area(const struct theme *theme) {
    return frame_rect(theme, (struct rect){64, 222, 900, 116}, (struct rect){48, 934, 984, 116});
}

static void lay_keys(struct screen *s, bool is_off) {
    for (int i = 0; i < COLUMNS * ROWS; i++) {
        char label[2] = {CODE_SYMBOLS[i]}, id[16];
        snprintf(id, sizeof id, "lookup.key.%s", label);
        struct button *b =
            panel_add(&s->panel, id, ACTION_KEY, i < DIGITS ? BUTTON_KEY_TONE : BUTTON_KEY,
                      key_area(s->env->theme, i), NULL, label);
        b->value = i;
        b->is_off = is_off;
    }
}

static const struct bar_button bar_delete = {.id = "lookup.delete",
                                             .action = ACTION_DELETE,
                                             .icon = "icons/backspace",
                                             .key = "lookup.delete",
                                             .short_key = "lookup.delete_short",
                                             .x = 692,
                                             .w = 272};
static const struct bar_button bar_forgot = {.id = "lookup.forgot",
                                             .action = ACTION_FORGOT,
                                             .key = "lookup.forgot",
                                             .short_key = "lookup.forgot_short",
                                             .x = 1020,
                                             .w = 390,
                                             .is_right = true};

static void lay_bar(struct screen *s) {
    struct bar_button read = bar_read;
    read.x = 1434;
    read.w = 114;
    read.is_icon_only = true;
    const struct bar_button buttons[] = {bar_back,   bar_home, bar_delete,
                                         bar_forgot, read,     bar_help};
    bar_lay(s, buttons, sizeof buttons / sizeof *buttons);
}

/* A row of its own for what belongs to the code; the bar is as on every page. */
static void lay_bar_portrait(struct screen *s) {
    const struct theme *theme = s->env->theme;
    panel_add(&s->panel, bar_delete.id, ACTION_DELETE, BUTTON_SECONDARY,
              theme_rect(theme, 48, 1652, 480, 104), bar_delete.icon,
              frame_word(s, bar_delete.key));
    panel_add(&s->panel, bar_forgot.id, ACTION_FORGOT, BUTTON_SECONDARY,
              theme_rect(theme, 552, 1652, 480, 104), NULL, frame_word(s, bar_forgot.key));
    const struct bar_button buttons[] = {bar_back, bar_home, bar_big, bar_read, bar_help};
    bar_lay(s, buttons, sizeof buttons / sizeof *buttons);
}

static void enter(struct screen *screen) {
    struct lookup_screen *l = (struct lookup_screen *)screen;
    l->view = lookup_view(screen);
    l->rest_s = tries_rest_s(screen->env->tries, clock_mono_ms(screen->env->clock));
    if (l->view == LOOKUP_RESTING || l->view == LOOKUP_NOT_CONNECTED)
        wipe(screen);
    panel_clear(&screen->panel);
    lookup_result_lay(screen, l->view, ACTION_CALL, ACTION_AGAIN);
    lay_keys(screen, l->view == LOOKUP_RESTING || l->view == LOOKUP_NOT_CONNECTED);
    if (screen->env->theme->is_portrait)
        lay_bar_portrait(screen);
    else
        lay_bar(screen);
}

/* After anything that may have changed what stands where. */
static void renew(struct lookup_screen *l) {
    struct screen *s = &l->base;
    const struct theme *theme = s->env->theme;
    if (lookup_view(s) != l->view) {
        enter(s);
        damage_add_all(s->env->damage);
        return;
    }
    damage_add(s->env->damage, boxes_area(theme));
    int rest_s = tries_rest_s(s->env->tries, clock_mono_ms(s->env->clock));
    if (rest_s != l->rest_s)
        damage_add(s->env->damage, lookup_result_area(theme));
    l->rest_s = rest_s;
}

/* --- typing --------------------------------------------------------------------------------- */

static bool takes_letters(const struct lookup_screen *l) {
    return l->view != LOOKUP_RESTING && l->view != LOOKUP_NOT_CONNECTED;
}

static struct screen_reply ask(const struct screen *s) {
    struct inquiry *inquiry = inquiry_of(s);
    inquiry->answer = (struct progress_answer){.outcome = PROGRESS_NOTHING};
    code_format(s->env->content->commune.code_prefix, inquiry->letters,
                inquiry->answer.progress.code);
    inquiry->is_asking = true;
    inquiry->asked_ms = clock_mono_ms(s->env->clock);
    return (struct screen_reply){.action = SCREEN_LOOK_UP};
}

/* The eighth letter: what cannot be a code is not asked about. */
static struct screen_reply finish_code(const struct screen *s) {
    if (code_letters_agree(inquiry_of(s)->letters))
        return ask(s);
    tries_note(s->env->tries, true, clock_mono_ms(s->env->clock));
    return (struct screen_reply){.action = SCREEN_STAY};
}

/* A letter more; behind a whole code it begins the next one. */
static struct screen_reply add_letter(const struct screen *s, char letter) {
    struct inquiry *inquiry = inquiry_of(s);
    if (strlen(inquiry->letters) == CODE_LETTERS)
        wipe(s);
    size_t len = strlen(inquiry->letters);
    inquiry->letters[len] = letter;
    inquiry->letters[len + 1] = '\0';
    if (len + 1 == CODE_LETTERS)
        return finish_code(s);
    return (struct screen_reply){.action = SCREEN_STAY};
}

static void delete_letter(const struct screen *s) {
    struct inquiry *inquiry = inquiry_of(s);
    size_t len = strlen(inquiry->letters);
    if (len == 0)
        return;
    inquiry->letters[len - 1] = '\0';
    inquiry->is_asking = false;
    inquiry->answer = (struct progress_answer){.outcome = PROGRESS_NOTHING};
}

/* The prefix and its dash stand there already: who types them, or scans the receipt, means the same
 * code. */
static void drop_prefix(const struct screen *s) {
    struct inquiry *inquiry = inquiry_of(s);
    if (strcmp(inquiry->letters, s->env->content->commune.code_prefix) == 0)
        crypto_wipe(inquiry->letters, sizeof inquiry->letters);
}

static struct screen_reply type(const struct screen *s, const char *text) {
    struct screen_reply reply = {.action = SCREEN_STAY};
    for (const char *c = text; *c && reply.action == SCREEN_STAY; c++) {
        char letter = (char)toupper((unsigned char)*c);
        if (letter == '-')
            drop_prefix(s);
        else if (strchr(CODE_SYMBOLS, letter))
            reply = add_letter(s, letter);
    }
    return reply;
}

/* --- events --------------------------------------------------------------------------------- */

static struct screen_reply fire(struct lookup_screen *l, const struct button *fired) {
    struct screen *s = &l->base;
    struct screen_reply reply = {.action = SCREEN_STAY};
    switch ((enum action)fired->action) {
    case ACTION_KEY:
        return fired->is_off ? reply : add_letter(s, CODE_SYMBOLS[fired->value]);
    case ACTION_DELETE:
        delete_letter(s);
        return reply;
    case ACTION_FORGOT:
        return (struct screen_reply){.action = SCREEN_FORGOT};
    case ACTION_CALL:
        return (struct screen_reply){.action = SCREEN_CALL_HELP};
    case ACTION_AGAIN:
        return ask(s);
    }
    bar_reply(fired->action, &reply);
    return reply;
}

/* An answer that was lost on the way must not leave anybody waiting. */
static void give_up_waiting(const struct screen *s, int64_t now_ms) {
    struct inquiry *inquiry = inquiry_of(s);
    if (!inquiry->is_asking || now_ms < inquiry->asked_ms + PATIENCE_MS)
        return;
    inquiry->is_asking = false;
    inquiry->answer.outcome = PROGRESS_UNREACHED;
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    struct lookup_screen *l = (struct lookup_screen *)screen;
    struct screen_reply reply = {.action = SCREEN_STAY};
    const struct button *fired = panel_event(&screen->panel, ev, screen->env->damage);
    if (fired)
        reply = fire(l, fired);
    else if (ev->kind == EVENT_TEXT && takes_letters(l))
        reply = type(screen, ev->text);
    else if (ev->kind == EVENT_KEY && ev->key == KEY_BACKSPACE)
        delete_letter(screen);
    else if (ev->kind == EVENT_TIMER)
        give_up_waiting(screen, ev->at_ms);
    else
        return reply;
    renew(l);
    return reply;
}

static int64_t deadline_ms(const struct screen *screen) {
    const struct lookup_screen *l = (const struct lookup_screen *)screen;
    const struct inquiry *inquiry = inquiry_of(screen);
    if (l->view == LOOKUP_RESTING)
        return screen->env->tries->rest_until_ms - (int64_t)(l->rest_s - 1) * 1000;
    if (!inquiry->is_asking)
        return 0;
    return inquiry->asked_ms + (l->view == LOOKUP_WAITING ? PATIENCE_MS : LOOKUP_SAY_WAIT_MS);
}

static void leave(struct screen *screen) {
    wipe(screen);
}

/* --- drawing -------------------------------------------------------------------------------- */

static void draw_letter(struct canvas *canvas, const char *letter, struct rect box,
                        enum color_token color) {
    text_draw(canvas, letter, box,
              &(struct text_style){.type = TYPE_FIELD,
                                   .color = color,
                                   .align = TEXT_CENTRE,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true});
}

static void draw_dash(struct canvas *canvas, struct rect box) {
    const struct theme *theme = canvas->theme;
    struct rect dash = rect_centre(box, box.w, theme_px(theme, 10));
    canvas_round(canvas, dash, dash.h / 2, theme_color(theme, COLOR_INK700));
}

static void draw_box(const struct lookup_screen *l, struct canvas *canvas, struct rect box,
                     size_t index) {
    const struct theme *theme = canvas->theme;
    const char *letters = inquiry_of(&l->base)->letters;
    size_t len = strlen(letters);
    bool is_next = index == len && takes_letters(l);
    enum color_token line = l->view == LOOKUP_WRONG || is_next ? COLOR_LAC700
                            : index < len                      ? COLOR_JADE700
                                                               : COLOR_IVORY300;
    canvas_round_outline(canvas, box, theme_px(theme, 20), theme_px(theme, 5),
                         theme_color(theme, line), theme_color(theme, COLOR_IVORY0));
    if (index >= len)
        return;
    char letter[2] = {letters[index]};
    draw_letter(canvas, letter, box, l->view == LOOKUP_WRONG ? COLOR_LAC700 : COLOR_INK900);
}

/* Prefix and dashes as wide as they are; the boxes share the rest. */
static void draw_boxes(const struct lookup_screen *l, struct canvas *canvas) {
    const struct screen *s = &l->base;
    const struct theme *theme = canvas->theme;
    struct rect row = boxes_area(theme);
    if (!canvas_shows(canvas, row))
        return;
    const char *prefix = s->env->content->commune.code_prefix;
    int gap = theme_px(theme, 8), dash = theme_px(theme, 24);
    int prefix_w = text_width(canvas, prefix, TYPE_FIELD) + 1, most = row.w / 3;
    struct rect box = rect_cut_left(&row, prefix_w < most ? prefix_w : most);
    draw_letter(canvas, prefix, box, COLOR_INK700);
    int w = (row.w - 2 * dash - (CODE_LETTERS + 2) * gap) / CODE_LETTERS;
    int widest = theme_px(theme, 104);
    w = w < widest ? w : widest;
    for (size_t i = 0; i < CODE_LETTERS; i++) {
        rect_cut_left(&row, gap);
        if (i % CODE_PART == 0) {
            draw_dash(canvas, rect_cut_left(&row, dash));
            rect_cut_left(&row, gap);
        }
        draw_box(l, canvas, rect_cut_left(&row, w), i);
    }
}

static void draw(const struct screen *screen, struct canvas *canvas) {
    const struct lookup_screen *l = (const struct lookup_screen *)screen;
    bool is_wrong = l->view == LOOKUP_WRONG;
    frame_draw(screen, canvas, &(struct frame){.title = frame_word(screen, "lookup.title")});
    text_draw(canvas, frame_word(screen, is_wrong ? "lookup.wrong.heading" : "lookup.heading"),
              heading_area(screen->env->theme),
              &(struct text_style){.type = TYPE_CARD_NAME,
                                   .color = COLOR_LAC700,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true});
    draw_boxes(l, canvas);
    lookup_result_draw(screen, l->view, canvas);
    panel_draw(&screen->panel, canvas);
}

const struct screen_kind lookup_kind = {
    .name = "lookup",
    .idle = SCREEN_IDLE_READ,
    .size_bytes = sizeof(struct lookup_screen),
    .enter = enter,
    .event = event,
    .draw = draw,
    .leave = leave,
    .deadline_ms = deadline_ms,
};
