/* PostgreSQL is killed in the middle of PUTs and started again: nothing that was acknowledged is
 * lost, and the record store finds it again by itself. */
#include "office.h"

#include <pthread.h>
#include <stdatomic.h>

enum { THREADS = 4, SLIPS_MAX = 400, KILLS = 2, DOWN_MS = 1500 };

static struct office office;
static struct machine machine;
static char *folder; // of the server
static char server_dsn[DATABASE_DSN_MAX];

/* The script beside the tests; what it prints comes back in `out`. */
static void server(const char *action, char *out, size_t out_bytes) {
    struct office found = {.pid = 0};
    office_find_program(&found);
    for (int i = 0; i < 3; i++)
        *strrchr(found.program, '/') = '\0';
    char *command = xasprintf("'%s/tests/recordstore/postgres.sh' %s '%s' 2>>'%s.err'",
                              found.program, action, folder, folder);
    FILE *pipe = popen(command, "r");
    size_t len = fread(out, 1, out_bytes - 1, pipe);
    out[len] = '\0';
    out[strcspn(out, "\n")] = '\0';
    check_number(command, pclose(pipe), 0);
    free(command);
}

static int start(void **state) {
    (void)state;
    if (!crypto_start())
        return -1;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    unsetenv("RECORDSTORE_DB");
    folder = check_make_folder();
    server("start", server_dsn, sizeof server_dsn);
    setenv("RECORDSTORE_DB", server_dsn, 1);
    office_create(&office);
    OFFICE_SERVE(&office, "--plain", "--set", "limits.per_address=256");
    unsetenv("RECORDSTORE_DB");
    office_enrol(&office, &machine);
    return 0;
}

static int stop(void **state) {
    (void)state;
    char nothing[8];
    office_destroy(&office);
    server("remove", nothing, sizeof nothing);
    char *log = xasprintf("%s.err", folder);
    unlink(log);
    free(log);
    free(folder);
    curl_global_cleanup();
    return 0;
}

static struct parcel parcels[THREADS][SLIPS_MAX]; // those that were acknowledged
static int parcel_counts[THREADS];
static atomic_bool is_over;
static atomic_int later, other, acknowledged;

/* One slip until it is acknowledged, as a kiosk would, but without its long pauses. */
static bool deliver(const struct parcel *parcel, struct reply *reply) {
    for (int i = 0; i < 600; i++) {
        office_put(&office, &machine, parcel->id, parcel->body, parcel->len, reply);
        if (reply->status == 201 || reply->status == 200)
            return true;
        if (reply->status == 503)
            atomic_fetch_add(&later, 1);
        else
            atomic_fetch_add(&other, 1);
        sleep_ms(50);
    }
    return false;
}

static void *send_slips(void *context) {
    int me = (int)(intptr_t)context;
    struct nomination form = good_form();
    struct reply reply = {.status = 0};
    while (!is_over && parcel_counts[me] < SLIPS_MAX) {
        struct parcel *parcel = &parcels[me][parcel_counts[me]];
        parcel_make(&machine, &form, me * SLIPS_MAX + parcel_counts[me] + 1, NULL, parcel);
        if (!deliver(parcel, &reply))
            break;
        parcel_counts[me]++;
        atomic_fetch_add(&acknowledged, 1);
        sleep_ms(10);
    }
    reply_finish(&reply);
    return NULL;
}

static void wait_for_more(int count) {
    int before = acknowledged;
    for (int i = 0; acknowledged < before + count && i < 600; i++)
        sleep_ms(50);
    check_number("it goes on", acknowledged >= before + count, true);
}

static void check_all_held(void) {
    struct reply reply = {.status = 0};
    for (int i = 0; i < THREADS; i++) {
        for (int k = 0; k < parcel_counts[i]; k++) {
            struct parcel *parcel = &parcels[i][k];
            office_put(&office, &machine, parcel->id, parcel->body, parcel->len, &reply);
            check_receipt("held", &reply, 200, parcel);
            parcel_finish(parcel);
        }
    }
    reply_finish(&reply);
}

static void nothing_acknowledged_is_lost(void **state) {
    (void)state;
    pthread_t threads[THREADS];
    char dsn[DATABASE_DSN_MAX];
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, send_slips, (void *)(intptr_t)i);
    for (int i = 0; i < KILLS; i++) {
        wait_for_more(12);
        server("kill", dsn, sizeof dsn);
        sleep_ms(DOWN_MS);
        server("start", dsn, sizeof dsn);
    }
    wait_for_more(12);
    is_over = true;
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    check_number("nothing but \"later\" was answered", other, 0);
    check_number("and that it was", later > 0, true);
    check_all_held();
}

/* While it is away every answer comes in good time and says so. */
static void meanwhile_it_says_later(void **state) {
    (void)state;
    char dsn[DATABASE_DSN_MAX];
    struct nomination form = good_form();
    struct parcel parcel;
    struct reply reply = {.status = 0};
    parcel_make(&machine, &form, 9000, NULL, &parcel);
    server("kill", dsn, sizeof dsn);
    for (int i = 0; i < 2; i++) {
        time_t asked = time(NULL);
        office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
        check_problem("away", &reply, 503, "later", parcel.id);
        check_number("soon", time(NULL) - asked < 10, true);
    }
    free(OFFICE_RUN(&office, 1, "list"));
    server("start", dsn, sizeof dsn);
    office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
    check_receipt("back", &reply, 201, &parcel);
    reply_finish(&reply);
    parcel_finish(&parcel);
}

/* A server that hangs is worse than one that is gone: nothing says so but the time that passes. */
static void one_that_hangs_is_given_up(void **state) {
    (void)state;
    char dsn[DATABASE_DSN_MAX];
    struct nomination form = good_form();
    struct parcel parcel;
    struct reply reply = {.status = 0};
    parcel_make(&machine, &form, 9100, NULL, &parcel);
    server("hang", dsn, sizeof dsn);
    time_t asked = time(NULL);
    office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
    time_t answered = time(NULL);
    server("wake", dsn, sizeof dsn);
    check_problem("hangs", &reply, 503, "later", parcel.id);
    check_number("before the kiosk gives up", answered - asked < 29, true);
    office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
    // The server may have found the statement when it woke: "later" may turn out kept.
    check_receipt("awake", &reply, reply.status == 201 ? 201 : 200, &parcel);
    char *list = OFFICE_RUN(&office, 0, "list");
    check_number("a dossier, too", strstr(list, parcel.id) != NULL, true);
    free(list);
    reply_finish(&reply);
    parcel_finish(&parcel);
}

/* Three machines, of which one leads: libpq finds it. */
static void several_hosts_may_be_named(void **state) {
    (void)state;
    char *schema = strstr(office.db, "&options=");
    char *dsn = xasprintf("postgresql:///postgres?host=/nowhere,%s,/neither&user=postgres"
                          "&target_session_attrs=read-write%s",
                          folder, schema);
    char *list = OFFICE_RUN(&office, 0, "list", "--db", dsn);
    assert_non_null(strstr(list, "Đặng Thị Áng"));
    free(list);
    free(dsn);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_acknowledged_is_lost),
        cmocka_unit_test(meanwhile_it_says_later),
        cmocka_unit_test(one_that_hangs_is_given_up),
        cmocka_unit_test(several_hosts_may_be_named),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
