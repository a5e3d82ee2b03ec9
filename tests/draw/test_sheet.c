/* The components sheet: every colour, corner, type size and motif on one page, saved beside this
 * program as components.png to be looked at next to the design's own. Nothing on it may be cut. */
#include "draw/text.h"

#include "surface.h"
#include <SDL_image.h>

struct sheet {
    struct theme theme;
    struct fonts *fonts;
    struct art *art;
    struct canvas canvas;
    struct text_log log;
};

static char picture_path[4096];

static int open_sheet(void **state) {
    struct sheet *s = calloc(1, sizeof *s);
    theme_init(&s->theme, 1920, 1080);
    s->fonts = open_test_fonts();
    s->art = art_open(ART_DIR, (size_t)16 << 20);
    canvas_init(&s->canvas, make_surface(1920, 1080, 0), &s->theme, s->fonts, s->art);
    s->canvas.text_log = &s->log;
    *state = s;
    return 0;
}

static int close_sheet(void **state) {
    struct sheet *s = *state;
    text_log_finish(&s->log);
    SDL_FreeSurface(s->canvas.surface);
    canvas_finish(&s->canvas);
    art_close(s->art);
    fonts_close(s->fonts);
    free(s);
    return 0;
}

static struct color color(const struct sheet *s, enum color_token token) {
    return theme_color(&s->theme, token);
}

static void word(struct sheet *s, const char *text, struct rect box, enum type_token type,
                 enum color_token token, enum text_align align) {
    struct text_style style = {
        .type = type, .color = token, .align = align, .place = TEXT_MIDDLE, .max_lines = 1};
    text_draw(&s->canvas, text, box, &style);
}

static const struct kind {
    const char *name;
    enum color_token face, pressed, lip, line, ink;
} kinds[] = {
    {"Chính", COLOR_LAC700, COLOR_LAC900, COLOR_LAC950, COLOR_LAC700, COLOR_IVORY0},
    {"Gợi ý tiếp", COLOR_GOLD400, COLOR_GOLD450, COLOR_GOLD800, COLOR_GOLD400, COLOR_INK900},
    {"Gửi / nghe", COLOR_JADE700, COLOR_JADE900, COLOR_JADE900, COLOR_JADE700, COLOR_IVORY0},
    {"Phụ", COLOR_IVORY0, COLOR_IVORY200, COLOR_IVORY300, COLOR_IVORY300, COLOR_INK900},
    {"Cán bộ", COLOR_INDIGO700, COLOR_INDIGO900, COLOR_INDIGO900, COLOR_INDIGO700, COLOR_IVORY0},
};

static void button(struct sheet *s, struct rect r, const struct kind *kind, bool is_pressed) {
    struct rect face = {r.x, r.y + (is_pressed ? 6 : 0), r.w, r.h - 8}, lip = face;
    lip.y = r.y + 8;
    canvas_round(&s->canvas, lip, 24, color(s, kind->lip));
    canvas_round_outline(&s->canvas, face, 24, 3, color(s, kind->line),
                         color(s, is_pressed ? kind->pressed : kind->face));
    word(s, kind->name, face, TYPE_BUTTON, kind->ink, TEXT_CENTRE);
}

static void focus_ring(struct sheet *s, struct rect r) {
    canvas_round_outline(&s->canvas, rect_inset(r, -8), 32, 6, color(s, COLOR_INDIGO700),
                         color(s, COLOR_NONE));
}

static void off(struct sheet *s, struct rect r, const char *name) {
    r.h -= 8;
    canvas_round_outline(&s->canvas, r, 24, 3, color(s, COLOR_IVORY200), color(s, COLOR_IVORY100));
    word(s, name, r, TYPE_BUTTON, COLOR_INK700, TEXT_CENTRE);
}

