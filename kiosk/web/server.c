#include "web/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/log.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "web/deadlines.h"
#include "web/exchange.h"
#include "web/form.h"
#include "web/listener.h"
#include "web/problem.h"
#include "web/route.h"

#define PEM_BYTES_MAX (256u * 1024)
// A body that is too large is read to its end so that the client reads our answer: closing with
// unread bytes resets the connection. Past this much we close all the same.
#define DRAIN_BYTES_MAX (16u * 1024 * 1024)

struct server {
    struct server_params params; // its texts are gone after the start
    struct MHD_Daemon *daemon;
    struct deadlines *deadlines;
    sem_t places; // for those who are answered at once
    int port;
    char *cert_pem, *key_pem; // owned; the library borrows them while it runs
};

/* One request while it comes in. */
struct incoming {
    const struct route *route; // NULL: refused by `match`
    enum route_match match;
    struct request request;
    struct strbuf body;
    size_t seen_bytes; // of the body, kept or not
    bool is_stranger;  // sends a file where only others may: nothing of it is kept
};

static const char *header_of(const struct request *request, const char *name) {
    return MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, name);
}

static struct deadline *deadline_of(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static void allow_seconds(struct server *server, struct MHD_Connection *connection, int within_s) {
    struct deadline *deadline = deadline_of(connection);
    if (deadline)
        deadline_set(server->deadlines, deadline, within_s);
}

static void on_connection(void *context, struct MHD_Connection *connection, void **deadline,
                          enum MHD_ConnectionNotificationCode code) {
    struct server *server = context;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        *deadline = deadline_open(server->deadlines, info->connect_fd, server->params.header_s);
    } else if (*deadline) { // the library closes the socket after this
        deadline_close(server->deadlines, *deadline);
        *deadline = NULL;
    }
}

static void on_completed(void *context, struct MHD_Connection *connection, void **request,
                         enum MHD_RequestTerminationCode code) {
    struct server *server = context;
    struct incoming *in = *request;
    (void)code;
    if (in) {
        strbuf_finish(&in->body);
        free(in);
        *request = NULL;
    }
    allow_seconds(server, connection, server->params.header_s); // of the next request
}

static struct MHD_Response *response_of(struct answer *answer) {
    struct MHD_Response *response;
    if (answer->file >= 0) {
        response = MHD_create_response_from_fd_at_offset64(answer->file_len, answer->file,
                                                           answer->file_offset);
        if (response)
            answer->file = -1; // the library closes it
    } else {
        response =
            MHD_create_response_from_buffer(answer->body_len, answer->body, MHD_RESPMEM_MUST_FREE);
        if (response)
            answer->body = NULL; // the library frees it
    }
    return response;
}

static enum MHD_Result send_answer(struct MHD_Connection *connection, struct answer *answer) {
    struct MHD_Response *response = response_of(answer);
    enum MHD_Result result = MHD_NO; // closes the connection: the client comes again
    if (response) {
        if (answer->content_type)
            MHD_add_response_header(response, "Content-Type", answer->content_type);
        for (size_t i = 0; i < answer->header_count; i++)
            MHD_add_response_header(response, answer->headers[i].name, answer->headers[i].value);
        result = MHD_queue_response(connection, (unsigned)answer->status, response);
        MHD_destroy_response(response);
    }
    answer_finish(answer);
    return result;
}

/* One argument of the query string, decoded by the library already. */
static enum MHD_Result take_argument(void *context, enum MHD_ValueKind kind, const char *name,
                                     size_t name_len, const char *value, size_t value_len) {
    (void)kind;
    return strlen(name) == name_len && form_add(context, name, value, value_len) ? MHD_YES : MHD_NO;
}

static bool read_query(struct MHD_Connection *connection, struct form *out) {
    int there = MHD_get_connection_values_n(connection, MHD_GET_ARGUMENT_KIND, NULL, NULL);
    if (there > 0)
        MHD_get_connection_values_n(connection, MHD_GET_ARGUMENT_KIND, take_argument, out);
    return there <= 0 || out->count == (size_t)there;
}

static void answer_read(struct server *server, struct incoming *in, struct answer *answer) {
    static const struct problem bad_query = {
        .status = 400, .type = "malformed", .title = "The query string is not UTF-8"};
    const struct site *site = server->params.site;
    struct form query = {.fields = NULL};
    bool is_query_good = read_query(in->request.connection, &query);
    in->request.query = &query;
    in->request.body = strbuf_text(&in->body);
    in->request.body_len = in->body.len;
    in->request.now_s = (int64_t)time(NULL);
    if (!is_query_good)
        site->refuse(in->route, &in->request, &bad_query, answer);
    else if (!in->route)
        route_refuse(site, in->match, &in->request, answer);
    else if (in->route->body_max > 0 && in->seen_bytes > in->route->body_max)
        route_refuse_size(site, in->route, &in->request, answer);
    else
        route_answer(site, in->route, &in->request, answer);
    in->request.query = NULL;
    form_finish(&query);
}

