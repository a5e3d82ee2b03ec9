/* Part of `kiosk --check`: which targets are smaller than a finger needs on this panel. */
#ifndef APP_CHECK_TARGETS_H
#define APP_CHECK_TARGETS_H

struct machine;
struct options;

/** Lays every state of every screen out at the panel's size, as it is and in large text, and prints
 *  one line for each screen that has such targets; nothing where the panel's diagonal is unknown.
 *  They are no fault: the screen has no more room. */
void check_targets(const struct machine *machine, const struct options *options);

#endif
