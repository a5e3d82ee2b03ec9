/* What was answered with 201 is kept: through kill -9, a full disk, a lost key, and many at once.
 */
#include "office.h"
#include "records.h"

#include <pthread.h>
#include <sys/resource.h>

#include "records/slips.h"
#include "store/db.h"

static struct office office;
static struct machine machine;

static int start(void **state) {
    (void)state;
    office_create(&office);
    OFFICE_SERVE(&office, "--plain");
    office_enrol(&office, &machine);
    return 0;
}

static int stop(void **state) {
    (void)state;
    office_destroy(&office);
    return 0;
}

static void what_is_kept_of_a_slip(void **state) {
    (void)state;
    static const struct {
        const char *sql, *want;
    } rows[] = {
        {"SELECT type||','||kind||','||honorific||','||name||','||unit_id||','||deed||','||"
         "sender_phone||','||consent_version||','||lang||','||state||','||device_id||','||seq"
         " FROM nominations WHERE commune_id = ?1 AND id = ?2",
         "nomination,resident,bà,Đặng Thị Áng,don-vi-01,Bà góp đất làm đường.,0912345678,1,vi,"
         "received,k-0001,1"},
        {"SELECT coalesce(unit_other, '(none)') || coalesce(sender_name, '(none)')"
         " FROM nominations WHERE commune_id = ?1 AND id = ?2",
         "(none)(none)"},
        {"SELECT reason_id FROM nomination_reasons WHERE commune_id = ?1 AND nomination_id = ?2",
         "r-gop"},
        {"SELECT word FROM nomination_words WHERE commune_id = ?1 AND nomination_id = ?2"
         " ORDER BY word",
         "ang,dang,thi"},
        {"SELECT number||','||what||','||actor||','||state FROM events"
         " WHERE commune_id = ?1 AND nomination_id = ?2",
         "1,received,k-0001,received"},
    };
    struct parcel parcel;
    office_put_new(&office, &machine, 1, &parcel);
    for (size_t i = 0; i < check_items(rows); i++)
        check_text(rows[i].sql, records_ask(&office, rows[i].sql, parcel.id), rows[i].want);
    check_text(
        "exact bytes",
        records_ask(&office, "SELECT body FROM slips WHERE commune_id = ?1 AND id = ?2", parcel.id),
        parcel.body);
    parcel_finish(&parcel);
}

static void kill_9_after_201_loses_nothing(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++) {
        struct parcel parcel;
        struct reply reply = {.status = 0};
        office_put_new(&office, &machine, 10 + i, &parcel);
        check_number("killed", office_stop(&office, SIGKILL), 128 + SIGKILL);
        OFFICE_SERVE(&office, "--plain");
        office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
        check_receipt("after", &reply, 200, &parcel);
        char *list = OFFICE_RUN(&office, 0, "list");
        char *want = xasprintf("\t%s\tresident\tĐặng Thị Áng\tdon-vi-01\treceived\t%s\n",
                               parcel.code, parcel.id);
        assert_non_null(strstr(list, want));
        free(want);
        free(list);
        reply_finish(&reply);
        parcel_finish(&parcel);
    }
}

/* Kept, and then the power went. */
static void keep_alone(const struct parcel *parcel) {
    char sha256[CRYPTO_SHA256_HEX_MAX];
    struct slip_holding holding;
    struct sql *sql = records_open(&office);
    crypto_sha256_hex(parcel->body, parcel->len, sha256);
    const struct slip_bytes bytes = {.id = parcel->id,
                                     .device_id = machine.id,
                                     .body = parcel->body,
                                     .body_len = parcel->len,
                                     .sha256 = sha256,
                                     .received_at_s = (int64_t)time(NULL)};
    assert_int_equal(slips_put(sql, &bytes, &holding), RECORDS_OK);
    sql_close(sql);
}

static void check_dossier(const char *row, const struct parcel *parcel) {
    static const char state[] = "SELECT state FROM nominations WHERE commune_id = ?1 AND id = ?2";
    check_text(row, records_ask(&office, state, parcel->id), "received");
}

/* Whoever comes first: the next start, or the kiosk that has no receipt. */
static void what_is_kept_but_not_filed_becomes_a_dossier(void **state) {
    (void)state;
    struct nomination form = good_form();
    struct parcel at_start, sent_again;
    struct reply reply = {.status = 0};
    parcel_make(&machine, &form, 14, NULL, &at_start);
    parcel_make(&machine, &form, 15, NULL, &sent_again);
    office_stop(&office, SIGTERM);
    keep_alone(&at_start);
    OFFICE_SERVE(&office, "--plain");
    check_dossier("at the start", &at_start);
    keep_alone(&sent_again);
    office_put(&office, &machine, sent_again.id, sent_again.body, sent_again.len, &reply);
    check_receipt("held", &reply, 200, &sent_again);
    check_dossier("sent again", &sent_again);
    reply_finish(&reply);
    parcel_finish(&sent_again);
    parcel_finish(&at_start);
}

