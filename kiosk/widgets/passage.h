/* A passage to be read: headings, sentences, points, quotations, one below the other in a column.
 * Measured once for a width, drawn from any place, so that it can scroll. */
#ifndef WIDGETS_PASSAGE_H
#define WIDGETS_PASSAGE_H

#include "draw/canvas.h"
#include "draw/geometry.h"
#include <stddef.h>

enum passage_kind {
    PASSAGE_LEAD,    // the sentence that says it all
    PASSAGE_HEADING, // over what follows
    PASSAGE_TEXT,
    PASSAGE_POINT, // one of a list
    PASSAGE_ENTRY, // a title of its own, an icon, a sentence: each may be missing
    PASSAGE_OR,    // between alternatives
    PASSAGE_QUOTE, // somebody else's wording
    PASSAGE_NOTE,  // to the reader
    PASSAGE_SMALL, // where it is written
};

struct passage_block {
    enum passage_kind kind;
    int depth;           // of points: how far they are set in
    char icon[48];       // of an entry: "icons/star"; "" none
    char *title, *text;  // owned; NULL: no such line
    int top_px, high_px; // in the column, once measured
};

struct passage {
    struct passage_block *blocks; // owned
    size_t count, cap;
    int width_px, height_px; // as measured last
};

void passage_clear(struct passage *passage); // keeps memory
void passage_finish(struct passage *passage);
/**
 * Adds a block; the text is copied, NULL or "" adds nothing.
 * @return it, to set what is special, until the next is added; NULL when nothing was
 */
struct passage_block *passage_add(struct passage *passage, enum passage_kind kind,
                                  const char *text);
/** An entry with a title; `icon` is a name among the icons, "" for none; title or text may be NULL.
 */
void passage_add_entry(struct passage *passage, const char *icon, const char *title,
                       const char *text);
/** Finds every block's place in a column of that width. */
void passage_measure(struct passage *passage, struct canvas *metrics, int width_px);
/** Draws what shows, its first line at `top`. */
void passage_draw(const struct passage *passage, struct canvas *canvas, struct point top);

#endif
