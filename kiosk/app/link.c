#include "app/link.h"

#include <jansson.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "app/machine.h"
#include "app/sender.h"
#include "app/signal.h"
#include "app/usb.h"
#include "base/date.h"
#include "base/jsonread.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "net/content_control.h"
#include "net/control.h"
#include "net/http.h"
#include "net/lookup.h"
#include "net/outbox_control.h"
#include "net/staff_control.h"
#include "net/sync.h"
#include "net/upload.h"
#include "store/content_store.h"
#include "store/staff_store.h"

#define LINK_PROGRAM "kiosk 0.1" // as the office reads it

/* --- from the threads ----------------------------------------------------------------------- */

static void on_content(void *context) {
    const struct link *link = context;
    machine_read_arrived(link->machine);
    signal_push(SIGNAL_CONTENT, NULL);
}

static void on_looked_up(const struct progress_answer *answer, void *context) {
    (void)context;
    struct progress_answer *cargo = xmalloc(sizeof *cargo);
    *cargo = *answer;
    signal_push(SIGNAL_LOOKUP, cargo);
}

/* Which content stands here since when is in the staff's log. What kioskctl brings it notes there
 * itself. */
static void note_content(const struct link *link) {
    struct content_head head = {.revision = 0};
    char revision[24];
    if (!link->machine->staff)
        return;
    content_store_head(link->machine->content_store, &head);
    snprintf(revision, sizeof revision, "%lld", (long long)head.revision);
    staff_store_note(link->machine->staff, STAFF_WHO_KIOSK, STAFF_ACT_CONTENT, NULL, NULL,
                     revision);
}

static void on_synced(void *context) {
    on_content(context);
    note_content(context);
}

/* The uploader has nothing to send for days and would not notice a cable that is out, nor that it
 * is in again: whatever the two see differently it looks at itself. */
static void on_poll(bool is_heard, void *context) {
    const struct link *link = context;
    struct upload_state state;
    uploader_state(link->uploader, &state);
    if ((state.link == UPLOAD_LINK_OK) != is_heard)
        uploader_hurry(link->uploader);
}

/* What the store wants of this kiosk alone. */
static void on_orders(const json_t *orders, void *context) {
    struct link *link = context;
    link->heard_at_s = clock_wall_s(&link->machine->clock);
    int64_t backup_at_s;
    if (date_parse_rfc3339(jsonread_text(orders, "last_backup_at", ""), &backup_at_s, NULL))
        link->backup_at_s = backup_at_s;
    if (jsonread_text(orders, "help_seen_at", NULL))
        signal_push(SIGNAL_SEEN, NULL);
    staff_control_obey(orders, link->machine->staff);
}

static void on_status(json_t *status, void *context) {
    const struct link *link = context;
    staff_control_report(status, link->machine->staff, link->machine->clock.zone_s);
}

static json_t *answer_heard(const struct link *link) {
    int64_t offset_s = 0;
    bool has_offset = link_clock_offset(link, &offset_s);
    json_t *answer = json_pack("{s:I}", "heard_at_s", (json_int_t)link->heard_at_s);
    json_object_set_new(answer, "clock_offset_s",
                        has_offset ? json_integer(offset_s) : json_null());
    return answer;
}

static json_t *on_control(const json_t *request, void *context) {
    const struct link *link = context;
    const struct machine *machine = link->machine;
    if (strcmp(jsonread_text(request, "do", ""), "link.heard") == 0)
        return answer_heard(link);
    const struct content_control control = {.store = machine->content_store,
                                            .device = &machine->device,
                                            .cancel = &link->is_stopping,
                                            .on_content = on_content,
                                            .context = context};
    json_t *answer = content_control_answer(request, &control);
    if (!answer)
        answer = staff_control_answer(request, machine->staff, machine->content_store);
    return answer ? answer : outbox_control_answer(request, machine->outbox, link->uploader);
}

/* --- starting and ending -------------------------------------------------------------------- */

static void start_upload(struct link *link, struct machine *machine, struct sender *sender) {
    struct upload_params params = {.outbox = machine->outbox,
                                   .device = &machine->device,
                                   .clock = &machine->clock,
                                   .proxy = machine->config.proxy,
                                   .on_state = sender_on_upload,
                                   .context = sender};
    link->uploader = uploader_start(&params);
}

