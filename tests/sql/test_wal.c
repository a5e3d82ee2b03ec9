/* The WAL file that is written in pieces: what is promised is in it, what is not is seen by nobody.
 */
#include "../check.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/path.h"
#include "base/strbuf.h"
#include "sql/sqlite_wal.h"

static char path[256];

static sqlite3 *open_with(const char *vfs) {
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs),
                     SQLITE_OK);
    return db;
}

static void run(sqlite3 *db, const char *text) {
    char *why = NULL;
    if (sqlite3_exec(db, text, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", text, why);
}

static int number(sqlite3 *db, const char *text) {
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, text, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int value = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

static sqlite3 *open_writer(void) {
    sqlite3 *db = open_with(sqlite_wal_vfs());
    // Eight pages of cache: what is larger goes to the WAL before its commit.
    run(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=8;"
            "CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, body BLOB NOT NULL)");
    return db;
}

#define COUNT "SELECT count(*) FROM t"
#define MANY                                                                                       \
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)"                \
    " INSERT INTO t (body) SELECT randomblob(3000) FROM n"

static const struct {
    const char *name, *text;
    int added; // rows that the next reader sees more of
} steps[] = {
    {"one row", "INSERT INTO t (body) VALUES (randomblob(100))", 1},
    {"a row that is larger than what is held back",
     "INSERT INTO t (body) VALUES "
     "(randomblob(400000))",
     1},
    {"more than the cache holds", MANY, 300},
    {"more than the cache holds, given up", "BEGIN;" MANY ";ROLLBACK", 0},
    {"some of it given up", "BEGIN;" MANY ";SAVEPOINT s;" MANY ";ROLLBACK TO s;RELEASE s;COMMIT",
     300},
    {"rows that are read again before their commit",
     "BEGIN;" MANY ";UPDATE t SET body = substr(body, 2) WHERE id > (SELECT max(id) - 60 FROM t);"
     "COMMIT",
     300},
    {"after a checkpoint from the file's start",
     "PRAGMA wal_checkpoint(RESTART);"
     "INSERT INTO t (body) VALUES (randomblob(9))",
     1},
    {"after the file was cut to nothing",
     "PRAGMA wal_checkpoint(TRUNCATE);"
     "INSERT INTO t (body) VALUES (randomblob(9))",
     1},
};

static void others_see_what_is_committed(void **state) {
    (void)state;
    sqlite3 *writer = open_writer(), *system = open_with(NULL), *own = open_with(sqlite_wal_vfs());
    int expected = 0;
    for (size_t i = 0; i < check_items(steps); i++) {
        run(writer, steps[i].text);
        expected += steps[i].added;
        if (number(system, COUNT) != expected || number(own, COUNT) != expected ||
            number(writer, COUNT) != expected)
            fail_msg("%s: %d rows, expected %d", steps[i].name, number(system, COUNT), expected);
        assert_int_equal(number(system, "SELECT count(*) FROM pragma_integrity_check"
                                        " WHERE integrity_check <> 'ok'"),
                         0);
    }
    sqlite3_close(own);
    sqlite3_close(system);
    sqlite3_close(writer);
}

/* Room that was made is no change: not before the first one, not behind the last, and not where the
 * log is begun anew. */
static void room_is_made_round_what_is_there(void **state) {
    (void)state;
    static const int64_t sizes[] = {1, 300000, 300000, 4000000};
    sqlite3 *writer = open_writer(), *system = open_with(NULL);
    int expected = number(writer, COUNT);
    char *wal = xasprintf("%s-wal", path);
    for (size_t i = 0; i < check_items(sizes); i++) {
        struct stat file;
        sqlite_wal_grow(writer, sizes[i]);
        assert_int_equal(stat(wal, &file), 0);
        assert_true(file.st_size >= sizes[i]);
        assert_int_equal(number(system, COUNT), expected);
        run(writer, "INSERT INTO t (body) VALUES (randomblob(20000))");
        assert_int_equal(number(system, COUNT), ++expected);
        run(writer, "PRAGMA wal_checkpoint(RESTART); INSERT INTO t (body) VALUES (x'00')");
        assert_int_equal(number(system, COUNT), ++expected);
    }
    sqlite3_close(system);
    sqlite3_close(writer);
    free(wal);
}

static void a_full_disk_is_not_filled_with_nothing(void **state) {
    (void)state;
    struct rlimit before, little = {.rlim_cur = 3000000};
    struct stat was, is;
    sqlite3 *writer = open_writer();
    char *wal = xasprintf("%s-wal", path);
    run(writer, "PRAGMA wal_checkpoint(TRUNCATE); INSERT INTO t (body) VALUES (randomblob(9))");
    assert_int_equal(stat(wal, &was), 0);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    little.rlim_max = before.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
    sqlite_wal_grow(writer, 4000000);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(stat(wal, &is), 0);
    assert_int_equal(is.st_size, was.st_size);
    int expected = number(writer, COUNT);
    run(writer, "INSERT INTO t (body) VALUES (randomblob(9))");
    assert_int_equal(number(writer, COUNT), expected + 1);
    sqlite3_close(writer);
    free(wal);
}

/* What a program that was killed had committed is there; a half is not. */
static void a_kill_loses_nothing_committed(void **state) {
    (void)state;
    sqlite3 *before = open_writer();
    int there = number(before, COUNT);
    sqlite3_close(before);
    pid_t child = fork();
    if (child == 0) {
        sqlite3 *db = open_writer();
        sqlite_wal_grow(db, 2000000);
        for (int i = 0; i < 50; i++)
            run(db, "INSERT INTO t (body) VALUES (randomblob(5000))");
        run(db, "BEGIN;" MANY);
        raise(SIGKILL);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    sqlite3 *after = open_with(NULL);
    assert_int_equal(number(after, COUNT), there + 50);
    sqlite3_close(after);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(others_see_what_is_committed),
        cmocka_unit_test(room_is_made_round_what_is_there),
        cmocka_unit_test(a_full_disk_is_not_filled_with_nothing),
        cmocka_unit_test(a_kill_loses_nothing_committed),
    };
    char *folder = check_make_folder();
    snprintf(path, sizeof path, "%s/records.db", folder);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    check_remove_folder(folder);
    return failed;
}
