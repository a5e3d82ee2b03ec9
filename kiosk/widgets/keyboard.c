#include "widgets/keyboard.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "model/words.h"
#include "widgets/keyboard_layout.h"

#define GAP 10
#define REPEAT_AFTER_MS 500
#define REPEAT_EVERY_MS 60

enum key_action {
    KEY_LETTER,
    KEY_TONE, // value: enum typing_mark
    KEY_BACK,
    KEY_SHIFT,
    KEY_ORDER,
    KEY_CLEAR,
    KEY_NUM,
    KEY_SPACE,
    KEY_TELEX,
};

struct special_key {
    const char *token; // in the layout; for tones the letter that shows the mark follows
    enum key_action action;
    int value;
    enum button_look look;
    const char *icon, *label_key, *letter;
};

static const struct special_key SPECIALS[] = {
    {"sắc", KEY_TONE, TYPING_SAC, BUTTON_KEY_TONE, NULL, "kb.tone.sac", "á"},
    {"huyền", KEY_TONE, TYPING_HUYEN, BUTTON_KEY_TONE, NULL, "kb.tone.huyen", "à"},
    {"hỏi", KEY_TONE, TYPING_HOI, BUTTON_KEY_TONE, NULL, "kb.tone.hoi", "ả"},
    {"ngã", KEY_TONE, TYPING_NGA, BUTTON_KEY_TONE, NULL, "kb.tone.nga", "ã"},
    {"nặng", KEY_TONE, TYPING_NANG, BUTTON_KEY_TONE, NULL, "kb.tone.nang", "ạ"},
    {"backspace", KEY_BACK, 0, BUTTON_KEY_FUNCTION, "icons/backspace", "kb.delete", NULL},
    {"shift", KEY_SHIFT, 0, BUTTON_KEY_FUNCTION, "icons/shift", NULL, NULL},
    {"order", KEY_ORDER, 0, BUTTON_KEY_FUNCTION, NULL, NULL, NULL},
    {"clear", KEY_CLEAR, 0, BUTTON_KEY_FUNCTION, NULL, NULL, NULL},
    {"num", KEY_NUM, 0, BUTTON_KEY_FUNCTION, NULL, NULL, NULL},
    {"space", KEY_SPACE, 0, BUTTON_KEY, NULL, "kb.space", NULL},
    {"telex", KEY_TELEX, 0, BUTTON_KEY_FUNCTION, NULL, NULL, NULL},
};

static const struct special_key *special_of(const char *token) {
    for (size_t i = 0; i < sizeof SPECIALS / sizeof SPECIALS[0]; i++)
        if (!strcmp(SPECIALS[i].token, token))
            return &SPECIALS[i];
    return NULL;
}

/* The other order of letters: where "A B C …" or "QWERTY" leads. */
static enum keyboard_layout other_order(const struct keyboard *k) {
    return k->letters_layout == KEYBOARD_QWERTY ? KEYBOARD_ALPHABET : KEYBOARD_QWERTY;
}

/* Words of the keys that say what they would do now. */
static const char *label_key_of(const struct keyboard *k, const struct special_key *special) {
    switch (special->action) {
    case KEY_ORDER:
        return other_order(k) == KEYBOARD_QWERTY ? "kb.qwerty" : "kb.alphabet";
    case KEY_CLEAR:
        return k->has_undo ? "kb.undo" : "kb.clear";
    case KEY_NUM:
        return k->layout == KEYBOARD_DIGITS ? "kb.letters" : "kb.numbers";
    case KEY_TELEX:
        return k->is_telex_on ? "kb.telex_on" : "kb.telex_off";
    default:
        return special->label_key;
    }
}

/* A letter in the case that shift asks for, into KEYBOARD_TOKEN_BYTES. */
static void in_case(const struct keyboard *k, const char *letter, char *out) {
    uint32_t code_point = 0;
    utf8_decode(letter, strlen(letter), &code_point);
    if (k->is_shifted)
        code_point = utf8_to_upper(code_point);
    out[utf8_encode(code_point, out)] = '\0';
}

static void add_letter(struct keyboard *k, const char *token, struct rect area) {
    char id[ELEMENT_ID_BYTES], label[KEYBOARD_TOKEN_BYTES];
    snprintf(id, sizeof id, "key %s", token);
    in_case(k, token, label);
    panel_add(&k->keys, id, KEY_LETTER, BUTTON_KEY, area, NULL, label);
}

