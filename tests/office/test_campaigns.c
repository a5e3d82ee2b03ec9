/* A campaign with two levels, without a district: a dossier goes from its slip to the wall at each
 * of them; and what becomes of the dossiers of a campaign when another takes its place. */
#include "rounds.h"

static struct cases cases;

static int stop(void **state) {
    (void)state;
    cases_stop(&cases);
    return 0;
}

/* Publishes what shipped for `first`, and `second` behind it; "" for none. */
static void publish_files(const char *first, const char *second) {
    const char *words[16] = {"publish"};
    char *owned[8];
    size_t count = 1, own = 0;
    const char *years[] = {first, second};
    for (size_t i = 0; i < 2 && years[i][0]; i++) {
        char *folder = xasprintf("campaigns/%s", years[i]);
        char *sample = xasprintf("sample/sample-%s.vi.json", years[i]);
        words[count++] = "--campaign";
        words[count++] = owned[own++] = cases_source(&cases, folder);
        words[count++] = "--sample";
        words[count++] = owned[own++] = cases_source(&cases, sample);
        free(sample);
        free(folder);
    }
    char *reasons = xasprintf("campaigns/%s/reasons.json", first);
    words[count++] = "--reasons";
    words[count++] = owned[own++] = cases_source(&cases, reasons);
    free(reasons);
    free(office_run(&cases.office, 0, words));
    while (own > 0)
        free(owned[--own]);
}

static void open_office(const char *first, const char *second) {
    cases = (struct cases){.seq = 0};
    char *folder = xasprintf("campaigns/%s", first);
    office_create_for(&cases.office, folder);
    free(folder);
    publish_files(first, second);
    OFFICE_SERVE(&cases.office, "--plain");
    office_enrol(&cases.office, &cases.machine);
    cases_hire(&cases, &cases.clerk, "lan", "role-vptk");
    cases_hire(&cases, &cases.culture, "dinh", "role-vhxh");
    browser_open(&cases.council, &cases.office, "");
    browser_open(&cases.chair, &cases.office, "");
}

static int start_2026(void **state) {
    (void)state;
    open_office("2026", "");
    return 0;
}

static int start_2023(void **state) {
    (void)state;
    open_office("2023", "");
    return 0;
}

/* --- from the slip to the wall -------------------------------------------------------------- */

#define FILLED_2026                                                                                \
    "group", "gia_dinh", "position", "Làm ruộng", "birth_year", "1971", "summary",                 \
        "Nhà sạch, giúp hàng xóm.", "area_ids", "ma-1", "check.gd-1", "met", "check.gd-2", "met",  \
        "unit_confirm.by", "Trưởng thôn", "unit_confirm.date", "2023-06-01", "prior_award_check",  \
        "no", "opinion", "Đủ tiêu chuẩn."
#define MEETING_2026                                                                               \
    "council.meeting_no", "01/BB-HĐ", "council.date", "2023-06-05", "council.present", "5"
#define APPROVE "/office/decisions?to=approved&by=role-chutich"
#define PROPOSE "/office/decisions?to=proposed_higher&by=role-chutich"
#define HIGHER "/office/decisions?to=approved&by=role-captren"

static struct slip_sent forward(const char *name, const char *level) {
    struct nomination form = good_form();
    snprintf(form.name, sizeof form.name, "%s", name);
    snprintf(form.unit_id, sizeof form.unit_id, "dv-01");
    cases.machine.campaign_id = "campaign-2026";
    struct slip_sent slip = cases_send(&cases, &form);
    const char *fields[] = {FILLED_2026, "level", level, "check.gd-3", "met", NULL};
    struct browser *clerk = &cases.clerk;
    check_number("take", case_do(clerk, slip.id, "step", "to", "appraising"), 303);
    sees("its levels", clerk, "huyen", false);
    check_number("fill in", case_do_fields(clerk, slip.id, "fields", fields), 303);
    check_number("forward", case_do(clerk, slip.id, "step", "to", "forwarded_council"), 303);
    browser_get(clerk, "/office/council");
    check_number("agree",
                 browser_post(clerk, "/office/council", MEETING_2026, "row",
                              rounds_row(clerk, slip.id), rounds_name("result", slip.id), "agreed",
                              rounds_name("votes", slip.id), "5"),
                 303);
    return slip;
}

