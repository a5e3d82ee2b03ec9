/* The list of dossiers, difficulties, figures and the first page: the real program on loopback. */
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

/* --- the list ------------------------------------------------------------------------------- */

static void an_empty_list_says_what_to_do(void **state) {
    (void)state;
    check_number("list", browser_get(&cases.clerk, "/office/dossiers"), 200);
    sees("clerk", &cases.clerk, "Chưa có hồ sơ nào.", true);
    sees("clerk", &cases.clerk, "class=\"button\" href=\"/office/paper\"", true);
    check_number("list", browser_get(&cases.clerk, "/office/dossiers?q=abc"), 200);
    sees("clerk", &cases.clerk, "Không có hồ sơ nào khớp.", true);
}

static void send_people(void) {
    struct nomination form = good_form();
    cases_send_one(&cases, "Trần Văn Bình");
    strcpy(form.honorific, "ông");
    strcpy(form.name, "Lý Văn Đồng");
    strcpy(form.unit_id, "don-vi-02");
    strcpy(form.kind, "official");
    strcpy(form.reasons[0], "o-tan-tinh");
    cases_send(&cases, &form);
    form = good_form();
    strcpy(form.name, "Hoàng Thị Út");
    form.is_unit_chosen = true;
    strcpy(form.unit_id, "");
    strcpy(form.unit_other, "Chợ phiên");
    cases_send(&cases, &form);
}

static void what_is_asked_for_is_found(void **state) {
    (void)state;
    static const struct {
        const char *name, *query;
        bool binh, dong, ut;
    } rows[] = {
        {"all", "", true, true, true},
        {"without marks", "?q=tran+van+binh", true, false, false},
        {"beginnings", "?q=ly+d", false, true, false},
        {"other case", "?q=L%C3%9D", false, true, false},
        {"place", "?q=cho+phien", false, false, true},
        {"nobody", "?q=zzz", false, false, false},
        {"state", "?state=received", true, true, true},
        {"other state", "?state=appraising", false, false, false},
        {"kind", "?kind=official", false, true, false},
        {"unit", "?unit=don-vi-02", false, true, false},
        {"source", "?source=kiosk", true, true, true},
        {"other source", "?source=paper", false, false, false},
        {"from", "?from=2020-01-01", true, true, true},
        {"until", "?until=2020-01-01", false, false, false},
        {"both", "?q=van&kind=resident", true, false, false},
        {"level", "?level=xa", false, false, false},
        {"group", "?group=gia_dinh", false, false, false},
        {"on the wall", "?publication=published", false, false, false},
        {"of another form", "?older=1.2&state=received", true, true, true},
    };
    send_people();
    for (size_t i = 0; i < check_items(rows); i++) {
        char *path = xasprintf("/office/dossiers%s", rows[i].query);
        check_number(rows[i].name, browser_get(&cases.clerk, path), 200);
        sees(rows[i].name, &cases.clerk, "Bà Trần Văn Bình", rows[i].binh);
        sees(rows[i].name, &cases.clerk, "Ông Lý Văn Đồng", rows[i].dong);
        sees(rows[i].name, &cases.clerk, "Bà Hoàng Thị Út", rows[i].ut);
        free(path);
    }
}

static void a_code_finds_its_dossier(void **state) {
    (void)state;
    struct slip_sent sent = cases_send_one(&cases, "Nông Thị Mã");
    char *path = xasprintf("/office/dossiers?q=%s", sent.code);
    char *link = xasprintf("href=\"/office/dossiers/%s\"", sent.id);
    check_number("code", browser_get(&cases.clerk, path), 200);
    sees("code", &cases.clerk, "Nông Thị Mã", true);
    sees("link", &cases.clerk, link, true);
    sees("count", &cases.clerk, ">1 hồ sơ<", true);
    char *spoken = xasprintf("/office/dossiers?q=hp%.4s+%s", sent.code + 3, sent.code + 8);
    check_number("spoken", browser_get(&cases.clerk, spoken), 200);
    sees("spoken", &cases.clerk, link, true);
    free(spoken);
    check_number("council", browser_get(&cases.council, path), 200);
    sees("not for the council yet", &cases.council, "Nông Thị Mã", false);
    free(link);
    free(path);
}

static void a_wrong_day_is_said(void **state) {
    (void)state;
    check_number("day", browser_get(&cases.clerk, "/office/dossiers?from=2023-13-01"), 422);
    sees("day", &cases.clerk, "aria-invalid=\"true\"", true);
    check_number("as it is written", browser_get(&cases.clerk, "/office/dossiers?from=1/6/2023"),
                 200);
    static const char *const turned[] = {"/office/dossiers?from=2023-06-02&until=2023-06-01",
                                         "/office/figures?from=2023-06-02&until=2023-06-01"};
    for (size_t i = 0; i < check_items(turned); i++) {
        check_number(turned[i], browser_get(&cases.clerk, turned[i]), 422);
        sees(turned[i], &cases.clerk, "Ngày cuối không thể trước ngày đầu.", true);
        sees("what was asked for", &cases.clerk, "value=\"2023-06-02\"", true);
    }
}

