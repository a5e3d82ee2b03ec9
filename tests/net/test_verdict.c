/* Every row of the answer table (contract 1.1), each with its proof and with each part of it
 * missing. */
#include "../check.h"

#include "base/crypto.h"
#include "net/backoff.h"
#include "net/http.h"
#include "net/verdict.h"

#define ID "0f8fad5b-d9cb-469f-a165-70867728950e"
#define OTHER_ID "7c9e6679-7425-40de-944b-e07fc1f90ae7"
#define SHA "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
#define OTHER_SHA "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"
#define RECEIPT(id, sha)                                                                           \
    "{\"id\":\"" id "\",\"sha256\":\"" sha                                                         \
    "\",\"received_at\":\"2026-11-22T01:15:00Z\",\"state\":\"received\"}"
#define PROBLEM(name, id) "{\"type\":\"" VERDICT_PROBLEM_URN name "\",\"id\":\"" id "\"}"
#define JSON "application/json"
#define PROBLEM_JSON "application/problem+json"
#define HTML "text/html"
#define PAGE "<html>Sign in</html>"

#define DELIVERED VERDICT_DELIVERED
#define PARKED VERDICT_PARKED
#define REFUSED VERDICT_REFUSED
#define LATER VERDICT_LATER
#define OK UPLOAD_LINK_OK
#define PORTAL UPLOAD_LINK_PORTAL
#define DOWN UPLOAD_LINK_STORE_DOWN

enum flag { NONE = 0, BEHIND = 1, MISMATCH = 2, ALARM = 4 };