static void publish_one(const struct slip_sent *slip) {
    struct browser *culture = &cases.culture;
    check_number("consent",
                 case_do(culture, slip->id, "consent", "publish_consent.value", "yes",
                         "publish_consent.date", "2023-06-07", "publish_consent.how", "Ký giấy"),
                 303);
    browser_get(culture, "/office/publication");
    check_number("publish",
                 browser_post(culture, "/office/publication", "act", "show", "row",
                              rounds_row(culture, slip->id), "pick", slip->id),
                 303);
    assert_true(rounds_on_wall(&cases, slip->id));
}

static void the_commune_decides_its_own_level(void **state) {
    (void)state;
    struct browser *clerk = &cases.clerk;
    struct slip_sent slip = forward("Lò Thị A", "xa");
    browser_get(clerk, PROPOSE);
    sees("nothing to propose", clerk, "Lò Thị A", false);
    browser_get(clerk, APPROVE);
    sees("its part", clerk, "A. GIẤY KHEN CỦA CHỦ TỊCH UBND XÃ", true);
    check_number("decide",
                 browser_post(clerk, APPROVE, "row", rounds_row(clerk, slip.id), "pick", slip.id,
                              "decision.number", "5/QĐ-UBND", "decision.date", "2023-06-06"),
                 303);
    case_get(clerk, slip.id);
    sees("state", clerk, "Đã khen · Cấp xã", true);
    publish_one(&slip);
}

static void the_province_is_proposed_to(void **state) {
    (void)state;
    struct browser *clerk = &cases.clerk;
    struct slip_sent slip = forward("Lò Văn B", "tinh");
    browser_get(clerk, "/office/council/list.csv");
    sees("one part below the commune's", clerk, "B,BẰNG KHEN CỦA CHỦ TỊCH UBND TỈNH", true);
    sees("no district", clerk, "HUYỆN", false);
    sees("its group", clerk, "III,\"Gia đình, bà con\"", true);
    browser_get(clerk, "/office/council/print?for=higher");
    sees("goes there", clerk, "Lò Văn B", true);
    sees("the commune's name", clerk, "XÃ MẪU", true);
    sees("its place", clerk, "Mẫu, ngày ", true);
    sees("totals", clerk, "Tổng cộng: 0 tập thể, 0 cá nhân, 1 gia đình, bà con.", true);
    sees("of nobody else", clerk, "HỒNG PHONG", false);
    browser_get(clerk, APPROVE);
    sees("not the commune's", clerk, "Lò Văn B", false);
    browser_get(clerk, PROPOSE);
    check_number("propose",
                 browser_post(clerk, PROPOSE, "row", rounds_row(clerk, slip.id), "pick", slip.id,
                              "higher_submission.number", "7/TTr-UBND", "higher_submission.date",
                              "2023-06-06", "higher_submission.to", "UBND tỉnh"),
                 303);
    browser_get(clerk, HIGHER);
    check_number("higher",
                 browser_post(clerk, HIGHER, "row", rounds_row(clerk, slip.id), "pick", slip.id,
                              "decision.number", "90/QĐ-UBND", "decision.date", "2023-06-07"),
                 303);
    case_get(clerk, slip.id);
    sees("state", clerk, "Đã khen · Cấp tỉnh", true);
    publish_one(&slip);
}

static void no_page_speaks_of_another_commune(void **state) {
    (void)state;
    static const char *const pages[] = {
        "/office",           "/office/dossiers",    "/office/council",
        "/office/decisions", "/office/figures",     "/office/content",
        "/office/paper",     "/office/publication", "/office/retention"};
    for (size_t i = 0; i < check_items(pages); i++) {
        browser_get(&cases.clerk, pages[i]);
        sees(pages[i], &cases.clerk, "Hồng Phong", false);
    }
}

