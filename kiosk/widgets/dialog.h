/* A question over the page: scrim, box with brocade, title, a sentence or two, one or two buttons.
 * A touch outside does nothing. */
#ifndef WIDGETS_DIALOG_H
#define WIDGETS_DIALOG_H

#include "draw/canvas.h"
#include "draw/damage.h"
#include "input/event.h"
#include "widgets/element.h"
#include "widgets/panel.h"

#define DIALOG_RADIUS 44 // of what lies over a page: its corners, design pixels

struct dialog {
    struct rect box;
    char *title, *body; // owned
    int number;         // counts down in a disc; -1 none
    const char *icon;   // instead of the number; NULL none
    struct panel buttons;
};

struct dialog_choice {
    const char *id; // "idle.stay"
    int action;
    enum button_look look;
    const char *icon, *label;
};

/** `second` may be NULL. Texts are copied. */
void dialog_init(struct dialog *d, const struct theme *theme, const char *title, const char *body,
                 const struct dialog_choice *first, const struct dialog_choice *second);
void dialog_finish(struct dialog *d);
/** The action that was chosen, or -1. */
int dialog_event(struct dialog *d, const struct event *ev, struct damage *damage);
/** Counts down: only the disc is drawn again. */
void dialog_set_number(struct dialog *d, int number, const struct theme *theme,
                       struct damage *damage);
/** The box with its lip: what rises when it comes up. */
struct rect dialog_shape(const struct dialog *d, const struct theme *theme);
void dialog_draw(const struct dialog *d, struct canvas *canvas);
void dialog_list(const struct dialog *d, struct element_list *out);

#endif
