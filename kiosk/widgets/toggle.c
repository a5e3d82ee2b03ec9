#include "widgets/toggle.h"

#include "draw/text.h"
#include "widgets/icon.h"
#include "widgets/panel.h"

#define PILL_W 148
#define PILL_H 72
#define KNOB 60
#define LINE 4

struct toggle_look {
    enum color_token fill, line, knob, knob_line, ink;
};

/* On jade, off ivory; in high contrast yellow and black. A press darkens it. */
static struct toggle_look look_of(const struct button *b, const struct theme *theme) {
    if (theme->has_high_contrast && b->is_chosen && !b->is_off)
        return (struct toggle_look){COLOR_YELLOW, COLOR_YELLOW, COLOR_BLACK, COLOR_BLACK,
                                    COLOR_BLACK};
    if (theme->has_high_contrast)
        return (struct toggle_look){COLOR_BLACK, COLOR_WHITE, COLOR_WHITE, COLOR_WHITE,
                                    COLOR_WHITE};
    if (b->is_off)
        return (struct toggle_look){COLOR_IVORY100, COLOR_IVORY300, COLOR_IVORY100, COLOR_IVORY100,
                                    COLOR_INK700};
    if (b->is_chosen) {
        enum color_token fill = b->finger ? COLOR_JADE900 : COLOR_JADE700;
        return (struct toggle_look){fill, fill, COLOR_IVORY0, COLOR_IVORY0, COLOR_IVORY0};
    }
    return (struct toggle_look){b->finger ? COLOR_IVORY300 : COLOR_IVORY200, COLOR_INK500,
                                COLOR_IVORY0, COLOR_INK500, COLOR_INK900};
}

static void draw_state(const struct button *b, struct rect pill, const struct toggle_look *look,
                       struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    int side = theme_px(theme, KNOB), inset = (pill.h - side) / 2;
    struct rect knob = {pill.x + inset, pill.y + inset, side, side};
    struct rect words = {knob.x + side, pill.y, pill.w - 2 * inset - side, pill.h};
    if (b->is_chosen) {
        knob.x = pill.x + pill.w - inset - side;
        words.x = pill.x + inset;
    }
    canvas_round_outline(canvas, knob, side / 2, theme_px(theme, LINE),
                         theme_color(theme, look->knob_line), theme_color(theme, look->knob));
    text_draw(canvas, b->sub, words,
              &(struct text_style){.type = TYPE_TAG,
                                   .color = look->ink,
                                   .align = TEXT_CENTRE,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true,
                                   .is_silent = true});
}

void toggle_draw(const struct button *b, bool has_focus, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    struct toggle_look look = look_of(b, theme);
    struct rect pill = rect_centre(b->area, theme_px(theme, PILL_W), theme_px(theme, PILL_H));
    canvas_round_outline(canvas, pill, pill.h / 2, theme_px(theme, LINE),
                         theme_color(theme, look.line), theme_color(theme, look.fill));
    if (b->is_off) {
        int side = theme_px(theme, 44);
        icon_draw(canvas, "icons/lock", rect_centre(pill, side, side), look.ink);
    } else {
        draw_state(b, pill, &look, canvas);
    }
    if (has_focus)
        button_draw_ring(b->area, pill.h / 2, canvas);
}
