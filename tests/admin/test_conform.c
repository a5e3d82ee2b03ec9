/* kioskctl conform finds what is wrong: the real record store behind a machine that lies for it.
 * The honest store's own run is tests/e2e/conform.sh. */
#include "liar.h"

#define PICTURE "tests/golden/1280x720/01-attract-2.png"

static struct office office;
static char kioskctl[512];

/* The sample with a picture in the first honouree's place for one. */
static void publish(void) {
    char *asset = OFFICE_RUN(&office, 0, "asset", "add", PICTURE), *text;
    asset[strcspn(asset, "\n")] = '\0';
    assert_true(path_read("assets/sample/sample-2023.vi.json", 1 << 20, &text, NULL));
    char *at = strstr(text, "\"portrait\": null");
    assert_non_null(at);
    char *sample =
        xasprintf("%.*s\"portrait\": \"%s\"%s", (int)(at - text), text, asset, strchr(at, 'l') + 4);
    char *path = path_join(office.folder, "sample.json");
    assert_true(path_write(path, sample, strlen(sample), 0600));
    free(OFFICE_RUN(&office, 0, "publish", "--campaign", "assets/campaigns/2023", "--reasons",
                    "assets/campaigns/2023/reasons.json", "--sample", path));
    free(path);
    free(sample);
    free(text);
    free(asset);
}

static int start(void **state) {
    (void)state;
    signal(SIGPIPE, SIG_IGN);
    office_create(&office);
    publish();
    OFFICE_SERVE(&office, "--plain");
    snprintf(kioskctl, sizeof kioskctl, "%s", office.program);
    strcpy(strstr(kioskctl, "/recordstore"), "/kioskctl");
    return 0;
}

static int stop(void **state) {
    (void)state;
    office_destroy(&office);
    return 0;
}

/* Runs it against the office behind these lies; what it printed, owned by the caller. */
static char *conform(const struct lie *lies, int want_status) {
    struct liar liar;
    char *code = OFFICE_RUN(&office, 0, "device", "add");
    char *other = OFFICE_RUN(&office, 0, "device", "add");
    code[strcspn(code, "\n")] = other[strcspn(other, "\n")] = '\0';
    liar_start(&liar, &office, lies);
    char *command = xasprintf("'%s' conform --store %s --code %s --code %s 2>&1", kioskctl,
                              liar.url, code, other);
    FILE *pipe = popen(command, "r");
    struct strbuf output = {.text = NULL};
    char part[4096];
    assert_non_null(pipe);
    for (size_t len; (len = fread(part, 1, sizeof part, pipe)) > 0;)
        strbuf_add(&output, part, len);
    int status = pclose(pipe);
    liar_stop(&liar);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != want_status)
        fail_msg("got status %d, want %d\n%s", WEXITSTATUS(status), want_status,
                 strbuf_text(&output));
    free(command);
    free(other);
    free(code);
    return strbuf_detach(&output);
}

/* Each lie must be told of in the clause that it breaks. */
static void check_found(const struct lie *lies) {
    char *output = conform(lies, 1);
    for (const struct lie *lie = lies; lie->request; lie++) {
        char *start = xasprintf("\nnot ok 1.%s", lie->broken), *text = xasprintf("\n%s", output);
        if (!strstr(text, start))
            fail_msg("\"%s\" for \"%s\": no line \"%s\" in\n%s", lie->to, lie->from, start + 1,
                     output);
        free(text);
        free(start);
    }
    free(output);
}

static void nothing_is_wrong_with_the_truth(void **state) {
    (void)state;
    char *output = conform(NULL, 0);
    assert_null(strstr(output, "not ok"));
    assert_non_null(strstr(output, " held, 0 broken, 3 not tried\n"));
    free(output);
}

static void another_hash_is_no_receipt(void **state) {
    (void)state;
    static const struct lie lies[] = {
        {"PUT /v1/nominations", "\"sha256\":\"", "\"sha256\":\"0", "1 put: 201 with receipt"},
        {"/receipt ", "\"sha256\":\"", "\"sha256\":\"0", "1 receipt: 200"},
        {.request = NULL},
    };
    check_found(lies);
}

static void what_is_done_twice_shows(void **state) {
    (void)state;
    static const struct lie lies[] = {
        {"PUT /v1/nominations", "HTTP/1.1 200", "HTTP/1.1 201", "1 put again: 200"},
        {"POST /v1/devices", "HTTP/1.1 403", "HTTP/1.1 201", "1 enrolment: the code is good once"},
        {"PUT /v1/nominations", "HTTP/1.1 409", "HTTP/1.1 200", "1 other bytes under an id"},
        {"GET /v1/slips", "HTTP/1.1 409", "HTTP/1.1 404", "0 a code on two slips"},
        {"PUT /v1/nominations", "Location: ", "X-Location: ", "1 put of a difficulty: 201"},
        {"HEAD /v1/content", "ETag: ", "X-ETag: ", "1 /v1/content: HEAD"},
        {.request = NULL},
    };
    check_found(lies);
}

