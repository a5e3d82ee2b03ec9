#include "input/typing.h"

#include <string.h>

#include "base/utf8.h"
#include "input/syllable.h"

/* What a key asks for. A mark names the letters it may change; w is both breve and horn. */
enum command_kind { COMMAND_LETTER, COMMAND_TONE, COMMAND_MARK };

struct command {
    enum command_kind kind;
    enum tone tone;        // COMMAND_TONE; TONE_LEVEL takes the tone away
    enum letter_mark mark; // COMMAND_MARK
    const char *bases;     // COMMAND_MARK: the letters it goes on
    bool is_w;             // breve on a, horn on o and u, ư by itself
    bool is_silent;        // a bare mark: where it has nothing to do it types nothing
    bool is_guess;         // a tone that is also a letter of the alphabet
};

enum outcome {
    OUTCOME_LETTER, // nothing special: the key is a letter
    OUTCOME_DONE,
    OUTCOME_UNDONE, // the mark was there already and has been taken away
};

struct command_row {
    uint32_t key; // lower case
    struct command command;
};

#define TONE_KEY(code_point, value)                                                                \
    {                                                                                              \
        code_point, {                                                                              \
            .kind = COMMAND_TONE, .tone = value                                                    \
        }                                                                                          \
    }
#define LETTER_TONE_KEY(code_point, value)                                                         \
    {                                                                                              \
        code_point, {                                                                              \
            .kind = COMMAND_TONE, .tone = value, .is_guess = true                                  \
        }                                                                                          \
    }
#define BARE_TONE_KEY(code_point, value)                                                           \
    {                                                                                              \
        code_point, {                                                                              \
            .kind = COMMAND_TONE, .tone = value, .is_silent = true                                 \
        }                                                                                          \
    }
#define MARK_KEY(code_point, value, letters)                                                       \
    {                                                                                              \
        code_point, {                                                                              \
            .kind = COMMAND_MARK, .mark = value, .bases = letters                                  \
        }                                                                                          \
    }
#define BARE_MARK_KEY(code_point, value, letters)                                                  \
    {                                                                                              \
        code_point, {                                                                              \
            .kind = COMMAND_MARK, .mark = value, .bases = letters, .is_silent = true               \
        }                                                                                          \
    }

static const struct command_row TELEX[] = {
    LETTER_TONE_KEY('s', TONE_SAC),
    LETTER_TONE_KEY('f', TONE_HUYEN),
    LETTER_TONE_KEY('r', TONE_HOI),
    LETTER_TONE_KEY('x', TONE_NGA),
    LETTER_TONE_KEY('j', TONE_NANG),
    LETTER_TONE_KEY('z', TONE_LEVEL),
    MARK_KEY('a', LETTER_CIRCUMFLEX, "a"),
    MARK_KEY('e', LETTER_CIRCUMFLEX, "e"),
    MARK_KEY('o', LETTER_CIRCUMFLEX, "o"),
    MARK_KEY('d', LETTER_STROKE, "d"),
    {'w', {.kind = COMMAND_MARK, .mark = LETTER_HORN, .bases = "aou", .is_w = true}},
    {0, {0}},
};
static const struct command_row VNI[] = {
    TONE_KEY('1', TONE_SAC),
    TONE_KEY('2', TONE_HUYEN),
    TONE_KEY('3', TONE_HOI),
    TONE_KEY('4', TONE_NGA),
    TONE_KEY('5', TONE_NANG),
    TONE_KEY('0', TONE_LEVEL),
    MARK_KEY('6', LETTER_CIRCUMFLEX, "aeo"),
    MARK_KEY('7', LETTER_HORN, "ou"),
    MARK_KEY('8', LETTER_BREVE, "a"),
    MARK_KEY('9', LETTER_STROKE, "d"),
    {0, {0}},
};
static const struct command_row BARE_MARKS[] = {
    BARE_TONE_KEY(0x301, TONE_SAC),
    BARE_TONE_KEY(0x300, TONE_HUYEN),
    BARE_TONE_KEY(0x309, TONE_HOI),
    BARE_TONE_KEY(0x303, TONE_NGA),
    BARE_TONE_KEY(0x323, TONE_NANG),
    BARE_MARK_KEY(0x302, LETTER_CIRCUMFLEX, "aeo"),
    BARE_MARK_KEY(0x31b, LETTER_HORN, "ou"),
    BARE_MARK_KEY(0x306, LETTER_BREVE, "a"),
    {0, {0}},
};

