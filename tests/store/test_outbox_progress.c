/* What the outbox keeps of look-ups: the last answer a code, bounded, beside the slips and never at
 * their cost. */
#include "outbox_kit.h"

#include <stdatomic.h>

#define NOW_S 1683855720

static struct progress progress_of(int n, const char *state) {
    struct slip slip = kit_slip(n, 10);
    struct progress progress;
    progress_begin(&progress, slip.code, state, NOW_S - 100);
    slip_finish(&slip);
    return progress;
}

static void keep(struct outbox *outbox, int n, const char *state, int64_t now_s) {
    struct progress progress = progress_of(n, state);
    check_number("keep", outbox_keep_progress(outbox, &progress, now_s), OUTBOX_OK);
}

/* The kept state of slip `n`'s code and when it was heard; "" when nothing is known. */
static struct progress known(struct outbox *outbox, int n, int64_t *out_at_s) {
    struct progress asked = progress_of(n, "received"), found = {.state = ""};
    *out_at_s = 0;
    outbox_find_progress(outbox, asked.code, &found, out_at_s);
    return found;
}

static void check_known(struct outbox *outbox, int n, const char *state, int64_t at_s) {
    int64_t got_s;
    struct progress found = known(outbox, n, &got_s);
    check_text("state", found.state, state);
    check_number("heard at", got_s, at_s);
}

static void the_last_answer_is_kept(void **state) {
    struct outbox *outbox = kit_open(*state);
    check_known(outbox, 1, "", 0);
    keep(outbox, 1, "received", NOW_S);
    keep(outbox, 2, "merged", NOW_S + 1);
    check_known(outbox, 1, "received", NOW_S);
    keep(outbox, 1, "appraising", NOW_S + 2);
    check_known(outbox, 1, "appraising", NOW_S + 2);
    outbox_close(outbox);
    outbox = kit_open(*state);
    check_known(outbox, 1, "appraising", NOW_S + 2);
    check_known(outbox, 2, "merged", NOW_S + 1);
    struct progress first = progress_of(1, "received");
    check_number("drop", outbox_drop_progress(outbox, first.code), OUTBOX_OK);
    check_known(outbox, 1, "", 0);
    check_known(outbox, 2, "merged", NOW_S + 1);
    outbox_close(outbox);
}

static void steps_and_level_come_back(void **state) {
    struct outbox *outbox = kit_open(*state);
    struct progress given = progress_of(1, "approved"), found;
    int64_t at_s;
    strcpy(given.level, "xa");
    given.steps[given.step_count++] = (struct progress_step){.state = "approved", .at_s = NOW_S};
    strcpy(given.steps[0].state, "received");
    assert_int_equal(outbox_keep_progress(outbox, &given, NOW_S), OUTBOX_OK);
    found = known(outbox, 1, &at_s);
    assert_memory_equal(&found, &given, sizeof found);
    outbox_close(outbox);
}

static void old_and_many_are_forgotten(void **state) {
    struct outbox *outbox = kit_open(*state);
    keep(outbox, 1, "received", NOW_S - OUTBOX_KNOWN_S - 1);
    keep(outbox, 2, "received", NOW_S - OUTBOX_KNOWN_S + 1);
    keep(outbox, 3, "received", NOW_S);
    check_known(outbox, 1, "", 0);
    check_known(outbox, 2, "received", NOW_S - OUTBOX_KNOWN_S + 1);
    for (int n = 4; n < 4 + OUTBOX_KNOWN_MAX; n++)
        keep(outbox, n, "received", NOW_S + n);
    check_known(outbox, 2, "", 0);
    check_known(outbox, 3, "", 0);
    check_known(outbox, 4, "received", NOW_S + 4);
    outbox_close(outbox);
}

static void on_change(void *context) {
    atomic_fetch_add((atomic_int *)context, 1);
}

/* Slips, numbers and the queue know nothing of it, and nobody is woken. */
static void slips_do_not_notice(void **state) {
    struct kit_dir *dir = *state;
    atomic_int changes = 0;
    struct outbox_report report;
    struct outbox *outbox = outbox_open(&(struct outbox_params){.data_dir = dir->path,
                                                                .device_id = KIT_DEVICE,
                                                                .skip_ballast = true,
                                                                .on_change = on_change,
                                                                .context = &changes},
                                        &report);
    assert_non_null(outbox);
    kit_push(outbox, 1, 2);
    keep(outbox, 1, "received", NOW_S);
    keep(outbox, 9, "received", NOW_S);
    struct outbox_counts counts = kit_count(outbox);
    check_number("waiting", counts.waiting, 2);
    check_number("last seq", counts.last_seq, 2);
    struct progress stranger = progress_of(9, "received");
    struct outbox_row row;
    check_number("no slip of ours", outbox_find_code(outbox, stranger.code, &row), OUTBOX_ABSENT);
    outbox_close(outbox);
    check_number("told of two pushes", atomic_load(&changes), 2);
}

static void an_older_file_learns_it(void **state) {
    struct kit_dir *dir = *state;
    struct outbox *outbox = kit_open(dir);
    kit_push(outbox, 1, 3);
    outbox_close(outbox);
    kit_make_first_schema(dir);
    outbox = kit_open(dir);
    check_number("slips", kit_count(outbox).waiting, 3);
    keep(outbox, 1, "received", NOW_S);
    check_known(outbox, 1, "received", NOW_S);
    kit_push(outbox, 4, 4);
    check_number("next number", kit_count(outbox).last_seq, 4);
    outbox_close(outbox);
}

/* A row that somebody wrote into the file says nothing on the screen. */
static void what_is_no_answer_is_absent(void **state) {
    struct kit_dir *dir = *state;
    struct outbox *outbox = kit_open(dir);
    keep(outbox, 1, "received", NOW_S);
    outbox_close(outbox);
    char *path = kit_path(dir, "outbox.db");
    sqlite3 *handle = NULL;
    assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_exec(handle,
                                  "UPDATE progress SET answer = '{\"state\":\"Nguyễn Văn A\"}'",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(handle);
    free(path);
    outbox = kit_open(dir);
    check_known(outbox, 1, "", 0);
    keep(outbox, 1, "merged", NOW_S);
    check_known(outbox, 1, "merged", NOW_S);
    outbox_close(outbox);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        KIT_TEST(the_last_answer_is_kept),    KIT_TEST(steps_and_level_come_back),
        KIT_TEST(old_and_many_are_forgotten), KIT_TEST(slips_do_not_notice),
        KIT_TEST(an_older_file_learns_it),    KIT_TEST(what_is_no_answer_is_absent),
    };
    if (!crypto_start())
        return 1;
    log_start("test", LOG_LEVEL_ERROR);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
