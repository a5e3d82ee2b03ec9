#include "records/scan.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define TAIL_BYTES 1024 // in which a PDF says that it ends (ISO 32000-1 annex H)

static const struct {
    enum scan_type type;
    const char *media_type, *ending;
} types[] = {
    {SCAN_PDF, "application/pdf", "pdf"},
    {SCAN_JPEG, "image/jpeg", "jpg"},
    {SCAN_PNG, "image/png", "png"},
};

const char *scan_media_type(enum scan_type type) {
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (types[i].type == type)
            return types[i].media_type;
    return "";
}

const char *scan_ending(const char *media_type) {
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (!strcmp(types[i].media_type, media_type))
            return types[i].ending;
    return NULL;
}

static uint32_t big16(const unsigned char *at) {
    return (uint32_t)at[0] << 8 | at[1];
}

static uint32_t big32(const unsigned char *at) {
    return big16(at) << 16 | big16(at + 2);
}

static enum scan_type judge(enum scan_type type, uint32_t width, uint32_t height) {
    if (width == 0 || height == 0)
        return SCAN_NONE;
    bool is_large = width > SCAN_SIDE_MAX || height > SCAN_SIDE_MAX ||
                    (uint64_t)width * height > SCAN_PIXELS_MAX;
    return is_large ? SCAN_TOO_LARGE : type;
}

static enum scan_type read_pdf(const unsigned char *bytes, size_t len) {
    size_t tail = len < TAIL_BYTES ? len : TAIL_BYTES;
    bool is_whole = memmem(bytes + len - tail, tail, "%%EOF", 5) != NULL;
    bool is_version = len > 8 && (bytes[5] == '1' || bytes[5] == '2') && bytes[6] == '.';
    return is_whole && is_version ? SCAN_PDF : SCAN_NONE;
}

/* IHDR is the first chunk, IEND the last. */
static enum scan_type read_png(const unsigned char *bytes, size_t len) {
    static const unsigned char head[] = {0, 0, 0, 13, 'I', 'H', 'D', 'R'};
    static const unsigned char end[] = {0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xAE, 0x42, 0x60, 0x82};
    if (len < 8 + 25 + sizeof end || memcmp(bytes + 8, head, sizeof head) != 0 ||
        memcmp(bytes + len - sizeof end, end, sizeof end) != 0)
        return SCAN_NONE;
    return judge(SCAN_PNG, big32(bytes + 16), big32(bytes + 20));
}

/* SOF0 to SOF15, which say how large it is; C4, C8 and CC stand among them and are others. */
static bool is_frame(unsigned char marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/* From segment to segment up to the frame's head; a scan before it is no JPEG. */
static enum scan_type read_jpeg(const unsigned char *bytes, size_t len) {
    size_t at = 2;
    while (len - at >= 4 && bytes[at] == 0xFF) {
        unsigned char marker = bytes[at + 1];
        if (marker == 0xFF) { // fill
            at++;
            continue;
        }
        size_t segment = big16(bytes + at + 2);
        if (marker == 0xDA || segment < 2 || segment > len - at - 2)
            return SCAN_NONE;
        if (is_frame(marker))
            return segment >= 8 ? judge(SCAN_JPEG, big16(bytes + at + 7), big16(bytes + at + 5))
                                : SCAN_NONE;
        at += 2 + segment;
    }
    return SCAN_NONE;
}

enum scan_type scan_read(const char *bytes, size_t len) {
    const unsigned char *at = (const unsigned char *)bytes;
    if (len > SCAN_BYTES_MAX)
        return SCAN_TOO_LARGE;
    if (len >= 5 && !memcmp(at, "%PDF-", 5))
        return read_pdf(at, len);
    if (len >= 8 && !memcmp(at, "\x89PNG\r\n\x1a\n", 8))
        return read_png(at, len);
    if (len >= 4 && !memcmp(at, "\xff\xd8\xff", 3))
        return read_jpeg(at, len);
    return SCAN_NONE;
}
