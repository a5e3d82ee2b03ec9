/* A kiosk and the real record store: enrolment by code, whom it trusts afterwards, and slips that
 * arrive. */
#include "../recordstore/office.h"
#include "../store/outbox_kit.h"

#include "base/log.h"
#include "net/enrol.h"
#include "net/http.h"
#include "net/upload.h"
#include "store/device.h"

#define PATIENCE_MS 20000

struct place { // a store that answers, and a kiosk's empty folder
    struct office office;
    struct kit_dir dir;
};

static void place_start(struct place *place) {
    office_create(&place->office);
    office_serve(&place->office, (const char *const[]){NULL});
    place->dir = kit_make_dir();
}

static void place_finish(struct place *place) {
    office_destroy(&place->office);
    kit_remove_dir(&place->dir);
}

/* A fresh code without its line end, owned by the caller. */
static char *new_code(const struct office *office) {
    char *code = OFFICE_RUN(office, 0, "device", "add", "--name", "hội trường");
    code[strcspn(code, "\n")] = '\0';
    return code;
}

/* NULL when it went well, else why not; owned by the caller. */
static char *enrol(const struct place *place, const char *url, const char *code,
                   struct device *out) {
    char *why = NULL;
    bool is_done = enrol_by_code(url, code, place->dir.path, "", out, &why);
    if (is_done == (why != NULL))
        fail_msg("%d with \"%s\"", is_done, why ? why : "(none)");
    return why;
}

static void enrol_well(const struct place *place, struct device *out) {
    char *code = new_code(&place->office);
    char *why = enrol(place, place->office.url, code, out);
    check_text("enrol", why, NULL);
    free(code);
}

static bool is_there(const struct place *place, const char *name) {
    char *path = path_join(place->dir.path, name);
    bool is_so = path_exists(path);
    free(path);
    return is_so;
}

static char *read_file(const struct place *place, const char *name) {
    char *path = path_join(place->dir.path, name), *text = NULL;
    assert_true(path_read(path, 65536, &text, NULL));
    free(path);
    return text;
}

static void a_code_makes_a_kiosk(void **state) {
    (void)state;
    struct place place;
    struct device device, loaded;
    place_start(&place);
    char *slash = xasprintf("%s/", place.office.url);
    char *code = new_code(&place.office);
    for (char *at = code; *at; at++)
        *at = (char)(*at >= 'A' && *at <= 'Z' ? *at + 'a' - 'A' : *at); // as somebody types it
    char *why = enrol(&place, slash, code, &device);
    check_text("enrol", why, NULL);
    assert_int_equal(device_load(place.dir.path, &loaded, &why), DEVICE_OK);
    check_text("url", loaded.url, place.office.url);
    check_text("device", loaded.device_id, device.device_id);
    check_text("token", loaded.token, device.token);
    check_text("store", loaded.store_id, device.store_id);
    check_text("pin", loaded.pin, device.pin);
    check_text("CA", loaded.ca_path, device.ca_path);
    check_number("absolute", loaded.ca_path[0], '/');
    assert_true(loaded.has_sign_key && loaded.seal_key.key_id[0]);
    assert_true(is_there(&place, "ca.pem"));
    assert_false(is_there(&place, "ca.pem.new"));

    device_finish(&loaded);
    loaded = (struct device){0};
    why = enrol(&place, place.office.url, code, &loaded); // once
    assert_non_null(strstr(why, "does not know this code"));
    free(why);
    assert_int_equal(device_load(place.dir.path, &loaded, &why), DEVICE_OK);
    check_text("still the first", loaded.token, device.token);
    device_finish(&loaded);
    device_finish(&device);
    free(code);
    free(slash);
    place_finish(&place);
}

static void another_machine_gets_no_secret(void **state) {
    (void)state;
    struct place place, other;
    struct device device;
    place_start(&place);
    place_start(&other);
    char *code = new_code(&place.office);
    char *why = enrol(&place, other.office.url, code, &device);
    assert_non_null(strstr(why, "not the one that made this code"));
    free(why);
    check_number("saved", is_there(&place, "device.json") || is_there(&place, "ca.pem"), 0);
    char *log = office_log(&other.office);
    assert_null(strstr(log, "devices"));
    free(log);
    why = enrol(&place, place.office.url, "0123-4567", &device);
    assert_non_null(strstr(why, "not complete"));
    free(why);
    why = enrol(&place, place.office.url, code, &device); // it was not used up
    check_text("then at the right one", why, NULL);
    device_finish(&device);
    free(code);
    place_finish(&other);
    place_finish(&place);
}

/* A kiosk that has a store keeps it when it fails to enrol with the next. */
static void a_failure_keeps_the_old_trust(void **state) {
    (void)state;
    struct place place, other;
    struct device device, next;
    place_start(&place);
    place_start(&other);
    enrol_well(&place, &device);
    char *ca = read_file(&place, "ca.pem"), *saved = read_file(&place, "device.json");
    char *code = new_code(&other.office);
    code[strlen(code) - 1] = code[strlen(code) - 1] == '0' ? '1' : '0'; // the secret mistyped
    char *why = enrol(&place, other.office.url, code, &next);
    assert_non_null(strstr(why, "does not know this code"));
    free(why);
    char *ca_after = read_file(&place, "ca.pem"), *saved_after = read_file(&place, "device.json");
    check_text("ca.pem", ca_after, ca);
    check_text("device.json", saved_after, saved);
    assert_false(is_there(&place, "ca.pem.new"));
    free(saved_after);
    free(ca_after);
    free(code);
    free(saved);
    free(ca);
    device_finish(&device);
    place_finish(&other);
    place_finish(&place);
}

