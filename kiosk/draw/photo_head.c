#include "draw/photo_head.h"

#include <string.h>

/* A place in the file; reading past the end gives zeros and is remembered. */
struct cursor {
    const uint8_t *bytes;
    size_t len, at;
    bool is_past;
};

static unsigned take_byte(struct cursor *c) {
    if (c->at >= c->len) {
        c->is_past = true;
        return 0;
    }
    return c->bytes[c->at++];
}

static uint32_t take_big(struct cursor *c, int count) {
    uint32_t value = 0;
    while (count-- > 0)
        value = value << 8 | take_byte(c);
    return value;
}

static uint32_t take_little(struct cursor *c, int count) {
    uint32_t value = 0;
    for (int i = 0; i < count; i++)
        value |= (uint32_t)take_byte(c) << 8 * i;
    return value;
}

static void skip(struct cursor *c, size_t count) {
    c->is_past = c->is_past || count > c->len - c->at;
    c->at = c->is_past ? c->len : c->at + count;
}

static bool take_text(struct cursor *c, const char *text, size_t len) {
    bool is_there = len <= c->len - c->at && memcmp(c->bytes + c->at, text, len) == 0;
    c->at += is_there ? len : 0;
    return is_there;
}

static bool refuse(const char *why, const char **out_why) {
    *out_why = why;
    return false;
}

static bool take_size(struct photo_head *head, uint32_t width, uint32_t height,
                      const char **out_why) {
    if (width == 0 || height == 0)
        return refuse("its header says that it has no pixels", out_why);
    if ((uint64_t)width * height > PHOTO_PIXELS_MAX)
        return refuse("it has more than 64 million pixels", out_why);
    head->width = (int)width;
    head->height = (int)height;
    return true;
}

/* --- JPEG --------------------------------------------------------------------------------- */

enum jpeg_marker {
    JPEG_BASELINE = 0xc0,
    JPEG_EXTENDED = 0xc1,
    JPEG_PROGRESSIVE = 0xc2,
    JPEG_TABLES = 0xc4, // these three have numbers among those of the frames
    JPEG_EXTENSIONS = 0xc8,
    JPEG_CONDITIONING = 0xcc,
    JPEG_LAST_FRAME = 0xcf,
    JPEG_RESTART_0 = 0xd0,
    JPEG_START = 0xd8,
    JPEG_END = 0xd9,
    JPEG_SCAN = 0xda,
    JPEG_TEMPORARY = 0x01,
};

/* The next marker as libjpeg finds it: what is no marker is passed over, fill bytes too. */
static unsigned take_marker(struct cursor *c) {
    unsigned byte;
    do {
        do
            byte = take_byte(c);
        while (byte != 0xff && !c->is_past);
        while (byte == 0xff && !c->is_past)
            byte = take_byte(c);
    } while (byte == 0 && !c->is_past);
    return byte;
}

static bool is_frame(unsigned marker) {
    return marker >= JPEG_BASELINE && marker <= JPEG_LAST_FRAME && marker != JPEG_TABLES &&
           marker != JPEG_EXTENSIONS && marker != JPEG_CONDITIONING;
}

static bool has_length(unsigned marker) {
    return marker != JPEG_TEMPORARY && !(marker >= JPEG_RESTART_0 && marker <= JPEG_START);
}

/* Colours for a printing press would come out inverted. */
static bool read_frame(struct cursor segment, unsigned marker, struct photo_head *head,
                       const char **out_why) {
    unsigned depth = take_byte(&segment);
    uint32_t height = take_big(&segment, 2), width = take_big(&segment, 2);
    unsigned channels = take_byte(&segment);
    if (segment.is_past)
        return refuse("its header is broken", out_why);
    if (marker > JPEG_PROGRESSIVE)
        return refuse("this kind of JPEG is not read", out_why);
    if (depth != 8)
        return refuse("it has other than 8 bits a colour", out_why);
    if (channels != 1 && channels != 3)
        return refuse("it is neither grey nor in three colours", out_why);
    return take_size(head, width, height, out_why);
}

/* What follows a marker, without its length. */
static struct cursor take_segment(struct cursor *c) {
    uint32_t len = take_big(c, 2);
    struct cursor segment = {.bytes = c->bytes + c->at, .len = len < 2 ? 0 : len - 2};
    skip(c, segment.len);
    if (len < 2 || c->is_past)
        segment = (struct cursor){.is_past = true};
    return segment;
}

/* Compressed data never holds the end's marker, so a file cut short has none behind its first scan;
 * libjpeg would fill it up with grey. */
static bool has_jpeg_end(struct cursor c) {
    while (!c.is_past && take_marker(&c) != JPEG_END)
        continue;
    return !c.is_past;
}

