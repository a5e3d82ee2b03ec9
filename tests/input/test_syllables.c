/* Every Vietnamese rime, with every tone, typed in every order the rules allow. What must come out
 * is spelled here letter by letter with the tone's place written down, so that none of typing's own
 * tables judge it. */
#include "../check.h"
#include "keys.h"

#include "base/xalloc.h"

/* `*` stands before the letter that takes the tone; finals are words, "-" for none. */
static const struct {
    const char *vowels, *finals;
    const char *open_new; // vowels of an open syllable in the new style, NULL when as in the old
} rimes[] = {
    {"*a", "- c ch m n ng nh p t", NULL},
    {"*ai", "-", NULL},
    {"*ao", "-", NULL},
    {"*au", "-", NULL},
    {"*ay", "-", NULL},
    {"*ă", "c m n ng p t", NULL},
    {"*â", "c m n ng p t", NULL},
    {"*âu", "-", NULL},
    {"*ây", "-", NULL},
    {"*e", "- c m n ng p t", NULL},
    {"*eo", "-", NULL},
    {"*ê", "- ch m n nh p t", NULL},
    {"*êu", "-", NULL},
    {"*i", "- ch m n nh p t", NULL},
    {"*ia", "-", NULL},
    {"*iu", "-", NULL},
    {"i*ê", "- c m n ng p t", NULL}, // open in Niê
    {"i*êu", "-", NULL},
    {"*o", "- c m n ng p t", NULL},
    {"*oi", "-", NULL},
    {"*oa", "-", "o*a"},
    {"o*a", "c ch m n ng nh p t", NULL},
    {"o*ai", "-", NULL},
    {"o*ao", "-", NULL},
    {"o*ay", "-", NULL},
    {"o*ă", "c m n ng t", NULL},
    {"*oe", "-", "o*e"},
    {"o*e", "m n t", NULL},
    {"o*eo", "-", NULL},
    {"*ô", "- c m n ng p t", NULL},
    {"*ôi", "-", NULL},
    {"*ơ", "- m n p t", NULL},
    {"*ơi", "-", NULL},
    {"*u", "- c m n ng p t", NULL},
    {"*ua", "-", NULL},
    {"*ui", "-", NULL},
    {"u*â", "n ng t", NULL},
    {"u*ây", "-", NULL},
    {"u*ê", "- ch n nh", NULL},
    {"u*êu", "-", NULL},
    {"u*ô", "c m n ng t", NULL},
    {"u*ôi", "-", NULL},
    {"*uy", "-", "u*y"},
    {"u*y", "ch n nh p t", NULL},
    {"u*ya", "-", NULL},
    {"u*yu", "-", NULL},
    {"uy*ê", "n t", NULL},
    {"*ư", "- c m n ng t", NULL},
    {"*ưa", "-", NULL},
    {"*ưi", "-", NULL},
    {"*ưu", "-", NULL},
    {"ư*ơ", "c m n ng p t", NULL},
    {"ư*ơi", "-", NULL},
    {"ư*ơu", "-", NULL},
};

/* First consonants that between them show what first consonants can do: none, one letter, several,
 * d and đ, the Telex keys s, r and x, those that uơ may end behind, and clusters no Vietnamese word
 * begins with. */
static const char *const initials[] = {"",  "t",  "d",  "đ",   "s",  "r",  "x",
                                       "h", "th", "kh", "ngh", "kr", "bl", "mn"};