static const enum tone TONE_OF_MARK[] = {
    [TYPING_SAC] = TONE_SAC, [TYPING_HUYEN] = TONE_HUYEN, [TYPING_HOI] = TONE_HOI,
    [TYPING_NGA] = TONE_NGA, [TYPING_NANG] = TONE_NANG,
};

void typing_init(struct typing *t, enum typing_method method, enum typing_style style) {
    *t = (struct typing){.method = method, .style = style};
}

void typing_reset(struct typing *t) {
    t->is_plain = t->is_w_spoken = false;
}

/* ---- the word before the caret ---- */

struct word {
    const char *text; // the letters before the caret, "" when none stands there
    size_t len;
    bool is_ours; // `syllable` is read from it
    struct syllable syllable;
};

/* Start of the code point that ends at `end`. */
static size_t step_back(const char *text, size_t end) {
    size_t at = end;
    while (at > 0 && ((unsigned char)text[--at] & 0xc0) == 0x80)
        ;
    return at;
}

static bool is_combining(uint32_t code_point) {
    return code_point >= 0x300 && code_point <= 0x36f;
}

static bool is_letter_at(const char *text, size_t at, size_t end) {
    uint32_t code_point;
    if (utf8_decode(text + at, end - at, &code_point) == 0)
        return false;
    return utf8_is_letter(code_point) || is_combining(code_point);
}

static struct word word_before(const char *before) {
    size_t end = strlen(before), start = end;
    // One letter more than a syllable may have is enough to know that it is none.
    for (int letters = 0; start > 0 && letters <= SYLLABLE_LETTERS_MAX; letters++) {
        size_t at = step_back(before, start);
        if (!is_letter_at(before, at, start))
            break;
        start = at;
    }
    struct word word = {.text = before + start, .len = end - start};
    word.is_ours = syllable_read(word.text, word.len, &word.syllable);
    return word;
}

/* After `a11` the text ends in a digit and the word goes on; a space or a full stop ends it. */
static bool is_in_word(const char *before) {
    size_t end = strlen(before);
    size_t at = step_back(before, end);
    uint32_t code_point;
    if (utf8_decode(before + at, end - at, &code_point) == 0)
        return false;
    return is_letter_at(before, at, end) || utf8_is_digit(code_point);
}

/* ---- edits ---- */

static void edit_insert(const char *key, struct typing_edit *out) {
    *out = (struct typing_edit){0};
    size_t len = strlen(key);
    if (len < sizeof(out->insert))
        memcpy(out->insert, key, len);
}

/* From the word as it stands to `text`, touching only what differs. */
static void edit_replace(const struct word *word, const char *text, struct typing_edit *out) {
    *out = (struct typing_edit){0};
    size_t same = 0;
    while (same < word->len && text[same] != '\0' && word->text[same] == text[same])
        same++;
    while (same > 0 && ((unsigned char)text[same] & 0xc0) == 0x80)
        same--;
    out->erase_bytes = word->len - same;
    memcpy(out->insert, text + same, strlen(text + same));
}

static void edit_write(const struct typing *t, const struct word *word, const struct syllable *s,
                       const char *behind, struct typing_edit *out) {
    char text[SYLLABLE_BYTES_MAX + sizeof(out->insert)];
    size_t len = syllable_write(s, t->style, text);
    memcpy(text + len, behind, strlen(behind) + 1);
    edit_replace(word, text, out);
}