/* ---- slips ---- */

struct kiosk {
    struct outbox *outbox;
    struct clock clock;
    struct uploader *uploader;
};

static void kiosk_start(struct kiosk *kiosk, const struct place *place,
                        const struct device *device) {
    struct outbox_report report;
    struct outbox_params outbox = {
        .data_dir = place->dir.path, .device_id = device->device_id, .skip_ballast = true};
    clock_init(&kiosk->clock, 7 * 3600);
    kiosk->outbox = outbox_open(&outbox, &report);
    assert_non_null(kiosk->outbox);
    struct upload_params upload = {
        .outbox = kiosk->outbox, .device = device, .clock = &kiosk->clock, .skip_jitter = true};
    kiosk->uploader = uploader_start(&upload);
}

static void kiosk_stop(struct kiosk *kiosk) {
    uploader_stop(kiosk->uploader);
    uploader_join(kiosk->uploader);
    outbox_close(kiosk->outbox);
}

/* A real form, sealed to the office. The id goes to `out_id`. */
static void send_slip(struct kiosk *kiosk, const struct device *device, char *out_id) {
    const struct nomination form = good_form();
    const struct slip_moment moment = {
        .wall_s = 1683855720, .zone_s = 25200, .trust = CLOCK_TRUST_SYNCED, .uptime_ms = 1};
    struct slip slip;
    slip_init(&slip, "HP");
    assert_true(slip_seal(&slip, &form, "campaign-2023", "vi", &device->seal_key, &moment));
    assert_int_equal(outbox_push(kiosk->outbox, &slip), OUTBOX_OK);
    strcpy(out_id, slip.id);
    slip_finish(&slip);
    uploader_wake(kiosk->uploader);
}

/* Waits with the app's clock running until this many wait or the link is so. */
static void until(struct kiosk *kiosk, const char *row, int waiting, enum upload_link link) {
    struct upload_state state = {.link = UPLOAD_LINK_UNKNOWN};
    struct outbox_counts counts = {.waiting = -1};
    for (int ms = 0; ms < PATIENCE_MS && (counts.waiting != waiting || state.link != link);
         ms += 20) {
        clock_advance(&kiosk->clock, 5000);
        uploader_wake(kiosk->uploader);
        nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
        assert_int_equal(outbox_count(kiosk->outbox, &counts), OUTBOX_OK);
        uploader_state(kiosk->uploader, &state);
    }
    check_number(row, counts.waiting, waiting);
    check_text(row, upload_link_word(state.link), upload_link_word(link));
}

static int times_listed(const struct office *office, const char *id) {
    char *list = OFFICE_RUN(office, 0, "list");
    int times = 0;
    for (const char *at = list; (at = strstr(at, id)); at++)
        times++;
    free(list);
    return times;
}

static void slips_arrive_once_through_restarts(void **state) {
    (void)state;
    struct place place;
    struct device device;
    struct kiosk kiosk;
    char ids[4][CRYPTO_UUID_MAX];
    place_start(&place);
    enrol_well(&place, &device);
    kiosk_start(&kiosk, &place, &device);
    send_slip(&kiosk, &device, ids[0]);
    until(&kiosk, "first", 0, UPLOAD_LINK_OK);
    office_stop(&place.office, SIGKILL);
    send_slip(&kiosk, &device, ids[1]);
    send_slip(&kiosk, &device, ids[2]);
    until(&kiosk, "store gone", 2, UPLOAD_LINK_NO_NETWORK);
    office_serve(&place.office, (const char *const[]){NULL});
    until(&kiosk, "store back", 0, UPLOAD_LINK_OK);
    assert_int_equal(outbox_resend_from(kiosk.outbox, 1), OUTBOX_OK); // all once more
    until(&kiosk, "sent again", 0, UPLOAD_LINK_OK);
    for (int i = 0; i < 3; i++)
        check_number(ids[i], times_listed(&place.office, ids[i]), 1);

    free(OFFICE_RUN(&place.office, 0, "device", "revoke", device.device_id));
    send_slip(&kiosk, &device, ids[3]);
    until(&kiosk, "revoked", 1, UPLOAD_LINK_REFUSED);
    check_number("kept out", times_listed(&place.office, ids[3]), 0);
    kiosk_stop(&kiosk);
    device_finish(&device);
    place_finish(&place);
}

/* Another store on the address: its key is not the pinned one, and nothing reaches it. */
static void a_changed_key_is_refused(void **state) {
    (void)state;
    struct place place, other;
    struct device device;
    struct kiosk kiosk;
    char id[CRYPTO_UUID_MAX];
    place_start(&place);
    place_start(&other);
    enrol_well(&place, &device);
    free(device.url);
    device.url = xstrdup(other.office.url);
    kiosk_start(&kiosk, &place, &device);
    send_slip(&kiosk, &device, id);
    until(&kiosk, "intercepted", 1, UPLOAD_LINK_UNTRUSTED);
    kiosk_stop(&kiosk);
    check_number("reached it", times_listed(&other.office, id), 0);
    device_finish(&device);
    place_finish(&other);
    place_finish(&place);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_makes_a_kiosk),
        cmocka_unit_test(another_machine_gets_no_secret),
        cmocka_unit_test(a_failure_keeps_the_old_trust),
        cmocka_unit_test(slips_arrive_once_through_restarts),
        cmocka_unit_test(a_changed_key_is_refused),
    };
    log_start("test_enrol", LOG_LEVEL_ERROR);
    if (!crypto_start() || !http_global_start())
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    http_global_stop();
    return failed;
}
