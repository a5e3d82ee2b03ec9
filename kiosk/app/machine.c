#include "app/machine.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/options.h"
#include "app/people.h"
#include "base/date.h"
#include "base/log.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "store/content_store.h"
#include "store/staff_store.h"

#define MACHINE_CONFIG_PATH "config/kiosk.ini"
#define STAFF_OPEN_TRIES 10
#define STAFF_OPEN_AGAIN_US 200000

/* Every problem is one line; a text of several lines is as many problems. */
static void say(struct machine *machine, const char *why) {
    while (*why) {
        size_t len = strcspn(why, "\n");
        log_error("%.*s", (int)len, why);
        machine->problem_count++;
        why += len + (why[len] == '\n');
    }
}

static void read_config(struct machine *machine, const struct options *options) {
    char *why = NULL;
    ini_set_defaults(config_keys, &machine->config);
    const char *path = options->config_path;
    if (!path && path_exists(MACHINE_CONFIG_PATH))
        path = MACHINE_CONFIG_PATH;
    if (path && !ini_read(path, config_keys, &machine->config, &why))
        say(machine, why);
    free(why);
    if (options->data_dir) {
        free(machine->config.data_dir);
        machine->config.data_dir = xstrdup(options->data_dir);
    }
    if (options->window_width) {
        machine->config.width = options->window_width;
        machine->config.height = options->window_height;
    }
}

static void read_hours(struct machine *machine) {
    const struct config *config = &machine->config;
    bool is_right =
        hours_parse(config->hours_open, config->hours_close, config->hours_days, &machine->hours);
    machine->has_hours = is_right;
    if (!is_right)
        say(machine, "[hours]: expected open and close as 07:00 and 17:30, days as mon-fri or mon "
                     "tue sat; the screen stays bright at all hours");
}

static void start_clock(struct machine *machine, const struct options *options) {
    int zone_s = 7 * 3600;
    date_parse_zone(machine->config.time_zone, &zone_s);
    clock_init(&machine->clock, zone_s);
    if (options->has_clock)
        clock_set(&machine->clock, options->clock_s);
    if (clock_trust(&machine->clock) == CLOCK_TRUST_UNSYNCED)
        say(machine,
            "the clock is set before this program was built: no dates are judged by it; set "
            "the clock or connect the network");
}

static void load_device(struct machine *machine, const struct options *options) {
    char *why = NULL;
    machine->device_result = device_load(machine->config.data_dir, &machine->device, &why);
    if (machine->device_result == DEVICE_BROKEN)
        say(machine, why);
    else if (machine->device_result == DEVICE_NONE)
        log_warn(
            "this kiosk is not enrolled: it shows content and takes no slips; run kioskctl enrol");
    free(why);
    if (machine->device_result == DEVICE_OK && options->store_url) {
        free(machine->device.url);
        machine->device.url = xstrdup(options->store_url);
    }
}

/* By what it is decided what is shown. A sender need not be named unless the settings of this
 * machine say so, or the office, or staff. */
struct shown_by {
    struct overrides overrides; // owned
    struct switches defaults;
    struct showing showing;
};

static void shown_by_init(struct shown_by *by, const struct machine *machine) {
    bool is_known = clock_trust(&machine->clock) != CLOCK_TRUST_UNSYNCED;
    overrides_copy(&machine->overrides, &by->overrides);
    switches_init(&by->defaults);
    by->defaults.is_on[SWITCH_ANONYMOUS] = !machine->config.must_name_sender;
    by->showing = (struct showing){.overrides = &by->overrides,
                                   .defaults = &by->defaults,
                                   .at_s = is_known ? clock_wall_s(&machine->clock) : 0,
                                   .revealed = machine->revealed};
}

static void shown_by_finish(struct shown_by *by) {
    overrides_finish(&by->overrides);
}

static struct content *read_published(struct machine *machine, char **out_why) {
    struct shown_by by;
    char *bytes = NULL;
    size_t len = 0;
    if (!machine->content_store ||
        !content_store_current(machine->content_store, &bytes, &len, NULL))
        return NULL;
    shown_by_init(&by, machine);
    struct content *content =
        content_decode_shown(bytes, len, machine->config.lang, &by.showing, out_why);
    shown_by_finish(&by);
    free(bytes);
    return content;
}

