#include "office/words.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/strbuf.h"

#define WORDS_BYTES_MAX (1024 * 1024)

/* The linker sets these around the section that WORD() fills. */
extern const char *const __start_office_words[];
extern const char *const __stop_office_words[];

static bool has_all(const struct words *words, const char *path, char **out_why) {
    for (const char *const *key = __start_office_words; key != __stop_office_words; key++) {
        if (!*key || words_has(words, *key)) // NULL: padding between two files
            continue;
        *out_why = xasprintf("'%s' has no \"%s\"", path, *key);
        return false;
    }
    return true;
}

struct words *office_words_open(const char *assets_dir, char **out_why) {
    char *path = path_join(assets_dir, "words/office.vi.json"), *bytes = NULL, *why = NULL;
    size_t len;
    struct words *words = NULL;
    if (!path_read(path, WORDS_BYTES_MAX, &bytes, &len))
        *out_why = xasprintf("cannot read '%s': %s; set office.assets to the assets folder", path,
                             strerror(errno));
    else if (!(words = words_decode(bytes, len, &why)))
        *out_why = xasprintf("'%s': %s", path, why);
    else if (!has_all(words, path, out_why)) {
        words_destroy(words);
        words = NULL;
    }
    free(why);
    free(bytes);
    free(path);
    return words;
}

const char *office_words_of(const struct words *words, const char *prefix, const char *id) {
    char *key = xasprintf("%s.%s", prefix, id);
    const char *word = words_has(words, key) ? words_get(words, key) : id;
    free(key);
    return word;
}
