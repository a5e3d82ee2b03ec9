/* kioskctl doctor: looks at everything, says what is to be done; exit status 1 when something is.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "admin/commands.h"
#include "admin/staff_access.h"
#include "base/clock.h"
#include "base/fill.h"
#include "base/font_dirs.h"
#include "base/jsonread.h"
#include "model/content.h"
#include "net/content_control.h"
#include "net/control.h"
#include "net/outbox_control.h"
#include "net/trouble.h"
#include "store/content_store.h"
#include "store/device.h"
#include "store/outbox.h"

static const char help[] =
    "usage: kioskctl doctor\n\n"
    "One line a problem with what to do; exit status 1 when there is one. While a kiosk runs\n"
    "on the data folder it is asked, and how the way to the store stands is known, too.\n";

/* --- what is asked -------------------------------------------------------------------------- */

static void look_at_device(struct trouble_facts *facts, const char *data_dir, char **out_id) {
    struct device device;
    char *why = NULL;
    enum device_result result = device_load(data_dir, &device, &why);
    facts->is_enrolled = result == DEVICE_OK;
    if (result == DEVICE_BROKEN)
        snprintf(facts->device_fault, sizeof facts->device_fault, "%s", why);
    if (result == DEVICE_OK) {
        facts->can_verify = device.has_sign_key;
        *out_id = strdup(device.device_id);
        device_finish(&device);
    }
    free(why);
}

static void take_row(struct trouble_facts *facts, const json_t *row) {
    const char *state = jsonread_text(row, "state", "");
    int64_t created_s = jsonread_int(row, "created_at_s", 0);
    if (strcmp(state, "waiting") == 0) {
        facts->waiting++;
        if (!facts->oldest_waiting_s || created_s < facts->oldest_waiting_s)
            facts->oldest_waiting_s = created_s;
    } else if (strcmp(state, "parked") == 0) { // the newest last
        facts->parked++;
        snprintf(facts->parked_reason, sizeof facts->parked_reason, "%s",
                 jsonread_text(row, "reason", ""));
    }
}

static void take_rows(struct trouble_facts *facts, const json_t *answer) {
    const json_t *rows = jsonread_array(answer, "rows");
    facts->knows_outbox = true;
    facts->has_outbox = rows != NULL;
    for (size_t i = 0; i < json_array_size(rows); i++)
        take_row(facts, json_array_get(rows, i));
}

/* How the running kiosk sees its way to the store. */
static void take_link(struct trouble_facts *facts, const json_t *answer) {
    const char *word = jsonread_text(answer, "link", "");
    for (enum upload_link link = UPLOAD_LINK_OK; link <= UPLOAD_LINK_REFUSED; link++)
        if (strcmp(upload_link_word(link), word) == 0)
            facts->link = link;
    snprintf(facts->link_why, sizeof facts->link_why, "%s", jsonread_text(answer, "why", ""));
}

static json_t *ask_kiosk(const char *data_dir, json_t *request) {
    json_t *answer = control_ask(data_dir, request);
    json_decref(request);
    return answer;
}

static void open_outbox(struct trouble_facts *facts, const char *data_dir, const char *device_id) {
    struct outbox_params params = {
        .data_dir = data_dir, .device_id = device_id ? device_id : "", .skip_ballast = true};
    struct outbox_report report;
    struct outbox *outbox = outbox_open(&params, &report);
    facts->knows_outbox = true;
    if (!outbox)
        return;
    json_t *rows = outbox_control_rows(outbox);
    take_rows(facts, rows);
    json_decref(rows);
    outbox_close(outbox);
}

/* @return whether a kiosk runs */
static bool look_at_outbox(struct trouble_facts *facts, const char *data_dir,
                           const char *device_id) {
    json_t *rows = ask_kiosk(data_dir, outbox_control_list());
    bool is_running = rows != NULL;
    if (is_running) {
        json_t *link = ask_kiosk(data_dir, outbox_control_drain(false));
        take_rows(facts, rows);
        json_t *heard = ask_kiosk(data_dir, json_pack("{s:s}", "do", "link.heard"));
        take_link(facts, link);
        facts->heard_at_s = jsonread_int(heard, "heard_at_s", 0);
        facts->has_offset = json_is_integer(json_object_get(heard, "clock_offset_s"));
        facts->clock_offset_s = jsonread_int(heard, "clock_offset_s", 0);
        json_decref(heard);
        json_decref(link);
        json_decref(rows);
    } else if (!facts->folder_fault[0]) {
        open_outbox(facts, data_dir, device_id);
    }
    return is_running;
}

