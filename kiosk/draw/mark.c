#include "draw/mark.h"

#include <math.h>
#include <string.h>

#define CONTRAST_MIN 7.0 // tokens: of every text pair
#define RADIUS 12
#define RULE_H 3

static double channel(uint8_t value) {
    double c = value / 255.0;
    return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(struct color c) {
    return 0.2126 * channel(c.r) + 0.7152 * channel(c.g) + 0.0722 * channel(c.b);
}

/* Source: WCAG 2, contrast ratio. */
static double contrast(struct color a, struct color b) {
    double la = luminance(a), lb = luminance(b);
    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

/* Black words stand on yellow or white: there the band is black, or it would not be seen. */
static struct mark_look contrast_look(const struct theme *theme, struct color own) {
    struct color black = theme_color(theme, COLOR_BLACK), yellow = theme_color(theme, COLOR_YELLOW);
    bool is_dark = luminance(own) < 0.2;
    struct color band = is_dark ? black : yellow;
    return (struct mark_look){
        .band = band, .rule = band, .ink = is_dark ? yellow : black, .has_own_ink = true};
}

static bool is_same(struct color a, struct color b) {
    return a.r == b.r && a.g == b.g && a.b == b.b;
}

struct mark_look mark_look(const struct theme *theme, struct color own, struct color ground) {
    if (theme->has_high_contrast)
        return contrast_look(theme, own);
    struct color gold = theme_color(theme, COLOR_GOLD200);
    struct mark_look look = {
        .band = is_same(ground, gold) ? theme_color(theme, COLOR_GOLD400) : gold,
        .rule = theme_color(theme, COLOR_GOLD600),
        .ink = own,
    };
    if (contrast(own, look.band) < CONTRAST_MIN) {
        look.ink = theme_color(theme, COLOR_LAC900);
        look.has_own_ink = true;
    }
    return look;
}

struct color mark_ground(const struct canvas *canvas, struct rect band) {
    const SDL_Surface *s = canvas->surface;
    struct rect shown = rect_intersect(band, canvas->clip);
    if (rect_is_empty(shown))
        return (struct color){0};
    const char *row = (const char *)s->pixels + (size_t)(shown.y + shown.h / 2) * (size_t)s->pitch;
    uint32_t pixel = ((const uint32_t *)(const void *)row)[shown.x];
    return (struct color){(uint8_t)(pixel >> 16), (uint8_t)(pixel >> 8), (uint8_t)pixel, 255};
}

bool mark_is_on(const struct canvas *canvas, const char *text, struct rect box) {
    const struct text_mark *mark = canvas->text_mark;
    return mark && mark->text && memcmp(&mark->box, &box, sizeof box) == 0 &&
           strcmp(mark->text, text) == 0;
}

/* The rule under it is seen where the ground is gold already, and by those who see no gold. */
void mark_draw(struct canvas *canvas, struct rect band, const struct mark_look *look) {
    const struct theme *theme = canvas->theme;
    int radius = theme_px(theme, RADIUS), rule = theme_px(theme, RULE_H);
    canvas_round(canvas, band, radius, look->band);
    band = (struct rect){band.x + radius, band.y + band.h - rule, band.w - 2 * radius, rule};
    if (!is_same(look->band, look->rule))
        canvas_fill(canvas, band, look->rule);
}
