/* The officers' accounts: who may log in and with which roles. Passwords are kept as Argon2id
 * hashes alone. Every change is written to the journal in the same transaction and raises the
 * account's version: one who changes an account says which version was looked at. */
#ifndef RECORDS_ACCOUNTS_H
#define RECORDS_ACCOUNTS_H

#include "base/crypto.h"
#include "sql/sql.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct actor;

#define ACCOUNT_LOGIN_MAX 33 // with the NUL
#define ACCOUNT_NAME_LETTERS 60
#define ACCOUNT_NAME_MAX 256     // with the NUL: that many of any script
#define ACCOUNT_PASSWORD_MIN 10  // characters
#define ACCOUNT_PASSWORD_MAX 256 // bytes, with the NUL
#define ACCOUNT_ONE_TIME_MAX 20  // "k7wm-3h9p-xq4t-b2nd" with the NUL

struct account {
    char id[CRYPTO_UUID_MAX];
    char login[ACCOUNT_LOGIN_MAX], name[ACCOUNT_NAME_MAX];
    unsigned roles;                            // of enum office_role
    bool is_disabled, must_change;             // must_change: the password is a one-time one
    int64_t version, created_at_s, login_at_s; // login_at_s 0: never
};

enum account_result {
    ACCOUNT_DONE,
    ACCOUNT_NONE,       // no such account
    ACCOUNT_TAKEN,      // another account has this log-in name
    ACCOUNT_STALE,      // it was changed since that version was looked at
    ACCOUNT_LAST_ADMIN, // nobody could administer then
    ACCOUNT_FAILED,     // logged; nothing was changed
};

struct account_new { // borrowed
    const char *login, *name;
    unsigned roles;
    const char *hash; // of a one-time password
    bool is_first;    // only if there is no account yet, else ACCOUNT_TAKEN
};

/** Letters a to z, digits, dots, hyphens, underscores, 2 to 32 of them, a letter first. */
bool account_is_login(const char *text);
/** Something, and not too much. */
bool account_is_name(const char *text);
/** Long enough, not the log-in name; what more would help is people's own to choose. */
bool account_is_password(const char *password, const char *login);
/** 79 random bits in letters that are not mistaken for each other. */
void account_make_one_time(char out[ACCOUNT_ONE_TIME_MAX]);

enum account_result account_add(struct sql *sql, const struct account_new *account,
                                const struct actor *actor, char out_id[CRYPTO_UUID_MAX]);
/** RECORDS_NONE: no such account. */
enum records_result account_find(struct sql *sql, const char *id, struct account *out);
enum records_result account_find_login(struct sql *sql, const char *login, struct account *out);
/** Up to `limit` in the order of log-in names, after one ("" for the first). */
enum records_result account_list(struct sql *sql, const char *after_login, struct account *out,
                                 size_t limit, size_t *out_count);

/* Changes of one account; version 0 takes whichever there is. Those that take rights away end its
 * sessions. */
enum account_result account_set_roles(struct sql *sql, const char *id, int64_t version,
                                      unsigned roles, const struct actor *actor);
enum account_result account_set_name(struct sql *sql, const char *id, int64_t version,
                                     const char *name, const struct actor *actor);
enum account_result account_set_disabled(struct sql *sql, const char *id, int64_t version,
                                         bool is_disabled, const struct actor *actor);
/** A one-time password by an administrator: all sessions end, waits after wrong ones are lifted. */
enum account_result account_reset(struct sql *sql, const char *id, int64_t version,
                                  const char *hash, const struct actor *actor);
/** Its owner's own choice; all sessions end but the one with this hash. */
enum account_result account_set_password(struct sql *sql, const char *id, const char *hash,
                                         const char *keep_session_sha256,
                                         const struct actor *actor);

/* For those that work with accounts inside a transaction of theirs. */
#define ACCOUNT_COLUMNS                                                                            \
    "u.id, u.login, u.name, u.roles, u.disabled, u.must_change, u.version, u.created_at,"          \
    " u.login_at"
#define ACCOUNT_COLUMN_COUNT 9
/** Of a row that begins with ACCOUNT_COLUMNS. */
void account_read(const struct sql_rows *rows, struct account *out);

#endif
