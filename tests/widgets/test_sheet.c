/* The widgets on one sheet a size and mood, as they stand in the mock-ups: nothing may be cut, and
 * build/look/ keeps the pictures for whoever wants to compare. */
#include "bench.h"

#include <SDL_image.h>
#include <sys/stat.h>

#include "widgets/chrome.h"
#include "widgets/dialog.h"
#include "widgets/field.h"
#include "widgets/keyboard.h"
#include "widgets/panel.h"

static char typed[256] = "Ông Nguyễn Vă";

static struct rect at(const struct bench *b, struct rect landscape, struct rect portrait) {
    struct rect r = b->theme.is_portrait ? portrait : landscape;
    return theme_rect(&b->theme, r.x, r.y, r.w, r.h);
}

static void save(struct bench *b, const char *name) {
    char path[128];
    mkdir("build", 0777);
    mkdir("build/look", 0777);
    snprintf(path, sizeof path, "build/look/%s-%dx%d%s%s.png", name, b->theme.width,
             b->theme.height, b->theme.has_large_text ? "-large" : "",
             b->theme.has_high_contrast ? "-contrast" : "");
    assert_int_equal(IMG_SavePNG(b->surface, path), 0);
}

static void check_nothing_cut(struct bench *b, const char *row) {
    for (size_t i = 0; i < b->log.count; i++) {
        if (b->log.entries[i].is_cut) {
            print_error("%s at %dx%d: \"%s\" is cut\n", row, b->theme.width, b->theme.height,
                        b->log.entries[i].text);
            fail();
        }
    }
    text_log_clear(&b->log);
}

static void draw_looks(struct bench *b, struct panel *p) {
    static const enum button_look looks[] = {BUTTON_PRIMARY, BUTTON_GOLD, BUTTON_JADE,
                                             BUTTON_SECONDARY, BUTTON_INDIGO};
    static const char *labels[] = {"Chính", "Gợi ý tiếp", "Gửi / nghe", "Phụ", "Cán bộ"};
    for (size_t i = 0; i < check_items(looks); i++) {
        for (int state = 0; state < 4; state++) {
            int x = 64 + state * 236, y = 232 + (int)i * 128;
            struct button *button = panel_add(
                p, "look", 0, looks[i], theme_rect(&b->theme, x, y, 212, 104), NULL, labels[i]);
            button->finger = state == 1;
            button->is_off = state == 3;
            button_draw(button, state == 2, &b->canvas);
        }
    }
}

static void draw_chips(struct bench *b, struct panel *p) {
    struct rect area = theme_rect(&b->theme, 64, 880, 264, 96);
    struct button *chip = panel_add(p, "chip", 0, BUTTON_CHIP, area, NULL, "Chưa chọn");
    button_draw(chip, false, &b->canvas);
    area.x += theme_px(&b->theme, 300);
    chip = panel_add(p, "chip", 0, BUTTON_CHIP, area, NULL, "Đã chọn");
    chip->is_chosen = true;
    button_draw(chip, false, &b->canvas);
    area.x += theme_px(&b->theme, 300);
    chip = panel_add(p, "chip", 0, BUTTON_CHIP, area, "icons/group", "Tập thể");
    button_draw(chip, false, &b->canvas);
}

static void components(struct bench *b) {
    struct panel p = {0};
    chrome_draw_page(&b->canvas);
    draw_looks(b, &p);
    draw_chips(b, &p);
    int x = b->theme.is_portrait ? 64 : 1300, y = b->theme.is_portrait ? 1100 : 40;
    static const char *levels[] = {"Giấy khen xã", "Giấy khen huyện", "Bằng khen tỉnh"};
    for (int stars = 1; stars <= 3; stars++) {
        struct rect pill = theme_rect(&b->theme, x, y + (stars - 1) * 84, 1, 1);
        chrome_draw_badge(&b->canvas, pill.x, pill.y, stars, levels[stars - 1]);
    }
    chrome_draw_brocade(&b->canvas, theme_rect(&b->theme, x, y + 320, 556, 48), true);
    struct rect field = theme_rect(&b->theme, x, y + 400, 500, 112);
    struct button *search =
        panel_add(&p, "search", 0, BUTTON_FIELD, field, "icons/search", "Tìm tên, thôn");
    button_draw(search, false, &b->canvas);
    save(b, "00-components");
    panel_finish(&p);
}

