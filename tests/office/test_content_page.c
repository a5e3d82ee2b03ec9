/* Content from the office: a draft is written, published, taken back, and comes back again: the
 * real program on loopback, and what a kiosk is given by it. */
#include "contents.h"

#include <dirent.h>
#include <turbojpeg.h>

static struct cases cases;
static char *temporary;

static int start(void **state) {
    (void)state;
    temporary = check_make_folder();
    setenv("TMPDIR", temporary, 1); // where previews are drawn: ours alone
    cases_start(&cases);
    return 0;
}

static int stop(void **state) {
    (void)state;
    cases_stop(&cases);
    check_remove_folder(temporary);
    return 0;
}

/* The address that the last answer sends to; owned. */
static char *sent_to(const struct browser *b) {
    return xstrdup(browser_sent_to(b));
}

static char *add_person(const char *name, bool is_decided) {
    struct browser *b = &cases.culture;
    const char *decided[] = {CONTENT_PERSON(name), CONTENT_DECIDED, NULL};
    const char *plain[] = {CONTENT_PERSON(name), NULL};
    check_number("saved", contents_save(b, CONTENT "/honouree/new", is_decided ? decided : plain),
                 303);
    return sent_to(b);
}

/* --- draft and gate ------------------------------------------------------------------------- */

static void nobody_is_named_without_decision_and_consent(void **state) {
    (void)state;
    struct browser *b = &cases.culture;
    int64_t before = contents_revision(&cases);
    char *path = add_person("Nguyễn Văn Cổng", false);
    browser_get(b, "/office");
    sees("at home", b, "1 thay đổi trong bản nháp", true);
    browser_get(b, CONTENT);
    sees("what differs", b, "Nguyễn Văn Cổng", true);
    sees("what is missing", b, "Số quyết định", true);
    sees("consent, too", b, "Đồng ý nêu tên cách nào", true);
    check_number("not offered", contents_publish(b), 0);
    // A form made by hand goes no further: the draft's version is told by a page of another draft.
    struct draft_probe {
        const char *field;
    } rows[] = {{"decision.number"}, {"decision.date"}, {"consent.how"}, {"consent.date"}};
    for (size_t i = 0; i < check_items(rows); i++) {
        const char *fields[] = {CONTENT_DECIDED, NULL};
        for (const char **at = fields; *at; at += 2)
            if (!strcmp(*at, rows[i].field))
                at[1] = "";
        check_number("saved without", contents_save(b, path, fields), 303);
        check_number(rows[i].field, contents_publish(b), 0);
    }
    check_number("nothing was published", contents_revision(&cases), before);
    check_number("dropped", browser_post(b, path, "act", "drop"), 303);
    check_number("no such entry any more", browser_get(b, path), 404);
    free(path);
}

/* The page does not offer it; the store refuses it as well. The draft's version stands on the page
 * of an import, too. */
static void the_gate_is_the_stores(void **state) {
    (void)state;
    struct browser *b = &cases.culture;
    static const char table[] = "name,kind\nThôn Thử,thon\n";
    int64_t before = contents_revision(&cases);
    char *path = add_person("Lê Thị Cửa", false), version[65];
    browser_get(b, CONTENT "/import/unit");
    browser_post_file(b, CONTENT "/import/unit", (const char *const[]){NULL}, table, strlen(table));
    snprintf(version, sizeof version, "%s", form_value(b, CONTENT "/import/unit/apply", "version"));
    check_number("by hand", browser_post(b, CONTENT, "act", "publish", "version", version), 422);
    sees("who", b, "Lê Thị Cửa", true);
    sees("what is missing", b, "Ngày đồng ý", true);
    check_number("nothing was published", contents_revision(&cases), before);
    browser_get(b, path);
    check_number("dropped", browser_post(b, path, "act", "drop"), 303);
    free(path);
}

