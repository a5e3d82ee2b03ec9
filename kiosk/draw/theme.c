#include "draw/theme.h"

#include <assert.h>
#include <math.h>

#define LONG_SIDE 1920
#define SHORT_SIDE 1080
#define FLOOR_PX 28 // nothing is drawn smaller

/* In high contrast what is paper turns black, what stands on it white or yellow. Tokens serve as
 * text here and as ground there, so the whole table splits in two camps, and every pair of
 * tokens.md has one foot in each: its text keeps at least 15:1 without any screen's help. */
#define BLACK 0x000000
#define WHITE 0xFFFFFF
#define YELLOW 0xFFD84A

struct token {
    uint32_t normal, high_contrast; // 0xRRGGBB
};

static const struct token tokens[COLOR_TOKENS] = {
    [COLOR_LAC950] = {0x3A0508, YELLOW}, // lip of primary buttons: melts into their face
    [COLOR_LAC900] = {0x520A0E, WHITE},  // pressed primary: must differ from the face
    [COLOR_LAC800] = {0x6E0E13, YELLOW},    [COLOR_LAC700] = {0x8C1318, YELLOW},
    [COLOR_LAC600] = {0xA81C1F, YELLOW},    [COLOR_LAC100] = {0xF6E1DC, BLACK},
    [COLOR_GOLD200] = {0xFBE9BF, BLACK},    [COLOR_GOLD300] = {0xF6D88C, BLACK},
    [COLOR_GOLD400] = {0xEBBF58, BLACK},    [COLOR_GOLD450] = {0xD8A441, BLACK},
    [COLOR_GOLD500] = {0xCF9630, YELLOW},   [COLOR_GOLD600] = {0xA97418, YELLOW},
    [COLOR_GOLD800] = {0x5F4208, WHITE},    [COLOR_IVORY0] = {0xFFFDF8, BLACK},
    [COLOR_IVORY50] = {0xFCF7EB, BLACK},    [COLOR_IVORY100] = {0xF5ECD8, BLACK},
    [COLOR_IVORY200] = {0xE8DABC, BLACK},   [COLOR_IVORY300] = {0xCDBA93, WHITE}, // outlines
    [COLOR_INK900] = {0x1F1713, WHITE},     [COLOR_INK700] = {0x453830, WHITE},
    [COLOR_INK500] = {0x85766A, WHITE},     [COLOR_JADE900] = {0x063D2F, WHITE},
    [COLOR_JADE700] = {0x0C5744, YELLOW},   [COLOR_JADE600] = {0x14705A, WHITE},
    [COLOR_JADE500] = {0x2C9477, YELLOW},   [COLOR_JADE100] = {0xDCEFE6, BLACK},
    [COLOR_INDIGO900] = {0x131D3B, WHITE},  [COLOR_INDIGO800] = {0x1E2C55, WHITE},
    [COLOR_INDIGO700] = {0x2A3C72, YELLOW}, [COLOR_INDIGO500] = {0x5A6EA8, YELLOW},
    [COLOR_INDIGO100] = {0xE2E8F5, BLACK},  [COLOR_STAFF_PAGE] = {0xF3F5FB, BLACK},
    [COLOR_STAFF_LINE] = {0xC7D0E6, WHITE}, [COLOR_BLACK] = {BLACK, BLACK},
    [COLOR_WHITE] = {WHITE, WHITE},         [COLOR_YELLOW] = {YELLOW, YELLOW},
    [COLOR_SCRIM] = {0x1F1713, BLACK},
};

enum growth { // with "Chữ to"
    GROWTH_NONE,
    GROWTH_TITLE, // x1.1
    GROWTH_BODY,  // x1.25
};

struct type {
    enum face face;
    int size, portrait_size; // design pixels
    double line;             // times the size
    enum growth growth;
};

