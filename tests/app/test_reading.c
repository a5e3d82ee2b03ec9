/* "Nghe đọc" on real screens with SDL's dummy sound device: the band walks from sentence to
 * sentence, pauses, goes on, follows the words when they move, and ends with the page. */
#include "../screens/scenes.h"
#include "../sound/wave.h"

#include "app/audio.h"
#include "app/signal.h"
#include "app/stage.h"
#include "base/strbuf.h"
#include "screens/bar.h"
#include "store/content_store.h"

#define GOLD200 0xfbe9bf

struct house {
    struct set set; // words, content, fonts, canvas
    struct stage stage;
    struct audio audio;
    int presses, keys, calls;
};

static void nothing(void *context) {
    (void)context;
}

static void on_help(bool is_called, void *context) {
    ((struct house *)context)->calls += is_called;
    reading_stop(&((struct house *)context)->audio.reading);
}

/* As the app does. */
static void on_look(void *context) {
    struct house *house = context;
    house->set.theme.has_large_text = house->stage.visit.has_large_text;
    stage_renew(&house->stage);
    audio_renew(&house->audio, false);
}

static void on_read(void *context) {
    reading_toggle(&((struct house *)context)->audio.reading);
}

static void on_press(bool is_key, void *context) {
    struct house *house = context;
    house->presses++;
    house->keys += is_key;
}

static void on_touched(void *context) {
    reading_check(&((struct house *)context)->audio.reading);
}

static void on_leave(void *context) {
    reading_stop(&((struct house *)context)->audio.reading);
}

static void pump(struct house *house) {
    SDL_Event ev;
    enum signal_kind kind;
    void *cargo;
    while (SDL_PollEvent(&ev)) {
        if (!signal_read(&ev, &kind, &cargo))
            continue;
        if (kind == SIGNAL_SOUND)
            audio_take(&house->audio, cargo);
        free(cargo);
    }
}

static void on_language(bool is_reset, void *context) {
    (void)is_reset;
    (void)context;
}

static void open_house(struct house *house, enum screen_id first) {
    *house = (struct house){.calls = 0};
    struct set *set = &house->set;
    set_open(set, "vi");
    set_size(set, 1920, 1080, false, false);
    stage_init(&house->stage, &(struct stage_callbacks){.on_send = nothing,
                                                        .on_help = on_help,
                                                        .on_look = on_look,
                                                        .on_rest = nothing,
                                                        .on_read = on_read,
                                                        .on_language = on_language,
                                                        .on_look_up = nothing,
                                                        .on_press = on_press,
                                                        .on_touched = on_touched,
                                                        .on_leave = on_leave,
                                                        .context = house});
    struct screen_env *env = &house->stage.env;
    env->theme = &set->theme;
    env->words = set->words;
    env->content = set->content;
    env->clock = &set->clock;
    env->config = &set->config;
    env->metrics = &set->canvas;
    env->is_enrolled = true;
    damage_init(&house->stage.damage, theme_canvas(&set->theme));
    stage_show(&house->stage, first);
}

static void listen(struct house *house, struct content_store *store) {
    audio_start(&house->audio, &(struct audio_params){.stage = &house->stage,
                                                      .canvas = &house->set.canvas,
                                                      .store = store,
                                                      .assets_dir = "assets"});
    for (int ms = 0; ms < 30000 && !house->audio.stage->env.can_read; ms += 10) {
        pump(house);
        SDL_Delay(10);
    }
    assert_true(house->stage.env.can_read && house->stage.env.has_sound);
}

static void close_house(struct house *house) {
    audio_finish(&house->audio);
    pump(house);
    stage_finish(&house->stage);
    set_close(&house->set);
}

static void draw(struct house *house) {
    stage_draw(&house->stage, &house->set.canvas);
    damage_clear(&house->stage.damage);
}

static bool find(struct house *house, const char *id, struct rect *out, bool *out_is_pause) {
    struct element_list list = {0};
    bool is_found = false;
    stage_list(&house->stage, &list);
    for (size_t i = 0; i < list.count; i++) {
        if (strcmp(list.items[i].id, id) != 0)
            continue;
        is_found = true;
        *out = list.items[i].area;
        if (out_is_pause) // says that it pauses
            *out_is_pause = list.items[i].label && strstr(list.items[i].label, "ừng");
    }
    element_list_finish(&list);
    return is_found;
}

