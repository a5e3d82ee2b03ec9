#include "widgets/icon.h"

#include <string.h>

#include "draw/art.h"
#include "draw/font.h"

#define LETTER 56

static int shorter_side(struct rect box) {
    return box.w < box.h ? box.w : box.h;
}

static void draw_art(struct canvas *canvas, const char *name, struct rect box, struct color tint) {
    int side = shorter_side(box);
    struct rect at = rect_centre(box, side, side);
    if (side <= 0 || !canvas_shows(canvas, at))
        return;
    SDL_Surface *picture = art_get(canvas->art, name, side, side, tint);
    if (picture)
        canvas_picture(canvas, picture, at.x, at.y, 255);
}

void icon_draw(struct canvas *canvas, const char *name, struct rect box, enum color_token color) {
    if (!strncmp(name, "letter/", 7))
        icon_draw_letter(canvas, name + 7, box, theme_px(canvas->theme, LETTER), color);
    else
        draw_art(canvas, name, box, theme_color(canvas->theme, color));
}

void icon_draw_coloured(struct canvas *canvas, const char *name, struct rect box) {
    draw_art(canvas, name, box, (struct color){0});
}

void icon_draw_disc(struct canvas *canvas, struct rect disc, enum color_token fill,
                    const char *name, int icon_px, enum color_token color) {
    canvas_round(canvas, disc, shorter_side(disc) / 2, theme_color(canvas->theme, fill));
    icon_draw(canvas, name, rect_centre(disc, icon_px, icon_px), color);
}

void icon_draw_letter(struct canvas *canvas, const char *letter, struct rect box, int size_px,
                      enum color_token color) {
    struct font *font = fonts_get(canvas->fonts, FACE_SANS_BOLD, size_px);
    int baseline = 0;
    SDL_Surface *ink = font_render(font, letter, strlen(letter), theme_color(canvas->theme, color),
                                   false, &baseline);
    if (!ink)
        return;
    int y = box.y + (box.h + font_cap_height(font)) / 2 - baseline;
    canvas_picture(canvas, ink, box.x + (box.w - ink->w) / 2, y, 255);
}

void icon_draw_tick(struct canvas *canvas, struct rect box, int width, enum color_token color) {
    struct color ink = theme_color(canvas->theme, color);
    int side = shorter_side(box);
    struct rect grid = rect_centre(box, side, side);
    const struct point corners[] = {{10, 25}, {20, 35}, {38, 14}}; // of 48
    struct point at[3];
    for (int i = 0; i < 3; i++) {
        at[i] =
            (struct point){grid.x + side * corners[i].x / 48, grid.y + side * corners[i].y / 48};
    }
    canvas_line(canvas, at[0], at[1], width, ink);
    canvas_line(canvas, at[1], at[2], width, ink);
}
