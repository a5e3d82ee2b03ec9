#include "web/route.h"

#include <string.h>
#include <strings.h>

#include "base/strbuf.h"
#include "web/exchange.h"
#include "web/form.h"
#include "web/multipart.h"
#include "web/problem.h"

/* The length of the path's segment that begins here, 0 when no {name} may stand for it. */
static size_t take_segment(const char *path, char *out) {
    size_t len = strcspn(path, "/");
    if (len == 0 || len >= REQUEST_PARAM_MAX)
        return 0;
    memcpy(out, path, len);
    out[len] = '\0';
    return len;
}

/* Walks both; each {name} takes one whole segment that is not empty. */
static bool matches(const char *pattern, const char *path, char *const out_params[2]) {
    size_t taken = 0;
    out_params[0][0] = out_params[1][0] = '\0';
    while (*pattern) {
        if (*pattern != '{') {
            if (*pattern++ != *path++)
                return false;
            continue;
        }
        size_t len = taken < 2 ? take_segment(path, out_params[taken++]) : 0;
        if (len == 0)
            return false;
        path += len;
        pattern = strchr(pattern, '}') + 1;
    }
    return *path == '\0';
}

static bool takes_method(const struct route *route, const char *method) {
    return !strcmp(route->method, method) ||
           (!strcmp(method, "HEAD") && !strcmp(route->method, "GET"));
}

enum route_match route_find(const struct site *site, struct request *request,
                            const struct route **out) {
    enum route_match match = ROUTE_NO_PATH;
    char *const params[2] = {request->param, request->param2};
    for (size_t i = 0; i < site->route_count; i++) {
        if (!matches(site->routes[i].pattern, request->path, params))
            continue;
        match = ROUTE_NO_METHOD;
        if (takes_method(&site->routes[i], request->method)) {
            *out = &site->routes[i];
            return ROUTE_FOUND;
        }
    }
    return match;
}

const char *route_echo(const struct route *route, const struct request *request) {
    return strstr(route->pattern, "{id}") ? request->param : NULL;
}

static void allow(const struct site *site, const char *path, struct answer *answer) {
    struct strbuf methods = {.text = NULL};
    char first[REQUEST_PARAM_MAX], second[REQUEST_PARAM_MAX];
    char *const params[2] = {first, second};
    for (size_t i = 0; i < site->route_count; i++)
        if (matches(site->routes[i].pattern, path, params))
            strbuf_addf(&methods, "%s%s%s", methods.len ? ", " : "", site->routes[i].method,
                        strcmp(site->routes[i].method, "GET") ? "" : ", HEAD");
    answer_header(answer, "Allow", strbuf_text(&methods));
    strbuf_finish(&methods);
}

void route_refuse(const struct site *site, enum route_match match, const struct request *request,
                  struct answer *answer) {
    static const struct problem no_path = {
        .status = 404, .type = "no-such-address", .title = "Nothing is at this address"};
    static const struct problem no_method = {
        .status = 405, .type = "no-such-method", .title = "This address takes other methods"};
    site->refuse(NULL, request, match == ROUTE_NO_PATH ? &no_path : &no_method, answer);
    if (match == ROUTE_NO_METHOD)
        allow(site, request->path, answer);
}

void route_refuse_size(const struct site *site, const struct route *route,
                       const struct request *request, struct answer *answer) {
    const struct problem problem = {.status = 413,
                                    .type = "too-large",
                                    .title = "The body is larger than allowed",
                                    .id = route_echo(route, request)};
    site->refuse(route, request, &problem, answer);
}

static bool is_type(const char *content_type, const char *wanted) {
    if (!content_type || strncasecmp(content_type, wanted, strlen(wanted)) != 0)
        return false;
    const char *rest = content_type + strlen(wanted);
    return rest[strspn(rest, " \t")] == '\0' || rest[strspn(rest, " \t")] == ';';
}

/* A body without its length stated, in a coding, or of another type is refused before it is looked
 * at. False: `problem` says why. */
static bool check_head(const struct route *route, const struct request *request,
                       struct problem *problem) {
    static const struct {
        const char *media_type, *type, *title;
    } bodies[] = {
        [ROUTE_JSON] = {"application/json", "not-json",
                        "The body must be application/json in no coding"},
        [ROUTE_FORM] = {"application/x-www-form-urlencoded", "not-a-form",
                        "The body must be application/x-www-form-urlencoded in no coding"},
        [ROUTE_FILE] = {"multipart/form-data", "not-a-form",
                        "The body must be multipart/form-data in no coding"},
    };
    if (!request->header(request, "Content-Length")) {
        problem->status = 411;
        problem->type = "length-required";
        problem->title = "The body's length must be given";
    } else if (request->header(request, "Content-Encoding") ||
               !is_type(request->header(request, "Content-Type"), bodies[route->body].media_type)) {
        problem->status = 415;
        problem->type = bodies[route->body].type;
        problem->title = bodies[route->body].title;
    } else {
        return true;
    }
    return false;
}

/* Reads the body as far as it is ours to read; `out_form` is the caller's to finish, `out_file`
 * borrows from the body. */
static bool read_body(const struct route *route, struct request *request, struct form *out_form,
                      struct multipart_file *out_file, struct problem *problem) {
    if (route->body_max == 0)
        return true;
    if (!check_head(route, request, problem))
        return false;
    if (route->body == ROUTE_JSON)
        return true;
    bool is_read = route->body == ROUTE_FILE
                       ? multipart_decode(request->header(request, "Content-Type"), request->body,
                                          request->body_len, out_form, out_file)
                       : form_decode(request->body, request->body_len, out_form);
    if (!is_read) {
        problem->status = 400;
        problem->type = "malformed";
        problem->title = "The body is not a form in UTF-8";
        return false;
    }
    request->form = out_form;
    if (route->body == ROUTE_FILE)
        request->file = out_file;
    return true;
}

static void answer_admitted(const struct site *site, const struct route *route,
                            struct request *request, struct answer *answer) {
    struct problem problem = {.id = route_echo(route, request)};
    struct form form = {.fields = NULL};
    struct multipart_file file = {.bytes = NULL};
    if (!read_body(route, request, &form, &file, &problem))
        site->refuse(route, request, &problem, answer);
    else if (!site->confirm || site->confirm(route, request, answer))
        route->handle(request, answer);
    request->form = NULL;
    request->file = NULL;
    form_finish(&form);
}

void route_answer(const struct site *site, const struct route *route, struct request *request,
                  struct answer *answer) {
    if (site->admit(route, request, answer))
        answer_admitted(site, route, request, answer);
    if (site->release)
        site->release(request);
}
