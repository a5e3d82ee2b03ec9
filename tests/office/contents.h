/* The culture officer's pages of content: forms, files, what kiosks are given afterwards. */
#ifndef TESTS_OFFICE_CONTENTS_H
#define TESTS_OFFICE_CONTENTS_H

#include "rounds.h"

#define CONTENT "/office/content"

/* The entry of that name in a list of what kiosks are given now; a new reference, NULL: none. */
static inline json_t *contents_find(const struct cases *cases, const char *list, const char *name) {
    json_t *root = rounds_content(cases), *one, *found = NULL;
    size_t i;
    json_array_foreach(json_object_get(root, list), i, one) {
        if (!strcmp(jsonread_text(one, "name", jsonread_text(one, "title", "")), name))
            found = json_incref(one);
    }
    json_decref(root);
    return found;
}

static inline bool contents_shows(const struct cases *cases, const char *list, const char *name) {
    json_t *one = contents_find(cases, list, name);
    json_decref(one);
    return one != NULL;
}

static inline int64_t contents_revision(const struct cases *cases) {
    json_t *root = rounds_content(cases);
    int64_t revision = jsonread_int(root, "revision", 0);
    json_decref(root);
    return revision;
}

/* Saves the form of the page at `path` with these fields: name, value, ..., NULL. */
static inline long contents_save(struct browser *b, const char *path, const char *const *fields) {
    const char *all[64] = {"act", "save", "version", NULL};
    size_t count = 4;
    check_number("form", browser_get(b, path), 200);
    all[3] = form_value(b, path, "version");
    for (; *fields; fields++) {
        assert_true(count < check_items(all) - 1);
        all[count++] = *fields;
    }
    return browser_post_fields(b, path, all);
}
#define CONTENTS_SAVE(b, path, ...) contents_save(b, path, (const char *const[]){__VA_ARGS__, NULL})

#define CONTENT_PERSON(name)                                                                       \
    "name", name, "group", "ca_nhan", "level", "xa", "unit_id", "don-vi-02", "achievement",        \
        "Giúp dân hiến đất làm đường."
#define CONTENT_DECIDED                                                                            \
    "decision.number", "12/QĐ-UBND", "decision.date", "2023-06-06", "consent.how",                 \
        "Ký giấy tại nhà", "consent.date", "2023-06-01"

/* Publishes the draft as the overview offers it; 0 when it offers nothing. */
static inline long contents_publish(struct browser *b) {
    check_number("overview", browser_get(b, CONTENT), 200);
    const char *at = strstr(strbuf_text(&b->reply.body), "value=\"publish\"");
    char version[65] = "";
    if (!at)
        return 0;
    at = strstr(at, "name=\"version\" value=\"");
    snprintf(version, sizeof version, "%.64s", at + strlen("name=\"version\" value=\""));
    return browser_post(b, CONTENT, "act", "publish", "version", version);
}

#endif
