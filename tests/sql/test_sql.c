/* One SQL on either database: what is written is read, what is declined leaves nothing, and many at
 * once are each whole. */
#include "database.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/resource.h>

#include "base/crypto.h"
#include "base/xalloc.h"
#include "sql/sql.h"

static char *folder;
static char dsn[DATABASE_DSN_MAX];
static struct sql *sql;

static struct sql *open_sql(const char *at) {
    char *why = NULL;
    struct sql *opened = sql_open(at, "xa", &why);
    if (!opened)
        print_error("%s\n", why);
    assert_non_null(opened);
    return opened;
}

static int start(void **state) {
    (void)state;
    if (!crypto_start())
        return -1;
    signal(SIGXFSZ, SIG_IGN);
    folder = check_make_folder();
    database_fresh(folder, dsn);
    sql = open_sql(dsn);
    return 0;
}

static int stop(void **state) {
    (void)state;
    sql_close(sql);
    check_remove_folder(folder);
    return 0;
}

static bool is_on_server(void) {
    return strncmp(dsn, "sqlite:", 7) != 0;
}

/* A row of a table with every type: its number, a text, and two of bytes. */
struct sample {
    int64_t number;
    const char *text;
    const char *bytes;
    size_t len;
    enum records_result answer; // of the work that keeps it
};

static enum records_result keep(struct sql_turn *turn, void *args) {
    const struct sample *sample = args;
    if (!sql_run(turn,
                 "INSERT INTO manifests (commune_id, revision, sha256, signature, bytes,"
                 " published_at) VALUES (?1, ?2, ?3, ?4, ?5, ?2) ON CONFLICT DO NOTHING",
                 "itbb", sample->number, sample->text, "", (size_t)0, sample->bytes, sample->len))
        return RECORDS_FAILED;
    return sample->answer;
}

struct question {
    int64_t number, found;
};

static enum records_result count_from(struct sql_turn *turn, void *args) {
    struct question *question = args;
    struct sql_rows *rows =
        sql_ask(turn, "SELECT count(*) FROM manifests WHERE commune_id = ?1 AND revision >= ?2",
                "i", question->number);
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = sql_next(rows);
    question->found = result == RECORDS_OK ? sql_int(rows, 0) : -1;
    sql_done(rows);
    return result;
}

static int64_t count(int64_t from) {
    struct question question = {.number = from};
    assert_int_equal(sql_read(sql, count_from, &question), RECORDS_OK);
    return question.found;
}

static enum records_result check_sample(struct sql_turn *turn, void *args) {
    const struct sample *sample = args;
    struct sql_rows *rows =
        sql_ask(turn,
                "SELECT sha256, bytes, published_at, CASE WHEN ?2 = 0 THEN sha256 END, signature"
                " FROM manifests WHERE commune_id = ?1 AND revision = ?2",
                "i", sample->number);
    char cut[6];
    size_t len;
    assert_int_equal(sql_next(rows), RECORDS_OK);
    char *text = sql_text_copy(rows, 0), *bytes = sql_bytes_copy(rows, 1, &len);
    check_text("text", text, sample->text);
    check_number("bytes", (long long)len, (long long)sample->len);
    assert_memory_equal(bytes, sample->bytes, len);
    assert_true(sql_int(rows, 2) == sample->number);
    check_number("NULL", sql_is_null(rows, 3), true);
    assert_null(sql_text_copy(rows, 3));
    sql_text(rows, 3, cut, sizeof cut);
    check_text("NULL as a text", cut, "");
    check_number("empty is not NULL", sql_is_null(rows, 4), false);
    check_number("one row", sql_next(rows), RECORDS_NONE);
    sql_done(rows);
    free(text);
    free(bytes);
    return RECORDS_OK;
}

static void what_is_written_is_read(void **state) {
    (void)state;
    static struct sample rows[] = {
        {1, "Đặng Thị Áng", "\0\x01\xff\\'", 5, RECORDS_OK},
        {INT64_MAX, "", "x", 1, RECORDS_OK},
        {-INT64_MAX, "a'b\"c\\d ?1 $1", "", 0, RECORDS_OK},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        check_number("kept", sql_write(sql, keep, &rows[i]), RECORDS_OK);
        check_number("read", sql_read(sql, check_sample, &rows[i]), RECORDS_OK);
    }
}

