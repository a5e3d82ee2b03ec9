#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/strbuf.h"
#include "base/xalloc.h"

/* The letters and signs that nearly all of our texts are made of. Each is composed already and
 * joins nothing of them beside it, so the library's tables need not be asked. */
static bool is_common(uint32_t code_point) {
    return (code_point >= ' ' && code_point <= '~') ||
           (code_point >= 0xC0 && code_point < 0x300) ||   // Latin, up to the combining marks
           (code_point >= 0x1EA0 && code_point <= 0x1EFF); // Vietnamese
}

size_t utf8_decode(const char *text, size_t len_bytes, uint32_t *out) {
    utf8proc_int32_t code_point;
    if (len_bytes == 0)
        return 0;
    if ((unsigned char)*text < 0x80) {
        *out = (unsigned char)*text;
        return 1;
    }
    size_t most = len_bytes < 4 ? len_bytes : 4;
    utf8proc_ssize_t used =
        utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)most, &code_point);
    if (used <= 0)
        return 0;
    *out = (uint32_t)code_point;
    return (size_t)used;
}

size_t utf8_encode(uint32_t code_point, char *out) {
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF))
        return 0;
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)code_point, (utf8proc_uint8_t *)out);
}

bool utf8_is_valid(const char *text, size_t len_bytes) {
    uint32_t ignored;
    for (size_t at = 0, used; at < len_bytes; at += used) {
        used = utf8_decode(text + at, len_bytes - at, &ignored);
        if (used == 0)
            return false;
    }
    return true;
}

/* Bytes of the character that starts at `text`; a byte that is not UTF-8 counts as one. */
static size_t character_bytes(const char *text, size_t len_bytes) {
    uint32_t before, after;
    utf8proc_int32_t state = 0;
    size_t end = utf8_decode(text, len_bytes, &before);
    if (end == 0)
        return len_bytes > 0 ? 1 : 0;
    for (size_t used; (used = utf8_decode(text + end, len_bytes - end, &after)) > 0; end += used) {
        if ((is_common(before) && is_common(after)) ||
            utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)after,
                                             &state))
            break;
        before = after;
    }
    return end;
}

size_t utf8_count(const char *text) {
    size_t len_bytes = strlen(text), count = 0;
    for (size_t at = 0; at < len_bytes; at += character_bytes(text + at, len_bytes - at))
        count++;
    return count;
}

size_t utf8_offset(const char *text, size_t count) {
    size_t len_bytes = strlen(text), at = 0;
    for (; count > 0 && at < len_bytes; count--)
        at += character_bytes(text + at, len_bytes - at);
    return at;
}

/* Where characters break depends on what stands before, so this walks from the start: the texts
 * that are edited are a few hundred characters long. */
size_t utf8_prev(const char *text, size_t at_bytes) {
    size_t len_bytes = strlen(text), start = 0;
    for (size_t next = 0; next < at_bytes && next < len_bytes;) {
        start = next;
        next += character_bytes(text + next, len_bytes - next);
    }
    return start;
}

size_t utf8_next(const char *text, size_t at_bytes) {
    size_t len_bytes = strlen(text);
    if (at_bytes >= len_bytes)
        return len_bytes;
    return at_bytes + character_bytes(text + at_bytes, len_bytes - at_bytes);
}

static char *normalise(const char *text, size_t len_bytes, utf8proc_option_t form) {
    utf8proc_uint8_t *mapped;
    if (!utf8_is_valid(text, len_bytes))
        return NULL;
    if (utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len_bytes, &mapped,
                     UTF8PROC_STABLE | form) < 0)
        abort(); // the bytes are valid, so only memory can have run out
    return (char *)mapped;
}

static bool is_all_common(const char *text, size_t len_bytes) {
    uint32_t code_point;
    for (size_t at = 0, used; at < len_bytes; at += used) {
        used = utf8_decode(text + at, len_bytes - at, &code_point);
        if (used == 0 || !is_common(code_point))
            return false;
    }
    return true;
}

char *utf8_to_nfc(const char *text, size_t len_bytes) {
    if (is_all_common(text, len_bytes))
        return xstrndup(text, len_bytes);
    return normalise(text, len_bytes, UTF8PROC_COMPOSE);
}

char *utf8_to_nfd(const char *text, size_t len_bytes) {
    return normalise(text, len_bytes, UTF8PROC_DECOMPOSE);
}

