/* Who may do what: one-time codes, tokens, revocation, and what a device's token never opens. */
#include "office.h"

static struct office office;

static int start(void **state) {
    (void)state;
    office_create(&office);
    OFFICE_SERVE(&office, "--verbose");
    return 0;
}

static int stop(void **state) {
    (void)state;
    office_destroy(&office);
    return 0;
}

static void a_code_is_good_once(void **state) {
    (void)state;
    struct machine machine;
    struct reply reply = {.status = 0};
    char *code = OFFICE_RUN(&office, 0, "device", "add", "--name", "a");
    office_use_code(&office, code, &reply);
    check_number("first", reply.status, 201);
    check_text("cache", reply_header(&reply, "Cache-Control"), "no-store");
    machine_read(&reply, &machine);
    office_use_code(&office, code, &reply);
    check_problem("second", &reply, 403, "unknown-secret", NULL);
    office_get(&office, &machine, "/v1/slips/HP-2222-2222", &reply);
    check_problem("token", &reply, 404, "unknown-code", NULL); // it is let in
    free(code);
    reply_finish(&reply);
}

static void a_code_carries_the_stores_key(void **state) {
    (void)state;
    uint8_t in_code[ENROL_FINGERPRINT_BYTES], *der, sha256[CRYPTO_SHA256_BYTES];
    char secret[ENROL_SECRET_MAX];
    size_t len;
    char *code = OFFICE_RUN(&office, 0, "device", "add");
    code[strcspn(code, "\n")] = '\0';
    assert_true(enrol_code_parse(code, in_code, secret));
    char *command = xasprintf("openssl x509 -in '%s/tls/cert.pem' -noout -pubkey |"
                              " grep -v -- - | tr -d '\\n'",
                              office.data);
    char base64[1024] = "";
    FILE *openssl = popen(command, "r");
    assert_non_null(fgets(base64, sizeof base64, openssl));
    pclose(openssl);
    assert_true(crypto_base64_decode(base64, &der, &len));
    crypto_sha256(der, len, sha256);
    assert_memory_equal(in_code, sha256, ENROL_FINGERPRINT_BYTES);
    free(der);
    free(command);
    free(code);
}

static void secrets_that_are_none(void **state) {
    (void)state;
    static const struct {
        const char *body;
        int status;
        const char *type;
    } rows[] = {
        {"{\"secret\":\"0000000000\"}", 403, "unknown-secret"},
        {"{\"secret\":\"\"}", 403, "unknown-secret"},
        {"{\"secret\":null}", 400, "malformed"},
        {"{}", 400, "malformed"},
        {"secret", 400, "malformed"},
    };
    struct reply reply = {.status = 0};
    for (size_t i = 0; i < check_items(rows); i++) {
        office_ask(&office, "POST", "/v1/devices",
                   (const char *const[]){"Content-Type: application/json", NULL}, rows[i].body,
                   strlen(rows[i].body), &reply);
        check_problem(rows[i].body, &reply, rows[i].status, rows[i].type, NULL);
    }
    reply_finish(&reply);
}

static void a_code_goes_out_of_date(void **state) {
    (void)state;
    struct reply reply = {.status = 0};
    char *code = OFFICE_RUN(&office, 0, "device", "add", "--set", "limits.code_valid_s=1");
    sleep_ms(1100);
    office_use_code(&office, code, &reply);
    check_problem("late", &reply, 403, "unknown-secret", NULL);
    free(code);
    reply_finish(&reply);
}

static void without_a_known_token_nothing_opens(void **state) {
    (void)state;
    static const char id[] = "0d4c1b56-31d5-4c3c-9c3b-1d2a3b4c5d6e";
    static const struct {
        const char *method, *path, *echo;
    } routes[] = {
        {"PUT", "/v1/nominations/0d4c1b56-31d5-4c3c-9c3b-1d2a3b4c5d6e", id},
        {"GET", "/v1/nominations/0d4c1b56-31d5-4c3c-9c3b-1d2a3b4c5d6e/receipt", id},
        {"GET", "/v1/slips/HP-2222-2222", NULL},
        {"GET", "/v1/content", NULL},
        {"GET", "/v1/content.sig", NULL},
        {"GET", "/v1/assets/00", NULL},
        {"PUT", "/v1/devices/k-0001/status", "k-0001"},
    };
    static const char *const tokens[] = {"X: none", "Authorization: Bearer ",
                                         "Authorization: Bearer 00", "Authorization: Basic azpr"};
    struct reply reply = {.status = 0};
    for (size_t i = 0; i < check_items(routes); i++)
        for (size_t j = 0; j < check_items(tokens); j++) {
            bool is_put = !strcmp(routes[i].method, "PUT");
            office_ask(&office, routes[i].method, routes[i].path,
                       (const char *const[]){tokens[j], "Content-Type: application/json", NULL},
                       is_put ? "{}" : NULL, 2, &reply);
            check_problem(routes[i].path, &reply, 401, "unknown-device", routes[i].echo);
            check_text(routes[i].path, reply_header(&reply, "WWW-Authenticate"), "Bearer");
        }
    reply_finish(&reply);
}

