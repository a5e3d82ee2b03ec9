/* A sentence with bold words, with the real fonts: its marks, its lines, both faces in the ink. */
#include "draw/rich.h"

#include "page.h"

static const struct text_style body = {.type = TYPE_BODY_S, .color = COLOR_INK900};

static void marks_are_taken_off(void **state) {
    (void)state;
    static const struct {
        const char *marked, *plain;
    } rows[] = {
        {"", ""},
        {"thiết thực", "thiết thực"},
        {"*Xuất sắc*, vượt chỉ tiêu", "Xuất sắc, vượt chỉ tiêu"},
        {"có *1* hoặc *2*", "có 1 hoặc 2"},
        {"5 * 3", "5 * 3"},
        {"*sáng kiến* và * thôi", "sáng kiến và * thôi"},
        {"**", ""},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char *got = rich_plain(rows[i].marked);
        check_text(rows[i].marked, got, rows[i].plain);
        free(got);
    }
}

static int lines_at(struct page *page, const char *marked, int width_px) {
    struct rect box = {.w = width_px, .h = 4000};
    int height = rich_draw(&page->canvas, marked, box, &body, TYPE_BODY_S_BOLD);
    text_log_clear(&page->log);
    return height / theme_line_px(&page->theme, TYPE_BODY_S);
}

/* A comma that hangs on a bold word stays with it; the same words take more room when bold. */
static void lines_break_through_both_faces(void **state) {
    struct page *page = *state;
    int plain = text_width(&page->canvas, "Xuất sắc, vượt", TYPE_BODY_S);
    int bold = text_width(&page->canvas, "Xuất sắc", TYPE_BODY_S_BOLD) +
               text_width(&page->canvas, ", vượt", TYPE_BODY_S);
    assert_true(bold > plain);
    check_number("plain", lines_at(page, "Xuất sắc, vượt", plain), 1);
    check_number("bold where plain just fits", lines_at(page, "*Xuất sắc*, vượt", plain), 2);
    check_number("bold with its room", lines_at(page, "*Xuất sắc*, vượt", bold), 1);
    check_number("a given line", lines_at(page, "*Xuất\nsắc*, vượt", bold), 2);
    int tight = text_width(&page->canvas, "chỉ tiêu, có 1", TYPE_BODY_S);
    check_number("a number", lines_at(page, "chỉ tiêu, có 1 mô", tight), 2);
    struct rect box = {0, 0, tight, 400};
    rich_draw(&page->canvas, "chỉ tiêu, có 1 mô", box, &body, TYPE_BODY_S_BOLD);
    assert_true(page->log.entries[0].area.w < tight); // it went to the next line, with its word
    check_number("nothing", lines_at(page, "", bold), 0);
}

static size_t ink_of(struct page *page, const char *marked) {
    size_t dark = 0;
    SDL_FillRect(page->canvas.surface, NULL, 0xff000000u | PAPER);
    rich_draw(&page->canvas, marked, (struct rect){40, 40, 600, 200}, &body, TYPE_BODY_S_BOLD);
    for (int y = 0; y < 240; y++)
        for (int x = 0; x < 700; x++)
            dark += (rgb_at(page->canvas.surface, x, y) & 0xff) < 0x80;
    return dark;
}

static void marked_words_are_heavier(void **state) {
    size_t none = ink_of(*state, "việc làm nổi bật"), some = ink_of(*state, "việc làm *nổi bật*");
    size_t all = ink_of(*state, "*việc làm nổi bật*");
    assert_true(none > 0 && some > none * 11 / 10 && all > some);
}

static void the_log_gets_the_plain_sentence(void **state) {
    struct page *page = *state;
    const struct rect narrow = {40, 40, 200, 48};
    rich_draw(&page->canvas, "có *từ 1 mô hình*", (struct rect){40, 40, 600, 60}, &body,
              TYPE_BODY_S_BOLD);
    rich_draw(&page->canvas, "có *từ 1 mô hình*, công trình hoặc phần việc", narrow, &body,
              TYPE_BODY_S_BOLD);
    check_number("entries", (long long)page->log.count, 2);
    check_text("text", page->log.entries[0].text, "có từ 1 mô hình");
    assert_false(page->log.entries[0].is_cut);
    assert_true(page->log.entries[1].is_cut);
    check_number("size", page->log.entries[0].size_px, 32);
    assert_true(
        rect_contains((struct rect){40, 40, 600, 60},
                      (struct point){page->log.entries[0].area.x, page->log.entries[0].area.y}));
}

static void it_shrinks_before_it_is_cut(void **state) {
    struct page *page = *state;
    struct text_style style = body;
    style.type = TYPE_BODY_L;
    style.may_shrink = true;
    const char *marked = "Việc làm *nổi bật*, sản xuất giỏi, thu nhập cao, góp công";
    rich_draw(&page->canvas, marked, (struct rect){40, 40, 480, 120}, &style, TYPE_BODY_BOLD);
    assert_false(page->log.entries[0].is_cut);
    assert_true(page->log.entries[0].size_px < theme_type_px(&page->theme, TYPE_BODY_L));
    assert_true(page->log.entries[0].size_px >= 28);
}

#define on_page(test) cmocka_unit_test_setup_teardown(test, open_page, close_page)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_are_taken_off), on_page(lines_break_through_both_faces),
        on_page(marked_words_are_heavier),     on_page(the_log_gets_the_plain_sentence),
        on_page(it_shrinks_before_it_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
