#include "widgets/button.h"

#include "base/utf8.h"
#include "widgets/button_content.h"
#include "widgets/icon.h"
#include "widgets/panel.h"
#include "widgets/toggle.h"

#define RING_OUTSIDE 8
#define RING_LINE 6
#define LIP_PRESSED 2
#define PLATE_SIDE 120
#define PLATE_RADIUS 24
#define PLATE_OVERLAP 8 // of plate and key, so that they read as one
#define PLATE_LETTER 76

/* One way a face may look, in design pixels: tokens.md section 6. */
struct face_look {
    int radius, lip, line;
    enum color_token fill, pressed, outline, lip_color, ink;
};

static const struct face_look LOOKS[] = {
    [BUTTON_SECONDARY] = {24, 8, 3, COLOR_IVORY0, COLOR_IVORY200, COLOR_IVORY300, COLOR_IVORY300,
                          COLOR_INK900},
    [BUTTON_PRIMARY] = {24, 8, 3, COLOR_LAC700, COLOR_LAC900, COLOR_LAC700, COLOR_LAC950,
                        COLOR_IVORY0},
    [BUTTON_GOLD] = {24, 8, 3, COLOR_GOLD400, COLOR_GOLD450, COLOR_GOLD400, COLOR_GOLD800,
                     COLOR_INK900},
    [BUTTON_JADE] = {24, 8, 3, COLOR_JADE700, COLOR_JADE900, COLOR_JADE700, COLOR_JADE900,
                     COLOR_IVORY0},
    [BUTTON_INDIGO] = {24, 8, 3, COLOR_INDIGO700, COLOR_INDIGO900, COLOR_INDIGO700, COLOR_INDIGO900,
                       COLOR_IVORY0},
    [BUTTON_CHIP] = {24, 8, 3, COLOR_IVORY0, COLOR_IVORY200, COLOR_IVORY300, COLOR_IVORY300,
                     COLOR_INK900},
    [BUTTON_KEY] = {18, 8, 3, COLOR_IVORY0, COLOR_IVORY200, COLOR_IVORY200, COLOR_IVORY300,
                    COLOR_INK900},
    [BUTTON_KEY_TONE] = {18, 8, 3, COLOR_GOLD200, COLOR_GOLD300, COLOR_GOLD500, COLOR_GOLD500,
                         COLOR_INK900},
    [BUTTON_KEY_FUNCTION] = {18, 8, 3, COLOR_IVORY200, COLOR_IVORY300, COLOR_IVORY300,
                             COLOR_IVORY300, COLOR_INK900},
    [BUTTON_TILE] = {32, 10, 3, COLOR_IVORY0, COLOR_IVORY200, COLOR_IVORY300, COLOR_IVORY300,
                     COLOR_INK900},
    [BUTTON_CARD] = {28, 10, 3, COLOR_IVORY0, COLOR_IVORY200, COLOR_IVORY300, COLOR_IVORY300,
                     COLOR_INK900},
    [BUTTON_CARD_GOLD] = {32, 10, 3, COLOR_GOLD300, COLOR_GOLD450, COLOR_GOLD300, COLOR_GOLD600,
                          COLOR_INK900},
    [BUTTON_CELL] = {24, 8, 3, COLOR_IVORY0, COLOR_GOLD200, COLOR_IVORY300, COLOR_IVORY300,
                     COLOR_INK900},
    [BUTTON_REASON] = {28, 8, 3, COLOR_IVORY0, COLOR_IVORY200, COLOR_IVORY300, COLOR_IVORY300,
                       COLOR_INK900},
    [BUTTON_CHECK] = {28, 8, 4, COLOR_JADE100, COLOR_IVORY200, COLOR_JADE700, COLOR_JADE700,
                      COLOR_JADE900},
    [BUTTON_TOGGLE] = {36, 0, 3, COLOR_IVORY0, COLOR_IVORY200, COLOR_IVORY300, COLOR_IVORY300,
                       COLOR_INK900},
    [BUTTON_PAD] = {28, 8, 3, COLOR_IVORY0, COLOR_IVORY200, COLOR_IVORY300, COLOR_IVORY300,
                    COLOR_INK900},
    [BUTTON_FIELD] = {24, 8, 3, COLOR_IVORY0, COLOR_IVORY200, COLOR_IVORY300, COLOR_IVORY300,
                      COLOR_INK900},
    [BUTTON_BARE] = {0},
};