static void look_at_staff(struct trouble_facts *facts, const struct admin_options *options) {
    facts->knows_staff = !facts->folder_fault[0];
    if (!facts->knows_staff)
        return;
    json_t *pins = staff_access_ask(options, json_pack("{s:s}", "do", "staff.pins"));
    json_t *chain =
        pins ? staff_access_ask(options, json_pack("{s:s}", "do", "staff.verify")) : NULL;
    facts->has_staff = pins != NULL;
    facts->people = (int64_t)json_array_size(jsonread_array(pins, "people"));
    facts->is_locked = jsonread_bool(pins, "locked", false);
    facts->lock_wait_s = jsonread_int(pins, "wait_s", 0);
    facts->broken_seq = jsonread_int(chain, "broken", 0);
    json_decref(chain);
    json_decref(pins);
}

static void take_manifest(struct trouble_facts *facts, const char *bytes, size_t len) {
    struct content *content = content_decode(bytes, len, "vi", NULL);
    facts->has_content = content != NULL;
    facts->revision = content ? content->revision : 0;
    content_destroy(content);
}

static void look_at_content(struct trouble_facts *facts, const char *data_dir) {
    char *bytes = NULL;
    size_t len = 0;
    json_t *answer = ask_kiosk(data_dir, content_control_request());
    if (answer) {
        const char *text = jsonread_text(answer, "manifest", "");
        take_manifest(facts, text, strlen(text));
        json_decref(answer);
        return;
    }
    if (facts->folder_fault[0])
        return;
    struct content_store *store = content_store_open(data_dir, NULL);
    if (store && content_store_current(store, &bytes, &len, NULL))
        take_manifest(facts, bytes, len);
    content_store_close(store);
    free(bytes);
}

static void look_at_fonts(struct trouble_facts *facts, const struct config *config) {
    const char *const files[] = {config->font_text, config->font_text_bold, config->font_title};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (!font_dirs_have(config->fonts_dir, files[i]))
            snprintf(facts->missing_font, sizeof facts->missing_font, "%s", files[i]);
}

/* --- what is said --------------------------------------------------------------------------- */

static const char *const link_words[] = {
    [UPLOAD_LINK_UNKNOWN] = "nothing is known",
    [UPLOAD_LINK_OK] = "well",
    [UPLOAD_LINK_NO_NETWORK] = "no network: look at the cable and the router",
    [UPLOAD_LINK_UNTRUSTED] = "somebody else answers with another certificate: tell the office",
    [UPLOAD_LINK_PORTAL] = "a sign-in page or another machine answers: sign in, or ask who runs "
                           "the network",
    [UPLOAD_LINK_STORE_DOWN] = "the record store asks to wait: it tries again by itself",
    [UPLOAD_LINK_REFUSED] = "the record store refuses this kiosk: ask the office, enrol it anew",
};

