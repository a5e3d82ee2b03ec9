/* The band behind words that are being read aloud: which colours, and where. For the files of draw/
 * only. */
#ifndef DRAW_MARK_H
#define DRAW_MARK_H

#include "draw/canvas.h"
#include "draw/text.h"
#include <stdbool.h>

struct mark_look {
    struct color band, rule, ink; // ink: of the words on it
    bool has_own_ink;             // the words' own colour could not be read on the band
};

/** Gold behind dark words, in high contrast yellow; what was written in light is turned dark. On a
 *  ground that has the band's colour already the band is a darker gold. */
struct mark_look mark_look(const struct theme *theme, struct color own, struct color ground);
/** What has been painted where the band will lie. */
struct color mark_ground(const struct canvas *canvas, struct rect band);
/** True when the canvas's mark is on this very text. */
bool mark_is_on(const struct canvas *canvas, const char *text, struct rect box);
void mark_draw(struct canvas *canvas, struct rect band, const struct mark_look *look);

#endif
