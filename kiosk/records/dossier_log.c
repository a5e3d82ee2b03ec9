/* The log of a dossier: append-only, who and when, every event once by its client's id. */
#include "records/dossier_row.h"

#include <stddef.h>

static const char *or_null(const char *text) {
    return text && text[0] ? text : NULL;
}

bool dossier_row_log(struct sql_turn *turn, const char *id, const struct dossier_event *event) {
    return sql_run(turn,
                   "INSERT INTO events (commune_id, nomination_id, number, at, what, actor, state,"
                   " event_id, role, from_state, decided_by, note, undoes)"
                   " VALUES (?1, ?2, (SELECT coalesce(max(number), 0) + 1 FROM events"
                   "  WHERE commune_id = ?1 AND nomination_id = ?2), ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
                   " ?10, ?11, nullif(?12, 0))",
                   "titttttttti", id, event->at_s, event->what, event->who, or_null(event->state),
                   or_null(event->event_id), or_null(event->role), or_null(event->from_state),
                   or_null(event->decided_by), or_null(event->note), event->undoes);
}

enum records_result dossier_row_find_event(struct sql_turn *turn, const char *event_id,
                                           char *out_id) {
    struct sql_rows *rows =
        sql_ask(turn, "SELECT nomination_id FROM events WHERE commune_id = ?1 AND event_id = ?2",
                "t", event_id);
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = sql_next(rows);
    if (result == RECORDS_OK)
        sql_text(rows, 0, out_id, CRYPTO_UUID_MAX);
    sql_done(rows);
    return result;
}

enum records_result dossier_row_last_step(struct sql_turn *turn, const char *id,
                                          struct dossier_last_step *out) {
    struct sql_rows *rows =
        sql_ask(turn,
                "SELECT number, from_state FROM events AS step WHERE commune_id = ?1"
                " AND nomination_id = ?2 AND from_state IS NOT NULL AND undoes IS NULL"
                " AND NOT EXISTS (SELECT 1 FROM events AS later WHERE later.commune_id = ?1"
                "  AND later.nomination_id = ?2 AND later.undoes = step.number)"
                " ORDER BY number DESC LIMIT 1",
                "t", id);
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = sql_next(rows);
    if (result == RECORDS_OK) {
        out->number = sql_int(rows, 0);
        sql_text(rows, 1, out->from_state, sizeof out->from_state);
    }
    sql_done(rows);
    return result;
}
