/* Power cuts. Killing a process is none: the page cache survives it. Here everything the outbox
 * writes is recorded and the disk is put together as a cut may leave it, behind every single
 * operation. */
#include "crash_states.h"

#include "store/counter.h"

#define SLIPS 12
#define SEALED_BYTES 900
#define SEED 20261122

static int end(void **state) {
    (void)state;
    kit_end_hush();
    return 0;
}

/** The counter beside the database is written past SQLite: it joins the recording by hand. */
static void record_counter(const struct kit_dir *dir, bool is_new) {
    char *path = kit_path(dir, "counter"), *bytes = NULL;
    size_t len_bytes = 0;
    static const uint8_t empty[1024];
    int file = is_new ? recording_create("counter") : recording_find("counter");
    if (is_new) {
        recording_write(file, empty, sizeof empty, 0);
    } else {
        assert_true(path_read(path, 65536, &bytes, &len_bytes));
        recording_write(file, bytes, len_bytes, 0);
    }
    recording_sync(file, is_new);
    free(bytes);
    free(path);
}

static struct outbox *open_recorded(const struct kit_dir *dir) {
    struct outbox_report report;
    struct outbox *outbox = outbox_open(&(struct outbox_params){.data_dir = dir->path,
                                                                .device_id = KIT_DEVICE,
                                                                .vfs = RECORDING_VFS,
                                                                .skip_ballast = true},
                                        &report);
    assert_non_null(outbox);
    assert_int_equal(report.result, OUTBOX_OPENED);
    return outbox;
}

static void push_recorded(struct outbox *outbox, const struct kit_dir *dir, int n) {
    struct slip slip = kit_slip(n, SEALED_BYTES);
    assert_int_equal(outbox_push(outbox, &slip), OUTBOX_OK);
    record_counter(dir, false);
    recording_acknowledge(n);
    slip_finish(&slip);
}

/** Looks a code up in between: what is kept of the answer must not cost a slip. */
static void keep_recorded(struct outbox *outbox, int n) {
    struct slip slip = kit_slip(n, 10);
    struct progress progress;
    progress_begin(&progress, slip.code, "received", 1683855720);
    assert_int_equal(outbox_keep_progress(outbox, &progress, 1683855720 + n), OUTBOX_OK);
    slip_finish(&slip);
}

/** Creates the database and pushes twelve slips; delivers one and looks some up on the way. */
static struct record *record_outbox(size_t *out_count) {
    struct kit_dir dir = kit_make_dir();
    recording_start();
    record_counter(&dir, true);
    struct outbox *outbox = open_recorded(&dir);
    record_counter(&dir, false);
    for (int n = 1; n <= SLIPS; n++) {
        push_recorded(outbox, &dir, n);
        if (n % 4 == 2)
            keep_recorded(outbox, n / 4 + 1);
        struct slip first = kit_slip(1, SEALED_BYTES);
        if (n == SLIPS / 2)
            assert_int_equal(outbox_mark_delivered(outbox, first.id, "2026-11-22T01:15:00Z", 9),
                             OUTBOX_OK);
        slip_finish(&first);
    }
    outbox_close(outbox);
    kit_remove_dir(&dir);
    return recording_stop(out_count);
}

/** Each acknowledged slip once, with its bytes; the seq is its number. */
static bool holds_all(struct outbox *outbox, int acknowledged) {
    struct outbox_row *rows = NULL;
    size_t count = 0;
    bool is_good = outbox_list(outbox, &rows, &count) == OUTBOX_OK && count >= (size_t)acknowledged;
    for (size_t i = 0; is_good && i < count; i++) {
        struct slip slip = kit_slip((int)i + 1, 10);
        is_good = rows[i].seq == (int64_t)i + 1 && strcmp(rows[i].id, slip.id) == 0 &&
                  strcmp(rows[i].state, "parked") != 0;
        slip_finish(&slip);
    }
    struct outbox_item item;
    for (int64_t after = 0; is_good && outbox_next(outbox, after, &item) == OUTBOX_OK;) {
        after = item.seq;
        is_good = kit_is_body_of(&item, (int)item.seq, SEALED_BYTES);
        outbox_item_finish(&item);
    }
    if (!is_good)
        print_error("%zu rows, %d acknowledged\n", count, acknowledged);
    free(rows);
    return is_good;
}

