/* One request: whom it trusts, where it may go, and how it ends. */
#include "stub_store.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "base/clock.h"
#include "base/log.h"
#include "store/device.h"

#define ID "0f8fad5b-d9cb-469f-a165-70867728950e"

struct place {
    char *folder;
    struct stub stub;
};

static void place_start(struct place *place) {
    place->folder = check_make_folder();
    stub_start(&place->stub, place->folder);
}

static void place_finish(struct place *place) {
    stub_stop(&place->stub);
    check_remove_folder(place->folder);
}

static struct http_params params_of(const struct stub *stub) {
    return (struct http_params){.ca_path = stub->ca_path, .pin = stub->pin};
}

/* GET `target` of the stub by `http`, which ends here; the answer is to be finished. */
static void ask_by(struct http *http, const struct stub *stub, const char *target,
                   struct http_answer *out) {
    char *url = xasprintf("%s%s", stub->url, target);
    struct http_request request = {.method = "GET", .url = url};
    http_run(http, &request, out);
    http_destroy(http);
    free(url);
}

static void ask(const struct stub *stub, const struct http_params *params, const char *target,
                struct http_answer *out) {
    ask_by(http_create(params), stub, target, out);
}

static enum http_outcome outcome_by(struct http *http, const struct stub *stub) {
    struct http_answer answer;
    ask_by(http, stub, "/v1/health", &answer);
    enum http_outcome outcome = answer.outcome;
    if (outcome != HTTP_ANSWERED && !answer.why[0])
        fail_msg("an outcome without a word");
    http_answer_finish(&answer);
    return outcome;
}

static enum http_outcome outcome_with(const struct stub *stub, const struct http_params *params) {
    return outcome_by(http_create(params), stub);
}

static void trusts_its_own_ca_and_pin(void **state) {
    (void)state;
    struct place place = {.folder = NULL}, other = {.folder = NULL};
    place_start(&place);
    place_start(&other);
    char *both = xasprintf("%s;%s", other.stub.pin, place.stub.pin);
    const struct {
        const char *name, *ca_path, *pin;
        enum http_outcome want;
    } table[] = {
        {"own CA and pin", place.stub.ca_path, place.stub.pin, HTTP_ANSWERED},
        {"no pin", place.stub.ca_path, NULL, HTTP_ANSWERED},
        {"spare pin", place.stub.ca_path, both, HTTP_ANSWERED},
        {"wrong pin", place.stub.ca_path, other.stub.pin, HTTP_UNTRUSTED},
        {"other CA, right pin", other.stub.ca_path, place.stub.pin, HTTP_UNTRUSTED},
        {"the system's CAs", NULL, place.stub.pin, HTTP_UNTRUSTED},
        {"no CA file", "/nonexistent/ca.pem", place.stub.pin, HTTP_UNTRUSTED},
    };
    for (size_t i = 0; i < check_items(table); i++) {
        struct http_params params = {.ca_path = table[i].ca_path, .pin = table[i].pin};
        check_number(table[i].name, outcome_with(&place.stub, &params), table[i].want);
    }
    check_number("requests that got through", stub_read(&place.stub, &place.stub.healths), 3);
    free(both);
    place_finish(&other);
    place_finish(&place);
}

static void the_name_must_fit(void **state) {
    (void)state;
    struct place place = {.folder = NULL};
    place_start(&place);
    struct http_params params = params_of(&place.stub);
    snprintf(place.stub.url, sizeof place.stub.url, "https://localhost:%d", place.stub.port);
    check_number("certificate of 127.0.0.1", outcome_with(&place.stub, &params), HTTP_UNTRUSTED);
    place_finish(&place);
}

/* A machine that lost its clock sees every certificate as not yet valid. */
static void dates_are_skipped_only_when_told(void **state) {
    (void)state;
    static const struct {
        const char *name;
        int64_t from_s, to_s;
    } table[] = {{"not yet valid", 86400, 2 * 86400}, {"expired", -2 * 86400, -86400}};
    for (size_t i = 0; i < check_items(table); i++) {
        struct place place = {
            .stub = {.valid_from_s = table[i].from_s, .valid_to_s = table[i].to_s}};
        struct place other = {.folder = NULL};
        place_start(&place);
        place_start(&other);
        struct http_params params = params_of(&place.stub);
        check_number(table[i].name, outcome_with(&place.stub, &params), HTTP_UNTRUSTED);
        params.skip_dates = true;
        check_number(table[i].name, outcome_with(&place.stub, &params), HTTP_ANSWERED);
        params.pin = other.stub.pin;
        check_number("and another pin", outcome_with(&place.stub, &params), HTTP_UNTRUSTED);
        params.pin = place.stub.pin;
        params.ca_path = other.stub.ca_path;
        check_number("and another CA", outcome_with(&place.stub, &params), HTTP_UNTRUSTED);
        place_finish(&other);
        place_finish(&place);
    }
}

