/* Numbers as pictures, drawn by the server as SVG. What a picture says stands beside it as text,
 * for those who cannot see it and for paper. */
#ifndef OFFICE_PLOT_H
#define OFFICE_PLOT_H

#include "records/figures.h"
#include <stdint.h>

struct page;

struct plot_bar {
    const char *label;
    const char *note; // smaller, below it; NULL: none
    const char *to;   // where its label leads; NULL: nowhere
    int64_t count;
};

/** A table with a bar in each row, as long as its count; nothing for no rows. */
void plot_bars(struct page *page, const char *caption, const char *of, const struct plot_bar *bars,
               size_t count);
/** A column for each week from the one of since_s to the one of until_s, and the numbers folded
 *  below. Where there are more than can be told apart, the newest; where there are few, those
 *  before as well. */
void plot_weeks(struct page *page, const struct tallies *weeks, int64_t since_s, int64_t until_s);
/** When the week of that moment began where the commune is. */
int64_t plot_monday(const struct page *page, int64_t at_s);
/** "8/5/2023" of a tally's key; the key itself when it is no day. Owned by the caller. */
char *plot_day(const char *key);

#endif