static bool is_red_tile(const struct button *b) {
    return b->look == BUTTON_TILE && b->is_large;
}

/* Chosen = jade and a tick; cards and the consent box show it in their own way. */
static bool is_jade_when_chosen(enum button_look look) {
    return look == BUTTON_SECONDARY || look == BUTTON_CHIP || look == BUTTON_KEY_FUNCTION ||
           look == BUTTON_REASON;
}

static void make_chosen(struct face_look *look, enum button_look kind) {
    look->fill = look->outline = COLOR_JADE700;
    look->pressed = look->lip_color = COLOR_JADE900;
    look->ink = COLOR_IVORY0;
    if (kind == BUTTON_CHIP)
        look->lip = 4;
}

static bool is_filled_in_contrast(const struct button *b) {
    return b->look == BUTTON_PRIMARY || b->look == BUTTON_GOLD || b->look == BUTTON_JADE ||
           b->look == BUTTON_INDIGO || b->look == BUTTON_CARD_GOLD || is_red_tile(b) ||
           (b->is_chosen && is_jade_when_chosen(b->look));
}

/* Black and white with yellow for what matters most; no lip, pressed = colours swapped. */
static void make_contrast(struct face_look *look, const struct button *b) {
    bool is_big = b->look == BUTTON_TILE || b->look == BUTTON_CARD || b->look == BUTTON_REASON ||
                  b->look == BUTTON_CARD_GOLD || b->look == BUTTON_CELL;
    bool is_filled = is_filled_in_contrast(b) && !b->is_off;
    look->lip = 0;
    look->line = b->is_off ? 2 : is_big ? 6 : 5;
    look->outline = is_filled || (b->is_chosen && !b->is_off) ? COLOR_YELLOW : COLOR_WHITE;
    look->fill = is_filled ? COLOR_YELLOW : COLOR_BLACK;
    look->ink = is_filled ? COLOR_BLACK : COLOR_WHITE;
    look->pressed = is_filled ? COLOR_BLACK : COLOR_WHITE;
}

/* The look of this button as it stands now, but for where a press has moved it. */
static struct face_look look_of(const struct button *b, const struct theme *theme) {
    struct face_look look = LOOKS[b->look];
    if (is_red_tile(b)) {
        look = LOOKS[BUTTON_PRIMARY];
        look.radius = 32;
    }
    if (b->is_large && (b->look == BUTTON_TILE || b->look == BUTTON_CARD))
        look.lip = 12;
    if (b->look == BUTTON_FIELD && !b->icon_end) {
        look.outline = COLOR_INK700;
        look.line = 4;
    }
    if (b->is_chosen && is_jade_when_chosen(b->look))
        make_chosen(&look, b->look);
    if (b->look == BUTTON_CARD && b->is_chosen) {
        look.outline = COLOR_JADE700;
        look.line = 6;
    }
    if (b->look == BUTTON_CELL && (b->is_chosen || b->finger)) {
        look.outline = look.lip_color = COLOR_LAC700;
        look.fill = COLOR_GOLD200;
        look.line = 5;
    }
    if (b->is_off && b->look != BUTTON_BARE) {
        look.lip = 0;
        look.fill = look.pressed = COLOR_IVORY100;
        look.outline = COLOR_IVORY200;
        look.ink = COLOR_INK700;
    }
    if (theme->has_high_contrast && b->look != BUTTON_BARE)
        make_contrast(&look, b);
    return look;
}

enum color_token button_ink(const struct button *b, const struct theme *theme) {
    struct face_look look = look_of(b, theme);
    if (!theme->has_high_contrast || !b->finger)
        return look.ink;
    return is_filled_in_contrast(b) && !b->is_off ? COLOR_YELLOW : COLOR_BLACK;
}

struct rect button_face(const struct button *b, const struct theme *theme) {
    struct face_look look = look_of(b, theme);
    struct rect face = b->area;
    int lip = look.lip > 0 ? theme_px(theme, look.lip) : 0;
    face.h -= lip;
    if (lip > 0 && (b->finger || b->sunk)) {
        int depth = lip - theme_px(theme, LIP_PRESSED);
        face.y += b->finger ? depth : depth * b->sunk / PANEL_SUNK;
    }
    return face;
}