/* Each role sees the states that it may look into. */
static void the_council_sees_what_came_before_it(void **state) {
    (void)state;
    check_number("council", browser_get(&cases.council, "/office/dossiers?state=received"), 200);
    sees("council", &cases.council, "Trần Văn Bình", false);
    sees("council", &cases.council, "<option value=\"received\"", false);
    sees("council", &cases.council, "<option value=\"forwarded_council\" selected", true);
    check_number("chair", browser_get(&cases.chair, "/office/dossiers?state=received"), 200);
    sees("chair", &cases.chair, "Trần Văn Bình", true);
}

/* The address that the link of that kind leads to, "" for none; static memory. */
static const char *pager(const struct browser *b, const char *rel) {
    static char to[512];
    char *head = xasprintf("rel=\"%s\" href=\"", rel);
    const char *at = strstr(strbuf_text(&b->reply.body), head);
    to[0] = '\0';
    for (size_t i = 0; at && at[strlen(head) + i] != '"' && i < sizeof to - 1; i++)
        snprintf(to + i, 2, "%c", at[strlen(head) + i]);
    for (char *amp; (amp = strstr(to, "&amp;"));)
        memmove(amp + 1, amp + 5, strlen(amp + 5) + 1);
    free(head);
    return to;
}

#define TRAILS 104

/* Marks those of the many that the page shows. */
static int mark(const struct browser *b, bool *seen) {
    static const char head[] = "Bà Vi Văn Trang ";
    int count = 0;
    for (const char *at = strbuf_text(&b->reply.body); (at = strstr(at, head)); count++) {
        at += strlen(head);
        int number = (at[0] - 'A') * 26 + at[1] - 'a';
        assert_in_range(number, 0, TRAILS - 1);
        seen[number] = true;
    }
    return count;
}

static void pages_lead_both_ways(void **state) {
    (void)state;
    static const struct {
        const char *name, *way;
        int count;
        bool has_newer, has_older;
    } rows[] = {
        {"first", NULL, 50, false, true},         {"second", "next", 50, true, true},
        {"third", "next", 4, true, false},        {"back", "prev", 50, true, true},
        {"first again", "prev", 50, false, true},
    };
    bool seen[TRAILS] = {false};
    struct browser *b = &cases.clerk;
    for (int i = 0; i < TRAILS; i++) {
        char name[64];
        snprintf(name, sizeof name, "Vi Văn Trang %c%c", 'A' + i / 26, 'a' + i % 26);
        cases_send_one(&cases, name);
    }
    for (size_t i = 0; i < check_items(rows); i++) {
        const char *path = rows[i].way ? pager(b, rows[i].way) : "/office/dossiers?q=vi+van+trang";
        check_number(rows[i].name, browser_get(b, path), 200);
        check_number(rows[i].name, mark(b, seen), rows[i].count);
        check_number(rows[i].name, pager(b, "prev")[0] != '\0', rows[i].has_newer);
        check_number(rows[i].name, pager(b, "next")[0] != '\0', rows[i].has_older);
        sees(rows[i].name, b, "value=\"vi van trang\"", true);
    }
    for (int i = 0; i < TRAILS; i++)
        check_number("on one of the pages", seen[i], true);
}

/* --- difficulties --------------------------------------------------------------------------- */

static struct slip_sent send_difficulty(const char *text) {
    struct nomination form = (struct nomination){.is_difficulty = true, .has_consent = true};
    strcpy(form.consent_version, "1");
    strcpy(form.consent_at, "2023-05-12T08:42:00+07:00");
    strcpy(form.deed, text);
    strcpy(form.sender_phone, "0912345678");
    return cases_send(&cases, &form);
}

/* Takes it up or answers it from the page that was read last. */
static long do_difficulty(struct browser *b, const char *id, const char *what, const char *answer) {
    char *path = xasprintf("/office/difficulties/%s/%s", id, what);
    char version[128], event_id[128];
    strcpy(version, form_value(b, path, "version"));
    strcpy(event_id, form_value(b, path, "event_id"));
    long status = browser_post(b, path, "version", version, "event_id", event_id, "answer", answer);
    free(path);
    return status;
}