/* {n}, {other} and {text} as net/trouble.h has them. */
static const char *const sayings[TROUBLES] = {
    [TROUBLE_NOT_ENROLLED] =
        "this kiosk is not enrolled; ask the office for a code, then kioskctl enrol",
    [TROUBLE_DEVICE_BROKEN] = "{text}; enrol it anew with a code of the office",
    [TROUBLE_NO_PIN] = "nobody has a PIN; kioskctl pin set NAME gives one",
    [TROUBLE_PIN_LOCKED] =
        "five wrong PINs: locked for another {n} s; wait, or ask the office to lift it",
    [TROUBLE_STAFF_FILE] =
        "the staff's file cannot be used, see above; nobody can enter the staff area",
    [TROUBLE_LOG_BROKEN] =
        "line {n} of the staff's log is not what it was; keep the file, tell the office",
    [TROUBLE_OUTBOX_FILE] = "the outbox cannot be used: no slips are taken; look at the disk and "
                            "who owns the data folder",
    [TROUBLE_WAITING] = "{n} slips wait, the oldest for {other} hours; look at the network",
    [TROUBLE_PARKED] = "{n} slips were refused, the newest for: {text}; kioskctl outbox list, tell "
                       "the office",
    [TROUBLE_LINK] = "the way to the record store: {link}",
    [TROUBLE_SILENT] = "the record store was last heard {n} hours ago; look at the network",
    [TROUBLE_NO_CONTENT] =
        "there is no content; kioskctl content fetch, or ask the office for a stick",
    [TROUBLE_UNVERIFIED] = "the office's signature cannot be checked: enrolled without --sign-key; "
                           "enrol it anew by code",
    [TROUBLE_CLOCK_UNSET] =
        "the clock is not set; connect the network, or set it: no dates are judged by it",
    [TROUBLE_CLOCK_OFF] = "the clock is off by {n} s; connect a time server, or set it",
    [TROUBLE_DISK_LOW] = "only {n} MiB of the disk are free; make room, or slips will not be saved",
    [TROUBLE_HOT] = "the machine is at {n} °C; look at its fan and whether air gets in",
    [TROUBLE_FOLDER_OWNER] =
        "the data folder is another user's; run this as the kiosk's user, or chown it",
    [TROUBLE_FOLDER_OPEN] = "others may look into the data folder (mode {mode}); chmod 700 it",
    [TROUBLE_NO_FOLDER] = "there is no data folder: {text}; start the kiosk once, or give --data",
    [TROUBLE_FONT_MISSING] = "the font {text} is missing; apt install fonts-noto-core",
    [TROUBLE_NO_SOUND] = "there is no sound device: nothing is read aloud, calls do not ring",
};

static void say(const struct trouble *t) {
    char n[24], other[24], mode[24], link[2 * TROUBLE_TEXT_MAX];
    snprintf(n, sizeof n, "%lld", (long long)t->number);
    snprintf(other, sizeof other, "%lld", (long long)t->other);
    snprintf(mode, sizeof mode, "%03llo", (long long)t->number);
    snprintf(link, sizeof link, "%s%s%s", t->kind == TROUBLE_LINK ? link_words[t->number] : "",
             t->text[0] ? " — " : "", t->text);
    const char *const values[] = {"n",    n,    "other", other, "text", t->text,
                                  "mode", mode, "link",  link,  NULL};
    char *saying = fill_text(sayings[t->kind], values);
    puts(saying);
    free(saying);
}

static int report(const struct trouble_facts *facts, bool is_running) {
    struct trouble found[TROUBLES];
    int count = trouble_judge(facts, found), to_do = 0;
    for (int i = 0; i < count; i++) {
        bool is_note = trouble_is_note(found[i].kind);
        printf("%-4s  ", is_note ? "note" : "do");
        say(&found[i]);
        to_do += !is_note;
    }
    if (!is_running)
        puts("note  no kiosk runs on this folder: how the way to the store stands is not known");
    if (to_do)
        printf("%d to be done\n", to_do);
    else
        printf("all is well; content revision %lld, %lld slips wait, %lld %% of the disk free\n",
               (long long)facts->revision, (long long)facts->waiting,
               (long long)facts->disk_free_percent);
    return to_do ? ADMIN_FAILED : ADMIN_OK;
}

int cmd_kiosk_doctor(const struct admin_options *options, int argc, char **argv) {
    int c = admin_only_help(argc, argv);
    if (c != -1 || optind != argc)
        return admin_help(help, c);
    struct trouble_facts facts = {.is_enrolled = false};
    struct clock clock;
    char *device_id = NULL;
    admin_init_clock(options, &clock);
    facts.trust = clock_trust(&clock);
    facts.now_s = clock_wall_s(&clock);
    trouble_look(&facts, options->data_dir);
    look_at_device(&facts, options->data_dir, &device_id);
    bool is_running = look_at_outbox(&facts, options->data_dir, device_id);
    look_at_staff(&facts, options);
    look_at_content(&facts, options->data_dir);
    look_at_fonts(&facts, &options->config);
    free(device_id);
    return report(&facts, is_running);
}
