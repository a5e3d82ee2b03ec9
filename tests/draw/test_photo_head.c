/* What picture files say of themselves, and what hostile ones may say without harm. Every file is
 * read from a block of exactly its length: the sanitizer sees one byte too many. */
#include "draw/photo_head.h"

#include "draw/photo_decode.h"
#include "pictures.h"

static const char *read_why(const uint8_t *bytes, size_t len, struct photo_head *out) {
    const char *why = NULL;
    struct picture exact = picture_copy(bytes, len);
    bool is_read = photo_head_read(exact.bytes, len, out, &why);
    free(exact.bytes);
    return is_read ? "read" : why;
}

static void check_kind(const char *row, struct picture picture, enum photo_kind kind, int w,
                       int h) {
    struct photo_head head = {0};
    check_text(row, read_why(picture.bytes, picture.len, &head), "read");
    check_number(row, head.kind, kind);
    check_number(row, head.width, w);
    check_number(row, head.height, h);
    free(picture.bytes);
}

static void kind_and_size_are_read(void **state) {
    (void)state;
    check_kind("jpeg", picture_make(400, 500, 85), PHOTO_JPEG, 400, 500);
    check_kind("small jpeg", picture_make(1, 1, 10), PHOTO_JPEG, 1, 1);
    check_kind("png", picture_make(301, 77, 0), PHOTO_PNG, 301, 77);
    check_kind("lossy", picture_copy(webp_lossy, sizeof webp_lossy), PHOTO_WEBP, 12, 8);
    check_kind("lossless", picture_copy(webp_lossless, sizeof webp_lossless), PHOTO_WEBP, 12, 8);
    check_kind("extended", picture_copy(webp_extended, sizeof webp_extended), PHOTO_WEBP, 12, 8);
}

/* Every head cut at every byte: refused for the missing header or end, and nothing read behind it.
 */
static void check_cut(const char *row, struct picture picture, size_t header_bytes) {
    struct photo_head head = {.width = -1};
    for (size_t len = 0; len < header_bytes; len++) {
        const char *why = read_why(picture.bytes, len, &head);
        if (strcmp(why, "read") == 0)
            fail_msg("%s cut to %zu bytes is let through", row, len);
        check_number(row, head.width, -1); // written on success alone
    }
    free(picture.bytes);
}

static void a_file_cut_short_is_refused(void **state) {
    (void)state;
    struct picture jpeg = picture_make(40, 50, 85);
    check_cut("jpeg", jpeg, jpeg.len); // its last two bytes are its end
    check_cut("png", picture_make(40, 50, 0), 8 + 8 + 13);
    check_cut("lossy", picture_copy(webp_lossy, sizeof webp_lossy), 30);
    check_cut("lossless", picture_copy(webp_lossless, sizeof webp_lossless), 25);
    check_cut("extended", picture_copy(webp_extended, sizeof webp_extended), 30);
}

