#include "records/sessions.h"

#include <stdio.h>
#include <string.h>

#include "records/audit.h"

#define TOUCH_EVERY_S 60 // a page need not wait for the disk only to say that it was looked at

void session_make_token(char out_token[SESSION_TOKEN_MAX], char out_sha256[CRYPTO_SHA256_HEX_MAX]) {
    uint8_t bytes[SESSION_TOKEN_BYTES];
    crypto_random(bytes, sizeof bytes);
    crypto_hex_encode(bytes, sizeof bytes, out_token);
    crypto_sha256_hex(out_token, strlen(out_token), out_sha256);
    crypto_wipe(bytes, sizeof bytes);
}

void session_csrf(const char *token, char out[CRYPTO_SHA256_HEX_MAX]) {
    char text[sizeof "csrf:" + SESSION_TOKEN_MAX];
    snprintf(text, sizeof text, "csrf:%s", token);
    crypto_sha256_hex(text, strlen(text), out);
}

bool session_start(struct sql_turn *turn, const char *session_sha256, const char *account_id,
                   int64_t now_s) {
    return sql_run(turn,
                   "INSERT INTO sessions (commune_id, id, user_id, started_at, seen_at)"
                   " VALUES (?1, ?2, ?3, ?4, ?4) ON CONFLICT DO NOTHING",
                   "tti", session_sha256, account_id, now_s);
}

struct find {
    const char *sha256;
    const struct session_limits *limits;
    int64_t now_s, seen_at_s;
    struct account *out;
};

/* Sessions of a time when the clock was ahead end as well: they began after now. */
static enum records_result find(struct sql_turn *turn, void *args) {
    struct find *f = args;
    struct sql_rows *rows =
        sql_ask(turn,
                "SELECT " ACCOUNT_COLUMNS ", s.seen_at FROM sessions AS s JOIN users AS u"
                " ON u.commune_id = s.commune_id AND u.id = s.user_id"
                " WHERE s.commune_id = ?1 AND s.id = ?2 AND s.seen_at > ?3 AND s.started_at > ?4"
                " AND s.started_at <= ?5 AND u.disabled = 0",
                "tiii", f->sha256, f->now_s - f->limits->idle_s, f->now_s - f->limits->max_s,
                f->now_s + TOUCH_EVERY_S);
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = sql_next(rows);
    if (result == RECORDS_OK) {
        account_read(rows, f->out);
        f->seen_at_s = sql_int(rows, ACCOUNT_COLUMN_COUNT);
    }
    sql_done(rows);
    return result;
}

/* The moment to write that it is alive: often enough for short idle times of tests and halls. */
static int64_t touch_every_s(const struct session_limits *limits) {
    return limits->idle_s / 4 < TOUCH_EVERY_S ? limits->idle_s / 4 : TOUCH_EVERY_S;
}

static enum records_result touch(struct sql_turn *turn, void *args) {
    const struct find *f = args;
    bool is_run =
        sql_run(turn, "UPDATE sessions SET seen_at = ?3 WHERE commune_id = ?1 AND id = ?2", "ti",
                f->sha256, f->now_s);
    return is_run ? RECORDS_OK : RECORDS_FAILED;
}

enum records_result session_find(struct sql *sql, const char *token,
                                 const struct session_limits *limits, int64_t now_s,
                                 struct visitor *out) {
    crypto_sha256_hex(token, strlen(token), out->session_sha256);
    session_csrf(token, out->csrf);
    struct find args = {out->session_sha256, limits, now_s, 0, &out->account};
    enum records_result result = sql_read(sql, find, &args);
    if (result == RECORDS_OK && now_s - args.seen_at_s >= touch_every_s(limits))
        sql_write(sql, touch, &args); // a full disk does not keep anyone from reading
    return result;
}

struct end {
    const struct visitor *visitor;
    const struct actor *actor;
};

static enum records_result end(struct sql_turn *turn, void *args) {
    const struct end *e = args;
    if (!sql_run(turn, "DELETE FROM sessions WHERE commune_id = ?1 AND id = ?2", "t",
                 e->visitor->session_sha256))
        return RECORDS_FAILED;
    return audit_add(
        turn, e->actor,
        &(struct audit_entry){.what = "logout", .about = e->visitor->account.id, .note = ""});
}

enum records_result session_end(struct sql *sql, const struct visitor *visitor, int64_t now_s) {
    const struct actor actor = {visitor->account.id, now_s};
    struct end args = {visitor, &actor};
    return sql_write(sql, end, &args);
}

bool sessions_end_all(struct sql_turn *turn, const char *account_id, const char *keep_sha256) {
    return sql_run(turn, "DELETE FROM sessions WHERE commune_id = ?1 AND user_id = ?2 AND id <> ?3",
                   "tt", account_id, keep_sha256 ? keep_sha256 : "");
}
