/* Every state of every screen in every look: nothing cut, nothing over another, all of it on the
 * canvas and large enough. */
#include "scenes.h"

struct place { // what a failure prints
    const struct look *look;
    const char *scene;
};

static int check_targets(struct set *set, const struct place *place) {
    struct element_list list;
    int faults = 0;
    set_list(set, &list);
    struct rect canvas = theme_canvas(&set->theme);
    for (size_t i = 0; i < list.count; i++) {
        const struct element *e = &list.items[i];
        struct rect inside = rect_intersect(e->area, canvas);
        if (memcmp(&inside, &e->area, sizeof inside) != 0) {
            print_error("%s %s: target %s leaves the canvas\n", place->look->name, place->scene,
                        e->id);
            faults++;
        }
        for (size_t j = i + 1; j < list.count; j++) {
            if (!rect_overlaps(e->area, list.items[j].area))
                continue;
            print_error("%s %s: targets %s and %s overlap\n", place->look->name, place->scene,
                        e->id, list.items[j].id);
            faults++;
        }
    }
    bool is_lost = list.count == 0 && set->id != SCREEN_NOTICE; // there nothing is to be touched
    if (is_lost)
        print_error("%s %s: nothing to touch\n", place->look->name, place->scene);
    faults += is_lost;
    element_list_finish(&list);
    return faults;
}

/* What a finger needs (tokens.md sections 4 and 6), in design pixels: the shorter side of the
 * smallest thing to press, and the gap between two that stand side by side, as on keyboards. */
#define SIDE_LEAST 96
#define GAP_LEAST 8

static int gap_between(struct rect a, struct rect b) {
    int x = a.x < b.x ? b.x - (a.x + a.w) : a.x - (b.x + b.w);
    int y = a.y < b.y ? b.y - (a.y + a.h) : a.y - (b.y + b.h);
    return x > y ? x : y; // they overlap in the other direction, or stand diagonally
}

/* At the edge of a list that is being scrolled: what shows of it can be pressed, however little. */
static bool is_cut_by_list(const struct set *set, const struct element *e) {
    const struct panel *panel = &set->screen->panel;
    for (size_t i = 0; i < panel->count; i++) {
        const struct button *b = &panel->items[i];
        if (strcmp(b->id, e->id) == 0)
            return button_shown(b).h < b->area.h;
    }
    return false;
}

static int check_sizes(struct set *set, const struct place *place) {
    struct element_list list;
    int faults = 0, side = (int)(SIDE_LEAST * set->theme.scale);
    int gap_floor = (int)(GAP_LEAST * set->theme.scale);
    set_list(set, &list);
    for (size_t i = 0; i < list.count; i++) {
        const struct element *e = &list.items[i];
        bool is_small = e->area.w < side || e->area.h < side;
        if (is_small && !is_cut_by_list(set, e)) {
            print_error("%s %s: target %s is %dx%d, the least is %d\n", place->look->name,
                        place->scene, e->id, e->area.w, e->area.h, side);
            faults++;
        }
        for (size_t j = i + 1; j < list.count; j++) {
            size_t len = strlen(e->id); // "people.search" holds "people.search.clear" at its end
            bool is_part =
                strncmp(e->id, list.items[j].id, len) == 0 && list.items[j].id[len] == '.';
            int gap = is_part ? gap_floor : gap_between(e->area, list.items[j].area);
            if (gap >= gap_floor || gap < 0)
                continue;
            print_error("%s %s: targets %s and %s are %d apart, the least is %d\n",
                        place->look->name, place->scene, e->id, list.items[j].id, gap, gap_floor);
            faults++;
        }
    }
    element_list_finish(&list);
    return faults;
}

/* Portrait hangs high: only the idle screen may be touched in its top third (tokens.md section 5);
 * a card that is drawn out of its list at the top still shows its lower end there. */
#define REACH_FROM 640