/** The citizen presses again: the last one thanked for, and the one under way at the cut. */
static bool takes_retries(struct outbox *outbox, int acknowledged) {
    bool is_good = true;
    for (int n = acknowledged > 0 ? acknowledged : 1; is_good && n <= acknowledged + 1; n++) {
        struct slip slip = kit_slip(n, SEALED_BYTES);
        is_good = outbox_push(outbox, &slip) == OUTBOX_OK;
        slip_finish(&slip);
    }
    struct outbox_row *rows = NULL;
    size_t count = 0;
    is_good = is_good && outbox_list(outbox, &rows, &count) == OUTBOX_OK;
    is_good = is_good && count == (size_t)acknowledged + 1;
    free(rows);
    return is_good;
}

static bool check_outbox(const struct kit_dir *dir, int acknowledged, void *context) {
    struct outbox_report report;
    (void)context;
    struct outbox *outbox = kit_open_as(dir, &report);
    if (!outbox || report.result != OUTBOX_OPENED) {
        print_error("not opened as it was: %d, %s\n", (int)report.result, report.why);
        outbox_close(outbox);
        return false;
    }
    bool is_good = holds_all(outbox, acknowledged) && takes_retries(outbox, acknowledged);
    outbox_close(outbox);
    return is_good;
}

static void loses_no_slip_and_keeps_well_formed(void **state) {
    (void)state;
    size_t count = 0;
    int states = 0;
    struct record *records = record_outbox(&count);
    for (int model = 0; model < CRASH_MODELS; model++)
        states += crash_run(records, 0, count, model, 4, SEED, check_outbox, NULL);
    print_message("%zu operations, %d states\n", count, states);
    assert_true(states > 3000);
    recording_finish(records, count);
}

/* --- cuts during the recovery from a cut ---------------------------------------------------- */

/** Everything that lies in the folder is on the disk for certain. */
static void record_folder(const struct kit_dir *dir) {
    static const char *const names[] = {"outbox.db", "outbox.db-journal", "counter"};
    for (size_t i = 0; i < check_items(names); i++) {
        char *path = kit_path(dir, names[i]), *bytes = NULL;
        size_t len_bytes = 0;
        if (path_read(path, 1 << 20, &bytes, &len_bytes)) {
            int file = recording_create(names[i]);
            recording_write(file, bytes, len_bytes, 0);
            recording_sync(file, true);
        }
        free(bytes);
        free(path);
    }
}

struct recovery {
    int seen, every; // which of the states are recovered under the knife
    int states;
};

static bool check_recovery(const struct kit_dir *dir, int acknowledged, void *context) {
    struct recovery *recovery = context;
    if (recovery->seen++ % recovery->every != 0)
        return true;
    size_t count = 0;
    recording_start();
    record_folder(dir);
    if (recording_find("counter") < 0)
        record_counter(dir, true);
    recording_acknowledge(acknowledged); // what must be there whenever the power goes again
    size_t before = recording.count;
    struct outbox *outbox = open_recorded(dir);
    record_counter(dir, false);
    outbox_close(outbox);
    struct record *records = recording_stop(&count);
    assert_true(count > before);
    recovery->states += crash_run(records, before, count, CRASH_FOLDER_BY_ITS_OWN_SYNC, 3, SEED,
                                  check_outbox, NULL);
    recording_finish(records, count);
    return true;
}

static void survives_cuts_during_recovery(void **state) {
    (void)state;
    size_t count = 0;
    struct recovery recovery = {.every = 97};
    struct record *records = record_outbox(&count);
    crash_run(records, 0, count, CRASH_FOLDER_BY_ITS_OWN_SYNC, 4, SEED + 1, check_recovery,
              &recovery);
    print_message("%d states of recoveries\n", recovery.states);
    assert_true(recovery.states > 300);
    recording_finish(records, count);
}

/* --- cuts during the step to a newer schema -------------------------------------------------- */

