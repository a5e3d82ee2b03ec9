/* The whole way: a finger in the hall, the office in a browser, and the wall in the hall again. */
#include "desk.h"
#include "hall.h"

#define NAME "Nguyễn Văn A"

struct entry { // "*": any that there is
    const char *name, *value;
};

static int start(void **state) {
    (void)state;
    return crypto_start() && curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? 0 : -1;
}

static int stop(void **state) {
    (void)state;
    curl_global_cleanup();
    return 0;
}

/* Sets fields of one form as choosing does; names that end in a dot mean all that begin so. */
static const char fill_script[] =
    "const [css, entries] = arguments, form = document.querySelector(css);"
    "let met = 0;"
    "for (const [name, value] of entries)"
    "  for (const e of form.elements) {"
    "    if (!(e.name === name || (name.endsWith('.') && e.name.startsWith(name)))) continue;"
    "    if (e.type === 'radio' || e.type === 'checkbox') {"
    "      if (value !== '*' && e.value !== value) continue;"
    "      e.checked = true;"
    "    } else if (e.tagName === 'SELECT' && value === '*') {"
    "      e.value = [...e.options].map((o) => o.value).find((v) => v !== '');"
    "    } else if (e.type !== 'hidden') e.value = value;"
    "    e.dispatchEvent(new Event('change', {bubbles: true}));"
    "    met++;"
    "  }"
    "return met >= entries.length;";

static void fill(const struct desk *desk, const char *form, const struct entry *entries,
                 size_t count) {
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_pack("[s, s]", entries[i].name, entries[i].value));
    json_t *is_filled = browser_run(&desk->b, fill_script, json_pack("[s, o]", form, list));
    if (!json_is_true(is_filled))
        browser_fail(&desk->b, "not all fields are in %s", form);
    json_decref(is_filled);
}

#define FILL(desk, form, ...)                                                                      \
    fill(desk, form, (const struct entry[]){__VA_ARGS__},                                          \
         sizeof((const struct entry[]){__VA_ARGS__}) / sizeof(struct entry))

/* In the middle of the window, where no bar lies over it, and unfolded. */
static void click(const struct desk *desk, const char *css) {
    static const char show[] =
        "const e = document.querySelector(arguments[0]);"
        "for (let d = e && e.parentElement.closest('details:not([open])'); d && "
        "!e.matches('summary'); d = d.parentElement.closest('details:not([open])')) d.open = true;"
        "if (e) e.scrollIntoView({block: 'center'});";
    json_decref(browser_run(&desk->b, show, json_pack("[s]", css)));
    browser_click(&desk->b, css);
}

/* Opens the question of a step and says yes. */
static void step(const struct desk *desk, const char *to, const char *shot) {
    char *ask = xasprintf("details:has(input[name=to][value=%s])", to);
    char *summary = xasprintf("%s > summary", ask), *button = xasprintf("%s button", ask);
    click(desk, summary);
    click(desk, button);
    browser_expect(&desk->b, desk_word(desk, "said.dossier.step"));
    browser_shot(&desk->b, shot);
    free(button);
    free(summary);
    free(ask);
}

/* The second slip about the same person goes into the dossier that is open. */
static void merge(const struct desk *desk, const char *dossier) {
    char *button = xasprintf("form:has(input[name=to][value=merged])"
                             ":has(input[name=merged_into][value='%s']) button",
                             strrchr(dossier, '/') + 1);
    click(desk, button);
    browser_expect(&desk->b, desk_word(desk, "said.dossier.step"));
    browser_expect(&desk->b, desk_word(desk, "twins.merged"));
    browser_shot(&desk->b, "circle-1-merged");
    free(button);
}

