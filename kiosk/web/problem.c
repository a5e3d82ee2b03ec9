#include "web/problem.h"

#include <jansson.h>

#include "base/strbuf.h"
#include "web/exchange.h"

#include <stdlib.h>

#define LATER_S 30

static json_t *fault_list(const struct problem *problem) {
    json_t *list = json_array();
    for (size_t i = 0; i < problem->fault_count; i++)
        json_array_append_new(list, json_pack("{s:s, s:s}", "field", problem->faults[i].field,
                                              "why", problem->faults[i].why));
    return list;
}

void problem_answer(struct answer *answer, const struct problem *problem) {
    char *type = xasprintf(PROBLEM_URN "%s", problem->type);
    json_t *body = json_pack("{s:s, s:s, s:i}", "type", type, "title", problem->title, "status",
                             problem->status);
    free(type);
    json_t *id = problem->id ? json_string(problem->id) : NULL; // NULL, too, when it is not UTF-8
    if (id)
        json_object_set_new(body, "id", id);
    if (problem->fault_count > 0)
        json_object_set_new(body, "errors", fault_list(problem));
    answer_json(answer, problem->status, body);
    answer->content_type = "application/problem+json";
    answer_header(answer, "Cache-Control", "no-store");
}

void problem_later(struct answer *answer, const char *id) {
    problem_answer(answer, &(struct problem){.status = 503,
                                             .type = "later",
                                             .title = "The store cannot answer now",
                                             .id = id});
    answer_headerf(answer, "Retry-After", "%d", LATER_S);
}
