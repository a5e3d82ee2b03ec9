#include "net/control.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/jsonread.h"
#include "base/log.h"
#include "base/strbuf.h"
#include "base/xalloc.h"

struct client {
    int fd; // -1: a free place
    struct strbuf line;
};

struct control {
    control_answer *answer;
    void *context;
    int dir_fd; // the data folder: an address through it is short, however deep the folder lies
    int listen_fd, stop_fd;
    pthread_t thread;
    struct client clients[CONTROL_CLIENTS_MAX]; // the thread's own
};

/* sun_path has 108 bytes, a folder's path may have more. */
static void address_in(int dir_fd, struct sockaddr_un *out) {
    *out = (struct sockaddr_un){.sun_family = AF_UNIX};
    snprintf(out->sun_path, sizeof out->sun_path, "/proc/self/fd/%d/" CONTROL_SOCKET, dir_fd);
}

static int open_dir(const char *data_dir) {
    return open(data_dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

static int open_socket(int more_flags) {
    return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | more_flags, 0);
}

static bool send_all(int fd, const char *bytes, size_t len) {
    while (len > 0) {
        ssize_t sent = send(fd, bytes, len, MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR)
            return false;
        if (sent > 0) {
            bytes += sent;
            len -= (size_t)sent;
        }
    }
    return true;
}

static bool send_line(int fd, const json_t *value) {
    char *text = jsonread_dump(value);
    bool is_sent = send_all(fd, text, strlen(text)) && send_all(fd, "\n", 1);
    free(text);
    return is_sent;
}

/* ---- the kiosk's side ---- */

static void drop_client(struct client *client) {
    close(client->fd);
    client->fd = -1;
    strbuf_finish(&client->line);
}

static bool answer_line(struct control *control, int fd, const char *line, size_t len) {
    char *why = NULL;
    json_t *request = jsonread_bytes(line, len, CONTROL_LINE_MAX, &why);
    json_t *answer =
        request ? control->answer(request, control->context) : json_pack("{s:s}", "error", why);
    bool is_sent = send_line(fd, answer);
    json_decref(answer);
    json_decref(request);
    free(why);
    return is_sent;
}

/* Answers every whole line that is here; false when the client is to be dropped. */
static bool answer_lines(struct control *control, struct client *client) {
    const char *at = strbuf_text(&client->line), *end;
    bool is_fine = true;
    while (is_fine && (end = strchr(at, '\n'))) {
        is_fine = answer_line(control, client->fd, at, (size_t)(end - at));
        at = end + 1;
    }
    char *rest = xstrdup(at);
    strbuf_reset(&client->line);
    strbuf_add_text(&client->line, rest);
    free(rest);
    return is_fine && client->line.len <= CONTROL_LINE_MAX;
}

static void serve(struct control *control, struct client *client) {
    char bytes[4096];
    ssize_t got = recv(client->fd, bytes, sizeof bytes, 0);
    if (got < 0 && errno == EINTR)
        return;
    bool is_text = got > 0 && !memchr(bytes, '\0', (size_t)got);
    if (is_text)
        strbuf_add(&client->line, bytes, (size_t)got);
    if (!is_text || !answer_lines(control, client))
        drop_client(client);
}

/* A client that does not read its answer must not hold the thread for ever. */
static void set_time_limit(int fd, int seconds) {
    struct timeval limit = {.tv_sec = seconds};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

static void welcome(struct control *control) {
    int fd = accept4(control->listen_fd, NULL, NULL, SOCK_CLOEXEC);
    if (fd < 0)
        return;
    set_time_limit(fd, CONTROL_ANSWER_TIMEOUT_S);
    for (int i = 0; i < CONTROL_CLIENTS_MAX; i++) {
        if (control->clients[i].fd < 0) {
            control->clients[i].fd = fd;
            return;
        }
    }
    close(fd);
}

static void *run(void *context) {
    struct control *control = context;
    struct pollfd fds[CONTROL_CLIENTS_MAX + 2];
    for (;;) {
        fds[0] = (struct pollfd){.fd = control->stop_fd, .events = POLLIN};
        fds[1] = (struct pollfd){.fd = control->listen_fd, .events = POLLIN};
        for (int i = 0; i < CONTROL_CLIENTS_MAX; i++)
            fds[i + 2] = (struct pollfd){.fd = control->clients[i].fd, .events = POLLIN};
        if (poll(fds, CONTROL_CLIENTS_MAX + 2, -1) < 0)
            continue; // EINTR
        if (fds[0].revents)
            return NULL;
        for (int i = 0; i < CONTROL_CLIENTS_MAX; i++) {
            if (fds[i + 2].revents)
                serve(control, &control->clients[i]);
        }
        if (fds[1].revents)
            welcome(control);
    }
}

static int connect_to(int dir_fd) {
    struct sockaddr_un address;
    address_in(dir_fd, &address);
    int fd = open_socket(0);
    if (fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof address) != 0) {
        close(fd);
        fd = -1;
    }
    return fd;
}

/* NULL, or what is in the way. */
static const char *listen_in(struct control *control) {
    int other = connect_to(control->dir_fd);
    if (other >= 0) {
        close(other);
        return "another kiosk answers there";
    }
    struct sockaddr_un address;
    address_in(control->dir_fd, &address);
    unlinkat(control->dir_fd, CONTROL_SOCKET, 0); // left behind by one that was killed
    control->listen_fd = open_socket(SOCK_NONBLOCK);
    // On the descriptor before bind(), Linux makes the file so: there is no moment of open access.
    if (control->listen_fd < 0 || fchmod(control->listen_fd, 0600) != 0 ||
        bind(control->listen_fd, (const struct sockaddr *)&address, sizeof address) != 0 ||
        listen(control->listen_fd, CONTROL_CLIENTS_MAX) != 0)
        return strerror(errno);
    return NULL;
}

static void finish(struct control *control) {
    for (int i = 0; i < CONTROL_CLIENTS_MAX; i++) {
        if (control->clients[i].fd >= 0)
            drop_client(&control->clients[i]);
    }
    const int fds[] = {control->listen_fd, control->stop_fd, control->dir_fd};
    for (size_t i = 0; i < sizeof fds / sizeof *fds; i++) {
        if (fds[i] >= 0)
            close(fds[i]);
    }
    free(control);
}

struct control *control_start(const char *data_dir, control_answer *answer, void *context) {
    struct control *control = xcalloc(1, sizeof *control);
    *control = (struct control){
        .answer = answer, .context = context, .dir_fd = open_dir(data_dir), .listen_fd = -1};
    control->stop_fd = eventfd(0, EFD_CLOEXEC);
    for (int i = 0; i < CONTROL_CLIENTS_MAX; i++)
        control->clients[i].fd = -1;
    const char *why = control->dir_fd < 0 || control->stop_fd < 0 ? strerror(errno) : NULL;
    if (!why)
        why = listen_in(control);
    if (!why && pthread_create(&control->thread, NULL, run, control) != 0)
        why = "cannot start its thread";
    if (!why)
        return control;
    log_error("cannot listen on '%s/" CONTROL_SOCKET "' (kioskctl will not reach this kiosk): %s",
              data_dir, why);
    finish(control);
    return NULL;
}

void control_stop(struct control *control) {
    if (!control)
        return;
    eventfd_write(control->stop_fd, 1);
    pthread_join(control->thread, NULL);
    unlinkat(control->dir_fd, CONTROL_SOCKET, 0);
    finish(control);
}

/* ---- kioskctl's side ---- */

static json_t *read_answer(int fd) {
    struct strbuf line = {0};
    char bytes[4096];
    ssize_t got;
    do {
        got = recv(fd, bytes, sizeof bytes, 0);
        if (got > 0)
            strbuf_add(&line, bytes, (size_t)got);
    } while (got > 0 && !memchr(bytes, '\n', (size_t)got));
    // The kiosk is ours and a list of 20,000 slips is long: no limit but what it sent.
    json_t *answer = jsonread_bytes(strbuf_text(&line), line.len, line.len, NULL);
    strbuf_finish(&line);
    return answer;
}

json_t *control_ask(const char *data_dir, const json_t *request) {
    return control_ask_within(data_dir, request, CONTROL_ANSWER_TIMEOUT_S);
}

json_t *control_ask_within(const char *data_dir, const json_t *request, int seconds) {
    int dir_fd = open_dir(data_dir);
    int fd = dir_fd >= 0 ? connect_to(dir_fd) : -1;
    json_t *answer = NULL;
    if (fd >= 0) {
        set_time_limit(fd, seconds);
        if (send_line(fd, request))
            answer = read_answer(fd);
        close(fd);
    }
    if (dir_fd >= 0)
        close(dir_fd);
    return answer;
}
