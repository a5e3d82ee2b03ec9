#include "screens/terraces.h"

#include <stdio.h>
#include <stdlib.h>

#include "draw/text.h"
#include "draw/theme.h"
#include "model/board.h"
#include "model/words.h"
#include "screens/frame.h"

#define WORD_NUMBER_MAX 12 // numbers up to this have words

/* Where plots stand, in design pixels. */
struct grid {
    int columns, rows; // of terraces that are seen at once
    int x, y, step_x, step_y;
    int cell_w, cell_h, field_w, field_h;
    int band_x, band_w, band_h, band_above; // the terrace behind them begins so far above
};

static const struct grid grids[2][2] = {
    // landscape; with large text
    {{5, 3, 64, 243, 242, 236, 222, 211, 222, 136, 40, 1260, 223, 7},
     {4, 2, 64, 290, 303, 324, 282, 300, 261, 160, 40, 1260, 312, 7}},
    // portrait
    {{4, 4, 54, 655, 248, 236, 228, 211, 222, 136, 40, 1000, 223, 7},
     {3, 3, 54, 655, 331, 316, 310, 292, 261, 160, 40, 1000, 306, 7}},
};

static const struct grid *grid_of(const struct terraces *t) {
    return &grids[t->theme->is_portrait][t->theme->has_large_text];
}

/* --- which plots stand on which ------------------------------------------------------------- */

static int rows_for(size_t count, int columns) {
    return ((int)count + columns - 1) / columns;
}

int terraces_count(const struct terraces *t) {
    return rows_for(t->board->village_count, t->columns) +
           rows_for(t->board->count - t->board->village_count, t->columns);
}

int terraces_seen(const struct terraces *t) {
    int rows = grid_of(t)->rows, all = terraces_count(t);
    return rows < all ? rows : all;
}

struct terrace terraces_at(const struct terraces *t, int row) {
    const struct board *board = t->board;
    int village_rows = rows_for(board->village_count, t->columns);
    bool is_village = row < village_rows;
    size_t begin = is_village ? 0 : board->village_count;
    size_t end = is_village ? board->village_count : board->count;
    size_t from = begin + (size_t)((row - (is_village ? 0 : village_rows)) * t->columns);
    size_t to = from + (size_t)t->columns;
    return (struct terrace){from, to < end ? to : end, to >= end};
}

void terraces_lay(struct terraces *t, const struct board *board, const struct theme *theme) {
    t->board = board;
    t->theme = theme;
    t->columns = grid_of(t)->columns;
    if (terraces_count(t) > grid_of(t)->rows)
        t->columns--;
    terraces_turn(t, t->top);
}

void terraces_turn(struct terraces *t, int top) {
    int last = terraces_count(t) - terraces_seen(t);
    t->top = top > last ? last : top < 0 ? 0 : top;
}

void terraces_show(struct terraces *t, size_t plot) {
    int row = 0, all = terraces_count(t), seen = terraces_seen(t);
    while (row < all && plot >= terraces_at(t, row).to)
        row++;
    if (row < t->top)
        terraces_turn(t, row);
    else if (row >= t->top + seen)
        terraces_turn(t, row - seen + 1);
}

/* --- where they stand ----------------------------------------------------------------------- */

struct rect terraces_cell(const struct terraces *t, int column, int row) {
    const struct grid *g = grid_of(t);
    return theme_rect(t->theme, g->x + column * g->step_x, g->y + row * g->step_y, g->cell_w,
                      g->cell_h);
}

struct rect terraces_field(const struct terraces *t, struct rect cell) {
    int w = theme_px(t->theme, grid_of(t)->field_w), h = theme_px(t->theme, grid_of(t)->field_h);
    return (struct rect){cell.x + (cell.w - w) / 2, cell.y, w, h};
}

int terraces_step_px(const struct terraces *t) {
    return theme_px(t->theme, grid_of(t)->step_y);
}

static struct rect band_area(const struct terraces *t, int row) {
    const struct grid *g = grid_of(t);
    int right = g->band_x + g->band_w;
    if (t->columns < g->columns) // to the middle of the gap before what turns them
        right = g->x + t->columns * g->step_x - (g->step_x - g->cell_w) / 2;
    return theme_rect(t->theme, g->band_x, g->y + row * g->step_y - g->band_above,
                      right - g->band_x, g->band_h);
}

/* --- drawing -------------------------------------------------------------------------------- */

static struct color between(struct color a, struct color b, int part, int of) {
    return (struct color){(uint8_t)(a.r + (b.r - a.r) * part / of),
                          (uint8_t)(a.g + (b.g - a.g) * part / of),
                          (uint8_t)(a.b + (b.b - a.b) * part / of), 255};
}

/* From the green of the upper terraces down to the gold of the lowest. */
static void draw_band(const struct terraces *t, struct canvas *canvas, int row) {
    const struct theme *theme = canvas->theme;
    int last = terraces_count(t) - 1;
    struct color fill =
        between(theme_color(theme, COLOR_JADE100), theme_color(theme, COLOR_GOLD200),
                last ? t->top + row : 1, last ? last : 1);
    canvas_round(canvas, band_area(t, row), theme_px(theme, 28), fill);
}

/* "Tám thôn", or "13 thôn" where the number has no word. */
static char *count_in_words(const struct screen *s, const char *key, size_t count) {
    char number[24];
    snprintf(number, sizeof number, "number.%zu", count);
    if (count > WORD_NUMBER_MAX || !words_has(s->env->words, number))
        return frame_fill_number(s, key, (long long)count);
    return frame_fill_one(s, key, "n", frame_word(s, number));
}

/* What a terrace has free at its end says how many there are and how far they are. */
static void draw_summary(const struct screen *s, const struct terraces *t, struct canvas *canvas,
                         struct rect box, bool is_village) {
    const struct board *board = t->board;
    size_t from = is_village ? 0 : board->village_count;
    size_t to = is_village ? board->village_count : board->count;
    struct board_tally tally = board_tally(board, from, to);
    char registered[24], done[24];
    snprintf(registered, sizeof registered, "%zu", tally.registered);
    snprintf(done, sizeof done, "%zu", tally.done);
    const char *values[] = {"n", registered, "m", done, NULL};
    char *title = count_in_words(s, is_village ? "models.villages" : "models.others", to - from);
    char *state = words_fill(s->env->words,
                             is_village ? "models.villages_state" : "models.others_state", values);
    const struct text_style heading = {
        .type = TYPE_CARD_NAME, .color = COLOR_JADE900, .max_lines = 1, .may_shrink = true};
    const struct text_style lines = {
        .type = TYPE_BODY_S, .color = COLOR_INK900, .may_shrink = true};
    int used =
        text_height(canvas, title, box.w, &heading) + text_height(canvas, state, box.w, &lines);
    rect_cut_top(&box, used < box.h ? (box.h - used) / 2 : 0);
    text_draw(canvas, state, frame_text(canvas, title, box, &heading), &lines);
    free(state);
    free(title);
}

void terraces_draw(const struct screen *s, const struct terraces *t, struct canvas *canvas) {
    for (int row = 0; row < terraces_seen(t); row++) {
        struct terrace terrace = terraces_at(t, t->top + row);
        int used = (int)(terrace.to - terrace.from);
        draw_band(t, canvas, row);
        if (!terrace.is_last || t->columns - used < 2)
            continue;
        struct rect left = terraces_cell(t, used, row);
        struct rect right = terraces_cell(t, t->columns - 1, row);
        rect_cut_left(&left, theme_px(canvas->theme, 8));
        draw_summary(s, t, canvas, rect_union(left, right), terrace.to <= t->board->village_count);
    }
}
