/* Dossiers that stand before the council, and forms for many of them. */
#ifndef TESTS_OFFICE_ROUNDS_H
#define TESTS_OFFICE_ROUNDS_H

#include "cases.h"

/* A slip taken as far as the council; `level` of the campaign. */
static inline struct slip_sent rounds_forward_as(struct cases *cases, const char *name,
                                                 const char *level) {
    struct slip_sent slip = cases_send_one(cases, name);
    const char *fields[] = {CASE_FILLED, NULL};
    for (const char **at = fields; *at; at += 2)
        if (!strcmp(*at, "level"))
            at[1] = level;
    struct browser *clerk = &cases->clerk;
    check_number("take", case_do(clerk, slip.id, "step", "to", "appraising"), 303);
    check_number("fill in", case_do_fields(clerk, slip.id, "fields", fields), 303);
    check_number("project", case_do(clerk, slip.id, "note", "note", "Đã xem."), 303);
    check_number("forward", case_do(clerk, slip.id, "step", "to", "forwarded_council"), 303);
    return slip;
}

static inline struct slip_sent rounds_forward(struct cases *cases, const char *name) {
    return rounds_forward_as(cases, name, "xa");
}

/* The hidden field of its row on the page that is looked at; static memory. */
static inline const char *rounds_row(const struct browser *b, const char *id) {
    static char rows[8][160];
    static int turn;
    char *head = xasprintf("name=\"row\" value=\"%s ", id);
    const char *at = strstr(strbuf_text(&b->reply.body), head);
    char *row = rows[turn++ % 8];
    row[0] = '\0';
    if (at)
        at += strlen("name=\"row\" value=\"");
    if (at)
        snprintf(row, sizeof rows[0], "%.*s", (int)strcspn(at, "\""), at);
    free(head);
    return row;
}

/* A field of a row, "votes.ID"; static memory. */
static inline const char *rounds_name(const char *name, const char *id) {
    static char names[16][80];
    static int turn;
    char *out = names[turn++ % 16];
    snprintf(out, sizeof names[0], "%.16s.%.36s", name, id);
    return out;
}

#define ROUNDS_MEETING                                                                             \
    "council.meeting_no", "04/BB-HĐ", "council.date", "2023-06-05", "council.present", "7"

/* The council's yes to one that stands before it. */
static inline void rounds_agree(struct cases *cases, const struct slip_sent *slip) {
    browser_get(&cases->clerk, "/office/council");
    check_number("agree",
                 browser_post(&cases->clerk, "/office/council", ROUNDS_MEETING, "row",
                              rounds_row(&cases->clerk, slip->id), rounds_name("result", slip->id),
                              "agreed", rounds_name("votes", slip->id), "7"),
                 303);
}

/* What a kiosk is given now; owned by the caller. */
static inline json_t *rounds_content(const struct cases *cases) {
    char authorization[160];
    struct reply reply = {.status = 0};
    snprintf(authorization, sizeof authorization, "Authorization: Bearer %s", cases->machine.token);
    office_ask(&cases->office, "GET", "/v1/content", (const char *const[]){authorization, NULL},
               NULL, 0, &reply);
    check_number("content", reply.status, 200);
    json_t *root = jsonread_bytes(strbuf_text(&reply.body), reply.body.len, 64u << 20, NULL);
    assert_non_null(root);
    reply_finish(&reply);
    return root;
}

/* Is it on the wall that kiosks are given? */
static inline bool rounds_on_wall(const struct cases *cases, const char *id) {
    json_t *root = rounds_content(cases), *one;
    bool is_there = false;
    size_t i;
    json_array_foreach(json_object_get(root, "honourees"), i, one) {
        is_there |= !strcmp(jsonread_text(one, "id", ""), id);
    }
    json_decref(root);
    return is_there;
}

#endif