static void buttons(struct sheet *s) {
    static const char *const heads[] = {"Thường", "Đang chạm", "Tiêu điểm", "Tắt"};
    for (int column = 0; column < 4; column++)
        word(s, heads[column], (struct rect){64 + 300 * column, 170, 264, 56}, TYPE_BODY_S_BOLD,
             COLOR_INK700, TEXT_LEFT);
    for (size_t i = 0; i < check_items(kinds); i++) {
        struct rect r = {64, 232 + 128 * (int)i, 264, 104};
        button(s, r, &kinds[i], false);
        r.x += 300;
        button(s, r, &kinds[i], true);
        r.x += 300;
        button(s, r, &kinds[i], false);
        focus_ring(s, r);
        r.x += 300;
        off(s, r, kinds[i].name);
    }
}

static void badge(struct sheet *s, int y, int stars, const char *art_name, const char *name,
                  enum color_token ground, enum color_token ink) {
    int width = 32 + stars * 38 + text_width(&s->canvas, name, TYPE_BODY_S_BOLD) + 28;
    canvas_round(&s->canvas, (struct rect){1300, y, width, 60}, 30, color(s, ground));
    for (int i = 0; i < stars; i++)
        canvas_picture(&s->canvas, art_get(s->art, art_name, 32, 32, color(s, COLOR_NONE)),
                       1316 + 38 * i, y + 14, 255);
    word(s, name, (struct rect){1324 + stars * 38, y, width, 60}, TYPE_BODY_S_BOLD, ink, TEXT_LEFT);
}

static void motifs(struct sheet *s) {
    badge(s, 40, 1, "motif/anise-1", "Giấy khen xã", COLOR_JADE100, COLOR_JADE900);
    badge(s, 116, 2, "motif/anise-2", "Giấy khen huyện", COLOR_INDIGO100, COLOR_INDIGO800);
    badge(s, 192, 3, "motif/anise-3", "Bằng khen tỉnh", COLOR_GOLD200, COLOR_LAC900);
    static const char *const plots[] = {"motif/plot-none", "motif/plot-doing", "motif/plot-done"};
    for (int i = 0; i < 3; i++)
        canvas_picture(&s->canvas, art_get(s->art, plots[i], 178, 109, color(s, COLOR_NONE)),
                       1300 + 196 * i, 280, 255);
    canvas_tile(&s->canvas, art_get(s->art, "motif/brocade-tile", 144, 48, color(s, COLOR_NONE)),
                (struct rect){1300, 410, 556, 48});
    canvas_tile(&s->canvas,
                art_get(s->art, "motif/brocade-thin-tile", 60, 20, color(s, COLOR_NONE)),
                (struct rect){1300, 474, 556, 20});
    struct rect plate = {1300, 520, 250, 250};
    canvas_round_gradient(&s->canvas, plate, 28, color(s, COLOR_LAC700), color(s, COLOR_LAC900));
    canvas_picture_round(&s->canvas,
                         art_get(s->art, "motif/drum", 230, 230, color(s, COLOR_GOLD400)), plate,
                         28, 255);
    struct rect faint = {1580, 520, 276, 250};
    canvas_round(&s->canvas, faint, 28, color(s, COLOR_LAC700));
    canvas_picture_within(&s->canvas,
                          art_get(s->art, "motif/drum", 400, 400, color(s, COLOR_GOLD300)),
                          (struct point){1680, 470}, faint, 28, 41);
    static const char *const icons[] = {"icons/home",   "icons/medal", "icons/sprout",
                                        "icons/ticket", "icons/phone", "icons/star",
                                        "motif/mark",   "icons/send"};
    for (int i = 0; i < 8; i++)
        canvas_picture(&s->canvas, art_get(s->art, icons[i], 56, 56, color(s, COLOR_LAC700)),
                       1300 + 71 * i, 790, 255);
    canvas_line(&s->canvas, (struct point){1300, 880}, (struct point){1840, 862}, 5,
                color(s, COLOR_GOLD600));
}

