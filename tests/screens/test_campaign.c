/* The campaign and its criteria as a visitor reads them: tiles, sheets, what scrolls, where it
 * leads; and campaigns of other shapes. */
#include "scenes.h"

static bool shows_exactly(struct set *set, const char *text) {
    struct text_log log = {0};
    bool is_there = false;
    set_draw(set, &log);
    for (size_t i = 0; i < log.count; i++)
        is_there |= strcmp(log.entries[i].text, text) == 0;
    text_log_finish(&log);
    return is_there;
}

static void expect(struct set *set, const char *words) {
    if (!set_shows(set, words))
        print_error("%s does not show '%s'\n", set->screen->kind->name, words);
    assert_true(set_shows(set, words));
}

/* A campaign changed, without its people, in place of what ships; the caller destroys it after
 * set_leave(). */
static struct content *with_campaign(struct set *set, void (*change)(json_t *campaign)) {
    json_t *root = manifest_compose();
    char *why = NULL;
    change(json_array_get(json_object_get(root, "campaigns"), 0));
    json_array_clear(json_object_get(root, "honourees"));
    struct content *content = manifest_decode(root, "vi", &why);
    if (!content)
        print_error("%s\n", why);
    assert_non_null(content);
    set->env.content = content;
    json_decref(root);
    return content;
}

static void drop(struct set *set, struct content *content) {
    set_leave(set);
    set->env.content = set->content;
    content_destroy(content);
}

/* --- the campaign's page -------------------------------------------------------------------- */

static void test_days_and_phases(void **state) {
    (void)state;
    static const struct {
        const char *now, *card;
        bool has_today;
    } rows[] = {
        {"2023-02-20T08:00:00+07:00", "100", false}, // before it began
        {"2023-05-12T08:42:00+07:00", "19", true},
        {"2023-05-31T23:00:00+07:00", "ngày cuối", true},
        {"2023-06-01T00:10:00+07:00", "Đã kết thúc", true},
        {"2023-06-15T08:00:00+07:00", "Đã kết thúc", true},
        {"2023-06-16T08:00:00+07:00", "Đã kết thúc", false}, // all of it is over
    };
    struct set set;
    scene_open_at(&set, SCREEN_CAMPAIGN);
    for (size_t i = 0; i < check_items(rows); i++) {
        set_clock(&set, rows[i].now);
        set_enter(&set, SCREEN_CAMPAIGN);
        expect(&set, rows[i].card);
        expect(&set, "Thi đua cao điểm");
        check_number(rows[i].now, shows_exactly(&set, "Hôm nay"), rows[i].has_today);
    }
    scene_campaign_no_clock(&set);
    expect(&set, "Đến hết 31/5/2023");
    assert_false(set_shows(&set, "Hôm nay") || set_shows(&set, "ngày\nnữa"));
    set_close(&set);
}

static void test_an_area_is_read_on_its_sheet(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_CAMPAIGN);
    expect(&set, "Bảy việc cùng thi đua – chạm để nghe từng việc");
    set.env.can_read = false;
    set_enter(&set, SCREEN_CAMPAIGN);
    expect(&set, "Bảy việc cùng thi đua – chạm để xem từng việc");
    set_tap(&set, "campaign.area.3");
    expect(&set, "Nông thôn mới, không bỏ ai phía sau");
    expect(&set, "Theo mục II.3 của Kế hoạch");
    expect(&set, "Góp công đổ bê tông đường ngõ");
    expect(&set, "3 / 7");
    assert_false(set_shows(&set, "Yêu nước, đoàn kết")); // the page below is not there to be read
    assert_false(set_has(&set, "campaign.area.1") || set_has(&set, "sheet.read"));
    set_tap(&set, "sheet.next");
    expect(&set, "Thủ tục nhanh, phục vụ dân tốt");
    set_tap(&set, "sheet.prev");
    set_tap(&set, "sheet.prev");
    set_tap(&set, "sheet.prev");
    set_tap(&set, "sheet.prev");
    expect(&set, "7 / 7"); // round and round
    set_tap(&set, "sheet.close");
    expect(&set, "Yêu nước, đoàn kết");
    assert_true(set_has(&set, "campaign.area.1") && !set_has(&set, "sheet.close"));
    set_close(&set);
}

