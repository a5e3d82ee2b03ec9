/* kioskctl outbox: what waits on this kiosk. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "admin/commands.h"
#include "admin/outbox_access.h"
#include "admin/outbox_add.h"
#include "admin/staff_access.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/jsonread.h"
#include "net/control.h"
#include "net/outbox_control.h"
#include "net/staff_control.h"
#include "net/upload.h"
#include "store/bundle.h"
#include "store/device.h"
#include "store/outbox.h"

#define DRAIN_FOR_S 60
#define DRAIN_FOR_MOST_S 86400
#define DRAIN_LOOK_MS 100

static const char help[] =
    "usage: kioskctl outbox list\n"
    "       kioskctl outbox add FILE.jsonl\n"
    "       kioskctl outbox drain [--for SECONDS]\n"
    "       kioskctl outbox retry CODE|--all\n"
    "       kioskctl outbox export DIR\n\n"
    "  list   a line a slip: number, code, id, state, when it was made, why it was parked\n"
    "  add    queues slips from paper, one record/1 in JSON a line (- is standard input), by\n"
    "         the same rules as on the screen; prints id and code of each. campaign_id may be\n"
    "         missing (the published one's), code too (a new one); consent must say what was\n"
    "         signed: {\"version\",\"at\"}. One wrong line keeps the whole file out.\n"
    "  drain  sends until nothing waits or SECONDS (default 60) are over; exit status 0 only\n"
    "         when nothing waits\n"
    "  retry  lets a slip that was set aside (or all of them) be sent once more, as it is; "
    "mend\n"
    "         first what list says it was refused for\n"
    "  export writes what waits or was set aside to DIR/guong-sang/outbox/, sealed as it is,\n"
    "         for recordstore import in the office; it stays here until the store has it\n\n"
    "A kiosk that runs on the data folder is asked to do it; else kioskctl does it itself.\n";

/* ---- list ---- */

static void print_row(const json_t *row, int zone_s) {
    char created[DATE_RFC3339_MAX];
    date_format_rfc3339(jsonread_int(row, "created_at_s", 0), zone_s, created);
    const char *reason = jsonread_text(row, "reason", "");
    printf("%6lld  %s  %s  %-9s  %s%s%s\n", (long long)jsonread_int(row, "seq", 0),
           jsonread_text(row, "code", ""), jsonread_text(row, "id", ""),
           jsonread_text(row, "state", ""), created, reason[0] ? "  " : "", reason);
}

static size_t count_state(const json_t *rows, const char *state) {
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(rows); i++)
        count += strcmp(jsonread_text(json_array_get(rows, i), "state", ""), state) == 0;
    return count;
}

static int list(const struct admin_options *options) {
    struct clock clock;
    struct outbox_access access;
    admin_init_clock(options, &clock);
    if (!outbox_access_open(&access, options->data_dir, ""))
        return ADMIN_FAILED;
    json_t *answer = outbox_access_rows(&access);
    outbox_access_close(&access);
    const char *error = jsonread_text(answer, "error", NULL);
    const json_t *rows = jsonread_array(answer, "rows");
    for (size_t i = 0; i < json_array_size(rows); i++)
        print_row(json_array_get(rows, i), clock.zone_s);
    if (error)
        fprintf(stderr, "kioskctl outbox: %s\n", error);
    else
        printf("%zu slips: %zu to send, %zu sent, %zu set aside\n", json_array_size(rows),
               count_state(rows, "waiting"), count_state(rows, "delivered"),
               count_state(rows, "parked"));
    json_decref(answer);
    return error ? ADMIN_FAILED : ADMIN_OK;
}

/* ---- drain ---- */

struct drain_state {
    int64_t waiting, delivered, parked;
    char link[16], why[160];
};

/* Either way of draining: starts or looks, fills the progress; false when that cannot be. */
struct drainer {
    const char *data_dir;
    struct outbox *outbox; // NULL: the running kiosk's
    struct uploader *uploader;
};

static bool look_at_kiosk(const struct drainer *d, bool is_first, struct drain_state *out) {
    json_t *request = outbox_control_drain(is_first);
    json_t *answer = control_ask(d->data_dir, request);
    const char *error = answer ? jsonread_text(answer, "error", NULL) : "the kiosk does not answer";
    if (error)
        fprintf(stderr, "kioskctl outbox: %s\n", error);
    *out = (struct drain_state){
        .waiting = jsonread_int(answer, "waiting", 0),
        .delivered = jsonread_int(answer, "delivered", 0),
        .parked = jsonread_int(answer, "parked", 0),
    };
    snprintf(out->link, sizeof out->link, "%s", jsonread_text(answer, "link", ""));
    snprintf(out->why, sizeof out->why, "%s", jsonread_text(answer, "why", ""));
    bool is_fine = !error;
    json_decref(answer);
    json_decref(request);
    return is_fine;
}