static void a_revoked_device_is_told_so(void **state) {
    (void)state;
    struct machine machine;
    struct nomination form = good_form();
    struct parcel parcel;
    struct reply reply = {.status = 0};
    office_enrol(&office, &machine);
    parcel_make(&machine, &form, 1, NULL, &parcel);
    free(OFFICE_RUN(&office, 0, "device", "revoke", machine.id));
    office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
    check_problem("revoked", &reply, 403, "revoked", parcel.id);
    free(OFFICE_RUN(&office, 1, "device", "revoke", "k-9999"));

    // A new code for the same device: what it sealed before is still taken, the old token is not.
    struct machine again;
    char *code = OFFICE_RUN(&office, 0, "device", "add", "--again", machine.id);
    office_use_code(&office, code, &reply);
    check_number("again", reply.status, 201);
    machine_read(&reply, &again);
    check_text("the same device", again.id, machine.id);
    office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
    check_problem("old token", &reply, 401, "unknown-device", parcel.id);
    office_put(&office, &again, parcel.id, parcel.body, parcel.len, &reply);
    check_receipt("new token", &reply, 201, &parcel);
    free(code);
    reply_finish(&reply);
    parcel_finish(&parcel);
}

/* A thief's view: every route with a good token, and nothing of what citizens wrote. */
static void a_token_reads_nothing_back(void **state) {
    (void)state;
    struct machine machine, other;
    struct nomination form = good_form();
    struct parcel parcel;
    struct reply reply = {.status = 0};
    office_enrol(&office, &machine);
    office_enrol(&office, &other);
    parcel_make(&machine, &form, 1, NULL, &parcel);
    office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
    check_number("put", reply.status, 201);
    static const struct {
        const char *path; // {id} stands for the slip's
        int status;
    } rows[] = {
        {"/v1/nominations", 401}, // an officer's alone, as all but the receipt
        {"/v1/nominations/{id}", 401},    {"/v1/nominations/{id}/receipt", 200},
        {"/v1/exports/council.csv", 401}, {"/office/dossiers/{id}", 303},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        const char *id = strstr(rows[i].path, "{id}");
        char *path = id ? xasprintf("%.*s%s%s", (int)(id - rows[i].path), rows[i].path, parcel.id,
                                    id + strlen("{id}"))
                        : xstrdup(rows[i].path);
        office_get(&office, &other, path, &reply);
        check_text(rows[i].path, strstr(strbuf_text(&reply.body), "Áng"), NULL);
        check_text(rows[i].path, strstr(strbuf_text(&reply.body), "sealed"), NULL);
        check_number(rows[i].path, reply.status, rows[i].status);
        free(path);
    }
    // Another device cannot pass its slips off as its own, nor ask under its name.
    struct parcel foreign;
    parcel_make(&machine, &form, 2, NULL, &foreign);
    office_put(&office, &other, foreign.id, foreign.body, foreign.len, &reply);
    check_problem("foreign", &reply, 422, "invalid", foreign.id);
    office_put(&office, &other, parcel.id, parcel.body, parcel.len, &reply);
    check_problem("held of another", &reply, 422, "invalid", parcel.id);
    reply_finish(&reply);
    parcel_finish(&foreign);
    parcel_finish(&parcel);
}

static void report(const struct machine *machine, const char *id, const char *body,
                   struct reply *out) {
    char *path = xasprintf("/v1/devices/%s/status", id);
    char *authorization = xasprintf("Authorization: Bearer %s", machine->token);
    office_ask(&office, "PUT", path,
               (const char *const[]){authorization, "Content-Type: application/json", NULL}, body,
               strlen(body), out);
    free(authorization);
    free(path);
}

/* An order names the lock that it lifts: it is said as long as that one is reported, and can never
 * lift a later one, however late it comes. */
