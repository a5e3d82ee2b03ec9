/* A proxy in front of a record store that serves plain HTTP on loopback, as recordstore.ini allows
 * one: it holds the store's own certificate, notes what was asked and answered, and cuts the
 * connection in the middle of a long answer when it is told to. One connection at a time, as a
 * kiosk's fetch makes them. */
#ifndef TESTS_NET_FRONT_H
#define TESTS_NET_FRONT_H

#include "../check.h"

#include <arpa/inet.h>
#include <assert.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#define FRONT_EXCHANGES_MAX 32
#define FRONT_HEAD_MAX 4096

struct front_exchange {
    char request[FRONT_HEAD_MAX], head[FRONT_HEAD_MAX]; // as they were, NUL behind them
    size_t request_len, head_len;                       // of the answer's head with its empty line
    size_t body_len;                                    // of the answer, as far as it was passed on
};

enum front_cut {
    FRONT_CLOSES, // what was passed on arrives, then the end
    FRONT_RESETS, // as when a cable or a machine on the way goes
};

struct front {
    SSL_CTX *tls;
    int listener, port, store_port;
    pthread_t thread;
    atomic_bool is_stopping;
    atomic_size_t cut_after; // bytes of one answer's body; SIZE_MAX: never
    atomic_int cut;          // enum front_cut
    pthread_mutex_t lock;
    struct front_exchange exchanges[FRONT_EXCHANGES_MAX]; // guarded by lock
    int count;                                            // guarded by lock
};

static inline int front_socket(int port, bool is_listener) {
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int result = is_listener
                     ? bind(fd, (struct sockaddr *)&address, sizeof address) || listen(fd, 8)
                     : connect(fd, (struct sockaddr *)&address, sizeof address);
    if (result == 0)
        return fd;
    close(fd);
    return -1;
}

/* The body begins behind the first empty line, which may come in pieces. */
static inline void front_note_answer(struct front_exchange *e, const char *bytes, size_t len) {
    for (; len > 0 && (e->head_len < 4 || memcmp(e->head + e->head_len - 4, "\r\n\r\n", 4) != 0);
         bytes++, len--) {
        if (e->head_len == FRONT_HEAD_MAX - 1)
            return;
        e->head[e->head_len++] = *bytes;
    }
    e->body_len += len;
}

/* A new one unless the one before still waits for its answer. Lock held. */
static inline void front_note_request(struct front *front, const char *bytes, size_t len) {
    struct front_exchange *e = &front->exchanges[front->count > 0 ? front->count - 1 : 0];
    if (front->count == 0 || e->head_len > 0) {
        assert(front->count < FRONT_EXCHANGES_MAX);
        e = &front->exchanges[front->count++];
        *e = (struct front_exchange){.head_len = 0};
    }
    size_t room = FRONT_HEAD_MAX - 1 - e->request_len;
    size_t noted = len < room ? len : room;
    memcpy(e->request + e->request_len, bytes, noted);
    e->request_len += noted;
}

/* From the kiosk to the store. False at the end. */
static inline bool front_pass_up(struct front *front, SSL *ssl, int store) {
    char bytes[FRONT_HEAD_MAX];
    int len = SSL_read(ssl, bytes, sizeof bytes);
    if (len <= 0)
        return false;
    pthread_mutex_lock(&front->lock);
    front_note_request(front, bytes, (size_t)len);
    pthread_mutex_unlock(&front->lock);
    return write(store, bytes, (size_t)len) == len;
}

/* From the store to the kiosk, noted before the kiosk can know. False at the end, which may be
 * ours. */
static inline bool front_pass_down(struct front *front, SSL *ssl, int store) {
    char bytes[16384];
    ssize_t len = read(store, bytes, sizeof bytes);
    bool is_cut = true;
    if (len <= 0)
        return false;
    pthread_mutex_lock(&front->lock);
    if (front->count > 0) {
        struct front_exchange *e = &front->exchanges[front->count - 1];
        front_note_answer(e, bytes, (size_t)len);
        is_cut = e->body_len >= atomic_load(&front->cut_after);
    }
    pthread_mutex_unlock(&front->lock);
    return SSL_write(ssl, bytes, (int)len) == len && !is_cut;
}

