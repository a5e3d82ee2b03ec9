/* What an answer to PUT /v1/nominations/{id} means: the table of contract 1.1, and nothing else. No
 * I/O, so that a test walks every row. Without its proof no answer decides over a record: it is an
 * outage. */
#ifndef NET_VERDICT_H
#define NET_VERDICT_H

#include "net/upload.h"
#include <stdbool.h>

struct http_answer;

#define VERDICT_PROBLEM_URN "urn:nomination-store:problem:"

enum verdict_what {
    VERDICT_DELIVERED, // proven: the store holds it, or the office erased it lawfully
    VERDICT_PARKED,    // proven: this record will never pass
    VERDICT_REFUSED,   // proven: the device, not the record; the whole queue stops
    VERDICT_LATER,     // everything else: the pass ends, the record stays
};

struct verdict {
    enum verdict_what what;
    enum upload_link link;
    /* VERDICT_LATER, and the cause may lie in this one record (a 500, a body that some box on the
     * way does not like): the others go first next time. */
    bool moves_behind;
    bool is_mismatch;     // a receipt, but for another id or other bytes
    bool is_alarm;        // a person must look: other content under our id
    char received_at[40]; // VERDICT_DELIVERED: the receipt's; "" for an erased record
    char why[160];        // for staff, of everything but VERDICT_DELIVERED
};

/**
 * @param id          of the slip sent
 * @param sha256_hex  of the bytes sent
 */
void verdict_of(const struct http_answer *answer, const char *id, const char *sha256_hex,
                struct verdict *out);
/** What GET /v1/health says of the way: UPLOAD_LINK_OK only when it is API 1 of this very store.
 *  `out_why` (160 bytes) is filled otherwise. */
enum upload_link verdict_of_health(const struct http_answer *answer, const char *store_id,
                                   char *out_why);

#endif