static int check_reach(struct set *set, const struct place *place) {
    struct element_list list;
    int faults = 0;
    if (!set->theme.is_portrait || set->id == SCREEN_ATTRACT)
        return 0;
    set_list(set, &list);
    for (size_t i = 0; i < list.count; i++) {
        const struct element *e = &list.items[i];
        int highest = theme_px(&set->theme, REACH_FROM);
        bool is_field = strcmp(e->role, "field") == 0; // is typed into from below
        bool is_leaving =
            strncmp(e->id, "people.card.", 12) == 0 && e->area.y + e->area.h > highest;
        if (is_field || is_leaving || e->area.y >= highest)
            continue;
        print_error("%s %s: target %s stands too high\n", place->look->name, place->scene,
                    list.items[i].id);
        faults++;
    }
    element_list_finish(&list);
    return faults;
}

static int check_texts(struct set *set, const struct text_log *log, const struct place *place) {
    struct rect canvas = theme_canvas(&set->theme);
    int floor_px = (int)(28 * set->theme.scale), faults = 0;
    for (size_t i = 0; i < log->count; i++) {
        const struct text_log_entry *entry = &log->entries[i];
        struct rect inside = rect_intersect(entry->area, canvas);
        const char *fault = entry->is_cut               ? "is cut"
                            : entry->size_px < floor_px ? "is too small"
                            : memcmp(&inside, &entry->area, sizeof inside) != 0
                                ? "leaves the canvas"
                                : NULL;
        if (!fault)
            continue;
        print_error("%s %s: text \"%s\" %s (%d px)\n", place->look->name, place->scene, entry->text,
                    fault, entry->size_px);
        faults++;
    }
    if (log->count == 0)
        print_error("%s %s: not a word on it\n", place->look->name, place->scene);
    return faults + (log->count == 0);
}

/* Two texts never stand on each other. A line's box is taller than its letters: a quarter of the
 * lower one may be shared. */
static int check_overlaps(struct set *set, const struct text_log *log, const struct place *place) {
    int faults = 0, slack = theme_px(&set->theme, 10);
    for (size_t i = 0; i < log->count; i++) {
        for (size_t j = i + 1; j < log->count; j++) {
            const struct text_log_entry *a = &log->entries[i], *b = &log->entries[j];
            struct rect both = rect_intersect(a->area, b->area);
            int lower = a->area.h < b->area.h ? a->area.h : b->area.h;
            if (both.w <= slack || both.h <= lower / 4 || !a->text[0] || !b->text[0])
                continue;
            print_error("%s %s: \"%s\" stands on \"%s\" (%dx%d)\n", place->look->name, place->scene,
                        b->text, a->text, both.w, both.h);
            faults++;
        }
    }
    return faults;
}

static int check_scenes(struct set *set, const struct look *look) {
    int faults = 0;
    set_leave(set);
    set_size(set, look->width, look->height, look->is_large, look->is_contrast);
    for (size_t i = 0; i < SCENES; i++) {
        struct text_log log = {0};
        struct place place = {look, scenes[i].name};
        scene_reset(set);
        scenes[i].play(set);
        set_draw(set, &log);
        faults += check_targets(set, &place) + check_reach(set, &place);
        faults += check_texts(set, &log, &place);
        if (set->question.kind == QUESTION_NONE) // which lies over what is there
            faults += check_overlaps(set, &log, &place);
        faults += check_sizes(set, &place);
        text_log_finish(&log);
    }
    return faults;
}

/* The longer language everywhere, the other where room is scarcest and where there is most. */
static void check_language(const char *lang) {
    struct set set;
    int faults = 0;
    bool is_vietnamese = strcmp(lang, "vi") == 0;
    set_open(&set, lang);
    for (size_t i = 0; i < LOOKS; i++) {
        if (is_vietnamese || looks[i].is_large || looks[i].width == 1280)
            faults += check_scenes(&set, &looks[i]);
    }
    scene_close(&set);
    assert_int_equal(faults, 0);
}

static void test_every_scene_in_vietnamese(void **state) {
    (void)state;
    check_language("vi");
}

static void test_every_scene_in_english(void **state) {
    (void)state;
    check_language("en");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_scene_in_vietnamese),
        cmocka_unit_test(test_every_scene_in_english),
    };
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
