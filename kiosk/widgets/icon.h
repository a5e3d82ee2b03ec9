/* One-colour pictures and single large letters, centred in a box. */
#ifndef WIDGETS_ICON_H
#define WIDGETS_ICON_H

#include "draw/canvas.h"
#include "draw/geometry.h"
#include "draw/theme.h"

/** Art ("icons/home") as large as the box's shorter side allows, or a letter ("letter/A"). */
void icon_draw(struct canvas *canvas, const char *name, struct rect box, enum color_token color);
/** Art with colours of its own ("motif/anise-1"). */
void icon_draw_coloured(struct canvas *canvas, const char *name, struct rect box);
/** A filled disc with an icon in the middle. */
void icon_draw_disc(struct canvas *canvas, struct rect disc, enum color_token fill,
                    const char *name, int icon_px, enum color_token color);
/** A heavy tick in a box that stands for "yes", with a pen of `width` pixels. */
void icon_draw_tick(struct canvas *canvas, struct rect box, int width, enum color_token color);
/** One or two bold letters, the height of their capitals centred in the box. */
void icon_draw_letter(struct canvas *canvas, const char *letter, struct rect box, int size_px,
                      enum color_token color);

#endif
