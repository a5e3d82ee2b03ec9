/* An office with dossiers: content is published, officers of each role are logged in, slips come
 * from an enrolled kiosk. */
#ifndef TESTS_OFFICE_CASES_H
#define TESTS_OFFICE_CASES_H

#include "browser.h"

struct cases {
    struct office office;
    struct machine machine;
    struct browser clerk, culture, council, chair; // logged in
    int64_t seq;
};

static inline char *cases_source(const struct cases *cases, const char *name) {
    return office_source(&cases->office, name);
}

static inline void cases_hire(struct cases *cases, struct browser *b, const char *login,
                              const char *role) {
    browser_open(b, &cases->office, "");
    office_hire(&cases->office, b, login, role);
}

static inline void cases_start(struct cases *cases) {
    *cases = (struct cases){.seq = 0};
    office_create(&cases->office);
    office_publish(&cases->office);
    OFFICE_SERVE(&cases->office, "--plain");
    office_enrol(&cases->office, &cases->machine);
    cases_hire(cases, &cases->clerk, "lan", "role-vptk");
    cases_hire(cases, &cases->culture, "dinh", "role-vhxh");
    cases_hire(cases, &cases->council, "pham", "role-hoidong");
    cases_hire(cases, &cases->chair, "son", "role-chutich");
}

static inline void cases_stop(struct cases *cases) {
    browser_close(&cases->clerk);
    browser_close(&cases->culture);
    browser_close(&cases->council);
    browser_close(&cases->chair);
    office_destroy(&cases->office);
}

struct slip_sent {
    char id[CRYPTO_UUID_MAX], code[CODE_TEXT_MAX];
};

/* A slip from the kiosk. */
static inline struct slip_sent cases_send(struct cases *cases, const struct nomination *form) {
    struct slip_sent sent;
    struct parcel parcel;
    struct reply reply = {.status = 0};
    parcel_make(&cases->machine, form, ++cases->seq, NULL, &parcel);
    office_put(&cases->office, &cases->machine, parcel.id, parcel.body, parcel.len, &reply);
    check_number("slip", reply.status, 201);
    strcpy(sent.id, parcel.id);
    strcpy(sent.code, parcel.code);
    parcel_finish(&parcel);
    reply_finish(&reply);
    return sent;
}

static inline struct slip_sent cases_send_one(struct cases *cases, const char *name) {
    struct nomination form = good_form();
    snprintf(form.name, sizeof form.name, "%s", name);
    return cases_send(cases, &form);
}

static inline long case_get(struct browser *b, const char *id) {
    char path[128];
    snprintf(path, sizeof path, "/office/dossiers/%s", id);
    return browser_get(b, path);
}

/* The value of the first field of that name in the form that posts to `action`; static memory. */
static inline const char *form_value(const struct browser *b, const char *action,
                                     const char *name) {
    static char value[2][128];
    static int turn;
    char *form = xasprintf("action=\"%s\"", action),
         *field = xasprintf("name=\"%s\" value=\"", name);
    const char *at = strstr(strbuf_text(&b->reply.body), form);
    at = at ? strstr(at, field) : NULL;
    turn ^= 1;
    value[turn][0] = '\0';
    if (at)
        snprintf(value[turn], sizeof value[0], "%.*s", (int)strcspn(at + strlen(field), "\""),
                 at + strlen(field));
    free(field);
    free(form);
    return value[turn];
}

/* Sends a form of the dossier's page that this browser looks at: name, value, ..., NULL, with the
 * version and the event id that the page gave to the first form (each is good for any). */
static inline long case_post_fields(struct browser *b, const char *id, const char *what,
                                    const char *const *fields) {
    const char *all[128] = {"version", NULL, "event_id", NULL};
    char *path = xasprintf("/office/dossiers/%s/%s", id, what);
    char *note = xasprintf("/office/dossiers/%s/note", id); // the one form that everybody has
    size_t count = 4;
    all[1] = form_value(b, note, "version");
    all[3] = form_value(b, note, "event_id");
    for (; *fields; fields++) {
        assert_true(count < check_items(all) - 1);
        all[count++] = *fields;
    }
    long status = browser_post_fields(b, path, all);
    free(note);
    free(path);
    return status;
}
#define case_post(b, id, what, ...)                                                                \
    case_post_fields(b, id, what, (const char *const[]){__VA_ARGS__, NULL})

/* The same from a page that is read just now. */
static inline long case_do_fields(struct browser *b, const char *id, const char *what,
                                  const char *const *fields) {
    check_number("page", case_get(b, id), 200);
    return case_post_fields(b, id, what, fields);
}
#define case_do(b, id, what, ...)                                                                  \
    case_do_fields(b, id, what, (const char *const[]){__VA_ARGS__, NULL})

#define CASE_FILLED                                                                                \
    "group", "gia_dinh", "subject_id", "sub-nd", "level", "xa", "position", "Làm ruộng",           \
        "birth_year", "1971", "summary", "Hiến đất làm đường.", "area_ids", "area-3",              \
        "check.gd-1", "met", "check.gd-2", "met", "check.gd-3", "met", "evidence.gd-3",            \
        "Biên bản họp thôn", "check.gd-4", "met", "check.gd-5x", "met", "unit_confirm.by",         \
        "Trưởng thôn", "unit_confirm.date", "2023-06-01", "prior_award_check", "no", "opinion",    \
        "Đủ tiêu chuẩn."

/* Whether the page that came last shows this. */
static inline void sees(const char *row, const struct browser *b, const char *text, bool want) {
    bool is_seen = browser_sees(b, text);
    if (is_seen != want)
        print_error("%s: \"%s\" is %s the page\n", row, text, is_seen ? "on" : "not on");
    check_number(row, is_seen, want);
}

#endif