static void only_what_was_looked_at_is_published(void **state) {
    (void)state;
    struct browser *b = &cases.culture;
    int64_t before = contents_revision(&cases);
    char *path = add_person("Lê Thị Rào", true), version[65];
    browser_get(b, CONTENT);
    const char *at = strstr(strbuf_text(&b->reply.body), "value=\"publish\"");
    at = strstr(at, "name=\"version\" value=\"");
    snprintf(version, sizeof version, "%.64s", at + strlen("name=\"version\" value=\""));
    check_number("consent goes", CONTENTS_SAVE(b, path, "consent.how", ""), 303);
    check_number("not what was looked at",
                 browser_post(b, CONTENT, "act", "publish", "version", version), 412);
    check_number("nothing was published", contents_revision(&cases), before);
    check_number("dropped", browser_post(b, path, "act", "drop"), 303);
    free(path);
}

static void a_draft_becomes_the_wall(void **state) {
    (void)state;
    struct browser *b = &cases.culture;
    int64_t before = contents_revision(&cases);
    char *path = add_person("Trần Thị Bảng", true);
    check_number("not yet", contents_shows(&cases, "honourees", "Trần Thị Bảng"), false);
    check_number("published", contents_publish(b), 303);
    check_number("a new revision", contents_revision(&cases), before + 1);
    json_t *person = contents_find(&cases, "honourees", "Trần Thị Bảng");
    assert_non_null(person);
    check_text("number", jsonread_text(json_object_get(person, "decision"), "number", ""),
               "12/QĐ-UBND");
    check_text("award", jsonread_text(person, "award", ""), "Giấy khen của Chủ tịch UBND xã");
    check_number("their yes", jsonread_bool(person, "publish_consent", false), true);
    assert_null(json_object_get(person, "consent")); // how they said it is nobody's business
    json_decref(person);
    browser_get(b, path);
    sees("but the office keeps it", b, "Ký giấy tại nhà", true);
    check_number("nothing left to publish", contents_publish(b), 0);
    browser_get(b, CONTENT "/history");
    sees("history: what", b, "Trần Thị Bảng", true);
    sees("history: who", b, "dinh", true);
    browser_get(&cases.chair, "/office/audit");
    sees("journal", &cases.chair, "Phát hành nội dung", true);
    free(path);
}

static void an_unchanged_form_is_no_change(void **state) {
    (void)state;
    struct browser *b = &cases.culture;
    json_t *person = contents_find(&cases, "honourees", "Trần Thị Bảng");
    char *path = xasprintf(CONTENT "/honouree/%s", jsonread_text(person, "id", ""));
    json_decref(person);
    check_number("saved", CONTENTS_SAVE(b, path, CONTENT_PERSON("Trần Thị Bảng"), CONTENT_DECIDED),
                 303);
    browser_get(b, CONTENT);
    sees("as it was", b, "Không có gì thay đổi", true);
    free(path);
}

static void who_writes_second_is_told(void **state) {
    (void)state;
    struct browser *b = &cases.culture;
    char *path = add_person("Phạm Văn Hai", true), version[2][65];
    browser_get(b, path);
    snprintf(version[0], sizeof version[0], "%s", form_value(b, path, "version"));
    check_number("first", CONTENTS_SAVE(b, path, "role", "Trưởng thôn"), 303);
    check_number(
        "second",
        browser_post(b, path, "act", "save", "version", version[0], "role", "Bí thư chi bộ"), 412);
    sees("what was typed is kept", b, "Bí thư chi bộ", true);
    sees("why", b, "Có người vừa sửa mục này", true);
    snprintf(version[1], sizeof version[1], "%s", form_value(b, path, "version"));
    check_number(
        "once more",
        browser_post(b, path, "act", "save", "version", version[1], "role", "Bí thư chi bộ"), 303);
    check_number("dropped", browser_post(b, path, "act", "drop"), 303);
    free(path);
}

