/* control.sock in the data folder (owner only): how kioskctl speaks to a kiosk that runs and so
 * holds the outbox. One JSON object a line each way. */
#ifndef NET_CONTROL_H
#define NET_CONTROL_H

#include <jansson.h>
#include <stdbool.h>

struct control;

/** Answers one request: a new reference; called from the control thread. */
typedef json_t *control_answer(const json_t *request, void *context);

/** NULL when the socket cannot be made (logged). */
struct control *control_start(const char *data_dir, control_answer *answer, void *context);
void control_stop(struct control *control); // stops, joins, removes the socket
/** Client side: the answer (new reference), or NULL when no kiosk runs on this folder. */
json_t *control_ask(const char *data_dir, const json_t *request);

#endif
