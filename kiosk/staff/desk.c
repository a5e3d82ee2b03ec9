#include "staff/desk.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/crypto.h"

void desk_set(char **text, char *owned) {
    free(*text);
    *text = owned;
}

void desk_clear_list(struct desk_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        free(list->rows[i].title);
        free(list->rows[i].line.text);
        free(list->rows[i].photo);
    }
    for (size_t i = 0; i < DESK_FACTS; i++)
        free(list->facts[i]);
    free(list->rows);
    free(list->title);
    free(list->head);
    free(list->note);
    *list = (struct desk_list){.kind = list->kind};
}

void desk_wipe_digits(struct desk *desk) {
    crypto_wipe(desk->gate.digits, sizeof desk->gate.digits);
    crypto_wipe(desk->gate.old, sizeof desk->gate.old);
    crypto_wipe(desk->gate.wanted, sizeof desk->gate.wanted);
}

void desk_finish(struct desk *desk) {
    desk_wipe_digits(desk);
    desk_clear_list(&desk->list);
    for (size_t i = 0; i < DESK_PAGES; i++) {
        free(desk->pages[i].title);
        free(desk->pages[i].sub);
    }
    for (size_t i = 0; i < DESK_RECENT; i++) {
        free(desk->recent[i].time);
        free(desk->recent[i].text);
    }
    for (size_t i = 0; i < DESK_HEALTH; i++)
        free(desk->health[i].text);
    char *const texts[] = {desk->outbox.state, desk->outbox.totals,      desk->network.title,
                           desk->network.text, desk->network.device,     desk->content.version,
                           desk->content.state.text, desk->item.name,
                           desk->toast};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        free(texts[i]);
    *desk = (struct desk){.page_count = 0};
}

void desk_wish(struct desk *desk, enum desk_wish_kind kind, const char *id) {
    desk->wish = (struct desk_wish){.kind = kind};
    snprintf(desk->wish.id, sizeof desk->wish.id, "%s", id ? id : "");
}