static void test_a_sheet_closes_beside_it_and_by_the_keyboard(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_CAMPAIGN);
    set_tap(&set, "campaign.area.1");
    set_touch(&set, (struct point){960, 700}); // on it
    assert_true(set_has(&set, "sheet.close"));
    set_touch(&set, (struct point){960, 200}); // beside it
    assert_false(set_has(&set, "sheet.close"));
    assert_true(set_has(&set, "campaign.area.1"));
    set_tap(&set, "campaign.area.1");
    set_feed(&set, (struct event){.kind = EVENT_DOWN, .finger = 7, .at = {960, 200}});
    set_feed(&set, (struct event){.kind = EVENT_UP, .finger = 7, .at = {960, 700}});
    assert_true(set_has(&set, "sheet.close")); // a finger that slid onto it
    set_feed(&set, (struct event){.kind = EVENT_KEY, .key = KEY_ESCAPE});
    assert_false(set_has(&set, "sheet.close"));
    set_close(&set);
}

static void drag(struct set *set, int dy) {
    struct event ev = {.kind = EVENT_DOWN, .finger = 7, .at = {900, 700}};
    set_feed(set, ev);
    for (int i = 1; i <= 10; i++) {
        clock_advance(&set->clock, 20);
        ev = (struct event){.kind = EVENT_MOVE, .finger = 7, .at = {900, 700 + dy * i / 10}};
        set_feed(set, ev);
    }
    clock_advance(&set->clock, 300); // rests before it lifts: no throw
    ev.kind = EVENT_UP;
    set_feed(set, ev);
}

/* Long ones scroll under the finger and by their arrows; another one begins at its top. */
static void test_what_is_longer_scrolls(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_CAMPAIGN);
    set.env.is_motion_reduced = true;
    set_tap(&set, "campaign.area.3");
    assert_false(set_shows(&set, "Chương trình mỗi xã một sản phẩm"));
    damage_clear(&set.damage);
    drag(&set, -300);
    assert_false(damage_is_empty(&set.damage));
    assert_false(set_shows(&set, "Giữ và nâng cao tiêu chí"));
    assert_true(set_has(&set, "sheet.close"));
    drag(&set, 600);
    expect(&set, "Giữ và nâng cao tiêu chí");
    for (int i = 0; i < 4; i++)
        set_tap(&set, "sheet.down");
    expect(&set, "Đang hiện dữ liệu mẫu"); // its end: models and people shown are samples
    assert_false(set_shows(&set, "Giữ và nâng cao tiêu chí"));
    set_tap(&set, "sheet.next");
    expect(&set, "Giải quyết giấy tờ đúng hẹn");
    set_close(&set);
}

static void test_a_throw_moves_on_by_itself_and_rests(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_CAMPAIGN);
    set_tap(&set, "campaign.area.3");
    struct event ev = {.kind = EVENT_DOWN, .finger = 7, .at = {900, 800}};
    set_feed(&set, ev);
    for (int i = 1; i <= 5; i++) {
        clock_advance(&set.clock, 16);
        ev = (struct event){.kind = EVENT_MOVE, .finger = 7, .at = {900, 800 - 40 * i}};
        set_feed(&set, ev);
    }
    ev.kind = EVENT_UP;
    set_feed(&set, ev);
    const struct screen_kind *kind = set.screen->kind;
    int frames = 0;
    while (kind->deadline_ms(set.screen) != 0 && frames < 200) {
        set_wait(&set, 16);
        frames++;
    }
    assert_true(frames > 10 && frames < 100); // 900 ms at the most
    assert_false(set_shows(&set, "Giữ và nâng cao tiêu chí"));
    set_close(&set);
}

