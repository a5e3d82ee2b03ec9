#include "draw/art.h"

#include <SDL_image.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "draw/picture_cache.h"
#include "draw/pixel.h"

#define SIDE_PX_MAX 8192
#define SOLID_ALPHA 250 // what the rasteriser's rounding leaves of 255 along an edge
#define FILE_BYTES_MAX ((size_t)4 << 20)

struct art {
    char *dir;
    struct picture_cache *pictures;
    struct strbuf key;
    struct strbuf reported; // names of files found missing or broken, each on a line: said once
};

struct art *art_open(const char *dir, size_t cache_bytes) {
    struct art *art = xcalloc(1, sizeof *art);
    art->dir = xstrdup(dir);
    art->pictures = picture_cache_create(cache_bytes);
    return art;
}

void art_close(struct art *art) {
    if (!art)
        return;
    picture_cache_destroy(art->pictures);
    strbuf_finish(&art->key);
    strbuf_finish(&art->reported);
    free(art->dir);
    free(art);
}

static void report(struct art *art, const char *name, const char *why) {
    char *line = xasprintf("\n%s\n", name);
    if (!strstr(strbuf_text(&art->reported), line)) {
        strbuf_add_text(&art->reported, line);
        log_error("cannot draw art '%s': %s", name, why);
    }
    free(line);
}

/* Names come from content too: none may lead out of the folder. */
static bool is_name_safe(const char *name) {
    return name[0] != '\0' && name[0] != '/' && !strstr(name, "..") && !strchr(name, '\n');
}

/* At the scale that fits w x h, its own proportions kept; 0 leaves a side to the other. */
static SDL_Surface *fit(const char *svg, size_t len_bytes, int w, int h) {
    SDL_RWops *stream = SDL_RWFromConstMem(svg, (int)len_bytes);
    SDL_Surface *raw = stream ? IMG_LoadSizedSVG_RW(stream, w, h) : NULL;
    if (stream)
        SDL_RWclose(stream); // not closed for us, unlike by its siblings
    return raw;
}

/* Art made to repeat ("slice") has to cover w x h instead: it is fitted by one side alone. */
static SDL_Surface *rasterise(const char *svg, size_t len_bytes, int w, int h) {
    SDL_Surface *raw = fit(svg, len_bytes, w, h);
    if (raw && strstr(svg, " slice\"") && (raw->w < w || raw->h < h)) {
        bool is_narrow = raw->w < w;
        SDL_FreeSurface(raw);
        raw = fit(svg, len_bytes, is_narrow ? w : 0, is_narrow ? 0 : h);
    }
    SDL_Surface *made = raw ? SDL_ConvertSurfaceFormat(raw, SDL_PIXELFORMAT_ARGB8888, 0) : NULL;
    SDL_FreeSurface(raw);
    return made;
}

static SDL_Surface *load(struct art *art, const char *name, int w, int h) {
    char *file = xasprintf("%s.svg", name), *path = path_join(art->dir, file), *svg = NULL;
    size_t len_bytes = 0;
    SDL_Surface *made = NULL;
    if (!path_read(path, FILE_BYTES_MAX, &svg, &len_bytes))
        report(art, name, strerror(errno));
    else if (!(made = rasterise(svg, len_bytes, w, h)))
        report(art, name, SDL_GetError());
    free(svg);
    free(path);
    free(file);
    return made;
}

static uint32_t *pixel_row(const SDL_Surface *surface, int y) {
    return (uint32_t *)((char *)surface->pixels + (size_t)y * surface->pitch);
}

/* Copies `from` to the middle of `to`, from the left where it is wider (tiles begin there). */
static void place(SDL_Surface *to, const SDL_Surface *from) {
    int left = from->w < to->w ? (to->w - from->w) / 2 : 0, top = (to->h - from->h) / 2;
    int width = from->w < to->w ? from->w : to->w;
    for (int y = 0; y < from->h; y++)
        if (y + top >= 0 && y + top < to->h)
            memcpy(pixel_row(to, y + top) + left, pixel_row(from, y), (size_t)width * 4);
}

static void apply_tint(SDL_Surface *surface, struct color tint) {
    uint32_t rgb = (uint32_t)tint.r << 16 | (uint32_t)tint.g << 8 | tint.b;
    for (int y = 0; y < surface->h; y++) {
        uint32_t *row = pixel_row(surface, y);
        for (int x = 0; x < surface->w; x++)
            row[x] = pixel_scale(row[x] >> 24, tint.a) << 24 | rgb;
    }
}

static bool is_solid(const SDL_Surface *surface) {
    for (int y = 0; y < surface->h; y++) {
        const uint32_t *row = pixel_row(surface, y);
        for (int x = 0; x < surface->w; x++)
            if (row[x] >> 24 < SOLID_ALPHA)
                return false;
    }
    return true;
}

/* Strips and scenes have no hole: without an alpha channel they are copied, and tiles of them meet
 * without a seam. */
static SDL_Surface *without_needless_alpha(SDL_Surface *surface) {
    if (!is_solid(surface))
        return surface;
    SDL_Surface *solid = SDL_ConvertSurfaceFormat(surface, SDL_PIXELFORMAT_XRGB8888, 0);
    if (!solid)
        return surface;
    SDL_FreeSurface(surface);
    return solid;
}

static SDL_Surface *make(struct art *art, const char *name, int w, int h, struct color tint) {
    SDL_Surface *made = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_ARGB8888);
    if (!made)
        abort(); // no memory
    SDL_Surface *drawn = is_name_safe(name) ? load(art, name, w, h) : NULL;
    if (!is_name_safe(name))
        report(art, name, "not a name within the art folder");
    if (drawn)
        place(made, drawn);
    if (drawn && tint.a)
        apply_tint(made, tint);
    SDL_FreeSurface(drawn);
    return without_needless_alpha(made);
}

static int side(int px) {
    return px < 1 ? 1 : px > SIDE_PX_MAX ? SIDE_PX_MAX : px;
}

SDL_Surface *art_get(struct art *art, const char *name, int w, int h, struct color tint) {
    w = side(w);
    h = side(h);
    if (tint.a == 0)
        tint = (struct color){.a = 0}; // all mean the same picture
    int head[] = {w, h, tint.r, tint.g, tint.b, tint.a};
    strbuf_reset(&art->key);
    strbuf_add(&art->key, (const char *)head, sizeof head);
    strbuf_add_text(&art->key, name);
    const struct cached_picture *found =
        picture_cache_find(art->pictures, art->key.text, art->key.len);
    if (!found) {
        struct cached_picture made = {.surface = make(art, name, w, h, tint)};
        found = picture_cache_put(art->pictures, art->key.text, art->key.len, made);
    }
    return found->surface;
}
