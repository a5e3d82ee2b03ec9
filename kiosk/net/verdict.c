#include "net/verdict.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "model/slip.h"
#include "net/http.h"

#define WHY_MAX sizeof((struct verdict *)0)->why

/* The rows that need a problem document as proof; NULL: any problem of ours. */
static const struct problem_row {
    int status;
    const char *problem;
    enum verdict_what what;
    enum upload_link link;
    bool moves_behind, is_alarm;
} problem_rows[] = {
    {409, "other-content", VERDICT_PARKED, UPLOAD_LINK_OK, false, true},
    {410, "erased", VERDICT_DELIVERED, UPLOAD_LINK_OK, false, false},
    {400, "malformed", VERDICT_PARKED, UPLOAD_LINK_OK, false, false},
    {400, "digest-mismatch", VERDICT_LATER, UPLOAD_LINK_PORTAL, true, false},
    {413, NULL, VERDICT_PARKED, UPLOAD_LINK_OK, false, false},
    {415, NULL, VERDICT_PARKED, UPLOAD_LINK_OK, false, false},
    {422, NULL, VERDICT_PARKED, UPLOAD_LINK_OK, false, false},
    {401, NULL, VERDICT_REFUSED, UPLOAD_LINK_REFUSED, false, false},
    {403, NULL, VERDICT_REFUSED, UPLOAD_LINK_REFUSED, false, false},
};

/* Faults of the whole store or its limits; any other 5xx may be about this record alone. */
static bool is_queue_wide(int status) {
    return status == 408 || status == 425 || status == 429 || status == 503;
}

/* The problem's name behind our URN when the answer proves itself: content type, type, and the id
 * echoed. `out_name` is `name_bytes` long. */
static bool read_problem(const struct http_answer *answer, const char *id, char *out_name,
                         size_t name_bytes) {
    if (strcmp(answer->content_type, "application/problem+json") != 0)
        return false;
    json_t *body = jsonread_bytes(answer->body, answer->body_len, RECEIPT_BYTES_MAX, NULL);
    const char *type = jsonread_text(body, "type", "");
    const size_t urn_len = strlen(VERDICT_PROBLEM_URN);
    bool is_ours = strncmp(type, VERDICT_PROBLEM_URN, urn_len) == 0 && type[urn_len] != '\0' &&
                   strcmp(jsonread_text(body, "id", ""), id) == 0;
    if (is_ours)
        snprintf(out_name, name_bytes, "%s", type + urn_len);
    json_decref(body);
    return is_ours;
}

static const struct problem_row *find_row(int status, const char *problem) {
    for (size_t i = 0; i < sizeof problem_rows / sizeof *problem_rows; i++) {
        const struct problem_row *row = &problem_rows[i];
        if (row->status == status && (!row->problem || strcmp(row->problem, problem) == 0))
            return row;
    }
    return NULL;
}

/* JSON with id and sha256 that are not ours: a store of its kind, mixing up its answers. */
static bool is_foreign_receipt(const struct http_answer *answer) {
    json_t *body = jsonread_bytes(answer->body, answer->body_len, RECEIPT_BYTES_MAX, NULL);
    bool is_receipt = jsonread_text(body, "id", NULL) && jsonread_text(body, "sha256", NULL);
    json_decref(body);
    return is_receipt;
}

static void judge_receipt(const struct http_answer *answer, const char *id, const char *sha256_hex,
                          struct verdict *out) {
    struct receipt receipt;
    bool is_json = strcmp(answer->content_type, "application/json") == 0;
    if (is_json && receipt_decode(answer->body, answer->body_len, id, sha256_hex, &receipt)) {
        out->what = VERDICT_DELIVERED;
        out->link = UPLOAD_LINK_OK;
        snprintf(out->received_at, sizeof out->received_at, "%s", receipt.received_at);
        return;
    }
    out->link = UPLOAD_LINK_PORTAL;
    out->moves_behind = true;
    out->is_mismatch = is_json && is_foreign_receipt(answer);
    snprintf(out->why, sizeof out->why, "%s",
             out->is_mismatch ? "a receipt for another slip"
                              : "an answer that is no receipt: a sign-in page or a proxy?");
}

static void judge_status(const struct http_answer *answer, const char *id, struct verdict *out) {
    char problem[48];
    if (read_problem(answer, id, problem, sizeof problem)) {
        const struct problem_row *row = find_row(answer->status, problem);
        if (row) {
            out->what = row->what;
            out->link = row->link;
            out->moves_behind = row->moves_behind;
            out->is_alarm = row->is_alarm;
            snprintf(out->why, sizeof out->why, "%d %s", answer->status, problem);
            return;
        }
    }
    bool is_later = is_queue_wide(answer->status) || answer->status >= 500;
    out->link = is_later ? UPLOAD_LINK_STORE_DOWN : UPLOAD_LINK_PORTAL;
    out->moves_behind = !is_queue_wide(answer->status);
    snprintf(out->why, sizeof out->why,
             is_later ? "the store says later (%d)"
                      : "an answer that is not the store's (%d): a sign-in page or a proxy?",
             answer->status);
}

/* No complete HTTP answer: the way itself. Returns the link; the words go to `out_why`. */
static enum upload_link link_without_answer(const struct http_answer *answer, char *out_why) {
    snprintf(out_why, WHY_MAX, "%s", answer->why);
    switch (answer->outcome) {
    case HTTP_UNTRUSTED:
        return UPLOAD_LINK_UNTRUSTED;
    case HTTP_TOO_LARGE:
    case HTTP_GARBLED:
        return UPLOAD_LINK_PORTAL;
    case HTTP_ANSWERED:
    case HTTP_CANCELLED:
    case HTTP_NO_NETWORK:
        break;
    }
    return UPLOAD_LINK_NO_NETWORK;
}

void verdict_of(const struct http_answer *answer, const char *id, const char *sha256_hex,
                struct verdict *out) {
    *out = (struct verdict){.what = VERDICT_LATER};
    if (answer->outcome != HTTP_ANSWERED) {
        out->link = link_without_answer(answer, out->why);
        out->moves_behind = answer->outcome != HTTP_UNTRUSTED && answer->outcome != HTTP_CANCELLED;
    } else if (answer->status == 200 || answer->status == 201) {
        judge_receipt(answer, id, sha256_hex, out);
    } else {
        judge_status(answer, id, out);
    }
}

enum upload_link verdict_of_health(const struct http_answer *answer, const char *store_id,
                                   char *out_why) {
    if (answer->outcome != HTTP_ANSWERED)
        return link_without_answer(answer, out_why);
    if (is_queue_wide(answer->status) || answer->status >= 500) {
        snprintf(out_why, WHY_MAX, "the store says later (%d)", answer->status);
        return UPLOAD_LINK_STORE_DOWN;
    }
    json_t *body = NULL;
    if (answer->status == 200 && strcmp(answer->content_type, "application/json") == 0)
        body = jsonread_bytes(answer->body, answer->body_len, RECEIPT_BYTES_MAX, NULL);
    bool is_ours = jsonread_int(body, "api", 0) == 1 &&
                   strcmp(jsonread_text(body, "store", ""), store_id) == 0;
    if (!is_ours && body)
        snprintf(out_why, WHY_MAX, "another machine answers there, not the store '%.64s'",
                 store_id);
    else if (!is_ours)
        snprintf(out_why, WHY_MAX, "an answer that is not the store's: a sign-in page or a proxy?");
    json_decref(body);
    return is_ours ? UPLOAD_LINK_OK : UPLOAD_LINK_PORTAL;
}
