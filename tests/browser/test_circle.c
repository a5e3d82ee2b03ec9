/* The whole circle: a finger in the hall, the office in a browser, and the wall in the hall again,
 * of a kiosk that stays up all the while and gets what it shows by itself. What the wall comes to
 * look like is kept in tests/golden/circle; GOLDEN=write draws it anew. */
#include "../screens/golden.h"
#include "desk.h"
#include "hall.h"

#define NAME "Nguyễn Văn A"
#define CIRCLE_DIR GOLDEN_DIR "/circle"
#define WALL_MS 60000 // from the office's word to the wall

/* Two slips about the same person; then nobody stands there until the wall tells of them, somebody
 * reads, and the person goes under the reader's eyes. */
static const char script[] = HALL_SLIP(NAME) //
    "advance 61s\n"                          //
    HALL_SLIP(NAME)                          //
    "advance 61s\n"
    "expect-not \"" NAME "\"\n"
    "wait \"" NAME "\" 120s\n"
    "shot attract.png\n"
    "tap #attract.start\n"
    "tap #home.honoured\n"
    "expect \"" NAME "\"\n"
    "elements wall.json\n"
    "shot wall.png\n"
    "tap \"" NAME "\"\n"
    "expect \"20/QĐ-UBND\"\n"
    "elements person.json\n"
    "shot person.png\n"
    "wait \"Chưa có gương tốt nào\" 120s\n"
    "expect-not \"" NAME "\"\n"
    "elements gone.json\n"
    "shot gone.png\n";

struct entry { // "*": any that there is
    const char *name, *value;
};

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

