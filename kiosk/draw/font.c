#include "draw/font.h"

#include <SDL_ttf.h>
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/font_dirs.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "draw/picture_cache.h"

#define CACHE_BYTES ((size_t)24 << 20)
#define FONT_FILE_MAX ((size_t)32 << 20)
#define SIZE_PX_MIN 6
#define SIZE_PX_MAX 1024

/* A font without these would show boxes in people's names: one letter of each kind of mark. */
static const char vietnamese_probe[] = "ăâđêôơưẪỖỆẵẩữịỹỳỷ…“”–";

struct font {
    struct fonts *fonts; // its home
    TTF_Font *ttf;       // owned
    enum face face;
    int size_px;
    int ascent, height, cap_height;
};

/* The whole file, mapped: opened at every size, and only what is looked at takes memory. */
struct face_file {
    void *bytes; // owned: munmap()
    size_t len_bytes;
};

struct fonts {
    struct face_file files[FACES];
    struct font **all; // owned; few, each stays where it is
    size_t count, cap;
    struct picture_cache *lines;
    struct strbuf key;         // of the line asked for
    SDL_Surface *private_line; // owned; wiped before anything else is rendered
};

static bool map_file(struct face_file *file, const char *path) {
    struct stat info;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool is_right = fstat(fd, &info) == 0;
    if (is_right && (info.st_size <= 0 || (size_t)info.st_size > FONT_FILE_MAX)) {
        errno = info.st_size > 0 ? EFBIG : ENODATA;
        is_right = false;
    }
    void *bytes = MAP_FAILED;
    if (is_right)
        bytes = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    int why = errno;
    close(fd);
    errno = why;
    if (bytes == MAP_FAILED)
        return false;
    *file = (struct face_file){bytes, (size_t)info.st_size};
    return true;
}

/* Looks for one file and maps it; what was tried is added to `tried`. */
static bool read_face(struct face_file *file, const char *dir, const char *name,
                      struct strbuf *tried) {
    for (size_t i = 0; i == 0 || font_dirs[i - 1]; i++) {
        const char *folder = i == 0 ? dir : font_dirs[i - 1];
        if (!folder)
            continue;
        char *path = path_join(folder, name);
        bool is_read = map_file(file, path);
        if (!is_read)
            strbuf_addf(tried, "%s%s (%s)", tried->len ? ", " : "", path, strerror(errno));
        free(path);
        if (is_read)
            return true;
    }
    return false;
}

static TTF_Font *open_size(const struct face_file *file, int size_px) {
    // The points of SDL_ttf are at 72 to the inch: pixels.
    TTF_Font *ttf =
        TTF_OpenFontRW(SDL_RWFromConstMem(file->bytes, (int)file->len_bytes), 1, size_px);
    if (ttf)
        TTF_SetFontHinting(ttf, TTF_HINTING_LIGHT_SUBPIXEL);
    return ttf;
}

/* NULL when the file is a font with all we need, else what it lacks (owned by the caller). */
static char *judge_face(const struct face_file *file, const char *name) {
    TTF_Font *ttf = open_size(file, SIZE_PX_MIN);
    if (!ttf)
        return xasprintf("'%s' is not a font: %s", name, TTF_GetError());
    char *why = NULL;
    size_t len = strlen(vietnamese_probe), at = 0;
    while (at < len && !why) {
        uint32_t code_point = 0;
        size_t used = utf8_decode(vietnamese_probe + at, len - at, &code_point);
        if (!TTF_GlyphIsProvided32(ttf, code_point))
            why = xasprintf("font '%s' has no '%.*s': it cannot write Vietnamese", name, (int)used,
                            vietnamese_probe + at);
        at += used;
    }
    TTF_CloseFont(ttf);
    return why;
}

static char *open_face(struct fonts *fonts, const struct fonts_params *params, enum face face) {
    const char *name = params->file_names[face];
    struct strbuf tried = {0};
    char *why = NULL;
    if (read_face(&fonts->files[face], params->dir, name, &tried))
        why = judge_face(&fonts->files[face], name);
    else
        why = xasprintf("font '%s' not found (Debian and Ubuntu: apt install fonts-noto-core): %s",
                        name, strbuf_text(&tried));
    strbuf_finish(&tried);
    return why;
}

struct fonts *fonts_open(const struct fonts_params *params, char **out_why) {
    if (TTF_Init() != 0) { // counted by SDL_ttf itself: each open has its own
        *out_why = xasprintf("cannot start SDL_ttf: %s", TTF_GetError());
        return NULL;
    }
    struct fonts *fonts = xcalloc(1, sizeof *fonts);
    fonts->lines = picture_cache_create(params->cache_bytes ? params->cache_bytes : CACHE_BYTES);
    char *why = NULL;
    for (enum face face = 0; face < FACES && !why; face++)
        why = open_face(fonts, params, face);
    if (why) {
        fonts_close(fonts);
        *out_why = why;
        return NULL;
    }
    return fonts;
}

void fonts_forget_private(struct fonts *fonts) {
    SDL_Surface *line = fonts->private_line;
    if (!line)
        return;
    explicit_bzero(line->pixels, (size_t)line->pitch * (size_t)line->h);
    SDL_FreeSurface(line);
    fonts->private_line = NULL;
}