/* ---- marks ---- */

static bool is_in_bases(const char *bases, char base) {
    return strchr(bases, base) != NULL;
}

/* Takes `changed` for `s` when its vowels are Vietnamese ones. */
static bool accept(struct syllable *s, const struct syllable *changed) {
    if (!syllable_is_possible(changed))
        return false;
    *s = *changed;
    return true;
}

static void clear_vowels(struct syllable *s) {
    for (int i = s->initial_count; i < s->initial_count + s->vowel_count; i++)
        s->letters[i].mark = LETTER_BARE;
}

/* One mark on one vowel; if the others' marks stand in its way (ươ with a circumflex), without
 * them. */
static bool put_mark(struct syllable *s, int at, enum letter_mark mark) {
    struct syllable changed = *s;
    changed.letters[at].mark = mark;
    if (accept(s, &changed))
        return true;
    clear_vowels(&changed);
    changed.letters[at].mark = mark;
    return accept(s, &changed);
}

static bool is_open_huo(const struct syllable *s) {
    char h = s->letters[0].base;
    if (s->count != s->initial_count + 2)
        return false; // something follows
    if (s->initial_count == 1)
        return h == 'h';
    return s->initial_count == 2 && (h == 't' || h == 'k') && s->letters[1].base == 'h';
}

/* The horn on u and o side by side goes on both, but at the end of huơ, thuở, khuơ on the ơ. */
static enum outcome horn_on_uo(struct syllable *s) {
    int u = s->initial_count;
    enum letter_mark first = s->letters[u].mark, second = s->letters[u + 1].mark;
    bool is_half = is_open_huo(s) && first != LETTER_HORN;
    enum letter_mark wanted = is_half ? LETTER_BARE : LETTER_HORN;
    struct syllable changed = *s;
    changed.letters[u].mark = wanted;
    changed.letters[u + 1].mark = LETTER_HORN;
    if (first == wanted && second == LETTER_HORN) {
        clear_vowels(s);
        return OUTCOME_UNDONE;
    }
    return accept(s, &changed) ? OUTCOME_DONE : OUTCOME_LETTER;
}

static enum outcome mark_vowel(struct syllable *s, const struct command *command) {
    int first = s->initial_count, end = first + s->vowel_count;
    if (command->mark == LETTER_HORN && s->vowel_count >= 2 && s->letters[first].base == 'u' &&
        s->letters[first + 1].base == 'o')
        return horn_on_uo(s);
    int same = -1;
    for (int i = first; i < end; i++) {
        struct letter letter = s->letters[i];
        if (!is_in_bases(command->bases, letter.base))
            continue;
        enum letter_mark mark = command->is_w && letter.base == 'a' ? LETTER_BREVE : command->mark;
        if (letter.mark == mark)
            same = i;
        else if (put_mark(s, i, mark))
            return OUTCOME_DONE;
    }
    if (same < 0)
        return OUTCOME_LETTER;
    s->letters[same].mark = LETTER_BARE;
    return OUTCOME_UNDONE;
}

/* đ is the last d of the first consonants, so that abbreviations (HĐND) and names (Hđơk) work. */
static enum outcome mark_d(struct syllable *s) {
    for (int i = s->initial_count - 1; i >= 0; i--) {
        struct letter *letter = &s->letters[i];
        if (letter->base != 'd')
            continue;
        bool is_same = letter->mark == LETTER_STROKE;
        letter->mark = is_same ? LETTER_BARE : LETTER_STROKE;
        return is_same ? OUTCOME_UNDONE : OUTCOME_DONE;
    }
    return OUTCOME_LETTER;
}

/* ---- tones ---- */

