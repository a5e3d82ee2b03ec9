/* Refusals, one shape for all (RFC 9457). */
#ifndef RECORDSTORE_PROBLEM_H
#define RECORDSTORE_PROBLEM_H

#include <stddef.h>

struct answer;

#define PROBLEM_URN "urn:nomination-store:problem:"

struct problem_fault { // of one field: the rule it breaks or what was expected, never what it holds
    const char *field, *why;
};

struct problem {
    int status;
    const char *type;  // the last part of its URN
    const char *title; // English, for whoever reads a log of the kiosk's
    const char *id;    // echoed: what the request was about; NULL: nothing
    const struct problem_fault *faults;
    size_t fault_count;
};

void problem_answer(struct answer *answer, const struct problem *problem);
/** The record store itself cannot at present: the client comes again. */
void problem_later(struct answer *answer, const char *id);

#endif
