#include "draw/text.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "draw/font.h"
#include "draw/mark.h"

#define ELLIPSIS "\u2026"
#define SHRINK_STEP_PERCENT 5
#define SHRINK_MIN_PERCENT 75
#define FLOOR_DESIGN_PX 28
#define ROUNDING_PX 2     // by which a word measured alone may differ from its share of a line
#define LAST_LINE_MIN 1.2 // times the size: room the last line of a box needs

/* Lines end after spaces, or after any character of a word that is too wide. */
static size_t next_break(const char *text, size_t at, size_t len) {
    while (at < len && text[at] != ' ')
        at++;
    while (at < len && text[at] == ' ')
        at++;
    return at;
}

static size_t next_char(const char *text, size_t at, size_t len) {
    size_t next = at < len ? utf8_next(text, at) : len;
    return next < len ? next : len;
}

static size_t without_spaces(const char *text, size_t len) {
    while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\n'))
        len--;
    return len;
}

static bool is_fitting(struct font *font, const char *text, size_t len, int width_px) {
    return font_text_width(font, text, without_spaces(text, len)) <= width_px;
}

/* How far whole words fit, 0 if not even the first does. Each word is measured once, alone; that is
 * off by a rounding or so a word, and only where it might matter is the whole line measured. */
static size_t fitting_words(struct font *font, const char *text, size_t len, int width_px) {
    size_t at = 0;
    int sum_px = 0, doubt_px = 0, space_px = font_text_width(font, " ", 1);
    while (at < len) {
        size_t end = next_break(text, at, len), ink = without_spaces(text, end);
        if (ink > at)
            sum_px += font_text_width(font, text + at, ink - at);
        doubt_px += ROUNDING_PX;
        if (sum_px - doubt_px > width_px)
            break;
        if (sum_px + doubt_px > width_px && !is_fitting(font, text, end, width_px))
            break;
        sum_px += space_px * (int)(end - (ink > at ? ink : at));
        at = end;
    }
    return at;
}

/* How far whole characters fit, 0 if none does: what is in question is halved each time. */
static size_t fitting_chars(struct font *font, const char *text, size_t len, int width_px) {
    size_t fits = 0, exceeds = len + 1;
    while (fits < len) {
        size_t stop = next_char(text, fits, len), middle = fits + (exceeds - fits) / 2;
        if (stop >= exceeds)
            break;
        for (size_t after = stop; after < len && after <= middle;
             after = next_char(text, after, len))
            stop = after;
        if (is_fitting(font, text, stop, width_px))
            fits = stop;
        else
            exceeds = stop;
    }
    return fits;
}

size_t text_first_line(struct font *font, const char *text, int width_px) {
    size_t len = strcspn(text, "\n");
    size_t used = fitting_words(font, text, len, width_px);
    if (used == len)
        return len + (text[len] == '\n');
    if (used > 0)
        return used;
    size_t word = next_break(text, 0, len);
    used = fitting_chars(font, text, word, width_px);
    return used > 0 ? used : next_char(text, 0, word);
}

/* A text broken into lines at one size. */
struct line {
    const char *text; // borrowed
    size_t len;       // bytes, without spaces at the end
    bool has_ellipsis;
};

struct layout {
    struct font *font;
    int line_px;
    struct line *lines; // owned
    int count, cap;
    bool is_cut;
    bool has_broken_word;
};

static void add_line(struct layout *layout, const char *text, size_t len, bool has_ellipsis) {
    if (layout->count == layout->cap) {
        layout->cap = layout->cap ? 2 * layout->cap : 8;
        layout->lines = xrealloc(layout->lines, (size_t)layout->cap, sizeof *layout->lines);
    }
    layout->lines[layout->count++] = (struct line){text, without_spaces(text, len), has_ellipsis};
}

/* The last line there is room for: as much as fits before an ellipsis. `used` is what fits of it in
 * whole words; the word behind may fit in part. */
static void cut_line(struct layout *layout, const char *text, size_t used, int width_px) {
    int room_px = width_px - font_text_width(layout->font, ELLIPSIS, strlen(ELLIPSIS));
    size_t len = strcspn(text, "\n");
    len = used < len ? next_break(text, used, len) : len;
    add_line(layout, text, fitting_chars(layout->font, text, len, room_px), true);
    layout->is_cut = true;
}

