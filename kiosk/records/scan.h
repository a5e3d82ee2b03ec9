/* Scanned papers (giấy tờ) by their bytes: what a file is, whatever it is called. Only heads are
 * read; nothing is decoded. */
#ifndef RECORDS_SCAN_H
#define RECORDS_SCAN_H

#include <stddef.h>

#define SCAN_BYTES_MAX (8u * 1024 * 1024)
#define SCAN_SIDE_MAX 20000       // pixels
#define SCAN_PIXELS_MAX 100000000 // 100 million: A3 at 600 dpi has 70

enum scan_type {
    SCAN_NONE, // none of these, or damaged
    SCAN_PDF,
    SCAN_JPEG,
    SCAN_PNG,
    SCAN_TOO_LARGE, // in bytes or pixels
};

/** Checks the head, the size, the pixels it promises, and that its end is there. */
enum scan_type scan_read(const char *bytes, size_t len);
/** "application/pdf", "image/jpeg", "image/png"; static. */
const char *scan_media_type(enum scan_type type);
/** "pdf", "jpg", "png" of such a media type; static; NULL for others. */
const char *scan_ending(const char *media_type);

#endif
