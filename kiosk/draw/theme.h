/* The look as data: colours, sizes, type. Design sizes are pixels at 1920x1080 (portrait
 * 1080x1920). */
#ifndef DRAW_THEME_H
#define DRAW_THEME_H

#include "draw/geometry.h"
#include <stdbool.h>
#include <stdint.h>

struct color {
    uint8_t r, g, b, a;
};

enum color_token {
    COLOR_LAC950,
    COLOR_LAC900,
    COLOR_LAC800,
    COLOR_LAC700,
    COLOR_LAC600,
    COLOR_LAC100,
    COLOR_GOLD200,
    COLOR_GOLD300,
    COLOR_GOLD400,
    COLOR_GOLD450,
    COLOR_GOLD500,
    COLOR_GOLD600,
    COLOR_GOLD800,
    COLOR_IVORY0,
    COLOR_IVORY50,
    COLOR_IVORY100,
    COLOR_IVORY200,
    COLOR_IVORY300,
    COLOR_INK900,
    COLOR_INK700,
    COLOR_INK500,
    COLOR_JADE900,
    COLOR_JADE700,
    COLOR_JADE600,
    COLOR_JADE500,
    COLOR_JADE100,
    COLOR_INDIGO900,
    COLOR_INDIGO800,
    COLOR_INDIGO700,
    COLOR_INDIGO500,
    COLOR_INDIGO100,
    COLOR_STAFF_PAGE,
    COLOR_STAFF_LINE,
    COLOR_BLACK,
    COLOR_WHITE,
    COLOR_YELLOW, // high contrast
    COLOR_SCRIM,
    COLOR_NONE,
    COLOR_TOKENS
};

enum face { // the three font files
    FACE_SANS,
    FACE_SANS_BOLD,
    FACE_SERIF_BOLD,
    FACES,
};

enum type_token { // tokens.md section 3; sizes in theme.c
    TYPE_HERO,
    TYPE_NOTICE, // a hero line with nothing beside it
    TYPE_NUMBER_XL,
    TYPE_TITLE_1,
    TYPE_TITLE_2,
    TYPE_TILE,
    TYPE_BAR_TITLE,
    TYPE_CARD_NAME,
    TYPE_CODE,
    TYPE_FIELD,
    TYPE_KEY,
    TYPE_BUTTON_L,
    TYPE_BUTTON,
    TYPE_BODY_L,
    TYPE_BODY,
    TYPE_BODY_BOLD,
    TYPE_BODY_S,
    TYPE_BODY_S_BOLD,
    TYPE_TAG,
    TYPE_STAFF, // the staff's screens alone, as the next two
    TYPE_STAFF_BOLD,
    TYPE_STAFF_TITLE, // of a card there
    TYPE_PAD,         // digits of the PIN pad
    TYPES
};

struct theme {
    int width, height; // of the canvas
    bool is_portrait;
    double scale;        // canvas pixels a design pixel
    struct point origin; // of the centred layout
    bool has_large_text, has_high_contrast, is_staff;
    int target_px; // least side of what is pressed, by the panel's millimetres; 0: tokens alone
};

/** Chooses orientation and scale for a canvas of this size. */
void theme_init(struct theme *theme, int width, int height);
/** Design pixels to canvas pixels, rounded; at least 1 for anything above 0. */
int theme_px(const struct theme *theme, int design_px);
/** Takes a panel's size into account; a diagonal of 0 is unknown. */
void theme_set_panel(struct theme *theme, int diagonal_mm, int target_mm);
/** A target's side: the larger of its token and what a finger needs, as far as there is room. */
int theme_target_px(const struct theme *theme, int design_px, int room_design_px);
/** A rectangle of the design on the canvas. */
struct rect theme_rect(const struct theme *theme, int x, int y, int w, int h);
/** The whole canvas. */
struct rect theme_canvas(const struct theme *theme);
struct color theme_color(const struct theme *theme, enum color_token token);
enum face theme_face(enum type_token type);
/** Size in canvas pixels, large text taken into account (body and buttons x1.25, titles x1.1). */
int theme_type_px(const struct theme *theme, enum type_token type);
/** Line height in canvas pixels for a size, at least 1.2 times it: Vietnamese stacks two marks. */
int theme_line_px(const struct theme *theme, enum type_token type);

#endif