static void types(struct sheet *s) {
    static const struct {
        const char *text;
        struct rect box;
        enum type_token type;
    } rows[] = {
        {"Ẫ 9", {64, 890, 400, 200}, TYPE_NUMBER_XL},
        {"Ỗ Ệ", {440, 880, 240, 130}, TYPE_HERO},
        {"Nông Thị Ẩn", {660, 880, 600, 120}, TYPE_TITLE_1},
        {"Kính chào", {420, 990, 350, 84}, TYPE_TITLE_2},
        {"Hỏi", {790, 990, 180, 84}, TYPE_TILE},
        {"Gương sáng", {980, 990, 290, 84}, TYPE_BAR_TITLE},
        {"Nguyễn Văn Ổn", {1300, 890, 380, 60}, TYPE_CARD_NAME},
        {"Ô chữ", {1700, 880, 180, 80}, TYPE_FIELD},
        {"Tiếp tục", {1300, 950, 190, 60}, TYPE_BUTTON_L},
        {"q w ư", {1500, 950, 160, 60}, TYPE_KEY},
        {"Kể việc tốt", {1660, 955, 240, 60}, TYPE_BODY_L},
        {"Xin chạm vào ô", {1300, 1020, 280, 50}, TYPE_BODY},
        {"Thôn Nà A", {1590, 1020, 160, 50}, TYPE_BODY_S},
        {"mẫu", {1780, 1020, 100, 50}, TYPE_TAG},
    };
    for (size_t i = 0; i < check_items(rows); i++)
        word(s, rows[i].text, rows[i].box, rows[i].type, i % 2 ? COLOR_INK900 : COLOR_LAC700,
             TEXT_LEFT);
}

static void draw_sheet(struct sheet *s) {
    text_log_clear(&s->log);
    canvas_fill(&s->canvas, theme_canvas(&s->theme), color(s, COLOR_IVORY50));
    word(s, "Thành phần giao diện", (struct rect){64, 40, 1100, 100}, TYPE_TITLE_2, COLOR_LAC700,
         TEXT_LEFT);
    buttons(s);
    motifs(s);
    types(s);
}

static void nothing_on_the_sheet_is_cut(void **state) {
    struct sheet *s = *state;
    draw_sheet(s);
    assert_int_equal(IMG_SavePNG(s->canvas.surface, picture_path), 0);
    assert_true(s->log.count > 40);
    for (size_t i = 0; i < s->log.count; i++)
        if (s->log.entries[i].is_cut)
            fail_msg("\"%s\" is cut", s->log.entries[i].text);
}

/* What damage relies on: a part drawn again alone is the part of the whole, to the pixel. */
static void a_part_drawn_again_is_the_same(void **state) {
    struct sheet *s = *state;
    draw_sheet(s);
    SDL_Surface *whole = SDL_DuplicateSurface(s->canvas.surface);
    static const struct rect parts[] = {{0, 0, 1920, 1},
                                        {100, 250, 333, 77},
                                        {1290, 30, 9, 800},
                                        {1500, 500, 200, 300},
                                        {63, 863, 700, 217}};
    for (size_t i = 0; i < check_items(parts); i++) {
        SDL_FillRect(s->canvas.surface, NULL, 0xff00ff00u);
        canvas_push_clip(&s->canvas, parts[i]);
        draw_sheet(s);
        canvas_pop_clip(&s->canvas);
        for (int y = 0; y < 1080; y++)
            for (int x = 0; x < 1920; x++) {
                bool is_part = rect_contains(parts[i], (struct point){x, y});
                uint32_t want = is_part ? rgb_at(whole, x, y) : 0x00ff00;
                if (rgb_at(s->canvas.surface, x, y) != want)
                    fail_msg("part %d: pixel %d, %d differs", (int)i, x, y);
            }
    }
    SDL_FreeSurface(whole);
}

int main(int argc, char **argv) {
    (void)argc;
    const char *slash = strrchr(argv[0], '/');
    int dir_len = slash ? (int)(slash - argv[0]) + 1 : 0;
    snprintf(picture_path, sizeof picture_path, "%.*scomponents.png", dir_len, argv[0]);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_on_the_sheet_is_cut, open_sheet, close_sheet),
        cmocka_unit_test_setup_teardown(a_part_drawn_again_is_the_same, open_sheet, close_sheet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
