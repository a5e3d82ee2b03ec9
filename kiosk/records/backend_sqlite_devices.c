/* Devices on SQLite: invited, enrolled, revoked, heard from. */
#include "records/backend_sqlite.h"

#include <stdio.h>
#include <string.h>

#define ID_TRIES_MAX 100

/* "k-0001" and up, in the order of invitation; a taken one leads to the next try. */
static enum backend_result insert_device(struct sqlite_backend *b,
                                         const struct device_invitation *invitation, char *out_id) {
    sqlite3_stmt *statement =
        backend_sqlite_ask(b, "SELECT count(*) FROM devices WHERE commune_id = ?1", "");
    if (!statement || backend_sqlite_step(b, statement) != BACKEND_OK)
        return BACKEND_FAILED;
    int64_t number = sqlite3_column_int64(statement, 0);
    backend_sqlite_done(statement);
    for (int i = 1; i <= ID_TRIES_MAX; i++) {
        char id[SLIP_ID_BYTES];
        snprintf(id, sizeof id, "k-%04lld", (long long)number + i);
        if (!backend_sqlite_run(b,
                                "INSERT INTO devices (commune_id, id, name, state, secret_sha256,"
                                " secret_expires_at) VALUES (?1, ?2, ?3, 'invited', ?4, ?5)"
                                " ON CONFLICT DO NOTHING",
                                "ttti", id, invitation->name, invitation->secret_sha256,
                                invitation->expires_at_s))
            return BACKEND_FAILED;
        if (backend_sqlite_changed(b) == 1) {
            snprintf(out_id, SLIP_ID_BYTES, "%s", id);
            return BACKEND_OK;
        }
    }
    return BACKEND_FAILED;
}

/* Until the new code is used, the old token stays what it was. */
static enum backend_result invite_again(struct sqlite_backend *b,
                                        const struct device_invitation *invitation, char *out_id) {
    if (!backend_sqlite_run(b,
                            "UPDATE devices SET secret_sha256 = ?3, secret_expires_at = ?4"
                            " WHERE commune_id = ?1 AND id = ?2",
                            "tti", invitation->id, invitation->secret_sha256,
                            invitation->expires_at_s))
        return BACKEND_FAILED;
    if (backend_sqlite_changed(b) == 0)
        return BACKEND_NONE;
    snprintf(out_id, SLIP_ID_BYTES, "%s", invitation->id);
    return BACKEND_OK;
}

/* Ends the transaction that `result` came out of; only BACKEND_OK is kept. */
static enum backend_result end(struct sqlite_backend *b, enum backend_result result) {
    if (result == BACKEND_OK)
        return backend_sqlite_commit(b) ? BACKEND_OK : BACKEND_FAILED;
    backend_sqlite_abandon(b);
    return result;
}

enum backend_result backend_sqlite_device_invite(struct backend *base,
                                                 const struct device_invitation *invitation,
                                                 char *out_id) {
    struct sqlite_backend *b = (struct sqlite_backend *)base;
    if (!backend_sqlite_enter(b))
        return BACKEND_FAILED;
    enum backend_result result = BACKEND_FAILED;
    if (backend_sqlite_begin(b))
        result = end(b, invitation->id ? invite_again(b, invitation, out_id)
                                       : insert_device(b, invitation, out_id));
    backend_sqlite_leave(b);
    return result;
}

static enum backend_result enrol(struct sqlite_backend *b, const char *secret_sha256,
                                 const char *token_sha256, int64_t now_s, char *out_id) {
    sqlite3_stmt *statement =
        backend_sqlite_ask(b,
                           "SELECT id FROM devices WHERE commune_id = ?1 AND secret_sha256 = ?2"
                           " AND secret_expires_at > ?3",
                           "ti", secret_sha256, now_s);
    if (!statement)
        return BACKEND_FAILED;
    enum backend_result result = backend_sqlite_step(b, statement);
    if (result == BACKEND_OK)
        backend_sqlite_text(statement, 0, out_id, SLIP_ID_BYTES);
    backend_sqlite_done(statement);
    if (result != BACKEND_OK)
        return result;
    bool is_run = backend_sqlite_run(b,
                                     "UPDATE devices SET state = 'enrolled', token_sha256 = ?3,"
                                     " enrolled_at = ?4, revoked_at = NULL, secret_sha256 = NULL,"
                                     " secret_expires_at = NULL WHERE commune_id = ?1 AND id = ?2",
                                     "tti", out_id, token_sha256, now_s);
    return is_run ? BACKEND_OK : BACKEND_FAILED;
}

