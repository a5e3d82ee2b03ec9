/* A record store that misbehaves to order: HTTPS on loopback, its own small server on raw sockets.
 * A script of words says how each PUT of a slip is answered; the rest (health, content, assets) is
 * answered well unless a member says otherwise. It keeps what it stored, so that a test can hold
 * what was pushed against it. */
#ifndef TESTS_NET_STUB_STORE_H
#define TESTS_NET_STUB_STORE_H

#include "../check.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <time.h>

#include "base/crypto.h"
#include "base/jsonread.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "net/http.h"

#define STUB_ID "stub-store"
#define STUB_TOKEN "token-0123456789"
#define STUB_STORED_MAX 64
#define STUB_THREADS_MAX 256
#define STUB_URN "urn:nomination-store:problem:"

struct stub_stored {
    char id[CRYPTO_UUID_MAX];
    char sha256[CRYPTO_SHA256_HEX_MAX];
};

struct stub {
    int port;
    char url[64], ca_path[256], pin[64];
    uint8_t fingerprint[CRYPTO_SHA256_BYTES]; // SHA-256 of the key

    // Set before stub_start(); "" or NULL: as it should be.
    const char *store_id;             // what health answers
    const char *health_act;           // an act for health instead
    const char *redirect_url;         // where "redirect" sends
    const char *fail_id;              // this id is always answered by "e500"
    int64_t valid_from_s, valid_to_s; // of the certificate, from now; 0: an hour around

    pthread_mutex_t lock;
    const char *script;                         // guarded by lock; words left to play
    struct stub_stored stored[STUB_STORED_MAX]; // guarded by lock, as all below
    int stored_count;
    int puts, healths, connections, handshakes;
    int changed;   // an id came with other bytes than are held
    int damaged;   // a body that its digest does not fit, or half of one
    int strangers; // requests without the token
    int in_flight, most_in_flight;
    char last_target[256];
    struct strbuf manifest; // for GET /v1/content; empty: 404
    uint8_t signature[CRYPTO_SIGNATURE_BYTES];
    struct strbuf asset;     // for GET /v1/assets/...
    const char *asset_etag;  // of it; NULL: none
    const char *asset_act;   // "cut": half of what was asked for, then the line goes dead; "whole":
                             // ranges are not known; "other_range"; "e416"
    char asset_range[64];    // what was last asked for
    struct strbuf status;    // the last device status
    const char *orders;      // the answer to it
    const char *content_act; // an act for content instead
    const char *slip_answer; // 200 for GET /v1/slips/...; NULL: "unknown-code"
    const char *slip_act;    // an act for it instead
    int not_modified, asset_gets, slip_gets;

    int listen_fd;
    atomic_bool is_stopping;
    SSL_CTX *tls;
    pthread_t acceptor, threads[STUB_THREADS_MAX];
    int thread_count; // the acceptor's own until it ended
};

struct stub_visit { // one connection
    struct stub *stub;
    int fd;
    SSL *ssl;
    struct strbuf in;
};

struct stub_request {
    char method[8], target[256], id[CRYPTO_UUID_MAX];
    char digest[128], token[128], if_none_match[128], range[64], if_range[128];
    const char *body; // in the visit's buffer
    size_t body_len, whole_len;
};

/* ---- a certificate of its own ---- */

