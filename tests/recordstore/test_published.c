/* What is published: composed from the commune's files, signed, fetched by ETag, with its assets.
 */
#include "office.h"

#include "model/content.h"

static struct office office;
static struct machine machine;

static int start(void **state) {
    (void)state;
    office_create(&office);
    OFFICE_SERVE(&office, "--plain");
    office_enrol(&office, &machine);
    return 0;
}

static int stop(void **state) {
    (void)state;
    office_destroy(&office);
    return 0;
}

static char *source(const char *name) {
    return office_source(&office, name);
}

/* Publishes the campaign of 2023 with this file in the sample's place; what it said is the
 * caller's. */
static char *publish(int want_status, const char *sample) {
    char *campaign = source("campaigns/2023"), *reasons = source("campaigns/2023/reasons.json");
    char *said = OFFICE_RUN(&office, want_status, "publish", "--campaign", campaign, "--reasons",
                            reasons, "--sample", sample, "--commune-name", "xã Thử");
    free(campaign);
    free(reasons);
    return said;
}

static void publish_sample(void) {
    char *sample = source("sample/sample-2023.vi.json");
    free(publish(0, sample));
    free(sample);
}

static void ask_content(const char *if_none_match, struct reply *out) {
    char *authorization = xasprintf("Authorization: Bearer %s", machine.token);
    office_ask(&office, "GET", "/v1/content",
               (const char *const[]){authorization, if_none_match, NULL}, NULL, 0, out);
    free(authorization);
}

static void before_the_first_there_is_none(void **state) {
    (void)state;
    struct reply reply = {.status = 0};
    office_get(&office, &machine, "/v1/content", &reply);
    check_problem("content", &reply, 404, "not-published", NULL);
    office_get(&office, &machine, "/v1/content.sig", &reply);
    check_problem("signature", &reply, 404, "not-published", NULL);
    reply_finish(&reply);
}

static void kiosks_can_read_and_verify_it(void **state) {
    (void)state;
    struct reply reply = {.status = 0}, signature = {.status = 0};
    char sha256[CRYPTO_SHA256_HEX_MAX], etag[CRYPTO_SHA256_HEX_MAX + 2], *why = NULL;
    publish_sample();
    office_get(&office, &machine, "/v1/content", &reply);
    check_number("content", reply.status, 200);
    crypto_sha256_hex(strbuf_text(&reply.body), reply.body.len, sha256);
    snprintf(etag, sizeof etag, "\"%s\"", sha256);
    check_text("etag", reply_header(&reply, "ETag"), etag);
    check_text("cache", reply_header(&reply, "Cache-Control"), "no-cache");
    office_get(&office, &machine, "/v1/content.sig", &signature);
    check_number("length", (long long)signature.body.len, CRYPTO_SIGNATURE_BYTES);
    check_text("they belong together", reply_header(&signature, "ETag"), etag);
    const uint8_t *signed_by = (const uint8_t *)strbuf_text(&signature.body);
    assert_true(
        crypto_verify(strbuf_text(&reply.body), reply.body.len, signed_by, machine.sign_key));
    assert_false(
        crypto_verify(strbuf_text(&reply.body), reply.body.len - 1, signed_by, machine.sign_key));
    struct content *content = content_decode(strbuf_text(&reply.body), reply.body.len, "en", &why);
    check_text("why", why, NULL);
    check_number("revision", content->revision, 1);
    check_text("name", content->commune.name, "xã Thử");
    check_text("prefix", content->commune.code_prefix, "HP");
    check_text("campaign", content->campaign.id, "campaign-2023");
    check_text("key", content->key.key_id, machine.key.key_id);
    assert_memory_equal(content->key.public_key, machine.key.public_key, CRYPTO_PUBLIC_KEY_BYTES);
    check_number("people", (long long)content->person_count, 24);
    check_number("units", (long long)content->unit_count, 15);
    check_number("kinds", (long long)content->kind_count, 4);
    content_destroy(content);
    reply_finish(&signature);
    reply_finish(&reply);
}

