/* What disks, copies and people do to the outbox's files. Whatever it is: no wrong payload is ever
 * given to the uploader, nothing is thrown away, numbers go on, and the report says what happened.
 */
#include "outbox_kit.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "model/nomination.h"

#define SLIPS 12
#define SEALED_BYTES 600 // as kit_push() makes them
#define FLIPPED_COPIES 200
#define SEED 18

static void make_slips(const struct kit_dir *dir, int count) {
    struct outbox *outbox = kit_open(dir);
    kit_push(outbox, 1, count);
    outbox_close(outbox);
}

static void copy_file(const char *from, const char *to) {
    char *bytes = NULL;
    size_t len_bytes = 0;
    assert_true(path_read(from, 1 << 26, &bytes, &len_bytes));
    assert_true(path_write(to, bytes, len_bytes, 0600));
    free(bytes);
}

/** DATA/outbox of one folder into another. */
static void copy_outbox(const struct kit_dir *from, const struct kit_dir *to) {
    static const char *const names[] = {"outbox.db", "outbox.db-journal", "counter"};
    char *dir = kit_path(to, "");
    assert_true(path_make_dirs(dir));
    free(dir);
    for (size_t i = 0; i < check_items(names); i++) {
        char *source = kit_path(from, names[i]), *target = kit_path(to, names[i]);
        if (path_exists(source))
            copy_file(source, target);
        free(source);
        free(target);
    }
}

/**
 * Goes through what waits. Each payload given must be that of its slip, byte for byte.
 * @return how many were given
 */
static int drain(struct outbox *outbox) {
    struct outbox_item item;
    int given = 0;
    for (int64_t after = 0; outbox_next(outbox, after, &item) == OUTBOX_OK; given++) {
        char sha256[CRYPTO_SHA256_HEX_MAX];
        after = item.seq;
        crypto_sha256_hex(item.body, item.body_len, sha256);
        check_text("sha256", item.sha256, sha256);
        if (!kit_is_body_of(&item, (int)item.seq, SEALED_BYTES))
            print_error("seq %lld was given with another's bytes\n", (long long)item.seq);
        assert_true(kit_is_body_of(&item, (int)item.seq, SEALED_BYTES));
        outbox_item_finish(&item);
    }
    return given;
}

static int64_t push_next(struct outbox *outbox) {
    kit_push(outbox, 9999, 9999);
    return kit_count(outbox).last_seq;
}

/* --- who else is there ----------------------------------------------------------------------- */

static void tells_a_second_program_to_go(void **state) {
    const struct kit_dir *dir = *state;
    struct outbox_report report;
    struct outbox *outbox = kit_open(dir);
    kit_push(outbox, 1, 1);
    assert_null(kit_open_as(dir, &report));
    check_number("in this process", report.result, OUTBOX_LOCKED);
    assert_true(report.why[0]);
    outbox_close(outbox);

    int ready[2], status = 0;
    char byte = 0;
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        struct outbox *theirs = kit_open_as(dir, &report);
        _exit(theirs && write(ready[1], "x", 1) == 1 && pause() ? 0 : 1);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_null(kit_open_as(dir, &report));
    check_number("in another process", report.result, OUTBOX_LOCKED);
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    close(ready[0]);
    close(ready[1]);
    outbox = kit_open(dir); // nothing of it stays behind
    check_number("given", drain(outbox), 1);
    outbox_close(outbox);
}

/** The lock is taken before anything is looked at: the other's journal may be under way. */
static void does_not_touch_a_file_that_another_holds(void **state) {
    const struct kit_dir *dir = *state;
    struct outbox_report report;
    make_slips(dir, 2);
    char *path = kit_path(dir, "lock");
    int fd = open(path, O_RDWR);
    assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), 0);
    assert_null(kit_open_as(dir, &report));
    check_number("result", report.result, OUTBOX_LOCKED);
    close(fd);
    free(path);
}

/* --- no room --------------------------------------------------------------------------------- */

