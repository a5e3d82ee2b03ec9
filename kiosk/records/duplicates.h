/* Dossiers that are likely about one person: the same name without its marks, and the same place or
 * one that is not known. They are shown side by side; nobody but an officer merges them, by the
 * step to DOSSIER_MERGED (dossiers_apply), and takes it back by the step from there. */
#ifndef RECORDS_DUPLICATES_H
#define RECORDS_DUPLICATES_H

#include "records/dossier_list.h"
#include "sql/sql.h"
#include <stdbool.h>
#include <stddef.h>

#define DUPLICATES_MAX 20 // shown of one dossier; the likeliest

enum duplicate_rank {
    DUPLICATE_SAME_PLACE,
    DUPLICATE_PLACE_UNKNOWN, // on one side or both
};

struct duplicate {
    struct dossier_line line;
    enum duplicate_rank rank;
    bool is_same_campaign;
    bool is_awarded; // "this deed may have been commended already"
};

struct duplicates {
    struct duplicate items[DUPLICATES_MAX]; // the likeliest first, then the newest
    size_t count;
    bool has_more;
};

/** Those like the dossier, but for itself, what was merged and what was erased. RECORDS_NONE: no
 * such dossier. */
enum records_result duplicates_find(struct sql *sql, const char *id, struct duplicates *out);

struct merged_list { // what was merged into a dossier
    struct dossier_line items[DUPLICATES_MAX];
    size_t count;
    bool has_more;
};

enum records_result duplicates_merged(struct sql *sql, const char *id, struct merged_list *out);

#endif
