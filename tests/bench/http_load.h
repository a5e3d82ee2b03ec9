/* A client that is never what is measured: requests written beforehand, sent over connections that
 * stay open, by one thread. */
#ifndef TESTS_BENCH_HTTP_LOAD_H
#define TESTS_BENCH_HTTP_LOAD_H

#include "child.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include "base/xalloc.h"

#define LOAD_CONNECTIONS_MAX 256
#define LOAD_HEAD_MAX 8192

struct load_request {
    char *bytes; // head and body, owned
    size_t len;
};

struct load {
    int port;                // on loopback
    int connections, status; // which every answer must have
    const struct load_request *requests;
    size_t count;
    double rate;    // a second, evenly; 0: each connection sends as soon as it has its answer
    double *out_ms; // room for `count`: to the first byte of each answer, from when it was due
};

struct load_link {
    int fd;
    bool is_busy;
    size_t request, sent; // which, and how much of it
    double due_ms;
    char head[LOAD_HEAD_MAX];
    size_t head_len;
    size_t rest; // of the body, once the head is there
    bool has_head;
};

struct load_run {
    const struct load *load;
    struct load_link links[LOAD_CONNECTIONS_MAX];
    int epoll;
    size_t next, answered;
    double begun_ms;
};

static inline void load_stop(const char *why) {
    fprintf(stderr, "bench: load: %s\n", why);
    exit(2);
}

static inline int load_connect(int port) {
    const int on = 1;
    const struct sockaddr_in to = {.sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (const struct sockaddr *)&to, sizeof to) != 0 ||
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0)
        load_stop(strerror(errno));
    return fd;
}

static inline void load_send(struct load_run *run, struct load_link *link) {
    const struct load_request *request = &run->load->requests[link->request];
    while (link->sent < request->len) { // blocking: a request fits in the socket's buffer
        ssize_t len =
            send(link->fd, request->bytes + link->sent, request->len - link->sent, MSG_NOSIGNAL);
        if (len <= 0)
            load_stop("the store closed a connection");
        link->sent += (size_t)len;
    }
}

static inline double load_due_ms(const struct load_run *run) {
    return run->begun_ms + (double)run->next * 1e3 / run->load->rate;
}

static inline void load_begin(struct load_run *run, struct load_link *link, double due_ms) {
    link->is_busy = true;
    link->has_head = false;
    link->request = run->next++;
    link->sent = link->head_len = 0;
    link->due_ms = due_ms;
    load_send(run, link);
}

/* Gives what is due to connections that are free. */
static inline void load_give(struct load_run *run) {
    const struct load *load = run->load;
    for (int i = 0; i < load->connections && run->next < load->count; i++) {
        double now_ms = child_now_ms();
        if (load->rate > 0 && load_due_ms(run) > now_ms)
            return;
        if (!run->links[i].is_busy)
            load_begin(run, &run->links[i], load->rate > 0 ? load_due_ms(run) : now_ms);
    }
}

/* The head's end is there: what it says, and how much of the body came with it. */
static inline void load_take_head(const struct load_run *run, struct load_link *link,
                                  const char *end) {
    const char *length = strcasestr(link->head, "\r\nContent-Length:");
    if (atoi(link->head + strlen("HTTP/1.1 ")) != run->load->status || !length) {
        fprintf(stderr, "%.*s\n", (int)link->head_len, link->head);
        load_stop("an answer that was not expected");
    }
    size_t body = strtoull(length + strlen("\r\nContent-Length:"), NULL, 10);
    size_t here = link->head_len - (size_t)(end - link->head);
    link->has_head = true;
    link->rest = here < body ? body - here : 0;
}

static inline void load_receive(struct load_run *run, struct load_link *link) {
    static char body[65536];
    char *to = link->has_head ? body : link->head + link->head_len;
    size_t room = link->has_head ? sizeof body : sizeof link->head - 1 - link->head_len;
    ssize_t len = recv(link->fd, to, room, 0);
    if (len <= 0)
        load_stop("the store closed a connection");
    if (link->has_head) {
        link->rest -= (size_t)len;
    } else {
        if (link->head_len == 0)
            run->load->out_ms[link->request] = child_now_ms() - link->due_ms;
        link->head_len += (size_t)len;
        link->head[link->head_len] = '\0';
        const char *end = strstr(link->head, "\r\n\r\n");
        if (end)
            load_take_head(run, link, end + 4);
    }
    if (link->has_head && link->rest == 0) {
        link->is_busy = false;
        run->answered++;
    }
}

static inline int load_wait(struct load_run *run, struct epoll_event *events, int count) {
    struct timespec pause = {0, 0};
    const struct timespec *until = NULL;
    if (run->load->rate > 0 && run->next < run->load->count) {
        double ms = load_due_ms(run) - child_now_ms();
        if (ms > 0)
            pause =
                (struct timespec){(time_t)(ms / 1e3), (long)((long long)(ms * 1e6) % 1000000000)};
        until = &pause;
    }
    int ready = epoll_pwait2(run->epoll, events, count, until, NULL);
    if (ready < 0 && errno != EINTR)
        load_stop(strerror(errno));
    return ready;
}

/** Sends all and reads all answers. @return how long it took, in ms */
static inline double load_run(const struct load *load) {
    struct load_run *run = xcalloc(1, sizeof *run);
    struct epoll_event events[64];
    *run = (struct load_run){.load = load, .epoll = epoll_create1(EPOLL_CLOEXEC)};
    for (int i = 0; i < load->connections; i++) {
        run->links[i].fd = load_connect(load->port);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &run->links[i]};
        epoll_ctl(run->epoll, EPOLL_CTL_ADD, run->links[i].fd, &event);
    }
    run->begun_ms = child_now_ms();
    while (run->answered < load->count) {
        load_give(run);
        int ready = load_wait(run, events, 64);
        for (int i = 0; i < ready; i++)
            load_receive(run, events[i].data.ptr);
    }
    double ms = child_now_ms() - run->begun_ms;
    for (int i = 0; i < load->connections; i++)
        close(run->links[i].fd);
    close(run->epoll);
    free(run);
    return ms;
}

#endif
