/* Slips that are taken: once, proven, and proven again for ever. */
#include "admin/conform_parcel.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/xalloc.h"

static void get_receipt(struct conform *c, const char *id) {
    char *path = xasprintf("/v1/nominations/%s/receipt", id);
    conform_get(c, path);
    free(path);
}

/* Long enough that a second time of receipt would show. */
static void wait_a_second(void) {
    nanosleep(&(struct timespec){1, 100000000}, NULL);
}

static void once_and_for_ever(struct conform *c, struct conform_parcel *parcel) {
    conform_clause(c, "1.1", "put: 201 with receipt, id, sha256, ETag, Location");
    conform_put(c, parcel);
    conform_expect_receipt(c, 201, parcel);
    char *received_at = xstrdup(jsonread_text(c->json, "received_at", ""));

    conform_clause(c, "1.1", "put again: 200 with the same receipt and its first time");
    wait_a_second();
    conform_put(c, parcel);
    conform_expect_receipt(c, 200, parcel);
    conform_expect_text(c, "received_at", received_at);

    conform_clause(c, "1.1", "receipt: 200 with the same receipt");
    get_receipt(c, parcel->id);
    conform_expect_receipt(c, 200, parcel);
    conform_expect_text(c, "received_at", received_at);

    conform_clause(c, "1.1", "receipt: says nothing of what was written");
    get_receipt(c, parcel->id);
    conform_expect(c, json_object_size(c->json) == 4, "id, sha256, received_at and state alone",
                   "%zu members", json_object_size(c->json));

    conform_clause(c, "1.1", "receipt of what was never sent: 404 not-held");
    get_receipt(c, "0d4c1b56-31d5-4c3c-9c3b-1d2a3b4c5d6e");
    conform_expect_problem(c, 404, "not-held", "0d4c1b56-31d5-4c3c-9c3b-1d2a3b4c5d6e");
    free(received_at);
}

static void other_bytes(struct conform *c, const struct conform_parcel *parcel) {
    struct nomination form = conform_form(false);
    struct conform_parcel other;
    conform_parcel_make(c, &form, &other);
    conform_clause(c, "1.1", "other bytes under an id that is held: 409 other-content");
    conform_put_as(c, &c->device, parcel->id, &other);
    conform_expect_problem(c, 409, "other-content", parcel->id);
    conform_clause(c, "1.1", "after it the first bytes are held, no others");
    get_receipt(c, parcel->id);
    conform_expect_receipt(c, 200, parcel);
    conform_clause(c, "1.1", "after it the other slip is taken under its own id");
    conform_put(c, &other);
    conform_expect_receipt(c, 201, &other);
    conform_parcel_finish(&other);
}

static void another_device(struct conform *c, const struct conform_parcel *parcel) {
    static const char title[] = "an id that another device uses: 409 other-content";
    if (!c->other.token) {
        conform_skip(c, "1.1", title, "needs a second --code");
        return;
    }
    struct nomination form = conform_form(false);
    struct conform_parcel other;
    conform_parcel_make_as(c, &c->other, &form, NULL, &other);
    // Its own envelope, so that nothing but the id is at fault.
    char *at = strstr(other.body, other.id);
    if (at)
        memcpy(at, parcel->id, strlen(parcel->id));
    conform_parcel_set(&other, xstrndup(other.body, other.len), other.len);
    conform_clause(c, "1.1", "%s", title);
    conform_put_as(c, &c->other, parcel->id, &other);
    conform_expect_problem(c, 409, "other-content", parcel->id);
    conform_parcel_finish(&other);
}

static void of_either_form(struct conform *c) {
    struct nomination form = conform_form(true);
    struct conform_parcel parcel;
    conform_parcel_make(c, &form, &parcel);
    conform_clause(c, "1.1", "put of a difficulty: 201 with its receipt");
    conform_put(c, &parcel);
    conform_expect_receipt(c, 201, &parcel);
    conform_parcel_finish(&parcel);
}

static void sent_otherwise(struct conform *c) {
    struct nomination form = conform_form(false);
    struct conform_parcel parcel;
    conform_parcel_make(c, &form, &parcel);
    char *path = xasprintf("/v1/nominations/%s", parcel.id);
    char *digest = conform_digest(parcel.body, parcel.len);
    conform_clause(c, "1.1", "a parameter of the type and a second digest do no harm: 201");
    char *digests = xasprintf("%s, sha-512=:AAAA:", digest);
    conform_ask(c, &(struct conform_ask){
                       .method = "PUT",
                       .path = path,
                       .token = c->device.token,
                       .headers = {digests, "Content-Type: application/json; charset=utf-8"},
                       .body = parcel.body,
                       .body_len = parcel.len});
    conform_expect_receipt(c, 201, &parcel);
    if (c->answer.status == 201)
        c->device.next_seq++;
    free(digests);
    free(digest);
    free(path);
    conform_parcel_finish(&parcel);
}

static void of_the_largest_size(struct conform *c) {
    struct nomination form = conform_form(false);
    struct conform_parcel parcel;
    conform_parcel_make(c, &form, &parcel);
    char *body = xmalloc(SLIP_BODY_BYTES_MAX + 1);
    memset(body, ' ', SLIP_BODY_BYTES_MAX);
    memcpy(body, parcel.body, parcel.len);
    body[SLIP_BODY_BYTES_MAX] = '\0';
    conform_parcel_set(&parcel, body, SLIP_BODY_BYTES_MAX);
    conform_clause(c, "1.1", "a body of exactly 262144 bytes: 201");
    conform_put(c, &parcel);
    conform_expect_receipt(c, 201, &parcel);
    conform_parcel_finish(&parcel);
}

void conform_slips(struct conform *c) {
    struct nomination form = conform_form(false);
    struct conform_parcel parcel;
    conform_parcel_make(c, &form, &parcel);
    once_and_for_ever(c, &parcel);
    other_bytes(c, &parcel);
    another_device(c, &parcel);
    of_either_form(c);
    sent_otherwise(c);
    of_the_largest_size(c);
    conform_parcel_finish(&parcel);
    conform_skip(c, "1.1", "put of what the office erased: 410 erased",
                 "only the office can bring it about");
    conform_skip(c, "1.1", "a device that was revoked: 403 revoked",
                 "only the office can bring it about");
    conform_skip(c, "1.1", "a store that cannot: 503 later with Retry-After",
                 "no client can bring it about");
}
