/* What kioskctl may ask of the published content, and the answers, whether a running kiosk holds
 * the file and is asked through control.sock or kioskctl has opened it itself:
 *
 *   {"do":"content.current"}           {"manifest":"..."} with the manifest's text, "" for none
 *   {"do":"content.import","dir":...}  {"result","why","revision"}: a bundle is taken in
 *   {"do":"content.export","dir":...}  {"result","why"}: a bundle is written
 *
 * "result" is a word of store/bundle.h; "why" is "" when it is "ok". */
#ifndef NET_CONTENT_CONTROL_H
#define NET_CONTENT_CONTROL_H

#include <jansson.h>
#include <stdatomic.h>

struct content_store;
struct device;

#define CONTENT_CONTROL_IMPORT "content.import"
#define CONTENT_CONTROL_EXPORT "content.export"
#define CONTENT_CONTROL_TIMEOUT_S 3600 // a stick of 2 GiB by an old port

struct content_control {               // borrowed, all of it
    struct content_store *store;       // NULL: this kiosk has none
    const struct device *device;       // whose key a bundle must be signed with; NULL: not enrolled
    const atomic_bool *cancel;         // true ends an import; may be NULL
    void (*on_content)(void *context); // a bundle was taken in; may be NULL
    void *context;
};

/** For app/ to forward to; NULL when this is another request. */
json_t *content_control_answer(const json_t *request, const struct content_control *control);
/** {"do":"content.current"}; new reference, as the next. */
json_t *content_control_request(void);
json_t *content_control_bundle(const char *what, const char *dir);

#endif
