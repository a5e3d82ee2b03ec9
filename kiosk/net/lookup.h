/* Asks the store where a slip stands (GET /v1/slips/{code}) and, when it cannot be reached, what
 * this kiosk last knew. Its own thread: the screen never waits. One question at a time; a new one
 * takes the place of the one before it, which then is not answered. */
#ifndef NET_LOOKUP_H
#define NET_LOOKUP_H

#include "model/progress.h"
#include <stdbool.h>

struct clock;
struct device;
struct http_answer;
struct lookup;
struct outbox;

#define LOOKUP_TIMEOUT_S 10 // somebody stands there and waits

struct lookup_params {
    struct outbox *outbox; // borrowed, as all here
    const struct device *device;
    const struct clock *clock;
    const char *proxy;
    void (*on_answer)(const struct progress_answer *answer, void *context); // from its thread
    void *context;
};

struct lookup *lookup_start(const struct lookup_params *params);
/** `code` is valid and copied. Its answer comes unless another question or the end comes first. */
void lookup_ask(struct lookup *lookup, const char *code);
/** As if the cable were out: answers come from what is known here. Any thread, as lookup_ask(). */
void lookup_set_offline(struct lookup *lookup, bool is_offline);
void lookup_stop(struct lookup *lookup);
void lookup_join(struct lookup *lookup);

/**
 * What the store's answer about `code` proves. FOUND: 200, JSON, that very code and a known shape
 * (`out` is set); UNKNOWN and AMBIGUOUS: 404 and 409 with a problem document of that name; anything
 * else is somebody else's answer, or none: UNREACHED.
 */
enum progress_outcome lookup_judge(const struct http_answer *answer, const char *code,
                                   struct progress *out);

#endif
