/* The opening screen: what it tells and in which order, how one slide becomes the next, that its
 * still parts wander, and that it darkens when the hall is closed. */
#include "scenes.h"

#define SLIDE_MS 9000
#define STEP_MS 20

static struct set set;

static int set_up(void **state) {
    (void)state;
    set_open(&set, "vi");
    set_size(&set, 1280, 720, false, false);
    scene_reset(&set);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    set_leave(&set);
    if (set.env.content != set.content)
        content_destroy((struct content *)set.env.content);
    set_close(&set);
    return 0;
}

/* Shows a manifest changed by `change`. */
static void show(void (*change)(json_t *root)) {
    json_t *root = manifest_compose();
    char *why = NULL;
    change(root);
    struct content *content = manifest_decode(root, "vi", &why);
    if (!content)
        fail_msg("%s", why);
    set.env.content = content;
    json_decref(root);
    set_enter(&set, SCREEN_ATTRACT);
}

static bool shows(const char *words) {
    struct text_log log = {0};
    bool is_there = false;
    set_draw(&set, &log);
    for (size_t i = 0; i < log.count; i++)
        is_there |= strstr(log.entries[i].text, words) != NULL;
    text_log_finish(&log);
    return is_there;
}

static void next_slide(void) {
    set_wait(&set, SLIDE_MS);
}

static void expect_slides(const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (!shows(words[i]))
            fail_msg("slide %zu does not show '%s'", i, words[i]);
        next_slide();
    }
}

static struct date_time set_today(void) {
    return date_time_at(clock_wall_s(&set.clock), set.clock.zone_s);
}

/* --- what is told --------------------------------------------------------------------------- */

static void people_then_models_then_days_then_theme(void **state) {
    (void)state;
    set_enter(&set, SCREEN_ATTRACT);
    const struct content *content = set.content;
    size_t told = 0;
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < content->person_count; i++)
            if (content->people[i].is_featured) {
                expect_slides((const char *[]){content->people[i].name}, 1);
                told++;
            }
        for (size_t i = 0; i < content->project_count; i++)
            if (strcmp(content->projects[i].status, "hoan_thanh") == 0)
                expect_slides((const char *[]){content->projects[i].name}, 1);
        expect_slides((const char *[]){"Còn 19 ngày thi đua", content->campaign.theme}, 2);
    }
    check_number("featured people", (long long)told, 14);
}

static void tell_nobody(json_t *root) {
    json_array_clear(json_object_get(root, "honourees"));
    json_array_clear(json_object_get(root, "projects"));
}

static void with_nobody_to_tell_of_days_and_theme_alternate(void **state) {
    (void)state;
    show(tell_nobody);
    const char *theme = set.env.content->campaign.theme;
    expect_slides((const char *[]){"Còn 19 ngày thi đua", theme, "Còn 19 ngày thi đua", theme}, 4);
}

static void pin_some(json_t *root) {
    manifest_set(root, "pins", "[\"mh-04\", \"guong-24\", \"nobody\"]");
    manifest_set(root, "notices", "[{\"id\":\"tb\",\"title\":\"Họp thôn\",\"text\":\"Tối nay\"}]");
}

static void pinned_ones_come_first(void **state) {
    (void)state;
    show(pin_some);
    const struct content *content = set.env.content;
    expect_slides((const char *[]){content->projects[3].name, "Lâm Văn Q", "Họp thôn"}, 3);
    assert_false(shows("Họp thôn"));
}

static void hide_names(json_t *root) {
    manifest_set(root, "toggles", "{\"attract_names\":false}");
    manifest_set(root, "pins", "[\"guong-09\"]");
}

static void with_names_switched_off_only_models_and_figures_are_told(void **state) {
    (void)state;
    show(hide_names);
    const struct content *content = set.env.content;
    expect_slides((const char *[]){content->projects[0].name, content->projects[1].name}, 2);
    for (int slide = 0; slide < 12; slide++, next_slide())
        for (size_t i = 0; i < content->person_count; i++)
            assert_false(shows(content->people[i].name));
}

static void feature_all(json_t *root) {
    json_t *people = json_object_get(root, "honourees"), *person;
    size_t i;
    json_array_foreach(people, i, person) {
        json_object_set_new(person, "featured", json_true());
    }
    json_array_clear(json_object_get(root, "projects"));
}

