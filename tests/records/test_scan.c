/* What a scanned paper is by its bytes. */
#include "../check.h"

#include "records/scan.h"

#define PNG_HEAD "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"
#define PNG_REST "\x08\x02\0\0\0\0\0\0\0"
#define PNG_END "\0\0\0\0IEND\xae\x42\x60\x82"
#define JPEG_APP "\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
#define ROW(name, text, want)                                                                      \
    { name, text, sizeof text - 1, want }

static void bytes_say_what_it_is(void **state) {
    (void)state;
    static const struct {
        const char *name, *bytes;
        size_t len;
        enum scan_type want;
    } rows[] = {
        ROW("pdf", "%PDF-1.7\nx\n%%EOF\n", SCAN_PDF),
        ROW("pdf 2", "%PDF-2.0\nx\n%%EOF", SCAN_PDF),
        ROW("pdf cut off", "%PDF-1.7\nx\n", SCAN_NONE),
        ROW("pdf of no version", "%PDF-x.7\nx\n%%EOF", SCAN_NONE),
        ROW("pdf behind something", "\n%PDF-1.7\nx\n%%EOF", SCAN_NONE),
        ROW("png", PNG_HEAD "\0\0\x10\0\0\0\x10\0" PNG_REST PNG_END, SCAN_PNG),
        ROW("png of no width", PNG_HEAD "\0\0\0\0\0\0\x10\0" PNG_REST PNG_END, SCAN_NONE),
        ROW("png too wide", PNG_HEAD "\0\1\0\0\0\0\0\x10" PNG_REST PNG_END, SCAN_TOO_LARGE),
        ROW("png of many pixels", PNG_HEAD "\0\0\x4e\x20\0\0\x4e\x20" PNG_REST PNG_END,
            SCAN_TOO_LARGE),
        ROW("png cut off", PNG_HEAD "\0\0\x10\0\0\0\x10\0" PNG_REST "\0\0\0\0IEND", SCAN_NONE),
        ROW("jpeg", JPEG_APP "\xff\xc0\0\x0b\x08\x10\0\x20\0\1\1\x11\0\xff\xd9", SCAN_JPEG),
        ROW("jpeg, progressive", JPEG_APP "\xff\xff\xc2\0\x0b\x08\x10\0\x20\0\1\1\x11\0\xff\xd9",
            SCAN_JPEG),
        ROW("jpeg too large", JPEG_APP "\xff\xc0\0\x0b\x08\xff\xff\xff\xff\1\1\x11\0\xff\xd9",
            SCAN_TOO_LARGE),
        ROW("jpeg without a frame", JPEG_APP "\xff\xda\0\x08\0\0\0\0\0\0", SCAN_NONE),
        ROW("jpeg with a wild segment", "\xff\xd8\xff\xe0\xff\xff\0\0", SCAN_NONE),
        ROW("jpeg with a short segment", "\xff\xd8\xff\xe0\0\1\xff\xc0", SCAN_NONE),
        ROW("gif", "GIF89a\1\0\1\0", SCAN_NONE),
        ROW("a page", "<html><script>alert(1)</script>", SCAN_NONE),
        ROW("nothing", "", SCAN_NONE),
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char *copy = malloc(rows[i].len + 1); // ends where it ends: asan looks
        memcpy(copy, rows[i].bytes, rows[i].len);
        check_number(rows[i].name, scan_read(copy, rows[i].len), rows[i].want);
        for (size_t len = 0; len < rows[i].len; len++)
            scan_read(memmove(copy, rows[i].bytes, len), len);
        free(copy);
    }
}

static void the_file_has_a_limit(void **state) {
    (void)state;
    char *large = calloc(1, SCAN_BYTES_MAX + 1);
    memcpy(large, "%PDF-1.7", 8);
    memcpy(large + SCAN_BYTES_MAX - 5, "%%EOF", 5);
    check_number("just", scan_read(large, SCAN_BYTES_MAX), SCAN_PDF);
    check_number("beyond", scan_read(large, SCAN_BYTES_MAX + 1), SCAN_TOO_LARGE);
    free(large);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_say_what_it_is),
        cmocka_unit_test(the_file_has_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
