/* Many dossiers at once: the council's round, decisions, and the wall that follows. */
#include "rounds.h"

#define NO_ROW "0d4c1b56-31d5-4c3c-9c3b-1d2a3b4c5d6e"

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

static void state_is(const char *id, const char *label) {
    case_get(&cases.clerk, id);
    sees(id, &cases.clerk, label, true);
}

/* --- the council's round -------------------------------------------------------------------- */

static void a_meeting_is_recorded_for_many(void **state) {
    (void)state;
    struct browser *clerk = &cases.clerk;
    struct slip_sent a = rounds_forward(&cases, "Nguyễn Văn A"),
                     b = rounds_forward(&cases, "Trần Thị B"),
                     c = rounds_forward(&cases, "Lê Văn C"), d = rounds_forward(&cases, "Bế Thị D");
    check_number("page", browser_get(clerk, "/office/council"), 200);
    sees("part", clerk, "A. GIẤY KHEN CỦA CHỦ TỊCH UBND XÃ", true);
    sees("subpart", clerk, "III. Gia đình, nông dân, người lao động", true);
    sees("approving is no result of the council", clerk, "value=\"approved\"", false);
    check_number("nothing said", browser_post(clerk, "/office/council", ROUNDS_MEETING), 422);
    sees("says so", clerk, "Xin chọn kết quả cho ít nhất một hồ sơ.", true);
    sees("what was typed stays", clerk, "value=\"04/BB-HĐ\"", true);

    browser_get(clerk, "/office/council");
    check_number("no reason",
                 browser_post(clerk, "/office/council", ROUNDS_MEETING, "row",
                              rounds_row(clerk, a.id), rounds_name("result", a.id), "agreed",
                              rounds_name("votes", a.id), "6", "row", rounds_row(clerk, b.id),
                              rounds_name("result", b.id), "not_selected",
                              rounds_name("votes", b.id), "1"),
                 422);
    sees("names the row", clerk, "Trần Thị B", true);
    sees("names the field", clerk, "Lý do: Xin điền mục này.", true);
    state_is(a.id, "Đã trình Hội đồng");
    sees("nothing was done", clerk, "6/7", false);

    browser_get(clerk, "/office/council");
    check_number(
        "record",
        browser_post(clerk, "/office/council", ROUNDS_MEETING, "row", rounds_row(clerk, a.id),
                     rounds_name("result", a.id), "agreed", rounds_name("votes", a.id), "6", "row",
                     rounds_row(clerk, b.id), rounds_name("result", b.id), "not_selected",
                     rounds_name("votes", b.id), "1", rounds_name("note", b.id),
                     "Chưa đủ tiêu chuẩn", "row", rounds_row(clerk, c.id),
                     rounds_name("result", c.id), "appraising", rounds_name("votes", c.id), "2",
                     rounds_name("note", c.id), "Hỏi thêm thôn", "row", rounds_row(clerk, d.id)),
        303);
    state_is(a.id, "Đã trình Hội đồng");
    sees("votes", clerk, "6/7", true);
    sees("minutes", clerk, "04/BB-HĐ", true);
    state_is(b.id, "Không được chọn");
    sees("reason", clerk, "Chưa đủ tiêu chuẩn", true);
    state_is(c.id, "Đang thẩm định");
    state_is(d.id, "Đã trình Hội đồng");
    sees("not spoken of", clerk, "04/BB-HĐ", false);
}

