/* A hostile hand in every field of the content's pages, read back in the browser wherever it
 * stands: nothing of it comes to life, nothing of it is lost, and no page breaks. */
#include "desk.h"

#define CONTENT "/office/content"
/* Ways out of a text that HTML has, and lines that a script would leave its mark by. */
#define HOSTILE "</title></textarea>'\"><b id=hostile><img src=x onerror=window.hostile=1>&amp;"
#define SHORT "'\"><b id=hostile>" // for fields of 20 letters

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

static void expect_harmless(const char *where) {
    json_t *lives = browser_run(&desk.b,
                                "return window.hostile !== undefined"
                                " || document.getElementById('hostile') !== null"
                                " || document.querySelector('[onerror]') !== null;",
                                NULL);
    if (json_is_true(lives))
        browser_fail(&desk.b, "%s: what was typed has come to life", where);
    json_decref(lives);
    browser_resize(&desk.b, 360, 800);
    if (!browser_fits(&desk.b)) {
        browser_shot(&desk.b, "hostile-wide");
        browser_fail(&desk.b, "%s is wider than 360 pixels", where);
    }
    browser_resize(&desk.b, 1280, 800);
    char *complaints = browser_complaints(&desk.b);
    for (char *rest = complaints, *line;
         (line = strsep(&rest, "\n"));) // a date, a number that is none is said
        if (line[0] && !strstr(line, "status of 4") && !strstr(line, "The specified value"))
            browser_fail(&desk.b, "%s: the browser complains: %s", where, line);
    free(complaints);
}

/* Fills the form that the button belongs to and presses it. A hand that knows no bounds ("wild")
 * writes into what only offers choices, too; the other one keeps to what is taken. @return how many
 * fields were written into */
static int attack(const char *button, bool is_wild) {
    static const char script[] =
        "const [css, wild, hostile, short] = arguments;"
        "const button = document.querySelector(css); if (!button) return -1;"
        "for (let d = button.closest('details'); d; d = d.parentElement.closest('details'))"
        "  d.open = true;"
        "let met = 0;"
        "for (const e of button.form.elements) {"
        "  const fits = e.maxLength < 0 || e.maxLength >= hostile.length;"
        "  if (e.type === 'hidden' || e.tagName === 'BUTTON' || e.tagName === 'FIELDSET') continue;"
        "  if (wild) { e.removeAttribute('maxlength'); e.removeAttribute('required'); }"
        "  if (e.type === 'checkbox' || e.type === 'radio') {"
        "    if (wild) { e.value = hostile; e.checked = true; met++; }"
        "  } else if (e.tagName === 'SELECT') {"
        "    if (wild) e.add(new Option(hostile, hostile));"
        "    const all = [...e.options].map(o => o.value).filter(v => v !== '');"
        "    e.value = wild ? hostile : all[0] || '';"
        "    if (wild) met++;"
        "  } else if (e.type === 'date' && !wild) e.value = '2023-06-06';"
        "  else if ((e.type === 'number' || e.inputMode === 'numeric') && !wild) e.value = '1';"
        "  else if (e.name === 'numbers' && !wild) e.value = '7 | ' + short;"
        "  else if (e.type !== 'file') {"
        "    if (e.type !== 'textarea') e.type = 'text';"
        "    e.value = wild || fits ? hostile : short; met++;"
        "  }"
        "}"
        "button.form.noValidate = true; button.scrollIntoView({block: 'center'}); return met;";
    json_t *met = browser_run(&desk.b, script,
                              json_pack("[s, b, s, s]", button, (int)is_wild, HOSTILE, SHORT));
    int count = (int)json_integer_value(met);
    json_decref(met);
    if (count <= 0)
        browser_fail(&desk.b, "nothing to write into at %s", button);
    browser_click(&desk.b, button);
    return count;
}

/* Every text that was typed stands in its field again, as it was typed; a figure has its bar behind
 * it. */
