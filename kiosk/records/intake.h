/* Taking a slip in: the one way for what a kiosk sends and for what comes on a stick. Opens the
 * seal, judges the record by the model's rules, keeps it or says what is held, and hands it on to
 * be filed (records/filing.h). */
#ifndef RECORDS_INTAKE_H
#define RECORDS_INTAKE_H

#include "model/slip.h"
#include "records/opening.h"
#include <stddef.h>
#include <stdint.h>

struct service;

enum intake_result {
    INTAKE_STORED,    // committed just now
    INTAKE_HELD,      // the same bytes were here already
    INTAKE_OTHER,     // the id is held with other bytes: a fault or tampering
    INTAKE_ERASED,    // the office erased it lawfully
    INTAKE_MALFORMED, // not a JSON object
    INTAKE_INVALID,   // see the faults
    INTAKE_LATER,     // the database cannot now
};

struct intake_slip {       // as it arrived; borrowed for the call
    const char *id;        // what the sender calls it
    const char *device_id; // who sends it; must be who made it
    const char *body;
    size_t body_len;
    const char *sha256;
    int64_t now_s;
};

struct intake_outcome {
    struct receipt receipt;       // of INTAKE_STORED and INTAKE_HELD
    struct opening_faults faults; // of INTAKE_INVALID
};

enum intake_result intake_take(struct service *service, const struct intake_slip *slip,
                               struct intake_outcome *out);
/** Files what a power cut or a failing database left behind; says how many. What cannot be filed is
 *  logged. A walk through all slips: at the start, and at night. */
int intake_file_left(struct service *service);
/** For a program that reads beside the service: waits a moment until what that has kept is filed;
 *  says so when it is not. A walk through all slips, too. */
void intake_await_filing(const struct service *service);
/** Tries the slips that were kept unopened with the keys that are here now; says how many opened.
 */
int intake_reopen(struct service *service, int64_t now_s);

#endif
