/* The HTTP daemon: connections, bodies with a cap, total deadlines; routes.h says the rest. */
#ifndef RECORDSTORE_SERVER_H
#define RECORDSTORE_SERVER_H

struct server;
struct service;

/** Answers from its own threads until stopped. NULL when it cannot listen; logged. */
struct server *server_start(struct service *service);
/** The port it listens on, also where the settings said 0. */
int server_port(const struct server *server);
/** Ends the connections; what was answered with 201 is kept. */
void server_stop(struct server *server);

#endif
