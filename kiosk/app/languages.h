/* The languages that the screen can speak: one file of words each, assets/words/LANG.json. The
 * configured one comes first; the others, by their code, are read when they are first wanted, and
 * kept. */
#ifndef APP_LANGUAGES_H
#define APP_LANGUAGES_H

#include <stdbool.h>
#include <stddef.h>

struct content;
struct words;

struct language {
    char *code;              // "vi"; owned
    struct words *words;     // owned; NULL until it is wanted, or when it cannot be read
    struct content *content; // owned; NULL likewise, and always for the configured language
    bool is_broken;          // said once; not tried again
};

struct languages {
    char *dir; // owned
    struct language *items;
    size_t count; // at least 1
};

/** Looks which files there are and reads none of them. */
void languages_init(struct languages *languages, const char *assets_dir, const char *configured);
void languages_finish(struct languages *languages);
/** Borrowed; NULL when the file cannot be read, which is logged. */
const struct words *languages_words(struct languages *languages, size_t index);
/** `content` as it stands, or the same in another language; NULL only when that is NULL. */
const struct content *languages_content(struct languages *languages, size_t index,
                                        const struct content *content);
/** Before `content` of the calls above is another: nobody borrows from its translations any more.
 */
void languages_forget_content(struct languages *languages);
/** The next one after `index` that can be read, round about; `index` itself when it is alone. */
size_t languages_next(struct languages *languages, size_t index);
/** How a language calls itself: "Tiếng Việt". Borrowed. */
const char *languages_name(struct languages *languages, size_t index);

#endif
