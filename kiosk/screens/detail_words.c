/* Name, what they are, the story as far as it has room, figures. Nothing shrinks to fit but a
 * little: what has no room is on the sheet behind "Xem thêm". */
#include "screens/detail.h"

#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "screens/frame.h"
#include "screens/person.h"

#define ELLIPSIS "…"
#define FIGURE_GAP 20
#define FIGURE_PAD 16
#define FIGURE_SIDE 28 // left and right of its words

static const struct text_style line_style = {
    .type = TYPE_BODY_BOLD, .color = COLOR_INK700, .max_lines = 2, .may_shrink = true};
static const struct text_style value_style = {.type = TYPE_TITLE_2,
                                              .color = COLOR_LAC900,
                                              .place = TEXT_MIDDLE,
                                              .max_lines = 1,
                                              .may_shrink = true};
static const struct text_style label_style = {
    .type = TYPE_BODY_S_BOLD, .color = COLOR_INK900, .max_lines = 3, .may_shrink = true};

const char *detail_story(const struct person *person) {
    if (person->story && person->story[0])
        return person->story;
    return person->achievement ? person->achievement : "";
}

const struct figure *detail_figures(const struct person *person, size_t *out_count) {
    const struct project *project = person->project;
    bool are_own = person->figure_count > 0;
    size_t count = are_own ? person->figure_count : project ? project->figure_count : 0;
    *out_count = count < DETAIL_FIGURES_MAX ? count : DETAIL_FIGURES_MAX;
    return are_own ? person->figures : project ? project->figures : NULL;
}

/* --- the story ------------------------------------------------------------------------------ */

/* Bytes of the first `count` words, without the spaces behind. */
static size_t bytes_of_words(const char *text, size_t count) {
    size_t at = 0, end = 0;
    for (; count > 0 && text[at]; count--) {
        at += strspn(text + at, " \n");
        at += strcspn(text + at, " \n");
        end = text[at - 1] == ' ' || text[at - 1] == '\n' ? end : at;
    }
    return end;
}

static size_t count_words(const char *text) {
    size_t count = 0;
    for (size_t at = strspn(text, " \n"); text[at]; at += strspn(text + at, " \n")) {
        at += strcspn(text + at, " \n");
        count++;
    }
    return count;
}

/* The first words, with "…" behind what is cut off. */
static char *excerpt_of(const char *text, size_t words) {
    size_t len = bytes_of_words(text, words);
    if (count_words(text) <= words)
        return xstrndup(text, len);
    while (len > 0 && strchr(",;:.-", text[len - 1]))
        len--;
    return xasprintf("%.*s" ELLIPSIS, (int)len, text);
}

static bool fits(const struct screen *s, const char *text, size_t words, struct rect box,
                 const struct text_style *style) {
    char *excerpt = excerpt_of(text, words);
    bool does = text_height(s->env->metrics, excerpt, box.w, style) <= box.h;
    free(excerpt);
    return does;
}

/* How many words fit in the style: more words never take less room. */
static size_t words_that_fit(const struct screen *s, const char *text, size_t most, struct rect box,
                             const struct text_style *style) {
    size_t least = 0;
    while (least < most) {
        size_t middle = (least + most + 1) / 2;
        if (fits(s, text, middle, box, style))
            least = middle;
        else
            most = middle - 1;
    }
    return least;
}

/* At its own size, else as large as other sentences; what has no room then is cut off. */
static void fit_story(struct detail_words *words, const struct screen *s, const char *story) {
    size_t all = count_words(story), most = all < DETAIL_WORDS_MAX ? all : DETAIL_WORDS_MAX;
    words->story_style = (struct text_style){.type = TYPE_BODY_L, .color = COLOR_INK900};
    size_t shown = words_that_fit(s, story, most, words->story, &words->story_style);
    if (shown < most) {
        words->story_style.type = TYPE_BODY;
        shown = words_that_fit(s, story, most, words->story, &words->story_style);
    }
    words->is_cut = shown < all;
    words->excerpt = shown ? excerpt_of(story, shown) : NULL;
}

/* --- layout --------------------------------------------------------------------------------- */

/* One line of the largest type, a little smaller where that helps; longer names on more lines, in
 * smaller types. */
static struct text_style name_style(const struct screen *s, const char *name, int width_px) {
    struct text_style style = {
        .type = TYPE_TITLE_1, .color = COLOR_LAC700, .max_lines = 1, .may_shrink = true};
    if (text_width(s->env->metrics, name, style.type) * 4 / 5 <= width_px)
        return style;
    style.type = TYPE_TITLE_2;
    style.max_lines = 0;
    int lines = text_height(s->env->metrics, name, width_px, &style) /
                theme_line_px(s->env->theme, style.type);
    if (lines > 2)
        style.type = TYPE_CARD_NAME;
    return style;
}