/* The campaign that shipped, but for a matrix that asks families for two models. */
static void publish_wanting_two(void) {
    char *from = cases_source(&cases, "campaigns/2026/campaign-2026.vi.json");
    char *reasons = cases_source(&cases, "campaigns/2026/reasons.json");
    char *sample = cases_source(&cases, "sample/sample-2026.vi.json");
    char *to = path_join(cases.office.folder, "two.json"), *why = NULL;
    json_t *root = jsonread_file(from, 1 << 22, &why), *cell;
    size_t i;
    assert_non_null(root);
    json_array_foreach(json_object_get(root, "matrix"), i, cell) {
        if (!strcmp(jsonread_text(cell, "group", ""), "gia_dinh"))
            json_object_set_new(cell, "requires_model_project", json_integer(2));
    }
    assert_int_equal(json_dump_file(root, to, 0), 0);
    free(OFFICE_RUN(&cases.office, 0, "publish", "--campaign", to, "--reasons", reasons, "--sample",
                    sample));
    json_decref(root);
    free(to);
    free(sample);
    free(reasons);
    free(from);
}

static void two_models_are_asked_for(void **state) {
    (void)state;
    struct browser *clerk = &cases.clerk;
    office_stop(&cases.office, SIGTERM);
    publish_wanting_two();
    OFFICE_SERVE(&cases.office, "--plain");
    struct slip_sent slip = cases_send_one(&cases, "Lò Văn Hai");
    const char *one[] = {FILLED_2026, "level", "xa", "project_id", "mm-01", NULL};
    const char *same[] = {FILLED_2026, "level",      "xa",    "project_id",
                          "mm-01",     "project_id", "mm-01", NULL};
    const char *two[] = {FILLED_2026, "level",      "xa",    "project_id",
                         "mm-01",     "project_id", "mm-03", NULL};
    check_number("take", case_do(clerk, slip.id, "step", "to", "appraising"), 303);
    check_number("one", case_do_fields(clerk, slip.id, "fields", one), 303);
    case_get(clerk, slip.id);
    sees("says how many", clerk, "đã gắn 1/2.", true);
    sees("room for the second", clerk, "id=\"project_id-2\"", true);
    sees("and no more", clerk, "id=\"project_id-3\"", false);
    check_number("not enough", case_do(clerk, slip.id, "step", "to", "forwarded_council"), 422);
    check_number("the same", case_do_fields(clerk, slip.id, "fields", same), 303);
    check_number("is one", case_do(clerk, slip.id, "step", "to", "forwarded_council"), 422);
    check_number("two", case_do_fields(clerk, slip.id, "fields", two), 303);
    case_get(clerk, slip.id);
    sees("enough", clerk, "đã gắn 2/2.", true);
    check_number("forward", case_do(clerk, slip.id, "step", "to", "forwarded_council"), 303);
    char *path = xasprintf("/v1/nominations/%s", slip.id);
    check_number("api", browser_get(clerk, path), 200);
    free(path);
    json_t *json =
        jsonread_bytes(strbuf_text(&clerk->reply.body), clerk->reply.body.len, 1 << 20, NULL);
    check_text("the first", jsonread_text(json, "project_id", ""), "mm-01");
    check_number("all", (long long)json_array_size(json_object_get(json, "project_ids")), 2);
    json_decref(json);
    browser_get(clerk, "/office/council/list.csv");
    const char *row = strstr(strbuf_text(&clerk->reply.body), "Lò Văn Hai");
    assert_true(row && strchr(row, ';'));
}

/* --- another campaign takes its place ------------------------------------------------------- */

#define TITLE_2023 "Thi đua đặc biệt chào mừng 90 năm"

