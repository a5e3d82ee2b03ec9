/* Slip codes: what a citizen may know, and what no device may. */
#include "admin/conform_parcel.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/jsonread.h"
#include "base/strbuf.h"

#define LOOKUPS_MAX 6100 // more than any store should answer in a minute

static void look_up(struct conform *c, const struct conform_device *device, const char *code) {
    char *path = xasprintf("/v1/slips/%s", code);
    conform_ask(c, &(struct conform_ask){.method = "GET", .path = path, .token = device->token});
    free(path);
}

static void expect_progress(struct conform *c, const struct conform_parcel *parcel) {
    static const char *const members[] = {"code", "type", "state", "level", "steps"};
    const char *name;
    json_t *value;
    int64_t at_s;
    conform_expect_status(c, 200);
    conform_expect_type(c, "application/json");
    conform_expect_text(c, "code", parcel->code);
    conform_expect_text(c, "state", "received");
    conform_expect(c, json_is_null(json_object_get(c->json, "level")), "\"level\":null", "another");
    const json_t *step = json_array_get(jsonread_array(c->json, "steps"), 0);
    conform_expect(c,
                   !strcmp(jsonread_text(step, "state", ""), "received") &&
                       date_parse_rfc3339(jsonread_text(step, "at", ""), &at_s, NULL),
                   "a first step \"received\" with its time", "another");
    json_object_foreach(c->json, name, value) {
        bool is_known = false;
        for (size_t i = 0; i < sizeof members / sizeof *members; i++)
            is_known |= !strcmp(name, members[i]);
        conform_expect(c, is_known, "code, type, state, level and steps alone", "\"%s\"", name);
    }
    conform_expect_header(c, "Cache-Control", "no-store");
}

static void put(struct conform *c, bool is_difficulty, const char *code,
                struct conform_parcel *out) {
    struct nomination form = conform_form(is_difficulty);
    conform_parcel_make_as(c, &c->device, &form, code, out);
    conform_put(c, out);
    conform_expect_receipt(c, 201, out);
}

static void known(struct conform *c) {
    struct conform_parcel parcel;
    conform_clause(c, "1.1", "look-up: 200 with state and steps, nothing else");
    put(c, false, NULL, &parcel);
    look_up(c, &c->device, parcel.code);
    expect_progress(c, &parcel);
    conform_expect(c, !json_object_get(c->json, "type"), "no \"type\" for a nomination", "one");
    conform_parcel_finish(&parcel);

    conform_clause(c, "1.1", "look-up of a difficulty: it says so");
    put(c, true, NULL, &parcel);
    look_up(c, &c->device, parcel.code);
    expect_progress(c, &parcel);
    conform_expect_text(c, "type", "difficulty");
    conform_parcel_finish(&parcel);
}

static void ambiguous(struct conform *c) {
    struct conform_parcel one, two;
    conform_clause(c, "1.0", "a code on two slips: both are kept, look-up 409 ambiguous");
    put(c, false, NULL, &one);
    put(c, false, one.code, &two);
    look_up(c, &c->device, one.code);
    conform_expect_problem(c, 409, "ambiguous", NULL);
    conform_parcel_finish(&one);
    conform_parcel_finish(&two);
}

/* A code of this commune that nobody has, then one whose check letter does not agree. */
static void unknown(struct conform *c) {
    char code[CODE_TEXT_MAX];
    code_make(c->code_prefix, code);
    conform_clause(c, "1.1", "look-up of nobody's code: 404 unknown-code");
    look_up(c, &c->device, code);
    conform_expect_problem(c, 404, "unknown-code", NULL);
    char *last = &code[strlen(code) - 1];
    *last = *last == '2' ? '3' : '2';
    conform_clause(c, "1.0", "look-up of a code whose check letter is wrong: 404 unknown-code");
    look_up(c, &c->device, code);
    conform_expect_problem(c, 404, "unknown-code", NULL);
}

/* What citizens wrote goes to officers, never to a machine in a hall. */
static void reads_nothing_back(struct conform *c) {
    static const char *const paths[] = {"/v1/nominations", "/v1/exports/council.csv"};
    struct conform_parcel parcel;
    conform_clause(c, "1.2", "a device's token reads no dossier");
    put(c, false, NULL, &parcel);
    char *path = xasprintf("/v1/nominations/%s", parcel.id);
    conform_get(c, path);
    conform_expect(c, c->answer.status >= 400, "a refusal", "%d", c->answer.status);
    free(path);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        conform_clause(c, "1.2", "a device's token does not read %s", paths[i]);
        conform_get(c, paths[i]);
        conform_expect(c, c->answer.status >= 400, "a refusal", "%d", c->answer.status);
    }
    conform_parcel_finish(&parcel);
}

/* Last of all: it uses up what the device may ask. */
static void limited(struct conform *c) {
    struct conform_parcel parcel;
    conform_clause(c, "1.1", "look-ups without end: 429 too-many with Retry-After");
    put(c, false, NULL, &parcel);
    for (int i = 0; i < LOOKUPS_MAX; i++) {
        look_up(c, &c->device, parcel.code);
        if (c->answer.status != 200)
            break;
    }
    conform_expect_problem(c, 429, "too-many", NULL);
    conform_expect(c, c->answer.retry_after_s >= 0, "Retry-After in seconds or as a date", "none");
    conform_clause(c, "1.1", "a device that asked too often still hands in: 200");
    conform_put(c, &parcel);
    conform_expect_receipt(c, 200, &parcel);
    if (c->other.token) {
        conform_clause(c, "1.1", "another device may still ask: 200");
        look_up(c, &c->other, parcel.code);
        expect_progress(c, &parcel);
    } else {
        conform_skip(c, "1.1", "another device may still ask: 200", "needs a second --code");
    }
    conform_parcel_finish(&parcel);
}

void conform_lookups(struct conform *c) {
    known(c);
    ambiguous(c);
    unknown(c);
    reads_nothing_back(c);
    limited(c);
}
