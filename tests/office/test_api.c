/* Dossiers for other systems of the office (contract 1.2): the real program on loopback. */
#include "cases.h"

#include "base/jsonread.h"

static struct cases cases;

static int start(void **state) {
    (void)state;
    cases_start(&cases);
    return 0;
}

static int stop(void **state) {
    (void)state;
    cases_stop(&cases);
    return 0;
}

struct call {
    const char *etag, *token; // NULL: not sent
};

/* Asks with the browser's session; a body is JSON. */
static long ask(struct browser *b, const char *method, const char *path, const struct call *call,
                const char *body) {
    const char *headers[5] = {NULL};
    size_t count = 0;
    char *cookie = NULL, *etag = NULL, *token = NULL;
    for (size_t i = 0; i < b->cookie_count; i++)
        if (strstr(b->cookies[i].name, "session"))
            cookie = xasprintf("Cookie: %s=%s", b->cookies[i].name, b->cookies[i].value);
    headers[count++] = cookie;
    if (call->etag)
        headers[count++] = etag = xasprintf("If-Match: %s", call->etag);
    if (call->token)
        headers[count++] = token = xasprintf("X-CSRF-Token: %s", call->token);
    if (body)
        headers[count++] = "Content-Type: application/json";
    office_ask(b->office, method, path, headers, body, body ? strlen(body) : 0, &b->reply);
    free(token);
    free(etag);
    free(cookie);
    return b->reply.status;
}

static json_t *body_of(const struct browser *b) {
    json_t *root = jsonread_bytes(strbuf_text(&b->reply.body), b->reply.body.len, 1 << 20, NULL);
    if (!root)
        fail_msg("no JSON: %s", strbuf_text(&b->reply.body));
    return root;
}

static void keep_header(const struct browser *b, const char *name, char *out, size_t out_bytes) {
    const char *value = reply_header(&b->reply, name);
    snprintf(out, out_bytes, "%s", value ? value : "");
}

static void the_list_goes_on_from_a_cursor(void **state) {
    (void)state;
    char path[256] = "/v1/nominations?limit=2";
    const char *const want[] = {"An Thị Nhất", "An Thị Nhì", "An Thị Ba"};
    size_t met = 0;
    for (size_t i = 0; i < check_items(want); i++)
        cases_send_one(&cases, want[i]);
    for (int pages = 1;; pages++) {
        check_number("page", ask(&cases.clerk, "GET", path, &(struct call){0}, NULL), 200);
        json_t *page = body_of(&cases.clerk), *items = jsonread_array(page, "items");
        check_number("items", (long long)json_array_size(items), pages == 1 ? 2 : 1);
        for (size_t i = 0; i < json_array_size(items); i++)
            for (size_t j = 0; j < check_items(want); j++)
                met += !strcmp(jsonread_text(json_array_get(items, i), "name", ""), want[j]);
        const char *next = jsonread_text(page, "next", NULL);
        if (next)
            snprintf(path, sizeof path, "/v1/nominations?limit=2&after=%s", next);
        json_decref(page);
        if (!next)
            break;
        assert_in_range(pages, 1, 2);
    }
    check_number("each once", (long long)met, 3);
}

static void lists_are_asked_for_rightly(void **state) {
    (void)state;
    static const struct {
        const char *query;
        long status;
        const char *type; // of the problem
        int least, most;  // items
    } rows[] = {
        {"?state=received", 200, NULL, 3, 3},      {"?state=approved", 200, NULL, 0, 0},
        {"?commune=cua-xa-khac", 200, NULL, 0, 0}, {"?limit=0", 400, "malformed", 0, 0},
        {"?limit=201", 400, "malformed", 0, 0},    {"?after=x", 400, "malformed", 0, 0},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char *path = xasprintf("/v1/nominations%s", rows[i].query);
        check_number(rows[i].query, ask(&cases.clerk, "GET", path, &(struct call){0}, NULL),
                     rows[i].status);
        if (rows[i].type) {
            check_problem(rows[i].query, &cases.clerk.reply, (int)rows[i].status, rows[i].type,
                          NULL);
        } else {
            json_t *page = body_of(&cases.clerk);
            assert_in_range(json_array_size(jsonread_array(page, "items")), rows[i].least,
                            rows[i].most);
            json_decref(page);
        }
        free(path);
    }
    check_number("council", ask(&cases.council, "GET", "/v1/nominations", &(struct call){0}, NULL),
                 200);
    json_t *page = body_of(&cases.council);
    check_number("before the council", (long long)json_array_size(jsonread_array(page, "items")),
                 0);
    json_decref(page);
}

#define EVENT_1 "7f0c2b1e-0c1a-4d2b-8a3c-000000000001"
#define EVENT_2 "7f0c2b1e-0c1a-4d2b-8a3c-000000000002"
#define EVENT_3 "7f0c2b1e-0c1a-4d2b-8a3c-000000000003"
#define TAKE "{\"event_id\": \"" EVENT_1 "\", \"type\": \"transition\", \"to\": \"appraising\"}"

