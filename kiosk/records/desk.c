#include "records/desk.h"

#include <string.h>

#include "records/dossier_row.h"
#include "records/retention.h"

struct find_args {
    const char *code;
    struct desk_slip_found found;
    int holders;
};

static enum records_result find(struct sql_turn *turn, void *args) {
    struct find_args *a = args;
    enum records_result result = dossier_row_find(turn, a->code, a->found.id, &a->holders);
    if (result != RECORDS_OK || a->holders > 1)
        return result;
    struct sql_rows *rows = sql_ask(turn,
                                    "SELECT state, version, type, purged_at FROM nominations"
                                    " WHERE commune_id = ?1 AND id = ?2",
                                    "t", a->found.id);
    result = rows ? sql_next(rows) : RECORDS_FAILED;
    if (result == RECORDS_OK) {
        char type[16];
        sql_text(rows, 0, a->found.state, sizeof a->found.state);
        a->found.version = sql_int(rows, 1);
        sql_text(rows, 2, type, sizeof type);
        a->found.is_difficulty = strcmp(type, "difficulty") == 0;
        a->found.is_purged = !sql_is_null(rows, 3);
    }
    sql_done(rows);
    return result;
}

enum dossier_result desk_find_slip(struct sql *sql, const char *code, struct desk_slip_found *out) {
    struct find_args args = {.code = code};
    enum records_result result = sql_read(sql, find, &args);
    if (result != RECORDS_OK)
        return result == RECORDS_NONE ? DOSSIER_NONE : DOSSIER_LATER;
    if (args.holders > 1)
        return DOSSIER_AMBIGUOUS;
    *out = args.found;
    return DOSSIER_DONE;
}

enum dossier_result desk_withdraw(const struct dossier_office *office,
                                  const struct desk_slip_found *slip, const char *event_id,
                                  struct dossier_outcome *out) {
    const struct dossier_aim aim = {slip->id, slip->version, event_id};
    return slip->is_difficulty ? retention_erase_difficulty(office, &aim, out)
                               : retention_erase(office, &aim, false, out);
}
