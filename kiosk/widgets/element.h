/* What stands on a screen, as data: for touch scripts, layout checks, keypad focus and read-aloud.
 */
#ifndef WIDGETS_ELEMENT_H
#define WIDGETS_ELEMENT_H

#include "draw/geometry.h"
#include <stdbool.h>
#include <stddef.h>

#define ELEMENT_ID_BYTES 64

struct element {
    char id[ELEMENT_ID_BYTES]; // "home.nominate", stable: tests/e2e/README.md
    const char *role; // "button", "field", "key", "tile", "card", "check", "toggle", "page";
                      // static
    char *label;      // owned
    struct rect area; // what a finger may hit
    bool is_enabled, is_chosen;
    bool has_focus; // the keypad's ring
};

struct element_list {
    struct element *items;
    size_t count, cap;
};

void element_list_finish(struct element_list *list); // wipes the labels
void element_list_add(struct element_list *list, const char *id, const char *role,
                      const char *label, struct rect area, bool is_enabled, bool is_chosen);

#endif
