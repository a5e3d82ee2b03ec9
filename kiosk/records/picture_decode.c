/* From the bytes of a JPEG, PNG or WebP to pixels. Each library reads the header first, from which
 * the limit is judged; none of them calls back or jumps. */
#include "records/picture.h"

#include <png.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>
#include <webp/decode.h>

#include "base/xalloc.h"

static bool is_huge(int64_t width, int64_t height) {
    return width * height > PICTURE_PIXELS_MAX;
}

static struct pixels make_pixels(int width, int height) {
    return (struct pixels){width, height, xmalloc((size_t)width * (size_t)height * 3)};
}

void pixels_finish(struct pixels *pixels) {
    free(pixels->rgb);
    *pixels = (struct pixels){.rgb = NULL};
}

/* --- JPEG ----------------------------------------------------------------------------------- */

/* The least that is decoded and still has the side that is kept. */
static tjscalingfactor scaling_of(int width, int height) {
    tjscalingfactor best = {1, 1};
    int longest = width > height ? width : height, count = 0;
    const tjscalingfactor *all = tjGetScalingFactors(&count);
    for (int i = 0; i < count; i++) {
        bool is_whole = all[i].num == 1 && (all[i].denom == 2 || all[i].denom == 4);
        if (is_whole && TJSCALED(longest, all[i]) >= PICTURE_SIDE_MAX && all[i].denom > best.denom)
            best = all[i];
    }
    return best;
}

/* Adobe writes inks inverted; printing houses hand such pictures out. */
static void ink_to_rgb(const uint8_t *cmyk, size_t count, uint8_t *rgb) {
    for (size_t i = 0; i < count; i++)
        for (int c = 0; c < 3; c++)
            rgb[3 * i + (size_t)c] = (uint8_t)(cmyk[4 * i + (size_t)c] * cmyk[4 * i + 3] / 255);
}

static bool decode_ink(tjhandle handle, const uint8_t *bytes, size_t len, struct pixels *out) {
    size_t count = (size_t)out->width * (size_t)out->height;
    uint8_t *cmyk = xmalloc(count * 4);
    bool is_whole =
        tjDecompress2(handle, bytes, len, cmyk, out->width, 0, out->height, TJPF_CMYK, 0) == 0;
    if (is_whole)
        ink_to_rgb(cmyk, count, out->rgb);
    free(cmyk);
    return is_whole;
}

static enum picture_result decode_jpeg(const uint8_t *bytes, size_t len, struct pixels *out) {
    int width = 0, height = 0, sampling, colours;
    tjhandle handle = tjInitDecompress();
    if (!handle || tjDecompressHeader3(handle, bytes, len, &width, &height, &sampling, &colours) ||
        width <= 0 || height <= 0) {
        tjDestroy(handle);
        return PICTURE_DAMAGED;
    }
    if (is_huge(width, height)) {
        tjDestroy(handle);
        return PICTURE_HUGE;
    }
    tjscalingfactor factor = scaling_of(width, height);
    *out = make_pixels(TJSCALED(width, factor), TJSCALED(height, factor));
    bool is_ink = colours == TJCS_CMYK || colours == TJCS_YCCK;
    bool is_whole = is_ink ? decode_ink(handle, bytes, len, out)
                           : tjDecompress2(handle, bytes, len, out->rgb, out->width, 0, out->height,
                                           TJPF_RGB, TJFLAG_ACCURATEDCT) == 0;
    tjDestroy(handle);
    if (!is_whole)
        pixels_finish(out);
    return is_whole ? PICTURE_DONE : PICTURE_DAMAGED;
}

/* --- PNG ------------------------------------------------------------------------------------ */

static enum picture_result decode_png(const uint8_t *bytes, size_t len, struct pixels *out) {
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_memory(&image, bytes, len)) {
        png_image_free(&image);
        return PICTURE_DAMAGED;
    }
    if (is_huge(image.width, image.height)) {
        png_image_free(&image);
        return PICTURE_HUGE;
    }
    const png_color white = {255, 255, 255}; // what shows through becomes paper
    image.format = PNG_FORMAT_RGB;
    *out = make_pixels((int)image.width, (int)image.height);
    bool is_whole = png_image_finish_read(&image, &white, out->rgb, 0, NULL) != 0;
    png_image_free(&image);
    if (!is_whole)
        pixels_finish(out);
    return is_whole ? PICTURE_DONE : PICTURE_DAMAGED;
}

/* --- WebP ----------------------------------------------------------------------------------- */

static enum picture_result decode_webp(const uint8_t *bytes, size_t len, struct pixels *out) {
    WebPBitstreamFeatures features;
    if (WebPGetFeatures(bytes, len, &features) != VP8_STATUS_OK || features.has_animation)
        return PICTURE_DAMAGED;
    if (is_huge(features.width, features.height))
        return PICTURE_HUGE;
    *out = make_pixels(features.width, features.height);
    size_t room = (size_t)out->width * (size_t)out->height * 3;
    if (WebPDecodeRGBInto(bytes, len, out->rgb, room, out->width * 3))
        return PICTURE_DONE;
    pixels_finish(out);
    return PICTURE_DAMAGED;
}

enum picture_result picture_decode(const void *data, size_t len, struct pixels *out) {
    const uint8_t *bytes = data;
    if (len >= 3 && !memcmp(bytes, "\xff\xd8\xff", 3))
        return decode_jpeg(bytes, len, out);
    if (len >= 8 && !memcmp(bytes, "\x89PNG\r\n\x1a\n", 8))
        return decode_png(bytes, len, out);
    if (len >= 12 && !memcmp(bytes, "RIFF", 4) && !memcmp(bytes + 8, "WEBP", 4))
        return decode_webp(bytes, len, out);
    return PICTURE_UNKNOWN;
}
