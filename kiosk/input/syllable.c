#include "input/syllable.h"

#include <string.h>

#include "base/utf8.h"

#define TONES 6

static const struct {
    char base;
    enum letter_mark mark;
    uint16_t with_tone[TONES]; // lower case; by enum tone
} VOWELS[] = {
    {'a', LETTER_BARE, {'a', 0xe0, 0x1ea3, 0xe3, 0xe1, 0x1ea1}},
    {'a', LETTER_BREVE, {0x103, 0x1eb1, 0x1eb3, 0x1eb5, 0x1eaf, 0x1eb7}},
    {'a', LETTER_CIRCUMFLEX, {0xe2, 0x1ea7, 0x1ea9, 0x1eab, 0x1ea5, 0x1ead}},
    {'e', LETTER_BARE, {'e', 0xe8, 0x1ebb, 0x1ebd, 0xe9, 0x1eb9}},
    {'e', LETTER_CIRCUMFLEX, {0xea, 0x1ec1, 0x1ec3, 0x1ec5, 0x1ebf, 0x1ec7}},
    {'i', LETTER_BARE, {'i', 0xec, 0x1ec9, 0x129, 0xed, 0x1ecb}},
    {'o', LETTER_BARE, {'o', 0xf2, 0x1ecf, 0xf5, 0xf3, 0x1ecd}},
    {'o', LETTER_CIRCUMFLEX, {0xf4, 0x1ed3, 0x1ed5, 0x1ed7, 0x1ed1, 0x1ed9}},
    {'o', LETTER_HORN, {0x1a1, 0x1edd, 0x1edf, 0x1ee1, 0x1edb, 0x1ee3}},
    {'u', LETTER_BARE, {'u', 0xf9, 0x1ee7, 0x169, 0xfa, 0x1ee5}},
    {'u', LETTER_HORN, {0x1b0, 0x1eeb, 0x1eed, 0x1eef, 0x1ee9, 0x1ef1}},
    {'y', LETTER_BARE, {'y', 0x1ef3, 0x1ef7, 0x1ef9, 0xfd, 0x1ef5}},
};

#define VOWEL_COUNT (sizeof(VOWELS) / sizeof(VOWELS[0]))
#define D_STROKE 0x111
#define VOWELS_MAX 3 // in one syllable

// Every group of vowels that is one or may still become one ("uye" waits for its mark), with the
// consonants that may end it. k is for names of the Central Highlands (Đắk Lắk).
static const struct {
    const char *vowels, *finals; // each final between spaces
} RIMES[] = {
    {"a", " c ch k m n ng nh p t "},
    {"ă", " c k m n ng p t "},
    {"â", " c k m n ng p t "},
    {"e", " c ch k m n ng nh p t "},
    {"ê", " c ch k m n nh p t "},
    {"i", " c ch k m n nh p t "},
    {"o", " c k m n ng p t "},
    {"ô", " c k m n ng p t "},
    {"ơ", " c k m n ng p t "},
    {"u", " c k m n ng p t "},
    {"ư", " c k m n ng p t "},
    {"y", " c ch m n nh p t "},
    {"ie", " c m n ng p t "},
    {"iê", " c m n ng p t "},
    {"oa", " c ch m n ng nh p t "},
    {"oă", " c m n ng t "},
    {"oe", " c m n ng p t "},
    {"oo", " c m n ng p t "},
    {"ua", " c m n ng p t "},
    {"uâ", " c m n ng p t "},
    {"ue", " c ch m n nh p t "},
    {"uê", " c ch m n nh p t "},
    {"uo", " c m n ng p t "},
    {"uô", " c m n ng p t "},
    {"uơ", " c m n ng p t "},
    {"ưo", " c m n ng p t "},
    {"ươ", " c m n ng p t "},
    {"uy", " c ch m n nh p t "},
    {"uye", " c m n ng p t "},
    {"uyê", " c m n ng p t "},
    {"ye", " c m n ng p t "},
    {"yê", " c m n ng p t "},
    {"ai", ""},
    {"ao", ""},
    {"au", ""},
    {"âu", ""},
    {"ay", ""},
    {"ây", ""},
    {"eo", ""},
    {"eu", ""},
    {"êu", ""},
    {"ia", ""},
    {"ieu", ""},
    {"iêu", ""},
    {"iu", ""},
    {"oai", ""},
    {"oao", ""},
    {"oay", ""},
    {"oeo", ""},
    {"oi", ""},
    {"ôi", ""},
    {"ơi", ""},
    {"uay", ""},
    {"uây", ""},
    {"ueu", ""},
    {"uêu", ""},
    {"ui", ""},
    {"uoi", ""},
    {"uôi", ""},
    {"uou", ""},
    {"uu", ""},
    {"uya", ""},
    {"uyu", ""},
    {"ưa", ""},
    {"ưi", ""},
    {"ươi", ""},
    {"ươu", ""},
    {"ưu", ""},
    {"yeu", ""},
    {"yêu", ""},
};
static const char STOPS[] = " c ch k p t "; // finals that huyền, hỏi and ngã do not go with

