/* Where the keypad's focus goes from one target to the next: arrows to what lies nearest in their
 * direction, by geometry alone. */
#ifndef WIDGETS_FOCUS_H
#define WIDGETS_FOCUS_H

#include "draw/geometry.h"
#include "input/event.h"
#include <stdbool.h>
#include <stddef.h>

/** Left, right, up or down. */
bool focus_is_arrow(enum event_key key);
/** What moves the focus: Tab, Shift+Tab and the arrows. */
bool focus_is_step(enum event_key key);
/**
 * Which of `count` rectangles lies nearest to `from` in the direction of an arrow. What stands
 * straight ahead beats what is nearer but aside; empty ones are out of sight and never taken.
 * @return its index, -1 when nothing lies there
 */
int focus_nearest(const struct rect *areas, size_t count, struct rect from, enum event_key key);

#endif
