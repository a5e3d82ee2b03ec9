/* The outbox as its callers see it. What may happen to its files stands in test_outbox_faults.c. */
#include "outbox_kit.h"

#include <pthread.h>
#include <stdatomic.h>

static void gives_back_the_bytes_it_was_given_in_order(void **state) {
    struct outbox *outbox = kit_open(*state);
    kit_push(outbox, 1, 20);
    int64_t after = 0;
    for (int n = 1; n <= 20; n++) {
        struct outbox_item item;
        char sha256[CRYPTO_SHA256_HEX_MAX];
        assert_int_equal(outbox_next(outbox, after, &item), OUTBOX_OK);
        check_number("seq", item.seq, n);
        assert_true(kit_is_body_of(&item, n, 600));
        crypto_sha256_hex(item.body, item.body_len, sha256);
        check_text("sha256", item.sha256, sha256);
        struct envelope envelope;
        const char *field = NULL, *why = NULL;
        assert_true(envelope_decode(item.body, item.body_len, &envelope, &field, &why));
        check_text("device", envelope.device_id, KIT_DEVICE);
        check_number("seq in the body", envelope.seq, n);
        check_number("boot in the body", envelope.boot, 1);
        envelope_finish(&envelope);
        after = item.seq;
        outbox_item_finish(&item);
    }
    struct outbox_item none;
    check_number("after the last", outbox_next(outbox, after, &none), OUTBOX_ABSENT);
    outbox_close(outbox);
}

static void keeps_seq_and_bytes_over_a_restart(void **state) {
    struct outbox_item before, after;
    struct outbox *outbox = kit_open(*state);
    kit_push(outbox, 1, 3);
    assert_int_equal(outbox_next(outbox, 1, &before), OUTBOX_OK);
    outbox_close(outbox);
    outbox = kit_open(*state);
    assert_int_equal(outbox_next(outbox, 1, &after), OUTBOX_OK);
    check_text("body", after.body, before.body);
    kit_push(outbox, 4, 4);
    check_number("last seq", kit_count(outbox).last_seq, 4);
    check_number("boot", kit_count(outbox).boot, 2);
    outbox_item_finish(&before);
    outbox_item_finish(&after);
    outbox_close(outbox);
}

static void takes_a_second_press_without_a_second_row(void **state) {
    struct outbox *outbox = kit_open(*state);
    struct slip slip = kit_slip(1, 600);
    struct outbox_item first, second;
    int rows = 0;
    check_number("first press", outbox_push(outbox, &slip), OUTBOX_OK);
    assert_int_equal(outbox_next(outbox, 0, &first), OUTBOX_OK);
    slip.moment.uptime_ms += 5; // the envelope of the first press stays, too
    check_number("second press", outbox_push(outbox, &slip), OUTBOX_OK);
    outbox_close(outbox);
    outbox = kit_open(*state);
    check_number("press after a restart", outbox_push(outbox, &slip), OUTBOX_OK);
    kit_find(outbox, slip.id, &rows);
    check_number("rows", rows, 1);
    check_number("last seq", kit_count(outbox).last_seq, 1);
    assert_int_equal(outbox_next(outbox, 0, &second), OUTBOX_OK);
    check_text("body", second.body, first.body);
    outbox_item_finish(&first);
    outbox_item_finish(&second);
    slip.sealed[0] ^= 1;
    check_number("other content", outbox_push(outbox, &slip), OUTBOX_REFUSED);
    slip.sealed[0] ^= 1;
    assert_int_equal(outbox_mark_delivered(outbox, slip.id, "2026-11-22T01:15:00Z", 5), OUTBOX_OK);
    assert_int_equal(outbox_forget_delivered_before(outbox, 6), OUTBOX_OK);
    check_number("press when all is over", outbox_push(outbox, &slip), OUTBOX_OK);
    check_number("nothing waits again", kit_count(outbox).waiting, 0);
    slip_finish(&slip);
    outbox_close(outbox);
}

static void takes_nothing_before_enrolment(void **state) {
    const struct kit_dir *dir = *state;
    struct outbox_report report;
    struct outbox *outbox = outbox_open(
        &(struct outbox_params){.data_dir = dir->path, .device_id = "", .skip_ballast = true},
        &report);
    struct slip slip = kit_slip(1, 100);
    assert_non_null(outbox);
    check_number("push", outbox_push(outbox, &slip), OUTBOX_FAILED);
    check_number("last seq", kit_count(outbox).last_seq, 0);
    slip_finish(&slip);
    outbox_close(outbox);
}

