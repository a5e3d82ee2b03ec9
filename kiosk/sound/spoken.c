#include "sound/spoken.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/xalloc.h"

#define SPOKEN_BYTES_MAX (256 * 1024)

struct spoken {
    json_t *root; // owned; the others borrow from it and may be NULL
    const json_t *words, *units, *letters, *months;
};

struct spoken *spoken_load(const char *path, char **out_why) {
    json_t *root = jsonread_file(path, SPOKEN_BYTES_MAX, out_why);
    if (!root)
        return NULL;
    struct spoken *spoken = xcalloc(1, sizeof *spoken);
    *spoken = (struct spoken){.root = root,
                              .words = jsonread_object(root, "words"),
                              .units = jsonread_object(root, "units"),
                              .letters = jsonread_object(root, "letters"),
                              .months = jsonread_array(root, "months")};
    return spoken;
}

void spoken_destroy(struct spoken *spoken) {
    if (!spoken)
        return;
    json_decref(spoken->root);
    free(spoken);
}

/* A part of the text, borrowed. */
struct part {
    const char *at;
    size_t len;
};

static const char *find(const json_t *table, struct part part) {
    char key[48];
    if (part.len == 0 || part.len >= sizeof key)
        return NULL;
    memcpy(key, part.at, part.len);
    key[part.len] = '\0';
    return jsonread_text(table, key, NULL);
}

bool spoken_is_short(const struct spoken *spoken, const char *word, size_t len_bytes) {
    return spoken && len_bytes > 1 && word[len_bytes - 1] == '.' &&
           find(spoken->words, (struct part){word, len_bytes});
}

/* --- dates ---------------------------------------------------------------------------------- */

/* Up to three numbers with a slash between; returns how many, 0 when it is something else. */
static int read_numbers(struct part part, int out[3]) {
    int count = 0;
    size_t at = 0;
    while (count < 3) {
        int value = 0;
        size_t from = at;
        for (; at < part.len && isdigit((unsigned char)part.at[at]) && at - from < 4; at++)
            value = 10 * value + part.at[at] - '0';
        if (at == from)
            return 0;
        out[count++] = value;
        if (at == part.len)
            return count;
        if (part.at[at++] != '/')
            return 0;
    }
    return 0;
}

static bool is_in(int value, int from, int to) {
    return value >= from && value <= to;
}

struct date_words {
    const char *form; // NULL: no date
    int day, month, year;
};

static struct date_words read_date(const struct spoken *spoken, struct part part) {
    int n[3];
    int count = read_numbers(part, n);
    if (count == 3 && is_in(n[0], 1, 31) && is_in(n[1], 1, 12) && n[2] > 31)
        return (struct date_words){jsonread_text(spoken->root, "date", NULL), n[0], n[1], n[2]};
    if (count == 2 && is_in(n[0], 1, 31) && is_in(n[1], 1, 12))
        return (struct date_words){jsonread_text(spoken->root, "day_month", NULL), n[0], n[1], 0};
    if (count == 2 && is_in(n[0], 1, 12) && n[1] > 1000)
        return (struct date_words){jsonread_text(spoken->root, "month_year", NULL), 0, n[0], n[1]};
    return (struct date_words){NULL, 0, 0, 0};
}

static void add_place(const struct spoken *spoken, struct strbuf *out,
                      const struct date_words *date, struct part name) {
    const json_t *month = json_array_get(spoken->months, (size_t)(date->month - 1));
    if (strncmp(name.at, "month", name.len) == 0 && json_is_string(month))
        strbuf_add_text(out, json_string_value(month));
    else
        strbuf_addf(out, "%d",
                    *name.at == 'd'   ? date->day
                    : *name.at == 'y' ? date->year
                                      : date->month);
}

/* "ngày 15/6" has said "ngày" already. */
static const char *without_said(const char *form, struct part before) {
    size_t first = strcspn(form, " ");
    bool is_said = before.len == first && strncasecmp(before.at, form, first) == 0;
    return is_said && form[first] ? form + first + 1 : form;
}

static void add_date(const struct spoken *spoken, struct strbuf *out, const struct date_words *date,
                     struct part before) {
    const char *form = without_said(date->form, before);
    while (*form) {
        size_t plain = strcspn(form, "{");
        strbuf_add(out, form, plain);
        form += plain;
        if (*form) {
            struct part name = {form + 1, strcspn(form + 1, "}")};
            add_place(spoken, out, date, name);
            form = name.at + name.len + (name.at[name.len] == '}');
        }
    }
}

/* --- words ---------------------------------------------------------------------------------- */

static const char *const openers[] = {"“", "‘", "\"", "'", "(", "[", "«"};
static const char *const closers[] = {"”", "’", "\"", "'", ")", "]", "»",
                                      ",", ".", ";",  ":", "!", "?", "…"};

static size_t begins_with_any(struct part part, const char *const *signs, size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(signs[i]);
        if (len <= part.len && memcmp(part.at, signs[i], len) == 0)
            return len;
    }
    return 0;
}

static size_t ends_with_any(struct part part, const char *const *signs, size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(signs[i]);
        if (len <= part.len && memcmp(part.at + part.len - len, signs[i], len) == 0)
            return len;
    }
    return 0;
}

/* A word without the signs round it; these are before and behind. */
struct token {
    struct part whole, core;
};

