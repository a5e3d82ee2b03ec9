#include "input/typing.h"

#include <string.h>

#include "base/utf8.h"
#include "input/command.h"
#include "input/syllable.h"

void typing_init(struct typing *t, enum typing_method method, enum typing_style style) {
    *t = (struct typing){.method = method, .style = style};
}

void typing_reset(struct typing *t) {
    t->is_plain = t->has_lone_w = false;
}

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

/* A lone w at the beginning made ư of what no ư goes with (ưe, ưin): it was a letter, as in web,
 * wave, H'Wing. Behind a consonant it stays the ư it was asked for. */
static bool take_back_w(struct typing *t, const struct word *word, struct letter next,
                        struct typing_edit *out) {
    struct syllable s = word->syllable;
    if (!t->has_lone_w || s.vowel_count < s.count || s.tone != TONE_LEVEL)
        return false;
    struct letter *first = &s.letters[0];
    if (first->base != 'u' || first->mark != LETTER_HORN)
        return false;
    first->base = 'w';
    first->mark = LETTER_BARE;
    syllable_split(&s);
    if (!syllable_add(&s, next) || s.vowel_count == 0)
        return false; // ưh, ưk: no vowel came, and the ư may be all there is
    edit_write(t, word, &s, "", out);
    t->is_plain = true;
    return true;
}

/* A letter that makes the syllable impossible leaves the rest of the word as it stands. */
static void type_letter(struct typing *t, const struct word *word, const char *key,
                        struct letter letter, struct typing_edit *out) {
    struct syllable s = word->syllable;
    if (t->is_plain || !syllable_is_possible(&s) || !syllable_add(&s, letter))
        edit_insert(key, out);
    else if (syllable_is_possible(&s) && syllable_can_take(&s, s.tone))
        edit_write(t, word, &s, "", out);
    else if (!take_back_w(t, word, letter, out))
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
    t->has_lone_w = true;
    return true;
}

/* The ư of a lone w at the end goes back to the w it was typed as. */
static bool untype_lone_w(struct typing *t, const struct word *word, const char *key,
                          struct typing_edit *out) {
    struct syllable s = word->syllable;
    if (!t->has_lone_w || s.count == 0)
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
    if (command_is_w(command) && untype_lone_w(t, word, key, out)) {
        t->is_plain = true;
        return true;
    }
    switch (command_obey(command, &s)) {
    case OUTCOME_DONE:
        edit_write(t, word, &s, "", out);
        t->has_lone_w = t->has_lone_w && !command_is_w(command);
        return true;
    case OUTCOME_UNDONE:
        edit_write(t, word, &s, command_is_bare(command) ? "" : key, out);
        t->is_plain = t->is_plain || !command_is_bare(command);
        return true;
    case OUTCOME_LETTER:
        break;
    }
    return command_is_w(command) && type_lone_w(t, word, key[0] == 'W', out);
}

/* ă â đ ê ô ơ ư on one key: the letter, then its mark as VNI has it. Where that would do anything
 * but add the letter, the letter is added as it is. */
static void type_finished(struct typing *t, const struct word *word, const char *key,
                          struct letter letter, enum tone tone, struct typing_edit *out) {
    static const uint32_t vni_keys[] = {[LETTER_CIRCUMFLEX] = '6',
                                        [LETTER_HORN] = '7',
                                        [LETTER_BREVE] = '8',
                                        [LETTER_STROKE] = '9'};
    struct syllable s = word->syllable;
    struct letter bare = {.base = letter.base, .is_upper = letter.is_upper};
    bool is_done = syllable_add(&s, bare) && syllable_is_possible(&s);
    if (is_done && letter.mark != LETTER_BARE)
        is_done =
            command_obey(command_find(TYPING_VNI, vni_keys[letter.mark]), &s) == OUTCOME_DONE &&
            s.letters[s.count - 1].mark == letter.mark;
    if (is_done && tone != TONE_LEVEL) { // á à ... where a layout has them
        s.tone = tone;
        is_done = word->syllable.tone == TONE_LEVEL && syllable_can_take(&s, tone);
    }
    if (is_done)
        edit_write(t, word, &s, "", out);
    else
        edit_insert(key, out);
}

static void type_character(struct typing *t, const char *before, const char *key,
                           uint32_t code_point, struct typing_edit *out) {
    struct word word = word_before(before);
    struct letter letter;
    enum tone tone;
    const struct command *command = command_find(t->method, code_point);
    bool is_composing = word.is_ours && (!t->is_plain || is_combining(code_point));
    if (is_composing && command && type_command(t, &word, key, command, out))
        return;
    if (is_combining(code_point))
        *out = (struct typing_edit){0}; // a mark without its letter is never text
    else if (!is_composing || !letter_read(code_point, &letter, &tone))
        edit_insert(key, out);
    else if (letter.mark != LETTER_BARE || tone != TONE_LEVEL)
        type_finished(t, &word, key, letter, tone, out);
    else
        type_letter(t, &word, key, letter, out);
}

void typing_key(struct typing *t, const char *before, const char *key, struct typing_edit *out) {
    uint32_t code_point;
    size_t used = utf8_decode(key, strlen(key), &code_point);
    if (!is_in_word(before))
        typing_reset(t);
    if (used > 0 && key[used] == '\0')
        type_character(t, before, key, code_point, out);
    else
        edit_insert(key, out);
}

void typing_tone(struct typing *t, const char *before, enum typing_mark mark,
                 struct typing_edit *out) {
    static const uint32_t combining[] = {[TYPING_SAC] = 0x301,
                                         [TYPING_HUYEN] = 0x300,
                                         [TYPING_HOI] = 0x309,
                                         [TYPING_NGA] = 0x303,
                                         [TYPING_NANG] = 0x323};
    struct word word = word_before(before);
    *out = (struct typing_edit){0};
    if (word.is_ours)
        type_command(t, &word, "", command_find(TYPING_PLAIN, combining[mark]), out);
}

void typing_backspace(struct typing *t, const char *before, struct typing_edit *out) {
    size_t end = strlen(before);
    struct word word = word_before(before);
    t->is_plain = false; // typing goes on from what is left
    if (!word.is_ours || word.syllable.count == 0) {
        *out = (struct typing_edit){.erase_bytes = end - utf8_prev(before, end)};
        return;
    }
    struct syllable left;
    size_t left_bytes = step_back(word.text, word.len);
    *out = (struct typing_edit){.erase_bytes = word.len - left_bytes};
    if (word.syllable.letters[word.syllable.count - 1].mark == LETTER_HORN)
        t->has_lone_w = false;
    if (syllable_read(word.text, left_bytes, &left) && syllable_is_possible(&left))
        edit_write(t, &word, &left, "", out);
}
