/* Text in boxes, with the real fonts: where lines break, what is cut, and that no mark is lost. */
#include "draw/text.h"

#include "page.h"

static struct font *body_font(struct page *page) {
    return fonts_type(page->fonts, &page->theme, TYPE_BODY);
}

static void lines_break_after_spaces_and_at_line_ends(void **state) {
    static const struct {
        const char *text, *fitting; // the width is exactly that of `fitting`
        const char *want;
    } rows[] = {
        {"", "x", ""},
        {"bà con", "bà con", "bà con"},
        {"bà con xem", "bà con", "bà con "},
        {"bà con  xem", "bà con", "bà con  "}, // spaces hang over the edge
        {"bà con xem", "bà con x", "bà con "},
        {"bà\ncon", "bà con xem", "bà\n"},
        {"\ncon", "bà", "\n"},
        {"bà con\n", "bà con", "bà con\n"},
        {"nghiêng ngả", "nghiê", "nghiê"}, // the word alone is too wide
        {"Ỗi", ".", "Ỗ"},                  // at least one character
        {"một hai ba bốn năm sáu bảy tám", "một hai ba bốn năm", "một hai ba bốn năm "},
    };
    struct font *font = body_font(*state);
    for (size_t i = 0; i < check_items(rows); i++) {
        int width = font_text_width(font, rows[i].fitting, strlen(rows[i].fitting));
        char *got = strndup(rows[i].text, text_first_line(font, rows[i].text, width));
        check_text(rows[i].text, got, rows[i].want);
        free(got);
    }
}

static void lines_are_as_long_as_can_be(void **state) {
    static const char story[] =
        "Ông Nông Văn Thắng vận động 12 hộ hiến 860 m² đất mở đường, dựng lại mương nước đầu làng, "
        "ai cũng theo. Bà con gọi đó là con đường của ông Thắng.";
    struct font *font = body_font(*state);
    for (int width = 40; width < 900; width += 7)
        for (const char *rest = story; *rest;) {
            size_t used = text_first_line(font, rest, width);
            assert_true(used > 0);
            size_t next = used + strcspn(rest + used, " "); // one word more
            bool has_whole_words = used == strlen(rest) || rest[used - 1] == ' ';
            if (has_whole_words && rest[used] && font_text_width(font, rest, next) <= width)
                fail_msg("%d px: \"%.*s\" could hold a word more", width, (int)used, rest);
            size_t ink = rest[used - 1] == ' ' ? used - 1 : used;
            if (has_whole_words && font_text_width(font, rest, ink) > width)
                fail_msg("%d px: \"%.*s\" is too wide", width, (int)used, rest);
            rest += used;
        }
}

static void height_counts_lines(void **state) {
    static const struct {
        const char *text;
        int max_lines, want_lines;
    } rows[] = {
        {NULL, 0, 0},         {"", 0, 0},          {"một", 0, 1},          {"một\nhai", 0, 2},
        {"một\nhai\n", 0, 2}, {"một\n\nba", 0, 3}, {"một\nhai\nba", 2, 2},
    };
    struct page *page = *state;
    for (size_t i = 0; i < check_items(rows); i++) {
        struct text_style style = {.type = TYPE_BODY, .max_lines = rows[i].max_lines};
        int line_px = theme_line_px(&page->theme, TYPE_BODY);
        check_number(rows[i].text ? rows[i].text : "NULL",
                     text_height(&page->canvas, rows[i].text, 800, &style),
                     rows[i].want_lines * line_px);
    }
    char long_text[400];
    for (size_t i = 0; i < sizeof long_text; i++)
        long_text[i] = i % 4 == 3 ? '\n' : 'm';
    long_text[sizeof long_text - 1] = '\0';
    struct text_style style = {.type = TYPE_BODY};
    check_number("100 lines", text_height(&page->canvas, long_text, 800, &style),
                 100 * theme_line_px(&page->theme, TYPE_BODY));
}

/* Draws alone on clean paper and returns where ink is. */
static struct rect draw_alone(struct page *page, const char *text, struct rect box,
                              struct text_style style) {
    SDL_FillRect(page->canvas.surface, NULL, 0xff000000u | PAPER);
    text_log_clear(&page->log);
    text_draw(&page->canvas, text, box, &style);
    return ink_bounds(page->canvas.surface, PAPER);
}