size_t utf8_decompose(uint32_t code_point, uint32_t out[UTF8_DECOMPOSED_MAX]) {
    utf8proc_int32_t parts[UTF8_DECOMPOSED_MAX];
    int boundary = UTF8PROC_BOUNDCLASS_START;
    utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)code_point, parts, UTF8_DECOMPOSED_MAX,
                                UTF8PROC_STABLE | UTF8PROC_DECOMPOSE, &boundary);
    if (count < 1 || count > UTF8_DECOMPOSED_MAX) {
        out[0] = code_point;
        return 1;
    }
    for (utf8proc_ssize_t i = 0; i < count; i++)
        out[i] = (uint32_t)parts[i];
    return (size_t)count;
}

enum cleaning { KEEP, DROP, SPACE, LINE_END };

static enum cleaning cleaning_of(uint32_t code_point) {
    if (code_point != ' ' && is_common(code_point))
        return KEEP;
    if (code_point == '\n' || code_point == '\r' || code_point == 0x85)
        return LINE_END;
    if (code_point == '\t')
        return SPACE;
    if ((code_point & 0xFFFE) == 0xFFFE || (code_point >= 0xFDD0 && code_point <= 0xFDEF))
        return DROP;
    switch (utf8proc_category((utf8proc_int32_t)code_point)) {
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return LINE_END;
    case UTF8PROC_CATEGORY_ZS:
        return SPACE;
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
        return DROP;
    default:
        return KEEP;
    }
}

/* A run of blanks is held back until something follows it: that trims the end, too. */
char *utf8_clean(const char *text, size_t len_bytes, bool keep_lines) {
    struct strbuf kept = {0};
    bool is_blank = false, is_line_end = false;
    uint32_t code_point;
    for (size_t at = 0, used; at < len_bytes; at += used) {
        used = utf8_decode(text + at, len_bytes - at, &code_point);
        if (used == 0) {
            strbuf_finish(&kept);
            return NULL;
        }
        enum cleaning cleaning = cleaning_of(code_point);
        if (cleaning == SPACE || cleaning == LINE_END) {
            is_blank = true;
            is_line_end = is_line_end || cleaning == LINE_END;
        } else if (cleaning == KEEP && utf8_is_mark(code_point) && (is_blank || kept.len == 0)) {
            continue; // a mark of no letter
        } else if (cleaning == KEEP) {
            if (is_blank && kept.len > 0)
                strbuf_add_char(&kept, is_line_end && keep_lines ? '\n' : ' ');
            is_blank = is_line_end = false;
            strbuf_add(&kept, text + at, used);
        }
    }
    // Composed last: what was dropped may have stood between a letter and its mark.
    char *clean = utf8_to_nfc(strbuf_text(&kept), kept.len);
    strbuf_finish(&kept);
    return clean;
}

size_t utf8_count_clean(const char *text) {
    size_t len_bytes = strlen(text), count = 0;
    bool is_blank = false;
    uint32_t code_point;
    for (size_t at = 0; at < len_bytes; at += character_bytes(text + at, len_bytes - at)) {
        if (utf8_decode(text + at, len_bytes - at, &code_point) == 0)
            continue;
        enum cleaning cleaning = cleaning_of(code_point);
        if (cleaning == KEEP && utf8_is_mark(code_point))
            continue; // what parted it from its letter is dropped, or it has none
        if (cleaning == KEEP) {
            count += 1 + is_blank;
            is_blank = false;
        } else if (cleaning != DROP) {
            is_blank = count > 0;
        }
    }
    return count;
}

char *utf8_to_capitals(const char *text) {
    struct strbuf out = {.text = NULL};
    size_t len = strlen(text);
    uint32_t letter;
    char upper[4];
    for (size_t at = 0, used; (used = utf8_decode(text + at, len - at, &letter)); at += used)
        strbuf_add(&out, upper, utf8_encode(utf8_to_upper(letter), upper));
    return strbuf_detach(&out);
}

uint32_t utf8_to_upper(uint32_t code_point) {
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)code_point);
}

uint32_t utf8_to_lower(uint32_t code_point) {
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code_point);
}

bool utf8_is_letter(uint32_t code_point) {
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code_point);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool utf8_is_mark(uint32_t code_point) {
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code_point);
    return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

bool utf8_is_digit(uint32_t code_point) {
    return utf8proc_category((utf8proc_int32_t)code_point) == UTF8PROC_CATEGORY_ND;
}

#define PICTURES_FROM 0x2190 // arrows, dingbats: below it are signs of print

bool utf8_is_picture(uint32_t code_point) {
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code_point);
    bool is_sign = category == UTF8PROC_CATEGORY_SO && code_point >= PICTURES_FROM;
    return is_sign || category == UTF8PROC_CATEGORY_CN || code_point > 0xFFFF;
}