static struct content *show(struct machine *machine, const struct content *content) {
    struct shown_by by;
    shown_by_init(&by, machine);
    for (size_t i = 0; content == machine->content && i < machine->withdrawn_count; i++)
        overrides_set_item(&by.overrides, machine->withdrawn[i], CHOICE_OFF);
    struct content *shown = content_shown(content, &by.showing);
    shown_by_finish(&by);
    return shown;
}

static void forget_next(struct machine *machine) {
    content_destroy(machine->next);
    machine->next = NULL;
    for (size_t i = 0; i < machine->withdrawn_count; i++)
        free(machine->withdrawn[i]);
    free(machine->withdrawn);
    machine->withdrawn = NULL;
    machine->withdrawn_count = 0;
}

/* Owned by the caller; NULL when it cannot be read, which is said. */
static struct content *read_fresh(struct machine *machine) {
    char *why = NULL;
    struct content *fresh = machine->people_dir
                                ? people_read(machine->people_dir, machine->config.lang, &why)
                                : read_published(machine, &why);
    if (why)
        say(machine, why);
    free(why);
    return fresh;
}

struct content *machine_renew_content(struct machine *machine) {
    struct content *old = machine->content;
    // As it was read it says nothing of the hour, nor of what staff chose.
    struct content *fresh = machine->next ? show(machine, machine->next) : read_fresh(machine);
    forget_next(machine);
    if (!fresh)
        return NULL;
    machine->content = fresh;
    machine->clock.zone_s = fresh->commune.zone_s;
    return old;
}

struct content *machine_show_content(struct machine *machine) {
    struct content *old = machine->content;
    if (old)
        machine->content = show(machine, old);
    return old;
}

void machine_reveal(struct machine *machine, const char *id) {
    free(machine->revealed);
    machine->revealed = xstrdup(id);
}

static struct content *hand_over(struct machine *machine, struct content *arrived) {
    pthread_mutex_lock(&machine->lock);
    struct content *before = machine->arrived;
    machine->arrived = arrived;
    pthread_mutex_unlock(&machine->lock);
    return before;
}

void machine_read_arrived(struct machine *machine) {
    char *bytes = NULL, *why = NULL;
    size_t len = 0;
    if (!content_store_current(machine->content_store, &bytes, &len, NULL))
        return;
    struct content *arrived = content_decode(bytes, len, machine->config.lang, &why);
    if (!arrived)
        log_error("the new content cannot be read: %s", why);
    content_destroy(hand_over(machine, arrived)); // of a moment before, not taken yet
    free(why);
    free(bytes);
}

bool machine_read_next(struct machine *machine) {
    const struct content *old = machine->content;
    forget_next(machine);
    machine->next = hand_over(machine, NULL);
    if (!machine->next)
        machine->next = read_fresh(machine);
    if (!old || !machine->next)
        return false;
    json_t *before = content_may_show(old), *now = content_may_show(machine->next), *value;
    const char *id;
    machine->withdrawn = xcalloc(json_object_size(before) + 1, sizeof *machine->withdrawn);
    json_object_foreach(before, id, value) {
        if (!json_object_get(now, id))
            machine->withdrawn[machine->withdrawn_count++] = xstrdup(id);
    }
    json_decref(before);
    json_decref(now);
    return machine->withdrawn_count > 0;
}

static bool is_same(const struct overrides *a, const struct overrides *b) {
    json_t *one = overrides_encode(a, 0), *other = overrides_encode(b, 0);
    bool is_equal = json_equal(one, other);
    json_decref(one);
    json_decref(other);
    return is_equal;
}

bool machine_take_overrides(struct machine *machine) {
    struct overrides chosen;
    if (!machine->staff || !staff_store_overrides(machine->staff, &chosen))
        return false;
    bool is_changed = !is_same(&chosen, &machine->overrides);
    overrides_finish(&machine->overrides);
    machine->overrides = chosen;
    return is_changed;
}

char *machine_asset_path(const struct machine *machine, const char *sha256_hex) {
    if (machine->people_dir)
        return people_asset_path(machine->people_dir, sha256_hex);
    return machine->content_store ? content_store_asset_path(machine->content_store, sha256_hex)
                                  : NULL;
}

