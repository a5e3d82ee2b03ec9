#include "net/http.h"

#include <ctype.h>
#include <curl/curl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/strbuf.h"
#include "base/wiped.h"
#include "base/xalloc.h"
#include "net/tls.h"
#include "store/device.h"

struct http {
    CURL *curl;
    char *ca_path, *pin, *proxy;
    bool skip_dates;
    const atomic_bool *cancel; // borrowed
};

/* One request under way. */
struct exchange {
    struct http_answer *answer;
    struct strbuf body, headers;
    size_t body_max;
    bool is_too_large, keeps_headers;
    char retry_after[64]; // as it stood; resolved when the Date is known
};

bool http_global_start(void) {
    // An address holds the code that somebody looks up.
    tls_wipe_memory();
    if (curl_global_init_mem(CURL_GLOBAL_DEFAULT, malloc, wiped_free, wiped_realloc, strdup,
                             calloc) != CURLE_OK) {
        log_error("cannot start libcurl");
        return false;
    }
    // CURLOPT_NOSIGNAL also keeps libcurl from guarding a write to a closed connection.
    signal(SIGPIPE, SIG_IGN);
    if (!(curl_version_info(CURLVERSION_NOW)->features & CURL_VERSION_ASYNCHDNS))
        log_warn("this libcurl resolves names without a time limit; use one with AsynchDNS");
    return true;
}

void http_global_stop(void) {
    curl_global_cleanup();
}

struct http *http_create(const struct http_params *params) {
    struct http *http = xcalloc(1, sizeof *http);
    *http = (struct http){
        .curl = curl_easy_init(),
        .ca_path = xstrdup(params->ca_path),
        .pin = xstrdup(params->pin),
        .proxy = xstrdup(params->proxy ? params->proxy : ""),
        .skip_dates = params->skip_dates,
        .cancel = params->cancel,
    };
    if (!http->curl)
        abort(); // only for want of memory, as in xalloc
    return http;
}

struct http *http_create_to_store(const struct device *device, const struct clock *clock,
                                  const char *proxy, const atomic_bool *cancel) {
    return http_create(&(struct http_params){
        .ca_path = device->ca_path,
        .pin = device->pin,
        .proxy = proxy,
        .skip_dates = clock_trust(clock) == CLOCK_TRUST_UNSYNCED,
        .cancel = cancel,
    });
}

void http_destroy(struct http *http) {
    if (!http)
        return;
    curl_easy_cleanup(http->curl);
    free(http->ca_path);
    free(http->pin);
    free(http->proxy);
    free(http);
}

/* ---- what comes in ---- */

/* libcurl's own size limit lets a chunked body through (measured), so we count. */
static size_t on_body(char *bytes, size_t size, size_t count, void *context) {
    struct exchange *e = context;
    size_t len = size * count;
    if (len > e->body_max - e->body.len) {
        e->is_too_large = true;
        return 0; // anything but `len` ends the transfer
    }
    strbuf_add(&e->body, bytes, len);
    return len;
}

/* Forgets what an interim answer (1xx) said. */
static void forget_headers(struct exchange *e) {
    struct http_answer *a = e->answer;
    free(a->etag);
    a->etag = NULL;
    a->content_type[0] = e->retry_after[0] = '\0';
    a->date_s = 0;
    strbuf_reset(&e->headers);
}

static void note_content_type(struct http_answer *answer, const char *value) {
    size_t len = strcspn(value, "; \t");
    if (len >= sizeof answer->content_type)
        len = 0; // no type of ours is that long
    for (size_t i = 0; i < len; i++)
        answer->content_type[i] = (char)tolower((unsigned char)value[i]);
    answer->content_type[len] = '\0';
}

static void note_header(struct exchange *e, const char *name, const char *value) {
    if (strcasecmp(name, "Content-Type") == 0) {
        note_content_type(e->answer, value);
    } else if (strcasecmp(name, "ETag") == 0) {
        free(e->answer->etag);
        e->answer->etag = xstrdup(value);
    } else if (strcasecmp(name, "Retry-After") == 0) {
        snprintf(e->retry_after, sizeof e->retry_after, "%s", value);
    } else if (strcasecmp(name, "Date") == 0) {
        time_t at = curl_getdate(value, NULL);
        e->answer->date_s = at > 0 ? at : 0;
    }
}

static size_t on_header(char *bytes, size_t size, size_t count, void *context) {
    struct exchange *e = context;
    size_t len = size * count;
    char *line = xstrndup(bytes, len);
    line[strcspn(line, "\r\n")] = '\0';
    char *colon = strchr(line, ':');
    if (strncmp(line, "HTTP/", 5) == 0) {
        forget_headers(e);
    } else if (colon) {
        *colon = '\0';
        char *value = colon + 1 + strspn(colon + 1, " \t");
        for (size_t end = strlen(value); end > 0 && strchr(" \t", value[end - 1]); end--)
            value[end - 1] = '\0';
        note_header(e, line, value);
        if (e->keeps_headers)
            strbuf_addf(&e->headers, "\n%s: %s", line, value);
    }
    free(line);
    return len;
}

