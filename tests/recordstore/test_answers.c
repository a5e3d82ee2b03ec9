/* Every row of the contract's answer table, from the program itself, over TLS. */
#include "office.h"

static struct office office;
static struct machine machine;
static int64_t next_seq = 1;

static int start(void **state) {
    (void)state;
    office_create(&office);
    OFFICE_SERVE(&office, "--verbose", "--set", "limits.lookups_per_minute=40");
    office_enrol(&office, &machine);
    return 0;
}

static int stop(void **state) {
    (void)state;
    office_destroy(&office);
    return 0;
}

static void make(struct parcel *out) {
    struct nomination form = good_form();
    parcel_make(&machine, &form, next_seq++, NULL, out);
}

static void stored_once_and_proven_for_ever(void **state) {
    (void)state;
    struct parcel parcel;
    struct reply reply = {.status = 0};
    char location[96];
    make(&parcel);
    office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
    check_receipt("first", &reply, 201, &parcel);
    snprintf(location, sizeof location, "/v1/nominations/%s", parcel.id);
    check_text("location", reply_header(&reply, "Location"), location);
    char *received_at = xstrdup(reply_text(&reply, "received_at"));
    sleep_ms(1100); // so that a second time of receipt would show
    office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
    check_receipt("again", &reply, 200, &parcel);
    check_text("received", reply_text(&reply, "received_at"), received_at);
    free(received_at);
    strcat(location, "/receipt");
    office_get(&office, &machine, location, &reply);
    check_receipt("receipt", &reply, 200, &parcel);
    reply_finish(&reply);
    parcel_finish(&parcel);
}

static void other_bytes_under_one_id_are_refused(void **state) {
    (void)state;
    struct parcel one, other;
    struct reply reply = {.status = 0};
    make(&one);
    make(&other);
    office_put(&office, &machine, one.id, one.body, one.len, &reply);
    check_number("first", reply.status, 201);
    office_put(&office, &machine, one.id, other.body, other.len, &reply);
    check_problem("other", &reply, 409, "other-content", one.id);
    office_put(&office, &machine, one.id, "{", 1, &reply);
    check_problem("broken", &reply, 409, "other-content", one.id);
    reply_finish(&reply);
    parcel_finish(&one);
    parcel_finish(&other);
}

/* Swaps the first `from` in a copy of the body for `to`. Owned by the caller. */
static char *swapped(const struct parcel *parcel, const char *from, const char *to) {
    const char *at = strstr(parcel->body, from);
    assert_non_null(at);
    return xasprintf("%.*s%s%s", (int)(at - parcel->body), parcel->body, to, at + strlen(from));
}