static bool has_plate(const struct button *b) {
    return (b->look == BUTTON_KEY || b->look == BUTTON_KEY_TONE) && b->label &&
           utf8_count(b->label) == 1;
}

static struct rect plate_of(const struct button *b, const struct theme *theme) {
    int side = theme_px(theme, PLATE_SIDE);
    struct rect canvas = theme_canvas(theme);
    struct rect plate = {b->area.x + (b->area.w - side) / 2,
                         b->area.y - side + theme_px(theme, PLATE_OVERLAP), side, side};
    if (plate.x + side > canvas.w)
        plate.x = canvas.w - side;
    if (plate.x < 0)
        plate.x = 0;
    if (plate.y < 0)
        plate.y = 0;
    return plate;
}

struct rect button_shown(const struct button *b) {
    return rect_is_empty(b->within) ? b->area : rect_intersect(b->area, b->within);
}

struct rect button_reach(const struct button *b, const struct theme *theme) {
    struct rect reach = rect_inset(b->area, -theme_px(theme, RING_OUTSIDE));
    if (has_plate(b))
        reach = rect_union(reach, plate_of(b, theme));
    if (!rect_is_empty(b->within))
        reach = rect_intersect(reach, b->within);
    return rect_intersect(reach, theme_canvas(theme));
}

static void draw_shape(const struct button *b, const struct face_look *look, struct rect face,
                       struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    int radius = theme_px(theme, look->radius);
    if (look->lip > 0) {
        struct rect lip = face;
        lip.y = b->area.y + b->area.h - face.h; // down to the area's end, pressed or not
        canvas_round(canvas, lip, radius, theme_color(theme, look->lip_color));
    }
    struct color fill = theme_color(theme, b->finger ? look->pressed : look->fill);
    if (look->outline == look->fill && !b->finger)
        canvas_round(canvas, face, radius, fill);
    else
        canvas_round_outline(canvas, face, radius, theme_px(theme, look->line),
                             theme_color(theme, look->outline), fill);
}

void button_draw_ring(struct rect area, int radius_px, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    int outside = theme_px(theme, RING_OUTSIDE);
    struct rect ring = rect_intersect(rect_inset(area, -outside), theme_canvas(theme));
    enum color_token color = theme->has_high_contrast ? COLOR_YELLOW : COLOR_INDIGO700;
    canvas_round_outline(canvas, ring, radius_px + outside, theme_px(theme, RING_LINE),
                         theme_color(theme, color), theme_color(theme, COLOR_NONE));
}

static void draw_whole(const struct button *b, bool has_focus, struct canvas *canvas) {
    struct face_look look = look_of(b, canvas->theme);
    if (b->look == BUTTON_TOGGLE) {
        toggle_draw(b, has_focus, canvas);
        return;
    }
    if (b->look != BUTTON_BARE) {
        struct rect face = button_face(b, canvas->theme);
        draw_shape(b, &look, face, canvas);
        struct button_content content = {
            .button = b,
            .face = face,
            .radius_px = theme_px(canvas->theme, look.radius),
            .ink = button_ink(b, canvas->theme),
        };
        button_content_draw(&content, canvas);
    }
    if (has_focus)
        button_draw_ring(b->area, theme_px(canvas->theme, look.radius), canvas);
}

void button_draw(const struct button *b, bool has_focus, struct canvas *canvas) {
    struct rect reach = button_reach(b, canvas->theme);
    if (!canvas_shows(canvas, reach))
        return;
    canvas_push_clip(canvas, rect_is_empty(b->within) ? theme_canvas(canvas->theme) : b->within);
    draw_whole(b, has_focus, canvas);
    canvas_pop_clip(canvas);
}

void button_draw_plate(const struct button *b, struct canvas *canvas) {
    if (!b->finger || b->is_off || !has_plate(b))
        return;
    const struct theme *theme = canvas->theme;
    bool is_contrast = theme->has_high_contrast;
    struct rect plate = plate_of(b, theme);
    canvas_round_outline(canvas, plate, theme_px(theme, PLATE_RADIUS), theme_px(theme, 5),
                         theme_color(theme, is_contrast ? COLOR_YELLOW : COLOR_LAC700),
                         theme_color(theme, is_contrast ? COLOR_BLACK : COLOR_IVORY0));
    icon_draw_letter(canvas, b->label, plate, theme_px(theme, PLATE_LETTER),
                     is_contrast ? COLOR_YELLOW : COLOR_LAC700);
}
