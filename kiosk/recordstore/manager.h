/* What the service manager is told: that the store is ready, that it ends, and, where it asks for
 * that, that it still answers (systemd's sd_notify). Without a manager nothing is said. */
#ifndef RECORDSTORE_MANAGER_H
#define RECORDSTORE_MANAGER_H

#include <stdint.h>

void manager_ready(void);
void manager_stopping(void);
/** In milliseconds, how often it wants to hear manager_alive(); 0: never. */
int64_t manager_beat_ms(void);
void manager_alive(void);

#endif