static void an_order_lifts_one_lock_and_no_later_one(void **state) {
    (void)state;
#define LOCK(id) "{\"pin_lock\":{\"id\":\"" id "\",\"at\":\"2023-05-12T08:42:00+07:00\"}}"
    static const struct {
        const char *status;
        bool is_pressed; // after this report
        const char *order;
    } rows[] = {
        {LOCK("lock-1"), true, "\"unlock_pin\":false,\"unlock_pin_lock\":null"},
        {LOCK("lock-1"), false, "\"unlock_pin\":true,\"unlock_pin_lock\":\"lock-1\""},
        {LOCK("lock-1"), false, "\"unlock_pin\":true,\"unlock_pin_lock\":\"lock-1\""},
        {LOCK("lock-2"), false, "\"unlock_pin\":false,\"unlock_pin_lock\":null"},
        {LOCK("lock-1"), false, "\"unlock_pin\":false,\"unlock_pin_lock\":null"},
        {LOCK("lock-3"), true, "\"unlock_pin\":false,\"unlock_pin_lock\":null"},
        {"{\"pin_lock\":null}", false, "\"unlock_pin\":false,\"unlock_pin_lock\":null"},
        {LOCK("lock-3"), false, "\"unlock_pin\":false,\"unlock_pin_lock\":null"},
    };
    struct machine machine;
    struct reply reply = {.status = 0};
    office_enrol(&office, &machine);
    report(&machine, machine.id, "{}", &reply);
    free(OFFICE_RUN(&office, 1, "device", "unlock-pin", machine.id)); // there is none to lift
    for (size_t i = 0; i < check_items(rows); i++) {
        report(&machine, machine.id, rows[i].status, &reply);
        if (!strstr(strbuf_text(&reply.body), rows[i].order))
            fail_msg("row %zu: %s", i, strbuf_text(&reply.body));
        if (rows[i].is_pressed)
            free(OFFICE_RUN(&office, 0, "device", "unlock-pin", machine.id));
    }
    reply_finish(&reply);
}

/* The end of the staff's log there goes into each report: it may only grow. */
static void a_log_that_was_cut_is_noticed(void **state) {
    (void)state;
    static const struct {
        const char *status;
        bool is_noticed;
    } rows[] = {
        {"{\"staff_log\":{\"seq\":7,\"hash\":\"aa\"}}", false},
        {"{\"staff_log\":{\"seq\":7,\"hash\":\"aa\"}}", false},
        {"{}", false},
        {"{\"staff_log\":{\"seq\":9,\"hash\":\"bb\"}}", false},
        {"{\"staff_log\":{\"seq\":8,\"hash\":\"cc\"}}", true},
        {"{\"staff_log\":{\"seq\":12,\"hash\":\"dd\"}}", true}, // it stays said
    };
    struct machine machine;
    struct reply reply = {.status = 0};
    office_enrol(&office, &machine);
    for (size_t i = 0; i < check_items(rows); i++) {
        report(&machine, machine.id, rows[i].status, &reply);
        char *said = OFFICE_RUN(&office, 1, "doctor");
        char want[80];
        snprintf(want, sizeof want, "%s: (", machine.id);
        bool is_noticed = false;
        for (char *at = said; (at = strstr(at, want)); at++)
            is_noticed = is_noticed || strncmp(strchr(at, ')'), ") its staff's log", 17) == 0;
        check_number(rows[i].status, is_noticed, rows[i].is_noticed);
        free(said);
    }
    reply_finish(&reply);
}

