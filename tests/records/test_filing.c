/* A slip is kept first and becomes a dossier a moment later: once, whatever happens in between. */
#include "desk.h"

#include <pthread.h>
#include <sqlite3.h>

#include "records/filing.h"
#include "records/retention.h"

#define desk_of(state) struct desk *desk = *(state)

#define DEVICE "k-0001"

static const char dossiers_text[] =
    "SELECT count(*) FROM nominations WHERE commune_id = ?1 AND ?2 <> ''";

/* One that has no commune, so from outside. */
static void exec(struct desk *desk, const char *text) {
    if (!desk->is_file) {
        PGconn *link = PQconnectdb(desk->dsn);
        PGresult *result = PQexec(link, text);
        check_number(text, PQresultStatus(result), PGRES_COMMAND_OK);
        PQclear(result);
        PQfinish(link);
        return;
    }
    char *path = desk_file(desk);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    sqlite3_busy_timeout(db, 5000);
    check_number(text, sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    free(path);
}

static enum records_result empty(struct sql_turn *turn, void *args) {
    (void)args;
    return sql_run(turn, "UPDATE slips SET body = ?2 WHERE commune_id = ?1", "b", "", (size_t)0)
               ? RECORDS_OK
               : RECORDS_FAILED;
}

/* One that is kept, not filed. */
static struct opened_slip *keep(struct desk *desk, int64_t seq) {
    struct opened_slip *slip = desk_slip_create(DESK_NOW);
    struct slip_holding holding;
    slip->envelope.seq = seq;
    strcpy(slip->envelope.campaign_id, desk->campaign.id);
    strcpy(slip->nomination.kind, "resident");
    strcpy(slip->nomination.name, "Nông Văn Tuấn");
    const struct slip_bytes bytes = {.id = slip->envelope.id,
                                     .device_id = DEVICE,
                                     .body = "sealed",
                                     .body_len = 6,
                                     .sha256 = "its hash",
                                     .received_at_s = DESK_NOW};
    assert_int_equal(slips_put(desk->sql, &bytes, &holding), RECORDS_OK);
    check_number("kept", holding.held, SLIP_HELD_NEW);
    return slip;
}

static enum records_result file(struct desk *desk, struct opened_slip **slips, size_t count) {
    return slips_file(desk->sql, slips, count);
}

static void what_is_held_is_not_taken_again(void **state) {
    desk_of(state);
    char ids[3][CRYPTO_UUID_MAX];
    static const enum slip_held want[] = {SLIP_HELD_BEFORE, SLIP_HELD_ERASED, SLIP_HELD_NEW};
    desk_receive_one(desk, ids[0]);
    desk_receive_one(desk, ids[1]);
    assert_int_equal(
        retention_erase(&desk->office, &(struct dossier_aim){.id = ids[1]}, false, &desk->out),
        DOSSIER_DONE);
    crypto_uuid4(ids[2]);
    for (size_t i = 0; i < check_items(want); i++) {
        struct slip_holding holding;
        const struct slip_bytes bytes = {.id = ids[i],
                                         .device_id = DEVICE,
                                         .body = "",
                                         .sha256 = "another hash",
                                         .received_at_s = DESK_NOW + 1};
        assert_int_equal(slips_put(desk->sql, &bytes, &holding), RECORDS_OK);
        check_number("held", holding.held, want[i]);
        if (holding.held == SLIP_HELD_BEFORE)
            check_number("since", holding.received_at_s, DESK_NOW - DESK_DAY);
    }
}

static void the_held_say_whether_they_are_filed(void **state) {
    desk_of(state);
    struct slip_holding holding;
    struct opened_slip *slip = keep(desk, 1);
    const char *id = slip->envelope.id;
    assert_int_equal(slips_find(desk->sql, id, &holding), RECORDS_OK);
    check_number("kept", holding.is_filed, false);
    assert_int_equal(file(desk, &slip, 1), RECORDS_OK);
    assert_int_equal(slips_find(desk->sql, id, &holding), RECORDS_OK);
    check_number("filed", holding.is_filed, true);
    opened_slip_destroy(slip);
}

static void filed_once_it_stays_what_it_becomes(void **state) {
    desk_of(state);
    static const char personal[] =
        "SELECT (SELECT count(*) FROM nomination_words WHERE commune_id = ?1"
        "  AND nomination_id = ?2) + (SELECT count(*) FROM nominations WHERE commune_id = ?1"
        "  AND id = ?2 AND name IS NOT NULL)";
    static const char events[] =
        "SELECT count(*) FROM events WHERE commune_id = ?1 AND nomination_id = ?2";
    struct opened_slip *slip = keep(desk, 1);
    struct opened_slip *twice[] = {slip, slip};
    const char *id = slip->envelope.id;
    assert_int_equal(file(desk, twice, 2), RECORDS_OK);
    check_number("one dossier", desk_ask(desk, dossiers_text, id), 1);
    check_number("its words and name", desk_ask(desk, personal, id), 4);
    check_number("one arrival", desk_ask(desk, events, id), 1);
    assert_int_equal(
        retention_erase(&desk->office, &(struct dossier_aim){.id = id}, false, &desk->out),
        DOSSIER_DONE);
    long long then = desk_ask(desk, events, id);
    assert_int_equal(file(desk, &slip, 1), RECORDS_OK);
    check_number("nobody comes back", desk_ask(desk, personal, id), 0);
    check_number("nothing is said", desk_ask(desk, events, id), then);
    opened_slip_destroy(slip);
}

static void one_number_twice_marks_both(void **state) {
    desk_of(state);
    static const char marked[] = "SELECT count(*) FROM nominations WHERE commune_id = ?1"
                                 " AND ?2 <> '' AND seq_repeated = 1";
    struct opened_slip *slips[] = {keep(desk, 1), keep(desk, 2), keep(desk, 2), keep(desk, 1)};
    assert_int_equal(file(desk, slips, 3), RECORDS_OK);
    check_number("in one transaction", desk_ask(desk, marked, "-"), 2);
    assert_int_equal(file(desk, slips + 3, 1), RECORDS_OK);
    check_number("in two", desk_ask(desk, marked, "-"), 4);
    for (size_t i = 0; i < check_items(slips); i++)
        opened_slip_destroy(slips[i]);
}

static void what_is_left_is_found_in_order(void **state) {
    desk_of(state);
    char filed[CRYPTO_UUID_MAX], before[CRYPTO_UUID_MAX] = "";
    desk_receive_one(desk, filed);
    for (int i = 0; i < 5; i++)
        opened_slip_destroy(keep(desk, i));
    struct slip_kept kept = {.body = NULL};
    int count = 0;
    while (slips_next_left(desk->sql, SLIPS_UNFILED, before, &kept) == RECORDS_OK) {
        assert_true(strcmp(kept.id, before) > 0 && strcmp(kept.id, filed) != 0);
        check_text("as it came", kept.body, "sealed");
        check_number("when it came", kept.received_at_s, DESK_NOW);
        strcpy(before, kept.id);
        free(kept.body);
        count++;
    }
    check_number("left", count, 5);
    assert_int_equal(sql_write(desk->sql, empty, NULL), RECORDS_OK);
    check_number("and none without a body", slips_next_left(desk->sql, SLIPS_UNFILED, "", &kept),
                 RECORDS_NONE);
}

/* --- the thread ----------------------------------------------------------------------------- */

#define SENDERS 4
#define SLIPS_EACH 600 // more than may wait

struct sender {
    struct desk *desk;
    struct filing *filing;
};

static void *send_all(void *context) {
    const struct sender *s = context;
    for (int i = 0; i < SLIPS_EACH; i++)
        filing_add(s->filing, keep(s->desk, i));
    return NULL;
}

static void who_reads_sees_what_came_before(void **state) {
    desk_of(state);
    struct filing filing;
    struct sender sender = {desk, &filing};
    pthread_t threads[SENDERS];
    filing_init(&filing, desk->sql);
    filing_start(&filing);
    filing_settle(&filing); // nothing: at once
    for (int i = 1; i <= 3; i++) {
        filing_add(&filing, keep(desk, i));
        filing_settle(&filing);
        check_number("at once", desk_ask(desk, dossiers_text, "-"), i);
    }
    for (int i = 0; i < SENDERS; i++)
        pthread_create(&threads[i], NULL, send_all, &sender);
    for (int i = 0; i < SENDERS; i++)
        pthread_join(threads[i], NULL);
    filing_settle(&filing);
    check_number("all", desk_ask(desk, dossiers_text, "-"), 3 + SENDERS * SLIPS_EACH);
    filing_stop(&filing);
    filing_finish(&filing);
}

static void without_anybody_who_asks_it_is_soon(void **state) {
    desk_of(state);
    struct filing filing;
    filing_init(&filing, desk->sql);
    filing_start(&filing);
    filing_add(&filing, keep(desk, 1));
    int waits = 0;
    while (desk_ask(desk, dossiers_text, "-") == 0 && waits++ < 100)
        nanosleep(&(struct timespec){0, 50 * 1000000}, NULL);
    check_number("filed", desk_ask(desk, dossiers_text, "-"), 1);
    filing_add(&filing, keep(desk, 2));
    filing_stop(&filing); // files what waits
    check_number("at the end", desk_ask(desk, dossiers_text, "-"), 2);
    filing_finish(&filing);
}

/* Nobody waits for a database that does not take it; it goes on when that does again. */
static void a_database_that_refuses_is_asked_again(void **state) {
    desk_of(state);
    static const char away[] = "ALTER TABLE nominations RENAME TO nominations_away";
    static const char back[] = "ALTER TABLE nominations_away RENAME TO nominations";
    struct filing filing;
    filing_init(&filing, desk->sql);
    filing_start(&filing);
    for (int i = 0; i < 2; i++) { // found so at work, and found so at the end
        struct opened_slip *slips[] = {keep(desk, 2 * i), keep(desk, 2 * i + 1)};
        exec(desk, away);
        filing_add(&filing, slips[0]);
        filing_add(&filing, slips[1]);
        filing_settle(&filing);
        if (i == 1)
            filing_stop(&filing);
        exec(desk, back);
        int waits = 0;
        while (i == 0 && desk_ask(desk, dossiers_text, "-") < 2 && waits++ < 100)
            nanosleep(&(struct timespec){0, 50 * 1000000}, NULL);
        check_number("filed", desk_ask(desk, dossiers_text, "-"), 2);
    }
    filing_finish(&filing);
    struct slip_kept kept;
    assert_int_equal(slips_next_left(desk->sql, SLIPS_UNFILED, "", &kept), RECORDS_OK);
    free(kept.body); // the next start finds it
}

static void await_dossiers(struct desk *desk, const char *row, long long want) {
    for (int waits = 0; desk_ask(desk, dossiers_text, "-") < want && waits < 200; waits++)
        nanosleep(&(struct timespec){0, 50 * 1000000}, NULL);
    check_number(row, desk_ask(desk, dossiers_text, "-"), want);
}

/* Whatever it may be that the database does not take of one. */
static void one_that_is_refused_keeps_nobody_out(void **state) {
    desk_of(state);
    struct filing filing;
    exec(desk, desk->is_file ? "CREATE TRIGGER refuse BEFORE INSERT ON nominations WHEN NEW.seq = 1"
                               " BEGIN SELECT RAISE(ABORT, 'refused'); END"
                             : "ALTER TABLE nominations ADD CONSTRAINT refuse CHECK (seq <> 1)");
    filing_init(&filing, desk->sql);
    filing_start(&filing);
    for (int i = 1; i <= 5; i++)
        filing_add(&filing, keep(desk, i));
    await_dossiers(desk, "the others", 4);
    filing_add(&filing, keep(desk, 6));
    await_dossiers(desk, "who comes later", 5);
    exec(desk,
         desk->is_file ? "DROP TRIGGER refuse" : "ALTER TABLE nominations DROP CONSTRAINT refuse");
    await_dossiers(desk, "it, too", 6);
    filing_stop(&filing);
    filing_finish(&filing);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        with_desk(what_is_held_is_not_taken_again),
        with_desk(the_held_say_whether_they_are_filed),
        with_desk(filed_once_it_stays_what_it_becomes),
        with_desk(one_number_twice_marks_both),
        with_desk(what_is_left_is_found_in_order),
        with_desk(who_reads_sees_what_came_before),
        with_desk(without_anybody_who_asks_it_is_soon),
        with_desk(a_database_that_refuses_is_asked_again),
        with_desk(one_that_is_refused_keeps_nobody_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
