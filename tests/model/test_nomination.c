/* The form's rules: every field, every boundary. */
#include "manifest.h"

#include "base/strbuf.h"
#include "model/nomination.h"

static struct content *content;

static int open_content(void **state) {
    (void)state;
    content = manifest_content("vi");
    return 0;
}

static int close_content(void **state) {
    (void)state;
    content_destroy(content);
    return 0;
}

/* A slip that may be sent: one choice, one name, one village, one reason, one tick. */
static struct nomination least(void) {
    return (struct nomination){.kind = "resident",
                               .name = "Nguyễn Văn A",
                               .is_unit_chosen = true,
                               .reason_count = 1,
                               .reasons = {"r-san-xuat"},
                               .has_consent = true,
                               .consent_version = "1",
                               .consent_at = "2023-05-12T08:42:00+07:00"};
}

/* `count` times `unit`, for a field's limits. */
static char *times(const char *unit, int count) {
    struct strbuf sb = {0};
    while (count-- > 0)
        strbuf_add_text(&sb, unit);
    return strbuf_detach(&sb);
}

static void check_rule(const char *row, const struct nomination *n, enum nomination_field field,
                       enum nomination_rule want) {
    check_text(row, nomination_rule_word(nomination_check(n, field, content, false)),
               nomination_rule_word(want));
}

static void one_of_each_is_enough(void **state) {
    (void)state;
    struct nomination n = least();
    enum nomination_rule rule;
    assert_int_equal(nomination_first_fault(&n, content, false, &rule), NOMINATION_FIELDS);
    n.deed[0] = 'x'; // with a reason any length will do
    assert_int_equal(nomination_first_fault(&n, content, false, &rule), NOMINATION_FIELDS);
}

static void faults_come_in_the_order_of_the_steps(void **state) {
    (void)state;
    struct nomination n = {.is_difficulty = false}, good = least();
    enum nomination_rule rule;
    assert_int_equal(nomination_first_fault(&n, content, true, &rule), NOMINATION_KIND);
    strcpy(n.kind, good.kind);
    assert_int_equal(nomination_first_fault(&n, content, true, &rule), NOMINATION_NAME);
    strcpy(n.name, good.name);
    assert_int_equal(nomination_first_fault(&n, content, true, &rule), NOMINATION_UNIT);
    n.is_unit_chosen = true;
    assert_int_equal(nomination_first_fault(&n, content, true, &rule), NOMINATION_REASONS);
    assert_true(nomination_toggle_reason(&n, "r-khac"));
    assert_int_equal(nomination_first_fault(&n, content, true, &rule), NOMINATION_DEED);
    strcpy(n.deed, "Hiến đất làm đường");
    assert_int_equal(nomination_first_fault(&n, content, true, &rule), NOMINATION_SENDER_NAME);
    strcpy(n.sender_phone, "0912345678");
    assert_int_equal(nomination_first_fault(&n, content, true, &rule), NOMINATION_CONSENT);
    assert_int_equal(rule, NOMINATION_EMPTY);
    n.has_consent = true;
    assert_int_equal(nomination_first_fault(&n, content, true, &rule), NOMINATION_FIELDS);
}

