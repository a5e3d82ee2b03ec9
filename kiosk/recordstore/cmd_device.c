/* device add, list, revoke, resend, unlock-pin, help-seen: kiosks as the office handles them. */
#include "recordstore/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/date.h"
#include "base/log.h"
#include "records/audit.h"
#include "records/devices.h"
#include "records/enrolment.h"
#include "records/intake.h"
#include "records/service.h"
#include "records/settings.h"
#include "recordstore/cli.h"

/* The code goes to standard output alone on its line, so that a script can take it. */
static bool add(struct service *service, const struct cli *cli) {
    char code[ENROL_CODE_MAX], id[SLIP_ID_BYTES];
    const struct actor actor = {AUDIT_COMMAND_LINE, (int64_t)time(NULL)};
    enum records_result result =
        enrolment_invite(service, cli->device_id, cli->name ? cli->name : "", &actor, code, id);
    if (result == RECORDS_NONE)
        log_error("there is no device '%s'", cli->device_id);
    if (result != RECORDS_OK)
        return false;
    fprintf(stderr, "Device %s enrols with this code, once, within %d hours:\n", id,
            (service->settings->code_valid_s + 3599) / 3600);
    puts(code);
    return true;
}

static void print_time(int64_t at_s) {
    char text[DATE_RFC3339_MAX] = "-";
    if (at_s)
        date_format_rfc3339(at_s, 0, text);
    printf("\t%s", text);
}

static bool list(struct service *service) {
    struct device_row row = {.id = ""};
    enum records_result result;
    intake_await_filing(service);
    puts("id\tstate\tenrolled\tlast heard\theld\tlast number\tmissing\tname");
    for (;;) {
        char after[SLIP_ID_BYTES];
        snprintf(after, sizeof after, "%s", row.id);
        result = devices_next(service->records, after, &row);
        if (result != RECORDS_OK)
            break;
        printf("%s\t%s%s", row.id, device_state_word(row.state), row.is_copied ? ",copied" : "");
        print_time(row.enrolled_at_s);
        print_time(row.status_at_s);
        printf("\t%lld\t%lld\t%lld\t%s\n", (long long)row.held, (long long)row.last_seq,
               (long long)row.missing, row.name);
    }
    return result == RECORDS_NONE;
}

static bool report(enum records_result result, const char *id, const char *done) {
    if (result == RECORDS_OK)
        printf("%s: %s\n", id, done);
    else if (result == RECORDS_NONE)
        log_error("there is no device '%s'", id);
    return result == RECORDS_OK;
}

/* The lock that it last reported, and no later one. */
static bool unlock(struct sql *records, const char *id, const struct actor *actor) {
    struct device_row row;
    enum records_result result = devices_find(records, id, &row);
    if (result == RECORDS_OK && !row.health.pin_lock[0]) {
        log_error("device '%s' reports no lock on its staff PIN", id);
        return false;
    }
    if (result == RECORDS_OK)
        result = devices_unlock_pin(records, id, row.health.pin_lock, actor);
    return report(result, id, "told to unlock with its next report");
}

/* What it says is true of a service that runs beside it, too. */
static bool revoke(struct sql *records, const char *id, const struct actor *actor) {
    enum records_result result = devices_revoke(records, id, actor);
    if (result == RECORDS_OK)
        nanosleep(&(struct timespec){DEVICE_PASS_MS / 1000, DEVICE_PASS_MS % 1000 * 1000000L},
                  NULL);
    return report(result, id, "revoked");
}

/* The verbs that name a device. */
static bool act(struct service *service, const char *verb, const char *id, const char *value) {
    struct sql *records = service->records;
    const struct actor actor = {AUDIT_COMMAND_LINE, (int64_t)time(NULL)};
    if (!strcmp(verb, "revoke"))
        return revoke(records, id, &actor);
    if (!strcmp(verb, "unlock-pin"))
        return unlock(records, id, &actor);
    if (!strcmp(verb, "help-seen"))
        return report(devices_see_help(records, id, &actor), id, "told that its call was seen");
    char *end;
    long long seq = value ? strtoll(value, &end, 10) : 0;
    if (!strcmp(verb, "resend") && seq > 0 && !*end)
        return report(devices_ask_resend(records, id, seq, &actor), id,
                      "asked to send again with its next report");
    fputs("recordstore: device add | list | revoke ID | resend ID SEQ | unlock-pin ID | help-seen "
          "ID\n",
          stderr);
    return false;
}

int cmd_device(const struct cli *cli) {
    struct service service;
    const char *verb = cli->word_count > 0 ? cli->words[0] : "";
    const char *id = cli->word_count > 1 ? cli->words[1] : NULL;
    const char *value = cli->word_count > 2 ? cli->words[2] : NULL;
    if (!service_open(&service, &cli->settings, false))
        return EXIT_FAILURE;
    bool is_done;
    if (!strcmp(verb, "add"))
        is_done = add(&service, cli);
    else if (!strcmp(verb, "list"))
        is_done = list(&service);
    else
        is_done = act(&service, id ? verb : "", id, value);
    service_close(&service);
    return is_done ? EXIT_SUCCESS : EXIT_FAILURE;
}