static void start_sync(struct link *link, struct machine *machine) {
    struct sync_params params = {.store = machine->content_store,
                                 .outbox = machine->outbox,
                                 .device = &machine->device,
                                 .clock = &machine->clock,
                                 .proxy = machine->config.proxy,
                                 .poll_s = machine->config.poll_s,
                                 .data_dir = machine->config.data_dir,
                                 .app = LINK_PROGRAM,
                                 .on_content = on_synced,
                                 .on_status = on_status,
                                 .on_orders = on_orders,
                                 .on_poll = on_poll,
                                 .context = link};
    if (machine->content_store)
        link->sync = sync_start(&params);
}

static void start_lookup(struct link *link, struct machine *machine) {
    struct lookup_params params = {.outbox = machine->outbox,
                                   .device = &machine->device,
                                   .clock = &machine->clock,
                                   .proxy = machine->config.proxy,
                                   .on_answer = on_looked_up};
    link->lookup = lookup_start(&params);
}

static void start_usb(struct link *link, struct machine *machine) {
    struct usb_params params = {.roots = machine->config.usb_roots,
                                .store = machine->content_store,
                                .outbox = machine->outbox,
                                .device = &machine->device,
                                .on_content = on_content,
                                .context = link};
    if (machine->content_store)
        link->usb = usb_start(&params);
}

static void start_ways(struct link *link, struct machine *machine, struct sender *sender) {
    link->has_curl = http_global_start();
    if (!link->has_curl) {
        log_error("libcurl cannot start: slips are kept here until it can");
        return;
    }
    start_upload(link, machine, sender);
    start_sync(link, machine);
    start_lookup(link, machine);
    start_usb(link, machine);
}

/* kioskctl asks who has the files, also of a kiosk that is not enrolled yet. */
void link_start(struct link *link, struct machine *machine, struct sender *sender) {
    link->machine = machine;
    if (machine->device_result == DEVICE_OK && machine->outbox)
        start_ways(link, machine, sender);
    if (machine->outbox || machine->staff)
        link->control = control_start(machine->config.data_dir, on_control, link);
}

void link_stop(struct link *link) {
    atomic_store(&link->is_stopping, true);
    control_stop(link->control);
    if (link->uploader)
        uploader_stop(link->uploader);
    if (link->sync)
        sync_stop(link->sync);
    if (link->lookup)
        lookup_stop(link->lookup);
    if (link->usb)
        usb_stop(link->usb);
    if (link->uploader)
        uploader_join(link->uploader);
    if (link->sync)
        sync_join(link->sync);
    lookup_join(link->lookup);
    usb_join(link->usb);
    link->uploader = NULL;
    link->sync = NULL;
    link->lookup = NULL;
    link->usb = NULL;
    link->control = NULL;
}

void link_finish(struct link *link) {
    if (link->has_curl)
        http_global_stop();
    *link = (struct link){.has_curl = false};
}

/* --- asked by the app ----------------------------------------------------------------------- */

void link_wake(struct link *link) {
    if (link->uploader)
        uploader_wake(link->uploader);
    if (link->sync)
        sync_wake(link->sync);
    if (link->machine && link->machine->staff)
        staff_store_wake(link->machine->staff);
}

void link_set_offline(struct link *link, bool is_offline) {
    if (link->uploader)
        uploader_set_offline(link->uploader, is_offline);
    if (link->sync)
        sync_set_offline(link->sync, is_offline);
    if (link->lookup)
        lookup_set_offline(link->lookup, is_offline);
}

void link_set_help(struct link *link, int64_t requested_at_s) {
    if (link->sync)
        sync_set_help(link->sync, requested_at_s);
}

bool link_clock_offset(const struct link *link, int64_t *out_s) {
    struct sync_state state = {.has_offset = false};
    if (link->sync && !link->machine->clock.is_given)
        sync_state(link->sync, &state);
    if (state.has_offset)
        *out_s = state.clock_offset_s;
    return state.has_offset;
}

void link_ask(struct link *link, const char *code) {
    if (link->lookup)
        lookup_ask(link->lookup, code);
}