static void names(void **state) {
    (void)state;
    static const struct {
        const char *name;
        enum nomination_rule person, title; // resident and official; collective and model
    } rows[] = {
        {"", NOMINATION_EMPTY, NOMINATION_EMPTY},
        {"A", NOMINATION_SHORT, NOMINATION_SHORT},
        {"Ộ", NOMINATION_SHORT, NOMINATION_SHORT},
        {"O\xCC\x82\xCC\xA3", NOMINATION_SHORT, NOMINATION_SHORT}, // three code points, one letter
        {"   ", NOMINATION_EMPTY, NOMINATION_EMPTY},
        {" A  ", NOMINATION_SHORT, NOMINATION_SHORT}, // the store trims what it gets
        {"Tý", NOMINATION_OK, NOMINATION_OK},
        {"Nguyễn Văn A.", NOMINATION_OK, NOMINATION_OK},
        {"Nguye\xCC\x82\xCC\x83n Va\xCC\x86n A", NOMINATION_OK, NOMINATION_OK},
        {"Ksor H'Nhuối", NOMINATION_OK, NOMINATION_OK},
        {"H’Mông", NOMINATION_OK, NOMINATION_OK},
        {"Lê-na", NOMINATION_OK, NOMINATION_OK},
        {"Thôn 1", NOMINATION_CHARS, NOMINATION_OK},
        {"Tổ \"Xanh\", Thôn 3", NOMINATION_CHARS, NOMINATION_OK},
        {"Tổ “Xanh”", NOMINATION_CHARS, NOMINATION_OK},
        {"A, B", NOMINATION_CHARS, NOMINATION_OK},
        {"a@b", NOMINATION_CHARS, NOMINATION_CHARS},
        {"Văn A (con)", NOMINATION_CHARS, NOMINATION_CHARS},
        {"Văn A/B", NOMINATION_CHARS, NOMINATION_CHARS},
        {"Văn\nA", NOMINATION_CHARS, NOMINATION_CHARS},
        {"Văn A 👍", NOMINATION_CHARS, NOMINATION_CHARS},
        {"Văn\xE2\x80\x8B"
         "A",
         NOMINATION_CHARS, NOMINATION_CHARS},
        {"<b>A</b>", NOMINATION_CHARS, NOMINATION_CHARS},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        static const char *const kinds[] = {"resident", "official", "collective", "model"};
        for (size_t kind = 0; kind < 4; kind++) {
            struct nomination n = least();
            strcpy(n.kind, kinds[kind]);
            strcpy(n.name, rows[i].name);
            check_rule(rows[i].name, &n, NOMINATION_NAME,
                       kind < 2 ? rows[i].person : rows[i].title);
        }
    }
}

/* Limits count characters: one-byte letters, composed and decomposed ones alike. */
static void lengths(void **state) {
    (void)state;
    static const char *const letters[] = {"a", "ệ", "e\xCC\xA3\xCC\x82"};
    static const struct {
        enum nomination_field field;
        int count;
        enum nomination_rule want;
    } rows[] = {
        {NOMINATION_NAME, 1, NOMINATION_SHORT},
        {NOMINATION_NAME, 2, NOMINATION_OK},
        {NOMINATION_NAME, 80, NOMINATION_OK},
        {NOMINATION_NAME, 81, NOMINATION_LONG},
        {NOMINATION_UNIT_OTHER, 0, NOMINATION_OK},
        {NOMINATION_UNIT_OTHER, 1, NOMINATION_SHORT},
        {NOMINATION_UNIT_OTHER, 2, NOMINATION_OK},
        {NOMINATION_UNIT_OTHER, 60, NOMINATION_OK},
        {NOMINATION_UNIT_OTHER, 61, NOMINATION_LONG},
        {NOMINATION_DEED, 0, NOMINATION_EMPTY},
        {NOMINATION_DEED, 14, NOMINATION_SHORT},
        {NOMINATION_DEED, 15, NOMINATION_OK},
        {NOMINATION_DEED, 400, NOMINATION_OK},
        {NOMINATION_DEED, 401, NOMINATION_LONG},
        {NOMINATION_SENDER_NAME, 0, NOMINATION_OK},
        {NOMINATION_SENDER_NAME, 1, NOMINATION_SHORT},
        {NOMINATION_SENDER_NAME, 2, NOMINATION_OK},
        {NOMINATION_SENDER_NAME, 80, NOMINATION_OK},
        {NOMINATION_SENDER_NAME, 81, NOMINATION_LONG},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        for (size_t letter = 0; letter < check_items(letters); letter++) {
            char *text = times(letters[letter], rows[i].count), row[64];
            struct nomination n = least();
            n.reason_count = 0;
            char *const places[] = {[NOMINATION_NAME] = n.name,
                                    [NOMINATION_UNIT_OTHER] = n.unit_other,
                                    [NOMINATION_DEED] = n.deed,
                                    [NOMINATION_SENDER_NAME] = n.sender_name};
            strcpy(places[rows[i].field], text);
            snprintf(row, sizeof row, "%s of %d \"%s\"", nomination_field_word(rows[i].field),
                     rows[i].count, letters[letter]);
            check_rule(row, &n, rows[i].field, rows[i].want);
            free(text);
        }
    }
}