static void unchanged_is_304(void **state) {
    (void)state;
    struct reply reply = {.status = 0};
    char if_none_match[160], etag[CRYPTO_SHA256_HEX_MAX + 2];
    publish_sample();
    ask_content("X: none", &reply);
    assert_int_equal(strlen(reply_header(&reply, "ETag")), sizeof etag - 1);
    strcpy(etag, reply_header(&reply, "ETag"));
    static const char *const forms[] = {"If-None-Match: %s", "If-None-Match: W/%s",
                                        "If-None-Match: \"a\", %s"};
    for (size_t i = 0; i < check_items(forms); i++) {
        char *before = xstrndup(forms[i], strlen(forms[i]) - 2);
        snprintf(if_none_match, sizeof if_none_match, "%s%s", before, etag);
        ask_content(if_none_match, &reply);
        check_number(forms[i], reply.status, 304);
        check_text(forms[i], reply_header(&reply, "ETag"), etag);
        check_number(forms[i], (long long)reply.body.len, 0);
        free(before);
    }
    ask_content("If-None-Match: \"a\"", &reply);
    check_number("another", reply.status, 200);
    publish_sample();
    ask_content(if_none_match, &reply);
    check_number("a new revision", reply.status, 200);
    reply_finish(&reply);
}

/* A sample file of one's own; the caller frees the path. */
static char *write_sample(const char *text) {
    char *path = path_join(office.folder, "sample.json");
    assert_true(path_write(path, text, strlen(text), 0600));
    return path;
}

static void what_kiosks_would_refuse_is_not_published(void **state) {
    (void)state;
    static const char *const samples[] = {
        "{", "{\"units\":[{\"id\":7}]}",
        "{\"honourees\":[{\"portrait\":"
        "\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"}]}"};
    struct reply before = {.status = 0}, after = {.status = 0};
    ask_content("X: none", &before);
    for (size_t i = 0; i < check_items(samples); i++) {
        char *path = write_sample(samples[i]);
        free(publish(1, path));
        free(path);
    }
    free(publish(1, "/nowhere.json"));
    ask_content("X: none", &after);
    check_text("still the old one", strbuf_text(&after.body), strbuf_text(&before.body));
    reply_finish(&before);
    reply_finish(&after);
}

static void get_range_if(const char *path, const char *range, const char *if_range,
                         struct reply *out) {
    char *authorization = xasprintf("Authorization: Bearer %s", machine.token);
    office_ask(&office, "GET", path, (const char *const[]){authorization, range, if_range, NULL},
               NULL, 0, out);
    free(authorization);
}

static void get_range(const char *path, const char *range, struct reply *out) {
    get_range_if(path, range, NULL, out);
}

/* A transfer that broke off goes on in the same entity alone. */
static void goes_on_if_it_is_the_same(const char *path, const char *sha256) {
    struct reply reply = {.status = 0};
    char *same = xasprintf("If-Range: \"%s\"", sha256),
         *weak = xasprintf("If-Range: W/\"%s\"", sha256);
    const struct {
        const char *if_range;
        int status;
    } rows[] = {
        {same, 206},
        {weak, 200},
        {"If-Range: \"another\"", 200},
        {"If-Range: Tue, 15 Nov 2022 12:45:26 GMT", 200},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        get_range_if(path, "Range: bytes=8-", rows[i].if_range, &reply);
        check_number(rows[i].if_range, reply.status, rows[i].status);
        check_number(rows[i].if_range, (long long)reply.body.len, rows[i].status == 206 ? 10 : 18);
        get_range_if(path, "Range: bytes=18-", rows[i].if_range, &reply);
        check_number(rows[i].if_range, reply.status, rows[i].status == 206 ? 416 : 200);
    }
    reply_finish(&reply);
    free(weak);
    free(same);
}

