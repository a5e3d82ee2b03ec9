#include "screens/person_card.h"

#include <stdlib.h>

#include "draw/text.h"
#include "screens/frame.h"
#include "screens/person.h"
#include "widgets/chrome.h"

static void draw_badge(const struct screen *s, struct canvas *canvas, const struct person *person,
                       struct rect box) {
    char *badge = person_badge(s, person);
    if (badge[0])
        chrome_draw_badge(canvas, box.x, box.y, person_stars(person), badge);
    free(badge);
}

/* What stands on a card, from the top: the name on one line to three, what they are and where on
 * two lines, one or none, the award. */
struct card_words {
    struct text_style name, line;
    const char *first, *second; // of the lines; second "" where both stand on the first
    char *both;                 // owned: what they say together, where they do
};

static struct card_words card_words(const struct screen *s, struct canvas *canvas,
                                    const struct person *person, int width_px) {
    const struct theme *theme = s->env->theme;
    bool is_wide = theme->is_portrait || theme->has_large_text;
    struct card_words words = {
        .name = {.type = theme->is_portrait ? TYPE_TILE : TYPE_CARD_NAME,
                 .color = COLOR_INK900,
                 .max_lines = 1,
                 .may_shrink = true},
        .line = {.type = theme->is_portrait && !theme->has_large_text ? TYPE_BODY : TYPE_BODY_S,
                 .color = COLOR_INK700,
                 .max_lines = 1,
                 .may_shrink = true},
        .first = person_role(s, person),
        .second = person->unit ? person->unit->name : "",
    };
    if (text_width(canvas, person->name, words.name.type) * 4 / 5 > width_px)
        words.name.type = TYPE_CARD_NAME;
    if (text_width(canvas, person->name, words.name.type) * 4 / 5 > width_px) {
        words.name.max_lines = 2; // and one line fewer below it
        is_wide = true;
        const struct rect two = {0, 0, width_px, 2 * theme_line_px(theme, words.name.type)};
        if (!text_fits(canvas, person->name, two, &words.name)) {
            words.name.max_lines = 3; // a name is told whole before where they live is
            words.first = words.second = "";
            return words;
        }
    }
    if (!is_wide)
        return words;
    words.both = person_line(s, person);
    // Body text shrinks to the floor of 28 and no further.
    bool is_too_long = text_width(canvas, words.both, words.line.type) * 7 / 8 > width_px;
    words.first = is_too_long && words.second[0] ? words.second : words.both;
    words.second = "";
    return words;
}

static int words_height(struct canvas *canvas, const struct card_words *words, const char *name,
                        int width_px) {
    return text_height(canvas, name, width_px, &words->name) +
           text_height(canvas, words->first, width_px, &words->line) +
           text_height(canvas, words->second, width_px, &words->line);
}

static void draw_card_words(const struct screen *s, struct canvas *canvas,
                            const struct person *person, struct rect box) {
    const struct theme *theme = s->env->theme;
    struct card_words words = card_words(s, canvas, person, box.w);
    int badge_h = chrome_badge_height(theme), gap = theme_px(theme, 4);
    int slack = theme_px(theme, 8); // which the lines' own leading gives
    if (words_height(canvas, &words, person->name, box.w) > box.h - gap - badge_h + slack)
        words.first = ""; // a name of two lines in large text leaves no room for more
    int used = words_height(canvas, &words, person->name, box.w) + gap + badge_h;
    int spare = box.h > used ? box.h - used : 0, more = theme_px(theme, 14);
    if (more > spare / 3)
        more = spare / 3;
    gap += more; // the award stands off a little where there is room
    rect_cut_top(&box, (spare - more) / 2);
    struct rect lines = box;
    rect_cut_bottom(&lines, badge_h + gap);
    int top = lines.y;
    lines = frame_text(canvas, person->name, lines, &words.name);
    lines = frame_text(canvas, words.first, lines, &words.line);
    lines = frame_text(canvas, words.second, lines, &words.line);
    rect_cut_top(&box, lines.y - top + gap);
    draw_badge(s, canvas, person, box);
    free(words.both);
}

/* Cuts the portrait off the face and leaves the rest. */
static struct rect cut_photo(const struct theme *theme, struct rect *box) {
    *box = rect_inset(*box, theme_px(theme, theme->is_portrait ? 16 : 12));
    return rect_cut_left(box, theme_px(theme, theme->is_portrait ? 180 : 168));
}

struct rect person_card_photo(const struct theme *theme, struct rect face) {
    return cut_photo(theme, &face);
}

void person_card_draw(const struct screen *s, struct canvas *canvas, const struct button *b,
                      const struct person *person) {
    const struct theme *theme = s->env->theme;
    struct rect face = button_face(b, theme);
    if (!canvas_shows(canvas, face))
        return;
    struct rect box = face, photo = cut_photo(theme, &box);
    person_draw_portrait(canvas, person, photo, theme_px(theme, 20));
    rect_cut_left(&box, theme_px(theme, theme->is_portrait ? 28 : 24));
    rect_cut_right(&box, theme_px(theme, 8));
    if (theme->is_portrait || theme->has_large_text) {
        int side = theme_px(theme, 56);
        struct rect right = rect_cut_right(&box, theme_px(theme, 88));
        frame_icon(canvas, "icons/right", rect_centre(right, side, side), COLOR_LAC700);
    }
    draw_card_words(s, canvas, person, box);
}