static const struct row {
    const char *name;
    int status;
    const char *type, *body;
    enum verdict_what what;
    enum upload_link link;
    int flags;
} rows[] = {
    {"201 stored", 201, JSON, RECEIPT(ID, SHA), DELIVERED, OK, NONE},
    {"200 held already", 200, JSON, RECEIPT(ID, SHA), DELIVERED, OK, NONE},
    {"201 as html", 201, HTML, RECEIPT(ID, SHA), LATER, PORTAL, BEHIND},
    {"200 without a type", 200, "", RECEIPT(ID, SHA), LATER, PORTAL, BEHIND},
    {"200 as a problem", 200, PROBLEM_JSON, RECEIPT(ID, SHA), LATER, PORTAL, BEHIND},
    {"200 page", 200, HTML, PAGE, LATER, PORTAL, BEHIND},
    {"200 page that lies", 200, JSON, PAGE, LATER, PORTAL, BEHIND},
    {"200 other json", 200, JSON, "{\"ok\":true}", LATER, PORTAL, BEHIND},
    {"200 empty", 200, JSON, "", LATER, PORTAL, BEHIND},
    {"200 list", 200, JSON, "[" RECEIPT(ID, SHA) "]", LATER, PORTAL, BEHIND},
    {"200 cut short", 200, JSON, "{\"id\":\"" ID "\",\"sha256\":\"" SHA "\"", LATER, PORTAL,
     BEHIND},
    {"200 other id", 200, JSON, RECEIPT(OTHER_ID, SHA), LATER, PORTAL, BEHIND | MISMATCH},
    {"201 other hash", 201, JSON, RECEIPT(ID, OTHER_SHA), LATER, PORTAL, BEHIND | MISMATCH},
    {"200 id of another type", 200, JSON, "{\"id\":7,\"sha256\":\"" SHA "\"}", LATER, PORTAL,
     BEHIND},
    {"202", 202, JSON, RECEIPT(ID, SHA), LATER, PORTAL, BEHIND},
    {"204", 204, "", "", LATER, PORTAL, BEHIND},

    {"409", 409, PROBLEM_JSON, PROBLEM("other-content", ID), PARKED, OK, ALARM},
    {"409 other problem", 409, PROBLEM_JSON, PROBLEM("ambiguous", ID), LATER, PORTAL, BEHIND},
    {"409 without id", 409, PROBLEM_JSON, PROBLEM("other-content", OTHER_ID), LATER, PORTAL,
     BEHIND},
    {"410", 410, PROBLEM_JSON, PROBLEM("erased", ID), DELIVERED, OK, NONE},
    {"410 page", 410, HTML, PAGE, LATER, PORTAL, BEHIND},
    {"410 as json", 410, JSON, PROBLEM("erased", ID), LATER, PORTAL, BEHIND},
    {"410 other id", 410, PROBLEM_JSON, PROBLEM("erased", OTHER_ID), LATER, PORTAL, BEHIND},
    {"400 malformed", 400, PROBLEM_JSON, PROBLEM("malformed", ID), PARKED, OK, NONE},
    {"400 digest", 400, PROBLEM_JSON, PROBLEM("digest-mismatch", ID), LATER, PORTAL, BEHIND},
    {"400 unknown", 400, PROBLEM_JSON, PROBLEM("what", ID), LATER, PORTAL, BEHIND},
    {"400 page", 400, HTML, PAGE, LATER, PORTAL, BEHIND},
    {"413", 413, PROBLEM_JSON, PROBLEM("too-large", ID), PARKED, OK, NONE},
    {"413 page", 413, HTML, PAGE, LATER, PORTAL, BEHIND},
    {"415", 415, PROBLEM_JSON, PROBLEM("media-type", ID), PARKED, OK, NONE},
    {"422", 422, PROBLEM_JSON, PROBLEM("invalid", ID), PARKED, OK, NONE},
    {"422 of another urn", 422, PROBLEM_JSON, "{\"type\":\"about:blank\",\"id\":\"" ID "\"}", LATER,
     PORTAL, BEHIND},
    {"422 of the bare urn", 422, PROBLEM_JSON, PROBLEM("", ID), LATER, PORTAL, BEHIND},
    {"422 without id", 422, PROBLEM_JSON, "{\"type\":\"" VERDICT_PROBLEM_URN "invalid\"}", LATER,
     PORTAL, BEHIND},
    {"422 not json", 422, PROBLEM_JSON, PAGE, LATER, PORTAL, BEHIND},
    {"401", 401, PROBLEM_JSON, PROBLEM("unknown-device", ID), REFUSED, UPLOAD_LINK_REFUSED, NONE},
    {"403", 403, PROBLEM_JSON, PROBLEM("revoked", ID), REFUSED, UPLOAD_LINK_REFUSED, NONE},
    {"401 page", 401, HTML, PAGE, LATER, PORTAL, BEHIND},
    {"403 page", 403, HTML, PAGE, LATER, PORTAL, BEHIND},
    {"403 without id", 403, PROBLEM_JSON, PROBLEM("revoked", OTHER_ID), LATER, PORTAL, BEHIND},

    {"408", 408, "", "", LATER, DOWN, NONE},
    {"425", 425, "", "", LATER, DOWN, NONE},
    {"429", 429, PROBLEM_JSON, PROBLEM("later", ID), LATER, DOWN, NONE},
    {"503", 503, PROBLEM_JSON, PROBLEM("later", ID), LATER, DOWN, NONE},
    {"500", 500, "", "", LATER, DOWN, BEHIND},
    {"502 page", 502, HTML, PAGE, LATER, DOWN, BEHIND},
    {"507 with a problem", 507, PROBLEM_JSON, PROBLEM("invalid", ID), LATER, DOWN, BEHIND},
    {"404", 404, PROBLEM_JSON, PROBLEM("not-held", ID), LATER, PORTAL, BEHIND},
    {"404 page", 404, HTML, PAGE, LATER, PORTAL, BEHIND},
    {"405", 405, HTML, PAGE, LATER, PORTAL, BEHIND},
    {"301", 301, HTML, PAGE, LATER, PORTAL, BEHIND},
    {"302 with a receipt", 302, JSON, RECEIPT(ID, SHA), LATER, PORTAL, BEHIND},
    {"307", 307, "", "", LATER, PORTAL, BEHIND},
    {"304", 304, "", "", LATER, PORTAL, BEHIND},
    {"101", 101, "", "", LATER, PORTAL, BEHIND},
    {"418 with a problem", 418, PROBLEM_JSON, PROBLEM("invalid", ID), LATER, PORTAL, BEHIND},
};

static struct http_answer answer_of(int status, const char *type, const char *body) {
    struct http_answer answer = {
        .outcome = HTTP_ANSWERED,
        .status = status,
        .retry_after_s = -1,
        .body = (char *)body,
        .body_len = strlen(body),
    };
    snprintf(answer.content_type, sizeof answer.content_type, "%s", type);
    return answer;
}

