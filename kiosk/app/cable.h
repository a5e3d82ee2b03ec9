/* Whether there is a network at all, by what the system says of its sockets. */
#ifndef APP_CABLE_H
#define APP_CABLE_H

#include <stdbool.h>

/** No cable is plugged in, and no Wi-Fi is joined. False also where the system does not tell. */
bool cable_is_out(void);

#endif