enum backend_result backend_sqlite_device_enrol(struct backend *base, const char *secret_sha256,
                                                const char *token_sha256, int64_t now_s,
                                                char *out_id) {
    struct sqlite_backend *b = (struct sqlite_backend *)base;
    if (!backend_sqlite_enter(b))
        return BACKEND_FAILED;
    enum backend_result result = BACKEND_FAILED;
    if (backend_sqlite_begin(b))
        result = end(b, enrol(b, secret_sha256, token_sha256, now_s, out_id));
    backend_sqlite_leave(b);
    return result;
}

static enum device_state state_from_word(const char *word) {
    for (int state = DEVICE_STATE_INVITED; state < DEVICE_STATE_REVOKED; state++)
        if (!strcmp(word, device_state_word((enum device_state)state)))
            return (enum device_state)state;
    return DEVICE_STATE_REVOKED; // whatever else stands there is not let in
}

static enum device_state read_state(sqlite3_stmt *statement, int column) {
    char word[16];
    backend_sqlite_text(statement, column, word, sizeof word);
    return state_from_word(word);
}

enum backend_result backend_sqlite_device_by_token(struct backend *base, const char *token_sha256,
                                                   char *out_id, enum device_state *out_state) {
    struct sqlite_backend *b = (struct sqlite_backend *)base;
    if (!backend_sqlite_enter(b))
        return BACKEND_FAILED;
    enum backend_result result = BACKEND_FAILED;
    sqlite3_stmt *statement = backend_sqlite_ask(
        b, "SELECT id, state FROM devices WHERE commune_id = ?1 AND token_sha256 = ?2", "t",
        token_sha256);
    if (statement) {
        result = backend_sqlite_step(b, statement);
        if (result == BACKEND_OK) {
            backend_sqlite_text(statement, 0, out_id, SLIP_ID_BYTES);
            *out_state = read_state(statement, 1);
        }
        backend_sqlite_done(statement);
    }
    backend_sqlite_leave(b);
    return result;
}

/* A change of one device by one statement: ?2 its id, ?3 the value. */
static enum backend_result change(struct backend *base, const char *sql, const char *id,
                                  int64_t value) {
    struct sqlite_backend *b = (struct sqlite_backend *)base;
    if (!backend_sqlite_enter(b))
        return BACKEND_FAILED;
    enum backend_result result = BACKEND_FAILED;
    if (backend_sqlite_begin(b)) {
        if (backend_sqlite_run(b, sql, "ti", id, value))
            result = backend_sqlite_changed(b) ? BACKEND_OK : BACKEND_NONE;
        result = end(b, result);
    }
    backend_sqlite_leave(b);
    return result;
}

enum backend_result backend_sqlite_device_revoke(struct backend *base, const char *id,
                                                 int64_t now_s) {
    static const char sql[] = "UPDATE devices SET state = 'revoked', revoked_at = ?3,"
                              " secret_sha256 = NULL, secret_expires_at = NULL"
                              " WHERE commune_id = ?1 AND id = ?2";
    return change(base, sql, id, now_s);
}

enum backend_result backend_sqlite_device_ask_resend(struct backend *base, const char *id,
                                                     int64_t from_seq) {
    static const char sql[] =
        "UPDATE devices SET resend_from = ?3 WHERE commune_id = ?1 AND id = ?2";
    return change(base, sql, id, from_seq);
}

enum backend_result backend_sqlite_device_unlock_pin(struct backend *base, const char *id) {
    static const char sql[] =
        "UPDATE devices SET unlock_pin = ?3 WHERE commune_id = ?1 AND id = ?2";
    return change(base, sql, id, 1);
}

enum backend_result backend_sqlite_device_see_help(struct backend *base, const char *id,
                                                   int64_t now_s) {
    static const char sql[] =
        "UPDATE devices SET help_seen_at = ?3 WHERE commune_id = ?1 AND id = ?2";
    return change(base, sql, id, now_s);
}

