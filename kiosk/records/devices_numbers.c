#include "records/devices.h"

struct missing_args {
    const char *id;
    int64_t seq;
};

static enum records_result find_missing(struct sql_turn *turn, void *args) {
    struct missing_args *a = args;
    // Of all numbers whose next one is not here, the lowest; 0 stands before the first.
    struct sql_rows *rows =
        sql_ask(turn,
                "SELECT min(n.seq) + 1"
                " FROM (SELECT 0 AS seq UNION ALL SELECT seq FROM nominations WHERE commune_id = ?1"
                "  AND device_id = ?2) AS n WHERE NOT EXISTS (SELECT 1 FROM nominations AS next"
                "  WHERE next.commune_id = ?1 AND next.device_id = ?2 AND next.seq = n.seq + 1)",
                "t", a->id);
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = sql_next(rows);
    if (result == RECORDS_OK)
        a->seq = sql_int(rows, 0);
    sql_done(rows);
    return result;
}

enum records_result devices_first_missing(struct sql *sql, const char *id, int64_t *out_seq) {
    struct missing_args args = {.id = id};
    enum records_result result = sql_read(sql, find_missing, &args);
    if (result == RECORDS_OK)
        *out_seq = args.seq;
    return result;
}