static void lies_of_every_kind_are_found(void **state) {
    (void)state;
    static const struct lie lies[] = {
        {"GET /v1/health", "\"api\":1", "\"api\":2", "1 health: anyone learns"},
        {"GET /v1/openapi", "openapi: 3.1", "swagger: 2.", "2 openapi.yaml"},
        {"GET /v9", "application/problem+json", "text/html", "1 /v9/health: 404"},
        {"POST /v1/health", "Allow:", "X-Allow:", "1 POST /v1/health: 405"},
        {"DELETE /v1/content", "GET, HEAD", "GETTING", "1 DELETE /v1/content: 405"},
        {"GET /v1/slips/HP-7K3M-92WB", "unknown-device", "who", "1 GET /v1/slips/HP-7K3M-92"},
        {"PUT /v1/nominations", "ETag: \"", "ETag: W/\"", "1 put: 201 with receipt"},
        {"PUT /v1/nominations", ",\"id\":\"", ",\"ids\":\"", "1 other bytes under an id"},
        {"/receipt ", "\"state\":\"received\"", "\"state\":\"received\",\"name\":\"Nguyễn Văn A\"",
         "1 receipt: says nothing"},
        {"PUT /v1/nominations", "digest-mismatch", "malformed", "1 no digest: 400"},
        {"PUT /v1/nominations", "HTTP/1.1 413", "HTTP/1.1 500", "1 a body of 262145 bytes"},
        {"PUT /v1/nominations", "HTTP/1.1 415", "HTTP/1.1 400", "1 text/plain: 415"},
        {"PUT /v1/nominations", "\"field\":\"clock\"", "\"field\":\"\"",
         "1 an envelope whose clock"},
        {"PUT /v1/nominations", "\"why\":\"short\"", "\"why\":\"\"", "1 a name of one letter"},
        {"PUT /v1/nominations", "\"field\":\"sender.phone\"", "\"field\":\"12345\"",
         "1 a telephone number"},
        {"PUT /v1/devices", "\"unlock_pin\":false", "\"unlock_pin\":0", "1 status: 200"},
        {"PUT /v1/devices", "HTTP/1.1 403", "HTTP/1.1 401", "1 status: another device's"},
        {"GET /v1/slips", "\"level\":null", "\"level\":null,\"name\":\"Nguyễn Văn A\"",
         "1 look-up: 200"},
        {"GET /v1/slips", "\"type\":\"difficulty\",", "", "1 look-up of a difficulty"},
        {"GET /v1/slips", "Retry-After:", "X-Retry-After:", "1 look-ups without end"},
        {"GET /v1/nominations ", "HTTP/1.1 4", "HTTP/1.1 2",
         "2 a device's token does not read /v1/nominations"},
        {"GET /v1/content ", "\"schema\":\"content/1\"", "\"schema\": \"content/1\"",
         "1 content.sig: 64 bytes that verify"},
        {"GET /v1/content ", "Cache-Control: no-cache", "Cache-Control: public", "1 content: 200"},
        {"GET /v1/content ", "HTTP/1.1 304", "HTTP/1.1 200", "1 /v1/content: 304 to the ETag"},
        {"GET /v1/assets", "immutable", "mutable", "1 asset: 200"},
        {"GET /v1/assets", "bytes 1-9/", "bytes 0-8/", "1 asset: a range is answered"},
        {"GET /v1/assets", "no-such-asset", "gone", "1 asset of nobody's hash"},
        {.request = NULL},
    };
    check_found(lies);
}

/* Whom it speaks to is settled before it says anything. */
static void another_machine_is_told_nothing(void **state) {
    (void)state;
    struct office other;
    struct liar liar;
    char *code = OFFICE_RUN(&office, 0, "device", "add");
    code[strcspn(code, "\n")] = '\0';
    office_create(&other);
    OFFICE_SERVE(&other, "--plain");
    liar_start(&liar, &other, NULL);
    char *command = xasprintf("'%s' conform --store %s --code %s >'%s/out' 2>&1", kioskctl,
                              liar.url, code, office.folder);
    assert_int_equal(WEXITSTATUS(system(command)), 1);
    char *path = path_join(office.folder, "out"), *text = NULL;
    assert_true(path_read(path, 65536, &text, NULL));
    assert_non_null(strstr(text, "is not the one that made this code"));
    assert_null(strstr(text, "ok 1."));
    free(text);
    free(path);
    free(command);
    free(code);
    liar_stop(&liar);
    office_destroy(&other);
}

static void explains_itself(void **state) {
    (void)state;
    static const struct {
        const char *words;
        int status;
    } rows[] = {
        {"--help", 0},
        {"", 2},
        {"--store http://127.0.0.1", 2},
        {"--store https://127.0.0.1:9 --code SHORT", 2},
        {"--store https://127.0.0.1:9 --pin nonsense", 2},
        {"--store https://127.0.0.1:9 --code A --code B --code C", 2},
        {"--store https://127.0.0.1:9", 1}, // nobody answers
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char *command = xasprintf("'%s' conform %s >/dev/null 2>&1", kioskctl, rows[i].words);
        check_number(rows[i].words, WEXITSTATUS(system(command)), rows[i].status);
        free(command);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_wrong_with_the_truth),
        cmocka_unit_test(another_hash_is_no_receipt),
        cmocka_unit_test(what_is_done_twice_shows),
        cmocka_unit_test(lies_of_every_kind_are_found),
        cmocka_unit_test(another_machine_is_told_nothing),
        cmocka_unit_test(explains_itself),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
