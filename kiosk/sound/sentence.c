#include "sound/sentence.h"

#include <ctype.h>
#include <string.h>

#include "base/utf8.h"
#include "sound/spoken.h"

static bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t';
}

/* Length of what ends a sentence here, 0 when nothing does. */
static size_t stop_length(const char *at) {
    if (*at == '.' || *at == '!' || *at == '?')
        return 1;
    return strncmp(at, "…", 3) == 0 ? 3 : 0;
}

static size_t closer_length(const char *at) {
    static const char *const closers[] = {"”", "’", "»", "\"", "'", ")", "]"};
    for (size_t i = 0; i < sizeof closers / sizeof *closers; i++) {
        size_t len = strlen(closers[i]);
        if (strncmp(at, closers[i], len) == 0)
            return len;
    }
    return 0;
}

/* One capital and nothing else. */
static bool is_capital(const char *word, size_t len) {
    uint32_t letter;
    return len > 0 && utf8_decode(word, len, &letter) == len && utf8_is_letter(letter) &&
           utf8_to_lower(letter) != letter;
}

/* "V." or, as the last of them, "A" before a space. */
static bool is_initial_ahead(const char *at) {
    at += strspn(at, " ");
    size_t len = strcspn(at, " \n.");
    return is_capital(at, len) && at[len] == '.';
}

/* `from` is where the sentence begins, `word` where the word does that the stop at `stop` ends. */
static bool is_initial(const char *text, size_t from, size_t word, size_t stop) {
    if (!is_capital(text + word, stop - word))
        return false;
    bool is_first = word == from;
    bool is_behind_one = word >= from + 2 && text[word - 1] == ' ' && text[word - 2] == '.';
    return is_first || is_behind_one || is_initial_ahead(text + stop + 1);
}

static bool is_count(const char *text, size_t from, size_t word, size_t stop) {
    size_t digits = strspn(text + word, "0123456789");
    return word == from && digits > 0 && word + digits == stop;
}

static size_t word_start(const char *text, size_t from, size_t at) {
    while (at > from && !is_blank(text[at - 1]) && text[at - 1] != '(')
        at--;
    return at;
}

/* A single full stop that belongs to its word. */
static bool is_of_word(const char *text, const struct spoken *spoken, size_t from, size_t stop) {
    size_t word = word_start(text, from, stop);
    bool is_last = text[stop + 1] == '\0' || text[stop + 1] == '\n';
    if (text[stop] != '.' || is_last)
        return false;
    return is_initial(text, from, word, stop) || is_count(text, from, word, stop) ||
           spoken_is_short(spoken, text + word, stop + 1 - word);
}

/* Behind the stops and closers at `at`; `at` itself when the text goes on without a space. */
static size_t behind_stops(const char *text, size_t at) {
    size_t end = at, len;
    while ((len = stop_length(text + end)))
        end += len;
    while ((len = closer_length(text + end)))
        end += len;
    return text[end] == '\0' || is_blank(text[end]) ? end : at;
}

/* A line that goes on in small letters is only broken to look well. */
static bool is_line_end(const char *at) {
    uint32_t letter = 0;
    if (*at != '\n')
        return false;
    at++;
    utf8_decode(at, strlen(at), &letter);
    return !utf8_is_letter(letter) || utf8_to_upper(letter) == letter;
}

bool sentence_next(const char *text, const struct spoken *spoken, size_t at, size_t *out_from,
                   size_t *out_to) {
    while (is_blank(text[at]))
        at++;
    if (!text[at])
        return false;
    size_t from = at;
    for (; text[at] && !is_line_end(text + at); at++) {
        if (!stop_length(text + at) || is_of_word(text, spoken, from, at))
            continue;
        size_t end = behind_stops(text, at);
        if (end > at) {
            at = end;
            break;
        }
    }
    while (at > from && is_blank(text[at - 1]))
        at--;
    *out_from = from;
    *out_to = at;
    return true;
}
