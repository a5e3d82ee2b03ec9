/* A scrolled wall looks as one drawn afresh: after fingers, keys, photos and time in any order. */
#include "crowd.h"

#define CACHE_BYTES ((size_t)8 << 20)

/* As the loop makes a frame. */
static void frame(struct set *set) {
    struct damage *damage = &set->damage;
    if (damage_settle(damage))
        canvas_scroll(&set->canvas, damage->scrolled, damage->scrolled_by);
    for (size_t i = 0; i < damage->count; i++) {
        canvas_push_clip(&set->canvas, damage->rects[i]);
        set->screen->kind->draw(set->screen, &set->canvas);
        canvas_pop_clip(&set->canvas);
    }
    damage_clear(damage);
}

static void take_photos(struct set *set) {
    struct photo_arrival arrival;
    while (photos_take(set->canvas.photos, &arrival)) {
        struct event ev = {.kind = EVENT_PHOTO};
        damage_add(&set->damage, arrival.missed);
        snprintf(ev.text, sizeof ev.text, "%s", arrival.key);
        set_feed(set, ev);
    }
}

/* Until a fresh drawing would find every photo that this one has. */
static void await_photos(struct set *set) {
    const struct honoured *h = (const struct honoured *)set->screen;
    honoured_await_photos(set->screen);
    if (set->theme.is_portrait && h->search.count > 0) {
        const char *hero = set->content->people[h->search.found[0]].portrait;
        int side = theme_px(&set->theme, 248);
        if (hero)
            photos_wait(set->canvas.photos, hero, side, side);
    }
    take_photos(set);
}

static void check_pixels(struct set *set, const char *look, int round) {
    struct canvas fresh;
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, set->surface->w, set->surface->h, 32,
                                                          SDL_PIXELFORMAT_ARGB8888);
    canvas_init(&fresh, surface, &set->theme, set->fonts, set->art);
    fresh.photos = set->canvas.photos;
    set->screen->kind->draw(set->screen, &fresh);
    const uint32_t *got = set->surface->pixels, *want = surface->pixels;
    for (int i = 0; i < surface->w * surface->h; i++) {
        if ((got[i] ^ want[i]) & 0xffffff) {
            print_error("%s, frame %d: pixel %d, %d is %06x, drawn afresh %06x\n", look, round,
                        i % surface->w, i / surface->w, got[i] & 0xffffff, want[i] & 0xffffff);
            fail();
        }
    }
    canvas_finish(&fresh);
    SDL_FreeSurface(surface);
}

struct hand {
    unsigned seed;
    int64_t minute; // as the header shows it
    bool is_down;
    struct point at;
};

static int pick(struct hand *hand, int below) {
    return (int)(rand_r(&hand->seed) % (unsigned)below);
}

static void move_hand(struct set *set, struct hand *hand) {
    struct event ev = {.kind = EVENT_MOVE, .finger = SET_FINGER};
    int reach = pick(hand, 6) ? 40 : 600;
    if (!hand->is_down) {
        ev.kind = EVENT_DOWN;
        hand->at = (struct point){pick(hand, set->theme.width), pick(hand, set->theme.height)};
    } else {
        hand->at.y += pick(hand, 2 * reach) - reach;
        ev.kind = pick(hand, 5) ? EVENT_MOVE : EVENT_UP;
    }
    hand->is_down = ev.kind != EVENT_UP;
    ev.at = hand->at;
    set_feed(set, ev);
}

static void do_anything(struct set *set, struct hand *hand) {
    static const enum event_key keys[] = {KEY_TAB,  KEY_BACK_TAB,  KEY_UP,      KEY_DOWN, KEY_RIGHT,
                                          KEY_HOME, KEY_PAGE_DOWN, KEY_PAGE_UP, KEY_END};
    switch (pick(hand, 8)) {
    case 0:
        crowd_key(set, keys[pick(hand, (int)check_items(keys))]);
        break;
    case 1:
        take_photos(set);
        break;
    case 2:
    case 3:
        set_wait(set, pick(hand, 40));
        break;
    case 4:
        honoured_scroll(set->screen, pick(hand, 60) - 30);
        break;
    default:
        move_hand(set, hand);
        break;
    }
    int64_t minute = clock_wall_s(&set->clock) / 60;
    bool is_opened = set->id != SCREEN_HONOURED;
    if (is_opened)
        set_enter(set, SCREEN_HONOURED);
    if (is_opened || minute != hand->minute)
        damage_add_all(&set->damage);
    hand->minute = minute;
}

