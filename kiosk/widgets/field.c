#include "widgets/field.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/utf8.h"
#include "widgets/field_parts.h"
#include "widgets/field_view.h"
#include "widgets/keyboard.h"

#define BLINK_MS 530

void field_init(struct field *f, const char *id, char *buffer, size_t cap_bytes, size_t max_chars,
                enum typing_method method, enum typing_style style) {
    assert(strlen(id) < sizeof f->id && strlen(buffer) < cap_bytes);
    *f = (struct field){.text = buffer,
                        .cap_bytes = cap_bytes,
                        .max_chars = max_chars,
                        .caret = strlen(buffer),
                        .has_caret_shown = true,
                        .physical_method = method,
                        .is_telex_on = true};
    memcpy(f->id, id, strlen(id) + 1);
    typing_init(&f->typing, method, style);
}

void field_forget_undo(struct field *f) {
    if (f->undo)
        crypto_secret_free(f->undo);
    f->undo = NULL;
}

void field_finish(struct field *f) {
    if (!f)
        return;
    field_forget_undo(f);
    crypto_wipe(f, sizeof *f);
}

static void move_caret(struct field *f, size_t caret) {
    if (caret == f->caret)
        return;
    f->caret = caret;
    f->has_caret_shown = true;
    typing_reset(&f->typing);
}

void field_splice(struct field *f, size_t erase, const char *insert, size_t insert_len) {
    size_t len = strlen(f->text), start = f->caret - erase;
    size_t new_len = len - erase + insert_len;
    assert(new_len < f->cap_bytes);
    memmove(f->text + start + insert_len, f->text + f->caret, len - f->caret + 1);
    memcpy(f->text + start, insert, insert_len);
    if (new_len < len)
        crypto_wipe(f->text + new_len, len - new_len + 1);
    f->caret = start + insert_len;
}

/* What was put before the caret may have joined the character behind it. */
static void snap_caret(struct field *f) {
    size_t at = f->caret > 0 ? utf8_prev(f->text, f->caret) : 0;
    while (at < f->caret)
        at = utf8_next(f->text, at);
    f->caret = at;
}

bool field_apply(struct field *f, const struct typing_edit *edit) {
    size_t insert_len = strlen(edit->insert), count = utf8_count(f->text);
    if (insert_len == 0 && edit->erase_bytes == 0)
        return false;
    assert(edit->erase_bytes <= f->caret && edit->erase_bytes <= FIELD_ERASE_BYTES_MAX);
    if (strlen(f->text) - edit->erase_bytes + insert_len >= f->cap_bytes) {
        f->has_overflowed = true;
        return false;
    }
    char erased[FIELD_ERASE_BYTES_MAX];
    memcpy(erased, f->text + f->caret - edit->erase_bytes, edit->erase_bytes);
    field_splice(f, edit->erase_bytes, edit->insert, insert_len);
    size_t now = utf8_count(f->text);
    bool is_too_long = now > f->max_chars && now > count;
    if (is_too_long)
        field_splice(f, insert_len, erased, edit->erase_bytes);
    crypto_wipe(erased, sizeof erased);
    snap_caret(f);
    f->has_overflowed |= is_too_long;
    return !is_too_long;
}

/* The composer reads the text before the caret as a whole string: it is ended there for as long as
 * the call lasts, instead of copying what a visitor typed. */
static char end_at_caret(struct field *f) {
    char hidden = f->text[f->caret];
    f->text[f->caret] = '\0';
    return hidden;
}

enum key_kind {
    KEY_IS_TEXT,
    KEY_IS_TONE,
    KEY_IS_BACKSPACE,
};

static void compose(struct field *f, enum key_kind kind, const char *text, enum typing_mark mark,
                    struct typing_edit *out) {
    char hidden = end_at_caret(f);
    *out = (struct typing_edit){0};
    switch (kind) {
    case KEY_IS_TEXT:
        typing_key(&f->typing, f->text, text, out);
        break;
    case KEY_IS_TONE:
        typing_tone(&f->typing, f->text, mark, out);
        break;
    case KEY_IS_BACKSPACE:
        typing_backspace(&f->typing, f->text, out);
        break;
    }
    f->text[f->caret] = hidden;
}

static bool type(struct field *f, enum key_kind kind, const char *text, enum typing_mark mark) {
    struct typing before = f->typing;
    struct typing_edit edit;
    compose(f, kind, text, mark, &edit);
    bool is_changed = field_apply(f, &edit);
    if (is_changed)
        field_forget_undo(f);
    else
        f->typing = before; // a key that was not taken leaves no trace in the syllable either
    f->has_caret_shown = true;
    crypto_wipe(&before, sizeof before);
    crypto_wipe(&edit, sizeof edit);
    return is_changed;
}

bool field_type_key(struct field *f, const char *key) {
    return type(f, KEY_IS_TEXT, key, TYPING_SAC);
}

void field_use_method(struct field *f, enum typing_method method) {
    if (f->typing.method != method)
        typing_reset(&f->typing);
    f->typing.method = method;
}

static void wipe_text(struct field *f) {
    crypto_wipe(f->text, strlen(f->text));
    f->caret = 0;
    f->scroll = 0;
    typing_reset(&f->typing);
}

static bool clear_or_undo(struct field *f) {
    if (f->text[0]) {
        field_forget_undo(f);
        size_t size = strlen(f->text) + 1;
        f->undo = crypto_secret_alloc(size);
        memcpy(f->undo, f->text, size);
        wipe_text(f);
        return true;
    }
    if (!f->undo)
        return false;
    field_set_text(f, f->undo);
    field_forget_undo(f);
    return true;
}