static void says_full_at_a_size_limit(void **state) {
    const struct kit_dir *dir = *state;
    struct rlimit was, limit;
    struct outbox *outbox = kit_open(dir);
    int taken = 0;
    kit_hush();
    enum outbox_result result = OUTBOX_OK;
    signal(SIGXFSZ, SIG_IGN); // as main() does
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
    limit = (struct rlimit){.rlim_cur = 200 * 1024, .rlim_max = was.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    while (taken < 1000 && result == OUTBOX_OK) {
        struct slip slip = kit_slip(taken + 1, SEALED_BYTES);
        result = outbox_push(outbox, &slip);
        taken += result == OUTBOX_OK;
        slip_finish(&slip);
    }
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
    kit_unhush();
    check_number("answer at the limit", result, OUTBOX_FULL);
    assert_true(taken > 20);
    kit_push(outbox, taken + 1, taken + 3); // room again: the same slip, then others
    check_number("given", drain(outbox), taken + 3);
    check_number("no number was wasted", kit_count(outbox).last_seq, taken + 3);
    outbox_close(outbox);
}

/** In the child, on a file system of its own: @return the line at which it failed, 0 if it did not.
 */
static int fill_small_disk(const struct kit_dir *dir) {
    struct outbox_report report;
    int taken = 0, dropped_at = 0;
    char *ballast = kit_path(dir, "ballast"), *filler = xasprintf("%s/filler", dir->path);
    struct outbox *outbox = outbox_open(
        &(struct outbox_params){.data_dir = dir->path, .device_id = KIT_DEVICE}, &report);
    if (!outbox || !path_exists(ballast))
        return __LINE__;
    int fd = open(filler, O_WRONLY | O_CREAT, 0600);
    static const char block[65536];
    while (write(fd, block, sizeof block) > 0)
        ;
    close(fd);
    for (enum outbox_result result = OUTBOX_OK; result == OUTBOX_OK; taken += result == OUTBOX_OK) {
        struct slip slip = kit_slip(taken + 1, 200000);
        result = outbox_push(outbox, &slip);
        if (result != OUTBOX_OK && result != OUTBOX_FULL)
            return __LINE__;
        if (!dropped_at && !path_exists(ballast))
            dropped_at = taken + 1;
        slip_finish(&slip);
    }
    if (!dropped_at || taken < 40) // 16 MiB hold some eighty of them
        return __LINE__;
    struct outbox_item item;
    if (outbox_next(outbox, 0, &item) != OUTBOX_OK) // what waits still goes out
        return __LINE__;
    outbox_item_finish(&item);
    outbox_close(outbox);
    outbox = kit_open_as(dir, &report); // a restart on the full disk loses nothing
    if (!outbox || report.result != OUTBOX_OPENED || kit_count(outbox).waiting != taken)
        return __LINE__;
    unlink(filler);
    struct slip slip = kit_slip(taken + 1, 200000);
    if (outbox_push(outbox, &slip) != OUTBOX_OK || kit_count(outbox).last_seq != taken + 1)
        return __LINE__;
    slip_finish(&slip);
    outbox_close(outbox);
    free(ballast);
    free(filler);
    return 0;
}

static int run_read_only(const struct kit_dir *dir) {
    struct outbox_report report;
    struct outbox *outbox = kit_open_as(dir, &report);
    if (!outbox)
        return __LINE__;
    kit_push(outbox, 1, 3);
    if (mount(NULL, dir->path, NULL, MS_REMOUNT | MS_RDONLY, NULL) != 0 && errno != EBUSY)
        return __LINE__;
    outbox_close(outbox);
    if (mount(NULL, dir->path, NULL, MS_REMOUNT | MS_RDONLY, NULL) != 0)
        return __LINE__;
    if (kit_open_as(dir, &report) || report.result != OUTBOX_UNUSABLE || !report.why[0])
        return __LINE__;
    if (mount(NULL, dir->path, NULL, MS_REMOUNT, NULL) != 0)
        return __LINE__;
    outbox = kit_open_as(dir, &report);
    if (!outbox || report.result != OUTBOX_OPENED || drain(outbox) != 3)
        return __LINE__;
    outbox_close(outbox);
    return 0;
}

/** Runs `job` in a child on a tmpfs of `size`; skips the test where a user may not mount. */
static void on_small_disk(const struct kit_dir *dir, const char *size,
                          int (*job)(const struct kit_dir *dir)) {
    enum { MAY_NOT = 255 };
    int status = 0;
    kit_hush();
    pid_t child = fork();
    if (child == 0) {
        bool may = unshare(CLONE_NEWNS | (geteuid() == 0 ? 0 : CLONE_NEWUSER)) == 0 &&
                   mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
                   mount("tmpfs", dir->path, "tmpfs", 0, size) == 0;
        int line = may ? job(dir) : MAY_NOT;
        _exit(line == 0 || line == MAY_NOT ? line : line % 254 + 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    kit_unhush();
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == MAY_NOT)
        skip();
    check_number("failed at this line (mod 254, plus 1)", WEXITSTATUS(status), 0);
}

static void uses_its_ballast_for_the_last_slips(void **state) {
    on_small_disk(*state, "size=100m", fill_small_disk);
}

static void is_out_of_service_on_a_read_only_disk(void **state) {
    on_small_disk(*state, "size=10m", run_read_only);
}

static void says_so_without_descriptors(void **state) {
    const struct kit_dir *dir = *state;
    struct rlimit was, limit;
    struct outbox_report report;
    make_slips(dir, 3);
    kit_hush();
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &was), 0);
    int next = dup(0);
    close(next);
    for (int spare = 0; spare < 6; spare++) { // whichever of its files is the one too many
        limit = (struct rlimit){.rlim_cur = (rlim_t)(next + spare), .rlim_max = was.rlim_max};
        assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
        struct outbox *outbox = kit_open_as(dir, &report);
        assert_true(report.result == OUTBOX_OPENED || report.result == OUTBOX_UNUSABLE);
        assert_true(outbox || report.why[0]);
        outbox_close(outbox);
    }
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &was), 0);
    kit_unhush();
    struct outbox *outbox = kit_open(dir);
    check_number("given", drain(outbox), 3);
    outbox_close(outbox);
}

