/* A one-time code for a kiosk, made and shown this once. */
#ifndef OFFICE_KIOSK_CODE_H
#define OFFICE_KIOSK_CODE_H

#include "records/roles.h"
#include <stdbool.h>

struct answer;
struct request;

/** Those who let kiosks in and shut them out; others only look and answer calls. */
#define KIOSK_MANAGERS (ROLE_CLERK | ROLE_ADMIN)
#define KIOSK_WATCHERS (KIOSK_MANAGERS | ROLE_CULTURE)
bool kiosk_may_manage(const struct request *request);

/** @param again_id  of a kiosk that exists, NULL for a new one of that name */
void kiosk_answer_code(const struct request *request, struct answer *answer, const char *again_id,
                       const char *name);

#endif
