/* When slips are kept but cannot be filed: who reads sees all the others,
 * nobody waits for ever, and nothing of them is lost on the way through an end,
 * a start or a backup. */
#include "records.h"

#include <libpq-fe.h>
#include <pthread.h>

#include "records/opening.h"
#include "records/service.h"
#include "records/settings.h"

static int start(void **state) {
    (void)state;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    return crypto_start() ? 0 : -1;
}

/* Past the program, and without waiting for what it has to file. */
static void change(const struct office *office, const char *text, const char *id) {
    struct records_question question = {.text = text, .parameter = id};
    struct sql *sql = records_open(office);
    check_number(text, sql_write(sql, records_answer, &question), RECORDS_OK);
    sql_close(sql);
    strbuf_finish(&question.answer);
}

/* The first event of a dossier stands there already: it cannot be filed before
 * that one is gone. */
static void bar(const struct office *office, const char *id) {
    change(office,
           "INSERT INTO events (commune_id, nomination_id, number, at, what, "
           "actor, state)"
           " VALUES (?1, ?2, 1, 0, 'received', '-', 'received')",
           id);
}

static void unbar(const struct office *office, const char *id) {
    change(office, "DELETE FROM events WHERE commune_id = ?1 AND nomination_id = ?2", id);
}

/* One that is kept though it cannot be filed. */
static void put_barred(const struct office *office, const struct machine *machine, int64_t seq,
                       struct parcel *out) {
    struct nomination form = good_form();
    struct reply reply = {.status = 0};
    parcel_make(machine, &form, seq, NULL, out);
    bar(office, out->id);
    office_put(office, machine, out->id, out->body, out->len, &reply);
    check_receipt("kept", &reply, 201, out);
    reply_finish(&reply);
}

static long look_up(const struct office *office, const struct machine *machine,
                    const struct parcel *parcel) {
    struct reply reply = {.status = 0};
    char *path = xasprintf("/v1/slips/%s", parcel->code);
    office_get(office, machine, path, &reply);
    long status = reply.status;
    reply_finish(&reply);
    free(path);
    return status;
}

static void who_reads_sees_what_can_be_filed(void **state) {
    (void)state;
    struct office office;
    struct machine machine;
    struct parcel barred, other;
    office_create(&office);
    OFFICE_SERVE(&office, "--plain");
    office_enrol(&office, &machine);
    put_barred(&office, &machine, 1, &barred);
    check_number("cannot be filed", look_up(&office, &machine, &barred), 404);
    for (int i = 0; i < 3; i++) {
        office_put_new(&office, &machine, 2 + i, &other);
        check_number("one after it", look_up(&office, &machine, &other), 200);
        parcel_finish(&other);
    }
    unbar(&office, barred.id);
    check_number("nothing is in its way any more", look_up(&office, &machine, &barred), 200);
    parcel_finish(&barred);
    office_destroy(&office);
}

enum { BARRED = 20, IN_TIME_S = 14 };

/* Each of them takes its time on a server, as all do that is away. */
static void nobody_waits_for_many_that_cannot_be_filed(void **state) {
    (void)state;
    struct office office;
    struct machine machine;
    struct parcel barred[BARRED];
    office_create(&office);
    OFFICE_SERVE(&office, "--plain");
    office_enrol(&office, &machine);
    for (int i = 0; i < BARRED; i++)
        put_barred(&office, &machine, 1 + i, &barred[i]);
    time_t begun = time(NULL);
    check_number("cannot be filed", look_up(&office, &machine, &barred[0]), 404);
    check_number("who reads waits a little", time(NULL) - begun < IN_TIME_S, true);
    begun = time(NULL);
    check_number("ends well", office_stop(&office, SIGTERM), 0);
    check_number("soon", time(NULL) - begun < IN_TIME_S, true);
    for (int i = 0; i < BARRED; i++)
        unbar(&office, barred[i].id);
    OFFICE_SERVE(&office, "--plain");
    for (int i = 0; i < BARRED; i++) {
        check_number("the start files it", look_up(&office, &machine, &barred[i]), 200);
        parcel_finish(&barred[i]);
    }
    office_destroy(&office);
}

static void tell_server(const struct office *office, const char *text) {
    PGconn *link = PQconnectdb(office->db);
    PGresult *result = PQexec(link, text);
    check_number(PQerrorMessage(link), PQresultStatus(result), PGRES_COMMAND_OK);
    PQclear(result);
    PQfinish(link);
}

enum { SENDERS = 12 };

struct sender {
    const struct office *office;
    const struct machine *machine;
    int64_t seq;
    long status;
};

static void *send_one(void *context) {
    struct sender *sender = context;
    struct nomination form = good_form();
    struct parcel parcel;
    struct reply reply = {.status = 0};
    parcel_make(sender->machine, &form, sender->seq, NULL, &parcel);
    office_put(sender->office, sender->machine, parcel.id, parcel.body, parcel.len, &reply);
    sender->status = reply.status;
    reply_finish(&reply);
    parcel_finish(&parcel);
    return NULL;
}

