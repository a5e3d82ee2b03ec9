/* A small dense panel, 396 mm across: what fingers need in millimetres is given where there is
 * room, and nothing comes to stand on anything else. */
#include "scenes.h"

#define DIAGONAL_MM 396
#define TARGET_MM 20

static int check_apart(struct set *set, const char *scene) {
    struct element_list list;
    int faults = 0;
    set_list(set, &list);
    for (size_t i = 0; i < list.count; i++) {
        struct rect inside = rect_intersect(list.items[i].area, theme_canvas(&set->theme));
        bool is_inside = memcmp(&inside, &list.items[i].area, sizeof inside) == 0;
        bool is_apart = true;
        for (size_t j = i + 1; j < list.count; j++)
            is_apart = is_apart && !rect_overlaps(list.items[i].area, list.items[j].area);
        if (is_inside && is_apart)
            continue;
        print_error("%s: %s overlaps or leaves the canvas\n", scene, list.items[i].id);
        faults++;
    }
    element_list_finish(&list);
    return faults;
}

static void nothing_overlaps(void **state) {
    (void)state;
    static const int sizes[][2] = {{1920, 1080}, {1080, 1920}};
    struct set set;
    int faults = 0;
    set_open(&set, "vi");
    for (size_t i = 0; i < check_items(sizes); i++) {
        set_leave(&set);
        set_size(&set, sizes[i][0], sizes[i][1], false, false);
        theme_set_panel(&set.theme, DIAGONAL_MM, TARGET_MM);
        for (size_t k = 0; k < SCENES; k++) {
            scene_reset(&set);
            scenes[k].play(&set);
            faults += check_apart(&set, scenes[k].name);
        }
    }
    scene_close(&set);
    assert_int_equal(faults, 0);
}

static struct rect area_of(struct set *set, const char *id) {
    struct element e = {0};
    if (!set_find(set, id, &e))
        fail_msg("no target %s", id);
    return e.area;
}

static void bars_and_keys_take_the_room_there_is(void **state) {
    (void)state;
    struct set set;
    set_open(&set, "vi");
    set_size(&set, 1920, 1080, false, false);
    set_enter(&set, SCREEN_NAME);
    check_number("a key by its token", area_of(&set, "key h").h, 102);
    theme_set_panel(&set.theme, DIAGONAL_MM, TARGET_MM);
    check_number("20 mm in pixels", set.theme.target_px, 112);
    set_enter(&set, SCREEN_NAME);
    check_number("the bar has room", area_of(&set, "wizard.next").h, 112);
    check_number("the keys have a little", area_of(&set, "key h").h >= 105, true);
    set_size(&set, 1080, 1920, false, false);
    theme_set_panel(&set.theme, DIAGONAL_MM, TARGET_MM);
    set_enter(&set, SCREEN_NAME);
    check_number("in portrait all of it", area_of(&set, "key h").h >= 112, true);
    check_number("and in width", area_of(&set, "key h").w >= 112, true);
    theme_set_panel(&set.theme, 0, TARGET_MM);
    set_enter(&set, SCREEN_NAME);
    check_number("unknown: tokens alone", area_of(&set, "wizard.next").h, 104);
    scene_close(&set);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_overlaps),
        cmocka_unit_test(bars_and_keys_take_the_room_there_is),
    };
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