static void expect_kept(const char *where) {
    json_t *lost = browser_run(
        &desk.b,
        "return [...document.querySelectorAll('main .save')].flatMap(s => "
        "  [...s.closest('form').elements]).filter(e => (e.type === 'text' || e.type === "
        "'textarea')"
        "  && !e.value.startsWith(arguments[0])).map(e => e.name + '=' + e.value).join('; ');",
        json_pack("[s]", HOSTILE));
    if (json_string_length(lost))
        browser_fail(&desk.b, "%s: not as it was typed: %s", where, json_string_value(lost));
    json_decref(lost);
}

static const char *const forms[] = {CONTENT "/honouree/new", CONTENT "/project/new",
                                    CONTENT "/unit/new", CONTENT "/notice/new"};

static void what_is_refused_comes_back_as_text(void **state) {
    (void)state;
    for (size_t i = 0; i < check_items(forms); i++) {
        desk_go(&desk, forms[i]);
        attack(".save button", true);
        browser_expect(&desk.b, desk_word(&desk, "content.faulty"));
        expect_harmless(forms[i]);
        expect_kept(forms[i]);
    }
    desk_go(&desk, CONTENT "/campaign/campaign-2023.vi");
    attack(".save button", true);
    browser_expect(&desk.b, desk_word(&desk, "content.faulty"));
    expect_harmless("campaign");
}

static void settings_take_only_what_they_offer(void **state) {
    (void)state;
    static const char *const acts[] = {"window", "toggles", "pins"};
    for (size_t i = 0; i < check_items(acts); i++) {
        char *button = xasprintf("form:has(input[name=act][value=%s]) button", acts[i]);
        desk_go(&desk, CONTENT "/settings");
        if (browser_count(&desk.b, button) > 0)
            attack(button, true);
        expect_harmless(acts[i]);
        free(button);
    }
}

static void upload(const char *file, const char *bytes, const char *field, const char *button) {
    char *path = xasprintf("%s/%s", desk.office.folder, file);
    assert_true(path_write(path, bytes, strlen(bytes), 0600));
    browser_type(&desk.b, field, path);
    browser_click(&desk.b, button);
    free(path);
}

