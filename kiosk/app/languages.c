#include "app/languages.h"

#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "model/words.h"

#define WORDS_BYTES_MAX (1024 * 1024)
#define CODE_BYTES_MAX 16 // "zh-Hant" has room
#define SUFFIX ".json"

static void add(struct languages *languages, const char *code, size_t len) {
    languages->items = xrealloc(languages->items, languages->count + 1, sizeof *languages->items);
    char *copy = xmalloc(len + 1);
    memcpy(copy, code, len);
    copy[len] = '\0';
    languages->items[languages->count++] = (struct language){.code = copy};
}

void languages_init(struct languages *languages, const char *assets_dir, const char *configured) {
    *languages = (struct languages){.dir = path_join(assets_dir, "words")};
    char *pattern = path_join(languages->dir, "*" SUFFIX);
    glob_t found;
    add(languages, configured, strlen(configured));
    if (glob(pattern, 0, NULL, &found) == 0) { // in the order of their names
        for (size_t i = 0; i < found.gl_pathc; i++) {
            const char *name = strrchr(found.gl_pathv[i], '/') + 1;
            size_t len = strlen(name) - strlen(SUFFIX);
            bool is_configured = strlen(configured) == len && !strncmp(name, configured, len);
            bool is_code = len > 0 && len < CODE_BYTES_MAX && !memchr(name, '.', len);
            if (!is_configured && is_code) // office.vi.json is another program's
                add(languages, name, len);
        }
        globfree(&found);
    }
    free(pattern);
}

void languages_forget_content(struct languages *languages) {
    for (size_t i = 0; i < languages->count; i++) {
        content_destroy(languages->items[i].content);
        languages->items[i].content = NULL;
    }
}

void languages_finish(struct languages *languages) {
    languages_forget_content(languages);
    for (size_t i = 0; i < languages->count; i++) {
        words_destroy(languages->items[i].words);
        free(languages->items[i].code);
    }
    free(languages->items);
    free(languages->dir);
    *languages = (struct languages){.count = 0};
}

static struct words *read_words(const char *dir, const char *code) {
    char *path = xasprintf("%s/%s" SUFFIX, dir, code), *bytes = NULL, *why = NULL;
    struct words *words = NULL;
    size_t len = 0;
    if (!path_read(path, WORDS_BYTES_MAX, &bytes, &len)) {
        log_error("cannot read the words '%s': %s; set [paths] assets to the assets folder", path,
                  strerror(errno));
    } else {
        words = words_decode(bytes, len, &why);
        if (!words)
            log_error("%s: %s", path, why);
    }
    free(why);
    free(bytes);
    free(path);
    return words;
}

const struct words *languages_words(struct languages *languages, size_t index) {
    struct language *language = &languages->items[index];
    if (!language->words && !language->is_broken) {
        language->words = read_words(languages->dir, language->code);
        language->is_broken = !language->words;
    }
    return language->words;
}

const struct content *languages_content(struct languages *languages, size_t index,
                                        const struct content *content) {
    struct language *language = &languages->items[index];
    if (index == 0 || !content)
        return content;
    if (!language->content)
        language->content = content_in_language(content, language->code);
    return language->content ? language->content : content;
}

size_t languages_next(struct languages *languages, size_t index) {
    size_t next = index;
    do
        next = (next + 1) % languages->count;
    while (next != index && !languages_words(languages, next));
    return next;
}

const char *languages_name(struct languages *languages, size_t index) {
    const struct words *words = languages_words(languages, index);
    char key[CODE_BYTES_MAX + 8];
    snprintf(key, sizeof key, "lang.%s", languages->items[index].code);
    return words && words_has(words, key) ? words_get(words, key) : languages->items[index].code;
}
