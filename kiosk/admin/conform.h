/* The conformance test: the clauses of the contract (config/record-store.openapi.yaml), tried one
 * after another against a record store that may be anybody's, a line printed for each. */
#ifndef ADMIN_CONFORM_H
#define ADMIN_CONFORM_H

#include "model/slip.h"
#include "net/http.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define CONFORM_HEADERS_MAX 4
#define CONFORM_TITLE_MAX 160
#define CONFORM_FAULT_MAX 400

struct conform_device { // enrolled by a code that was given
    char secret[16];    // of that code; "" when none was given
    char *token;        // owned; NULL: not enrolled
    char id[SLIP_ID_BYTES];
    struct slip_key key; // to seal to
    uint8_t sign_key[CRYPTO_PUBLIC_KEY_BYTES];
    bool has_sign_key;
    int64_t next_seq;
};

struct conform {
    struct http *http;                   // owned
    char *url;                           // owned, without a slash at its end
    struct conform_device device, other; // the second for what needs two
    char campaign_id[SLIP_ID_BYTES];     // of what is published
    char code_prefix[CODE_PREFIX_MAX];

    struct http_answer answer; // the last one
    json_t *json;              // owned; its body, NULL when that is no JSON

    char section[8], title[CONFORM_TITLE_MAX]; // of the clause under way; "" for none
    char fault[CONFORM_FAULT_MAX];             // its first; "" while it holds
    int held, broken, untried;

    FILE *log; // borrowed; a line of JSON for each question and its answer; NULL: none is kept
};

struct conform_ask {
    const char *method, *path;                // "/v1/..."
    const char *token;                        // NULL: without
    const char *headers[CONFORM_HEADERS_MAX]; // further ones, up to the first NULL
    const void *body;                         // NULL: none
    size_t body_len, answer_max;
};

void conform_init(struct conform *c, const char *url, const struct http_params *trust);
void conform_finish(struct conform *c);

/** Begins a clause and prints how the one before ended: "ok 1.1 put: ..." or "not ok ...: expected
 *  ..., got ...". */
void conform_clause(struct conform *c, const char *section, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/** Ends the clause under way; for the last one. */
void conform_close(struct conform *c);
/** A clause that cannot be tried, and why. */
void conform_skip(struct conform *c, const char *section, const char *title, const char *why);

/** Asks; the answer is the last one from now on. That none came is the clause's fault. */
void conform_ask(struct conform *c, const struct conform_ask *ask);
/** GET with the first device's token. */
void conform_get(struct conform *c, const char *path);
/** A header of the last answer, owned by the caller; NULL when absent. */
char *conform_header(const struct conform *c, const char *name);

/* What a clause expects of the last answer; of several faults the first is told. True: as expected.
 */
bool conform_expect(struct conform *c, bool is_met, const char *expected, const char *got, ...)
    __attribute__((format(printf, 4, 5)));
bool conform_expect_status(struct conform *c, int status);
/** @param want  NULL: whatever it says */
bool conform_expect_header(struct conform *c, const char *name, const char *want);
bool conform_expect_type(struct conform *c, const char *content_type);
/** A text of the body's object. */
bool conform_expect_text(struct conform *c, const char *key, const char *want);
/** A refusal in the contract's form.
 * @param type  the last part of its URN
 * @param id    to be echoed; NULL: none is asked for */
bool conform_expect_problem(struct conform *c, int status, const char *type, const char *id);

/* The parts, in the order in which they are tried. */
void conform_store(struct conform *c);     // who answers, addresses, methods
void conform_devices(struct conform *c);   // enrolment; sets `device` and `other`
void conform_admission(struct conform *c); // tokens
void conform_content(struct conform *c);   // manifest, signature, assets
void conform_slips(struct conform *c);     // taken in and proven
void conform_refusals(struct conform *c);  // slips that are not taken
void conform_status(struct conform *c);
void conform_lookups(struct conform *c);

#endif
