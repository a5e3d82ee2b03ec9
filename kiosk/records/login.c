#include "records/login.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "records/audit.h"
#include "records/sessions.h"

#define ACCOUNT_FREE 5
#define ADDRESS_FREE 20
#define FORGET_S 86400
#define PLACE_KEEP_S (400 * 86400)
#define PLACE_MAX 72
#define SUBJECT_MAX (2 * CRYPTO_SHA256_HEX_MAX)

/* The counters that judge one attempt. */
struct judges {
    char of_account[SUBJECT_MAX]; // of the account, for this browser, this address or all strangers
    char of_address[SUBJECT_MAX]; // "" when a known place speaks for itself
};

static int wait_s_after(int64_t wrong, int64_t free) {
    static const int waits_s[] = {30, 60, 120, 300, 900};
    int64_t beyond = wrong - free;
    if (beyond < 0)
        return 0;
    return waits_s[beyond < 5 ? beyond : 4];
}

/* An IPv6 client picks addresses within its /64 as it likes: they count as one. */
static void write_address_place(const char *address, char out[PLACE_MAX]) {
    struct in6_addr parsed;
    char network[INET6_ADDRSTRLEN];
    if (inet_pton(AF_INET6, address, &parsed) == 1) {
        memset(&parsed.s6_addr[8], 0, 8);
        inet_ntop(AF_INET6, &parsed, network, sizeof network);
        address = network;
    }
    snprintf(out, PLACE_MAX, "a:%.60s", address);
}

static void write_browser_place(const char *browser, char out[PLACE_MAX]) {
    char sha256[CRYPTO_SHA256_HEX_MAX];
    crypto_sha256_hex(browser, strlen(browser), sha256);
    snprintf(out, PLACE_MAX, "b:%s", sha256);
}

/* The name as typed may be anything, a password in the wrong field too: only its hash is kept. */
static void write_subject(const char *login, const char *place, char out[SUBJECT_MAX]) {
    char sha256[CRYPTO_SHA256_HEX_MAX];
    crypto_sha256_hex(login, strlen(login), sha256);
    snprintf(out, SUBJECT_MAX, "u:%.32s/%s", sha256, place);
}

static enum records_result find_account(struct sql_turn *turn, const char *login,
                                        struct login_trial *out) {
    struct sql_rows *rows = sql_ask(turn,
                                    "SELECT id, password FROM users WHERE commune_id = ?1"
                                    " AND login = ?2 AND disabled = 0",
                                    "t", login);
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = sql_next(rows);
    out->is_known = result == RECORDS_OK;
    out->account_id[0] = out->hash[0] = '\0';
    if (out->is_known) {
        sql_text(rows, 0, out->account_id, sizeof out->account_id);
        sql_text(rows, 1, out->hash, sizeof out->hash);
    }
    sql_done(rows);
    return result == RECORDS_NONE ? RECORDS_OK : result;
}

static enum records_result is_place(struct sql_turn *turn, const char *account_id,
                                    const char *place) {
    struct sql_rows *rows = sql_ask(turn,
                                    "SELECT 1 FROM login_places WHERE commune_id = ?1"
                                    " AND user_id = ?2 AND place = ?3",
                                    "tt", account_id, place);
    enum records_result result = rows ? sql_next(rows) : RECORDS_FAILED;
    sql_done(rows);
    return result;
}

/* For names that are no account the same questions are asked, in vain. */
static bool find_judges(struct sql_turn *turn, const struct login_attempt *attempt,
                        const struct login_trial *trial, struct judges *out) {
    char browser[PLACE_MAX], address[PLACE_MAX];
    write_browser_place(attempt->browser, browser);
    write_address_place(attempt->address, address);
    enum records_result has_browser = is_place(turn, trial->account_id, browser);
    enum records_result has_address = is_place(turn, trial->account_id, address);
    if (has_browser == RECORDS_FAILED || has_address == RECORDS_FAILED)
        return false;
    bool is_stranger = has_browser != RECORDS_OK && has_address != RECORDS_OK;
    write_subject(attempt->login,
                  has_browser == RECORDS_OK ? browser
                  : is_stranger             ? "*"
                                            : address,
                  out->of_account);
    snprintf(out->of_address, SUBJECT_MAX, "%s", is_stranger ? address : "");
    return true;
}

struct counter {
    int64_t wrong, at_s;
};

static bool read_counter(struct sql_turn *turn, const char *subject, int64_t now_s,
                         struct counter *out) {
    struct sql_rows *rows = sql_ask(
        turn, "SELECT wrong, at FROM login_tries WHERE commune_id = ?1 AND id = ?2", "t", subject);
    enum records_result result = rows ? sql_next(rows) : RECORDS_FAILED;
    *out = (struct counter){0, now_s};
    if (result == RECORDS_OK && sql_int(rows, 1) > now_s - FORGET_S)
        *out = (struct counter){sql_int(rows, 0), sql_int(rows, 1)};
    sql_done(rows);
    return result != RECORDS_FAILED;
}

/* Seconds still to wait. A clock that was set back makes nobody wait longer than the rule. */
static int left_s(const struct counter *counter, int64_t free, int64_t now_s) {
    int64_t wait_s = wait_s_after(counter->wrong, free);
    int64_t waited_s = now_s > counter->at_s ? now_s - counter->at_s : 0;
    return waited_s >= wait_s ? 0 : (int)(wait_s - waited_s);
}