static enum records_result check_cuts(struct sql_turn *turn, void *args) {
    (void)args;
    static const struct {
        size_t room;
        const char *want;
    } rows[] = {{1, ""},   {2, ""},   {3, "Đ"},   {4, "Đa"},
                {5, "Đa"}, {6, "Đa"}, {7, "Đaề"}, {9, "Đaề"}};
    struct sql_rows *found =
        sql_ask(turn, "SELECT CASE WHEN ?1 <> '' THEN ?2 ELSE ?2 END", "t", "Đaề");
    assert_int_equal(sql_next(found), RECORDS_OK);
    for (size_t i = 0; i < check_items(rows); i++) {
        char out[9];
        sql_text(found, 0, out, rows[i].room);
        check_text(rows[i].want, out, rows[i].want);
    }
    sql_done(found);
    return RECORDS_OK;
}

static void a_text_is_cut_at_a_whole_character(void **state) {
    (void)state;
    check_number("cut", sql_read(sql, check_cuts, NULL), RECORDS_OK);
}

static const struct {
    const char *text;
    int64_t want;
} number_rows[] = {
    {"SELECT count(*) FROM devices WHERE commune_id = ?1", 0},
    {"SELECT 7 WHERE ?1 <> ''", 7},
    {"SELECT -7 WHERE ?1 <> ''", -7},
    {"SELECT coalesce(max(revision), 5) FROM manifests WHERE commune_id = ?1 AND revision = 0", 5},
    {"SELECT sum(n) FROM (SELECT 9999 AS n WHERE ?1 <> '' UNION ALL SELECT 1) AS x", 10000},
    {"SELECT sum(published_at * 10) FROM manifests WHERE commune_id = ?1 AND revision = 1", 10},
    {"SELECT sum(published_at * -123456789) FROM manifests WHERE commune_id = ?1 AND revision = 1",
     -123456789},
    {"SELECT EXISTS (SELECT 1 FROM manifests WHERE commune_id = ?1)", 1},
    {"SELECT max(enrolled_at) FROM devices WHERE commune_id = ?1", 0},
};

static enum records_result check_numbers(struct sql_turn *turn, void *args) {
    (void)args;
    for (size_t i = 0; i < check_items(number_rows); i++) {
        struct sql_rows *rows = sql_ask(turn, number_rows[i].text, "");
        assert_non_null(rows);
        assert_int_equal(sql_next(rows), RECORDS_OK);
        check_number(number_rows[i].text, sql_int(rows, 0), number_rows[i].want);
        sql_done(rows);
    }
    return RECORDS_OK;
}

static void a_number_is_one_whatever_its_type(void **state) {
    (void)state;
    check_number("numbers", sql_read(sql, check_numbers, NULL), RECORDS_OK);
}

/* By bytes on both, so that a prefix is a range. */
static enum records_result check_order(struct sql_turn *turn, void *args) {
    (void)args;
    static const char *const words[] = {"Z", "a", "ab", "b", "ab c", "á", "đ"};
    for (size_t i = 0; i < check_items(words); i++)
        assert_true(sql_run(turn,
                            "INSERT INTO nomination_words (commune_id, word, received_at,"
                            " nomination_id) VALUES (?1, ?2, 1, 'x') ON CONFLICT DO NOTHING",
                            "t", words[i]));
    struct strbuf got = {.text = NULL};
    struct sql_rows *rows =
        sql_ask(turn, "SELECT word FROM nomination_words WHERE commune_id = ?1 ORDER BY word", "");
    while (sql_next(rows) == RECORDS_OK) {
        char word[16];
        sql_text(rows, 0, word, sizeof word);
        strbuf_addf(&got, "%s|", word);
    }
    sql_done(rows);
    check_text("order", strbuf_text(&got), "Z|a|ab|ab c|b|á|đ|");
    strbuf_finish(&got);
    return RECORDS_NONE;
}

static void words_sort_by_their_bytes(void **state) {
    (void)state;
    check_number("rolled back", sql_write(sql, check_order, NULL), RECORDS_NONE);
}

