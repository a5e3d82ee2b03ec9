#include "net/fetch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "net/http.h"
#include "store/content_store.h"
#include "store/device.h"

#define SLOWEST_BYTES_PER_S 1000 // a large file gets time for a line as slow as this

struct job {
    struct http *http;
    const struct sync_params *params;
    char *token_line; // owned
    char **out_why;
};

void fetch_finish(struct fetch *fetch) {
    free(fetch->etag);
    *fetch = (struct fetch){0};
}

/* Again whenever somebody else brought content or took it back. */
static void load(struct fetch *fetch, struct content_store *store) {
    unsigned version = content_store_version(store);
    if (fetch->is_loaded && fetch->version == version)
        return;
    struct content_head head;
    content_store_head(store, &head);
    free(fetch->etag);
    *fetch = (struct fetch){.is_loaded = true,
                            .version = version,
                            .etag = xstrdup(head.etag),
                            .revision = head.revision,
                            .newest = head.newest};
}

/* `more_headers` ends with NULL and has at most two. */
static void get(const struct job *job, const char *path, const char *const *more_headers,
                size_t bytes_max, struct http_answer *out) {
    char *url = xasprintf("%s%s", job->params->device->url, path);
    const char *headers[4] = {job->token_line};
    for (int i = 0; more_headers[i]; i++)
        headers[i + 1] = more_headers[i];
    struct http_request request = {
        .method = "GET",
        .url = url,
        .headers = headers,
        .answer_max = bytes_max,
        .timeout_s = HTTP_TIMEOUT_S + (int)(bytes_max / SLOWEST_BYTES_PER_S),
        .keeps_headers = true,
    };
    http_run(job->http, &request, out);
    free(url);
}

/* SYNC_OFFLINE when this is not a whole 200 answer of this type. */
static enum sync_result judge(const struct job *job, const char *what,
                              const struct http_answer *answer, const char *type) {
    bool is_good = answer->outcome == HTTP_ANSWERED && answer->status == 200 &&
                   (!type || strcmp(answer->content_type, type) == 0);
    if (is_good)
        return SYNC_NEW;
    if (answer->outcome == HTTP_ANSWERED)
        *job->out_why =
            xasprintf("%s: an answer that is not the store's (%d)", what, answer->status);
    else
        *job->out_why = xasprintf("%s: %s", what, answer->why);
    return answer->outcome == HTTP_TOO_LARGE ? SYNC_REFUSED : SYNC_OFFLINE;
}

/* Over the exact bytes, so that content may also come by stick. */
static enum sync_result check_signature(const struct job *job, const struct http_answer *manifest,
                                        uint8_t *out_signature) {
    static const char *const none[] = {NULL};
    const struct device *device = job->params->device;
    if (!device->has_sign_key)
        return SYNC_NEW;
    struct http_answer answer;
    get(job, "/v1/content.sig", none, CRYPTO_SIGNATURE_BYTES, &answer);
    enum sync_result result = judge(job, "the content's signature", &answer, NULL);
    if (result == SYNC_NEW && (answer.body_len != CRYPTO_SIGNATURE_BYTES ||
                               !crypto_verify(manifest->body, manifest->body_len,
                                              (const uint8_t *)answer.body, device->sign_key))) {
        *job->out_why = xstrdup("the content is not signed by the office's key");
        result = SYNC_REFUSED;
    }
    if (result == SYNC_NEW)
        memcpy(out_signature, answer.body, CRYPTO_SIGNATURE_BYTES);
    http_answer_finish(&answer);
    return result;
}

/* ---- one asset, going on where a transfer broke off ---- */

struct transfer {
    const struct asset *asset;
    struct content_part part; // what is here of it already; no bytes: nothing
};

/* A weak one promises nothing about bytes (RFC 9110 section 13.1.5). */
static bool is_strong(const char *etag) {
    return etag && etag[0] == '"' && strlen(etag) < CONTENT_STORE_ETAG_MAX;
}

static void ask_asset(const struct job *job, const struct transfer *t, struct http_answer *out) {
    const char *headers[3] = {NULL};
    char *path = xasprintf("/v1/assets/%s", t->asset->sha256);
    char *range = xasprintf("Range: bytes=%zu-", t->part.len_bytes);
    char *if_range = xasprintf("If-Range: %s", t->part.etag);
    if (t->part.len_bytes > 0) {
        headers[0] = range;
        headers[1] = if_range;
    }
    get(job, path, headers, (size_t)t->asset->size_bytes, out);
    free(if_range);
    free(range);
    free(path);
}

