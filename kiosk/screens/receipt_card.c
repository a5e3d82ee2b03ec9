#include "screens/receipt_card.h"

#include <stdlib.h>

#include "draw/art.h"
#include "screens/frame.h"

#define STEPS 4
#define TICK_MS 300 // to draw the tick
#define TICK_FRAME_MS 16
#define TICK_WHOLE 256

static bool is_delivered(const struct screen *s) {
    return s->env->visit->send == SEND_DELIVERED;
}

static bool is_waiting(const struct screen *s) {
    return s->env->is_offline && !is_delivered(s);
}

static bool is_difficulty(const struct screen *s) {
    return s->env->visit->slip.is_difficulty;
}

/* --- layout --------------------------------------------------------------------------------- */

static struct rect card_area(const struct theme *theme) {
    return frame_rect(theme, (struct rect){64, 156, 1180, 764}, (struct rect){48, 156, 984, 860});
}

static struct rect tick_area(const struct theme *theme) {
    struct rect card = card_area(theme);
    int side = theme_px(theme, 112);
    int down = theme_px(theme, 56) + theme_px(theme, 10);
    return (struct rect){card.x + theme_px(theme, 40), card.y + down, side, side};
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

struct rect receipt_card_code(const struct theme *theme) {
    return rect_union(code_label(theme), code_plate(theme));
}

/* --- the tick ------------------------------------------------------------------------------- */

void receipt_card_begin(struct receipt_card *card, const struct screen *s, int64_t now_ms) {
    *card = (struct receipt_card){.began_ms = now_ms};
    card->next_ms = s->env->is_motion_reduced ? 0 : now_ms + TICK_FRAME_MS;
}

void receipt_card_step(struct receipt_card *card, const struct screen *s, int64_t now_ms) {
    if (!card->next_ms || now_ms < card->next_ms)
        return;
    card->drawn = (int)((now_ms - card->began_ms) * TICK_WHOLE / TICK_MS);
    card->next_ms = card->drawn < TICK_WHOLE ? now_ms + TICK_FRAME_MS : 0;
    damage_add(s->env->damage, tick_area(s->env->theme));
}

/* --- paint ---------------------------------------------------------------------------------- */

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
static void draw_tick(const struct receipt_card *card, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    struct rect disc = tick_area(theme), icon = rect_centre(disc, disc.w * 5 / 8, disc.h * 5 / 8);
    struct rect drawn = icon;
    if (card->next_ms)
        drawn.w = icon.w * card->drawn / TICK_WHOLE;
    canvas_round(canvas, disc, disc.h / 2, theme_color(theme, COLOR_JADE700));
    canvas_push_clip(canvas, drawn);
    frame_icon(canvas, "icons/check", icon, COLOR_IVORY0);
    canvas_pop_clip(canvas);
}

static void draw_thanks(const struct receipt_card *card, const struct screen *s,
                        struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    struct rect box = card_area(theme);
    rect_cut_top(&box, theme_px(theme, 56));
    rect_cut_left(&box, theme_px(theme, 40));
    draw_tick(card, canvas);
    rect_cut_left(&box, theme_px(theme, 140));
    rect_cut_right(&box, theme_px(theme, 32));
    box.h = theme_px(theme, 150);
    bool waits = is_waiting(s);
    box = frame_text(
        canvas, frame_word(s, waits ? "receipt.title_offline" : "receipt.title"), box,
        &(struct text_style){
            .type = TYPE_TITLE_2, .color = COLOR_JADE900, .max_lines = 1, .may_shrink = true});
    const char *saved = is_difficulty(s) ? "difficulty.saved" : "receipt.saved";
    text_draw(canvas, frame_word(s, waits ? "receipt.saved_offline" : saved), box,
              &(struct text_style){.type = TYPE_BODY, .color = COLOR_INK900, .may_shrink = true});
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

static void draw_steps(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    bool sent = is_delivered(s), waits = is_waiting(s);
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

static void draw_state(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    struct rect box = card_area(theme);
    box.y += theme_px(theme, theme->is_portrait ? 720 : 690);
    box.h = theme_px(theme, 60);
    char *waiting = frame_fill_number(s, "receipt.waiting", (long long)s->env->visit->waiting);
    const char *words = is_delivered(s) ? frame_word(s, "receipt.sent")
                        : is_waiting(s) ? waiting
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

void receipt_card_draw(const struct receipt_card *card, const struct screen *s,
                       struct canvas *canvas) {
    draw_card(s, canvas);
    draw_thanks(card, s, canvas);
    draw_code(s, canvas);
    draw_steps(s, canvas);
    draw_state(s, canvas);
}