static void a_difficulty_is_taken_up_and_answered(void **state) {
    (void)state;
    struct browser *b = &cases.clerk;
    check_number("empty", browser_get(b, "/office/difficulties"), 200);
    sees("empty", b, "Chưa có góp ý nào.", true);
    struct slip_sent sent = send_difficulty("Cầu treo bị <hỏng> rồi.");
    char *path = xasprintf("/office/difficulties/%s", sent.id);
    check_number("list", browser_get(b, "/office/difficulties"), 200);
    sees("list", b, "Cầu treo bị &lt;hỏng&gt; rồi.", true);
    sees("list", b, ">Mới nhận</span>", true);
    check_number("dashboard", browser_get(b, "/office"), 200);
    sees("dashboard", b, "1 góp ý, khó khăn đang chờ trả lời", true);
    check_number("one", browser_get(b, path), 200);
    sees("one", b, "0912345678", true);
    check_number("take", do_difficulty(b, sent.id, "take", ""), 303);
    check_number("one", browser_get(b, path), 200);
    sees("taken", b, ">Đang xem xét</span>", true);
    check_number("no answer", do_difficulty(b, sent.id, "answer", "  "), 422);
    sees("no answer", b, "Xin điền mục này.", true);
    check_number("answer", do_difficulty(b, sent.id, "answer", "Xã sửa trong tháng 6."), 303);
    check_number("one", browser_get(b, path), 200);
    sees("answered", b, "Xã sửa trong tháng 6.", true);
    sees("answered", b, ">Đã trả lời</span>", true);
    check_number("others", browser_get(b, "/office/difficulties?state=received"), 200);
    sees("others", b, "Cầu treo", false);
    check_number("dossiers", browser_get(b, "/office/dossiers?q=cau+treo"), 200);
    sees("no dossier", b, sent.id, false);
    free(path);
}

static void a_difficulty_that_moved_on_is_said(void **state) {
    (void)state;
    struct slip_sent sent = send_difficulty("Máy nước ở chợ không chảy.");
    char *path = xasprintf("/office/difficulties/%s", sent.id);
    check_number("clerk", browser_get(&cases.clerk, path), 200);
    check_number("chair", browser_get(&cases.chair, path), 200);
    check_number("chair", do_difficulty(&cases.chair, sent.id, "take", ""), 303);
    check_number("stale", do_difficulty(&cases.clerk, sent.id, "answer", "Đã sửa."), 412);
    sees("stale", &cases.clerk, "Người khác vừa xử lý góp ý này.", true);
    sees("as typed", &cases.clerk, "\nĐã sửa.</textarea>", true);
    check_number("culture", browser_get(&cases.culture, path), 200);
    sees("looks on", &cases.culture, "name=\"answer\"", false);
    free(path);
}

/* --- figures -------------------------------------------------------------------------------- */

/* An award, by the steps that lead to it. */
static struct slip_sent award(const char *name) {
    struct slip_sent sent = cases_send_one(&cases, name);
    struct browser *b = &cases.clerk;
    check_number("take", case_do(b, sent.id, "step", "to", "appraising"), 303);
    check_number("fill", case_do(b, sent.id, "fields", CASE_FILLED), 303);
    check_number("forward", case_do(b, sent.id, "step", "to", "forwarded_council"), 303);
    rounds_agree(&cases, &sent);
    check_number("approve",
                 case_do(b, sent.id, "step", "to", "approved", "decision.level", "xa",
                         "decision.number", "12/QĐ-UBND", "decision.date", "2023-06-10"),
                 303);
    return sent;
}

static void figures_count_what_was_done(void **state) {
    (void)state;
    static const struct {
        const char *name, *path, *text;
        bool want;
    } rows[] = {
        {"level", "/office/figures.csv", "\"Được khen theo mức\",\"Cấp xã\",\"1\"", true},
        {"state", "/office/figures.csv", "\"Hồ sơ theo tình trạng\",\"Đã khen\",\"1\"", true},
        {"area", "/office/figures.csv", "\"Được khen theo nội dung thi đua\",", true},
        {"days", "/office/figures.csv?until=2020-01-01", "Đã khen", false},
        {"campaign", "/office/figures.csv?campaign=campaign-2023", "Đã khen", true},
        {"other campaign", "/office/figures.csv?campaign=campaign-1999", "Đã khen", false},
        {"page", "/office/figures", ">Đã khen<", true},
        {"plot", "/office/figures", "<svg class=\"columns\"", true},
        {"no style", "/office/figures", "style=", false},
        {"dashboard", "/office", "Đã khen", true},
        {"whose turn", "/office", "Chờ: Văn phòng - thống kê", true},
        {"council's list", "/office/dossiers?state=approved", "Nông Văn Khen", true},
    };
    award("Nông Văn Khen");
    for (size_t i = 0; i < check_items(rows); i++) {
        check_number(rows[i].name, browser_get(&cases.council, rows[i].path), 200);
        sees(rows[i].name, &cases.council, rows[i].text, rows[i].want);
    }
    check_number("mark", browser_get(&cases.chair, "/office/figures.csv"), 200);
    check_number("mark", !strncmp(strbuf_text(&cases.chair.reply.body), "\xEF\xBB\xBF", 3), true);
    check_text("type", reply_header(&cases.chair.reply, "Content-Type"), "text/csv; charset=utf-8");
    check_number("day", browser_get(&cases.chair, "/office/figures?from=x"), 422);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_list_says_what_to_do),
        cmocka_unit_test(what_is_asked_for_is_found),
        cmocka_unit_test(a_code_finds_its_dossier),
        cmocka_unit_test(a_wrong_day_is_said),
        cmocka_unit_test(the_council_sees_what_came_before_it),
        cmocka_unit_test(pages_lead_both_ways),
        cmocka_unit_test(a_difficulty_is_taken_up_and_answered),
        cmocka_unit_test(a_difficulty_that_moved_on_is_said),
        cmocka_unit_test(figures_count_what_was_done),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