static void an_envelope_at_fault_is_named_by_field(void **state) {
    (void)state;
    static const struct {
        const char *from, *to;
        int status;
        const char *type, *field;
    } rows[] = {
        {"{\"schema\"", "[\"schema\"", 400, "malformed", NULL},
        {"}", "", 400, "malformed", NULL},
        {"\"seq\"", "\"boot\":1,\"seq\"", 400, "malformed", NULL},
        {"nomination/1", "nomination/9", 422, "invalid", "schema"},
        {"\"seq\":", "\"seq\":-", 422, "invalid", "seq"},
        {"\"synced\"", "\"guessed\"", 422, "invalid", "clock"},
        {"2023-05-12T", "2023-05-32T", 422, "invalid", "created_at"},
        {"\"k-0001\"", "\"k-0002\"", 422, "invalid", "device_id"},
        {"\"sealed\":\"", "\"sealed\":\"*", 422, "invalid", "sealed"},
        {"\"sealed\":\"", "\"sealed\":\"AAAA", 422, "invalid", "sealed"}, // another box
        {"\"id\":\"", "\"id\":\"x", 422, "invalid", "id"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct parcel parcel;
        struct reply reply = {.status = 0};
        make(&parcel);
        char *body = swapped(&parcel, rows[i].from, rows[i].to);
        office_put(&office, &machine, parcel.id, body, strlen(body), &reply);
        check_problem(rows[i].to, &reply, rows[i].status, rows[i].type, parcel.id);
        json_t *root = jsonread_bytes(strbuf_text(&reply.body), reply.body.len, 65536, NULL);
        const json_t *first = json_array_get(jsonread_array(root, "errors"), 0);
        check_text(rows[i].to, jsonread_text(first, "field", NULL), rows[i].field);
        json_decref(root);
        free(body);
        reply_finish(&reply);
        parcel_finish(&parcel);
    }
}

static void a_record_at_fault_is_named_by_field(void **state) {
    (void)state;
    struct nomination form = good_form();
    struct parcel parcel;
    struct reply reply = {.status = 0};
    strcpy(form.name, "X"); // too short
    form.reason_count = 0;
    strcpy(form.deed, "ngắn"); // too short without a reason
    strcpy(form.sender_phone, "12345");
    parcel_make(&machine, &form, next_seq++, NULL, &parcel);
    office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
    check_problem("record", &reply, 422, "invalid", parcel.id);
    const char *body = strbuf_text(&reply.body);
    assert_non_null(strstr(body, "{\"field\":\"name\",\"why\":\"short\"}"));
    assert_non_null(strstr(body, "{\"field\":\"sender.phone\","));
    assert_null(strstr(body, "12345")); // never what stood there
    reply_finish(&reply);
    parcel_finish(&parcel);
}

static void json_nested_without_end_is_refused(void **state) {
    (void)state;
    enum { DEEP = 100000 };
    struct reply reply = {.status = 0};
    char id[CRYPTO_UUID_MAX], *body = xmalloc(DEEP);
    crypto_uuid4(id);
    memset(body, '[', DEEP);
    office_put(&office, &machine, id, body, DEEP, &reply);
    check_problem("deep", &reply, 400, "malformed", id);
    free(body);
    reply_finish(&reply);
}

static void the_way_it_is_sent_is_checked(void **state) {
    (void)state;
    static const char json[] = "Content-Type: application/json";
    static const struct {
        const char *row, *headers[3];
        bool has_digest;
        int status;
        const char *type;
    } rows[] = {
        {"another's digest",
         {json, "Content-Digest: sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"},
         false,
         400,
         "digest-mismatch"},
        {"no digest", {json}, false, 400, "digest-mismatch"},
        {"digest of another kind",
         {json, "Content-Digest: sha-512=:AAAA:"},
         false,
         400,
         "digest-mismatch"},
        {"text", {"Content-Type: text/plain"}, true, 415, "not-json"},
        {"likewise json", {"Content-Type: application/jsonx"}, true, 415, "not-json"},
        {"packed", {json, "Content-Encoding: gzip"}, true, 415, "not-json"},
        {"no length", {json, "Transfer-Encoding: chunked"}, true, 411, "length-required"},
    };
    struct parcel parcel;
    make(&parcel);
    char *authorization = xasprintf("Authorization: Bearer %s", machine.token);
    char *digest = digest_header(parcel.body, parcel.len);
    char *path = xasprintf("/v1/nominations/%s", parcel.id);
    struct reply reply = {.status = 0};
    for (size_t i = 0; i < check_items(rows); i++) {
        const char *headers[5] = {authorization};
        int count = 1;
        for (int j = 0; rows[i].headers[j]; j++)
            headers[count++] = rows[i].headers[j];
        if (rows[i].has_digest)
            headers[count] = digest;
        office_ask(&office, "PUT", path, headers, parcel.body, parcel.len, &reply);
        check_problem(rows[i].row, &reply, rows[i].status, rows[i].type, parcel.id);
    }
    // Nothing of all that was kept, and a parameter of the type does no harm.
    const char *good[] = {authorization, digest, "Content-Type: application/json; charset=utf-8",
                          NULL};
    office_ask(&office, "PUT", path, good, parcel.body, parcel.len, &reply);
    check_receipt("charset", &reply, 201, &parcel);
    reply_finish(&reply);
    free(path);
    free(digest);
    free(authorization);
    parcel_finish(&parcel);
}

static void ids_that_are_none_are_malformed(void **state) {
    (void)state;
    static const char *const ids[] = {"1", "417", "0D4C1B56-31D5-4C3C-9C3B-1D2A3B4C5D6E",
                                      "0d4c1b56-31d5-1c3c-9c3b-1d2a3b4c5d6e"};
    struct reply reply = {.status = 0};
    for (size_t i = 0; i < check_items(ids); i++) {
        office_put(&office, &machine, ids[i], "{}", 2, &reply);
        check_problem(ids[i], &reply, 400, "malformed", ids[i]);
    }
    office_get(&office, &machine, "/v1/nominations/0d4c1b56-31d5-4c3c-9c3b-1d2a3b4c5d6e/receipt",
               &reply);
    check_problem("receipt", &reply, 404, "not-held", "0d4c1b56-31d5-4c3c-9c3b-1d2a3b4c5d6e");
    reply_finish(&reply);
}

static void addresses_and_methods(void **state) {
    (void)state;
    static const struct {
        const char *method, *path;
        int status;
        const char *type, *allow;
    } rows[] = {
        {"GET", "/", 404, "no-such-address", NULL},
        {"GET", "/v1", 404, "no-such-address", NULL},
        {"GET", "/v1/health/", 404, "no-such-address", NULL},
        {"GET", "/v1/slips/", 404, "no-such-address", NULL},
        {"GET", "/v1/slips/a/b", 404, "no-such-address", NULL},
        {"GET", "/v2/health", 404, "no-such-address", NULL},
        {"POST", "/v1/health", 405, "no-such-method", "GET, HEAD"},
        {"GET", "/v1/devices", 405, "no-such-method", "POST"},
        {"DELETE", "/v1/nominations/0d4c1b56-31d5-4c3c-9c3b-1d2a3b4c5d6e", 405, "no-such-method",
         "PUT, GET, HEAD"},
        {"GET", "/v1/nominations/0d4c1b56-31d5-4c3c-9c3b-1d2a3b4c5d6e/receipts", 404,
         "no-such-address", NULL},
        {"DELETE", "/v1/content", 405, "no-such-method", "GET, HEAD"},
    };
    struct reply reply = {.status = 0};
    for (size_t i = 0; i < check_items(rows); i++) {
        office_ask(&office, rows[i].method, rows[i].path, NULL, NULL, 0, &reply);
        check_problem(rows[i].path, &reply, rows[i].status, rows[i].type, NULL);
        check_text(rows[i].path, reply_header(&reply, "Allow"), rows[i].allow);
    }
    office_ask(&office, "HEAD", "/v1/health", NULL, NULL, 0, &reply);
    check_number("HEAD", reply.status, 200);
    check_number("HEAD", (long long)reply.body.len, 0);
    reply_finish(&reply);
}

static void health_names_the_store(void **state) {
    (void)state;
    struct reply reply = {.status = 0};
    office_ask(&office, "GET", "/v1/health", NULL, NULL, 0, &reply);
    check_number("health", reply.status, 200);
    char *store = xstrdup(reply_text(&reply, "store"));
    char *said = OFFICE_RUN(&office, 0, "init");
    assert_true(crypto_is_uuid4(store));
    assert_non_null(strstr(said, store));
    free(said);
    free(store);
    reply_finish(&reply);
}

static void a_code_shows_state_and_nothing_else(void **state) {
    (void)state;
    struct parcel parcel;
    struct reply reply = {.status = 0};
    char path[64];
    make(&parcel);
    snprintf(path, sizeof path, "/v1/slips/%s", parcel.code);
    office_get(&office, &machine, path, &reply);
    check_problem("before", &reply, 404, "unknown-code", NULL);
    office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
    check_number("put", reply.status, 201);
    char *received_at = xstrdup(reply_text(&reply, "received_at"));
    office_get(&office, &machine, path, &reply);
    check_number("after", reply.status, 200);
    char want[256];
    snprintf(want, sizeof want,
             "{\"code\":\"%s\",\"state\":\"received\",\"level\":null,"
             "\"steps\":[{\"state\":\"received\",\"at\":\"%s\"}]}",
             parcel.code, received_at);
    check_text("whole answer", strbuf_text(&reply.body), want);
    free(received_at);
    reply_finish(&reply);
    parcel_finish(&parcel);
}

static void a_code_on_two_slips_is_ambiguous(void **state) {
    (void)state;
    struct nomination form = good_form();
    struct parcel one, two;
    struct reply reply = {.status = 0};
    char path[64];
    parcel_make(&machine, &form, next_seq++, NULL, &one);
    parcel_make(&machine, &form, next_seq++, one.code, &two);
    office_put(&office, &machine, one.id, one.body, one.len, &reply);
    check_number("one", reply.status, 201);
    office_put(&office, &machine, two.id, two.body, two.len, &reply);
    check_number("two", reply.status, 201); // both are kept
    snprintf(path, sizeof path, "/v1/slips/%s", one.code);
    office_get(&office, &machine, path, &reply);
    check_problem("code", &reply, 409, "ambiguous", NULL);
    reply_finish(&reply);
    parcel_finish(&one);
    parcel_finish(&two);
}

static void a_difficulty_is_taken_too(void **state) {
    (void)state;
    struct nomination form = {.is_difficulty = true,
                              .deed = "Đường vào thôn bị sạt, xe không qua được.",
                              .has_consent = true,
                              .consent_version = "1",
                              .consent_at = "2023-05-12T08:42:00+07:00"};
    struct parcel parcel;
    struct reply reply = {.status = 0};
    parcel_make(&machine, &form, next_seq++, NULL, &parcel);
    office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
    check_receipt("difficulty", &reply, 201, &parcel);
    char *list = OFFICE_RUN(&office, 0, "list");
    char *want = xasprintf("\t%s\tdifficulty\t-\t-\treceived\t%s\n", parcel.code, parcel.id);
    assert_non_null(strstr(list, want));
    free(want);
    free(list);
    char path[64];
    snprintf(path, sizeof path, "/v1/slips/%s", parcel.code);
    office_get(&office, &machine, path, &reply);
    check_number("look-up", reply.status, 200);
    check_text("form", reply_text(&reply, "type"), "difficulty");
    check_text("state", reply_text(&reply, "state"), "received");
    reply_finish(&reply);
    parcel_finish(&parcel);
}

/* A text too short, or none, is refused although the kiosk's own rules would not have sent it. */
static void a_difficulty_is_judged_again(void **state) {
    (void)state;
    static const struct {
        const char *text, *phone;
        bool has_consent;
    } rows[] = {{"", "", true},
                {"Đường sạt.", "", true},
                {"Đường vào thôn bị sạt, xe không qua được.", "12345", true}};
    for (size_t i = 0; i < check_items(rows); i++) {
        struct nomination form = {.is_difficulty = true,
                                  .has_consent = rows[i].has_consent,
                                  .consent_version = "1",
                                  .consent_at = "2023-05-12T08:42:00+07:00"};
        struct parcel parcel;
        struct reply reply = {.status = 0};
        strcpy(form.deed, rows[i].text);
        strcpy(form.sender_phone, rows[i].phone);
        parcel_make(&machine, &form, next_seq++, NULL, &parcel);
        office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
        check_number(rows[i].text, reply.status, 422);
        reply_finish(&reply);
        parcel_finish(&parcel);
    }
}

/* Decomposed letters, four-byte characters, the longest deed: kept, and the bytes proven. */
static void words_at_the_limits_are_taken(void **state) {
    (void)state;
    struct nomination form = good_form();
    struct parcel parcel;
    struct reply reply = {.status = 0};
    strcpy(form.name, "\x44\xcc\xa3\x61 Thi\xcc\xa3 A\xcc\x81ng");
    form.deed[0] = '\0';
    for (int i = 0; i < NOMINATION_DEED_MAX; i++)
        strcat(form.deed, "𠀋");
    parcel_make(&machine, &form, next_seq++, NULL, &parcel);
    office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
    check_receipt("limits", &reply, 201, &parcel);
    reply_finish(&reply);
    parcel_finish(&parcel);
}

/* What the log must never hold: whatever the runs above sent. */
static void the_log_keeps_silent(void **state) {
    (void)state;
    static const char *const secrets[] = {"Áng",      "góp đất", "0912345678",
                                          "sealed\"", "Bearer",  "HP-"};
    char *log = office_log(&office);
    assert_non_null(strstr(log, "PUT /v1/nominations/{id} 201 k-0001"));
    for (size_t i = 0; i < check_items(secrets); i++)
        check_text("in the log", strstr(log, secrets[i]), NULL);
    check_text("in the log", strstr(log, machine.token), NULL);
    free(log);
}

static void look_ups_are_limited(void **state) {
    (void)state;
    struct reply reply = {.status = 0};
    for (int i = 0; i < 41 && reply.status != 429; i++)
        office_get(&office, &machine, "/v1/slips/HP-2222-2222", &reply);
    check_problem("too many", &reply, 429, "too-many", NULL);
    const char *wait = reply_header(&reply, "Retry-After");
    assert_non_null(wait);
    assert_in_range(atoi(wait), 1, 60);
    reply_finish(&reply);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stored_once_and_proven_for_ever),
        cmocka_unit_test(other_bytes_under_one_id_are_refused),
        cmocka_unit_test(an_envelope_at_fault_is_named_by_field),
        cmocka_unit_test(a_record_at_fault_is_named_by_field),
        cmocka_unit_test(json_nested_without_end_is_refused),
        cmocka_unit_test(the_way_it_is_sent_is_checked),
        cmocka_unit_test(ids_that_are_none_are_malformed),
        cmocka_unit_test(addresses_and_methods),
        cmocka_unit_test(health_names_the_store),
        cmocka_unit_test(a_code_shows_state_and_nothing_else),
        cmocka_unit_test(a_code_on_two_slips_is_ambiguous),
        cmocka_unit_test(a_difficulty_is_taken_too),
        cmocka_unit_test(a_difficulty_is_judged_again),
        cmocka_unit_test(words_at_the_limits_are_taken),
        cmocka_unit_test(the_log_keeps_silent),
        cmocka_unit_test(look_ups_are_limited),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
