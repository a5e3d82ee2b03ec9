/* One dossier's page: the whole way of a slip by those who may, and what is refused. */
#include "rounds.h"

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

static void a_slip_goes_the_whole_way(void **state) {
    (void)state;
    struct browser *clerk = &cases.clerk;
    struct slip_sent slip = cases_send_one(&cases, "Nguyễn Văn A");
    check_number("take", case_do(clerk, slip.id, "step", "to", "appraising"), 303);
    case_get(clerk, slip.id);
    sees("said", clerk, "Đã ghi.", true);
    sees("state", clerk, "Đang thẩm định", true);

    check_number("not yet", case_do(clerk, slip.id, "step", "to", "forwarded_council"), 422);
    sees("missing, in words of content", clerk, "Chưa ghi được vì còn thiếu", true);
    sees("summary", clerk, "Tóm tắt thành tích (không quá 60 từ)</a>", true);
    sees("no button for it", clerk, "name=\"to\" value=\"forwarded_council\"", false);

    check_number("fill in", case_do(clerk, slip.id, "fields", CASE_FILLED), 303);
    case_get(clerk, slip.id);
    sees("complete", clerk, "Đã đủ các mục cần có.", true);
    sees("criteria", clerk, "Đạt 5/5 tiêu chuẩn", true);
    sees("evidence", clerk, "value=\"Biên bản họp thôn\"", true);
    sees("the sender is known", clerk, "0912345678", true);
    check_number("forward", case_do(clerk, slip.id, "step", "to", "forwarded_council"), 303);
    case_get(clerk, slip.id);
    sees("the sender is gone", clerk, "0912345678", false);

    case_get(clerk, slip.id);
    sees("the council first", clerk, "<a href=\"/office/council\">Kết quả Hội đồng</a>", true);
    check_number("not heard",
                 case_do(clerk, slip.id, "step", "to", "approved", "decision.number", "12/QĐ-UBND",
                         "decision.date", "2023-06-06"),
                 422);
    rounds_agree(&cases, &slip);
    check_number("number and date are asked for",
                 case_do(clerk, slip.id, "step", "to", "approved", "decision.number", "12/QĐ-UBND"),
                 422);
    sees("what was typed stays", clerk, "value=\"12/QĐ-UBND\"", true);
    check_number("approve",
                 case_do(clerk, slip.id, "step", "to", "approved", "decision.number", "12/QĐ-UBND",
                         "decision.date", "2023-06-06"),
                 303);
    case_get(clerk, slip.id);
    sees("awarded", clerk, "Đã khen · Cấp xã", true);
    sees("whose decision", clerk, "Chủ tịch UBND quyết định", true);
    sees("closed", clerk, "name=\"summary\"", false);

    check_number("consent without how",
                 case_do(clerk, slip.id, "consent", "publish_consent.value", "yes"), 422);
    check_number("consent",
                 case_do(clerk, slip.id, "consent", "publish_consent.value", "yes",
                         "publish_consent.date", "2023-06-07", "publish_consent.how", "Ký giấy"),
                 303);
    case_get(clerk, slip.id);
    sees("ready for the wall", clerk, "Có thể lên bảng", true);
}