static struct token strip(struct part whole) {
    struct token token = {whole, whole};
    size_t len;
    while ((len = begins_with_any(token.core, openers, sizeof openers / sizeof *openers))) {
        token.core.at += len;
        token.core.len -= len;
    }
    while ((len = ends_with_any(token.core, closers, sizeof closers / sizeof *closers)))
        token.core.len -= len;
    return token;
}

/* Digits with points and commas between. */
static size_t number_length(struct part part) {
    size_t at = 0;
    while (at < part.len && (isdigit((unsigned char)part.at[at]) ||
                             (at > 0 && (part.at[at] == ',' || part.at[at] == '.') &&
                              at + 1 < part.len && isdigit((unsigned char)part.at[at + 1]))))
        at++;
    return at;
}

static bool is_number(struct part part) {
    return part.len > 0 && number_length(part) == part.len;
}

/* "320m²", "90%": the number, then what stands for the rest; false when it is something else. */
static bool add_number_with_unit(const struct spoken *spoken, struct strbuf *out,
                                 struct part core) {
    size_t digits = number_length(core);
    struct part rest = {core.at + digits, core.len - digits};
    const char *said = digits ? find(spoken->units, rest) : NULL;
    if (digits && !said)
        said = find(spoken->words, rest);
    if (!said)
        return false;
    strbuf_add(out, core.at, digits);
    strbuf_add_char(out, ' ');
    strbuf_add_text(out, said);
    return true;
}

static void add_core(const struct spoken *spoken, struct strbuf *out, const struct token *token,
                     struct part before) {
    struct part core = token->core;
    struct date_words date = read_date(spoken, core);
    const char *said = is_number(before) ? find(spoken->units, core) : NULL;
    if (!said)
        said = find(spoken->words, core);
    if (date.form)
        add_date(spoken, out, &date, before);
    else if (said)
        strbuf_add_text(out, said);
    else if (!add_number_with_unit(spoken, out, core))
        strbuf_add(out, core.at, core.len);
}

static void add_token(const struct spoken *spoken, struct strbuf *out, const struct token *token,
                      struct part before) {
    size_t lead = (size_t)(token->core.at - token->whole.at), end = lead + token->core.len;
    struct part with_stop = {token->core.at, token->core.len + 1};
    strbuf_add(out, token->whole.at, lead);
    const char *said = NULL;
    if (end < token->whole.len && token->whole.at[end] == '.')
        said = find(spoken->words, with_stop);
    if (said) {
        strbuf_add_text(out, said);
        end++;
    } else {
        add_core(spoken, out, token, before);
    }
    strbuf_add(out, token->whole.at + end, token->whole.len - end);
}

/* The next word: up to a space or a dash between numbers, which is a word of its own. */
static struct part next_part(const char *text, size_t len) {
    static const char dash[] = "–";
    size_t at = 0;
    if (len >= 3 && memcmp(text, dash, 3) == 0)
        return (struct part){text, 3};
    while (at < len && text[at] != ' ' && text[at] != '\n' &&
           !(len - at >= 3 && memcmp(text + at, dash, 3) == 0))
        at++;
    return (struct part){text, at};
}

static bool is_dash(struct part part) {
    return part.len == 3 && memcmp(part.at, "–", 3) == 0;
}

static bool begins_with_digit(struct part part) {
    return part.len > 0 && isdigit((unsigned char)part.at[0]);
}

static void add_dash(const struct spoken *spoken, struct strbuf *out, struct part before,
                     struct part next) {
    const char *to = jsonread_text(spoken->root, "to", NULL);
    bool is_range = to && begins_with_digit(before) && begins_with_digit(next);
    strbuf_add_text(out, is_range ? to : ",");
}

char *spoken_text(const struct spoken *spoken, const char *text, size_t len_bytes) {
    if (!spoken)
        return xstrndup(text, len_bytes);
    struct strbuf out = {0};
    struct part before = {text, 0};
    for (size_t at = 0; at < len_bytes;) {
        if (text[at] == ' ' || text[at] == '\n') {
            strbuf_add_char(&out, ' ');
            at++;
            continue;
        }
        struct part whole = next_part(text + at, len_bytes - at);
        size_t next = at + whole.len + strspn(text + at + whole.len, " ");
        if (is_dash(whole)) {
            bool is_tight = at > 0 && text[at - 1] != ' ';
            if (is_tight)
                strbuf_add_char(&out, ' ');
            add_dash(spoken, &out, before, next_part(text + next, len_bytes - next));
            if (is_tight)
                strbuf_add_char(&out, ' ');
        } else {
            struct token token = strip(whole);
            add_token(spoken, &out, &token, before);
            before = token.core;
        }
        at += whole.len;
    }
    return strbuf_detach(&out);
}

char *spoken_letters(const struct spoken *spoken, const char *text, size_t len_bytes) {
    struct strbuf out = {0};
    for (size_t at = 0, next; at < len_bytes; at = next) {
        uint32_t code_point;
        size_t used = utf8_decode(text + at, len_bytes - at, &code_point);
        if (used == 0)
            break;
        next = at + used;
        const char *name =
            spoken ? find(spoken->letters, (struct part){text + at, next - at}) : NULL;
        bool is_sign = !name && !utf8_is_letter(code_point) && !utf8_is_digit(code_point);
        if (is_sign)
            continue;
        if (out.len)
            strbuf_add_text(&out, ", ");
        if (name)
            strbuf_add_text(&out, name);
        else
            strbuf_add(&out, text + at, next - at);
    }
    if (out.len)
        strbuf_add_char(&out, '.');
    return strbuf_detach(&out);
}