static bool write_counter(struct sql_turn *turn, const char *subject, int64_t wrong,
                          int64_t now_s) {
    return sql_run(turn,
                   "INSERT INTO login_tries (commune_id, id, wrong, at) VALUES (?1, ?2, ?3, ?4)"
                   " ON CONFLICT (commune_id, id) DO UPDATE SET wrong = ?3, at = ?4",
                   "tii", subject, wrong, now_s);
}

struct begin {
    const struct login_attempt *attempt;
    struct login_trial *out;
};

static int larger(int a, int b) {
    return a > b ? a : b;
}

static enum records_result begin(struct sql_turn *turn, void *args) {
    const struct begin *b = args;
    struct judges judges;
    struct counter account, address = {.wrong = 0};
    int64_t now_s = b->attempt->now_s;
    if (find_account(turn, b->attempt->login, b->out) != RECORDS_OK ||
        !find_judges(turn, b->attempt, b->out, &judges) ||
        !read_counter(turn, judges.of_account, now_s, &account) ||
        (judges.of_address[0] && !read_counter(turn, judges.of_address, now_s, &address)))
        return RECORDS_FAILED;
    b->out->wait_s =
        larger(left_s(&account, ACCOUNT_FREE, now_s), left_s(&address, ADDRESS_FREE, now_s));
    if (b->out->wait_s > 0)
        return RECORDS_NONE;
    if (!write_counter(turn, judges.of_account, account.wrong + 1, now_s) ||
        (judges.of_address[0] &&
         !write_counter(turn, judges.of_address, address.wrong + 1, now_s)) ||
        !sql_run(turn, "DELETE FROM login_tries WHERE commune_id = ?1 AND at < ?2", "i",
                 now_s - FORGET_S))
        return RECORDS_FAILED;
    return RECORDS_OK;
}

enum records_result login_begin(struct sql *sql, const struct login_attempt *attempt,
                                struct login_trial *out) {
    struct begin args = {attempt, out};
    enum records_result result = sql_write(sql, begin, &args);
    return result == RECORDS_NONE ? RECORDS_OK : result; // to wait is an answer, too
}

static bool remember_place(struct sql_turn *turn, const char *account_id, const char *place,
                           int64_t now_s) {
    return sql_run(turn,
                   "INSERT INTO login_places (commune_id, user_id, place, seen_at)"
                   " VALUES (?1, ?2, ?3, ?4)"
                   " ON CONFLICT (commune_id, user_id, place) DO UPDATE SET seen_at = ?4",
                   "tti", account_id, place, now_s);
}

static bool remember(struct sql_turn *turn, const struct login_attempt *attempt,
                     const char *account_id) {
    char browser[PLACE_MAX], address[PLACE_MAX];
    write_browser_place(attempt->browser, browser);
    write_address_place(attempt->address, address);
    return (!attempt->browser[0] || remember_place(turn, account_id, browser, attempt->now_s)) &&
           remember_place(turn, account_id, address, attempt->now_s) &&
           sql_run(turn, "DELETE FROM login_places WHERE commune_id = ?1 AND seen_at < ?2", "i",
                   attempt->now_s - PLACE_KEEP_S) &&
           sql_run(turn, "UPDATE users SET login_at = ?3 WHERE commune_id = ?1 AND id = ?2", "ti",
                   account_id, attempt->now_s);
}

struct succeed {
    const struct login_attempt *attempt;
    const struct login_trial *trial;
    const char *session_sha256;
};

static enum records_result succeed(struct sql_turn *turn, void *args) {
    const struct succeed *s = args;
    const struct login_attempt *attempt = s->attempt;
    const struct actor actor = {s->trial->account_id, attempt->now_s};
    struct judges judges;
    // Judged again: the places are still those from before it was remembered.
    if (!find_judges(turn, attempt, s->trial, &judges) ||
        !sql_run(turn, "DELETE FROM login_tries WHERE commune_id = ?1 AND id = ?2", "t",
                 judges.of_account) ||
        !remember(turn, attempt, s->trial->account_id) ||
        !session_start(turn, s->session_sha256, s->trial->account_id, attempt->now_s))
        return RECORDS_FAILED;
    return audit_add(turn, &actor,
                     &(struct audit_entry){
                         .what = "login", .about = s->trial->account_id, .note = attempt->address});
}

enum records_result login_succeed(struct sql *sql, const struct login_attempt *attempt,
                                  const struct login_trial *trial, const char *session_sha256) {
    struct succeed args = {attempt, trial, session_sha256};
    return sql_write(sql, succeed, &args);
}

enum records_result login_fail(struct sql *sql, const struct login_attempt *attempt,
                               const struct login_trial *trial) {
    const struct actor actor = {AUDIT_STRANGER, attempt->now_s};
    return audit_note(sql, &actor,
                      &(struct audit_entry){.what = "login.failed",
                                            .about = trial->account_id,
                                            .note = attempt->address});
}

bool login_lift(struct sql_turn *turn, const char *login) {
    char subject[SUBJECT_MAX], from[SUBJECT_MAX], until[SUBJECT_MAX];
    write_subject(login, "", subject);
    snprintf(from, sizeof from, "%s", subject);
    snprintf(until, sizeof until, "%.*s0", (int)strlen(subject) - 1, subject); // '0' follows '/'
    return sql_run(turn, "DELETE FROM login_tries WHERE commune_id = ?1 AND id >= ?2 AND id < ?3",
                   "tt", from, until);
}