/* Buttons are for those who may, and so is what they do. */
static void the_wrong_role_sees_no_button_and_is_refused(void **state) {
    (void)state;
    struct slip_sent slip = cases_send_one(&cases, "Trần Thị B");
    check_number("chairman reads", case_get(&cases.chair, slip.id), 200);
    sees("no step", &cases.chair, "name=\"to\"", false);
    sees("no form", &cases.chair, "name=\"summary\"", false);
    sees("no sender", &cases.chair, "0912345678", false);
    sees("no erasing", &cases.chair, "/erase\"", false);
    check_number("chairman takes it", case_do(&cases.chair, slip.id, "step", "to", "appraising"),
                 403);
    case_get(&cases.chair, slip.id);
    check_number("chairman fills in", case_post(&cases.chair, slip.id, "fields", CASE_FILLED), 403);
    case_get(&cases.chair, slip.id);
    check_number("chairman notes", case_post(&cases.chair, slip.id, "note", "note", "Xem kỹ."),
                 303);
    check_number("the council before its turn", case_get(&cases.council, slip.id), 404);
    check_number("who publishes, before an award", case_get(&cases.culture, slip.id), 404);
    check_number("a step that is not offered",
                 case_do(&cases.clerk, slip.id, "step", "to", "approved", "decision.number", "1",
                         "decision.date", "2023-06-06"),
                 403);

    case_do(&cases.clerk, slip.id, "step", "to", "appraising");
    case_do(&cases.clerk, slip.id, "fields", CASE_FILLED);
    case_do(&cases.clerk, slip.id, "step", "to", "forwarded_council");
    check_number("the council in its turn", case_get(&cases.council, slip.id), 200);
    sees("reads what was found", &cases.council, "Hiến đất làm đường.", true);
    sees("records nothing", &cases.council, "name=\"to\"", false);
}

static void what_somebody_changed_is_not_overwritten(void **state) {
    (void)state;
    struct browser *clerk = &cases.clerk;
    struct slip_sent slip = cases_send_one(&cases, "Lê Văn C");
    case_do(clerk, slip.id, "step", "to", "appraising");
    case_get(clerk, slip.id);
    case_do(&cases.chair, slip.id, "note", "note", "Hỏi thêm trưởng thôn.");
    check_number("stale",
                 case_post(clerk, slip.id, "fields", "position", "Thợ mộc", "summary", "Dạy nghề."),
                 412);
    sees("says so", clerk, "Người khác vừa sửa hồ sơ này.", true);
    sees("keeps what was typed", clerk, "value=\"Thợ mộc\"", true);
    sees("the long text, too", clerk, "Dạy nghề.</textarea>", true);
    sees("shows what was done", clerk, "Hỏi thêm trưởng thôn.", true);
    check_number("again", case_post(clerk, slip.id, "fields", "position", "Thợ mộc"), 303);
    case_get(clerk, slip.id);
    case_do(&cases.chair, slip.id, "note", "note", "Đã hỏi.");
    check_number("a stale step", case_post(clerk, slip.id, "step", "to", "needs_info"), 412);
    sees("nothing happened", clerk, "Đang thẩm định", true);
}

static void a_double_click_does_it_once(void **state) {
    (void)state;
    struct browser *clerk = &cases.clerk;
    struct slip_sent slip = cases_send_one(&cases, "Phạm Thị D");
    char version[32], event_id[CRYPTO_UUID_MAX];
    char *note = xasprintf("/office/dossiers/%s/note", slip.id);
    case_get(clerk, slip.id);
    strcpy(version, form_value(clerk, note, "version"));
    strcpy(event_id, form_value(clerk, note, "event_id"));
    for (int i = 0; i < 2; i++)
        check_number("note",
                     browser_post(clerk, note, "version", version, "event_id", event_id, "note",
                                  "Gọi cho thôn."),
                     303);
    case_get(clerk, slip.id);
    const char *first = strstr(strbuf_text(&clerk->reply.body), "Gọi cho thôn.");
    assert_non_null(first);
    assert_null(strstr(first + 1, "Gọi cho thôn."));
    check_number("without its event id", browser_post(clerk, note, "version", version), 400);
    free(note);
}

static void hostile_text_stays_text(void **state) {
    (void)state;
    struct nomination form = good_form();
    strcpy(form.deed, "</textarea><script>alert(1)</script> \"'&<img src=x onerror=alert(2)>");
    struct slip_sent slip = cases_send(&cases, &form);
    case_do(&cases.clerk, slip.id, "step", "to", "appraising", "note", "<b>ghi chú</b>");
    check_number("fields",
                 case_do(&cases.clerk, slip.id, "fields", "position", "\"><script>x</script>",
                         "summary", "</textarea><script>y</script>"),
                 303);
    check_number("read", case_get(&cases.clerk, slip.id), 200);
    static const char *const never[] = {"<script>alert", "<img src=x", "<b>ghi", "<script>x",
                                        "<script>y"};
    for (size_t i = 0; i < check_items(never); i++)
        sees(never[i], &cases.clerk, never[i], false);
    sees("shown as text", &cases.clerk, "&lt;script&gt;alert(1)&lt;/script&gt;", true);
    sees("the note, too", &cases.clerk, "&lt;b&gt;ghi chú&lt;/b&gt;", true);
}

