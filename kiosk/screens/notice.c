/* Shown instead of everything else: no content yet, or out of service. */
#include "screens/notice.h"

#include "draw/art.h"
#include "draw/text.h"
#include "model/words.h"
#include "widgets/chrome.h"

struct notice {
    struct screen screen;
};

static void enter(struct screen *screen) {
    panel_clear(&screen->panel);
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    (void)screen;
    (void)ev;
    return (struct screen_reply){.action = SCREEN_STAY};
}

static void draw_art(struct canvas *canvas, const char *name, struct rect box,
                     enum color_token tint, int alpha) {
    SDL_Surface *art = art_get(canvas->art, name, box.w, box.h, theme_color(canvas->theme, tint));
    canvas_picture(canvas, art, box.x, box.y, alpha);
}

/* The drum stays faint: a headline crosses it (tokens: at most 30 %, here as the mock-up). */
static void draw_ground(struct canvas *canvas, struct rect whole) {
    const struct theme *theme = canvas->theme;
    canvas_gradient(canvas, whole, theme_color(theme, COLOR_LAC800),
                    theme_color(theme, COLOR_LAC900));
    if (!theme->has_high_contrast) {
        int side = theme_px(theme, 1088);
        struct rect drum = rect_centre(whole, side, side);
        struct color gold = theme_color(theme, COLOR_GOLD400);
        gold.a = 36;
        canvas_mask(canvas, art_mask(canvas->art, "motif/drum", side, side), drum.x, drum.y, gold);
    }
    int strip = theme_px(theme, 44);
    chrome_draw_brocade(canvas, rect_cut_top(&whole, strip), true);
    chrome_draw_brocade(canvas, rect_cut_bottom(&whole, strip), true);
}

static void draw(const struct screen *screen, struct canvas *canvas) {
    const struct screen_env *env = screen->env;
    const struct theme *theme = env->theme;
    struct rect whole = theme_canvas(theme);
    draw_ground(canvas, whole);
    struct rect body = rect_centre(whole, whole.w - theme_px(theme, 128), theme_px(theme, 640));
    int lotus_w = theme_px(theme, 256), lotus_h = theme_px(theme, 256);
    draw_art(canvas, "motif/lotus-gold",
             rect_centre(rect_cut_top(&body, lotus_h), lotus_w, lotus_h), COLOR_NONE, 255);
    const struct text_style title = {.type = TYPE_HERO,
                                     .color = COLOR_IVORY0,
                                     .align = TEXT_CENTRE,
                                     .max_lines = 2,
                                     .may_shrink = true};
    int used = text_draw(canvas, words_get(env->words, "sys.resting"), body, &title);
    rect_cut_top(&body, used + theme_px(theme, 24));
    const struct text_style line = {
        .type = TYPE_BODY_L, .color = COLOR_IVORY0, .align = TEXT_CENTRE, .max_lines = 3};
    text_draw(canvas, words_get(env->words, "sys.resting.body"), body, &line);
}

const struct screen_kind notice_screen = {
    .name = "notice",
    .idle = SCREEN_IDLE_NEVER,
    .size_bytes = sizeof(struct notice),
    .enter = enter,
    .event = event,
    .draw = draw,
};