void fonts_close(struct fonts *fonts) {
    if (!fonts)
        return;
    fonts_forget_private(fonts);
    for (size_t i = 0; i < fonts->count; i++) {
        TTF_CloseFont(fonts->all[i]->ttf);
        free(fonts->all[i]);
    }
    free(fonts->all);
    for (enum face face = 0; face < FACES; face++)
        if (fonts->files[face].bytes) // after the fonts, which read from it
            munmap(fonts->files[face].bytes, fonts->files[face].len_bytes);
    picture_cache_destroy(fonts->lines);
    strbuf_finish(&fonts->key);
    free(fonts);
    TTF_Quit();
}

static int cap_height(TTF_Font *ttf) {
    int top = 0;
    TTF_GlyphMetrics32(ttf, 'H', NULL, NULL, NULL, &top, NULL);
    return top;
}

static struct font *open_font(struct fonts *fonts, enum face face, int size_px) {
    TTF_Font *ttf = open_size(&fonts->files[face], size_px);
    assert(ttf); // the file was judged when opened and lies in memory
    struct font *font = xcalloc(1, sizeof *font);
    *font = (struct font){
        .fonts = fonts,
        .ttf = ttf,
        .face = face,
        .size_px = size_px,
        .ascent = TTF_FontAscent(ttf),
        .height = TTF_FontHeight(ttf),
        .cap_height = cap_height(ttf),
    };
    if (fonts->count == fonts->cap) {
        fonts->cap = fonts->cap ? 2 * fonts->cap : 16;
        fonts->all = xrealloc(fonts->all, fonts->cap, sizeof *fonts->all);
    }
    fonts->all[fonts->count++] = font;
    return font;
}

struct font *fonts_get(struct fonts *fonts, enum face face, int size_px) {
    assert(face < FACES);
    if (size_px < SIZE_PX_MIN)
        size_px = SIZE_PX_MIN;
    if (size_px > SIZE_PX_MAX)
        size_px = SIZE_PX_MAX;
    for (size_t i = 0; i < fonts->count; i++)
        if (fonts->all[i]->face == face && fonts->all[i]->size_px == size_px)
            return fonts->all[i];
    return open_font(fonts, face, size_px);
}

struct font *fonts_type(struct fonts *fonts, const struct theme *theme, enum type_token type) {
    return fonts_get(fonts, theme_face(type), theme_type_px(theme, type));
}

int font_ascent(const struct font *font) {
    return font->ascent;
}

int font_height(const struct font *font) {
    return font->height;
}

int font_cap_height(const struct font *font) {
    return font->cap_height;
}

int font_size_px(const struct font *font) {
    return font->size_px;
}

/* SDL_ttf wants a NUL, and the text may be a visitor's: no copy is left behind. */
static void wipe_copy(char *copy, size_t len_bytes) {
    explicit_bzero(copy, len_bytes);
    free(copy);
}

int font_text_width(struct font *font, const char *text, size_t len_bytes) {
    int width = 0;
    char *copy = xstrndup(text, len_bytes);
    TTF_SizeUTF8(font->ttf, copy, &width, NULL);
    wipe_copy(copy, len_bytes);
    return width;
}

/* A surface begins at the ascent, or above it where a glyph's ink stands higher. */
static int baseline_of(struct font *font, const char *text, size_t len_bytes) {
    int highest = font->ascent;
    for (size_t at = 0, used = 0; at < len_bytes; at += used) {
        uint32_t code_point = 0;
        int top = 0;
        used = utf8_decode(text + at, len_bytes - at, &code_point);
        if (used == 0)
            break;
        if (TTF_GlyphMetrics32(font->ttf, code_point, NULL, NULL, NULL, &top, NULL) == 0 &&
            top > highest)
            highest = top;
    }
    return highest;
}

static struct cached_picture render(struct font *font, const char *text, size_t len_bytes,
                                    struct color color) {
    char *copy = xstrndup(text, len_bytes);
    SDL_Color ink = {color.r, color.g, color.b, color.a};
    struct cached_picture line = {.surface = TTF_RenderUTF8_Blended(font->ttf, copy, ink)};
    wipe_copy(copy, len_bytes);
    if (line.surface) // not for a text without width
        line.baseline = baseline_of(font, text, len_bytes);
    return line;
}

static SDL_Surface *render_private(struct font *font, const char *text, size_t len_bytes,
                                   struct color color, int *out_baseline) {
    struct cached_picture line = render(font, text, len_bytes, color);
    font->fonts->private_line = line.surface;
    *out_baseline = line.baseline;
    return line.surface;
}

static void make_key(struct strbuf *key, const struct font *font, const char *text,
                     size_t len_bytes, struct color color) {
    int head[] = {font->face, font->size_px, color.r, color.g, color.b, color.a};
    strbuf_reset(key);
    strbuf_add(key, (const char *)head, sizeof head);
    strbuf_add(key, text, len_bytes);
}

SDL_Surface *font_render(struct font *font, const char *text, size_t len_bytes, struct color color,
                         bool is_private, int *out_baseline) {
    struct fonts *fonts = font->fonts;
    fonts_forget_private(fonts);
    if (len_bytes == 0)
        return NULL;
    if (is_private)
        return render_private(font, text, len_bytes, color, out_baseline);
    make_key(&fonts->key, font, text, len_bytes, color);
    const struct cached_picture *line =
        picture_cache_find(fonts->lines, fonts->key.text, fonts->key.len);
    if (!line) {
        struct cached_picture made = render(font, text, len_bytes, color);
        if (!made.surface)
            return NULL;
        line = picture_cache_put(fonts->lines, fonts->key.text, fonts->key.len, made);
    }
    *out_baseline = line->baseline;
    return line->surface;
}