static void home(struct bench *b) {
    static const struct {
        const char *icon, *title, *sub, *short_sub;
        enum color_token fill, ink;
    } tiles[] = {
        {"icons/medal", "Gương sáng", "Người, tập thể\nđược biểu dương", "Ai được biểu dương",
         COLOR_GOLD200, COLOR_LAC900},
        {"icons/sprout", "Mô hình", "Các thôn đang\nlàm gì hay", "Các thôn làm gì hay",
         COLOR_JADE100, COLOR_JADE900},
        {"icons/flag", "Phong trào", "Thi đua việc gì,\nđến bao giờ", "Thi đua việc gì",
         COLOR_LAC100, COLOR_LAC900},
        {"icons/ticket", "Tra mã phiếu", "Xem phiếu của mình\nđến đâu rồi", "Phiếu đến đâu rồi",
         COLOR_INDIGO100, COLOR_INDIGO800},
    };
    struct panel p = {0};
    chrome_draw_page(&b->canvas);
    bool is_tall = b->theme.is_portrait;
    chrome_draw_brocade(
        &b->canvas,
        theme_rect(&b->theme, 0, is_tall ? 588 : 344, is_tall ? 1080 : 1920, is_tall ? 36 : 32),
        true);
    struct button *red =
        panel_add(&p, "nominate", 0, BUTTON_TILE,
                  at(b, (struct rect){64, 408, 576, 512}, (struct rect){48, 660, 984, 300}),
                  "icons/nominate", "Giới thiệu gương tốt");
    red->is_large = true;
    button_set_sub(red,
                   is_tall ? "Thấy việc tốt, kể cho xã biết" : "Thấy việc tốt,\nkể cho xã biết");
    for (int i = 0; i < 4; i++) {
        struct button *t =
            panel_add(&p, "tile", 0, BUTTON_TILE,
                      at(b, (struct rect){664 + i % 2 * 608, 408 + i / 2 * 268, 584, 244},
                         (struct rect){48 + i % 2 * 504, 984 + i / 2 * 344, 480, 320}),
                      tiles[i].icon, tiles[i].title);
        t->icon_fill = tiles[i].fill;
        t->icon_ink = tiles[i].ink;
        button_set_sub(t, is_tall ? tiles[i].short_sub : tiles[i].sub);
    }
    struct rect bar = theme_rect(&b->theme, 0, 1684, 1, 1);
    if (is_tall)
        chrome_draw_bar_at(&b->canvas, bar.y);
    else
        chrome_draw_bar(&b->canvas);
    panel_add(&p, "bigtext", 0, BUTTON_SECONDARY,
              at(b, (struct rect){64, 960, 250, 104}, (struct rect){48, 1712, 228, 168}),
              "letter/A", "Chữ to");
    panel_add(&p, "contrast", 0, BUTTON_SECONDARY,
              at(b, (struct rect){338, 960, 330, 104}, (struct rect){300, 1712, 228, 168}),
              "icons/contrast", "Tương phản");
    panel_add(&p, "read", 0, BUTTON_SECONDARY,
              at(b, (struct rect){692, 960, 280, 104}, (struct rect){552, 1712, 228, 168}),
              "icons/speaker", "Nghe đọc");
    panel_add(&p, "help", 0, BUTTON_SECONDARY,
              at(b, (struct rect){1536, 960, 320, 104}, (struct rect){804, 1712, 228, 168}),
              "icons/help", "Gọi cán bộ");
    panel_draw(&p, &b->canvas);
    check_nothing_cut(b, "home");
    save(b, "02-home");
    panel_finish(&p);
}