/** As a kiosk left it whose program knew no look-ups. */
static void make_old(const struct kit_dir *dir, int slips) {
    struct outbox *outbox = kit_open(dir);
    for (int n = 1; n <= slips; n++) {
        struct slip slip = kit_slip(n, SEALED_BYTES);
        assert_int_equal(outbox_push(outbox, &slip), OUTBOX_OK);
        slip_finish(&slip);
    }
    outbox_close(outbox);
    kit_make_first_schema(dir);
}

static void loses_no_slip_when_the_schema_grows(void **state) {
    (void)state;
    struct kit_dir dir = kit_make_dir();
    size_t count = 0;
    make_old(&dir, 3);
    recording_start();
    record_folder(&dir);
    recording_acknowledge(3);
    size_t before = recording.count;
    struct outbox *outbox = open_recorded(&dir);
    record_counter(&dir, false);
    keep_recorded(outbox, 1);
    outbox_close(outbox);
    struct record *records = recording_stop(&count);
    int states = 0;
    for (int model = 0; model < CRASH_MODELS; model++)
        states += crash_run(records, before, count, model, 20, SEED, check_outbox, NULL);
    print_message("%zu operations, %d states\n", count - before, states);
    assert_true(states > 300);
    recording_finish(records, count);
    kit_remove_dir(&dir);
}

/* --- cuts after an fsync that failed --------------------------------------------------------- */

/** The `fail`th sync of the second push fails; whatever is answered must then hold. */
static struct record *record_failed_sync(int fail, size_t *out_from, size_t *out_count,
                                         enum outbox_result *out_result) {
    struct kit_dir dir = kit_make_dir();
    recording_start();
    record_counter(&dir, true);
    struct outbox *outbox = open_recorded(&dir);
    record_counter(&dir, false);
    push_recorded(outbox, &dir, 1);
    struct slip slip = kit_slip(2, SEALED_BYTES);
    *out_from = recording.count;
    recording.fail_sync_in = fail;
    enum outbox_result result = outbox_push(outbox, &slip);
    *out_result = recording.fail_sync_in == 0 ? result : OUTBOX_ABSENT; // it had no such sync
    recording.fail_sync_in = 0;
    record_counter(&dir, false);
    if (result == OUTBOX_OK)
        recording_acknowledge(2);
    slip_finish(&slip);
    push_recorded(outbox, &dir, 2); // the citizen presses again
    outbox_close(outbox);
    kit_remove_dir(&dir);
    return recording_stop(out_count);
}

static void keeps_its_word_after_a_failed_sync(void **state) {
    (void)state;
    enum outbox_result result = OUTBOX_OK;
    int saved = 0, not_saved = 0;
    kit_hush();
    for (int fail = 1; result != OUTBOX_ABSENT; fail++) {
        size_t from = 0, count = 0;
        struct record *records = record_failed_sync(fail, &from, &count, &result);
        crash_run(records, from, count, CRASH_FOLDER_BY_ITS_OWN_SYNC, 6, SEED, check_outbox, NULL);
        recording_finish(records, count);
        saved += result == OUTBOX_OK;
        not_saved += result == OUTBOX_FAILED;
    }
    kit_unhush();
    // Before the database's pages are down it is not saved; once only the journal's end is in
    // doubt, a look through a new handle finds the slip, and what that handle commits seals it.
    assert_true(not_saved >= 2 && saved >= 1);
}

/* --- and a disk that lies --------------------------------------------------------------------- */

/** The state right before the last journal was emptied, though that was acknowledged. */
static struct kit_dir with_a_journal_that_should_be_gone(const struct record *records,
                                                         size_t count) {
    struct crash_disk disk = {.model = CRASH_LIKE_EXT4, .records = records};
    size_t last = count;
    uint64_t random = SEED;
    while (records[last - 1].kind != RECORD_TRUNCATE)
        last--;
    for (size_t i = 0; i < last - 1; i++)
        crash_advance(&disk, i);
    struct kit_dir dir = crash_materialise(&disk, 1, &random);
    crash_finish(&disk);
    return dir;
}

