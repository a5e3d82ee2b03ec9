/* Photos on a real worker with real files: who comes first, what is kept, what is broken, and how
 * one learns of it. A gate before the worker's first look at a file lets the tests set the stage.
 */
#include "draw/photo.h"

#include "base/strbuf.h"
#include "pictures.h"
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>

#define CACHE_BYTES (1 << 20)
#define ORDER_MAX 256

struct rig {
    char *dir; // owned: the files, by their key
    struct photos *photos;
    pthread_mutex_t lock;
    pthread_cond_t moved;
    bool is_shut;                           // guarded by lock, as all below
    int at_gate;                            // the worker stands there
    char order[ORDER_MAX][PHOTO_KEY_BYTES]; // of the files it looked for
    int looked, told;
};

static char *path_of(const char *key, void *context) {
    struct rig *rig = context;
    pthread_mutex_lock(&rig->lock);
    rig->at_gate++;
    pthread_cond_broadcast(&rig->moved);
    while (rig->is_shut)
        pthread_cond_wait(&rig->moved, &rig->lock);
    rig->at_gate--;
    snprintf(rig->order[rig->looked++ % ORDER_MAX], PHOTO_KEY_BYTES, "%s", key);
    pthread_mutex_unlock(&rig->lock);
    return strcmp(key, "nowhere") == 0 ? NULL : path_join(rig->dir, key);
}

static void on_arrival(void *context) {
    struct rig *rig = context;
    pthread_mutex_lock(&rig->lock);
    rig->told++;
    pthread_cond_broadcast(&rig->moved);
    pthread_mutex_unlock(&rig->lock);
}

static int number(struct rig *rig, const int *value) {
    pthread_mutex_lock(&rig->lock);
    int now = *value;
    pthread_mutex_unlock(&rig->lock);
    return now;
}

static void wait_until(struct rig *rig, const int *value, int least) {
    pthread_mutex_lock(&rig->lock);
    while (*value < least)
        pthread_cond_wait(&rig->moved, &rig->lock);
    pthread_mutex_unlock(&rig->lock);
}

static void shut(struct rig *rig, bool is_shut) {
    pthread_mutex_lock(&rig->lock);
    rig->is_shut = is_shut;
    pthread_cond_broadcast(&rig->moved);
    pthread_mutex_unlock(&rig->lock);
}

static int set_up(void **state) {
    struct rig *rig = calloc(1, sizeof *rig);
    rig->dir = check_make_folder();
    pthread_mutex_init(&rig->lock, NULL);
    pthread_cond_init(&rig->moved, NULL);
    const struct photos_params params = {
        .cache_bytes = CACHE_BYTES, .path_of = path_of, .on_arrival = on_arrival, .context = rig};
    rig->photos = photos_create(&params);
    *state = rig;
    return 0;
}

static int tear_down(void **state) {
    struct rig *rig = *state;
    shut(rig, false);
    photos_destroy(rig->photos);
    pthread_cond_destroy(&rig->moved);
    pthread_mutex_destroy(&rig->lock);
    check_remove_folder(rig->dir);
    free(rig);
    return 0;
}

/* Files of those names, letter by letter. */
static void add_files(struct rig *rig, const char *letters) {
    for (; *letters; letters++)
        picture_write(rig->dir, (char[]){*letters, '\0'}, picture_make(40, 50, 85));
}

/* Shuts the gate and lets the worker come to it with the photo `key`. */
static void hold(struct rig *rig, const char *key) {
    shut(rig, true);
    assert_null(photos_get(rig->photos, key, 10, 10));
    wait_until(rig, &rig->at_gate, 1);
}

/* Everything asked for so far is there, or given up. @return where `key` was missed */
static struct rect settle(struct rig *rig, const char *key) {
    struct photo_arrival arrival = {.key = ""};
    struct rect missed = {0};
    picture_write(rig->dir, "last", picture_make(3, 3, 85));
    photos_want(rig->photos, "last", 1, 1); // the last of those that come last
    while (strcmp(arrival.key, "last") != 0) {
        if (!photos_take(rig->photos, &arrival))
            usleep(200);
        else if (strcmp(arrival.key, key) == 0)
            missed = rect_union(missed, arrival.missed);
    }
    return missed;
}

/* --- one photo -------------------------------------------------------------------------------- */

static void check_near(const char *row, uint32_t got, uint32_t want) {
    for (int shift = 0; shift < 24; shift += 8)
        if (abs((int)(got >> shift & 0xff) - (int)(want >> shift & 0xff)) > 6)
            fail_msg("%s: got %06x, want about %06x", row, got, want);
}

