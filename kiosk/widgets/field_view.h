/* Where a field's text and caret stand on the canvas: lines, scrolling, which character lies under
 * a finger. Only field.c and the drawing use it. */
#ifndef WIDGETS_FIELD_VIEW_H
#define WIDGETS_FIELD_VIEW_H

#include "draw/canvas.h"
#include "draw/geometry.h"
#include <stddef.h>

struct field;

/** Byte offset of the character boundary nearest to a point. */
size_t field_view_offset_at(const struct field *f, const struct canvas *metrics, struct point at);
/** The caret's offset one line up (-1) or down (1); where it is when there is none. */
size_t field_view_offset_above(const struct field *f, const struct canvas *metrics, int lines);
/** What `scroll` must be at least or at most for the caret to be seen. */
int field_view_scroll(const struct field *f, const struct canvas *metrics);
struct rect field_view_caret(const struct field *f, const struct canvas *metrics);

#endif
