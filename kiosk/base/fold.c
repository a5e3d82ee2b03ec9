#include "base/fold.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/utf8.h"

#define SMALL_D_WITH_STROKE 0x111
#define SMALL_ETH 0xF0

/* Adds the folded letters of one code point; nothing for a mark. */
static void add_folded(struct strbuf *sb, uint32_t code_point) {
    uint32_t parts[UTF8_DECOMPOSED_MAX];
    size_t count = utf8_decompose(code_point, parts);
    for (size_t i = 0; i < count; i++) {
        if (utf8_is_mark(parts[i]))
            continue;
        uint32_t lower = utf8_to_lower(parts[i]);
        if (lower == SMALL_D_WITH_STROKE || lower == SMALL_ETH)
            lower = 'd';
        char bytes[4];
        strbuf_add(sb, bytes, utf8_encode(lower, bytes));
    }
}

char *fold_text(const char *text) {
    struct strbuf sb = {0};
    bool is_between = false;
    uint32_t code_point;
    for (size_t at = 0, used, len_bytes = strlen(text); at < len_bytes; at += used) {
        used = utf8_decode(text + at, len_bytes - at, &code_point);
        if (used == 0) {
            used = 1;
        } else if (utf8_is_letter(code_point) || utf8_is_digit(code_point)) {
            if (is_between && sb.len > 0)
                strbuf_add_char(&sb, ' ');
            is_between = false;
            add_folded(&sb, code_point);
        } else if (!utf8_is_mark(code_point)) {
            is_between = true;
        }
    }
    return strbuf_detach(&sb);
}

/* True when some word of `folded_name` begins with these bytes. */
static bool begins_a_word(const char *folded_name, const char *bytes, size_t len_bytes) {
    for (const char *word = folded_name; word; word = strchr(word, ' ')) {
        word += *word == ' ';
        if (strncmp(word, bytes, len_bytes) == 0)
            return true;
    }
    return false;
}

bool fold_matches(const char *folded_query, const char *folded_name) {
    for (const char *word = folded_query; *word;) {
        size_t len_bytes = strcspn(word, " ");
        if (!begins_a_word(folded_name, word, len_bytes))
            return false;
        word += len_bytes;
        word += *word == ' ';
    }
    return true;
}

bool fold_match_names(const char *query, const char *name) {
    char *folded_query = fold_text(query), *folded_name = fold_text(name);
    bool is_match = fold_matches(folded_query, folded_name);
    free(folded_query);
    free(folded_name);
    return is_match;
}