static void a_report_brings_the_offices_wishes(void **state) {
    (void)state;
    static const char calm[] = "{\"at\":\"2023-05-12T08:42:00+07:00\",\"queued\":2}";
    static const char calls[] = "{\"help_requested_at\":\"2023-05-12T08:42:00+07:00\"}";
    static const char calls_again[] = "{\"help_requested_at\":\"2023-05-12T09:00:00+07:00\"}";
    static const char nothing[] = "{\"resend_from\":null,\"unlock_pin\":false,"
                                  "\"unlock_pin_lock\":null,\"help_seen_at\":null}";
    struct machine machine;
    struct nomination form = good_form();
    struct parcel parcel;
    struct reply reply = {.status = 0};
    office_enrol(&office, &machine);
    report(&machine, machine.id, calm, &reply);
    check_text("nothing wished", strbuf_text(&reply.body), nothing);

    free(OFFICE_RUN(&office, 0, "device", "resend", machine.id, "7"));
    report(&machine, machine.id, calm, &reply);
    check_text("asked on", strbuf_text(&reply.body),
               "{\"resend_from\":7,\"unlock_pin\":false,\"unlock_pin_lock\":null,"
               "\"help_seen_at\":null}");
    parcel_make(&machine, &form, 7, NULL, &parcel);
    office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
    check_number("the seventh", reply.status, 201);
    report(&machine, machine.id, calm, &reply);
    check_text("fulfilled", strbuf_text(&reply.body), nothing);

    report(&machine, machine.id, calls, &reply);
    check_text("called", strbuf_text(&reply.body), nothing);
    free(OFFICE_RUN(&office, 0, "device", "help-seen", machine.id));
    report(&machine, machine.id, calls, &reply);
    assert_string_not_equal(reply_text(&reply, "help_seen_at"), "");
    report(&machine, machine.id, calls_again, &reply);
    check_text("another call", strbuf_text(&reply.body), nothing);

    report(&machine, "k-0001", calm, &reply);
    check_problem("another's name", &reply, 403, "other-device", "k-0001");
    report(&machine, machine.id, "[1]", &reply);
    check_problem("no object", &reply, 400, "malformed", machine.id);
    reply_finish(&reply);
    parcel_finish(&parcel);
}

static void the_list_of_devices_shows_holes_and_copies(void **state) {
    (void)state;
    struct machine machine;
    struct nomination form = good_form();
    struct reply reply = {.status = 0};
    static const int seqs[] = {1, 2, 5, 5}; // 3 and 4 never came, 5 came twice: a copied disk
    office_enrol(&office, &machine);
    for (size_t i = 0; i < check_items(seqs); i++) {
        struct parcel parcel;
        parcel_make(&machine, &form, seqs[i], NULL, &parcel);
        office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
        check_number("put", reply.status, 201);
        parcel_finish(&parcel);
    }
    char *list = OFFICE_RUN(&office, 0, "device", "list");
    char *start_of_line = xasprintf("\n%s\tenrolled,copied\t", machine.id);
    const char *line = strstr(list, start_of_line);
    assert_non_null(line);
    assert_non_null(strstr(line, "\t-\t4\t5\t2\thội trường\n"));
    char *slips = OFFICE_RUN(&office, 0, "list", "--json");
    json_t *root = jsonread_bytes(slips, strlen(slips), 1 << 20, NULL);
    size_t i, repeated = 0;
    json_t *slip;
    json_array_foreach(root, i, slip) {
        bool is_repeated = jsonread_bool(slip, "seq_repeated", false);
        repeated += is_repeated;
        check_number("seq of a repeated one", jsonread_int(slip, "seq", 0),
                     is_repeated ? 5 : jsonread_int(slip, "seq", 0));
    }
    check_number("both are marked", (long long)repeated, 2);
    json_decref(root);
    free(slips);
    free(start_of_line);
    free(list);
    reply_finish(&reply);
}

/* The database holds hashes; neither a token nor an unused secret stands anywhere on the disk. */
static void tokens_are_kept_as_hashes(void **state) {
    (void)state;
    struct machine machine;
    uint8_t fingerprint[ENROL_FINGERPRINT_BYTES];
    char secret[ENROL_SECRET_MAX];
    office_enrol(&office, &machine);
    char *code = OFFICE_RUN(&office, 0, "device", "add");
    code[strcspn(code, "\n")] = '\0';
    assert_true(enrol_code_parse(code, fingerprint, secret));
    char *command = xasprintf("grep -rqaF -e %s -e %s '%s' '%s/log'", machine.token, secret,
                              office.data, office.folder);
    check_number("grep finds nothing", WEXITSTATUS(system(command)), 1);
    free(command);
    free(code);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_is_good_once),
        cmocka_unit_test(a_code_carries_the_stores_key),
        cmocka_unit_test(secrets_that_are_none),
        cmocka_unit_test(a_code_goes_out_of_date),
        cmocka_unit_test(without_a_known_token_nothing_opens),
        cmocka_unit_test(a_revoked_device_is_told_so),
        cmocka_unit_test(a_token_reads_nothing_back),
        cmocka_unit_test(a_report_brings_the_offices_wishes),
        cmocka_unit_test(an_order_lifts_one_lock_and_no_later_one),
        cmocka_unit_test(a_log_that_was_cut_is_noticed),
        cmocka_unit_test(the_list_of_devices_shows_holes_and_copies),
        cmocka_unit_test(tokens_are_kept_as_hashes),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