static void a_photo_comes_at_its_drawn_size(void **state) {
    struct rig *rig = *state;
    picture_write(rig->dir, "photo", picture_make(400, 500, 85));
    assert_null(photos_get(rig->photos, "photo", 168, 204));
    wait_until(rig, &rig->told, 1);
    struct photo_arrival arrival;
    assert_true(photos_take(rig->photos, &arrival));
    check_text("key", arrival.key, "photo");
    assert_true(rect_is_empty(arrival.missed));
    assert_false(photos_take(rig->photos, &arrival));
    SDL_Surface *photo = photos_get(rig->photos, "photo", 168, 204);
    assert_non_null(photo);
    check_number("width", photo->w, 168);
    check_number("height", photo->h, 204);
    check_number("format", photo->format->format, SDL_PIXELFORMAT_XRGB8888);
    check_near("color", rgb_at(photo, 84, 102), PICTURE_RED);
    assert_ptr_equal(photos_get(rig->photos, "photo", 168, 204), photo);
    check_number("looked for", number(rig, &rig->looked), 1);
    assert_null(photos_get(rig->photos, "photo", 168, 205)); // another size is another picture
    assert_false(photos_is_broken(rig->photos, "photo"));
}

static void every_kind_is_read(void **state) {
    struct rig *rig = *state;
    static const struct {
        const char *key;
        const uint8_t *webp;
        size_t len;
    } rows[] = {
        {"lossy", webp_lossy, sizeof webp_lossy},
        {"lossless", webp_lossless, sizeof webp_lossless},
        {"extended", webp_extended, sizeof webp_extended},
        {"png", NULL, 0},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        picture_write(rig->dir, rows[i].key,
                      rows[i].webp ? picture_copy(rows[i].webp, rows[i].len)
                                   : picture_make(12, 8, 0));
        SDL_Surface *photo = photos_wait(rig->photos, rows[i].key, 6, 4);
        assert_non_null(photo);
        check_near(rows[i].key, rgb_at(photo, 1, 1), PICTURE_RED);
        bool has_holes = strcmp(rows[i].key, "extended") == 0;
        check_number(rows[i].key, photo->format->Amask != 0, has_holes);
        if (has_holes)
            check_number(rows[i].key, pixel_at(photo, 5, 1) >> 24, 0);
    }
}

static void grey_jpegs_and_palettes_are_photos_too(void **state) {
    struct rig *rig = *state;
    SDL_Surface *palette = SDL_CreateRGBSurfaceWithFormat(0, 8, 8, 8, SDL_PIXELFORMAT_INDEX8);
    palette->format->palette->colors[7] = (SDL_Color){0x20, 0x80, 0xf0, 255};
    SDL_FillRect(palette, NULL, 7);
    picture_write(rig->dir, "palette", picture_encode(palette, 0));
    SDL_Surface *photo = photos_wait(rig->photos, "palette", 4, 4);
    assert_non_null(photo);
    check_number("palette", rgb_at(photo, 2, 2), 0x2080f0);
}

/* The colour under a hole is nobody's: it must not shine into the edge. */
static void holes_leave_the_edge_clean(void **state) {
    struct rig *rig = *state;
    SDL_Surface *holed = make_surface(40, 40, 0x00ff00);
    SDL_FillRect(holed, NULL, 0x0000ff00);
    SDL_FillRect(holed, &(SDL_Rect){0, 0, 21, 40}, 0xffff0000u);
    picture_write(rig->dir, "holed", picture_encode(holed, 0));
    SDL_Surface *photo = photos_wait(rig->photos, "holed", 10, 10);
    assert_non_null(photo);
    assert_true(photo->format->Amask != 0);
    for (int x = 0; x < 10; x++) {
        uint32_t pixel = pixel_at(photo, x, 5);
        check_number("alpha", pixel >> 24, x < 5 ? 255 : x == 5 ? 64 : 0);
        if (pixel >> 24)
            check_number("color", pixel & 0xffffff, 0xff0000);
    }
}

static void without_photos_everything_is_broken(void **state) {
    (void)state;
    struct photo_arrival arrival;
    assert_null(photos_get(NULL, "a", 10, 10));
    assert_null(photos_get_for(NULL, "a", (struct rect){0, 0, 10, 10}));
    assert_null(photos_wait(NULL, "a", 10, 10));
    assert_true(photos_is_broken(NULL, "a"));
    assert_false(photos_take(NULL, &arrival));
    photos_want(NULL, "a", 10, 10);
    photos_forget(NULL);
    photos_set_cache_bytes(NULL, 1);
    photos_destroy(NULL);
}

