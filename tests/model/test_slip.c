/* A slip on its way: sealed once, the same bytes for ever, and the proof that it arrived. */
#include "../check.h"

#include "base/jsonread.h"
#include "model/nomination.h"
#include "model/record.h"
#include "model/slip.h"

static struct slip_key key = {.key_id = "2023a"};
static uint8_t secret_key[CRYPTO_SEAL_SECRET_BYTES];
static const struct slip_moment moment = {
    .wall_s = 1683855720, .zone_s = 25200, .trust = CLOCK_TRUST_SYNCED, .uptime_ms = 8123456};
static const struct nomination form = {.kind = "resident",
                                       .name = "Nguyễn Văn Kín",
                                       .is_unit_chosen = true,
                                       .reason_count = 1,
                                       .reasons = {"r-san-xuat"},
                                       .deed = "",
                                       .sender_phone = "0912345678",
                                       .has_consent = true,
                                       .consent_version = "1",
                                       .consent_at = "2023-05-12T08:42:00+07:00"};

static int start(void **state) {
    (void)state;
    if (!crypto_start())
        return -1;
    crypto_seal_keypair(key.public_key, secret_key);
    return 0;
}

static void make(struct slip *slip) {
    slip_init(slip, "HP");
    assert_true(slip_seal(slip, &form, "campaign-2023", "vi", &key, &moment));
}

static void id_and_code_are_made_first(void **state) {
    (void)state;
    struct slip slip, other;
    slip_init(&slip, "HP");
    slip_init(&other, "HP");
    assert_true(crypto_is_uuid4(slip.id));
    assert_true(code_is_valid(slip.code, "HP"));
    assert_string_not_equal(slip.id, other.id);
    assert_null(slip.sealed);
    slip_finish(&slip);
    slip_finish(&other);
    slip_finish(NULL);
}

static void the_body_is_the_contracts(void **state) {
    (void)state;
    struct slip slip;
    size_t len;
    make(&slip);
    char *body = slip_encode(&slip, "k-0123", 417, 3, &len), want[8192];
    snprintf(want, sizeof want,
             "{\"schema\":\"nomination/1\",\"id\":\"%s\",\"device_id\":\"k-0123\",\"seq\":417,"
             "\"created_at\":\"2023-05-12T08:42:00+07:00\",\"clock\":\"synced\",\"boot\":3,"
             "\"uptime_ms\":8123456,\"campaign_id\":\"campaign-2023\",\"key_id\":\"2023a\","
             "\"sealed\":\"%s\"}",
             slip.id, slip.sealed);
    assert_string_equal(body, want);
    assert_int_equal(len, strlen(body));
    char *again = slip_encode(&slip, "k-0123", 417, 3, &len);
    assert_string_equal(again, body);
    free(again);
    free(body);
    slip_finish(&slip);
}

static void nothing_typed_stands_outside_the_seal(void **state) {
    (void)state;
    struct slip slip;
    size_t len;
    make(&slip);
    char *body = slip_encode(&slip, "k-0123", 1, 1, &len);
    assert_null(strstr(body, "Kín"));
    assert_null(strstr(body, "0912345678"));
    assert_null(strstr(body, slip.code));
    free(body);
    slip_finish(&slip);
}

static void the_office_opens_what_was_entered(void **state) {
    (void)state;
    struct slip slip;
    make(&slip);
    uint8_t *sealed;
    size_t sealed_bytes;
    assert_true(crypto_base64_decode(slip.sealed, &sealed, &sealed_bytes));
    size_t len = sealed_bytes - CRYPTO_SEAL_OVERHEAD_BYTES;
    char *record = calloc(1, len + 1), why[RECORD_WHY_MAX];
    assert_true(crypto_unseal(sealed, sealed_bytes, key.public_key, secret_key, (uint8_t *)record));
    struct nomination read;
    struct record_head head;
    assert_true(record_decode(record, len, false, &read, &head, why));
    assert_string_equal(read.name, form.name);
    assert_string_equal(read.sender_phone, form.sender_phone);
    assert_string_equal(head.code, slip.code);
    free(record);
    free(sealed);
    slip_finish(&slip);
}

static void what_cannot_be_sealed_stays_unsealed(void **state) {
    (void)state;
    struct slip slip;
    struct slip_key no_key = {.key_id = "2023a"};
    struct nomination too_long = form;
    slip_init(&slip, "HP");
    assert_false(slip_seal(&slip, &form, "campaign-2023", "vi", &no_key, &moment));
    memset(too_long.deed, '\x01', sizeof too_long.deed - 1); // six bytes each in JSON
    memset(too_long.name, '\x01', sizeof too_long.name - 1);
    assert_false(slip_seal(&slip, &too_long, "campaign-2023", "vi", &key, &moment));
    assert_null(slip.sealed);
    slip_finish(&slip);
}