static void dates_are_skipped_while_nobody_has_set_the_clock(void **state) {
    (void)state;
    struct place place = {.stub = {.valid_from_s = 86400, .valid_to_s = 2 * 86400}};
    struct clock clock;
    place_start(&place);
    const struct device device = {.ca_path = place.stub.ca_path, .pin = place.stub.pin};
    clock_init(&clock, 0);
    struct http *http = http_create_to_store(&device, &clock, NULL, NULL);
    check_number("today", outcome_by(http, &place.stub), HTTP_UNTRUSTED);
    clock_advance(&clock, -40 * 365 * 86400000LL);
    http = http_create_to_store(&device, &clock, NULL, NULL);
    check_number("forty years ago", outcome_by(http, &place.stub), HTTP_ANSWERED);
    place_finish(&place);
}

static void speaks_https_alone(void **state) {
    (void)state;
    static const char *const urls[] = {"http://127.0.0.1:9", "file:///etc/passwd",
                                       "ftp://127.0.0.1/", "gopher://127.0.0.1/"};
    for (size_t i = 0; i < check_items(urls); i++) {
        struct http *http = http_create(&(struct http_params){.ca_path = NULL});
        struct http_request request = {.method = "GET", .url = urls[i]};
        struct http_answer answer;
        http_run(http, &request, &answer);
        assert_int_not_equal(answer.outcome, HTTP_ANSWERED);
        check_text(urls[i],
                   strstr(answer.why, "not supported or disabled") ? "refused" : answer.why,
                   "refused");
        http_answer_finish(&answer);
        http_destroy(http);
    }
}

static void reads_headers(void **state) {
    (void)state;
    struct place place = {.folder = NULL};
    place_start(&place);
    strbuf_add_text(&place.stub.manifest, "{}");
    struct http_params params = params_of(&place.stub);
    struct http_answer answer;
    ask(&place.stub, &params, "/v1/content", &answer);
    check_number("status", answer.status, 200);
    check_text("type", answer.content_type, "application/json");
    check_text("etag", answer.etag,
               "\"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\"");
    check_text("body", answer.body, "{}");
    check_number("no Retry-After", answer.retry_after_s, -1);
    if (llabs(answer.date_s - time(NULL)) > 5)
        fail_msg("Date: got %lld", (long long)answer.date_s);
    http_answer_finish(&answer);
    place.stub.health_act = "captive"; // "text/html; charset=utf-8"
    ask(&place.stub, &params, "/v1/health", &answer);
    check_text("type without parameters", answer.content_type, "text/html");
    http_answer_finish(&answer);
    place_finish(&place);
}

static void reads_retry_after(void **state) {
    (void)state;
    static const struct {
        const char *act;
        int64_t least, most;
    } table[] = {
        {"e503", -1, -1},
        {"e503:0", 0, 0},
        {"e503:120", 120, 120},
        {"e503:-5", -1, -1},
        {"e503:soon", -1, -1},
        {"e503:99999999999999999999999", 999999999, 999999999},
        {"e503:Sun,_06_Nov_1994_08:49:37_GMT", 0, 0},
        {"e503:Sun,_06_Nov_2095_08:49:37_GMT", 30000000, 4000000000},
    };
    for (size_t i = 0; i < check_items(table); i++) {
        struct place place = {.stub = {.script = table[i].act}};
        place_start(&place);
        struct http_params params = params_of(&place.stub);
        struct http_answer answer;
        ask(&place.stub, &params, "/v1/nominations/" ID, &answer);
        check_number(table[i].act, answer.status, 503);
        if (answer.retry_after_s < table[i].least || answer.retry_after_s > table[i].most)
            fail_msg("%s: got %lld", table[i].act, (long long)answer.retry_after_s);
        http_answer_finish(&answer);
        place_finish(&place);
    }
}