static void fields_are_judged(void **state) {
    (void)state;
    struct slip_sent slip = cases_send_one(&cases, "Hoàng Văn E");
    struct strbuf words = {.text = NULL};
    for (int i = 0; i < 61; i++)
        strbuf_add_text(&words, "từ ");
    const struct {
        const char *field, *value, *told;
    } rows[] = {
        {"summary", strbuf_text(&words), "Tóm tắt không quá 60 từ."},
        {"birth_year", "19xx", "Xin ghi năm sinh bằng bốn chữ số, như 1968."},
        {"birth_year", "19xx", "name=\"birth_year\" type=\"text\" value=\"19xx\""},
        {"birth_year", "2999", "Năm này chưa tới."},
        {"subject_id", "sub-khong-co", "Mục đã chọn không có trong nội dung"},
        {"project_id", "mh-999", "Mục đã chọn không có trong nội dung"},
        {"level", "trung-uong", "Kế hoạch không có mức này"},
        {"unit_confirm.by", "Trưởng thôn", "Xin ghi cả người xác nhận và ngày."},
    };
    case_do(&cases.clerk, slip.id, "step", "to", "appraising");
    case_get(&cases.clerk, slip.id);
    sees("a group that is a guess says so", &cases.clerk, "Đoán theo phiếu.", true);
    for (size_t i = 0; i < check_items(rows); i++) {
        check_number(rows[i].field,
                     case_do(&cases.clerk, slip.id, "fields", rows[i].field, rows[i].value), 422);
        sees(rows[i].field, &cases.clerk, rows[i].told, true);
    }
    check_number("two faults",
                 case_do(&cases.clerk, slip.id, "fields", "birth_year", "19xx", "summary",
                         strbuf_text(&words)),
                 422);
    sees("the year", &cases.clerk, "Xin ghi năm sinh bằng bốn chữ số", true);
    sees("the summary, at once", &cases.clerk, "Tóm tắt không quá 60 từ.", true);
    strbuf_finish(&words);
    case_do(&cases.clerk, slip.id, "fields", "group", "tap_the", "birth_year", "1971");
    case_get(&cases.clerk, slip.id);
    sees("a collective has no year of birth", &cases.clerk, "name=\"birth_year\"", false);
    check_number("criteria are shown without saving",
                 case_do(&cases.clerk, slip.id, "fields", "show", "1", "group", "tap_the", "level",
                         "huyen", "position", "Chi hội"),
                 200);
    sees("of that cell", &cases.clerk, "name=\"check.tt-4h\"", true);
    sees("models it needs", &cases.clerk, "cần ít nhất 1 mô hình", true);
    sees("what was typed stays", &cases.clerk, "value=\"Chi hội\"", true);
    case_get(&cases.clerk, slip.id);
    sees("nothing was saved", &cases.clerk, "name=\"check.tt-4h\"", false);
}

