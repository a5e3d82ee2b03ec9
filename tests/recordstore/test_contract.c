/* The agreement as it is written down: shipped by the store, and of the same addresses. */
#include "office.h"

#include "recordstore/routes.h"
#include "web/exchange.h"
#include "web/route.h"

#define CONTRACT "config/record-store.openapi.yaml"

static char *contract; // its text, with a line end before the first line
static size_t contract_len;

static int start(void **state) {
    (void)state;
    char *text;
    if (!crypto_start() || !path_read(CONTRACT, 1 << 20, &text, &contract_len))
        return -1;
    contract = xasprintf("\n%s", text);
    free(text);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    return 0;
}

static int stop(void **state) {
    (void)state;
    free(contract);
    curl_global_cleanup();
    return 0;
}

static void anyone_can_read_it(void **state) {
    (void)state;
    struct office office;
    struct reply reply = {.status = 0};
    char sha256[CRYPTO_SHA256_HEX_MAX], etag[80], header[128];
    office_create(&office);
    OFFICE_SERVE(&office, "--plain");
    office_ask(&office, "GET", "/v1/openapi.yaml", NULL, NULL, 0, &reply);
    check_number("status", reply.status, 200);
    check_text("type", reply_header(&reply, "Content-Type"), "application/yaml");
    check_text("bytes", strbuf_text(&reply.body), contract + 1);
    crypto_sha256_hex(contract + 1, contract_len, sha256);
    snprintf(etag, sizeof etag, "\"%s\"", sha256);
    check_text("etag", reply_header(&reply, "ETag"), etag);
    snprintf(header, sizeof header, "If-None-Match: %s", etag);
    office_ask(&office, "GET", "/v1/openapi.yaml", (const char *const[]){header, NULL}, NULL, 0,
               &reply);
    check_number("again", reply.status, 304);
    check_number("again", (long long)reply.body.len, 0);
    office_stop(&office, SIGTERM);
    OFFICE_SERVE(&office, "--plain", "--set", "http.contract=/nonexistent");
    office_ask(&office, "GET", "/v1/openapi.yaml", NULL, NULL, 0, &reply);
    check_problem("not shipped", &reply, 404, "no-such-address", NULL);
    reply_finish(&reply);
    office_destroy(&office);
}

/* What stands under a path: from its line to the next one that is no deeper. Owned by the caller;
 * NULL when it is not there. */
static char *path_block(const char *pattern) {
    char *line = xasprintf("\n  %s:\n", pattern);
    const char *from = strstr(contract, line), *to = from;
    if (from)
        to = from + strlen(line) - 1;
    while (to && (!strncmp(to, "\n   ", 4) || !strncmp(to, "\n\n", 2)))
        to = strchr(to + 1, '\n');
    char *block = from ? xasprintf("%.*s\n", (int)(to - from), from) : NULL;
    free(line);
    return block;
}

static void every_address_of_the_program_is_in_it(void **state) {
    (void)state;
    const struct site site = routes_site(NULL, NULL);
    int met = 0;
    for (size_t i = 0; i < site.route_count; i++) {
        const struct route *route = &site.routes[i];
        if (strncmp(route->pattern, "/v1/", 4) != 0)
            continue;
        char *block = path_block(route->pattern), method[16];
        snprintf(method, sizeof method, "\n    %s:\n", route->method);
        for (char *c = method; *c; c++)
            *c = (char)((*c >= 'A' && *c <= 'Z') ? *c + 32 : *c);
        if (!block || !strstr(block, method))
            fail_msg("%s %s is not in " CONTRACT, route->method, route->pattern);
        free(block);
        met++;
    }
    assert_true(met >= 10);
}

/* The other way round: what it promises is there. */
static void every_address_of_it_is_in_the_program(void **state) {
    (void)state;
    const struct site site = routes_site(NULL, NULL);
    char *text = xstrdup(strstr(contract, "\npaths:")), *rest = NULL, path[128] = "";
    int met = 0;
    for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        char method[16] = "", tag[32];
        const struct route *route;
        if (sscanf(line, "  /%126[^:]:", path + 1) == 1 && line[2] == '/')
            path[0] = '/';
        if (!strcmp(line, "components:"))
            break;
        if (strspn(line, " ") != 4 || sscanf(line, "    %15[a-z]:", method) != 1 ||
            !strcmp(method, "parameters"))
            continue;
        char *tags = strtok_r(NULL, "\n", &rest);
        assert_int_equal(sscanf(tags, "      tags: [%31[a-z]]", tag), 1);
        for (char *c = method; *c; c++)
            *c = (char)(*c - 32);
        struct request request = {.method = method, .path = path};
        if (route_find(&site, &request, &route) != ROUTE_FOUND)
            fail_msg("%s %s is answered by nobody", method, path);
        met++;
    }
    free(text);
    assert_true(met >= 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(anyone_can_read_it),
        cmocka_unit_test(every_address_of_the_program_is_in_it),
        cmocka_unit_test(every_address_of_it_is_in_the_program),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
