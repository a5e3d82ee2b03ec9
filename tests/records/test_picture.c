/* Photos from outside: what is one, how it stands, what is left in it. */
#include "../check.h"

#include <png.h>
#include <turbojpeg.h>
#include <webp/encode.h>

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "records/picture.h"

#define RED 0
#define BLUE 2

/* Blue, but for one corner. */
static uint8_t *corner_picture(int width, int height) {
    uint8_t *rgb = xcalloc((size_t)width * (size_t)height, 3);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            uint8_t *at = rgb + 3 * ((size_t)y * (size_t)width + (size_t)x);
            bool is_corner = x < width / 2 && y < height / 2; // the one that is red
            at[RED] = is_corner ? 250 : 0;
            at[BLUE] = is_corner ? 0 : 250;
        }
    return rgb;
}

static struct strbuf jpeg(int width, int height, int orientation, bool is_big_endian) {
    unsigned char *bytes = NULL;
    unsigned long len = 0;
    uint8_t *rgb = corner_picture(width, height);
    tjhandle handle = tjInitCompress();
    assert_int_equal(
        tjCompress2(handle, rgb, width, 0, height, TJPF_RGB, &bytes, &len, TJSAMP_444, 95, 0), 0);
    tjDestroy(handle);
    free(rgb);
    const uint8_t big[] = {'M', 'M',  0, 42, 0, 0, 0, 8, 0, 1,
                           1,   0x12, 0, 3,  0, 0, 0, 1, 0, (uint8_t)orientation,
                           0,   0,    0, 0,  0, 0};
    const uint8_t little[] = {
        'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (uint8_t)orientation,
        0,   0,   0,  0, 0, 0, 0};
    const char head[] = {'\xff', '\xe1', 0, 2 + 6 + sizeof big, 'E', 'x', 'i', 'f', 0, 0};
    struct strbuf photo = {.text = NULL};
    strbuf_add(&photo, (char *)bytes, 2);
    if (orientation) {
        strbuf_add(&photo, head, sizeof head);
        strbuf_add(&photo, (const char *)(is_big_endian ? big : little), sizeof big);
    }
    strbuf_add(&photo, (char *)bytes + 2, len - 2);
    tjFree(bytes);
    return photo;
}

/* Which corner is red: 0 top left, 1 top right, 2 bottom left, 3 bottom right. */
static int red_corner(const struct pixels *p) {
    for (int i = 0; i < 4; i++) {
        int x = i % 2 ? p->width * 3 / 4 : p->width / 4,
            y = i / 2 ? p->height * 3 / 4 : p->height / 4;
        const uint8_t *at = p->rgb + 3 * ((size_t)y * (size_t)p->width + (size_t)x);
        if (at[RED] > 150 && at[BLUE] < 100)
            return i;
    }
    return -1;
}

static struct pixels cleaned(const struct strbuf *photo) {
    char *bytes;
    size_t len;
    struct pixels pixels;
    check_number("cleaned", picture_clean(photo->text, photo->len, &bytes, &len), PICTURE_DONE);
    assert_null(memmem(bytes, len, "Exif", 4));
    check_number("decoded", picture_decode(bytes, len, &pixels), PICTURE_DONE);
    free(bytes);
    return pixels;
}

/* The eight of EXIF 2.32: which corner of the stored picture is shown where. */
static void every_orientation_stands_upright(void **state) {
    (void)state;
    static const struct {
        int orientation, width, height, corner;
    } rows[] = {{0, 60, 40, 0}, {1, 60, 40, 0}, {2, 60, 40, 1}, {3, 60, 40, 3}, {4, 60, 40, 2},
                {5, 40, 60, 0}, {6, 40, 60, 1}, {7, 40, 60, 3}, {8, 40, 60, 2}, {9, 60, 40, 0}};
    for (size_t i = 0; i < check_items(rows); i++)
        for (int order = 0; order < 2; order++) {
            char *name = xasprintf("orientation %d, %s endian", rows[i].orientation,
                                   order ? "big" : "little");
            struct strbuf photo = jpeg(60, 40, rows[i].orientation, order);
            struct pixels pixels = cleaned(&photo);
            check_number(name, pixels.width, rows[i].width);
            check_number(name, pixels.height, rows[i].height);
            check_number(name, red_corner(&pixels), rows[i].corner);
            pixels_finish(&pixels);
            strbuf_finish(&photo);
            free(name);
        }
}