bool field_press(struct field *f, const struct keyboard_press *press) {
    field_use_method(f, f->is_telex_on ? TYPING_TELEX : TYPING_PLAIN);
    f->has_overflowed = false;
    switch (press->kind) {
    case KEYBOARD_LETTER:
        return field_type_key(f, press->text);
    case KEYBOARD_TONE:
        return type(f, KEY_IS_TONE, NULL, press->mark);
    case KEYBOARD_BACKSPACE:
        return type(f, KEY_IS_BACKSPACE, NULL, TYPING_SAC);
    case KEYBOARD_CLEAR:
        return clear_or_undo(f);
    case KEYBOARD_TELEX:
        f->is_telex_on = press->is_telex_on;
        return false;
    case KEYBOARD_NONE:
        return false;
    }
    return false;
}

static bool delete_next(struct field *f) {
    size_t next = utf8_next(f->text, f->caret), len = next - f->caret;
    if (!f->text[f->caret])
        return false;
    typing_reset(&f->typing);
    field_forget_undo(f);
    f->caret = next;
    field_splice(f, len, "", 0);
    snap_caret(f);
    return true;
}

/* True when the text changed; the caret moves by whole characters. */
static bool key_event(struct field *f, enum event_key key, const struct canvas *metrics) {
    switch (key) {
    case KEY_BACKSPACE:
        field_use_method(f, f->physical_method);
        return type(f, KEY_IS_BACKSPACE, NULL, TYPING_SAC);
    case KEY_DELETE:
        return delete_next(f);
    case KEY_LEFT:
        move_caret(f, f->caret > 0 ? utf8_prev(f->text, f->caret) : 0);
        return false;
    case KEY_RIGHT:
        move_caret(f, f->text[f->caret] ? utf8_next(f->text, f->caret) : f->caret);
        return false;
    case KEY_HOME:
        move_caret(f, 0);
        return false;
    case KEY_END:
        move_caret(f, strlen(f->text));
        return false;
    case KEY_UP:
    case KEY_DOWN:
        if (f->is_multiline)
            move_caret(f, field_view_offset_above(f, metrics, key == KEY_UP ? -1 : 1));
        return false;
    default:
        return false;
    }
}

/* The text stays where it stands under the finger; only the caret goes there. */
static void touch_event(struct field *f, const struct event *ev, const struct canvas *metrics) {
    if (ev->kind == EVENT_DOWN && !f->finger && rect_contains(f->area, ev->at))
        f->finger = ev->finger;
    bool is_of_all = ev->kind == EVENT_CANCEL && !ev->finger;
    if (f->finger != ev->finger && !is_of_all)
        return;
    if (ev->kind == EVENT_DOWN || ev->kind == EVENT_MOVE) {
        f->scroll = field_view_scroll(f, metrics);
        move_caret(f, field_view_offset_at(f, metrics, ev->at));
    } else {
        f->finger = 0;
    }
}

static void blink(struct field *f, int64_t at_ms, const struct canvas *metrics,
                  struct damage *damage) {
    if (at_ms < f->blink_at_ms)
        return;
    if (f->blink_at_ms > 0) {
        f->has_caret_shown = !f->has_caret_shown;
        damage_add(damage, field_view_caret(f, metrics));
    }
    f->blink_at_ms = at_ms + BLINK_MS;
}

bool field_event(struct field *f, const struct event *ev, const struct canvas *metrics,
                 struct damage *damage) {
    size_t caret = f->caret;
    bool is_changed = false;
    if (ev->kind == EVENT_TEXT || ev->kind == EVENT_KEY)
        f->has_overflowed = false;
    switch (ev->kind) {
    case EVENT_DOWN:
    case EVENT_MOVE:
    case EVENT_UP:
    case EVENT_CANCEL:
        touch_event(f, ev, metrics);
        break;
    case EVENT_TEXT:
        is_changed = field_take_text(f, ev->text, ev->at_ms);
        break;
    case EVENT_KEY:
        is_changed = key_event(f, ev->key, metrics);
        break;
    case EVENT_TIMER:
        blink(f, ev->at_ms, metrics, damage);
        return false;
    case EVENT_PHOTO:
        return false;
    }
    if (is_changed || caret != f->caret)
        damage_add(damage, f->area);
    return is_changed;
}

/* Whole characters, as many as both limits allow. */
static size_t fitting_bytes(const struct field *f, const char *text) {
    size_t most = utf8_offset(text, f->max_chars), end = 0;
    while (end < most) {
        size_t next = utf8_next(text, end);
        if (next >= f->cap_bytes)
            break;
        end = next;
    }
    return end;
}

void field_set_text(struct field *f, const char *text) {
    size_t len = fitting_bytes(f, text);
    wipe_text(f);
    memcpy(f->text, text, len);
    f->text[len] = '\0';
    f->caret = len;
    f->has_caret_shown = true;
}

bool field_wants_capital(const struct field *f) {
    if (f->caret == 0)
        return true;
    size_t at = utf8_prev(f->text, f->caret);
    uint32_t before = 0;
    utf8_decode(f->text + at, f->caret - at, &before);
    return !utf8_is_letter(before) && !utf8_is_digit(before); // H'Mông: after the apostrophe too
}

bool field_has_undo(const struct field *f) {
    return f->undo && !f->text[0];
}

int64_t field_deadline_ms(const struct field *f) {
    return f->blink_at_ms > 0 ? f->blink_at_ms : 1; // not begun: at once
}

void field_list(const struct field *f, struct element_list *out) {
    element_list_add(out, f->id, "field", f->text, f->area, true, true);
    out->items[out->count - 1].has_focus = f->has_ring;
}
