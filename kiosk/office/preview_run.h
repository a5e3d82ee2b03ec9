/* Runs the kiosk program for a preview: alone, without a display, and within limits of time and
 * memory. */
#ifndef OFFICE_PREVIEW_RUN_H
#define OFFICE_PREVIEW_RUN_H

#include <stdbool.h>

#define PREVIEW_LOG "log" // in its folder: what the program said

/** True when it ended well. @param argv  ends with NULL; @param dir  its home */
bool preview_run(const char *const *argv, const char *dir);

#endif
