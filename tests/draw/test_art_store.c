/* Art kept on disk: a warm start draws the same pixels, a spoilt file is made anew, the folder
 * stays small, and in haste nothing dear is drawn. */
#include "surface.h"

#include <glob.h>
#include <sys/stat.h>

#define KEPT_BYTES ((size_t)4 << 20)
#define BIG 300

static const struct color own = {0}, jade = {0x0C, 0x57, 0x44, 255};

static struct art *open_kept(const char *folder, size_t bytes_max) {
    struct art *art = art_open(ART_DIR, (size_t)8 << 20);
    char dir[128];
    snprintf(dir, sizeof dir, "%s/cache/art", folder);
    art_keep_in(art, dir, bytes_max);
    return art;
}

static glob_t files_in(const char *folder) {
    glob_t found;
    char pattern[128];
    snprintf(pattern, sizeof pattern, "%s/cache/art/*", folder);
    int status = glob(pattern, 0, NULL, &found);
    assert_true(status == 0 || status == GLOB_NOMATCH);
    return found;
}

static size_t count_files(const char *folder, size_t *out_bytes) {
    glob_t found = files_in(folder);
    size_t count = found.gl_pathc;
    *out_bytes = 0;
    for (size_t i = 0; i < count; i++) {
        struct stat info;
        assert_int_equal(stat(found.gl_pathv[i], &info), 0);
        *out_bytes += (size_t)info.st_size;
    }
    globfree(&found);
    return count;
}

static void check_same(const SDL_Surface *got, const SDL_Surface *want) {
    check_number("width", got->w, want->w);
    check_number("height", got->h, want->h);
    check_number("alpha", got->format->Amask, want->format->Amask);
    check_number("bytes a pixel", got->format->BytesPerPixel, want->format->BytesPerPixel);
    for (int y = 0; y < got->h; y++)
        assert_memory_equal((const char *)got->pixels + (size_t)y * got->pitch,
                            (const char *)want->pixels + (size_t)y * want->pitch,
                            (size_t)got->w * got->format->BytesPerPixel);
}

static const struct wanted {
    const char *name;
    int w, h;
    struct color tint;
    bool is_mask;
} wanted[] = {
    {"motif/drum", BIG, BIG, {0}, true},
    {"motif/drum", BIG, BIG, {0x0C, 0x57, 0x44, 255}, false}, // of the same file
    {"sample/bust-nung", 168, 210, {0}, false},
    {"sample/scene-flower", 330, 150, {0}, false}, // without a hole
};

static SDL_Surface *ask(struct art *art, const struct wanted *w) {
    return w->is_mask ? art_mask(art, w->name, w->w, w->h)
                      : art_get(art, w->name, w->w, w->h, w->tint);
}

static void a_warm_start_draws_the_same_pixels(void **state) {
    (void)state;
    char *folder = check_make_folder();
    struct art *plain = art_open(ART_DIR, (size_t)8 << 20), *cold = open_kept(folder, KEPT_BYTES);
    size_t bytes;
    for (size_t i = 0; i < check_items(wanted); i++)
        check_same(ask(cold, &wanted[i]), ask(plain, &wanted[i]));
    check_number("files", (long long)count_files(folder, &bytes), 3);
    art_close(cold);
    struct art *warm = open_kept(folder, KEPT_BYTES);
    art_set_haste(warm, true); // in haste only what is on disk is shown
    for (size_t i = 0; i < check_items(wanted); i++)
        check_same(ask(warm, &wanted[i]), ask(plain, &wanted[i]));
    assert_false(art_set_haste(warm, false));
    art_close(warm);
    art_close(plain);
    check_remove_folder(folder);
}

/* Writes `bytes` over a file from `at` on; or cuts it there. */
static void spoil(const char *folder, long at, const char *bytes) {
    glob_t found = files_in(folder);
    assert_int_equal(found.gl_pathc, 1);
    if (!bytes) {
        assert_int_equal(truncate(found.gl_pathv[0], at), 0);
    } else {
        FILE *file = fopen(found.gl_pathv[0], "r+b");
        assert_non_null(file);
        fseek(file, at, at < 0 ? SEEK_END : SEEK_SET);
        fwrite(bytes, 1, strlen(bytes), file);
        fclose(file);
    }
    globfree(&found);
}

