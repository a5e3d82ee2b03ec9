/* The socket a service listens on. */
#ifndef WEB_LISTENER_H
#define WEB_LISTENER_H

#include <stdbool.h>

/**
 * @param where          "127.0.0.1:8443", "[::1]:0", "0.0.0.0:443": an address, no name
 * @param must_be_local  refuses what is not a loopback address
 * @param out_why        what is wrong, owned by the caller
 * @return a non-blocking socket that listens, owned by the caller; -1 on failure
 */
int listener_open(const char *where, bool must_be_local, int *out_port, char **out_why);

#endif
