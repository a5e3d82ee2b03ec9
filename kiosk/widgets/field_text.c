#include "widgets/field.h"

#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/utf8.h"
#include "widgets/field_parts.h"

#define PIECES_MS 12 // between two pieces of one paste, at most

/* A blank takes no marks with it: whoever typed them meant a letter. */
static size_t without_marks(const char *character, size_t len_bytes) {
    return character[0] == ' ' || character[0] == '\n' ? 1 : len_bytes;
}

/* Puts whole characters at the caret, as many as there is room for. */
static bool insert_characters(struct field *f, const char *text) {
    bool is_changed = false;
    for (size_t at = 0, next; text[at]; at = next) {
        struct typing_edit edit = {0};
        next = utf8_next(text, at);
        size_t len = without_marks(text + at, next - at);
        if (len < sizeof edit.insert)
            memcpy(edit.insert, text + at, len);
        bool is_taken = field_apply(f, &edit);
        crypto_wipe(&edit, sizeof edit);
        f->has_lost_letter = !is_taken;
        if (!is_taken)
            break;
        is_changed = true;
    }
    return is_changed;
}

static const char *skip_marks(const char *text) {
    uint32_t code_point;
    for (size_t used; (used = utf8_decode(text, strlen(text), &code_point)) > 0; text += used)
        if (!utf8_is_mark(code_point))
            break;
    return text;
}

/* Text that comes finished, as from a paste: nothing is composed but letters with their marks. A
 * keyboard hands it over in pieces, so a piece may begin with the marks of the letter before. */
static bool paste(struct field *f, const char *text) {
    uint32_t first = 0;
    utf8_decode(text, strlen(text), &first);
    size_t start = utf8_is_mark(first) && f->caret > 0 ? utf8_prev(f->text, f->caret) : f->caret;
    size_t before = f->caret - start, len = strlen(text);
    if (before > FIELD_ERASE_BYTES_MAX || (before == 0 && utf8_is_mark(first)))
        return false; // marks of no letter
    char *whole = crypto_secret_alloc(before + len + 1);
    memcpy(whole, f->text + start, before);
    memcpy(whole + before, text, len);
    char *nfc = utf8_to_nfc(whole, before + len);
    crypto_secret_free(whole);
    field_splice(f, before, "", 0);
    typing_reset(&f->typing);
    field_forget_undo(f);
    bool is_changed = insert_characters(f, nfc);
    crypto_wipe(nfc, strlen(nfc));
    free(nfc);
    return is_changed || before > 0;
}

/* True when the mark and the letter before the caret are one letter of Unicode's. */
static bool is_joining(const struct field *f, const char *mark) {
    size_t start = f->caret > 0 ? utf8_prev(f->text, f->caret) : 0, used = 0;
    char both[32] = {0};
    if (f->caret == start || f->caret - start + strlen(mark) >= sizeof both)
        return false;
    memcpy(both, f->text + start, f->caret - start);
    strcat(both, mark);
    char *nfc = utf8_to_nfc(both, strlen(both));
    uint32_t letter;
    used = utf8_decode(nfc, strlen(nfc), &letter);
    bool is_one = nfc[used] == '\0';
    crypto_wipe(nfc, strlen(nfc));
    crypto_wipe(both, sizeof both);
    free(nfc);
    return is_one;
}

static bool is_behind_blank(const struct field *f) {
    return f->caret == 0 || f->text[f->caret - 1] == ' ' || f->text[f->caret - 1] == '\n';
}

static bool type_key(struct field *f, const char *key, bool is_mark) {
    field_use_method(f, f->physical_method);
    if (is_mark && is_behind_blank(f))
        return false; // it has no letter
    bool had_overflowed = f->has_overflowed, is_taken = field_type_key(f, key);
    if (!is_taken && is_mark && is_joining(f, key)) {
        f->has_overflowed = had_overflowed;
        is_taken = paste(f, key); // a piece of a paste: the composer knows only our syllables
    }
    return is_taken;
}

/* SDL cuts what is pasted into pieces of its own size, and one letter may be left over. How fast
 * keys come says nothing else: a slow frame hands over several that hands have pressed. */
static bool is_rest_of_paste(const struct field *f, int64_t at_ms) {
    return f->pasted_end > 0 && f->caret == f->pasted_end && at_ms - f->pasted_ms <= PIECES_MS;
}

/* Keys come one letter at a time and are composed; text that comes in one piece is finished. */
bool field_take_text(struct field *f, const char *text, int64_t at_ms) {
    uint32_t code_point;
    if (f->has_lost_letter)
        text = skip_marks(text); // of a letter that is not there
    f->has_lost_letter = false;
    size_t used = utf8_decode(text, strlen(text), &code_point);
    if (used == 0)
        return false;
    if (!text[used] && !is_rest_of_paste(f, at_ms))
        return type_key(f, text, utf8_is_mark(code_point));
    bool is_changed = paste(f, text);
    f->pasted_ms = at_ms;
    f->pasted_end = f->caret;
    return is_changed;
}