/* --- damage ---------------------------------------------------------------------------------- */

/** Number of files of DATA/outbox whose name begins so. */
static int count_files(const struct kit_dir *dir, const char *prefix) {
    char *path = kit_path(dir, "");
    DIR *folder = opendir(path);
    int count = 0;
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));)
        count += strncmp(entry->d_name, prefix, strlen(prefix)) == 0;
    closedir(folder);
    free(path);
    return count;
}

static void never_gives_a_flipped_payload(void **state) {
    (void)state;
    struct kit_dir original = kit_make_dir();
    char *path = kit_path(&original, "outbox.db"), *bytes = NULL;
    size_t len_bytes = 0;
    uint64_t random = SEED;
    int parked = 0, fresh = 0, unusable = 0, given = 0;
    kit_hush();
    make_slips(&original, SLIPS);
    assert_true(path_read(path, 1 << 20, &bytes, &len_bytes));
    for (int copy = 0; copy < FLIPPED_COPIES; copy++) {
        struct kit_dir dir = kit_make_dir();
        struct outbox_report report;
        copy_outbox(&original, &dir);
        char *target = kit_path(&dir, "outbox.db");
        int fd = open(target, O_WRONLY);
        for (int flips = 1 + (int)(kit_random(&random) % 8); flips > 0; flips--) {
            size_t at = kit_random(&random) % len_bytes;
            char flipped = (char)(bytes[at] ^ (1 << kit_random(&random) % 8));
            assert_int_equal(pwrite(fd, &flipped, 1, (off_t)at), 1);
        }
        close(fd);
        struct outbox *outbox = kit_open_as(&dir, &report);
        if (outbox) {
            int now = drain(outbox);
            struct outbox_counts counts = kit_count(outbox);
            given += now;
            parked += (int)counts.parked;
            fresh += report.result == OUTBOX_OPENED_FRESH;
            // Whatever cannot be given is parked, or stands in the file that was set aside.
            assert_true(now + counts.parked == SLIPS || report.set_aside[0]);
            assert_true(counts.last_seq >= SLIPS);
            check_number("the next number", push_next(outbox), counts.last_seq + 1);
        }
        unusable += !outbox;
        outbox_close(outbox);
        free(target);
        kit_remove_dir(&dir);
    }
    kit_unhush();
    print_message("seed %d: %d of %d slips given, %d parked, %d files set aside, %d unusable\n",
                  SEED, given, FLIPPED_COPIES * SLIPS, parked, fresh, unusable);
    assert_true(given > FLIPPED_COPIES * SLIPS * 8 / 10); // one bit does not cost a whole file
    assert_true(parked > 0 && fresh > 0 && unusable < FLIPPED_COPIES / 50);
    free(bytes);
    free(path);
    kit_remove_dir(&original);
}

