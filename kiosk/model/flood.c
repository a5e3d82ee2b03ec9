#include "model/flood.h"

void flood_note(struct flood *flood, const struct flood_rule *rule, int64_t now_ms) {
    int slips = rule->slips < FLOOD_SLIPS_MAX ? rule->slips : FLOOD_SLIPS_MAX;
    if (slips <= 0)
        return;
    flood->taken_ms[flood->next] = now_ms;
    flood->next = (flood->next + 1) % FLOOD_SLIPS_MAX;
    if (flood->count < FLOOD_SLIPS_MAX)
        flood->count++;
    if (flood->count < slips)
        return;
    int64_t first_ms = flood->taken_ms[(flood->next + FLOOD_SLIPS_MAX - slips) % FLOOD_SLIPS_MAX];
    if (now_ms - first_ms > (int64_t)rule->within_s * 1000)
        return;
    *flood = (struct flood){.rest_until_ms = now_ms + (int64_t)rule->rest_s * 1000};
}

int flood_rest_s(const struct flood *flood, int64_t now_ms) {
    int64_t left_ms = flood->rest_until_ms - now_ms;
    return left_ms > 0 ? (int)((left_ms + 999) / 1000) : 0;
}

int64_t flood_next_ms(const struct flood *flood, int rest_s) {
    return flood->rest_until_ms - (int64_t)(rest_s - 1) * 1000;
}
