/* The queue between two threads; run it under the thread sanitizer, too. */
#include "../check.h"

#include <sched.h>
#include <time.h>

#include "base/mailbox.h"

#define JOBS 20000

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void jobs_come_out_in_order_until_it_is_full(void **state) {
    (void)state;
    struct mailbox m;
    int jobs[MAILBOX_JOBS_MAX + 1];
    void *job;
    mailbox_init(&m);
    for (int round = 0; round < 3; round++) { // past the end of the ring
        for (int i = 0; i < MAILBOX_JOBS_MAX; i++)
            assert_true(mailbox_push(&m, &jobs[i]));
        assert_false(mailbox_push(&m, &jobs[MAILBOX_JOBS_MAX]));
        for (int i = 0; i < MAILBOX_JOBS_MAX; i++) {
            assert_int_equal(mailbox_take(&m, 0, &job), MAILBOX_JOB);
            assert_ptr_equal(job, &jobs[i]);
        }
        assert_int_equal(mailbox_take(&m, 0, &job), MAILBOX_TIMEOUT);
    }
    mailbox_finish(&m);
}

static void nothing_in_time_is_a_timeout(void **state) {
    (void)state;
    struct mailbox m;
    void *job;
    mailbox_init(&m);
    int64_t start_ms = now_ms();
    assert_int_equal(mailbox_take(&m, 50, &job), MAILBOX_TIMEOUT);
    assert_in_range(now_ms() - start_ms, 49, 2000);
    mailbox_finish(&m);
}

static void waking_counts_once_and_after_the_jobs(void **state) {
    (void)state;
    struct mailbox m;
    int one;
    void *job;
    mailbox_init(&m);
    assert_true(mailbox_push(&m, &one));
    mailbox_wake(&m);
    mailbox_wake(&m);
    assert_int_equal(mailbox_take(&m, -1, &job), MAILBOX_JOB);
    assert_int_equal(mailbox_take(&m, -1, &job), MAILBOX_WOKEN);
    assert_int_equal(mailbox_take(&m, 0, &job), MAILBOX_TIMEOUT);
    mailbox_finish(&m);
}

static void a_stop_takes_no_more_and_hands_out_the_rest(void **state) {
    (void)state;
    struct mailbox m;
    int one, two;
    void *job;
    mailbox_init(&m);
    assert_true(mailbox_push(&m, &one));
    mailbox_stop(&m);
    assert_false(mailbox_push(&m, &two));
    assert_int_equal(mailbox_take(&m, -1, &job), MAILBOX_JOB);
    assert_ptr_equal(job, &one);
    assert_int_equal(mailbox_take(&m, -1, &job), MAILBOX_STOPPING);
    assert_int_equal(mailbox_take(&m, -1, &job), MAILBOX_STOPPING);
    mailbox_finish(&m);
}

struct receiver {
    struct mailbox *m;
    size_t jobs, wakes;
    bool is_in_order;
};

static void *receive_all(void *user) {
    struct receiver *r = user;
    void *job;
    r->is_in_order = true;
    for (;;) {
        switch (mailbox_take(r->m, -1, &job)) {
        case MAILBOX_JOB:
            r->is_in_order = r->is_in_order && (size_t)(uintptr_t)job == ++r->jobs;
            break;
        case MAILBOX_WOKEN:
            r->wakes++;
            break;
        case MAILBOX_TIMEOUT:
            r->is_in_order = false;
            break;
        case MAILBOX_STOPPING:
            return NULL;
        }
    }
}

static void another_thread_gets_every_job_once(void **state) {
    (void)state;
    struct mailbox m;
    struct receiver r = {.m = &m};
    pthread_t thread;
    mailbox_init(&m);
    assert_int_equal(pthread_create(&thread, NULL, receive_all, &r), 0);
    for (uintptr_t i = 1; i <= JOBS;) {
        if (mailbox_push(&m, (void *)i))
            i++;
        else
            sched_yield(); // full: it is still ours
        if (i % 1000 == 0)
            mailbox_wake(&m);
    }
    mailbox_stop(&m);
    assert_int_equal(pthread_join(thread, NULL), 0);
    check_number("jobs", (long long)r.jobs, JOBS);
    assert_true(r.is_in_order);
    assert_true(r.wakes > 0);
    mailbox_finish(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_come_out_in_order_until_it_is_full),
        cmocka_unit_test(nothing_in_time_is_a_timeout),
        cmocka_unit_test(waking_counts_once_and_after_the_jobs),
        cmocka_unit_test(a_stop_takes_no_more_and_hands_out_the_rest),
        cmocka_unit_test(another_thread_gets_every_job_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
