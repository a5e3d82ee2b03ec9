#include "records/devices.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/xalloc.h"
#include "records/audit.h"

#define ID_TRIES_MAX 100
#define STATUS_BYTES_MAX 65536

const char *device_state_word(enum device_state state) {
    static const char *const words[] = {
        [DEVICE_STATE_INVITED] = "invited",
        [DEVICE_STATE_ENROLLED] = "enrolled",
        [DEVICE_STATE_REVOKED] = "revoked",
    };
    return words[state];
}

static enum device_state read_state(const struct sql_rows *rows, int column) {
    char word[16];
    sql_text(rows, column, word, sizeof word);
    for (int state = DEVICE_STATE_INVITED; state < DEVICE_STATE_REVOKED; state++)
        if (!strcmp(word, device_state_word((enum device_state)state)))
            return (enum device_state)state;
    return DEVICE_STATE_REVOKED; // whatever else stands there is not let in
}

/* The one device that a statement with one text and one number finds. */
static enum records_result find_id(struct sql_turn *turn, const char *text, const char *key,
                                   int64_t value, char *out_id) {
    struct sql_rows *rows = sql_ask(turn, text, "ti", key, value);
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = sql_next(rows);
    if (result == RECORDS_OK)
        sql_text(rows, 0, out_id, SLIP_ID_BYTES);
    sql_done(rows);
    return result;
}

struct invite_args {
    const struct device_invitation *invitation;
    const struct actor *actor;
    char *out_id;
};

static enum records_result note(struct sql_turn *turn, const struct actor *actor, const char *what,
                                const char *id, const char *note) {
    return audit_add(turn, actor, &(struct audit_entry){.what = what, .about = id, .note = note});
}

static enum records_result count_devices(struct sql_turn *turn, int64_t *out) {
    struct sql_rows *rows = sql_ask(turn, "SELECT count(*) FROM devices WHERE commune_id = ?1", "");
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = sql_next(rows);
    *out = result == RECORDS_OK ? sql_int(rows, 0) : 0;
    sql_done(rows);
    return result;
}

/* "k-0001" and up, in the order of invitation; a taken one leads to the next try. */
static enum records_result insert_device(struct sql_turn *turn, const struct invite_args *args) {
    const struct device_invitation *invitation = args->invitation;
    int64_t number;
    if (count_devices(turn, &number) != RECORDS_OK)
        return RECORDS_FAILED;
    for (int i = 1; i <= ID_TRIES_MAX; i++) {
        char id[SLIP_ID_BYTES];
        snprintf(id, sizeof id, "k-%04lld", (long long)number + i);
        if (!sql_run(turn,
                     "INSERT INTO devices (commune_id, id, name, state, secret_sha256,"
                     " secret_expires_at) VALUES (?1, ?2, ?3, 'invited', ?4, ?5)"
                     " ON CONFLICT DO NOTHING",
                     "ttti", id, invitation->name, invitation->secret_sha256,
                     invitation->expires_at_s))
            return RECORDS_FAILED;
        if (sql_changed(turn) == 1) {
            snprintf(args->out_id, SLIP_ID_BYTES, "%s", id);
            return RECORDS_OK;
        }
    }
    return RECORDS_FAILED;
}

/* Until the new code is used, the old token stays what it was. */
static enum records_result invite_again(struct sql_turn *turn, const struct invite_args *args) {
    const struct device_invitation *invitation = args->invitation;
    if (!sql_run(turn,
                 "UPDATE devices SET secret_sha256 = ?3, secret_expires_at = ?4"
                 " WHERE commune_id = ?1 AND id = ?2",
                 "tti", invitation->id, invitation->secret_sha256, invitation->expires_at_s))
        return RECORDS_FAILED;
    if (sql_changed(turn) == 0)
        return RECORDS_NONE;
    snprintf(args->out_id, SLIP_ID_BYTES, "%s", invitation->id);
    return RECORDS_OK;
}

