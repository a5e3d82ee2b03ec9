/* SQLite as both programs open it: the settings, whose file it is, its versions, what is set aside.
 */
#include "outbox_kit.h"

#include "store/db.h"

#define APPLICATION_ID 0x54455354

static const char *const one_step[] = {"CREATE TABLE a(x INTEGER)", NULL};
static const char *const two_steps[] = {
    "CREATE TABLE a(x INTEGER)", "ALTER TABLE a ADD COLUMN y TEXT; UPDATE a SET y = 'new'", NULL};
static const char *const bad_step[] = {
    "CREATE TABLE a(x INTEGER)", "ALTER TABLE a ADD COLUMN y TEXT; UPDATE a SET no_such_column = 1",
    NULL};

struct setting {
    struct kit_dir dir;
    char *path;
};

static int begin(void **state) {
    struct setting *s = calloc(1, sizeof *s);
    assert_non_null(s);
    s->dir = kit_make_dir();
    s->path = xasprintf("%s/test.db", s->dir.path);
    *state = s;
    return 0;
}

static int end(void **state) {
    struct setting *s = *state;
    kit_remove_dir(&s->dir);
    free(s->path);
    free(s);
    return 0;
}

static enum db_result open_steps(struct db *db, const struct setting *s,
                                 const char *const *migrations) {
    return db_open(db, &(struct db_params){.path = s->path,
                                           .application_id = APPLICATION_ID,
                                           .migrations = migrations});
}

static enum db_result open_shared(struct db *db, const struct setting *s, bool is_read_only) {
    return db_open(db, &(struct db_params){.path = s->path,
                                           .application_id = APPLICATION_ID,
                                           .migrations = one_step,
                                           .is_shared = true,
                                           .is_read_only = is_read_only});
}

/** The first value of the first row as text, in static memory. */
static const char *ask(struct db *db, const char *sql) {
    static char answer[128];
    sqlite3_stmt *statement = db_prepare(db, sql);
    assert_non_null(statement);
    bool is_row = sqlite3_step(statement) == SQLITE_ROW;
    const char *text = is_row ? (const char *)sqlite3_column_text(statement, 0) : NULL;
    snprintf(answer, sizeof answer, "%s", text ? text : "(null)");
    sqlite3_finalize(statement);
    return answer;
}

struct want {
    const char *pragma, *value;
};

static void check_settings(struct db *db, const struct want *rows, size_t count) {
    for (size_t i = 0; i < count; i++)
        check_text(rows[i].pragma, ask(db, rows[i].pragma), rows[i].value);
}

static void has_the_settings_that_survive(void **state) {
    static const struct want exclusive[] = {
        {"PRAGMA journal_mode", "truncate"},
        {"PRAGMA synchronous", "3"},
        {"PRAGMA locking_mode", "exclusive"},
        {"PRAGMA secure_delete", "1"},
        {"PRAGMA temp_store", "2"},
        {"PRAGMA mmap_size", "0"},
        {"PRAGMA foreign_keys", "1"},
        {"PRAGMA trusted_schema", "0"},
        {"PRAGMA application_id", "1413829460"},
        {"PRAGMA user_version", "1"},
    };
    static const struct want shared[] = {
        {"PRAGMA journal_mode", "wal"},
        {"PRAGMA synchronous", "2"},
        {"PRAGMA locking_mode", "normal"},
        {"PRAGMA busy_timeout", "5000"},
        {"PRAGMA foreign_keys", "1"},
        {"PRAGMA trusted_schema", "0"},
        {"PRAGMA application_id", "1413829460"},
    };
    struct setting *s = *state;
    struct stat status;
    struct db db;
    assert_int_equal(open_steps(&db, s, one_step), DB_OK);
    check_settings(&db, exclusive, check_items(exclusive));
    assert_int_equal(stat(s->path, &status), 0);
    check_number("mode", status.st_mode & 0777, 0600);
    db_close(&db);
    assert_int_equal(open_shared(&db, s, false), DB_OK);
    check_settings(&db, shared, check_items(shared));
    db_close(&db);
    db_close(&db); // of what is closed already
}

static void steps_through_the_migrations_once(void **state) {
    struct setting *s = *state;
    struct db db;
    assert_int_equal(open_steps(&db, s, one_step), DB_OK);
    assert_int_equal(db_exec(&db, "INSERT INTO a VALUES(1)"), DB_OK);
    db_close(&db);
    assert_int_equal(open_steps(&db, s, two_steps), DB_OK);
    check_text("the row is kept and stepped", ask(&db, "SELECT x || y FROM a"), "1new");
    assert_int_equal(db_exec(&db, "UPDATE a SET y = 'mine'"), DB_OK);
    db_close(&db);
    assert_int_equal(open_steps(&db, s, two_steps), DB_OK);
    check_text("no step twice", ask(&db, "SELECT y FROM a"), "mine");
    check_text("version", ask(&db, "PRAGMA user_version"), "2");
    db_close(&db);
    check_number("an older program", open_steps(&db, s, one_step), DB_NEWER);
    assert_true(db.why[0]);
}

static void leaves_the_old_schema_when_a_step_fails(void **state) {
    struct setting *s = *state;
    struct db db;
    assert_int_equal(open_steps(&db, s, one_step), DB_OK);
    db_close(&db);
    check_number("a step that does not fit", open_steps(&db, s, bad_step), DB_BROKEN);
    assert_int_equal(open_steps(&db, s, one_step), DB_OK);
    check_text("columns", ask(&db, "SELECT count(*) FROM pragma_table_info('a')"), "1");
    db_close(&db);
}

