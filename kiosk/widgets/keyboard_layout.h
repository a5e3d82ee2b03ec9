/* The keyboard's layouts as data: rows of keys on a grid, written as one reads them. */
#ifndef WIDGETS_KEYBOARD_LAYOUT_H
#define WIDGETS_KEYBOARD_LAYOUT_H

#include "widgets/keyboard.h"
#include <stdbool.h>

#define KEYBOARD_ROWS_MAX 6
#define KEYBOARD_TOKEN_BYTES 16

/* A key is one character, or the name of a special one with the columns it spans: "space=6". */
struct keyboard_row {
    int columns;
    const char *keys; // between single spaces
};

struct keyboard_grid {
    int rows;
    struct keyboard_row row[KEYBOARD_ROWS_MAX];
};

const struct keyboard_grid *keyboard_grid(enum keyboard_layout layout, bool is_portrait);

struct keyboard_cell {
    char token[KEYBOARD_TOKEN_BYTES];
    int column, span;
};

/** The next key of a row, from `*at` (start with row->keys) and `out->column` + `out->span`; false
 * at its end. */
bool keyboard_next_cell(const char **at, struct keyboard_cell *out);

#endif