/* What differs behind q and g, where u and i are the consonant's; and uơ, which ends a syllable. */
static const struct {
    const char *initial, *vowels, *finals;
} special[] = {
    {"qu", "*a", "- c ch n ng t"},
    {"qu", "*ai", "-"},
    {"qu", "*ay", "-"},
    {"qu", "*â", "n t"},
    {"qu", "*ây", "-"},
    {"qu", "*ă", "c n ng p t"},
    {"qu", "*e", "- n t"},
    {"qu", "*eo", "-"},
    {"qu", "*ê", "- n t ch"},
    {"qu", "*y", "- t nh"},
    {"qu", "y*ê", "n t"},
    {"qu", "*ơ", "-"},
    {"qu", "*ô", "c"},
    {"gi", "*a", "- m n ng"},
    {"gi", "*ao", "-"},
    {"gi", "*âu", "-"},
    {"gi", "*ây", "-"},
    {"gi", "*ê", "ng"},
    {"gi", "*ô", "ng"},
    {"gi", "*ơ", "-"},
    {"gi", "*u", "- p"},
    {"gi", "*ư", "-"},
    {"gi", "ư*ơ", "ng"},
    {"g", "*i", "- n m"},
    {"h", "u*ơ", "-"},
    {"th", "u*ơ", "-"},
    {"kh", "u*ơ", "-"},
};

#define LETTERS_MAX 8
#define MARKS_MAX 4

