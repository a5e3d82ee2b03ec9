/* Slips on paper typed in, and citizens at the desk: the real program on loopback. */
#include "cases.h"

#include <ctype.h>

static struct cases cases;

static int start(void **state) {
    (void)state;
    cases_start(&cases);
    return 0;
}

static int stop(void **state) {
    (void)state;
    cases_stop(&cases);
    return 0;
}

/* A form that keeps every rule; a row changes one field of it. */
static const char *const good[][2] = {
    {"source", "paper"},
    {"kind", "resident"},
    {"honorific", "ông"},
    {"name", "Nguyễn Văn Giấy"},
    {"unit_id", "don-vi-02"},
    {"reasons", "r-gop"},
    {"sender.phone", "0912 345.678"},
    {"consent", "2023-06-01"},
};

static long send_paper(struct browser *b, const char *id, const char *field, const char *value) {
    const char *fields[2 * check_items(good) + 5];
    size_t count = 0;
    bool is_there = false;
    fields[count++] = "id";
    fields[count++] = id;
    for (size_t i = 0; i < check_items(good); i++) {
        bool is_row = field && !strcmp(field, good[i][0]);
        is_there |= is_row;
        fields[count++] = good[i][0];
        fields[count++] = is_row ? value : good[i][1];
    }
    if (field && !is_there) {
        fields[count++] = field;
        fields[count++] = value;
    }
    fields[count] = NULL;
    return browser_post_fields(b, "/office/paper", fields);
}

static void what_is_typed_in_gets_a_code(void **state) {
    (void)state;
    struct browser *clerk = &cases.clerk;
    char id[CRYPTO_UUID_MAX];
    check_number("form", browser_get(clerk, "/office/paper"), 200);
    strcpy(id, form_value(clerk, "/office/paper", "id"));
    assert_true(crypto_is_uuid4(id));
    char *receipt = xasprintf("/office/paper/%s", id);
    for (int i = 0; i < 2; i++) { // a double click is one slip
        check_number("sent", send_paper(clerk, id, NULL, NULL), 303);
        check_text("to the receipt", browser_sent_to(clerk), receipt);
    }
    check_number("receipt", browser_get(clerk, receipt), 200);
    sees("its code", clerk, "<p class=\"receipt-code\">HP-", true);
    sees("no name on it", clerk, "Nguyễn Văn Giấy", false);
    check_number("dossier", case_get(clerk, id), 200);
    sees("where from", clerk, "Giấy", true);
    sees("the number as it is kept", clerk, "0912345678", true);
    sees("its consent", clerk, "<dd>1/6/2023</dd>", true);
    sees("on what", clerk, "<dd>Bản giấy có chữ ký</dd>", true);
    sees("no hour is made up", clerk, "1/6/2023 00:00", false);
    sees("one arrival", clerk, "Nhận phiếu", true);
    free(receipt);
}