static void a_meetings_faults_are_told_in_its_fields(void **state) {
    (void)state;
    struct browser *clerk = &cases.clerk;
    struct slip_sent slip = rounds_forward(&cases, "Vi Văn Sáu");
    static const struct {
        const char *date, *present, *votes, *told, *not_told;
    } rows[] = {
        {"", "", "9", "Ngày họp: Xin điền mục này. Số dự họp: Xin điền mục này.", "nhiều hơn"},
        {"2023-06-05", "bảy", "6", "Số dự họp: Xin ghi số người dự họp bằng chữ số.", "nhiều hơn"},
        {"hôm qua", "7", "6", "Ngày họp: Ngày chưa đúng, xin ghi như 31/5/2023.", "chưa tới"},
        {"5/6/2999", "7", "sáu", "Ngày họp: Ngày này chưa tới.", "bằng chữ số"},
        {"5/6/2023", "7", "sáu", "Số phiếu đồng ý: Xin ghi số phiếu bằng chữ số.", "mục này"},
        {"5/6/2023", "7", "8", "không thể nhiều hơn số dự họp", "mục này"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        browser_get(clerk, "/office/council");
        check_number(rows[i].told,
                     browser_post(clerk, "/office/council", "council.meeting_no", "05/BB-HĐ",
                                  "council.date", rows[i].date, "council.present", rows[i].present,
                                  "row", rounds_row(clerk, slip.id), rounds_name("result", slip.id),
                                  "agreed", rounds_name("votes", slip.id), rows[i].votes,
                                  rounds_name("note", slip.id), "Đã bàn kỹ"),
                     422);
        sees(rows[i].told, clerk, rows[i].told, true);
        sees("nothing else", clerk, rows[i].not_told, false);
        sees("what was typed stays", clerk, "value=\"Đã bàn kỹ\"", true);
        sees("of the meeting, too", clerk, "value=\"05/BB-HĐ\"", true);
    }
    state_is(slip.id, "Đã trình Hội đồng");
}

static void a_stale_row_stops_all(void **state) {
    (void)state;
    struct browser *clerk = &cases.clerk;
    struct slip_sent a = rounds_forward(&cases, "Hoàng Văn E"),
                     b = rounds_forward(&cases, "Nông Thị G");
    browser_get(clerk, "/office/council");
    case_do(&cases.chair, b.id, "note", "note", "Hỏi lại.");
    check_number(
        "stale",
        browser_post(clerk, "/office/council", ROUNDS_MEETING, "row", rounds_row(clerk, a.id),
                     rounds_name("result", a.id), "agreed", rounds_name("votes", a.id), "5",
                     rounds_name("note", a.id), "Nhất trí", "row", rounds_row(clerk, b.id),
                     rounds_name("result", b.id), "agreed", rounds_name("votes", b.id), "4"),
        412);
    sees("names it", clerk, "Người khác vừa sửa hồ sơ của Nông Thị G", true);
    sees("keeps the votes", clerk, "value=\"5\"", true);
    sees("keeps the note", clerk, "value=\"Nhất trí\"", true);
    case_get(clerk, a.id);
    sees("nothing was done", clerk, "04/BB-HĐ", false);
    browser_get(clerk, "/office/council");
    check_number("more votes than people",
                 browser_post(clerk, "/office/council", ROUNDS_MEETING, "row",
                              rounds_row(clerk, a.id), rounds_name("result", a.id), "agreed",
                              rounds_name("votes", a.id), "8"),
                 422);
    sees("says so", clerk, "không thể nhiều hơn số dự họp", true);
}

static void the_council_reads_only(void **state) {
    (void)state;
    struct browser *council = &cases.council;
    check_number("page", browser_get(council, "/office/council"), 200);
    sees("no form", council, "name=\"row\"", false);
    sees("no sender", council, "0912345678", false);
    check_number("refused", browser_post(council, "/office/council", ROUNDS_MEETING), 403);
    check_number("who publishes", browser_get(&cases.culture, "/office/council"), 403);
}

/* --- decisions ------------------------------------------------------------------------------ */

#define DECIDE "/office/decisions?to=approved&by=role-chutich"
#define REVOKE "/office/decisions?to=revoked&by=role-chutich"
#define PROPOSE "/office/decisions?to=proposed_higher&by=role-chutich"
#define HIGHER "/office/decisions?to=approved&by=role-captren"

static void one_decision_names_many(void **state) {
    (void)state;
    struct browser *clerk = &cases.clerk;
    struct slip_sent a = rounds_forward(&cases, "Vi Văn H"), b = rounds_forward(&cases, "Lý Thị K"),
                     c = rounds_forward(&cases, "Chưa Họp L");
    rounds_agree(&cases, &a);
    rounds_agree(&cases, &b);
    check_number("page", browser_get(clerk, DECIDE), 200);
    sees("agreed", clerk, "Vi Văn H", true);
    sees("the council first", clerk, "Chưa Họp L", false);
    browser_get(clerk, "/office/council");
    check_number("nor by hand",
                 browser_post(clerk, DECIDE, "row", rounds_row(clerk, c.id), "pick", c.id,
                              "decision.number", "1", "decision.date", "2023-06-06"),
                 422);
    sees("says what is missing", clerk, "Kết quả Hội đồng", true);
    browser_get(clerk, DECIDE);
    check_number("nobody picked",
                 browser_post(clerk, DECIDE, "row", rounds_row(clerk, a.id), "decision.number",
                              "20/QĐ-UBND", "decision.date", "2023-06-06"),
                 422);
    sees("kept", clerk, "value=\"20/QĐ-UBND\"", true);
    browser_get(clerk, DECIDE);
    check_number("no date",
                 browser_post(clerk, DECIDE, "row", rounds_row(clerk, a.id), "pick", a.id,
                              "decision.number", "20/QĐ-UBND", "decision.date", ""),
                 422);
    sees("for all", clerk, "Chưa ghi hồ sơ nào. Ngày quyết định: Xin điền mục này.", true);
    browser_get(clerk, DECIDE);
    check_number("decide",
                 browser_post(clerk, DECIDE, "row", rounds_row(clerk, a.id), "pick", a.id, "row",
                              rounds_row(clerk, b.id), "pick", b.id, "decision.number",
                              "20/QĐ-UBND", "decision.date", "2023-06-06"),
                 303);
    state_is(a.id, "Đã khen · Cấp xã");
    sees("number", clerk, "20/QĐ-UBND", true);
    state_is(b.id, "Đã khen · Cấp xã");
    check_number("chairman looks", browser_get(&cases.chair, DECIDE), 200);
    check_number("chairman records nothing", browser_post(&cases.chair, DECIDE, "pick", a.id), 403);
}

static void the_higher_level_decides_what_was_submitted(void **state) {
    (void)state;
    struct browser *clerk = &cases.clerk;
    struct slip_sent a = cases_send_one(&cases, "Đàm Văn M");
    const char *fields[] = {CASE_FILLED, "project_id", "mh-01", NULL};
    for (const char **at = fields; *at; at += 2) {
        if (!strcmp(*at, "level"))
            at[1] = "huyen";
        if (!strcmp(*at, "check.gd-5x"))
            at[0] = "check.gd-5h";
    }
    case_do(clerk, a.id, "step", "to", "appraising");
    check_number("fill in", case_do_fields(clerk, a.id, "fields", fields), 303);
    check_number("forward", case_do(clerk, a.id, "step", "to", "forwarded_council"), 303);
    rounds_agree(&cases, &a);
    browser_get(clerk, DECIDE);
    sees("not the commune's", clerk, "Đàm Văn M", false);
    browser_get(clerk, PROPOSE);
    check_number("propose",
                 browser_post(clerk, PROPOSE, "row", rounds_row(clerk, a.id), "pick", a.id,
                              "higher_submission.number", "15/TTr-UBND", "higher_submission.date",
                              "2023-06-06", "higher_submission.to", "UBND huyện"),
                 303);
    state_is(a.id, "Đã trình cấp trên");
    sees("submission", clerk, "15/TTr-UBND", true);
    browser_get(clerk, "/office/council");
    sees("still on the council's list", clerk, "Đàm Văn M", true);
    browser_get(clerk, HIGHER);
    check_number("higher",
                 browser_post(clerk, HIGHER, "row", rounds_row(clerk, a.id), "pick", a.id,
                              "decision.number", "99/QĐ-UBND", "decision.date", "2023-06-07"),
                 303);
    state_is(a.id, "Đã khen · Cấp huyện");
    sees("submission stays", clerk, "15/TTr-UBND", true);
    sees("its result", clerk, "Đã khen</dd>", true);
}

/* --- the wall ------------------------------------------------------------------------------- */

static void consent(const struct slip_sent *slip, const char *value) {
    check_number("consent",
                 case_do(&cases.culture, slip->id, "consent", "publish_consent.value", value,
                         "publish_consent.date", "2023-06-07", "publish_consent.how", "Ký giấy"),
                 303);
}

static struct slip_sent award(const char *name) {
    struct slip_sent slip = rounds_forward(&cases, name);
    rounds_agree(&cases, &slip);
    check_number("approve",
                 case_do(&cases.clerk, slip.id, "step", "to", "approved", "decision.number",
                         "30/QĐ-UBND", "decision.date", "2023-06-06"),
                 303);
    return slip;
}

static long publish(const char *act, const struct slip_sent *slips, size_t count) {
    struct browser *culture = &cases.culture;
    bool is_hide = !strcmp(act, "hide");
    const char *path = is_hide ? "/office/publication?shown=1" : "/office/publication";
    const char *fields[32] = {"act", act};
    size_t used = 2;
    check_number("page", browser_get(culture, path), 200);
    for (size_t i = 0; i < count; i++) {
        const char *pair[] = {"row", rounds_row(culture, slips[i].id), "pick", slips[i].id};
        memcpy(fields + used, pair, sizeof pair);
        used += 4;
    }
    return browser_post_fields(culture, path, fields);
}

static void who_agreed_goes_on_the_wall(void **state) {
    (void)state;
    struct browser *culture = &cases.culture;
    struct slip_sent ready = award("Triệu Thị N"), other = award("Hứa Văn P"),
                     silent = award("Chu Thị Q");
    consent(&ready, "yes");
    consent(&other, "yes");
    check_number("page", browser_get(culture, "/office/publication"), 200);
    sees("how it was given", culture, "Ký giấy", true);
    sees("what is missing", culture, "Chưa hỏi người được khen có đồng ý nêu tên", true);
    assert_string_equal(rounds_row(culture, silent.id), "");
    json_t *before = rounds_content(&cases);
    int64_t revision = jsonread_int(before, "revision", 0);
    check_number(
        "samples",
        jsonread_bool(json_array_get(json_object_get(before, "honourees"), 0), "sample", false),
        true);
    json_decref(before);

    const struct slip_sent both[] = {ready, other};
    check_number("publish", publish("show", both, 2), 303);
    json_t *after = rounds_content(&cases);
    check_number("one revision", jsonread_int(after, "revision", 0), revision + 1);
    check_number("they alone", (long long)json_array_size(json_object_get(after, "honourees")), 2);
    json_decref(after);
    assert_true(rounds_on_wall(&cases, ready.id));

    consent(&other, "withdrawn"); // and the wall follows in the same request
    assert_false(rounds_on_wall(&cases, other.id));
    assert_true(rounds_on_wall(&cases, ready.id));

    check_number("hide", publish("hide", &ready, 1), 303);
    assert_false(rounds_on_wall(&cases, ready.id));
    check_number("again", publish("show", &ready, 1), 303);
    assert_true(rounds_on_wall(&cases, ready.id));

    browser_get(&cases.clerk, REVOKE);
    check_number("revoke",
                 browser_post(&cases.clerk, REVOKE, "row", rounds_row(&cases.clerk, ready.id),
                              "pick", ready.id, "reason", "Đơn thư có cơ sở"),
                 303);
    assert_false(rounds_on_wall(&cases, ready.id));
    state_is(ready.id, "Đã thu hồi quyết định");
}

static void the_gate_holds_against_forms_made_by_hand(void **state) {
    (void)state;
    struct browser *culture = &cases.culture;
    struct slip_sent silent = award("Mông Văn R");
    browser_get(culture, "/office/publication");
    sees("nobody can be picked", culture, "name=\"pick\"", false);
    sees("nothing to press", culture, ">Đưa lên bảng</button>", false);
    sees("what to do", culture, "mỗi dòng ghi rõ còn thiếu gì", true);
    char *row = xasprintf("%s 9 %s", silent.id, NO_ROW);
    long status =
        browser_post(culture, "/office/publication", "act", "show", "row", row, "pick", silent.id);
    assert_true(status == 422 || status == 412);
    assert_false(rounds_on_wall(&cases, silent.id));
    consent(&silent, "yes");
    browser_get(culture, "/office/publication");
    const char *seen = rounds_row(culture, silent.id);
    assert_true(seen[0]);
    sees("to be pressed", culture, ">Đưa lên bảng</button>", true);
    case_do(&cases.chair, silent.id, "note", "note", "Khoan.");
    check_number(
        "stale",
        browser_post(culture, "/office/publication", "act", "show", "row", seen, "pick", silent.id),
        412);
    sees("names it", culture, "Người khác vừa sửa hồ sơ của Mông Văn R", true);
    sees("still picked", culture, "checked", true);
    assert_false(rounds_on_wall(&cases, silent.id));
    check_number("chairman looks", browser_get(&cases.chair, "/office/publication"), 200);
    check_number("chairman publishes nothing",
                 browser_post(&cases.chair, "/office/publication", "act", "show"), 403);
    free(row);
}

/* A revision made from files keeps who is on the wall. */
static void publishing_files_keeps_the_wall(void **state) {
    (void)state;
    struct slip_sent slip = award("Lương Thị S");
    consent(&slip, "yes");
    check_number("publish", publish("show", &slip, 1), 303);
    office_publish(&cases.office);
    assert_true(rounds_on_wall(&cases, slip.id));
    json_t *root = rounds_content(&cases);
    check_number(
        "no sample",
        jsonread_bool(json_array_get(json_object_get(root, "honourees"), 0), "sample", false),
        false);
    json_decref(root);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_meeting_is_recorded_for_many),
        cmocka_unit_test(a_meetings_faults_are_told_in_its_fields),
        cmocka_unit_test(a_stale_row_stops_all),
        cmocka_unit_test(the_council_reads_only),
        cmocka_unit_test(one_decision_names_many),
        cmocka_unit_test(the_higher_level_decides_what_was_submitted),
        cmocka_unit_test(who_agreed_goes_on_the_wall),
        cmocka_unit_test(the_gate_holds_against_forms_made_by_hand),
        cmocka_unit_test(publishing_files_keeps_the_wall),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