static void all_have_their_turn_where_there_are_many(void **state) {
    (void)state;
    show(feature_all);
    const struct content *content = set.env.content;
    bool *was_told = calloc(content->person_count, sizeof *was_told);
    size_t told = 0;
    for (int slide = 0; slide < 4 * 9; slide++, next_slide())
        for (size_t i = 0; i < content->person_count; i++)
            if (!was_told[i] && shows(content->people[i].name)) {
                was_told[i] = true;
                told++;
            }
    check_number("people in four rounds", (long long)told, (long long)content->person_count);
    free(was_told);
}

static void tell_of_meetings(json_t *root) {
    tell_nobody(root);
    manifest_set(root, "notices",
                 "[{\"title\":\"Đã qua\",\"to\":\"2023-05-11\"},"
                 "{\"title\":\"Chưa tới\",\"from\":\"2023-05-13\"},"
                 "{\"title\":\"Đang có\",\"from\":\"2023-05-12\",\"to\":\"2023-05-12\"},"
                 "{\"title\":\"Luôn có\",\"text\":\"Chữ\"}]");
}

static void a_notice_is_told_while_it_is_valid(void **state) {
    (void)state;
    show(tell_of_meetings);
    expect_slides((const char *[]){"Đang có", "Luôn có", "Còn 19 ngày thi đua"}, 3);
    set_clock(&set, "2023-05-13T08:00:00+07:00");
    set_enter(&set, SCREEN_ATTRACT);
    expect_slides((const char *[]){"Chưa tới", "Luôn có"}, 2);
}

/* A battery that ran out. */
static void lose_the_date(void) {
    clock_init(&set.clock, 7 * 3600);
    clock_advance(&set.clock,
                  20 * 3600000 - clock_wall_s(&set.clock) * 1000); // eight in the evening
    check_number("trust", clock_trust(&set.clock), CLOCK_TRUST_UNSYNCED);
}

static void without_a_date_only_a_notice_without_one_is_told(void **state) {
    (void)state;
    lose_the_date();
    show(tell_of_meetings);
    assert_true(shows("Luôn có"));
    next_slide();
    assert_true(shows("Đến hết 31/5/2023"));
}

static void after_the_end_and_from_the_anniversary(void **state) {
    (void)state;
    set_clock(&set, "2023-06-02T08:42:00+07:00");
    show(tell_nobody);
    assert_true(shows("Đợt thi đua đã kết thúc · đang xét khen thưởng"));
    content_destroy((struct content *)set.env.content);
    set_clock(&set, "2023-06-15T08:42:00+07:00");
    show(tell_nobody);
    assert_true(shows(set.env.content->campaign.anniversary));
    assert_false(shows("đang xét khen thưởng"));
}

static void a_touch_anywhere_leads_home(void **state) {
    (void)state;
    set_enter(&set, SCREEN_ATTRACT);
    set_touch(&set, (struct point){3, 3});
    check_number("screen", set.id, SCREEN_HOME);
}

/* --- motion --------------------------------------------------------------------------------- */

static int64_t due_in_ms(void) {
    return set.screen->kind->deadline_ms(set.screen) - clock_mono_ms(&set.clock);
}

static void draw_damage(void) {
    for (size_t i = 0; i < set.damage.count; i++) {
        canvas_push_clip(&set.canvas, set.damage.rects[i]);
        set.screen->kind->draw(set.screen, &set.canvas);
        canvas_pop_clip(&set.canvas);
    }
    damage_clear(&set.damage);
}

static long damaged_pixels(void) {
    long pixels = 0;
    for (size_t i = 0; i < set.damage.count; i++)
        pixels += (long)set.damage.rects[i].w * set.damage.rects[i].h;
    return pixels;
}

static SDL_Surface *drawn_whole(void) {
    SDL_Surface *kept = SDL_DuplicateSurface(set.surface);
    set.screen->kind->draw(set.screen, &set.canvas);
    SDL_Surface *whole = SDL_DuplicateSurface(set.surface);
    SDL_BlitSurface(kept, NULL, set.surface, NULL);
    SDL_FreeSurface(kept);
    return whole;
}

static bool is_same(const SDL_Surface *a, const SDL_Surface *b, struct rect r) {
    for (int y = r.y; y < r.y + r.h; y++)
        if (memcmp((char *)a->pixels + (size_t)y * a->pitch + 4 * (size_t)r.x,
                   (char *)b->pixels + (size_t)y * b->pitch + 4 * (size_t)r.x, 4 * (size_t)r.w))
            return false;
    return true;
}

