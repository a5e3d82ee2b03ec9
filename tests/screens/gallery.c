/* Writes every screen in every look as PNG to build/gallery, to be looked at beside the mock-ups.
 * gallery [LOOK [SCENE [LANG]]]: only those whose names begin so. */
#include "scenes.h"

#include <SDL_image.h>

static bool begins(const char *name, const char *start) {
    return strncmp(name, start, strlen(start)) == 0;
}

static void save(struct set *set, const char *look, const char *scene) {
    char path[160];
    snprintf(path, sizeof path, "build/gallery/%s-%s.png", look, scene);
    set_draw(set, NULL);
    assert_int_equal(IMG_SavePNG(set->surface, path), 0);
}

int main(int argc, char **argv) {
    const char *look_start = argc > 1 ? argv[1] : "", *scene_start = argc > 2 ? argv[2] : "";
    struct set set;
    assert_true(crypto_start() && path_make_dirs("build/gallery"));
    set_open(&set, argc > 3 ? argv[3] : "vi");
    for (size_t i = 0; i < LOOKS; i++) {
        const struct look *look = &looks[i];
        if (!begins(look->name, look_start))
            continue;
        set_leave(&set);
        set_size(&set, look->width, look->height, look->is_large, look->is_contrast);
        for (size_t j = 0; j < SCENES; j++) {
            if (!begins(scenes[j].name, scene_start))
                continue;
            scene_reset(&set);
            scenes[j].play(&set);
            save(&set, look->name, scenes[j].name);
        }
    }
    scene_close(&set);
    return 0;
}