static void odd_sizes_are_nothing(void **state) {
    struct rig *rig = *state;
    static const int sizes[][2] = {
        {0, 10}, {10, 0}, {-5, 10}, {PHOTO_SIDE_PX_MAX + 1, 10}, {10, PHOTO_SIDE_PX_MAX + 1}};
    add_files(rig, "a");
    for (size_t i = 0; i < check_items(sizes); i++) {
        assert_null(photos_get(rig->photos, "a", sizes[i][0], sizes[i][1]));
        assert_null(photos_wait(rig->photos, "a", sizes[i][0], sizes[i][1]));
        photos_want(rig->photos, "a", sizes[i][0], sizes[i][1]);
    }
    settle(rig, "");
    check_number("looked for", number(rig, &rig->looked), 1); // for the last alone
}

/* --- who comes first -------------------------------------------------------------------------- */

static void check_order(struct rig *rig, const char *want) {
    char got[ORDER_MAX + 1] = "";
    pthread_mutex_lock(&rig->lock);
    for (int i = 0; i < rig->looked && i < ORDER_MAX; i++)
        got[i] = rig->order[i][0];
    pthread_mutex_unlock(&rig->lock);
    check_text("order", got, want);
}

static void the_newest_request_comes_first_and_prefetches_last(void **state) {
    struct rig *rig = *state;
    add_files(rig, "abcdexyz");
    hold(rig, "a");
    photos_want(rig->photos, "x", 10, 10);
    assert_null(photos_get(rig->photos, "b", 10, 10));
    assert_null(photos_get(rig->photos, "c", 10, 10));
    photos_want(rig->photos, "y", 10, 10);
    assert_null(photos_get(rig->photos, "d", 10, 10));
    assert_null(photos_get(rig->photos, "b", 10, 10)); // again: it is wanted most now
    photos_want(rig->photos, "z", 10, 10);
    assert_null(photos_get(rig->photos, "y", 10, 10)); // no prefetch any more
    photos_want(rig->photos, "c", 10, 10);             // stays what it was
    assert_null(photos_get(rig->photos, "a", 10, 10)); // in work already
    shut(rig, false);
    settle(rig, "");
    check_order(rig, "acybdxzl");
}

static void ask_many(struct rig *rig, char letter, int count, bool is_prefetch) {
    char key[16];
    for (int i = 0; i < count; i++) {
        snprintf(key, sizeof key, "%c%d", letter, i);
        if (is_prefetch)
            photos_want(rig->photos, key, 10, 10);
        else
            assert_null(photos_get(rig->photos, key, 10, 10));
    }
}

/* None of these files is there: the order in which they are looked for is what counts. */
static void a_full_queue_forgets_prefetches_first_then_the_oldest(void **state) {
    struct rig *rig = *state;
    add_files(rig, "a");
    hold(rig, "a");
    ask_many(rig, 'f', PHOTO_REQUESTS_MAX, true);
    ask_many(rig, 'g', PHOTO_REQUESTS_MAX + 36, false);
    ask_many(rig, 'h', 10, true); // has nobody's room to take
    shut(rig, false);
    wait_until(rig, &rig->looked, 3);
    settle(rig, "");
    check_number("looked for", number(rig, &rig->looked), 1 + PHOTO_REQUESTS_MAX + 1);
    check_text("first", rig->order[1], "g99");
    check_text("oldest", rig->order[PHOTO_REQUESTS_MAX], "g36");
}

static void one_waits_for_a_photo_before_all_others(void **state) {
    struct rig *rig = *state;
    add_files(rig, "abcdefgw");
    hold(rig, "a");
    for (const char *letter = "bcdefg"; *letter; letter++)
        assert_null(photos_get(rig->photos, (char[]){*letter, '\0'}, 10, 10));
    shut(rig, false);
    SDL_Surface *photo = photos_wait(rig->photos, "w", 30, 30);
    assert_non_null(photo);
    check_number("width", photo->w, 30);
    assert_ptr_equal(photos_wait(rig->photos, "w", 30, 30), photo);
    settle(rig, "");
    check_number("looked for", number(rig, &rig->looked), 9); // each once
}

/* --- learning of it --------------------------------------------------------------------------- */

