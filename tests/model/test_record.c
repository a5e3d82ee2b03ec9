/* The record in clear: what is written is read back, and what is not a record is refused without
 * repeating a word of it. */
#include "../check.h"

#include "base/crypto.h"
#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "model/nomination.h"
#include "model/record.h"

#define CODE "HP-AAAA-AAA5"
#define ROUNDS 3000

static char out[RECORD_BYTES_MAX];

static int start(void **state) {
    (void)state;
    return crypto_start() ? 0 : -1;
}

static const struct nomination full = {
    .kind = "resident",
    .honorific = "bà",
    .name = "Nông Thị \"Đào\"",
    .is_unit_chosen = true,
    .unit_id = "don-vi-01",
    .reason_count = 2,
    .reasons = {"r-san-xuat", "r-khac"},
    .deed = "Hiến đất\nlàm đường \\ góp công",
    .sender_name = "Lý Văn C",
    .sender_phone = "0912345678",
    .has_consent = true,
    .consent_version = "2",
    .consent_at = "2023-05-12T08:42:00+07:00",
};

static void the_form_is_the_contracts(void **state) {
    (void)state;
    size_t len = record_encode(&full, CODE, "campaign-2023", "vi", out);
    assert_string_equal(
        out, "{\"schema\":\"record/1\",\"type\":\"nomination\",\"code\":\"" CODE "\","
             "\"campaign_id\":\"campaign-2023\",\"lang\":\"vi\",\"kind\":\"resident\","
             "\"honorific\":\"bà\",\"name\":\"Nông Thị \\\"Đào\\\"\",\"unit_id\":\"don-vi-01\","
             "\"unit_other\":null,\"reasons\":[\"r-san-xuat\",\"r-khac\"],"
             "\"deed\":\"Hiến đất\\u000alàm đường \\\\ góp công\","
             "\"sender\":{\"name\":\"Lý Văn C\",\"phone\":\"0912345678\"},"
             "\"consent\":{\"version\":\"2\",\"at\":\"2023-05-12T08:42:00+07:00\"}}");
    assert_int_equal(len, strlen(out));

    struct nomination difficulty = {.is_difficulty = true,
                                    .kind = "resident", // left from before: not sent
                                    .deed = "Đường vào thôn bị sạt",
                                    .has_consent = true,
                                    .consent_version = "2",
                                    .consent_at = "2023-05-12T08:42:00+07:00"};
    record_encode(&difficulty, CODE, "campaign-2023", "vi", out);
    assert_string_equal(out,
                        "{\"schema\":\"record/1\",\"type\":\"difficulty\",\"code\":\"" CODE
                        "\",\"lang\":\"vi\",\"text\":\"Đường vào thôn bị sạt\","
                        "\"sender\":{\"name\":null,\"phone\":null},"
                        "\"consent\":{\"version\":\"2\",\"at\":\"2023-05-12T08:42:00+07:00\"}}");
}

/* What may stand in a text, and what its bytes look like once cleaned. */
static const char *const pieces[] = {
    "a",
    "Ệ",
    "đ",
    "👍",
    "𠮷",
    "\"",
    "\\",
    "/",
    "'",
    "’",
    "{",
    "}",
    ":",
    ",",
    "1",
    ".",
    "-",
    " ",
    "e\xCC\xA3\xCC\x82",
    "\n",
    "\t",
    "\x01",
    "\x1F",
    "\x7F",
    "\xE2\x80\x8B",
    "\xC2\xA0",
};

static void random_text(char *text, size_t size_bytes) {
    size_t len = 0;
    for (uint32_t count = crypto_random_below(60); count > 0; count--) {
        const char *piece = pieces[crypto_random_below(check_items(pieces))];
        if (len + strlen(piece) >= size_bytes)
            break;
        strcpy(text + len, piece);
        len += strlen(piece);
    }
    text[len] = '\0';
}

static void random_nomination(struct nomination *n) {
    *n = full;
    n->is_difficulty = crypto_random_below(4) == 0;
    n->unit_id[0] = '\0';
    n->reason_count = crypto_random_below(NOMINATION_REASONS_MAX + 1);
    for (size_t i = 0; i < n->reason_count; i++)
        snprintf(n->reasons[i], sizeof n->reasons[i], "r-%zu", i);
    random_text(n->name, sizeof n->name);
    random_text(n->unit_other, sizeof n->unit_other);
    random_text(n->deed, sizeof n->deed);
    random_text(n->sender_name, sizeof n->sender_name);
}

