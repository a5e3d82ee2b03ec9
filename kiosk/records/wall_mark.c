#include "records/wall_mark.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/crypto.h"

#define COMPOSING 1 // grows when the wall is made otherwise of the same dossiers

#define LINE_BYTES (CRYPTO_SHA256_HEX_MAX + CRYPTO_UUID_MAX + 64)

/* One more line, so that no line can be taken away or change its place. */
static void chain(char mark[CRYPTO_SHA256_HEX_MAX], const char *what, int64_t number) {
    char line[LINE_BYTES];
    int len = snprintf(line, sizeof line, "%s %s %" PRId64, mark, what, number);
    crypto_sha256_hex(line, (size_t)len, mark);
}

static enum records_result chain_revision(struct sql_turn *turn, char *mark) {
    struct sql_rows *rows =
        sql_ask(turn, "SELECT coalesce(max(revision), 0) FROM manifests WHERE commune_id = ?1", "");
    enum records_result result = rows ? sql_next(rows) : RECORDS_FAILED;
    if (result == RECORDS_OK)
        chain(mark, "revision", sql_int(rows, 0));
    sql_done(rows);
    return result;
}

static enum records_result chain_dossiers(struct sql_turn *turn, char *mark) {
    struct sql_rows *rows =
        sql_ask(turn,
                "SELECT id, version FROM nominations WHERE commune_id = ?1"
                " AND publication = 'published' AND publication <> 'none' AND purged_at IS NULL"
                " ORDER BY received_at, id",
                "");
    enum records_result more = RECORDS_FAILED;
    while (rows && (more = sql_next(rows)) == RECORDS_OK) {
        char id[CRYPTO_UUID_MAX];
        sql_text(rows, 0, id, sizeof id);
        chain(mark, id, sql_int(rows, 1));
    }
    sql_done(rows);
    return more == RECORDS_NONE ? RECORDS_OK : RECORDS_FAILED;
}

static enum records_result make(struct sql_turn *turn, char mark[CRYPTO_SHA256_HEX_MAX]) {
    mark[0] = '\0';
    chain(mark, "composing", COMPOSING);
    enum records_result result = chain_revision(turn, mark);
    return result == RECORDS_OK ? chain_dossiers(turn, mark) : RECORDS_FAILED;
}

enum records_result wall_mark_stands(struct sql_turn *turn) {
    char mark[CRYPTO_SHA256_HEX_MAX], noted[CRYPTO_SHA256_HEX_MAX] = "";
    struct sql_rows *rows = sql_ask(turn, "SELECT mark FROM wall_marks WHERE commune_id = ?1", "");
    enum records_result result = rows ? sql_next(rows) : RECORDS_FAILED;
    if (result == RECORDS_OK)
        sql_text(rows, 0, noted, sizeof noted);
    sql_done(rows);
    if (result == RECORDS_OK)
        result = make(turn, mark);
    return result == RECORDS_OK && strcmp(mark, noted) != 0 ? RECORDS_NONE : result;
}

bool wall_mark_set(struct sql_turn *turn) {
    char mark[CRYPTO_SHA256_HEX_MAX];
    return make(turn, mark) == RECORDS_OK &&
           sql_run(turn,
                   "INSERT INTO wall_marks (commune_id, mark) VALUES (?1, ?2)"
                   " ON CONFLICT (commune_id) DO UPDATE SET mark = excluded.mark",
                   "t", mark);
}
