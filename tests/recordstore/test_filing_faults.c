/* When slips are kept but cannot be filed: who reads sees all the others, nobody waits for ever,
 * and nothing of them is lost on the way through an end, a start or a backup. */
#include "records.h"

static int start(void **state) {
    (void)state;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    return crypto_start() ? 0 : -1;
}

static void put_new(const struct office *office, const struct machine *machine, int64_t seq,
                    struct parcel *out) {
    struct nomination form = good_form();
    struct reply reply = {.status = 0};
    parcel_make(machine, &form, seq, NULL, out);
    office_put(office, machine, out->id, out->body, out->len, &reply);
    check_receipt("new", &reply, 201, out);
    reply_finish(&reply);
}

/* Past the program, and without waiting for what it has to file. */
static void change(const struct office *office, const char *text, const char *id) {
    struct records_question question = {.text = text, .parameter = id};
    struct sql *sql = records_open(office);
    check_number(text, sql_write(sql, records_answer, &question), RECORDS_OK);
    sql_close(sql);
    strbuf_finish(&question.answer);
}

/* The first event of a dossier stands there already: it cannot be filed before that one is gone. */
static void bar(const struct office *office, const char *id) {
    change(office,
           "INSERT INTO events (commune_id, nomination_id, number, at, what, actor, state)"
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
        put_new(&office, &machine, 2 + i, &other);
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_reads_sees_what_can_be_filed),
        cmocka_unit_test(nobody_waits_for_many_that_cannot_be_filed),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