static void an_event_is_done_once_on_what_was_seen(void **state) {
    (void)state;
    struct browser *b = &cases.clerk;
    struct slip_sent sent = cases_send_one(&cases, "Bế Thị Bước");
    char *path = xasprintf("/v1/nominations/%s", sent.id);
    char *events = xasprintf("%s/events", path), etag[512], token[512], other[512];
    check_number("read", ask(b, "GET", path, &(struct call){0}, NULL), 200);
    keep_header(b, "ETag", etag, sizeof etag);
    keep_header(b, "X-CSRF-Token", token, sizeof token);
    const struct {
        const char *name;
        struct call call;
        const char *body;
        long status;
        const char *type;
    } rows[] = {
        {"no token", {etag, NULL}, TAKE, 403, "no-token"},
        {"another token", {etag, "abc"}, TAKE, 403, "no-token"},
        {"no If-Match", {NULL, token}, TAKE, 428, "if-match-required"},
        {"any version", {"*", token}, TAKE, 412, "stale"},
        {"another version", {"\"v99\"", token}, TAKE, 412, "stale"},
        {"no JSON", {etag, token}, "[", 400, "malformed"},
        {"no id", {etag, token}, "{\"type\": \"note\"}", 400, "malformed"},
        {"no type", {etag, token}, "{\"event_id\": \"" EVENT_1 "\"}", 400, "malformed"},
        {"a step too far",
         {etag, token},
         "{\"event_id\": \"" EVENT_2 "\", \"type\": \"transition\", \"to\": \"approved\"}",
         409,
         "no-such-step"},
        {"taken", {etag, token}, TAKE, 201, NULL},
        {"once more", {etag, token}, TAKE, 200, NULL},
        {"on what was",
         {etag, token},
         "{\"event_id\": \"" EVENT_2 "\", \"type\": \"note\", \"note\": \"a\"}",
         412,
         "stale"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        check_number(rows[i].name, ask(b, "POST", events, &rows[i].call, rows[i].body),
                     rows[i].status);
        if (rows[i].type)
            check_problem(rows[i].name, &b->reply, (int)rows[i].status, rows[i].type, sent.id);
    }
    check_number("read", ask(b, "GET", path, &(struct call){0}, NULL), 200);
    keep_header(b, "ETag", other, sizeof other);
    assert_string_not_equal(etag, other);
    json_t *dossier = body_of(b);
    check_text("state", jsonread_text(dossier, "state", ""), "appraising");
    check_text("name", jsonread_text(dossier, "name", ""), "Bế Thị Bước");
    assert_true(json_array_size(jsonread_array(dossier, "history")) >= 2);
    json_decref(dossier);
    check_number("missing",
                 ask(b, "POST", events, &(struct call){other, token},
                     "{\"event_id\": \"" EVENT_2 "\", \"type\": \"transition\","
                     " \"to\": \"forwarded_council\"}"),
                 422);
    check_problem("missing", &b->reply, 422, "invalid", sent.id);
    check_number("erased",
                 ask(b, "POST", events, &(struct call){other, token},
                     "{\"event_id\": \"" EVENT_3 "\", \"type\": \"erasure\"}"),
                 201);
    check_number("gone", ask(b, "GET", path, &(struct call){0}, NULL), 410);
    check_problem("gone", &b->reply, 410, "erased", sent.id);
    free(events);
    free(path);
}

static void roles_hold_for_events(void **state) {
    (void)state;
    struct browser *b = &cases.chair;
    struct slip_sent sent = cases_send_one(&cases, "Cam Thị Quyền");
    char *path = xasprintf("/v1/nominations/%s", sent.id), *events = xasprintf("%s/events", path);
    char etag[512], token[512];
    check_number("chair", ask(b, "GET", path, &(struct call){0}, NULL), 200);
    keep_header(b, "ETag", etag, sizeof etag);
    keep_header(b, "X-CSRF-Token", token, sizeof token);
    check_number("erase",
                 ask(b, "POST", events, &(struct call){etag, token},
                     "{\"event_id\": \"" EVENT_2 "\", \"type\": \"erasure\"}"),
                 403);
    check_problem("erase", &b->reply, 403, "not-your-role", sent.id);
    check_number("take",
                 ask(b, "POST", events, &(struct call){etag, token},
                     "{\"event_id\": \"" EVENT_2 "\", \"type\": \"transition\","
                     " \"to\": \"appraising\"}"),
                 403);
    check_number("note",
                 ask(b, "POST", events, &(struct call){etag, token},
                     "{\"event_id\": \"" EVENT_2 "\", \"type\": \"note\","
                     " \"note\": \"Đã xem.\"}"),
                 201);
    check_number("council", ask(&cases.council, "GET", path, &(struct call){0}, NULL), 404);
    free(events);
    free(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_list_goes_on_from_a_cursor),
        cmocka_unit_test(lists_are_asked_for_rightly),
        cmocka_unit_test(an_event_is_done_once_on_what_was_seen),
        cmocka_unit_test(roles_hold_for_events),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
