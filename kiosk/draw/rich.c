#include "draw/rich.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "draw/font.h"
#include "draw/mark.h"

#define MARK '*'
#define SHRINK_STEP_PERCENT 5
#define SHRINK_MIN_PERCENT 75
#define FLOOR_DESIGN_PX 28
#define LAST_LINE_MIN 1.2

/* A stretch of the plain sentence in one face. */
struct run {
    size_t from, to; // bytes
    bool is_bold;
};

struct line {
    size_t from, to; // bytes, without the spaces at its end
};

struct sentence {
    char *text; // owned, without marks
    size_t len;
    struct run *runs; // owned, in order, none empty
    size_t run_count;
    struct line *lines; // owned: as broken last
    size_t line_count;
    struct font *fonts[2]; // plain, bold
    int line_px;
    bool is_cut;
};

/* --- marks ---------------------------------------------------------------------------------- */

static void end_run(struct sentence *s, size_t from, bool is_bold) {
    if (s->len > from)
        s->runs[s->run_count++] = (struct run){from, s->len, is_bold};
}

static void read_marks(struct sentence *s, const char *marked) {
    size_t len = strlen(marked), from = 0;
    bool is_bold = false;
    *s = (struct sentence){.text = xmalloc(len + 1),
                           .runs = xcalloc(len + 1, sizeof *s->runs),
                           .lines = xcalloc(len + 1, sizeof *s->lines)};
    for (const char *c = marked; *c; c++) {
        if (*c != MARK || (!is_bold && !strchr(c + 1, MARK))) {
            s->text[s->len++] = *c;
            continue;
        }
        end_run(s, from, is_bold);
        from = s->len;
        is_bold = !is_bold;
    }
    end_run(s, from, is_bold);
    s->text[s->len] = '\0';
}

static void finish(struct sentence *s) {
    free(s->text);
    free(s->runs);
    free(s->lines);
}

char *rich_plain(const char *marked) {
    struct sentence s;
    read_marks(&s, marked);
    char *plain = s.text;
    s.text = NULL;
    finish(&s);
    return plain;
}

/* --- lines ---------------------------------------------------------------------------------- */

/* The part of a run that lies in a line. */
static struct line part_of(const struct run *run, const struct line *line) {
    return (struct line){run->from > line->from ? run->from : line->from,
                         run->to < line->to ? run->to : line->to};
}

static int width_of(const struct sentence *s, const struct line *line) {
    int width = 0;
    for (size_t i = 0; i < s->run_count; i++) {
        struct line part = part_of(&s->runs[i], line);
        if (part.from < part.to)
            width += font_text_width(s->fonts[s->runs[i].is_bold], s->text + part.from,
                                     part.to - part.from);
    }
    return width;
}

static size_t skip_spaces(const struct sentence *s, size_t at) {
    while (s->text[at] == ' ')
        at++;
    return at;
}

/* A number stays with what it counts: "1 mô hình". */
static size_t end_of_word(const struct sentence *s, size_t at) {
    size_t digits = strspn(s->text + at, "0123456789"), len = strcspn(s->text + at, " \n");
    if (digits == 0 || digits != len || s->text[at + len] != ' ')
        return at + len;
    size_t next = skip_spaces(s, at + len);
    return next + strcspn(s->text + next, " \n");
}

/* Whole words, as many as fit; a word that is too wide alone stays whole and counts as cut. */
static struct line line_from(struct sentence *s, size_t from, int width_px) {
    struct line line = {from, from};
    for (size_t at = from; at < s->len;) {
        size_t end = end_of_word(s, at);
        struct line longer = {from, end};
        bool is_first = line.to == line.from, is_fitting = width_of(s, &longer) <= width_px;
        if (!is_fitting && !is_first)
            break;
        s->is_cut |= !is_fitting;
        line.to = end;
        if (s->text[end] == '\n')
            break;
        at = skip_spaces(s, end);
    }
    return line;
}

static void break_lines(struct sentence *s, int width_px) {
    s->line_count = 0;
    s->is_cut = false;
    for (size_t at = skip_spaces(s, 0); at < s->len;) {
        struct line line = line_from(s, at, width_px);
        s->lines[s->line_count++] = line;
        at = skip_spaces(s, line.to);
        at += s->text[at] == '\n';
    }
}

static size_t lines_in(const struct sentence *s, int height_px, int size_px) {
    int last = (int)lround(fmin(s->line_px, size_px * LAST_LINE_MIN));
    return height_px < last ? 1 : 1 + (size_t)((height_px - last) / s->line_px);
}

static void lay_at(struct sentence *s, struct canvas *canvas, struct rect box,
                   const struct text_style *style, enum type_token bold, int size_px) {
    int own_px = theme_type_px(canvas->theme, style->type);
    int own_line_px = theme_line_px(canvas->theme, style->type);
    s->fonts[0] = fonts_get(canvas->fonts, theme_face(style->type), size_px);
    s->fonts[1] = fonts_get(canvas->fonts, theme_face(bold), size_px);
    s->line_px = (int)lround((double)own_line_px * size_px / own_px);
    break_lines(s, box.w);
    size_t most = lines_in(s, box.h, size_px);
    if (style->max_lines > 0 && (size_t)style->max_lines < most)
        most = (size_t)style->max_lines;
    if (s->line_count > most) {
        s->line_count = most;
        s->is_cut = true;
    }
}

