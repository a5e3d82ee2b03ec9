#include "widgets/focus.h"

#include <limits.h>
#include <stdlib.h>

bool focus_is_arrow(enum event_key key) {
    return key == KEY_LEFT || key == KEY_RIGHT || key == KEY_UP || key == KEY_DOWN;
}

bool focus_is_step(enum event_key key) {
    return key == KEY_TAB || key == KEY_BACK_TAB || focus_is_arrow(key);
}

/* Gap between two spans on one axis, 0 where they overlap. */
static int span_gap(int a, int a_len, int b, int b_len) {
    if (b >= a + a_len)
        return b - (a + a_len);
    return a >= b + b_len ? a - (b + b_len) : 0;
}

/* How far `to` lies from `from` in the key's direction; INT_MAX when it does not. */
static int distance_towards(struct rect from, struct rect to, enum event_key key) {
    bool is_across = key == KEY_LEFT || key == KEY_RIGHT;
    int ahead = is_across ? (2 * to.x + to.w) - (2 * from.x + from.w)
                          : (2 * to.y + to.h) - (2 * from.y + from.h);
    if (key == KEY_LEFT || key == KEY_UP)
        ahead = -ahead;
    int along =
        is_across ? span_gap(from.x, from.w, to.x, to.w) : span_gap(from.y, from.h, to.y, to.h);
    int aside =
        is_across ? span_gap(from.y, from.h, to.y, to.h) : span_gap(from.x, from.w, to.x, to.w);
    if (ahead <= 0 || (along == 0 && aside > 0))
        return INT_MAX;
    int off_centre = is_across ? abs((2 * to.y + to.h) - (2 * from.y + from.h))
                               : abs((2 * to.x + to.w) - (2 * from.x + from.w));
    return 8 * along + 16 * aside + off_centre / 2;
}

int focus_nearest(const struct rect *areas, size_t count, struct rect from, enum event_key key) {
    int best = -1, best_distance = INT_MAX;
    for (size_t i = 0; i < count; i++) {
        if (rect_is_empty(areas[i]))
            continue;
        int distance = distance_towards(from, areas[i], key);
        if (distance < best_distance) {
            best = (int)i;
            best_distance = distance;
        }
    }
    return best;
}