static void sets_a_broken_file_aside_and_counts_on(void **state) {
    static const struct {
        const char *what;
        long keep_bytes; // of the old file; -1: it is removed
        const char *write;
    } rows[] = {
        {"empty", 0, ""},
        {"shortened to a page", 4096, ""},
        {"shortened by its last page", -4096, ""},
        {"text in place of it", 0, "this is no database\n"},
        {"header overwritten", LONG_MAX, "no SQLite header"},
        {"gone", -1, ""},
    };
    (void)state;
    for (size_t i = 0; i < check_items(rows); i++) {
        struct kit_dir dir = kit_make_dir();
        struct outbox_report report;
        make_slips(&dir, SLIPS);
        char *path = kit_path(&dir, "outbox.db"), *before = NULL, *after = NULL;
        struct stat status;
        assert_int_equal(stat(path, &status), 0);
        if (rows[i].keep_bytes == -1)
            assert_int_equal(unlink(path), 0);
        else if (rows[i].keep_bytes < status.st_size)
            assert_int_equal(truncate(path, rows[i].keep_bytes < 0
                                                ? status.st_size + rows[i].keep_bytes
                                                : rows[i].keep_bytes),
                             0);
        if (rows[i].write[0]) {
            int fd = open(path, O_WRONLY);
            assert_true(pwrite(fd, rows[i].write, strlen(rows[i].write), 0) > 0);
            close(fd);
        }
        size_t len_before = 0, len_after = 0;
        path_read(path, 1 << 20, &before, &len_before);
        kit_hush();
        struct outbox *outbox = kit_open_as(&dir, &report);
        check_number(rows[i].what, report.result, OUTBOX_OPENED_FRESH);
        assert_true(report.why[0]);
        if (before) { // it is kept, with its bytes
            assert_true(path_read(report.set_aside, 1 << 20, &after, &len_after));
            check_number(rows[i].what, (long long)len_after, (long long)len_before);
            assert_memory_equal(after, before, len_before);
        }
        drain(outbox);
        check_number(rows[i].what, push_next(outbox), SLIPS + 1);
        outbox_close(outbox);
        outbox = kit_open(&dir); // and it stays mended
        check_number(rows[i].what, kit_count(outbox).boot, 3);
        outbox_close(outbox);
        kit_unhush();
        free(before);
        free(after);
        free(path);
        kit_remove_dir(&dir);
    }
}

static void takes_over_what_is_whole_in_a_damaged_file(void **state) {
    const struct kit_dir *dir = *state;
    struct outbox_report report;
    make_slips(dir, SLIPS);
    char *path = kit_path(dir, "outbox.db"), *bytes = NULL;
    size_t len_bytes = 0;
    assert_true(path_read(path, 1 << 20, &bytes, &len_bytes));
    struct slip slip = kit_slip(5, SEALED_BYTES);
    char *id = memmem(bytes, len_bytes, slip.id, strlen(slip.id)); // in the row or in an index
    assert_non_null(id);
    int fd = open(path, O_WRONLY);
    assert_int_equal(pwrite(fd, "X", 1, id - bytes), 1);
    close(fd);
    kit_hush();
    struct outbox *outbox = kit_open_as(dir, &report);
    assert_non_null(outbox);
    check_number("opened", report.result, OUTBOX_OPENED_FRESH);
    assert_true(drain(outbox) >= SLIPS - 1); // all but the one whose row does not fit its payload
    check_number("the next number", push_next(outbox), SLIPS + 1);
    outbox_close(outbox);
    kit_unhush();
    check_number("kept", count_files(dir, "outbox.db.broken-") > 0, true);
    slip_finish(&slip);
    free(bytes);
    free(path);
}