static void name(struct bench *b) {
    struct panel p = {0};
    struct field f;
    struct keyboard k;
    struct chrome_header header = {.title = b->theme.is_portrait ? "Giới thiệu"
                                                                 : "Tên người được giới thiệu",
                                   .sample_tag = "Dữ liệu mẫu",
                                   .step = 2,
                                   .step_count = 4,
                                   .step_name = "Tên"};
    chrome_draw_page(&b->canvas);
    chrome_draw_header(&b->canvas, &header);
    chrome_draw_bar(&b->canvas);
    field_init(&f, "name", typed, sizeof typed, 80, TYPING_TELEX, TYPING_OLD);
    f.area = at(b, (struct rect){64, 140, 1160, 108}, (struct rect){48, 278, 984, 140});
    field_draw(&f, &b->canvas);
    struct button *village =
        panel_add(&p, "village", 0, BUTTON_FIELD,
                  at(b, (struct rect){1248, 140, 608, 108}, (struct rect){48, 672, 984, 108}),
                  "icons/home", "Thôn: Nà A");
    village->icon_end = "icons/down";
    panel_add(&p, "s0", 0, BUTTON_CHIP,
              at(b, (struct rect){232, 264, 330, 96}, (struct rect){48, 866, 296, 108}), NULL,
              "Nguyễn Văn");
    panel_add(&p, "s1", 0, BUTTON_CHIP,
              at(b, (struct rect){582, 264, 330, 96}, (struct rect){368, 866, 296, 108}), NULL,
              "Nguyễn Vân");
    panel_add(&p, "s2", 0, BUTTON_CHIP,
              at(b, (struct rect){932, 264, 380, 96}, (struct rect){688, 866, 344, 108}), NULL,
              "Nguyễn Văn A");
    if (!b->theme.is_portrait)
        panel_add(&p, "staff", 0, BUTTON_SECONDARY, theme_rect(&b->theme, 1360, 264, 496, 96), NULL,
                  "Không biết gõ? Nhờ cán bộ");
    panel_add(&p, "back", 0, BUTTON_SECONDARY,
              at(b, (struct rect){64, 960, 270, 104}, (struct rect){48, 1800, 250, 104}),
              "icons/back", "Quay lại");
    panel_add(&p, "read", 0, BUTTON_SECONDARY,
              at(b, (struct rect){690, 960, 280, 104}, (struct rect){314, 1800, 180, 104}),
              "icons/speaker", b->theme.is_portrait ? "Nghe" : "Nghe đọc");
    panel_add(&p, "help", 0, BUTTON_SECONDARY,
              at(b, (struct rect){994, 960, 310, 104}, (struct rect){510, 1800, 210, 104}),
              "icons/help", b->theme.is_portrait ? "Cán bộ" : "Gọi cán bộ");
    struct button *next =
        panel_add(&p, "next", 0, BUTTON_PRIMARY,
                  at(b, (struct rect){1426, 960, 430, 104}, (struct rect){736, 1800, 296, 104}),
                  "icons/next", "Tiếp tục");
    next->is_large = next->is_icon_last = true;
    panel_draw(&p, &b->canvas);
    keyboard_init(&k, at(b, (struct rect){64, 376, 1792, 550}, (struct rect){48, 1010, 984, 722}),
                  &b->theme, b->words);
    keyboard_draw(&k, &b->canvas);
    check_nothing_cut(b, "name");
    save(b, "08-name");
    static const enum keyboard_layout layouts[] = {KEYBOARD_QWERTY, KEYBOARD_ALPHABET,
                                                   KEYBOARD_DIGITS};
    for (size_t i = 0; i < 3; i++) {
        k.layout = layouts[i];
        k.letters_layout = i == 2 ? KEYBOARD_QWERTY : layouts[i];
        k.is_shifted = true;
        k.is_telex_on = false;
        keyboard_set_shift(&k, false, &b->theme, b->words, &b->damage);
        if (i != 2)
            keyboard_set_shift(&k, true, &b->theme, b->words, &b->damage);
        k.keys.items[14].finger = 1;
        chrome_draw_page(&b->canvas);
        keyboard_draw(&k, &b->canvas);
        check_nothing_cut(b, "keyboard");
        char shot[32];
        snprintf(shot, sizeof shot, "keys-%zu", i);
        save(b, shot);
    }
    keyboard_finish(&k);
    field_finish(&f);
    panel_finish(&p);
}

