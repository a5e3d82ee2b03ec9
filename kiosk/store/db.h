/* SQLite with the settings that survive a power cut, for the kiosk and the record store alike. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

struct db_params {
    const char *path;
    int application_id;            // refused when the file carries another
    const char *const *migrations; // SQL, stepped by user_version; ends with NULL
    const char *vfs;               // NULL: the system's; tests record writes through their own
    bool is_shared; // WAL/FULL for a service with readers; else TRUNCATE/EXTRA, opened exclusively
    bool is_read_only;
};

enum db_result {
    DB_OK,
    DB_BUSY,    // another program has it: two kiosks on one folder
    DB_BROKEN,  // not a database, wrong application, or quick_check failed
    DB_NEWER,   // written by a newer program
    DB_NO_ROOM, // disk full or a size limit
    DB_FAILED,  // anything else: permissions, I/O
};

struct db {
    sqlite3 *handle; // owned
    char why[256];   // the last failure in words, for the log
};

/**
 * Opens or creates (file, first transaction, fsync of the folder), checks (quick_check when
 * exclusive), migrates. Source of the settings: contract.md section 3, measured power cuts.
 */
enum db_result db_open(struct db *db, const struct db_params *params);
void db_close(struct db *db);
/** quick_check, or the slower integrity_check that compares indices too: DB_OK or DB_BROKEN. */
enum db_result db_check(struct db *db, bool is_thorough);
/** Moves database and journals aside under a new name with the time in it; never deletes. */
bool db_set_aside(const char *path, char *out_new_path, size_t out_bytes);

/** Runs one or more statements without parameters. */
enum db_result db_exec(struct db *db, const char *sql);
/** A prepared statement, NULL on error (reason in db->why). Finish it with sqlite3_finalize. */
sqlite3_stmt *db_prepare(struct db *db, const char *sql);
/** What an SQLite code means for the caller; keeps the words in db->why. */
enum db_result db_note(struct db *db, int sqlite_code, const char *doing);
/** BEGIN IMMEDIATE; COMMIT; ROLLBACK. A failed COMMIT means: close, reopen, look the id up. */
enum db_result db_begin(struct db *db);
enum db_result db_commit(struct db *db);
void db_rollback(struct db *db);

#endif
