/* How far a slip has come, for whoever has its code: its steps, and those of what it was merged
 * into. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "records/slips.h"

#define STEPS_MAX 256 // of one dossier; more than people ever make
#define MERGES_MAX 16 // of one into another into a third

void slip_progress_finish(struct slip_progress *progress) {
    free(progress->steps);
    *progress = (struct slip_progress){.steps = NULL};
}

struct progress_args {
    const char *code;
    struct slip_progress progress; // owned until the call is over
};

/* A proposed level is the office's matter, an awarded one is not; what was deleted in time has
 * expired, what was withdrawn stays so. */
#define PROGRESS                                                                                   \
    "SELECT id, CASE WHEN purged_at IS NOT NULL AND state <> 'withdrawn' THEN 'expired'"           \
    " ELSE state END, CASE WHEN state = 'approved' THEN decision_level END, type, merged_into"     \
    " FROM nominations WHERE commune_id = ?1"

static void take_progress(const struct sql_rows *rows, struct slip_progress *out, char *out_id,
                          char *out_merged_into) {
    sql_text(rows, 0, out_id, CRYPTO_UUID_MAX);
    sql_text(rows, 1, out->state, sizeof out->state);
    sql_text(rows, 2, out->level, sizeof out->level);
    sql_text(rows, 3, out->type, sizeof out->type);
    sql_text(rows, 4, out_merged_into, CRYPTO_UUID_MAX);
}

/* One row for each slip with that code; of the first one also its state. */
static enum records_result read_holders(struct sql_turn *turn, struct progress_args *a,
                                        char *out_id, char *out_merged_into) {
    struct slip_progress *progress = &a->progress;
    struct sql_rows *rows = sql_ask(turn, PROGRESS " AND code = ?2 LIMIT 2", "t", a->code);
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result;
    while ((result = sql_next(rows)) == RECORDS_OK)
        if (progress->holders++ == 0)
            take_progress(rows, progress, out_id, out_merged_into);
    sql_done(rows);
    if (result == RECORDS_FAILED)
        return RECORDS_FAILED;
    return progress->holders > 0 ? RECORDS_OK : RECORDS_NONE;
}

/* Steps that were corrected, and their corrections, are the office's matter. */
static enum records_result read_steps(struct sql_turn *turn, const char *id, int64_t since_s,
                                      struct slip_progress *progress) {
    struct sql_rows *rows =
        sql_ask(turn,
                "SELECT state, at FROM events AS step WHERE commune_id = ?1 AND nomination_id = ?2"
                " AND at >= ?3 AND state IS NOT NULL AND undoes IS NULL AND NOT EXISTS ("
                "  SELECT 1 FROM events AS later WHERE later.commune_id = ?1"
                "  AND later.nomination_id = ?2 AND later.undoes = step.number) ORDER BY number",
                "ti", id, since_s);
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = RECORDS_NONE;
    while (progress->step_count < STEPS_MAX && (result = sql_next(rows)) == RECORDS_OK) {
        progress->steps =
            xrealloc(progress->steps, progress->step_count + 1, sizeof *progress->steps);
        struct slip_step *step = &progress->steps[progress->step_count++];
        sql_text(rows, 0, step->state, sizeof step->state);
        step->at_s = sql_int(rows, 1);
    }
    sql_done(rows);
    return result == RECORDS_FAILED ? RECORDS_FAILED : RECORDS_OK;
}

/* Where the slip went on, when it was merged: the state is the other's, and its steps from then on.
 */
static enum records_result follow_merge(struct sql_turn *turn, struct slip_progress *progress,
                                        char *id, char *merged_into) {
    enum records_result result = RECORDS_OK;
    size_t own_steps = progress->step_count;
    bool is_merged = merged_into[0] != '\0';
    for (int i = 0; i < MERGES_MAX && merged_into[0] && result == RECORDS_OK; i++) {
        struct sql_rows *rows = sql_ask(turn, PROGRESS " AND id = ?2", "t", merged_into);
        result = rows ? sql_next(rows) : RECORDS_FAILED;
        if (result == RECORDS_OK)
            take_progress(rows, progress, id, merged_into);
        sql_done(rows);
    }
    if (result != RECORDS_OK || !is_merged)
        return result == RECORDS_FAILED ? RECORDS_FAILED : RECORDS_OK;
    int64_t since_s = own_steps > 0 ? progress->steps[own_steps - 1].at_s : 0;
    return read_steps(turn, id, since_s, progress);
}

static enum records_result read_progress(struct sql_turn *turn, void *args) {
    struct progress_args *a = args;
    char id[CRYPTO_UUID_MAX], merged_into[CRYPTO_UUID_MAX] = "";
    slip_progress_finish(&a->progress); // of a run before
    enum records_result result = read_holders(turn, a, id, merged_into);
    if (result == RECORDS_OK)
        result = read_steps(turn, id, 0, &a->progress);
    return result == RECORDS_OK ? follow_merge(turn, &a->progress, id, merged_into) : result;
}

enum records_result slips_progress(struct sql *sql, const char *code, struct slip_progress *out) {
    struct progress_args args = {.code = code};
    enum records_result result = sql_read(sql, read_progress, &args);
    if (result == RECORDS_OK)
        *out = args.progress;
    else
        slip_progress_finish(&args.progress);
    return result;
}
