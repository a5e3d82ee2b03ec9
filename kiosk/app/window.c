#include "app/window.h"

#include <string.h>

#include "base/log.h"

static bool is_sideways(const struct window *window) {
    return window->turn.quarters % 2 == 1;
}

static bool is_drawable(const SDL_Surface *surface) {
    return surface->format->BytesPerPixel == 4 && surface->format->Rmask == 0x00ff0000;
}

static SDL_Surface *make_surface(int w, int h) {
    return SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_RGB888);
}

static void drop_surfaces(struct window *window) {
    if (window->is_canvas_owned)
        SDL_FreeSurface(window->canvas);
    SDL_FreeSurface(window->bridge); // NULL is fine
    window->canvas = window->bridge = NULL;
    window->is_canvas_owned = false;
}

/* A turned panel is drawn upright beside the window's surface and copied over by quarter turns:
 * SDL's KMSDRM driver cannot turn, and drawing turned would cost every primitive a second version.
 */
static bool take_surface(struct window *window) {
    SDL_Surface *panel = SDL_GetWindowSurface(window->handle);
    if (!panel) {
        log_error("the window has no surface to draw into: %s", SDL_GetError());
        return false;
    }
    drop_surfaces(window);
    window->turn.width = panel->w;
    window->turn.height = panel->h;
    if (!is_drawable(panel))
        window->bridge = make_surface(panel->w, panel->h);
    window->is_canvas_owned = window->turn.quarters != 0 || window->bridge;
    if (!window->is_canvas_owned)
        window->canvas = panel;
    else if (is_sideways(window))
        window->canvas = make_surface(panel->h, panel->w);
    else
        window->canvas = make_surface(panel->w, panel->h);
    return window->canvas != NULL;
}

bool window_open(struct window *window, const struct window_params *params) {
    *window = (struct window){.turn = {.quarters = params->quarters & 3}};
    bool is_whole = params->width == 0;
    Uint32 flags = SDL_WINDOW_SHOWN | (is_whole ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
    int w = is_whole ? 1920 : params->width, h = is_whole ? 1080 : params->height;
    window->handle = SDL_CreateWindow(params->title, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                      w, h, flags);
    if (!window->handle) {
        log_error("cannot open a window: %s", SDL_GetError());
        return false;
    }
    if (!take_surface(window)) {
        window_close(window);
        return false;
    }
    return true;
}

void window_close(struct window *window) {
    drop_surfaces(window);
    if (window->handle)
        SDL_DestroyWindow(window->handle);
    *window = (struct window){0};
}

bool window_renew(struct window *window) {
    return take_surface(window);
}

static uint32_t *pixel(SDL_Surface *surface, int x, int y) {
    return (uint32_t *)((uint8_t *)surface->pixels + (ptrdiff_t)y * surface->pitch) + x;
}

static void copy_turned(const struct window *window, SDL_Surface *panel, struct rect r) {
    for (int y = r.y; y < r.y + r.h; y++) {
        for (int x = r.x; x < r.x + r.w; x++) {
            struct point from = turn_to_canvas(&window->turn, (struct point){x, y});
            *pixel(panel, x, y) = *pixel(window->canvas, from.x, from.y);
        }
    }
}

static SDL_Rect present_rect(struct window *window, SDL_Surface *panel, struct rect canvas) {
    struct rect r = turn_to_panel(&window->turn, canvas);
    SDL_Rect rect = {r.x, r.y, r.w, r.h};
    if (window->is_canvas_owned)
        copy_turned(window, window->bridge ? window->bridge : panel, r);
    if (window->bridge) // SDL changes the pixel format
        SDL_BlitSurface(window->bridge, &rect, panel, &rect);
    return rect;
}

static bool is_within(struct rect r, struct rect outer) {
    struct rect shared = rect_intersect(r, outer);
    return memcmp(&shared, &r, sizeof r) == 0;
}

void window_present(struct window *window, const struct damage *damage) {
    SDL_Surface *panel = SDL_GetWindowSurface(window->handle);
    if (!panel || damage_is_empty(damage))
        return;
    SDL_Rect rects[DAMAGE_RECTS_MAX + 1];
    int count = 0;
    if (!rect_is_empty(damage->scrolled))
        rects[count++] = present_rect(window, panel, damage->scrolled);
    for (size_t i = 0; i < damage->count; i++) {
        if (!is_within(damage->rects[i], damage->scrolled))
            rects[count++] = present_rect(window, panel, damage->rects[i]);
    }
    SDL_UpdateWindowSurfaceRects(window->handle, rects, count);
}
