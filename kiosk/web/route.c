#include "web/route.h"

#include <string.h>
#include <strings.h>

#include "base/strbuf.h"
#include "web/exchange.h"
#include "web/problem.h"

/* Walks both; the {name} takes one whole segment that is not empty. */
static bool matches(const char *pattern, const char *path, char *out_param) {
    const char *open = strchr(pattern, '{');
    out_param[0] = '\0';
    if (!open)
        return !strcmp(pattern, path);
    size_t lead = (size_t)(open - pattern);
    if (strncmp(pattern, path, lead) != 0)
        return false;
    size_t len = strcspn(path + lead, "/");
    if (len == 0 || len >= REQUEST_PARAM_MAX || strcmp(strchr(open, '}') + 1, path + lead + len))
        return false;
    memcpy(out_param, path + lead, len);
    out_param[len] = '\0';
    return true;
}

static bool takes_method(const struct route *route, const char *method) {
    return !strcmp(route->method, method) ||
           (!strcmp(method, "HEAD") && !strcmp(route->method, "GET"));
}

enum route_match route_find(const struct site *site, const char *method, const char *path,
                            const struct route **out, char *out_param) {
    enum route_match match = ROUTE_NO_PATH;
    for (size_t i = 0; i < site->route_count; i++) {
        if (!matches(site->routes[i].pattern, path, out_param))
            continue;
        match = ROUTE_NO_METHOD;
        if (takes_method(&site->routes[i], method)) {
            *out = &site->routes[i];
            return ROUTE_FOUND;
        }
    }
    return match;
}

const char *route_echo(const struct route *route, const char *param) {
    return strstr(route->pattern, "{id}") ? param : NULL;
}

static void allow(const struct site *site, const char *path, struct answer *answer) {
    struct strbuf methods = {.text = NULL};
    char param[REQUEST_PARAM_MAX];
    for (size_t i = 0; i < site->route_count; i++)
        if (matches(site->routes[i].pattern, path, param))
            strbuf_addf(&methods, "%s%s%s", methods.len ? ", " : "", site->routes[i].method,
                        strcmp(site->routes[i].method, "GET") ? "" : ", HEAD");
    answer_header(answer, "Allow", strbuf_text(&methods));
    strbuf_finish(&methods);
}

void route_refuse(const struct site *site, enum route_match match, const char *path,
                  struct answer *answer) {
    if (match == ROUTE_NO_PATH) {
        problem_answer(answer, &(struct problem){.status = 404,
                                                 .type = "no-such-address",
                                                 .title = "Nothing is at this address"});
        return;
    }
    problem_answer(answer, &(struct problem){.status = 405,
                                             .type = "no-such-method",
                                             .title = "This address takes other methods"});
    allow(site, path, answer);
}

void route_refuse_size(const struct route *route, const char *param, struct answer *answer) {
    problem_answer(answer, &(struct problem){.status = 413,
                                             .type = "too-large",
                                             .title = "The body is larger than allowed",
                                             .id = route_echo(route, param)});
}

static bool is_json(const char *content_type) {
    static const char json[] = "application/json";
    if (!content_type || strncasecmp(content_type, json, strlen(json)) != 0)
        return false;
    const char *rest = content_type + strlen(json);
    return rest[strspn(rest, " \t")] == '\0' || rest[strspn(rest, " \t")] == ';';
}

/* A body without its length stated, in a coding, or not JSON is refused before it is looked at. */
static bool check_form(const struct route *route, const struct request *request,
                       struct answer *answer) {
    struct problem problem = {.id = route_echo(route, request->param)};
    if (route->body_max == 0)
        return true;
    if (!request->header(request, "Content-Length")) {
        problem.status = 411;
        problem.type = "length-required";
        problem.title = "The body's length must be given";
    } else if (request->header(request, "Content-Encoding") ||
               !is_json(request->header(request, "Content-Type"))) {
        problem.status = 415;
        problem.type = "not-json";
        problem.title = "The body must be application/json in no coding";
    } else {
        return true;
    }
    problem_answer(answer, &problem);
    return false;
}

void route_answer(const struct site *site, const struct route *route, struct request *request,
                  struct answer *answer) {
    if (site->admit(route, request, answer) && check_form(route, request, answer))
        route->handle(request, answer);
}
