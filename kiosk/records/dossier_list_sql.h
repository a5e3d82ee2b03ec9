/* The statements behind the office's list: one way to walk the dossiers for each index, in both
 * directions. Only dossier_list*.c include this. */
#ifndef RECORDS_DOSSIER_LIST_SQL_H
#define RECORDS_DOSSIER_LIST_SQL_H

#include "records/dossier_list.h"

#define LIST_WORDS_MAX 8 // of a search; of a longer one the longest: nobody notices the others

enum list_walk {       // along which index
    LIST_WALK_ARRIVAL, // all of them
    LIST_WALK_STATE,
    LIST_WALK_GROUP,
    LIST_WALK_LEVEL,
    LIST_WALK_UNIT,
    LIST_WALK_SOURCE,
    LIST_WALK_PUBLICATION,
    LIST_WALK_WORD, // all slips with a word of this beginning
    LIST_WALKS,
};

struct list_word {
    char *pattern;    // owned; "% hoa%" for LIKE on " " and the folded words
    char *units;      // owned; ",id,id," of places that have the word; "" for none
    char *low, *high; // owned; words that begin with it: low <= word < high
};

struct list_query { // a filter, made ready
    const struct dossier_filter *filter;
    char code[CODE_TEXT_MAX];               // "": the search is no code
    struct list_word words[LIST_WORDS_MAX]; // the longest first: most likely the rarest
    size_t word_count;
};

struct list_range { // keys; older: low <= key < high; newer: low < key <= high
    struct dossier_key low, high;
    bool is_newer;
};

void list_query_init(struct list_query *query, const struct dossier_filter *filter);
void list_query_finish(struct list_query *query);

/** How many there are to walk, counted up to `most`; -1 when the database fails. `word` is of
 *  LIST_WALK_WORD. */
int64_t list_count(struct sql_turn *turn, const struct list_query *query, enum list_walk walk,
                   const struct list_word *word, const struct list_range *range, int64_t most);
/** The key that ends a window of `size` candidates; RECORDS_NONE: fewer are left. */
enum records_result list_window_end(struct sql_turn *turn, const struct list_query *query,
                                    enum list_walk walk, const struct list_word *word,
                                    const struct list_range *range, int64_t size,
                                    struct dossier_key *out);
/** Those within the range that meet the whole filter, up to `room`, in the order of the walk. False
 *  when the database fails. `second`: another word of the search, which the index is asked for,
 * too, before any row is looked at; or NULL. */
bool list_lines(struct sql_turn *turn, const struct list_query *query, enum list_walk walk,
                const struct list_word *word, const struct list_word *second,
                const struct list_range *range, struct dossier_line *out, size_t room,
                size_t *out_count);
/** Those that carry the query's code. */
bool list_by_code(struct sql_turn *turn, const struct list_query *query, struct dossier_line *out,
                  size_t room, size_t *out_count);

#endif