static void kinds_and_honorifics(void **state) {
    (void)state;
    static const struct {
        const char *kind, *honorific;
        enum nomination_rule kind_rule, honorific_rule;
    } rows[] = {
        {"", "", NOMINATION_EMPTY, NOMINATION_OK},
        {"resident", "", NOMINATION_OK, NOMINATION_OK},
        {"resident", "ông", NOMINATION_OK, NOMINATION_OK},
        {"official", "bà", NOMINATION_OK, NOMINATION_OK},
        {"official", "anh", NOMINATION_OK, NOMINATION_OK},
        {"resident", "chị", NOMINATION_OK, NOMINATION_OK},
        {"resident", "đồng chí", NOMINATION_OK, NOMINATION_UNKNOWN},
        {"collective", "", NOMINATION_OK, NOMINATION_OK},
        {"collective", "ông", NOMINATION_OK, NOMINATION_UNKNOWN},
        {"model", "ông", NOMINATION_OK, NOMINATION_UNKNOWN},
        {"family", "", NOMINATION_UNKNOWN, NOMINATION_OK},
        {"meta", "", NOMINATION_UNKNOWN, NOMINATION_OK},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct nomination n = least();
        strcpy(n.kind, rows[i].kind);
        strcpy(n.honorific, rows[i].honorific);
        check_rule(rows[i].kind, &n, NOMINATION_KIND, rows[i].kind_rule);
        check_rule(rows[i].honorific, &n, NOMINATION_HONORIFIC, rows[i].honorific_rule);
    }
}

static void units(void **state) {
    (void)state;
    static const struct {
        const char *row;
        bool is_chosen;
        const char *id, *other;
        enum nomination_rule want;
    } rows[] = {
        {"nothing touched", false, "", "", NOMINATION_EMPTY},
        {"Không rõ", true, "", "", NOMINATION_OK},
        {"from the list", true, "don-vi-01", "", NOMINATION_OK},
        {"Nơi khác", true, "", "Thôn Bản Liếp", NOMINATION_OK},
        {"not in the list", true, "don-vi-99", "", NOMINATION_UNKNOWN},
        {"both at once", true, "don-vi-01", "Thôn Bản Liếp", NOMINATION_TOO_MANY},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct nomination n = least();
        n.is_unit_chosen = rows[i].is_chosen;
        strcpy(n.unit_id, rows[i].id);
        strcpy(n.unit_other, rows[i].other);
        check_rule(rows[i].row, &n, NOMINATION_UNIT, rows[i].want);
    }
}

static void reasons_or_the_deed(void **state) {
    (void)state;
    static const char *const fourteen = "Hiến đất, góp.", *const fifteen = "Hiến đất làm đường";
    static const struct {
        const char *row, *kind, *reasons[NOMINATION_REASONS_MAX];
        int deed; // 0 none, 1 one letter, 14 or 15: below or above the least
        enum nomination_rule reasons_rule, deed_rule;
    } rows[] = {
        {"nothing", "resident", {NULL}, 0, NOMINATION_EMPTY, NOMINATION_EMPTY},
        {"a reason", "resident", {"r-san-xuat"}, 0, NOMINATION_OK, NOMINATION_OK},
        {"a reason and a word", "resident", {"r-san-xuat"}, 1, NOMINATION_OK, NOMINATION_OK},
        {"a short deed", "resident", {NULL}, 14, NOMINATION_OK, NOMINATION_SHORT},
        {"a deed", "resident", {NULL}, 15, NOMINATION_OK, NOMINATION_OK},
        {"Việc khác alone", "resident", {"r-khac"}, 0, NOMINATION_OK, NOMINATION_EMPTY},
        {"Việc khác, short", "resident", {"r-khac"}, 14, NOMINATION_OK, NOMINATION_SHORT},
        {"Việc khác, told", "resident", {"r-khac"}, 15, NOMINATION_OK, NOMINATION_OK},
        {"Việc khác of officials", "official", {"o-khac"}, 1, NOMINATION_OK, NOMINATION_SHORT},
        {"Việc khác of groups", "collective", {"c-khac"}, 1, NOMINATION_OK, NOMINATION_SHORT},
        {"Việc khác of models", "model", {"m-khac"}, 1, NOMINATION_OK, NOMINATION_SHORT},
        {"Việc khác and one that tells",
         "resident",
         {"r-khac", "r-san-xuat"},
         0,
         NOMINATION_OK,
         NOMINATION_OK},
        {"one twice", "resident", {"r-khac", "r-khac"}, 15, NOMINATION_TOO_MANY, NOMINATION_OK},
        {"first and third",
         "resident",
         {"r-san-xuat", "r-khac", "r-san-xuat"},
         0,
         NOMINATION_TOO_MANY,
         NOMINATION_OK},
        {"of another kind", "resident", {"o-khac"}, 15, NOMINATION_UNKNOWN, NOMINATION_OK},
        {"of no kind", "resident", {"r-none"}, 15, NOMINATION_UNKNOWN, NOMINATION_OK},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct nomination n = least();
        strcpy(n.kind, rows[i].kind);
        n.reason_count = 0;
        while (n.reason_count < NOMINATION_REASONS_MAX && rows[i].reasons[n.reason_count]) {
            strcpy(n.reasons[n.reason_count], rows[i].reasons[n.reason_count]);
            n.reason_count++;
        }
        strcpy(n.deed, rows[i].deed == 0    ? ""
                       : rows[i].deed == 1  ? "x"
                       : rows[i].deed == 14 ? fourteen
                                            : fifteen);
        check_rule(rows[i].row, &n, NOMINATION_REASONS, rows[i].reasons_rule);
        check_rule(rows[i].row, &n, NOMINATION_DEED, rows[i].deed_rule);
    }
    struct nomination n = least();
    n.reason_count = NOMINATION_REASONS_MAX + 1;
    check_rule("more than there is room for", &n, NOMINATION_REASONS, NOMINATION_TOO_MANY);
}

