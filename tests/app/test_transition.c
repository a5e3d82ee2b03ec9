/* From one picture to the next: the last frame is the new picture as it is, the first shows the old
 * one still, and what is given up leaves nothing behind. */
#include "app/transition.h"

#include "../draw/surface.h"

#define W 320
#define H 180

struct stand {
    struct theme theme;
    SDL_Surface *surface;
    struct canvas canvas;
    struct transition t;
};

static void stand_open(struct stand *s) {
    *s = (struct stand){.surface = make_surface(W, H, 0x102030)};
    theme_init(&s->theme, W, H);
    canvas_init(&s->canvas, s->surface, &s->theme, NULL, NULL);
}

static void stand_close(struct stand *s) {
    transition_cancel(&s->t);
    canvas_finish(&s->canvas);
    SDL_FreeSurface(s->surface);
}

/* A picture with something everywhere. */
static void draw_new(SDL_Surface *surface) {
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++)
            ((uint32_t *)surface->pixels)[y * (surface->pitch / 4) + x] =
                0xff000000u | (uint32_t)(x * 0x010305 + y * 0x070b01) % 0x1000000;
}

static long count_different(const SDL_Surface *a, const SDL_Surface *b) {
    long different = 0;
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++)
            different += rgb_at(a, x, y) != rgb_at(b, x, y);
    return different;
}

static const enum transition_kind kinds[] = {TRANSITION_ON, TRANSITION_BACK, TRANSITION_DIALOG};
static const int whole_ms[] = {180, 180, 160};

static void the_last_frame_is_the_new_picture(void **state) {
    (void)state;
    SDL_Surface *want = make_surface(W, H, 0);
    draw_new(want);
    for (size_t i = 0; i < check_items(kinds); i++) {
        struct stand s;
        int64_t now_ms = 5000;
        int frames = 0;
        stand_open(&s);
        transition_start(&s.t, kinds[i], &s.canvas);
        transition_set_box(&s.t, (struct rect){60, 40, 200, 100}, 8);
        draw_new(transition_target(&s.t));
        for (; s.t.kind != TRANSITION_NONE; now_ms += 16, frames++) {
            transition_draw(&s.t, &s.canvas, now_ms);
            assert_true(frames < 20);
        }
        assert_in_range(now_ms - 5000, whole_ms[i] - 16, whole_ms[i] + 16);
        check_number("different at the end", count_different(s.surface, want), 0);
        assert_null(transition_target(&s.t));
        stand_close(&s);
    }
    SDL_FreeSurface(want);
}

/* Every channel on its way from the old to the new, never beyond. */
static void a_page_comes_nearer_from_its_side(void **state) {
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct stand s;
        stand_open(&s);
        transition_start(&s.t, kinds[i], &s.canvas);
        SDL_FillRect(transition_target(&s.t), NULL, 0xffffffff);
        transition_draw(&s.t, &s.canvas, 5000);
        uint32_t left = rgb_at(s.surface, 0, 90), right = rgb_at(s.surface, W - 1, 90);
        check_number("where it has not come yet", i == 0 ? left : right, 0x102030);
        uint32_t there = i == 0 ? right : left;
        assert_true(there != 0x102030 && there != 0xffffff);
        transition_draw(&s.t, &s.canvas, 5100);
        assert_true((rgb_at(s.surface, W / 2, 90) & 0xff) > 0x80);
        stand_close(&s);
    }
}

static void a_dialog_rises_over_its_page(void **state) {
    (void)state;
    struct rect box = {60, 40, 200, 100};
    struct stand s;
    stand_open(&s);
    transition_start(&s.t, TRANSITION_DIALOG, &s.canvas);
    transition_set_box(&s.t, box, 0);
    SDL_FillRect(transition_target(&s.t), &(SDL_Rect){box.x, box.y, box.w, box.h}, 0xffffffff);
    transition_draw(&s.t, &s.canvas, 5000);
    transition_draw(&s.t, &s.canvas, 5040);
    assert_true(rgb_at(s.surface, 5, 5) != 0x102030);     // darker
    assert_true((rgb_at(s.surface, 5, 5) & 0xff) < 0x30); // not lighter
    assert_true((rgb_at(s.surface, 160, 90) & 0xff) > 0x80);
    assert_true((rgb_at(s.surface, 160, box.y) & 0xff) < 0x80); // it stands lower yet
    stand_close(&s);
}

static void another_goes_on_from_what_is_seen(void **state) {
    (void)state;
    struct stand s;
    stand_open(&s);
    transition_start(&s.t, TRANSITION_ON, &s.canvas);
    draw_new(transition_target(&s.t));
    transition_draw(&s.t, &s.canvas, 5000);
    transition_draw(&s.t, &s.canvas, 5060);
    SDL_Surface *seen = SDL_DuplicateSurface(s.surface);
    transition_start(&s.t, TRANSITION_BACK, &s.canvas);
    check_number("nothing jumps", count_different(transition_target(&s.t), seen), 0);
    transition_cancel(&s.t);
    check_number("given up: stays", count_different(s.surface, seen), 0);
    SDL_FreeSurface(seen);
    stand_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_frame_is_the_new_picture),
        cmocka_unit_test(a_page_comes_nearer_from_its_side),
        cmocka_unit_test(a_dialog_rises_over_its_page),
        cmocka_unit_test(another_goes_on_from_what_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
