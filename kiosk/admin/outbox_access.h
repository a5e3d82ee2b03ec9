/* The outbox of a data folder, whoever holds it: through control.sock while a kiosk runs there,
 * else by opening the file itself. */
#ifndef ADMIN_OUTBOX_ACCESS_H
#define ADMIN_OUTBOX_ACCESS_H

#include <jansson.h>
#include <stdbool.h>

struct outbox;
struct slip;

struct outbox_access {
    const char *data_dir;  // borrowed
    struct outbox *outbox; // owned; NULL while a kiosk holds it
};

/** False, and said on standard error, when neither way leads in. `device_id` "": not enrolled. */
bool outbox_access_open(struct outbox_access *access, const char *data_dir, const char *device_id);
void outbox_access_close(struct outbox_access *access);
/** {"rows": [...]} as net/outbox_control.h has it, or {"error"}; new reference, never NULL. */
json_t *outbox_access_rows(const struct outbox_access *access);
/** Writes what is not delivered to a stick; the answer of net/outbox_control.h, or {"error"}. */
json_t *outbox_access_export(const struct outbox_access *access, const char *dir,
                             const char *device_id);
/** Lets what was set aside wait again: all, or one by code or id; the answer, or {"error"}. */
json_t *outbox_access_retry(const struct outbox_access *access, const char *code_or_id);
/** Saves a sealed slip. @return NULL when it is saved, else why not; owned by the caller */
char *outbox_access_push(const struct outbox_access *access, const struct slip *slip);

#endif
