/* What is published: read as a kiosk reads it. */
#include "admin/conform.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/code.h"
#include "model/content.h"

struct published { // kept between clauses; members are owned
    char *bytes, *etag;
    size_t len;
    char asset[CRYPTO_SHA256_HEX_MAX]; // the first; "" for none
};

static void get(struct conform *c, const char *method, const char *path, const char *header) {
    conform_ask(c, &(struct conform_ask){.method = method,
                                         .path = path,
                                         .token = c->device.token,
                                         .headers = {header},
                                         .answer_max = CONTENT_BYTES_MAX});
}

static void remember(struct conform *c, struct published *p) {
    const char *prefix =
        jsonread_text(jsonread_object(c->json, "commune"), "code_prefix", c->code_prefix);
    const char *campaign = jsonread_text(c->json, "current", c->campaign_id);
    const json_t *asset = json_array_get(jsonread_array(c->json, "assets"), 0);
    if (code_is_prefix(prefix) && prefix != c->code_prefix)
        snprintf(c->code_prefix, sizeof c->code_prefix, "%s", prefix);
    if (campaign[0] && strlen(campaign) < sizeof c->campaign_id && campaign != c->campaign_id)
        strcpy(c->campaign_id, campaign);
    snprintf(p->asset, sizeof p->asset, "%s", jsonread_text(asset, "sha256", ""));
    p->etag = xstrdup(c->answer.etag);
    p->bytes = xstrndup(c->answer.body, c->answer.body_len);
    p->len = c->answer.body_len;
}

static bool manifest(struct conform *c, struct published *p) {
    static const char title[] = "content: 200 with a strong ETag, no-cache";
    char *why = NULL;
    conform_clause(c, "1.1", "%s", title);
    get(c, "GET", "/v1/content", NULL);
    if (c->answer.status == 404 && conform_expect_problem(c, 404, "not-published", NULL)) {
        conform_clause(c, "1.1", "content: nothing is published yet: 404 not-published");
        conform_close(c);
        return false;
    }
    conform_expect_status(c, 200);
    conform_expect_type(c, "application/json");
    conform_expect_header(c, "Cache-Control", "no-cache");
    conform_expect(c, c->answer.etag && c->answer.etag[0] == '"', "a strong ETag", "%s",
                   c->answer.etag ? c->answer.etag : "none");
    if (c->answer.status != 200)
        return false;
    remember(c, p);
    conform_clause(c, "1.1", "content: a kiosk can read it");
    struct content *content = content_decode(p->bytes, p->len, "vi", &why);
    conform_expect(c, content != NULL, "a manifest content/1", "%s", why ? why : "too large");
    content_destroy(content);
    free(why);
    return true;
}

static void not_modified(struct conform *c, const struct published *p, const char *path) {
    const char *etag = p->etag ? p->etag : "\"\"";
    char *one = xasprintf("If-None-Match: %s", etag);
    char *many = xasprintf("If-None-Match: \"other\", W/%s", etag);
    const struct {
        const char *what, *header;
    } rows[] = {{"the ETag", one}, {"a list with it", many}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        conform_clause(c, "1.1", "%s: 304 to %s in If-None-Match", path, rows[i].what);
        get(c, "GET", path, rows[i].header);
        conform_expect_status(c, 304);
        conform_expect_header(c, "ETag", etag);
        conform_expect(c, c->answer.body_len == 0, "no body", "%zu bytes", c->answer.body_len);
    }
    conform_clause(c, "1.1", "%s: 200 to another ETag", path);
    get(c, "GET", path, "If-None-Match: \"other\"");
    conform_expect_status(c, 200);
    conform_clause(c, "1.1", "%s: HEAD as GET without the body", path);
    get(c, "HEAD", path, NULL);
    conform_expect_status(c, 200);
    conform_expect_header(c, "ETag", etag);
    conform_expect(c, c->answer.body_len == 0, "no body", "%zu bytes", c->answer.body_len);
    free(many);
    free(one);
}

