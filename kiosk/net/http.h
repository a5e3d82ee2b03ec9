/* One HTTP request by libcurl, with every setting of contract.md section 4: own trust and pin, no
 * redirects, no proxy but the configured one, HTTP/1.1, total and low-speed limits, a bounded body.
 * HTTPS only. */
#ifndef NET_HTTP_H
#define NET_HTTP_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct clock;
struct device;

#define HTTP_ANSWER_MAX (64u * 1024) // unless the request says otherwise
#define HTTP_CONNECT_TIMEOUT_S 15
#define HTTP_TIMEOUT_S 120 // likewise
#define HTTP_LOW_SPEED_BYTES_PER_S 10
#define HTTP_LOW_SPEED_S 30

struct http_params {
    const char *ca_path; // NULL: the system's trust
    const char *pin;     // NULL: none
    const char *proxy;   // "" or NULL: none, whatever the environment says
    bool skip_dates; // the system clock is before the build date: certificate dates are not checked
    const atomic_bool *cancel; // borrowed; true ends what runs within a second; NULL: never
};

struct http; // one handle and its connections; used by one thread

/** Process-wide start and end of libcurl, from main, before any thread. Ignores SIGPIPE. */
bool http_global_start(void);
void http_global_stop(void);

struct http *http_create(const struct http_params *params); // copies what it needs
/**
 * To the record store of a device: by its certificates and its pin, and without their dates while
 * nobody has set the clock.
 *
 * @param proxy   as in http_params
 * @param cancel  likewise
 */
struct http *http_create_to_store(const struct device *device, const struct clock *clock,
                                  const char *proxy, const atomic_bool *cancel);
void http_destroy(struct http *http); // closes its connections

struct http_request {
    const char *method, *url;
    const char *const *headers; // "Name: value", ends with NULL; may be NULL
    const char *body;           // NULL: none
    size_t body_len;
    size_t answer_max;  // 0: HTTP_ANSWER_MAX
    int timeout_s;      // 0: HTTP_TIMEOUT_S; a large asset on a slow line needs more
    bool keeps_headers; // see http_answer_header()
};

enum http_outcome {
    HTTP_ANSWERED,   // a complete HTTP answer; says nothing of who gave it
    HTTP_NO_NETWORK, // name, connection or handshake never came about, or broke, or timed out
    HTTP_UNTRUSTED,  // certificate or pin refused: somebody else answers there
    HTTP_TOO_LARGE,  // the body went past answer_max
    HTTP_GARBLED,    // something answered, but not in HTTP
    HTTP_CANCELLED,  // by params.cancel
};

struct http_answer {
    enum http_outcome outcome;
    int status;
    char content_type[80]; // lower case, without parameters
    char *etag;            // owned; NULL when absent
    char *headers;         // owned; "\nName: value\n..." where the request keeps them, else NULL
    int64_t retry_after_s; // -1 when absent; dates resolved against the answer's own Date header
    int64_t date_s;        // the Date header, 0 when absent
    char *body;            // owned, NUL behind it
    size_t body_len;
    char why[160]; // for the log and the staff screen when not HTTP_ANSWERED
};

/** Runs the request; `out` is always filled and to be finished. */
void http_run(struct http *http, const struct http_request *request, struct http_answer *out);
void http_answer_finish(struct http_answer *answer);
/** The first header of that name, in any case; owned by the caller, NULL when absent or not kept.
 */
char *http_answer_header(const struct http_answer *answer, const char *name);

/** The certificate chain seen at `url`, PEM, owned; NULL unless the leaf's public key begins with
 * the 80 bits of `fingerprint` (10 bytes): enrolment with a kiosk that knows no CA yet. `out_pin`
 * is "sha256//BASE64", owned. Nothing is sent over a connection that does not match. */
char *http_fetch_chain(const char *url, const uint8_t *fingerprint, const char *proxy,
                       char **out_pin, char **out_why);

#endif
