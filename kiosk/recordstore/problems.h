/* Refusals of /v1 about what stands for {id} in the address. */
#ifndef RECORDSTORE_PROBLEMS_H
#define RECORDSTORE_PROBLEMS_H

struct answer;
struct request;

/** @param type, title  as in struct problem */
void problem_refuse(const struct request *request, struct answer *answer, int status,
                    const char *type, const char *title);

#endif