static void test_all_of_the_plan_can_be_reached(void **state) {
    (void)state;
    static const char *const titles[] = {
        "Đợt thi đua này vì điều gì?",   "Các mốc thời gian",      "Cách làm",
        "Các phong trào cùng thực hiện", "Văn bản cùng thực hiện", "Ai làm việc gì?",
        "Sau khi giới thiệu thì sao?",   "Giải thích từ",          "Gặp khó khăn, vướng mắc?"};
    struct set set;
    scene_open_at(&set, SCREEN_CAMPAIGN);
    set_tap(&set, "campaign.about");
    for (size_t i = 0; i < check_items(titles); i++) {
        expect(&set, titles[i]);
        set_tap(&set, "sheet.next");
    }
    expect(&set, titles[0]);
    set_tap(&set, "sheet.close");
    set_tap(&set, "campaign.phases");
    expect(&set, "Đến hết 31/5/2023 · Thi đua cao điểm – Đang ở đây");
    expect(&set, "Kế hoạch chưa nêu hạn · Chọn mô hình, công trình");
    set_close(&set);
}

static void test_reading_aloud_is_offered_where_it_can_be(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_CAMPAIGN);
    scene_campaign(&set);
    expect(&set, "chạm để nghe từng việc");
    set_tap(&set, "campaign.area.2");
    set_tap(&set, "sheet.read");
    check_number("read", set.reply.action, SCREEN_READ);
    set_close(&set);
}

/* --- other campaigns ------------------------------------------------------------------------ */

static void load_wording(json_t *campaign) {
    manifest_set(campaign, "official_text",
                 "{\"II.1\": \"Nguyên văn mục hai một.\", \"V.2.2.c\": \"Nguyên văn năm hai.\"}");
}

static void test_the_plans_own_words_where_staff_loaded_them(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_CAMPAIGN);
    set.env.is_motion_reduced = true;
    struct content *content = with_campaign(&set, load_wording);
    set_enter(&set, SCREEN_CAMPAIGN);
    set_tap(&set, "campaign.area.1");
    for (int i = 0; i < 5; i++)
        set_tap(&set, "sheet.down");
    expect(&set, "Nguyên văn mục hai một.");
    set_tap(&set, "sheet.next");
    assert_false(set_shows(&set, "Nguyên văn Kế hoạch"));
    set_enter(&set, SCREEN_CRITERIA);
    set_tap(&set, "criteria.cell.tinh.gia_dinh");
    for (int i = 0; i < 5; i++)
        set_tap(&set, "sheet.down");
    expect(&set, "Nguyên văn năm hai.");
    drop(&set, content);
    set_close(&set);
}

static void keep_almost_nothing(json_t *campaign) {
    static const char *const gone[] = {
        "anniversaries",    "purposes", "requirements", "timeline",         "solutions",
        "linked_movements", "roles",    "award_steps",  "linked_documents", "glossary",
        "contact",          "criteria", "matrix",       "subjects",         "official_text"};
    for (size_t i = 0; i < check_items(gone); i++)
        json_object_del(campaign, gone[i]);
    json_object_del(json_object_get(campaign, "campaign"), "theme");
    manifest_set(campaign, "campaign/period/end", "null");
    manifest_set(campaign, "content_areas",
                 "[{\"id\":\"area-1\",\"number\":1,\"title\":\"Một việc\"}]");
}

static void test_a_plan_of_hardly_anything(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_CAMPAIGN);
    struct content *content = with_campaign(&set, keep_almost_nothing);
    set_enter(&set, SCREEN_CAMPAIGN);
    expect(&set, "Một việc");
    expect(&set, "Thi đua đặc biệt chào mừng 90 năm"); // no end: the campaign's name on the card
    assert_false(set_has(&set, "campaign.about") || set_has(&set, "campaign.phases") ||
                 set_has(&set, "campaign.criteria"));
    set_tap(&set, "campaign.area.1");
    assert_false(set_has(&set, "sheet.next"));
    set_tap(&set, "sheet.close");
    set_enter(&set, SCREEN_CRITERIA);
    assert_true(set_has(&set, "nav.back"));
    set_enter(&set, SCREEN_WHO);
    assert_false(set_has(&set, "who.criteria"));
    drop(&set, content);
    set_close(&set);
}