#define RIME_COUNT (sizeof(RIMES) / sizeof(RIMES[0]))

static bool is_vowel(char base) {
    return base != '\0' && strchr("aeiouy", base) != NULL;
}

bool letter_read(uint32_t code_point, struct letter *out, enum tone *out_tone) {
    uint32_t lower = utf8_to_lower(code_point);
    struct letter letter = {.is_upper = lower != code_point};
    *out_tone = TONE_LEVEL;
    if (lower >= 'a' && lower <= 'z') {
        letter.base = (char)lower;
        *out = letter;
        return true;
    }
    if (lower == D_STROKE) {
        letter.base = 'd';
        letter.mark = LETTER_STROKE;
        *out = letter;
        return true;
    }
    for (size_t i = 0; i < VOWEL_COUNT; i++)
        for (int tone = 0; tone < TONES; tone++)
            if (VOWELS[i].with_tone[tone] == lower) {
                letter.base = VOWELS[i].base;
                letter.mark = VOWELS[i].mark;
                *out = letter;
                *out_tone = (enum tone)tone;
                return true;
            }
    return false;
}

static uint32_t letter_code_point(struct letter letter, enum tone tone) {
    uint32_t lower = (unsigned char)letter.base;
    if (letter.mark == LETTER_STROKE)
        lower = D_STROKE;
    for (size_t i = 0; i < VOWEL_COUNT; i++)
        if (VOWELS[i].base == letter.base && VOWELS[i].mark == letter.mark)
            lower = VOWELS[i].with_tone[tone];
    return letter.is_upper ? utf8_to_upper(lower) : lower;
}

bool syllable_read(const char *word, size_t len_bytes, struct syllable *out) {
    struct syllable s = {0};
    for (size_t at = 0; at < len_bytes;) {
        uint32_t code_point;
        enum tone tone;
        size_t bytes = utf8_decode(word + at, len_bytes - at, &code_point);
        if (bytes == 0 || s.count == SYLLABLE_LETTERS_MAX ||
            !letter_read(code_point, &s.letters[s.count], &tone))
            return false;
        if (tone != TONE_LEVEL && s.tone != TONE_LEVEL)
            return false;
        if (tone != TONE_LEVEL)
            s.tone = tone;
        s.count++;
        at += bytes;
    }
    syllable_split(&s);
    *out = s;
    return true;
}

/* The bare letter at `i`, '\0' past the end. */
static char base_at(const struct syllable *s, int i) {
    return i < s->count ? s->letters[i].base : '\0';
}

void syllable_split(struct syllable *s) {
    int i = 0;
    while (i < s->count && !is_vowel(s->letters[i].base))
        i++;
    char before = i > 0 ? s->letters[i - 1].base : '\0';
    char first = base_at(s, i), second = base_at(s, i + 1);
    bool is_qu = before == 'q' && first == 'u' && s->letters[i].mark == LETTER_BARE;
    bool is_gi = i == 1 && before == 'g' && first == 'i' && is_vowel(second);
    // In names of the Central Highlands y before a vowel is a consonant (Y Yút); not in yên, yêu.
    bool is_y = i == 0 && first == 'y' && is_vowel(second) && second != 'e' && second != 'y';
    if (is_qu || is_gi || is_y)
        i++;
    s->initial_count = i;
    while (i < s->count && is_vowel(s->letters[i].base))
        i++;
    s->vowel_count = i - s->initial_count;
}