static void add_special(struct keyboard *k, const struct special_key *special, struct rect area,
                        const struct words *words) {
    char id[ELEMENT_ID_BYTES];
    bool is_tone = special->action == KEY_TONE;
    snprintf(id, sizeof id, "%s%s", is_tone ? "tone " : "", special->token);
    const char *key = label_key_of(k, special);
    const char *label = is_tone ? special->letter : key ? words_get(words, key) : NULL;
    struct button *b =
        panel_add(&k->keys, id, special->action, special->look, area, special->icon, label);
    b->value = special->value;
    if (is_tone)
        button_set_sub(b, words_get(words, key));
    b->is_chosen = (special->action == KEY_SHIFT && k->is_shifted) ||
                   (special->action == KEY_TELEX && k->is_telex_on);
}

static int divide(int product, int by) {
    return (product + by / 2) / by;
}

/* Columns and rows are rounded each from the area's own edge, so that errors never add up. */
static struct rect cell_rect(const struct keyboard *k, const struct keyboard_grid *grid, int row,
                             const struct keyboard_cell *cell, int gap) {
    int columns = grid->row[row].columns, rows = grid->rows;
    int across = k->area.w + gap, down = k->area.h + gap;
    int left = divide(across * cell->column, columns);
    int right = divide(across * (cell->column + cell->span), columns);
    int top = divide(down * row, rows), bottom = divide(down * (row + 1), rows);
    return (struct rect){k->area.x + left, k->area.y + top, right - left - gap, bottom - top - gap};
}

static void lay_keys(struct keyboard *k, const struct theme *theme, const struct words *words) {
    const struct keyboard_grid *grid = keyboard_grid(k->layout, theme->is_portrait);
    panel_clear(&k->keys);
    for (int row = 0; row < grid->rows; row++) {
        const char *at = grid->row[row].keys;
        struct keyboard_cell cell = {.column = 0};
        while (keyboard_next_cell(&at, &cell)) {
            struct rect area = cell_rect(k, grid, row, &cell, theme_px(theme, GAP));
            const struct special_key *special = special_of(cell.token);
            if (special)
                add_special(k, special, area, words);
            else
                add_letter(k, cell.token, area);
        }
    }
}

void keyboard_init(struct keyboard *k, struct rect area, const struct theme *theme,
                   const struct words *words) {
    enum keyboard_layout letters = theme->is_portrait ? KEYBOARD_ALPHABET : KEYBOARD_QWERTY;
    *k = (struct keyboard){
        .area = area, .layout = letters, .letters_layout = letters, .is_telex_on = true};
    lay_keys(k, theme, words);
}

void keyboard_finish(struct keyboard *k) {
    if (k)
        panel_finish(&k->keys);
}

/* The ring stays on the key, or where it was when the new layout has no such key. */
static void keep_focus(struct keyboard *k, const struct panel *old) {
    if (old->focus < 0 || (size_t)old->focus >= old->count)
        return;
    int last = (int)k->keys.count - 1;
    k->keys.focus = old->focus < last ? old->focus : last;
    for (size_t i = 0; i < k->keys.count; i++)
        if (strcmp(k->keys.items[i].id, old->items[old->focus].id) == 0)
            k->keys.focus = (int)i;
}

/* New labels or a new layout. A finger that is down keeps its key if the key is still there: the
 * second thumb of a fast typist must not lose its letter when the first one ends the capitals. */
static void relay(struct keyboard *k, const struct theme *theme, const struct words *words,
                  struct damage *damage) {
    struct panel old = k->keys;
    k->keys = (struct panel){.focus = -1};
    lay_keys(k, theme, words);
    keep_focus(k, &old);
    for (size_t i = 0; i < old.count; i++) {
        if (!old.items[i].finger)
            continue;
        damage_add(damage, button_reach(&old.items[i], theme)); // its plate
        for (size_t j = 0; j < k->keys.count; j++) {
            struct button *key = &k->keys.items[j];
            if (strcmp(key->id, old.items[i].id) != 0)
                continue;
            key->finger = old.items[i].finger;
            key->entered_ms = old.items[i].entered_ms;
        }
    }
    panel_finish(&old);
    damage_add(damage, k->area);
}

void keyboard_set_shift(struct keyboard *k, bool is_shifted, const struct theme *theme,
                        const struct words *words, struct damage *damage) {
    if (k->is_shifted == is_shifted)
        return;
    k->is_shifted = is_shifted;
    relay(k, theme, words, damage);
}

void keyboard_set_undo(struct keyboard *k, bool has_undo, const struct theme *theme,
                       const struct words *words, struct damage *damage) {
    if (k->has_undo == has_undo)
        return;
    k->has_undo = has_undo;
    relay(k, theme, words, damage);
}

static struct keyboard_press letter_press(const char *text) {
    struct keyboard_press press = {.kind = KEYBOARD_LETTER};
    snprintf(press.text, sizeof press.text, "%s", text);
    return press;
}