static enum records_result check_changed(struct sql_turn *turn, void *args) {
    static const char insert[] =
        "INSERT INTO tombstones (commune_id, id, erased_at) VALUES (?1, ?2, 1)"
        " ON CONFLICT DO NOTHING";
    struct question question = {.number = 0};
    sql_run(turn, insert, "t", "a");
    check_number("new", sql_changed(turn), 1);
    sql_run(turn, insert, "t", "a");
    check_number("there", sql_changed(turn), 0);
    sql_run(turn, insert, "t", "b");
    sql_run(turn, "UPDATE tombstones SET erased_at = 2 WHERE commune_id = ?1", "");
    count_from(turn, &question); // a question changes nothing
    check_number("both", sql_changed(turn), 2);
    (void)args;
    return RECORDS_NONE;
}

static void changes_are_counted(void **state) {
    (void)state;
    check_number("rolled back", sql_write(sql, check_changed, NULL), RECORDS_NONE);
}

static void what_is_declined_leaves_nothing(void **state) {
    (void)state;
    static struct sample rows[] = {
        {100, "declined", "x", 1, RECORDS_NONE},
        {101, "failed", "x", 1, RECORDS_FAILED},
        {102, NULL, "x", 1, RECORDS_OK}, // NOT NULL: the statement fails and with it the turn
    };
    static const enum records_result want[] = {RECORDS_NONE, RECORDS_FAILED, RECORDS_FAILED};
    int64_t before = count(0);
    for (size_t i = 0; i < check_items(rows); i++)
        check_number("answer", sql_write(sql, keep, &rows[i]), want[i]);
    check_number("rows", count(0) - before, 0);
}

static void a_read_changes_nothing(void **state) {
    (void)state;
    struct sample sample = {110, "x", "x", 1, RECORDS_OK};
    check_number("refused", sql_read(sql, keep, &sample), RECORDS_FAILED);
    check_number("not kept", count(110), 1); // INT64_MAX of before
    check_number("and goes on", sql_write(sql, keep, &sample), RECORDS_OK);
    check_number("kept", count(110), 2);
}

/* Another commune in the same database sees nothing of it. */
static void communes_are_apart(void **state) {
    (void)state;
    char *why = NULL;
    struct sql *other = sql_open(dsn, "xa-khac", &why);
    struct question question = {.number = -INT64_MAX};
    assert_non_null(other);
    assert_int_equal(sql_read(other, count_from, &question), RECORDS_OK);
    check_number("theirs", question.found, 0);
    sql_close(other);
}

static void what_cannot_be_opened_says_why(void **state) {
    (void)state;
    static const struct {
        const char *dsn, *why;
    } rows[] = {
        {"mysql://me:secret@host/db", "expected sqlite:FILE or postgresql://"},
        {"records.db", "expected sqlite:FILE or postgresql://"},
        {"sqlite:/nowhere/records.db", "cannot open '/nowhere/records.db-writer'"},
        {"postgresql://me:secret@127.0.0.1:1/db", "cannot use the PostgreSQL database"},
        {"postgresql://me:secret@[/db", "cannot use the PostgreSQL database"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char *why = NULL;
        assert_null(sql_open(rows[i].dsn, "xa", &why));
        if (!strstr(why, rows[i].why))
            check_text(rows[i].dsn, why, rows[i].why);
        assert_null(strstr(why, "secret"));
        free(why);
    }
}

enum { THREADS = 16, WORKS = 20, OPENERS = 6 };

static void *open_once(void *context) {
    sql_close(open_sql(context));
    return NULL;
}

static void many_may_make_it_at_once(void **state) {
    (void)state;
    pthread_t threads[OPENERS];
    char fresh[DATABASE_DSN_MAX];
    database_fresh(folder, fresh);
    for (int i = 0; i < OPENERS; i++)
        pthread_create(&threads[i], NULL, open_once, fresh);
    for (int i = 0; i < OPENERS; i++)
        pthread_join(threads[i], NULL);
    sql_close(open_sql(fresh));
}

/* Each third is declined and each fifth fails, in the middle of others that are kept. */
static void *write_many(void *context) {
    int64_t base = 1000 + 100 * (int64_t)(intptr_t)context;
    for (int i = 0; i < WORKS; i++) {
        struct sample sample = {base + i, i % 5 == 4 ? NULL : "x", "x", 1,
                                i % 3 == 2 ? RECORDS_NONE : RECORDS_OK};
        enum records_result want = sample.answer;
        if (!sample.text)
            want = RECORDS_FAILED;
        enum records_result got = sql_write(sql, keep, &sample);
        check_number("result", got, want);
    }
    return NULL;
}

static int64_t kept_of_many(void) {
    int kept = 0;
    for (int i = 0; i < WORKS; i++)
        kept += i % 5 != 4 && i % 3 != 2;
    return (int64_t)kept * THREADS;
}

static void many_at_once_are_each_whole(void **state) {
    (void)state;
    pthread_t threads[THREADS];
    int64_t before = count(1000);
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, write_many, (void *)(intptr_t)i);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    check_number("kept", count(1000) - before, kept_of_many());
}

