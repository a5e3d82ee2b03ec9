/* The board of plots (thửa ruộng): for every unit that has to have a model, and every other that
 * has one, how far it is; and the order in which the models are gone through. */
#ifndef MODEL_BOARD_H
#define MODEL_BOARD_H

#include <stddef.h>

struct content;
struct unit;

enum plot_state {
    PLOT_NONE,  // nothing registered: bare soil
    PLOT_DOING, // seedlings
    PLOT_DONE,  // ripe rice
};

struct plot {
    const struct unit *unit; // borrowed from the content
    enum plot_state state;
    size_t first, count; // its models: so many of board->projects, from this one
};

struct board {
    struct plot *plots; // owned: the villages, then Mặt trận, then the others, as in the content
    size_t count;
    size_t village_count; // of plots, at the front
    size_t *projects;     // owned; indices into content->projects: by plot, then those of no unit
    size_t project_count;
};

struct board_tally {
    size_t registered, done; // done counts as registered, too
};

/**
 * What is published of a unit's models decides its state: ripe when all of them are done, seedlings
 * while one is under way. Only a unit of which no model is published is judged by its row of the
 * progress table. A model whose status is "chua_dang_ky" does not count. Bare plots are left out
 * where the commune does not show who has not registered (SWITCH_PROGRESS).
 */
void board_init(struct board *board, const struct content *content);
void board_finish(struct board *board);
/** Of the plots from `from` to before `to`. */
struct board_tally board_tally(const struct board *board, size_t from, size_t to);
/** Of a unit; board->count when it has none. */
size_t board_find_plot(const struct board *board, const struct unit *unit);
/** Place of a project in board->projects; project_count when it is not there. */
size_t board_find_project(const struct board *board, size_t project);

#endif
