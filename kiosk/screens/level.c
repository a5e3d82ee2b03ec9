#include "screens/level.h"

#include <stdio.h>

#include "draw/text.h"
#include "widgets/icon.h"

#define GAP 4 // between stars

static const struct {
    enum color_token fill;
    const char *star;
} looks[] = {
    {COLOR_JADE100, "motif/anise-1"},
    {COLOR_INDIGO100, "motif/anise-2"},
    {COLOR_GOLD200, "motif/anise-3"},
};
#define LOOKS (int)(sizeof looks / sizeof *looks)

static int look_of(int rank) {
    return rank < 1 ? 0 : rank > LOOKS ? LOOKS - 1 : rank - 1;
}

enum color_token level_fill(int rank) {
    return looks[look_of(rank)].fill;
}

int level_draw_stars(struct canvas *canvas, struct point at, int rank, int side) {
    const struct theme *theme = canvas->theme;
    int pitch = side + theme_px(theme, GAP);
    for (int i = 0; i < rank; i++) {
        struct rect star = {at.x + i * pitch, at.y, side, side};
        if (theme->has_high_contrast)
            icon_draw(canvas, "icons/star", star, COLOR_YELLOW);
        else
            icon_draw_coloured(canvas, looks[look_of(rank)].star, star);
    }
    return rank > 0 ? (rank - 1) * pitch + side : 0;
}

void level_draw_number(struct canvas *canvas, struct rect disc, int number) {
    const struct theme *theme = canvas->theme;
    bool is_contrast = theme->has_high_contrast;
    char digits[16];
    snprintf(digits, sizeof digits, "%d", number);
    canvas_round(canvas, disc, disc.h / 2,
                 theme_color(theme, is_contrast ? COLOR_YELLOW : COLOR_LAC700));
    text_draw(canvas, digits, disc,
              &(struct text_style){.type = TYPE_BODY_S_BOLD,
                                   .color = is_contrast ? COLOR_BLACK : COLOR_IVORY0,
                                   .align = TEXT_CENTRE,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true});
}
