#include "app/transition.h"

#include "draw/blend.h"

#define PAGE_MS 180
#define PAGE_SLIDE 48 // design pixels
#define DIALOG_MS 160
#define DIALOG_RISE 32
#define FRAME_MS 16
#define WHOLE 256 // of a movement

static SDL_Surface *make_like(const SDL_Surface *surface) {
    return SDL_CreateRGBSurfaceWithFormat(0, surface->w, surface->h, 32, SDL_PIXELFORMAT_RGB888);
}

void transition_cancel(struct transition *t) {
    SDL_FreeSurface(t->from); // NULL is fine
    SDL_FreeSurface(t->to);
    *t = (struct transition){.kind = TRANSITION_NONE};
}

void transition_start(struct transition *t, enum transition_kind kind,
                      const struct canvas *canvas) {
    transition_cancel(t);
    t->from = make_like(canvas->surface);
    t->to = make_like(canvas->surface);
    if (!t->from || !t->to) { // the change is an immediate one then
        transition_cancel(t);
        return;
    }
    blend_copy(t->from, canvas->surface);
    blend_copy(t->to, canvas->surface); // whatever is not drawn anew stays
    t->kind = kind;
}

void transition_set_box(struct transition *t, struct rect box, int radius) {
    t->box = box;
    t->radius = radius;
}

SDL_Surface *transition_target(const struct transition *t) {
    return t->to;
}

/* How far it has come, of WHOLE: fast at first, then ever slower. */
static int eased(int64_t gone_ms, int64_t whole_ms) {
    int64_t left = WHOLE - gone_ms * WHOLE / whole_ms;
    return (int)(WHOLE - left * left * left / (WHOLE * WHOLE));
}

static int alpha_of(int progress) {
    return progress * 255 / WHOLE;
}

static void draw_page(const struct transition *t, struct canvas *canvas, int progress) {
    int away = theme_px(canvas->theme, PAGE_SLIDE) * (WHOLE - progress) / WHOLE;
    blend_slide(canvas->surface, t->from, t->to, t->kind == TRANSITION_ON ? away : -away,
                alpha_of(progress));
}

static void draw_dialog(const struct transition *t, struct canvas *canvas, int progress) {
    const struct theme *theme = canvas->theme;
    int below = theme_px(theme, DIALOG_RISE) * (WHOLE - progress) / WHOLE;
    struct color scrim = theme_color(theme, COLOR_SCRIM);
    struct rect box = t->box;
    box.y += below;
    scrim.a = (uint8_t)(scrim.a * progress / WHOLE);
    blend_copy(canvas->surface, t->from);
    canvas_fill(canvas, theme_canvas(theme), scrim);
    canvas_picture_within(canvas, t->to, (struct point){0, below}, box, t->radius,
                          alpha_of(progress));
}

void transition_draw(struct transition *t, struct canvas *canvas, int64_t now_ms) {
    if (!t->started_ms)
        t->started_ms = now_ms - FRAME_MS; // the first frame shows some of the new already
    int64_t gone_ms = now_ms - t->started_ms;
    int64_t whole_ms = t->kind == TRANSITION_DIALOG ? DIALOG_MS : PAGE_MS;
    if (gone_ms >= whole_ms) {
        blend_copy(canvas->surface, t->to);
        transition_cancel(t);
        return;
    }
    if (t->kind == TRANSITION_DIALOG)
        draw_dialog(t, canvas, eased(gone_ms, whole_ms));
    else
        draw_page(t, canvas, eased(gone_ms, whole_ms));
}