static void stacked_marks_are_whole_and_in_their_line(void **state) {
    static const char *const texts[] = {"Ẫ", "Ỗ", "Ệ", "Ậ", "Ữ", "Ẩ", "Ặ", "Ỵ", "gậy Ẫ"};
    struct page *page = *state;
    for (enum type_token type = 0; type < TYPES; type++)
        for (size_t i = 0; i < check_items(texts); i++) {
            struct font *font = fonts_type(page->fonts, &page->theme, type);
            struct text_style style = {.type = type, .color = COLOR_INK900};
            struct rect box = {200, 200, 900, theme_line_px(&page->theme, type)};
            struct rect ink = draw_alone(page, texts[i], box, style);
            int row = 0;
            SDL_Surface *picture = font_render(font, texts[i], strlen(texts[i]),
                                               (struct color){0, 0, 0, 255}, false, &row);
            struct rect whole = {0}; // of the glyphs as rendered
            for (int y = 0; y < picture->h; y++)
                for (int x = 0; x < picture->w; x++)
                    if (pixel_at(picture, x, y) >> 24)
                        whole = rect_union(whole, (struct rect){x, y, 1, 1});
            check_number(texts[i], ink.h, whole.h);
            // The design's closest lines are less than the font's own height; hinting adds 1.
            int slack = font_height(font) > box.h ? (font_height(font) - box.h) / 2 + 1 : 1;
            if (ink.y < box.y - slack || ink.y + ink.h > box.y + box.h + slack)
                fail_msg("%s in type %d: ink %d..%d leaves its line %d..%d", texts[i], (int)type,
                         ink.y, ink.y + ink.h, box.y, box.y + box.h);
        }
}

static void middle_centres_the_capitals(void **state) {
    struct page *page = *state;
    struct text_style style = {
        .type = TYPE_BUTTON_L, .color = COLOR_INK900, .align = TEXT_CENTRE, .place = TEXT_MIDDLE};
    struct rect box = {300, 300, 400, 104};
    struct rect plain = draw_alone(page, "HIEH", box, style);
    int above = plain.y - box.y, below = box.y + box.h - (plain.y + plain.h);
    assert_in_range(abs(above - below), 0, 1);
    int left = plain.x - box.x, right = box.x + box.w - (plain.x + plain.w);
    assert_in_range(abs(left - right), 0, 6); // side bearings
    // Marks and descenders don't move the line: the baseline is the font's, not the picture's.
    struct rect marked = draw_alone(page, "HẪH", box, style);
    check_number("baseline under marks", marked.y + marked.h, plain.y + plain.h);
}

static void alignment_and_place(void **state) {
    static const struct {
        const char *name;
        enum text_align align;
        enum text_place place;
        int x, y; // 0: at the box's start, 1: in the middle, 2: at its end
    } rows[] = {
        {"left top", TEXT_LEFT, TEXT_TOP, 0, 0},
        {"centre middle", TEXT_CENTRE, TEXT_MIDDLE, 1, 1},
        {"right bottom", TEXT_RIGHT, TEXT_BOTTOM, 2, 2},
    };
    struct page *page = *state;
    struct rect box = {600, 300, 900, 600};
    for (size_t i = 0; i < check_items(rows); i++) {
        struct text_style style = {TYPE_BODY, COLOR_INK900, rows[i].align, rows[i].place,
                                   0,         false,        false,         false};
        struct rect ink = draw_alone(page, "Hồng Phong", box, style);
        int third_x = (ink.x + ink.w / 2 - box.x) / (box.w / 3);
        int third_y = (ink.y + ink.h / 2 - box.y) / (box.h / 3);
        check_number(rows[i].name, third_x, rows[i].x);
        check_number(rows[i].name, third_y, rows[i].y);
    }
}

static void too_much_text_ends_in_an_ellipsis(void **state) {
    struct page *page = *state;
    struct text_style style = {.type = TYPE_BODY, .color = COLOR_INK900, .max_lines = 1};
    struct rect box = {100, 100, 300, 60};
    struct rect ink = draw_alone(page, "Đội văn nghệ thôn Hồng Phong", box, style);
    assert_int_equal(page->log.count, 1);
    check_text("logged whole", page->log.entries[0].text, "Đội văn nghệ thôn Hồng Phong");
    assert_true(page->log.entries[0].is_cut);
    assert_in_range(ink.x + ink.w, box.x + box.w - 40, box.x + box.w);
    // The dots: the last 12 pixels of ink stand on the baseline, nothing above them.
    int top = 1080;
    for (int x = ink.x + ink.w - 12; x < ink.x + ink.w; x++)
        for (int y = ink.y + ink.h - 1; y >= ink.y; y--)
            if (rgb_at(page->canvas.surface, x, y) != PAPER && y < top)
                top = y;
    assert_true(top > ink.y + ink.h / 2);
    draw_alone(page, "Đội", box, style);
    assert_false(page->log.entries[0].is_cut);
}

static void shrinking_saves_what_would_be_cut(void **state) {
    struct page *page = *state;
    struct text_style style = {
        .type = TYPE_TITLE_2, .color = COLOR_INK900, .max_lines = 1, .may_shrink = true};
    const char *text = "Giới thiệu gương tốt";
    int full = text_width(&page->canvas, text, TYPE_TITLE_2);
    static const struct {
        const char *name;
        int percent; // of the full width
        bool is_cut;
    } rows[] = {{"whole", 101, false}, {"a little less", 90, false}, {"half", 50, true}};
    for (size_t i = 0; i < check_items(rows); i++) {
        draw_alone(page, text, (struct rect){50, 50, full * rows[i].percent / 100, 100}, style);
        int size_px = page->log.entries[0].size_px,
            own_px = theme_type_px(&page->theme, TYPE_TITLE_2);
        check_number(rows[i].name, page->log.entries[0].is_cut, rows[i].is_cut);
        if (size_px < own_px * 3 / 4 || (rows[i].percent > 100) != (size_px == own_px))
            fail_msg("%s: drawn at %d px", rows[i].name, size_px);
    }
    style.type = TYPE_TAG; // already at the floor
    draw_alone(page, text, (struct rect){50, 50, 100, 60}, style);
    check_number("tag", page->log.entries[0].size_px, 28);
}