/* It goes on exactly where we stopped, in a file of the size that the manifest says. */
static bool is_the_rest(const struct transfer *t, const struct http_answer *answer) {
    char *range = http_answer_header(answer, "Content-Range");
    char *want = xasprintf("bytes %zu-%lld/%lld", t->part.len_bytes,
                           (long long)t->asset->size_bytes - 1, (long long)t->asset->size_bytes);
    bool is_rest =
        t->part.len_bytes > 0 && answer->status == 206 && range && strcmp(range, want) == 0;
    free(want);
    free(range);
    return is_rest;
}

/* What came joins what was here: behind it, or in its place. */
static void join(struct transfer *t, const struct http_answer *answer) {
    bool is_rest = is_the_rest(t, answer);
    struct strbuf bytes = {0};
    if (is_rest)
        strbuf_add(&bytes, t->part.bytes, t->part.len_bytes);
    strbuf_add(&bytes, answer->body, answer->body_len);
    free(t->part.bytes);
    t->part.len_bytes = bytes.len;
    t->part.bytes = strbuf_detach(&bytes);
    if (!is_rest)
        snprintf(t->part.etag, sizeof t->part.etag, "%s",
                 is_strong(answer->etag) ? answer->etag : "");
}

static enum sync_result put_asset(const struct job *job, const struct transfer *t) {
    const char *sha256 = t->asset->sha256;
    switch (content_store_put_asset(job->params->store, sha256, t->part.bytes, t->part.len_bytes)) {
    case CONTENT_PUT_OK:
        return SYNC_NEW;
    case CONTENT_PUT_OTHER:
        *job->out_why = xasprintf("asset %s: its bytes have another hash", sha256);
        break;
    case CONTENT_PUT_FULL:
        *job->out_why = xasprintf("asset %s: %s", sha256, FETCH_DISK_FULL);
        break;
    case CONTENT_PUT_FAILED:
        *job->out_why = xasprintf("asset %s: it cannot be written", sha256);
        break;
    }
    return SYNC_REFUSED;
}

/* The connection broke after these bytes: the next pass need not fetch them again. */
static void keep_part(const struct job *job, const struct transfer *t) {
    if (t->part.len_bytes > 0 && (int64_t)t->part.len_bytes < t->asset->size_bytes &&
        is_strong(t->part.etag))
        content_store_keep_part(job->params->store, t->asset->sha256, &t->part);
}

/* One request. A range that somebody answered wrongly is SYNC_REFUSED with a part still there. */
static enum sync_result transfer_once(const struct job *job, struct transfer *t) {
    char *what = xasprintf("asset %s", t->asset->sha256);
    struct http_answer answer;
    ask_asset(job, t, &answer);
    bool is_bytes = answer.status == 200 || is_the_rest(t, &answer);
    enum sync_result result;
    if (is_bytes && answer.outcome == HTTP_ANSWERED) {
        join(t, &answer);
        result = put_asset(job, t);
    } else if (!is_bytes && (answer.status == 206 || answer.status == 416)) {
        *job->out_why = xasprintf("%s: another range than was asked for", what);
        result = SYNC_REFUSED;
    } else {
        result = judge(job, what, &answer, NULL);
        if (is_bytes && result == SYNC_OFFLINE) {
            join(t, &answer);
            keep_part(job, t);
        }
    }
    http_answer_finish(&answer);
    free(what);
    return result;
}

static enum sync_result fetch_asset(const struct job *job, const struct asset *asset) {
    struct content_store *store = job->params->store;
    struct transfer t = {.asset = asset};
    if (content_store_has_asset(store, asset->sha256))
        return SYNC_NEW;
    if (asset->size_bytes <= 0) {
        *job->out_why = xasprintf("asset %s: its size is out of bounds", asset->sha256);
        return SYNC_REFUSED;
    }
    bool has_part =
        content_store_part(store, asset->sha256, (size_t)asset->size_bytes - 1, &t.part);
    enum sync_result result = transfer_once(job, &t);
    free(t.part.bytes);
    if (result == SYNC_REFUSED && has_part) { // the part was no good: once more from the start
        t.part = (struct content_part){.bytes = NULL};
        content_store_drop_part(store, asset->sha256);
        free(*job->out_why);
        *job->out_why = NULL;
        result = transfer_once(job, &t);
        free(t.part.bytes);
    }
    return result;
}

