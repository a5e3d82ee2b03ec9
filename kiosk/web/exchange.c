#include "web/exchange.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/xalloc.h"

void answer_init(struct answer *answer) {
    *answer = (struct answer){.file = -1};
}

void answer_finish(struct answer *answer) {
    for (size_t i = 0; i < answer->header_count; i++)
        free(answer->headers[i].value);
    free(answer->body);
    if (answer->file >= 0)
        close(answer->file);
    answer_init(answer);
}

static void add_header(struct answer *answer, const char *name, char *value) {
    assert(answer->header_count < ANSWER_HEADERS_MAX);
    answer->headers[answer->header_count].name = name;
    answer->headers[answer->header_count++].value = value;
}

void answer_header(struct answer *answer, const char *name, const char *value) {
    add_header(answer, name, xstrdup(value));
}

void answer_headerf(struct answer *answer, const char *name, const char *format, ...) {
    struct strbuf value = {.text = NULL};
    va_list args;
    va_start(args, format);
    strbuf_addv(&value, format, args);
    va_end(args);
    add_header(answer, name, strbuf_detach(&value));
}

void answer_json(struct answer *answer, int status, json_t *value) {
    answer->status = status;
    answer->content_type = "application/json";
    answer->body = jsonread_dump(value);
    answer->body_len = strlen(answer->body);
    json_decref(value);
}

void answer_bytes(struct answer *answer, int status, const char *content_type, char *bytes,
                  size_t len) {
    answer->status = status;
    answer->content_type = content_type;
    answer->body = bytes;
    answer->body_len = len;
}

void answer_redirect(struct answer *answer, const char *to) {
    assert(to[0] == '/' && to[1] != '/'); // never away from here
    answer->status = 303;
    answer_header(answer, "Location", to);
    answer_header(answer, "Cache-Control", "no-store");
}

bool request_has_etag(const struct request *request, const char *sha256_hex) {
    const char *list = request->header(request, "If-None-Match");
    if (!list)
        return false;
    char *quoted = xasprintf("\"%s\"", sha256_hex);
    bool has = !strcmp(list, "*") || strstr(list, quoted); // a hash stands in no other tag
    free(quoted);
    return has;
}
