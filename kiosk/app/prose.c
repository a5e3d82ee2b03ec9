#include "app/prose.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "sound/sentence.h"
#include "sound/spoken.h"

#define HEADER_H 104 // design pixels

/* --- which of them, in which order ---------------------------------------------------------- */

static bool has_letter(const char *text) {
    size_t len = strlen(text), used;
    uint32_t code_point;
    for (size_t at = 0; (used = utf8_decode(text + at, len - at, &code_point)); at += used)
        if (utf8_is_letter(code_point))
            return true;
    return false;
}

/* "1 / 4": where one is in a list, not what it says. */
static bool is_page_number(const char *text) {
    size_t first = strspn(text, "0123456789");
    return first > 0 && strncmp(text + first, " / ", 3) == 0 && !has_letter(text);
}

static bool is_prose(const struct text_log_entry *entry, struct rect area) {
    struct rect shown = rect_is_empty(area) ? entry->area : rect_intersect(entry->area, area);
    bool is_within = 2 * shown.h > entry->area.h; // a list's lines may be half behind its edge
    bool is_empty = entry->text[strspn(entry->text, " \n·–-→.,/")] == '\0';
    return is_within && !is_empty && !is_page_number(entry->text);
}

static bool is_in_header(const struct text_log_entry *entry, const struct theme *theme) {
    return entry->area.y + entry->area.h / 2 < theme->origin.y + theme_px(theme, HEADER_H);
}

static bool is_title(const struct text_log_entry *entry) {
    enum type_token type = entry->style.type;
    return (type == TYPE_HERO || type == TYPE_TITLE_1 || type == TYPE_TITLE_2) &&
           has_letter(entry->text);
}

enum rank { // lower is read first; within one rank as drawn
    RANK_HEADER,
    RANK_TITLE,
    RANK_TAG,
    RANK_REST,
    RANKS,
};

/* The largest title of the page, the first of several; NULL when it has none. */
static const struct text_log_entry *find_title(const struct text_log *log, struct rect area,
                                               const struct theme *theme) {
    const struct text_log_entry *found = NULL;
    for (size_t i = 0; i < log->count; i++) {
        const struct text_log_entry *entry = &log->entries[i];
        if (is_title(entry) && is_prose(entry, area) && !is_in_header(entry, theme) &&
            (!found || entry->size_px > found->size_px))
            found = entry;
    }
    return found;
}

static enum rank rank_of(const struct text_log_entry *entry, const struct text_log_entry *title,
                         const struct theme *theme) {
    if (entry->style.type == TYPE_TAG)
        return RANK_TAG;
    if (entry == title)
        return RANK_TITLE;
    return is_in_header(entry, theme) ? RANK_HEADER : RANK_REST;
}

/* --- sentences ------------------------------------------------------------------------------ */

static void add_sentence(struct prose *prose, size_t from, size_t to) {
    prose->sentences =
        xrealloc(prose->sentences, prose->sentence_count + 1, sizeof *prose->sentences);
    prose->sentences[prose->sentence_count++] =
        (struct prose_sentence){prose->text_count - 1, from, to};
}

/* "HP-7K3M-92WX" is spelt a group at a time. */
static void split_code(struct prose *prose, const char *code) {
    for (size_t at = 0, len; code[at]; at += len + (code[at + len] == '-')) {
        len = strcspn(code + at, "-");
        if (len > 0)
            add_sentence(prose, at, at + len);
    }
}

static void add_text(struct prose *prose, const struct text_log_entry *entry,
                     const struct spoken *spoken) {
    prose->texts = xrealloc(prose->texts, prose->text_count + 1, sizeof *prose->texts);
    prose->texts[prose->text_count++] =
        (struct prose_text){.text = xstrdup(entry->text), .box = entry->box, .style = entry->style};
    if (entry->style.type == TYPE_CODE) {
        split_code(prose, entry->text);
        return;
    }
    size_t from, to;
    for (size_t at = 0; sentence_next(entry->text, spoken, at, &from, &to); at = to)
        add_sentence(prose, from, to);
}

void prose_init(struct prose *prose, const struct text_log *log, struct rect area,
                const struct theme *theme, const struct spoken *spoken) {
    const struct text_log_entry *title = find_title(log, area, theme);
    *prose = (struct prose){.texts = NULL};
    for (int rank = 0; rank < RANKS; rank++) {
        for (size_t i = 0; i < log->count; i++) {
            const struct text_log_entry *entry = &log->entries[i];
            if ((int)rank_of(entry, title, theme) == rank && is_prose(entry, area))
                add_text(prose, entry, spoken);
        }
    }
}

void prose_finish(struct prose *prose) {
    for (size_t i = 0; i < prose->text_count; i++)
        free(prose->texts[i].text);
    free(prose->texts);
    free(prose->sentences);
    *prose = (struct prose){.texts = NULL};
}

/* --- looking at it -------------------------------------------------------------------------- */

bool prose_is_same(const struct prose *a, const struct prose *b) {
    if (a->text_count != b->text_count)
        return false;
    for (size_t i = 0; i < a->text_count; i++)
        if (strcmp(a->texts[i].text, b->texts[i].text) != 0)
            return false;
    return true;
}

static bool says_same(const struct prose *a, size_t i, const struct prose *b, size_t j) {
    const struct prose_sentence *one = &a->sentences[i], *other = &b->sentences[j];
    size_t len = one->to - one->from;
    return other->to - other->from == len &&
           memcmp(a->texts[one->text].text + one->from, b->texts[other->text].text + other->from,
                  len) == 0;
}

size_t prose_find(const struct prose *prose, const struct prose *other, size_t sentence) {
    size_t best = prose->sentence_count, best_off = SIZE_MAX;
    for (size_t i = 0; i < prose->sentence_count; i++) {
        size_t off = i > sentence ? i - sentence : sentence - i;
        if (off < best_off && says_same(prose, i, other, sentence)) {
            best = i;
            best_off = off;
        }
    }
    return best;
}

char *prose_spoken(const struct prose *prose, size_t sentence, const struct spoken *spoken) {
    const struct prose_sentence *s = &prose->sentences[sentence];
    const struct prose_text *text = &prose->texts[s->text];
    return text->style.type == TYPE_CODE
               ? spoken_letters(spoken, text->text + s->from, s->to - s->from)
               : spoken_text(spoken, text->text + s->from, s->to - s->from);
}

struct text_mark prose_mark(const struct prose *prose, size_t sentence) {
    const struct prose_sentence *s = &prose->sentences[sentence];
    const struct prose_text *text = &prose->texts[s->text];
    return (struct text_mark){.text = text->text, .box = text->box, .from = s->from, .to = s->to};
}

const struct text_style *prose_style(const struct prose *prose, size_t sentence) {
    return &prose->texts[prose->sentences[sentence].text].style;
}