static enum records_result invite(struct sql_turn *turn, void *args) {
    const struct invite_args *a = args;
    if (a->invitation->id) {
        enum records_result again = invite_again(turn, a);
        return again == RECORDS_OK ? note(turn, a->actor, "device.invite", a->out_id, "") : again;
    }
    // A run before this one may have committed.
    enum records_result result =
        find_id(turn,
                "SELECT id FROM devices WHERE commune_id = ?1"
                " AND secret_sha256 = ?2 AND secret_expires_at = ?3",
                a->invitation->secret_sha256, a->invitation->expires_at_s, a->out_id);
    if (result == RECORDS_NONE && (result = insert_device(turn, a)) == RECORDS_OK)
        result = note(turn, a->actor, "device.add", a->out_id, a->invitation->name);
    return result;
}

enum records_result devices_invite(struct sql *sql, const struct device_invitation *invitation,
                                   const struct actor *actor, char *out_id) {
    struct invite_args args = {invitation, actor, out_id};
    return sql_write(sql, invite, &args);
}

struct enrol_args {
    const char *secret_sha256, *token_sha256;
    int64_t now_s;
    char *out_id;
};

static enum records_result enrol(struct sql_turn *turn, void *args) {
    const struct enrol_args *a = args;
    // A run before this one may have committed: then the secret is gone and the token is there.
    enum records_result result = find_id(turn,
                                         "SELECT id FROM devices WHERE commune_id = ?1"
                                         " AND token_sha256 = ?2 AND enrolled_at = ?3",
                                         a->token_sha256, a->now_s, a->out_id);
    if (result != RECORDS_NONE)
        return result;
    result = find_id(turn,
                     "SELECT id FROM devices WHERE commune_id = ?1 AND secret_sha256 = ?2"
                     " AND secret_expires_at > ?3",
                     a->secret_sha256, a->now_s, a->out_id);
    if (result != RECORDS_OK)
        return result;
    bool is_run = sql_run(turn,
                          "UPDATE devices SET state = 'enrolled', token_sha256 = ?3,"
                          " enrolled_at = ?4, revoked_at = NULL, secret_sha256 = NULL,"
                          " secret_expires_at = NULL, staff_log_seq = 0, staff_log_hash = NULL"
                          " WHERE commune_id = ?1 AND id = ?2",
                          "tti", a->out_id, a->token_sha256, a->now_s);
    return is_run ? RECORDS_OK : RECORDS_FAILED;
}

enum records_result devices_enrol(struct sql *sql, const char *secret_sha256,
                                  const char *token_sha256, int64_t now_s, char *out_id) {
    struct enrol_args args = {secret_sha256, token_sha256, now_s, out_id};
    return sql_write(sql, enrol, &args);
}

struct token_args {
    const char *token_sha256;
    char *out_id;
    enum device_state *out_state;
};

static enum records_result find_token(struct sql_turn *turn, void *args) {
    const struct token_args *a = args;
    struct sql_rows *rows =
        sql_ask(turn, "SELECT id, state FROM devices WHERE commune_id = ?1 AND token_sha256 = ?2",
                "t", a->token_sha256);
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = sql_next(rows);
    if (result == RECORDS_OK) {
        sql_text(rows, 0, a->out_id, SLIP_ID_BYTES);
        *a->out_state = read_state(rows, 1);
    }
    sql_done(rows);
    return result;
}

enum records_result devices_by_token(struct sql *sql, const char *token_sha256, char *out_id,
                                     enum device_state *out_state) {
    struct token_args args = {token_sha256, out_id, out_state};
    return sql_read(sql, find_token, &args);
}

/* A change of one device by one statement: ?2 its id, ?3 the value. */
struct change_args {
    const char *text, *id;
    int64_t value;
    const struct actor *actor;
    const char *what, *note; // for the journal
};

static enum records_result change(struct sql_turn *turn, void *args) {
    const struct change_args *a = args;
    if (!sql_run(turn, a->text, "ti", a->id, a->value))
        return RECORDS_FAILED;
    return sql_changed(turn) ? note(turn, a->actor, a->what, a->id, a->note) : RECORDS_NONE;
}

