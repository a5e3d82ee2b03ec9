/* A canvas of any size with the real fonts, art and words, and fingers to put on it. */
#ifndef TESTS_WIDGETS_BENCH_H
#define TESTS_WIDGETS_BENCH_H

#include "../check.h"

#include "base/crypto.h"
#include "base/path.h"
#include "draw/art.h"
#include "draw/canvas.h"
#include "draw/damage.h"
#include "draw/font.h"
#include "draw/text.h"
#include "input/event.h"
#include "model/words.h"

struct bench {
    SDL_Surface *surface;
    struct theme theme;
    struct fonts *fonts;
    struct art *art;
    struct words *words;
    struct canvas canvas;
    struct damage damage;
    struct text_log log;
    int64_t now_ms;
};

static inline struct words *bench_words(void) {
    char *why = NULL;
    FILE *file = fopen("assets/words/vi.json", "rb");
    assert_non_null(file);
    static char bytes[1 << 17];
    size_t len = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    struct words *words = words_decode(bytes, len, &why);
    if (!words)
        print_error("%s\n", why);
    assert_non_null(words);
    return words;
}

static inline void bench_open(struct bench *b, int width, int height) {
    char *why = NULL;
    const struct fonts_params fonts = {
        .dir = "fonts",
        .file_names = {"NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSerif-Bold.ttf"}};
    *b = (struct bench){.now_ms = 1000};
    assert_true(crypto_start());
    b->surface = SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_XRGB8888);
    assert_non_null(b->surface);
    theme_init(&b->theme, width, height);
    b->fonts = fonts_open(&fonts, &why);
    if (!b->fonts)
        print_error("%s\n", why);
    assert_non_null(b->fonts);
    b->art = art_open("assets/art", 32 << 20);
    b->words = bench_words();
    canvas_init(&b->canvas, b->surface, &b->theme, b->fonts, b->art);
    b->canvas.text_log = &b->log;
    damage_init(&b->damage, theme_canvas(&b->theme));
}

static inline void bench_close(struct bench *b) {
    canvas_finish(&b->canvas);
    text_log_finish(&b->log);
    words_destroy(b->words);
    art_close(b->art);
    fonts_close(b->fonts);
    SDL_FreeSurface(b->surface);
}

static inline struct point bench_middle(struct rect r) {
    return (struct point){r.x + r.w / 2, r.y + r.h / 2};
}

static inline struct event bench_touch(struct bench *b, enum event_kind kind, int64_t finger,
                                       struct point at) {
    b->now_ms += 10;
    return (struct event){.kind = kind, .at_ms = b->now_ms, .finger = finger, .at = at};
}

static inline struct event bench_key(enum event_key key) {
    return (struct event){.kind = EVENT_KEY, .key = key};
}

/** Fails when a part of `inner` lies outside `outer`. */
static inline void bench_check_within(const char *row, struct rect inner, struct rect outer) {
    struct rect both = rect_intersect(inner, outer);
    if (both.x == inner.x && both.y == inner.y && both.w == inner.w && both.h == inner.h)
        return;
    print_error("%s: %d,%d %dx%d reaches out of %d,%d %dx%d\n", row, inner.x, inner.y, inner.w,
                inner.h, outer.x, outer.y, outer.w, outer.h);
    fail();
}

#endif