static void a_large_photo_becomes_smaller(void **state) {
    (void)state;
    static const int rows[][4] = {{4000, 3000, 1920, 1440},
                                  {1000, 4001, 479, 1920},
                                  {1920, 1080, 1920, 1080},
                                  {1921, 10, 1920, 9},
                                  {1, 1, 1, 1}};
    for (size_t i = 0; i < check_items(rows); i++) {
        struct strbuf photo = jpeg(rows[i][0], rows[i][1], 0, false);
        struct pixels pixels = cleaned(&photo);
        check_number("width", pixels.width, rows[i][2]);
        check_number("height", pixels.height, rows[i][3]);
        pixels_finish(&pixels);
        strbuf_finish(&photo);
    }
}

static void png_and_webp_are_read(void **state) {
    (void)state;
    uint8_t *rgb = corner_picture(60, 40);
    uint8_t rgba[4 * 4] = {0}; // all of it shows through
    png_image image = {
        .version = PNG_IMAGE_VERSION, .width = 60, .height = 40, .format = PNG_FORMAT_RGB};
    png_alloc_size_t size = 0;
    assert_true(png_image_write_to_memory(&image, NULL, &size, 0, rgb, 0, NULL));
    char *bytes = xmalloc(size);
    assert_true(png_image_write_to_memory(&image, bytes, &size, 0, rgb, 0, NULL));
    struct strbuf photo = {bytes, size, size};
    struct pixels pixels = cleaned(&photo);
    check_number("PNG", red_corner(&pixels), 0);
    pixels_finish(&pixels);
    free(bytes);

    uint8_t *webp = NULL;
    size_t len = WebPEncodeRGB(rgb, 60, 40, 180, 90, &webp);
    photo = (struct strbuf){(char *)webp, len, len};
    pixels = cleaned(&photo);
    check_number("WebP", red_corner(&pixels), 0);
    pixels_finish(&pixels);
    WebPFree(webp);

    image = (png_image){
        .version = PNG_IMAGE_VERSION, .width = 2, .height = 2, .format = PNG_FORMAT_RGBA};
    char small[4096];
    size = sizeof small;
    assert_true(png_image_write_to_memory(&image, small, &size, 0, rgba, 0, NULL));
    photo = (struct strbuf){small, size, size};
    pixels = cleaned(&photo);
    assert_true(pixels.rgb[0] > 245); // paper
    pixels_finish(&pixels);
    free(rgb);
}

/* Every byte cut off, many turned: never more than a refusal. */
static void damage_is_no_harm(void **state) {
    (void)state;
    struct strbuf whole = jpeg(60, 40, 6, true);
    uint32_t random = 7;
    for (size_t len = 0; len < whole.len; len++) {
        char *bytes = xmalloc(len + 1), *out = NULL;
        size_t out_len;
        memcpy(bytes, whole.text, len);
        if (picture_clean(bytes, len, &out, &out_len) == PICTURE_DONE)
            free(out);
        free(bytes);
    }
    for (int i = 0; i < 3000; i++) {
        char *bytes = xmalloc(whole.len), *out = NULL;
        size_t out_len;
        memcpy(bytes, whole.text, whole.len);
        for (int k = 0; k < 3; k++) {
            random = random * 1664525 + 1013904223;
            bytes[random % (i % 2 ? 60 : whole.len)] = (char)(random >> 24);
        }
        if (picture_clean(bytes, whole.len, &out, &out_len) == PICTURE_DONE)
            free(out);
        free(bytes);
    }
    strbuf_finish(&whole);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_orientation_stands_upright),
        cmocka_unit_test(a_large_photo_becomes_smaller),
        cmocka_unit_test(png_and_webp_are_read),
        cmocka_unit_test(damage_is_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
