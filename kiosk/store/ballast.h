/* A file that holds room for the last records: made while there is plenty, removed once when the
 * disk is full. */
#ifndef STORE_BALLAST_H
#define STORE_BALLAST_H

#include <stdbool.h>

/** Makes it unless it is there or room is short already; no harm done when it cannot. */
void ballast_make(const char *path);
/** True when there was one and its room is free now. */
bool ballast_drop(const char *path);

#endif
