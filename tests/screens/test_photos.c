/* Photos on the screens: gold and the mark while they are late, the photo when it is there, the
 * drawn bust when it is broken, and nothing drawn again but where one was missed. */
#include "scenes.h"

#include "screens/person_card.h"
#include "widgets/button.h"

static void open_wall(struct set *set) {
    set_open(set, "vi");
    set_size(set, 1920, 1080, false, false);
    scene_reset(set);
}

static struct rect photo_of_card(struct set *set, int number) {
    char id[ELEMENT_ID_BYTES];
    snprintf(id, sizeof id, "people.card.%d", number);
    for (size_t i = 0; i < set->screen->panel.count; i++)
        if (strcmp(set->screen->panel.items[i].id, id) == 0)
            return person_card_photo(&set->theme,
                                     button_face(&set->screen->panel.items[i], &set->theme));
    fail_msg("no target '%s'", id);
    return (struct rect){0};
}

static uint32_t rgb_at(const struct set *set, int x, int y) {
    return ((const uint32_t *)((const char *)set->surface->pixels +
                               (size_t)y * (size_t)set->surface->pitch))[x] &
           0xffffff;
}

static SDL_Surface *picture_of(struct set *set) {
    set_draw(set, NULL);
    SDL_Surface *copy = SDL_DuplicateSurface(set->surface);
    assert_non_null(copy);
    return copy;
}

static bool is_equal(const SDL_Surface *a, const SDL_Surface *b, struct rect r) {
    for (int y = r.y; y < r.y + r.h; y++)
        if (memcmp((const char *)a->pixels + (size_t)y * (size_t)a->pitch + (size_t)r.x * 4,
                   (const char *)b->pixels + (size_t)y * (size_t)b->pitch + (size_t)r.x * 4,
                   (size_t)r.w * 4) != 0)
            return false;
    return true;
}

static void late_photos_are_gold_with_the_mark(void **state) {
    (void)state;
    struct set set;
    open_wall(&set);
    scene_honoured_photos_late(&set);
    SDL_Surface *late = picture_of(&set);
    for (int i = 0; i < 6; i++) {
        struct rect photo = photo_of_card(&set, i);
        check_number("width", photo.w, 168);
        check_number("gold", rgb_at(&set, photo.x + photo.w / 2, photo.y + 8), 0xFBE9BF);
        check_number("mark", rgb_at(&set, photo.x + photo.w / 2, photo.y + photo.h / 2), 0xCF9630);
    }
    bench_photos_shut(&scene_photos, false);
    bench_photos_settle(&scene_photos, &set.damage);
    // Drawn again where they were missed, and the rest of the screen stays as it was.
    struct rect all = {0};
    for (int i = 0; i < 6; i++)
        all = rect_union(all, photo_of_card(&set, i));
    assert_true(set.damage.count >= 1 && set.damage.count <= 6);
    for (size_t i = 0; i < set.damage.count; i++) {
        struct rect within = rect_intersect(set.damage.rects[i], all);
        assert_memory_equal(&within, &set.damage.rects[i], sizeof within);
    }
    SDL_Surface *there = picture_of(&set);
    for (int i = 0; i < 6; i++)
        assert_false(is_equal(late, there, photo_of_card(&set, i)));
    assert_true(is_equal(late, there, (struct rect){0, 0, 500, 1080}));
    SDL_FreeSurface(there);
    SDL_FreeSurface(late);
    scene_close(&set);
}

/* The pixels in the middle are the photo's own, copied. */
static void a_photo_is_shown_as_it_is(void **state) {
    (void)state;
    struct set set;
    open_wall(&set);
    scene_honoured_photos(&set);
    set_draw(&set, NULL);
    struct rect at = photo_of_card(&set, 0);
    const struct content *content = set.content;
    SDL_Surface *photo = photos_get(scene_photos.photos, content->people[0].portrait, at.w, at.h);
    assert_non_null(photo);
    for (int y = 0; y < at.h; y++)
        for (int x = 24; x < at.w - 24; x++)
            check_number("pixel", rgb_at(&set, at.x + x, at.y + y),
                         ((uint32_t *)((char *)photo->pixels + y * photo->pitch))[x] & 0xffffff);
    check_number("corner", rgb_at(&set, at.x, at.y), 0xFFFDF8); // round: the card's own colour
    scene_close(&set);
}

static void broken_photos_leave_the_drawn_bust(void **state) {
    (void)state;
    struct set set;
    open_wall(&set);
    scene_honoured(&set);
    SDL_Surface *without = picture_of(&set);
    scene_honoured_photos_broken(&set);
    SDL_Surface *broken = picture_of(&set);
    assert_true(is_equal(without, broken, theme_canvas(&set.theme)));
    SDL_FreeSurface(broken);
    SDL_FreeSurface(without);
    scene_close(&set);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(late_photos_are_gold_with_the_mark),
        cmocka_unit_test(a_photo_is_shown_as_it_is),
        cmocka_unit_test(broken_photos_leave_the_drawn_bust),
    };
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
