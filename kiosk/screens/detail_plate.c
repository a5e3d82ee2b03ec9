/* The portrait in its frame, with the award: stars, its name, the decision. */
#include "screens/detail.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/xalloc.h"
#include "model/words.h"
#include "screens/frame.h"
#include "screens/level.h"
#include "screens/person.h"

#define STAR 56
#define STARS_GAP 16

char *detail_decision(const struct screen *s, const struct person *person) {
    char date[DATE_VI_MAX];
    if (!person->decision_number || person->decision_date.year == 0)
        return NULL;
    date_format_vi(person->decision_date, date);
    const char *values[] = {"number", person->decision_number, "date", date, NULL};
    return words_fill(s->env->words, "honours.decision", values);
}

/* The award's own name; where content gives none, that of its level. Owned by the caller. */
static char *award_of(const struct screen *s, const struct person *person) {
    return person->award && person->award[0] ? xstrdup(person->award) : person_badge(s, person);
}

static const struct text_style decision_style = {
    .type = TYPE_TAG, .color = COLOR_INK700, .may_shrink = true};

static int stars_width(const struct theme *theme, int rank) {
    return rank > 0 ? theme_px(theme, STAR + 4) * (rank - 1) + theme_px(theme, STAR) : 0;
}

/* Below the portrait: the award with its stars at the right, and the decision below it. */
static void draw_landscape(const struct screen *s, struct canvas *canvas,
                           const struct person *person, struct rect box) {
    const struct theme *theme = s->env->theme;
    char *award = award_of(s, person), *decision = detail_decision(s, person);
    int side = theme_px(theme, 14), stars = stars_width(theme, person_stars(person));
    int room = box.w - 2 * side;
    const struct text_style style = {.type = TYPE_BODY_S_BOLD,
                                     .color = COLOR_LAC900,
                                     .place = TEXT_MIDDLE,
                                     .max_lines = 3,
                                     .may_shrink = true};
    int gap = theme_px(theme, 12), decision_h = 0;
    int award_h = text_height(canvas, award, room - stars - theme_px(theme, STARS_GAP), &style);
    if (award_h < theme_px(theme, STAR))
        award_h = theme_px(theme, STAR); // of a star
    award_h += gap;
    if (decision)
        decision_h = text_height(canvas, decision, room, &decision_style) + gap;
    else if (award_h < theme_px(theme, 104))
        award_h = theme_px(theme, 104);
    struct rect caption = rect_cut_bottom(&box, award_h + decision_h);
    person_draw_portrait(canvas, person, box, theme_px(theme, 20));
    rect_cut_left(&caption, side);
    rect_cut_right(&caption, side);
    struct rect row = rect_cut_top(&caption, award_h);
    struct rect right = rect_cut_right(&row, stars);
    rect_cut_right(&row, theme_px(theme, STARS_GAP));
    level_draw_stars(canvas,
                     (struct point){right.x, right.y + (right.h - theme_px(theme, STAR)) / 2},
                     person_stars(person), theme_px(theme, STAR));
    text_draw(canvas, award, row, &style);
    text_draw(canvas, decision, caption, &decision_style);
    free(award);
    free(decision);
}

/* The largest type in which the award leaves room for what stands below it. */
static struct text_style award_style(struct canvas *canvas, const char *award, int width_px,
                                     int height_px) {
    static const enum type_token types[] = {TYPE_TILE, TYPE_BODY_BOLD, TYPE_BODY_S_BOLD};
    struct text_style style = {.color = COLOR_LAC900, .may_shrink = true};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        style.type = types[i];
        if (text_height(canvas, award, width_px, &style) <= height_px)
            break;
    }
    return style;
}

/* Beside it: stars, award, decision, in the middle of what is left. */
static void draw_portrait(const struct screen *s, struct canvas *canvas,
                          const struct person *person, struct rect box) {
    const struct theme *theme = s->env->theme;
    struct rect caption = rect_cut_right(&box, theme_px(theme, 460));
    person_draw_portrait(canvas, person, box, theme_px(theme, 20));
    char *award = award_of(s, person), *decision = detail_decision(s, person);
    rect_cut_left(&caption, theme_px(theme, 28));
    rect_cut_right(&caption, theme_px(theme, 12));
    int star = theme_px(theme, STAR), gap = theme_px(theme, 24);
    int below = decision ? text_height(canvas, decision, caption.w, &decision_style) + gap : 0;
    const struct text_style style =
        award_style(canvas, award, caption.w, caption.h - star - gap - below);
    int award_h = text_height(canvas, award, caption.w, &style);
    int used = star + gap + award_h + below;
    if (used < caption.h)
        rect_cut_top(&caption, (caption.h - used) / 2);
    level_draw_stars(canvas, (struct point){caption.x, caption.y}, person_stars(person), star);
    rect_cut_top(&caption, star + gap);
    text_draw(canvas, award, rect_cut_top(&caption, award_h), &style);
    rect_cut_top(&caption, gap);
    text_draw(canvas, decision, caption, &decision_style);
    free(award);
    free(decision);
}

void detail_plate_draw(const struct screen *s, struct canvas *canvas, const struct person *person) {
    const struct theme *theme = s->env->theme;
    struct rect plate =
        frame_rect(theme, (struct rect){64, 152, 560, 768}, (struct rect){48, 148, 984, 600});
    if (!canvas_shows(canvas, plate))
        return;
    frame_plate(canvas, plate, 28, COLOR_IVORY0, COLOR_GOLD500);
    struct rect box = rect_inset(plate, theme_px(theme, 12));
    if (theme->is_portrait)
        draw_portrait(s, canvas, person, box);
    else
        draw_landscape(s, canvas, person, box);
}
