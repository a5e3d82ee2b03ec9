/* A plain keypad in place of a finger: Tab reaches everything on every screen, so do the arrows,
 * and the ring stands whole around what has it. */
#include "scenes.h"

#include "widgets/focus.h"

struct place { // what a failure prints
    const struct look *look;
    const char *scene;
};

static void press(struct set *set, enum event_key key) {
    const struct event ev = {.kind = EVENT_KEY, .key = key, .at_ms = clock_mono_ms(&set->clock)};
    if (set->question.kind != QUESTION_NONE)
        dialog_event(&set->question.dialog, &ev, &set->damage);
    else
        set_feed(set, ev);
}

/* Where the ring is; false: nowhere. */
static bool find_ring(struct set *set, struct element *out) {
    struct element_list list;
    int found = 0;
    set_list(set, &list);
    for (size_t i = 0; i < list.count; i++) {
        if (!list.items[i].has_focus)
            continue;
        *out = list.items[i];
        out->label = NULL;
        found++;
    }
    element_list_finish(&list);
    if (found > 1)
        fail_msg("%d rings on %s", found, set->screen->kind->name);
    return found == 1;
}

static bool is_key(const struct element *e) {
    return strcmp(e->role, "key") == 0;
}

/* --- Tab ------------------------------------------------------------------------------------ */

static struct color pixel_at(const struct set *set, int x, int y) {
    const uint8_t *row = (const uint8_t *)set->surface->pixels + (ptrdiff_t)y * set->surface->pitch;
    uint32_t value;
    memcpy(&value, row + (ptrdiff_t)x * 4, sizeof value);
    return (struct color){(uint8_t)(value >> 16), (uint8_t)(value >> 8), (uint8_t)value, 255};
}

/* The middle of the ring's line at the middle of each side: nothing lies over it or cuts it off. */
static int check_ring(struct set *set, const struct element *e, const struct place *place) {
    int out = (theme_px(&set->theme, 8) + theme_px(&set->theme, 2)) / 2, faults = 0;
    struct rect r = e->area;
    const struct point at[] = {{r.x + r.w / 2, r.y - out},
                               {r.x + r.w / 2, r.y + r.h - 1 + out},
                               {r.x - out, r.y + r.h / 2},
                               {r.x + r.w - 1 + out, r.y + r.h / 2}};
    struct color want =
        theme_color(&set->theme, set->theme.has_high_contrast ? COLOR_YELLOW : COLOR_INDIGO700);
    set_draw(set, NULL);
    for (size_t i = 0; i < check_items(at); i++) {
        if (!rect_contains(theme_canvas(&set->theme), at[i])) {
            print_error("%s %s: the ring of %s leaves the canvas\n", place->look->name,
                        place->scene, e->id);
            faults++;
            continue;
        }
        struct color got = pixel_at(set, at[i].x, at[i].y);
        if (abs(got.r - want.r) + abs(got.g - want.g) + abs(got.b - want.b) <= 90)
            continue;
        print_error("%s %s: the ring of %s is covered at %d,%d: %02x%02x%02x\n", place->look->name,
                    place->scene, e->id, at[i].x, at[i].y, got.r, got.g, got.b);
        faults++;
    }
    return faults;
}

static size_t count_targets(struct set *set) {
    struct element_list list;
    set_list(set, &list);
    size_t count = list.count;
    element_list_finish(&list);
    return count;
}

/* Once round: every target but the keys, which are one stop together. */
static int check_tab(struct set *set, const struct place *place) {
    struct element_list list;
    struct element ring;
    int faults = 0;
    set_list(set, &list);
    bool *seen = xcalloc(list.count + 1, sizeof *seen);
    bool has_seen_key = false;
    for (size_t step = 0; step < list.count; step++) {
        press(set, KEY_TAB);
        if (!find_ring(set, &ring)) {
            print_error("%s %s: no ring after Tab\n", place->look->name, place->scene);
            faults++;
            break;
        }
        has_seen_key |= is_key(&ring);
        bool is_new = false;
        for (size_t i = 0; i < list.count; i++) {
            bool is_it = strcmp(list.items[i].id, ring.id) == 0;
            is_new |= is_it && !seen[i];
            seen[i] |= is_it;
        }
        if (is_new)
            faults += check_ring(set, &ring, place);
    }
    for (size_t i = 0; i < list.count; i++) {
        bool is_card = strncmp(list.items[i].id, "people.card.", 12) == 0; // the list comes along
        if (seen[i] || is_card || (is_key(&list.items[i]) && has_seen_key))
            continue;
        print_error("%s %s: Tab never reaches %s\n", place->look->name, place->scene,
                    list.items[i].id);
        faults++;
    }
    free(seen);
    element_list_finish(&list);
    return faults;
}

/* --- arrows --------------------------------------------------------------------------------- */

/* Which of them can be come to by arrows from the first. */
static void spread(const struct element_list *list, bool *reached) {
    static const enum event_key keys[] = {KEY_LEFT, KEY_RIGHT, KEY_UP, KEY_DOWN};
    struct rect *areas = xcalloc(list->count, sizeof *areas);
    for (bool has_grown = true; has_grown;) {
        has_grown = false;
        for (size_t i = 0; i < list->count; i++) {
            for (size_t k = 0; reached[i] && k < check_items(keys); k++) {
                for (size_t j = 0; j < list->count; j++)
                    areas[j] = j == i ? (struct rect){.w = 0} : list->items[j].area;
                int to = focus_nearest(areas, list->count, list->items[i].area, keys[k]);
                if (to < 0 || reached[to])
                    continue;
                reached[to] = has_grown = true;
            }
        }
    }
    free(areas);
}

static int check_arrows(struct set *set, const struct place *place) {
    struct element_list list;
    int faults = 0;
    set_list(set, &list);
    bool *reached = xcalloc(list.count + 1, sizeof *reached);
    reached[0] = true;
    spread(&list, reached);
    for (size_t i = 0; i < list.count; i++) {
        if (reached[i])
            continue;
        print_error("%s %s: no arrows lead to %s\n", place->look->name, place->scene,
                    list.items[i].id);
        faults++;
    }
    free(reached);
    element_list_finish(&list);
    return faults;
}

/* --- every scene ---------------------------------------------------------------------------- */

static int check_scenes(struct set *set, const struct look *look) {
    int faults = 0;
    set_leave(set);
    set_size(set, look->width, look->height, look->is_large, look->is_contrast);
    for (size_t i = 0; i < SCENES; i++) {
        struct place place = {look, scenes[i].name};
        scene_reset(set);
        scenes[i].play(set);
        clock_advance(&set->clock, 1000); // the receipt is deaf to a second tap on "Gửi"
        if (set->id == SCREEN_ATTRACT || count_targets(set) == 0)
            continue; // any key leaves the idle screen; the notice has nothing to press
        faults += check_arrows(set, &place) + check_tab(set, &place);
    }
    return faults;
}

/* Each layout once: the others are these, larger or smaller. */
static bool is_looked_at(const struct look *look) {
    bool is_design = look->width == 1920 || look->width == 1080;
    return is_design && look->is_large == look->is_contrast;
}

static void test_everything_can_be_reached(void **state) {
    (void)state;
    struct set set;
    int faults = 0;
    set_open(&set, "vi");
    for (size_t i = 0; i < LOOKS; i++)
        if (is_looked_at(&looks[i]))
            faults += check_scenes(&set, &looks[i]);
    scene_close(&set);
    assert_int_equal(faults, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything_can_be_reached),
    };
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