static bool look_at_own(const struct drainer *d, struct drain_state *out) {
    struct outbox_counts counts;
    struct upload_state state;
    if (outbox_count(d->outbox, &counts) != OUTBOX_OK) {
        fputs("kioskctl outbox: the outbox cannot be read\n", stderr);
        return false;
    }
    uploader_state(d->uploader, &state);
    *out = (struct drain_state){
        .waiting = counts.waiting, .delivered = counts.delivered, .parked = counts.parked};
    snprintf(out->link, sizeof out->link, "%s", upload_link_word(state.link));
    snprintf(out->why, sizeof out->why, "%s", state.why);
    return true;
}

static int watch(const struct drainer *d, int seconds) {
    struct clock clock;
    clock_init(&clock, 0);
    const int64_t end_ms = clock_mono_ms(&clock) + seconds * 1000LL;
    struct drain_state now;
    int64_t delivered_before = -1;
    bool is_over, is_refused;
    do {
        bool is_first = delivered_before < 0;
        if (!(d->outbox ? look_at_own(d, &now) : look_at_kiosk(d, is_first, &now)))
            return ADMIN_FAILED;
        if (is_first)
            delivered_before = now.delivered;
        is_over = clock_mono_ms(&clock) >= end_ms;
        // A first look at a kiosk shows the state before it tried again.
        is_refused = !is_first && strcmp(now.link, upload_link_word(UPLOAD_LINK_REFUSED)) == 0;
        if (now.waiting > 0 && !is_over && !is_refused)
            nanosleep(&(struct timespec){.tv_nsec = DRAIN_LOOK_MS * 1000000L}, NULL);
    } while (now.waiting > 0 && !is_over && !is_refused);
    printf("%lld sent, %lld still to send, %lld set aside: ",
           (long long)(now.delivered - delivered_before), (long long)now.waiting,
           (long long)now.parked);
    if (now.waiting == 0)
        puts("all done");
    else
        printf("%s (%s%s%s)\n", is_refused ? "the store refuses this kiosk" : "time is over",
               now.link, now.why[0] ? ": " : "", now.why);
    return now.waiting == 0 ? ADMIN_OK : ADMIN_FAILED;
}

static int drain_own(const struct admin_options *options, struct outbox *outbox,
                     const struct device *device, int seconds) {
    struct clock clock;
    admin_init_clock(options, &clock);
    struct upload_params params = {
        .outbox = outbox,
        .device = device,
        .clock = &clock,
        .proxy = options->config.proxy,
        .skip_jitter = true,
    };
    struct drainer drainer = {.outbox = outbox, .uploader = uploader_start(&params)};
    int status = watch(&drainer, seconds);
    uploader_stop(drainer.uploader);
    uploader_join(drainer.uploader);
    return status;
}

static int drain(const struct admin_options *options, int seconds) {
    struct device device;
    struct outbox_access access;
    if (!admin_load_device(options, &device))
        return ADMIN_FAILED;
    int status = ADMIN_FAILED;
    if (outbox_access_open(&access, options->data_dir, device.device_id)) {
        struct drainer kiosk = {.data_dir = options->data_dir};
        status = access.outbox ? drain_own(options, access.outbox, &device, seconds)
                               : watch(&kiosk, seconds);
        outbox_access_close(&access);
    }
    device_finish(&device);
    return status;
}

/* ---- retry ---- */

static void note_in_log(const struct admin_options *options, const char *what, long long count) {
    char number[24];
    snprintf(number, sizeof number, "%lld", count);
    json_decref(staff_access_ask(options, staff_control_note(what, number)));
}

