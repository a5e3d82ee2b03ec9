/* What a kiosk reports of itself, and the orders that it gets for it. */
#include <stdio.h>
#include <string.h>

#include "records/devices.h"

struct report_args {
    const char *id;
    const struct device_report *report;
    struct device_orders orders;
    int64_t log_seq, log_fault_at_s;
    char log_hash[CRYPTO_SHA256_HEX_MAX]; // "" none
};

/* The log there may only grow, and what it was does not change. */
static void judge_log(struct report_args *a, int64_t seq, const char *hash) {
    const struct device_report *report = a->report;
    bool is_other =
        report->log_hash &&
        (report->log_seq < seq || (report->log_seq == seq && strcmp(report->log_hash, hash)));
    if (is_other && hash[0])
        a->log_fault_at_s = report->reported_at_s;
    a->log_seq = report->log_hash ? report->log_seq : seq;
    snprintf(a->log_hash, sizeof a->log_hash, "%s", report->log_hash ? report->log_hash : hash);
}

/* An order lifts the lock that it was meant for: another one, or none, and it is over. */
static void judge_unlock(struct report_args *a, bool is_ordered, const char *lock_id) {
    const char *reported = a->report->pin_lock;
    a->orders.must_unlock_pin = is_ordered && reported && strcmp(reported, lock_id) == 0;
    snprintf(a->orders.unlock_lock, sizeof a->orders.unlock_lock, "%s",
             a->orders.must_unlock_pin ? lock_id : "");
}

static enum records_result read_orders(struct sql_turn *turn, struct report_args *a) {
    struct sql_rows *rows =
        sql_ask(turn,
                "SELECT d.unlock_pin, CASE WHEN d.help_at = ?3 THEN d.help_seen_at END,"
                " CASE WHEN NOT EXISTS (SELECT 1 FROM nominations AS n WHERE n.commune_id = ?1"
                "  AND n.device_id = ?2 AND n.seq = d.resend_from) THEN d.resend_from END,"
                " d.unlock_lock, d.staff_log_seq, d.staff_log_hash, d.staff_log_fault_at"
                " FROM devices AS d WHERE d.commune_id = ?1 AND d.id = ?2",
                "tt", a->id, a->report->help_at);
    char lock_id[CRYPTO_UUID_MAX], log_hash[CRYPTO_SHA256_HEX_MAX];
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = sql_next(rows);
    if (result == RECORDS_OK) {
        sql_text(rows, 3, lock_id, sizeof lock_id);
        sql_text(rows, 5, log_hash, sizeof log_hash);
        a->log_fault_at_s = sql_int(rows, 6);
        judge_unlock(a, sql_int(rows, 0) != 0, lock_id);
        judge_log(a, sql_int(rows, 4), log_hash);
        a->orders.help_seen_at_s = sql_int(rows, 1); // 0 for NULL
        a->orders.resend_from = sql_int(rows, 2);
    }
    sql_done(rows);
    return result;
}

static enum records_result take_report(struct sql_turn *turn, void *args) {
    struct report_args *a = args;
    enum records_result result = read_orders(turn, a);
    if (result != RECORDS_OK)
        return result;
    bool is_run = sql_run(turn,
                          "UPDATE devices SET status = ?3, status_at = ?4, help_at = ?5,"
                          " help_seen_at = nullif(?6, 0), resend_from = nullif(?7, 0),"
                          " unlock_pin = ?8, unlock_lock = nullif(?9, ''),"
                          " staff_log_seq = ?10, staff_log_hash = nullif(?11, ''),"
                          " staff_log_fault_at = nullif(?12, 0)"
                          " WHERE commune_id = ?1 AND id = ?2",
                          "ttitiiititi", a->id, a->report->status, a->report->reported_at_s,
                          a->report->help_at, a->orders.help_seen_at_s, a->orders.resend_from,
                          (int64_t)a->orders.must_unlock_pin, a->orders.unlock_lock, a->log_seq,
                          a->log_hash, a->log_fault_at_s);
    return is_run ? RECORDS_OK : RECORDS_FAILED;
}

enum records_result devices_report(struct sql *sql, const char *id,
                                   const struct device_report *report, struct device_orders *out) {
    struct report_args args = {.id = id, .report = report};
    enum records_result result = sql_write(sql, take_report, &args);
    if (result == RECORDS_OK)
        *out = args.orders;
    return result;
}