static void arrivals_are_told_once_and_name_their_places(void **state) {
    struct rig *rig = *state;
    add_files(rig, "abc");
    hold(rig, "a");
    photos_get_for(rig->photos, "b", (struct rect){100, 40, 10, 10});
    photos_get_for(rig->photos, "b", (struct rect){300, 90, 10, 10});
    photos_get_for(rig->photos, "a", (struct rect){7, 8, 10, 10}); // is in work
    photos_want(rig->photos, "c", 20, 20);
    int told = number(rig, &rig->told);
    shut(rig, false);
    wait_until(rig, &rig->looked, 3);
    usleep(50000); // for the third to be handed over, too
    check_number("told", number(rig, &rig->told) - told, 1);
    static const struct {
        const char *key;
        struct rect missed;
    } want[] = {{"a", {7, 8, 10, 10}}, {"b", {100, 40, 210, 60}}, {"c", {0, 0, 0, 0}}};
    for (size_t i = 0; i < check_items(want); i++) {
        struct photo_arrival arrival;
        assert_true(photos_take(rig->photos, &arrival));
        check_text("key", arrival.key, want[i].key);
        assert_memory_equal(&arrival.missed, &want[i].missed, sizeof arrival.missed);
    }
    assert_null(photos_get(rig->photos, "b", 11, 11));
    wait_until(rig, &rig->told, told + 2); // and again for the next
}

/* --- what is broken --------------------------------------------------------------------------- */

static void write_text(struct rig *rig, const char *name, const char *text) {
    picture_write(rig->dir, name, picture_copy((const uint8_t *)text, strlen(text)));
}

/* A JPEG whose header announces more than its data gives is no lie that libjpeg would mind; one
 * whose header is within limits and whose data is not there is. */