/* First consonants no Vietnamese and no Highland name has: there s, f, r, x, j are letters. */
static bool is_foreign(const struct syllable *s) {
    char first = s->letters[0].base, second = s->letters[1].base;
    for (int i = 0; i < s->initial_count; i++)
        if (s->letters[i].base == 'f' || s->letters[i].base == 'w')
            return true;
    return s->initial_count >= 2 &&
           ((first == 's' && strchr("cklmnpt", second) != NULL) || (first == 'c' && second == 'l'));
}

static enum outcome put_tone(struct syllable *s, const struct command *command) {
    if (s->vowel_count == 0 || (command->is_guess && is_foreign(s)))
        return OUTCOME_LETTER;
    if (command->tone == TONE_LEVEL) {
        bool had_one = s->tone != TONE_LEVEL;
        s->tone = TONE_LEVEL;
        return had_one ? OUTCOME_DONE : OUTCOME_LETTER;
    }
    if (s->tone == command->tone) {
        s->tone = TONE_LEVEL;
        return OUTCOME_UNDONE;
    }
    if (!syllable_can_take(s, command->tone))
        return OUTCOME_LETTER;
    s->tone = command->tone;
    return OUTCOME_DONE;
}

static enum outcome obey(struct syllable *s, const struct command *command) {
    if (!syllable_is_possible(s))
        return OUTCOME_LETTER;
    if (command->kind == COMMAND_TONE)
        return put_tone(s, command);
    return command->mark == LETTER_STROKE ? mark_d(s) : mark_vowel(s, command);
}

/* ---- keys ---- */

static const struct command *find_command(const struct command_row *rows, uint32_t key) {
    for (; rows->key != 0; rows++)
        if (rows->key == key)
            return &rows->command;
    return NULL;
}

static const struct command *command_of(const struct typing *t, uint32_t key) {
    uint32_t lower = utf8_to_lower(key);
    const struct command *found = find_command(BARE_MARKS, lower);
    if (found == NULL && t->method == TYPING_TELEX)
        found = find_command(TELEX, lower);
    if (found == NULL && t->method == TYPING_VNI)
        found = find_command(VNI, lower);
    return found;
}

/* A letter that makes the syllable impossible leaves the rest of the word as it stands. */
static void type_letter(struct typing *t, const struct word *word, const char *key,
                        struct letter letter, struct typing_edit *out) {
    struct syllable s = word->syllable;
    if (t->is_plain || !syllable_is_possible(&s) || !syllable_add(&s, letter)) {
        edit_insert(key, out);
        return;
    }
    if (syllable_is_possible(&s)) {
        edit_write(t, word, &s, "", out);
        return;
    }
    edit_insert(key, out);
}

/* ư for a w that found no vowel: alone, after consonants, and after gi, whose i is one of them. */
static bool type_lone_w(struct typing *t, const struct word *word, bool is_upper,
                        struct typing_edit *out) {
    struct syllable s = word->syllable;
    bool is_gi = s.count == 2 && s.letters[0].base == 'g' && s.letters[1].base == 'i';
    struct letter letter = {.base = 'u', .mark = LETTER_HORN, .is_upper = is_upper};
    if ((s.vowel_count > 0 && !is_gi) || !syllable_add(&s, letter) || !syllable_is_possible(&s))
        return false;
    edit_write(t, word, &s, "", out);
    t->is_w_spoken = true;
    return true;
}

/* The ư of a lone w at the end goes back to the w it was typed as. */
static bool untype_lone_w(struct typing *t, const struct word *word, const char *key,
                          struct typing_edit *out) {
    struct syllable s = word->syllable;
    if (!t->is_w_spoken || s.count == 0)
        return false;
    struct letter last = s.letters[s.count - 1];
    if (last.base != 'u' || last.mark != LETTER_HORN)
        return false;
    s.count--;
    s.tone = TONE_LEVEL;
    syllable_split(&s);
    edit_write(t, word, &s, key, out);
    return true;
}