static void an_erased_id_stays_closed(void **state) {
    (void)state;
    struct nomination form = good_form();
    struct parcel parcel;
    struct reply reply = {.status = 0};
    parcel_make(&machine, &form, 20, NULL, &parcel);
    records_ask(&office,
                "INSERT INTO tombstones (commune_id, id, erased_at) VALUES (?1, ?2, 1683855720)",
                parcel.id);
    records_ask(&office,
                "INSERT INTO slips (commune_id, id, body, sha256, received_at, device_id)"
                " VALUES (?1, ?2, '', '', 1683855720, '')",
                parcel.id);
    office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
    check_problem("erased", &reply, 410, "erased", parcel.id);
    reply_finish(&reply);
    parcel_finish(&parcel);
}

/* Room runs out in the middle of everything: "later", never a false receipt, and on when there is
 * room again. */
static void a_full_disk_is_later_and_no_loss(void **state) {
    (void)state;
    if (office.db[0])
        return; // the program itself keeps nothing then
    struct nomination form = good_form();
    struct parcel parcel, held;
    struct reply reply = {.status = 0};
    office_put_new(&office, &machine, 30, &held);
    struct rlimit limit, small;
    assert_int_equal(prlimit(office.pid, RLIMIT_FSIZE, NULL, &limit), 0);
    small = limit;
    small.rlim_cur = 36864; // its journal has room for a few pages, a slip needs more
    assert_int_equal(prlimit(office.pid, RLIMIT_FSIZE, &small, NULL), 0);
    parcel_make(&machine, &form, 31, NULL, &parcel);
    int later = 0;
    for (int i = 0; i < 3; i++) {
        office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
        if (reply.status == 503) {
            check_problem("full", &reply, 503, "later", parcel.id);
            assert_non_null(reply_header(&reply, "Retry-After"));
            later++;
        }
    }
    check_number("all are told to come later", later, 3);
    office_put(&office, &machine, held.id, held.body, held.len, &reply);
    check_receipt("what is held is proven meanwhile", &reply, 200, &held);
    assert_int_equal(prlimit(office.pid, RLIMIT_FSIZE, &limit, NULL), 0);
    office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
    check_receipt("room again", &reply, 201, &parcel);
    reply_finish(&reply);
    parcel_finish(&parcel);
    parcel_finish(&held);
}

static void restart(void) {
    check_number("ends well", office_stop(&office, SIGTERM), 0);
    OFFICE_SERVE(&office, "--plain");
}

static void write_key(const char *key_id, const uint8_t *public_key, const uint8_t *secret) {
    char *path = xasprintf("%s/keys/seal-%s.json", office.data, key_id);
    char *public_text = crypto_base64_encode(public_key, CRYPTO_PUBLIC_KEY_BYTES);
    char *secret_text = crypto_base64_encode(secret, CRYPTO_SEAL_SECRET_BYTES);
    char *text = xasprintf("{\"key_id\":\"%s\",\"from\":\"2020-01-01T00:00:00Z\","
                           "\"public_key\":\"%s\",\"secret_key\":\"%s\"}",
                           key_id, public_text, secret_text);
    assert_true(path_write(path, text, strlen(text), 0600));
    free(text);
    free(secret_text);
    free(public_text);
    free(path);
}

static void a_slip_for_a_lost_key_waits_unopened(void **state) {
    (void)state;
    struct machine older = machine;
    uint8_t secret[CRYPTO_SEAL_SECRET_BYTES];
    struct nomination form = good_form();
    struct parcel parcel;
    struct reply reply = {.status = 0};
    char *path, *list;
    strcpy(older.key.key_id, "2020a");
    strcpy(form.name, "Hoàng Văn Khóa");
    crypto_seal_keypair(older.key.public_key, secret);
    parcel_make(&older, &form, 40, NULL, &parcel);
    office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
    check_receipt("taken all the same", &reply, 201, &parcel);
    office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
    check_receipt("once", &reply, 200, &parcel);
    list = OFFICE_RUN(&office, 0, "list");
    char *want = xasprintf("\t-\t-\t-\t-\tunopened\t%s\n", parcel.id);
    assert_non_null(strstr(list, want));
    free(want);
    free(list);

    list = OFFICE_RUN(&office, 0, "list", "--json");
    assert_non_null(strstr(list, "\"key_id\":\"2020a\"")); // which key to look for
    free(list);

    write_key("2020a", older.key.public_key, secret); // found in the safe
    restart();
    list = OFFICE_RUN(&office, 0, "list");
    want = xasprintf("\t%s\tresident\tHoàng Văn Khóa\tdon-vi-01\treceived\t%s\n", parcel.code,
                     parcel.id);
    assert_non_null(strstr(list, want));
    free(want);
    free(list);
    path = xasprintf("/v1/slips/%s", parcel.code);
    office_get(&office, &machine, path, &reply);
    check_number("found by its code", reply.status, 200);
    check_text("its words",
               records_ask(&office,
                           "SELECT word FROM nomination_words"
                           " WHERE commune_id = ?1 AND nomination_id = ?2 ORDER BY word",
                           parcel.id),
               "hoang,khoa,van");
    free(path);
    reply_finish(&reply);
    parcel_finish(&parcel);
}

