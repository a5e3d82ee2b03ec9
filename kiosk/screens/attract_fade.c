/* From one slide to the next: both are drawn once, and only where they differ are they blended. */
#include "screens/attract.h"

#define FADE_MS 700
#define FRAME_MS 33

/* A piece of the page on a surface of its own: the theme is moved so that the piece begins at 0,0.
 */
struct piece {
    struct theme theme;
    SDL_Surface *surface;
    struct canvas canvas;
};

static bool piece_begin(struct piece *piece, const struct attract *a, struct rect area) {
    const struct canvas *page = a->base.env->metrics;
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormat(0, area.w, area.h, 32, SDL_PIXELFORMAT_RGB888);
    if (!surface)
        return false;
    *piece = (struct piece){.theme = a->placed, .surface = surface};
    piece->theme.origin.x -= area.x;
    piece->theme.origin.y -= area.y;
    canvas_init(&piece->canvas, surface, a->base.env->theme, page->fonts, page->art);
    piece->canvas.photos = page->photos;
    return true;
}

static SDL_Surface *piece_end(struct piece *piece) {
    canvas_finish(&piece->canvas);
    return piece->surface;
}

static SDL_Surface *draw_picture(const struct attract *a, const struct slide *slide,
                                 struct rect area) {
    struct piece piece;
    if (!piece_begin(&piece, a, area))
        return NULL;
    attract_draw_picture(a, slide, &piece.theme, &piece.canvas);
    return piece_end(&piece);
}

static SDL_Surface *draw_words(const struct attract *a, const struct slide *slide,
                               struct rect area) {
    struct piece piece;
    if (!piece_begin(&piece, a, area))
        return NULL;
    attract_draw_words_ground(a, &piece.theme, &piece.canvas);
    attract_draw_words(a, slide, &piece.theme, &piece.canvas);
    return piece_end(&piece);
}

void attract_fade_end(struct attract *a) {
    struct attract_fade *fade = &a->fade;
    SDL_FreeSurface(fade->picture_from); // NULL is fine, here and below
    SDL_FreeSurface(fade->picture_to);
    SDL_FreeSurface(fade->words_from);
    SDL_FreeSurface(fade->words_to);
    *fade = (struct attract_fade){.started_ms = 0};
}

void attract_fade_start(struct attract *a, const struct slide *from, const struct slide *to,
                        int64_t now_ms) {
    struct attract_fade *fade = &a->fade;
    attract_fade_end(a);
    fade->picture_area = attract_disc(&a->placed);
    fade->words_area = attract_words_reach(&a->placed);
    fade->picture_from = draw_picture(a, from, fade->picture_area);
    fade->picture_to = draw_picture(a, to, fade->picture_area);
    fade->words_from = draw_words(a, from, fade->words_area);
    fade->words_to = draw_words(a, to, fade->words_area);
    fade->started_ms = now_ms;
    fade->next_ms = now_ms + FRAME_MS;
    if (!fade->picture_from || !fade->picture_to || !fade->words_from || !fade->words_to)
        attract_fade_end(a); // the change is an immediate one then
}

void attract_fade_step(struct attract *a, int64_t now_ms) {
    struct attract_fade *fade = &a->fade;
    if (!fade->started_ms || now_ms < fade->next_ms)
        return;
    damage_add(a->base.env->damage, fade->picture_area);
    damage_add(a->base.env->damage, fade->words_area);
    int64_t gone_ms = now_ms - fade->started_ms;
    if (gone_ms >= FADE_MS)
        attract_fade_end(a);
    else
        fade->alpha = (int)(gone_ms * 255 / FADE_MS);
    fade->next_ms = now_ms + FRAME_MS;
}

bool attract_fade_draw(const struct attract *a, struct canvas *canvas) {
    const struct attract_fade *fade = &a->fade;
    if (!fade->started_ms)
        return false;
    struct rect disc = fade->picture_area, words = fade->words_area;
    canvas_picture_round(canvas, fade->picture_from, disc, disc.w / 2, 255);
    canvas_picture_round(canvas, fade->picture_to, disc, disc.w / 2, fade->alpha);
    canvas_picture(canvas, fade->words_from, words.x, words.y, 255);
    canvas_picture(canvas, fade->words_to, words.x, words.y, fade->alpha);
    return true;
}
