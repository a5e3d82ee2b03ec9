/* The QR on the receipt as a telephone sees it: the code and nothing else, level M, dots of at
 * least 16 pixels at 1080p, four of them white all around. */
#include "set.h"

#include "screens/qr.h"
#include <qrencode.h>

#define CODE "HP-7K3M-92WX"
#define QUIET 4

struct sight { // what was found in the picture
    struct rect dots;
    int module_px;
};

static bool is_dark(const struct set *set, int x, int y) {
    const uint8_t *row = (const uint8_t *)set->surface->pixels + (ptrdiff_t)y * set->surface->pitch;
    return row[x * 4] < 64 && row[x * 4 + 1] < 64 && row[x * 4 + 2] < 64;
}

/* Draws it into a square; dark is only what belongs to it. */
static struct sight look(struct set *set, struct rect square) {
    struct sight sight = {.dots = {0}};
    struct qr *qr = qr_create(CODE);
    assert_non_null(qr);
    canvas_fill(&set->canvas, theme_canvas(&set->theme), theme_color(&set->theme, COLOR_WHITE));
    qr_draw(qr, &set->canvas, square);
    qr_destroy(qr);
    for (int y = square.y; y < square.y + square.h; y++)
        for (int x = square.x; x < square.x + square.w; x++)
            if (is_dark(set, x, y))
                sight.dots = rect_union(sight.dots, (struct rect){x, y, 1, 1});
    int run = 0;
    while (is_dark(set, sight.dots.x + run, sight.dots.y))
        run++;
    sight.module_px = run / 7; // the corner's frame is seven wide
    return sight;
}

static void it_says_the_code(void **state) {
    (void)state;
    struct set set;
    set_open(&set, "vi");
    set_size(&set, 1920, 1080, false, false);
    struct sight sight = look(&set, (struct rect){100, 100, 480, 480});
    QRcode *want = QRcode_encodeString(CODE, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    assert_non_null(want);
    check_number("modules", sight.dots.w / sight.module_px, want->width);
    for (int row = 0; row < want->width; row++)
        for (int column = 0; column < want->width; column++) {
            int x = sight.dots.x + column * sight.module_px + sight.module_px / 2;
            int y = sight.dots.y + row * sight.module_px + sight.module_px / 2;
            assert_int_equal(is_dark(&set, x, y), want->data[row * want->width + column] & 1);
        }
    QRcode_free(want);
    set_close(&set);
}

/* On the receipt itself, in both directions the panel may hang. */
static void it_is_large_enough_on_the_receipt(void **state) {
    (void)state;
    static const int sizes[][2] = {{1920, 1080}, {1080, 1920}};
    struct set set;
    set_open(&set, "vi");
    snprintf(set.visit.slip.code, sizeof set.visit.slip.code, CODE);
    set.visit.send = SEND_SAVED;
    for (size_t i = 0; i < check_items(sizes); i++) {
        set_leave(&set);
        set_size(&set, sizes[i][0], sizes[i][1], false, false);
        set_enter(&set, SCREEN_RECEIPT);
        set_draw(&set, NULL);
        int longest = 0; // the run of the corner's frame: 7 modules, with white of 4 before it
        for (int y = 0; y < sizes[i][1]; y++) {
            int dark = 0, white = 0, before = 0;
            for (int x = 0; x < sizes[i][0]; x++) {
                bool is_on = is_dark(&set, x, y);
                before = is_on && dark == 0 ? white : before;
                if (!is_on && dark >= 7 * 16 && dark <= 7 * 24 && before >= dark / 7 * QUIET)
                    longest = dark > longest ? dark : longest;
                dark = is_on ? dark + 1 : 0;
                white = is_on ? 0 : white + 1;
            }
        }
        check_number("16 px a module", longest >= 7 * 16, true);
    }
    set_close(&set);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_says_the_code),
        cmocka_unit_test(it_is_large_enough_on_the_receipt),
    };
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
