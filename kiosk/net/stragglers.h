/* Slips that stand behind the others: one that the store stumbled over (a 500 for it alone) must
 * not hold up the queue, and comes round again after a growing time of its own. */
#ifndef NET_STRAGGLERS_H
#define NET_STRAGGLERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct straggler {
    int64_t seq;
    int64_t not_before_ms;
    int tries;
};

struct stragglers {
    struct straggler *items; // owned
    size_t count, cap;
};

void stragglers_finish(struct stragglers *s);
bool stragglers_hold(const struct stragglers *s, int64_t seq);
/** It failed (again): behind, for backoff_most_ms() of its own tries. */
void stragglers_put(struct stragglers *s, int64_t seq, int64_t now_ms);
void stragglers_drop(struct stragglers *s, int64_t seq);
/** Everybody had failed and now one got through: it was not theirs, they may all try again. Their
 *  tries stay counted. */
void stragglers_release(struct stragglers *s, int64_t now_ms);
/** The one due for longest; false when none is. */
bool stragglers_due(const struct stragglers *s, int64_t now_ms, int64_t *out_seq);
/** When the next one is due; `fallback_ms` when there is none or it comes earlier. */
int64_t stragglers_next_ms(const struct stragglers *s, int64_t fallback_ms);

#endif