static void check_cleaned(const char *field, const char *got, const char *typed, bool keep_lines) {
    char *want = utf8_clean(typed, strlen(typed), keep_lines);
    check_text(field, got, want);
    free(want);
}

static void whatever_is_typed_comes_back_cleaned(void **state) {
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct nomination typed, read;
        struct record_head head;
        char why[RECORD_WHY_MAX] = "";
        random_nomination(&typed);
        size_t len = record_encode(&typed, CODE, "campaign-2023", "vi", out);
        if (!record_decode(out, len, false, &read, &head, why))
            fail_msg("%s\n%s", why, out);
        check_text("code", head.code, CODE);
        check_text("lang", head.lang, "vi");
        check_number("type", read.is_difficulty, typed.is_difficulty);
        check_cleaned("deed", read.deed, typed.deed, true);
        check_cleaned("sender.name", read.sender_name, typed.sender_name, false);
        check_text("consent.at", read.consent_at, typed.consent_at);
        check_number("consent", read.has_consent, true);
        if (typed.is_difficulty) {
            check_text("campaign_id", head.campaign_id, "");
            check_text("name", read.name, "");
            continue;
        }
        check_text("campaign_id", head.campaign_id, "campaign-2023");
        check_cleaned("name", read.name, typed.name, false);
        check_cleaned("unit_other", read.unit_other, typed.unit_other, false);
        check_number("unit", read.is_unit_chosen, true);
        check_number("reasons", (long long)read.reason_count, (long long)typed.reason_count);
        for (size_t i = 0; i < read.reason_count; i++)
            check_text("reason", read.reasons[i], typed.reasons[i]);
    }
}

static void the_longest_form_fits(void **state) {
    (void)state;
    struct nomination n = full, read;
    struct record_head head;
    char why[RECORD_WHY_MAX];
    memset(n.name, 'x', sizeof n.name - 1);
    memset(n.unit_other, 'x', sizeof n.unit_other - 1);
    memset(n.sender_name, 'x', sizeof n.sender_name - 1);
    memset(n.deed, 'x', sizeof n.deed - 1);
    n.unit_id[0] = '\0';
    size_t len = record_encode(&n, CODE, "campaign-2023", "vi", out);
    assert_true(len > 0);
    assert_true(record_decode(out, len, false, &read, &head, why));
    assert_string_equal(read.deed, n.deed);

    memset(n.deed, '\x01', sizeof n.deed - 1); // six bytes each: nobody can type it
    assert_int_equal(record_encode(&n, CODE, "campaign-2023", "vi", out), 0);
    assert_string_equal(out, "");
}

/* The full record with one member set to a JSON value ("-" removes it). */
static char *changed(const char *key, const char *json) {
    size_t len = record_encode(&full, CODE, "campaign-2023", "vi", out);
    json_t *root = jsonread_bytes(out, len, sizeof out, NULL);
    const char *dot = strchr(key, '.');
    json_t *object =
        dot ? json_object_get(root, dot[1] == 'v' || dot[1] == 'a' ? "consent" : "sender") : root;
    const char *name = dot ? dot + 1 : key;
    if (strcmp(json, "-") == 0)
        json_object_del(object, name);
    else
        json_object_set_new(object, name, json_loads(json, JSON_DECODE_ANY, NULL));
    char *text = jsonread_dump(root);
    json_decref(root);
    return text;
}

