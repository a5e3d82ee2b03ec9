#include "admin/outbox_access.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "net/control.h"
#include "net/outbox_control.h"
#include "store/outbox.h"

#define ANSWER_TIMEOUT_S 600 // an old stick takes its time

/* What the running kiosk answers; {"error"} when it went away meanwhile. `request` is taken over.
 */
static json_t *ask_kiosk(const char *data_dir, json_t *request) {
    json_t *answer = control_ask_within(data_dir, request, ANSWER_TIMEOUT_S);
    json_decref(request);
    return answer ? answer : json_pack("{s:s}", "error", "the kiosk does not answer any more");
}

bool outbox_access_open(struct outbox_access *access, const char *data_dir, const char *device_id) {
    *access = (struct outbox_access){.data_dir = data_dir};
    json_t *request = outbox_control_drain(false);
    json_t *answer = control_ask(data_dir, request);
    bool is_held_by_kiosk = answer != NULL;
    json_decref(answer);
    json_decref(request);
    if (is_held_by_kiosk)
        return true;
    struct outbox_params params = {.data_dir = data_dir, .device_id = device_id};
    struct outbox_report report;
    access->outbox = outbox_open(&params, &report);
    if (!access->outbox)
        fprintf(stderr, "kioskctl outbox: cannot open the outbox in '%s': %s\n", data_dir,
                report.result == OUTBOX_LOCKED ? "another program has it" : report.why);
    else if (report.result == OUTBOX_OPENED_FRESH)
        fprintf(stderr,
                "kioskctl outbox: the outbox was broken (%s) and set aside as '%s'; tell the "
                "office, the gap in the numbers shows what is missing\n",
                report.why, report.set_aside);
    return access->outbox != NULL;
}

void outbox_access_close(struct outbox_access *access) {
    if (access->outbox)
        outbox_close(access->outbox);
    access->outbox = NULL;
}

json_t *outbox_access_rows(const struct outbox_access *access) {
    return access->outbox ? outbox_control_rows(access->outbox)
                          : ask_kiosk(access->data_dir, outbox_control_list());
}

/* By the kiosk or by ourselves; `request` is taken over. */
static json_t *ask_holder(const struct outbox_access *access, json_t *request) {
    if (!access->outbox)
        return ask_kiosk(access->data_dir, request);
    json_t *answer = outbox_control_answer(request, access->outbox, NULL);
    json_decref(request);
    return answer;
}

json_t *outbox_access_export(const struct outbox_access *access, const char *dir,
                             const char *device_id) {
    return ask_holder(access, outbox_control_export(dir, device_id));
}

json_t *outbox_access_retry(const struct outbox_access *access, const char *code_or_id) {
    return ask_holder(access, outbox_control_retry(code_or_id));
}

char *outbox_access_push(const struct outbox_access *access, const struct slip *slip) {
    // One answer for both ways, so that they cannot come to differ.
    json_t *answer = ask_holder(access, outbox_control_push(slip));
    const char *result = jsonread_text(answer, "result", NULL);
    const char *error = jsonread_text(answer, "error", "the kiosk's answer makes no sense");
    char *why = NULL;
    if (!result)
        why = xstrdup(error);
    else if (strcmp(result, "full") == 0)
        why = xstrdup("the disk is full");
    else if (strcmp(result, "ok") != 0)
        why = xasprintf("the outbox could not save it (%s)", result);
    json_decref(answer);
    return why;
}