static int print_retry(const json_t *answer, const char *slip) {
    const char *error = jsonread_text(answer, "error", NULL);
    long long again = (long long)jsonread_int(answer, "again", 0),
              damaged = (long long)jsonread_int(answer, "damaged", 0),
              held = (long long)jsonread_int(answer, "held", 0);
    if (error)
        fprintf(stderr, "kioskctl outbox: %s\n", error);
    else if (slip && again + damaged + held == 0)
        fprintf(stderr,
                "kioskctl outbox: no slip here has the code or id %s; kioskctl outbox list names "
                "them\n",
                slip);
    else if (slip && again + damaged == 0)
        fprintf(stderr, "kioskctl outbox: %s is not set aside; there is nothing to retry\n", slip);
    else
        printf("%lld slips wait again\n", again);
    if (damaged > 0)
        fprintf(stderr,
                "kioskctl outbox: %lld slips are damaged and cannot be sent; tell the office, "
                "whoever handed them in must be asked again\n",
                damaged);
    return !error && damaged == 0 && (again > 0 || !slip) ? ADMIN_OK : ADMIN_FAILED;
}

static int retry(const struct admin_options *options, const char *slip) {
    struct outbox_access access;
    if (!outbox_access_open(&access, options->data_dir, ""))
        return ADMIN_FAILED;
    json_t *answer = outbox_access_retry(&access, slip);
    outbox_access_close(&access);
    int status = print_retry(answer, slip);
    if (jsonread_int(answer, "again", 0) > 0)
        note_in_log(options, "outbox.retry", (long long)jsonread_int(answer, "again", 0));
    json_decref(answer);
    return status;
}

/* ---- export ---- */

static int print_export(const json_t *answer, const char *dir) {
    const char *why = jsonread_text(answer, "why", jsonread_text(answer, "error", "no answer"));
    long long damaged = (long long)jsonread_int(answer, "damaged", 0);
    bool is_done = strcmp(jsonread_text(answer, "result", ""), "ok") == 0;
    long long written = (long long)jsonread_int(answer, "written", 0);
    if (is_done || written > 0)
        printf("%lld slips are in %s/" BUNDLE_DIR "\n", written, dir);
    if (damaged > 0)
        printf("%lld slips are damaged here and could not be written; tell the office\n", damaged);
    if (!is_done)
        fprintf(stderr, "kioskctl outbox: %s\n", why);
    return is_done && damaged == 0 ? ADMIN_OK : ADMIN_FAILED;
}

static int export(const struct admin_options *options, const char *dir) {
    struct device device;
    struct outbox_access access;
    char *whole_dir = admin_folder(dir);
    int status = ADMIN_FAILED;
    if (whole_dir && admin_load_device(options, &device)) {
        if (outbox_access_open(&access, options->data_dir, device.device_id)) {
            json_t *answer = outbox_access_export(&access, whole_dir, device.device_id);
            status = print_export(answer, dir);
            if (jsonread_int(answer, "written", 0) > 0)
                note_in_log(options, "outbox.usb", (long long)jsonread_int(answer, "written", 0));
            json_decref(answer);
            outbox_access_close(&access);
        }
        device_finish(&device);
    }
    free(whole_dir);
    return status;
}

/* ---- */

static bool parse_seconds(const char *text, int *out) {
    char *end;
    errno = 0;
    long seconds = strtol(text, &end, 10);
    if (errno || end == text || *end || seconds < 0 || seconds > DRAIN_FOR_MOST_S)
        return false;
    *out = (int)seconds;
    return true;
}

int cmd_outbox(const struct admin_options *options, int argc, char **argv) {
    static const struct option long_options[] = {{"for", required_argument, NULL, 'f'},
                                                 {"all", no_argument, NULL, 'a'},
                                                 {"help", no_argument, NULL, 'h'},
                                                 {0}};
    int seconds = -1;
    bool is_all = false;
    for (int c; (c = getopt_long(argc, argv, "h", long_options, NULL)) != -1;) {
        if (c == 'f' && parse_seconds(optarg, &seconds))
            continue;
        if (c == 'a') {
            is_all = true;
            continue;
        }
        return admin_help(help, c);
    }
    const char *what = optind < argc ? argv[optind] : "";
    int operands = argc - optind;
    if (seconds < 0 && strcmp(what, "retry") == 0 && operands == (is_all ? 1 : 2))
        return retry(options, is_all ? NULL : argv[optind + 1]);
    if (is_all)
        return admin_help(help, 0);
    if (operands == 1 && strcmp(what, "drain") == 0)
        return drain(options, seconds < 0 ? DRAIN_FOR_S : seconds);
    if (operands == 1 && seconds < 0 && strcmp(what, "list") == 0)
        return list(options);
    if (operands == 2 && seconds < 0 && strcmp(what, "add") == 0)
        return outbox_add(options, argv[optind + 1]);
    if (operands == 2 && seconds < 0 && strcmp(what, "export") == 0)
        return export(options, argv[optind + 1]);
    return admin_help(help, 0);
}
