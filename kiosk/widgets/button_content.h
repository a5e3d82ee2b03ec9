/* What stands on the face of a button: icon and label, the tile's box and lines, the reason's
 * badge, the consent's tick. Only button.c calls this. */
#ifndef WIDGETS_BUTTON_CONTENT_H
#define WIDGETS_BUTTON_CONTENT_H

#include "draw/canvas.h"
#include "draw/geometry.h"
#include "draw/text.h"
#include "draw/theme.h"

struct button;

struct button_content {
    const struct button *button; // borrowed for the call
    struct rect face;            // where it is now
    int radius_px;
    enum color_token ink;
};

void button_content_draw(const struct button_content *content, struct canvas *canvas);
/** Tiles of home, the red one too (button_tile.c). */
void button_tile_draw(const struct button_content *content, struct canvas *canvas);

#endif
