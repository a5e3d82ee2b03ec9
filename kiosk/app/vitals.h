/* How the machine itself fares: what the system says of disk, heat and network socket. */
#ifndef APP_VITALS_H
#define APP_VITALS_H

#include <stdbool.h>

struct vitals {
    int disk_free_percent; // of the file system the data is on; -1: not known
    bool has_heat;
    int heat_c;         // of the warmest sensor
    bool has_link_news; // the system tells of its network sockets
    bool has_link;      // one of them has its cable, or is in a Wi-Fi
};

void vitals_read(struct vitals *vitals, const char *data_dir);

#endif