static void load_content(struct machine *machine) {
    char *why = NULL;
    if (!machine->people_dir) {
        machine->content_store = content_store_open(machine->config.data_dir, &why);
        if (!machine->content_store)
            say(machine, why);
        free(why);
    }
    machine_renew_content(machine);
    if (!machine->content)
        log_warn("there is no content yet: the screen says so until the store's first answer");
}

static bool open_outbox(struct machine *machine) {
    struct outbox_params params = {
        .data_dir = machine->config.data_dir,
        .device_id = machine->device_result == DEVICE_OK ? machine->device.device_id : "",
    };
    machine->outbox = outbox_open(&params, &machine->outbox_report);
    const struct outbox_report *report = &machine->outbox_report;
    switch (report->result) {
    case OUTBOX_OPENED:
        return true;
    case OUTBOX_OPENED_FRESH:
        log_error(
            "the outbox was broken (%s); it was set aside as '%s' and a new one begun: tell the "
            "office, the gap in the numbers shows what is missing",
            report->why, report->set_aside);
        machine->problem_count++;
        return true;
    case OUTBOX_LOCKED:
        log_error("another kiosk or kioskctl works on '%s'; end it first", params.data_dir);
        machine->problem_count++;
        return false;
    case OUTBOX_UNUSABLE:
    default:
        log_error("no slips can be saved in '%s': %s; the kiosk only shows content",
                  params.data_dir, report->why);
        machine->problem_count++;
        return true;
    }
}

/* Also without it citizens are served: it is the staff who must know. kioskctl may have it for a
 * moment. */
static void open_staff(struct machine *machine, void (*on_change)(void *context)) {
    const struct staff_params params = {
        .data_dir = machine->config.data_dir, .clock = &machine->clock, .on_change = on_change};
    struct staff_report report = {.result = STAFF_LOCKED};
    for (int tries = 0; tries < STAFF_OPEN_TRIES && !machine->staff; tries++) {
        if (tries > 0)
            usleep(STAFF_OPEN_AGAIN_US);
        machine->staff = staff_store_open(&params, &report);
        if (report.result != STAFF_LOCKED)
            break;
    }
    if (report.result == STAFF_OPENED_FRESH) {
        log_error("the staff's file was broken (%s); it was set aside as '%s' and a new one begun: "
                  "set the PINs anew with kioskctl pin set, and tell the office",
                  report.why, report.set_aside);
        machine->problem_count++;
    } else if (!machine->staff) {
        log_error("the staff's file in '%s' cannot be used: %s; nobody can enter the staff area",
                  machine->config.data_dir,
                  report.result == STAFF_LOCKED ? "another program has it" : report.why);
        machine->problem_count++;
    }
    machine_take_overrides(machine);
}

static void make_data_dir(struct machine *machine) {
    if (path_make_dirs(machine->config.data_dir))
        return;
    log_error("cannot make the data folder '%s': %s", machine->config.data_dir, strerror(errno));
    machine->problem_count++;
}

/* Generated people are looked at; only with a data folder named for them can a slip be kept. */
bool machine_start(struct machine *machine, const struct options *options,
                   void (*on_staff)(void *context)) {
    *machine = (struct machine){.people_dir = options->people_dir};
    pthread_mutex_init(&machine->lock, NULL);
    read_config(machine, options);
    read_hours(machine);
    start_clock(machine, options);
    languages_init(&machine->languages, machine->config.assets_dir, machine->config.lang);
    if (!languages_words(&machine->languages, 0)) {
        machine->problem_count++;
        return false;
    }
    bool keeps_slips = !options->people_dir || options->data_dir;
    if (keeps_slips) {
        make_data_dir(machine);
        load_device(machine, options);
        open_staff(machine, on_staff);
    }
    load_content(machine);
    return !keeps_slips || open_outbox(machine);
}

void machine_finish(struct machine *machine) {
    outbox_close(machine->outbox);
    staff_store_close(machine->staff);
    overrides_finish(&machine->overrides);
    content_store_close(machine->content_store);
    languages_finish(&machine->languages);
    forget_next(machine);
    free(machine->revealed);
    content_destroy(machine->arrived);
    content_destroy(machine->content);
    pthread_mutex_destroy(&machine->lock);
    device_finish(&machine->device);
    ini_finish(config_keys, &machine->config);
    *machine = (struct machine){0};
}
