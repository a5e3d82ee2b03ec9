#include "screens/typewalk.h"

#include <stdlib.h>

#include "base/xalloc.h"
#include "draw/theme.h"
#include "widgets/focus.h"

#define RING_OUTSIDE 8

void typewalk_begin(struct typewalk *walk, struct field *field, struct panel *buttons) {
    *walk = (struct typewalk){.last_key = 0};
    bool had_ring = buttons->items && buttons->focus >= 0;
    field->has_ring = buttons->is_steered || had_ring;
    buttons->is_steered = false; // the first button is not where the page begins
    buttons->kept_id[0] = '\0';
    buttons->focus = -1;
}

bool typewalk_is_at_field(const struct panel *buttons, const struct panel *keys) {
    return buttons->focus < 0 && keys->focus < 0;
}

/* --- where the ring is -------------------------------------------------------------------- */

/* All stops of a page are counted through: the field is 0, then the buttons, then the keys. */
static int stop_count(const struct typewalk_page *page) {
    return 1 + (int)(page->buttons->count + page->keys->count);
}

static int stop_now(const struct typewalk_page *page) {
    if (page->keys->focus >= 0)
        return 1 + (int)page->buttons->count + page->keys->focus;
    bool is_there = page->buttons->focus < (int)page->buttons->count; // a suggestion may have gone
    return page->buttons->focus >= 0 && is_there ? 1 + page->buttons->focus : 0;
}

static struct rect stop_area(const struct typewalk_page *page, int stop) {
    int button = stop - 1, key = button - (int)page->buttons->count;
    if (stop == 0)
        return page->field->area;
    return key < 0 ? button_shown(&page->buttons->items[button]) : page->keys->items[key].area;
}

static void show_field_ring(const struct typewalk_page *page, bool has_ring) {
    if (page->field->has_ring == has_ring)
        return;
    page->field->has_ring = has_ring;
    damage_add(page->damage, rect_inset(page->field->area, -theme_px(page->theme, RING_OUTSIDE)));
}

static void go_to(struct typewalk *walk, const struct typewalk_page *page, int stop) {
    int button = stop - 1, key = button - (int)page->buttons->count;
    bool is_key = stop > 0 && key >= 0;
    panel_focus(page->buttons, stop > 0 && !is_key ? button : -1, page->damage);
    panel_focus(page->keys, is_key ? key : -1, page->damage);
    show_field_ring(page, stop == 0);
    if (is_key)
        walk->last_key = key;
}

/* --- where it goes ------------------------------------------------------------------------ */

static int step_by_arrow(const struct typewalk_page *page, enum event_key key) {
    int count = stop_count(page), now = stop_now(page);
    struct rect *areas = xcalloc((size_t)count, sizeof *areas);
    for (int i = 0; i < count; i++)
        if (i != now) // which stays without a place
            areas[i] = stop_area(page, i);
    int found = focus_nearest(areas, (size_t)count, stop_area(page, now), key);
    free(areas);
    return found < 0 ? now : found;
}

/* Reading order as a rank: buttons above the keyboard, all keys as one, buttons below it. */
static int rank_of(const struct typewalk_page *page, int stop) {
    int buttons = (int)page->buttons->count;
    if (stop == 0)
        return 0;
    if (stop > buttons)
        return 1 + buttons;
    bool is_below = stop_area(page, stop).y >= page->keys_area.y;
    return is_below ? 1 + buttons + stop : stop;
}

static int key_to_return_to(const struct typewalk *walk, const struct typewalk_page *page) {
    int last = (int)page->keys->count - 1;
    return 1 + (int)page->buttons->count + (walk->last_key < last ? walk->last_key : last);
}

/* The stop whose rank comes next, round and round. */
static int step_by_tab(const struct typewalk *walk, const struct typewalk_page *page,
                       bool is_back) {
    int whole = 2 * stop_count(page) + 2, now = rank_of(page, stop_now(page));
    int best = stop_now(page), best_gone = whole;
    for (int i = 0; i < stop_count(page); i++) {
        int gone = is_back ? now - rank_of(page, i) : rank_of(page, i) - now;
        gone = (gone + whole) % whole;
        if (gone == 0 || gone >= best_gone || rect_is_empty(stop_area(page, i)))
            continue;
        best = i;
        best_gone = gone;
    }
    bool is_among_keys = best > (int)page->buttons->count;
    return is_among_keys ? key_to_return_to(walk, page) : best;
}

/* Before the first key nobody knows where the page stands: the field shows that it is there. */
static bool has_ring(const struct typewalk_page *page) {
    return page->field->has_ring || !typewalk_is_at_field(page->buttons, page->keys);
}

static void step(struct typewalk *walk, const struct typewalk_page *page, enum event_key key) {
    int to = 0;
    if (has_ring(page))
        to = focus_is_arrow(key) ? step_by_arrow(page, key)
                                 : step_by_tab(walk, page, key == KEY_BACK_TAB);
    go_to(walk, page, to);
}

const struct button *typewalk_event(struct typewalk *walk, const struct typewalk_page *page,
                                    const struct event *ev) {
    if (ev->kind == EVENT_DOWN)
        show_field_ring(page, false);
    if (ev->kind != EVENT_KEY || !focus_is_step(ev->key))
        return panel_event(page->buttons, ev, page->damage);
    if (!walk->is_taken)
        step(walk, page, ev->key);
    return NULL;
}
