#include "web/listener.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/strbuf.h"

#define BACKLOG 128

/* Splits "host:port" and "[host]:port". */
static bool split(const char *where, char *host, size_t host_bytes, const char **out_port) {
    const char *colon = strrchr(where, ':');
    if (!colon || !colon[1])
        return false;
    const char *from = where, *to = colon;
    if (*where == '[') {
        from++;
        to--;
        if (to <= from || *to != ']')
            return false;
    }
    size_t len = (size_t)(to - from);
    if (len == 0 || len >= host_bytes)
        return false;
    memcpy(host, from, len);
    host[len] = '\0';
    *out_port = colon + 1;
    return true;
}

static struct addrinfo *resolve(const char *where) {
    char host[64];
    const char *port;
    struct addrinfo *found = NULL;
    const struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
                                   .ai_socktype = SOCK_STREAM};
    if (!split(where, host, sizeof host, &port) || getaddrinfo(host, port, &hints, &found) != 0)
        return NULL;
    return found;
}

static bool is_loopback(const struct sockaddr *address) {
    if (address->sa_family == AF_INET)
        return ntohl(((const struct sockaddr_in *)address)->sin_addr.s_addr) >> 24 == 127;
    return IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)address)->sin6_addr);
}

static int port_of(int socket) {
    struct sockaddr_storage address;
    socklen_t len = sizeof address;
    if (getsockname(socket, (struct sockaddr *)&address, &len) != 0)
        return 0;
    return ntohs(address.ss_family == AF_INET ? ((struct sockaddr_in *)&address)->sin_port
                                              : ((struct sockaddr_in6 *)&address)->sin6_port);
}

int listener_open(const char *where, bool must_be_local, int *out_port, char **out_why) {
    struct addrinfo *address = resolve(where);
    if (!address) {
        *out_why = xasprintf("cannot listen on '%s': expected ADDRESS:PORT", where);
        return -1;
    }
    int fd = -1;
    if (must_be_local && !is_loopback(address->ai_addr)) {
        *out_why =
            xasprintf("'%s' is not a loopback address: plain HTTP would cross the network", where);
    } else {
        const int on = 1;
        fd = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        bool is_up = fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
                     bind(fd, address->ai_addr, address->ai_addrlen) == 0 &&
                     listen(fd, BACKLOG) == 0;
        if (!is_up) {
            *out_why = xasprintf("cannot listen on '%s': %s", where, strerror(errno));
            if (fd >= 0)
                close(fd);
            fd = -1;
        }
    }
    freeaddrinfo(address);
    if (fd >= 0)
        *out_port = port_of(fd);
    return fd;
}
