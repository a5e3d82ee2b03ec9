/* Inviting a kiosk: the one-time code that it enrols with. */
#ifndef RECORDS_ENROLMENT_H
#define RECORDS_ENROLMENT_H

#include "model/enrol_code.h"
#include "model/slip.h"
#include "sql/sql.h"

struct actor;
struct service;

/**
 * A new code; until it is used, a device that exists stays what it is.
 * @param again_id  of a device that exists, NULL for a new one
 * @param out_code  ENROL_CODE_MAX bytes: to be told to who stands at the kiosk, kept nowhere
 * @param out_id    SLIP_ID_BYTES
 * @return RECORDS_NONE when again_id is no device
 */
enum records_result enrolment_invite(const struct service *service, const char *again_id,
                                     const char *name, const struct actor *actor, char *out_code,
                                     char *out_id);

#endif
