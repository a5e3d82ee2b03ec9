#include "records/intake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/date.h"
#include "base/log.h"
#include "records/service.h"
#include "records/slips.h"

#define AWAIT_TRIES 50
#define AWAIT_MS 20

static enum intake_result result_of(const struct slip_holding *holding,
                                    const struct intake_slip *slip, struct intake_outcome *out) {
    if (holding->held == SLIP_HELD_ERASED)
        return INTAKE_ERASED;
    if (holding->held == SLIP_HELD_BEFORE && strcmp(holding->sha256, slip->sha256) != 0)
        return INTAKE_OTHER;
    snprintf(out->receipt.id, sizeof out->receipt.id, "%s", slip->id);
    snprintf(out->receipt.sha256, sizeof out->receipt.sha256, "%s", slip->sha256);
    date_format_rfc3339(holding->received_at_s, 0, out->receipt.received_at);
    return holding->held == SLIP_HELD_NEW ? INTAKE_STORED : INTAKE_HELD;
}

static enum records_result put(struct service *service, const struct intake_slip *slip,
                               struct slip_holding *out) {
    return slips_put(service->records,
                     &(struct slip_bytes){.id = slip->id,
                                          .device_id = slip->device_id,
                                          .body = slip->body,
                                          .body_len = slip->body_len,
                                          .sha256 = slip->sha256,
                                          .received_at_s = slip->now_s},
                     out);
}

/* Takes `opened` over. */
static enum intake_result keep(struct service *service, const struct intake_slip *slip,
                               struct opened_slip *opened, struct intake_outcome *out) {
    struct slip_holding holding;
    bool is_kept = put(service, slip, &holding) == RECORDS_OK;
    enum intake_result result = is_kept ? result_of(&holding, slip, out) : INTAKE_LATER;
    // Held but not filed: its first answer was lost, and whoever was to file it with it.
    if (result == INTAKE_STORED || (result == INTAKE_HELD && !holding.is_filed)) {
        opened->received_at_s = holding.received_at_s;
        filing_add(&service->filing, opened);
    } else {
        opened_slip_destroy(opened);
    }
    return result;
}

/* Takes the envelope over. */
static enum intake_result open_and_keep(struct service *service, const struct intake_slip *slip,
                                        struct envelope *envelope, struct intake_outcome *out) {
    struct opened_slip *opened = opened_slip_create(envelope);
    enum opening_result opening = opened_slip_open(opened, service, &out->faults);
    if (opening == OPENING_FAULTY) {
        opened_slip_destroy(opened);
        return INTAKE_INVALID;
    }
    // A slip sealed to a key that the office has lost is kept as it is and taken: refusing it would
    // leave it on a machine in a hall until somebody looks there, and the key may yet be found.
    if (opening == OPENING_NO_KEY)
        log_warn("slip %s is sealed to a key that is not here: kept unopened", slip->id);
    return keep(service, slip, opened, out);
}

static bool check_sender(const struct envelope *e, const struct intake_slip *slip,
                         struct intake_outcome *out) {
    if (strcmp(e->id, slip->id) != 0)
        opening_fault(&out->faults, "id", "expected the id of the address");
    if (strcmp(e->device_id, slip->device_id) != 0)
        opening_fault(&out->faults, "device_id", "expected the device that sends it");
    return out->faults.count == 0;
}

static enum intake_result take(struct service *service, const struct intake_slip *slip,
                               struct intake_outcome *out) {
    struct envelope envelope;
    const char *field, *why;
    if (!envelope_decode(slip->body, slip->body_len, &envelope, &field, &why)) {
        if (!strcmp(field, "body"))
            return INTAKE_MALFORMED;
        opening_fault(&out->faults, field, why);
        return INTAKE_INVALID;
    }
    enum intake_result result = INTAKE_INVALID;
    if (check_sender(&envelope, slip, out))
        result = open_and_keep(service, slip, &envelope, out);
    envelope_finish(&envelope);
    return result;
}

/* What is held already is settled by its hash alone: rules may have changed since it was taken.
 * Asked where it would be refused, for slips_put() looks first, too. Another device's is refused.
 */
static enum intake_result settle_refused(struct service *service, const struct intake_slip *slip,
                                         struct intake_outcome *out, enum intake_result refusal) {
    struct slip_holding holding;
    if (slips_find(service->records, slip->id, &holding) != RECORDS_OK)
        return INTAKE_LATER;
    bool is_own = holding.held == SLIP_HELD_ERASED || !strcmp(holding.device_id, slip->device_id);
    return holding.held == SLIP_HELD_NEW || !is_own ? refusal : result_of(&holding, slip, out);
}

enum intake_result intake_take(struct service *service, const struct intake_slip *slip,
                               struct intake_outcome *out) {
    *out = (struct intake_outcome){.faults.count = 0};
    enum intake_result result = take(service, slip, out);
    if (result == INTAKE_INVALID || result == INTAKE_MALFORMED)
        return settle_refused(service, slip, out, result);
    return result;
}

/* --- what was left -------------------------------------------------------------------------- */

/* The next one after `kept`, whose body is freed; none: false. */
static bool next_left(const struct service *service, enum slips_left what, struct slip_kept *kept) {
    char after[CRYPTO_UUID_MAX];
    snprintf(after, sizeof after, "%s", kept->id);
    free(kept->body);
    kept->body = NULL;
    return slips_next_left(service->records, what, after, kept) == RECORDS_OK;
}

/* What was kept, once more; NULL when it cannot be read at all. */
static struct opened_slip *open_kept(const struct service *service, const struct slip_kept *kept) {
    struct envelope envelope;
    const char *field, *why;
    if (!envelope_decode(kept->body, kept->body_len, &envelope, &field, &why)) {
        log_error("slip %s is damaged: %s, %s", kept->id, field, why);
        return NULL;
    }
    struct opening_faults faults = {.count = 0};
    struct opened_slip *opened = opened_slip_create(&envelope);
    opened->received_at_s = kept->received_at_s;
    if (opened_slip_open(opened, service, &faults) == OPENING_FAULTY)
        log_warn("slip %s stays unopened: its record breaks the rules", kept->id);
    return opened;
}

int intake_file_left(struct service *service) {
    struct slip_kept kept = {.body = NULL};
    int filed = 0;
    while (next_left(service, SLIPS_UNFILED, &kept)) {
        struct opened_slip *opened = open_kept(service, &kept);
        if (!opened)
            continue;
        filed += slips_file(service->records, &opened, 1) == RECORDS_OK;
        opened_slip_destroy(opened);
    }
    return filed;
}

void intake_await_filing(const struct service *service) {
    bool is_left = true;
    for (int i = 0; i < AWAIT_TRIES && is_left; i++) {
        struct slip_kept kept = {.body = NULL};
        if (i > 0)
            nanosleep(&(struct timespec){0, AWAIT_MS * 1000000L}, NULL);
        is_left = next_left(service, SLIPS_UNFILED, &kept);
        free(kept.body);
    }
    if (is_left)
        log_warn("some slips are kept but not filed yet: the next start of the service files them");
}

int intake_reopen(struct service *service, int64_t now_s) {
    struct slip_kept kept = {.body = NULL};
    int opened_count = 0;
    while (next_left(service, SLIPS_UNOPENED, &kept)) {
        struct opened_slip *opened = open_kept(service, &kept);
        if (!opened)
            continue;
        opened_count +=
            opened->is_open && slips_open(service->records, opened, now_s) == RECORDS_OK;
        opened_slip_destroy(opened);
    }
    return opened_count;
}