static int figure_width(const struct theme *theme, int row_w, size_t count) {
    int columns = count < 2 ? 2 : (int)count, gap = theme_px(theme, FIGURE_GAP);
    return (row_w - gap * (columns - 1)) / columns;
}

static int figures_height(const struct screen *s, const struct figure *figures, size_t count,
                          int row_w) {
    const struct theme *theme = s->env->theme;
    int room = figure_width(theme, row_w, count) - 2 * theme_px(theme, FIGURE_SIDE), labels = 0;
    for (size_t i = 0; i < count; i++) {
        int height = text_height(s->env->metrics, figures[i].label, room, &label_style);
        labels = height > labels ? height : labels;
    }
    return count ? 2 * theme_px(theme, FIGURE_PAD) + theme_line_px(theme, value_style.type) + labels
                 : 0;
}

/* What figures must leave to the story: three lines, or all of a shorter one. */
static int least_story(const struct screen *s, const char *story, int width_px) {
    const struct text_style style = {.type = TYPE_BODY};
    int whole = story[0] ? text_height(s->env->metrics, story, width_px, &style) : 0;
    int lines = 3 * theme_line_px(s->env->theme, style.type);
    return whole < lines ? whole : lines;
}

static struct rect cut_text(const struct screen *s, const char *text,
                            const struct text_style *style, struct rect *column) {
    int height = text_height(s->env->metrics, text, column->w, style);
    return rect_cut_top(column, height < column->h ? height : column->h);
}

void detail_words_fit(struct detail_words *words, const struct screen *s,
                      const struct person *person, struct rect column) {
    const struct theme *theme = s->env->theme;
    size_t count;
    const struct figure *figures = detail_figures(person, &count);
    char *line = person_line(s, person);
    detail_words_finish(words);
    words->name_style = name_style(s, person->name, column.w);
    words->name = cut_text(s, person->name, &words->name_style, &column);
    words->line = cut_text(s, line, &line_style, &column);
    free(line);
    rect_cut_top(&column, theme_px(theme, 20));
    int gap = theme_px(theme, 16), height = figures_height(s, figures, count, column.w) + gap;
    bool has_room = height + least_story(s, detail_story(person), column.w) <= column.h;
    if (count && has_room) {
        words->figures = rect_cut_bottom(&column, height - gap);
        rect_cut_bottom(&column, gap);
    }
    words->story = column;
    fit_story(words, s, detail_story(person));
    words->is_cut = words->is_cut || (count && !has_room);
}

void detail_words_finish(struct detail_words *words) {
    free(words->excerpt);
    *words = (struct detail_words){.excerpt = NULL};
}

/* --- drawing -------------------------------------------------------------------------------- */

static void draw_figure(struct canvas *canvas, const struct figure *figure, struct rect r) {
    const struct theme *theme = canvas->theme;
    frame_plate(canvas, r, 24, COLOR_GOLD200, COLOR_GOLD200);
    struct rect box = rect_inset(r, theme_px(theme, FIGURE_PAD));
    int side = theme_px(theme, FIGURE_SIDE - FIGURE_PAD);
    rect_cut_left(&box, side);
    rect_cut_right(&box, side);
    struct rect value = rect_cut_top(&box, theme_line_px(theme, value_style.type));
    text_draw(canvas, figure->value, value, &value_style);
    text_draw(canvas, figure->label, box, &label_style);
}

static void draw_figures(struct canvas *canvas, const struct person *person, struct rect row) {
    size_t count;
    const struct figure *figures = detail_figures(person, &count);
    int w = figure_width(canvas->theme, row.w, count);
    int step = w + theme_px(canvas->theme, FIGURE_GAP);
    for (size_t i = 0; i < count; i++)
        draw_figure(canvas, &figures[i], (struct rect){row.x + (int)i * step, row.y, w, row.h});
}

void detail_words_draw(const struct detail_words *words, const struct screen *s,
                       struct canvas *canvas, const struct person *person) {
    char *line = person_line(s, person);
    text_draw(canvas, person->name, words->name, &words->name_style);
    text_draw(canvas, line, words->line, &line_style);
    text_draw(canvas, words->excerpt, words->story, &words->story_style);
    if (!rect_is_empty(words->figures))
        draw_figures(canvas, person, words->figures);
    free(line);
}
