/* Names offered while one is being typed: frequent family, middle and given names, names that this
 * kiosk shows in public anyway, units. Never names from a register of residents. */
#ifndef SCREENS_SUGGEST_H
#define SCREENS_SUGGEST_H

#include "model/content.h"
#include "model/nomination.h"
#include <jansson.h>
#include <stddef.h>

#define SUGGEST_MAX 3

struct suggestions {
    char *items; // owned, locked memory: SUGGEST_MAX texts of NOMINATION_NAME_BYTES
    size_t count;
};

void suggest_init(struct suggestions *s);
void suggest_finish(struct suggestions *s); // wipes
const char *suggest_text(const struct suggestions *s, size_t index);
/**
 * Finds up to three ways to go on from `form->name`, each the whole text.
 * @param names  {"family", "middle", "given"}: lists by how frequent they are; NULL none
 */
void suggest_find(struct suggestions *s, const struct nomination *form, const json_t *names,
                  const struct content *content);

#endif
