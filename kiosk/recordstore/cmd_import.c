/* import: slips that a kiosk wrote to a stick go the same way as those it uploads. A second import
 * finds them held, and so does the kiosk's own upload later. */
#include "recordstore/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/crypto.h"
#include "base/log.h"
#include "records/audit.h"
#include "records/devices.h"
#include "records/intake.h"
#include "records/service.h"
#include "recordstore/cli.h"
#include "store/bundle_slips.h"

struct import {
    struct service *service;
    int64_t now_s;
    int stored, held, refused;
};

static void on_refused(const char *why, void *context) {
    struct import *import = context;
    import->refused++;
    printf("refused  %s\n", why);
}

static const char *word_of(enum intake_result result) {
    static const char *const words[] = {
        [INTAKE_STORED] = "stored",
        [INTAKE_HELD] = "held already",
        [INTAKE_ERASED] = "erased by the office, not taken again",
        [INTAKE_OTHER] = "this id is held with other bytes: a fault, or somebody changed the file",
        [INTAKE_MALFORMED] = "expected a JSON object",
        [INTAKE_INVALID] = "breaks the rules",
        [INTAKE_LATER] = "the database cannot now; import again",
    };
    return words[result];
}

static void print_faults(const struct intake_outcome *outcome) {
    for (size_t i = 0; i < outcome->faults.count; i++)
        printf("%s %s: %s", i ? ";" : ":", outcome->faults.items[i].field,
               outcome->faults.items[i].why);
}

static void count(struct import *import, enum intake_result result) {
    if (result == INTAKE_STORED)
        import->stored++;
    else if (result == INTAKE_HELD || result == INTAKE_ERASED)
        import->held++;
    else
        import->refused++;
}

static void take(struct import *import, const struct bundle_slip *slip, bool is_revoked) {
    char sha256[CRYPTO_SHA256_HEX_MAX];
    struct intake_outcome outcome;
    crypto_sha256_hex(slip->body, slip->body_len, sha256);
    const struct intake_slip taken = {.id = slip->id,
                                      .device_id = slip->device_id,
                                      .body = slip->body,
                                      .body_len = slip->body_len,
                                      .sha256 = sha256,
                                      .now_s = import->now_s};
    enum intake_result result = intake_take(import->service, &taken, &outcome);
    int refused = import->refused;
    count(import, result);
    bool is_refused = import->refused > refused;
    printf("%s%s%s", is_refused ? "refused  " : "", is_refused ? slip->path : slip->id,
           is_refused ? ": " : "  ");
    fputs(word_of(result), stdout);
    if (result == INTAKE_INVALID)
        print_faults(&outcome);
    puts(is_revoked && !is_refused ? " (from a revoked kiosk)" : "");
}

/* Citizens were thanked for these at the screen: that its kiosk was revoked since, as a broken or
 * stolen one is, does not undo it, and the officer who carries the stick stands here. A kiosk that
 * this store never enrolled is another's, or nobody's. */
static void on_slip(const struct bundle_slip *slip, void *context) {
    struct import *import = context;
    struct device_row device;
    enum records_result found = devices_find(import->service->records, slip->device_id, &device);
    if (found == RECORDS_OK && device.state != DEVICE_STATE_INVITED) {
        take(import, slip, device.state == DEVICE_STATE_REVOKED);
        return;
    }
    import->refused++;
    printf("refused  %s: %s\n", slip->path,
           found == RECORDS_FAILED ? word_of(INTAKE_LATER)
                                   : "expected the folder of a kiosk of this store; this one was "
                                     "never enrolled here");
}

static bool note(const struct import *import) {
    const struct actor actor = {AUDIT_COMMAND_LINE, import->now_s};
    char words[96];
    snprintf(words, sizeof words, "%d stored, %d held, %d refused", import->stored, import->held,
             import->refused);
    return audit_note(import->service->records, &actor,
                      &(struct audit_entry){"slips.import", "", words}) == RECORDS_OK;
}

static bool import_from(struct service *service, const char *dir) {
    struct import import = {.service = service, .now_s = (int64_t)time(NULL)};
    const struct bundle_slips_reader reader = {
        .on_slip = on_slip, .on_refused = on_refused, .context = &import};
    char *why = NULL;
    enum bundle_result result = bundle_slips_read(dir, &reader, &why);
    if (result != BUNDLE_OK)
        log_error("no slips were read: %s; expected a stick with " BUNDLE_DIR "/outbox, as "
                  "kioskctl outbox export writes it",
                  why);
    else
        printf("%d stored, %d here already, %d refused\n", import.stored, import.held,
               import.refused);
    free(why);
    return result == BUNDLE_OK && note(&import) && import.refused == 0;
}

int cmd_import(const struct cli *cli) {
    struct service service;
    if (cli->word_count != 1) {
        fputs("recordstore: import DIR\n", stderr);
        return EXIT_FAILURE;
    }
    if (!service_open(&service, &cli->settings, false))
        return EXIT_FAILURE;
    bool is_done = service_load_keys(&service) && import_from(&service, cli->words[0]);
    service_close(&service);
    return is_done ? EXIT_SUCCESS : EXIT_FAILURE;
}