/* The manifest is ours; now everything that it names. */
static enum sync_result fetch_assets(const struct job *job, const struct content *content) {
    enum sync_result result = SYNC_NEW;
    for (size_t i = 0; result == SYNC_NEW && i < content->asset_count; i++)
        result = fetch_asset(job, &content->assets[i]);
    return result;
}

/* What is full stays as it was: the room that is left belongs to citizens' slips. */
static enum sync_result gather(const struct job *job, const struct content *content) {
    int64_t lacking = content_store_gather(job->params->store, content);
    if (lacking == 0)
        return fetch_assets(job, content);
    *job->out_why = xasprintf("%s: it lacks %lld MiB for the new content's pictures",
                              FETCH_DISK_FULL, (long long)(lacking >> 20) + 1);
    return SYNC_REFUSED;
}

static enum sync_result swap(const struct job *job, const struct http_answer *manifest,
                             int64_t revision, const uint8_t *signature) {
    const struct content_edition edition = {.bytes = manifest->body,
                                            .len_bytes = manifest->body_len,
                                            .etag = manifest->etag ? manifest->etag : "",
                                            .revision = revision,
                                            .signature = signature};
    switch (content_store_swap(job->params->store, &edition)) {
    case CONTENT_SWAPPED:
        return SYNC_NEW;
    case CONTENT_OLDER: // a stick was quicker
        return SYNC_UNCHANGED;
    case CONTENT_NOT_SAVED:
    default:
        *job->out_why =
            xasprintf("the new content could not be saved: perhaps %s", FETCH_DISK_FULL);
        return SYNC_REFUSED;
    }
}

static enum sync_result take_content(const struct job *job, const struct fetch *fetch,
                                     const struct http_answer *manifest,
                                     const struct content *content, const uint8_t *signature) {
    if (content->revision == fetch->newest)
        return SYNC_UNCHANGED;
    if (content->revision < fetch->newest) {
        *job->out_why = xasprintf("revision %lld is older than ours, %lld",
                                  (long long)content->revision, (long long)fetch->newest);
        return SYNC_REFUSED;
    }
    enum sync_result result = gather(job, content);
    if (result == SYNC_NEW)
        result = swap(job, manifest, content->revision, signature);
    content_store_gathered(job->params->store);
    return result;
}

static enum sync_result take_manifest(const struct job *job, struct fetch *fetch,
                                      const struct http_answer *manifest) {
    uint8_t signature[CRYPTO_SIGNATURE_BYTES];
    enum sync_result result = judge(job, "the content", manifest, "application/json");
    if (result == SYNC_NEW)
        result = check_signature(job, manifest, signature);
    if (result != SYNC_NEW)
        return result;
    char *why = NULL;
    struct content *content = content_decode(manifest->body, manifest->body_len, "vi", &why);
    if (!content) {
        *job->out_why = xasprintf("the content is not content/1: %s", why);
        free(why);
        return SYNC_REFUSED;
    }
    bool is_signed = job->params->device->has_sign_key;
    result = take_content(job, fetch, manifest, content, is_signed ? signature : NULL);
    load(fetch, job->params->store); // what was swapped in
    if (result == SYNC_UNCHANGED) {  // the same under another ETag: a stick brought it
        free(fetch->etag);
        fetch->etag = xstrdup(manifest->etag);
    }
    content_destroy(content);
    return result;
}

/* Not modified, or an office that has published nothing yet. */
static bool has_nothing_new(const struct http_answer *answer, bool has_etag) {
    if (answer->outcome != HTTP_ANSWERED)
        return false;
    bool is_unpublished =
        answer->status == 404 && strcmp(answer->content_type, "application/problem+json") == 0;
    return is_unpublished || (answer->status == 304 && has_etag);
}

enum sync_result fetch_run(struct fetch *fetch, struct http *http, const struct sync_params *params,
                           char **out_why) {
    load(fetch, params->store);
    struct job job = {
        .http = http,
        .params = params,
        .token_line = xasprintf("Authorization: Bearer %s", params->device->token),
        .out_why = out_why,
    };
    bool has_etag = fetch->etag && fetch->etag[0];
    char *if_none_match = has_etag ? xasprintf("If-None-Match: %s", fetch->etag) : NULL;
    const char *const headers[] = {if_none_match, NULL};
    struct http_answer manifest;
    get(&job, "/v1/content", headers, CONTENT_BYTES_MAX, &manifest);
    enum sync_result result = has_nothing_new(&manifest, has_etag)
                                  ? SYNC_UNCHANGED
                                  : take_manifest(&job, fetch, &manifest);
    http_answer_finish(&manifest);
    free(if_none_match);
    free(job.token_line);
    return result;
}
