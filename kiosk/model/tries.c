#include "model/tries.h"

void tries_note(struct tries *tries, bool is_wrong, int64_t now_ms) {
    if (!is_wrong) {
        *tries = (struct tries){0};
        return;
    }
    if (now_ms - tries->wrong_at_ms > TRIES_TOGETHER_MS)
        tries->wrong_count = 0;
    tries->wrong_at_ms = now_ms;
    if (++tries->wrong_count < TRIES_MAX)
        return;
    tries->wrong_count = 0;
    tries->rest_until_ms = now_ms + TRIES_REST_MS;
}

int tries_rest_s(const struct tries *tries, int64_t now_ms) {
    int64_t left_ms = tries->rest_until_ms - now_ms;
    return left_ms > 0 ? (int)((left_ms + 999) / 1000) : 0;
}
