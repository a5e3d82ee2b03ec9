/* After months without a network: twenty thousand slips wait. They are all there at the
 * start, memory stays flat, and they go out in order. Times are told, not judged. */
#include "outbox_kit.h"

#include <sqlite3.h>
#include <time.h>

#include "store/outbox_db.h"

#define SLIPS 20000
#define SEALED_BYTES 2000
#define SQLITE_BYTES_MAX (8 * 1024 * 1024)

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void insert_slip(struct outbox_db *box, struct ledger *ledger, int n) {
    struct slip slip = kit_slip(n, SEALED_BYTES);
    char sha256[CRYPTO_SHA256_HEX_MAX];
    size_t len_bytes = 0;
    char *body = slip_encode(&slip, KIT_DEVICE, n, ledger->boot, &len_bytes);
    crypto_sha256_hex(body, len_bytes, sha256);
    struct outbox_entry entry = {.seq = n,
                                 .id = slip.id,
                                 .code = slip.code,
                                 .created_at_s = slip.moment.wall_s,
                                 .state = "waiting",
                                 .sha256 = sha256,
                                 .body = body,
                                 .body_len = len_bytes};
    assert_int_equal(outbox_db_insert(&box->db, ledger, &entry), DB_OK);
    free(body);
    slip_finish(&slip);
}

/** In one transaction, below the storage thread: pushing each would take most of a minute. */
static void fill(const struct kit_dir *dir) {
    struct outbox_db box;
    struct outbox_report report;
    struct ledger ledger;
    assert_int_equal(outbox_file_open(&box,
                                      &(struct outbox_params){.data_dir = dir->path,
                                                              .device_id = KIT_DEVICE,
                                                              .skip_ballast = true},
                                      &report),
                     OUTBOX_OPENED);
    assert_int_equal(db_begin(&box.db), DB_OK);
    assert_int_equal(ledger_read(&box.db, &ledger), DB_OK);
    for (int n = 1; n <= SLIPS; n++)
        insert_slip(&box, &ledger, n);
    assert_int_equal(ledger_write(&box.db, &ledger), DB_OK);
    assert_int_equal(db_commit(&box.db), DB_OK);
    outbox_file_close(&box);
}

static int drain_in_order(struct outbox *outbox) {
    struct outbox_item item;
    int64_t after = 0;
    while (outbox_next(outbox, after, &item) == OUTBOX_OK) {
        check_number("seq", item.seq, after + 1);
        after = item.seq;
        outbox_item_finish(&item);
    }
    return (int)after;
}

static void starts_and_drains_in_order(void **state) {
    struct kit_dir dir = kit_make_dir();
    (void)state;
    fill(&dir);
    sqlite3_memory_highwater(1);
    int64_t before_ms = now_ms();
    struct outbox *outbox = kit_open(&dir);
    int64_t start_ms = now_ms() - before_ms;
    check_number("waiting", kit_count(outbox).waiting, SLIPS);
    before_ms = now_ms();
    check_number("drained", drain_in_order(outbox), SLIPS);
    int64_t drain_ms = now_ms() - before_ms;
    kit_push(outbox, SLIPS + 1, SLIPS + 1);
    check_number("last seq", kit_count(outbox).last_seq, SLIPS + 1);
    sqlite3_int64 most = sqlite3_memory_highwater(0);
    print_message("%d slips: start %lld ms, handed out in %lld ms, SQLite at most %lld KiB\n",
                  SLIPS, (long long)start_ms, (long long)drain_ms, (long long)most / 1024);
    assert_true(most < SQLITE_BYTES_MAX);
    outbox_close(outbox);
    kit_remove_dir(&dir);
}

int main(void) {
    log_start("test_outbox_many", LOG_LEVEL_ERROR);
    assert_true(crypto_start());
    const struct CMUnitTest tests[] = {cmocka_unit_test(starts_and_drains_in_order)};
    return cmocka_run_group_tests_name("outbox after months", tests, NULL, NULL);
}