static void have_many_areas(json_t *campaign) {
    json_t *areas = json_array();
    for (int i = 1; i <= 25; i++)
        json_array_append_new(areas,
                              json_pack("{s:o, s:i, s:o}", "id", json_sprintf("area-%d", i),
                                        "number", i, "title", json_sprintf("Việc số %d", i)));
    json_object_set_new(campaign, "content_areas", areas);
}

static void test_more_areas_than_fit(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_CAMPAIGN);
    struct content *content = with_campaign(&set, have_many_areas);
    set_enter(&set, SCREEN_CAMPAIGN);
    expect(&set, "25 việc cùng thi đua");
    assert_true(set_has(&set, "campaign.area.10") && !set_has(&set, "campaign.area.11"));
    assert_true(set_has(&set, "campaign.criteria"));
    set_tap(&set, "campaign.more");
    assert_true(set_has(&set, "campaign.area.11") && !set_has(&set, "campaign.area.10"));
    set_tap(&set, "campaign.more");
    assert_true(set_has(&set, "campaign.area.25"));
    set_tap(&set, "campaign.more");
    assert_true(set_has(&set, "campaign.area.1"));
    drop(&set, content);
    set_close(&set);
}

/* --- the criteria --------------------------------------------------------------------------- */

static void test_a_cell_opens_all_of_its_criteria(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_CRITERIA);
    set.env.is_motion_reduced = true;
    expect(&set, "Xuất sắc, vượt chỉ tiêu, có từ 1 mô hình");
    set_tap(&set, "criteria.cell.huyen.tap_the");
    expect(&set, "Giấy khen huyện");
    expect(&set, "Cần có đủ");
    expect(&set, "Có nhiều sáng kiến, giải pháp.");
    for (int i = 0; i < 3; i++)
        set_tap(&set, "sheet.down");
    expect(&set, "Cần có 1 mô hình, công trình hoặc phần việc");
    expect(&set, "Người quyết định: Chủ tịch UBND huyện");
    expect(&set, "Hội đồng xét theo văn bản chính thức");
    set_tap(&set, "sheet.next");
    expect(&set, "Là cán bộ, công chức, hoặc cán bộ, chiến sĩ lực lượng vũ trang.");
    expect(&set, "Và một trong các điều sau");
    expect(&set, "hoặc");
    expect(&set, "Mưu trí, dũng cảm khi làm nhiệm vụ.");
    assert_false(set_shows(&set, "Cần có 0 mô hình"));
    set_tap(&set, "sheet.close");
    struct element_list list;
    set_list(&set, &list);
    for (size_t i = 0; i < list.count; i++) // where the reader was is marked
        assert_int_equal(list.items[i].is_chosen,
                         strcmp(list.items[i].id, "criteria.cell.huyen.ca_nhan") == 0);
    element_list_finish(&list);
    set_close(&set);
}

static void test_a_group_leads_to_its_kind(void **state) {
    (void)state;
    static const struct {
        const char *cell, *kind;
    } rows[] = {
        {"criteria.cell.xa.tap_the", "collective"},
        {"criteria.cell.xa.ca_nhan", "official"},
        {"criteria.cell.tinh.gia_dinh", "resident"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct set set;
        scene_open_at(&set, SCREEN_CRITERIA);
        set_tap(&set, rows[i].cell);
        set_tap(&set, "sheet.nominate");
        check_number(rows[i].cell, set.id, SCREEN_NAME);
        check_text(rows[i].cell, set.visit.form->kind, rows[i].kind);
        set_close(&set);
    }
}

static void test_nobody_is_introduced_when_slips_are_not_taken(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_CRITERIA);
    set.env.is_enrolled = false;
    set_tap(&set, "criteria.cell.xa.tap_the");
    assert_false(set_has(&set, "sheet.nominate"));
    set.env.is_enrolled = true;
    set_clock(&set, "2023-06-01T08:00:00+07:00");
    set_enter(&set, SCREEN_CRITERIA);
    set_tap(&set, "criteria.cell.xa.tap_the");
    assert_false(set_has(&set, "sheet.nominate"));
    set_close(&set);
}