static inline void stub_make_certificate(struct stub *s, const char *dir) {
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *x = X509_new();
    assert_true(key && x);
    int64_t from_s = s->valid_from_s || s->valid_to_s ? s->valid_from_s : -3600;
    int64_t to_s = s->valid_from_s || s->valid_to_s ? s->valid_to_s : 3600;
    X509_set_version(x, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
    X509_gmtime_adj(X509_getm_notBefore(x), (long)from_s);
    X509_gmtime_adj(X509_getm_notAfter(x), (long)to_s);
    X509_set_pubkey(x, key);
    X509_NAME *name = X509_get_subject_name(x);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"stub", -1, -1, 0);
    X509_set_issuer_name(x, name);
    X509_EXTENSION *san = X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, "IP:127.0.0.1");
    X509_add_ext(x, san, -1);
    X509_EXTENSION_free(san);
    assert_true(X509_sign(x, key, EVP_sha256()) > 0);

    unsigned char *der = NULL;
    int der_len = i2d_PUBKEY(key, &der);
    crypto_sha256(der, (size_t)der_len, s->fingerprint);
    OPENSSL_free(der);
    char *base64 = crypto_base64_encode(s->fingerprint, sizeof s->fingerprint);
    snprintf(s->pin, sizeof s->pin, "sha256//%s", base64);
    free(base64);

    snprintf(s->ca_path, sizeof s->ca_path, "%s/stub-%d.pem", dir, s->port);
    FILE *file = fopen(s->ca_path, "w");
    assert_non_null(file);
    assert_int_equal(PEM_write_X509(file, x), 1);
    fclose(file);
    s->tls = SSL_CTX_new(TLS_server_method());
    assert_int_equal(SSL_CTX_use_certificate(s->tls, x), 1);
    assert_int_equal(SSL_CTX_use_PrivateKey(s->tls, key), 1);
    X509_free(x);
    EVP_PKEY_free(key);
}

/* ---- reading ---- */

static inline bool stub_more(struct stub_visit *v) {
    char bytes[16384];
    int got = SSL_read(v->ssl, bytes, sizeof bytes);
    if (got <= 0)
        return false;
    strbuf_add(&v->in, bytes, (size_t)got);
    return true;
}

static inline void stub_header(const char *head, const char *name, char *out, size_t out_bytes) {
    char *start = xasprintf("\n%s: ", name);
    const char *at = strcasestr(head, start);
    out[0] = '\0';
    if (at) {
        at += strlen(start);
        snprintf(out, out_bytes, "%.*s", (int)strcspn(at, "\r\n"), at);
    }
    free(start);
}

static inline bool stub_read_request(struct stub_visit *v, struct stub_request *out) {
    const char *end;
    *out = (struct stub_request){.body_len = 0};
    while (!(end = strstr(strbuf_text(&v->in), "\r\n\r\n"))) {
        if (!stub_more(v))
            return false;
    }
    char length[32], *head = xstrndup(v->in.text, (size_t)(end - v->in.text) + 2);
    size_t head_len = strlen(head) + 2;
    if (sscanf(head, "%7s %255s", out->method, out->target) != 2)
        fail_msg("no request line");
    stub_header(head, "Content-Length", length, sizeof length);
    stub_header(head, "Content-Digest", out->digest, sizeof out->digest);
    stub_header(head, "Authorization", out->token, sizeof out->token);
    stub_header(head, "If-None-Match", out->if_none_match, sizeof out->if_none_match);
    stub_header(head, "Range", out->range, sizeof out->range);
    stub_header(head, "If-Range", out->if_range, sizeof out->if_range);
    sscanf(out->target, "/v1/nominations/%36s", out->id);
    free(head);
    out->body_len = strtoul(length, NULL, 10);
    out->whole_len = head_len + out->body_len;
    while (v->in.len < out->whole_len) {
        if (!stub_more(v))
            return false;
    }
    out->body = v->in.text + head_len;
    return true;
}

static inline void stub_forget(struct stub_visit *v, const struct stub_request *request) {
    char *rest = xstrndup(v->in.text + request->whole_len, v->in.len - request->whole_len);
    size_t len = v->in.len - request->whole_len;
    strbuf_reset(&v->in);
    strbuf_add(&v->in, rest, len);
    free(rest);
}

/* ---- answering ---- */

static inline bool stub_write(struct stub_visit *v, const void *bytes, size_t len) {
    return len == 0 || SSL_write(v->ssl, bytes, (int)len) > 0;
}

/* `more` are further header lines, each with its line end. */
static inline bool stub_answer(struct stub_visit *v, int status, const char *type, const char *more,
                               const char *body, size_t len) {
    char date[64];
    time_t now = time(NULL);
    struct tm tm;
    strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&now, &tm));
    char *head = xasprintf("HTTP/1.1 %d Word\r\nDate: %s\r\nContent-Type: %s\r\n%s"
                           "Content-Length: %zu\r\n\r\n",
                           status, date, type, more ? more : "", len);
    bool is_sent = stub_write(v, head, strlen(head)) && stub_write(v, body, len);
    free(head);
    return is_sent;
}

