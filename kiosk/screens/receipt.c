/* The receipt: the card with the code, and the same as QR. Closes itself. */
#include "screens/screens.h"

#include <stdlib.h>

#include "base/clock.h"
#include "model/config.h"
#include "screens/bar.h"
#include "screens/days.h"
#include "screens/frame.h"
#include "screens/offered.h"
#include "screens/qr.h"
#include "screens/receipt_card.h"

enum action {
    ACTION_ANOTHER = 1,
    ACTION_DONE,
};

#define UNTOUCHED_MS 700 // the second of two taps on "Gửi" must not close it again

struct receipt_screen {
    struct screen base;
    struct qr *qr; // owned
    int64_t entered_ms;
    int64_t touched_ms; // the seconds count from the last touch
    int left_s;
    struct receipt_card card;
};

static bool is_difficulty(const struct screen *s) {
    return s->env->visit->slip.is_difficulty;
}

static void lay_bar(struct screen *s) {
    struct bar_button buttons[] = {
        {.id = "receipt.read",
         .action = BAR_READ,
         .icon = "icons/speaker",
         .key = "receipt.read_code",
         .short_key = "a11y.read_short",
         .x = 64,
         .w = 320},
        {.id = "receipt.another",
         .action = ACTION_ANOTHER,
         .icon = "icons/nominate",
         .key = "receipt.another",
         .short_key = "receipt.another_short",
         .x = 408,
         .w = 470},
        {.id = "receipt.done",
         .action = ACTION_DONE,
         .look = BUTTON_PRIMARY,
         .icon = "icons/home",
         .key = "receipt.done",
         .short_key = "receipt.done_short",
         .x = 1276,
         .w = 580,
         .is_right = true,
         .is_way_back = true},
    };
    if (is_difficulty(s)) {
        buttons[1].key = "difficulty.another";
        buttons[1].short_key = "difficulty.another_short";
        buttons[1].icon = "icons/hand";
    }
    size_t count = sizeof buttons / sizeof *buttons;
    if (!s->env->can_read)
        buttons[1].x = buttons[0].x;
    bool may_send =
        is_difficulty(s) ? screen_is_offered(s->env, SCREEN_DIFFICULTY) : days_can_nominate(s->env);
    if (!may_send) // the last that was taken
        buttons[1] = buttons[--count];
    bar_lay(s, buttons, count);
}

static void enter(struct screen *screen) {
    struct receipt_screen *r = (struct receipt_screen *)screen;
    panel_clear(&screen->panel);
    lay_bar(screen);
    if (!r->qr) {
        r->qr = qr_create(screen->env->visit->slip.code);
        r->entered_ms = r->touched_ms = clock_mono_ms(screen->env->clock);
        r->left_s = screen->env->config->idle_receipt_s;
        receipt_card_begin(&r->card, screen, r->entered_ms);
    }
}

static void leave(struct screen *screen) {
    struct receipt_screen *r = (struct receipt_screen *)screen;
    qr_destroy(r->qr);
    r->qr = NULL;
}

/* Landscape: what the bar leaves free between its buttons at the left and the one at the right. */
static struct rect closing_area(const struct screen *s) {
    const struct theme *theme = s->env->theme;
    struct rect area =
        frame_rect(theme, (struct rect){64, 960, 1792, 104}, (struct rect){48, 1712, 984, 64});
    size_t count = s->panel.count;
    if (theme->is_portrait || count < 2)
        return area;
    const struct rect left = s->panel.items[count - 2].area, right = s->panel.items[count - 1].area;
    int gap = theme_px(theme, 16);
    area.x = left.x + left.w + gap;
    area.w = right.x - gap - area.x;
    return area;
}

static void count_down(struct receipt_screen *r, const struct event *ev) {
    bool is_touch = ev->kind == EVENT_DOWN || ev->kind == EVENT_UP || ev->kind == EVENT_KEY ||
                    ev->kind == EVENT_TEXT;
    if (is_touch || r->base.env->is_reading)
        r->touched_ms = ev->at_ms;
    int64_t gone_s = (ev->at_ms - r->touched_ms) / 1000;
    int left_s = r->base.env->config->idle_receipt_s - (int)gone_s;
    if (left_s < 0)
        left_s = 0;
    if (left_s != r->left_s)
        damage_add(r->base.env->damage, closing_area(&r->base));
    r->left_s = left_s;
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    struct receipt_screen *r = (struct receipt_screen *)screen;
    count_down(r, ev);
    receipt_card_step(&r->card, screen, ev->at_ms);
    if (ev->kind == EVENT_TIMER && r->left_s == 0)
        return (struct screen_reply){.action = SCREEN_GO_HOME};
    struct screen_reply reply = {.action = SCREEN_STAY};
    bool is_press = ev->kind == EVENT_DOWN || ev->kind == EVENT_KEY;
    if (is_press && ev->at_ms - r->entered_ms < UNTOUCHED_MS)
        return reply;
    const struct button *fired = panel_event(&screen->panel, ev, screen->env->damage);
    if (!fired || bar_reply(fired->action, &reply))
        return reply;
    if (fired->action != ACTION_ANOTHER)
        return (struct screen_reply){.action = SCREEN_GO_HOME};
    return (struct screen_reply){SCREEN_GO, is_difficulty(screen) ? SCREEN_DIFFICULTY : SCREEN_WHO};
}