/* Within the ranges of tokens.md, as the mock-ups have them: measured glyph by glyph. */
static const struct type types[TYPES] = {
    [TYPE_HERO] = {FACE_SERIF_BOLD, 100, 104, 1.25, GROWTH_TITLE},
    [TYPE_NOTICE] = {FACE_SERIF_BOLD, 120, 112, 1.25, GROWTH_NONE},
    [TYPE_NUMBER_XL] = {FACE_SERIF_BOLD, 176, 176, 1.2, GROWTH_TITLE},
    [TYPE_TITLE_1] = {FACE_SERIF_BOLD, 92, 92, 1.28, GROWTH_TITLE},
    [TYPE_TITLE_2] = {FACE_SERIF_BOLD, 68, 68, 1.3, GROWTH_TITLE},
    [TYPE_TILE] = {FACE_SERIF_BOLD, 50, 54, 1.3, GROWTH_TITLE},
    [TYPE_BAR_TITLE] = {FACE_SERIF_BOLD, 48, 48, 1.4, GROWTH_TITLE},
    [TYPE_CARD_NAME] = {FACE_SERIF_BOLD, 44, 44, 1.25, GROWTH_TITLE},
    [TYPE_CODE] = {FACE_SANS_BOLD, 132, 132, 1.32, GROWTH_NONE},
    [TYPE_FIELD] = {FACE_SANS_BOLD, 56, 68, 1.3, GROWTH_NONE},
    [TYPE_KEY] = {FACE_SANS_BOLD, 46, 46, 1.2, GROWTH_NONE},
    [TYPE_BUTTON_L] = {FACE_SANS_BOLD, 44, 44, 1.25, GROWTH_BODY},
    [TYPE_BUTTON] = {FACE_SANS_BOLD, 36, 36, 1.25, GROWTH_BODY},
    [TYPE_BODY_L] = {FACE_SANS, 40, 40, 1.5, GROWTH_BODY},
    [TYPE_BODY] = {FACE_SANS, 36, 36, 1.4, GROWTH_BODY},
    [TYPE_BODY_BOLD] = {FACE_SANS_BOLD, 36, 36, 1.4, GROWTH_BODY},
    [TYPE_BODY_S] = {FACE_SANS, 32, 32, 1.35, GROWTH_BODY},
    [TYPE_BODY_S_BOLD] = {FACE_SANS_BOLD, 32, 32, 1.35, GROWTH_BODY},
    [TYPE_TAG] = {FACE_SANS_BOLD, 28, 28, 1.3, GROWTH_BODY},
    [TYPE_STAFF] = {FACE_SANS, 30, 30, 1.3, GROWTH_TITLE},
    [TYPE_STAFF_BOLD] = {FACE_SANS_BOLD, 30, 30, 1.3, GROWTH_TITLE},
    [TYPE_STAFF_TITLE] = {FACE_SERIF_BOLD, 40, 40, 1.3, GROWTH_TITLE},
    [TYPE_PAD] = {FACE_SANS_BOLD, 76, 76, 1.2, GROWTH_NONE},
};

static const double growths[] = {
    [GROWTH_NONE] = 1.0,
    [GROWTH_TITLE] = 1.1,
    [GROWTH_BODY] = 1.25,
};

void theme_init(struct theme *theme, int width, int height) {
    bool is_portrait = height > width;
    int design_w = is_portrait ? SHORT_SIDE : LONG_SIDE;
    int design_h = is_portrait ? LONG_SIDE : SHORT_SIDE;
    double scale = fmin((double)width / design_w, (double)height / design_h);
    *theme = (struct theme){
        .width = width,
        .height = height,
        .is_portrait = is_portrait,
        .scale = scale,
        .origin = {(int)lround((width - design_w * scale) / 2),
                   (int)lround((height - design_h * scale) / 2)},
    };
}

int theme_px(const struct theme *theme, int design_px) {
    int px = (int)lround(design_px * theme->scale);
    return design_px > 0 && px < 1 ? 1 : px;
}

void theme_set_panel(struct theme *theme, int diagonal_mm, int target_mm) {
    double diagonal_px = hypot(theme->width, theme->height);
    theme->target_px =
        diagonal_mm > 0 ? (int)ceil(target_mm * diagonal_px / diagonal_mm - 1e-6) : 0;
}

int theme_target_px(const struct theme *theme, int design_px, int room_design_px) {
    int side = theme_px(theme, design_px), room = theme_px(theme, room_design_px);
    int wanted = theme->target_px < room ? theme->target_px : room;
    return wanted > side ? wanted : side;
}

struct rect theme_rect(const struct theme *theme, int x, int y, int w, int h) {
    // Edges are rounded, not sizes: what touches in the design touches on the panel.
    int left = (int)lround(x * theme->scale), right = (int)lround((x + w) * theme->scale);
    int top = (int)lround(y * theme->scale), bottom = (int)lround((y + h) * theme->scale);
    return (struct rect){theme->origin.x + left, theme->origin.y + top, right - left, bottom - top};
}

struct rect theme_canvas(const struct theme *theme) {
    return (struct rect){.w = theme->width, .h = theme->height};
}

struct color theme_color(const struct theme *theme, enum color_token token) {
    assert(token < COLOR_TOKENS);
    if (token == COLOR_NONE)
        return (struct color){.a = 0};
    const struct token *entry = &tokens[token];
    uint32_t rgb = theme->has_high_contrast ? entry->high_contrast : entry->normal;
    uint8_t alpha = token == COLOR_SCRIM ? 184 : 255; // 72 %
    return (struct color){(uint8_t)(rgb >> 16), (uint8_t)(rgb >> 8), (uint8_t)rgb, alpha};
}

enum face theme_face(enum type_token type) {
    assert(type < TYPES);
    return types[type].face;
}

int theme_type_px(const struct theme *theme, enum type_token type) {
    assert(type < TYPES);
    const struct type *entry = &types[type];
    double design = theme->is_portrait ? entry->portrait_size : entry->size;
    if (theme->has_large_text)
        design *= growths[entry->growth];
    return (int)lround(fmax(design, FLOOR_PX) * theme->scale);
}

int theme_line_px(const struct theme *theme, enum type_token type) {
    double line = theme_type_px(theme, type) * types[type].line;
    return (int)ceil(line - 1e-6); // up: never less than its share, whatever the scale
}
