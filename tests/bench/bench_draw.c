/* How long drawing takes, without a window: `make build/release/tests/bench/bench_draw`, then run
 * it from the top of the tree. Best of many rounds, in milliseconds; a frame at 60 Hz has 16.7. */
#include "../draw/surface.h"
#include "draw/text.h"

#include <time.h>

#define ROUNDS 60

struct bench {
    struct theme theme;
    struct fonts *fonts;
    struct art *art;
    struct canvas canvas;
};

static double now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void fill(struct bench *b) {
    canvas_fill(&b->canvas, theme_canvas(&b->theme), theme_color(&b->theme, COLOR_IVORY50));
}

static void gradient(struct bench *b) {
    canvas_gradient(&b->canvas, theme_canvas(&b->theme), theme_color(&b->theme, COLOR_LAC800),
                    theme_color(&b->theme, COLOR_LAC900));
}

static void scrim(struct bench *b) {
    canvas_fill(&b->canvas, theme_canvas(&b->theme), theme_color(&b->theme, COLOR_SCRIM));
}

static void drum(struct bench *b) {
    SDL_Surface *picture =
        art_get(b->art, "motif/drum", 1000, 1000, theme_color(&b->theme, COLOR_GOLD400));
    canvas_picture(&b->canvas, picture, 460, 40, 41);
}

static void button(struct bench *b) {
    struct rect face = {700, 500, 430, 104}, lip = {700, 508, 430, 104};
    canvas_round(&b->canvas, lip, 24, theme_color(&b->theme, COLOR_IVORY300));
    canvas_round_outline(&b->canvas, face, 24, 3, theme_color(&b->theme, COLOR_IVORY300),
                         theme_color(&b->theme, COLOR_IVORY0));
    struct text_style style = {
        .type = TYPE_BUTTON, .color = COLOR_INK900, .align = TEXT_CENTRE, .place = TEXT_MIDDLE};
    text_draw(&b->canvas, "Gọi cán bộ", face, &style);
}

static void card(struct bench *b, int x, int y) {
    struct rect face = {x, y, 440, 316};
    canvas_round(&b->canvas, (struct rect){x, y + 8, 440, 316}, 28,
                 theme_color(&b->theme, COLOR_IVORY300));
    canvas_round_outline(&b->canvas, face, 28, 3, theme_color(&b->theme, COLOR_IVORY300),
                         theme_color(&b->theme, COLOR_IVORY0));
    SDL_Surface *photo = art_get(b->art, "sample/bust-tay", 168, 204, (struct color){.a = 0});
    canvas_picture_round(&b->canvas, photo, (struct rect){x + 12, y + 16, 168, 204}, 18, 255);
    struct text_style name = {.type = TYPE_CARD_NAME, .color = COLOR_INK900, .max_lines = 1};
    struct text_style line = {.type = TYPE_BODY_S, .color = COLOR_INK700, .max_lines = 2};
    text_draw(&b->canvas, "Nông Thị B", (struct rect){x + 196, y + 16, 236, 60}, &name);
    text_draw(&b->canvas, "Gia đình nông dân, thôn Nà A", (struct rect){x + 196, y + 80, 236, 96},
              &line);
    text_draw(&b->canvas, "Hiến 320 m² đất mở đường thôn, vận động 14 hộ cùng làm.",
              (struct rect){x + 16, y + 226, 408, 90}, &line);
}

static void twelve_cards(struct bench *b) {
    fill(b);
    for (int i = 0; i < 12; i++)
        card(b, 64 + i % 4 * 452, 20 + i / 4 * 350);
}

static void story(struct bench *b) {
    struct text_style style = {.type = TYPE_BODY_L, .color = COLOR_INK900};
    text_draw(&b->canvas,
              "Ông Nông Văn Thắng vận động mười hai hộ trong thôn hiến 860 m² đất mở đường, dựng "
              "lại mương nước đầu làng, góp ba trăm ngày công và đổ xong bê tông trước mùa mưa. "
              "Trẻ em đi học không còn lội bùn, xe chở hồi vào tận sân, ai cũng theo. Bà con gọi "
              "đó là con đường của ông Thắng.",
              (struct rect){64, 140, 900, 780}, &style);
}

static void measure(const char *name, struct bench *b, void (*draw)(struct bench *)) {
    double first = now_ms();
    draw(b); // fonts, art and lines come into their caches
    first = now_ms() - first;
    double best = first;
    for (int i = 0; i < ROUNDS; i++) {
        double start = now_ms();
        draw(b);
        double took = now_ms() - start;
        best = took < best ? took : best;
    }
    printf("%-34s %8.3f ms   first time %8.3f ms\n", name, best, first);
}

int main(void) {
    struct bench b = {.fonts = open_test_fonts(), .art = art_open(ART_DIR, (size_t)32 << 20)};
    theme_init(&b.theme, 1920, 1080);
    canvas_init(&b.canvas, make_surface(1920, 1080, 0), &b.theme, b.fonts, b.art);
    measure("full screen, one colour", &b, fill);
    measure("full screen, gradient", &b, gradient);
    measure("full screen, scrim", &b, scrim);
    measure("drum 1000 x 1000 at 16 %", &b, drum);
    measure("one button", &b, button);
    measure("page of twelve cards", &b, twelve_cards);
    measure("story of 60 words", &b, story);
    SDL_FreeSurface(b.canvas.surface);
    canvas_finish(&b.canvas);
    art_close(b.art);
    fonts_close(b.fonts);
    return 0;
}
