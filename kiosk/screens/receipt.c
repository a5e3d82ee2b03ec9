/* The receipt: the code, the same as QR, and where the slip is now. Closes itself. */
#include "screens/screens.h"

#include <stdlib.h>

#include "base/clock.h"
#include "draw/art.h"
#include "model/config.h"
#include "screens/bar.h"
#include "screens/days.h"
#include "screens/frame.h"
#include "screens/offered.h"
#include "screens/qr.h"
#include "screens/wizard.h"

enum action {
    ACTION_ANOTHER = 1,
    ACTION_DONE,
};

#define STEPS 4
#define TICK_MS 300 // to draw the tick
#define TICK_FRAME_MS 16
#define TICK_WHOLE 256
#define UNTOUCHED_MS 700 // the second of two taps on "Gửi" must not close it again

struct receipt_screen {
    struct screen base;
    struct qr *qr; // owned
    int64_t entered_ms;
    int64_t touched_ms; // the seconds count from the last touch
    int left_s;
    int64_t ticked_ms;    // when the tick began to be drawn
    int64_t next_tick_ms; // of its next frame; 0: it stands
    int ticked;           // of TICK_WHOLE, while it is drawn
};

static bool is_delivered(const struct receipt_screen *r) {
    return r->base.env->visit->send == SEND_DELIVERED;
}

static bool is_waiting(const struct receipt_screen *r) {
    return r->base.env->is_offline && !is_delivered(r);
}

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
        r->ticked_ms = r->touched_ms;
        r->next_tick_ms = screen->env->is_motion_reduced ? 0 : r->ticked_ms + TICK_FRAME_MS;
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

static struct rect card_area(const struct theme *theme) {
    return frame_rect(theme, (struct rect){64, 156, 1180, 764}, (struct rect){48, 156, 984, 860});
}

static struct rect tick_area(const struct theme *theme) {
    struct rect card = card_area(theme);
    int side = theme_px(theme, 112);
    int down = theme_px(theme, 56) + theme_px(theme, 10);
    return (struct rect){card.x + theme_px(theme, 40), card.y + down, side, side};
}

static void draw_on(struct receipt_screen *r, int64_t now_ms) {
    if (!r->next_tick_ms || now_ms < r->next_tick_ms)
        return;
    r->ticked = (int)((now_ms - r->ticked_ms) * TICK_WHOLE / TICK_MS);
    r->next_tick_ms = r->ticked < TICK_WHOLE ? now_ms + TICK_FRAME_MS : 0;
    damage_add(r->base.env->damage, tick_area(r->base.env->theme));
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    struct receipt_screen *r = (struct receipt_screen *)screen;
    count_down(r, ev);
    draw_on(r, ev->at_ms);
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
    return r->next_tick_ms && r->next_tick_ms < second_ms ? r->next_tick_ms : second_ms;
}

/* --- the card ------------------------------------------------------------------------------- */

static void draw_card(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    struct rect card = card_area(theme);
    frame_plate(canvas, card, 32, COLOR_IVORY0, COLOR_IVORY200);
    if (theme->has_high_contrast)
        return;
    int strip = theme_px(theme, 28), radius = theme_px(theme, 32);
    struct rect top = card;
    top.h = strip;
    canvas_push_clip(canvas, top);
    canvas_round(canvas, card, radius, theme_color(theme, COLOR_JADE700)); // its round corners
    canvas_pop_clip(canvas);
    const struct color own = {0};
    rect_cut_left(&top, theme_px(theme, 16));
    rect_cut_right(&top, theme_px(theme, 16));
    canvas_tile(canvas, art_get(canvas->art, "motif/brocade-tile-jade", strip * 3, strip, own),
                top);
}

/* As a hand draws it: from the left. */
static void draw_tick(const struct receipt_screen *r, struct canvas *canvas) {
    const struct theme *theme = r->base.env->theme;
    struct rect disc = tick_area(theme), icon = rect_centre(disc, disc.w * 5 / 8, disc.h * 5 / 8);
    struct rect drawn = icon;
    if (r->next_tick_ms)
        drawn.w = icon.w * r->ticked / TICK_WHOLE;
    canvas_round(canvas, disc, disc.h / 2, theme_color(theme, COLOR_JADE700));
    canvas_push_clip(canvas, drawn);
    frame_icon(canvas, "icons/check", icon, COLOR_IVORY0);
    canvas_pop_clip(canvas);
}

static void draw_thanks(const struct receipt_screen *r, struct canvas *canvas) {
    const struct screen *s = &r->base;
    const struct theme *theme = s->env->theme;
    struct rect box = card_area(theme);
    rect_cut_top(&box, theme_px(theme, 56));
    rect_cut_left(&box, theme_px(theme, 40));
    draw_tick(r, canvas);
    rect_cut_left(&box, theme_px(theme, 140));
    rect_cut_right(&box, theme_px(theme, 32));
    box.h = theme_px(theme, 150);
    bool waits = is_waiting(r);
    box = frame_text(
        canvas, frame_word(s, waits ? "receipt.title_offline" : "receipt.title"), box,
        &(struct text_style){
            .type = TYPE_TITLE_2, .color = COLOR_JADE900, .max_lines = 1, .may_shrink = true});
    const char *saved = is_difficulty(s) ? "difficulty.saved" : "receipt.saved";
    text_draw(canvas, frame_word(s, waits ? "receipt.saved_offline" : saved), box,
              &(struct text_style){.type = TYPE_BODY, .color = COLOR_INK900, .may_shrink = true});
}

static struct rect code_label(const struct theme *theme) {
    struct rect card = card_area(theme);
    int margin = theme_px(theme, 40);
    return (struct rect){card.x + margin, card.y + theme_px(theme, 228), card.w - 2 * margin,
                         theme_px(theme, 60)};
}