static void the_store_reads_the_envelope(void **state) {
    (void)state;
    struct slip slip;
    struct envelope e;
    const char *field, *why;
    size_t len;
    make(&slip);
    char *body = slip_encode(&slip, "k-0123", 417, 3, &len);
    assert_true(envelope_decode(body, len, &e, &field, &why));
    assert_string_equal(e.id, slip.id);
    assert_string_equal(e.device_id, "k-0123");
    assert_int_equal(e.seq, 417);
    assert_int_equal(e.created_at_s, moment.wall_s);
    assert_int_equal(e.zone_s, moment.zone_s);
    assert_string_equal(e.clock_word, "synced");
    assert_int_equal(e.boot, 3);
    assert_int_equal(e.uptime_ms, moment.uptime_ms);
    assert_string_equal(e.campaign_id, "campaign-2023");
    assert_string_equal(e.key_id, "2023a");
    char *sealed = crypto_base64_encode(e.sealed, e.sealed_len);
    assert_string_equal(sealed, slip.sealed);
    free(sealed);
    assert_null(e.record_text);
    envelope_finish(&e);
    envelope_finish(&e);
    envelope_finish(NULL);
    free(body);
    slip_finish(&slip);
}

/* A right envelope with `key` set to a JSON value ("-" removes it). */
static char *changed(const char *name, const char *json) {
    struct slip slip;
    size_t len;
    make(&slip);
    char *body = slip_encode(&slip, "k-0123", 417, 3, &len);
    json_t *root = jsonread_bytes(body, len, SLIP_BODY_BYTES_MAX, NULL);
    free(body);
    slip_finish(&slip);
    if (strcmp(json, "-") == 0)
        json_object_del(root, name);
    else
        json_object_set_new(root, name, json_loads(json, JSON_DECODE_ANY, NULL));
    body = jsonread_dump(root);
    json_decref(root);
    return body;
}

