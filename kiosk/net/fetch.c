#include "net/fetch.h"

#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/jsonread.h"
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

/* A manifest that is there but unreadable counts as none: any revision may replace it. */
static void load(struct fetch *fetch, struct content_store *store) {
    char *bytes = NULL;
    size_t len = 0;
    fetch->is_loaded = true;
    if (!content_store_current(store, &bytes, &len, &fetch->etag))
        return;
    json_t *root = jsonread_bytes(bytes, len, CONTENT_BYTES_MAX, NULL);
    fetch->revision = jsonread_int(root, "revision", 0);
    json_decref(root);
    free(bytes);
}

static void get(const struct job *job, const char *path, const char *more_header, size_t bytes_max,
                struct http_answer *out) {
    char *url = xasprintf("%s%s", job->params->device->url, path);
    const char *const headers[] = {job->token_line, more_header, NULL};
    struct http_request request = {
        .method = "GET",
        .url = url,
        .headers = headers,
        .answer_max = bytes_max,
        .timeout_s = HTTP_TIMEOUT_S + (int)(bytes_max / SLOWEST_BYTES_PER_S),
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
static enum sync_result check_signature(const struct job *job, const struct http_answer *manifest) {
    const struct device *device = job->params->device;
    if (!device->has_sign_key)
        return SYNC_NEW;
    struct http_answer answer;
    get(job, "/v1/content.sig", NULL, CRYPTO_SIGNATURE_BYTES, &answer);
    enum sync_result result = judge(job, "the content's signature", &answer, NULL);
    if (result == SYNC_NEW && (answer.body_len != CRYPTO_SIGNATURE_BYTES ||
                               !crypto_verify(manifest->body, manifest->body_len,
                                              (const uint8_t *)answer.body, device->sign_key))) {
        *job->out_why = xstrdup("the content is not signed by the office's key");
        result = SYNC_REFUSED;
    }
    http_answer_finish(&answer);
    return result;
}

static enum sync_result fetch_asset(const struct job *job, const struct asset *asset) {
    struct content_store *store = job->params->store;
    if (content_store_has_asset(store, asset->sha256))
        return SYNC_NEW;
    if (asset->size_bytes <= 0 || asset->size_bytes > (int64_t)CONTENT_ASSET_BYTES_MAX) {
        *job->out_why = xasprintf("asset %s: its size is out of bounds", asset->sha256);
        return SYNC_REFUSED;
    }
    char *path = xasprintf("/v1/assets/%s", asset->sha256);
    char *what = xasprintf("asset %s", asset->sha256);
    struct http_answer answer;
    get(job, path, NULL, (size_t)asset->size_bytes, &answer);
    enum sync_result result = judge(job, what, &answer, NULL);
    if (result == SYNC_NEW &&
        !content_store_put_asset(store, asset->sha256, answer.body, answer.body_len)) {
        *job->out_why = xasprintf("%s: its bytes have another hash, or the disk is full", what);
        result = SYNC_REFUSED;
    }
    http_answer_finish(&answer);
    free(what);
    free(path);
    return result;
}

/* The manifest is ours; now everything that it names. */
static enum sync_result fetch_assets(const struct job *job, const struct content *content) {
    enum sync_result result = SYNC_NEW;
    for (size_t i = 0; result == SYNC_NEW && i < content->asset_count; i++)
        result = fetch_asset(job, &content->assets[i]);
    return result;
}

static enum sync_result take_content(const struct job *job, struct fetch *fetch,
                                     const struct http_answer *manifest,
                                     const struct content *content) {
    if (content->revision == fetch->revision)
        return SYNC_UNCHANGED;
    if (content->revision < fetch->revision) {
        *job->out_why = xasprintf("revision %lld is older than ours, %lld",
                                  (long long)content->revision, (long long)fetch->revision);
        return SYNC_REFUSED;
    }
    enum sync_result result = fetch_assets(job, content);
    const char *etag = manifest->etag ? manifest->etag : "";
    if (result == SYNC_NEW && !content_store_swap(job->params->store, manifest->body,
                                                  manifest->body_len, etag, content->revision)) {
        *job->out_why = xstrdup("the new content could not be saved");
        result = SYNC_REFUSED;
    }
    return result;
}

static enum sync_result take_manifest(const struct job *job, struct fetch *fetch,
                                      const struct http_answer *manifest) {
    enum sync_result result = judge(job, "the content", manifest, "application/json");
    if (result == SYNC_NEW)
        result = check_signature(job, manifest);
    if (result != SYNC_NEW)
        return result;
    char *why = NULL;
    struct content *content = content_decode(manifest->body, manifest->body_len, "vi", &why);
    if (!content) {
        *job->out_why = xasprintf("the content is not content/1: %s", why);
        free(why);
        return SYNC_REFUSED;
    }
    result = take_content(job, fetch, manifest, content);
    if (result == SYNC_NEW || result == SYNC_UNCHANGED) {
        free(fetch->etag);
        fetch->etag = xstrdup(manifest->etag);
        fetch->revision = content->revision;
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
    if (!fetch->is_loaded)
        load(fetch, params->store);
    struct job job = {
        .http = http,
        .params = params,
        .token_line = xasprintf("Authorization: Bearer %s", params->device->token),
        .out_why = out_why,
    };
    bool has_etag = fetch->etag && fetch->etag[0];
    char *if_none_match = has_etag ? xasprintf("If-None-Match: %s", fetch->etag) : NULL;
    struct http_answer manifest;
    get(&job, "/v1/content", if_none_match, CONTENT_BYTES_MAX, &manifest);
    enum sync_result result = has_nothing_new(&manifest, has_etag)
                                  ? SYNC_UNCHANGED
                                  : take_manifest(&job, fetch, &manifest);
    http_answer_finish(&manifest);
    free(if_none_match);
    free(job.token_line);
    return result;
}