enum backend_result backend_sqlite_device_next(struct backend *base, const char *after_id,
                                               struct device_row *out) {
    struct sqlite_backend *b = (struct sqlite_backend *)base;
    if (!backend_sqlite_enter(b))
        return BACKEND_FAILED;
    enum backend_result result = BACKEND_FAILED;
    sqlite3_stmt *statement = backend_sqlite_ask(
        b,
        "SELECT d.id, d.name, d.state, d.enrolled_at, d.status_at, count(n.id),"
        " coalesce(max(n.seq), 0), coalesce(max(n.seq), 0) - count(DISTINCT n.seq),"
        " coalesce(max(n.seq_repeated), 0)"
        " FROM devices AS d LEFT JOIN nominations AS n"
        "  ON n.commune_id = d.commune_id AND n.device_id = d.id"
        " WHERE d.commune_id = ?1 AND d.id > ?2"
        " GROUP BY d.id, d.name, d.state, d.enrolled_at, d.status_at ORDER BY d.id LIMIT 1",
        "t", after_id);
    if (statement) {
        result = backend_sqlite_step(b, statement);
        if (result == BACKEND_OK) {
            *out = (struct device_row){
                .state = read_state(statement, 2),
                .enrolled_at_s = sqlite3_column_int64(statement, 3),
                .status_at_s = sqlite3_column_int64(statement, 4),
                .held = sqlite3_column_int64(statement, 5),
                .last_seq = sqlite3_column_int64(statement, 6),
                .missing = sqlite3_column_int64(statement, 7),
                .is_copied = sqlite3_column_int(statement, 8) != 0,
            };
            backend_sqlite_text(statement, 0, out->id, sizeof out->id);
            backend_sqlite_text(statement, 1, out->name, sizeof out->name);
        }
        backend_sqlite_done(statement);
    }
    backend_sqlite_leave(b);
    return result;
}

static enum backend_result read_orders(struct sqlite_backend *b, const char *id,
                                       const char *help_at, struct device_orders *out) {
    sqlite3_stmt *statement = backend_sqlite_ask(
        b,
        "SELECT d.unlock_pin, CASE WHEN d.help_at = ?3 THEN d.help_seen_at END,"
        " CASE WHEN NOT EXISTS (SELECT 1 FROM nominations AS n WHERE n.commune_id = ?1"
        "  AND n.device_id = ?2 AND n.seq = d.resend_from) THEN d.resend_from END"
        " FROM devices AS d WHERE d.commune_id = ?1 AND d.id = ?2",
        "tt", id, help_at);
    if (!statement)
        return BACKEND_FAILED;
    enum backend_result result = backend_sqlite_step(b, statement);
    if (result == BACKEND_OK)
        *out = (struct device_orders){
            .must_unlock_pin = sqlite3_column_int(statement, 0) != 0,
            .help_seen_at_s = sqlite3_column_int64(statement, 1), // 0 for NULL
            .resend_from = sqlite3_column_int64(statement, 2),
        };
    backend_sqlite_done(statement);
    return result;
}

static enum backend_result keep_report(struct sqlite_backend *b, const char *id,
                                       const struct device_report *report,
                                       const struct device_orders *orders) {
    bool is_run = backend_sqlite_run(b,
                                     "UPDATE devices SET status = ?3, status_at = ?4, help_at = ?5,"
                                     " help_seen_at = nullif(?6, 0), resend_from = nullif(?7, 0),"
                                     " unlock_pin = 0 WHERE commune_id = ?1 AND id = ?2",
                                     "ttitii", id, report->status, report->reported_at_s,
                                     report->help_at, orders->help_seen_at_s, orders->resend_from);
    return is_run ? BACKEND_OK : BACKEND_FAILED;
}

enum backend_result backend_sqlite_device_report(struct backend *base, const char *id,
                                                 const struct device_report *report,
                                                 struct device_orders *out) {
    struct sqlite_backend *b = (struct sqlite_backend *)base;
    if (!backend_sqlite_enter(b))
        return BACKEND_FAILED;
    enum backend_result result = BACKEND_FAILED;
    struct device_orders orders = {.resend_from = 0};
    if (backend_sqlite_begin(b)) {
        result = read_orders(b, id, report->help_at, &orders);
        if (result == BACKEND_OK)
            result = keep_report(b, id, report, &orders);
        result = end(b, result);
    }
    backend_sqlite_leave(b);
    if (result == BACKEND_OK)
        *out = orders;
    return result;
}