static void an_envelope_at_fault_names_its_field(void **state) {
    (void)state;
    static const struct {
        const char *name, *json, *why;
    } rows[] = {
        {"schema", "\"nomination/2\"", "expected \"nomination/1\""},
        {"id", "\"B91F66AA-2448-49E5-9579-4314928F602E\"",
         "expected a lower-case UUID of version 4"},
        {"id", "-", "expected a text that is not empty"},
        {"device_id", "\"\"", "expected a text that is not empty"},
        {"device_id", "\"0123456789012345678901234567890123456789012345678901234567890123\"",
         "expected a shorter text"},
        {"seq", "0", "expected a whole number from 1"},
        {"seq", "\"1\"", "expected a whole number from 1"},
        {"created_at", "\"2023-05-12\"", "expected a time as 2023-05-12T08:42:00+07:00"},
        {"clock", "\"exact\"", "expected synced, unsynced or unknown"},
        {"boot", "-1", "expected a whole number from 0"},
        {"uptime_ms", "1.5", "expected a whole number from 0"},
        {"campaign_id", "null", "expected a text that is not empty"},
        {"key_id", "-", "expected a text that is not empty"},
        {"sealed", "-", "expected base64"},
        {"sealed", "\"not base64\"", "expected base64"},
        {"sealed", "\"AAAA\"", "expected a sealed record"},
        {"record", "{}", "expected nothing sealed beside a record in clear"},
        {"record", "\"x\"", "expected an object"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char *body = changed(rows[i].name, rows[i].json);
        struct envelope e = {.sealed = NULL};
        const char *field = "", *why = "";
        check_number(rows[i].json, envelope_decode(body, strlen(body), &e, &field, &why), false);
        check_text(rows[i].json, field, rows[i].name);
        check_text(rows[i].json, why, rows[i].why);
        assert_null(e.sealed);
        free(body);
    }
    struct envelope e;
    const char *field, *why;
    assert_false(envelope_decode("[]", 2, &e, &field, &why));
    assert_string_equal(field, "body");
    assert_false(envelope_decode("{", 1, &e, &field, &why));
    assert_string_equal(why, "expected a JSON object");
}

static void what_is_clear_is_not_sealed_as_well(void **state) {
    (void)state;
    static const char *const sealed[] = {"\"key_id\":\"2023a\"", "\"sealed\":\"AAAA\""};
    for (size_t i = 0; i < check_items(sealed); i++) {
        struct envelope e;
        const char *field = "", *why = "";
        char body[1024];
        snprintf(body, sizeof body,
                 "{\"schema\":\"nomination/1\",\"id\":\"b91f66aa-2448-49e5-9579-4314928f602e\","
                 "\"device_id\":\"k-1\",\"seq\":1,\"created_at\":\"2023-05-12T01:42:00Z\","
                 "\"clock\":\"unknown\",\"boot\":0,\"uptime_ms\":0,\"campaign_id\":\"c\","
                 "\"record\":{},%s}",
                 sealed[i]);
        check_number(sealed[i], envelope_decode(body, strlen(body), &e, &field, &why), false);
        check_text(sealed[i], field, "record");
    }
}

static void a_record_in_clear_is_handed_on(void **state) {
    (void)state;
    static const char body[] =
        "{\"schema\":\"nomination/1\",\"id\":\"b91f66aa-2448-49e5-9579-4314928f602e\","
        "\"device_id\":\"k-1\",\"seq\":1,\"created_at\":\"2023-05-12T01:42:00Z\","
        "\"clock\":\"unknown\",\"boot\":0,\"uptime_ms\":0,\"campaign_id\":\"campaign-2023\","
        "\"record\":{\"schema\":\"record/1\", \"type\":\"difficulty\"}}";
    struct envelope e;
    const char *field = "", *why = "";
    if (!envelope_decode(body, strlen(body), &e, &field, &why))
        fail_msg("%s: %s", field, why);
    assert_string_equal(e.record_text, "{\"schema\":\"record/1\",\"type\":\"difficulty\"}");
    assert_null(e.sealed);
    assert_string_equal(e.key_id, "");
    envelope_finish(&e);
}

#define ID "b91f66aa-2448-49e5-9579-4314928f602e"
#define OTHER_ID "b91f66aa-2448-49e5-9579-4314928f602f"
#define HASH "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define OTHER_HASH "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ae"

static void only_the_right_receipt_is_a_proof(void **state) {
    (void)state;
    static const struct {
        const char *body;
        bool is_proof;
    } rows[] = {
        {"{\"id\":\"" ID "\",\"sha256\":\"" HASH "\",\"received_at\":\"2023-05-12T01:42:01Z\"}",
         true},
        {"{\"id\":\"" ID "\",\"sha256\":\"" HASH "\"}", true},
        {"{\"id\":\"" OTHER_ID "\",\"sha256\":\"" HASH "\"}", false},
        {"{\"id\":\"" ID "\",\"sha256\":\"" OTHER_HASH "\"}", false},
        {"{\"id\":\"" ID "\"}", false},
        {"{\"sha256\":\"" HASH "\"}", false},
        {"{\"id\":[\"" ID "\"],\"sha256\":\"" HASH "\"}", false},
        {"{\"id\":\"" ID "\",\"sha256\":\"" HASH "\"", false}, // cut short
        {"{\"id\":\"" ID "\",\"sha256\":\"" HASH "\"} <html>", false},
        {"{\"id\":\"" ID "\",\"id\":\"" ID "\",\"sha256\":\"" HASH "\"}", false},
        {"[\"" ID "\",\"" HASH "\"]", false},
        {"<html>Welcome</html>", false},
        {"", false},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct receipt receipt = {.id = "untouched"};
        bool is_proof = receipt_decode(rows[i].body, strlen(rows[i].body), ID, HASH, &receipt);
        check_number(rows[i].body, is_proof, rows[i].is_proof);
        check_text(rows[i].body, receipt.id, is_proof ? ID : "untouched");
    }
}

static void a_receipt_comes_back(void **state) {
    (void)state;
    struct receipt sent = {.id = ID, .sha256 = HASH, .received_at = "2023-05-12T01:42:01Z"}, got;
    char *body = receipt_encode(&sent);
    assert_string_equal(body,
                        "{\"id\":\"" ID "\",\"sha256\":\"" HASH
                        "\",\"received_at\":\"2023-05-12T01:42:01Z\",\"state\":\"received\"}");
    assert_true(receipt_decode(body, strlen(body), ID, HASH, &got));
    assert_string_equal(got.received_at, sent.received_at);
    size_t len = strlen(body);
    char *big = malloc(RECEIPT_BYTES_MAX + 1);
    memset(big, ' ', RECEIPT_BYTES_MAX + 1);
    memcpy(big, body, len);
    assert_true(receipt_decode(big, RECEIPT_BYTES_MAX, ID, HASH, &got));
    assert_false(receipt_decode(big, RECEIPT_BYTES_MAX + 1, ID, HASH, &got));
    free(big);
    free(body);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(id_and_code_are_made_first),
        cmocka_unit_test(the_body_is_the_contracts),
        cmocka_unit_test(nothing_typed_stands_outside_the_seal),
        cmocka_unit_test(the_office_opens_what_was_entered),
        cmocka_unit_test(what_cannot_be_sealed_stays_unsealed),
        cmocka_unit_test(the_store_reads_the_envelope),
        cmocka_unit_test(an_envelope_at_fault_names_its_field),
        cmocka_unit_test(what_is_clear_is_not_sealed_as_well),
        cmocka_unit_test(a_record_in_clear_is_handed_on),
        cmocka_unit_test(only_the_right_receipt_is_a_proof),
        cmocka_unit_test(a_receipt_comes_back),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