static void what_is_no_record_is_refused_by_field(void **state) {
    (void)state;
    static const struct {
        const char *key, *json, *why;
    } rows[] = {
        {"schema", "\"record/2\"", "schema: expected \"record/1\""},
        {"type", "\"complaint\"", "type: expected \"nomination\" or \"difficulty\""},
        {"type", "-", "type: expected \"nomination\" or \"difficulty\""},
        {"code", "\"HP-AAAA-AAA4\"", "code: expected a slip code"},
        {"code", "-", "code: expected a text"},
        {"code", "\"HP-AAAA-AAA5-AAAA-AAA5\"", "code: expected a shorter text"},
        {"campaign_id", "\"\"", "campaign_id: expected the id of a campaign"},
        {"lang", "\"\"", "lang: expected a language"},
        {"lang", "\"vietnamese\"", "lang: expected a shorter text"},
        {"kind", "null", "kind: expected a text"},
        {"honorific", "1", "honorific: expected a text or null"},
        {"name", "-", "name: expected a text"},
        {"name", "[]", "name: expected a text"},
        {"unit_id", "{}", "unit_id: expected a text or null"},
        {"reasons", "\"r-san-xuat\"", "reasons: expected a list of at most 3"},
        {"reasons", "[\"a\",\"b\",\"c\",\"d\"]", "reasons: expected a list of at most 3"},
        {"reasons", "[7]", "reasons: expected a text"},
        {"deed", "null", "deed: expected a text"},
        {"sender", "\"Lý Văn C\"", "sender: expected an object or null"},
        {"sender.phone", "912345678", "sender.phone: expected a text or null"},
        {"sender.phone", "\"0912345678901234\"", "sender.phone: expected a shorter text"},
        {"consent", "-", "consent: expected an object with version and at"},
        {"consent", "true", "consent: expected an object with version and at"},
        {"consent.version", "\"\"", "consent.version: expected the notice's version"},
        {"consent.at", "\"12/5/2023\"", "consent.at: expected a time as 2023-05-12T08:42:00+07:00"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char *text = changed(rows[i].key, rows[i].json), why[RECORD_WHY_MAX] = "";
        struct nomination read = {.name = "untouched"};
        struct record_head head = {.code = "untouched"};
        check_number(rows[i].key, record_decode(text, strlen(text), false, &read, &head, why),
                     false);
        check_text(rows[i].key, why, rows[i].why);
        check_text(rows[i].key, read.name, "untouched");
        check_text(rows[i].key, head.code, "untouched");
        free(text);
    }
}

static void no_words_of_a_citizen_stand_in_a_fault(void **state) {
    (void)state;
    static const char *const rows[] = {
        "{\"schema\":\"record/1\",\"name\":Nguyễn Văn Kín}",
        "{\"schema\":\"record/1\",\"name\":\"Nguyễn Văn Kín\",\"name\":\"Kín\"}",
        "{\"schema\":\"record/1\",\"type\":\"Nguyễn Văn Kín\"}",
        "\"Nguyễn Văn Kín\"",
        "[\"Nguyễn Văn Kín\"",
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char why[RECORD_WHY_MAX] = "";
        struct nomination read;
        struct record_head head;
        check_number(rows[i], record_decode(rows[i], strlen(rows[i]), false, &read, &head, why),
                     false);
        assert_true(strlen(why) > 0);
        if (strstr(why, "Kín") || strstr(why, "Nguy"))
            fail_msg("%s", why);
    }
}

static void a_paper_slip_may_lack_code_and_consent(void **state) {
    (void)state;
    static const struct {
        const char *key, *json;
        bool is_taken;
    } rows[] = {
        {"code", "-", true},
        {"code", "null", true},
        {"code", "\"HP-AAAA-AAA4\"", false}, // one that is there must still be right
        {"consent", "-", true},
        {"consent", "null", true},
        {"consent", "{}", false},
        {"name", "-", false},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char *text = changed(rows[i].key, rows[i].json), why[RECORD_WHY_MAX];
        struct nomination read;
        struct record_head head;
        bool is_taken = record_decode(text, strlen(text), true, &read, &head, why);
        check_number(rows[i].key, is_taken, rows[i].is_taken);
        if (is_taken && rows[i].key[1] == 'o' && rows[i].key[2] == 'd')
            check_text("code", head.code, "");
        if (is_taken && rows[i].key[2] == 'n')
            check_number("consent", read.has_consent, false);
        free(text);
    }
}

static void a_record_has_a_greatest_size(void **state) {
    (void)state;
    struct nomination read;
    struct record_head head;
    char why[RECORD_WHY_MAX], *big = calloc(1, RECORD_BYTES_MAX + 2);
    memset(big, ' ', RECORD_BYTES_MAX + 1);
    size_t len = record_encode(&full, CODE, "campaign-2023", "vi", out);
    memcpy(big, out, len);
    assert_true(record_decode(big, RECORD_BYTES_MAX, false, &read, &head, why));
    assert_false(record_decode(big, RECORD_BYTES_MAX + 1, false, &read, &head, why));
    assert_string_equal(why, "record: expected JSON: longer than 16384 bytes");
    free(big);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_form_is_the_contracts),
        cmocka_unit_test(whatever_is_typed_comes_back_cleaned),
        cmocka_unit_test(the_longest_form_fits),
        cmocka_unit_test(what_is_no_record_is_refused_by_field),
        cmocka_unit_test(no_words_of_a_citizen_stand_in_a_fault),
        cmocka_unit_test(a_paper_slip_may_lack_code_and_consent),
        cmocka_unit_test(a_record_has_a_greatest_size),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
