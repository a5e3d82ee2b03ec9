#include "widgets/field_view.h"

#include <string.h>

#include "base/utf8.h"
#include "draw/font.h"
#include "draw/text.h"
#include "widgets/button.h"
#include "widgets/field.h"

#define LINE 6
#define RADIUS 24
#define PAD_ACROSS 33
#define PAD_ALONG 22
#define CARET_W 5
#define CARET_AFTER 4 // of the letter before it

struct view {
    struct font *font;
    struct rect inner; // the text's
    int line_h, lines; // of how many there is room
    bool is_multiline;
};

struct spot { // of the caret
    int line, x;
    size_t line_start, line_len;
};

static int limit(int value, int least, int most) {
    if (value > most)
        value = most;
    return value < least ? least : value;
}

static enum type_token type_of(const struct field *f) {
    return f->is_multiline ? TYPE_BODY_L : TYPE_FIELD;
}

static struct view view_of(const struct field *f, const struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    int across = theme_px(theme, PAD_ACROSS);
    int along = f->is_multiline ? theme_px(theme, PAD_ALONG) : 0;
    struct view v = {.inner = {f->area.x + across, f->area.y + along, f->area.w - 2 * across,
                               f->area.h - 2 * along},
                     .is_multiline = f->is_multiline};
    v.font = fonts_type(canvas->fonts, theme, type_of(f));
    v.line_h = f->is_multiline ? theme_line_px(theme, type_of(f)) : v.inner.h;
    v.lines = v.line_h > 0 && v.inner.h > v.line_h ? v.inner.h / v.line_h : 1;
    v.inner.w -=
        theme_px(theme, CARET_AFTER + CARET_W); // the caret has room behind the last letter
    return v;
}

/* One line of the text from `start`: all of it where nothing is wrapped. */
static size_t line_length(const struct view *v, const char *text) {
    return v->is_multiline ? text_first_line(v->font, text, v->inner.w) : strlen(text);
}

static int line_count(const struct field *f, const struct view *v) {
    int count = 0;
    for (const char *at = f->text; *at; count++)
        at += line_length(v, at);
    return count > 0 ? count : 1;
}

/* An offset at a wrap belongs to the line it begins. */
static struct spot spot_of(const struct field *f, const struct view *v, size_t offset) {
    struct spot spot = {.line_len = line_length(v, f->text)};
    while (offset >= spot.line_start + spot.line_len && f->text[spot.line_start + spot.line_len]) {
        spot.line_start += spot.line_len;
        spot.line_len = line_length(v, f->text + spot.line_start);
        spot.line++;
    }
    spot.x = font_text_width(v->font, f->text + spot.line_start, offset - spot.line_start);
    if (v->is_multiline && spot.x > v->inner.w) // spaces at a wrap hang over
        spot.x = v->inner.w;
    return spot;
}

/* As little as shows the caret, from where the text stood before. */
static int scroll_of(const struct field *f, const struct view *v, const struct spot *caret) {
    if (v->is_multiline) {
        int most = limit(line_count(f, v) - v->lines, 0, caret->line);
        return limit(limit(f->scroll, 0, most), caret->line - v->lines + 1, caret->line);
    }
    int text_w = font_text_width(v->font, f->text, strlen(f->text));
    int most = text_w > v->inner.w ? text_w - v->inner.w : 0;
    return limit(limit(f->scroll, 0, most), caret->x - v->inner.w, caret->x);
}

int field_view_scroll(const struct field *f, const struct canvas *metrics) {
    struct view v = view_of(f, metrics);
    struct spot caret = spot_of(f, &v, f->caret);
    return scroll_of(f, &v, &caret);
}

/* The boundary nearest to `x` on the line that starts at `start`. */
static size_t offset_on_line(const struct field *f, const struct view *v, size_t start, size_t len,
                             int x) {
    size_t best = start, end = start + len;
    int best_gap = x < 0 ? -x : x;
    for (size_t at = utf8_next(f->text, start); at <= end; at = utf8_next(f->text, at)) {
        bool is_next_line = at == end && f->text[end];
        int gap = font_text_width(v->font, f->text + start, at - start) - x;
        if (is_next_line || (gap < 0 ? -gap : gap) > best_gap)
            break;
        best = at;
        best_gap = gap < 0 ? -gap : gap;
        if (at == end)
            break;
    }
    return best;
}

static size_t offset_in_line(const struct field *f, const struct view *v, int line, int x) {
    size_t start = 0, len = line_length(v, f->text);
    while (line-- > 0 && f->text[start + len]) {
        start += len;
        len = line_length(v, f->text + start);
    }
    return len > 0 ? offset_on_line(f, v, start, len, x) : start;
}

