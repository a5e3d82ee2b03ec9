/* Every screen against its golden picture in tests/golden. `make golden` draws them anew: look at
 * each one that changed before you commit it. What differs is left in build/V/tests/output/golden
 * as expected, actual and difference side by side. */
#include "golden.h"
#include "scenes.h"

#include <libgen.h>

static bool is_writing; // GOLDEN=write
static const char *report_dir;

/* What has a golden picture: every scene at the smallest size both ways, a few at full size, and
 * the looks where they change most. */
static const struct golden_set {
    const char *name;
    int width, height;
    bool is_large, is_contrast;
    const char *const scenes[12]; // beginnings of names; none: all of them
} golden_sets[] = {
    {"1280x720", 1280, 720, false, false, {NULL}},
    {"720x1280", 720, 1280, false, false, {NULL}},
    {"1920x1080",
     1920,
     1080,
     false,
     false,
     {"01-attract", "02-home", "03-campaign", "04-models", "05-honoured", "06-detail", "08-name",
      "13-staff-pin", "14-staff-dashboard", "14b-staff-items", "16-criteria"}},
    {"1280x720-large", 1280, 720, true, false, {"02-home", "05-honoured", "07", "08", "09", "10"}},
    {"1280x720-contrast",
     1280,
     720,
     false,
     true,
     {"02-home", "05-honoured", "07", "08", "09", "10"}},
};

static bool is_wanted(const struct golden_set *golden, const char *scene) {
    bool is_exact = strcmp(golden->name, "1920x1080") == 0; // there: these and no variants
    if (!golden->scenes[0])
        return true;
    for (size_t i = 0; i < check_items(golden->scenes) && golden->scenes[i]; i++) {
        const char *start = golden->scenes[i];
        if (is_exact ? strcmp(scene, start) == 0 : strncmp(scene, start, strlen(start)) == 0)
            return true;
    }
    return false;
}

static void draw_scene(struct set *set, const struct scene *scene) {
    scene_reset(set);
    scene->play(set);
    set_draw(set, NULL);
}

static int check_scene(struct set *set, const struct golden_set *golden,
                       const struct scene *scene) {
    char path[192], report[256];
    snprintf(path, sizeof path, GOLDEN_DIR "/%s/%s.png", golden->name, scene->name);
    draw_scene(set, scene);
    SDL_Surface *got = golden_of(set->surface);
    SDL_Surface *want = golden_load(path);
    long differing = golden_compare(want, got);
    if (differing && is_writing) {
        assert_int_equal(IMG_SavePNG(got, path), 0);
        print_message("# drawn anew: %s\n", path);
    } else if (differing) {
        snprintf(report, sizeof report, "%s/%s-%s.png", report_dir, golden->name, scene->name);
        golden_report(report, want, got);
        print_error("%s: %s; see %s\n", path, want ? "differs" : "is missing", report);
        if (want)
            print_error("  %ld pixels\n", differing);
    }
    SDL_FreeSurface(want);
    SDL_FreeSurface(got);
    return differing && !is_writing;
}

static void test_every_screen_looks_as_it_did(void **state) {
    (void)state;
    int faults = 0;
    if (!golden_has_fonts()) {
        print_message("# the font files are not those of fonts/fonts.ini\n");
        skip();
    }
    struct set set;
    set_open(&set, "vi");
    set.env.is_motion_reduced = true;
    for (size_t i = 0; i < check_items(golden_sets); i++) {
        const struct golden_set *golden = &golden_sets[i];
        char dir[96];
        snprintf(dir, sizeof dir, GOLDEN_DIR "/%s", golden->name);
        assert_true(path_make_dirs(is_writing ? dir : report_dir));
        set_leave(&set);
        set_size(&set, golden->width, golden->height, golden->is_large, golden->is_contrast);
        for (size_t j = 0; j < SCENES; j++) {
            if (is_wanted(golden, scenes[j].name))
                faults += check_scene(&set, golden, &scenes[j]);
        }
    }
    set_close(&set);
    assert_int_equal(faults, 0);
}

/* A comparison that cannot fail would be worth nothing. */
static void test_one_pixel_is_seen(void **state) {
    (void)state;
    SDL_Surface *a = SDL_CreateRGBSurfaceWithFormat(0, 8, 8, 32, SDL_PIXELFORMAT_RGB888);
    SDL_Surface *b = SDL_ConvertSurfaceFormat(a, SDL_PIXELFORMAT_RGB888, 0);
    assert_int_equal(golden_compare(a, b), 0);
    ((uint32_t *)b->pixels)[9] = 1;
    assert_int_equal(golden_compare(a, b), 1);
    SDL_Surface *difference = golden_difference(a, b);
    assert_int_equal(golden_row(difference, 1)[1] & 0xffffff, 0xd00000);
    assert_int_equal(golden_compare(NULL, b), 64);
    SDL_FreeSurface(difference);
    SDL_FreeSurface(a);
    SDL_FreeSurface(b);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_pixel_is_seen),
        cmocka_unit_test(test_every_screen_looks_as_it_did),
    };
    (void)argc;
    const char *mode = getenv("GOLDEN");
    is_writing = mode && strcmp(mode, "write") == 0;
    // beside the logs of the build this program belongs to: build/V/tests/screens/test_golden
    char *program = xstrdup(argv[0]), *tests_dir = xstrdup(dirname(dirname(program)));
    char *dir = path_join(tests_dir, "output/golden");
    report_dir = dir;
    int failed = crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
    free(dir);
    free(tests_dir);
    free(program);
    return failed;
}