static void numbers_in_the_deed_only_warn(void **state) {
    (void)state;
    static const struct {
        const char *deed;
        enum nomination_rule want;
    } rows[] = {
        {"Giúp 12345678 lượt bà con", NOMINATION_OK},
        {"Số 123456789 là của ai", NOMINATION_SENSITIVE},
        {"Số 012345678901", NOMINATION_SENSITIVE},
        {"Số 1234 56789 là của ai", NOMINATION_OK}, // only digits in a row count
        {"Số 1234.56789 là của ai", NOMINATION_OK},
        {"Số ١٢٣٤٥٦٧٨٩ là của ai", NOMINATION_SENSITIVE},
        {"123456789", NOMINATION_SHORT}, // the fault first, then the warning
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct nomination n = least();
        enum nomination_rule rule;
        n.reason_count = 0;
        strcpy(n.deed, rows[i].deed);
        check_rule(rows[i].deed, &n, NOMINATION_DEED, rows[i].want);
        check_number(rows[i].deed, nomination_first_fault(&n, content, false, &rule),
                     rows[i].want == NOMINATION_SHORT ? NOMINATION_DEED : NOMINATION_FIELDS);
    }
}

static void telephone_numbers(void **state) {
    (void)state;
    static const struct {
        const char *phone;
        enum nomination_rule want;
    } rows[] = {
        {"", NOMINATION_OK},
        {"0312345678", NOMINATION_OK},
        {"0512345678", NOMINATION_OK},
        {"0712345678", NOMINATION_OK},
        {"0812345678", NOMINATION_OK},
        {"0912345678", NOMINATION_OK},
        {"02053812345", NOMINATION_OK},
        {"0112345678", NOMINATION_FORMAT},
        {"0412345678", NOMINATION_FORMAT},
        {"0612345678", NOMINATION_FORMAT},
        {"0012345678", NOMINATION_FORMAT},
        {"091234567", NOMINATION_FORMAT},
        {"09123456789", NOMINATION_FORMAT},
        {"0205381234", NOMINATION_FORMAT},
        {"020538123456", NOMINATION_FORMAT},
        {"9912345678", NOMINATION_FORMAT},
        {"84912345678", NOMINATION_FORMAT},
        {"+8491234567", NOMINATION_FORMAT},
        {"0912 34567", NOMINATION_FORMAT},
        {"091234567x", NOMINATION_FORMAT},
        {"0", NOMINATION_FORMAT},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct nomination n = least();
        strcpy(n.sender_phone, rows[i].phone);
        check_rule(rows[i].phone, &n, NOMINATION_SENDER_PHONE, rows[i].want);
    }
}