size_t field_view_offset_at(const struct field *f, const struct canvas *metrics, struct point at) {
    struct view v = view_of(f, metrics);
    struct spot caret = spot_of(f, &v, f->caret);
    int scroll = scroll_of(f, &v, &caret), x = at.x - v.inner.x, line = 0;
    if (v.is_multiline)
        line = limit((at.y - v.inner.y) / v.line_h, 0, v.lines - 1) + scroll;
    else
        x += scroll;
    return offset_in_line(f, &v, line, x);
}

size_t field_view_offset_above(const struct field *f, const struct canvas *metrics, int lines) {
    struct view v = view_of(f, metrics);
    struct spot caret = spot_of(f, &v, f->caret);
    int line = caret.line + lines;
    if (line < 0 || line >= line_count(f, &v))
        return f->caret;
    return offset_in_line(f, &v, line, caret.x);
}

static struct rect caret_rect(const struct field *f, const struct canvas *canvas,
                              const struct view *v) {
    const struct theme *theme = canvas->theme;
    struct spot caret = spot_of(f, v, f->caret);
    int scroll = scroll_of(f, v, &caret);
    struct rect line = v->inner;
    line.h = v->line_h;
    if (v->is_multiline)
        line.y += (caret.line - scroll) * v->line_h;
    int h = theme_type_px(theme, type_of(f)) * 11 / 10;
    return (struct rect){line.x + caret.x - (v->is_multiline ? 0 : scroll) +
                             theme_px(theme, f->caret > 0 ? CARET_AFTER : 0),
                         line.y + (line.h - h) / 2, theme_px(theme, CARET_W), h};
}

struct rect field_view_caret(const struct field *f, const struct canvas *metrics) {
    struct view v = view_of(f, metrics);
    return caret_rect(f, metrics, &v);
}

/* Capitals centred in the line; past every cache, for it is what a visitor typed. */
static void draw_line(struct canvas *canvas, const struct view *v, const char *text, size_t len,
                      struct point at, struct color color) {
    int baseline = 0;
    SDL_Surface *ink = font_render(v->font, text, len, color, true, &baseline);
    if (!ink)
        return;
    int base_y = at.y + (v->line_h + font_cap_height(v->font)) / 2;
    canvas_picture(canvas, ink, at.x, base_y - baseline, 255);
}

static void draw_text(const struct field *f, const struct view *v, struct color color,
                      struct canvas *canvas) {
    struct spot caret = spot_of(f, v, f->caret);
    int scroll = scroll_of(f, v, &caret);
    if (!v->is_multiline) {
        draw_line(canvas, v, f->text, strlen(f->text),
                  (struct point){v->inner.x - scroll, v->inner.y}, color);
        return;
    }
    size_t start = 0;
    for (int line = 0; f->text[start] && line < scroll + v->lines; line++) {
        size_t len = line_length(v, f->text + start);
        if (line >= scroll)
            draw_line(canvas, v, f->text + start, len,
                      (struct point){v->inner.x, v->inner.y + (line - scroll) * v->line_h}, color);
        start += len;
    }
}

static void draw_placeholder(const struct field *f, const struct view *v, enum color_token color,
                             struct canvas *canvas) {
    struct text_style style = {.type = TYPE_BODY,
                               .color = color,
                               .place = v->is_multiline ? TEXT_TOP : TEXT_MIDDLE,
                               .may_shrink = true};
    struct rect box = v->inner;
    rect_cut_left(&box, theme_px(canvas->theme, 2 * CARET_W));
    text_draw(canvas, f->placeholder, box, &style);
}

void field_draw(const struct field *f, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    bool is_contrast = theme->has_high_contrast;
    if (f->has_ring)
        button_draw_ring(f->area, theme_px(theme, RADIUS), canvas);
    if (!canvas_shows(canvas, f->area))
        return;
    canvas_round_outline(canvas, f->area, theme_px(theme, RADIUS), theme_px(theme, LINE),
                         theme_color(theme, is_contrast ? COLOR_YELLOW : COLOR_LAC700),
                         theme_color(theme, is_contrast ? COLOR_BLACK : COLOR_IVORY0));
    struct view v = view_of(f, canvas);
    canvas_push_clip(canvas, rect_inset(f->area, theme_px(theme, 2 * LINE)));
    if (f->text[0])
        draw_text(f, &v, theme_color(theme, is_contrast ? COLOR_WHITE : COLOR_INK900), canvas);
    else if (f->placeholder)
        draw_placeholder(f, &v, is_contrast ? COLOR_WHITE : COLOR_INK700, canvas);
    if (f->has_caret_shown)
        canvas_fill(canvas, caret_rect(f, canvas, &v),
                    theme_color(theme, is_contrast ? COLOR_YELLOW : COLOR_LAC700));
    canvas_pop_clip(canvas);
}
