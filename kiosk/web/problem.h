/* Refusals, one shape for all (RFC 9457). */
#ifndef WEB_PROBLEM_H
#define WEB_PROBLEM_H

#include "base/fault.h"
#include <stddef.h>

struct answer;

#define PROBLEM_URN "urn:nomination-store:problem:"

struct problem {
    int status;
    const char *type;  // the last part of its URN
    const char *title; // English, for whoever reads a log of the kiosk's
    const char *id;    // echoed: what the request was about; NULL: nothing
    const struct fault *faults;
    size_t fault_count;
};

void problem_answer(struct answer *answer, const struct problem *problem);
/** The record store itself cannot at present: the client comes again. */
void problem_later(struct answer *answer, const char *id);

#endif