/* Staff have the cause mended and let it be sent once more: the same bytes under the same id. */
static void retries_what_was_set_aside(void **state) {
    struct outbox *outbox = kit_open(*state);
    struct slip slips[3];
    int rows = 0;
    for (int n = 0; n < 3; n++) {
        slips[n] = kit_slip(n, 300);
        assert_int_equal(outbox_push(outbox, &slips[n]), OUTBOX_OK);
    }
    assert_int_equal(outbox_mark_parked(outbox, slips[0].id, "the seal cannot be opened", 200),
                     OUTBOX_OK);
    assert_int_equal(outbox_mark_delivered(outbox, slips[1].id, "2026-11-22T01:15:00Z", 200),
                     OUTBOX_OK);
    check_number("one that waits", outbox_retry(outbox, slips[2].id), OUTBOX_ABSENT);
    check_number("one that was sent", outbox_retry(outbox, slips[1].id), OUTBOX_ABSENT);
    check_number("nobody's", outbox_retry(outbox, "no such"), OUTBOX_ABSENT);
    check_number("one that was set aside", outbox_retry(outbox, slips[0].id), OUTBOX_OK);
    check_number("twice", outbox_retry(outbox, slips[0].id), OUTBOX_ABSENT);
    outbox_close(outbox);
    outbox = kit_open(*state); // the ledger has followed
    struct outbox_row row = kit_find(outbox, slips[0].id, &rows);
    check_text("state", row.state, "waiting");
    check_text("reason", row.reason, "");
    struct outbox_item item;
    assert_int_equal(outbox_next(outbox, 0, &item), OUTBOX_OK);
    check_text("the same id", item.id, slips[0].id);
    assert_true(kit_is_body_of(&item, 0, 300));
    outbox_item_finish(&item);
    check_number("parked", kit_count(outbox).parked, 0);
    check_number("delivered", kit_count(outbox).delivered, 1);
    for (int n = 0; n < 3; n++)
        slip_finish(&slips[n]);
    outbox_close(outbox);
}

static void delivers_parks_and_sends_again(void **state) {
    struct outbox *outbox = kit_open(*state);
    struct slip slips[5];
    int rows = 0;
    for (int n = 0; n < 5; n++) {
        slips[n] = kit_slip(n, 300);
        assert_int_equal(outbox_push(outbox, &slips[n]), OUTBOX_OK);
    }
    check_number("oldest", kit_count(outbox).oldest_waiting_s, slips[0].moment.wall_s);
    for (int n = 0; n < 3; n++)
        assert_int_equal(
            outbox_mark_delivered(outbox, slips[n].id, "2026-11-22T01:15:00Z", 100 + n), OUTBOX_OK);
    assert_int_equal(outbox_mark_parked(outbox, slips[3].id, "invalid", 200), OUTBOX_OK);
    assert_int_equal(outbox_mark_parked(outbox, slips[0].id, "too late", 200), OUTBOX_OK);
    struct outbox_row parked = kit_find(outbox, slips[3].id, &rows);
    check_text("parked", parked.state, "parked");
    check_text("reason", parked.reason, "invalid");
    struct outbox_row delivered = kit_find(outbox, slips[0].id, &rows);
    check_text("a receipt stands above a refusal", delivered.state, "delivered");
    check_number("delivered at", delivered.delivered_at_s, 100);
    struct outbox_counts counts = kit_count(outbox);
    check_number("waiting", counts.waiting, 1);
    check_number("delivered", counts.delivered, 3);
    check_number("parked", counts.parked, 1);
    check_number("oldest", counts.oldest_waiting_s, slips[4].moment.wall_s);
    outbox_close(outbox);
    outbox = kit_open(*state); // the ledger has followed each change

    assert_int_equal(outbox_forget_delivered_before(outbox, 102), OUTBOX_OK); // seq 1 and 2
    assert_int_equal(outbox_resend_from(outbox, 2), OUTBOX_OK);
    counts = kit_count(outbox);
    check_number("seq 3 waits again, seq 2 is forgotten", counts.waiting, 2);
    check_number("delivered", counts.delivered, 2);
    struct outbox_item item;
    assert_int_equal(outbox_next(outbox, 0, &item), OUTBOX_OK);
    check_number("seq", item.seq, 3);
    assert_true(kit_is_body_of(&item, 2, 300));
    outbox_item_finish(&item);
    check_number("unknown id", outbox_mark_delivered(outbox, "no such", "", 1), OUTBOX_ABSENT);
    check_number("unknown id", outbox_mark_parked(outbox, "no such", "", 1), OUTBOX_ABSENT);
    outbox_close(outbox);
    outbox = kit_open(*state); // and those of many rows at once
    check_number("delivered", kit_count(outbox).delivered, 2);
    outbox_close(outbox);
    for (int n = 0; n < 5; n++)
        slip_finish(&slips[n]);
}

static void finds_a_slip_by_its_code(void **state) {
    struct outbox *outbox = kit_open(*state);
    struct slip slip = kit_slip(7, 100);
    struct outbox_row row;
    assert_int_equal(outbox_push(outbox, &slip), OUTBOX_OK);
    assert_int_equal(outbox_find_code(outbox, slip.code, &row), OUTBOX_OK);
    check_text("id", row.id, slip.id);
    check_text("state", row.state, "waiting");
    check_number("created", row.created_at_s, slip.moment.wall_s);
    check_number("form", row.is_difficulty, false);
    check_number("unknown code", outbox_find_code(outbox, "HP-2222-2222", &row), OUTBOX_ABSENT);
    slip_finish(&slip);
    slip = kit_slip(8, 100);
    slip.is_difficulty = true;
    assert_int_equal(outbox_push(outbox, &slip), OUTBOX_OK);
    assert_int_equal(outbox_find_code(outbox, slip.code, &row), OUTBOX_OK);
    check_number("the second form", row.is_difficulty, true);
    slip_finish(&slip);
    outbox_close(outbox);
}