static void refuses_what_is_not_its_own(void **state) {
    static const struct {
        const char *what, *sql; // run on a plain new database
        enum db_result want;
    } rows[] = {
        {"another's tables", "CREATE TABLE theirs(x)", DB_BROKEN},
        {"another's id", "PRAGMA application_id=7; CREATE TABLE theirs(x)", DB_BROKEN},
        {"nothing in it yet", "PRAGMA application_id=0", DB_OK},
    };
    struct setting *s = *state;
    for (size_t i = 0; i < check_items(rows); i++) {
        sqlite3 *plain = NULL;
        struct db db;
        unlink(s->path);
        assert_int_equal(sqlite3_open(s->path, &plain), SQLITE_OK);
        assert_int_equal(sqlite3_exec(plain, rows[i].sql, NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(plain);
        check_number(rows[i].what, open_steps(&db, s, one_step), rows[i].want);
        db_close(&db);
    }
    static const char text[] = "not a database, just some text that is long enough for a header "
                               "of one hundred bytes, which SQLite reads first of all";
    struct db db;
    unlink(s->path);
    assert_true(path_write(s->path, text, sizeof text, 0600));
    check_number("text", open_steps(&db, s, one_step), DB_BROKEN);
    assert_true(db.why[0]);
}

static void finds_damage_at_the_start(void **state) {
    struct setting *s = *state;
    struct db db;
    assert_int_equal(open_steps(&db, s, one_step), DB_OK);
    assert_int_equal(db_exec(&db, "WITH n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n LIMIT 5000)"
                                  " INSERT INTO a SELECT i FROM n"),
                     DB_OK);
    db_close(&db);
    int fd = open(s->path, O_WRONLY);
    char noise[600];
    memset(noise, 0x5a, sizeof noise);
    assert_int_equal(pwrite(fd, noise, sizeof noise, 3 * 4096), (ssize_t)sizeof noise);
    close(fd);
    check_number("open", open_steps(&db, s, one_step), DB_BROKEN);
    assert_true(db.why[0]);
}

static void lets_one_program_in_or_many_readers(void **state) {
    struct setting *s = *state;
    struct db first, second;
    assert_int_equal(open_steps(&first, s, one_step), DB_OK);
    check_number("a second owner", open_steps(&second, s, one_step), DB_BUSY);
    db_close(&first);
    assert_int_equal(open_shared(&first, s, false), DB_OK);
    assert_int_equal(open_shared(&second, s, true), DB_OK);
    assert_int_equal(db_exec(&first, "INSERT INTO a VALUES(41)"), DB_OK);
    check_text("the reader sees what was committed", ask(&second, "SELECT x FROM a"), "41");
    check_number("and writes nothing", db_exec(&second, "INSERT INTO a VALUES(42)"), DB_FAILED);
    db_close(&second);
    db_close(&first);
}

static void commits_or_leaves_nothing(void **state) {
    struct setting *s = *state;
    struct db db;
    assert_int_equal(open_steps(&db, s, one_step), DB_OK);
    assert_int_equal(db_begin(&db), DB_OK);
    assert_int_equal(db_exec(&db, "INSERT INTO a VALUES(1)"), DB_OK);
    db_rollback(&db);
    db_rollback(&db); // of nothing
    check_text("after rollback", ask(&db, "SELECT count(*) FROM a"), "0");
    assert_int_equal(db_begin(&db), DB_OK);
    assert_int_equal(db_exec(&db, "INSERT INTO a VALUES(1)"), DB_OK);
    assert_int_equal(db_commit(&db), DB_OK);
    check_text("after commit", ask(&db, "SELECT count(*) FROM a"), "1");
    assert_null(db_prepare(&db, "SELECT nonsense"));
    assert_non_null(strstr(db.why, "nonsense"));
    db_close(&db);
}

static void sets_aside_under_a_name_that_is_free(void **state) {
    struct setting *s = *state;
    char first[256], second[256], *journal = xasprintf("%s-journal", s->path), *bytes = NULL;
    check_number("nothing there", db_set_aside(s->path, first, sizeof first), false);
    assert_true(path_write(s->path, "one", 3, 0600) && path_write(journal, "j1", 2, 0600));
    assert_true(db_set_aside(s->path, first, sizeof first));
    assert_true(path_write(s->path, "two", 3, 0600));
    assert_true(db_set_aside(s->path, second, sizeof second)); // within the same second
    assert_true(strcmp(first, second) != 0);
    assert_true(path_read(first, 10, &bytes, NULL));
    check_text("the first is as it was", bytes, "one");
    free(bytes);
    char *first_journal = xasprintf("%s-journal", first);
    assert_true(path_read(first_journal, 10, &bytes, NULL));
    check_text("its journal beside it", bytes, "j1");
    free(bytes);
    assert_true(path_read(second, 10, &bytes, NULL));
    check_text("the second", bytes, "two");
    assert_false(path_exists(s->path) || path_exists(journal));
    free(bytes);
    free(first_journal);
    free(journal);
}

int main(void) {
    assert_true(crypto_start());
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(has_the_settings_that_survive),
        TEST(steps_through_the_migrations_once),
        TEST(leaves_the_old_schema_when_a_step_fails),
        TEST(refuses_what_is_not_its_own),
        TEST(finds_damage_at_the_start),
        TEST(lets_one_program_in_or_many_readers),
        TEST(commits_or_leaves_nothing),
        TEST(sets_aside_under_a_name_that_is_free),
    };
    return cmocka_run_group_tests_name("db", tests, NULL, NULL);
}
