#include "model/words.h"

#include <stdlib.h>

#include "base/fill.h"
#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/xalloc.h"

#define WORDS_BYTES_MAX (1024 * 1024)

struct words {
    json_t *root; // owned; a flat object of texts
};

/* The key of a member that is no text, NULL when all are. */
static const char *find_no_text(json_t *root) {
    const char *key;
    json_t *value;
    json_object_foreach(root, key, value) {
        if (!json_is_string(value))
            return key;
    }
    return NULL;
}

struct words *words_decode(const char *bytes, size_t len_bytes, char **out_why) {
    json_t *root = jsonread_bytes(bytes, len_bytes, WORDS_BYTES_MAX, out_why);
    const char *no_text = find_no_text(root);
    if (!root)
        return NULL;
    if (!json_is_object(root) || no_text) {
        *out_why = no_text ? xasprintf("%s: expected a text", no_text)
                           : xstrdup("expected one object of texts");
        json_decref(root);
        return NULL;
    }
    struct words *words = xcalloc(1, sizeof *words);
    words->root = root;
    return words;
}

void words_destroy(struct words *words) {
    if (!words)
        return;
    json_decref(words->root);
    free(words);
}

const char *words_get(const struct words *words, const char *key) {
    return jsonread_text(words->root, key, key);
}

bool words_has(const struct words *words, const char *key) {
    return json_object_get(words->root, key) != NULL;
}

char *words_fill(const struct words *words, const char *key, const char *const *values) {
    return fill_text(words_get(words, key), values);
}