static void tap(struct house *house, const char *id) {
    struct rect area;
    if (!find(house, id, &area, NULL))
        fail_msg("no target '%s' on %s", id, screen_kind(house->stage.current)->name);
    struct event ev = {.kind = EVENT_DOWN,
                       .finger = 7,
                       .at = {area.x + area.w / 2, area.y + area.h / 2},
                       .at_ms = clock_mono_ms(&house->set.clock)};
    draw(house);
    stage_event(&house->stage, &ev);
    ev.kind = EVENT_UP;
    stage_event(&house->stage, &ev);
}

static bool says_pause(struct house *house) {
    struct rect area;
    bool is_pause = false;
    assert_true(find(house, "nav.read", &area, &is_pause));
    return is_pause;
}

static size_t count_gold(struct house *house, struct rect in) {
    size_t count = 0;
    const SDL_Surface *s = house->set.surface;
    draw(house);
    for (int y = in.y; y < in.y + in.h; y++)
        for (int x = in.x; x < in.x + in.w; x++)
            count += (((const uint32_t *)((const char *)s->pixels + (size_t)y * s->pitch))[x] &
                      0xffffff) == GOLD200;
    return count;
}

static struct rect mark_area(struct house *house) {
    const struct reading *r = &house->audio.reading;
    return text_mark_area(&house->set.canvas, &r->mark, prose_style(&r->prose, r->at));
}

/* Until the sentence is another, or the reading is over. */
static void wait_for_next(struct house *house) {
    size_t before = house->audio.reading.at;
    for (int ms = 0; ms < 60000; ms += 10) {
        pump(house);
        if (house->audio.reading.state == READING_OFF || house->audio.reading.at != before)
            return;
        SDL_Delay(10);
    }
    fail_msg("sentence %zu does not end", before);
}

/* --- the way through a page ------------------------------------------------------------------- */

static void test_the_band_walks(void **state) {
    (void)state;
    struct house house;
    open_house(&house, SCREEN_WHO);
    struct rect area;
    assert_false(find(&house, "nav.read", &area, NULL)); // nothing to read with yet
    listen(&house, NULL);
    assert_false(says_pause(&house));
    tap(&house, "nav.read");
    check_number("state", house.audio.reading.state, READING_ON);
    assert_true(house.stage.env.is_reading && says_pause(&house));
    assert_true(rect_overlaps(mark_area(&house), theme_rect(&house.set.theme, 0, 0, 1920, 104)));
    struct rect first = mark_area(&house);
    assert_true(count_gold(&house, first) > 2000);
    wait_for_next(&house);
    struct rect second = mark_area(&house);
    check_number("sentence", (long long)house.audio.reading.at, 1);
    // only these two lines are to be drawn again
    struct damage *damage = &house.stage.damage;
    assert_true(damage->count == 1 || damage->count == 2);
    for (size_t i = 0; i < damage->count; i++)
        assert_true(damage->rects[i].h < 300);
    assert_true(count_gold(&house, second) > 2000);
    check_number("gold left behind", (long long)count_gold(&house, first), 0);
    close_house(&house);
}

static void test_pause_and_go_on(void **state) {
    (void)state;
    struct house house;
    open_house(&house, SCREEN_WHO);
    listen(&house, NULL);
    tap(&house, "nav.read");
    wait_for_next(&house);
    tap(&house, "nav.read");
    check_number("state", house.audio.reading.state, READING_PAUSED);
    assert_false(house.stage.env.is_reading || says_pause(&house));
    assert_true(count_gold(&house, mark_area(&house)) > 2000); // one sees where it was
    SDL_Delay(2500);
    pump(&house);
    check_number("sentence", (long long)house.audio.reading.at, 1);
    tap(&house, "nav.read");
    check_number("state", house.audio.reading.state, READING_ON);
    check_number("sentence", (long long)house.audio.reading.at, 1);
    wait_for_next(&house);
    check_number("sentence", (long long)house.audio.reading.at, 2);
    close_house(&house);
}