static int on_progress(void *context, curl_off_t down_total, curl_off_t down_now,
                       curl_off_t up_total, curl_off_t up_now) {
    (void)down_total, (void)down_now, (void)up_total, (void)up_now;
    const struct http *http = context;
    return http->cancel && atomic_load(http->cancel);
}

/* Seconds to wait; -1 when the header is absent or makes no sense (a negative number). A date is
 * taken against the store's own clock: ours may be years off. */
static int64_t resolve_retry_after(const char *text, int64_t date_s) {
    if (!isalnum((unsigned char)text[0]))
        return -1;
    size_t digits = strspn(text, "0123456789");
    if (text[digits] == '\0')
        return digits > 9 ? 999999999 : strtol(text, NULL, 10);
    time_t at = curl_getdate(text, NULL);
    if (at < 0)
        return -1;
    int64_t wait_s = at - (date_s ? date_s : time(NULL));
    return wait_s > 0 ? wait_s : 0;
}

/* ---- what goes out ---- */

static CURLcode on_ssl_ctx_dates(CURL *curl, void *ssl_ctx, void *context) {
    (void)curl, (void)context;
    tls_skip_dates(ssl_ctx);
    return CURLE_OK;
}

/* A mistyped option name must not pass unseen: every setting here guards something. */
#define SET(curl, option, value)                                                                   \
    do {                                                                                           \
        CURLcode set_code = curl_easy_setopt(curl, option, value);                                 \
        if (set_code != CURLE_OK) {                                                                \
            log_error("libcurl refuses " #option ": %s", curl_easy_strerror(set_code));            \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

/* Where a connection may go and how long it may take; for requests and for the first handshake. */
static void set_connection(CURL *curl, const char *url, const char *proxy, char *error) {
    SET(curl, CURLOPT_URL, url);
    SET(curl, CURLOPT_ERRORBUFFER, error);
    SET(curl, CURLOPT_NOSIGNAL, 1L);
    SET(curl, CURLOPT_PROTOCOLS_STR, "https");
    SET(curl, CURLOPT_FOLLOWLOCATION, 0L);
    SET(curl, CURLOPT_UNRESTRICTED_AUTH, 0L);
    SET(curl, CURLOPT_PROXY, proxy); // "" too: else the environment's proxy is obeyed (measured)
    SET(curl, CURLOPT_NOPROXY, "");
    SET(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    SET(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    SET(curl, CURLOPT_CONNECTTIMEOUT, (long)HTTP_CONNECT_TIMEOUT_S);
    SET(curl, CURLOPT_LOW_SPEED_LIMIT, (long)HTTP_LOW_SPEED_BYTES_PER_S);
    SET(curl, CURLOPT_LOW_SPEED_TIME, (long)HTTP_LOW_SPEED_S);
    SET(curl, CURLOPT_MAXLIFETIME_CONN, 300L);
    SET(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
}

static void set_trust(const struct http *http) {
    SET(http->curl, CURLOPT_SSL_VERIFYPEER, 1L);
    SET(http->curl, CURLOPT_SSL_VERIFYHOST, 2L);
    if (http->ca_path) {
        SET(http->curl, CURLOPT_CAINFO, http->ca_path);
        SET(http->curl, CURLOPT_CAPATH, NULL); // the distribution builds its own folder in
    }
    if (http->pin)
        SET(http->curl, CURLOPT_PINNEDPUBLICKEY, http->pin);
    if (http->skip_dates)
        SET(http->curl, CURLOPT_SSL_CTX_FUNCTION, on_ssl_ctx_dates);
}

static void set_request(CURL *curl, const struct http_request *request,
                        const struct curl_slist *headers) {
    SET(curl, CURLOPT_TIMEOUT, request->timeout_s ? (long)request->timeout_s : HTTP_TIMEOUT_S);
    SET(curl, CURLOPT_HTTPHEADER, headers);
    if (request->body) {
        SET(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_len);
        SET(curl, CURLOPT_POSTFIELDS, request->body);
    } else {
        SET(curl, CURLOPT_HTTPGET, 1L);
    }
    if (strcmp(request->method, "HEAD") == 0)
        SET(curl, CURLOPT_NOBODY, 1L); // else it waits for the body that never comes
    SET(curl, CURLOPT_CUSTOMREQUEST, request->method);
}

static void set_answer(const struct http *http, struct exchange *e) {
    SET(http->curl, CURLOPT_WRITEFUNCTION, on_body);
    SET(http->curl, CURLOPT_WRITEDATA, e);
    SET(http->curl, CURLOPT_HEADERFUNCTION, on_header);
    SET(http->curl, CURLOPT_HEADERDATA, e);
    SET(http->curl, CURLOPT_NOPROGRESS, 0L);
    SET(http->curl, CURLOPT_XFERINFOFUNCTION, on_progress);
    SET(http->curl, CURLOPT_XFERINFODATA, http);
}

static struct curl_slist *make_headers(const char *const *headers) {
    struct curl_slist *list = curl_slist_append(NULL, "Expect:"); // no waiting for 100 Continue
    for (; headers && *headers; headers++)
        list = curl_slist_append(list, *headers);
    return list;
}

static enum http_outcome outcome_of(CURLcode code, const struct exchange *e) {
    switch (code) {
    case CURLE_OK:
        return HTTP_ANSWERED;
    case CURLE_ABORTED_BY_CALLBACK:
        return HTTP_CANCELLED;
    case CURLE_WRITE_ERROR:
        return e->is_too_large ? HTTP_TOO_LARGE : HTTP_NO_NETWORK;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
        return HTTP_UNTRUSTED;
    case CURLE_UNSUPPORTED_PROTOCOL: // HTTP/0.9 or noise where HTTP was expected
    case CURLE_WEIRD_SERVER_REPLY:
        return HTTP_GARBLED;
    default:
        return HTTP_NO_NETWORK;
    }
}

void http_run(struct http *http, const struct http_request *request, struct http_answer *out) {
    *out = (struct http_answer){.retry_after_s = -1};
    struct exchange e = {
        .answer = out,
        .body_max = request->answer_max ? request->answer_max : HTTP_ANSWER_MAX,
        .keeps_headers = request->keeps_headers,
    };
    char error[CURL_ERROR_SIZE] = "";
    struct curl_slist *headers = make_headers(request->headers);
    curl_easy_reset(http->curl); // settings only: connections stay
    set_connection(http->curl, request->url, http->proxy, error);
    set_trust(http);
    set_request(http->curl, request, headers);
    set_answer(http, &e);
    CURLcode code = curl_easy_perform(http->curl);
    curl_slist_free_all(headers);

    long status = 0;
    curl_easy_getinfo(http->curl, CURLINFO_RESPONSE_CODE, &status);
    out->outcome = outcome_of(code, &e);
    out->status = (int)status;
    out->retry_after_s = resolve_retry_after(e.retry_after, out->date_s);
    out->headers = request->keeps_headers ? strbuf_detach(&e.headers) : NULL;
    out->body_len = e.body.len;
    out->body = strbuf_detach(&e.body);
    if (e.is_too_large)
        snprintf(out->why, sizeof out->why, "the answer is larger than %zu bytes", e.body_max);
    else if (code != CURLE_OK)
        snprintf(out->why, sizeof out->why, "%.*s", (int)sizeof out->why - 1,
                 error[0] ? error : curl_easy_strerror(code));
}

void http_answer_finish(struct http_answer *answer) {
    free(answer->etag);
    free(answer->headers);
    wiped_free(answer->body);
    answer->etag = answer->headers = answer->body = NULL;
}

char *http_answer_header(const struct http_answer *answer, const char *name) {
    char *start = xasprintf("\n%s: ", name), *value = NULL;
    const char *at = answer->headers ? strcasestr(answer->headers, start) : NULL;
    if (at) {
        at += strlen(start);
        value = xstrndup(at, strcspn(at, "\n"));
    }
    free(start);
    return value;
}

/* ---- the first handshake ---- */

static CURLcode on_ssl_ctx_expect(CURL *curl, void *ssl_ctx, void *context) {
    (void)curl;
    tls_expect(ssl_ctx, context);
    return CURLE_OK;
}

char *http_fetch_chain(const char *url, const uint8_t *fingerprint, const char *proxy,
                       char **out_pin, char **out_why) {
    struct tls_acquaintance seen = {.fingerprint = fingerprint};
    char error[CURL_ERROR_SIZE] = "";
    CURL *curl = curl_easy_init();
    if (!curl)
        abort();
    set_connection(curl, url, proxy ? proxy : "", error);
    SET(curl, CURLOPT_TIMEOUT, (long)HTTP_TIMEOUT_S);
    SET(curl, CURLOPT_CONNECT_ONLY, 1L); // the handshake alone: no request goes out
    SET(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    SET(curl, CURLOPT_SSL_VERIFYHOST, 0L); // the key's own hash is the proof here, not a name
    SET(curl, CURLOPT_CAINFO, NULL);       // nor an authority: the machine may know none at all
    SET(curl, CURLOPT_CAPATH, NULL);
    SET(curl, CURLOPT_SSL_CTX_FUNCTION, on_ssl_ctx_expect);
    SET(curl, CURLOPT_SSL_CTX_DATA, &seen);
    CURLcode code = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    if (code != CURLE_OK || !seen.is_met) {
        *out_why =
            code == CURLE_PEER_FAILED_VERIFICATION
                ? xstrdup("the machine that answers there is not the one that made this code")
                : xasprintf("no secure connection: %s",
                            error[0] ? error : curl_easy_strerror(code));
        tls_acquaintance_finish(&seen);
        return NULL;
    }
    *out_pin = seen.pin;
    return seen.chain; // both handed over
}
