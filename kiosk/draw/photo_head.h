/* What a picture file says of itself before anything is decoded: kind by its first bytes, size from
 * its own header. The name of a file counts for nothing. */
#ifndef DRAW_PHOTO_HEAD_H
#define DRAW_PHOTO_HEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PHOTO_FILE_BYTES_MAX (8u * 1024 * 1024)
#define PHOTO_PIXELS_MAX (64u * 1000 * 1000)

enum photo_kind {
    PHOTO_JPEG,
    PHOTO_PNG,
    PHOTO_WEBP,
};

struct photo_head {
    enum photo_kind kind;
    int width, height; // at least 1, at most PHOTO_PIXELS_MAX together
};

/**
 * Reads kind and size, never beyond `len_bytes`. What it lets through may still be broken further
 * on, but a decoder that keeps to the header will not ask for more memory than it says.
 * @param out_why  on failure what is wrong; a constant text
 * Source: ITU-T T.81 annex B (JPEG), W3C PNG 11.2.1, Google's WebP container and VP8 (RFC 6386,
 * 9.1), VP8L specifications.
 */
bool photo_head_read(const uint8_t *bytes, size_t len_bytes, struct photo_head *out,
                     const char **out_why);

#endif
