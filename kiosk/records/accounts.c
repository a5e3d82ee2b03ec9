#include "records/accounts.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "records/audit.h"
#include "records/login.h"
#include "records/roles.h"
#include "records/sessions.h"

bool account_is_login(const char *text) {
    static const char chars[] = "abcdefghijklmnopqrstuvwxyz0123456789.-_";
    size_t len = strlen(text);
    return len >= 2 && len < ACCOUNT_LOGIN_MAX && text[0] >= 'a' && text[0] <= 'z' &&
           text[strspn(text, chars)] == '\0';
}

bool account_is_name(const char *text) {
    return text[0] && utf8_count(text) <= ACCOUNT_NAME_LETTERS && strlen(text) < ACCOUNT_NAME_MAX;
}

bool account_is_password(const char *password, const char *login) {
    return strlen(password) < ACCOUNT_PASSWORD_MAX && strcmp(password, login) != 0 &&
           utf8_count(password) >= ACCOUNT_PASSWORD_MIN;
}

void account_make_one_time(char out[ACCOUNT_ONE_TIME_MAX]) {
    static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789"; // 31: 79 bits for all 16
    for (size_t i = 0; i < ACCOUNT_ONE_TIME_MAX - 1; i++)
        out[i] = i % 5 == 4 ? '-' : letters[crypto_random_below(sizeof letters - 1)];
    out[ACCOUNT_ONE_TIME_MAX - 1] = '\0';
}

void account_read(const struct sql_rows *rows, struct account *out) {
    char roles[ROLES_TEXT_MAX];
    sql_text(rows, 0, out->id, sizeof out->id);
    sql_text(rows, 1, out->login, sizeof out->login);
    sql_text(rows, 2, out->name, sizeof out->name);
    sql_text(rows, 3, roles, sizeof roles);
    out->roles = roles_parse(roles);
    out->is_disabled = sql_int(rows, 4) != 0;
    out->must_change = sql_int(rows, 5) != 0;
    out->version = sql_int(rows, 6);
    out->created_at_s = sql_int(rows, 7);
    out->login_at_s = sql_int(rows, 8);
}

/* One account by a statement whose ?2 is `key`. */
static enum records_result read_one(struct sql_turn *turn, const char *text, const char *key,
                                    struct account *out) {
    struct sql_rows *rows = sql_ask(turn, text, "t", key);
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = sql_next(rows);
    if (result == RECORDS_OK)
        account_read(rows, out);
    sql_done(rows);
    return result;
}

static const char by_id[] =
    "SELECT " ACCOUNT_COLUMNS " FROM users AS u WHERE u.commune_id = ?1 AND u.id = ?2";
static const char by_login[] =
    "SELECT " ACCOUNT_COLUMNS " FROM users AS u WHERE u.commune_id = ?1 AND u.login = ?2";

struct find {
    const char *text, *key;
    struct account *out;
};

static enum records_result find(struct sql_turn *turn, void *args) {
    const struct find *f = args;
    return read_one(turn, f->text, f->key, f->out);
}

enum records_result account_find(struct sql *sql, const char *id, struct account *out) {
    struct find args = {by_id, id, out};
    return sql_read(sql, find, &args);
}

enum records_result account_find_login(struct sql *sql, const char *login, struct account *out) {
    struct find args = {by_login, login, out};
    return sql_read(sql, find, &args);
}

struct list {
    const char *after_login;
    struct account *out;
    size_t limit, *out_count;
};

static enum records_result list(struct sql_turn *turn, void *args) {
    const struct list *l = args;
    size_t count = 0;
    struct sql_rows *rows = sql_ask(turn,
                                    "SELECT " ACCOUNT_COLUMNS " FROM users AS u"
                                    " WHERE u.commune_id = ?1 AND u.login > ?2"
                                    " ORDER BY u.login LIMIT ?3",
                                    "ti", l->after_login, (int64_t)l->limit);
    enum records_result result = rows ? RECORDS_OK : RECORDS_FAILED;
    while (result == RECORDS_OK && count < l->limit && (result = sql_next(rows)) == RECORDS_OK)
        account_read(rows, &l->out[count++]);
    sql_done(rows);
    *l->out_count = count;
    return result == RECORDS_NONE ? RECORDS_OK : result;
}