static void test_no_pixel_out_of_place(void **state) {
    (void)state;
    static const struct look few[] = {{"1280x720", 1280, 720, false, false},
                                      {"720x1280", 720, 1280, false, false},
                                      {"1366x768-large", 1366, 768, true, false},
                                      {"720x1280-contrast", 720, 1280, false, true}};
    struct set set;
    char *folder = check_make_folder();
    for (int i = 0; i < CROWD_PHOTOS; i++)
        crowd_write_photo(folder, i);
    struct photos *photos = photos_create(&(struct photos_params){
        .cache_bytes = CACHE_BYTES, .path_of = crowd_photo_path, .context = folder});
    crowd_open_at(&set, 1280, 720);
    crowd_enter(&set, crowd_make(50, 3));
    for (size_t i = 0; i < check_items(few); i++) {
        struct hand hand = {.seed = 20230512 + (unsigned)i};
        set_size(&set, few[i].width, few[i].height, few[i].is_large, few[i].is_contrast);
        set.canvas.photos = photos;
        set_enter(&set, SCREEN_HONOURED);
        damage_add_all(&set.damage);
        for (int round = 0; round < 250; round++) {
            if (round % 8 == 0) { // they come anew, while the list goes on
                photos_set_cache_bytes(photos, 1);
                photos_set_cache_bytes(photos, CACHE_BYTES);
            }
            for (int events = pick(&hand, 4); events >= 0; events--)
                do_anything(&set, &hand);
            frame(&set);
            if (round % 2)
                continue;
            await_photos(&set);
            frame(&set);
            check_pixels(&set, few[i].name, round);
        }
    }
    photos_destroy(photos);
    set_close(&set);
    check_remove_folder(folder);
}

/* In portrait the arrow comes and all buttons are laid anew, also one that is just held. */
static void test_a_held_button_while_the_arrow_comes(void **state) {
    (void)state;
    struct set set;
    crowd_open_at(&set, 720, 1280);
    crowd_enter(&set, crowd_make(20, 3));
    damage_add_all(&set.damage);
    frame(&set);
    struct point home = crowd_middle(&set, "nav.home");
    set_feed(&set, (struct event){.kind = EVENT_DOWN, .finger = SET_FINGER, .at = home});
    frame(&set);
    check_pixels(&set, "held", 0);
    crowd_key(&set, KEY_PAGE_DOWN);
    frame(&set);
    check_pixels(&set, "the arrow is there", 1);
    set_settle(&set);
    frame(&set);
    check_pixels(&set, "a page on", 2);
    set_close(&set);
}

/* A drag draws the strip that comes into sight, not the list. */
static void test_a_drag_draws_little(void **state) {
    (void)state;
    struct set set;
    crowd_open(&set, 60);
    damage_clear(&set.damage);
    honoured_scroll(set.screen, 24);
    assert_true(damage_settle(&set.damage));
    check_number("moved", set.damage.scrolled_by, -24);
    long area = 0;
    for (size_t i = 0; i < set.damage.count; i++)
        area += (long)set.damage.rects[i].w * set.damage.rects[i].h;
    struct rect window = crowd_scroller(&set)->size.area;
    assert_in_range(area, window.w * 24, window.w * 24 + 300 * 150); // and the arrow that wakes
    set_close(&set);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_pixel_out_of_place),
        cmocka_unit_test(test_a_held_button_while_the_arrow_comes),
        cmocka_unit_test(test_a_drag_draws_little),
    };
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
