/* The published content for kioskctl while a kiosk runs and holds its file:
 *
 *   {"do":"content.current"}   {"manifest":"..."} with the manifest's text, "" when there is none
 */
#ifndef NET_CONTENT_CONTROL_H
#define NET_CONTENT_CONTROL_H

#include <jansson.h>

struct content_store;

/** For app/ to forward to; NULL when this is another request. */
json_t *content_control_answer(const json_t *request, struct content_store *store);
/** New reference. */
json_t *content_control_request(void);

#endif