static void dossiers_keep_the_campaign_they_were_made_in(void **state) {
    (void)state;
    struct browser *clerk = &cases.clerk;
    struct slip_sent open = cases_send_one(&cases, "Hoàng Thị C"),
                     before = rounds_forward(&cases, "Hoàng Văn D"),
                     awarded = rounds_forward(&cases, "Hoàng Văn E");
    rounds_agree(&cases, &awarded);
    check_number("award",
                 case_do(clerk, awarded.id, "step", "to", "approved", "decision.number",
                         "30/QĐ-UBND", "decision.date", "2023-06-06"),
                 303);
    check_number("take", case_do(clerk, open.id, "step", "to", "appraising"), 303);
    office_stop(&cases.office, SIGTERM);
    publish_files("2026", "2023");
    OFFICE_SERVE(&cases.office, "--plain");

    struct slip_sent fresh = forward("Hoàng Thị Mới", "xa");
    case_get(clerk, open.id);
    sees("says which", clerk, TITLE_2023, true);
    sees("its own levels", clerk, "value=\"huyen\"", true);
    const char *fields[] = {CASE_FILLED, NULL};
    check_number("its own criteria", case_do_fields(clerk, open.id, "fields", fields), 303);
    check_number("goes on", case_do(clerk, open.id, "step", "to", "forwarded_council"), 303);

    browser_get(clerk, "/office/dossiers?campaign=campaign-2023");
    sees("found", clerk, "Hoàng Thị C", true);
    sees("and no other", clerk, "Hoàng Thị Mới", false);
    browser_get(clerk, "/office/dossiers?campaign=campaign-2026");
    sees("nor the other way", clerk, "Hoàng Thị C", false);
    browser_get(clerk, "/office/dossiers?q=thon+1");
    sees("by a place of that campaign", clerk, "Hoàng Thị C", true);
    sees("which has its name", clerk, "don-vi-01</small>", false);
    browser_get(clerk, "/office/dossiers");
    sees("all", clerk, "Hoàng Thị C", true);
    sees("all", clerk, "Hoàng Thị Mới", true);

    browser_get(clerk, "/office/council");
    const char *page = strbuf_text(&clerk->reply.body);
    const char *now = strstr(page, "Hoàng Thị Mới"), *then = strstr(page, "class=\"campaign\"");
    assert_true(now && then && now < then && strstr(then, "Hoàng Văn D"));
    sees("two lists", clerk, "/office/council/print?campaign=campaign-2023", true);
    browser_get(clerk, "/office/council/list.csv");
    sees("a list is of one campaign", clerk, "Hoàng Văn D", false);
    browser_get(clerk, "/office/council/list.csv?campaign=campaign-2023");
    sees("of the other", clerk, "Hoàng Văn D", true);
    sees("under its headings", clerk, "Gia đình, nông dân, người lao động", true);
    sees("with its own criteria", clerk, ",5/5,Giấy khen xã,", true);
    sees("and no more", clerk, "Hoàng Thị Mới", false);

    rounds_agree(&cases, &before);
    browser_get(clerk, APPROVE);
    check_number("decide",
                 browser_post(clerk, APPROVE, "row", rounds_row(clerk, before.id), "pick",
                              before.id, "row", rounds_row(clerk, fresh.id), "pick", fresh.id,
                              "decision.number", "6/QĐ-UBND", "decision.date", "2023-06-06"),
                 303);
    publish_one(&awarded);
    publish_one(&fresh);
    browser_get(clerk, "/office/figures?campaign=campaign-2023");
    sees("figures", clerk, "Cấp xã", true);
}

int main(void) {
    const struct CMUnitTest two_levels[] = {
        cmocka_unit_test(the_commune_decides_its_own_level),
        cmocka_unit_test(the_province_is_proposed_to),
        cmocka_unit_test(no_page_speaks_of_another_commune),
        cmocka_unit_test(two_models_are_asked_for),
    };
    const struct CMUnitTest past[] = {
        cmocka_unit_test(dossiers_keep_the_campaign_they_were_made_in),
    };
    int failed = cmocka_run_group_tests(two_levels, start_2026, stop);
    return failed + cmocka_run_group_tests(past, start_2023, stop);
}