static bool read_jpeg(struct cursor *c, struct photo_head *head, const char **out_why) {
    skip(c, 2); // its start
    for (;;) {
        unsigned marker = take_marker(c);
        if (c->is_past)
            return refuse("it ends within its header", out_why);
        if (marker == JPEG_END || (marker == JPEG_SCAN && head->width == 0))
            return refuse("its header says nothing of its size", out_why);
        if (marker == JPEG_SCAN)
            return has_jpeg_end(*c) || refuse("its end is missing", out_why);
        if (!has_length(marker))
            continue;
        struct cursor segment = take_segment(c);
        if (segment.is_past)
            return refuse("it ends within its header", out_why);
        if (is_frame(marker) && head->width == 0 && !read_frame(segment, marker, head, out_why))
            return false;
    }
}

/* --- PNG ---------------------------------------------------------------------------------- */

#define PNG_START "\x89PNG\r\n\x1a\n"
#define PNG_HEADER_BYTES 13

static bool read_png(struct cursor *c, struct photo_head *head, const char **out_why) {
    skip(c, sizeof PNG_START - 1);
    uint32_t len = take_big(c, 4);
    bool is_first = take_text(c, "IHDR", 4);
    uint32_t width = take_big(c, 4), height = take_big(c, 4);
    skip(c, PNG_HEADER_BYTES - 8);
    if (c->is_past)
        return refuse("it ends within its header", out_why);
    if (!is_first || len != PNG_HEADER_BYTES)
        return refuse("its header is broken", out_why);
    return take_size(head, width, height, out_why);
}

/* --- WebP --------------------------------------------------------------------------------- */

#define WEBP_SIDE_MASK 0x3fff // 14 bits; two above them tell how to enlarge it, which nobody does
#define WEBP_MOVES 0x02

static bool read_lossy(struct cursor *c, struct photo_head *head, const char **out_why) {
    bool is_whole = (take_little(c, 3) & 1) == 0;
    bool is_right = take_text(c, "\x9d\x01\x2a", 3);
    uint32_t width = take_little(c, 2) & WEBP_SIDE_MASK;
    uint32_t height = take_little(c, 2) & WEBP_SIDE_MASK;
    if (c->is_past)
        return refuse("it ends within its header", out_why);
    if (!is_whole || !is_right)
        return refuse("its header is broken", out_why);
    return take_size(head, width, height, out_why);
}

static bool read_lossless(struct cursor *c, struct photo_head *head, const char **out_why) {
    bool is_right = take_byte(c) == 0x2f;
    uint32_t bits = take_little(c, 4);
    if (c->is_past)
        return refuse("it ends within its header", out_why);
    if (!is_right || bits >> 29 != 0)
        return refuse("its header is broken", out_why);
    return take_size(head, (bits & WEBP_SIDE_MASK) + 1, (bits >> 14 & WEBP_SIDE_MASK) + 1, out_why);
}

static bool read_extended(struct cursor *c, struct photo_head *head, const char **out_why) {
    unsigned flags = take_byte(c);
    skip(c, 3);
    uint32_t width = take_little(c, 3) + 1, height = take_little(c, 3) + 1;
    if (c->is_past)
        return refuse("it ends within its header", out_why);
    if (flags & WEBP_MOVES)
        return refuse("it is a moving picture", out_why);
    return take_size(head, width, height, out_why);
}

static bool read_webp(struct cursor *c, struct photo_head *head, const char **out_why) {
    static const struct {
        const char *name;
        bool (*read)(struct cursor *, struct photo_head *, const char **);
    } chunks[] = {{"VP8 ", read_lossy}, {"VP8L", read_lossless}, {"VP8X", read_extended}};
    skip(c, 12); // RIFF, length, WEBP
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        if (!take_text(c, chunks[i].name, 4))
            continue;
        skip(c, 4);
        return chunks[i].read(c, head, out_why);
    }
    return refuse("its header is broken", out_why);
}

bool photo_head_read(const uint8_t *bytes, size_t len_bytes, struct photo_head *out,
                     const char **out_why) {
    struct cursor c = {.bytes = bytes, .len = len_bytes};
    struct photo_head head = {.kind = PHOTO_JPEG};
    bool is_read;
    if (len_bytes > PHOTO_FILE_BYTES_MAX)
        return refuse("it has more than 8 MiB", out_why);
    if (len_bytes >= 3 && memcmp(bytes, "\xff\xd8\xff", 3) == 0) {
        is_read = read_jpeg(&c, &head, out_why);
    } else if (len_bytes >= 8 && memcmp(bytes, PNG_START, 8) == 0) {
        head.kind = PHOTO_PNG;
        is_read = read_png(&c, &head, out_why);
    } else if (len_bytes >= 12 && memcmp(bytes, "RIFF", 4) == 0 &&
               memcmp(bytes + 8, "WEBP", 4) == 0) {
        head.kind = PHOTO_WEBP;
        is_read = read_webp(&c, &head, out_why);
    } else {
        return refuse("it is no JPEG, PNG or WebP picture", out_why);
    }
    if (is_read)
        *out = head;
    return is_read;
}
