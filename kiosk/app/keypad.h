/* A plain USB keypad for touch scripts: its keys go into SDL's own queue, as the fingers do. */
#ifndef APP_KEYPAD_H
#define APP_KEYPAD_H

#include <stdbool.h>

struct element_list;

/**
 * Presses and lets go of a key.
 *
 * @param name  "Tab", "Shift+Tab", "Enter", "Escape", "Backspace", "Up", ... or one character,
 * typed
 * @return false: there is no such key
 */
bool keypad_push(const char *name);
/**
 * The key that takes the ring nearer to a target: Tab from one to the next, arrows among the keys
 * of a keyboard.
 * @return NULL: it is there
 */
const char *keypad_towards(const struct element_list *list, const char *id);

#endif
