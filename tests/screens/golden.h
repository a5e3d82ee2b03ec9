/* Golden pictures: how every screen looked when somebody last looked at it and said yes. Exact to
 * the pixel, so they count only where the very font files are there that they were drawn with. */
#ifndef TESTS_SCREENS_GOLDEN_H
#define TESTS_SCREENS_GOLDEN_H

#include "../check.h"

#include "base/crypto.h"
#include "base/path.h"
#include <SDL.h>
#include <SDL_image.h>

#define GOLDEN_DIR "tests/golden"

#define GOLDEN_STEPS 15

/** The picture as it is kept; owned by the caller. */
static inline SDL_Surface *golden_of(SDL_Surface *drawn) {
    SDL_Surface *out = SDL_ConvertSurfaceFormat(drawn, SDL_PIXELFORMAT_RGB888, 0);
    assert_non_null(out);
    for (int y = 0; y < out->h; y++) {
        uint8_t *row = (uint8_t *)out->pixels + (size_t)y * (size_t)out->pitch;
        for (int x = 0; x < out->w * 4; x++)
            row[x] = (uint8_t)((row[x] * GOLDEN_STEPS + 127) / 255 * (255 / GOLDEN_STEPS));
    }
    return out;
}

static inline SDL_Surface *golden_load(const char *path) {
    SDL_Surface *raw = IMG_Load(path);
    SDL_Surface *out = raw ? SDL_ConvertSurfaceFormat(raw, SDL_PIXELFORMAT_RGB888, 0) : NULL;
    SDL_FreeSurface(raw);
    return out;
}

static inline const uint32_t *golden_row(const SDL_Surface *surface, int y) {
    return (const uint32_t *)((const char *)surface->pixels + (size_t)y * (size_t)surface->pitch);
}

/** How many pixels differ; all of them when the sizes do. */
static inline long golden_compare(const SDL_Surface *want, const SDL_Surface *got) {
    if (!want || want->w != got->w || want->h != got->h)
        return (long)got->w * got->h;
    long count = 0;
    for (int y = 0; y < got->h; y++) {
        for (int x = 0; x < got->w; x++)
            count += ((golden_row(want, y)[x] ^ golden_row(got, y)[x]) & 0xffffff) != 0;
    }
    return count;
}

/* Where they differ: red on what was drawn, faded. */
static inline SDL_Surface *golden_difference(const SDL_Surface *want, const SDL_Surface *got) {
    SDL_Surface *out =
        SDL_CreateRGBSurfaceWithFormat(0, got->w, got->h, 32, SDL_PIXELFORMAT_RGB888);
    assert_non_null(out);
    for (int y = 0; y < got->h; y++) {
        uint32_t *row = (uint32_t *)((char *)out->pixels + (size_t)y * (size_t)out->pitch);
        for (int x = 0; x < got->w; x++) {
            uint32_t pixel = golden_row(got, y)[x];
            bool is_same = want && x < want->w && y < want->h &&
                           ((golden_row(want, y)[x] ^ pixel) & 0xffffff) == 0;
            row[x] = is_same ? (pixel >> 2 & 0x3f3f3f) + 0xc0c0c0 : 0xd00000;
        }
    }
    return out;
}

/** Writes expected, actual and difference beside each other, left to right, to `path`. */
static inline void golden_report(const char *path, SDL_Surface *want, SDL_Surface *got) {
    SDL_Surface *difference = golden_difference(want, got);
    SDL_Surface *sheet =
        SDL_CreateRGBSurfaceWithFormat(0, got->w * 3 + 32, got->h, 32, SDL_PIXELFORMAT_RGB888);
    assert_non_null(sheet);
    SDL_Surface *parts[] = {want, got, difference};
    for (int i = 0; i < 3; i++) {
        SDL_Rect at = {i * (got->w + 16), 0, got->w, got->h};
        if (parts[i])
            SDL_BlitSurface(parts[i], NULL, sheet, &at);
    }
    assert_int_equal(IMG_SavePNG(sheet, path), 0);
    SDL_FreeSurface(sheet);
    SDL_FreeSurface(difference);
}

/** True when the font files are those of fonts/fonts.ini, byte for byte. */
static inline bool golden_has_fonts(void) {
    char *ini = NULL, *font = NULL;
    size_t ini_len, font_len;
    assert_true(path_read("fonts/fonts.ini", 1 << 16, &ini, &ini_len));
    bool is_same = true;
    int faces = 0;
    char path[256] = "", line[512];
    for (char *at = ini; at && *at && is_same; at = strchr(at, '\n'), at = at ? at + 1 : NULL) {
        snprintf(line, sizeof line, "%.*s", (int)strcspn(at, "\n"), at);
        char want[CRYPTO_SHA256_HEX_MAX], got[CRYPTO_SHA256_HEX_MAX];
        sscanf(line, "path = %255s", path);
        if (sscanf(line, "sha256 = %64s", want) != 1)
            continue;
        is_same = path_read(path, 32 << 20, &font, &font_len);
        if (!is_same)
            break;
        crypto_sha256_hex(font, font_len, got);
        is_same = strcmp(got, want) == 0;
        faces++;
        free(font);
        font = NULL;
    }
    free(ini);
    return is_same && faces == 3;
}

#endif
