/* The staff's file of a data folder, whoever holds it: through control.sock while a kiosk runs
 * there, which then shows a change at once, else by opening the file itself. */
#ifndef ADMIN_STAFF_ACCESS_H
#define ADMIN_STAFF_ACCESS_H

#include <jansson.h>

struct admin_options;

/** What net/staff_control.h answers to `request`, which is taken over; NULL, and said on standard
 * error, when it is an error. New reference. */
json_t *staff_access_ask(const struct admin_options *options, json_t *request);
/** Says on standard error what a "result" that is neither "ok" nor "unchanged" means. Exit status.
 */
int staff_access_report(const char *command, const json_t *answer);

#endif