static void ends_what_is_too_long(void **state) {
    (void)state;
    static const struct {
        const char *act;
        enum http_outcome want;
    } table[] = {
        {"huge", HTTP_TOO_LARGE},        {"chunked", HTTP_TOO_LARGE},   {"garbage", HTTP_GARBLED},
        {"close_read", HTTP_NO_NETWORK}, {"truncate", HTTP_NO_NETWORK}, {"redirect", HTTP_ANSWERED},
    };
    for (size_t i = 0; i < check_items(table); i++) {
        struct place place = {
            .stub = {.script = table[i].act, .redirect_url = "https://127.0.0.1:1"}};
        place_start(&place);
        struct http_params params = params_of(&place.stub);
        struct http_answer answer;
        ask(&place.stub, &params, "/v1/nominations/" ID, &answer);
        check_number(table[i].act, answer.outcome, table[i].want);
        assert_true(answer.body_len <= HTTP_ANSWER_MAX);
        check_number(table[i].act, answer.status == 307, strcmp(table[i].act, "redirect") == 0);
        http_answer_finish(&answer);
        place_finish(&place);
    }
}

/* Another thread's way to end a request. */
static void *cancel_soon(void *context) {
    nanosleep(&(struct timespec){.tv_nsec = 100 * 1000000L}, NULL);
    atomic_store((atomic_bool *)context, true);
    return NULL;
}

static void ends_in_time(void **state) {
    (void)state;
    struct place place = {.stub = {.script = "stall stall"}};
    place_start(&place);
    struct http_params params = params_of(&place.stub);
    char *url = xasprintf("%s/v1/nominations/" ID, place.stub.url);
    struct http_request request = {.method = "GET", .url = url, .timeout_s = 1};
    struct http_answer answer;
    struct http *http = http_create(&params);
    time_t from = time(NULL);
    http_run(http, &request, &answer);
    check_number("by its time", answer.outcome, HTTP_NO_NETWORK);
    http_answer_finish(&answer);
    http_destroy(http);

    atomic_bool cancel = false;
    pthread_t thread;
    params.cancel = &cancel;
    request.timeout_s = 0;
    http = http_create(&params);
    assert_int_equal(pthread_create(&thread, NULL, cancel_soon, &cancel), 0);
    http_run(http, &request, &answer);
    check_number("cancelled", answer.outcome, HTTP_CANCELLED);
    assert_true(time(NULL) - from < 10);
    pthread_join(thread, NULL);
    http_answer_finish(&answer);
    http_destroy(http);
    free(url);
    place_finish(&place);
}

static void nobody_there_is_no_network(void **state) {
    (void)state;
    struct stub nobody = {.url = "https://127.0.0.1:1"};
    struct http_params params = {.ca_path = NULL};
    check_number("closed port", outcome_with(&nobody, &params), HTTP_NO_NETWORK);
    snprintf(nobody.url, sizeof nobody.url, "https://no-such-host.invalid");
    check_number("no such name", outcome_with(&nobody, &params), HTTP_NO_NETWORK);
}

static void meets_a_store_by_its_key(void **state) {
    (void)state;
    struct place place = {.folder = NULL};
    place_start(&place);
    uint8_t fingerprint[10];
    memcpy(fingerprint, place.stub.fingerprint, sizeof fingerprint);
    char *pin = NULL, *why = NULL;
    char *chain = http_fetch_chain(place.stub.url, fingerprint, NULL, &pin, &why);
    assert_non_null(chain);
    check_text("pin", pin, place.stub.pin);
    char *file = NULL;
    assert_true(path_read(place.stub.ca_path, 65536, &file, NULL));
    check_text("chain", chain, file);
    free(file);
    free(chain);
    free(pin);
    fingerprint[9] ^= 1;
    pin = NULL;
    assert_null(http_fetch_chain(place.stub.url, fingerprint, NULL, &pin, &why));
    assert_null(pin);
    assert_non_null(strstr(why, "not the one"));
    free(why);
    assert_null(http_fetch_chain("https://127.0.0.1:1", fingerprint, NULL, &pin, &why));
    assert_non_null(strstr(why, "no secure connection"));
    free(why);
    check_number("requests", stub_read(&place.stub, &place.stub.healths), 0);
    check_number("strangers", stub_read(&place.stub, &place.stub.strangers), 0);
    place_finish(&place);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trusts_its_own_ca_and_pin),
        cmocka_unit_test(the_name_must_fit),
        cmocka_unit_test(dates_are_skipped_only_when_told),
        cmocka_unit_test(dates_are_skipped_while_nobody_has_set_the_clock),
        cmocka_unit_test(speaks_https_alone),
        cmocka_unit_test(reads_headers),
        cmocka_unit_test(reads_retry_after),
        cmocka_unit_test(ends_what_is_too_long),
        cmocka_unit_test(ends_in_time),
        cmocka_unit_test(nobody_there_is_no_network),
        cmocka_unit_test(meets_a_store_by_its_key),
    };
    if (!crypto_start() || !http_global_start())
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    http_global_stop();
    return failed;
}
