/* What every frame is drawn with: the window, and the theme, fonts, pictures and canvas made for
 * its size. */
#ifndef APP_DRAWING_H
#define APP_DRAWING_H

#include "app/window.h"
#include "draw/canvas.h"
#include "draw/theme.h"
#include <stdbool.h>

struct art;
struct fonts;
struct machine;
struct options;
struct photos;

struct drawing {                   // zeroed: not started
    const struct options *options; // borrowed, as is the machine
    struct machine *machine;
    struct window window;
    struct theme theme;
    struct fonts *fonts;
    struct art *art;
    struct photos *photos;
    struct canvas canvas;
    bool has_sdl;
};

/** Display, SDL's events and the signals among them; then all the rest. False with a line in the
 * log. Both live on and are not moved. */
bool drawing_start(struct drawing *drawing, struct machine *machine, const struct options *options);
/** Before the machine ends, which its photos ask for their paths. */
void drawing_finish(struct drawing *drawing);
/** After everything that could still signal: SDL ends here. */
void drawing_end_display(struct drawing *drawing);
/** The window has another size or surface: a canvas for it. The theme is to be sized and laid out
 * after that. False when there is none. */
bool drawing_resize(struct drawing *drawing);
/** The theme of the canvas' size, in its ordinary look. */
void drawing_size_theme(struct drawing *drawing);
/** The first frame is up: pictures take their time now. True when some stayed away in haste. */
bool drawing_settle(struct drawing *drawing);

#endif
