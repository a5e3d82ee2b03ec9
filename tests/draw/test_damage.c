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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adds_merge_or_stay_apart),
        cmocka_unit_test(many_keep_every_pixel),
        cmocka_unit_test(neighbours_are_joined_first),
        cmocka_unit_test(all_and_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
