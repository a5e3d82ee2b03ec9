#include "records/picture.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>

#include "base/xalloc.h"

#define QUALITY 85
#define TAG_ORIENTATION 0x0112
#define SEGMENT_EXIF 0xE1
#define SEGMENT_SCAN 0xDA
#define EXIF_HEAD_BYTES 6 // "Exif\0\0"

/* --- which way up --------------------------------------------------------------------------- */

struct tiff { // what an EXIF segment holds
    const uint8_t *bytes;
    size_t len;
    bool is_big_endian;
};

/* 0 beyond the end: no reader of ours takes a 0 for anything. */
static uint32_t number(const struct tiff *t, size_t at, size_t width) {
    uint32_t value = 0;
    if (at > t->len || width > t->len - at)
        return 0;
    for (size_t i = 0; i < width; i++)
        value = value << 8 | t->bytes[at + (t->is_big_endian ? i : width - 1 - i)];
    return value;
}

static int orientation_of(const struct tiff *t) {
    size_t directory = number(t, 4, 4);
    uint32_t count = number(t, directory, 2);
    for (uint32_t i = 0; i < count; i++) {
        size_t entry = directory + 2 + 12 * (size_t)i;
        if (entry > t->len)
            break;
        uint32_t value = number(t, entry + 8, 2);
        if (number(t, entry, 2) == TAG_ORIENTATION)
            return value >= 1 && value <= 8 ? (int)value : 1;
    }
    return 1;
}

/* How a JPEG says that it must be turned (EXIF 2.32, tag 0x0112): 1 to 8, 1 when it says nothing
 * that can be read. */
static int jpeg_orientation(const uint8_t *bytes, size_t len) {
    size_t at = 2; // behind the start of image
    while (at + 4 <= len && bytes[at] == 0xFF && bytes[at + 1] != SEGMENT_SCAN) {
        size_t size = (size_t)bytes[at + 2] << 8 | bytes[at + 3]; // with its own two bytes
        const uint8_t *head = bytes + at + 4;
        bool is_whole = size >= 2 && at + 2 + size <= len;
        if (!is_whole)
            break;
        if (bytes[at + 1] == SEGMENT_EXIF && size >= 2 + EXIF_HEAD_BYTES + 8 &&
            !memcmp(head, "Exif\0\0", EXIF_HEAD_BYTES)) {
            struct tiff t = {head + EXIF_HEAD_BYTES, size - 2 - EXIF_HEAD_BYTES,
                             head[EXIF_HEAD_BYTES] == 'M'};
            return orientation_of(&t);
        }
        at += 2 + size;
    }
    return 1;
}

/* Where the pixel (x, y) of the turned picture comes from. */
static size_t turned_from(const struct pixels *in, int orientation, int x, int y) {
    bool is_on_its_side = orientation >= 5;
    int column = is_on_its_side ? y : x, row = is_on_its_side ? x : y;
    bool from_right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    bool from_below = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    if (from_right)
        column = in->width - 1 - column;
    if (from_below)
        row = in->height - 1 - row;
    return 3 * ((size_t)row * (size_t)in->width + (size_t)column);
}

static void turn(struct pixels *pixels, int orientation) {
    if (orientation <= 1)
        return;
    bool is_on_its_side = orientation >= 5;
    struct pixels out = {is_on_its_side ? pixels->height : pixels->width,
                         is_on_its_side ? pixels->width : pixels->height, NULL};
    out.rgb = xmalloc((size_t)out.width * (size_t)out.height * 3);
    uint8_t *to = out.rgb;
    for (int y = 0; y < out.height; y++)
        for (int x = 0; x < out.width; x++, to += 3)
            memcpy(to, pixels->rgb + turned_from(pixels, orientation, x, y), 3);
    pixels_finish(pixels);
    *pixels = out;
}

/* --- smaller -------------------------------------------------------------------------------- */

/* The mean of the pixels that fall into one: no ripples, whatever the scale. */
static void mean(const struct pixels *in, int x0, int x1, int y0, int y1, uint8_t *out) {
    uint32_t sums[3] = {0, 0, 0}, count = (uint32_t)(x1 - x0) * (uint32_t)(y1 - y0);
    for (int y = y0; y < y1; y++) {
        const uint8_t *at = in->rgb + 3 * ((size_t)y * (size_t)in->width + (size_t)x0);
        for (int x = x0; x < x1; x++, at += 3)
            for (int c = 0; c < 3; c++)
                sums[c] += at[c];
    }
    for (int c = 0; c < 3; c++)
        out[c] = (uint8_t)((sums[c] + count / 2) / count);
}

static int part(int at, int from, int to) { // where step `at` of `to` begins among `from`
    return (int)((int64_t)at * from / to);
}

static void shrink(struct pixels *pixels) {
    int longest = pixels->width > pixels->height ? pixels->width : pixels->height;
    if (longest <= PICTURE_SIDE_MAX)
        return;
    struct pixels out = {part(PICTURE_SIDE_MAX, pixels->width, longest),
                         part(PICTURE_SIDE_MAX, pixels->height, longest), NULL};
    out.width += out.width == 0;
    out.height += out.height == 0;
    out.rgb = xmalloc((size_t)out.width * (size_t)out.height * 3);
    uint8_t *to = out.rgb;
    for (int y = 0; y < out.height; y++)
        for (int x = 0; x < out.width; x++, to += 3)
            mean(pixels, part(x, pixels->width, out.width), part(x + 1, pixels->width, out.width),
                 part(y, pixels->height, out.height), part(y + 1, pixels->height, out.height), to);
    pixels_finish(pixels);
    *pixels = out;
}

/* --- anew ----------------------------------------------------------------------------------- */

static bool encode(const struct pixels *pixels, char **out, size_t *out_len) {
    unsigned char *bytes = NULL;
    unsigned long len = 0;
    tjhandle handle = tjInitCompress();
    bool is_made = handle && tjCompress2(handle, pixels->rgb, pixels->width, 0, pixels->height,
                                         TJPF_RGB, &bytes, &len, TJSAMP_420, QUALITY, 0) == 0;
    if (is_made) {
        *out = xmalloc(len);
        memcpy(*out, bytes, len);
        *out_len = len;
    }
    tjFree(bytes);
    tjDestroy(handle);
    return is_made;
}

enum picture_result picture_clean(const void *bytes, size_t len, char **out, size_t *out_len) {
    struct pixels pixels;
    enum picture_result result = picture_decode(bytes, len, &pixels);
    if (result != PICTURE_DONE)
        return result;
    bool is_jpeg = !memcmp(bytes, "\xff\xd8", 2);
    shrink(&pixels); // first: less is left to turn
    turn(&pixels, is_jpeg ? jpeg_orientation(bytes, len) : 1);
    bool is_made = encode(&pixels, out, out_len);
    pixels_finish(&pixels);
    return is_made ? PICTURE_DONE : PICTURE_DAMAGED;
}
