/* A photo from outside made one of ours: decoded whole, turned as its camera says, at most 1920
 * pixels wide or high, and written anew as a JPEG, so that nothing is left in it but the picture:
 * no place, no device, no date. */
#ifndef RECORDS_PICTURE_H
#define RECORDS_PICTURE_H

#include <stddef.h>
#include <stdint.h>

#define PICTURE_SIDE_MAX 1920
#define PICTURE_PIXELS_MAX (64 * 1000 * 1000) // of what comes in; its header says so first

enum picture_result {
    PICTURE_DONE,
    PICTURE_UNKNOWN, // no JPEG, PNG or WebP
    PICTURE_HUGE,    // more pixels than the limit
    PICTURE_DAMAGED, // its header is right, the rest is not
};

/** @param out  a JPEG, owned by the caller (free) */
enum picture_result picture_clean(const void *bytes, size_t len, char **out, size_t *out_len);

struct pixels { // 3 bytes each, rows without gaps
    int width, height;
    uint8_t *rgb; // owned
};
void pixels_finish(struct pixels *pixels);

/** Decodes; a header that says too much is refused before a pixel is. */
enum picture_result picture_decode(const void *bytes, size_t len, struct pixels *out);

#endif