static void duplicates_are_merged_and_parted(void **state) {
    (void)state;
    struct browser *clerk = &cases.clerk;
    struct slip_sent first = cases_send_one(&cases, "Vi Văn Giáp");
    struct slip_sent second = cases_send_one(&cases, "vi văn giáp");
    char *step = xasprintf("/office/dossiers/%s/step", second.id);
    check_number("page", case_get(clerk, first.id), 200);
    sees("the other is shown", clerk, second.code, true);
    sees("as the same", clerk, "Cùng tên, cùng nơi", true);
    check_number("merge, from the other's page",
                 browser_post(clerk, step, "to", "merged", "merged_into", first.id, "back",
                              first.id, "version", form_value(clerk, step, "version"), "event_id",
                              form_value(clerk, step, "event_id")),
                 303);
    char *back = xasprintf("/office/dossiers/%s", first.id);
    check_text("back to the page", browser_sent_to(clerk), back);
    case_get(clerk, first.id);
    sees("merged", clerk, "Đã gộp vào hồ sơ này", true);
    case_get(clerk, second.id);
    sees("and it says into which", clerk, "Phiếu này đã gộp vào hồ sơ", true);
    check_number("parted", case_do(clerk, second.id, "step", "to", "received"), 303);
    case_get(clerk, first.id);
    sees("nothing is merged", clerk, "<h3>Đã gộp vào hồ sơ này", false);

    check_number("by a code that is none",
                 case_do(clerk, second.id, "step", "to", "merged", "merged_into", "HP-2222-2222"),
                 422);
    sees("told", clerk, "Không tìm thấy hồ sơ đó", true);
    check_number("by a code in small letters",
                 case_do(clerk, second.id, "step", "to", "merged", "merged_into", first.code), 303);
    free(back);
    free(step);
}

static void the_last_step_is_corrected_and_both_stay(void **state) {
    (void)state;
    struct browser *clerk = &cases.clerk;
    struct slip_sent slip = cases_send_one(&cases, "Lộc Thị H");
    case_get(clerk, slip.id);
    sees("nothing to correct yet", clerk, "Sửa bước vừa ghi", false);
    case_do(clerk, slip.id, "step", "to", "appraising");
    case_do(clerk, slip.id, "step", "to", "not_selected", "reason", "Chưa đủ tiêu chuẩn");
    case_get(clerk, slip.id);
    sees("not selected", clerk, "Không được chọn", true);
    check_number("corrected", case_do(clerk, slip.id, "step", "to", "previous"), 303);
    case_get(clerk, slip.id);
    sees("struck through", clerk, "<del class=\"log-what\">Chuyển bước", true);
    sees("and kept", clerk, "Đang thẩm định → Không được chọn</del>", true);
    sees("appraised again", clerk, "Nhóm xét", true);
}

static void erasing_asks_twice_and_leaves_a_tombstone(void **state) {
    (void)state;
    struct browser *clerk = &cases.clerk;
    struct nomination form = good_form();
    struct parcel slip;
    struct reply reply = {.status = 0};
    strcpy(form.name, "Đinh Văn Xóa");
    parcel_make(&cases.machine, &form, ++cases.seq, NULL, &slip);
    office_put(&cases.office, &cases.machine, slip.id, slip.body, slip.len, &reply);
    char *erase = xasprintf("/office/dossiers/%s/erase", slip.id);
    check_number("first", case_do(clerk, slip.id, "erase", "x", "y"), 200);
    sees("asks again", clerk, "Gõ mã phiếu để xác nhận", true);
    for (int i = 0; i < 2; i++)
        check_number(i == 0 ? "the wrong code" : "the code",
                     browser_post(clerk, erase, "version", form_value(clerk, erase, "version"),
                                  "event_id", form_value(clerk, erase, "event_id"), "sure",
                                  i == 0 ? "HP-2222-2222" : slip.code),
                     i == 0 ? 422 : 303);
    check_number("gone", case_get(clerk, slip.id), 410);
    sees("no name", clerk, "Đinh Văn Xóa", false);
    sees("the log stays", clerk, "Xóa theo yêu cầu", true);
    office_put(&cases.office, &cases.machine, slip.id, slip.body, slip.len, &reply);
    check_number("the kiosk is told", reply.status, 410);
    reply_finish(&reply);
    parcel_finish(&slip);
    free(erase);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slip_goes_the_whole_way),
        cmocka_unit_test(the_wrong_role_sees_no_button_and_is_refused),
        cmocka_unit_test(what_somebody_changed_is_not_overwritten),
        cmocka_unit_test(a_double_click_does_it_once),
        cmocka_unit_test(hostile_text_stays_text),
        cmocka_unit_test(fields_are_judged),
        cmocka_unit_test(duplicates_are_merged_and_parted),
        cmocka_unit_test(the_last_step_is_corrected_and_both_stay),
        cmocka_unit_test(erasing_asks_twice_and_leaves_a_tombstone),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