/* Keys are gone, the database is not: the new key gets an id that never was. */
static void a_lost_key_is_never_reborn(void **state) {
    (void)state;
    struct reply reply = {.status = 0};
    struct machine renewed;
    check_number("ends well", office_stop(&office, SIGTERM), 0);
    char *command = xasprintf("mv '%s/keys' '%s/keys.aside'", office.data, office.data);
    assert_int_equal(system(command), 0);
    free(OFFICE_RUN(&office, 1, "serve", "--plain", "--listen", "127.0.0.1:0"));
    free(OFFICE_RUN(&office, 0, "init"));
    // Connections that clients have closed count until a thread of the server has seen it.
    OFFICE_SERVE(&office, "--plain", "--set", "limits.per_address=256");
    office_enrol(&office, &renewed);
    assert_string_not_equal(renewed.key.key_id, machine.key.key_id);
    check_text("the next letter", strchr(renewed.key.key_id, 'b'), "b");
    free(command);
    reply_finish(&reply);
    machine.key = renewed.key; // the kiosk learns of it by content
}

enum { THREADS = 6, SLIPS = 15 };

static struct parcel shared; // sent by all of them
static int stored, held, other;
static pthread_mutex_t count_lock = PTHREAD_MUTEX_INITIALIZER;

static void *send_many(void *context) {
    int64_t base = 1000 + 100 * (int64_t)(intptr_t)context;
    struct nomination form = good_form();
    struct reply reply = {.status = 0};
    for (int i = 0; i <= SLIPS; i++) {
        struct parcel parcel = shared;
        if (i < SLIPS)
            parcel_make(&machine, &form, base + i, NULL, &parcel);
        office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
        pthread_mutex_lock(&count_lock);
        stored += reply.status == 201;
        held += reply.status == 200;
        if (reply.status != 200 && reply.status != 201) {
            other++;
            print_error("got %ld: %s\n", reply.status, strbuf_text(&reply.body));
        }
        pthread_mutex_unlock(&count_lock);
        if (i < SLIPS)
            parcel_finish(&parcel);
    }
    reply_finish(&reply);
    return NULL;
}

static int64_t count_slips(void) {
    static const char text[] = "SELECT CAST(count(*) AS TEXT) FROM nominations"
                               " WHERE commune_id = ?1 AND id > ?2";
    return atoll(records_ask(&office, text, ""));
}

static void check_well_formed(void) {
    if (office.db[0])
        return; // PostgreSQL has no such question
    struct db db = {.handle = NULL};
    char *path = xasprintf("%s/records/records.db", office.data);
    assert_int_equal(sqlite3_open_v2(path, &db.handle, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    check_number(path, db_check(&db, true), DB_OK);
    db_close(&db);
    free(path);
}

/* And the office's own commands change the same database meanwhile. */
static void many_at_once_and_each_once(void **state) {
    (void)state;
    pthread_t threads[THREADS];
    struct nomination form = good_form();
    parcel_make(&machine, &form, 999, NULL, &shared);
    int64_t before = count_slips();
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, send_many, (void *)(intptr_t)i);
    for (int i = 0; i < 5; i++)
        free(OFFICE_RUN(&office, 0, "device", "add"));
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    check_number("other", other, 0);
    check_number("stored", stored, THREADS * SLIPS + 1);
    check_number("held", held, THREADS - 1);
    check_number("rows", count_slips() - before, stored);
    check_well_formed();
    parcel_finish(&shared);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_kept_of_a_slip),
        cmocka_unit_test(kill_9_after_201_loses_nothing),
        cmocka_unit_test(what_is_kept_but_not_filed_becomes_a_dossier),
        cmocka_unit_test(an_erased_id_stays_closed),
        cmocka_unit_test(a_full_disk_is_later_and_no_loss),
        cmocka_unit_test(a_slip_for_a_lost_key_waits_unopened),
        cmocka_unit_test(a_lost_key_is_never_reborn),
        cmocka_unit_test(many_at_once_and_each_once),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
