/* The culture officer at the content's pages in a browser: writes, publishes and takes back, with
 * nothing on any page that a reader, a keyboard or a narrow screen could stumble over. */
#include "desk.h"

#define CONTENT "/office/content"

static struct desk desk;

static int start(void **state) {
    (void)state;
    desk_start(&desk);
    office_publish(&desk.office);
    desk_sit_down(&desk, &(struct browser_options){.width_px = 0});
    return 0;
}

static int stop(void **state) {
    (void)state;
    desk_finish(&desk);
    return 0;
}

static void choose(const char *name, const char *value) {
    browser_done(browser_run(&desk.b,
                             "const e = document.getElementsByName(arguments[0])[0];"
                             "e.value = arguments[1]; return e.value;",
                             json_pack("[s, s]", name, value)));
}

static void a_person_is_written_and_published(void **state) {
    (void)state;
    desk_go(&desk, CONTENT "/honouree/new");
    desk_look(&desk, "content-new");
    browser_type(&desk.b, "input[name=name]", "Nguyễn Văn A (mẫu)");
    choose("group", "ca_nhan");
    choose("level", "xa");
    browser_click(&desk.b, ".save button");
    browser_expect(&desk.b, desk_word(&desk, "said.content.saved"));
    desk_look(&desk, "content-person");
    char *path = xstrdup(desk_path(&desk));
    desk_go(&desk, CONTENT);
    browser_expect(&desk.b, desk_word(&desk, "content.gate"));
    desk_look(&desk, "content-gate");
    desk_go(&desk, path);
    browser_type(&desk.b, "input[name='decision.number']", "12/QĐ-UBND");
    choose("decision.date", "2023-06-06");
    browser_type(&desk.b, "input[name='consent.how']", "Ký giấy tại nhà");
    choose("consent.date", "2023-06-01");
    browser_click(&desk.b, ".save button");
    browser_expect(&desk.b, desk_word(&desk, "said.content.saved"));
    desk_go(&desk, CONTENT);
    desk_look(&desk, "content-draft");
    browser_click(&desk.b, "main summary.main");
    browser_click(&desk.b, "main .ask-body .button.main");
    browser_expect(&desk.b, desk_word(&desk, "said.content.published"));
    desk_go(&desk, path);
    desk_look(&desk, "content-published");
    browser_click(&desk.b, "main summary.danger");
    browser_click(&desk.b, "main .ask-body .button.danger");
    browser_expect(&desk.b, desk_word(&desk, "said.content.taken-back"));
    free(path);
}

static void a_draft_is_looked_at(void **state) {
    (void)state;
    desk_go(&desk, CONTENT "/project/mh-01");
    browser_type(&desk.b, "textarea[name=numbers]", "\n7 | ngày");
    browser_click(&desk.b, ".save button");
    browser_expect(&desk.b, desk_word(&desk, "said.content.saved"));
    browser_click(&desk.b, ".acts a[href*=preview]");
    browser_expect(&desk.b, desk_word(&desk, "preview.intro"));
    browser_click(&desk.b, "main form .button.main");
    browser_expect(&desk.b, desk_word(&desk, "preview.shot.item"));
    json_t *drawn = browser_run(&desk.b,
                                "return [...document.querySelectorAll('.screens img')]"
                                ".filter(e => e.complete && e.naturalWidth === 1920).length;",
                                NULL);
    check_number("pictures", json_integer_value(drawn), 5);
    json_decref(drawn);
    desk_look(&desk, "content-preview");
}

static void a_table_is_looked_at(void **state) {
    (void)state;
    char *path = xasprintf("%s/table.csv", desk.office.folder);
    static const char table[] = "name;group;level\nVi Thị Bảng (mẫu);cá nhân;xa\n";
    static const char wrong[] = "name;group;level\n=1+1;ca_nhan;xa\n";
    const char *const rows[][2] = {{"content-import", table}, {"content-import-faults", wrong}};
    for (size_t i = 0; i < check_items(rows); i++) {
        assert_true(path_write(path, rows[i][1], strlen(rows[i][1]), 0600));
        desk_go(&desk, CONTENT "/import/honouree");
        browser_type(&desk.b, "input[type=file]", path);
        browser_click(&desk.b, "main form .button");
        browser_expect(&desk.b, desk_word(&desk, "import.plan"));
        desk_look(&desk, rows[i][0]);
    }
    free(path);
}

static void every_page_is_clean(void **state) {
    (void)state;
    static const struct {
        const char *name, *path;
    } rows[] = {
        {"content-home", "/office"},
        {"content-honourees", CONTENT "/honouree"},
        {"content-sample", CONTENT "/honouree/guong-01"},
        {"content-projects", CONTENT "/project?q=duong"},
        {"content-project", CONTENT "/project/mh-01"},
        {"content-units", CONTENT "/unit"},
        {"content-unit", CONTENT "/unit/don-vi-01"},
        {"content-notices", CONTENT "/notice"},
        {"content-notice", CONTENT "/notice/new"},
        {"content-campaigns", CONTENT "/campaign"},
        {"content-campaign", CONTENT "/campaign/campaign-2023.vi"},
        {"content-settings", CONTENT "/settings"},
        {"content-history", CONTENT "/history"},
        {"content-revision", CONTENT "/history/2"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        desk_go(&desk, rows[i].path);
        desk_look(&desk, rows[i].name);
    }
}

/* A slip on paper: as long as nobody says whom it is about, there is a line in place of its deeds.
 */
static void deeds_follow_whom_they_are_about(void **state) {
    (void)state;
    desk_go(&desk, "/office/paper");
    browser_expect(&desk.b, desk_word(&desk, "slip.reasons.first"));
    assert_false(desk_shows(&desk, "input[value=r-gop]"));
    browser_click(&desk.b, "input[name=kind][value=resident]");
    browser_expect_not(&desk.b, desk_word(&desk, "slip.reasons.first"));
    assert_true(desk_shows(&desk, "input[value=r-gop]"));
    assert_false(desk_shows(&desk, "input[value=m-so]"));
    desk_go(&desk, "/office/paper");
    browser_click(&desk.b, "main form > .button");
    browser_expect(&desk.b, desk_word(&desk, "fault.empty"));
    check_text("the first fault", browser_focus_name(&desk.b), "kind");
    check_text("read out", browser_attribute(&desk.b, "fieldset.faulty", "aria-describedby"),
               "kind-error");
    desk_look(&desk, "paper-faults");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_is_written_and_published),
        cmocka_unit_test(a_draft_is_looked_at),
        cmocka_unit_test(a_table_is_looked_at),
        cmocka_unit_test(every_page_is_clean),
        cmocka_unit_test(deeds_follow_whom_they_are_about),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
