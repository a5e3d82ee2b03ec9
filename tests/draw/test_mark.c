/* The band behind the words that are read aloud: on these words alone, readable on every ground,
 * gone without a trace, and nothing else moves. */
#include "draw/mark.h"

#include "surface.h"
#include <math.h>

#define GOLD200 0xfbe9bf
#define YELLOW 0xffd84a

struct page {
    struct theme theme;
    struct fonts *fonts;
    struct canvas canvas;
    struct text_mark mark;
};

static int open_page(void **state) {
    struct page *page = calloc(1, sizeof *page);
    theme_init(&page->theme, 1920, 1080);
    page->fonts = open_test_fonts();
    canvas_init(&page->canvas, make_surface(1920, 1080, 0), &page->theme, page->fonts, NULL);
    page->canvas.text_mark = &page->mark;
    *state = page;
    return 0;
}

static int close_page(void **state) {
    struct page *page = *state;
    SDL_FreeSurface(page->canvas.surface);
    canvas_finish(&page->canvas);
    fonts_close(page->fonts);
    free(page);
    return 0;
}

#define TEXT "Bà cùng trưởng thôn đến từng nhà. Bà vận động được mười bốn hộ cùng góp đất. Xong."
static const struct rect box = {100, 100, 620, 400};

/* Bytes of the second sentence. */
static struct text_mark second(void) {
    size_t from = (size_t)(strstr(TEXT, "Bà vận") - TEXT);
    return (struct text_mark){
        .text = TEXT, .box = box, .from = from, .to = (size_t)(strstr(TEXT, " Xong") - TEXT)};
}

static void draw(struct page *page, enum color_token ground, enum color_token ink) {
    canvas_fill(&page->canvas, theme_canvas(&page->theme), theme_color(&page->theme, ground));
    text_draw(&page->canvas, TEXT, box, &(struct text_style){.type = TYPE_BODY_L, .color = ink});
}

static size_t count_rgb(const struct page *page, uint32_t rgb, struct rect in) {
    size_t count = 0;
    for (int y = in.y; y < in.y + in.h; y++)
        for (int x = in.x; x < in.x + in.w; x++)
            count += rgb_at(page->canvas.surface, x, y) == rgb;
    return count;
}

static void a_band_lies_behind_these_words_alone(void **state) {
    struct page *page = *state;
    const struct text_style style = {.type = TYPE_BODY_L, .color = COLOR_INK900};
    page->mark = second();
    struct rect area = text_mark_area(&page->canvas, &page->mark, &style);
    draw(page, COLOR_IVORY50, COLOR_INK900);
    size_t within = count_rgb(page, GOLD200, area);
    assert_true(within > 10000);
    check_number("gold elsewhere",
                 (long long)(count_rgb(page, GOLD200, theme_canvas(&page->theme)) - within), 0);
    check_number("gold at the first words",
                 (long long)count_rgb(page, GOLD200, (struct rect){100, 100, 200, 50}), 0);
    assert_true(area.y > box.y && area.h < 4 * theme_line_px(&page->theme, TYPE_BODY_L));
}

/* What it changes lies within its area, and it leaves nothing behind. */
static void nothing_else_moves(void **state) {
    struct page *page = *state;
    const struct text_style style = {.type = TYPE_BODY_L, .color = COLOR_INK900};
    draw(page, COLOR_IVORY50, COLOR_INK900);
    SDL_Surface *plain = SDL_ConvertSurface(page->canvas.surface, page->canvas.surface->format, 0);
    page->mark = second();
    struct rect area = text_mark_area(&page->canvas, &page->mark, &style);
    draw(page, COLOR_IVORY50, COLOR_INK900);
    for (int y = 0; y < 1080; y++)
        for (int x = 0; x < 1920; x++)
            if (rgb_at(plain, x, y) != rgb_at(page->canvas.surface, x, y))
                assert_true(rect_contains(area, (struct point){x, y}));
    page->mark.text = NULL;
    draw(page, COLOR_IVORY50, COLOR_INK900);
    assert_memory_equal(plain->pixels, page->canvas.surface->pixels, (size_t)plain->pitch * 1080);
    SDL_FreeSurface(plain);
}

/* A part of the band that is drawn again is the same band. */
static void it_is_drawn_in_parts(void **state) {
    struct page *page = *state;
    page->mark = second();
    draw(page, COLOR_LAC800, COLOR_IVORY0);
    SDL_Surface *whole = SDL_ConvertSurface(page->canvas.surface, page->canvas.surface->format, 0);
    for (int y = 0; y < 1080; y += 37) {
        canvas_push_clip(&page->canvas, (struct rect){0, y, 1920, 37});
        draw(page, COLOR_LAC800, COLOR_IVORY0);
        canvas_pop_clip(&page->canvas);
    }
    assert_memory_equal(whole->pixels, page->canvas.surface->pixels, (size_t)whole->pitch * 1080);
    SDL_FreeSurface(whole);
}

