/* What a page says, in the order in which it is read aloud: its title, then its sentences. Clock,
 * page numbers, keys and bars are not prose; what a visitor typed is never in it. */
#ifndef APP_PROSE_H
#define APP_PROSE_H

#include "draw/text.h"
#include <stdbool.h>
#include <stddef.h>

struct spoken;

struct prose_text {
    char *text; // owned
    struct rect box;
    struct text_style style;
};

struct prose_sentence {
    size_t text; // index
    size_t from, to;
};

struct prose { // zeroed: says nothing
    struct prose_text *texts;
    size_t text_count;
    struct prose_sentence *sentences;
    size_t sentence_count;
};

/**
 * @param log     of one drawing of the page, with is_for_reading set
 * @param area    only what stands in it; an empty one: everywhere
 * @param spoken  for its abbreviations; may be NULL
 */
void prose_init(struct prose *prose, const struct text_log *log, struct rect area,
                const struct theme *theme, const struct spoken *spoken);
void prose_finish(struct prose *prose);
/** True when both say the same in the same order, wherever it stands. */
bool prose_is_same(const struct prose *a, const struct prose *b);
/** The sentence of `prose` that says what `sentence` of `other` does and is nearest to it in
 * number; prose->sentence_count when there is none. */
size_t prose_find(const struct prose *prose, const struct prose *other, size_t sentence);
/** As it is said aloud, owned by the caller. */
char *prose_spoken(const struct prose *prose, size_t sentence, const struct spoken *spoken);
/** Where it stands, for the canvas; borrows from the prose. */
struct text_mark prose_mark(const struct prose *prose, size_t sentence);
const struct text_style *prose_style(const struct prose *prose, size_t sentence);

#endif