static void break_lines(struct layout *layout, const char *text, int width_px, int lines_max) {
    while (*text) {
        size_t used = text_first_line(layout->font, text, width_px);
        if (layout->count + 1 == lines_max && text[used]) {
            cut_line(layout, text, used, width_px);
            return;
        }
        if (text[used] && text[used - 1] != ' ' && text[used - 1] != '\n')
            layout->has_broken_word = true;
        add_line(layout, text, used, false);
        text += used;
    }
}

static int lines_in(int height_px, int line_px, int size_px) {
    int last = (int)lround(fmin(line_px, size_px * LAST_LINE_MIN));
    return height_px < last ? 1 : 1 + (height_px - last) / line_px;
}

static struct layout layout_at(struct canvas *canvas, const char *text, struct rect box,
                               const struct text_style *style, int size_px) {
    int own_px = theme_type_px(canvas->theme, style->type);
    int own_line_px = theme_line_px(canvas->theme, style->type);
    struct layout layout = {
        .font = fonts_get(canvas->fonts, theme_face(style->type), size_px),
        .line_px = (int)lround((double)own_line_px * size_px / own_px),
    };
    int lines_max = lines_in(box.h, layout.line_px, size_px);
    if (style->max_lines > 0 && style->max_lines < lines_max)
        lines_max = style->max_lines;
    break_lines(&layout, text, box.w, lines_max);
    return layout;
}

/* At its own size, or the largest at which nothing is lost if it may shrink. */
static struct layout layout_make(struct canvas *canvas, const char *text, struct rect box,
                                 const struct text_style *style) {
    int own_px = theme_type_px(canvas->theme, style->type), last_px = own_px;
    int floor_px = theme_px(canvas->theme, FLOOR_DESIGN_PX);
    struct layout layout = layout_at(canvas, text, box, style, own_px);
    int percent = style->may_shrink ? 100 - SHRINK_STEP_PERCENT : 0;
    for (; percent >= SHRINK_MIN_PERCENT; percent -= SHRINK_STEP_PERCENT) {
        int size_px = own_px * percent / 100 > floor_px ? own_px * percent / 100 : floor_px;
        if ((!layout.is_cut && !layout.has_broken_word) || size_px >= last_px)
            break;
        free(layout.lines);
        layout = layout_at(canvas, text, box, style, size_px);
        last_px = size_px;
    }
    return layout;
}

int text_height(struct canvas *canvas, const char *text, int width_px,
                const struct text_style *style) {
    if (!text)
        return 0;
    struct rect box = {.w = width_px, .h = INT_MAX / 2};
    struct layout layout = layout_make(canvas, text, box, style);
    free(layout.lines);
    return layout.count * layout.line_px;
}

bool text_fits(struct canvas *canvas, const char *text, struct rect box,
               const struct text_style *style) {
    struct layout layout = layout_make(canvas, text, box, style);
    free(layout.lines);
    return !layout.is_cut && !layout.has_broken_word;
}

int text_width(struct canvas *canvas, const char *text, enum type_token type) {
    struct font *font = fonts_type(canvas->fonts, canvas->theme, type);
    return text ? font_text_width(font, text, strlen(text)) : 0;
}

int text_balanced_width(struct canvas *canvas, const char *text, int width_px,
                        const struct text_style *style) {
    int height = text_height(canvas, text, width_px, style);
    while (width_px > height && text_height(canvas, text, width_px * 19 / 20, style) == height)
        width_px = width_px * 19 / 20;
    return width_px;
}

static int first_baseline(const struct layout *layout, struct rect box, enum text_place place) {
    const struct font *font = layout->font;
    int below_first = (layout->count - 1) * layout->line_px;
    int in_line = (layout->line_px - font_height(font)) / 2 + font_ascent(font);
    switch (place) {
    case TEXT_MIDDLE: { // from the first line's capitals to the last baseline
        int ink = font_cap_height(font) + below_first;
        return box.y + (box.h - ink) / 2 + font_cap_height(font);
    }
    case TEXT_BOTTOM:
        return box.y + box.h - below_first - layout->line_px + in_line;
    case TEXT_TOP:
        break;
    }
    return box.y + in_line;
}

