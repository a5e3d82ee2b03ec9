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
    if (list.count == 0)
        print_error("%s %s: nothing to touch\n", place->look->name, place->scene);
    faults += list.count == 0;
    element_list_finish(&list);
    return faults;
}

/* Portrait hangs high: only the idle screen may be touched in its top third. */
static int check_reach(struct set *set, const struct place *place) {
    struct element_list list;
    int faults = 0;
    if (!set->theme.is_portrait || set->id == SCREEN_ATTRACT)
        return 0;
    set_list(set, &list);
    for (size_t i = 0; i < list.count; i++) {
        bool is_field = strcmp(list.items[i].role, "field") == 0; // is typed into from below
        if (is_field || list.items[i].area.y + list.items[i].area.h > theme_px(&set->theme, 600))
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
