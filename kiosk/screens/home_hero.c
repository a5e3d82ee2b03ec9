#include "screens/home_hero.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "draw/text.h"
#include "model/content.h"
#include "screens/days.h"
#include "screens/frame.h"
#include "widgets/chrome.h"

bool home_is_boldest(const struct theme *theme) {
    return theme->has_large_text && theme->has_high_contrast && !theme->is_portrait;
}

int home_hero_height(const struct theme *theme) {
    if (theme->is_portrait)
        return 588;
    return theme->has_large_text ? 256 : 344;
}

static void draw_agency(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    const struct commune *commune = &s->env->content->commune;
    frame_icon(canvas, "motif/mark",
               frame_rect(theme, (struct rect){64, 44, 72, 72}, (struct rect){48, 50, 72, 72}),
               frame_on_red(theme, COLOR_GOLD300));
    struct rect box =
        frame_rect(theme, (struct rect){156, 40, 1100, 92}, (struct rect){144, 44, 888, 92});
    const struct text_style style = {.type = TYPE_BODY_S_BOLD,
                                     .color = frame_on_red(theme, COLOR_GOLD200),
                                     .max_lines = 1,
                                     .may_shrink = true};
    box = frame_text(canvas, commune->agency, box, &style);
    text_draw(canvas, commune->place, box, &style);
}

/* Beside the agency; where that gives way to large text, beside the hint. */
static void draw_draft(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    if (!s->env->is_draft)
        return;
    struct rect at = frame_rect(theme, (struct rect){1256, theme->has_large_text ? 200 : 80, 0, 0},
                                (struct rect){1032, 86, 0, 0});
    chrome_draw_tag(canvas, at.x, at.y, frame_word(s, "common.draft"), true);
}

static void draw_greeting(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    bool is_low = theme->has_large_text && !theme->is_portrait;
    struct rect box =
        frame_rect(theme, (struct rect){64, is_low ? 24 : 138, 1200, is_low ? 220 : 198},
                   (struct rect){48, 156, 984, 216});
    if (home_is_boldest(theme))
        box = theme_rect(theme, 64, 38, 1240, 216);
    box = frame_text(canvas, frame_word(s, "home.greeting"), box,
                     &(struct text_style){.type = TYPE_HERO,
                                          .color = frame_on_red(theme, COLOR_IVORY0),
                                          .max_lines = 1,
                                          .may_shrink = true});
    struct text_style hint = {.type = theme->has_large_text ? TYPE_BODY : TYPE_BODY_L,
                              .color = frame_on_red(theme, COLOR_IVORY0),
                              .may_shrink = true};
    if (home_is_boldest(theme)) {
        hint.type = TYPE_BODY_BOLD;
        hint.color = COLOR_YELLOW;
        rect_cut_top(&box, theme_px(theme, 12));
    }
    bool is_unsure = clock_trust(s->env->clock) == CLOCK_TRUST_UNSYNCED;
    text_draw(canvas, frame_word(s, is_unsure ? "sys.clock_unset" : "home.hint"), box, &hint);
}

/* Beside the number: what it counts, and the last day. */
static void draw_day_words(const struct screen *s, struct canvas *canvas, struct rect box,
                           const struct days *days) {
    const struct theme *theme = s->env->theme;
    bool is_one_line = theme->is_portrait || theme->has_large_text;
    const char *words = frame_word(s, theme->has_large_text ? "home.days_large"
                                      : theme->is_portrait  ? "home.days_line"
                                                            : "home.days");
    struct rect date_box = rect_cut_bottom(&box, box.h * (is_one_line ? 2 : 1) / 4);
    struct text_style style = {.type = is_one_line ? TYPE_BUTTON_L : TYPE_BODY_BOLD,
                               .color = frame_on_red(theme, COLOR_IVORY0),
                               .place = is_one_line ? TEXT_BOTTOM : TEXT_MIDDLE,
                               .may_shrink = true};
    text_draw(canvas, words, box, &style);
    if (!home_is_boldest(theme))
        style.type = TYPE_BODY_S_BOLD;
    style.color = frame_on_red(theme, COLOR_GOLD200);
    style.place = is_one_line ? TEXT_TOP : TEXT_MIDDLE;
    text_draw(canvas, days->date, date_box, &style);
}

static void draw_day_number(const struct screen *s, struct canvas *canvas, struct rect inner,
                            const struct days *days) {
    const struct theme *theme = s->env->theme;
    char digits[16];
    snprintf(digits, sizeof digits, "%d", days->left);
    const struct text_style number = {.type = theme->is_portrait ? TYPE_HERO : TYPE_NUMBER_XL,
                                      .color = frame_on_red(theme, COLOR_GOLD300),
                                      .align = TEXT_CENTRE,
                                      .place = TEXT_MIDDLE,
                                      .max_lines = 1,
                                      .may_shrink = true};
    int wide = theme_px(theme, theme->is_portrait ? 208 : home_is_boldest(theme) ? 196 : 230);
    text_draw(canvas, digits, rect_cut_left(&inner, wide), &number);
    rect_cut_left(&inner, theme_px(theme, 20));
    draw_day_words(s, canvas, inner, days);
}

static void draw_days(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    struct days days = days_now(s->env);
    int bottom = home_hero_height(theme) - 40;
    struct rect plate = frame_rect(theme, (struct rect){1296, 40, 560, bottom - 40},
                                   (struct rect){48, 388, 984, 164});
    if (home_is_boldest(theme))
        plate = theme_rect(theme, 1336, 36, 520, 220);
    frame_red_plate(canvas, plate, 32, COLOR_LAC900, COLOR_GOLD500);
    struct rect inner = rect_inset(plate, theme_px(theme, 20));
    if (days.kind == DAYS_LEFT) {
        draw_day_number(s, canvas, inner, &days);
        return;
    }
    char *sentence = days_sentence(s, &days);
    text_draw(canvas, sentence, inner,
              &(struct text_style){.type = TYPE_BODY_BOLD,
                                   .color = frame_on_red(theme, COLOR_GOLD200),
                                   .align = TEXT_CENTRE,
                                   .place = TEXT_MIDDLE,
                                   .may_shrink = true});
    free(sentence);
}

void home_hero_draw(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    int height = home_hero_height(theme);
    frame_hero(canvas, 0, height,
               frame_rect(theme, (struct rect){860, -264, 884, 884},
                          (struct rect){-12, -302, 1104, 1104}));
    if (!home_is_boldest(theme))
        chrome_draw_brocade(
            canvas, frame_band(theme, height, height + (theme->is_portrait ? 36 : 32)), true);
    if (theme->is_portrait || !theme->has_large_text)
        draw_agency(s, canvas);
    draw_greeting(s, canvas);
    draw_days(s, canvas);
    draw_draft(s, canvas);
}