enum records_result devices_revoke(struct sql *sql, const char *id, const struct actor *actor) {
    struct change_args args = {"UPDATE devices SET state = 'revoked', revoked_at = ?3,"
                               " secret_sha256 = NULL, secret_expires_at = NULL"
                               " WHERE commune_id = ?1 AND id = ?2",
                               id,
                               actor->now_s,
                               actor,
                               "device.revoke",
                               ""};
    return sql_write(sql, change, &args);
}

enum records_result devices_ask_resend(struct sql *sql, const char *id, int64_t from_seq,
                                       const struct actor *actor) {
    char from[24];
    snprintf(from, sizeof from, "%lld", (long long)from_seq);
    struct change_args args = {
        "UPDATE devices SET resend_from = ?3 WHERE commune_id = ?1 AND id = ?2",
        id,
        from_seq,
        actor,
        "device.resend",
        from};
    return sql_write(sql, change, &args);
}

struct unlock_args {
    const char *id, *lock_id;
    const struct actor *actor;
};

static enum records_result unlock(struct sql_turn *turn, void *args) {
    const struct unlock_args *a = args;
    if (!sql_run(turn,
                 "UPDATE devices SET unlock_pin = 1, unlock_lock = ?3"
                 " WHERE commune_id = ?1 AND id = ?2",
                 "tt", a->id, a->lock_id))
        return RECORDS_FAILED;
    return sql_changed(turn) ? note(turn, a->actor, "device.unlock_pin", a->id, "") : RECORDS_NONE;
}

enum records_result devices_unlock_pin(struct sql *sql, const char *id, const char *lock_id,
                                       const struct actor *actor) {
    struct unlock_args args = {id, lock_id, actor};
    return sql_write(sql, unlock, &args);
}

struct status_args {
    const char *id;
    char *status; // owned
};

static enum records_result find_status(struct sql_turn *turn, void *args) {
    struct status_args *a = args;
    struct sql_rows *rows =
        sql_ask(turn, "SELECT status FROM devices WHERE commune_id = ?1 AND id = ?2", "t", a->id);
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = sql_next(rows);
    free(a->status); // of a run before this one
    a->status = result == RECORDS_OK ? sql_text_copy(rows, 0) : NULL;
    sql_done(rows);
    return result;
}

enum records_result devices_status(struct sql *sql, const char *id, char **out) {
    struct status_args args = {.id = id};
    enum records_result result = sql_read(sql, find_status, &args);
    if (result == RECORDS_OK)
        *out = args.status ? args.status : xstrdup("");
    else
        free(args.status);
    return result;
}

enum records_result devices_see_help(struct sql *sql, const char *id, const struct actor *actor) {
    struct change_args args = {
        "UPDATE devices SET help_seen_at = ?3 WHERE commune_id = ?1 AND id = ?2",
        id,
        actor->now_s,
        actor,
        "device.help_seen",
        ""};
    return sql_write(sql, change, &args);
}

enum records_result devices_see_log_fault(struct sql *sql, const char *id, int64_t fault_at_s,
                                          const struct actor *actor) {
    char found_at[DATE_RFC3339_MAX];
    date_format_rfc3339(fault_at_s, 0, found_at);
    struct change_args args = {"UPDATE devices SET staff_log_fault_at = NULL"
                               " WHERE commune_id = ?1 AND id = ?2 AND staff_log_fault_at = ?3",
                               id,
                               fault_at_s,
                               actor,
                               "device.log_seen",
                               found_at};
    return sql_write(sql, change, &args);
}

static int64_t read_moment(const char *text) {
    int64_t at_s;
    return text && date_parse_rfc3339(text, &at_s, NULL) ? at_s : 0;
}