static inline bool stub_problem(struct stub_visit *v, const struct stub_request *r, int status,
                                const char *name, const char *more) {
    char *body =
        xasprintf("{\"type\":\"" STUB_URN "%s\",\"status\":%d,\"id\":\"%s\"}", name, status, r->id);
    bool is_sent = stub_answer(v, status, "application/problem+json", more, body, strlen(body));
    free(body);
    return is_sent;
}

static inline bool stub_receipt(struct stub_visit *v, int status, const char *id,
                                const char *sha256, size_t cut) {
    char *body = xasprintf("{\"id\":\"%s\",\"sha256\":\"%s\",\"received_at\":"
                           "\"2026-11-22T01:15:00Z\",\"state\":\"received\"}",
                           id, sha256);
    bool is_sent;
    if (cut == 0) {
        is_sent = stub_answer(v, status, "application/json", NULL, body, strlen(body));
    } else { // announces all, sends some, closes
        char *head = xasprintf("HTTP/1.1 %d Word\r\nContent-Type: application/json\r\n"
                               "Content-Length: %zu\r\n\r\n",
                               status, strlen(body));
        stub_write(v, head, strlen(head));
        stub_write(v, body, strlen(body) - cut);
        free(head);
        is_sent = false;
    }
    free(body);
    return is_sent;
}

/* Waits until the client gives up or the stub stops. */
static inline void stub_stall(struct stub_visit *v) {
    struct pollfd fd = {.fd = v->fd, .events = POLLIN};
    while (!atomic_load(&v->stub->is_stopping) && poll(&fd, 1, 20) == 0)
        continue; // TLS says good-bye, so any byte is the end
}

/* ---- slips ---- */

/* 201 or 200, and remembers; 409 for other bytes. */
static inline int stub_store_slip(struct stub *s, const char *id, const char *sha256) {
    int status = 201;
    pthread_mutex_lock(&s->lock);
    for (int i = 0; i < s->stored_count && status == 201; i++) {
        if (strcmp(s->stored[i].id, id) == 0)
            status = strcmp(s->stored[i].sha256, sha256) == 0 ? 200 : 409;
    }
    if (status == 201) {
        struct stub_stored *slot = &s->stored[s->stored_count++];
        snprintf(slot->id, sizeof slot->id, "%s", id);
        snprintf(slot->sha256, sizeof slot->sha256, "%s", sha256);
    }
    s->changed += status == 409;
    pthread_mutex_unlock(&s->lock);
    return status;
}

/* True when the body belongs to its digest and names its id. */
static inline bool stub_is_whole(const struct stub_request *r, char *out_sha256) {
    uint8_t hash[CRYPTO_SHA256_BYTES];
    crypto_sha256(r->body, r->body_len, hash);
    crypto_hex_encode(hash, sizeof hash, out_sha256);
    char *base64 = crypto_base64_encode(hash, sizeof hash);
    char *want = xasprintf("sha-256=:%s:", base64);
    json_t *body = jsonread_bytes(r->body, r->body_len, 262144, NULL);
    bool is_whole =
        strcmp(want, r->digest) == 0 && strcmp(jsonread_text(body, "id", ""), r->id) == 0;
    json_decref(body);
    free(want);
    free(base64);
    return is_whole;
}

/* The next word of the script, "ok" when it is over. Static texts only. */
static inline void stub_next_act(struct stub *s, char *out, size_t out_bytes) {
    pthread_mutex_lock(&s->lock);
    const char *at = s->script ? s->script + strspn(s->script, " ") : "";
    size_t len = strcspn(at, " ");
    snprintf(out, out_bytes, "%.*s", len ? (int)len : 2, len ? at : "ok");
    s->script = at + len;
    pthread_mutex_unlock(&s->lock);
}

