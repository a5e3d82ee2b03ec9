#include "admin/conform.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "net/verdict.h"

void conform_init(struct conform *c, const char *url, const struct http_params *trust) {
    size_t len = strlen(url);
    while (len > 0 && url[len - 1] == '/')
        len--;
    *c = (struct conform){
        .http = http_create(trust),
        .url = xstrndup(url, len),
        .campaign_id = "conform",
        .code_prefix = "HP",
    };
}

static void forget_answer(struct conform *c) {
    http_answer_finish(&c->answer);
    json_decref(c->json);
    c->json = NULL;
    c->answer = (struct http_answer){.status = 0};
}

static void finish_device(struct conform_device *device) {
    if (device->token)
        crypto_wipe(device->token, strlen(device->token));
    free(device->token);
    device->token = NULL;
}

void conform_finish(struct conform *c) {
    forget_answer(c);
    finish_device(&c->device);
    finish_device(&c->other);
    http_destroy(c->http);
    free(c->url);
    c->http = NULL;
    c->url = NULL;
}

/* ---- clauses ---- */

void conform_close(struct conform *c) {
    if (!c->title[0])
        return;
    if (c->fault[0]) {
        printf("not ok %s %s: %s\n", c->section, c->title, c->fault);
        c->broken++;
    } else {
        printf("ok %s %s\n", c->section, c->title);
        c->held++;
    }
    fflush(stdout);
    c->title[0] = c->fault[0] = '\0';
}

void conform_clause(struct conform *c, const char *section, const char *format, ...) {
    va_list args;
    conform_close(c);
    va_start(args, format);
    snprintf(c->section, sizeof c->section, "%s", section);
    vsnprintf(c->title, sizeof c->title, format, args);
    va_end(args);
}

void conform_skip(struct conform *c, const char *section, const char *title, const char *why) {
    conform_close(c);
    printf("skip %s %s: %s\n", section, title, why);
    c->untried++;
}

/* ---- questions ---- */

/* What another program may hold against the written contract. */
static void log_exchange(const struct conform *c, const struct conform_ask *ask) {
    json_t *sent = ask->body ? jsonread_bytes(ask->body, ask->body_len, ask->body_len, NULL) : NULL;
    json_t *line = json_pack(
        "{s:s, s:s, s:s, s:o, s:i, s:s, s:s, s:O}", "clause", c->title, "method", ask->method,
        "path", ask->path, "sent", sent ? sent : json_null(), "status", c->answer.status, "type",
        c->answer.content_type, "headers", c->answer.headers ? c->answer.headers : "", "answer",
        c->json ? c->json : json_null());
    char *text = line ? jsonread_dump(line) : NULL;
    fprintf(c->log, "%s\n", text ? text : "null");
    free(text);
    json_decref(line);
}

void conform_ask(struct conform *c, const struct conform_ask *ask) {
    const char *headers[CONFORM_HEADERS_MAX + 2] = {NULL};
    size_t count = 0;
    char *url = xasprintf("%s%s", c->url, ask->path);
    char *token = ask->token ? xasprintf("Authorization: Bearer %s", ask->token) : NULL;
    if (token)
        headers[count++] = token;
    for (size_t i = 0; i < CONFORM_HEADERS_MAX && ask->headers[i]; i++)
        headers[count++] = ask->headers[i];
    forget_answer(c);
    http_run(c->http,
             &(struct http_request){.method = ask->method,
                                    .url = url,
                                    .headers = headers,
                                    .body = ask->body,
                                    .body_len = ask->body_len,
                                    .answer_max = ask->answer_max,
                                    .keeps_headers = true},
             &c->answer);
    c->json = jsonread_bytes(c->answer.body, c->answer.body_len, c->answer.body_len, NULL);
    if (c->log)
        log_exchange(c, ask);
    conform_expect(c, c->answer.outcome == HTTP_ANSWERED, "an answer", "none (%s)", c->answer.why);
    free(token);
    free(url);
}

void conform_get(struct conform *c, const char *path) {
    conform_ask(c, &(struct conform_ask){.method = "GET", .path = path, .token = c->device.token});
}

char *conform_header(const struct conform *c, const char *name) {
    return http_answer_header(&c->answer, name);
}

/* ---- expectations ---- */

bool conform_expect(struct conform *c, bool is_met, const char *expected, const char *got, ...) {
    if (is_met || c->fault[0])
        return is_met;
    va_list args;
    int len = snprintf(c->fault, sizeof c->fault, "expected %s, got ", expected);
    va_start(args, got);
    if (len > 0 && (size_t)len < sizeof c->fault)
        vsnprintf(c->fault + len, sizeof c->fault - (size_t)len, got, args);
    va_end(args);
    c->fault[strcspn(c->fault, "\r\n")] = '\0';
    return false;
}

bool conform_expect_status(struct conform *c, int status) {
    char expected[24];
    const char *type = jsonread_text(c->json, "type", "");
    snprintf(expected, sizeof expected, "status %d", status);
    return conform_expect(c, c->answer.status == status, expected, "%d%s%s", c->answer.status,
                          type[0] ? " " : "", type);
}

bool conform_expect_header(struct conform *c, const char *name, const char *want) {
    char *value = conform_header(c, name);
    char *expected = want ? xasprintf("%s: %s", name, want) : xasprintf("a header %s", name);
    bool is_met = conform_expect(c, value && (!want || !strcmp(value, want)), expected, "%s",
                                 value ? value : "none");
    free(expected);
    free(value);
    return is_met;
}

bool conform_expect_type(struct conform *c, const char *content_type) {
    char *expected = xasprintf("Content-Type %s", content_type);
    bool is_met = conform_expect(c, !strcmp(c->answer.content_type, content_type), expected,
                                 "\"%s\"", c->answer.content_type);
    free(expected);
    return is_met;
}

bool conform_expect_text(struct conform *c, const char *key, const char *want) {
    const char *value = jsonread_text(c->json, key, NULL);
    char *expected = xasprintf("\"%s\":\"%s\"", key, want);
    bool is_met = conform_expect(c, value && !strcmp(value, want), expected, "%s%s%s",
                                 value ? "\"" : "", value ? value : "none", value ? "\"" : "");
    free(expected);
    return is_met;
}

bool conform_expect_problem(struct conform *c, int status, const char *type, const char *id) {
    char *urn = xasprintf(VERDICT_PROBLEM_URN "%s", type);
    bool is_met = conform_expect_status(c, status) &&
                  conform_expect_type(c, "application/problem+json") &&
                  conform_expect_text(c, "type", urn);
    int64_t said = jsonread_int(c->json, "status", 0);
    const char *title = jsonread_text(c->json, "title", "");
    is_met = is_met && conform_expect(c, said == status, "the status in the body, too", "%lld",
                                      (long long)said);
    is_met = is_met && conform_expect(c, title[0] != '\0', "a title", "none");
    if (id)
        is_met = is_met && conform_expect_text(c, "id", id);
    free(urn);
    return is_met;
}