static void the_communes_policy_may_want_a_sender(void **state) {
    (void)state;
    struct nomination n = least();
    assert_int_equal(nomination_check(&n, NOMINATION_SENDER_NAME, content, false), NOMINATION_OK);
    assert_int_equal(nomination_check(&n, NOMINATION_SENDER_NAME, content, true), NOMINATION_EMPTY);
    strcpy(n.sender_phone, "0912345678");
    assert_int_equal(nomination_check(&n, NOMINATION_SENDER_NAME, content, true), NOMINATION_OK);
    n.sender_phone[0] = '\0';
    strcpy(n.sender_name, "Lý Thị B");
    assert_int_equal(nomination_check(&n, NOMINATION_SENDER_NAME, content, true), NOMINATION_OK);
}

static void consent_is_a_tick_with_its_time(void **state) {
    (void)state;
    struct nomination n = least();
    check_rule("ticked", &n, NOMINATION_CONSENT, NOMINATION_OK);
    strcpy(n.consent_at, "hôm nay");
    check_rule("no time", &n, NOMINATION_CONSENT, NOMINATION_FORMAT);
    n.has_consent = false;
    check_rule("not ticked", &n, NOMINATION_CONSENT, NOMINATION_EMPTY);
}

static void a_difficulty_is_one_text(void **state) {
    (void)state;
    struct nomination n = {.is_difficulty = true, .has_consent = true};
    enum nomination_rule rule;
    assert_int_equal(nomination_first_fault(&n, content, false, &rule), NOMINATION_DEED);
    strcpy(n.deed, "Đường bị sạt.");
    assert_int_equal(nomination_first_fault(&n, content, false, &rule), NOMINATION_DEED);
    assert_int_equal(rule, NOMINATION_SHORT);
    assert_true(nomination_toggle_reason(&n, "r-san-xuat")); // would free a nomination's deed
    assert_int_equal(nomination_first_fault(&n, content, false, &rule), NOMINATION_DEED);
    strcpy(n.deed, "Đường vào thôn bị sạt.");
    assert_int_equal(nomination_first_fault(&n, content, false, &rule), NOMINATION_FIELDS);
    assert_int_equal(nomination_first_fault(&n, content, true, &rule), NOMINATION_SENDER_NAME);
}

/* Its text has the deed's limits, and no chosen reason frees it from them. */
static void the_text_of_a_difficulty_has_limits(void **state) {
    (void)state;
    static const struct {
        size_t chars;
        const char *tail; // after so many times "ơ"
        enum nomination_rule rule;
    } rows[] = {
        {0, "", NOMINATION_EMPTY},
        {1, "", NOMINATION_SHORT},
        {NOMINATION_DEED_MIN - 1, "", NOMINATION_SHORT},
        {NOMINATION_DEED_MIN, "", NOMINATION_OK},
        {NOMINATION_DEED_MAX, "", NOMINATION_OK},
        {NOMINATION_DEED_MAX + 1, "", NOMINATION_LONG},
        {NOMINATION_DEED_MIN, " 12345678", NOMINATION_OK},
        {NOMINATION_DEED_MIN, " 123456789", NOMINATION_SENSITIVE},
        {NOMINATION_DEED_MIN, " 1234 56789", NOMINATION_OK},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct nomination n = {.is_difficulty = true, .has_consent = true};
        enum nomination_rule rule;
        char row[32];
        for (size_t c = 0; c < rows[i].chars; c++)
            strcat(n.deed, "ơ");
        strcat(n.deed, rows[i].tail);
        snprintf(row, sizeof row, "%zu%s", rows[i].chars, rows[i].tail);
        check_number(row, nomination_check(&n, NOMINATION_DEED, content, false), rows[i].rule);
        bool may_pass = rows[i].rule == NOMINATION_OK || rows[i].rule == NOMINATION_SENSITIVE;
        check_number(row, nomination_first_fault(&n, content, false, &rule),
                     may_pass ? NOMINATION_FIELDS : NOMINATION_DEED);
    }
}

static void a_store_with_other_content_asks_no_lists(void **state) {
    (void)state;
    struct nomination n = least();
    enum nomination_rule rule;
    strcpy(n.unit_id, "don-vi-cu");
    strcpy(n.reasons[0], "r-cu");
    assert_int_equal(nomination_first_fault(&n, NULL, false, &rule), NOMINATION_FIELDS);
    assert_int_equal(nomination_first_fault(&n, content, false, &rule), NOMINATION_UNIT);
}

