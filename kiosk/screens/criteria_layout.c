#include "screens/criteria_layout.h"

/* Design pixels. */
#define GAP 24
#define ROW_GAP 20
#define PLATE_H 104
#define CHIPS_A_ROW 5
#define CHIPS_A_ROW_PORTRAIT 3
#define CHIP_H 120 // its label may take two lines
#define LEVEL_W 322
#define LEVEL_W_PORTRAIT 320
#define LEVEL_W_ONE_GROUP 480
#define ROW_MAX 260
#define WHOLE_ROWS_MAX 4 // more, and a sentence would not fit its cell
#define WHOLE_COLUMNS_MAX 3

struct table table_of(const struct theme *theme, size_t levels, size_t groups) {
    struct table table = {.theme = theme, .rows = (int)levels, .columns = (int)groups};
    table.is_one_group = theme->is_portrait || theme->has_large_text || levels > WHOLE_ROWS_MAX ||
                         groups > WHOLE_COLUMNS_MAX;
    if (table.is_one_group) {
        table.chips = groups > 1 ? (int)groups : 0;
        table.columns = groups > 0 ? 1 : 0;
    }
    return table;
}

static int chip_rows(const struct table *table) {
    int most = table->theme->is_portrait ? CHIPS_A_ROW_PORTRAIT : CHIPS_A_ROW;
    return (table->chips + most - 1) / most;
}

/* Design pixels that the chips take, with the gap between them and the rows. */
static int chips_height(const struct table *table) {
    return chip_rows(table) * (CHIP_H + GAP);
}

/* Design pixels of what the rows share. */
static struct rect rows_box(const struct table *table) {
    if (table->theme->is_portrait)
        return (struct rect){48, 672, 984, 1080 - chips_height(table)};
    struct rect box = {64, 148, 1792, 768};
    rect_cut_top(&box, table->is_one_group ? chips_height(table) : PLATE_H + GAP);
    return box;
}

static int row_pitch(const struct table *table) {
    struct rect box = rows_box(table);
    int rows = table->rows > 0 ? table->rows : 1;
    int pitch = (box.h + ROW_GAP) / rows;
    int most = (table->theme->is_portrait ? ROW_MAX * 3 / 2 : ROW_MAX) + ROW_GAP;
    return pitch < most ? pitch : most;
}

static int level_width(const struct table *table) {
    if (table->theme->is_portrait)
        return LEVEL_W_PORTRAIT;
    return table->is_one_group ? LEVEL_W_ONE_GROUP : LEVEL_W;
}

static int column_width(const struct table *table) {
    int columns = table->columns > 0 ? table->columns : 1;
    int room = rows_box(table).w - level_width(table);
    return (room - columns * GAP) / columns;
}

static int column_x(const struct table *table, int column) {
    return rows_box(table).x + level_width(table) + GAP + column * (column_width(table) + GAP);
}

struct rect table_level(const struct table *table, int row) {
    struct rect box = rows_box(table);
    return theme_rect(table->theme, box.x, box.y + row * row_pitch(table), level_width(table),
                      row_pitch(table) - ROW_GAP);
}

struct rect table_cell(const struct table *table, int row, int column) {
    struct rect box = rows_box(table);
    return theme_rect(table->theme, column_x(table, column), box.y + row * row_pitch(table),
                      column_width(table), row_pitch(table) - ROW_GAP);
}

struct rect table_group(const struct table *table, int column) {
    if (table->is_one_group)
        return (struct rect){0};
    return theme_rect(table->theme, column_x(table, column), 148, column_width(table), PLATE_H);
}

struct rect table_chip(const struct table *table, int index) {
    int rows = chip_rows(table), columns = rows > 0 ? (table->chips + rows - 1) / rows : 1;
    struct rect box = rows_box(table);
    int top = table->theme->is_portrait ? 672 + 1080 - chips_height(table) + GAP : 148;
    int w = (box.w - (columns - 1) * GAP) / columns;
    return theme_rect(table->theme, box.x + index % columns * (w + GAP),
                      top + index / columns * (CHIP_H + GAP), w, CHIP_H);
}