static int64_t deadline_ms(const struct screen *screen) {
    const struct receipt_screen *r = (const struct receipt_screen *)screen;
    int64_t gone_s = screen->env->config->idle_receipt_s - r->left_s;
    int64_t second_ms = r->touched_ms + (gone_s + 1) * 1000;
    return r->card.next_ms && r->card.next_ms < second_ms ? r->card.next_ms : second_ms;
}

/* --- the code as a picture ------------------------------------------------------------------ */

static void draw_qr_panel(const struct receipt_screen *r, struct canvas *canvas) {
    const struct screen *s = &r->base;
    const struct theme *theme = s->env->theme;
    struct rect plate =
        frame_rect(theme, (struct rect){1276, 156, 580, 764}, (struct rect){48, 1048, 984, 640});
    canvas_round(canvas, plate, theme_px(theme, 32),
                 theme_color(theme, frame_on_red(theme, COLOR_LAC800)));
    frame_drum(
        canvas, "motif/drum",
        frame_rect(theme, (struct rect){1276, 660, 580, 580}, (struct rect){560, 1160, 640, 640}),
        rect_inset(plate, theme_px(theme, 10)), 40);
    struct rect white =
        frame_rect(theme, (struct rect){1326, 204, 480, 480}, (struct rect){96, 1116, 504, 504});
    if (r->qr)
        qr_draw(r->qr, canvas, white);
    struct rect camera =
        frame_rect(theme, (struct rect){1326, 722, 76, 76}, (struct rect){640, 1140, 88, 88});
    frame_icon(canvas, "icons/camera", camera, frame_on_red(theme, COLOR_GOLD300));
    struct rect words =
        frame_rect(theme, (struct rect){1426, 704, 400, 120}, (struct rect){640, 1244, 368, 180});
    text_draw(canvas, frame_word(s, "receipt.photo"), words,
              &(struct text_style){.type = TYPE_BODY_BOLD,
                                   .color = frame_on_red(theme, COLOR_IVORY0),
                                   .place = TEXT_MIDDLE,
                                   .may_shrink = true});
    struct rect ask =
        frame_rect(theme, (struct rect){1326, 830, 500, 78}, (struct rect){640, 1440, 368, 180});
    text_draw(canvas, frame_word(s, "receipt.ask"), ask,
              &(struct text_style){.type = TYPE_BODY_S,
                                   .color = frame_on_red(theme, COLOR_GOLD200),
                                   .place = TEXT_MIDDLE,
                                   .may_shrink = true});
}

/* Only the code, letter by letter. */
static void reading(const struct screen *screen, struct screen_reading *out) {
    out->area = receipt_card_code(screen->env->theme);
}

static void draw_closing(const struct receipt_screen *r, struct canvas *canvas) {
    const struct screen *s = &r->base;
    char *words = frame_fill_number(s, "receipt.autoclose", r->left_s);
    text_draw(canvas, words, closing_area(s),
              &(struct text_style){.type = TYPE_BODY_S,
                                   .color = COLOR_INK700,
                                   .align = TEXT_CENTRE,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 2,
                                   .may_shrink = true,
                                   .is_silent = true});
    free(words);
}

static void draw(const struct screen *screen, struct canvas *canvas) {
    const struct receipt_screen *r = (const struct receipt_screen *)screen;
    frame_draw(screen, canvas, &(struct frame){.title = frame_word(screen, "receipt.header")});
    receipt_card_draw(&r->card, screen, canvas);
    draw_qr_panel(r, canvas);
    draw_closing(r, canvas);
    panel_draw(&screen->panel, canvas);
}

const struct screen_kind receipt_kind = {
    .name = "receipt",
    .idle = SCREEN_IDLE_RECEIPT,
    .size_bytes = sizeof(struct receipt_screen),
    .enter = enter,
    .event = event,
    .draw = draw,
    .leave = leave,
    .deadline_ms = deadline_ms,
    .reading = reading,
};