static inline bool stub_flood(struct stub_visit *v, bool is_chunked) {
    static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    char chunk[8192 + 16];
    memset(chunk, ' ', sizeof chunk);
    memcpy(chunk, "2000\r\n", 6); // 8192
    memcpy(chunk + 6 + 8192, "\r\n", 2);
    stub_write(v, head, strlen(head));
    const char *rest =
        is_chunked ? "Transfer-Encoding: chunked\r\n\r\n" : "Content-Length: 41943040\r\n\r\n";
    bool is_open = stub_write(v, rest, strlen(rest));
    for (int i = 0; is_open && i < 5120; i++)
        is_open = is_chunked ? stub_write(v, chunk, 8192 + 8) : stub_write(v, chunk + 6, 8192);
    return false;
}

/* Acts that need nothing of the request. @return whether the connection goes on */
static inline bool stub_act_page(struct stub_visit *v, const char *act, bool *out_is_known) {
    static const char page[] = "<!doctype html><title>Sign in</title>";
    static const char garbage[] = "\x16\x03SSH-2.0-OpenSSH_9.2p1\r\n\r\n";
    *out_is_known = true;
    if (strcmp(act, "captive") == 0)
        return stub_answer(v, 200, "text/html; charset=utf-8", NULL, page, strlen(page));
    if (strcmp(act, "html404") == 0)
        return stub_answer(v, 404, "text/html", NULL, page, strlen(page));
    if (strcmp(act, "html403") == 0)
        return stub_answer(v, 403, "text/html", NULL, page, strlen(page));
    if (strcmp(act, "html502") == 0)
        return stub_answer(v, 502, "text/html", NULL, page, strlen(page));
    if (strcmp(act, "huge") == 0)
        return stub_flood(v, false);
    if (strcmp(act, "chunked") == 0)
        return stub_flood(v, true);
    if (strcmp(act, "garbage") == 0) {
        stub_write(v, garbage, sizeof garbage - 1);
        return false;
    }
    if (strcmp(act, "close_read") == 0)
        return false;
    if (strcmp(act, "stall") == 0) {
        stub_stall(v);
        return false;
    }
    if (strcmp(act, "redirect") == 0) {
        char *location = xasprintf("Location: %s/v1/health\r\n", v->stub->redirect_url);
        bool goes_on = stub_answer(v, 307, "text/html", location, page, strlen(page));
        free(location);
        return goes_on;
    }
    *out_is_known = false;
    return true;
}

/* Refusals with and without Retry-After ("e503", "e503:7", "e429:Sun_06_Nov..."). */
static inline bool stub_act_problem(struct stub_visit *v, const struct stub_request *r,
                                    const char *act) {
    static const struct {
        const char *act, *name;
        int status;
    } rows[] = {
        {"e500", "broken", 500},         {"e503", "later", 503},
        {"e429", "later", 429},          {"e422", "invalid", 422},
        {"e413", "too-large", 413},      {"e415", "media-type", 415},
        {"e409", "other-content", 409},  {"e410", "erased", 410},
        {"e400", "malformed", 400},      {"digest", "digest-mismatch", 400},
        {"e401", "unknown-device", 401}, {"e403", "revoked", 403},
    };
    size_t len = strcspn(act, ":");
    char *retry = act[len] ? xasprintf("Retry-After: %s\r\n", act + len + 1) : NULL;
    for (char *at = retry; at && (at = strchr(at, '_'));)
        *at = ' ';
    for (size_t i = 0; i < check_items(rows); i++) {
        if (strncmp(rows[i].act, act, len) == 0 && strlen(rows[i].act) == len) {
            bool goes_on = stub_problem(v, r, rows[i].status, rows[i].name, retry);
            free(retry);
            return goes_on;
        }
    }
    print_error("the stub knows no act '%s'\n", act);
    abort();
}