/* At its own size, or the largest at which nothing is lost if it may shrink. */
static void lay(struct sentence *s, struct canvas *canvas, struct rect box,
                const struct text_style *style, enum type_token bold) {
    int own_px = theme_type_px(canvas->theme, style->type);
    int floor_px = theme_px(canvas->theme, FLOOR_DESIGN_PX), last_px = own_px;
    lay_at(s, canvas, box, style, bold, own_px);
    for (int percent = 100 - SHRINK_STEP_PERCENT;
         style->may_shrink && s->is_cut && percent >= SHRINK_MIN_PERCENT;
         percent -= SHRINK_STEP_PERCENT) {
        int size_px = own_px * percent / 100 > floor_px ? own_px * percent / 100 : floor_px;
        if (size_px >= last_px)
            break;
        lay_at(s, canvas, box, style, bold, size_px);
        last_px = size_px;
    }
}

/* --- drawing -------------------------------------------------------------------------------- */

static int aligned(struct rect box, int width, enum text_align align) {
    return align == TEXT_CENTRE  ? box.x + (box.w - width) / 2
           : align == TEXT_RIGHT ? box.x + box.w - width
                                 : box.x;
}

static void draw_line(const struct sentence *s, struct canvas *canvas, const struct line *line,
                      struct point at, struct color color) {
    for (size_t i = 0; i < s->run_count; i++) {
        struct line part = part_of(&s->runs[i], line);
        if (part.from >= part.to)
            continue;
        struct font *font = s->fonts[s->runs[i].is_bold];
        int baseline = 0;
        SDL_Surface *ink =
            font_render(font, s->text + part.from, part.to - part.from, color, false, &baseline);
        if (ink)
            canvas_picture(canvas, ink, at.x, at.y - baseline, 255);
        at.x += font_text_width(font, s->text + part.from, part.to - part.from);
    }
}

static int top_of(const struct sentence *s, struct rect box, enum text_place place) {
    int height = (int)s->line_count * s->line_px;
    return place == TEXT_MIDDLE   ? box.y + (box.h - height) / 2
           : place == TEXT_BOTTOM ? box.y + box.h - height
                                  : box.y;
}

/* Behind the words of a line that are being read aloud; the whole line where they take a colour
 * that only the band lets one read. */
static void draw_band(const struct sentence *s, struct canvas *canvas, const struct line *line,
                      struct rect row, const struct mark_look *look) {
    const struct text_mark *mark = canvas->text_mark;
    struct line part = {mark->from > line->from ? mark->from : line->from,
                        mark->to < line->to ? mark->to : line->to};
    if (part.from >= part.to)
        return;
    if (!look->has_own_ink) {
        struct line before = {line->from, part.from};
        row.x += width_of(s, &before);
        row.w = width_of(s, &part);
    }
    int pad = s->line_px / 8;
    mark_draw(canvas, (struct rect){row.x - pad, row.y, row.w + 2 * pad, row.h}, look);
}

static bool is_marked(const struct canvas *canvas, const struct line *line) {
    return canvas->text_mark->from < line->to && canvas->text_mark->to > line->from;
}

int rich_draw(struct canvas *canvas, const char *marked, struct rect box,
              const struct text_style *style, enum type_token bold) {
    struct sentence s;
    if (!marked)
        return 0;
    read_marks(&s, marked);
    lay(&s, canvas, box, style, bold);
    struct rect area = {0};
    struct color own = theme_color(canvas->theme, style->color);
    bool is_read = mark_is_on(canvas, s.text, box);
    struct mark_look look = {.has_own_ink = false};
    if (is_read)
        look = mark_look(canvas->theme, own, mark_ground(canvas, box));
    int top = top_of(&s, box, style->place);
    int in_line = (s.line_px - font_height(s.fonts[0])) / 2 + font_ascent(s.fonts[0]);
    for (size_t i = 0; i < s.line_count; i++, top += s.line_px) {
        int width = width_of(&s, &s.lines[i]), x = aligned(box, width, style->align);
        // Stacked marks and descenders may leave the line's box by a little.
        if (!canvas_shows(canvas, (struct rect){x, top - s.line_px, width, 3 * s.line_px}))
            continue;
        struct rect row = {x, top, width, s.line_px};
        struct color ink = own;
        if (is_read && is_marked(canvas, &s.lines[i])) {
            draw_band(&s, canvas, &s.lines[i], row, &look);
            ink = look.has_own_ink ? look.ink : own;
        }
        draw_line(&s, canvas, &s.lines[i], (struct point){x, top + in_line}, ink);
        area = rect_union(area, row);
    }
    if (canvas->text_log && canvas_shows(canvas, area))
        text_log_add(canvas->text_log,
                     &(struct text_log_entry){.text = s.text,
                                              .area = rect_intersect(area, canvas->clip),
                                              .box = box,
                                              .style = *style,
                                              .size_px = font_size_px(s.fonts[0]),
                                              .is_cut = s.is_cut});
    int used = (int)s.line_count * s.line_px;
    finish(&s);
    return used;
}