static bool type_command(struct typing *t, const struct word *word, const char *key,
                         const struct command *command, struct typing_edit *out) {
    struct syllable s = word->syllable;
    if (command->is_w && untype_lone_w(t, word, key, out)) {
        t->is_plain = true;
        return true;
    }
    switch (obey(&s, command)) {
    case OUTCOME_DONE:
        edit_write(t, word, &s, "", out);
        return true;
    case OUTCOME_UNDONE:
        edit_write(t, word, &s, command->is_silent ? "" : key, out);
        t->is_plain = !command->is_silent;
        return true;
    case OUTCOME_LETTER:
        break;
    }
    return command->is_w && type_lone_w(t, word, key[0] == 'W', out);
}

/* ă â đ ê ô ơ ư on one key: the letter, then its mark as VNI has it. Where that would do anything
 * but add the letter, the letter is added as it is. */
static void type_finished(struct typing *t, const struct word *word, const char *key,
                          struct letter letter, enum tone tone, struct typing_edit *out) {
    static const char *const bases[] = {[LETTER_CIRCUMFLEX] = "aeo",
                                        [LETTER_BREVE] = "a",
                                        [LETTER_HORN] = "ou",
                                        [LETTER_STROKE] = "d"};
    struct syllable s = word->syllable;
    struct letter bare = {.base = letter.base, .is_upper = letter.is_upper};
    bool is_done = syllable_add(&s, bare) && syllable_is_possible(&s);
    if (is_done && letter.mark != LETTER_BARE) {
        struct command mark = {
            .kind = COMMAND_MARK, .mark = letter.mark, .bases = bases[letter.mark]};
        is_done = obey(&s, &mark) == OUTCOME_DONE && s.letters[s.count - 1].mark == letter.mark;
    }
    if (is_done && tone != TONE_LEVEL) {
        struct command command = {.kind = COMMAND_TONE, .tone = tone};
        is_done = obey(&s, &command) == OUTCOME_DONE;
    }
    if (is_done)
        edit_write(t, word, &s, "", out);
    else
        edit_insert(key, out);
}

void typing_key(struct typing *t, const char *before, const char *key, struct typing_edit *out) {
    uint32_t code_point = 0;
    struct letter letter;
    enum tone tone;
    if (!is_in_word(before))
        typing_reset(t);
    struct word word = word_before(before);
    utf8_decode(key, strlen(key), &code_point);
    const struct command *command = command_of(t, code_point);
    bool is_composing = word.is_ours && (!t->is_plain || (command && command->is_silent));
    if (is_composing && command && type_command(t, &word, key, command, out))
        return;
    if (is_combining(code_point)) {
        *out = (struct typing_edit){0};
        return; // a mark without its letter is never text
    }
    if (!is_composing || !letter_read(code_point, &letter, &tone))
        edit_insert(key, out);
    else if (letter.mark != LETTER_BARE || tone != TONE_LEVEL)
        type_finished(t, &word, key, letter, tone, out);
    else
        type_letter(t, &word, key, letter, out);
}

void typing_tone(struct typing *t, const char *before, enum typing_mark mark,
                 struct typing_edit *out) {
    struct word word = word_before(before);
    struct command command = {.kind = COMMAND_TONE, .tone = TONE_OF_MARK[mark], .is_silent = true};
    *out = (struct typing_edit){0};
    if (word.is_ours)
        type_command(t, &word, "", &command, out);
}

void typing_backspace(struct typing *t, const char *before, struct typing_edit *out) {
    size_t end = strlen(before);
    *out = (struct typing_edit){.erase_bytes = end - utf8_prev(before, end)};
    struct word word = word_before(before);
    t->is_plain = false; // typing goes on from what is left
    if (!word.is_ours || word.syllable.count == 0)
        return;
    struct syllable left;
    if (!syllable_read(word.text, word.len - out->erase_bytes, &left))
        return;
    if (syllable_is_possible(&left))
        edit_write(t, &word, &left, "", out);
}
