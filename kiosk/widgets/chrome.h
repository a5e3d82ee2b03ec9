/* What every page shares: the header band with mark, title and what stands at its right; the
 * stepper of the wizard; the bottom bar; pills and badges. Only paint: what can be pressed is the
 * panel's. */
#ifndef WIDGETS_CHROME_H
#define WIDGETS_CHROME_H

#include "draw/canvas.h"
#include <stdbool.h>

struct chrome_header {
    const char *title;
    const char *sample_tag; // "Dữ liệu mẫu", NULL none
    const char *clock;      // "08:42", NULL none
    const char *offline;    // sentence of the pill that takes their place; NULL: there is a network
    int step, step_count;   // of the wizard, from 1; 0 none
    const char *step_name;
};

/** Page colour, header band with brocade strip, bottom bar. */
void chrome_draw_page(struct canvas *canvas);
void chrome_draw_header(struct canvas *canvas, const struct chrome_header *header);
void chrome_draw_bar(struct canvas *canvas);
/** Where the bar's buttons stand, from `x` on and `w` wide (design pixels). Where the panel is
 * small they grow as far as the bar lets them, with room for the ring. */
struct rect chrome_bar_row(const struct theme *theme, int x, int w);
/** A taller bar, as home's in portrait: from `top` (canvas pixels) to the canvas's end. */
void chrome_draw_bar_at(struct canvas *canvas, int top);
/** Strip of brocade: `is_full` the wide pattern, else the thin lines. */
void chrome_draw_brocade(struct canvas *canvas, struct rect r, bool is_full);
/** Award level as `stars` anise stars and words, in a pill; returns its width. */
int chrome_draw_badge(struct canvas *canvas, int x, int y, int stars, const char *words);
int chrome_badge_height(const struct theme *theme);
/** "Dữ liệu mẫu" in an outlined pill with its right end at `right`; returns its left end. */
int chrome_draw_tag(struct canvas *canvas, int right, int centre_y, const char *words,
                    bool is_on_red);

#endif
