/* What a slip is found by: the words of its name and its place, folded (base/fold.h), and the name
 * as two slips about one person share it. All of it is as personal as the name itself. */
#ifndef RECORDS_SEARCH_WORDS_H
#define RECORDS_SEARCH_WORDS_H

#include "sql/sql.h"
#include <stddef.h>
#include <stdint.h>

struct nomination;

#define SEARCH_WORDS_MAX 128 // of a name and a place: both are short

struct search_words {
    char *folded;   // owned; "nguyen van a na lang"
    char *name_key; // owned; the name alone, without the form of address it was written with
    char *split;    // owned; `words` point into it
    size_t split_bytes;
    const char *words[SEARCH_WORDS_MAX];
    size_t count;
};

void search_words_init(struct search_words *words, const struct nomination *slip);
/** Wipes it, too. */
void search_words_finish(struct search_words *words);

/* Within a turn: the slip's columns and its rows of words, put there or taken away. */
bool search_words_store(struct sql_turn *turn, const char *id, int64_t received_at_s,
                        const struct search_words *words);
/** The rows alone, for who writes the columns with others. */
bool search_words_insert(struct sql_turn *turn, const char *id, int64_t received_at_s,
                         const struct search_words *words);
bool search_words_remove(struct sql_turn *turn, const char *id);

/** Folds what was kept before there were folded columns. False when the database cannot. */
bool search_words_mend(struct sql *sql);

#endif