static const char *const tones[] = {"", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"};
static const char tone_keys[][7] = {[TYPING_TELEX] = " frxsj", [TYPING_VNI] = " 23415"};

/* One syllable to type: its letters as they stand on the keys, and marks with the first place each
 * may be typed at. */
struct plan {
    enum typing_method method;
    char letters[LETTERS_MAX]; // a to z
    int letter_count;
    struct {
        char key;
        int first; // after this letter, or any later one
    } marks[MARKS_MAX];
    int mark_count;
    const char *want[2]; // by style
};

static long typed; // how many lines; so that a table that lost its rows is noticed

static void check_line(const struct plan *plan, const char *keys) {
    for (int style = TYPING_OLD; style <= TYPING_NEW; style++) {
        struct keys_field f;
        keys_open(&f, plan->method, (enum typing_style)style);
        keys_press(&f, keys);
        check_text(keys, f.text, plan->want[style]);
        typed++;
    }
}

/* The letters with every mark behind the letter `slots` says, those of one letter in table order or
 * backwards. */
static void check_slots(const struct plan *plan, const int *slots, bool is_backwards) {
    char keys[64], *end = keys;
    for (int i = 0; i < plan->letter_count; i++) {
        *end++ = plan->letters[i];
        for (int n = 0; n < plan->mark_count; n++) {
            int m = is_backwards ? plan->mark_count - 1 - n : n;
            if (slots[m] == i)
                *end++ = plan->marks[m].key;
        }
    }
    *end = '\0';
    check_line(plan, keys);
}

/* Counts the slots up like an odometer, each wheel from its mark's first place to the end. */
static void check_orders(const struct plan *plan) {
    int slots[MARKS_MAX];
    for (int m = 0; m < plan->mark_count; m++)
        slots[m] = plan->marks[m].first;
    for (int m = 0; m >= 0;) {
        check_slots(plan, slots, false);
        check_slots(plan, slots, true);
        for (m = plan->mark_count - 1; m >= 0; m--) {
            if (++slots[m] < plan->letter_count)
                break;
            slots[m] = plan->marks[m].first;
        }
    }
}

/* A letter and, for â ă ê ô ơ ư đ, the key of its mark in each method. */
static const struct {
    const char *letter;
    char bare, telex, vni;
} keys_of[] = {
    {"â", 'a', 'a', '6'}, {"ă", 'a', 'w', '8'}, {"ê", 'e', 'e', '6'}, {"ô", 'o', 'o', '6'},
    {"ơ", 'o', 'w', '7'}, {"ư", 'u', 'w', '7'}, {"đ", 'd', 'd', '9'},
};
static void add_mark(struct plan *plan, char key, int first) {
    assert_true(plan->mark_count < MARKS_MAX);
    plan->marks[plan->mark_count].key = key;
    plan->marks[plan->mark_count++].first = first;
}

static void add_letter(struct plan *plan, const char *letter, bool has_no_mark) {
    assert_true(plan->letter_count < LETTERS_MAX);
    for (size_t i = 0; i < check_items(keys_of); i++)
        if (strcmp(keys_of[i].letter, letter) == 0) {
            if (!has_no_mark)
                add_mark(plan, plan->method == TYPING_TELEX ? keys_of[i].telex : keys_of[i].vni,
                         plan->letter_count);
            plan->letters[plan->letter_count++] = keys_of[i].bare;
            return;
        }
    assert_int_equal(strlen(letter), 1);
    plan->letters[plan->letter_count++] = letter[0];
}

/* `spelled` has a `*` before the letter of the tone, which may be typed from there on. Of ươ the
 * one key stands for both letters and comes behind the ơ. */
static struct plan make_plan(enum typing_method method, const char *spelled, int tone) {
    struct plan plan = {.method = method};
    for (size_t at = 0, next; spelled[at] != '\0'; at = next) {
        char letter[5] = "";
        next = at + 1;
        if (spelled[at] == '*') {
            if (tone > 0)
                add_mark(&plan, tone_keys[method][tone], plan.letter_count);
            continue;
        }
        next = utf8_next(spelled, at);
        memcpy(letter, spelled + at, next - at);
        add_letter(&plan, letter, strncmp(spelled + at, "ư*ơ", strlen("ư*ơ")) == 0);
    }
    return plan;
}

/* The text itself, NFC; upper case is left to rows of test_typing. */
static char *spell(const char *spelled, int tone) {
    char text[64], *end = text;
    for (size_t at = 0, next; spelled[at] != '\0'; at = next) {
        bool has_tone = spelled[at] == '*';
        at += has_tone;
        next = utf8_next(spelled, at);
        end = mempcpy(end, spelled + at, next - at);
        if (has_tone)
            end = stpcpy(end, tones[tone]);
    }
    return utf8_to_nfc(text, (size_t)(end - text));
}

static bool is_stop(const char *final) {
    return strcmp(final, "c") == 0 || strcmp(final, "ch") == 0 || strcmp(final, "p") == 0 ||
           strcmp(final, "t") == 0;
}

/* Calls `check` with every syllable of the tables: spelled for the old style and the new, and a
 * tone that goes with its end. */
typedef void check_syllable(const char *old_style, const char *new_style, int tone);

static void each_final(const char *initial, const char *vowels, const char *vowels_new,
                       const char *finals, check_syllable *check) {
    char list[64], *rest = list;
    snprintf(list, sizeof list, "%s", finals);
    for (char *final; (final = strsep(&rest, " ")) != NULL;) {
        char old_style[64], new_style[64];
        const char *behind = strcmp(final, "-") == 0 ? "" : final;
        snprintf(old_style, sizeof old_style, "%s%s%s", initial, vowels, behind);
        snprintf(new_style, sizeof new_style, "%s%s%s", initial, vowels_new, behind);
        for (int tone = 0; tone < 6; tone++)
            if (!is_stop(final) || tone == 0 || tone >= 4)
                check(old_style, new_style, tone);
    }
}

static void each_syllable(check_syllable *check) {
    for (size_t n = 0; n < check_items(initials); n++)
        for (size_t i = 0; i < check_items(rimes); i++)
            each_final(initials[n], rimes[i].vowels,
                       rimes[i].open_new ? rimes[i].open_new : rimes[i].vowels, rimes[i].finals,
                       check);
    for (size_t i = 0; i < check_items(special); i++)
        each_final(special[i].initial, special[i].vowels, special[i].vowels, special[i].finals,
                   check);
}

static void check_every_order(const char *old_style, const char *new_style, int tone) {
    char *want[] = {[TYPING_OLD] = spell(old_style, tone), [TYPING_NEW] = spell(new_style, tone)};
    for (int method = TYPING_TELEX; method <= TYPING_VNI; method++) {
        // The later of the two places, so that either style's letter has been typed.
        bool is_late = strcmp(old_style, new_style) != 0;
        struct plan plan =
            make_plan((enum typing_method)method, is_late ? new_style : old_style, tone);
        memcpy(plan.want, want, sizeof want);
        check_orders(&plan);
    }
    free(want[TYPING_OLD]);
    free(want[TYPING_NEW]);
}

static void test_every_order(void **state) {
    (void)state;
    typed = 0;
    each_syllable(check_every_order);
    assert_true(typed > 100000);
}

/* As people type: every letter whole before the next, ươ as uwow, uow, uwo and wow. */
static void check_horns(const char *old_style, const char *new_style, int tone) {
    (void)new_style;
    static const char *const telex[] = {"uwow", "uow", "uwo", "wow"};
    static const char *const vni[] = {"u7o7", "uo7", "u7o"};
    const char *horns = strstr(old_style, "ư*ơ");
    if (horns == NULL || old_style[0] == '\0')
        return;
    char *want = spell(old_style, tone);
    for (int method = TYPING_TELEX; method <= TYPING_VNI; method++) {
        const char *const *spellings = method == TYPING_TELEX ? telex : vni;
        size_t count = method == TYPING_TELEX ? check_items(telex) : check_items(vni);
        bool has_d = strncmp(old_style, "đ", strlen("đ")) == 0;
        const char *initial = has_d ? old_style + strlen("đ") : old_style;
        for (size_t i = 0; i < count; i++) {
            char keys[64];
            char tone_key[2] = {tone > 0 ? tone_keys[method][tone] : '\0', '\0'};
            struct plan plan = {.method = (enum typing_method)method, .want = {want, want}};
            snprintf(keys, sizeof keys, "%s%.*s%s%s%s",
                     !has_d                   ? ""
                     : method == TYPING_TELEX ? "dd"
                                              : "d9",
                     (int)(horns - initial), initial, spellings[i], horns + strlen("ư*ơ"),
                     tone_key);
            check_line(&plan, keys);
        }
    }
    free(want);
}

static void test_ways_to_horns(void **state) {
    (void)state;
    typed = 0;
    each_syllable(check_horns);
    assert_true(typed > 1000);
}

/* Finished letters and bare marks give the same in every method: the text's own letters are the
 * keys, its tone a tone key at the end. */
static void check_finished(const char *old_style, const char *new_style, int tone) {
    static const enum typing_mark marks[] = {
        [1] = TYPING_HUYEN, TYPING_HOI, TYPING_NGA, TYPING_SAC, TYPING_NANG};
    char *want = spell(new_style, tone), *keys = spell(old_style, 0);
    for (int method = TYPING_PLAIN; method <= TYPING_VNI; method++) {
        struct keys_field f;
        keys_open(&f, (enum typing_method)method, TYPING_NEW);
        // Telex would read two letters of its own as one; those come from one key here or none.
        if (method == TYPING_TELEX && strstr(keys, "oo"))
            continue;
        keys_press(&f, keys);
        if (tone > 0)
            keys_tone(&f, marks[tone]);
        check_text(keys, f.text, want);
    }
    free(want);
    free(keys);
}

static void test_finished_keys(void **state) {
    (void)state;
    each_syllable(check_finished);
}

/* Backspace takes one letter at a time, the text stays NFC, and a tone stays while its letters do.
 */
static void check_backspaces(const char *old_style, const char *new_style, int tone) {
    (void)new_style;
    char *text = spell(old_style, tone);
    struct keys_field f;
    keys_open(&f, TYPING_TELEX, TYPING_OLD);
    strcpy(f.text, text);
    for (size_t left = utf8_count(text); left-- > 0;) {
        keys_backspace(&f);
        check_number(text, (long long)utf8_count(f.text), (long long)left);
        char *nfc = utf8_to_nfc(f.text, strlen(f.text));
        check_text(text, f.text, nfc);
        free(nfc);
    }
    check_text(text, f.text, "");
    free(text);
}

static void test_backspaces(void **state) {
    (void)state;
    each_syllable(check_backspaces);
}

/* What typing makes of `text` and these keys when it finds the text there and knows nothing else.
 */
static void check_same_afresh(const char *text, const struct keys_field *typed_on,
                              enum typing_method method, const char *keys) {
    struct keys_field afresh, went_on = *typed_on;
    char name[KEYS_TEXT_BYTES * 2];
    keys_open(&afresh, method, TYPING_OLD);
    strcpy(afresh.text, typed_on->text);
    keys_press(&afresh, keys);
    keys_press(&went_on, keys);
    snprintf(name, sizeof name, "%s down to \"%s\", then %s", text, typed_on->text, keys);
    check_text(name, went_on.text, afresh.text);
}

/* After a backspace typing goes on from what is left, wherever that came from: typed letter by
 * letter or, worse, with its tone taken back and plain from there. */
static void check_going_on(const char *old_style, const char *new_style, int tone) {
    (void)new_style;
    static const char *const next[][5] = {
        [TYPING_TELEX] = {"s", "w", "nf", "ej", "d"},
        [TYPING_VNI] = {"1", "7", "n2", "e65", "9"},
    };
    char *text = spell(old_style, tone);
    for (int method = TYPING_TELEX; method <= TYPING_VNI; method++)
        for (int is_undone = 0; is_undone <= 1; is_undone++) {
            const char key[] = {tone_keys[method][tone > 0 ? tone : 1], '\0'};
            struct keys_field f;
            keys_open(&f, (enum typing_method)method, TYPING_OLD);
            strcpy(f.text, text);
            if (is_undone)
                keys_press(&f, key);
            while (f.text[0] != '\0') {
                keys_backspace(&f);
                for (size_t i = 0; i < check_items(next[method]); i++)
                    check_same_afresh(text, &f, (enum typing_method)method, next[method][i]);
            }
        }
    free(text);
}

static void test_going_on_after_backspace(void **state) {
    (void)state;
    each_syllable(check_going_on);
}

/* A letter that no syllable of ours has there, erased at once: wherever that is, nothing of it
 * stays. */
static void check_erased_at_once(const char *old_style, const char *new_style, int tone) {
    (void)new_style;
    char *want = spell(old_style, tone);
    for (int method = TYPING_TELEX; method <= TYPING_VNI; method++) {
        struct plan plan = make_plan((enum typing_method)method, old_style, tone);
        char keys[32], *end = keys;
        for (int i = 0; i < plan.letter_count; i++) {
            *end++ = plan.letters[i];
            for (int m = 0; m < plan.mark_count; m++)
                if (plan.marks[m].first == i)
                    *end++ = plan.marks[m].key;
        }
        *end = '\0';
        for (size_t at = 1; at <= strlen(keys); at++) {
            char pressed[64];
            struct keys_field f;
            keys_open(&f, (enum typing_method)method, TYPING_OLD);
            snprintf(pressed, sizeof pressed, "%.*sb" KEYS_BACKSPACE "%s", (int)at, keys,
                     keys + at);
            keys_press(&f, pressed);
            check_text(pressed, f.text, want);
        }
    }
    free(want);
}

static void test_erased_at_once(void **state) {
    (void)state;
    each_syllable(check_erased_at_once);
}

/* A syllable's text in capitals. */
static char *spell_upper(const char *spelled, int tone) {
    char *text = spell(spelled, tone), upper[64], *end = upper;
    size_t len = strlen(text);
    for (size_t at = 0; at < len;) {
        uint32_t code_point;
        at += utf8_decode(text + at, len - at, &code_point);
        end += utf8_encode(utf8_to_upper(code_point), end);
    }
    *end = '\0';
    free(text);
    return xstrdup(upper);
}

/* The case of a mark's key does not matter, only that of the letters. */
static void check_case(const char *old_style, const char *new_style, int tone) {
    (void)new_style;
    struct plan plan = make_plan(TYPING_TELEX, old_style, tone);
    char keys[64], *end = keys;
    struct keys_field small, capital;
    for (int i = 0; i < plan.letter_count; i++)
        *end++ = (char)(plan.letters[i] - 'a' + 'A');
    *end = '\0';
    keys_open(&small, TYPING_TELEX, TYPING_OLD);
    keys_press(&small, keys);
    capital = small;
    for (int i = 0; i < plan.mark_count; i++) {
        char key[] = {plan.marks[i].key, '\0'};
        keys_press(&small, key);
        key[0] = (char)(key[0] - 'a' + 'A');
        keys_press(&capital, key);
    }
    char *want = spell_upper(old_style, tone);
    check_text(old_style, small.text, want);
    check_text(old_style, capital.text, want);
    free(want);
}

static void test_case_of_marks(void **state) {
    (void)state;
    each_syllable(check_case);
}

/* The tone key once more: the tone is gone, the key is typed, and the next is a plain letter. */
static void check_taken_back(const char *old_style, const char *new_style, int tone) {
    (void)new_style;
    if (tone == 0)
        return;
    char *text = spell(old_style, tone), *bare = spell(old_style, 0);
    for (int method = TYPING_TELEX; method <= TYPING_VNI; method++) {
        char want[80], key[2] = {tone_keys[method][tone], '\0'};
        struct keys_field f;
        keys_open(&f, (enum typing_method)method, TYPING_OLD);
        strcpy(f.text, text);
        keys_press(&f, key);
        snprintf(want, sizeof want, "%s%s", bare, key);
        check_text(text, f.text, want);
        keys_press(&f, key);
        strcat(want, key);
        check_text(text, f.text, want);
    }
    free(text);
    free(bare);
}

static void test_taken_back(void **state) {
    (void)state;
    each_syllable(check_taken_back);
}

/* UTF-8, NFC, and no mark without its letter. */
static void check_sound(const char *pressed, const char *text) {
    char *nfc = utf8_to_nfc(text, strlen(text));
    check_text(pressed, text, nfc);
    for (size_t at = 0, used; text[at] != '\0'; at += used) {
        uint32_t code_point;
        used = utf8_decode(text + at, strlen(text + at), &code_point);
        if (used == 0 || (code_point >= 0x300 && code_point <= 0x36f))
            check_text(pressed, text, "text without a bare mark");
    }
    free(nfc);
}

/* Keys without sense must leave sound text after every one of them, whatever came before. */
static void test_nonsense(void **state) {
    (void)state;
    static const char *const keys[] = {
        "a",           "e", "o",      "u",      "i",      "y",      "w",
        "d",           "g", "h",      "n",      "t",      "c",      "q",
        "s",           "f", "r",      "x",      "j",      "z",      "1",
        "6",           "7", "8",      "9",      "0",      " ",      "'",
        "ơ",           "đ", "\u0301", "\u0302", "\u031b", "\u0323", KEYS_BACKSPACE,
        KEYS_BACKSPACE};
    uint32_t seed = 20230512;
    for (int line = 0; line < 20000; line++) {
        struct keys_field f;
        char pressed[256] = "";
        keys_open(&f, (enum typing_method)(line % 3), (enum typing_style)(line / 3 % 2));
        for (int i = 0; i < 14; i++) {
            seed = seed * 1664525 + 1013904223;
            const char *key = keys[(seed >> 16) % check_items(keys)];
            strcat(pressed, key);
            keys_press(&f, key);
            check_sound(pressed, f.text);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_order),
        cmocka_unit_test(test_ways_to_horns),
        cmocka_unit_test(test_finished_keys),
        cmocka_unit_test(test_backspaces),
        cmocka_unit_test(test_taken_back),
        cmocka_unit_test(test_nonsense),
        cmocka_unit_test(test_going_on_after_backspace),
        cmocka_unit_test(test_erased_at_once),
        cmocka_unit_test(test_case_of_marks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