/* The receipt's code is short: it is heard to its end. */
static void test_it_ends_by_itself(void **state) {
    (void)state;
    struct house house;
    open_house(&house, SCREEN_HOME);
    snprintf(house.stage.visit.slip.code, sizeof house.stage.visit.slip.code, SCENE_CODE);
    house.stage.visit.send = SEND_SAVED;
    stage_show(&house.stage, SCREEN_RECEIPT);
    listen(&house, NULL);
    clock_advance(&house.set.clock, 1000); // it lets the hand that sent leave first
    tap(&house, "receipt.read");
    check_number("sentences", (long long)house.audio.reading.prose.sentence_count, 4);
    for (int i = 0; i < 4; i++)
        wait_for_next(&house);
    check_number("state", house.audio.reading.state, READING_OFF);
    assert_false(house.stage.env.is_reading);
    assert_null(house.audio.reading.mark.text);
    close_house(&house);
}

static void test_what_ends_it(void **state) {
    (void)state;
    struct house house;
    open_house(&house, SCREEN_WHO);
    listen(&house, NULL);
    tap(&house, "nav.read");
    tap(&house, "wizard.back"); // another screen
    check_number("after leaving", house.audio.reading.state, READING_OFF);
    stage_show(&house.stage, SCREEN_WHO);
    tap(&house, "nav.read");
    tap(&house, "wizard.help"); // a question over it
    check_number("after a call", house.audio.reading.state, READING_OFF);
    check_number("calls", house.calls, 1);
    tap(&house, "help.ok");
    tap(&house, "nav.read");
    check_number("again", house.audio.reading.state, READING_ON);
    stage_show(&house.stage, SCREEN_ATTRACT); // as when the visit ends
    check_number("after the visit", house.audio.reading.state, READING_OFF);
    assert_false(house.stage.env.is_reading);
    close_house(&house);
}

/* A page turned on the same screen is another page; a press that changes nothing is not. */
static void test_another_page_ends_it(void **state) {
    (void)state;
    struct house house;
    open_house(&house, SCREEN_HONOURED);
    listen(&house, NULL);
    reading_toggle(&house.audio.reading);
    reading_check(&house.audio.reading); // as behind the press that asked for it
    check_number("begun", house.audio.reading.state, READING_ON);
    struct event ev = {.kind = EVENT_UP, .finger = 7, .at = {5, 500}};
    damage_add(&house.stage.damage, (struct rect){0, 0, 10, 10});
    stage_event(&house.stage, &ev);
    check_number("nothing happened", house.audio.reading.state, READING_ON);
    tap(&house, "people.next");
    for (int ms = 0; ms < 600; ms += 16) { // it moves there
        clock_advance(&house.set.clock, 16);
        stage_tick(&house.stage, clock_mono_ms(&house.set.clock));
    }
    check_number("turned", house.audio.reading.state, READING_OFF);
    close_house(&house);
}

/* Larger text moves the words: the band goes with them. */
static void test_it_follows_the_words(void **state) {
    (void)state;
    struct house house;
    open_house(&house, SCREEN_WHO);
    listen(&house, NULL);
    tap(&house, "nav.read");
    wait_for_next(&house);
    struct rect before = mark_area(&house);
    house.stage.visit.has_large_text = true;
    on_look(&house);
    check_number("state", house.audio.reading.state, READING_ON);
    check_number("sentence", (long long)house.audio.reading.at, 1);
    struct rect now = mark_area(&house);
    assert_true(now.w > before.w);
    assert_true(count_gold(&house, now) > 2000);
    close_house(&house);
}

static void test_who_listens_is_there(void **state) {
    (void)state;
    struct house house;
    open_house(&house, SCREEN_WHO);
    listen(&house, NULL);
    tap(&house, "nav.read");
    clock_advance(&house.set.clock, 600000);
    stage_tick(&house.stage, clock_mono_ms(&house.set.clock));
    check_number("question while it reads", house.stage.question.kind, QUESTION_NONE);
    tap(&house, "nav.read"); // paused: the clock runs from here
    clock_advance(&house.set.clock, 89000);
    stage_tick(&house.stage, clock_mono_ms(&house.set.clock));
    check_number("before its time", house.stage.question.kind, QUESTION_NONE);
    clock_advance(&house.set.clock, 2000);
    stage_tick(&house.stage, clock_mono_ms(&house.set.clock));
    check_number("question", house.stage.question.kind, QUESTION_IDLE);
    clock_advance(&house.set.clock, 16000);
    stage_tick(&house.stage, clock_mono_ms(&house.set.clock));
    check_number("screen", house.stage.current, SCREEN_ATTRACT);
    check_number("state", house.audio.reading.state, READING_OFF);
    close_house(&house);
}

/* --- presses ---------------------------------------------------------------------------------- */

