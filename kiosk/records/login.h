/* Logging in, and who must wait after wrong passwords.
 *
 * The rule. Each attempt is judged by counters of wrong passwords, and counted as wrong and
 * committed before the password is looked at: pulling the plug gives no free guess.
 *  - From a browser that has logged in to this account before (it holds a secret of its own since
 *    then), the counter of that account and that browser alone counts.
 *  - Else, from an address that has logged in to this account before, the counter of that account
 *    and that address alone counts.
 *  - Else two counters count: that of the account for all strangers together, and that of the
 *    address for all accounts together.
 * So whoever guesses makes strangers wait, himself first; an officer at her own desk is not touched
 * by what strangers do, not even by one who sits behind the same address. Nobody can lock all out.
 * A counter lets five wrong ones pass (an address: twenty), then each further one makes wait, 30
 * seconds at first, 15 minutes at most, never for good; a day without any takes it back to nothing.
 * The right password empties the counters of its account that it was judged by, not the address's:
 * with an account of one's own one cannot buy guesses at others.
 * A name that is no account is counted, and takes as long to refuse, as one that is. */
#ifndef RECORDS_LOGIN_H
#define RECORDS_LOGIN_H

#include "base/crypto.h"
#include "records/accounts.h"
#include "sql/sql.h"
#include <stdbool.h>
#include <stdint.h>

struct login_attempt {   // borrowed
    const char *login;   // as typed, in lower case
    const char *address; // of the client, numeric
    const char *browser; // its secret, "" when it has none
    int64_t now_s;
};

struct login_trial { // what login_begin() found, for login_finish()
    int wait_s;      // above 0: refused without a look, come again in so many seconds
    bool is_known;   // there is such an account and it may log in
    char account_id[CRYPTO_UUID_MAX];
    char hash[CRYPTO_PASSWORD_HASH_MAX]; // "" when it is not known: verify against another
};

/** Counts the attempt. */
enum records_result login_begin(struct sql *sql, const struct login_attempt *attempt,
                                struct login_trial *out);
/** The password was right: forgives, remembers address and browser, starts the session. */
enum records_result login_succeed(struct sql *sql, const struct login_attempt *attempt,
                                  const struct login_trial *trial, const char *session_sha256);
/** It was wrong, or there is no such account: only the journal is written. */
enum records_result login_fail(struct sql *sql, const struct login_attempt *attempt,
                               const struct login_trial *trial);
/** Empties the counters of an account, inside the caller's transaction. */
bool login_lift(struct sql_turn *turn, const char *login);

#endif
