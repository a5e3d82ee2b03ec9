/* The look as data: sizes on every panel, and contrast in both of its colour schemes. */
#include "draw/theme.h"

#include "../check.h"
#include <math.h>

/* Every pair of the design's contrast table: text on ground, and the ratio it states. */
static const struct pair {
    const char *name;
    enum color_token text, ground;
    double ratio;
} pairs[] = {
#define PAIR(text, ground, ratio)                                                                  \
    { #text " on " #ground, COLOR_##text, COLOR_##ground, ratio }
    PAIR(INK900, IVORY50, 16.5),      PAIR(INK900, IVORY0, 17.4),
    PAIR(INK900, IVORY100, 15.0),     PAIR(INK900, IVORY200, 12.8),
    PAIR(INK700, IVORY50, 10.6),      PAIR(INK700, IVORY0, 11.1),
    PAIR(INK700, IVORY100, 9.6),      PAIR(INK700, IVORY200, 8.2),
    PAIR(LAC700, IVORY0, 9.3),        PAIR(LAC700, IVORY50, 8.8),
    PAIR(LAC700, GOLD200, 7.9),       PAIR(LAC700, LAC100, 7.5),
    PAIR(LAC800, GOLD200, 10.1),      PAIR(LAC900, GOLD200, 12.4),
    PAIR(LAC900, GOLD400, 8.6),       PAIR(IVORY0, INDIGO700, 10.4),
    PAIR(IVORY0, INDIGO800, 13.4),    PAIR(IVORY0, INDIGO900, 16.3),
    PAIR(INDIGO100, INDIGO800, 11.1), PAIR(INDIGO800, INDIGO100, 11.1),
    PAIR(INDIGO900, INDIGO100, 13.5), PAIR(IVORY0, LAC800, 11.9),
    PAIR(IVORY0, LAC700, 9.3),        PAIR(IVORY0, LAC950, 17.1),
    PAIR(IVORY50, LAC700, 8.8),       PAIR(GOLD200, LAC900, 12.4),
    PAIR(GOLD200, LAC800, 10.1),      PAIR(GOLD200, LAC700, 7.9),
    PAIR(GOLD300, LAC950, 12.5),      PAIR(GOLD300, LAC900, 10.7),
    PAIR(GOLD300, LAC800, 8.7),       PAIR(INK900, GOLD200, 14.7),
    PAIR(INK900, GOLD300, 12.7),      PAIR(INK900, GOLD400, 10.2),
    PAIR(INK900, GOLD450, 7.8),       PAIR(IVORY0, JADE700, 8.4),
    PAIR(IVORY0, JADE900, 12.0),      PAIR(JADE700, IVORY0, 8.4),
    PAIR(JADE900, IVORY0, 12.0),      PAIR(JADE900, JADE100, 10.2),
    PAIR(INK700, INDIGO100, 9.2),     PAIR(GOLD800, GOLD200, 7.7),
#undef PAIR
};

static double linear(uint8_t channel) { // WCAG 2, relative luminance
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(struct color c) {
    return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

static double contrast(struct color a, struct color b) {
    double one = luminance(a) + 0.05, other = luminance(b) + 0.05;
    return one > other ? one / other : other / one;
}

static void every_text_has_the_contrast_stated(void **state) {
    (void)state;
    struct theme theme;
    theme_init(&theme, 1920, 1080);
    for (size_t i = 0; i < check_items(pairs); i++) {
        double got =
            contrast(theme_color(&theme, pairs[i].text), theme_color(&theme, pairs[i].ground));
        if (got < 7.0 || fabs(got - pairs[i].ratio) > 0.06)
            fail_msg("%s: got %.2f, want %.1f", pairs[i].name, got, pairs[i].ratio);
    }
}

static void high_contrast_keeps_every_text_readable(void **state) {
    (void)state;
    struct theme theme;
    theme_init(&theme, 1920, 1080);
    theme.has_high_contrast = true;
    for (size_t i = 0; i < check_items(pairs); i++) {
        double got =
            contrast(theme_color(&theme, pairs[i].text), theme_color(&theme, pairs[i].ground));
        if (got < 15.0)
            fail_msg("%s in high contrast: got %.2f, want 15 or more", pairs[i].name, got);
    }
}

static void high_contrast_has_three_colors(void **state) {
    (void)state;
    struct theme theme;
    theme_init(&theme, 1920, 1080);
    theme.has_high_contrast = true;
    for (enum color_token token = 0; token < COLOR_NONE; token++) {
        struct color c = theme_color(&theme, token);
        uint32_t rgb = (uint32_t)c.r << 16 | (uint32_t)c.g << 8 | c.b;
        if (rgb != 0x000000 && rgb != 0xffffff && rgb != 0xffd84a)
            fail_msg("token %d: got %06x", (int)token, rgb);
    }
    struct color page = theme_color(&theme, COLOR_IVORY50);
    check_number("the page is black", page.r + page.g + page.b, 0);
}

static void special_tokens(void **state) {
    (void)state;
    struct theme theme;
    theme_init(&theme, 1920, 1080);
    check_number("none", theme_color(&theme, COLOR_NONE).a, 0);
    check_number("scrim, 72 %", theme_color(&theme, COLOR_SCRIM).a, 184);
    check_number("others", theme_color(&theme, COLOR_INK900).a, 255);
}

static void layouts_fit_every_panel(void **state) {
    (void)state;
    static const struct {
        const char *name;
        int w, h;
        bool is_portrait;
        struct rect page; // the design's 1920x1080 (1080x1920) on it
    } rows[] = {
        {"full HD", 1920, 1080, false, {0, 0, 1920, 1080}},
        {"portrait", 1080, 1920, true, {0, 0, 1080, 1920}},
        {"HD", 1280, 720, false, {0, 0, 1280, 720}},
        {"UHD", 3840, 2160, false, {0, 0, 3840, 2160}},
        {"16:10", 1920, 1200, false, {0, 60, 1920, 1080}},
        {"5:4", 1280, 1024, false, {0, 152, 1280, 720}},
        {"16:10 portrait", 1200, 1920, true, {60, 0, 1080, 1920}},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct theme theme;
        theme_init(&theme, rows[i].w, rows[i].h);
        check_number(rows[i].name, theme.is_portrait, rows[i].is_portrait);
        struct rect page = rows[i].is_portrait ? theme_rect(&theme, 0, 0, 1080, 1920)
                                               : theme_rect(&theme, 0, 0, 1920, 1080);
        check_number(rows[i].name, page.x, rows[i].page.x);
        check_number(rows[i].name, page.y, rows[i].page.y);
        check_number(rows[i].name, page.w, rows[i].page.w);
        check_number(rows[i].name, page.h, rows[i].page.h);
        check_number(rows[i].name, theme_canvas(&theme).w, rows[i].w);
    }
}

static void neighbours_touch_at_any_scale(void **state) {
    (void)state;
    for (int w = 1280; w <= 3840; w += 37) {
        struct theme theme;
        theme_init(&theme, w, w * 9 / 16);
        int at = theme.origin.x;
        for (int x = 0; x < 1920; x += 127) {
            struct rect column = theme_rect(&theme, x, 0, 127, 10);
            check_number("next column", column.x, at);
            at = column.x + column.w;
        }
    }
}

static void small_things_do_not_vanish(void **state) {
    (void)state;
    struct theme theme;
    theme_init(&theme, 640, 360);
    check_number("hairline", theme_px(&theme, 1), 1);
    check_number("nothing", theme_px(&theme, 0), 0);
}

static void type_sizes(void **state) {
    (void)state;
    static const struct {
        const char *name;
        enum type_token type;
        int landscape, portrait, large; // px; "Chữ to" in landscape
        enum face face;
    } rows[] = {
        {"hero", TYPE_HERO, 100, 104, 110, FACE_SERIF_BOLD},
        {"tile", TYPE_TILE, 50, 54, 55, FACE_SERIF_BOLD},
        {"title-1", TYPE_TITLE_1, 92, 92, 101, FACE_SERIF_BOLD},
        {"bar-title", TYPE_BAR_TITLE, 48, 48, 53, FACE_SERIF_BOLD},
        {"field", TYPE_FIELD, 56, 68, 56, FACE_SANS_BOLD},
        {"button", TYPE_BUTTON, 36, 36, 45, FACE_SANS_BOLD},
        {"body-l", TYPE_BODY_L, 40, 40, 50, FACE_SANS},
        {"tag", TYPE_TAG, 28, 28, 35, FACE_SANS_BOLD},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct theme theme;
        theme_init(&theme, 1920, 1080);
        check_number(rows[i].name, theme_type_px(&theme, rows[i].type), rows[i].landscape);
        theme.has_large_text = true;
        check_number(rows[i].name, theme_type_px(&theme, rows[i].type), rows[i].large);
        theme_init(&theme, 1080, 1920);
        check_number(rows[i].name, theme_type_px(&theme, rows[i].type), rows[i].portrait);
        check_number(rows[i].name, theme_face(rows[i].type), rows[i].face);
    }
}

static void lines_leave_room_for_two_marks(void **state) {
    (void)state;
    struct theme theme;
    theme_init(&theme, 1920, 1080);
    for (enum type_token type = 0; type < TYPES; type++) {
        int size = theme_type_px(&theme, type), line = theme_line_px(&theme, type);
        if (line * 10 < size * 12 || size < 28)
            fail_msg("type %d: %d px in lines of %d px", (int)type, size, line);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_text_has_the_contrast_stated),
        cmocka_unit_test(high_contrast_keeps_every_text_readable),
        cmocka_unit_test(high_contrast_has_three_colors),
        cmocka_unit_test(special_tokens),
        cmocka_unit_test(layouts_fit_every_panel),
        cmocka_unit_test(neighbours_touch_at_any_scale),
        cmocka_unit_test(small_things_do_not_vanish),
        cmocka_unit_test(type_sizes),
        cmocka_unit_test(lines_leave_room_for_two_marks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
