/* A wall with as many people on it as a test wants, made from the sample's. */
#ifndef TESTS_SCREENS_CROWD_H
#define TESTS_SCREENS_CROWD_H

#include "scenes.h"

#include "draw/photo.h"
#include "screens/honoured.h"
#include <SDL_image.h>

#define CROWD_PHOTOS 5 // pictures that the people share; every second one has none

/** A decoded manifest of so many people and `groups` groups; the caller destroys it. */
static inline struct content *crowd_make(size_t people, size_t groups) {
    json_t *root = manifest_compose(), *all = json_array();
    const json_t *sample = json_object_get(root, "honourees");
    json_t *kinds =
        json_object_get(json_array_get(json_object_get(root, "campaigns"), 0), "groups");
    while (json_array_size(kinds) < groups) {
        char id[32], name[32];
        snprintf(id, sizeof id, "nhom_%zu", json_array_size(kinds));
        snprintf(name, sizeof name, "Nhóm thứ %zu", json_array_size(kinds));
        json_array_append_new(kinds,
                              json_pack("{s:s,s:s,s:s}", "id", id, "icon", "person", "name", name));
    }
    for (size_t i = 0; i < people; i++) {
        json_t *person = json_copy(json_array_get(sample, i % json_array_size(sample)));
        char id[32], name[64], sha[65];
        snprintf(id, sizeof id, "person-%zu", i);
        snprintf(name, sizeof name, "Người thứ %zu", i);
        snprintf(sha, sizeof sha, "%064zu", i % CROWD_PHOTOS);
        json_object_set_new(person, "id", json_string(id));
        json_object_set_new(person, "name", json_string(name));
        if (i % 2 == 0)
            json_object_set_new(person, "portrait", json_string(sha));
        json_array_append_new(all, person);
    }
    json_object_set_new(root, "honourees", all);
    char *why = NULL;
    struct content *content = manifest_decode(root, "vi", &why);
    if (!content)
        print_error("%s\n", why);
    assert_non_null(content);
    json_decref(root);
    return content;
}

/** Shows them instead of the sample. */
static inline void crowd_enter(struct set *set, struct content *content) {
    set_leave(set);
    content_destroy(set->content);
    set->content = content;
    scene_reset(set);
    set_enter(set, SCREEN_HONOURED);
}

/* A picture of which no two rows are alike, so that a pixel out of place is seen. */
static inline void crowd_write_photo(const char *folder, int number) {
    char path[160];
    SDL_Surface *photo = SDL_CreateRGBSurfaceWithFormat(0, 80, 100, 32, SDL_PIXELFORMAT_RGB888);
    uint32_t *pixels = photo->pixels;
    for (int i = 0; i < 80 * 100; i++)
        pixels[i] = (uint32_t)(i / 80 * 2 + number * 7) << 16 | (uint32_t)(i % 80 * 3) << 8 |
                    (uint32_t)(number * 50);
    snprintf(path, sizeof path, "%s/%064d", folder, number);
    assert_int_equal(IMG_SavePNG(photo, path), 0);
    SDL_FreeSurface(photo);
}

static inline char *crowd_photo_path(const char *key, void *folder) {
    return path_join(folder, key);
}

static inline void crowd_open_at(struct set *set, int width, int height) {
    set_open(set, "vi");
    set->env.is_motion_reduced = false;
    set_size(set, width, height, false, false);
    scene_reset(set);
}

static inline void crowd_open(struct set *set, size_t people) {
    crowd_open_at(set, 1920, 1080);
    crowd_enter(set, crowd_make(people, 3));
}

static inline const struct scroller *crowd_scroller(const struct set *set) {
    return &((const struct honoured *)set->screen)->list.scroller;
}

static inline struct point crowd_middle(struct set *set, const char *id) {
    struct element e = {0};
    if (!set_find(set, id, &e))
        print_error("no target '%s'\n", id);
    assert_true(set_find(set, id, &e));
    return (struct point){e.area.x + e.area.w / 2, e.area.y + e.area.h / 2};
}

static inline void crowd_key(struct set *set, enum event_key which) {
    set_feed(set, (struct event){.kind = EVENT_KEY, .key = which});
}

#endif
