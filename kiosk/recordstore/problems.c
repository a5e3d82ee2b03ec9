#include "recordstore/problems.h"

#include "web/exchange.h"
#include "web/problem.h"

void problem_refuse(const struct request *request, struct answer *answer, int status,
                    const char *type, const char *title) {
    problem_answer(answer, &(struct problem){.status = status,
                                             .type = type,
                                             .title = title,
                                             .id = request->param[0] ? request->param : NULL});
}