/* As a table that somebody holds locked; what comes at once is put together. */
static void a_server_that_is_slow_to_refuse_is_not_asked_for_each(void **state) {
    (void)state;
    struct office office;
    struct machine machine;
    struct sender senders[SENDERS];
    pthread_t threads[SENDERS];
    office_create(&office);
    if (!office.db[0]) {
        office_destroy(&office);
        return; // SQLite refuses at once
    }
    OFFICE_SERVE(&office, "--plain");
    office_enrol(&office, &machine);
    tell_server(&office, "CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN"
                         " PERFORM pg_sleep(2); RAISE EXCEPTION 'refused'; END $$ LANGUAGE plpgsql;"
                         "CREATE TRIGGER refuse BEFORE INSERT ON slips"
                         " FOR EACH ROW EXECUTE FUNCTION refuse()");
    time_t begun = time(NULL);
    for (int i = 0; i < SENDERS; i++) {
        senders[i] = (struct sender){&office, &machine, 1 + i, 0};
        pthread_create(&threads[i], NULL, send_one, &senders[i]);
    }
    for (int i = 0; i < SENDERS; i++) {
        pthread_join(threads[i], NULL);
        check_number("later", senders[i].status, 503);
    }
    check_number("soon", time(NULL) - begun < IN_TIME_S, true);
    tell_server(&office, "DROP TRIGGER refuse ON slips");
    send_one(&senders[0]);
    check_number("again", senders[0].status, 201);
    office_destroy(&office);
}

/* An empty place for a store beside another one. */
static void place_init(struct office *office) {
    *office = (struct office){.folder = check_make_folder()};
    office_find_program(office);
    snprintf(office->data, sizeof office->data, "%s/store", office->folder);
}

static void copy_keys(const struct office *from, const struct office *to) {
    char *command = xasprintf("cp -a '%s/keys' '%s/'", from->data, to->data);
    assert_int_equal(system(command), 0);
    free(command);
}

/* As if a backup had caught it before it was filed. */
static void unfile(const struct office *office, const char *id) {
    records_ask(office, "DELETE FROM events WHERE commune_id = ?1 AND nomination_id = ?2", id);
    records_ask(office,
                "DELETE FROM nomination_reasons WHERE commune_id = ?1 AND "
                "nomination_id = ?2",
                id);
    records_ask(office,
                "DELETE FROM nomination_words WHERE commune_id = ?1 AND "
                "nomination_id = ?2",
                id);
    change(office, "DELETE FROM nominations WHERE commune_id = ?1 AND id = ?2", id);
}

/* Its sender was deleted since then; the deed was not, and is still the
 * office's. */
static void check_restored(bool with_keys) {
    static const char kept[] = "SELECT coalesce(name, '-') || '/' || coalesce(deed, '-') || '/' ||"
                               " coalesce(sender_phone, '-') FROM nominations"
                               " WHERE commune_id = ?1 AND id = ?2";
    static const char body[] = "SELECT CAST(length(body) AS TEXT) FROM slips"
                               " WHERE commune_id = ?1 AND id = ?2";
    struct office office, other;
    struct machine machine;
    struct parcel parcel;
    office_create(&office);
    OFFICE_SERVE(&office, "--plain");
    office_enrol(&office, &machine);
    office_put_new(&office, &machine, 1, &parcel);
    check_number("filed", look_up(&office, &machine, &parcel), 200);
    check_number("ends well", office_stop(&office, SIGTERM), 0);
    unfile(&office, parcel.id);
    char *to = path_join(office.folder, "backups");
    free(OFFICE_RUN(&office, 0, "backup", "--to", to));
    place_init(&other);
    assert_true(path_make_dirs(other.data));
    if (with_keys)
        copy_keys(&office, &other);
    char *line = xasprintf("2026-11-20T08:00:00Z %s sender rejected\n", parcel.id);
    char *erasures = path_join(other.data, "erasures.log");
    assert_true(path_write(erasures, line, strlen(line), 0600));
    free(OFFICE_RUN(&other, 0, "restore", "--from", to));
    if (!with_keys)
        copy_keys(&office, &other);
    OFFICE_SERVE(&other, "--plain");
    check_text(with_keys ? "with keys" : "keys that came back later",
               records_ask(&other, kept, parcel.id), "Đặng Thị Áng/Bà góp đất làm đường./-");
    check_text("nothing of the sender", records_ask(&other, body, parcel.id), "0");
    office_destroy(&other);
    office_destroy(&office);
    free(erasures);
    free(line);
    free(to);
    parcel_finish(&parcel);
}

static void a_sender_deleted_since_takes_no_deed_along(void **state) {
    (void)state;
    check_restored(true);
    check_restored(false);
}