static void tables_and_photos_are_told_of_as_text(void **state) {
    (void)state;
    static const struct {
        const char *name, *bytes;
    } rows[] = {
        {"header", "name;\"</title><b id=hostile>\";level\nA;x;xa\n"},
        {"cell", "name;group;level\n\"<img src=x onerror=window.hostile=1>\";ca_nhan;xa\n"},
        {"choice",
         "name;group;level\nA;\"<b id=hostile>\";\"<img src=x onerror=window.hostile=1>\"\n"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        desk_go(&desk, CONTENT "/import/honouree");
        upload("<b id=hostile>.csv", rows[i].bytes, "input[type=file]", "main form .button");
        browser_expect(&desk.b, desk_word(&desk, "import.plan"));
        expect_harmless(rows[i].name);
        browser_shot(&desk.b, "hostile-import");
    }
    desk_go(&desk, CONTENT "/honouree/guong-01");
    upload("<b id=hostile>.png", "<svg onload=window.hostile=1>", ".case-side input[type=file]",
           ".case-side form[action$='/photo'] button");
    browser_expect(&desk.b, desk_word(&desk, "content.photo"));
    expect_harmless("photo");
    desk_go(&desk, CONTENT "/campaign/campaign-2023.vi");
    upload("<b id=hostile>.json", "{\"schema\": \"<b id=hostile>\"}", "input[type=file]",
           "form:has(input[type=file]) button");
    browser_expect(&desk.b, desk_word(&desk, "campaign.file.refused"));
    expect_harmless("campaign file");
}

static void hostile_links_lead_nowhere(void **state) {
    (void)state;
    static const char *const paths[] = {
        CONTENT "/%22%3E%3Cb%20id%3Dhostile%3E",
        CONTENT "/honouree/%22%3E%3Cb%20id%3Dhostile%3E",
        CONTENT "/honouree?q=%22%3E%3Cb%20id%3Dhostile%3E&page=%3Cb%3E",
        CONTENT "/settings?of=%22%3E%3Cb%20id%3Dhostile%3E",
        CONTENT "/preview?topic=%22%3E%3Cb%20id%3Dhostile%3E&id=%22%3E%3Cb%20id%3Dhostile%3E"
                "&at=%22%3E%3Cb%20id%3Dhostile%3E&size=%22%3E%3Cb%20id%3Dhostile%3E",
        CONTENT "/history/%3Cscript%3Ewindow.hostile%3D1%3C%2Fscript%3E",
        CONTENT "/import/%3Cscript%3Ewindow.hostile%3D1%3C%2Fscript%3E",
        CONTENT "/photo/%3Cscript%3Ewindow.hostile%3D1%3C%2Fscript%3E",
    };
    for (size_t i = 0; i < check_items(paths); i++) {
        desk_go(&desk, paths[i]);
        expect_harmless(paths[i]);
    }
}

/* What the office takes as a text stands as that text wherever it is told, drafts and revisions,
 * and the kiosk's own picture of it. */
static void what_is_taken_stands_as_text(void **state) {
    (void)state;
    static const char *const after[] = {CONTENT,
                                        CONTENT "/honouree",
                                        CONTENT "/project",
                                        CONTENT "/unit",
                                        CONTENT "/notice",
                                        CONTENT "/campaign",
                                        CONTENT "/honouree?q=hostile",
                                        CONTENT "/honouree/new",
                                        CONTENT "/project/new"};
    for (size_t i = 0; i < check_items(forms); i++) {
        desk_go(&desk, forms[i]);
        attack(".save button", false);
        browser_expect(&desk.b, desk_word(&desk, "said.content.saved"));
        expect_harmless(forms[i]);
        char *path = xstrdup(desk_path(&desk));
        if (browser_count(&desk.b, "form:has(input[name=act][value=pin]) button") > 0) {
            browser_click(&desk.b, "form:has(input[name=act][value=pin]) button");
            browser_expect(&desk.b, desk_word(&desk, "said.content.saved"));
            char *window = xasprintf(CONTENT "/settings?of=%s", strrchr(path, '/') + 1);
            desk_go(&desk, window);
            browser_expect(&desk.b, "<b id=hostile>");
            expect_harmless(window);
            free(window);
        }
        free(path);
    }
    desk_go(&desk, CONTENT "/campaign/campaign-2023.vi");
    attack(".save button", false);
    for (size_t i = 0; i < check_items(after); i++) {
        desk_go(&desk, after[i]);
        expect_harmless(after[i]);
    }
    desk_go(&desk, CONTENT);
    browser_expect(&desk.b, HOSTILE);
    desk_look(&desk, "hostile-draft");
    browser_resize(&desk.b, 1280, 800);
    browser_click(&desk.b, "main summary.main");
    browser_click(&desk.b, "main .ask-body .button.main");
    browser_expect(&desk.b, desk_word(&desk, "said.content.published"));
    expect_harmless("published");
    desk_go(&desk, CONTENT "/history/2");
    browser_expect(&desk.b, HOSTILE);
    expect_harmless("revision");
    desk_go(&desk, "/office/audit");
    expect_harmless("audit");
    desk_go(&desk, CONTENT "/preview");
    browser_click(&desk.b, "main form .button.main");
    browser_expect(&desk.b, desk_word(&desk, "preview.shot.attract"));
    expect_harmless("preview");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_refused_comes_back_as_text),
        cmocka_unit_test(settings_take_only_what_they_offer),
        cmocka_unit_test(tables_and_photos_are_told_of_as_text),
        cmocka_unit_test(hostile_links_lead_nowhere),
        cmocka_unit_test(what_is_taken_stands_as_text),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
