#include "admin/staff_access.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "admin/commands.h"
#include "base/clock.h"
#include "base/jsonread.h"
#include "net/control.h"
#include "net/staff_control.h"
#include "store/content_store.h"
#include "store/staff_store.h"

static void say_opened(const char *data_dir, const struct staff_report *report) {
    if (report->result == STAFF_LOCKED)
        fprintf(stderr,
                "kioskctl: another program has the staff's file in '%s'; end it first, or wait\n",
                data_dir);
    else if (report->result == STAFF_UNUSABLE)
        fprintf(stderr, "kioskctl: cannot use the staff's file in '%s': %s\n", data_dir,
                report->why);
    else if (report->result == STAFF_OPENED_FRESH)
        fprintf(stderr,
                "kioskctl: the staff's file was broken (%s) and set aside as '%s'; a new one is "
                "begun: set the PINs anew, and tell the office\n",
                report->why, report->set_aside);
}

/* No kiosk runs here. Without content no item can be judged, and so none switched. */
static json_t *ask_file(const struct admin_options *options, const json_t *request) {
    struct clock clock;
    struct staff_report report;
    char *why = NULL;
    admin_init_clock(options, &clock);
    const struct staff_params params = {.data_dir = options->data_dir, .clock = &clock};
    struct staff_store *staff = staff_store_open(&params, &report);
    say_opened(options->data_dir, &report);
    if (!staff)
        return NULL;
    struct content_store *content = content_store_open(options->data_dir, &why);
    json_t *answer = staff_control_answer(request, staff, content);
    content_store_close(content);
    staff_store_close(staff);
    free(why);
    return answer;
}

json_t *staff_access_ask(const struct admin_options *options, json_t *request) {
    json_t *answer = control_ask(options->data_dir, request);
    if (!answer)
        answer = ask_file(options, request);
    json_decref(request);
    const char *error = jsonread_text(answer, "error", NULL);
    if (!error)
        return answer;
    fprintf(stderr, "kioskctl: %s\n", error);
    json_decref(answer);
    return NULL;
}

int staff_access_report(const char *command, const json_t *answer) {
    static const struct {
        const char *result, *words;
    } rows[] = {
        {"failed", "the staff's file cannot be written; is the disk full?"},
        {"absent", "nobody here has a PIN by that name"},
        {"form", "a PIN has six digits"},
        {"trivial", "that PIN is too easy to guess; take six digits without a pattern"},
        {"taken", "somebody else has that PIN already; take another"},
        {"name", "a name has 1 to 63 bytes, no spaces at its ends, and does not begin with @"},
        {"too_many", "eight people have a PIN already; remove one first"},
        {"unknown", "no switch and no item of that name; kioskctl switch list names them"},
        {"no_consent", "there is no recorded consent; it cannot be switched on"},
        {"no_decision", "there is no recorded decision; it cannot be switched on"},
        {"unpublished", "the office has not published it; it cannot be switched on"},
    };
    const char *result = jsonread_text(answer, "result", "");
    if (strcmp(result, "ok") == 0 || strcmp(result, "unchanged") == 0)
        return ADMIN_OK;
    const char *words = "the kiosk's answer makes no sense";
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].result, result) == 0)
            words = rows[i].words;
    fprintf(stderr, "kioskctl %s: %s\n", command, words);
    return ADMIN_FAILED;
}