static void parks_a_payload_that_changed_and_gives_the_rest(void **state) {
    const struct kit_dir *dir = *state;
    make_slips(dir, SLIPS);
    char *path = kit_path(dir, "outbox.db"), *bytes = NULL;
    size_t len_bytes = 0;
    assert_true(path_read(path, 1 << 20, &bytes, &len_bytes));
    struct slip slip = kit_slip(4, SEALED_BYTES);
    char *sealed = memmem(bytes, len_bytes, slip.sealed, 100);
    assert_non_null(sealed);
    int fd = open(path, O_WRONLY), rows = 0;
    kit_hush();
    assert_int_equal(pwrite(fd, sealed[0] == 'A' ? "B" : "A", 1, sealed - bytes), 1);
    close(fd);
    struct outbox *outbox = kit_open(dir);
    check_number("given", drain(outbox), SLIPS - 1);
    kit_unhush();
    struct outbox_row row = kit_find(outbox, slip.id, &rows);
    check_text("state", row.state, "parked");
    check_text("reason", row.reason, "damaged");
    check_number("row", rows, 1);
    outbox_close(outbox);
    slip_finish(&slip);
    free(bytes);
    free(path);
}

/** Well-formed and with every hash: only the tally tells that nobody here did this. */
static void notices_a_row_that_was_changed_behind_its_back(void **state) {
    const struct kit_dir *dir = *state;
    struct outbox_report report;
    make_slips(dir, SLIPS);
    char *path = kit_path(dir, "outbox.db");
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db, "UPDATE slip SET state = 'delivered' WHERE seq = 3", NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(db);
    kit_hush();
    struct outbox *outbox = kit_open_as(dir, &report);
    assert_non_null(outbox);
    check_number("result", report.result, OUTBOX_OPENED_FRESH);
    check_number("given: without a receipt it waits again", drain(outbox), SLIPS);
    outbox_close(outbox);
    kit_unhush();
    free(path);
}

/* --- journals -------------------------------------------------------------------------------- */

/**
 * The folder as a cut in the middle of a change leaves it: pages already overwritten, and the
 * journal that would bring them back.
 */
static struct kit_dir cut_in_a_change(const struct kit_dir *dir) {
    struct kit_dir cut = kit_make_dir();
    sqlite3 *db = NULL;
    char *path = kit_path(dir, "outbox.db");
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db,
                                  "PRAGMA journal_mode=TRUNCATE; PRAGMA cache_size=1; BEGIN;"
                                  "UPDATE payload SET body = randomblob(700);"
                                  "UPDATE slip SET code = 'HP-2222-2222';",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    copy_outbox(dir, &cut);
    sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_close(db);
    free(path);
    return cut;
}

static void put_journal(const struct kit_dir *from, const struct kit_dir *to) {
    char *source = kit_path(from, "outbox.db-journal"), *target = kit_path(to, "outbox.db-journal");
    copy_file(source, target);
    free(source);
    free(target);
}

static void rolls_back_with_its_own_journal(void **state) {
    make_slips(*state, SLIPS);
    struct kit_dir cut = cut_in_a_change(*state);
    struct outbox *outbox = kit_open(&cut);
    check_number("given", drain(outbox), SLIPS);
    outbox_close(outbox);
    check_number("nothing set aside", count_files(&cut, "outbox.db.broken-"), 0);
    check_number("no trial left", count_files(&cut, "trial"), 0);
    kit_remove_dir(&cut);
}