/* u and o side by side, the one horned and the other not, become ươ when anything follows. */
static void complete_uo(struct syllable *s) {
    int u = s->initial_count;
    if (s->vowel_count < 2 || u + 2 >= s->count)
        return;
    struct letter *first = &s->letters[u], *second = &s->letters[u + 1];
    if (first->base != 'u' || second->base != 'o')
        return;
    bool is_half = (first->mark == LETTER_HORN && second->mark == LETTER_BARE) ||
                   (first->mark == LETTER_BARE && second->mark == LETTER_HORN);
    if (is_half)
        first->mark = second->mark = LETTER_HORN;
}

bool syllable_add(struct syllable *s, struct letter letter) {
    if (s->count == SYLLABLE_LETTERS_MAX)
        return false;
    s->letters[s->count++] = letter;
    syllable_split(s);
    complete_uo(s);
    return true;
}

/* The consonants behind the vowels between spaces, "" when there are none; "?" for too many to be
 * any or for a đ. */
static void write_final(const struct syllable *s, char out[5]) {
    int from = s->initial_count + s->vowel_count, count = s->count - from;
    bool is_odd = count > 2;
    for (int i = from; i < s->count; i++)
        is_odd = is_odd || s->letters[i].mark != LETTER_BARE;
    strcpy(out, is_odd ? "?" : "");
    if (is_odd || count == 0)
        return;
    char *end = out;
    *end++ = ' ';
    for (int i = from; i < s->count; i++)
        *end++ = s->letters[i].base;
    *end++ = ' ';
    *end = '\0';
}

static void write_vowels(const struct syllable *s, char *out) {
    for (int i = s->initial_count; i < s->initial_count + s->vowel_count; i++) {
        struct letter letter = s->letters[i];
        letter.is_upper = false;
        out += utf8_encode(letter_code_point(letter, TONE_LEVEL), out);
    }
    *out = '\0';
}

static bool is_rime(const char *vowels, const char *final) {
    for (size_t i = 0; i < RIME_COUNT; i++)
        if (strcmp(RIMES[i].vowels, vowels) == 0)
            return final[0] == '\0' || strstr(RIMES[i].finals, final) != NULL;
    return false;
}

bool syllable_is_possible(const struct syllable *s) {
    if (s->vowel_count == 0)
        return true; // only first consonants so far, and any may be
    if (s->vowel_count > VOWELS_MAX)
        return false;
    char vowels[1 + VOWELS_MAX * 2 + 1] = "i", final[5];
    write_vowels(s, vowels + 1);
    write_final(s, final);
    // The i of giêng is the consonant's and the rime's.
    bool is_shared = s->initial_count == 2 && s->letters[0].base == 'g' &&
                     s->letters[1].base == 'i' && s->letters[2].base == 'e';
    return is_rime(vowels + 1, final) || (is_shared && is_rime(vowels, final));
}

bool syllable_can_take(const struct syllable *s, enum tone tone) {
    char final[5];
    write_final(s, final);
    bool is_stopped = final[0] != '\0' && strstr(STOPS, final) != NULL;
    return !is_stopped || tone == TONE_SAC || tone == TONE_NANG || tone == TONE_LEVEL;
}

/* The rules of placement, in their order: a marked letter (of ươ the ơ), the last vowel before a
 * consonant, of three the middle one, of two the first, but the second in the new style's oa, oe,
 * uy. */
static int tone_index(const struct syllable *s, enum typing_style style) {
    int first = s->initial_count, count = s->vowel_count;
    for (int i = first + count - 1; i >= first; i--)
        if (s->letters[i].mark != LETTER_BARE)
            return i;
    if (first + count < s->count)
        return first + count - 1;
    if (count != 2)
        return first + count / 2;
    char a = s->letters[first].base, b = s->letters[first + 1].base;
    bool is_styled = (a == 'o' && (b == 'a' || b == 'e')) || (a == 'u' && b == 'y');
    return is_styled && style == TYPING_NEW ? first + 1 : first;
}

size_t syllable_write(const struct syllable *s, enum typing_style style, char *out) {
    int toned = s->vowel_count > 0 ? tone_index(s, style) : -1;
    size_t len = 0;
    for (int i = 0; i < s->count; i++)
        len += utf8_encode(letter_code_point(s->letters[i], i == toned ? s->tone : TONE_LEVEL),
                           out + len);
    out[len] = '\0';
    return len;
}