static void paper_keeps_the_rules_of_the_kiosk(void **state) {
    (void)state;
    static const struct {
        const char *field, *value, *told;
    } rows[] = {
        {"kind", "", "Xin điền mục này."},
        {"name", "", "Xin điền mục này."},
        {"name", "Nguyễn 2", "Tên người chỉ gồm chữ cái"},
        {"unit_id", "", "Xin điền mục này."},
        {"unit_id", "don-vi-99", "không có trong nội dung"},
        {"unit_id", "+", "Xin điền mục này."},
        {"reasons", "", "Xin điền mục này."},
        {"sender.phone", "123", "Số điện thoại chưa đúng."},
        {"consent", "", "Xin điền mục này."},
        {"consent", "2999-01-01", "Ngày này chưa tới."},
        {"consent", "1/1/2999", "Ngày này chưa tới."},
        {"consent", "hôm nay", "Ngày chưa đúng, xin ghi như 31/5/2023."},
        {"source", "kiosk", "không có trong nội dung"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char name[64], id[CRYPTO_UUID_MAX];
        crypto_uuid4(id);
        snprintf(name, sizeof name, "%s=%s", rows[i].field, rows[i].value);
        check_number(name, send_paper(&cases.clerk, id, rows[i].field, rows[i].value), 422);
        sees(name, &cases.clerk, rows[i].told, true);
        if (strcmp(rows[i].field, "name") != 0)
            sees("what was typed stays", &cases.clerk, "value=\"Nguyễn Văn Giấy\"", true);
    }
}

static void a_code_opens_the_slip_at_the_desk(void **state) {
    (void)state;
    struct browser *clerk = &cases.clerk;
    struct slip_sent slip = cases_send_one(&cases, "Nguyễn Văn Sai");
    char *desk = xasprintf("/office/desk/%s", slip.id), small[CODE_TEXT_MAX];
    for (size_t i = 0; i <= strlen(slip.code); i++)
        small[i] = (char)tolower((unsigned char)slip.code[i]);
    browser_get(clerk, "/office/desk");
    check_number("no such code", browser_post(clerk, "/office/desk", "code", "HP-2222-2222"), 422);
    check_number("in small letters", browser_post(clerk, "/office/desk", "code", small), 303);
    check_text("its slip", browser_sent_to(clerk), desk);
    const char *const spoken[] = {small + 3, " hp ", "HP\xe2\x80\x93"};
    for (size_t i = 0; i < check_items(spoken); i++) {
        char typed[64];
        snprintf(typed, sizeof typed, "%s%.4s %s", i ? spoken[i] : "", small + 3, small + 8);
        check_number(typed, browser_post(clerk, "/office/desk", "code", typed), 303);
        check_text(typed, browser_sent_to(clerk), desk);
    }
    check_number("nothing", browser_post(clerk, "/office/desk", "code", " "), 422);
    sees("nothing", clerk, "Xin điền mục này.", true);
    check_number("page", browser_get(clerk, desk), 200);
    sees("what it says", clerk, "value=\"Nguyễn Văn Sai\"", true);

    char version[32], event_id[CRYPTO_UUID_MAX];
    strcpy(version, form_value(clerk, desk, "version"));
    strcpy(event_id, form_value(clerk, desk, "event_id"));
    check_number("a fault",
                 browser_post(clerk, desk, "version", version, "event_id", event_id, "kind",
                              "resident", "name", "", "unit_id", "?", "deed",
                              "Giúp bà con mùa gặt."),
                 422);
    check_number("put right",
                 browser_post(clerk, desk, "version", version, "event_id", event_id, "kind",
                              "resident", "name", "Nguyễn Văn Đúng", "unit_id", "+", "unit_other",
                              "xã bên", "deed", "Giúp bà con mùa gặt."),
                 303);
    case_get(clerk, slip.id);
    sees("the new name", clerk, "Nguyễn Văn Đúng", true);
    sees("the new place", clerk, "xã bên", true);
    sees("consent stays", clerk, "12/5/2023", true);
    sees("in the log", clerk, "Sửa phiếu theo lời người gửi", true);
    check_number("from an older page",
                 browser_post(clerk, desk, "version", version, "event_id",
                              "6f1c7f7e-3a57-4b0e-9c3a-0d2f5f0a1b2c", "kind", "resident", "name",
                              "Nguyễn Văn Cũ", "unit_id", "?", "deed", "Giúp bà con mùa gặt."),
                 412);
    sees("what was typed stays", clerk, "value=\"Nguyễn Văn Cũ\"", true);
    free(desk);
}

static void a_slip_is_taken_back_at_the_desk(void **state) {
    (void)state;
    struct browser *clerk = &cases.clerk;
    struct nomination form = good_form();
    form.is_difficulty = true;
    strcpy(form.deed, "Đường vào thôn lầy lội mùa mưa.");
    const struct slip_sent slips[] = {cases_send_one(&cases, "Trần Văn Rút"),
                                      cases_send(&cases, &form)};
    for (size_t i = 0; i < check_items(slips); i++) {
        char *desk = xasprintf("/office/desk/%s", slips[i].id);
        char *action = xasprintf("%s/withdraw", desk);
        check_number("page", browser_get(clerk, desk), 200);
        check_number("withdrawn",
                     browser_post(clerk, action, "version", form_value(clerk, action, "version"),
                                  "event_id", form_value(clerk, action, "event_id")),
                     303);
        check_number("gone", browser_get(clerk, desk), 404);
        browser_get(clerk, "/office/desk");
        check_number("its code", browser_post(clerk, "/office/desk", "code", slips[i].code), 422);
        free(action);
        free(desk);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_typed_in_gets_a_code),
        cmocka_unit_test(paper_keeps_the_rules_of_the_kiosk),
        cmocka_unit_test(a_code_opens_the_slip_at_the_desk),
        cmocka_unit_test(a_slip_is_taken_back_at_the_desk),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