static void judges_every_row(void **state) {
    (void)state;
    for (size_t i = 0; i < check_items(rows); i++) {
        const struct row *row = &rows[i];
        struct http_answer answer = answer_of(row->status, row->type, row->body);
        struct verdict got;
        verdict_of(&answer, ID, SHA, &got);
        check_number(row->name, got.what, row->what);
        check_number(row->name, got.link, row->link);
        int flags = (got.moves_behind ? BEHIND : 0) | (got.is_mismatch ? MISMATCH : 0) |
                    (got.is_alarm ? ALARM : 0);
        check_number(row->name, flags, row->flags);
        bool has_receipt = row->what == DELIVERED && row->status != 410;
        check_text(row->name, got.received_at, has_receipt ? "2026-11-22T01:15:00Z" : "");
        if (row->what != DELIVERED && !got.why[0])
            fail_msg("%s: no word for staff", row->name);
    }
}

/* A complete answer is needed whatever it says: these carry a good receipt. */
static void judges_what_did_not_arrive(void **state) {
    (void)state;
    static const struct {
        enum http_outcome outcome;
        enum upload_link link;
        bool moves_behind;
    } table[] = {
        {HTTP_NO_NETWORK, UPLOAD_LINK_NO_NETWORK, true},
        {HTTP_UNTRUSTED, UPLOAD_LINK_UNTRUSTED, false},
        {HTTP_TOO_LARGE, UPLOAD_LINK_PORTAL, true},
        {HTTP_GARBLED, UPLOAD_LINK_PORTAL, true},
        {HTTP_CANCELLED, UPLOAD_LINK_NO_NETWORK, false},
    };
    for (size_t i = 0; i < check_items(table); i++) {
        struct http_answer answer = answer_of(200, JSON, RECEIPT(ID, SHA));
        answer.outcome = table[i].outcome;
        snprintf(answer.why, sizeof answer.why, "because");
        struct verdict got;
        verdict_of(&answer, ID, SHA, &got);
        check_number("what", got.what, LATER);
        check_number("link", got.link, table[i].link);
        check_number("behind", got.moves_behind, table[i].moves_behind);
        check_text("why", got.why, "because");
    }
}

static void a_receipt_over_the_limit_is_none(void **state) {
    (void)state;
    size_t len = HTTP_ANSWER_MAX + 1;
    char *body = malloc(len + 1);
    memset(body, ' ', len);
    memcpy(body, RECEIPT(ID, SHA), strlen(RECEIPT(ID, SHA)));
    body[len] = '\0';
    struct http_answer answer = answer_of(200, JSON, body);
    struct verdict got;
    verdict_of(&answer, ID, SHA, &got);
    check_number("what", got.what, LATER);
    free(body);
}

static void knows_its_store(void **state) {
    (void)state;
    static const struct {
        const char *name;
        int status;
        const char *type, *body;
        enum upload_link link;
    } table[] = {
        {"ours", 200, JSON, "{\"api\":1,\"store\":\"s-1\",\"time\":\"2026-11-22T01:15:00Z\"}", OK},
        {"another store", 200, JSON, "{\"api\":1,\"store\":\"s-2\"}", PORTAL},
        {"another api", 200, JSON, "{\"api\":2,\"store\":\"s-1\"}", PORTAL},
        {"no store", 200, JSON, "{\"api\":1}", PORTAL},
        {"page", 200, HTML, PAGE, PORTAL},
        {"ours as a page", 200, HTML, "{\"api\":1,\"store\":\"s-1\"}", PORTAL},
        {"created", 201, JSON, "{\"api\":1,\"store\":\"s-1\"}", PORTAL},
        {"redirect", 302, "", "", PORTAL},
        {"not there", 404, HTML, PAGE, PORTAL},
        {"later", 503, "", "", DOWN},
        {"too many", 429, "", "", DOWN},
        {"broken", 500, "", "", DOWN},
    };
    for (size_t i = 0; i < check_items(table); i++) {
        struct http_answer answer = answer_of(table[i].status, table[i].type, table[i].body);
        char why[160] = "";
        check_number(table[i].name, verdict_of_health(&answer, "s-1", why), table[i].link);
        check_number(table[i].name, why[0] != '\0', table[i].link != OK);
    }
}

static void backs_off_by_doubling(void **state) {
    (void)state;
    static const int64_t want_s[] = {5, 10, 20, 40, 80, 160, 320, 640, 900, 900};
    for (int i = 0; i < (int)check_items(want_s); i++)
        check_number("wait", backoff_most_ms(i + 1), want_s[i] * 1000);
    check_number("after years", backoff_most_ms(100000), 900000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judges_every_row),
        cmocka_unit_test(judges_what_did_not_arrive),
        cmocka_unit_test(a_receipt_over_the_limit_is_none),
        cmocka_unit_test(knows_its_store),
        cmocka_unit_test(backs_off_by_doubling),
    };
    if (!crypto_start())
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
