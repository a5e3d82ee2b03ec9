/* The writer is killed at any moment, again and again on one folder: whoever was thanked finds the
 * slip there exactly once. (What a power cut adds to this is in test_outbox_powercut.c.) */
#include "outbox_kit.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#define ROUNDS 50
#define SEED 417

/** In the child: pushes from `n` on for ever and reports each number only after it was taken. */
static void push_until_killed(const struct kit_dir *dir, int n, int report_fd) {
    struct outbox_report report;
    struct outbox *outbox = kit_open_as(dir, &report);
    if (!outbox || report.result != OUTBOX_OPENED)
        _exit(3);
    for (;; n++) {
        struct slip slip = kit_slip(n, 600);
        if (outbox_push(outbox, &slip) != OUTBOX_OK || write(report_fd, &n, sizeof n) != sizeof n)
            _exit(4);
        slip_finish(&slip);
    }
}

/** @return the last number that was acknowledged; `from`-1 when none was */
static int run_and_kill(const struct kit_dir *dir, int from, long after_us) {
    int pipe_fds[2], status = 0, last = from - 1, n;
    assert_int_equal(pipe(pipe_fds), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(pipe_fds[0]);
        push_until_killed(dir, from, pipe_fds[1]);
    }
    close(pipe_fds[1]);
    nanosleep(&(struct timespec){.tv_nsec = after_us * 1000}, NULL);
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, &status, 0), child);
    if (!WIFSIGNALED(status))
        print_error("the writer ended by itself with %d\n", WEXITSTATUS(status));
    assert_true(WIFSIGNALED(status));
    while (read(pipe_fds[0], &n, sizeof n) == sizeof n)
        last = n;
    close(pipe_fds[0]);
    return last;
}

/** Each of 1..`last` once, by its own seq; at most one more, which nobody was thanked for. */
static int check_rows(const struct kit_dir *dir, int last) {
    struct outbox *outbox = kit_open(dir);
    struct outbox_row *rows = NULL;
    size_t count = 0;
    assert_int_equal(outbox_list(outbox, &rows, &count), OUTBOX_OK);
    if (count != (size_t)last && count != (size_t)last + 1)
        print_error("%zu rows, %d acknowledged\n", count, last);
    assert_true(count == (size_t)last || count == (size_t)last + 1);
    for (size_t i = 0; i < count; i++) {
        struct slip slip = kit_slip((int)i + 1, 10);
        check_text("id", rows[i].id, slip.id);
        check_number("seq", rows[i].seq, (long long)i + 1);
        slip_finish(&slip);
    }
    free(rows);
    outbox_close(outbox);
    return (int)count;
}

static void keeps_every_acknowledged_slip_once(void **state) {
    struct kit_dir dir = kit_make_dir();
    uint64_t random = SEED;
    int last = 0, under_way = 0;
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        // The slip under way at the last kill is sent again under its id: still one row.
        last = run_and_kill(&dir, last + 1, 500 + (long)(kit_random(&random) % 25000));
        under_way += check_rows(&dir, last) > last;
    }
    print_message("seed %d: %d rounds, %d acknowledged, %d were saved but not yet acknowledged\n",
                  SEED, ROUNDS, last, under_way);
    assert_true(last > ROUNDS); // the rounds were long enough to mean something
    struct outbox *outbox = kit_open(&dir);
    int64_t after = 0;
    struct outbox_item item;
    while (outbox_next(outbox, after, &item) == OUTBOX_OK) {
        after = item.seq;
        assert_true(kit_is_body_of(&item, (int)item.seq, 600));
        outbox_item_finish(&item);
    }
    assert_true(after >= last);
    outbox_close(outbox);
    kit_remove_dir(&dir);
}

int main(void) {
    log_start("test_outbox_kill", LOG_LEVEL_ERROR);
    assert_true(crypto_start());
    const struct CMUnitTest tests[] = {cmocka_unit_test(keeps_every_acknowledged_slip_once)};
    return cmocka_run_group_tests_name("outbox under kill -9", tests, NULL, NULL);
}