static void reasons_are_chosen_and_dropped(void **state) {
    (void)state;
    struct nomination n = {.is_difficulty = false};
    assert_true(nomination_toggle_reason(&n, "a"));
    assert_true(nomination_toggle_reason(&n, "b"));
    assert_true(nomination_toggle_reason(&n, "c"));
    assert_false(nomination_toggle_reason(&n, "d"));
    assert_int_equal(n.reason_count, 3);
    assert_true(nomination_toggle_reason(&n, "a"));
    assert_false(nomination_has_reason(&n, "a"));
    assert_true(nomination_has_reason(&n, "b"));
    assert_true(nomination_has_reason(&n, "c"));
    assert_string_equal(n.reasons[0], "b");
    assert_true(nomination_toggle_reason(&n, "d"));
    assert_string_equal(n.reasons[2], "d");
    char *long_id = times("x", NOMINATION_ID_BYTES);
    assert_true(nomination_toggle_reason(&n, "d"));
    assert_false(nomination_toggle_reason(&n, long_id));
    free(long_id);
}

static void another_kind_drops_its_reasons_and_keeps_the_rest(void **state) {
    (void)state;
    struct nomination n = least();
    strcpy(n.honorific, "bà");
    nomination_set_kind(&n, "resident"); // the same: nothing changes
    assert_int_equal(n.reason_count, 1);
    nomination_set_kind(&n, "official");
    assert_int_equal(n.reason_count, 0);
    assert_string_equal(n.name, "Nguyễn Văn A");
    assert_string_equal(n.honorific, "bà");
    nomination_set_kind(&n, "collective");
    assert_string_equal(n.honorific, "");
}

static void anything_entered_counts_as_touched(void **state) {
    (void)state;
    struct nomination n = {.is_difficulty = true};
    assert_false(nomination_is_touched(&n));
    const struct {
        const char *row;
        struct nomination n;
    } rows[] = {
        {"kind", {.kind = "model"}},
        {"name", {.name = "A"}},
        {"honorific", {.honorific = "ông"}},
        {"unit", {.is_unit_chosen = true}},
        {"other", {.unit_other = "A"}},
        {"reason", {.reason_count = 1}},
        {"deed", {.deed = "A"}},
        {"sender", {.sender_name = "A"}},
        {"phone", {.sender_phone = "0"}},
        {"consent", {.has_consent = true}},
    };
    for (size_t i = 0; i < check_items(rows); i++)
        check_number(rows[i].row, nomination_is_touched(&rows[i].n), true);
    n = least();
    nomination_wipe(&n);
    for (size_t i = 0; i < sizeof n; i++)
        assert_int_equal(((const char *)&n)[i], 0);
}

static void words_are_those_of_the_form(void **state) {
    (void)state;
    assert_string_equal(nomination_field_word(NOMINATION_SENDER_PHONE), "sender.phone");
    assert_string_equal(nomination_field_word(NOMINATION_NAME), "name");
    assert_string_equal(nomination_rule_word(NOMINATION_TOO_MANY), "too-many");
    for (enum nomination_field field = 0; field < NOMINATION_FIELDS; field++)
        assert_true(strlen(nomination_field_word(field)) > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_of_each_is_enough),
        cmocka_unit_test(faults_come_in_the_order_of_the_steps),
        cmocka_unit_test(names),
        cmocka_unit_test(lengths),
        cmocka_unit_test(kinds_and_honorifics),
        cmocka_unit_test(units),
        cmocka_unit_test(reasons_or_the_deed),
        cmocka_unit_test(numbers_in_the_deed_only_warn),
        cmocka_unit_test(telephone_numbers),
        cmocka_unit_test(the_communes_policy_may_want_a_sender),
        cmocka_unit_test(consent_is_a_tick_with_its_time),
        cmocka_unit_test(a_difficulty_is_one_text),
        cmocka_unit_test(the_text_of_a_difficulty_has_limits),
        cmocka_unit_test(a_store_with_other_content_asks_no_lists),
        cmocka_unit_test(reasons_are_chosen_and_dropped),
        cmocka_unit_test(another_kind_drops_its_reasons_and_keeps_the_rest),
        cmocka_unit_test(anything_entered_counts_as_touched),
        cmocka_unit_test(words_are_those_of_the_form),
    };
    return cmocka_run_group_tests(tests, open_content, close_content);
}
