#include "records/checkup.h"

#include <stdlib.h>
#include <string.h>

#include "records/roles.h"

#define FILED_WITHIN_S 60 // of what a service takes in, far less

struct read_args {
    int64_t now_s;
    struct checkup found;
};

static enum records_result read_all(struct sql_turn *turn, void *args) {
    struct read_args *a = args;
    struct sql_rows *rows = sql_ask(
        turn,
        "SELECT"
        " (SELECT count(*) FROM nominations WHERE commune_id = ?1 AND state = 'unopened'),"
        " (SELECT count(*) FROM erasures AS e JOIN nominations AS n"
        "  ON n.commune_id = e.commune_id AND n.id = e.nomination_id WHERE e.commune_id = ?1"
        "  AND (n.sender_name IS NOT NULL OR n.sender_phone IS NOT NULL"
        "   OR EXISTS (SELECT 1 FROM slips AS s WHERE s.commune_id = e.commune_id"
        "    AND s.id = e.nomination_id AND length(s.body) > 0)"
        "   OR (e.what <> 'sender' AND (n.name IS NOT NULL OR n.deed IS NOT NULL)))),"
        " (SELECT count(*) FROM nominations WHERE commune_id = ?1 AND delete_after <= ?2"
        "  AND delete_after IS NOT NULL),"
        " (SELECT coalesce(max(received_at), 0) FROM nominations WHERE commune_id = ?1),"
        " (SELECT count(*) FROM users WHERE commune_id = ?1 AND disabled = 0"
        "  AND roles LIKE '%' || ?3 || '%'),"
        " (SELECT count(*) FROM slips AS s WHERE s.commune_id = ?1"
        "  AND s.id IN (SELECT u.id FROM slips AS u WHERE u.commune_id = ?1" // by indexes alone
        "   AND NOT EXISTS (SELECT 1 FROM nominations AS n"
        "    WHERE n.commune_id = ?1 AND n.id = u.id))"
        "  AND s.received_at < ?4 AND length(s.body) > 0)",
        "iti", a->now_s, role_id(ROLE_ADMIN), a->now_s - FILED_WITHIN_S);
    enum records_result result = rows ? sql_next(rows) : RECORDS_FAILED;
    if (result == RECORDS_OK)
        a->found = (struct checkup){
            .unopened = sql_int(rows, 0),
            .still_there = sql_int(rows, 1),
            .due = sql_int(rows, 2),
            .newest_received_s = sql_int(rows, 3),
            .administrators = sql_int(rows, 4),
            .unfiled = sql_int(rows, 5),
        };
    sql_done(rows);
    return result;
}

enum records_result checkup_read(struct sql *sql, int64_t now_s, struct checkup *out) {
    struct read_args args = {.now_s = now_s};
    enum records_result result = sql_read(sql, read_all, &args);
    if (result == RECORDS_OK)
        *out = args.found;
    return result;
}

static enum records_result count_unopened(struct sql_turn *turn, void *args) {
    struct sql_rows *rows = sql_ask(
        turn, "SELECT count(*) FROM nominations WHERE commune_id = ?1 AND state = 'unopened'", "");
    enum records_result result = rows ? sql_next(rows) : RECORDS_FAILED;
    if (result == RECORDS_OK)
        *(int64_t *)args = sql_int(rows, 0);
    sql_done(rows);
    return result;
}

enum records_result checkup_unopened(struct sql *sql, int64_t *out) {
    return sql_read(sql, count_unopened, out);
}

struct key_args {
    const char *after_id;
    struct checkup_key found;
};

static enum records_result find_key(struct sql_turn *turn, void *args) {
    struct key_args *a = args;
    struct sql_rows *rows =
        sql_ask(turn,
                "SELECT k.key_id, k.public_key, (SELECT count(*) FROM nominations AS n"
                "  WHERE n.commune_id = ?1 AND n.state = 'unopened' AND n.key_id = k.key_id)"
                " FROM seal_keys AS k WHERE k.commune_id = ?1 AND k.key_id > ?2"
                " ORDER BY k.key_id LIMIT 1",
                "t", a->after_id);
    enum records_result result = rows ? sql_next(rows) : RECORDS_FAILED;
    if (result == RECORDS_OK) {
        size_t len;
        char *bytes = sql_bytes_copy(rows, 1, &len);
        a->found = (struct checkup_key){.waiting = sql_int(rows, 2)};
        sql_text(rows, 0, a->found.key_id, sizeof a->found.key_id);
        if (bytes && len == sizeof a->found.public_key)
            memcpy(a->found.public_key, bytes, len);
        free(bytes);
    }
    sql_done(rows);
    return result;
}

enum records_result checkup_next_key(struct sql *sql, const char *after_id,
                                     struct checkup_key *out) {
    struct key_args args = {.after_id = after_id};
    enum records_result result = sql_read(sql, find_key, &args);
    if (result == RECORDS_OK)
        *out = args.found;
    return result;
}