/* From "Sửa" on the review by way of the criteria straight back to the review. */
static void test_mending_by_way_of_the_criteria(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_HOME);
    scene_review(&set);
    set_tap(&set, "review.edit.kind");
    set_tap(&set, "who.criteria");
    check_number("screen", set.id, SCREEN_CRITERIA);
    set_tap(&set, "criteria.cell.xa.tap_the");
    set_tap(&set, "sheet.nominate");
    check_number("screen", set.id, SCREEN_REVIEW);
    check_text("kind", set.visit.form->kind, "collective");
    check_text("name", set.visit.form->name, SCENE_NAME);
    set_close(&set);
}

static void test_one_group_at_a_time(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_CRITERIA);
    set_size(&set, 1080, 1920, false, false);
    assert_true(set_has(&set, "criteria.cell.tinh.tap_the") &&
                set_has(&set, "criteria.cell.xa.tap_the"));
    assert_false(set_has(&set, "criteria.cell.tinh.gia_dinh"));
    set_tap(&set, "criteria.group.gia_dinh");
    assert_true(set_has(&set, "criteria.cell.tinh.gia_dinh"));
    assert_false(set_has(&set, "criteria.cell.tinh.tap_the"));
    expect(&set, "Gia đình, nông dân, người lao động");
    set_tap(&set, "criteria.cell.xa.gia_dinh");
    set_tap(&set, "sheet.prev"); // the cell before it in the whole table
    expect(&set, "Giấy khen xã");
    expect(&set, "Cá nhân");
    set_tap(&set, "sheet.close");
    assert_true(set_has(&set, "criteria.cell.xa.ca_nhan")); // its group is the one shown now
    set_close(&set);
}

static void have_two_levels(json_t *campaign) {
    json_array_remove(json_object_get(campaign, "levels"), 1);
    json_array_remove(json_object_get(campaign, "matrix"), 8); // and no cell for one of them
}

static void test_no_district(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_CRITERIA);
    struct content *content = with_campaign(&set, have_two_levels);
    set_enter(&set, SCREEN_CRITERIA);
    assert_false(set_shows(&set, "Giấy khen huyện"));
    assert_true(set_has(&set, "criteria.cell.tinh.tap_the") &&
                set_has(&set, "criteria.cell.xa.gia_dinh"));
    assert_false(set_has(&set, "criteria.cell.tinh.gia_dinh"));
    set_tap(&set, "criteria.cell.tinh.ca_nhan");
    expect(&set, "2 / 5");
    set_tap(&set, "sheet.next"); // past the cell that is not there
    expect(&set, "Giấy khen xã");
    expect(&set, "3 / 5");
    drop(&set, content);
    set_close(&set);
}

static void have_five_by_five(json_t *campaign) {
    json_t *levels = json_array(), *groups = json_array(), *matrix = json_array();
    for (int i = 1; i <= 5; i++) {
        json_array_append_new(levels, json_pack("{s:o,s:i,s:s,s:s}", "id", json_sprintf("l%d", i),
                                                "order", i, "badge", "Bằng khen hạng đặc biệt",
                                                "decided_by", "Chủ tịch"));
        json_array_append_new(groups, json_pack("{s:o,s:s,s:s}", "id", json_sprintf("g%d", i),
                                                "name", "Gia đình, nông dân", "icon", "family"));
        for (int j = 1; j <= 5; j++)
            json_array_append_new(
                matrix, json_pack("{s:o,s:o,s:s,s:s}", "level", json_sprintf("l%d", i), "group",
                                  json_sprintf("g%d", j), "logic", "gd-1", "summary",
                                  "Việc làm *nổi bật*, sản xuất giỏi, thu nhập cao, góp công, góp "
                                  "của"));
    }
    json_object_set_new(campaign, "levels", levels);
    json_object_set_new(campaign, "groups", groups);
    json_object_set_new(campaign, "matrix", matrix);
}