static void lets_no_foreign_journal_undo_anything(void **state) {
    const struct kit_dir *dir = *state;
    struct outbox_report report;
    struct kit_dir other = kit_make_dir();
    make_slips(dir, SLIPS);
    struct outbox *outbox = kit_open(&other);
    kit_push(outbox, 101, 100 + SLIPS);
    outbox_close(outbox);
    struct kit_dir cut = cut_in_a_change(&other);
    put_journal(&cut, dir);
    kit_hush();
    outbox = kit_open_as(dir, &report);
    assert_non_null(outbox);
    check_number("result", report.result, OUTBOX_OPENED_FRESH);
    check_number("given", drain(outbox), SLIPS);
    check_number("the next number", push_next(outbox), SLIPS + 1);
    outbox_close(outbox);
    kit_unhush();
    check_number("database and journal are kept", count_files(dir, "outbox.db.broken-"), 2);
    kit_remove_dir(&cut);
    kit_remove_dir(&other);
}

static void lets_no_old_journal_undo_confirmed_slips(void **state) {
    const struct kit_dir *dir = *state;
    struct outbox_report report;
    make_slips(dir, SLIPS / 2);
    struct kit_dir cut = cut_in_a_change(dir); // its journal knows half of the slips
    struct outbox *outbox = kit_open(dir);
    kit_push(outbox, SLIPS / 2 + 1, SLIPS);
    outbox_close(outbox);
    put_journal(&cut, dir);
    kit_hush();
    outbox = kit_open_as(dir, &report);
    assert_non_null(outbox);
    check_number("result", report.result, OUTBOX_OPENED_FRESH);
    check_number("given", drain(outbox), SLIPS);
    check_number("the next number", push_next(outbox), SLIPS + 1);
    outbox_close(outbox);
    kit_unhush();
    kit_remove_dir(&cut);
}

static void notices_that_its_journal_was_taken_away(void **state) {
    struct outbox_report report;
    make_slips(*state, SLIPS);
    struct kit_dir cut = cut_in_a_change(*state);
    char *journal = kit_path(&cut, "outbox.db-journal");
    assert_int_equal(unlink(journal), 0);
    kit_hush();
    struct outbox *outbox = kit_open_as(&cut, &report);
    assert_non_null(outbox);
    check_number("result", report.result, OUTBOX_OPENED_FRESH);
    assert_true(report.set_aside[0]);
    drain(outbox); // no wrong payload, whatever was overwritten
    check_number("the next number", push_next(outbox), SLIPS + 1);
    outbox_close(outbox);
    kit_unhush();
    free(journal);
    kit_remove_dir(&cut);
}

static void opens_a_whole_copy_without_a_journal(void **state) {
    const struct kit_dir *dir = *state;
    make_slips(dir, SLIPS);
    char *journal = kit_path(dir, "outbox.db-journal");
    assert_int_equal(unlink(journal), 0); // a backup has none
    struct outbox *outbox = kit_open(dir);
    check_number("given", drain(outbox), SLIPS);
    outbox_close(outbox);
    free(journal);
}

static void uses_no_number_twice_after_an_old_backup(void **state) {
    const struct kit_dir *dir = *state;
    struct kit_dir backup = kit_make_dir();
    make_slips(dir, 5);
    copy_outbox(dir, &backup);
    struct outbox *outbox = kit_open(dir);
    kit_push(outbox, 6, 10);
    outbox_close(outbox);
    char *old = kit_path(&backup, "outbox.db"), *path = kit_path(dir, "outbox.db");
    copy_file(old, path);
    kit_hush();
    outbox = kit_open(dir);
    kit_unhush();
    check_number("given", drain(outbox), 5);
    check_number("the next number", push_next(outbox), 11);
    outbox_close(outbox);
    free(old);
    free(path);
    kit_remove_dir(&backup);
}

/* --- a thief, and many months ----------------------------------------------------------------- */