/* What a fired key gives, and what it changes on the keyboard itself. */
static struct keyboard_press fire(struct keyboard *k, const struct button *key, bool *out_relay) {
    *out_relay = true;
    switch ((enum key_action)key->action) {
    case KEY_LETTER:
        *out_relay = k->is_shifted; // shift holds for one letter
        k->is_shifted = false;
        return letter_press(key->label);
    case KEY_SHIFT:
        k->is_shifted = !k->is_shifted;
        return (struct keyboard_press){0};
    case KEY_ORDER:
        k->letters_layout = k->layout = other_order(k);
        return (struct keyboard_press){0};
    case KEY_NUM:
        k->layout = k->layout == KEYBOARD_DIGITS ? k->letters_layout : KEYBOARD_DIGITS;
        return (struct keyboard_press){0};
    case KEY_TELEX:
        k->is_telex_on = !k->is_telex_on;
        return (struct keyboard_press){.kind = KEYBOARD_TELEX, .is_telex_on = k->is_telex_on};
    default:
        break;
    }
    *out_relay = false;
    switch ((enum key_action)key->action) {
    case KEY_TONE:
        return (struct keyboard_press){.kind = KEYBOARD_TONE, .mark = (enum typing_mark)key->value};
    case KEY_SPACE:
        return letter_press(" ");
    case KEY_CLEAR:
        return (struct keyboard_press){.kind = KEYBOARD_CLEAR};
    default:
        return (struct keyboard_press){.kind = KEYBOARD_BACKSPACE};
    }
}

static struct keyboard_press take(struct keyboard *k, const struct button *key,
                                  const struct theme *theme, const struct words *words,
                                  struct damage *damage) {
    bool must_relay;
    struct keyboard_press press = fire(k, key, &must_relay);
    if (must_relay)
        relay(k, theme, words, damage);
    return press;
}

static bool is_backspace_held(const struct keyboard *k) {
    for (size_t i = 0; i < k->keys.count; i++)
        if (k->keys.items[i].action == KEY_BACK)
            return k->keys.items[i].finger && k->keys.items[i].finger != EVENT_FINGER_KEYPAD;
    return false;
}

static void watch_backspace(struct keyboard *k, int64_t now_ms) {
    if (!is_backspace_held(k)) {
        k->held_since_ms = k->next_repeat_ms = 0;
    } else if (k->held_since_ms == 0) {
        k->held_since_ms = now_ms > 0 ? now_ms : 1;
        k->next_repeat_ms = k->held_since_ms + REPEAT_AFTER_MS;
        k->has_repeated = false;
    }
}

static struct keyboard_press repeat(struct keyboard *k, int64_t now_ms) {
    if (k->held_since_ms == 0 || now_ms < k->next_repeat_ms)
        return (struct keyboard_press){0};
    k->next_repeat_ms = now_ms + REPEAT_EVERY_MS;
    k->has_repeated = true;
    return (struct keyboard_press){.kind = KEYBOARD_BACKSPACE};
}

struct keyboard_press keyboard_event(struct keyboard *k, const struct event *ev,
                                     const struct theme *theme, const struct words *words,
                                     struct damage *damage) {
    if (ev->kind == EVENT_TIMER) {
        panel_step(&k->keys, ev->at_ms, damage);
        return repeat(k, ev->at_ms);
    }
    if (ev->kind == EVENT_KEY || ev->kind == EVENT_TEXT)
        return (struct keyboard_press){0}; // a physical keyboard types into the field itself
    const struct button *key = panel_event(&k->keys, ev, damage);
    watch_backspace(k, ev->at_ms);
    if (!key || (key->action == KEY_BACK && k->has_repeated))
        return (struct keyboard_press){0};
    return take(k, key, theme, words, damage);
}

struct keyboard_press keyboard_enter(struct keyboard *k, int64_t at_ms, const struct theme *theme,
                                     const struct words *words, struct damage *damage) {
    const struct event enter = {.kind = EVENT_KEY, .key = KEY_ENTER, .at_ms = at_ms};
    const struct button *key = panel_event(&k->keys, &enter, damage);
    return key ? take(k, key, theme, words, damage) : (struct keyboard_press){0};
}

int64_t keyboard_deadline_ms(const struct keyboard *k) {
    int64_t rising_ms = panel_deadline_ms(&k->keys);
    bool is_sooner = rising_ms && (!k->next_repeat_ms || rising_ms < k->next_repeat_ms);
    return is_sooner ? rising_ms : k->next_repeat_ms;
}

void keyboard_draw(const struct keyboard *k, struct canvas *canvas) {
    panel_draw(&k->keys, canvas);
}

void keyboard_list(const struct keyboard *k, struct element_list *out) {
    panel_list(&k->keys, out);
}
