/* A commune moves into another database and goes on there; what is in the way is said and nothing
 * is changed. */
#include "office.h"
#include "records.h"

enum { SLIPS = 12, MANY = 1234 };

static struct office office;
static struct machine machine;
static struct parcel parcels[SLIPS];
static char from[DATABASE_DSN_MAX], to[DATABASE_DSN_MAX];

static void send_slip(int i, const struct machine *as) {
    struct nomination form = good_form();
    struct reply reply = {.status = 0};
    snprintf(form.name, sizeof form.name, "Hoàng Văn %c", 'A' + i);
    parcel_make(as, &form, i + 1, NULL, &parcels[i]);
    office_put(&office, &machine, parcels[i].id, parcels[i].body, parcels[i].len, &reply);
    check_receipt("sent", &reply, 201, &parcels[i]);
    reply_finish(&reply);
}

/* More rows than go over at once. */
static void add_many(void) {
    records_ask(&office,
                "INSERT INTO tombstones (commune_id, id, erased_at)"
                " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1234)"
                " SELECT ?1, ?2 || CAST(i AS TEXT), i FROM n",
                "x-");
}

/* An SQLite office with slips, one of them unopened, and content. */
static int start(void **state) {
    (void)state;
    uint8_t secret[CRYPTO_SEAL_SECRET_BYTES];
    office_start_libraries();
    office.folder = check_make_folder();
    office_find_program(&office);
    strcpy(to, office.db); // where it shall go; "" on SQLite
    office.db[0] = '\0';
    snprintf(office.data, sizeof office.data, "%s/store", office.folder);
    snprintf(from, sizeof from, "sqlite:%s/records/records.db", office.data);
    if (!to[0])
        snprintf(to, sizeof to, "sqlite:%s/moved.db", office.folder);
    free(OFFICE_RUN(&office, 0, "init"));
    OFFICE_SERVE(&office, "--plain");
    office_enrol(&office, &machine);
    for (int i = 0; i < SLIPS - 1; i++)
        send_slip(i, &machine);
    struct machine older = machine;
    strcpy(older.key.key_id, "2020a");
    crypto_seal_keypair(older.key.public_key, secret);
    send_slip(SLIPS - 1, &older);
    office_publish(&office);
    add_many();
    check_number("ends", office_stop(&office, SIGTERM), 0);
    return 0;
}

static int stop(void **state) {
    (void)state;
    for (int i = 0; i < SLIPS; i++)
        parcel_finish(&parcels[i]);
    office_destroy(&office);
    return 0;
}

static void check_said(const char *want) {
    char *log = office_log(&office);
    if (!strstr(log, want))
        check_text("log", log, want);
    free(log);
}

static void what_is_in_the_way_is_said(void **state) {
    (void)state;
    const struct {
        const char *words[7], *why;
    } rows[] = {
        {{"migrate"}, "migrate needs --from DSN and --to DSN"},
        {{"migrate", "--from", from}, "migrate needs --from DSN and --to DSN"},
        {{"migrate", "--from", "sqlite:/nowhere", "--to", to}, "there is no 'sqlite:/nowhere'"},
        {{"migrate", "--from", from, "--to", "mysql:x"}, "expected sqlite:FILE or postgresql://"},
        {{"migrate", "--from", from, "--to", from}, "has records of commune 'commune' already"},
        {{"migrate", "--from", from, "--to", to, "--commune", "khac"}, "no commune 'khac'"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        const char *words[8] = {NULL};
        memcpy(words, rows[i].words, sizeof rows[i].words);
        char *output = office_run(&office, 1, words);
        check_text(rows[i].why, output, "");
        check_said(rows[i].why);
        free(output);
    }
}

/* The lines of a move, without the last. */
static char *move(const char *source, const char *target) {
    char *output = OFFICE_RUN(&office, 0, "migrate", "--from", source, "--to", target);
    char *end = strstr(output, "recordstore: commune 'commune' is moved");
    assert_non_null(end);
    *end = '\0';
    assert_null(strstr(output, "NOT THE SAME"));
    return output;
}

static void it_goes_there_whole_and_back(void **state) {
    (void)state;
    char back[DATABASE_DSN_MAX], rows[64];
    snprintf(back, sizeof back, "sqlite:%s/back.db", office.folder);
    char *there = move(from, to), *again = move(to, back);
    check_text("both ways", again, there);
    static const char *const tables[] = {"stores", "seal_keys", "devices", "manifests"};
    for (size_t i = 0; i < check_items(tables); i++) {
        snprintf(rows, sizeof rows, "same\t%s\t1\t", tables[i]);
        assert_non_null(strstr(there, rows));
    }
    snprintf(rows, sizeof rows, "same\tnominations\t%d\t", SLIPS);
    assert_non_null(strstr(there, rows));
    snprintf(rows, sizeof rows, "same\ttombstones\t%d\t", MANY);
    assert_non_null(strstr(there, rows));
    free(there);
    free(again);
}

static void it_goes_nowhere_twice(void **state) {
    (void)state;
    free(OFFICE_RUN(&office, 1, "migrate", "--from", from, "--to", to));
    check_said("has records of commune 'commune' already: nothing was changed");
}

/* The same program on the new database: every receipt is proven, new slips are taken. */
static void work_goes_on_there(void **state) {
    (void)state;
    struct reply reply = {.status = 0};
    struct nomination form = good_form();
    struct parcel parcel;
    office.port = 0;
    OFFICE_SERVE(&office, "--plain", "--db", to);
    for (int i = 0; i < SLIPS; i++) {
        office_put(&office, &machine, parcels[i].id, parcels[i].body, parcels[i].len, &reply);
        check_receipt("held", &reply, 200, &parcels[i]);
    }
    parcel_make(&machine, &form, SLIPS + 1, NULL, &parcel);
    office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
    check_receipt("new", &reply, 201, &parcel);
    office_get(&office, &machine, "/v1/content", &reply);
    check_number("content", reply.status, 200);
    char *list = OFFICE_RUN(&office, 0, "list", "--db", to);
    assert_non_null(strstr(list, "Hoàng Văn A"));
    assert_non_null(strstr(list, "\tunopened\t"));
    free(list);
    reply_finish(&reply);
    parcel_finish(&parcel);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_in_the_way_is_said),
        cmocka_unit_test(it_goes_there_whole_and_back),
        cmocka_unit_test(it_goes_nowhere_twice),
        cmocka_unit_test(work_goes_on_there),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
