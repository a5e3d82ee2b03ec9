/* How the WAL file is written: what SQLite hands over page by page goes to the system in one piece.
 * A slip changes some twenty pages, each two calls; writing them one by one cost as much as the
 * rest of the work. Only sqlite*.c include this. */
#ifndef SQL_SQLITE_WAL_H
#define SQL_SQLITE_WAL_H

#include <sqlite3.h>
#include <stdint.h>

/**
 * The name of a VFS for db_open(): the system's own but for WAL files. What is held back is written
 * before any sync, read or truncation, so nothing is promised or seen that is not in the file.
 * @return NULL, which is the system's own, when it cannot be made
 */
const char *sqlite_wal_vfs(void);
/**
 * Lets the WAL file of this writer have at least so many bytes, zeros behind what is in it: a file
 * that grows with each commit makes each wait for the disk twice. Nobody else may write meanwhile.
 * Where there is no room for all of it, the file stays as it was.
 */
void sqlite_wal_grow(sqlite3 *writer, int64_t bytes);

#endif