static void fill(struct desk *desk, const char *form, const struct entry *entries, size_t count) {
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

/* What only stands on these pages while work is done on them, looked at once. */
static bool is_looking;
static void look(struct desk *desk, const char *name) {
    if (!is_looking)
        return;
    desk_look(desk, name);
    browser_resize(&desk->b, 1280, 800);
}

/* In the middle of the window, where no bar lies over it, and unfolded. */
static void click(struct desk *desk, const char *css) {
    static const char show[] =
        "const e = document.querySelector(arguments[0]);"
        "for (let d = e && e.parentElement.closest('details:not([open])'); d && "
        "!e.matches('summary'); d = d.parentElement.closest('details:not([open])')) d.open = true;"
        "if (e) e.scrollIntoView({block: 'center'});";
    json_decref(browser_run(&desk->b, show, json_pack("[s]", css)));
    browser_click(&desk->b, css);
}

/* Opens the question of a step and says yes. */
static void step(struct desk *desk, const char *to, const char *shot) {
    char *ask = xasprintf("details:has(input[name=to][value=%s])", to);
    char *summary = xasprintf("%s > summary", ask), *button = xasprintf("%s button", ask);
    click(desk, summary);
    click(desk, button);
    browser_expect(&desk->b, desk_word(desk, "said.dossier.step"));
    look(desk, shot);
    free(button);
    free(summary);
    free(ask);
}

/* The second slip about the same person goes into the dossier that is open. */
static void merge(struct desk *desk, const char *dossier) {
    char *button = xasprintf("form:has(input[name=to][value=merged])"
                             ":has(input[name=merged_into][value='%s']) button",
                             strrchr(dossier, '/') + 1);
    click(desk, button);
    browser_expect(&desk->b, desk_word(desk, "said.dossier.step"));
    browser_expect(&desk->b, desk_word(desk, "twins.merged"));
    look(desk, "circle-1-merged");
    free(button);
}

static void appraise(struct desk *desk) {
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
    look(desk, "circle-3-filled");
    step(desk, "forwarded_council", "circle-4-forwarded");
}

static void decide(struct desk *desk) {
    static const char form[] = "main form:has(input[name=row])";
    desk_go(desk, "/office/council");
    FILL(desk, form, {"council.meeting_no", "04/BB"}, {"council.date", "2023-06-05"},
         {"council.present", "7"}, {"result.", "agreed"}, {"votes.", "7"});
    look(desk, "circle-5-council");
    click(desk, "main form:has(input[name=row]) button");
    browser_expect(&desk->b, desk_word(desk, "said.council"));
    desk_go(desk, "/office/decisions?to=approved&by=role-chutich");
    FILL(desk, form, {"pick", "*"}, {"decision.number", "20/QĐ-UBND"},
         {"decision.date", "2023-06-06"});
    look(desk, "circle-6-decision");
    click(desk, "main form:has(input[name=row]) button");
    browser_expect(&desk->b, desk_word(desk, "said.decisions"));
}

static void publish(struct desk *desk, const char *dossier) {
    desk_go(desk, dossier);
    FILL(desk, "form[action$='/consent']", {"publish_consent.value", "yes"},
         {"publish_consent.date", "2023-06-07"}, {"publish_consent.how", "ký giấy"});
    click(desk, "form[action$='/consent'] button");
    browser_expect(&desk->b, desk_word(desk, "said.dossier.consent"));
    desk_go(desk, "/office/publication");
    FILL(desk, "main form:has(input[name=row])", {"pick", "*"});
    look(desk, "circle-7-publication");
    click(desk, "main form:has(input[name=row]) button");
    browser_expect(&desk->b, desk_word(desk, "said.publication.shown"));
}

/* First of the slides that tell of people, from the next revision on. */
static void pin(struct desk *desk, const char *dossier) {
    static const char form[] = "form:has(input[name=act][value=pin])";
    char *path = xasprintf("/office/content/honouree/%s", strrchr(dossier, '/') + 1);
    char *button = xasprintf("%s button", form);
    desk_go(desk, path);
    click(desk, button);
    browser_expect(&desk->b, desk_word(desk, "said.content.saved"));
    desk_go(desk, "/office/content");
    click(desk, "main summary.main");
    look(desk, "circle-8-pinned");
    click(desk, "main .ask-body .button.main");
    browser_expect(&desk->b, desk_word(desk, "said.content.published"));
    free(button);
    free(path);
}

static void withdraw(struct desk *desk, const char *dossier) {
    desk_go(desk, dossier);
    FILL(desk, "form[action$='/consent']", {"publish_consent.value", "withdrawn"},
         {"publish_consent.date", "2023-06-09"}, {"publish_consent.how", "gọi điện"});
    click(desk, "form[action$='/consent'] button");
    browser_expect(&desk->b, desk_word(desk, "said.dossier.consent"));
    look(desk, "circle-9-withdrawn");
}

/* The kiosk sends by itself: both slips are looked for until they are here. */
static void await_slips(struct desk *desk) {
    for (int looks = 0; looks < 60; looks++) {
        desk_go(desk, "/office/dossiers?q=nguyen+van+a");
        if (browser_count(&desk->b, "main tbody .row-link") == 2)
            return;
        browser_sleep_ms(500);
    }
    browser_fail(&desk->b, "the slips did not arrive");
}

/* ---- how the wall looks then ---- */

/* The header's time is the moment's. */
static void cover_clock(const struct hall *hall, const char *name, SDL_Surface *picture) {
    char *path = xasprintf("%s/%s.json", hall->office->folder, name), *why = NULL;
    json_t *elements = jsonread_file(path, 1 << 20, &why), *one;
    size_t i, covered = 0;
    if (!elements)
        fail_msg("%s", why);
    json_array_foreach(jsonread_array(elements, "texts"), i, one) {
        int hour, minute, len = 0, at[4] = {0};
        const char *text = jsonread_text(one, "text", "");
        if (sscanf(text, "%2d:%2d%n", &hour, &minute, &len) != 2 || text[len])
            continue;
        for (size_t k = 0; k < 4; k++)
            at[k] = (int)json_integer_value(json_array_get(jsonread_array(one, "rect"), k));
        SDL_FillRect(picture, &(SDL_Rect){at[0], at[1], at[2], at[3]}, 0);
        covered++;
    }
    check_number("clocks", (long long)covered, 1);
    json_decref(elements);
    free(path);
}

static const struct look {
    const char *name;
    SDL_Rect portrait; // drawn for want of a photo, one of several by the dossier's random id
} looks[] = {
    {"wall", {338, 106, 114, 139}},
    {"person", {50, 108, 359, 374}},
    {"gone", {0, 0, 0, 0}},
};

static void expect_picture(const struct hall *hall, const struct look *look) {
    const char *name = look->name;
    bool is_writing = getenv("GOLDEN") && strcmp(getenv("GOLDEN"), "write") == 0;
    char *shot = xasprintf("%s/%s.png", hall->office->folder, name);
    char *kept = xasprintf(CIRCLE_DIR "/%s.png", name);
    SDL_Surface *raw = golden_load(shot);
    assert_non_null(raw);
    cover_clock(hall, name, raw);
    SDL_FillRect(raw, &look->portrait, 0);
    SDL_Surface *got = golden_of(raw), *want = golden_load(kept);
    if (is_writing) {
        assert_true(path_make_dirs(CIRCLE_DIR));
        assert_int_equal(IMG_SavePNG(got, kept), 0);
    } else if (golden_compare(want, got)) {
        char *report = xasprintf("%s/tests/output/web/circle-golden-%s.png", hall->bin, name);
        golden_report(report, want, got);
        fail_msg("%s %s; see %s", kept, want ? "differs" : "is missing", report);
    }
    SDL_FreeSurface(want);
    SDL_FreeSurface(got);
    SDL_FreeSurface(raw);
    free(kept);
    free(shot);
}

/* ---- the circle ---- */

/* From the list to the word that puts the person on the wall. @return the dossier's path, owned by
 * the caller */
static char *work_on(struct desk *desk) {
    await_slips(desk);
    click(desk, "main tbody .row-link");
    browser_expect(&desk->b, desk_word(desk, "case.slip"));
    char *dossier = xstrdup(desk_path(desk));
    dossier[strcspn(dossier, "?#")] = '\0';
    merge(desk, dossier);
    appraise(desk);
    decide(desk);
    publish(desk, dossier);
    pin(desk, dossier);
    return dossier;
}

static void whole_circle(bool has_no_script) {
    struct desk desk;
    struct hall hall;
    is_looking = !has_no_script;
    desk_start(&desk);
    office_publish(&desk.office);
    hall_enrol(&hall, &desk.office);
    pid_t kiosk = hall_begin(&hall, script); // nobody but its visitors comes near it from here on
    desk_sit_down(&desk, &(struct browser_options){.has_no_script = has_no_script});
    char *dossier = work_on(&desk);
    int shown_ms = hall_await(&hall, kiosk, "person.png", WALL_MS);
    withdraw(&desk, dossier);
    int gone_ms = hall_await(&hall, kiosk, "gone.png", WALL_MS);
    hall_end(&hall, kiosk);
    print_message("# on the wall after %d ms, off it after %d ms\n", shown_ms, gone_ms);
    for (size_t i = 0; i < check_items(looks) && golden_has_fonts(); i++)
        expect_picture(&hall, &looks[i]);
    free(dossier);
    desk_finish(&desk);
}

static void from_the_finger_to_the_wall_and_off_it(void **state) {
    (void)state;
    whole_circle(false);
}

static void without_javascript_too(void **state) {
    (void)state;
    whole_circle(true);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_the_finger_to_the_wall_and_off_it),
        cmocka_unit_test(without_javascript_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