/* Whatever is damaged is enough: what stands on the panel is what a whole drawing would give. */
static void check_frames(int64_t ms, int compared_every) {
    int frames = 0;
    for (int64_t gone = 0; gone < ms; gone += STEP_MS) {
        set_wait(&set, STEP_MS);
        if (damaged_pixels() == 0)
            continue;
        draw_damage();
        if (++frames % compared_every != 0)
            continue;
        SDL_Surface *whole = drawn_whole();
        if (!is_same(set.surface, whole, theme_canvas(&set.theme)))
            fail_msg("frame %d, %d ms on, is not what it should be", frames, (int)gone);
        SDL_FreeSurface(whole);
    }
    assert_true(frames > (int)(ms / 400)); // it does move
}

static void what_is_damaged_is_all_that_changes(void **state) {
    (void)state;
    static const struct { int w, h; } sizes[] = {{1280, 720}, {720, 1280}, {1366, 768}};
    set.env.is_motion_reduced = false;
    for (size_t i = 0; i < check_items(sizes); i++) {
        set_leave(&set);
        set_size(&set, sizes[i].w, sizes[i].h, false, false);
        set_enter(&set, SCREEN_ATTRACT);
        set_draw(&set, NULL);
        check_frames(11000, 5); // over the first cross-fade
    }
    check_frames(55000, 25); // and over the first step of what stands still
}

static void a_fade_ends_where_an_immediate_change_does(void **state) {
    (void)state;
    struct rect words = {760, 248, 478, 270}; // and what stands still below
    set_enter(&set, SCREEN_ATTRACT);
    next_slide();
    set_draw(&set, NULL);
    SDL_Surface *want = SDL_DuplicateSurface(set.surface);
    set.env.is_motion_reduced = false;
    set_enter(&set, SCREEN_ATTRACT);
    set_draw(&set, NULL);
    for (int gone = 0; gone < SLIDE_MS + 300; gone += STEP_MS)
        set_wait(&set, STEP_MS);
    set_draw(&set, NULL);
    assert_false(is_same(set.surface, want, words)); // half way
    for (int gone = 0; gone < 500; gone += STEP_MS)
        set_wait(&set, STEP_MS);
    set_draw(&set, NULL);
    assert_true(is_same(set.surface, want, words));
    struct rect picture = {260, 200, 160, 200}; // within the disc
    assert_true(is_same(set.surface, want, picture));
    SDL_FreeSurface(want);
}

static void the_halo_turns_at_five_frames_a_second(void **state) {
    (void)state;
    set.env.is_motion_reduced = false;
    set_enter(&set, SCREEN_ATTRACT);
    set_draw(&set, NULL);
    int frames = 0;
    struct rect middle = {300, 300, 80, 80}; // of the picture
    for (int gone = 0; gone < 5000; gone += STEP_MS) {
        set_wait(&set, STEP_MS);
        frames += set.damage.count > 0;
        assert_true(damaged_pixels() < 1280L * 720 * 60 / 100);
        for (size_t i = 0; i < set.damage.count; i++)
            assert_false(rect_overlaps(set.damage.rects[i], middle));
        damage_clear(&set.damage);
    }
    assert_in_range(frames, 22, 25);
}

static void nothing_moves_where_motion_is_reduced(void **state) {
    (void)state;
    for (int is_contrast = 0; is_contrast < 2; is_contrast++) {
        set_leave(&set);
        set_size(&set, 1280, 720, false, is_contrast);
        set.env.is_motion_reduced = !is_contrast; // contrast alone is enough
        set_enter(&set, SCREEN_ATTRACT);
        damage_clear(&set.damage);
        check_number("the next thing is a slide", due_in_ms(), SLIDE_MS);
        next_slide();
        check_number("and the next", due_in_ms(), SLIDE_MS);
        assert_true(set.damage.count > 0);
    }
}

/* --- burn-in -------------------------------------------------------------------------------- */

static struct rect where(const char *words) {
    struct text_log log = {0};
    struct rect area = {0};
    set_draw(&set, &log);
    for (size_t i = 0; i < log.count; i++) {
        assert_false(log.entries[i].is_cut);
        struct rect within = rect_intersect(log.entries[i].area, theme_canvas(&set.theme));
        assert_memory_equal(&within, &log.entries[i].area, sizeof within);
        if (strstr(log.entries[i].text, words))
            area = log.entries[i].area;
    }
    text_log_finish(&log);
    assert_false(rect_is_empty(area));
    return area;
}

