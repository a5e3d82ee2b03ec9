/* What is published: the manifest, its signature, the assets it names. */
#include "recordstore/api.h"

#include <stdio.h>
#include <string.h>

#include "base/xalloc.h"
#include "records/assets.h"
#include "records/manifests.h"
#include "records/service.h"
#include "records/settings.h"
#include "web/exchange.h"
#include "web/problem.h"

/* The same for manifest and signature, so that a client sees that they belong together. */
static void add_headers(struct answer *answer, const char *sha256) {
    answer_headerf(answer, "ETag", "\"%s\"", sha256);
    answer_header(answer, "Cache-Control", "no-cache");
}

/* False when the answer is given already: not there, not changed, or not now. */
static bool find_newest(const struct request *request, struct answer *answer, bool wants_bytes,
                        struct manifest *out) {
    struct sql *records = request->service->records;
    enum records_result result = manifests_newest(records, false, out);
    if (result == RECORDS_OK && request_has_etag(request, out->sha256)) {
        answer->status = 304;
        add_headers(answer, out->sha256);
        return false;
    }
    if (result == RECORDS_OK && wants_bytes)
        result = manifests_newest(records, true, out);
    if (result == RECORDS_OK)
        return true;
    if (result == RECORDS_NONE)
        problem_answer(answer, &(struct problem){.status = 404,
                                                 .type = "not-published",
                                                 .title = "Nothing is published yet"});
    else
        problem_later(answer, NULL);
    return false;
}

void api_content(const struct request *request, struct answer *answer) {
    struct manifest manifest;
    if (!find_newest(request, answer, true, &manifest))
        return;
    answer_bytes(answer, 200, "application/json", manifest.bytes, manifest.len);
    add_headers(answer, manifest.sha256);
}

void api_content_signature(const struct request *request, struct answer *answer) {
    struct manifest manifest;
    if (!find_newest(request, answer, false, &manifest))
        return;
    char *bytes = xmalloc(CRYPTO_SIGNATURE_BYTES);
    memcpy(bytes, manifest.signature, CRYPTO_SIGNATURE_BYTES);
    answer_bytes(answer, 200, "application/octet-stream", bytes, CRYPTO_SIGNATURE_BYTES);
    add_headers(answer, manifest.sha256);
}

/* One range "bytes=FROM-", "bytes=FROM-TO" or "bytes=-LAST"; anything else is answered whole, which
 * is allowed. False when it lies outside. */
static bool apply_range(const char *range, struct answer *answer) {
    unsigned long long from = 0, to = 0, size = answer->file_len;
    int end = 0;
    if (size == 0)
        return true;
    if (sscanf(range, "bytes=%llu-%llu%n", &from, &to, &end) == 2 && !range[end]) {
        if (from > to)
            return true;
    } else if (end = 0, sscanf(range, "bytes=-%llu%n", &to, &end) == 1 && !range[end]) {
        from = to < size ? size - to : 0;
        from = to == 0 ? size : from;
        to = size - 1;
    } else if (end = 0, sscanf(range, "bytes=%llu-%n", &from, &end) == 1 && end && !range[end]) {
        to = size - 1;
    } else {
        return true;
    }
    if (from >= size)
        return false;
    to = to < size ? to : size - 1;
    answer->status = 206;
    answer->file_offset = from;
    answer->file_len = to - from + 1;
    answer_headerf(answer, "Content-Range", "bytes %llu-%llu/%llu", from, to, size);
    return true;
}

/* A client that goes on with what it has of another entity must not be given a part of this one
 * (RFC 9110 section 13.1.5). An asset has one entity, its hash's: a date says nothing about it. */
static bool is_same_entity(const struct request *request) {
    const char *if_range = request->header(request, "If-Range");
    size_t len = if_range ? strlen(if_range) : 0, hash = strlen(request->param);
    return !if_range || (len == hash + 2 && if_range[0] == '"' && if_range[len - 1] == '"' &&
                         memcmp(if_range + 1, request->param, hash) == 0);
}

void api_asset(const struct request *request, struct answer *answer) {
    struct asset_file file;
    if (!assets_open(request->service->settings->data_dir, request->param, &file)) {
        problem_answer(answer, &(struct problem){.status = 404,
                                                 .type = "no-such-asset",
                                                 .title = "No asset has this hash"});
        return;
    }
    answer->status = 200;
    answer->content_type = file.type;
    answer->file = file.fd;
    answer->file_len = (uint64_t)file.size_bytes;
    const char *range = request->header(request, "Range");
    if (range && is_same_entity(request) && !apply_range(range, answer)) {
        uint64_t size = answer->file_len;
        answer_finish(answer);
        problem_answer(answer, &(struct problem){.status = 416,
                                                 .type = "no-such-range",
                                                 .title = "The asset is shorter than that"});
        answer_headerf(answer, "Content-Range", "bytes */%llu", (unsigned long long)size);
        return;
    }
    answer_headerf(answer, "ETag", "\"%s\"", request->param);
    answer_header(answer, "Cache-Control", "public, max-age=31536000, immutable");
    answer_header(answer, "Accept-Ranges", "bytes");
}