static void private_text_looks_the_same(void **state) {
    struct page *page = *state;
    struct text_style style = {.type = TYPE_FIELD, .color = COLOR_INK900};
    struct rect box = {100, 100, 900, 108};
    draw_alone(page, "Nông Thị Bích", box, style);
    SDL_Surface *seen = SDL_DuplicateSurface(page->canvas.surface);
    style.is_private = true;
    draw_alone(page, "Nông Thị Bích", box, style);
    size_t bytes = (size_t)seen->pitch * (size_t)seen->h;
    assert_memory_equal(seen->pixels, page->canvas.surface->pixels, bytes);
    SDL_FreeSurface(seen);
}

static void private_lines_pass_by_the_cache(void **state) {
    struct font *font = body_font(*state);
    struct color black = {0, 0, 0, 255};
    int row = 0;
    SDL_Surface *kept = font_render(font, "Bích", strlen("Bích"), black, false, &row);
    SDL_Surface *own = font_render(font, "Bích", strlen("Bích"), black, true, &row);
    assert_ptr_not_equal(own, kept);
    assert_ptr_equal(font_render(font, "Bích", strlen("Bích"), black, false, &row), kept);
    assert_null(font_render(font, "", 0, black, false, &row));
}

static void composed_text_is_as_wide_as_its_letters(void **state) {
    struct page *page = *state;
    struct font *font = body_font(page);
    // One advance a letter: marks add no width (NFC), and bold is wider than regular.
    check_number("marks", font_text_width(font, "ệ", strlen("ệ")), font_text_width(font, "e", 1));
    assert_true(text_width(&page->canvas, "Xin chào", TYPE_BODY_BOLD) >
                text_width(&page->canvas, "Xin chào", TYPE_BODY));
    check_number("empty", font_text_width(font, "", 0), 0);
    check_number("no text", text_width(&page->canvas, NULL, TYPE_BODY), 0);
}

static void what_is_clipped_away_is_not_logged(void **state) {
    struct page *page = *state;
    struct text_style style = {.type = TYPE_BODY, .color = COLOR_INK900};
    canvas_push_clip(&page->canvas, (struct rect){0, 0, 500, 500});
    text_draw(&page->canvas, "ở ngoài", (struct rect){100, 700, 300, 60}, &style);
    check_number("outside", (long long)page->log.count, 0);
    text_draw(&page->canvas, "ở trong", (struct rect){100, 300, 300, 60}, &style);
    check_number("inside", (long long)page->log.count, 1);
    canvas_pop_clip(&page->canvas);
    text_log_clear(&page->log);
}

static void a_missing_font_says_what_to_do(void **state) {
    (void)state;
    struct fonts_params params = {.dir = "fonts", .file_names = {"Khong-Co.ttf", "x.ttf", "y.ttf"}};
    char *why = NULL;
    assert_null(fonts_open(&params, &why));
    assert_non_null(strstr(why, "fonts/Khong-Co.ttf"));
    assert_non_null(strstr(why, "fonts-noto-core"));
    free(why);
}

static void a_font_without_vietnamese_is_refused(void **state) {
    (void)state;
    struct fonts_params params = {.dir = "tests/draw", .file_names = {"surface.h", "", ""}};
    char *why = NULL;
    assert_null(fonts_open(&params, &why));
    assert_non_null(strstr(why, "is not a font"));
    free(why);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lines_break_after_spaces_and_at_line_ends, open_page,
                                        close_page),
        cmocka_unit_test_setup_teardown(lines_are_as_long_as_can_be, open_page, close_page),
        cmocka_unit_test_setup_teardown(height_counts_lines, open_page, close_page),
        cmocka_unit_test_setup_teardown(stacked_marks_are_whole_and_in_their_line, open_page,
                                        close_page),
        cmocka_unit_test_setup_teardown(middle_centres_the_capitals, open_page, close_page),
        cmocka_unit_test_setup_teardown(alignment_and_place, open_page, close_page),
        cmocka_unit_test_setup_teardown(too_much_text_ends_in_an_ellipsis, open_page, close_page),
        cmocka_unit_test_setup_teardown(shrinking_saves_what_would_be_cut, open_page, close_page),
        cmocka_unit_test_setup_teardown(private_text_looks_the_same, open_page, close_page),
        cmocka_unit_test_setup_teardown(private_lines_pass_by_the_cache, open_page, close_page),
        cmocka_unit_test_setup_teardown(composed_text_is_as_wide_as_its_letters, open_page,
                                        close_page),
        cmocka_unit_test_setup_teardown(what_is_clipped_away_is_not_logged, open_page, close_page),
        cmocka_unit_test(a_missing_font_says_what_to_do),
        cmocka_unit_test(a_font_without_vietnamese_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