static bool is_in_any_file(const struct kit_dir *dir, const char *word) {
    char *path = kit_path(dir, "");
    DIR *folder = opendir(path);
    bool is_found = false;
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));) {
        char *name = path_join(path, entry->d_name), *bytes = NULL;
        size_t len_bytes = 0;
        if (entry->d_type == DT_REG && path_read(name, 1 << 26, &bytes, &len_bytes))
            is_found = is_found || memmem(bytes, len_bytes, word, strlen(word));
        free(bytes);
        free(name);
    }
    closedir(folder);
    free(path);
    return is_found;
}

static void holds_nothing_that_a_citizen_typed(void **state) {
    static const char *const typed[] = {"Marked-Name-417", "Marked-Deed-417", "0900000417",
                                        "Marked-Sender-417"};
    const struct kit_dir *dir = *state;
    struct nomination form = {.kind = "resident",
                              .sender_phone = "0900000417",
                              .is_unit_chosen = true,
                              .has_consent = true};
    struct slip_key key = {.key_id = "2026a"};
    struct slip_moment moment = {.wall_s = 1683855720, .zone_s = 7 * 3600};
    uint8_t secret[CRYPTO_SEAL_SECRET_BYTES];
    struct slip slip;
    strcpy(form.name, typed[0]);
    strcpy(form.deed, typed[1]);
    strcpy(form.sender_name, typed[3]);
    crypto_seal_keypair(key.public_key, secret);
    slip_init(&slip, "HP");
    assert_true(slip_seal(&slip, &form, "campaign-2023", "vi", &key, &moment));
    struct outbox *outbox = kit_open(dir);
    assert_int_equal(outbox_push(outbox, &slip), OUTBOX_OK);
    assert_true(is_in_any_file(dir, slip.id)); // so that looking is known to find
    assert_true(is_in_any_file(dir, slip.code));
    for (size_t i = 0; i < check_items(typed); i++)
        check_number(typed[i], is_in_any_file(dir, typed[i]), false);
    char sealed[41] = {0};
    memcpy(sealed, slip.sealed, 40);
    assert_int_equal(outbox_mark_delivered(outbox, slip.id, "2026-11-22T01:15:00Z", 1), OUTBOX_OK);
    assert_true(is_in_any_file(dir, sealed));
    assert_int_equal(outbox_forget_delivered_before(outbox, 2), OUTBOX_OK);
    check_number("the forgotten payload is overwritten", is_in_any_file(dir, sealed), false);
    outbox_close(outbox);
    slip_finish(&slip);
}

int main(void) {
    log_start("test_outbox_faults", LOG_LEVEL_ERROR);
    assert_true(crypto_start());
    const struct CMUnitTest tests[] = {
        KIT_TEST(tells_a_second_program_to_go),
        KIT_TEST(does_not_touch_a_file_that_another_holds),
        KIT_TEST(says_full_at_a_size_limit),
        KIT_TEST(uses_its_ballast_for_the_last_slips),
        KIT_TEST(is_out_of_service_on_a_read_only_disk),
        KIT_TEST(says_so_without_descriptors),
        KIT_TEST(never_gives_a_flipped_payload),
        KIT_TEST(sets_a_broken_file_aside_and_counts_on),
        KIT_TEST(takes_over_what_is_whole_in_a_damaged_file),
        KIT_TEST(parks_a_payload_that_changed_and_gives_the_rest),
        KIT_TEST(notices_a_row_that_was_changed_behind_its_back),
        KIT_TEST(rolls_back_with_its_own_journal),
        KIT_TEST(lets_no_foreign_journal_undo_anything),
        KIT_TEST(lets_no_old_journal_undo_confirmed_slips),
        KIT_TEST(notices_that_its_journal_was_taken_away),
        KIT_TEST(opens_a_whole_copy_without_a_journal),
        KIT_TEST(uses_no_number_twice_after_an_old_backup),
        KIT_TEST(holds_nothing_that_a_citizen_typed),
    };
    return cmocka_run_group_tests_name("outbox under faults", tests, NULL, NULL);
}
