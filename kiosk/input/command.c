#include "input/command.h"

#include <string.h>

#include "base/utf8.h"

static const struct command TELEX[] = {
    {'s', COMMAND_TONE, TONE_SAC, LETTER_BARE, ""},
    {'f', COMMAND_TONE, TONE_HUYEN, LETTER_BARE, ""},
    {'r', COMMAND_TONE, TONE_HOI, LETTER_BARE, ""},
    {'x', COMMAND_TONE, TONE_NGA, LETTER_BARE, ""},
    {'j', COMMAND_TONE, TONE_NANG, LETTER_BARE, ""},
    {'z', COMMAND_TONE, TONE_LEVEL, LETTER_BARE, ""},
    {'a', COMMAND_MARK, TONE_LEVEL, LETTER_CIRCUMFLEX, "a"},
    {'e', COMMAND_MARK, TONE_LEVEL, LETTER_CIRCUMFLEX, "e"},
    {'o', COMMAND_MARK, TONE_LEVEL, LETTER_CIRCUMFLEX, "o"},
    {'w', COMMAND_MARK, TONE_LEVEL, LETTER_HORN, "aou"}, // on a it is the breve
    {'d', COMMAND_MARK, TONE_LEVEL, LETTER_STROKE, "d"},
    {0, COMMAND_TONE, TONE_LEVEL, LETTER_BARE, NULL},
};
static const struct command VNI[] = {
    {'1', COMMAND_TONE, TONE_SAC, LETTER_BARE, ""},
    {'2', COMMAND_TONE, TONE_HUYEN, LETTER_BARE, ""},
    {'3', COMMAND_TONE, TONE_HOI, LETTER_BARE, ""},
    {'4', COMMAND_TONE, TONE_NGA, LETTER_BARE, ""},
    {'5', COMMAND_TONE, TONE_NANG, LETTER_BARE, ""},
    {'0', COMMAND_TONE, TONE_LEVEL, LETTER_BARE, ""},
    {'6', COMMAND_MARK, TONE_LEVEL, LETTER_CIRCUMFLEX, "aeo"},
    {'7', COMMAND_MARK, TONE_LEVEL, LETTER_HORN, "ou"},
    {'8', COMMAND_MARK, TONE_LEVEL, LETTER_BREVE, "a"},
    {'9', COMMAND_MARK, TONE_LEVEL, LETTER_STROKE, "d"},
    {0, COMMAND_TONE, TONE_LEVEL, LETTER_BARE, NULL},
};
static const struct command COMBINING[] = {
    // bare marks, whatever the method
    {0x301, COMMAND_TONE, TONE_SAC, LETTER_BARE, ""},
    {0x300, COMMAND_TONE, TONE_HUYEN, LETTER_BARE, ""},
    {0x309, COMMAND_TONE, TONE_HOI, LETTER_BARE, ""},
    {0x303, COMMAND_TONE, TONE_NGA, LETTER_BARE, ""},
    {0x323, COMMAND_TONE, TONE_NANG, LETTER_BARE, ""},
    {0x302, COMMAND_MARK, TONE_LEVEL, LETTER_CIRCUMFLEX, "aeo"},
    {0x31b, COMMAND_MARK, TONE_LEVEL, LETTER_HORN, "ou"},
    {0x306, COMMAND_MARK, TONE_LEVEL, LETTER_BREVE, "a"},
    {0, COMMAND_TONE, TONE_LEVEL, LETTER_BARE, NULL},
};

static const struct command *find(const struct command *rows, uint32_t key) {
    for (; rows->key != 0; rows++)
        if (rows->key == key)
            return rows;
    return NULL;
}

const struct command *command_find(enum typing_method method, uint32_t key) {
    const struct command *found = find(COMBINING, key);
    if (found == NULL && method == TYPING_TELEX)
        found = find(TELEX, utf8_to_lower(key));
    if (found == NULL && method == TYPING_VNI)
        found = find(VNI, key);
    return found;
}

