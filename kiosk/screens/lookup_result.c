#include "screens/lookup_result.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "model/content.h"
#include "model/tries.h"
#include "model/words.h"
#include "screens/frame.h"
#include "screens/lookup_found.h"

#define PAD 40
#define BUTTON_H 104

/* --- what there is to show ------------------------------------------------------------------ */

static enum lookup_view view_of_answer(const struct inquiry *inquiry) {
    switch (inquiry->answer.outcome) {
    case PROGRESS_FOUND:
        return LOOKUP_FOUND;
    case PROGRESS_UNKNOWN:
        return LOOKUP_UNKNOWN;
    case PROGRESS_AMBIGUOUS:
        return LOOKUP_AMBIGUOUS;
    case PROGRESS_UNREACHED:
        return LOOKUP_UNREACHED;
    case PROGRESS_NOTHING:
    default:
        return LOOKUP_HINT;
    }
}

enum lookup_view lookup_view(const struct screen *s) {
    const struct screen_env *env = s->env;
    const struct inquiry *inquiry = &env->visit->inquiry;
    int64_t now_ms = clock_mono_ms(env->clock);
    if (!env->is_enrolled)
        return LOOKUP_NOT_CONNECTED;
    if (tries_rest_s(env->tries, now_ms) > 0)
        return LOOKUP_RESTING;
    if (strlen(inquiry->letters) < CODE_LETTERS)
        return LOOKUP_HINT;
    if (!code_letters_agree(inquiry->letters))
        return LOOKUP_WRONG;
    if (inquiry->is_asking)
        return now_ms - inquiry->asked_ms >= LOOKUP_SAY_WAIT_MS ? LOOKUP_WAITING : LOOKUP_HINT;
    return view_of_answer(inquiry);
}

struct rect lookup_result_area(const struct theme *theme) {
    return frame_rect(theme, (struct rect){1020, 152, 836, 766}, (struct rect){48, 148, 984, 690});
}

/* --- a message ------------------------------------------------------------------------------ */

struct message {
    const char *icon, *title, *body;
    bool is_warning;
    const char *button_id, *button, *button_icon; // NULL: none
};

static const struct message messages[] = {
    [LOOKUP_HINT] = {"icons/ticket", "lookup.label", "lookup.help", false, NULL, NULL, NULL},
    [LOOKUP_NOT_CONNECTED] = {"icons/wifioff", "lookup.not_connected", "lookup.not_connected.body",
                              true, "lookup.staff", "lookup.staff", "icons/help"},
    [LOOKUP_RESTING] = {NULL, "lookup.resting", "lookup.too_many", true, "lookup.staff",
                        "lookup.staff", "icons/help"},
    [LOOKUP_WRONG] = {"icons/warn", "lookup.wrong", "lookup.wrong.body", true, NULL, NULL, NULL},
    [LOOKUP_WAITING] = {"icons/clock", "common.loading", "lookup.waiting.body", false, NULL, NULL,
                        NULL},
    [LOOKUP_UNKNOWN] = {"icons/search", "lookup.unknown", "lookup.unknown.body", true,
                        "lookup.staff", "lookup.staff", "icons/help"},
    [LOOKUP_AMBIGUOUS] = {"icons/person", "lookup.ambiguous", "lookup.ambiguous.body", true,
                          "lookup.staff", "lookup.staff", "icons/help"},
    [LOOKUP_UNREACHED] = {"icons/wifioff", "lookup.unreached", "lookup.unreached.body", true,
                          "lookup.again", "lookup.again", "icons/refresh"},
};

static struct rect button_area(const struct theme *theme) {
    struct rect box = rect_inset(lookup_result_area(theme), theme_px(theme, PAD));
    return rect_cut_bottom(&box, theme_px(theme, BUTTON_H));
}

void lookup_result_lay(struct screen *s, enum lookup_view view, int call, int again) {
    const struct message *m = &messages[view];
    if (view == LOOKUP_FOUND || !m->button_id)
        return;
    panel_add(&s->panel, m->button_id, view == LOOKUP_UNREACHED ? again : call, BUTTON_PRIMARY,
              button_area(s->env->theme), m->button_icon, frame_word(s, m->button));
}