static void signature(struct conform *c, const struct published *p) {
    static const char title[] = "content.sig: 64 bytes that verify over the manifest's bytes";
    if (!c->device.has_sign_key) {
        conform_skip(c, "1.1", title, "enrolment told no sign_key");
        return;
    }
    conform_clause(c, "1.1", "%s", title);
    get(c, "GET", "/v1/content.sig", NULL);
    conform_expect_status(c, 200);
    conform_expect_type(c, "application/octet-stream");
    if (conform_expect(c, c->answer.body_len == CRYPTO_SIGNATURE_BYTES, "64 bytes", "%zu",
                       c->answer.body_len))
        conform_expect(
            c, crypto_verify(p->bytes, p->len, (const uint8_t *)c->answer.body, c->device.sign_key),
            "a signature by sign_key", "another");
    conform_expect_header(c, "ETag", p->etag);
}

/* ---- assets ---- */

/* A transfer that broke off goes on only in the same bytes (RFC 9110 section 13.1.5). */
static void go_on(struct conform *c, const char *path, const char *bytes, size_t len) {
    conform_clause(c, "1.1", "asset: a range If-Range of another ETag is answered whole, 200");
    conform_ask(c, &(struct conform_ask){.method = "GET",
                                         .path = path,
                                         .token = c->device.token,
                                         .headers = {"Range: bytes=1-", "If-Range: \"another\""},
                                         .answer_max = CONTENT_BYTES_MAX});
    conform_expect_status(c, 200);
    conform_expect(c, c->answer.body_len == len && !memcmp(c->answer.body, bytes, len),
                   "the whole of it", "%zu bytes", c->answer.body_len);
}

static void range(struct conform *c, const char *path, const char *bytes, size_t len) {
    conform_clause(c, "1.1", "asset: a range is answered 206, or the whole of it 200");
    get(c, "GET", path, "Range: bytes=1-9");
    if (c->answer.status == 206) {
        char *want = xasprintf("bytes 1-9/%zu", len);
        conform_expect_header(c, "Content-Range", want);
        conform_expect(c, c->answer.body_len == 9 && !memcmp(c->answer.body, bytes + 1, 9),
                       "bytes 1 to 9", "%zu others", c->answer.body_len);
        free(want);
    } else {
        conform_expect_status(c, 200);
        conform_expect(c, c->answer.body_len == len, "the whole of it", "%zu bytes",
                       c->answer.body_len);
    }
    go_on(c, path, bytes, len);
    conform_clause(c, "1.1", "asset: a range behind its end is 416 no-such-range, or 200");
    get(c, "GET", path, "Range: bytes=99999999-");
    if (c->answer.status != 200)
        conform_expect_problem(c, 416, "no-such-range", NULL);
}

static void asset(struct conform *c, const struct published *p) {
    conform_clause(c, "1.1", "asset of nobody's hash: 404 no-such-asset");
    get(c, "GET", "/v1/assets/e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        NULL);
    conform_expect_problem(c, 404, "no-such-asset", NULL);
    if (!p->asset[0]) {
        conform_skip(c, "1.1", "asset: its hash, immutable, by ranges", "none is published");
        return;
    }
    char sha256[CRYPTO_SHA256_HEX_MAX], *path = xasprintf("/v1/assets/%s", p->asset);
    conform_clause(c, "1.1", "asset: 200 with the bytes of its hash, immutable");
    get(c, "GET", path, NULL);
    conform_expect_status(c, 200);
    crypto_sha256_hex(c->answer.body, c->answer.body_len, sha256);
    conform_expect(c, !strcmp(sha256, p->asset), "bytes of that hash", "%s", sha256);
    conform_expect_header(c, "Cache-Control", "public, max-age=31536000, immutable");
    conform_expect_header(c, "ETag", NULL);
    size_t len = c->answer.body_len;
    if (c->answer.status == 200 && len > 10) {
        char *bytes = xmalloc(len);
        memcpy(bytes, c->answer.body, len);
        range(c, path, bytes, len);
        free(bytes);
    }
    free(path);
}

void conform_content(struct conform *c) {
    struct published p = {.bytes = NULL};
    if (manifest(c, &p)) {
        not_modified(c, &p, "/v1/content");
        signature(c, &p);
        not_modified(c, &p, "/v1/content.sig");
        asset(c, &p);
    } else {
        conform_skip(c, "1.1", "content: ETag, signature, assets", "there is none");
    }
    free(p.bytes);
    free(p.etag);
}