/** All is in order with that journal, but for one thing: the counter knows of the last slip. */
static void lets_no_journal_take_back_what_was_thanked_for(void **state) {
    (void)state;
    size_t count = 0;
    struct outbox_report report;
    struct counter counter;
    struct record *records = record_outbox(&count);
    struct kit_dir dir = with_a_journal_that_should_be_gone(records, count);
    char *path = kit_path(&dir, "counter");
    assert_true(counter_open(&counter, path));
    check_number("the counter before the last slip", counter.value.seq, SLIPS - 1);
    counter.value.seq = SLIPS;
    assert_true(counter_write(&counter, &counter.value));
    counter_close(&counter);
    kit_hush();
    struct outbox *outbox = kit_open_as(&dir, &report);
    assert_non_null(outbox);
    check_number("set aside, not rolled back", report.result, OUTBOX_OPENED_FRESH);
    assert_true(holds_all(outbox, SLIPS));
    check_number("last seq", kit_count(outbox).last_seq, SLIPS);
    outbox_close(outbox);
    kit_unhush();
    free(path);
    kit_remove_dir(&dir);
    recording_finish(records, count);
}

/* --- and the model does find losses where they are known to be ------------------------------ */

static void exec_plain(sqlite3 *db, const char *sql) {
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
}

/** The same workload with SQLite's default settings. */
static struct record *record_plain(const char *settings, size_t *out_count) {
    struct kit_dir dir = kit_make_dir();
    sqlite3 *db = NULL;
    char *path = xasprintf("%s/outbox.db", dir.path);
    recording_start();
    assert_int_equal(
        sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, RECORDING_VFS),
        SQLITE_OK);
    exec_plain(db, settings);
    exec_plain(db, "CREATE TABLE slip(seq INTEGER PRIMARY KEY, body BLOB)");
    for (int n = 1; n <= SLIPS; n++) {
        exec_plain(db, "INSERT INTO slip(body) VALUES(randomblob(900))");
        recording_acknowledge(n);
    }
    sqlite3_close(db);
    free(path);
    kit_remove_dir(&dir);
    return recording_stop(out_count);
}

static int count_rows(void *context, int columns, char **values, char **names) {
    (void)columns, (void)names;
    *(int *)context = atoi(values[0]);
    return 0;
}

static bool count_loss(const struct kit_dir *dir, int acknowledged, void *context) {
    sqlite3 *db = NULL;
    char *path = kit_path(dir, "outbox.db");
    int rows = 0;
    if (sqlite3_open(path, &db) == SQLITE_OK)
        sqlite3_exec(db, "SELECT count(*) FROM slip", count_rows, &rows, NULL);
    sqlite3_close(db);
    free(path);
    *(int *)context += rows < acknowledged;
    return true;
}

static void finds_the_losses_of_the_default_settings(void **state) {
    (void)state;
    static const struct {
        const char *settings;
        bool loses;
    } rows[] = {
        {"PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL", true},
        {"PRAGMA journal_mode=DELETE; PRAGMA synchronous=NORMAL", true},
        {"PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA", false},
        {"PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA", false},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        size_t count = 0;
        int losses = 0, states = 0;
        struct record *records = record_plain(rows[i].settings, &count);
        for (int model = 0; model < CRASH_MODELS; model++)
            states += crash_run(records, 0, count, model, 4, SEED, count_loss, &losses);
        print_message("%s: %d of %d states lose a row\n", rows[i].settings, losses, states);
        check_number(rows[i].settings, losses > 0, rows[i].loses);
        recording_finish(records, count);
    }
}

int main(void) {
    log_start("test_outbox_powercut", LOG_LEVEL_ERROR);
    assert_true(crypto_start());
    recording_register();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loses_no_slip_and_keeps_well_formed),
        cmocka_unit_test(survives_cuts_during_recovery),
        cmocka_unit_test(loses_no_slip_when_the_schema_grows),
        cmocka_unit_test_teardown(keeps_its_word_after_a_failed_sync, end),
        cmocka_unit_test_teardown(lets_no_journal_take_back_what_was_thanked_for, end),
        cmocka_unit_test(finds_the_losses_of_the_default_settings),
    };
    return cmocka_run_group_tests_name("outbox under power cuts", tests, NULL, NULL);
}