static double channel(uint8_t value) {
    double c = value / 255.0;
    return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(struct color c) {
    return 0.2126 * channel(c.r) + 0.7152 * channel(c.g) + 0.0722 * channel(c.b);
}

static double ratio(struct color a, struct color b) {
    double la = luminance(a) + 0.05, lb = luminance(b) + 0.05;
    return la > lb ? la / lb : lb / la;
}

/* The colours that text has in tokens.md, in both looks. */
static void every_ink_is_readable_on_it(void **state) {
    struct page *page = *state;
    static const enum color_token inks[] = {
        COLOR_INK900,  COLOR_INK700,    COLOR_LAC700,    COLOR_LAC800,    COLOR_LAC900,
        COLOR_IVORY0,  COLOR_IVORY50,   COLOR_GOLD200,   COLOR_GOLD300,   COLOR_JADE700,
        COLOR_JADE900, COLOR_INDIGO800, COLOR_INDIGO900, COLOR_INDIGO100, COLOR_GOLD800,
        COLOR_WHITE,   COLOR_BLACK,     COLOR_YELLOW};
    for (int is_contrast = 0; is_contrast < 2; is_contrast++) {
        page->theme.has_high_contrast = is_contrast;
        for (size_t i = 0; i < check_items(inks); i++) {
            for (int is_gold = 0; is_gold < 2; is_gold++) {
                struct color ground =
                    theme_color(&page->theme, is_gold ? COLOR_GOLD200 : COLOR_IVORY50);
                struct mark_look look =
                    mark_look(&page->theme, theme_color(&page->theme, inks[i]), ground);
                if (ratio(look.ink, look.band) < 7)
                    print_error("ink %d in look %d\n", inks[i], is_contrast);
                assert_true(ratio(look.ink, look.band) >= 7);
            }
        }
    }
}

/* Light words on red turn dark; black ones on yellow get a black band. */
static void grounds(void **state) {
    struct page *page = *state;
    page->mark = second();
    const struct text_style style = {.type = TYPE_BODY_L, .color = COLOR_IVORY0};
    struct rect area = text_mark_area(&page->canvas, &page->mark, &style);
    draw(page, COLOR_LAC800, COLOR_IVORY0);
    assert_true(count_rgb(page, GOLD200, area) > 10000);
    assert_true(count_rgb(page, 0x520a0e, area) > 500); // lac900
    check_number(
        "light words in the band",
        (long long)count_rgb(page, 0xfffdf8, (struct rect){area.x + 400, area.y + 70, 1, 1}), 0);
    draw(page, COLOR_GOLD200, COLOR_INK900);
    assert_true(count_rgb(page, 0xebbf58, area) > 10000); // gold400
    page->theme.has_high_contrast = true;
    draw(page, COLOR_BLACK, COLOR_WHITE);
    assert_true(count_rgb(page, YELLOW, area) > 10000);
    draw(page, COLOR_YELLOW, COLOR_BLACK);
    assert_true(count_rgb(page, 0, area) > 10000);
    page->theme.has_high_contrast = false;
}

/* The same words in another place are not the ones that are read. */
static void another_place_has_none(void **state) {
    struct page *page = *state;
    page->mark = second();
    page->mark.box.x += 1;
    draw(page, COLOR_IVORY50, COLOR_INK900);
    check_number("gold", (long long)count_rgb(page, GOLD200, theme_canvas(&page->theme)), 0);
}

static void a_log_for_reading_keeps_no_secrets(void **state) {
    struct page *page = *state;
    struct text_log log = {.is_for_reading = true};
    page->canvas.text_log = &log;
    const struct text_style said = {.type = TYPE_BODY};
    const struct text_style typed = {.type = TYPE_BODY, .is_private = true};
    const struct text_style clock = {.type = TYPE_BODY, .is_silent = true};
    text_draw(&page->canvas, "Nguyễn Văn A", box, &typed);
    text_draw(&page->canvas, "Bà con", box, &said);
    text_draw(&page->canvas, "08:42", box, &clock);
    page->canvas.text_log = NULL;
    check_number("entries", (long long)log.count, 1);
    check_text("entry", log.entries[0].text, "Bà con");
    assert_memory_equal(&log.entries[0].box, &box, sizeof box);
    text_log_finish(&log);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_band_lies_behind_these_words_alone, open_page,
                                        close_page),
        cmocka_unit_test_setup_teardown(nothing_else_moves, open_page, close_page),
        cmocka_unit_test_setup_teardown(it_is_drawn_in_parts, open_page, close_page),
        cmocka_unit_test_setup_teardown(every_ink_is_readable_on_it, open_page, close_page),
        cmocka_unit_test_setup_teardown(grounds, open_page, close_page),
        cmocka_unit_test_setup_teardown(another_place_has_none, open_page, close_page),
        cmocka_unit_test_setup_teardown(a_log_for_reading_keeps_no_secrets, open_page, close_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
