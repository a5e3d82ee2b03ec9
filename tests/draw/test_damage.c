/* What has to be drawn again: nothing is lost, little is drawn for nothing. */
#include "draw/damage.h"

#include "../check.h"

#define W 96
#define H 64

static const struct rect bounds = {0, 0, W, H};

static bool is_covered(const struct damage *damage, int x, int y) {
    for (size_t i = 0; i < damage->count; i++)
        if (rect_contains(damage->rects[i], (struct point){x, y}))
            return true;
    return false;
}

static void adds_merge_or_stay_apart(void **state) {
    (void)state;
    static const struct {
        const char *name;
        struct rect add[3];
        size_t want_count;
        struct rect want_first;
    } rows[] = {
        {"nothing", {{0}}, 0, {0}},
        {"one", {{1, 2, 3, 4}}, 1, {1, 2, 3, 4}},
        {"apart", {{0, 0, 4, 4}, {10, 10, 4, 4}}, 2, {0, 0, 4, 4}},
        {"overlapping", {{0, 0, 4, 4}, {2, 2, 4, 4}}, 1, {0, 0, 6, 6}},
        {"the same twice", {{0, 0, 4, 4}, {0, 0, 4, 4}}, 1, {0, 0, 4, 4}},
        {"joined by a third", {{0, 0, 4, 4}, {8, 0, 4, 4}, {3, 1, 6, 2}}, 1, {0, 0, 12, 4}},
        {"partly outside", {{-5, -5, 10, 10}}, 1, {0, 0, 5, 5}},
        {"wholly outside", {{W, 0, 10, 10}, {0, -9, 5, 5}}, 0, {0}},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct damage damage;
        damage_init(&damage, bounds);
        for (size_t k = 0; k < 3; k++)
            damage_add(&damage, rows[i].add[k]);
        check_number(rows[i].name, (long long)damage.count, (long long)rows[i].want_count);
        if (damage.count)
            assert_memory_equal(&damage.rects[0], &rows[i].want_first, sizeof(struct rect));
    }
}

static void many_keep_every_pixel(void **state) {
    (void)state;
    unsigned seed = 20230512;
    for (int round = 0; round < 300; round++) {
        struct damage damage;
        damage_init(&damage, bounds);
        bool wanted[H][W] = {{false}};
        for (int i = 0; i < 60; i++) {
            struct rect r = {(int)(rand_r(&seed) % (W + 20)) - 10,
                             (int)(rand_r(&seed) % (H + 20)) - 10, (int)(rand_r(&seed) % 8),
                             (int)(rand_r(&seed) % 8)};
            damage_add(&damage, r);
            struct rect inside = rect_intersect(r, bounds);
            for (int y = inside.y; y < inside.y + inside.h; y++)
                for (int x = inside.x; x < inside.x + inside.w; x++)
                    wanted[y][x] = true;
            assert_in_range(damage.count, 0, DAMAGE_RECTS_MAX);
        }
        for (int y = 0; y < H; y++)
            for (int x = 0; x < W; x++)
                assert_true(!wanted[y][x] || is_covered(&damage, x, y));
        for (size_t a = 0; a < damage.count; a++)
            for (size_t b = a + 1; b < damage.count; b++)
                assert_false(rect_overlaps(damage.rects[a], damage.rects[b]));
    }
}

static void neighbours_are_joined_first(void **state) {
    (void)state;
    struct damage damage;
    damage_init(&damage, bounds);
    for (int i = 0; i < DAMAGE_RECTS_MAX - 1; i++)
        damage_add(&damage, (struct rect){8 * i, 0, 2, 2});
    damage_add(&damage, (struct rect){2, 0, 2, 2}); // beside the first
    damage_add(&damage, (struct rect){0, 50, 2, 2});
    check_number("count", (long long)damage.count, DAMAGE_RECTS_MAX);
    long area = 0;
    for (size_t i = 0; i < damage.count; i++)
        area += (long)damage.rects[i].w * damage.rects[i].h;
    check_number("pixels, none for nothing", area, 4 * (DAMAGE_RECTS_MAX + 1));
}

static void all_and_none(void **state) {
    (void)state;
    struct damage damage;
    damage_init(&damage, bounds);
    damage_add(&damage, (struct rect){3, 3, 5, 5});
    damage_add_all(&damage);
    check_number("all", (long long)damage.count, 1);
    assert_memory_equal(&damage.rects[0], &bounds, sizeof bounds);
    damage_clear(&damage);
    check_number("none", (long long)damage.count, 0);
}

/* --- scrolling: a model of the canvas, where every pixel says which drawing it is of -----------
 */

#define AREA_Y 10
#define AREA_H 40

static const struct rect area = {8, AREA_Y, 60, AREA_H};

struct picture {
    int place;    // of the list
    int marks[H]; // of what else changes: how often each row did
    int rows[H][W];
};