static inline bool stub_put_slip(struct stub_visit *v, const struct stub_request *r) {
    static const char other_id[] = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
    struct stub *s = v->stub;
    char act[64], sha256[CRYPTO_SHA256_HEX_MAX];
    bool is_known, is_whole = stub_is_whole(r, sha256);
    if (s->fail_id && strcmp(r->id, s->fail_id) == 0)
        snprintf(act, sizeof act, "e500");
    else
        stub_next_act(s, act, sizeof act);
    pthread_mutex_lock(&s->lock);
    s->damaged += !is_whole;
    pthread_mutex_unlock(&s->lock);
    if (strcmp(act, "ok") == 0) {
        int status = stub_store_slip(s, r->id, sha256);
        return status == 409 ? stub_problem(v, r, 409, "other-content", NULL)
                             : stub_receipt(v, status, r->id, sha256, 0);
    }
    if (strcmp(act, "ack_lost") == 0) {
        stub_store_slip(s, r->id, sha256);
        return false;
    }
    if (strcmp(act, "truncate") == 0)
        return stub_receipt(v, stub_store_slip(s, r->id, sha256), r->id, sha256, 9);
    if (strcmp(act, "other_id") == 0)
        return stub_receipt(v, 201, other_id, sha256, 0);
    if (strcmp(act, "other_hash") == 0) {
        sha256[0] = sha256[0] == '0' ? '1' : '0';
        return stub_receipt(v, 201, r->id, sha256, 0);
    }
    if (strcmp(act, "json_lie") == 0)
        return stub_answer(v, 200, "application/json", NULL, "{\"ok\":true}", 11);
    bool goes_on = stub_act_page(v, act, &is_known);
    return is_known ? goes_on : stub_act_problem(v, r, act);
}

/* ---- the rest of the contract ---- */

static inline bool stub_health(struct stub_visit *v) {
    struct stub *s = v->stub;
    bool is_known = false, goes_on = true;
    pthread_mutex_lock(&s->lock);
    s->healths++;
    const char *act = s->health_act;
    pthread_mutex_unlock(&s->lock);
    if (act)
        goes_on = stub_act_page(v, act, &is_known);
    if (is_known)
        return goes_on;
    char *body = xasprintf("{\"api\":1,\"store\":\"%s\"}", s->store_id ? s->store_id : STUB_ID);
    goes_on = stub_answer(v, 200, "application/json", NULL, body, strlen(body));
    free(body);
    return goes_on;
}

static inline bool stub_content(struct stub_visit *v, const struct stub_request *r) {
    struct stub *s = v->stub;
    char hex[CRYPTO_SHA256_HEX_MAX], etag[80], line[96];
    bool is_known = false, goes_on = true;
    pthread_mutex_lock(&s->lock);
    const char *act = s->content_act;
    char *bytes = xstrndup(strbuf_text(&s->manifest), s->manifest.len);
    size_t len = s->manifest.len;
    pthread_mutex_unlock(&s->lock);
    crypto_sha256_hex(bytes, len, hex);
    snprintf(etag, sizeof etag, "\"%s\"", hex);
    snprintf(line, sizeof line, "ETag: %s\r\n", etag);
    if (act && strcmp(act, "truncate") == 0) {
        char *head = xasprintf("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                               "Content-Length: %zu\r\n\r\n",
                               len);
        stub_write(v, head, strlen(head));
        stub_write(v, bytes, len / 2);
        free(head);
        goes_on = false;
    } else if (act) {
        goes_on = stub_act_page(v, act, &is_known);
    } else if (len == 0) {
        goes_on = stub_problem(v, r, 404, "not-published", NULL);
    } else if (strcmp(r->if_none_match, etag) == 0) {
        pthread_mutex_lock(&s->lock);
        s->not_modified++;
        pthread_mutex_unlock(&s->lock);
        goes_on = stub_answer(v, 304, "application/json", line, "", 0);
    } else {
        goes_on = stub_answer(v, 200, "application/json", line, bytes, len);
    }
    free(bytes);
    return goes_on;
}

/* Announces `len` bytes and sends half of them. */
static inline bool stub_half(struct stub_visit *v, int status, const char *more, const char *bytes,
                             size_t len) {
    char *head = xasprintf("HTTP/1.1 %d Word\r\nContent-Type: image/jpeg\r\n%s"
                           "Content-Length: %zu\r\n\r\n",
                           status, more, len);
    stub_write(v, head, strlen(head));
    stub_write(v, bytes, len / 2);
    free(head);
    return false;
}

