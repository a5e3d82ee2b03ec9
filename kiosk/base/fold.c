#include "base/fold.h"

#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"

#define SMALL_D_WITH_STROKE 0x111
#define SMALL_ETH 0xF0

#define STROKE 4   // đ, as a letter's mark
#define FOREIGN 15 // one that Vietnamese does not have

static uint8_t mark_bits(uint32_t mark) {
    switch (mark) {
    case 0x306: // breve: ă
        return 1;
    case 0x302: // circumflex: â ê ô
        return 2;
    case 0x31B: // horn: ơ ư
        return 3;
    case 0x300: // huyền
        return 0x10;
    case 0x309: // hỏi
        return 0x20;
    case 0x303: // ngã
        return 0x30;
    case 0x301: // sắc
        return 0x40;
    case 0x323: // nặng
        return 0x50;
    default:
        return FOREIGN;
    }
}

struct folding {
    char *text;
    uint8_t *marks; // NULL: nobody asks
    size_t len;
    size_t letter; // where the last one stands
    bool is_between;
};

static void add_mark(struct folding *f, uint32_t mark) {
    if (f->marks && !f->is_between && f->len > 0)
        f->marks[f->letter] |= mark_bits(mark);
}

static void add_letter(struct folding *f, const char *bytes, size_t len_bytes, uint8_t marks) {
    if (f->is_between && f->len > 0) {
        f->text[f->len] = ' ';
        if (f->marks)
            f->marks[f->len] = 0;
        f->len++;
    }
    f->is_between = false;
    f->letter = f->len;
    memcpy(f->text + f->len, bytes, len_bytes);
    if (f->marks) {
        memset(f->marks + f->len, 0, len_bytes);
        f->marks[f->len] = marks;
    }
    f->len += len_bytes;
}

static void add_code_point(struct folding *f, uint32_t code_point) {
    uint32_t parts[UTF8_DECOMPOSED_MAX];
    size_t count = utf8_decompose(code_point, parts);
    for (size_t i = 0; i < count; i++) {
        char bytes[4];
        if (utf8_is_mark(parts[i])) {
            add_mark(f, parts[i]);
            continue;
        }
        uint32_t lower = utf8_to_lower(parts[i]);
        if (lower == SMALL_D_WITH_STROKE || lower == SMALL_ETH)
            add_letter(f, "d", 1, STROKE);
        else
            add_letter(f, bytes, utf8_encode(lower, bytes), 0);
    }
}

/* Half of the letters of Vietnamese, quickly. */
static void add_ascii(struct folding *f, char c) {
    char lower = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    if ((lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9'))
        add_letter(f, &lower, 1, 0);
    else
        f->is_between = true;
}

/* Unicode counts these as letters, but they are written as apostrophes: HʼMông. */
static bool is_apostrophe(uint32_t code_point) {
    return code_point >= 0x2BB && code_point <= 0x2BD;
}

size_t fold_into(const char *text, size_t len_bytes, char *out, uint8_t *out_marks) {
    struct folding f = {.text = out, .marks = out_marks};
    uint32_t code_point;
    for (size_t at = 0, used; at < len_bytes; at += used) {
        used = 1;
        if ((unsigned char)text[at] < 0x80) {
            add_ascii(&f, text[at]);
            continue;
        }
        used = utf8_decode(text + at, len_bytes - at, &code_point);
        bool is_bad = used == 0;
        used = is_bad ? 1 : used;
        if (is_bad || is_apostrophe(code_point))
            f.is_between = true;
        else if (utf8_is_mark(code_point))
            add_mark(&f, code_point);
        else if (utf8_is_letter(code_point) || utf8_is_digit(code_point))
            add_code_point(&f, code_point);
        else
            f.is_between = true;
    }
    out[f.len] = '\0';
    return f.len;
}

char *fold_text(const char *text) {
    size_t len = strlen(text);
    char *folded = xmalloc(FOLD_ROOM(len));
    fold_into(text, len, folded, NULL);
    return folded;
}