static enum MHD_Result answer_request(struct server *server, struct incoming *in) {
    struct answer answer;
    answer_init(&answer);
    while (sem_wait(&server->places) != 0)
        continue; // a signal
    answer_read(server, in, &answer);
    sem_post(&server->places);
    // The pattern, not the path: a slip's code is nobody's business in a log.
    log_debug("%s %s %d %s", in->request.method, in->route ? in->route->pattern : "?",
              answer.status, in->request.device_id);
    struct MHD_Connection *connection = in->request.connection;
    allow_seconds(server, connection, server->params.answer_s);
    return send_answer(connection, &answer);
}

/* A client that asks first (Expect: 100-continue), or announces more than we would drain, is told
 * before it sends. */
static bool is_refused_at_once(const struct incoming *in, struct MHD_Connection *connection) {
    const char *length = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Content-Length");
    unsigned long long announced = length ? strtoull(length, NULL, 10) : 0;
    size_t most = in->route ? in->route->body_max : 0;
    bool asks_first = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Expect") != NULL;
    return announced > DRAIN_BYTES_MAX || (asks_first && announced > most);
}

/* What a proxy in front says it was asked by: the last of the addresses it lists is its own word,
 * those before it are the client's. */
static const char *forwarded_for(struct MHD_Connection *connection) {
    const char *list = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "X-Forwarded-For");
    const char *comma = list ? strrchr(list, ',') : NULL;
    return comma ? comma + 1 + strspn(comma + 1, " ") : list;
}

/* IPv4 that came over an IPv6 socket is written as what it is. */
static void write_address(const struct sockaddr *from, char out[REQUEST_ADDRESS_MAX]) {
    if (from->sa_family == AF_INET) {
        inet_ntop(AF_INET, &((const struct sockaddr_in *)from)->sin_addr, out, REQUEST_ADDRESS_MAX);
    } else if (from->sa_family == AF_INET6) {
        const struct in6_addr *at = &((const struct sockaddr_in6 *)from)->sin6_addr;
        if (IN6_IS_ADDR_V4MAPPED(at))
            inet_ntop(AF_INET, &at->s6_addr[12], out, REQUEST_ADDRESS_MAX);
        else
            inet_ntop(AF_INET6, at, out, REQUEST_ADDRESS_MAX);
    }
}

static void find_address(const struct server *server, struct MHD_Connection *connection,
                         char out[REQUEST_ADDRESS_MAX]) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const char *forwarded = server->params.is_forwarded ? forwarded_for(connection) : NULL;
    struct in6_addr checked;
    if (forwarded && (inet_pton(AF_INET, forwarded, &checked) == 1 ||
                      inet_pton(AF_INET6, forwarded, &checked) == 1))
        snprintf(out, REQUEST_ADDRESS_MAX, "%s", forwarded);
    else if (info && info->client_addr)
        write_address(info->client_addr, out);
}

/* Asked before the body comes, so that nobody fills our memory from outside; what they are told
 * comes after it, as always. */
static bool is_stranger(const struct server *server, struct incoming *in) {
    const struct site *site = server->params.site;
    struct answer refusal;
    if (!in->route || in->route->body != ROUTE_FILE)
        return false;
    answer_init(&refusal);
    in->request.now_s = (int64_t)time(NULL);
    bool is_admitted = site->admit(in->route, &in->request, &refusal);
    if (site->release)
        site->release(&in->request);
    answer_finish(&refusal);
    return !is_admitted;
}

static enum MHD_Result begin(struct server *server, struct MHD_Connection *connection,
                             const char *path, const char *method, void **request) {
    struct incoming *in = xcalloc(1, sizeof *in);
    const struct site *site = server->params.site;
    *request = in;
    in->request = (struct request){
        .service = site->service,
        .office = site->office,
        .method = method, // as the path, the library's until the request is completed
        .path = path,
        .header = header_of,
        .connection = connection,
    };
    find_address(server, connection, in->request.address);
    in->match = route_find(site, &in->request, &in->route);
    allow_seconds(server, connection, server->params.body_s);
    in->is_stranger = is_stranger(server, in);
    if (!is_refused_at_once(in, connection))
        return MHD_YES;
    in->seen_bytes = DRAIN_BYTES_MAX + 1;
    return answer_request(server, in);
}