static void what_is_wrong_is_said_beside_its_field(void **state) {
    (void)state;
    struct browser *b = &cases.culture;
    static const struct {
        const char *path, *field, *value, *want;
    } rows[] = {
        {CONTENT "/honouree/new", "name", "", "Xin điền mục này."},
        {CONTENT "/honouree/new", "level", "trung-uong", "Mục đã chọn không có"},
        {CONTENT "/honouree/new", "decision.date", "2023-02-30", "Ngày chưa đúng"},
        {CONTENT "/honouree/new", "numbers", "12 km", "gạch đứng"},
        {CONTENT "/project/new", "progress_percent", "101", "số nguyên"},
        {CONTENT "/project/new", "progress_percent", "-1", "số nguyên"},
        {CONTENT "/project/new", "unit_id", "<b>", "Mục đã chọn không có"},
        {CONTENT "/unit/new", "kind", "", "Xin điền mục này."},
        {CONTENT "/notice/new", "to", "2023-01-01", "Ngày cuối không thể trước"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        const char *fields[] = {"name", "Thử",        "group",       "ca_nhan",     "level", "xa",
                                "kind", "mo_hinh",    "status",      "dang_lam",    "title", "Thử",
                                "from", "2023-05-05", rows[i].field, rows[i].value, NULL};
        for (const char **at = fields; *at; at += 2)
            if (!strcmp(*at, rows[i].field))
                at[1] = rows[i].value;
        check_number(rows[i].field, contents_save(b, rows[i].path, fields), 422);
        sees(rows[i].field, b, rows[i].want, true);
    }
    check_number("nothing of it is kept", contents_publish(b), 0);
}

/* --- the other kinds ------------------------------------------------------------------------ */

static void models_units_and_notices_follow(void **state) {
    (void)state;
    struct browser *b = &cases.culture;
    check_number("unit",
                 CONTENTS_SAVE(b, CONTENT "/unit/new", "name", "Thôn Mới", "kind", "thon",
                               "required", "1", "progress.registered", "3", "progress.completed",
                               "1"),
                 303);
    check_number("model",
                 CONTENTS_SAVE(b, CONTENT "/project/new", "name", "Đường hoa Thôn Mới", "kind",
                               "mo_hinh", "status", "dang_lam", "progress_percent", "40", "numbers",
                               "1,2 km | đường hoa\n42 | hộ góp công"),
                 303);
    check_number("notice",
                 CONTENTS_SAVE(b, CONTENT "/notice/new", "title", "Họp thôn", "text",
                               "19 giờ thứ Bảy.", "to", "2030-01-01"),
                 303);
    check_number("published", contents_publish(b), 303);
    json_t *unit = contents_find(&cases, "units", "Thôn Mới"), *root = rounds_content(&cases);
    json_t *model = contents_find(&cases, "projects", "Đường hoa Thôn Mới"), *row = NULL, *one;
    size_t i;
    assert_non_null(unit);
    assert_non_null(model);
    assert_null(json_object_get(unit, "progress"));
    json_array_foreach(json_object_get(root, "progress"), i, one) {
        if (!strcmp(jsonread_text(one, "unit_id", ""), jsonread_text(unit, "id", "-")))
            row = one;
    }
    check_number("registered", jsonread_int(row, "registered", -1), 3);
    check_number("completed", jsonread_int(row, "completed", -1), 1);
    check_number("figures", (long long)json_array_size(json_object_get(model, "numbers")), 2);
    check_number("notice", contents_shows(&cases, "notices", "Họp thôn"), true);
    json_decref(root);
    json_decref(model);
    json_decref(unit);
}

static void order_times_and_switches_follow(void **state) {
    (void)state;
    struct browser *b = &cases.culture;
    const char *here = CONTENT "/settings";
    browser_get(b, CONTENT "/honouree/guong-01");
    check_number(
        "pin",
        browser_post(b, here, "act", "pin", "topic", "honouree", "id", "guong-01", "is_on", "1"),
        303);
    browser_get(b, here);
    check_number(
        "pin another",
        browser_post(b, here, "act", "pin", "topic", "project", "id", "mh-01", "is_on", "1"), 303);
    browser_get(b, here);
    check_number("order",
                 browser_post(b, here, "act", "pins", "version", form_value(b, here, "version"),
                              "pin.guong-01", "2", "pin.mh-01", "1"),
                 303);
    browser_get(b, here);
    check_number("window",
                 browser_post(b, here, "act", "window", "of", "page:honours", "from", "2023-05-01",
                              "day", "mon", "day", "fri", "open", "07:00", "close", "17:30"),
                 303);
    static const struct {
        const char *of, *from, *open;
    } wrong[] = {{"page:nothing", "2023-05-01", ""},
                 {"nobody", "2023-05-01", ""},
                 {"page:honours", "", ""},
                 {"page:honours", "", "25:00"},
                 {"page:honours", "soon", ""}};
    for (size_t i = 0; i < check_items(wrong); i++) {
        check_number("no window",
                     browser_post(b, here, "act", "window", "of", wrong[i].of, "from",
                                  wrong[i].from, "open", wrong[i].open, "close", ""),
                     422);
        sees("why", b, "Khung giờ chưa đúng", true);
    }
    browser_get(b, here);
    check_number("switches",
                 browser_post(b, here, "act", "toggles", "switch.lookup", "off", "switch.english",
                              "on", "switch.sound", ""),
                 303);
    check_number("published", contents_publish(b), 303);
    json_t *root = rounds_content(&cases);
    json_t *pins = json_object_get(root, "pins"), *toggles = json_object_get(root, "toggles");
    json_t *window = json_array_get(json_object_get(root, "windows"), 0);
    check_text("first", json_string_value(json_array_get(pins, 0)), "mh-01");
    check_text("second", json_string_value(json_array_get(pins, 1)), "guong-01");
    check_text("of", jsonread_text(window, "of", ""), "page:honours");
    check_number("days", (long long)json_array_size(json_object_get(window, "days")), 2);
    check_number("off", jsonread_bool(toggles, "lookup", true), false);
    check_number("on", jsonread_bool(toggles, "english", false), true);
    assert_null(json_object_get(toggles, "sound"));
    json_decref(root);
}

/* --- campaigns ------------------------------------------------------------------------------ */

static void a_campaigns_dates_and_names_are_the_communes(void **state) {
    (void)state;
    struct browser *b = &cases.culture;
    const char *path = CONTENT "/campaign/campaign-2023.vi";
    check_number("saved",
                 CONTENTS_SAVE(b, path, "nomination_window.closes", "2023-05-20", "contact.phone",
                               "0253 1234567", "levels.0.short", "Cấp cơ sở"),
                 303);
    check_number("no day", CONTENTS_SAVE(b, path, "nomination_window.opens", "2023-13-01"), 422);
    check_number("published", contents_publish(b), 303);
    json_t *root = rounds_content(&cases), *one, *campaign = NULL;
    size_t i;
    json_array_foreach(json_object_get(root, "campaigns"), i, one) {
        if (!strcmp(jsonread_text(json_object_get(one, "meta"), "lang", ""), "vi"))
            campaign = one;
    }
    check_text("closes",
               jsonread_text(json_object_get(campaign, "nomination_window"), "closes", ""),
               "2023-05-20");
    check_text("phone", jsonread_text(json_object_get(campaign, "contact"), "phone", ""),
               "0253 1234567");
    check_text("level",
               jsonread_text(json_array_get(json_object_get(campaign, "levels"), 0), "short", ""),
               "Cấp cơ sở");
    json_decref(root);
}

static void a_campaigns_file_is_checked(void **state) {
    (void)state;
    struct browser *b = &cases.culture;
    static const char *const rows[][2] = {
        {"", "line"},
        {"{\"meta\": {}", "line 1"},
        {"{\"meta\":{\"schema\":\"other\"}}", "meta.schema"},
        {"{\"meta\":{\"schema\":\"campaign-content/1\",\"id\":\"x\",\"lang\":\"vi\"},\"levels\":3}",
         "expected"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        browser_get(b, CONTENT "/campaign/new");
        check_number(rows[i][0],
                     browser_post_file(b, CONTENT "/campaign", (const char *const[]){NULL},
                                       rows[i][0], strlen(rows[i][0])),
                     422);
        sees(rows[i][0], b, rows[i][1], true);
    }
    char *file = cases_source(&cases, "campaigns/2023/campaign-2023.vi.json"), *bytes;
    size_t len;
    assert_true(path_read(file, 1u << 20, &bytes, &len));
    json_t *root = jsonread_bytes(bytes, len, len, NULL);
    json_object_set_new(json_object_get(root, "meta"), "id", json_string("campaign-2030"));
    char *next = jsonread_dump(root);
    browser_get(b, CONTENT "/campaign/new");
    check_number(
        "taken",
        browser_post_file(b, CONTENT "/campaign", (const char *const[]){NULL}, next, strlen(next)),
        303);
    check_number("current",
                 browser_post(b, CONTENT "/settings", "act", "current", "current", "campaign-2030"),
                 303);
    check_number("published", contents_publish(b), 303);
    json_t *now = rounds_content(&cases);
    check_text("current", jsonread_text(now, "current", ""), "campaign-2030");
    json_decref(now);
    check_number("its file", browser_get(b, CONTENT "/campaign/campaign-2030.vi/file"), 200);
    json_t *taken = jsonread_bytes(b->reply.body.text, b->reply.body.len, 1 << 20, NULL);
    check_number("is what was sent", json_equal(taken, root), true);
    json_decref(taken);
    check_number("nothing else has one", browser_get(b, CONTENT "/unit/don-vi-01/file"), 404);
    // Without the one that is current kiosks would refuse all of it.
    const char *path = CONTENT "/campaign/campaign-2030.vi";
    browser_get(b, path);
    check_number("removed",
                 browser_post(b, path, "act", "remove", "version", form_value(b, path, "version")),
                 303);
    int64_t before = contents_revision(&cases);
    check_number("refused whole", contents_publish(b), 422);
    sees("what", b, "Phong trào đang dùng", true);
    check_number("the wall stays", contents_revision(&cases), before);
    browser_get(b, CONTENT);
    check_number("dropped", browser_post(b, CONTENT, "act", "drop-all"), 303);
    // One that does not know the level of somebody on the wall.
    json_t *level = json_array_get(json_object_get(root, "levels"), 0);
    json_object_set_new(level, "id", json_string("quoc-gia"));
    free(next);
    next = jsonread_dump(root);
    browser_get(b, CONTENT "/campaign/new");
    browser_post_file(b, CONTENT "/campaign", (const char *const[]){NULL}, next, strlen(next));
    long status = b->reply.status;
    check_number("refused as a file or when it is published",
                 status == 422 || contents_publish(b) == 422, true);
    if (status != 422) {
        sees("who", b, "Bảng", true);
        sees("which field", b, "Mức khen", true);
        sees("what is wrong", b, "Mục đã chọn không có", true);
    }
    check_number("the wall stays", contents_revision(&cases), before);
    browser_get(b, CONTENT);
    check_number("dropped", browser_post(b, CONTENT, "act", "drop-all"), 303);
    free(next);
    json_decref(root);
    free(bytes);
    free(file);
}

/* --- off, and back -------------------------------------------------------------------------- */

static void an_item_comes_off_at_once(void **state) {
    (void)state;
    struct browser *b = &cases.culture;
    char *path = add_person("Đỗ Văn Gỡ", true), *other;
    check_number("published", contents_publish(b), 303);
    int64_t with_them = contents_revision(&cases);
    other = add_person("Bùi Thị Nháp", true); // a draft that does not go along
    browser_get(b, path);
    check_number("off", browser_post(b, path, "act", "take-back", "withdrawn", "1"), 303);
    check_number("gone", contents_shows(&cases, "honourees", "Đỗ Văn Gỡ"), false);
    check_number("a new revision", contents_revision(&cases), with_them + 1);
    check_number("the draft stays", contents_shows(&cases, "honourees", "Bùi Thị Nháp"), false);
    check_number("still there", browser_get(b, other), 200);

    // An old revision comes back, but not who took their word back.
    char *old = xasprintf(CONTENT "/history/%lld", (long long)with_them);
    browser_get(b, old);
    sees("what it changed", b, "Đỗ Văn Gỡ", true);
    check_number("again", browser_post(b, old, "x", "y"), 303);
    check_number("stays off", contents_shows(&cases, "honourees", "Đỗ Văn Gỡ"), false);
    free(old);
    browser_get(b, other);
    check_number("dropped", browser_post(b, other, "act", "drop"), 303);
    free(other);
    free(path);
}

static void an_old_revision_comes_back_as_a_new_one(void **state) {
    (void)state;
    struct browser *b = &cases.culture;
    const char *path = CONTENT "/notice/new";
    check_number("saved", CONTENTS_SAVE(b, path, "title", "Tin cũ"), 303);
    check_number("published", contents_publish(b), 303);
    int64_t old = contents_revision(&cases);
    json_t *notice = contents_find(&cases, "notices", "Tin cũ");
    char *entry = xasprintf(CONTENT "/notice/%s", jsonread_text(notice, "id", ""));
    json_decref(notice);
    browser_get(b, entry);
    check_number("off", browser_post(b, entry, "act", "take-back"), 303);
    check_number("gone", contents_shows(&cases, "notices", "Tin cũ"), false);
    char *address = xasprintf(CONTENT "/history/%lld", (long long)old);
    browser_get(b, address);
    check_number("again", browser_post(b, address, "x", "y"), 303);
    check_number("back", contents_shows(&cases, "notices", "Tin cũ"), true);
    check_number("as a new one", contents_revision(&cases), old + 2);
    browser_get(b, CONTENT "/history");
    sees("how", b, "Dùng lại bản cũ", true);
    free(address);
    free(entry);
}

static long put_on_wall(const char *id, bool is_shown) {
    struct browser *b = &cases.culture;
    const char *path = is_shown ? "/office/publication" : "/office/publication?shown=1";
    check_number("page", browser_get(b, path), 200);
    return browser_post(b, path, "act", is_shown ? "show" : "hide", "row", rounds_row(b, id),
                        "pick", id);
}

/* Of a dossier's people only what is added is written here, and it stays when the wall follows. */
static void a_dossiers_words_are_not_written_here(void **state) {
    (void)state;
    struct browser *b = &cases.culture;
    struct slip_sent slip = rounds_forward(&cases, "Nguyễn Thị Hồ Sơ");
    char *path = xasprintf(CONTENT "/honouree/%s", slip.id);
    check_number("not on the wall", browser_get(b, path), 404);
    rounds_agree(&cases, &slip);
    check_number("approve",
                 case_do(&cases.clerk, slip.id, "step", "to", "approved", "decision.number",
                         "30/QĐ-UBND", "decision.date", "2023-06-06"),
                 303);
    check_number("consent",
                 case_do(b, slip.id, "consent", "publish_consent.value", "yes",
                         "publish_consent.date", "2023-06-07", "publish_consent.how", "Ký giấy"),
                 303);
    check_number("on the wall", put_on_wall(slip.id, true), 303);
    check_number("story",
                 CONTENTS_SAVE(b, path, "name", "Kẻ Gian", "level", "tinh", "story",
                               "Bà kể chuyện làm đường."),
                 303);
    check_number("published", contents_publish(b), 303);
    json_t *person = contents_find(&cases, "honourees", "Nguyễn Thị Hồ Sơ");
    assert_non_null(person);
    check_text("story", jsonread_text(person, "story", ""), "Bà kể chuyện làm đường.");
    check_text("level", jsonread_text(person, "level", ""), "xa");
    json_decref(person);
    browser_get(b, path);
    check_number("not taken off here", browser_post(b, path, "act", "take-back"), 404);
    browser_get(b, path);
    check_number("nor in the draft", browser_post(b, path, "act", "remove"), 400);
    int64_t shown = contents_revision(&cases);
    check_number("off by the dossier", put_on_wall(slip.id, false), 303);
    char *old = xasprintf(CONTENT "/history/%lld", (long long)shown);
    browser_get(b, old);
    check_number("an old revision", browser_post(b, old, "x", "y"), 303);
    check_number("does not bring them back", rounds_on_wall(&cases, slip.id), false);
    check_number("nor their page", browser_get(b, path), 404);
    check_number("on again", put_on_wall(slip.id, true), 303);
    check_number("and again", rounds_on_wall(&cases, slip.id), true);
    free(old);
    free(path);
}

/* --- photos --------------------------------------------------------------------------------- */

#define GPS_MARK "GPS-21.85N-106.75E"

/* A JPEG of `width` by `height` that says it lies on its side and where it was taken. */
static struct strbuf photo_with_place(int width, int height) {
    unsigned char *bytes = NULL;
    unsigned long len = 0;
    uint8_t *rgb = xcalloc((size_t)width * (size_t)height, 3);
    tjhandle handle = tjInitCompress();
    assert_int_equal(
        tjCompress2(handle, rgb, width, 0, height, TJPF_RGB, &bytes, &len, TJSAMP_444, 90, 0), 0);
    tjDestroy(handle);
    free(rgb);
    static const uint8_t exif[] = {
        'E',  'x',  'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0,  0, 8, 0, 2,
        0x01, 0x12, 0,   3,   0, 0, 0,   1,   0, 6,  0, 0, // orientation 6
        0x88, 0x25, 0,   4,   0, 0, 0,   1,   0, 0,  0, 38, 0, 0, 0, 0};
    size_t size = 2 + sizeof exif + strlen(GPS_MARK);
    const char head[] = {'\xff', '\xe1', (char)(size >> 8), (char)size};
    struct strbuf photo = {.text = NULL};
    strbuf_add(&photo, (char *)bytes, 2);
    strbuf_add(&photo, head, sizeof head);
    strbuf_add(&photo, (const char *)exif, sizeof exif);
    strbuf_add_text(&photo, GPS_MARK);
    strbuf_add(&photo, (char *)bytes + 2, len - 2);
    tjFree(bytes);
    return photo;
}

static long send_photo(struct browser *b, const char *path, const void *bytes, size_t len) {
    char *to = xasprintf("%s/photo", path);
    browser_get(b, path);
    char version[65];
    snprintf(version, sizeof version, "%s", form_value(b, path, "version"));
    long status =
        browser_post_file(b, to, (const char *const[]){"version", version, NULL}, bytes, len);
    free(to);
    return status;
}

static void a_photo_loses_its_place_and_stands_upright(void **state) {
    (void)state;
    struct browser *b = &cases.culture;
    char *path = add_person("Võ Thị Ảnh", true);
    struct strbuf photo = photo_with_place(2400, 1200);
    check_number("sent", send_photo(b, path, photo.text, photo.len), 303);
    browser_get(b, path);
    const char *at = strstr(strbuf_text(&b->reply.body), "src=\"" CONTENT "/photo/");
    assert_non_null(at);
    char address[128];
    snprintf(address, sizeof address, "%.*s", (int)strcspn(at + 5, "\""), at + 5);
    check_number("shown", browser_get(b, address), 200);
    const struct strbuf *kept = &b->reply.body;
    check_number("a place", memmem(kept->text, kept->len, GPS_MARK, strlen(GPS_MARK)) != NULL,
                 false);
    check_number("EXIF", memmem(kept->text, kept->len, "Exif", 4) != NULL, false);
    int width, height, sampling, colours;
    tjhandle handle = tjInitDecompress();
    assert_int_equal(tjDecompressHeader3(handle, (unsigned char *)kept->text, kept->len, &width,
                                         &height, &sampling, &colours),
                     0);
    tjDestroy(handle);
    check_number("upright: width", width, 960);
    check_number("upright: height", height, 1920);
    check_number("published", contents_publish(b), 303);
    json_t *root = rounds_content(&cases);
    check_number("named among the assets",
                 (long long)json_array_size(json_object_get(root, "assets")), 1);
    json_decref(root);
    strbuf_finish(&photo);
    free(path);
}

static void what_is_no_photo_is_refused(void **state) {
    (void)state;
    struct browser *b = &cases.culture;
    const char *path = CONTENT "/project/mh-01";
    struct strbuf cut = photo_with_place(600, 400);
    static const char bomb[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xea\x60\0\0\xea\x60\x08\x02\0\0\0"
                               "\x0f\xb0\xe2\x15\0\0\0\0IDAT";
    static const struct {
        const char *name, *bytes;
        size_t len;
        const char *want;
    } rows[] = {
        {"nothing", "", 0, "Xin chọn một tệp ảnh."},
        {"a page", "<svg onload=alert(1)>", 21, "không phải ảnh"},
        {"only a head", "\xff\xd8\xff\xe0 no picture", 15, "hỏng"},
        {"a bomb", bomb, sizeof bomb - 1, "64 triệu"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        check_number(rows[i].name, send_photo(b, path, rows[i].bytes, rows[i].len), 422);
        sees(rows[i].name, b, rows[i].want, true);
    }
    check_number("cut short", send_photo(b, path, cut.text, cut.len / 2), 422);
    char *large = xcalloc(1, 8500000);
    check_number("too large", send_photo(b, path, large, 8500000), 413);
    free(large);
    strbuf_finish(&cut);
    check_number("nothing of it is kept", contents_publish(b), 0);
}

/* --- the preview ---------------------------------------------------------------------------- */

static int files_in(const char *dir) {
    DIR *files = opendir(dir);
    int count = 0;
    for (struct dirent *one; files && (one = readdir(files));)
        count += strncmp(one->d_name, "guong-sang-preview-", 19) == 0;
    if (files)
        closedir(files);
    return count;
}

/* Files published at the console are told of as well. */
static void the_console_stands_in_the_history(void **state) {
    (void)state;
    struct browser *b = &cases.culture;
    int64_t before = contents_revision(&cases);
    office_publish(&cases.office);
    browser_get(b, CONTENT "/history");
    sees("who", b, "Dòng lệnh tại máy chủ", true);
    char *number = xasprintf("Bản số %lld", (long long)before + 1);
    sees("which", b, number, true);
    free(number);
    json_t *sample = contents_find(&cases, "honourees", "Tập thể Thôn 1");
    assert_null(sample); // a real person stands on the wall
}

static void a_draft_is_seen_as_kiosks_would_draw_it(void **state) {
    (void)state;
    struct browser *b = &cases.culture;
    const char *here = CONTENT "/preview";
    int64_t before = contents_revision(&cases);
    char *path = add_person("Ngô Thị Vẽ", true), shot[256];
    browser_get(b, here);
    check_number("drawn",
                 browser_post(b, here, "topic", "honouree", "id", strrchr(path, '/') + 1, "size",
                              "1920x1080"),
                 303);
    char *page = xstrdup(browser_sent_to(b));
    check_number("shown", browser_get(b, page), 200);
    static const char *const names[] = {"item", "attract", "home", "honoured", "models"};
    for (size_t i = 0; i < check_items(names); i++) {
        char token[64];
        snprintf(token, sizeof token, "%.32s", strstr(page, "at=") + 3);
        snprintf(shot, sizeof shot, "%s/%s/%s", here, token, names[i]);
        check_number(names[i], browser_get(b, shot), 200);
        assert_true(b->reply.body.len > 20000);
        assert_memory_equal(b->reply.body.text, "\x89PNG", 4);
        check_number("nobody else's", browser_get(&cases.clerk, shot), 403);
    }
    check_number("nothing is published", contents_revision(&cases), before);
    check_number("nothing is left", files_in(temporary), 0);
    browser_get(b, path);
    check_number("dropped", browser_post(b, path, "act", "drop"), 303);
    free(page);
    free(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_is_named_without_decision_and_consent),
        cmocka_unit_test(the_gate_is_the_stores),
        cmocka_unit_test(only_what_was_looked_at_is_published),
        cmocka_unit_test(a_draft_becomes_the_wall),
        cmocka_unit_test(an_unchanged_form_is_no_change),
        cmocka_unit_test(who_writes_second_is_told),
        cmocka_unit_test(what_is_wrong_is_said_beside_its_field),
        cmocka_unit_test(models_units_and_notices_follow),
        cmocka_unit_test(order_times_and_switches_follow),
        cmocka_unit_test(a_dossiers_words_are_not_written_here),
        cmocka_unit_test(a_campaigns_dates_and_names_are_the_communes),
        cmocka_unit_test(a_campaigns_file_is_checked),
        cmocka_unit_test(an_item_comes_off_at_once),
        cmocka_unit_test(an_old_revision_comes_back_as_a_new_one),
        cmocka_unit_test(a_photo_loses_its_place_and_stands_upright),
        cmocka_unit_test(what_is_no_photo_is_refused),
        cmocka_unit_test(a_draft_is_seen_as_kiosks_would_draw_it),
        cmocka_unit_test(the_console_stands_in_the_history),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
