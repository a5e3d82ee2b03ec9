/* control.sock in the data folder (owner only): how kioskctl speaks to a kiosk that runs and so
 * holds the outbox. One JSON object a line each way; the requests are in net/outbox_control.h. */
#ifndef NET_CONTROL_H
#define NET_CONTROL_H

#include <jansson.h>

#define CONTROL_SOCKET "control.sock"
#define CONTROL_LINE_MAX (1024 * 1024)
#define CONTROL_CLIENTS_MAX 8
#define CONTROL_ANSWER_TIMEOUT_S 30

struct control;

/** Answers one request: a new reference; called from the control thread. */
typedef json_t *control_answer(const json_t *request, void *context);

/** NULL when the socket cannot be made (logged). A socket that nobody listens on is replaced. */
struct control *control_start(const char *data_dir, control_answer *answer, void *context);
void control_stop(struct control *control); // stops, joins, removes the socket; takes NULL
/** Client side: the answer (new reference), or NULL when no kiosk runs on this folder. */
json_t *control_ask(const char *data_dir, const json_t *request);
/** The same for what takes longer than a moment. */
json_t *control_ask_within(const char *data_dir, const json_t *request, int seconds);

#endif
