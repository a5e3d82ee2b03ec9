/* Our drawn art: every file of it can be rasterised, tinted, kept and forgotten. */
#include "draw/art.h"

#include "surface.h"
#include <dirent.h>

static const struct color own = {0, 0, 0, 0};

static long ink_pixels(const SDL_Surface *picture) {
    long ink = 0;
    for (int y = 0; y < picture->h; y++)
        for (int x = 0; x < picture->w; x++)
            ink += !picture->format->Amask || pixel_at(picture, x, y) >> 24 > 0;
    return ink;
}

static void check_file(struct art *art, const char *folder, const char *file) {
    char name[300];
    snprintf(name, sizeof name, "%s/%.*s", folder, (int)(strlen(file) - strlen(".svg")), file);
    static const int sides[] = {48, 200};
    for (size_t i = 0; i < check_items(sides); i++) {
        SDL_Surface *picture = art_get(art, name, sides[i], sides[i], own);
        check_number(name, picture->w, sides[i]);
        check_number(name, picture->h, sides[i]);
        if (ink_pixels(picture) < sides[i])
            fail_msg("%s at %d px: %ld pixels of ink", name, sides[i], ink_pixels(picture));
    }
}

static void every_file_can_be_drawn(void **state) {
    (void)state;
    static const char *const folders[] = {"icons", "motif", "sample"};
    struct art *art = art_open(ART_DIR, (size_t)4 << 20);
    int files = 0;
    for (size_t i = 0; i < check_items(folders); i++) {
        char path[64];
        snprintf(path, sizeof path, ART_DIR "/%s", folders[i]);
        DIR *dir = opendir(path);
        assert_non_null(dir);
        for (struct dirent *entry; (entry = readdir(dir));)
            if (strstr(entry->d_name, ".svg")) {
                check_file(art, folders[i], entry->d_name);
                files++;
            }
        closedir(dir);
    }
    assert_true(files > 60);
    art_close(art);
}

static void a_tint_takes_the_place_of_every_color(void **state) {
    (void)state;
    struct art *art = art_open(ART_DIR, (size_t)4 << 20);
    struct color jade = {0x0C, 0x57, 0x44, 255};
    SDL_Surface *plain = SDL_DuplicateSurface(art_get(art, "icons/home", 96, 96, own));
    SDL_Surface *tinted = art_get(art, "icons/home", 96, 96, jade);
    for (int y = 0; y < 96; y++)
        for (int x = 0; x < 96; x++)
            check_number("pixel", pixel_at(tinted, x, y),
                         (pixel_at(plain, x, y) & 0xff000000u) | 0x0C5744);
    SDL_FreeSurface(plain);
    art_close(art);
}

static void proportions_are_kept(void **state) {
    (void)state;
    struct art *art = art_open(ART_DIR, (size_t)4 << 20);
    // A square icon in a wide box stands in its middle, as large as in the square.
    SDL_Surface *square = SDL_DuplicateSurface(art_get(art, "icons/home", 64, 64, own));
    SDL_Surface *wide = art_get(art, "icons/home", 164, 64, own);
    for (int y = 0; y < 64; y++)
        for (int x = 0; x < 64; x++)
            check_number("pixel", pixel_at(wide, x + 50, y), pixel_at(square, x, y));
    check_number("margin", pixel_at(wide, 20, 32) >> 24, 0);
    SDL_FreeSurface(square);
    art_close(art);
}

/* A seam between two tiles would be a column that lets the ground through; a picture without alpha
 * has none. */
static void tiles_have_no_seam(void **state) {
    (void)state;
    static const char *const names[] = {"motif/brocade-tile", "motif/brocade-thin-tile",
                                        "motif/brocade-tile-jade",
                                        "motif/brocade-thin-tile-indigo"};
    struct art *art = art_open(ART_DIR, (size_t)8 << 20);
    for (size_t i = 0; i < check_items(names); i++)
        for (int h = 13; h <= 80; h++) {
            SDL_Surface *tile = art_get(art, names[i], 3 * h, h, own);
            check_number(names[i], tile->format->Amask, 0);
            // In a box of other proportions it covers, and is cut off on the right.
            check_number(names[i], art_get(art, names[i], h, h, own)->format->Amask, 0);
            check_number(names[i], art_get(art, names[i], 4 * h, h, own)->format->Amask, 0);
        }
    assert_true(art_get(art, "icons/home", 60, 60, own)->format->Amask != 0);
    art_close(art);
}

static void what_is_not_there_is_empty(void **state) {
    (void)state;
    static const char *const names[] = {"icons/khong-co", "../art/icons/home", "/etc/passwd", "",
                                        "icons"};
    struct art *art = art_open(ART_DIR, 1 << 20);
    for (size_t i = 0; i < check_items(names); i++) {
        SDL_Surface *picture = art_get(art, names[i], 40, 30, (struct color){255, 255, 255, 255});
        check_number(names[i], picture->w, 40);
        check_number(names[i], ink_pixels(picture), 0);
    }
    assert_non_null(art_get(art, "icons/home", 0, -3, own));
    art_close(art);
}

static void the_cache_keeps_and_forgets(void **state) {
    (void)state;
    struct art *art = art_open(ART_DIR, 100 * 100 * 4 * 3); // two pictures and a bit
    SDL_Surface *home = art_get(art, "icons/home", 100, 100, own);
    assert_ptr_equal(art_get(art, "icons/home", 100, 100, (struct color){9, 9, 9, 0}), home);
    assert_ptr_not_equal(art_get(art, "icons/home", 100, 101, own), home);
    assert_ptr_equal(art_get(art, "icons/home", 100, 100, own), home);
    for (int i = 0; i < 500; i++) // far more than fits; the sanitizer would see what is not freed
        assert_non_null(art_get(art, "icons/star", 100 + i % 7, 100, own));
    SDL_Surface *large = art_get(art, "motif/drum", 600, 600, own); // above the bound by itself
    assert_ptr_equal(art_get(art, "motif/drum", 600, 600, own), large);
    assert_true(ink_pixels(large) > 1000);
    art_close(art);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_file_can_be_drawn),
        cmocka_unit_test(a_tint_takes_the_place_of_every_color),
        cmocka_unit_test(proportions_are_kept),
        cmocka_unit_test(tiles_have_no_seam),
        cmocka_unit_test(what_is_not_there_is_empty),
        cmocka_unit_test(the_cache_keeps_and_forgets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
