#include "draw/photo_decode.h"

#include <SDL_image.h>

#include "draw/photo_head.h"
#include "draw/photo_scale.h"
#include "draw/pixel.h"

void photo_decode_start(void) {
    IMG_Init(IMG_INIT_JPG | IMG_INIT_PNG | IMG_INIT_WEBP); // what it notes down has no lock
}

/* By the kind that the header was read as, never by what the library would guess. */
static SDL_Surface *load(const uint8_t *bytes, size_t len_bytes, const struct photo_head *head,
                         const char **out_why) {
    static SDL_Surface *(*const loaders[])(SDL_RWops *) = {
        [PHOTO_JPEG] = IMG_LoadJPG_RW,
        [PHOTO_PNG] = IMG_LoadPNG_RW,
        [PHOTO_WEBP] = IMG_LoadWEBP_RW,
    };
    SDL_RWops *stream = SDL_RWFromConstMem(bytes, (int)len_bytes);
    SDL_Surface *loaded = stream ? loaders[head->kind](stream) : NULL;
    if (stream)
        SDL_RWclose(stream);
    if (!loaded)
        *out_why = SDL_GetError();
    else if (loaded->w == head->width && loaded->h == head->height)
        return loaded;
    else
        *out_why = "it has another size than its header says";
    SDL_FreeSurface(loaded);
    return NULL;
}

static uint32_t *pixel_row(const SDL_Surface *surface, int y) {
    return (uint32_t *)((char *)surface->pixels + (size_t)y * (size_t)surface->pitch);
}

static bool has_holes(const SDL_Surface *surface) {
    for (int y = 0; y < surface->h; y++) {
        const uint32_t *row = pixel_row(surface, y);
        for (int x = 0; x < surface->w; x++)
            if (row[x] < PIXEL_OPAQUE)
                return true;
    }
    return false;
}

/* Before averaging colours count by their alpha, afterwards they are whole again: what nobody sees
 * must not shine into the edge of what one does. */
static void weigh_colors(SDL_Surface *surface, bool is_back) {
    for (int y = 0; y < surface->h; y++) {
        uint32_t *row = pixel_row(surface, y);
        for (int x = 0; x < surface->w; x++) {
            uint32_t pixel = row[x], alpha = pixel >> 24, made = alpha << 24;
            for (int shift = 0; shift < 24 && alpha; shift += 8) {
                uint32_t value = pixel >> shift & 0xff;
                value = is_back ? (value * 255 + alpha / 2) / alpha : pixel_scale(value, alpha);
                made |= (value > 255 ? 255 : value) << shift;
            }
            row[x] = made;
        }
    }
}

/* Photos come as RGB24 from the JPEG decoder and are scaled as they are; the others take a detour.
 */
static SDL_Surface *fit(SDL_Surface *loaded, int w, int h) {
    if (loaded->format->format == SDL_PIXELFORMAT_RGB24)
        return photo_scale(loaded, w, h);
    SDL_Surface *plain = SDL_ConvertSurfaceFormat(loaded, SDL_PIXELFORMAT_ARGB8888, 0);
    if (!plain)
        return NULL;
    bool is_holed = has_holes(plain);
    if (is_holed)
        weigh_colors(plain, false);
    SDL_Surface *made = photo_scale(plain, w, h);
    SDL_FreeSurface(plain);
    if (made && is_holed)
        weigh_colors(made, true);
    if (!made || is_holed)
        return made;
    SDL_Surface *solid = SDL_ConvertSurfaceFormat(made, SDL_PIXELFORMAT_XRGB8888, 0);
    SDL_FreeSurface(made);
    return solid;
}

SDL_Surface *photo_decode(const uint8_t *bytes, size_t len_bytes, int w, int h,
                          const char **out_why) {
    struct photo_head head;
    if (!photo_head_read(bytes, len_bytes, &head, out_why))
        return NULL;
    SDL_Surface *loaded = load(bytes, len_bytes, &head, out_why);
    if (!loaded)
        return NULL;
    SDL_Surface *made = fit(loaded, w, h);
    if (!made)
        *out_why = SDL_GetError();
    SDL_FreeSurface(loaded);
    return made;
}