static struct rect code_plate(const struct theme *theme) {
    struct rect label = code_label(theme);
    return (struct rect){label.x, label.y + label.h, label.w, theme_px(theme, 188)};
}

static void draw_code(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    text_draw(canvas, frame_word(s, "receipt.code_label"), code_label(theme),
              &(struct text_style){.type = TYPE_BODY_S_BOLD,
                                   .color = COLOR_INK700,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true});
    struct rect plate = code_plate(theme);
    frame_plate(canvas, plate, 28, COLOR_GOLD200, COLOR_GOLD500);
    struct rect inner = rect_inset(plate, theme_px(theme, 12));
    rect_cut_left(&inner, theme_px(theme, 16)); // wide letters keep off the edge, too
    rect_cut_right(&inner, theme_px(theme, 16));
    text_draw(canvas, s->env->visit->slip.code, inner,
              &(struct text_style){.type = TYPE_CODE,
                                   .color = COLOR_INK900,
                                   .align = TEXT_CENTRE,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true});
}

/* --- where it is now ------------------------------------------------------------------------ */

struct step_look {
    enum color_token fill, line, ink, words;
};

static const struct step_look done_look = {COLOR_JADE700, COLOR_JADE700, COLOR_IVORY0,
                                           COLOR_JADE900};
static const struct step_look now_look = {COLOR_GOLD300, COLOR_GOLD600, COLOR_INK900, COLOR_INK900};
static const struct step_look later_look = {COLOR_IVORY0, COLOR_IVORY300, COLOR_INK900,
                                            COLOR_INK900};

static void draw_step(const struct screen *s, struct canvas *canvas, struct rect disc,
                      const struct step_look *look, const char *icon, const char *key) {
    const struct theme *theme = s->env->theme;
    canvas_round_outline(canvas, disc, disc.h / 2, theme_px(theme, 5),
                         theme_color(theme, look->line), theme_color(theme, look->fill));
    frame_icon(canvas, icon, rect_centre(disc, disc.w * 5 / 8, disc.h * 5 / 8), look->ink);
    int w = (card_area(theme).w - theme_px(theme, 32)) / STEPS;
    struct rect box = {disc.x + disc.w / 2 - w / 2, disc.y + disc.h + theme_px(theme, 8), w,
                       theme_px(theme, 60)};
    bool is_later = look == &later_look;
    text_draw(canvas, frame_word(s, key), box,
              &(struct text_style){.type = is_later ? TYPE_BODY : TYPE_BODY_BOLD,
                                   .color = look->words,
                                   .align = TEXT_CENTRE,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true});
}

static void draw_steps(const struct receipt_screen *r, struct canvas *canvas) {
    const struct screen *s = &r->base;
    const struct theme *theme = s->env->theme;
    bool sent = is_delivered(r), waits = is_waiting(r);
    const char *icons[STEPS] = {"icons/check",
                                sent    ? "icons/check"
                                : waits ? "icons/clock"
                                        : "icons/send",
                                "icons/eye", is_difficulty(s) ? "icons/check" : "icons/medal"};
    const char *keys[STEPS] = {"receipt.step.saved",
                               waits ? "receipt.step.wait" : "receipt.step.send",
                               "receipt.step.appraise",
                               is_difficulty(s) ? "difficulty.step.answer" : "receipt.step.result"};
    const struct step_look *looks[STEPS] = {&done_look, sent ? &done_look : &now_look, &later_look,
                                            &later_look};
    struct rect card = card_area(theme);
    int side = theme_px(theme, 88), step = card.w / STEPS, bar = theme_px(theme, 10);
    struct rect disc = {card.x + step / 2 - side / 2,
                        card.y + theme_px(theme, theme->is_portrait ? 540 : 528), side, side};
    for (int i = 0; i + 1 < STEPS; i++) {
        int from = disc.x + i * step + side;
        struct rect line = {from, disc.y + (side - bar) / 2, step - side, bar};
        enum color_token color = i == 0 ? COLOR_JADE700 : COLOR_IVORY200;
        canvas_fill(canvas, line, theme_color(theme, i == 0 && waits ? COLOR_IVORY200 : color));
        if (i == 0 && waits) // half way
            canvas_fill(canvas, (struct rect){line.x, line.y, line.w / 2, line.h},
                        theme_color(theme, COLOR_JADE700));
    }
    for (int i = 0; i < STEPS; i++) {
        draw_step(s, canvas, disc, looks[i], icons[i], keys[i]);
        disc.x += step;
    }
}

static void draw_state(const struct receipt_screen *r, struct canvas *canvas) {
    const struct screen *s = &r->base;
    const struct theme *theme = s->env->theme;
    struct rect box = card_area(theme);
    box.y += theme_px(theme, theme->is_portrait ? 720 : 690);
    box.h = theme_px(theme, 60);
    char *waiting = frame_fill_number(s, "receipt.waiting", (long long)s->env->visit->waiting);
    const char *words = is_delivered(r) ? frame_word(s, "receipt.sent")
                        : is_waiting(r) ? waiting
                                        : frame_word(s, "receipt.sending");
    text_draw(canvas, words, box,
              &(struct text_style){.type = TYPE_BODY_S_BOLD,
                                   .color = COLOR_INK700,
                                   .align = TEXT_CENTRE,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true});
    free(waiting);
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
    out->area = rect_union(code_label(screen->env->theme), code_plate(screen->env->theme));
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
    draw_card(screen, canvas);
    draw_thanks(r, canvas);
    draw_code(screen, canvas);
    draw_steps(r, canvas);
    draw_state(r, canvas);
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