static void appraise(const struct desk *desk) {
    static const char form[] = "form[action$='/fields']";
    step(desk, "appraising", "circle-2-appraising");
    FILL(desk, form, {"group", "ca_nhan"}, {"level", "xa"});
    click(desk, "form[action$='/fields'] button[name=show]");
    browser_expect(&desk->b, desk_word(desk, "check.met"));
    FILL(desk, form, {"subject_id", "*"}, {"position", "Cán bộ thôn"},
         {"summary", "Vận động bà con làm đường."}, {"area_ids", "area-3"}, {"check.", "met"},
         {"unit_confirm.by", "Trưởng thôn"}, {"unit_confirm.date", "2023-06-01"},
         {"prior_award_check", "no"}, {"opinion", "Đủ tiêu chuẩn."});
    click(desk, "form[action$='/fields'] button:not([name=show])");
    browser_expect(&desk->b, desk_word(desk, "said.dossier.saved"));
    browser_shot(&desk->b, "circle-3-filled");
    step(desk, "forwarded_council", "circle-4-forwarded");
}

static void decide(const struct desk *desk) {
    static const char form[] = "main form:has(input[name=row])";
    desk_go(desk, "/office/council");
    FILL(desk, form, {"council.meeting_no", "04/BB"}, {"council.date", "2023-06-05"},
         {"council.present", "7"}, {"result.", "agreed"}, {"votes.", "7"});
    browser_shot(&desk->b, "circle-5-council");
    click(desk, "main form:has(input[name=row]) button");
    browser_expect(&desk->b, desk_word(desk, "said.council"));
    desk_go(desk, "/office/decisions?to=approved&by=role-chutich");
    FILL(desk, form, {"pick", "*"}, {"decision.number", "20/QĐ-UBND"},
         {"decision.date", "2023-06-06"});
    browser_shot(&desk->b, "circle-6-decision");
    click(desk, "main form:has(input[name=row]) button");
    browser_expect(&desk->b, desk_word(desk, "said.decisions"));
}

static void publish(const struct desk *desk, const char *dossier) {
    desk_go(desk, dossier);
    FILL(desk, "form[action$='/consent']", {"publish_consent.value", "yes"},
         {"publish_consent.date", "2023-06-07"}, {"publish_consent.how", "ký giấy"});
    click(desk, "form[action$='/consent'] button");
    browser_expect(&desk->b, desk_word(desk, "said.dossier.consent"));
    desk_go(desk, "/office/publication");
    FILL(desk, "main form:has(input[name=row])", {"pick", "*"});
    browser_shot(&desk->b, "circle-7-publication");
    click(desk, "main form:has(input[name=row]) button");
    browser_expect(&desk->b, desk_word(desk, "said.publication.shown"));
}

static void whole_way(bool has_no_script) {
    struct desk desk;
    struct hall hall;
    desk_start(&desk);
    hall_publish(&desk.office);
    hall_enrol(&hall, &desk.office);
    hall_play(&hall, HALL_SLIP(NAME));
    hall_play(&hall, HALL_SLIP(NAME));
    desk_sit_down(&desk, &(struct browser_options){.has_no_script = has_no_script});
    desk_go(&desk, "/office/dossiers?q=nguyen+van+a");
    click(&desk, "main tbody .row-link");
    browser_expect(&desk.b, desk_word(&desk, "case.slip"));
    char *dossier = xstrdup(desk_path(&desk));
    dossier[strcspn(dossier, "?#")] = '\0';
    merge(&desk, dossier);
    appraise(&desk);
    decide(&desk);
    publish(&desk, dossier);
    char *fetch = xasprintf("kioskctl --data '%s' content fetch", hall.data);
    hall_run(&hall, fetch);
    hall_play(&hall, "tap #attract.start\n"
                     "tap #home.honoured\n"
                     "wait \"" NAME "\" 10s\n"
                     "tap \"" NAME "\"\n"
                     "wait \"20/QĐ-UBND\" 10s\n");
    free(fetch);
    free(dossier);
    desk_finish(&desk);
}

static void from_the_finger_to_the_wall(void **state) {
    (void)state;
    whole_way(false);
}

static void without_javascript_too(void **state) {
    (void)state;
    whole_way(true);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_the_finger_to_the_wall),
        cmocka_unit_test(without_javascript_too),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