static void still_parts_wander_a_little(void **state) {
    (void)state;
    static const struct { int w, h; } sizes[] = {{1280, 720}, {720, 1280}};
    for (size_t i = 0; i < check_items(sizes); i++) {
        set_leave(&set);
        set_size(&set, sizes[i].w, sizes[i].h, false, false);
        set_enter(&set, SCREEN_ATTRACT);
        struct rect first = where("Chạm để bắt đầu"), last = first;
        int moves = 0, reach = theme_px(&set.theme, 6);
        for (int minute = 1; minute <= 20; minute++) {
            for (int s = 0; s < 60; s += 5)
                set_wait(&set, 5000);
            struct rect now = where("Chạm để bắt đầu");
            assert_in_range(now.x - first.x + reach, 0, 2 * reach);
            assert_in_range(now.y - first.y + reach, 0, 2 * reach);
            moves += now.x != last.x || now.y != last.y;
            last = now;
        }
        check_number("moves in 20 minutes", moves, 20);
    }
}

/* --- outside office hours ------------------------------------------------------------------- */

static const struct hours office = {.open_min = 7 * 60, .close_min = 17 * 60 + 30, .days = 0x3e};

/* Brightness of the gold of the start button, of 255. */
static int brightness(void) {
    set_draw(&set, NULL);
    const uint32_t *row =
        (const uint32_t *)((char *)set.surface->pixels + 600 * set.surface->pitch);
    return (int)(row[780] >> 16 & 0xff);
}

static void pass_minutes(int minutes) {
    for (int s = 0; s < minutes * 60; s += 5)
        set_wait(&set, 5000);
}

static void outside_office_hours_it_darkens_after_ten_minutes(void **state) {
    (void)state;
    set.env.is_motion_reduced = false;
    set.env.hours = &office;
    set_clock(&set, "2023-05-12T18:00:00+07:00"); // a Friday evening
    set_enter(&set, SCREEN_ATTRACT);
    int bright = brightness();
    assert_true(bright > 200);
    pass_minutes(9);
    check_number("after nine minutes", brightness(), bright);
    pass_minutes(2);
    assert_in_range(brightness(), bright * 28 / 100, bright * 32 / 100);
    assert_true(due_in_ms() > 1000 || due_in_ms() <= 0); // the halo stands still
    set_touch(&set, (struct point){640, 360});
    check_number("a touch", set.id, SCREEN_HOME);
    set_enter(&set, SCREEN_ATTRACT);
    check_number("and it is bright", brightness(), bright);
}

static void it_stays_bright(void **state) {
    (void)state;
    static const struct {
        const char *name, *clock;
        bool has_hours;
    } rows[] = {
        {"within the hours", "2023-05-12T08:00:00+07:00", true},
        {"no hours are kept", "2023-05-12T22:00:00+07:00", false},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        set.env.hours = rows[i].has_hours ? &office : NULL;
        set_clock(&set, rows[i].clock);
        set_enter(&set, SCREEN_ATTRACT);
        pass_minutes(12);
        if (brightness() < 200)
            fail_msg("%s: it is dark on day %d", rows[i].name, set_today().weekday);
    }
}

static void a_clock_nobody_trusts_never_darkens_it(void **state) {
    (void)state;
    set.env.hours = &office;
    lose_the_date();
    set_enter(&set, SCREEN_ATTRACT);
    pass_minutes(12);
    assert_true(brightness() > 200);
}

static void in_the_morning_it_is_bright_again(void **state) {
    (void)state;
    set.env.hours = &office;
    set_clock(&set, "2023-05-12T06:45:00+07:00");
    set_enter(&set, SCREEN_ATTRACT);
    pass_minutes(12);
    assert_true(brightness() < 100);
    pass_minutes(5);
    assert_true(brightness() > 200);
}

int main(void) {
#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(people_then_models_then_days_then_theme),
        TEST(with_nobody_to_tell_of_days_and_theme_alternate),
        TEST(pinned_ones_come_first),
        TEST(with_names_switched_off_only_models_and_figures_are_told),
        TEST(all_have_their_turn_where_there_are_many),
        TEST(a_notice_is_told_while_it_is_valid),
        TEST(without_a_date_only_a_notice_without_one_is_told),
        TEST(after_the_end_and_from_the_anniversary),
        TEST(a_touch_anywhere_leads_home),
        TEST(what_is_damaged_is_all_that_changes),
        TEST(a_fade_ends_where_an_immediate_change_does),
        TEST(the_halo_turns_at_five_frames_a_second),
        TEST(nothing_moves_where_motion_is_reduced),
        TEST(still_parts_wander_a_little),
        TEST(outside_office_hours_it_darkens_after_ten_minutes),
        TEST(it_stays_bright),
        TEST(a_clock_nobody_trusts_never_darkens_it),
        TEST(in_the_morning_it_is_bright_again),
    };
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
