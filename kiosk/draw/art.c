#include "draw/art.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "draw/art_raster.h"
#include "draw/art_store.h"
#include "draw/picture_cache.h"

#define SIDE_PX_MAX 8192
#define FILE_BYTES_MAX ((size_t)4 << 20)
#define KEPT_PX_MIN 16384 // smaller art is drawn faster than a file is read and checked

struct art {
    char *dir;
    struct picture_cache *pictures;
    struct art_store *store; // NULL: nothing is kept on disk
    SDL_Surface *nothing;    // stands for what stays away in haste
    bool is_hasty, has_waiting;
    struct strbuf key;
    struct strbuf reported; // names of files found missing or broken, each on a line: said once
};

struct wanted { // one picture asked for
    const char *name;
    int w, h;
    struct color tint; // alpha 0: its own colours
    bool is_mask;
};

struct svg {
    char *bytes; // owned, NUL behind it
    size_t len_bytes;
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
    art_store_close(art->store);
    SDL_FreeSurface(art->nothing);
    strbuf_finish(&art->key);
    strbuf_finish(&art->reported);
    free(art->dir);
    free(art);
}

void art_keep_in(struct art *art, const char *dir, size_t bytes_max) {
    art_store_close(art->store);
    art->store = art_store_open(dir, bytes_max);
}

bool art_set_haste(struct art *art, bool is_hasty) {
    bool had_waiting = art->has_waiting;
    art->is_hasty = is_hasty;
    art->has_waiting = false;
    return had_waiting;
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

static bool read_svg(struct art *art, const char *name, struct svg *out) {
    if (!is_name_safe(name)) {
        report(art, name, "not a name within the art folder");
        return false;
    }
    char *file = xasprintf("%s.svg", name), *path = path_join(art->dir, file);
    bool is_read = path_read(path, FILE_BYTES_MAX, &out->bytes, &out->len_bytes);
    if (!is_read)
        report(art, name, strerror(errno));
    free(path);
    free(file);
    return is_read;
}

static bool is_coverage(const struct wanted *wanted) {
    return wanted->is_mask || wanted->tint.a;
}

/* Only the coverage of one-colour art is kept: it serves in every colour. */
static SDL_Surface *as_kept(SDL_Surface *drawn, bool is_mask) {
    if (!drawn || !is_mask)
        return drawn;
    SDL_Surface *mask = art_coverage(drawn);
    SDL_FreeSurface(drawn);
    return mask;
}

static SDL_Surface *draw_anew(struct art *art, const struct wanted *wanted, const struct svg *svg) {
    SDL_Surface *made = as_kept(art_rasterise(svg->bytes, svg->len_bytes, wanted->w, wanted->h),
                                is_coverage(wanted));
    if (!made)
        report(art, wanted->name, SDL_GetError());
    return made;
}

/* Coverage or own colours, from the disk or drawn. NULL when it is broken, or has to wait. */
static SDL_Surface *load(struct art *art, const struct wanted *wanted, const struct svg *svg,
                         bool *out_has_to_wait) {
    bool is_kept = art->store && wanted->w * wanted->h >= KEPT_PX_MIN;
    if (!is_kept)
        return draw_anew(art, wanted, svg);
    struct art_id id = {.w = wanted->w, .h = wanted->h, .is_mask = is_coverage(wanted)};
    crypto_sha256(svg->bytes, svg->len_bytes, id.svg);
    SDL_Surface *made = art_store_load(art->store, &id);
    *out_has_to_wait = !made && art->is_hasty;
    if (made || *out_has_to_wait)
        return made;
    made = draw_anew(art, wanted, svg);
    if (made)
        art_store_save(art->store, &id, made);
    return made;
}

static SDL_Surface *empty(const struct wanted *wanted) {
    SDL_Surface *made =
        wanted->is_mask
            ? SDL_CreateRGBSurfaceWithFormat(0, wanted->w, wanted->h, 8, SDL_PIXELFORMAT_INDEX8)
            : SDL_CreateRGBSurfaceWithFormat(0, wanted->w, wanted->h, 32, SDL_PIXELFORMAT_ARGB8888);
    if (!made)
        abort(); // no memory
    return made;
}

static SDL_Surface *tinted(SDL_Surface *mask, struct color tint) {
    uint32_t rgb = (uint32_t)tint.r << 16 | (uint32_t)tint.g << 8 | tint.b;
    SDL_Surface *made = art_tinted(mask, rgb, tint.a);
    SDL_FreeSurface(mask);
    return made;
}

/* NULL when it has to wait. */
static SDL_Surface *make(struct art *art, const struct wanted *wanted) {
    struct svg svg = {.bytes = NULL};
    bool has_to_wait = false;
    SDL_Surface *made = NULL;
    if (read_svg(art, wanted->name, &svg))
        made = load(art, wanted, &svg, &has_to_wait);
    free(svg.bytes);
    if (!made)
        return has_to_wait ? NULL : empty(wanted);
    return wanted->tint.a ? tinted(made, wanted->tint) : made;
}

static SDL_Surface *nothing(struct art *art) {
    if (!art->nothing)
        art->nothing = empty(&(struct wanted){.w = 1, .h = 1});
    return art->nothing;
}

static SDL_Surface *get(struct art *art, const struct wanted *wanted) {
    int head[] = {wanted->w,      wanted->h,      wanted->tint.r, wanted->tint.g,
                  wanted->tint.b, wanted->tint.a, wanted->is_mask};
    strbuf_reset(&art->key);
    strbuf_add(&art->key, (const char *)head, sizeof head);
    strbuf_add_text(&art->key, wanted->name);
    const struct cached_picture *found =
        picture_cache_find(art->pictures, art->key.text, art->key.len);
    if (!found) {
        struct cached_picture made = {.surface = make(art, wanted)};
        if (!made.surface) {
            art->has_waiting = true;
            return nothing(art);
        }
        found = picture_cache_put(art->pictures, art->key.text, art->key.len, made);
    }
    return found->surface;
}

static int side(int px) {
    return px < 1 ? 1 : px > SIDE_PX_MAX ? SIDE_PX_MAX : px;
}

SDL_Surface *art_get(struct art *art, const char *name, int w, int h, struct color tint) {
    if (tint.a == 0)
        tint = (struct color){.a = 0}; // all mean the same picture
    return get(art, &(struct wanted){.name = name, .w = side(w), .h = side(h), .tint = tint});
}

SDL_Surface *art_mask(struct art *art, const char *name, int w, int h) {
    return get(art, &(struct wanted){.name = name, .w = side(w), .h = side(h), .is_mask = true});
}
