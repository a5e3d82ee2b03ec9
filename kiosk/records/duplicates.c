#include "records/duplicates.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/xalloc.h"
#include "records/dossier_line.h"

#define LOOKED_AT_MAX 200 // of one name: nobody compares more

struct own { // what the dossier itself says
    char id[CRYPTO_UUID_MAX];
    char name_key[FOLD_ROOM(NOMINATION_NAME_BYTES)];
    char unit_id[NOMINATION_ID_BYTES];
    char *place; // owned; folded, "" without one
    char campaign_id[64];
};

struct find_args {
    const char *id;
    struct duplicates *found; // owned until the call is over
};

static enum records_result read_own(struct sql_turn *turn, const char *id, struct own *out) {
    struct sql_rows *rows = sql_ask(turn,
                                    "SELECT name_key, unit_id, unit_other, campaign_id"
                                    " FROM nominations WHERE commune_id = ?1 AND id = ?2"
                                    " AND type = 'nomination'",
                                    "t", id);
    enum records_result result = rows ? sql_next(rows) : RECORDS_FAILED;
    if (result == RECORDS_OK) {
        char place[NOMINATION_NAME_BYTES];
        sql_text(rows, 0, out->name_key, sizeof out->name_key);
        sql_text(rows, 1, out->unit_id, sizeof out->unit_id);
        sql_text(rows, 2, place, sizeof place);
        sql_text(rows, 3, out->campaign_id, sizeof out->campaign_id);
        out->place = fold_text(place);
    }
    sql_done(rows);
    return result;
}

/* False when both places are known and differ: two people of one name. */
static bool rank_of(const struct own *own, const struct dossier_line *line,
                    enum duplicate_rank *out) {
    char *place = fold_text(line->unit_other);
    bool is_known_here = own->unit_id[0] || own->place[0];
    bool is_known_there = line->unit_id[0] || place[0];
    bool is_same =
        is_known_here && strcmp(own->unit_id, line->unit_id) == 0 && strcmp(own->place, place) == 0;
    free(place);
    *out = is_same ? DUPLICATE_SAME_PLACE : DUPLICATE_PLACE_UNKNOWN;
    return is_same || !is_known_here || !is_known_there;
}

static void keep(struct duplicates *found, const struct duplicate *duplicate) {
    if (found->count == DUPLICATES_MAX) {
        found->has_more = true;
        return;
    }
    found->items[found->count++] = *duplicate;
}

/* In two passes over the few of one name: those of the same place come first. */
static enum records_result look(struct sql_turn *turn, const struct own *own,
                                enum duplicate_rank rank, struct duplicates *found) {
    struct sql_rows *rows = sql_ask(turn,
                                    DOSSIER_LINE_SELECT DOSSIER_LINE_FROM
                                    " AND n.name_key = ?2 AND n.id <> ?3 AND n.type = 'nomination'"
                                    " AND n.merged_into IS NULL AND n.purged_at IS NULL"
                                    " ORDER BY n.received_at DESC, n.id DESC LIMIT ?4",
                                    "tti", own->name_key, own->id, (int64_t)LOOKED_AT_MAX);
    enum records_result result = RECORDS_FAILED;
    while (rows && (result = sql_next(rows)) == RECORDS_OK) {
        struct duplicate duplicate;
        dossier_line_take(rows, &duplicate.line);
        duplicate.is_same_campaign = strcmp(duplicate.line.campaign_id, own->campaign_id) == 0;
        duplicate.is_awarded = duplicate.line.decision_level[0] != '\0';
        if (rank_of(own, &duplicate.line, &duplicate.rank) && duplicate.rank == rank)
            keep(found, &duplicate);
    }
    sql_done(rows);
    return result == RECORDS_FAILED ? RECORDS_FAILED : RECORDS_OK;
}

static enum records_result find(struct sql_turn *turn, void *args) {
    struct find_args *a = args;
    struct own *own = xcalloc(1, sizeof *own);
    *a->found = (struct duplicates){.count = 0}; // of a run before
    snprintf(own->id, sizeof own->id, "%s", a->id);
    enum records_result result = read_own(turn, a->id, own);
    if (result == RECORDS_OK && own->name_key[0]) {
        result = look(turn, own, DUPLICATE_SAME_PLACE, a->found);
        if (result == RECORDS_OK)
            result = look(turn, own, DUPLICATE_PLACE_UNKNOWN, a->found);
    }
    free(own->place);
    free(own);
    return result;
}

enum records_result duplicates_find(struct sql *sql, const char *id, struct duplicates *out) {
    struct find_args args = {id, xcalloc(1, sizeof *args.found)};
    enum records_result result = sql_read(sql, find, &args);
    if (result == RECORDS_OK)
        *out = *args.found;
    free(args.found);
    return result;
}

struct merged_args {
    const char *id;
    struct merged_list *out;
};

static enum records_result read_merged(struct sql_turn *turn, void *args) {
    struct merged_args *a = args;
    *a->out = (struct merged_list){.count = 0};
    struct sql_rows *rows = sql_ask(turn,
                                    DOSSIER_LINE_SELECT DOSSIER_LINE_FROM
                                    " AND n.merged_into = ?2 AND n.merged_into IS NOT NULL"
                                    " ORDER BY n.received_at DESC, n.id DESC LIMIT ?3",
                                    "ti", a->id, (int64_t)DUPLICATES_MAX + 1);
    enum records_result result = RECORDS_FAILED;
    while (rows && (result = sql_next(rows)) == RECORDS_OK) {
        a->out->has_more = a->out->count == DUPLICATES_MAX;
        if (!a->out->has_more)
            dossier_line_take(rows, &a->out->items[a->out->count++]);
    }
    sql_done(rows);
    return result == RECORDS_FAILED ? RECORDS_FAILED : RECORDS_OK;
}

enum records_result duplicates_merged(struct sql *sql, const char *id, struct merged_list *out) {
    struct merged_args args = {id, out};
    return sql_read(sql, read_merged, &args);
}