/* Keeps what the route takes, drops the rest. */
static enum MHD_Result collect(struct incoming *in, const char *bytes, size_t len) {
    in->seen_bytes += len;
    if (in->seen_bytes > DRAIN_BYTES_MAX)
        return MHD_NO;
    if (in->route && !in->is_stranger && in->seen_bytes <= in->route->body_max)
        strbuf_add(&in->body, bytes, len);
    return MHD_YES;
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection,
                                  const char *path, const char *method, const char *version,
                                  const char *bytes, size_t *len, void **request) {
    struct server *server = context;
    (void)version;
    if (!*request)
        return begin(server, connection, path, method, request);
    if (*len > 0) {
        size_t given = *len;
        *len = 0;
        return collect(*request, bytes, given);
    }
    return answer_request(server, *request);
}

/* The library's own words: handshakes that failed, clients that went away. */
__attribute__((format(printf, 2, 0))) static void on_library_log(void *context, const char *format,
                                                                 va_list args) {
    char line[256];
    (void)context;
    vsnprintf(line, sizeof line, format, args);
    line[strcspn(line, "\r\n")] = '\0';
    log_debug("http: %s", line);
}

static bool read_pem(const char *path, char **out_pem) {
    if (path_read(path, PEM_BYTES_MAX, out_pem, NULL))
        return true;
    log_error("cannot read '%s': %s", path, strerror(errno));
    return false;
}

static bool load_certificate(struct server *server) {
    return read_pem(server->params.cert_path, &server->cert_pem) &&
           read_pem(server->params.key_path, &server->key_pem);
}

static struct MHD_Daemon *start_daemon(struct server *server, int listener) {
    const struct server_params *s = &server->params;
    const struct MHD_OptionItem tls[] = {
        {MHD_OPTION_HTTPS_MEM_CERT, 0, server->cert_pem},
        {MHD_OPTION_HTTPS_MEM_KEY, 0, server->key_pem},
        // TLS 1.2 and newer (contract.md 1)
        {MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)"NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"},
        {MHD_OPTION_END, 0, NULL},
    };
    const struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};
    // Not a pool: there the threads that sleep are woken in one order, so most connections come to
    // the first of them, and wait for each other's commits.
    unsigned flags = MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD |
                     MHD_USE_POLL | MHD_USE_ERROR_LOG;
    if (!s->is_plain)
        flags |= MHD_USE_TLS;
    return MHD_start_daemon(
        flags, 0, NULL, NULL, on_request, server, MHD_OPTION_EXTERNAL_LOGGER, on_library_log, NULL,
        MHD_OPTION_LISTEN_SOCKET, listener, MHD_OPTION_CONNECTION_LIMIT, (unsigned)s->connections,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)s->per_address, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)s->idle_s, MHD_OPTION_NOTIFY_CONNECTION, on_connection, server,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, server, MHD_OPTION_ARRAY,
        s->is_plain ? none : tls, MHD_OPTION_END);
}

struct server *server_start(const struct server_params *params) {
    struct server *server = xcalloc(1, sizeof *server);
    server->params = *params;
    sem_init(&server->places, 0, (unsigned)params->threads);
    char *why = NULL;
    int listener = listener_open(params->listen, params->is_plain, &server->port, &why);
    if (listener < 0) {
        log_error("%s", why);
        free(why);
    } else if (params->is_plain || load_certificate(server)) {
        server->deadlines = deadlines_start();
        server->daemon = start_daemon(server, listener);
        if (!server->daemon)
            log_error("the HTTP daemon does not start (certificate and key may not belong "
                      "together)");
    }
    if (server->daemon)
        return server; // which owns the socket now
    if (listener >= 0)
        close(listener);
    server_stop(server);
    return NULL;
}

int server_port(const struct server *server) {
    return server->port;
}

bool server_answers(struct server *server, int64_t within_ms) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += within_ms / 1000;
    until.tv_nsec += within_ms % 1000 * 1000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    int status;
    while ((status = sem_clockwait(&server->places, CLOCK_MONOTONIC, &until)) != 0 &&
           errno == EINTR)
        continue;
    if (status != 0)
        return false;
    sem_post(&server->places);
    return true;
}

void server_stop(struct server *server) {
    if (!server)
        return;
    if (server->daemon)
        MHD_stop_daemon(server->daemon);
    deadlines_stop(server->deadlines);
    sem_destroy(&server->places);
    free(server->cert_pem);
    if (server->key_pem)
        crypto_wipe(server->key_pem, strlen(server->key_pem));
    free(server->key_pem);
    free(server);
}
