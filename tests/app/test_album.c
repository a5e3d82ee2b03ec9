/* A photo that comes: SDL's queue brings word of it, just its place is drawn again, the screen
 * hears of it even behind a question, and nobody takes it for a touch. */
#include "app/album.h"

#include "../screens/photos.h"
#include "app/machine.h"
#include "app/signal.h"
#include "app/stage.h"

struct hall { // a stage with the bench's words, content and canvas
    struct set set;
    struct machine machine;
    struct photos *photos;
    struct stage stage;
    char *dir; // owned: the people folder
};

static void do_nothing(void *context) {
    (void)context;
}

static void call_nobody(bool is_called, void *context) {
    (void)is_called;
    (void)context;
}

static void add_photo(const char *dir, const char *key) {
    char *assets = path_join(dir, "assets"), *path = path_join(assets, key);
    assert_true(path_make_dirs(assets));
    SDL_Surface *picture = SDL_CreateRGBSurfaceWithFormat(0, 40, 50, 24, SDL_PIXELFORMAT_RGB24);
    SDL_FillRect(picture, NULL, SDL_MapRGB(picture->format, 12, 87, 68));
    assert_int_equal(IMG_SaveJPG(picture, path, 90), 0);
    SDL_FreeSurface(picture);
    free(path);
    free(assets);
}

static int set_up(void **state) {
    struct hall *hall = calloc(1, sizeof *hall);
    hall->dir = check_make_folder();
    add_photo(hall->dir, PHOTO_FILE);
    set_open(&hall->set, "vi");
    set_size(&hall->set, 1280, 720, false, false);
    for (size_t i = 0; i < hall->set.content->person_count; i++)
        hall->set.content->people[i].portrait = i ? NULL : PHOTO_FILE;
    hall->machine.people_dir = hall->dir;
    hall->photos = album_open(&hall->machine);
    hall->set.canvas.photos = hall->photos;
    const struct stage_callbacks callbacks = {.on_help = call_nobody, .on_rest = do_nothing};
    stage_init(&hall->stage, &callbacks);
    struct visit *visit = hall->stage.env.visit;
    struct damage *damage = hall->stage.env.damage;
    hall->stage.env = hall->set.env;
    hall->stage.env.visit = visit;
    hall->stage.env.damage = damage;
    damage_init(damage, theme_canvas(&hall->set.theme));
    stage_show(&hall->stage, SCREEN_HONOURED);
    *state = hall;
    return 0;
}

static int tear_down(void **state) {
    struct hall *hall = *state;
    stage_finish(&hall->stage);
    photos_destroy(hall->photos);
    set_close(&hall->set);
    check_remove_folder(hall->dir);
    free(hall);
    return 0;
}

static void draw(struct hall *hall) {
    stage_draw(&hall->stage, &hall->set.canvas);
    damage_clear(&hall->stage.damage);
}

static void wait_for_word(void) {
    SDL_Event ev;
    enum signal_kind kind = SIGNAL_SAVED;
    void *cargo = NULL;
    while (kind != SIGNAL_PHOTO) {
        assert_true(SDL_WaitEventTimeout(&ev, 5000));
        if (!signal_read(&ev, &kind, &cargo))
            kind = SIGNAL_SAVED;
    }
    assert_null(cargo);
}

static void only_its_place_is_drawn_again(void **state) {
    struct hall *hall = *state;
    draw(hall);
    wait_for_word();
    album_take(hall->photos, &hall->stage, 5000);
    assert_int_equal(hall->stage.damage.count, 1);
    struct rect at = hall->stage.damage.rects[0];
    SDL_Surface *photo = photos_get(hall->photos, PHOTO_FILE, at.w, at.h);
    assert_non_null(photo);
    draw(hall);
    album_take(hall->photos, &hall->stage, 6000);
    assert_int_equal(hall->stage.damage.count, 0); // nothing new: nothing to draw
}

static void a_photo_is_no_touch(void **state) {
    struct hall *hall = *state;
    int64_t touched_ms = hall->stage.touched_ms;
    draw(hall);
    wait_for_word();
    album_take(hall->photos, &hall->stage, touched_ms + 30000);
    assert_int_equal(hall->stage.touched_ms, touched_ms);
}

static void a_question_stays_when_a_photo_comes_behind_it(void **state) {
    struct hall *hall = *state;
    int64_t idle_ms = hall->stage.touched_ms + (int64_t)hall->set.config.idle_read_s * 1000;
    draw(hall);
    stage_tick(&hall->stage, idle_ms);
    assert_int_equal(hall->stage.question.kind, QUESTION_IDLE);
    damage_clear(&hall->stage.damage);
    wait_for_word();
    album_take(hall->photos, &hall->stage, idle_ms + 100);
    assert_int_equal(hall->stage.question.kind, QUESTION_IDLE);
    assert_int_equal(hall->stage.damage.count, 1);
    assert_int_equal(hall->stage.touched_ms,
                     idle_ms - (int64_t)hall->set.config.idle_read_s * 1000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(only_its_place_is_drawn_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_photo_is_no_touch, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_question_stays_when_a_photo_comes_behind_it, set_up,
                                        tear_down),
    };
    if (!crypto_start() || SDL_Init(SDL_INIT_VIDEO) != 0 || !signal_start())
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    SDL_Quit();
    return failed;
}
