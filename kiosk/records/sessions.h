/* Who is logged in. A session is a random token in the browser's cookie; here stands its SHA-256
 * alone. It ends when idle, at its absolute end, at log-out, when the password changes and when the
 * account is disabled. */
#ifndef RECORDS_SESSIONS_H
#define RECORDS_SESSIONS_H

#include "base/crypto.h"
#include "records/accounts.h"
#include "sql/sql.h"
#include <stdbool.h>
#include <stdint.h>

#define SESSION_TOKEN_BYTES 32
#define SESSION_TOKEN_MAX (2 * SESSION_TOKEN_BYTES + 1) // in hex, with the NUL

struct session_limits {
    int64_t idle_s, max_s;
};

struct visitor { // one who is logged in
    struct account account;
    char session_sha256[CRYPTO_SHA256_HEX_MAX];
    char csrf[CRYPTO_SHA256_HEX_MAX]; // what each form of this session must carry
};

/** A new token and what is kept of it. */
void session_make_token(char out_token[SESSION_TOKEN_MAX], char out_sha256[CRYPTO_SHA256_HEX_MAX]);
/** What forms of whoever holds this token carry: it follows from the token and not the other way
 *  round, and need not be kept. */
void session_csrf(const char *token, char out[CRYPTO_SHA256_HEX_MAX]);
/** Inside the transaction that logs in. */
bool session_start(struct sql_turn *turn, const char *session_sha256, const char *account_id,
                   int64_t now_s);
/**
 * Whose session it is, moved on to now.
 * @return RECORDS_NONE when there is none, or it has ended
 */
enum records_result session_find(struct sql *sql, const char *token,
                                 const struct session_limits *limits, int64_t now_s,
                                 struct visitor *out);
/** Log-out; written to the journal. */
enum records_result session_end(struct sql *sql, const struct visitor *visitor, int64_t now_s);
/** All of an account but the one with this hash (NULL: all). Inside the caller's transaction. */
bool sessions_end_all(struct sql_turn *turn, const char *account_id, const char *keep_sha256);

#endif