static void it_moves_into_another_database_unfiled(void **state) {
    (void)state;
    struct office office = {.folder = check_make_folder()};
    struct machine machine;
    struct parcel parcel;
    char to[DATABASE_DSN_MAX], from[DATABASE_DSN_MAX];
    office_find_program(&office);
    snprintf(to, sizeof to, "%s", office.db); // "" on SQLite
    office.db[0] = '\0';
    snprintf(office.data, sizeof office.data, "%s/store", office.folder);
    snprintf(from, sizeof from, "sqlite:%s/records/records.db", office.data);
    if (!to[0])
        snprintf(to, sizeof to, "sqlite:%s/moved.db", office.folder);
    free(OFFICE_RUN(&office, 0, "init"));
    OFFICE_SERVE(&office, "--plain");
    office_enrol(&office, &machine);
    office_put_new(&office, &machine, 1, &parcel);
    check_number("filed", look_up(&office, &machine, &parcel), 200);
    check_number("ends well", office_stop(&office, SIGTERM), 0);
    unfile(&office, parcel.id);
    free(OFFICE_RUN(&office, 0, "migrate", "--from", from, "--to", to));
    snprintf(office.db, sizeof office.db, "%s", to);
    OFFICE_SERVE(&office, "--plain");
    check_number("filed there", look_up(&office, &machine, &parcel), 200);
    parcel_finish(&parcel);
    office_destroy(&office);
}

static void a_revoked_device_hears_so_whatever_it_sends(void **state) {
    (void)state;
    struct office office;
    struct machine machine;
    struct parcel parcel;
    struct nomination form = good_form();
    struct reply reply = {.status = 0};
    office_create(&office);
    OFFICE_SERVE(&office, "--plain");
    office_enrol(&office, &machine);
    office_put_new(&office, &machine, 1, &parcel); // it is known now
    parcel_finish(&parcel);
    parcel_make(&machine, &form, 2, NULL, &parcel);
    free(OFFICE_RUN(&office, 0, "device", "revoke", machine.id));
    office_put(&office, &machine, "not-an-id", parcel.body, parcel.len, &reply);
    check_problem("no id", &reply, 403, "revoked", "not-an-id");
    char *authorization = xasprintf("Authorization: Bearer %s", machine.token);
    char *path = xasprintf("/v1/nominations/%s", parcel.id);
    office_ask(&office, "PUT", path,
               (const char *const[]){authorization, "Content-Type: application/json", NULL},
               parcel.body, parcel.len, &reply);
    check_problem("no digest", &reply, 403, "revoked", parcel.id);
    free(path);
    free(authorization);
    reply_finish(&reply);
    parcel_finish(&parcel);
    office_destroy(&office);
}

/* Thousands may wait, and what cannot be opened is the longest. */
static void what_waits_to_be_filed_holds_no_seal(void **state) {
    (void)state;
    const struct service_settings settings = {.takes_clear = true};
    const struct service service = {.settings = &settings}; // without a key
    struct machine machine = {.id = "k-0001", .key.key_id = "2020a"};
    uint8_t secret[CRYPTO_SEAL_SECRET_BYTES];
    struct nomination form = good_form();
    struct parcel parcel;
    struct envelope envelope;
    struct opening_faults faults = {.count = 0};
    const char *field, *why;
    crypto_seal_keypair(machine.key.public_key, secret);
    parcel_make(&machine, &form, 1, NULL, &parcel);
    assert_true(envelope_decode(parcel.body, parcel.len, &envelope, &field, &why));
    struct opened_slip *slip = opened_slip_create(&envelope);
    assert_non_null(slip->envelope.sealed);
    assert_int_equal(opened_slip_open(slip, &service, &faults), OPENING_NO_KEY);
    assert_null(slip->envelope.sealed);
    opened_slip_destroy(slip);

    static const char clear[] =
        "{\"schema\":\"nomination/1\",\"id\":\"00000000-0000-4000-8000-000000000000\","
        "\"device_id\":\"k-0001\",\"seq\":1,\"created_at\":\"2023-05-12T08:42:00+07:00\","
        "\"clock\":\"synced\",\"boot\":1,\"uptime_ms\":1,\"campaign_id\":\"c\",\"record\":{}}";
    assert_true(envelope_decode(clear, strlen(clear), &envelope, &field, &why));
    slip = opened_slip_create(&envelope);
    assert_non_null(slip->envelope.record_text);
    assert_int_equal(opened_slip_open(slip, &service, &faults), OPENING_FAULTY); // it says nothing
    assert_null(slip->envelope.record_text);
    opened_slip_destroy(slip);
    parcel_finish(&parcel);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_reads_sees_what_can_be_filed),
        cmocka_unit_test(nobody_waits_for_many_that_cannot_be_filed),
        cmocka_unit_test(a_server_that_is_slow_to_refuse_is_not_asked_for_each),
        cmocka_unit_test(a_sender_deleted_since_takes_no_deed_along),
        cmocka_unit_test(it_moves_into_another_database_unfiled),
        cmocka_unit_test(a_revoked_device_hears_so_whatever_it_sends),
        cmocka_unit_test(what_waits_to_be_filed_holds_no_seal),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
