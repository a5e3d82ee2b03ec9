/* Total times for connections. The HTTP library's own timeout counts pauses only: a client that
 * sends one byte a second is never late for it (measured). Here one thread looks at all connections
 * and shuts down the sockets whose time is over; the library then sees them closed. */
#ifndef WEB_DEADLINES_H
#define WEB_DEADLINES_H

struct deadline;
struct deadlines;

struct deadlines *deadlines_start(void);
/** Every deadline is closed by now. */
void deadlines_stop(struct deadlines *deadlines);

/** From now on the socket has `within_s` seconds. Owned by the caller until deadline_close(), which
 *  must come before the socket is closed. */
struct deadline *deadline_open(struct deadlines *deadlines, int socket, int within_s);
void deadline_set(struct deadlines *deadlines, struct deadline *deadline, int within_s);
void deadline_close(struct deadlines *deadlines, struct deadline *deadline);

#endif