static int aligned(struct rect box, int width, enum text_align align) {
    switch (align) {
    case TEXT_CENTRE:
        return box.x + (box.w - width) / 2;
    case TEXT_RIGHT:
        return box.x + box.w - width;
    case TEXT_LEFT:
        break;
    }
    return box.x;
}

/* A part of a line, from `from` to `to` bytes, with the ellipsis where the line ends in one. */
static SDL_Surface *render_part(const struct layout *layout, const struct line *line, size_t from,
                                size_t to, const struct text_style *style, struct color color,
                                int *out_baseline) {
    if (!line->has_ellipsis || to < line->len)
        return font_render(layout->font, line->text + from, to - from, color, style->is_private,
                           out_baseline);
    size_t len = to - from + strlen(ELLIPSIS);
    char *whole = xmalloc(len + 1);
    memcpy(whole, line->text + from, to - from);
    memcpy(whole + to - from, ELLIPSIS, sizeof ELLIPSIS);
    SDL_Surface *made =
        font_render(layout->font, whole, len, color, style->is_private, out_baseline);
    explicit_bzero(whole, len);
    free(whole);
    return made;
}

/* What of a line is marked, in bytes of the line; nothing when from == to. */
struct span {
    size_t from, to;
};

static struct span marked_part(const struct line *line, const char *text,
                               const struct text_mark *mark) {
    size_t start = (size_t)(line->text - text), end = start + line->len;
    size_t from = mark->from > start ? mark->from : start, to = mark->to < end ? mark->to : end;
    return from < to ? (struct span){from - start, to - start} : (struct span){0, 0};
}

/* The top of a line's box. */
static int line_top(const struct layout *layout, int baseline) {
    return baseline - font_ascent(layout->font) - (layout->line_px - font_height(layout->font)) / 2;
}

static int line_width(const struct layout *layout, const struct line *line) {
    int width = font_text_width(layout->font, line->text, line->len);
    return line->has_ellipsis ? width + font_text_width(layout->font, ELLIPSIS, strlen(ELLIPSIS))
                              : width;
}

/* Empty where nothing of the line is marked. */
static struct rect band_of(const struct layout *layout, const struct line *line, struct span span,
                           struct rect box, enum text_align align, int baseline) {
    if (span.from == span.to)
        return (struct rect){0};
    int width = line_width(layout, line), pad = layout->line_px / 8;
    int left = aligned(box, width, align) + font_text_width(layout->font, line->text, span.from);
    int right = span.to == line->len ? aligned(box, width, align) + width
                                     : left + font_text_width(layout->font, line->text + span.from,
                                                              span.to - span.from);
    return (struct rect){left - pad, line_top(layout, baseline), right - left + 2 * pad,
                         layout->line_px};
}

/* Returns where the line's ink stands, for the log; in height its whole line box. */
static struct rect draw_line(struct canvas *canvas, const struct layout *layout, int index,
                             struct rect box, const struct text_style *style, int baseline) {
    int up = 0;
    const struct line *line = &layout->lines[index];
    SDL_Surface *picture = render_part(layout, line, 0, line->len, style,
                                       theme_color(canvas->theme, style->color), &up);
    int top = line_top(layout, baseline);
    if (!picture)
        return (struct rect){.y = top};
    int x = aligned(box, picture->w, style->align);
    canvas_picture(canvas, picture, x, baseline - up, 255);
    return (struct rect){x, top, picture->w, layout->line_px};
}