bool command_is_bare(const struct command *command) {
    return find(COMBINING, command->key) != NULL;
}

bool command_is_w(const struct command *command) {
    return command->key == 'w';
}

/* A tone key that is a letter of the alphabet too, and so may have been meant as one. */
static bool is_alphabetic(const struct command *command) {
    return command->key >= 'a' && command->key <= 'z';
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

/* True when u and o begin the vowels, with whatever marks. */
static bool has_uo(const struct syllable *s) {
    int u = s->initial_count;
    return s->vowel_count >= 2 && s->letters[u].base == 'u' && s->letters[u + 1].base == 'o';
}

/* One mark on one vowel. On uo a circumflex takes the horns' place, both of them. */
static bool put_mark(struct syllable *s, int at, enum letter_mark mark) {
    struct syllable changed = *s;
    if (has_uo(s))
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

/* The horn on u and o side by side goes on both, but at the end of huơ, thuở, khuơ first on the ơ:
 * there a second one makes ươ, as a syllable that still grows (thương) may need it. */
static enum outcome horn_on_uo(struct syllable *s) {
    struct syllable changed = *s;
    struct letter *u = &changed.letters[s->initial_count], *o = u + 1;
    if (u->mark == LETTER_HORN && o->mark == LETTER_HORN) {
        clear_vowels(s);
        return OUTCOME_UNDONE;
    }
    bool is_first = u->mark != LETTER_HORN && o->mark != LETTER_HORN;
    u->mark = is_first && is_open_huo(s) ? LETTER_BARE : LETTER_HORN;
    o->mark = LETTER_HORN;
    return accept(s, &changed) ? OUTCOME_DONE : OUTCOME_LETTER;
}

static enum outcome mark_vowel(struct syllable *s, const struct command *command) {
    int first = s->initial_count, end = first + s->vowel_count;
    if (command->mark == LETTER_HORN && has_uo(s))
        return horn_on_uo(s);
    int same = -1;
    for (int i = first; i < end; i++) {
        struct letter letter = s->letters[i];
        if (strchr(command->bases, letter.base) == NULL)
            continue;
        enum letter_mark mark =
            command_is_w(command) && letter.base == 'a' ? LETTER_BREVE : command->mark;
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

/* đ is among the first consonants. While there is nothing else it is the letter just typed, so that
 * abbreviations (HĐND) keep their other D. */
static enum outcome mark_d(struct syllable *s) {
    int last = s->initial_count - 1, least = s->vowel_count > 0 ? 0 : last;
    for (int i = last; i >= 0 && i >= least; i--) {
        struct letter *letter = &s->letters[i];
        if (letter->base != 'd')
            continue;
        bool is_same = letter->mark == LETTER_STROKE;
        letter->mark = is_same ? LETTER_BARE : LETTER_STROKE;
        return is_same ? OUTCOME_UNDONE : OUTCOME_DONE;
    }
    return OUTCOME_LETTER;
}

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
    if (s->vowel_count == 0 || (is_alphabetic(command) && is_foreign(s)))
        return OUTCOME_LETTER;
    if (command->tone == TONE_LEVEL) {
        bool had_one = s->tone != TONE_LEVEL;
        s->tone = TONE_LEVEL;
        return had_one ? OUTCOME_DONE : OUTCOME_LETTER;
    }
    if (!syllable_can_take(s, command->tone))
        return OUTCOME_LETTER;
    if (s->tone == command->tone) {
        s->tone = TONE_LEVEL;
        return OUTCOME_UNDONE;
    }
    s->tone = command->tone;
    return OUTCOME_DONE;
}

enum outcome command_obey(const struct command *command, struct syllable *s) {
    if (!syllable_is_possible(s))
        return OUTCOME_LETTER;
    if (command->kind == COMMAND_TONE)
        return put_tone(s, command);
    return command->mark == LETTER_STROKE ? mark_d(s) : mark_vowel(s, command);
}