static inline bool stub_asset(struct stub_visit *v, const struct stub_request *r) {
    struct stub *s = v->stub;
    pthread_mutex_lock(&s->lock);
    char *bytes = xstrndup(strbuf_text(&s->asset), s->asset.len);
    size_t len = s->asset.len, from = 0;
    const char *act = s->asset_act ? s->asset_act : "", *etag = s->asset_etag;
    snprintf(s->asset_range, sizeof s->asset_range, "%s", r->range);
    s->asset_gets++;
    pthread_mutex_unlock(&s->lock);
    bool is_rest = etag && sscanf(r->range, "bytes=%zu-", &from) == 1 && from < len &&
                   strcmp(r->if_range, etag) == 0 && strcmp(act, "whole") != 0;
    from = is_rest ? from : 0;
    size_t said = strcmp(act, "other_range") == 0 ? from + 1 : from;
    int status = is_rest ? 206 : len ? 200 : 404;
    char *more = xasprintf("%s%s%s", etag ? "ETag: " : "", etag ? etag : "", etag ? "\r\n" : "");
    if (is_rest) {
        char *with_range =
            xasprintf("%sContent-Range: bytes %zu-%zu/%zu\r\n", more, said, len - 1, len);
        free(more);
        more = with_range;
    }
    bool goes_on;
    if (strcmp(act, "cut") == 0)
        goes_on = stub_half(v, status, more, bytes + from, len - from);
    else if (strcmp(act, "e416") == 0 && r->range[0])
        goes_on = stub_problem(v, r, 416, "no-such-range", NULL);
    else
        goes_on = stub_answer(v, status, "image/jpeg", more, bytes + from, len - from);
    free(more);
    free(bytes);
    return goes_on;
}

static inline bool stub_status(struct stub_visit *v, const struct stub_request *r) {
    struct stub *s = v->stub;
    pthread_mutex_lock(&s->lock);
    strbuf_reset(&s->status);
    strbuf_add(&s->status, r->body, r->body_len);
    const char *orders = s->orders ? s->orders : "{\"resend_from\":null,\"unlock_pin\":false}";
    pthread_mutex_unlock(&s->lock);
    return stub_answer(v, 200, "application/json", NULL, orders, strlen(orders));
}

static inline bool stub_slip(struct stub_visit *v, const struct stub_request *r) {
    struct stub *s = v->stub;
    pthread_mutex_lock(&s->lock);
    s->slip_gets++;
    snprintf(s->last_target, sizeof s->last_target, "%s", r->target);
    const char *act = s->slip_act, *answer = s->slip_answer;
    pthread_mutex_unlock(&s->lock);
    bool is_known = false, goes_on = true;
    if (act && strcmp(act, "ambiguous") == 0)
        return stub_problem(v, r, 409, "ambiguous", NULL);
    if (act)
        goes_on = stub_act_page(v, act, &is_known);
    if (act)
        return is_known ? goes_on : stub_act_problem(v, r, act);
    return answer ? stub_answer(v, 200, "application/json", NULL, answer, strlen(answer))
                  : stub_problem(v, r, 404, "unknown-code", NULL);
}

static inline bool stub_route(struct stub_visit *v, const struct stub_request *r) {
    struct stub *s = v->stub;
    if (strcmp(r->target, "/v1/health") == 0)
        return stub_health(v);
    pthread_mutex_lock(&s->lock);
    s->strangers += strcmp(r->token, "Bearer " STUB_TOKEN) != 0;
    pthread_mutex_unlock(&s->lock);
    if (strcmp(r->target, "/v1/content") == 0)
        return stub_content(v, r);
    if (strcmp(r->target, "/v1/content.sig") == 0)
        return stub_answer(v, 200, "application/octet-stream", NULL, (const char *)s->signature,
                           sizeof s->signature);
    if (strncmp(r->target, "/v1/assets/", 11) == 0)
        return stub_asset(v, r);
    if (strncmp(r->target, "/v1/devices/", 12) == 0)
        return stub_status(v, r);
    if (strncmp(r->target, "/v1/slips/", 10) == 0)
        return stub_slip(v, r);
    if (strncmp(r->target, "/v1/nominations/", 16) != 0)
        return stub_problem(v, r, 404, "not-found", NULL);
    pthread_mutex_lock(&s->lock);
    s->puts++;
    if (++s->in_flight > s->most_in_flight)
        s->most_in_flight = s->in_flight;
    pthread_mutex_unlock(&s->lock);
    bool goes_on = stub_put_slip(v, r);
    pthread_mutex_lock(&s->lock);
    s->in_flight--;
    pthread_mutex_unlock(&s->lock);
    return goes_on;
}

