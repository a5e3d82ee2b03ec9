#include "widgets/element.h"

#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/xalloc.h"

void element_list_finish(struct element_list *list) {
    if (!list)
        return;
    for (size_t i = 0; i < list->count; i++) {
        char *label = list->items[i].label;
        if (label)
            crypto_wipe(label, strlen(label)); // a suggestion may repeat what was typed
        free(label);
    }
    free(list->items);
    *list = (struct element_list){0};
}

/* Ids are ASCII but for key names ("key ă"), so a cut must not leave half a character. */
static void copy_id(char *out, const char *id) {
    size_t len = strlen(id);
    if (len >= ELEMENT_ID_BYTES) {
        len = ELEMENT_ID_BYTES - 1;
        while (len > 0 && ((unsigned char)id[len] & 0xC0) == 0x80)
            len--;
    }
    memcpy(out, id, len);
    out[len] = '\0';
}

void element_list_add(struct element_list *list, const char *id, const char *role,
                      const char *label, struct rect area, bool is_enabled, bool is_chosen) {
    if (list->count == list->cap) {
        list->cap = list->cap ? list->cap * 2 : 32;
        list->items = xrealloc(list->items, list->cap, sizeof *list->items);
    }
    struct element *e = &list->items[list->count++];
    *e = (struct element){.role = role,
                          .label = xstrdup(label ? label : ""),
                          .area = area,
                          .is_enabled = is_enabled,
                          .is_chosen = is_chosen};
    copy_id(e->id, id);
}
