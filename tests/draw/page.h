/* A white page to write on, with the real fonts and a log of what was written. */
#ifndef TESTS_DRAW_PAGE_H
#define TESTS_DRAW_PAGE_H

#include "surface.h"

#include "draw/text.h"

#define PAPER 0xffffff

struct page {
    struct theme theme;
    struct fonts *fonts;
    struct canvas canvas;
    struct text_log log;
};

static inline int open_page(void **state) {
    struct page *page = calloc(1, sizeof *page);
    theme_init(&page->theme, 1920, 1080);
    page->fonts = open_test_fonts();
    canvas_init(&page->canvas, make_surface(1920, 1080, PAPER), &page->theme, page->fonts, NULL);
    page->canvas.text_log = &page->log;
    *state = page;
    return 0;
}

static inline int close_page(void **state) {
    struct page *page = *state;
    text_log_finish(&page->log);
    SDL_FreeSurface(page->canvas.surface);
    canvas_finish(&page->canvas);
    fonts_close(page->fonts);
    free(page);
    return 0;
}

#endif
