/* What somebody typed into the search, made ready: a code, or words without their marks. */
#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/code.h"
#include "records/dossier_list_sql.h"

/* "hp 7k2m-9q4t" is HP-7K2M-9Q4T; what only looks like a code is a word. */
static void read_code(const char *search, char out[CODE_TEXT_MAX]) {
    if (!code_read_typed(search, NULL, out) || !code_is_valid(out, NULL))
        out[0] = '\0';
}

/* ",id,id," of the places whose name has a word that begins so; "" when there is none. */
static char *units_with(const struct dossier_filter *filter, const char *word) {
    struct strbuf ids = {.text = NULL};
    for (size_t i = 0; i < filter->unit_count; i++) {
        if (!fold_match_names(word, filter->units[i].name))
            continue;
        strbuf_addf(&ids, "%s%s,", ids.len ? "" : ",", filter->units[i].id);
    }
    return strbuf_detach(&ids);
}

static void add_word(struct list_query *query, const char *word) {
    struct list_word *out = &query->words[query->word_count++];
    out->pattern = xasprintf("%% %s%%", word);
    out->units = units_with(query->filter, word);
    out->low = xstrdup(word);
    out->high = xasprintf("%s\xEF\xBF\xBF", word); // U+FFFF, after all letters of the plane
}

static int longest_first(const void *a, const void *b) {
    size_t len_a = strlen(*(const char *const *)a), len_b = strlen(*(const char *const *)b);
    return len_a < len_b ? 1 : len_a > len_b ? -1 : 0;
}

static void add_words(struct list_query *query, const char *search) {
    char *folded = fold_text(search), *rest = NULL;
    const char *words[64] = {NULL};
    size_t count = 0;
    for (char *word = strtok_r(folded, " ", &rest); word && count < sizeof words / sizeof words[0];
         word = strtok_r(NULL, " ", &rest))
        words[count++] = word;
    qsort(words, count, sizeof words[0], longest_first);
    for (size_t i = 0; i < count && query->word_count < LIST_WORDS_MAX; i++)
        add_word(query, words[i]);
    free(folded);
}

void list_query_init(struct list_query *query, const struct dossier_filter *filter) {
    *query = (struct list_query){.filter = filter};
    if (!filter->search)
        return;
    read_code(filter->search, query->code);
    add_words(query, filter->search);
}

void list_query_finish(struct list_query *query) {
    for (size_t i = 0; i < query->word_count; i++) {
        free(query->words[i].pattern);
        free(query->words[i].units);
        free(query->words[i].low);
        free(query->words[i].high);
    }
    *query = (struct list_query){.filter = NULL};
}