static void why(struct bench *b) {
    static const char *labels[] = {"Sản xuất giỏi", "Góp đất, góp công", "Giúp người khó khăn",
                                   "Gương mẫu chấp hành"};
    static const char *icons[] = {"icons/rice", "icons/road", "icons/heart", "icons/book"};
    struct panel p = {0};
    struct chrome_header header = {.title = "Giới thiệu gương tốt",
                                   .offline = "Chưa có mạng – máy vẫn dùng được",
                                   .step = 3,
                                   .step_count = 4,
                                   .step_name = "Việc tốt"};
    chrome_draw_page(&b->canvas);
    chrome_draw_header(&b->canvas, &header);
    chrome_draw_bar(&b->canvas);
    for (int i = 0; i < 4; i++) {
        struct button *r =
            panel_add(&p, "why", 0, BUTTON_REASON,
                      at(b, (struct rect){64 + i * 454, 244, 430, 176},
                         (struct rect){48 + i % 2 * 504, 244 + i / 2 * 200, 480, 176}),
                      icons[i], labels[i]);
        r->is_chosen = i < 2;
    }
    struct button *consent =
        panel_add(&p, "consent", 0, BUTTON_CHECK,
                  at(b, (struct rect){64, 480, 748, 268}, (struct rect){48, 700, 984, 268}), NULL,
                  "Tôi đồng ý để UBND xã dùng lời kể này khi xét khen thưởng");
    consent->is_chosen = true;
    struct button *phone =
        panel_add(&p, "phone", 0, BUTTON_FIELD,
                  at(b, (struct rect){64, 780, 748, 132}, (struct rect){48, 1000, 984, 132}),
                  "icons/phone", "Số điện thoại của tôi");
    button_set_sub(phone, "không bắt buộc");
    phone->icon_end = "icons/right";
    struct button *no =
        panel_add(&p, "no", 0, BUTTON_CHECK,
                  at(b, (struct rect){860, 480, 748, 268}, (struct rect){48, 1200, 984, 268}), NULL,
                  "Tôi xin nói đúng sự thật");
    (void)no;
    panel_draw(&p, &b->canvas);
    check_nothing_cut(b, "why");
    save(b, "09-why");
    panel_finish(&p);
}

static void prompt(struct bench *b) {
    struct dialog d;
    struct chrome_header header = {
        .title = "Gương sáng Hồng Phong", .sample_tag = "Dữ liệu mẫu", .clock = "08:42"};
    chrome_draw_page(&b->canvas);
    chrome_draw_header(&b->canvas, &header);
    text_log_clear(&b->log);
    dialog_init(&d, &b->theme, "Bà con còn xem không?",
                "Máy sẽ về màn hình chờ.\nChữ đang viết dở sẽ được xóa.",
                &(struct dialog_choice){"stay", 0, BUTTON_PRIMARY, "icons/check", "Còn xem"},
                &(struct dialog_choice){"leave", 1, BUTTON_SECONDARY, "icons/exit", "Xong rồi"});
    dialog_set_number(&d, 15, &b->theme, &b->damage);
    dialog_draw(&d, &b->canvas);
    check_nothing_cut(b, "prompt");
    save(b, "15b-prompt");
    dialog_finish(&d);
}

static void nothing_is_cut_at_any_size(void **state) {
    (void)state;
    static const struct {
        int width, height;
        bool has_large_text, has_high_contrast;
    } rows[] = {
        {1920, 1080, false, false}, {1080, 1920, false, false}, {1280, 720, false, false},
        {1920, 1080, true, false},  {1920, 1080, true, true},   {1080, 1920, true, false},
        {1600, 1200, false, false},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct bench b;
        bench_open(&b, rows[i].width, rows[i].height);
        b.theme.has_large_text = rows[i].has_large_text;
        b.theme.has_high_contrast = rows[i].has_high_contrast;
        components(&b);
        text_log_clear(&b.log);
        home(&b);
        name(&b);
        why(&b);
        prompt(&b);
        bench_close(&b);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_cut_at_any_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
