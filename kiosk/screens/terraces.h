/* The terraces of the models board: rows of plots, villages on the upper ones, the others beginning
 * a row of their own. Where there are more than the page holds, some of them are seen at a time and
 * the last column is left for what turns them. */
#ifndef SCREENS_TERRACES_H
#define SCREENS_TERRACES_H

#include "draw/canvas.h"
#include "draw/geometry.h"
#include <stdbool.h>
#include <stddef.h>

struct board;
struct screen;
struct theme;

struct terraces {
    const struct board *board; // borrowed, as the theme
    const struct theme *theme;
    int columns; // of plots
    int top;     // the first one seen
};

struct terrace {
    size_t from, to; // plots, to before `to`
    bool is_last;    // of the villages, or of the others
};

/** For another board or another look; keeps `top` as far as it can. */
void terraces_lay(struct terraces *t, const struct board *board, const struct theme *theme);
int terraces_count(const struct terraces *t);
int terraces_seen(const struct terraces *t);
struct terrace terraces_at(const struct terraces *t, int row);
/** Turns them so that row `top` is the first, or as near as there is one. */
void terraces_turn(struct terraces *t, int top);
/** Turns no further than needed to see a plot. */
void terraces_show(struct terraces *t, size_t plot);
/** What is touched of a plot; `row` of those seen. Column `columns`: the room left for turning. */
struct rect terraces_cell(const struct terraces *t, int column, int row);
/** The field in a cell; the name stands below. */
struct rect terraces_field(const struct terraces *t, struct rect cell);
/** From one to the next, in canvas pixels. */
int terraces_step_px(const struct terraces *t);
/** The ground of those seen, and what is said of villages and others where there is room. */
void terraces_draw(const struct screen *s, const struct terraces *t, struct canvas *canvas);

#endif