static void saves_at_1970_in_order(void **state) {
    struct outbox *outbox = kit_open(*state);
    for (int n = 1; n <= 3; n++) {
        struct slip slip = kit_slip(n, 100);
        slip.moment.wall_s = n == 2 ? 0 : 1700000000; // the clock fell back and was mended
        slip.moment.trust = n == 2 ? CLOCK_TRUST_UNSYNCED : CLOCK_TRUST_SYNCED;
        assert_int_equal(outbox_push(outbox, &slip), OUTBOX_OK);
        slip_finish(&slip);
    }
    struct outbox_item item;
    assert_int_equal(outbox_next(outbox, 1, &item), OUTBOX_OK);
    check_number("seq, not time, is the order", item.seq, 2);
    assert_non_null(strstr(item.body, "\"clock\":\"unsynced\""));
    outbox_item_finish(&item);
    outbox_close(outbox);
}

static void count_change(void *context) {
    atomic_fetch_add((atomic_int *)context, 1);
}

static void on_saved(enum outbox_result result, void *context) {
    atomic_store((atomic_int *)context, (int)result);
}

static void tells_of_each_change_and_answers_later(void **state) {
    const struct kit_dir *dir = *state;
    atomic_int changes = 0, answer = -1;
    struct outbox_report report;
    struct outbox *outbox = outbox_open(&(struct outbox_params){.data_dir = dir->path,
                                                                .device_id = KIT_DEVICE,
                                                                .skip_ballast = true,
                                                                .on_change = count_change,
                                                                .context = &changes},
                                        &report);
    struct slip slip = kit_slip(1, 100);
    assert_non_null(outbox);
    outbox_push_later(outbox, &slip, on_saved, &answer);
    outbox_push_later(outbox, &slip, on_saved, &answer); // the second press changes nothing
    kit_count(outbox);
    outbox_mark_delivered(outbox, slip.id, "2026-11-22T01:15:00Z", 1);
    outbox_close(outbox); // lets what was asked finish
    check_number("answer", atomic_load(&answer), OUTBOX_OK);
    check_number("changes", atomic_load(&changes), 2);
    slip_finish(&slip);
}

struct pusher {
    struct outbox *outbox;
    int from, to;
    enum outbox_result worst;
};

static void *push_many(void *context) {
    struct pusher *pusher = context;
    for (int n = pusher->from; n <= pusher->to; n++) {
        struct slip slip = kit_slip(n, 200);
        enum outbox_result result = outbox_push(pusher->outbox, &slip);
        if (result != OUTBOX_OK)
            pusher->worst = result;
        slip_finish(&slip);
    }
    return NULL;
}

static void serves_eight_threads_at_once(void **state) {
    enum { THREADS = 8, EACH = 25 };
    struct outbox *outbox = kit_open(*state);
    struct pusher pushers[THREADS];
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        // Neighbours share half of their slips: the same id comes from two threads at once.
        pushers[i] = (struct pusher){outbox, i * EACH, i * EACH + EACH + EACH / 2 - 1, OUTBOX_OK};
        assert_int_equal(pthread_create(&threads[i], NULL, push_many, &pushers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        check_number("worst answer of a thread", pushers[i].worst, OUTBOX_OK);
    }
    struct outbox_row *rows = NULL;
    size_t count = 0;
    assert_int_equal(outbox_list(outbox, &rows, &count), OUTBOX_OK);
    check_number("rows", (long long)count, THREADS * EACH + EACH / 2);
    for (size_t i = 0; i < count; i++)
        check_number("seq without a gap", rows[i].seq, (long long)i + 1);
    free(rows);
    outbox_close(outbox);
}

int main(void) {
    log_start("test_outbox", LOG_LEVEL_ERROR);
    assert_true(crypto_start());
    const struct CMUnitTest tests[] = {
        KIT_TEST(gives_back_the_bytes_it_was_given_in_order),
        KIT_TEST(keeps_seq_and_bytes_over_a_restart),
        KIT_TEST(takes_a_second_press_without_a_second_row),
        KIT_TEST(takes_nothing_before_enrolment),
        KIT_TEST(delivers_parks_and_sends_again),
        KIT_TEST(retries_what_was_set_aside),
        KIT_TEST(finds_a_slip_by_its_code),
        KIT_TEST(saves_at_1970_in_order),
        KIT_TEST(tells_of_each_change_and_answers_later),
        KIT_TEST(serves_eight_threads_at_once),
    };
    return cmocka_run_group_tests_name("outbox", tests, NULL, NULL);
}