static void draw_number(const struct screen *s, struct canvas *canvas, struct rect disc) {
    const struct theme *theme = s->env->theme;
    char digits[16];
    snprintf(digits, sizeof digits, "%d",
             tries_rest_s(s->env->tries, clock_mono_ms(s->env->clock)));
    canvas_round_outline(canvas, disc, disc.h / 2, theme_px(theme, 5),
                         theme_color(theme, COLOR_GOLD600), theme_color(theme, COLOR_GOLD300));
    text_draw(canvas, digits, disc,
              &(struct text_style){.type = TYPE_TITLE_2,
                                   .color = COLOR_INK900,
                                   .align = TEXT_CENTRE,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true});
}

static void draw_message_disc(const struct screen *s, struct canvas *canvas, struct rect disc,
                              const struct message *m) {
    const struct theme *theme = s->env->theme;
    enum color_token fill = m->is_warning ? COLOR_LAC100 : COLOR_GOLD200;
    canvas_round_outline(canvas, disc, disc.h / 2,
                         theme_px(theme, theme->has_high_contrast ? 5 : 1),
                         theme_color(theme, theme->has_high_contrast ? COLOR_WHITE : fill),
                         theme_color(theme, fill));
    frame_icon(canvas, m->icon, rect_centre(disc, disc.w * 5 / 8, disc.h * 5 / 8),
               m->is_warning ? COLOR_LAC700 : COLOR_LAC900);
}

static char *message_body(const struct screen *s, const struct message *m) {
    int rest_s = tries_rest_s(s->env->tries, clock_mono_ms(s->env->clock));
    char digits[16];
    snprintf(digits, sizeof digits, "%d", rest_s);
    const char *values[] = {"n", digits, "prefix", s->env->content->commune.code_prefix, NULL};
    return words_fill(s->env->words, m->body, values);
}

/* Disc, title and sentence as one block in the middle of what the button leaves. */
static void draw_message(const struct screen *s, struct canvas *canvas, const struct message *m) {
    const struct theme *theme = s->env->theme;
    struct rect box = rect_inset(lookup_result_area(theme), theme_px(theme, PAD));
    if (m->button_id)
        rect_cut_bottom(&box, theme_px(theme, BUTTON_H + 24));
    else
        box = lookup_foot_draw(s, canvas, lookup_result_area(theme));
    const struct text_style title = {
        .type = TYPE_TILE, .color = COLOR_LAC700, .align = TEXT_CENTRE, .may_shrink = true};
    const struct text_style body = {
        .type = TYPE_BODY, .color = COLOR_INK900, .align = TEXT_CENTRE, .may_shrink = true};
    char *sentence = message_body(s, m);
    const char *headline = frame_word(s, m->title);
    int side = theme_px(theme, 144), gap = theme_px(theme, 24);
    int body_w = text_balanced_width(canvas, sentence, box.w, &body);
    int used = side + gap + text_height(canvas, headline, box.w, &title) + gap / 2 +
               text_height(canvas, sentence, body_w, &body);
    if (used < box.h)
        rect_cut_top(&box, (box.h - used) / 2);
    struct rect disc = rect_centre(rect_cut_top(&box, side), side, side);
    if (m->icon)
        draw_message_disc(s, canvas, disc, m);
    else
        draw_number(s, canvas, disc);
    rect_cut_top(&box, gap);
    box = frame_text(canvas, headline, box, &title);
    rect_cut_top(&box, gap / 2);
    text_draw(canvas, sentence, rect_centre(box, body_w, box.h), &body);
    free(sentence);
}

void lookup_result_draw(const struct screen *s, enum lookup_view view, struct canvas *canvas) {
    struct rect plate = lookup_result_area(s->env->theme);
    if (!canvas_shows(canvas, plate))
        return;
    frame_plate(canvas, plate, LOOKUP_PLATE_RADIUS, COLOR_IVORY0, COLOR_IVORY200);
    if (view == LOOKUP_FOUND)
        lookup_found_draw(s, canvas, plate);
    else
        draw_message(s, canvas, &messages[view]);
}
