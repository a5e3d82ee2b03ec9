/* Waiting for PostgreSQL, but not for ever: a server may hang while its machine and its connection
 * live on. */
#include "sql/postgres.h"

#include <poll.h>

#include "base/mono.h"

#define ANSWER_MS 20000

int64_t postgres_deadline(void) {
    return mono_ms() + ANSWER_MS;
}

bool postgres_await(PGconn *link, int64_t deadline_ms) {
    bool is_sent = PQflush(link) != 1;
    while (!is_sent || PQisBusy(link)) {
        struct pollfd at = {.fd = PQsocket(link), .events = POLLIN};
        int64_t left_ms = deadline_ms - mono_ms();
        if (!is_sent)
            at.events |= POLLOUT;
        if (left_ms <= 0)
            return false;
        if (poll(&at, 1, (int)left_ms) > 0 && !PQconsumeInput(link))
            return true; // lost, and PQgetResult() says so
        is_sent = PQflush(link) != 1;
    }
    return true;
}
