/* Refusals as pages: for people, in their language. */
#ifndef OFFICE_REFUSAL_H
#define OFFICE_REFUSAL_H

struct answer;
struct request;

/** 403, 404, 405, 412, 413, ...: what it is and what to do. */
void refusal_answer(const struct request *request, int status, struct answer *answer);
/** 503: the database cannot at present. */
void refusal_later(const struct request *request, struct answer *answer);

#endif
