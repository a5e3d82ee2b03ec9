/* The HTTP daemon: connections, bodies with a cap, total deadlines; route.h says the rest. */
#ifndef WEB_SERVER_H
#define WEB_SERVER_H

#include <stdbool.h>
#include <stdint.h>

struct server;
struct site;

struct server_params {
    const struct site *site;          // borrowed, outlives the server
    const char *listen;               // "127.0.0.1:8443", "[::1]:0"; as all texts, for the call
    bool is_plain;                    // HTTP without TLS, on a loopback address only
    bool is_forwarded;                // a proxy in front names the client in X-Forwarded-For
    const char *cert_path, *key_path; // PEM; unused where is_plain
    int header_s, body_s, answer_s, idle_s; // total times, not pauses, but for idle_s
    int connections, per_address;
    int threads; // requests that are answered at once, each on its connection's own thread
};

/** Answers from its own threads until stopped. NULL when it cannot listen; logged. */
struct server *server_start(const struct server_params *params);
/** The port it listens on, also where the params said 0. */
int server_port(const struct server *server);
/** Whether a place to answer becomes free in time: false when everybody who answers is stuck. */
bool server_answers(struct server *server, int64_t within_ms);
/** Ends the connections; what was answered with 201 is kept. */
void server_stop(struct server *server);

#endif