static void a_spoilt_file_is_made_anew(void **state) {
    (void)state;
    static const struct {
        const char *name;
        long at;
        const char *bytes;
    } rows[] = {
        {"empty", 0, NULL},
        {"only a head", 40, NULL},
        {"cut short", 60000, NULL},
        {"a wrong head", 0, "XX"},
        {"a wrong width", 16, "\x7f"},
        {"a wrong pixel", 50000, "\x55"},
        {"a wrong last pixel", -1, "\x55"},
        {"too long", 0, "+"}, // see below
    };
    struct art *plain = art_open(ART_DIR, (size_t)8 << 20);
    SDL_Surface *want = art_mask(plain, "motif/drum", BIG, BIG);
    for (size_t i = 0; i < check_items(rows); i++) {
        char *folder = check_make_folder();
        struct art *cold = open_kept(folder, KEPT_BYTES);
        art_mask(cold, "motif/drum", BIG, BIG);
        art_close(cold);
        if (rows[i].bytes && rows[i].bytes[0] == '+') {
            glob_t found = files_in(folder);
            FILE *file = fopen(found.gl_pathv[0], "ab");
            fputc('!', file);
            fclose(file);
            globfree(&found);
        } else {
            spoil(folder, rows[i].at, rows[i].bytes);
        }
        struct art *warm = open_kept(folder, KEPT_BYTES);
        art_set_haste(warm, true);
        art_mask(warm, "motif/drum", BIG, BIG);
        if (!art_set_haste(warm, false))
            fail_msg("%s: was taken as it is", rows[i].name);
        check_same(art_mask(warm, "motif/drum", BIG, BIG), want); // drawn, and kept again
        art_close(warm);
        struct art *again = open_kept(folder, KEPT_BYTES);
        art_set_haste(again, true);
        check_same(art_mask(again, "motif/drum", BIG, BIG), want);
        art_close(again);
        check_remove_folder(folder);
    }
    art_close(plain);
}

static void in_haste_large_art_stays_away(void **state) {
    (void)state;
    char *folder = check_make_folder();
    struct art *art = open_kept(folder, KEPT_BYTES);
    art_set_haste(art, true);
    check_number("away", art_mask(art, "motif/drum", BIG, BIG)->w, 1);
    check_number("small art is there", art_get(art, "icons/home", 48, 48, own)->w, 48);
    size_t bytes;
    check_number("files", (long long)count_files(folder, &bytes), 0);
    assert_true(art_set_haste(art, false));
    assert_false(art_set_haste(art, false)); // told once
    check_number("there", art_mask(art, "motif/drum", BIG, BIG)->w, BIG);
    art_get(art, "icons/home", 96, 96, jade);
    check_number("small art is not kept", (long long)count_files(folder, &bytes), 1);
    art_close(art);
    check_remove_folder(folder);
}

static void the_oldest_files_make_room(void **state) {
    (void)state;
    char *folder = check_make_folder();
    size_t bytes, most = 200000;
    struct art *art = open_kept(folder, most);
    for (int side = 130; side < 400; side += 30) {
        art_mask(art, "motif/drum-halo", side, side);
        count_files(folder, &bytes);
        assert_true(bytes <= most);
    }
    assert_true(count_files(folder, &bytes) >= 1);
    art_close(art);
    struct art *warm = open_kept(folder, most);
    art_set_haste(warm, true);
    check_number("the newest is there", art_mask(warm, "motif/drum-halo", 370, 370)->w, 370);
    check_number("the oldest is not", art_mask(warm, "motif/drum-halo", 130, 130)->w, 1);
    art_close(warm);
    check_remove_folder(folder);
}

static void a_folder_that_cannot_be_made_is_no_fault(void **state) {
    (void)state;
    struct art *art = art_open(ART_DIR, (size_t)8 << 20);
    art_keep_in(art, "/proc/nowhere", KEPT_BYTES);
    check_number("drawn all the same", art_mask(art, "motif/drum", BIG, BIG)->w, BIG);
    art_close(art);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_warm_start_draws_the_same_pixels),
        cmocka_unit_test(a_spoilt_file_is_made_anew),
        cmocka_unit_test(in_haste_large_art_stays_away),
        cmocka_unit_test(the_oldest_files_make_room),
        cmocka_unit_test(a_folder_that_cannot_be_made_is_no_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
