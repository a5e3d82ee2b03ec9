/* Where the criteria's table stands: whole where there is room for it, else one group at a time. */
#ifndef SCREENS_CRITERIA_LAYOUT_H
#define SCREENS_CRITERIA_LAYOUT_H

#include "draw/geometry.h"
#include "draw/theme.h"
#include <stdbool.h>
#include <stddef.h>

struct table {
    const struct theme *theme;
    int rows, columns; // of cells
    bool is_one_group; // one column, the others behind chips
    int chips;         // how many, when there are any
};

struct table table_of(const struct theme *theme, size_t levels, size_t groups);
/** Plate at the left of a row, with the level's stars. */
struct rect table_level(const struct table *table, int row);
/** Plate over a column; none when one group is shown. */
struct rect table_group(const struct table *table, int column);
struct rect table_cell(const struct table *table, int row, int column);
/** Button of a group when one is shown at a time. */
struct rect table_chip(const struct table *table, int index);

#endif