/* A report says what its program knows to say: what is missing, or no JSON, is unknown. */
static void read_health(const char *status, struct device_health *out) {
    json_t *root = jsonread_bytes(status, strlen(status), STATUS_BYTES_MAX, NULL);
    *out = (struct device_health){
        .queued = jsonread_int(root, "queued", 0),
        .parked = jsonread_int(root, "parked", 0),
        .oldest_queued_at_s = read_moment(jsonread_text(root, "oldest_queued_at", NULL)),
        .disk_free_mb = jsonread_int(root, "disk_free_mb", -1),
        .content_revision = jsonread_int(root, "content_revision", 0),
        .clock_offset_s = jsonread_int(root, "clock_offset_s", 0),
        .is_db_broken = !jsonread_bool(root, "db_ok", true),
        .pins = jsonread_int(root, "pins", -1),
    };
    const json_t *lock = jsonread_object(root, "pin_lock");
    snprintf(out->pin_lock, sizeof out->pin_lock, "%s", jsonread_text(lock, "id", ""));
    out->pin_locked_at_s = read_moment(jsonread_text(lock, "at", NULL));
    snprintf(out->app, sizeof out->app, "%s", jsonread_text(root, "app", ""));
    json_decref(root);
}

struct next_args {
    const char *text, *id;
    struct device_row *out;
};

static void read_row(const struct sql_rows *rows, struct device_row *out) {
    char help_at[DATE_RFC3339_MAX], *status = sql_text_copy(rows, 9);
    *out = (struct device_row){
        .state = read_state(rows, 2),
        .enrolled_at_s = sql_int(rows, 3),
        .status_at_s = sql_int(rows, 4),
        .held = sql_int(rows, 5),
        .last_seq = sql_int(rows, 6),
        .missing = sql_int(rows, 7),
        .is_copied = sql_int(rows, 8) != 0,
        .help_seen_at_s = sql_int(rows, 11),
        .resend_from = sql_int(rows, 12),
        .must_unlock_pin = sql_int(rows, 13) != 0,
        .invited_until_s = sql_int(rows, 14),
        .log_fault_at_s = sql_int(rows, 15),
    };
    sql_text(rows, 0, out->id, sizeof out->id);
    sql_text(rows, 1, out->name, sizeof out->name);
    sql_text(rows, 10, help_at, sizeof help_at);
    out->help_at_s = read_moment(help_at);
    read_health(status ? status : "", &out->health);
    free(status);
}

static enum records_result find_row(struct sql_turn *turn, void *args) {
    const struct next_args *a = args;
    struct sql_rows *rows = sql_ask(turn, a->text, "t", a->id);
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = sql_next(rows);
    if (result == RECORDS_OK)
        read_row(rows, a->out);
    sql_done(rows);
    return result;
}

#define ROW_COLUMNS(which)                                                                         \
    "SELECT d.id, d.name, d.state, d.enrolled_at, d.status_at, count(n.id),"                       \
    " coalesce(max(n.seq), 0), coalesce(max(n.seq), 0) - count(DISTINCT n.seq),"                   \
    " count(n.id) - count(DISTINCT n.seq), d.status, d.help_at, d.help_seen_at, d.resend_from,"    \
    " d.unlock_pin, d.secret_expires_at, d.staff_log_fault_at"                                     \
    " FROM devices AS d LEFT JOIN nominations AS n"                                                \
    "  ON n.commune_id = d.commune_id AND n.device_id = d.id"                                      \
    " WHERE d.commune_id = ?1 AND d.id " which " ?2"                                               \
    " GROUP BY d.id, d.name, d.state, d.enrolled_at, d.status_at, d.status, d.help_at,"            \
    " d.help_seen_at, d.resend_from, d.unlock_pin, d.secret_expires_at,"                           \
    " d.staff_log_fault_at ORDER BY d.id LIMIT 1"

enum records_result devices_next(struct sql *sql, const char *after_id, struct device_row *out) {
    struct next_args args = {ROW_COLUMNS(">"), after_id, out};
    return sql_read(sql, find_row, &args);
}

enum records_result devices_find(struct sql *sql, const char *id, struct device_row *out) {
    struct next_args args = {ROW_COLUMNS("="), id, out};
    return sql_read(sql, find_row, &args);
}
