#include "net/backoff.h"

int64_t backoff_most_ms(int tries) {
    int64_t most_ms = BACKOFF_FIRST_MS;
    for (int i = 1; i < tries && most_ms < BACKOFF_MOST_MS; i++)
        most_ms *= 2;
    return most_ms < BACKOFF_MOST_MS ? most_ms : BACKOFF_MOST_MS;
}