static void check_nothing_is_cut(struct set *set, const struct look *look) {
    struct text_log log = {0};
    size_t cut = 0;
    set_draw(set, &log);
    for (size_t i = 0; i < log.count; i++) {
        if (log.entries[i].is_cut)
            print_error("%s %s: '%s' is cut\n", look->name, set->screen->kind->name,
                        log.entries[i].text);
        cut += log.entries[i].is_cut;
    }
    text_log_finish(&log);
    assert_int_equal(cut, 0);
}

/* As many levels, groups and areas as a page is made for, in every look. */
static void test_the_largest_shapes_fit(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_CRITERIA);
    struct content *content = with_campaign(&set, have_five_by_five);
    for (size_t i = 0; i < LOOKS; i++) {
        set_leave(&set);
        set_size(&set, looks[i].width, looks[i].height, looks[i].is_large, looks[i].is_contrast);
        set_enter(&set, SCREEN_CRITERIA);
        assert_true(set_has(&set, "criteria.cell.l5.g1") && set_has(&set, "criteria.cell.l1.g1"));
        assert_true(set_has(&set, "criteria.group.g5"));
        check_nothing_is_cut(&set, &looks[i]);
        set_tap(&set, "criteria.group.g4");
        set_tap(&set, "criteria.cell.l2.g4");
        check_nothing_is_cut(&set, &looks[i]);
    }
    drop(&set, content);
    content = with_campaign(&set, have_many_areas);
    for (size_t i = 0; i < LOOKS; i++) {
        set_leave(&set);
        set_size(&set, looks[i].width, looks[i].height, looks[i].is_large, looks[i].is_contrast);
        set_enter(&set, SCREEN_CAMPAIGN);
        check_nothing_is_cut(&set, &looks[i]);
    }
    drop(&set, content);
    set_close(&set);
}

/* The way home asks first where something was entered. */
static void test_the_way_home_from_the_wizard_asks(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_CRITERIA);
    set_tap(&set, "nav.home");
    check_number("home", set.reply.action, SCREEN_ASK_DISCARD);
    set_tap(&set, "nav.back");
    check_number("back", set.reply.action, SCREEN_BACK);
    set_close(&set);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_days_and_phases),
        cmocka_unit_test(test_an_area_is_read_on_its_sheet),
        cmocka_unit_test(test_a_sheet_closes_beside_it_and_by_the_keyboard),
        cmocka_unit_test(test_what_is_longer_scrolls),
        cmocka_unit_test(test_a_throw_moves_on_by_itself_and_rests),
        cmocka_unit_test(test_all_of_the_plan_can_be_reached),
        cmocka_unit_test(test_reading_aloud_is_offered_where_it_can_be),
        cmocka_unit_test(test_the_plans_own_words_where_staff_loaded_them),
        cmocka_unit_test(test_a_plan_of_hardly_anything),
        cmocka_unit_test(test_more_areas_than_fit),
        cmocka_unit_test(test_a_cell_opens_all_of_its_criteria),
        cmocka_unit_test(test_a_group_leads_to_its_kind),
        cmocka_unit_test(test_nobody_is_introduced_when_slips_are_not_taken),
        cmocka_unit_test(test_mending_by_way_of_the_criteria),
        cmocka_unit_test(test_one_group_at_a_time),
        cmocka_unit_test(test_no_district),
        cmocka_unit_test(test_the_largest_shapes_fit),
        cmocka_unit_test(test_the_way_home_from_the_wizard_asks),
    };
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