enum records_result account_list(struct sql *sql, const char *after_login, struct account *out,
                                 size_t limit, size_t *out_count) {
    struct list args = {after_login, out, limit, out_count};
    return sql_read(sql, list, &args);
}

/* Rows of a count(*) with the account's id as ?2; -1 on failure. */
static int64_t count(struct sql_turn *turn, const char *text, const char *id) {
    struct sql_rows *rows = sql_ask(turn, text, "t", id);
    int64_t counted = rows && sql_next(rows) == RECORDS_OK ? sql_int(rows, 0) : -1;
    sql_done(rows);
    return counted;
}

struct add {
    const struct account_new *account;
    const struct actor *actor;
    char *out_id;
    enum account_result result;
};

static enum records_result add(struct sql_turn *turn, void *args) {
    static const char any[] = "SELECT count(*) FROM users WHERE commune_id = ?1 AND id <> ?2";
    static const char same[] = "SELECT count(*) FROM users WHERE commune_id = ?1 AND id = ?2";
    struct add *a = args;
    char roles[ROLES_TEXT_MAX];
    roles_format(a->account->roles, roles);
    a->result = ACCOUNT_TAKEN;
    int64_t others = a->account->is_first ? count(turn, any, a->out_id) : 0;
    int64_t before = count(turn, same, a->out_id);
    if (others < 0 || before < 0)
        return RECORDS_FAILED;
    if (before > 0) { // a run before this one was committed
        a->result = ACCOUNT_DONE;
        return RECORDS_OK;
    }
    if (others > 0)
        return RECORDS_NONE;
    if (!sql_run(turn,
                 "INSERT INTO users (commune_id, id, login, name, roles, password, must_change,"
                 " disabled, version, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, 0, 1, ?7)"
                 " ON CONFLICT DO NOTHING",
                 "ttttti", a->out_id, a->account->login, a->account->name, roles, a->account->hash,
                 a->actor->now_s))
        return RECORDS_FAILED;
    if (sql_changed(turn) == 0)
        return RECORDS_NONE;
    a->result = ACCOUNT_DONE;
    return audit_add(turn, a->actor,
                     &(struct audit_entry){.what = "user.add", .about = a->out_id, .note = roles});
}

enum account_result account_add(struct sql *sql, const struct account_new *account,
                                const struct actor *actor, char out_id[CRYPTO_UUID_MAX]) {
    crypto_uuid4(out_id);
    struct add args = {account, actor, out_id, ACCOUNT_FAILED};
    return sql_write(sql, add, &args) == RECORDS_FAILED ? ACCOUNT_FAILED : args.result;
}

struct change {
    const char *id;
    int64_t version; // 0: whichever
    const struct actor *actor;
    const char *what;        // for the journal
    const char *name, *hash; // NULL: stays
    const char *keep_session;
    unsigned roles;
    bool sets_roles, sets_disabled, is_disabled, must_change, ends_sessions, lifts_waits;
    int64_t written_version; // by a run of this change; 0: none came so far
    enum account_result result;
};

/* Only an administrator who can log in counts. */
static bool leaves_an_admin(struct sql_turn *turn, const struct account *account,
                            const struct change *c) {
    static const char others[] =
        "SELECT count(*) FROM users WHERE commune_id = ?1 AND id <> ?2 AND disabled = 0"
        " AND roles LIKE '%role-quantri%'";
    bool is_admin = account->roles & ROLE_ADMIN && !account->is_disabled;
    bool stays = (!c->sets_roles || c->roles & ROLE_ADMIN) && !(c->sets_disabled && c->is_disabled);
    return !is_admin || stays || count(turn, others, account->id) > 0;
}

