/* How the WAL file is written: what SQLite hands over page by page goes to the system in one piece.
 * A slip changes some twenty pages, each two calls; writing them one by one cost as much as the
 * rest of the work. Only sql_sqlite*.c include this. */
#ifndef RECORDS_SQL_SQLITE_WAL_H
#define RECORDS_SQL_SQLITE_WAL_H

/**
 * The name of a VFS for db_open(): the system's own but for WAL files. What is held back is written
 * before any sync, read or truncation, so nothing is promised or seen that is not in the file.
 * @return NULL, which is the system's own, when it cannot be made
 */
const char *sqlite_wal_vfs(void);

#endif
