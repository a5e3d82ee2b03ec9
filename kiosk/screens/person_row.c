#include "screens/person_row.h"

#include <stdlib.h>

#include "base/xalloc.h"
#include "draw/text.h"
#include "model/content.h"
#include "screens/person.h"

#define PAD 10
#define GAP 18
#define LIP 10 // of a card

static const struct text_style name_style = {.type = TYPE_CARD_NAME,
                                             .color = COLOR_INK900,
                                             .place = TEXT_MIDDLE,
                                             .max_lines = 1,
                                             .may_shrink = true};
static const struct text_style long_name_style = {.type = TYPE_BODY_BOLD,
                                                  .color = COLOR_INK900,
                                                  .place = TEXT_MIDDLE,
                                                  .max_lines = 2,
                                                  .may_shrink = true};
static const struct text_style line_style = {.type = TYPE_BODY_S,
                                             .color = COLOR_INK700,
                                             .place = TEXT_MIDDLE,
                                             .max_lines = 1,
                                             .may_shrink = true};

/* On one line, shrunk as far as text may: to three quarters, not below the floor. */
static bool fits(const struct screen *s, const char *text, enum type_token type, int width_px) {
    const struct theme *theme = s->env->theme;
    int own_px = theme_type_px(theme, type), floor_px = theme_px(theme, 28);
    int least_px = own_px * 3 / 4 > floor_px ? own_px * 3 / 4 + 1 : floor_px + 1;
    return text_width(s->env->metrics, text, type) * least_px / own_px <= width_px;
}

/* Cuts the portrait off the face and leaves the room for words. */
static struct rect cut_photo(const struct theme *theme, struct rect *face) {
    int pad = theme_px(theme, PAD), h = face->h - 2 * pad;
    rect_cut_left(face, pad);
    rect_cut_right(face, pad);
    struct rect column = rect_cut_left(face, h * 4 / 5);
    rect_cut_left(face, theme_px(theme, GAP));
    return rect_centre(column, column.w, h);
}

bool person_row_fits(const struct screen *s, size_t person, struct rect area) {
    const char *name = s->env->content->people[person].name;
    area.h -= theme_px(s->env->theme, LIP);
    cut_photo(s->env->theme, &area);
    return fits(s, name, name_style.type, area.w) ||
           fits(s, name, long_name_style.type, area.w * 2 * 9 / 10);
}

struct button *person_row_lay(struct screen *s, const char *id, int action, size_t person,
                              struct rect area) {
    struct button *b = panel_add(&s->panel, id, action, BUTTON_CARD, area, NULL,
                                 s->env->content->people[person].name);
    b->value = (int)person;
    return b;
}

/* What they are and where; where alone when both have no room. Owned by the caller. */
static char *line_of(const struct screen *s, const struct person *person, int width_px) {
    char *both = person_line(s, person);
    if (fits(s, both, line_style.type, width_px) || !person->unit)
        return both;
    free(both);
    return xstrdup(person->unit->name);
}

static void draw_words(const struct screen *s, struct canvas *canvas, const struct button *b,
                       struct rect box) {
    const struct theme *theme = s->env->theme;
    const struct person *person = &s->env->content->people[b->value];
    bool is_long = !fits(s, person->name, name_style.type, box.w);
    struct text_style name = is_long ? long_name_style : name_style, line = line_style;
    name.color = button_ink(b, theme);
    line.color = name.color == COLOR_INK900 ? COLOR_INK700 : name.color;
    int name_h = theme_line_px(theme, name.type), line_h = theme_line_px(theme, line.type);
    if (is_long) {
        text_draw(canvas, person->name, box, &name);
        return;
    }
    int room = box.w - text_width(canvas, person->name, name.type) - theme_px(theme, GAP);
    bool is_stacked = (name_h + line_h) * 9 / 10 <= box.h;
    char *words = line_of(s, person, is_stacked ? box.w : room);
    struct rect below = box;
    if (is_stacked) {
        if (name_h + line_h < box.h)
            below = box = rect_centre(box, box.w, name_h + line_h);
        box = rect_cut_top(&below, box.h * name_h / (name_h + line_h));
    } else {
        line.align = TEXT_RIGHT;
    }
    text_draw(canvas, person->name, box, &name);
    if (is_stacked || fits(s, words, line.type, room))
        text_draw(canvas, words, is_stacked ? below : rect_cut_right(&below, room), &line);
    free(words);
}

void person_row_draw(const struct screen *s, struct canvas *canvas, const struct button *b) {
    const struct theme *theme = s->env->theme;
    struct rect face = button_face(b, theme), box = face;
    if (!canvas_shows(canvas, face))
        return;
    struct rect photo = cut_photo(theme, &box);
    person_draw_portrait(canvas, &s->env->content->people[b->value], photo, theme_px(theme, 14));
    draw_words(s, canvas, b, rect_centre(box, box.w, face.h - theme_px(theme, 8)));
}
