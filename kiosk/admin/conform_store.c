/* Who answers, what its addresses are, what it makes of others. */
#include "admin/conform.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/jsonread.h"
#include "base/xalloc.h"

static void ask(struct conform *c, const char *method, const char *path) {
    conform_ask(c, &(struct conform_ask){.method = method, .path = path, .token = c->device.token});
}

static void health(struct conform *c) {
    int64_t at_s;
    conform_clause(c, "1.1", "health: anyone learns API, store and time");
    conform_ask(c, &(struct conform_ask){.method = "GET", .path = "/v1/health"});
    conform_expect_status(c, 200);
    conform_expect_type(c, "application/json");
    conform_expect(c, jsonread_int(c->json, "api", 0) == 1, "\"api\":1", "%lld",
                   (long long)jsonread_int(c->json, "api", 0));
    conform_expect(c, jsonread_text(c->json, "store", "")[0], "a text \"store\"", "none");
    const char *time = jsonread_text(c->json, "time", "");
    conform_expect(c, date_parse_rfc3339(time, &at_s, NULL), "\"time\" in RFC 3339", "\"%s\"",
                   time);

    const char *database = jsonread_text(c->json, "database", "ok"); // a store need not say
    conform_expect(c, !strcmp(database, "ok") || !strcmp(database, "failing"),
                   "\"database\" ok or failing", "\"%s\"", database);

    char *store = xstrdup(jsonread_text(c->json, "store", ""));
    conform_clause(c, "1.1", "health: the store's id stays");
    conform_ask(c, &(struct conform_ask){.method = "GET", .path = "/v1/health"});
    conform_expect_text(c, "store", store);
    free(store);

    conform_clause(c, "1.1", "health: HEAD as GET without the body");
    ask(c, "HEAD", "/v1/health");
    conform_expect_status(c, 200);
    conform_expect_type(c, "application/json");
    conform_expect(c, c->answer.body_len == 0, "no body", "%zu bytes", c->answer.body_len);
}

static void contract(struct conform *c) {
    conform_clause(c, "1.2", "openapi.yaml: anyone may read the contract");
    conform_ask(c, &(struct conform_ask){
                       .method = "GET", .path = "/v1/openapi.yaml", .answer_max = 1024 * 1024});
    if (c->answer.status == 404) { // a store need not ship it
        c->title[0] = c->fault[0] = '\0';
        conform_skip(c, "1.2", "openapi.yaml: anyone may read the contract", "not shipped");
        return;
    }
    conform_expect_status(c, 200);
    conform_expect_header(c, "ETag", NULL);
    conform_expect(c, !strncmp(c->answer.body, "openapi: 3.", 11), "a text \"openapi: 3.\"",
                   "another");
}

static void addresses(struct conform *c) {
    static const char *const paths[] = {"/v1", "/v1/health/", "/v1/slips/", "/v1/slips/a/b",
                                        "/v9/health"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        conform_clause(c, "1.1", "%s: 404 no-such-address", paths[i]);
        ask(c, "GET", paths[i]);
        conform_expect_problem(c, 404, "no-such-address", NULL);
    }
}

/* True when the list of methods has this one. */
static bool allows(const char *allow, const char *method) {
    size_t len = strlen(method);
    for (const char *at = allow; (at = strstr(at, method)); at += len)
        if ((at == allow || strchr(", ", at[-1])) && (!at[len] || strchr(", ", at[len])))
            return true;
    return false;
}

static void methods(struct conform *c) {
    static const struct {
        const char *method, *path, *allowed;
    } rows[] = {
        {"POST", "/v1/health", "GET"},
        {"DELETE", "/v1/content", "GET"},
        {"GET", "/v1/devices", "POST"},
        {"DELETE", "/v1/nominations/0d4c1b56-31d5-4c3c-9c3b-1d2a3b4c5d6e", "PUT"},
        {"PUT", "/v1/nominations/0d4c1b56-31d5-4c3c-9c3b-1d2a3b4c5d6e/receipt", "GET"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        conform_clause(c, "1.1", "%s %.16s: 405 no-such-method with Allow: %s", rows[i].method,
                       rows[i].path, rows[i].allowed);
        ask(c, rows[i].method, rows[i].path);
        conform_expect_problem(c, 405, "no-such-method", NULL);
        char *allow = conform_header(c, "Allow");
        conform_expect(c, allow && allows(allow, rows[i].allowed), rows[i].allowed, "Allow: %s",
                       allow ? allow : "none");
        free(allow);
    }
}

void conform_store(struct conform *c) {
    health(c);
    contract(c);
    addresses(c);
    methods(c);
}