static void test_what_taps(void **state) {
    (void)state;
    struct house house;
    open_house(&house, SCREEN_HOME);
    tap(&house, "home.honoured");
    check_number("a tile", house.presses, 1);
    struct event ev = {.kind = EVENT_DOWN, .finger = 7, .at = {960, 50}};
    stage_event(&house.stage, &ev); // the header
    ev.kind = EVENT_UP;
    stage_event(&house.stage, &ev);
    check_number("what cannot be pressed", house.presses, 1);
    stage_show(&house.stage, SCREEN_NAME);
    tap(&house, "key a");
    check_number("keys", house.keys, 1);
    tap(&house, "wizard.help");
    check_number("a button", house.presses, 3);
    tap(&house, "help.ok"); // of a question
    check_number("a question's", house.presses, 4);
    check_number("keys", house.keys, 1);
    static const enum event_key keypad[] = {KEY_DOWN, KEY_DOWN, KEY_DOWN, KEY_ENTER};
    for (size_t i = 0; i < check_items(keypad); i++) {
        const struct event press = {.kind = EVENT_KEY, .key = keypad[i]};
        stage_event(&house.stage, &press);
    }
    check_number("Enter as a finger, arrows not", house.presses, 5);
    check_number("on a key", house.keys, 2);
    close_house(&house);
}

/* --- recordings ------------------------------------------------------------------------------- */

static struct content *content_with_recording(const char *of, const char *sha256) {
    json_t *root = manifest_compose();
    char *why = NULL, *list = xasprintf("[{\"of\": \"%s\", \"asset\": \"%s\"}]", of, sha256);
    manifest_set(root, "recordings", list);
    struct content *content = manifest_decode(root, "vi", &why);
    if (!content)
        print_error("%s\n", why);
    assert_non_null(content);
    free(list);
    json_decref(root);
    return content;
}

/* A recording of the person shown is played instead of the voice, without a band; one that is
 * broken leaves it to the voice. */
static void play_recording(bool is_broken) {
    struct house house;
    char *folder = check_make_folder(), *why = NULL, sha256[65];
    struct content_store *store = content_store_open(folder, &why);
    assert_non_null(store);
    static int16_t quiet[22050];
    uint8_t *bytes = malloc(44 + sizeof quiet);
    size_t len = wave_make(&(struct wave){is_broken ? 3 : 1, 1, 22050, 16}, quiet, 22050, bytes);
    crypto_sha256_hex(bytes, len, sha256);
    assert_int_equal(content_store_put_asset(store, sha256, bytes, len), CONTENT_PUT_OK);
    open_house(&house, SCREEN_HOME);
    content_destroy(house.set.content);
    struct content *plain = manifest_content("vi");
    house.set.content = content_with_recording(plain->people[0].id, sha256);
    content_destroy(plain);
    house.stage.env.content = house.set.content;
    stage_show(&house.stage, SCREEN_DETAIL);
    listen(&house, store);
    reading_toggle(&house.audio.reading);
    assert_true(house.audio.reading.is_recorded);
    assert_null(house.audio.reading.mark.text);
    for (int ms = 0;
         ms < 30000 && house.audio.reading.state == READING_ON && house.audio.reading.is_recorded;
         ms += 10) {
        pump(&house);
        SDL_Delay(10);
    }
    check_number("state", house.audio.reading.state, is_broken ? READING_ON : READING_OFF);
    check_number("band", house.audio.reading.mark.text != NULL, is_broken);
    close_house(&house);
    content_store_close(store);
    free(bytes);
    check_remove_folder(folder);
}

static void test_a_recording_comes_first(void **state) {
    (void)state;
    play_recording(false);
}

static void test_a_broken_recording(void **state) {
    (void)state;
    play_recording(true);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_band_walks),          cmocka_unit_test(test_pause_and_go_on),
        cmocka_unit_test(test_it_ends_by_itself),       cmocka_unit_test(test_what_ends_it),
        cmocka_unit_test(test_another_page_ends_it),    cmocka_unit_test(test_it_follows_the_words),
        cmocka_unit_test(test_who_listens_is_there),    cmocka_unit_test(test_what_taps),
        cmocka_unit_test(test_a_recording_comes_first), cmocka_unit_test(test_a_broken_recording),
    };
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    if (!crypto_start() || SDL_Init(SDL_INIT_VIDEO) != 0 || !signal_start())
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    SDL_Quit();
    return failed;
}