/* What a fresh drawing shows at a pixel: in the area it follows the list, elsewhere it stands. */
static int drawn(const struct picture *p, int x, int y) {
    bool is_list = rect_contains(area, (struct point){x, y});
    int row = is_list ? y + p->place : y;
    return (is_list ? 100000 : 0) + row * 100 + p->marks[is_list ? ((row % H) + H) % H : y];
}

static void draw_frame(struct picture *p, struct damage *damage) {
    if (damage_settle(damage)) {
        struct rect r = damage->scrolled;
        int dy = damage->scrolled_by, next[H][W];
        memcpy(next, p->rows, sizeof next);
        for (int y = r.y; y < r.y + r.h; y++)
            for (int x = r.x; x < r.x + r.w; x++)
                if (y - dy >= r.y && y - dy < r.y + r.h)
                    next[y][x] = p->rows[y - dy][x];
        memcpy(p->rows, next, sizeof next);
    }
    for (size_t i = 0; i < damage->count; i++) {
        struct rect r = damage->rects[i];
        for (int y = r.y; y < r.y + r.h; y++)
            for (int x = r.x; x < r.x + r.w; x++)
                p->rows[y][x] = drawn(p, x, y);
    }
    damage_clear(damage);
}

static void check_picture(const struct picture *p) {
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++)
            check_number("pixel", p->rows[y][x], drawn(p, x, y));
}

/* Something of the list, or of what stands beside it, changes at a row of the canvas. */
static void change(struct picture *p, struct damage *damage, int y) {
    bool is_in_list = y >= area.y && y < area.y + area.h;
    int row = is_in_list ? (((y + p->place) % H) + H) % H : y;
    p->marks[row]++;
    for (int at = 0; at < H; at++) // a mark may stand at two places: as row of the list and beside
        if (at == row || (((at + p->place) % H) + H) % H == row)
            damage_add(damage, (struct rect){0, at, W, 1});
}

static void scrolling_is_as_good_as_drawing(void **state) {
    (void)state;
    unsigned seed = 1080;
    static struct picture picture;
    struct damage damage;
    damage_init(&damage, bounds);
    damage_add_all(&damage);
    for (int frame = 0; frame < 2000; frame++) {
        for (int steps = (int)(rand_r(&seed) % 4); steps > 0; steps--) {
            int dy = (int)(rand_r(&seed) % 31) - 15;
            if (rand_r(&seed) % 20 == 0)
                dy *= 4; // further than the area is high
            if (rand_r(&seed) % 3 == 0)
                change(&picture, &damage, (int)(rand_r(&seed) % H));
            picture.place -= dy;
            damage_scroll(&damage, area, dy);
            if (rand_r(&seed) % 4 == 0)
                change(&picture, &damage, (int)(rand_r(&seed) % H));
        }
        if (rand_r(&seed) % 50 == 0)
            damage_flatten(&damage);
        draw_frame(&picture, &damage);
        check_picture(&picture);
    }
}

static void a_scroll_draws_its_strip_alone(void **state) {
    (void)state;
    static const struct {
        const char *name;
        int steps[2];
        struct rect want;
        int want_by;
    } rows[] = {
        {"up", {-6, 0}, {8, 44, 60, 6}, -6},
        {"down", {6, 0}, {8, 10, 60, 6}, 6},
        {"twice", {-6, -5}, {8, 39, 60, 11}, -11},
        {"a screen away", {-90, 0}, {8, 10, 60, 40}, 0},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct damage damage;
        damage_init(&damage, bounds);
        damage_scroll(&damage, area, rows[i].steps[0]);
        damage_scroll(&damage, area, rows[i].steps[1]);
        assert_false(damage_is_empty(&damage));
        bool is_moved = damage_settle(&damage);
        check_number(rows[i].name, is_moved ? damage.scrolled_by : 0, rows[i].want_by);
        check_number(rows[i].name, (long long)damage.count, 1);
        assert_memory_equal(&damage.rects[0], &rows[i].want, sizeof(struct rect));
    }
    struct damage damage;
    damage_init(&damage, bounds);
    damage_scroll(&damage, area, 7);
    damage_scroll(&damage, area, -7);
    assert_false(damage_settle(&damage)); // back where it was; what was hidden may have changed
    check_number("the strip that was hidden", (long long)damage.count, 1);
    assert_memory_equal(&damage.rects[0], &((struct rect){8, 43, 60, 7}), sizeof(struct rect));
}

static void two_areas_are_drawn(void **state) {
    (void)state;
    struct damage damage;
    damage_init(&damage, bounds);
    damage_scroll(&damage, area, 3);
    damage_scroll(&damage, (struct rect){70, 0, 10, 20}, 3);
    assert_false(damage_settle(&damage));
    assert_true(is_covered(&damage, area.x, area.y) && is_covered(&damage, 79, 19));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adds_merge_or_stay_apart),
        cmocka_unit_test(many_keep_every_pixel),
        cmocka_unit_test(neighbours_are_joined_first),
        cmocka_unit_test(all_and_none),
        cmocka_unit_test(scrolling_is_as_good_as_drawing),
        cmocka_unit_test(a_scroll_draws_its_strip_alone),
        cmocka_unit_test(two_areas_are_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