/* One statement each: every third finds its row there already, and every fifth is refused in the
 * middle of others that are kept. */
static void *put_many(void *context) {
    int64_t base = 10000 + 100 * (int64_t)(intptr_t)context;
    for (int i = 0; i < WORKS; i++) {
        enum records_result want = RECORDS_OK;
        if (i % 5 == 4)
            want = RECORDS_FAILED;
        else if (i % 3 == 2)
            want = RECORDS_NONE;
        enum records_result got =
            sql_put(sql,
                    "INSERT INTO manifests (commune_id, revision, sha256, signature, bytes,"
                    " published_at) VALUES (?1, ?2, ?3, ?4, ?4, ?2) ON CONFLICT DO NOTHING",
                    "itb", want == RECORDS_NONE ? base : base + i,
                    want == RECORDS_FAILED ? NULL : "x", "x", (size_t)1);
        check_number("result", got, want);
    }
    return NULL;
}

static void many_statements_share_a_commit(void **state) {
    (void)state;
    pthread_t threads[THREADS];
    int kept = 0;
    int64_t before = count(10000);
    for (int i = 0; i < WORKS; i++)
        kept += i % 5 != 4 && i % 3 != 2;
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, put_many, (void *)(intptr_t)i);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    check_number("kept", count(10000) - before, (int64_t)kept * THREADS);
}

/* Many that are asked together, each counted for itself. */
static enum records_result run_counted(struct sql_turn *turn, void *args) {
    int64_t *changed = args; // of 3
    for (int i = 0; i < 3; i++)
        if (!sql_run_counted(turn, &changed[i],
                             "INSERT INTO manifests (commune_id, revision, sha256, signature,"
                             " bytes, published_at) VALUES (?1, ?2, 'x', ?3, ?3, ?2)"
                             " ON CONFLICT DO NOTHING",
                             "ib", INT64_C(20000) + i % 2, "x", (size_t)1))
            return RECORDS_FAILED;
    return sql_settle(turn) ? RECORDS_OK : RECORDS_FAILED;
}

static void each_is_counted_for_itself(void **state) {
    (void)state;
    int64_t changed[3] = {-1, -1, -1};
    assert_int_equal(sql_write(sql, run_counted, changed), RECORDS_OK);
    check_number("new", changed[0], 1);
    check_number("new, too", changed[1], 1);
    check_number("there already", changed[2], 0);
}

struct meeting {
    struct sql *sql;
    pthread_barrier_t both_have_read;
    atomic_int runs;
};

struct collision {
    struct meeting *meeting;
    int runs;
};

/* Adds one to what it reads. The first time both have read before one of them writes. */
static enum records_result add_one(struct sql_turn *turn, void *args) {
    struct collision *collision = args;
    atomic_fetch_add(&collision->meeting->runs, 1);
    struct sql_rows *rows = sql_ask(
        turn, "SELECT erased_at FROM tombstones WHERE commune_id = ?1 AND id = ?2", "t", "meeting");
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = sql_next(rows);
    int64_t value = sql_int(rows, 0);
    sql_done(rows);
    if (collision->runs++ == 0 && is_on_server()) // on SQLite one waits for the other as it is
        pthread_barrier_wait(&collision->meeting->both_have_read);
    if (result == RECORDS_OK &&
        !sql_run(turn, "UPDATE tombstones SET erased_at = ?3 WHERE commune_id = ?1 AND id = ?2",
                 "ti", "meeting", value + 1))
        return RECORDS_FAILED;
    return result;
}

static void *collide(void *context) {
    struct collision collision = {.meeting = context};
    enum records_result result = sql_write(collision.meeting->sql, add_one, &collision);
    return (void *)(intptr_t)(result == RECORDS_OK);
}