/* A line whose marked words have another colour, in up to three parts side by side. */
static struct rect draw_line_in_parts(struct canvas *canvas, const struct layout *layout, int index,
                                      struct rect box, const struct text_style *style, int baseline,
                                      struct span span, struct color ink) {
    const struct line *line = &layout->lines[index];
    struct color own = theme_color(canvas->theme, style->color);
    const struct {
        size_t from, to;
        struct color color;
    } parts[] = {{0, span.from, own}, {span.from, span.to, ink}, {span.to, line->len, own}};
    int left = aligned(box, line_width(layout, line), style->align);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        int up = 0, x = left + font_text_width(layout->font, line->text, parts[i].from);
        if (parts[i].from == parts[i].to)
            continue;
        SDL_Surface *picture =
            render_part(layout, line, parts[i].from, parts[i].to, style, parts[i].color, &up);
        if (picture)
            canvas_picture(canvas, picture, x, baseline - up, 255);
    }
    return (struct rect){left, line_top(layout, baseline), line_width(layout, line),
                         layout->line_px};
}

static void log_text(struct text_log *log, const char *text, struct rect area, struct rect box,
                     const struct layout *layout, const struct text_style *style) {
    text_log_add(log, &(struct text_log_entry){
                          .text = (char *)text, // copied
                          .area = area,
                          .box = box,
                          .style = *style,
                          .size_px = font_size_px(layout->font),
                          .is_cut = layout->is_cut || layout->has_broken_word,
                      });
}

static struct rect band_at(const struct layout *layout, int index, const struct text_mark *mark,
                           const struct text_style *style) {
    const struct line *line = &layout->lines[index];
    int baseline = first_baseline(layout, mark->box, style->place) + index * layout->line_px;
    struct span span = marked_part(line, mark->text, mark);
    return band_of(layout, line, span, mark->box, style->align, baseline);
}

static struct rect bands_area(const struct layout *layout, const struct text_mark *mark,
                              const struct text_style *style) {
    struct rect area = {0};
    for (int i = 0; i < layout->count; i++)
        area = rect_union(area, band_at(layout, i, mark, style));
    return area;
}

/* All bands before any words: the marks of one line reach into the box of the one above. */
static struct mark_look draw_bands(struct canvas *canvas, const struct layout *layout,
                                   const struct text_mark *mark, const struct text_style *style) {
    struct color ground = mark_ground(canvas, bands_area(layout, mark, style));
    struct mark_look look =
        mark_look(canvas->theme, theme_color(canvas->theme, style->color), ground);
    for (int i = 0; i < layout->count; i++) {
        struct rect band = band_at(layout, i, mark, style);
        if (!rect_is_empty(band))
            mark_draw(canvas, band, &look);
    }
    return look;
}

struct rect text_mark_area(struct canvas *canvas, const struct text_mark *mark,
                           const struct text_style *style) {
    if (!mark->text)
        return (struct rect){0};
    struct layout layout = layout_make(canvas, mark->text, mark->box, style);
    struct rect area = bands_area(&layout, mark, style);
    free(layout.lines);
    return area;
}

int text_draw(struct canvas *canvas, const char *text, struct rect box,
              const struct text_style *style) {
    if (!text)
        return 0;
    struct layout layout = layout_make(canvas, text, box, style);
    struct rect area = {0};
    struct text_mark mark = {.text = NULL};
    struct mark_look look = {.has_own_ink = false};
    if (mark_is_on(canvas, text, box)) {
        mark = *canvas->text_mark;
        mark.text = text; // the lines point into this one
        look = draw_bands(canvas, &layout, &mark, style);
    }
    int baseline = first_baseline(&layout, box, style->place);
    for (int i = 0; i < layout.count; i++, baseline += layout.line_px) {
        // Stacked marks and descenders may leave the line's box by a little.
        struct rect reach = {box.x, baseline - 2 * layout.line_px, box.w, 3 * layout.line_px};
        if (!canvas_shows(canvas, reach))
            continue;
        struct span span = {0, 0};
        if (look.has_own_ink)
            span = marked_part(&layout.lines[i], text, &mark);
        struct rect line =
            span.from < span.to
                ? draw_line_in_parts(canvas, &layout, i, box, style, baseline, span, look.ink)
                : draw_line(canvas, &layout, i, box, style, baseline);
        area = rect_union(area, line);
    }
    fonts_forget_private(canvas->fonts);
    if (canvas->text_log && canvas_shows(canvas, area))
        log_text(canvas->text_log, text, rect_intersect(area, canvas->clip), box, &layout, style);
    free(layout.lines);
    return layout.count * layout.line_px;
}