static void pictures_are_kept_and_named(void **state) {
    (void)state;
    static const char png[] = "\x89PNG\r\n\x1a\n0123456789"; // 18 bytes
    static const struct {
        const char *range, *content_range, *body;
        int status;
    } rows[] = {
        {"X: none", NULL, png, 200},
        {"Range: bytes=8-11", "bytes 8-11/18", "0123", 206},
        {"Range: bytes=16-", "bytes 16-17/18", "89", 206},
        {"Range: bytes=-3", "bytes 15-17/18", "789", 206},
        {"Range: bytes=16-99", "bytes 16-17/18", "89", 206},
        {"Range: bytes=9-8", NULL, png, 200},
        {"Range: bytes=0-1,3-4", NULL, png, 200},
        {"Range: lines=1-2", NULL, png, 200},
        {"Range: bytes=18-", "bytes */18", NULL, 416},
        {"Range: bytes=-0", "bytes */18", NULL, 416},
    };
    struct reply reply = {.status = 0};
    char *file = path_join(office.folder, "picture"), *manifest;
    assert_true(path_write(file, png, strlen(png), 0600));
    char *sha256 = OFFICE_RUN(&office, 0, "asset", "add", file);
    sha256[strcspn(sha256, "\n")] = '\0';
    char *path = xasprintf("/v1/assets/%s", sha256);
    for (size_t i = 0; i < check_items(rows); i++) {
        get_range(path, rows[i].range, &reply);
        check_number(rows[i].range, reply.status, rows[i].status);
        check_text(rows[i].range, reply_header(&reply, "Content-Range"), rows[i].content_range);
        if (rows[i].body)
            check_text(rows[i].range, strbuf_text(&reply.body), rows[i].body);
    }
    goes_on_if_it_is_the_same(path, sha256);
    get_range(path, "X: none", &reply);
    check_text("type", reply_header(&reply, "Content-Type"), "image/png");
    check_text("cache", reply_header(&reply, "Cache-Control"),
               "public, max-age=31536000, immutable");
    char *text = xasprintf("{\"notice\":[{\"photo\":\"%s\"}],\"honourees\":[],\"units\":[],"
                           "\"projects\":[{\"id\":\"p\",\"kind\":\"mo_hinh\",\"name\":\"P\","
                           "\"photo\":\"%s\"}]}",
                           sha256, sha256);
    char *sample = write_sample(text);
    free(publish(0, sample));
    ask_content("X: none", &reply);
    manifest =
        xasprintf("\"assets\":[{\"sha256\":\"%s\",\"bytes\":18,\"type\":\"image/png\"}]", sha256);
    assert_non_null(strstr(strbuf_text(&reply.body), manifest));
    free(manifest);
    free(sample);
    free(text);
    free(path);
    free(sha256);
    free(file);
    reply_finish(&reply);
}

static void what_is_no_picture_is_not_kept(void **state) {
    (void)state;
    static const char *const paths[] = {
        "/v1/assets/0000000000000000000000000000000000000000000000000000000000000000",
        "/v1/assets/..%2Fkeys%2Fsign.json", "/v1/assets/sign.json",
        "/v1/assets/000000000000000000000000000000000000000000000000000000000000000G"};
    struct reply reply = {.status = 0};
    char *file = path_join(office.folder, "text");
    assert_true(path_write(file, "hello", 5, 0600));
    free(OFFICE_RUN(&office, 1, "asset", "add", file));
    free(OFFICE_RUN(&office, 1, "asset", "add", "/nowhere"));
    for (size_t i = 0; i < check_items(paths); i++) {
        office_get(&office, &machine, paths[i], &reply);
        check_number(paths[i], reply.status, 404);
    }
    free(file);
    reply_finish(&reply);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(before_the_first_there_is_none),
        cmocka_unit_test(kiosks_can_read_and_verify_it),
        cmocka_unit_test(unchanged_is_304),
        cmocka_unit_test(what_kiosks_would_refuse_is_not_published),
        cmocka_unit_test(pictures_are_kept_and_named),
        cmocka_unit_test(what_is_no_picture_is_not_kept),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