/* ---- the server ---- */

/* True when the next act is to close without reading even the request. */
static inline bool stub_closes_unread(struct stub *s) {
    pthread_mutex_lock(&s->lock);
    const char *at = s->script ? s->script + strspn(s->script, " ") : "";
    bool closes = strncmp(at, "close_unread", 12) == 0;
    if (closes)
        s->script = at + 12;
    pthread_mutex_unlock(&s->lock);
    return closes;
}

static inline void *stub_serve(void *context) {
    struct stub_visit *v = context;
    struct stub *s = v->stub;
    v->ssl = SSL_new(s->tls);
    SSL_set_fd(v->ssl, v->fd);
    struct timeval limit = {.tv_sec = 20};
    setsockopt(v->fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(v->fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    if (SSL_accept(v->ssl) == 1) {
        struct stub_request request;
        bool goes_on = true;
        pthread_mutex_lock(&s->lock);
        s->handshakes++;
        pthread_mutex_unlock(&s->lock);
        for (int served = 0; goes_on && !atomic_load(&s->is_stopping); served++) {
            if (served > 0 && stub_closes_unread(s))
                break; // after health, before the slip is read
            goes_on = stub_read_request(v, &request) && stub_route(v, &request);
            if (goes_on)
                stub_forget(v, &request);
        }
    }
    SSL_free(v->ssl);
    close(v->fd);
    strbuf_finish(&v->in);
    free(v);
    return NULL;
}

static inline void *stub_accept(void *context) {
    struct stub *s = context;
    while (!atomic_load(&s->is_stopping)) {
        struct pollfd listening = {.fd = s->listen_fd, .events = POLLIN};
        if (poll(&listening, 1, 20) <= 0)
            continue;
        int fd = accept(s->listen_fd, NULL, NULL);
        if (fd < 0)
            continue;
        pthread_mutex_lock(&s->lock);
        s->connections++;
        pthread_mutex_unlock(&s->lock);
        struct stub_visit *v = xcalloc(1, sizeof *v);
        *v = (struct stub_visit){.stub = s, .fd = fd};
        if (s->thread_count == STUB_THREADS_MAX ||
            pthread_create(&s->threads[s->thread_count], NULL, stub_serve, v) != 0)
            abort();
        s->thread_count++;
    }
    return NULL;
}

/** `stub` is zeroed but for what the test sets; the certificate goes into `dir`. */
static inline void stub_start(struct stub *s, const char *dir) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof address;
    signal(SIGPIPE, SIG_IGN);
    s->listen_fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(s->listen_fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(s->listen_fd, 16), 0);
    assert_int_equal(getsockname(s->listen_fd, (struct sockaddr *)&address, &len), 0);
    s->port = ntohs(address.sin_port);
    snprintf(s->url, sizeof s->url, "https://127.0.0.1:%d", s->port);
    pthread_mutex_init(&s->lock, NULL);
    stub_make_certificate(s, dir);
    assert_int_equal(pthread_create(&s->acceptor, NULL, stub_accept, s), 0);
}

static inline void stub_stop(struct stub *s) {
    atomic_store(&s->is_stopping, true);
    pthread_join(s->acceptor, NULL);
    for (int i = 0; i < s->thread_count; i++)
        pthread_join(s->threads[i], NULL);
    close(s->listen_fd);
    SSL_CTX_free(s->tls);
    pthread_mutex_destroy(&s->lock);
    strbuf_finish(&s->manifest);
    strbuf_finish(&s->asset);
    strbuf_finish(&s->status);
}

/** A counter as it stands; any thread. */
static inline int stub_read(struct stub *s, const int *counter) {
    pthread_mutex_lock(&s->lock);
    int value = *counter;
    pthread_mutex_unlock(&s->lock);
    return value;
}

#endif