static enum records_result apply(struct sql_turn *turn, const struct account *account,
                                 const struct change *c) {
    char roles[ROLES_TEXT_MAX];
    roles_format(c->sets_roles ? c->roles : account->roles, roles);
    bool is_run =
        sql_run(turn,
                "UPDATE users SET name = ?3, roles = ?4, disabled = ?5, version = version + 1"
                " WHERE commune_id = ?1 AND id = ?2",
                "ttti", account->id, c->name ? c->name : account->name, roles,
                (int64_t)(c->sets_disabled ? c->is_disabled : account->is_disabled));
    if (is_run && c->hash)
        is_run = sql_run(turn,
                         "UPDATE users SET password = ?3, must_change = ?4, password_at = ?5"
                         " WHERE commune_id = ?1 AND id = ?2",
                         "ttii", account->id, c->hash, (int64_t)c->must_change, c->actor->now_s);
    if (is_run && c->ends_sessions)
        is_run = sessions_end_all(turn, account->id, c->keep_session);
    if (is_run && c->lifts_waits)
        is_run = login_lift(turn, account->login);
    if (!is_run)
        return RECORDS_FAILED;
    return audit_add(turn, c->actor,
                     &(struct audit_entry){.what = c->what,
                                           .about = account->id,
                                           .note = c->sets_roles ? roles : ""});
}

static enum records_result change(struct sql_turn *turn, void *args) {
    struct change *c = args;
    struct account account;
    c->result = ACCOUNT_DONE;
    enum records_result result = read_one(turn, by_id, c->id, &account);
    if (result == RECORDS_NONE)
        c->result = ACCOUNT_NONE;
    else if (result == RECORDS_OK && account.version == c->written_version)
        return RECORDS_OK; // it was committed, and the answer lost
    else if (result == RECORDS_OK && c->version && c->version != account.version)
        c->result = ACCOUNT_STALE;
    else if (result == RECORDS_OK && !leaves_an_admin(turn, &account, c))
        c->result = ACCOUNT_LAST_ADMIN;
    if (result != RECORDS_OK || c->result != ACCOUNT_DONE)
        return result == RECORDS_FAILED ? result : RECORDS_NONE;
    c->written_version = account.version + 1;
    return apply(turn, &account, c);
}

static enum account_result run(struct sql *sql, struct change *args) {
    return sql_write(sql, change, args) == RECORDS_FAILED ? ACCOUNT_FAILED : args->result;
}

enum account_result account_set_roles(struct sql *sql, const char *id, int64_t version,
                                      unsigned roles, const struct actor *actor) {
    return run(sql, &(struct change){.id = id,
                                     .version = version,
                                     .actor = actor,
                                     .what = "user.roles",
                                     .roles = roles,
                                     .sets_roles = true});
}

enum account_result account_set_name(struct sql *sql, const char *id, int64_t version,
                                     const char *name, const struct actor *actor) {
    return run(
        sql, &(struct change){
                 .id = id, .version = version, .actor = actor, .what = "user.name", .name = name});
}

enum account_result account_set_disabled(struct sql *sql, const char *id, int64_t version,
                                         bool is_disabled, const struct actor *actor) {
    return run(sql, &(struct change){.id = id,
                                     .version = version,
                                     .actor = actor,
                                     .what = is_disabled ? "user.disable" : "user.enable",
                                     .sets_disabled = true,
                                     .is_disabled = is_disabled,
                                     .ends_sessions = is_disabled});
}

enum account_result account_reset(struct sql *sql, const char *id, int64_t version,
                                  const char *hash, const struct actor *actor) {
    return run(sql, &(struct change){.id = id,
                                     .version = version,
                                     .actor = actor,
                                     .what = "user.reset",
                                     .hash = hash,
                                     .must_change = true,
                                     .ends_sessions = true,
                                     .lifts_waits = true});
}

enum account_result account_set_password(struct sql *sql, const char *id, const char *hash,
                                         const char *keep_session_sha256,
                                         const struct actor *actor) {
    return run(sql, &(struct change){.id = id,
                                     .actor = actor,
                                     .what = "user.password",
                                     .hash = hash,
                                     .keep_session = keep_session_sha256,
                                     .lifts_waits = true,
                                     .ends_sessions = true});
}