static void add_broken(struct rig *rig) {
    write_text(rig, "gif.jpg", "GIF89a\x0c");
    write_text(rig, "svg.jpg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    write_text(rig, "empty", "");
    struct picture cut = picture_make(200, 200, 85);
    cut.len /= 2;
    picture_write(rig->dir, "cut", cut);
    struct picture torn = picture_make(64, 64, 0);
    memset(torn.bytes + 60, 0x55, torn.len - 60);
    picture_write(rig->dir, "torn", torn);
    struct picture bomb = picture_make(12, 8, 0);
    memcpy(bomb.bytes + 16, "\0\0\xea\x60\0\0\xea\x60", 8); // 60000 x 60000
    picture_write(rig->dir, "bomb", bomb);
    uint8_t *large = calloc(1, PHOTO_FILE_BYTES_MAX + 1);
    picture_write(rig->dir, "large", (struct picture){large, PHOTO_FILE_BYTES_MAX + 1});
    char *folder = path_join(rig->dir, "folder");
    assert_int_equal(mkdir(folder, 0700), 0);
    free(folder);
}

static int lines_about(const char *log, const char *key) {
    char *text, *quoted = xasprintf("'%s'", key);
    int lines = 0;
    assert_true(path_read(log, 1 << 20, &text, NULL));
    for (char *at = text; (at = strstr(at, quoted)); at++)
        lines++;
    free(quoted);
    free(text);
    return lines;
}

static void broken_photos_are_remembered_and_logged_once(void **state) {
    struct rig *rig = *state;
    static const char *const keys[] = {"gif.jpg", "svg.jpg", "empty",  "cut",     "torn",
                                       "bomb",    "large",   "folder", "missing", "nowhere"};
    add_broken(rig);
    char *log = path_join(rig->dir, "log");
    fflush(stderr);
    int saved = dup(2), file = open(log, O_CREAT | O_RDWR, 0600);
    dup2(file, 2);
    for (size_t i = 0; i < check_items(keys); i++) {
        assert_false(photos_is_broken(rig->photos, keys[i]));
        photos_get(rig->photos, keys[i], 20, 20); // at two sizes
        assert_null(photos_wait(rig->photos, keys[i], 10, 10));
        assert_true(photos_is_broken(rig->photos, keys[i]));
        assert_null(photos_get(rig->photos, keys[i], 10, 10));
        photos_want(rig->photos, keys[i], 10, 10);
    }
    settle(rig, "");
    dup2(saved, 2);
    close(saved);
    close(file);
    for (size_t i = 0; i < check_items(keys); i++)
        check_number(keys[i], lines_about(log, keys[i]), 1);
    check_number("no other", lines_about(log, "last"), 0);
    free(log);
}

/* The drawing that takes its place has to be drawn: everywhere it was missed, at every size. */
static void a_broken_photo_arrives_too(void **state) {
    struct rig *rig = *state;
    write_text(rig, "broken", "no picture");
    add_files(rig, "a");
    hold(rig, "a");
    photos_get_for(rig->photos, "broken", (struct rect){10, 10, 5, 5});
    photos_get_for(rig->photos, "broken", (struct rect){200, 10, 50, 50});
    shut(rig, false);
    struct rect missed = settle(rig, "broken");
    const struct rect want = {10, 10, 240, 50};
    assert_true(photos_is_broken(rig->photos, "broken"));
    assert_memory_equal(&missed, &want, sizeof want);
}

static void new_content_tries_what_was_broken_again(void **state) {
    struct rig *rig = *state;
    assert_null(photos_wait(rig->photos, "late", 10, 10));
    picture_write(rig->dir, "late", picture_make(40, 50, 85));
    assert_null(photos_wait(rig->photos, "late", 10, 10));
    add_files(rig, "ab");
    hold(rig, "a");
    photos_want(rig->photos, "b", 10, 10);
    photos_forget(rig->photos); // and drops what waits
    shut(rig, false);
    assert_non_null(photos_wait(rig->photos, "late", 10, 10));
    settle(rig, "");
    check_order(rig, "lall"); // b was not looked for
}

/* --- bounds -------------------------------------------------------------------------------------
 */

static void the_cache_holds_its_bound(void **state) {
    struct rig *rig = *state;
    add_files(rig, "abcdefgh");
    for (int i = 0; i < 3000; i++) {
        char key[] = {(char)('a' + i % 8), '\0'};
        int w = 20 + i % 150, h = 20 + i / 20;
        if (i % 3 == 0)
            photos_want(rig->photos, key, h, w);
        else if (i % 3 == 1)
            photos_get(rig->photos, key, w, h);
        else
            assert_non_null(photos_wait(rig->photos, key, w, h));
        if (photos_cached_bytes(rig->photos) > CACHE_BYTES)
            fail_msg("%zu bytes after %d photos", photos_cached_bytes(rig->photos), i);
    }
    assert_true(photos_cached_bytes(rig->photos) > CACHE_BYTES / 2);
    assert_non_null(photos_wait(rig->photos, "a", 700, 700)); // above the bound by itself
    photos_set_cache_bytes(rig->photos, CACHE_BYTES / 4);
    assert_true(photos_cached_bytes(rig->photos) <= CACHE_BYTES / 4);
}

/* The one used last stays longest. */
static void what_is_shown_stays(void **state) {
    struct rig *rig = *state;
    add_files(rig, "ab");
    assert_non_null(photos_wait(rig->photos, "a", 100, 100));
    for (int i = 0; i < 200; i++) {
        assert_non_null(photos_wait(rig->photos, "b", 100 + i, 100));
        assert_non_null(photos_get(rig->photos, "a", 100, 100));
    }
}

static void ending_does_not_wait_for_the_queue(void **state) {
    struct rig *rig = *state;
    add_files(rig, "a");
    for (int i = 0; i < PHOTO_REQUESTS_MAX; i++)
        photos_want(rig->photos, "a", 20 + i, 10);
    hold(rig, "a");
    shut(rig, false); // and tear_down() ends it at once
    photos_destroy(rig->photos);
    rig->photos = NULL;
    assert_true(number(rig, &rig->looked) < 20);
}

int main(void) {
#define RIG_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        RIG_TEST(a_photo_comes_at_its_drawn_size),
        RIG_TEST(every_kind_is_read),
        RIG_TEST(grey_jpegs_and_palettes_are_photos_too),
        RIG_TEST(holes_leave_the_edge_clean),
        cmocka_unit_test(without_photos_everything_is_broken),
        RIG_TEST(odd_sizes_are_nothing),
        RIG_TEST(the_newest_request_comes_first_and_prefetches_last),
        RIG_TEST(a_full_queue_forgets_prefetches_first_then_the_oldest),
        RIG_TEST(one_waits_for_a_photo_before_all_others),
        RIG_TEST(arrivals_are_told_once_and_name_their_places),
        RIG_TEST(broken_photos_are_remembered_and_logged_once),
        RIG_TEST(a_broken_photo_arrives_too),
        RIG_TEST(new_content_tries_what_was_broken_again),
        RIG_TEST(the_cache_holds_its_bound),
        RIG_TEST(what_is_shown_stays),
        RIG_TEST(ending_does_not_wait_for_the_queue),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
