#include "net/stragglers.h"

#include <stdlib.h>

#include "base/xalloc.h"
#include "net/backoff.h"

static struct straggler *find(const struct stragglers *s, int64_t seq) {
    for (size_t i = 0; i < s->count; i++) {
        if (s->items[i].seq == seq)
            return &s->items[i];
    }
    return NULL;
}

void stragglers_finish(struct stragglers *s) {
    free(s->items);
    *s = (struct stragglers){0};
}

bool stragglers_hold(const struct stragglers *s, int64_t seq) {
    return find(s, seq) != NULL;
}

void stragglers_put(struct stragglers *s, int64_t seq, int64_t now_ms) {
    struct straggler *item = find(s, seq);
    if (!item) {
        if (s->count == s->cap) {
            s->cap = s->cap ? s->cap * 2 : 8;
            s->items = xrealloc(s->items, s->cap, sizeof *s->items);
        }
        item = &s->items[s->count++];
        *item = (struct straggler){.seq = seq};
    }
    item->tries++;
    item->not_before_ms = now_ms + backoff_most_ms(item->tries);
}

void stragglers_drop(struct stragglers *s, int64_t seq) {
    struct straggler *item = find(s, seq);
    if (item)
        *item = s->items[--s->count]; // their order is in their times
}

void stragglers_release(struct stragglers *s, int64_t now_ms) {
    for (size_t i = 0; i < s->count; i++)
        s->items[i].not_before_ms = now_ms;
}

bool stragglers_due(const struct stragglers *s, int64_t now_ms, int64_t *out_seq) {
    const struct straggler *due = NULL;
    for (size_t i = 0; i < s->count; i++) {
        const struct straggler *item = &s->items[i];
        if (item->not_before_ms <= now_ms && (!due || item->not_before_ms < due->not_before_ms))
            due = item;
    }
    if (due)
        *out_seq = due->seq;
    return due != NULL;
}

int64_t stragglers_next_ms(const struct stragglers *s, int64_t fallback_ms) {
    for (size_t i = 0; i < s->count; i++) {
        if (s->items[i].not_before_ms < fallback_ms)
            fallback_ms = s->items[i].not_before_ms;
    }
    return fallback_ms;
}