static void other_kinds_are_refused_whatever_their_name(void **state) {
    (void)state;
    static const struct {
        const char *row, *bytes;
    } rows[] = {
        {"gif", "GIF89a\x0c\0\x08\0\xf0\0\0"},
        {"svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\"/>"},
        {"xml", "<?xml version=\"1.0\"?><svg/>"},
        {"bmp", "BM6\0\0\0\0\0\0\0"},
        {"tiff", "II*\0\x08\0\0\0"},
        {"xpm", "/* XPM */ static char *x[] = {};"},
        {"wave", "RIFF\x24\0\0\0WAVEfmt "},
        {"html", "<html><body>Sign in</body></html>"},
        {"nothing", ""},
        {"half a png", "\x89PNG"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct photo_head head;
        uint8_t bytes[64] = {0};
        size_t len = strlen(rows[i].bytes);
        memcpy(bytes, rows[i].bytes, len);
        check_text(rows[i].row, read_why(bytes, len ? len + 8 : 0, &head),
                   "it is no JPEG, PNG or WebP picture");
    }
}

/* --- sizes that lie ------------------------------------------------------------------------- */

#define NO_PIXELS "its header says that it has no pixels"
#define TOO_MANY "it has more than 64 million pixels"
#define BROKEN "its header is broken"

static const struct lie {
    const char *row;
    uint32_t w, h;
    const char *why;
} lies[] = {
    {"no width", 0, 8, NO_PIXELS},         {"no height", 12, 0, NO_PIXELS},
    {"nothing", 0, 0, NO_PIXELS},          {"60000 x 60000", 60000, 60000, TOO_MANY},
    {"just above", 8001, 8000, TOO_MANY},  {"just below", 8000, 8000, "read"},
    {"long and thin", 65535, 900, "read"},
};

static void put_big(uint8_t *at, uint32_t value, int bytes) {
    for (int i = bytes - 1; i >= 0; i--, value >>= 8)
        at[i] = (uint8_t)value;
}

static void sizes_of_jpeg_and_png_are_limited(void **state) {
    (void)state;
    struct picture jpeg = picture_make(12, 8, 85), png = picture_make(12, 8, 0);
    for (size_t i = 0; i < check_items(lies); i++) {
        struct photo_head head;
        put_big(picture_jpeg_size(jpeg), lies[i].h, 2);
        put_big(picture_jpeg_size(jpeg) + 2, lies[i].w, 2);
        put_big(png.bytes + 16, lies[i].w, 4);
        put_big(png.bytes + 20, lies[i].h, 4);
        check_text(lies[i].row, read_why(jpeg.bytes, jpeg.len, &head), lies[i].why);
        check_text(lies[i].row, read_why(png.bytes, png.len, &head), lies[i].why);
    }
    put_big(png.bytes + 16, 0xffffffff, 4); // their product has more than 32 bits
    put_big(png.bytes + 20, 0xffffffff, 4);
    check_text("png", read_why(png.bytes, png.len, &(struct photo_head){0}), TOO_MANY);
    put_big(png.bytes + 16, 0x10000, 4); // and this one's is 0 in 32 bits
    put_big(png.bytes + 20, 0x10000, 4);
    check_text("png", read_why(png.bytes, png.len, &(struct photo_head){0}), TOO_MANY);
    free(jpeg.bytes);
    free(png.bytes);
}

static void sizes_of_webp_are_limited(void **state) {
    (void)state;
    struct picture lossy = picture_copy(webp_lossy, sizeof webp_lossy);
    struct picture lossless = picture_copy(webp_lossless, sizeof webp_lossless);
    struct picture extended = picture_copy(webp_extended, sizeof webp_extended);
    struct photo_head head;
    memset(lossy.bytes + 26, 0, 2);
    check_text("lossy", read_why(lossy.bytes, lossy.len, &head), NO_PIXELS);
    memset(lossy.bytes + 26, 0xff, 4);
    check_text("lossy", read_why(lossy.bytes, lossy.len, &head), TOO_MANY);
    lossy.bytes[20] |= 1; // no key frame
    check_text("lossy", read_why(lossy.bytes, lossy.len, &head), BROKEN);
    memset(lossless.bytes + 21, 0xff, 3);
    lossless.bytes[24] = 0x0f;
    check_text("lossless", read_why(lossless.bytes, lossless.len, &head), TOO_MANY);
    lossless.bytes[24] = 0xff; // of a version to come
    check_text("lossless", read_why(lossless.bytes, lossless.len, &head), BROKEN);
    memset(extended.bytes + 24, 0xff, 6);
    check_text("extended", read_why(extended.bytes, extended.len, &head), TOO_MANY);
    extended.bytes[20] |= 2;
    check_text("extended", read_why(extended.bytes, extended.len, &head), "it is a moving picture");
    free(lossy.bytes);
    free(lossless.bytes);
    free(extended.bytes);
}

/* --- what is odd in a JPEG ------------------------------------------------------------------- */

static void odd_jpegs_are_told_apart(void **state) {
    (void)state;
    static const struct {
        const char *row, *bytes;
        size_t len;
        const char *why;
    } rows[] = {
#define JPEG(row, text, why) {row, text, sizeof text - 1, why}
        JPEG("scan first", "\xff\xd8\xff\xda\0\x0c\x03", "its header says nothing of its size"),
        JPEG("end first", "\xff\xd8\xff\xd9", "its header says nothing of its size"),
        JPEG("length 0", "\xff\xd8\xff\xe0\0\0", "it ends within its header"),
        JPEG("length 1", "\xff\xd8\xff\xe0\0\1", "it ends within its header"),
        JPEG("length beyond",
             "\xff\xd8\xff\xe0\xff\xff"
             "abc",
             "it ends within its header"),
        JPEG("only fill", "\xff\xd8\xff\xff\xff\xff\xff", "it ends within its header"),
        JPEG("no marker", "\xff\xd8\xff\0\0\0\0\0", "it ends within its header"),
        JPEG("frame too short", "\xff\xd8\xff\xc0\0\x05\x08\0\x08\xff\xd9", BROKEN),
        JPEG("12 bits", "\xff\xd8\xff\xc1\0\x0b\x0c\0\x08\0\x0c\x01\1\x11\0\xff\xda\xff\xd9",
             "it has other than 8 bits a colour"),
        JPEG("four colours", "\xff\xd8\xff\xc0\0\x08\x08\0\x08\0\x0c\x04\xff\xda\xff\xd9",
             "it is neither grey nor in three colours"),
        JPEG("lossless", "\xff\xd8\xff\xc3\0\x08\x08\0\x08\0\x0c\x03\xff\xda\xff\xd9",
             "this kind of JPEG is not read"),
        JPEG("no end", "\xff\xd8\xff\xc2\0\x08\x08\0\x08\0\x0c\x03\xff\xda\0\2ab\xff\0cd",
             "its end is missing"),
        JPEG("fill, restarts and tables before it",
             "\xff\xd8\xff\xff\xd0\xff\x01\xff\xc4\0\4\xff\xc0xy\xff\xff\xff\xc2\0\x08\x08\0\x08\0"
             "\x0c"
             "\x03\xff\xda\0\2ab\xff\0cd\xff\xd9",
             "read"),
        JPEG("an end within a note counts for nothing",
             "\xff\xd8\xff\xc2\0\x08\x08\0\x08\0\x0c\x03\xff\xe1\0\4\xff\xd9\xff\xda\0\2ab",
             "its end is missing"),
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct photo_head head;
        const uint8_t *bytes = (const uint8_t *)rows[i].bytes;
        check_text(rows[i].row, read_why(bytes, rows[i].len, &head), rows[i].why);
    }
}

static void a_file_too_large_is_not_looked_at(void **state) {
    (void)state;
    struct photo_head head;
    const char *why;
    assert_false(photo_head_read((const uint8_t *)"", PHOTO_FILE_BYTES_MAX + 1, &head, &why));
    assert_string_equal(why, "it has more than 8 MiB");
}

/* --- and what a decoder makes of what is let through ------------------------------------------ */

/* Small steady noise: every byte of the file takes other values. What is decoded must be as large
 * as asked for; anything else is refused; nothing crashes or hangs. */
static void check_damaged(struct picture picture) {
    uint32_t noise = 2463534242u;
    for (size_t at = 0; at < picture.len; at++) {
        uint8_t was = picture.bytes[at];
        noise ^= noise << 13;
        noise ^= noise >> 17;
        noise ^= noise << 5;
        picture.bytes[at] = (uint8_t)noise;
        struct photo_head head;
        const char *why = NULL;
        // A lie that the limits allow would take its time here and proves nothing.
        if (photo_head_read(picture.bytes, picture.len, &head, &why) &&
            (int64_t)head.width * head.height < 1000000) {
            SDL_Surface *made = photo_decode(picture.bytes, picture.len, 20, 25, &why);
            if (made)
                assert_true(made->w == 20 && made->h == 25);
            SDL_FreeSurface(made);
        }
        assert_true(why == NULL || why[0] != '\0');
        picture.bytes[at] = was;
    }
    free(picture.bytes);
}

static void damaged_files_do_no_harm(void **state) {
    (void)state;
    photo_decode_start();
    check_damaged(picture_make(40, 50, 60));
    check_damaged(picture_make(40, 50, 0));
    check_damaged(picture_copy(webp_lossy, sizeof webp_lossy));
    check_damaged(picture_copy(webp_lossless, sizeof webp_lossless));
    check_damaged(picture_copy(webp_extended, sizeof webp_extended));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kind_and_size_are_read),
        cmocka_unit_test(a_file_cut_short_is_refused),
        cmocka_unit_test(other_kinds_are_refused_whatever_their_name),
        cmocka_unit_test(sizes_of_jpeg_and_png_are_limited),
        cmocka_unit_test(sizes_of_webp_are_limited),
        cmocka_unit_test(odd_jpegs_are_told_apart),
        cmocka_unit_test(a_file_too_large_is_not_looked_at),
        cmocka_unit_test(damaged_files_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
