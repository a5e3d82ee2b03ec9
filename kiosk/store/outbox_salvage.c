#include "store/outbox_db.h"

#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/path.h"
#include "base/strbuf.h"

#define ASIDE_PREFIX "outbox.db.broken-"

/* A row of an old file, with the statement that looks its payload up. */
struct finder {
    sqlite3 *handle; // of the file that was set aside; owned
    sqlite3_stmt *payload;
};

/** Immutable: no lock is taken and no journal rolled back, so the file stays as it was found. */
static sqlite3 *open_untouched(const char *path) {
    struct strbuf uri = {0};
    sqlite3 *handle = NULL;
    strbuf_add_text(&uri, "file:");
    for (const char *c = path; *c; c++)
        if (isalnum((unsigned char)*c) || strchr("/._-", *c))
            strbuf_add_char(&uri, *c);
        else
            strbuf_addf(&uri, "%%%02X", (unsigned char)*c);
    strbuf_add_text(&uri, "?immutable=1");
    int code = sqlite3_open_v2(uri.text, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    strbuf_finish(&uri);
    if (code == SQLITE_OK)
        return handle;
    sqlite3_close(handle);
    return NULL;
}

static sqlite3_stmt *prepare(sqlite3 *handle, const char *sql) {
    sqlite3_stmt *statement = NULL;
    sqlite3_prepare_v2(handle, sql, -1, &statement, NULL);
    return statement; // NULL: the old file has not even its tables
}

static const char *text_or_empty(sqlite3_stmt *row, int column) {
    const char *text = (const char *)sqlite3_column_text(row, column);
    return text ? text : "";
}

static struct outbox_entry entry_of(sqlite3_stmt *row) {
    return (struct outbox_entry){
        .seq = sqlite3_column_int64(row, 0),
        .id = text_or_empty(row, 1),
        .code = text_or_empty(row, 2),
        .created_at_s = sqlite3_column_int64(row, 3),
        .state = text_or_empty(row, 4),
        .sha256 = text_or_empty(row, 5),
        .delivered_at_s = sqlite3_column_int64(row, 6),
        .received_at = (const char *)sqlite3_column_text(row, 7),
        .parked_at_s = sqlite3_column_int64(row, 8),
        .reason = (const char *)sqlite3_column_text(row, 9),
    };
}

/** Leaves the body out of the entry when it is not there or not whole. */
static void find_body(struct finder *finder, struct outbox_entry *entry) {
    sqlite3_bind_int64(finder->payload, 1, entry->seq);
    if (sqlite3_step(finder->payload) != SQLITE_ROW)
        return;
    const char *body = sqlite3_column_blob(finder->payload, 0);
    size_t len_bytes = (size_t)sqlite3_column_bytes(finder->payload, 0);
    if (body && outbox_body_is_whole(entry, body, len_bytes)) {
        entry->body = body;
        entry->body_len = len_bytes;
    }
}

static bool is_row_sane(const struct outbox_entry *entry) {
    return entry->seq > 0 && crypto_is_uuid4(entry->id) && code_is_valid(entry->code, NULL);
}

/**
 * A payload that is whole proves its row, though not that it was delivered: it is sent again, and
 * the store knows it by its id. Without one a delivered row is history and kept as such; any other
 * is kept for staff to see that something was lost here.
 */
static void judge(struct outbox_entry *entry) {
    bool is_parked = strcmp(entry->state, "parked") == 0;
    if (entry->body && !is_parked) {
        entry->state = "waiting";
        entry->delivered_at_s = 0;
        entry->received_at = NULL;
    } else if (!entry->body && strcmp(entry->state, "delivered") != 0) {
        entry->state = "parked";
        entry->reason = "damaged";
    }
}

static bool take_over(struct outbox_db *box, struct ledger *ledger, struct finder *finder,
                      sqlite3_stmt *row) {
    struct outbox_entry entry = entry_of(row);
    if (!is_row_sane(&entry))
        return false;
    find_body(finder, &entry);
    judge(&entry);
    bool is_taken = outbox_db_insert(&box->db, ledger, &entry) == DB_OK;
    sqlite3_reset(finder->payload); // the body was borrowed from it
    return is_taken;
}

/** From both ends, so that one unreadable page in the middle costs only its own rows. */
static int64_t take_over_all(struct outbox_db *box, struct ledger *ledger, struct finder *finder) {
    static const char *const walks[] = {
        "SELECT seq, id, code, created_at, state, sha256, delivered_at, received_at, parked_at,"
        " reason FROM slip ORDER BY seq ASC",
        "SELECT seq, id, code, created_at, state, sha256, delivered_at, received_at, parked_at,"
        " reason FROM slip ORDER BY seq DESC",
    };
    int64_t taken = 0;
    for (size_t i = 0; i < sizeof walks / sizeof walks[0]; i++) {
        sqlite3_stmt *rows = prepare(finder->handle, walks[i]);
        while (rows && sqlite3_step(rows) == SQLITE_ROW)
            taken += take_over(box, ledger, finder, rows);
        sqlite3_finalize(rows);
    }
    return taken;
}

static void salvage_file(struct outbox_db *box, struct ledger *ledger, const char *path) {
    struct finder finder = {.handle = open_untouched(path)};
    if (!finder.handle)
        return;
    finder.payload = prepare(finder.handle, "SELECT body FROM payload WHERE seq = ?1");
    int64_t taken = finder.payload ? take_over_all(box, ledger, &finder) : 0;
    sqlite3_finalize(finder.payload);
    sqlite3_close(finder.handle);
    if (taken > 0)
        log_warn("%lld slips were taken over from '%s'", (long long)taken, path);
}

static int is_set_aside(const struct dirent *entry) {
    return strncmp(entry->d_name, ASIDE_PREFIX, strlen(ASIDE_PREFIX)) == 0 &&
           !strstr(entry->d_name, "-journal");
}

void outbox_salvage(struct outbox_db *box, struct ledger *ledger) {
    struct dirent **entries = NULL;
    int count = scandir(box->dir, &entries, is_set_aside, alphasort);
    for (int i = count - 1; i >= 0; i--) { // the newest first: what it says of a slip is truer
        char *path = path_join(box->dir, entries[i]->d_name);
        salvage_file(box, ledger, path);
        free(path);
        free(entries[i]);
    }
    free(entries);
}