static enum records_result set_meeting(struct sql_turn *turn, void *args) {
    (void)args;
    sql_run(turn, "DELETE FROM tombstones WHERE commune_id = ?1", "");
    bool is_run = sql_run(turn,
                          "INSERT INTO tombstones (commune_id, id, erased_at)"
                          " VALUES (?1, 'meeting', 0)",
                          "");
    return is_run ? RECORDS_OK : RECORDS_FAILED;
}

static enum records_result read_meeting(struct sql_turn *turn, void *args) {
    struct question *question = args;
    struct sql_rows *rows =
        sql_ask(turn, "SELECT erased_at FROM tombstones WHERE commune_id = ?1", "");
    enum records_result result = sql_next(rows);
    question->found = sql_int(rows, 0);
    sql_done(rows);
    return result;
}

static void collide_at(const char *at) {
    pthread_t threads[2];
    void *is_done[2];
    struct question question;
    struct meeting meeting = {.sql = open_sql(at)};
    pthread_barrier_init(&meeting.both_have_read, NULL, 2);
    assert_int_equal(sql_write(meeting.sql, set_meeting, NULL), RECORDS_OK);
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, collide, &meeting);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], &is_done[i]);
    assert_true(is_done[0] && is_done[1]);
    assert_int_equal(sql_read(meeting.sql, read_meeting, &question), RECORDS_OK);
    check_number("both count", question.found, 2);
    check_number("one of them ran again", meeting.runs > 2, is_on_server());
    pthread_barrier_destroy(&meeting.both_have_read);
    sql_close(meeting.sql);
}

/* Whatever the server's default is. */
static void two_that_collide_both_succeed(void **state) {
    (void)state;
    static const char *const levels[] = {"serializable", "repeatable%5C%20read",
                                         "read%5C%20committed"};
    for (size_t i = 0; i < check_items(levels); i++) {
        char *at = is_on_server()
                       ? xasprintf("%s%%20-cdefault_transaction_isolation%%3D%s", dsn, levels[i])
                       : xstrdup(dsn);
        collide_at(at);
        free(at);
    }
}

static atomic_int told, seen_full;
static atomic_bool is_over;

static void *write_while_full(void *context) {
    int64_t base = 100000 + 10000 * (int64_t)(intptr_t)context;
    static const char large[20000];
    for (int i = 0; i < 10000 && !is_over; i++) {
        struct sample sample = {base + i, "x", large, sizeof large, RECORDS_OK};
        if (sql_write(sql, keep, &sample) == RECORDS_OK)
            atomic_fetch_add(&told, 1);
        else
            atomic_fetch_add(&seen_full, 1);
    }
    return NULL;
}

/* The disk fills and empties while many write: each that was told so is there, and no other. */
static void a_commit_that_fails_fails_for_all(void **state) {
    (void)state;
    if (is_on_server())
        return; // its disk is the server's
    pthread_t threads[4];
    struct rlimit limit, small;
    getrlimit(RLIMIT_FSIZE, &limit);
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, write_while_full, (void *)(intptr_t)i);
    for (int i = 0; i < 5; i++) {
        int full_before = seen_full, told_before = told;
        small = limit;
        small.rlim_cur = 60000;
        setrlimit(RLIMIT_FSIZE, &small);
        while (seen_full < full_before + 8)
            usleep(1000);
        setrlimit(RLIMIT_FSIZE, &limit);
        while (told < told_before + 8)
            usleep(1000);
    }
    is_over = true;
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    check_number("told and there", count(100000) - 1, told); // INT64_MAX of before
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(a_text_is_cut_at_a_whole_character),
        cmocka_unit_test(a_number_is_one_whatever_its_type),
        cmocka_unit_test(words_sort_by_their_bytes),
        cmocka_unit_test(changes_are_counted),
        cmocka_unit_test(what_is_declined_leaves_nothing),
        cmocka_unit_test(a_read_changes_nothing),
        cmocka_unit_test(communes_are_apart),
        cmocka_unit_test(what_cannot_be_opened_says_why),
        cmocka_unit_test(many_may_make_it_at_once),
        cmocka_unit_test(many_at_once_are_each_whole),
        cmocka_unit_test(many_statements_share_a_commit),
        cmocka_unit_test(each_is_counted_for_itself),
        cmocka_unit_test(two_that_collide_both_succeed),
        cmocka_unit_test(a_commit_that_fails_fails_for_all),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
