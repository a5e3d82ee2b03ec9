/* One HTTP exchange as handlers see it: a request that is complete, an answer to fill in. The HTTP
 * library stays behind server.c. */
#ifndef WEB_EXCHANGE_H
#define WEB_EXCHANGE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct form;
struct multipart_file;
struct office;
struct service;
struct visitor;

#define REQUEST_WHO_MAX 64     // with the NUL
#define REQUEST_PARAM_MAX 80   // {id}, {code} or {sha256} of the path, with the NUL
#define REQUEST_SHA256_MAX 65  // in hex, with the NUL
#define REQUEST_ADDRESS_MAX 48 // "2001:db8::1", with the NUL
#define ANSWER_HEADERS_MAX 16

struct request {
    struct service *service;        // borrowed, as all below
    struct office *office;          // the pages' own, of the site
    const char *method, *path;      // the path without its query
    char param[REQUEST_PARAM_MAX];  // what stands for the pattern's first {}; "" where it has none
    char param2[REQUEST_PARAM_MAX]; // for its second
    const struct form *query;       // never NULL
    const char *body;               // NUL behind it
    size_t body_len;
    const struct form *form;               // the body of routes that take one; else NULL
    const struct multipart_file *file;     // of routes that take one with a file; else NULL
    char device_id[REQUEST_WHO_MAX];       // whose token it carries; "" on routes for anyone
    char token_sha256[REQUEST_SHA256_MAX]; // of that token
    const struct visitor *visitor;         // who is logged in, on routes that ask; else NULL
    char address[REQUEST_ADDRESS_MAX];     // of the client, numeric; "" when it is not known
    int64_t now_s;
    const char *(*header)(const struct request *request, const char *name); // NULL: absent
    void *connection;                                                       // for `header`
};

struct answer {
    int status;
    const char *content_type; // static; NULL: no body
    char *body;               // owned
    size_t body_len;
    int file; // owned; -1: none. Then the body is file_len bytes of it from file_offset
    uint64_t file_offset, file_len;
    struct {
        const char *name; // static
        char *value;      // owned
    } headers[ANSWER_HEADERS_MAX];
    size_t header_count;
};

void answer_init(struct answer *answer);
void answer_finish(struct answer *answer);
void answer_header(struct answer *answer, const char *name, const char *value);
void answer_headerf(struct answer *answer, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/** Takes the reference. */
void answer_json(struct answer *answer, int status, json_t *value);
/** `bytes` becomes the answer's. */
void answer_bytes(struct answer *answer, int status, const char *content_type, char *bytes,
                  size_t len);
/** 303: the browser asks for `to`, an address of this host, with GET. */
void answer_redirect(struct answer *answer, const char *to);
/** True when If-None-Match names this entity (weak comparison, RFC 9110 section 13.1.2). */
bool request_has_etag(const struct request *request, const char *sha256_hex);

#endif
