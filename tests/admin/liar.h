/* A machine between a client and a real record store that changes what the store says, to order:
 * TLS with the store's own key in front, plain HTTP behind. */
#ifndef TESTS_ADMIN_LIAR_H
#define TESTS_ADMIN_LIAR_H

#include "../recordstore/office.h"

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>

struct lie {
    const char *request;   // what the request line contains
    const char *from, *to; // swapped everywhere in head and body of the answer
    const char *broken;    // what the client should say of it
};

struct liar {
    const struct lie *lies; // borrowed; up to the first without a request
    int store_port, listen_fd;
    char url[64];
    SSL_CTX *tls;
    pthread_t thread;
    atomic_bool is_stopping;
};

static inline int liar_connect(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_true(fd >= 0);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    close(fd);
    return -1;
}

/* The number behind a header of the head; 0 when it is not there. */
static inline size_t liar_length(const char *head) {
    const char *at = strcasestr(head, "\nContent-Length: ");
    return at ? strtoul(at + 17, NULL, 10) : 0;
}

/* One whole request; false when the client went away. */
static inline bool liar_read(SSL *ssl, struct strbuf *out) {
    size_t want = SIZE_MAX;
    char bytes[16384];
    strbuf_reset(out);
    while (out->len < want) {
        int got = SSL_read(ssl, bytes, sizeof bytes);
        if (got <= 0)
            return false;
        strbuf_add(out, bytes, (size_t)got);
        const char *end = strstr(strbuf_text(out), "\r\n\r\n");
        if (end && want == SIZE_MAX)
            want = (size_t)(end + 4 - strbuf_text(out)) + liar_length(strbuf_text(out));
    }
    return true;
}

/* What the store answers to it. */
static inline void liar_ask(const struct liar *liar, const struct strbuf *request,
                            struct strbuf *out) {
    static const char close_line[] = "\r\nConnection: close\r\n";
    int fd = liar_connect(liar->store_port);
    const char *text = strbuf_text(request), *line_end = strstr(text, "\r\n");
    struct strbuf whole = {.text = NULL};
    char bytes[16384];
    strbuf_reset(out);
    strbuf_add(&whole, text, (size_t)(line_end - text));
    strbuf_add_text(&whole, close_line);
    strbuf_add(&whole, line_end + 2, request->len - (size_t)(line_end + 2 - text));
    for (size_t sent = 0; fd >= 0 && sent < whole.len;) {
        ssize_t len = send(fd, strbuf_text(&whole) + sent, whole.len - sent, MSG_NOSIGNAL);
        if (len <= 0)
            break;
        sent += (size_t)len;
    }
    for (ssize_t len; fd >= 0 && (len = recv(fd, bytes, sizeof bytes, 0)) > 0;)
        strbuf_add(out, bytes, (size_t)len);
    strbuf_finish(&whole);
    if (fd >= 0)
        close(fd);
}

static inline void liar_swap(struct strbuf *text, const char *from, const char *to) {
    struct strbuf out = {.text = NULL};
    const char *at = strbuf_text(text), *end = at + text->len;
    for (const char *hit; (hit = memmem(at, (size_t)(end - at), from, strlen(from)));) {
        strbuf_add(&out, at, (size_t)(hit - at));
        strbuf_add_text(&out, to);
        at = hit + strlen(from);
    }
    strbuf_add(&out, at, (size_t)(end - at));
    strbuf_finish(text);
    *text = out;
}

/* Head and body apart, so that the length fits what is said now. */
static inline void liar_answer(const struct liar *liar, const char *request_line, SSL *ssl,
                               const struct strbuf *answer) {
    struct strbuf head = {.text = NULL}, body = {.text = NULL}, whole = {.text = NULL};
    const char *text = strbuf_text(answer), *end = strstr(text, "\r\n\r\n");
    if (!end)
        return;
    strbuf_add(&head, text, (size_t)(end + 2 - text));
    strbuf_add(&body, end + 4, answer->len - (size_t)(end + 4 - text));
    size_t was_len = body.len;
    for (const struct lie *lie = liar->lies; lie && lie->request; lie++) {
        if (!strstr(request_line, lie->request))
            continue;
        liar_swap(&head, lie->from, lie->to);
        liar_swap(&body, lie->from, lie->to);
    }
    liar_swap(&head, "Connection: close\r\n", "");
    char was[64], is[64];
    snprintf(was, sizeof was, "Content-Length: %zu\r\n", was_len);
    snprintf(is, sizeof is, "Content-Length: %zu\r\n", body.len);
    liar_swap(&head, was, is);
    strbuf_addf(&whole, "%s\r\n", strbuf_text(&head));
    strbuf_add(&whole, strbuf_text(&body), body.len);
    SSL_write(ssl, strbuf_text(&whole), (int)whole.len);
    strbuf_finish(&head);
    strbuf_finish(&body);
    strbuf_finish(&whole);
}

static inline void liar_serve(struct liar *liar, int fd) {
    SSL *ssl = SSL_new(liar->tls);
    struct strbuf request = {.text = NULL}, answer = {.text = NULL};
    SSL_set_fd(ssl, fd);
    if (SSL_accept(ssl) == 1) {
        while (liar_read(ssl, &request)) {
            char line[256];
            snprintf(line, sizeof line, "%.*s", (int)strcspn(strbuf_text(&request), "\r"),
                     strbuf_text(&request));
            liar_ask(liar, &request, &answer);
            liar_answer(liar, line, ssl, &answer);
        }
    }
    SSL_free(ssl);
    strbuf_finish(&request);
    strbuf_finish(&answer);
}

/* One client at a time: there is only one. */
static inline void *liar_run(void *context) {
    struct liar *liar = context;
    while (!atomic_load(&liar->is_stopping)) {
        int fd = accept4(liar->listen_fd, NULL, NULL, SOCK_CLOEXEC);
        if (fd < 0)
            continue;
        if (!atomic_load(&liar->is_stopping))
            liar_serve(liar, fd);
        close(fd);
    }
    return NULL;
}

/* In front of an office that serves --plain. */
static inline void liar_start(struct liar *liar, const struct office *office,
                              const struct lie *lies) {
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t len = sizeof address;
    char *cert = xasprintf("%s/tls/cert.pem", office->data);
    char *key = xasprintf("%s/tls/key.pem", office->data);
    *liar = (struct liar){.lies = lies, .store_port = office->port};
    liar->tls = SSL_CTX_new(TLS_server_method());
    assert_int_equal(SSL_CTX_use_certificate_chain_file(liar->tls, cert), 1);
    assert_int_equal(SSL_CTX_use_PrivateKey_file(liar->tls, key, SSL_FILETYPE_PEM), 1);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    liar->listen_fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(liar->listen_fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(liar->listen_fd, 16), 0);
    assert_int_equal(getsockname(liar->listen_fd, (struct sockaddr *)&address, &len), 0);
    snprintf(liar->url, sizeof liar->url, "https://127.0.0.1:%d", ntohs(address.sin_port));
    assert_int_equal(pthread_create(&liar->thread, NULL, liar_run, liar), 0);
    free(cert);
    free(key);
}

static inline void liar_stop(struct liar *liar) {
    struct sockaddr_in address;
    socklen_t len = sizeof address;
    atomic_store(&liar->is_stopping, true);
    assert_int_equal(getsockname(liar->listen_fd, (struct sockaddr *)&address, &len), 0);
    int fd = liar_connect(ntohs(address.sin_port)); // wakes it
    pthread_join(liar->thread, NULL);
    if (fd >= 0)
        close(fd);
    close(liar->listen_fd);
    SSL_CTX_free(liar->tls);
}

#endif