static inline void front_relay(struct front *front, SSL *ssl, int kiosk, int store) {
    struct pollfd both[] = {{.fd = kiosk, .events = POLLIN}, {.fd = store, .events = POLLIN}};
    for (bool goes_on = true; goes_on && !atomic_load(&front->is_stopping);) {
        if (SSL_pending(ssl) == 0 && poll(both, 2, 100) <= 0)
            continue;
        if (SSL_pending(ssl) > 0 || both[0].revents)
            goes_on = front_pass_up(front, ssl, store);
        if (goes_on && both[1].revents)
            goes_on = front_pass_down(front, ssl, store);
        both[0].revents = both[1].revents = 0;
    }
}

static inline void front_serve(struct front *front, int kiosk) {
    SSL *ssl = SSL_new(front->tls);
    int store = front_socket(front->store_port, false);
    SSL_set_fd(ssl, kiosk);
    if (store >= 0 && SSL_accept(ssl) == 1)
        front_relay(front, ssl, kiosk, store);
    if (atomic_load(&front->cut) == FRONT_RESETS)
        setsockopt(kiosk, SOL_SOCKET, SO_LINGER, &(struct linger){.l_onoff = 1},
                   sizeof(struct linger));
    SSL_free(ssl);
    if (store >= 0)
        close(store);
    close(kiosk);
}

static inline void *front_run(void *context) {
    struct front *front = context;
    while (!atomic_load(&front->is_stopping)) {
        int kiosk = accept4(front->listener, NULL, NULL, SOCK_CLOEXEC);
        if (kiosk >= 0)
            front_serve(front, kiosk);
    }
    return NULL;
}

/** @param tls_dir  the store's, with cert.pem and key.pem */
static inline void front_start(struct front *front, const char *tls_dir, int store_port) {
    char cert[512], key[512];
    struct sockaddr_in address;
    socklen_t len = sizeof address;
    *front = (struct front){.store_port = store_port, .cut_after = SIZE_MAX};
    pthread_mutex_init(&front->lock, NULL);
    snprintf(cert, sizeof cert, "%s/cert.pem", tls_dir);
    snprintf(key, sizeof key, "%s/key.pem", tls_dir);
    front->tls = SSL_CTX_new(TLS_server_method());
    assert_int_equal(SSL_CTX_use_certificate_chain_file(front->tls, cert), 1);
    assert_int_equal(SSL_CTX_use_PrivateKey_file(front->tls, key, SSL_FILETYPE_PEM), 1);
    front->listener = front_socket(0, true);
    assert_int_equal(getsockname(front->listener, (struct sockaddr *)&address, &len), 0);
    front->port = ntohs(address.sin_port);
    assert_int_equal(pthread_create(&front->thread, NULL, front_run, front), 0);
}

static inline void front_stop(struct front *front) {
    atomic_store(&front->is_stopping, true);
    shutdown(front->listener, SHUT_RDWR); // wakes accept
    pthread_join(front->thread, NULL);
    close(front->listener);
    pthread_mutex_destroy(&front->lock);
    SSL_CTX_free(front->tls);
}

/** From now on with nothing noted, and so many bytes of an answer's body passed on; SIZE_MAX: all.
 */
static inline void front_begin(struct front *front, size_t cut_after) {
    pthread_mutex_lock(&front->lock);
    front->count = 0;
    atomic_store(&front->cut_after, cut_after);
    pthread_mutex_unlock(&front->lock);
}

/** Copies the exchange whose request begins with `line`. @return how many there were */
static inline int front_find(struct front *front, const char *line, struct front_exchange *out) {
    int found = 0;
    pthread_mutex_lock(&front->lock);
    for (int i = 0; i < front->count; i++) {
        if (strncmp(front->exchanges[i].request, line, strlen(line)) != 0)
            continue;
        *out = front->exchanges[i];
        found++;
    }
    pthread_mutex_unlock(&front->lock);
    return found;
}

/** A header's value in a noted head, in static memory; NULL when absent. */
static inline const char *front_header(const char *head, const char *name) {
    static char value[512];
    size_t len = strlen(name);
    for (const char *line = strstr(head, "\r\n"); line; line = strstr(line, "\r\n")) {
        line += 2;
        if (strncasecmp(line, name, len) != 0 || line[len] != ':')
            continue;
        const char *from = line + len + 1 + strspn(line + len + 1, " ");
        snprintf(value, sizeof value, "%.*s", (int)strcspn(from, "\r\n"), from);
        return value;
    }
    return NULL;
}

#endif
