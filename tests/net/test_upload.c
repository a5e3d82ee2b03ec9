/* The uploader against a store that misbehaves: nothing lost, nothing changed, nothing twice, and
 * no more asked of a store in trouble than the contract says. */
#include "rig.h"

#include "base/log.h"
#include "net/backoff.h"
#include "net/http.h"

#define MINUTE_MS (60 * 1000LL)
#define HOUR_MS (60 * MINUTE_MS)

/* Three slips, the script's answers, then a store in good order. */
static const struct row {
    const char *script;
    int parked, erased;
} rows[] = {
    {"ok", 0, 0},
    {"e503", 0, 0},
    {"e503 e429:5 e500 e503", 0, 0},
    {"close_unread", 0, 0},
    {"close_read", 0, 0},
    {"close_read close_read close_unread", 0, 0},
    {"ack_lost", 0, 0},
    {"ack_lost ack_lost ack_lost ack_lost", 0, 0},
    {"truncate", 0, 0},
    {"ok truncate close_read", 0, 0},
    {"other_id other_id other_id other_id", 0, 0},
    {"other_hash", 0, 0},
    {"json_lie", 0, 0},
    {"captive", 0, 0},
    {"html404 html403 html502", 0, 0},
    {"huge", 0, 0},
    {"chunked", 0, 0},
    {"garbage", 0, 0},
    {"digest", 0, 0},
    {"e401", 0, 0},
    {"e403", 0, 0},
    {"e422", 1, 0},
    {"ok e413", 1, 0},
    {"e415 e400 e422", 3, 0},
    {"e409", 1, 0},
    {"e410", 0, 1},
};

static void survives_every_answer(void **state) {
    (void)state;
    for (size_t i = 0; i < check_items(rows); i++) {
        const struct row *row = &rows[i];
        struct rig rig = {.stub = {.script = row->script}};
        rig_start(&rig, 3);
        rig_upload(&rig);
        rig_until_waiting(&rig, row->script, 0, 61 * MINUTE_MS);
        rig_stop_upload(&rig);
        check_number(row->script, rig_counts(&rig).parked, row->parked);
        check_number(row->script, rig_counts(&rig).delivered, 3 - row->parked);
        rig_reckon(&rig, row->script, row->erased);
        rig_finish(&rig);
    }
}

static void parks_what_the_store_holds_otherwise(void **state) {
    (void)state;
    struct rig rig = {.pushed = 0};
    rig_start(&rig, 2);
    struct slip slip = kit_slip(1, 600);
    stub_store_slip(&rig.stub, slip.id, "0000");
    rig_upload(&rig);
    rig_until_waiting(&rig, "other content", 0, 0);
    rig_stop_upload(&rig);
    int times;
    check_text("state", kit_find(rig.outbox, slip.id, &times).state, "parked");
    check_text("reason", kit_find(rig.outbox, slip.id, &times).reason, "409 other-content");
    slip_finish(&slip);
    rig_finish(&rig);
}

static void follows_no_redirect(void **state) {
    (void)state;
    struct stub trap = {.port = 0};
    struct rig rig = {.stub = {.script = "redirect redirect"}};
    rig_start(&rig, 2);
    stub_start(&trap, rig.dir.path);
    rig.stub.redirect_url = trap.url;
    rig_upload(&rig);
    rig_until_waiting(&rig, "redirect", 0, 20 * MINUTE_MS);
    rig_stop_upload(&rig);
    check_number("connections to where it pointed", stub_read(&trap, &trap.connections), 0);
    rig_reckon(&rig, "redirect", 0);
    stub_stop(&trap);
    rig_finish(&rig);
}

/* Before the store has named itself, nothing of ours goes out. */
static void sends_nothing_to_a_stranger(void **state) {
    (void)state;
    static const struct {
        const char *name, *store_id, *health_act;
        enum upload_link link;
    } table[] = {
        {"another store", "elsewhere", NULL, UPLOAD_LINK_PORTAL},
        {"sign-in page", NULL, "captive", UPLOAD_LINK_PORTAL},
        {"redirect", NULL, "redirect", UPLOAD_LINK_PORTAL},
        {"not there", NULL, "html404", UPLOAD_LINK_PORTAL},
        {"noise", NULL, "garbage", UPLOAD_LINK_PORTAL},
        {"flood", NULL, "chunked", UPLOAD_LINK_PORTAL},
        {"proxy in trouble", NULL, "html502", UPLOAD_LINK_STORE_DOWN},
        {"hangs up", NULL, "close_read", UPLOAD_LINK_NO_NETWORK},
    };
    for (size_t i = 0; i < check_items(table); i++) {
        struct rig rig = {.stub = {.store_id = table[i].store_id,
                                   .health_act = table[i].health_act,
                                   .redirect_url = "https://127.0.0.1:1"}};
        rig_start(&rig, 1);
        rig_upload(&rig);
        rig_until_link(&rig, table[i].name, table[i].link);
        rig_advance(&rig, 20 * MINUTE_MS);
        rig_until_count(&rig, table[i].name, &rig.stub.healths, 2);
        rig_stop_upload(&rig);
        check_number(table[i].name, rig.stub.puts, 0);
        check_number(table[i].name, rig_counts(&rig).waiting, 1);
        rig_finish(&rig);
    }
}

static void refuses_an_intercepted_line(void **state) {
    (void)state;
    static const char *const names[] = {"another pin", "another CA"};
    for (int i = 0; i < 2; i++) {
        struct stub other = {.port = 0};
        struct rig rig = {.pushed = 0};
        rig_start(&rig, 1);
        stub_start(&other, rig.dir.path);
        if (i == 0)
            rig.device.pin = other.pin;
        else
            rig.device.ca_path = other.ca_path;
        rig_upload(&rig);
        rig_until_link(&rig, names[i], UPLOAD_LINK_UNTRUSTED);
        rig_stop_upload(&rig);
        check_number(names[i], rig.stub.healths + rig.stub.puts, 0);
        stub_stop(&other);
        rig_finish(&rig);
    }
}

static void waits_as_long_as_the_store_says(void **state) {
    (void)state;
    static const struct {
        const char *script;
        int64_t least_ms, most_ms; // most: 5 s of jitter more
    } table[] = {
        {"e503:7", 7000, 12001},
        {"e429:600", 600000, 605001},
        {"e503:99999999999999999999", HOUR_MS, HOUR_MS + 5001},
        {"e503:Sun,_06_Nov_2095_08:49:37_GMT", HOUR_MS, HOUR_MS + 5001},
    };
    for (size_t i = 0; i < check_items(table); i++) {
        struct rig rig = {.stub = {.script = table[i].script}};
        rig_start(&rig, 2);
        rig_upload(&rig);
        rig_until_count(&rig, table[i].script, &rig.stub.puts, 1);
        rig_until_link(&rig, table[i].script, UPLOAD_LINK_STORE_DOWN);
        rig_advance(&rig, table[i].least_ms - 500);
        rig_nap(100);
        check_number(table[i].script, stub_read(&rig.stub, &rig.stub.healths), 1);
        rig_advance(&rig, table[i].most_ms - table[i].least_ms + 500);
        rig_until_count(&rig, table[i].script, &rig.stub.puts, 3);
        rig_finish(&rig);
    }
}

static void a_refused_device_probes_each_hour(void **state) {
    (void)state;
    struct rig rig = {.stub = {.script = "e401 e403"}};
    rig_start(&rig, 2);
    rig_upload(&rig);
    rig_until_link(&rig, "401", UPLOAD_LINK_REFUSED);
    check_number("parked", rig_counts(&rig).parked, 0);
    rig_advance(&rig, 59 * MINUTE_MS);
    rig_nap(100);
    check_number("tries in an hour", stub_read(&rig.stub, &rig.stub.healths), 1);
    rig_advance(&rig, MINUTE_MS);
    rig_until_count(&rig, "after an hour", &rig.stub.puts, 2);
    rig_nap(50);
    uploader_hurry(rig.uploader); // somebody asks for it by hand
    rig_until_waiting(&rig, "allowed again", 0, 0);
    rig_finish(&rig);
}

/* The store stumbles over one slip for ever: the others pass, it comes round ever more rarely. */
static void one_bad_slip_does_not_hold_the_queue(void **state) {
    (void)state;
    struct slip bad = kit_slip(1, 600);
    struct rig rig = {.stub = {.fail_id = bad.id}};
    rig_start(&rig, 5);
    rig_upload(&rig);
    rig_until_waiting(&rig, "the others", 1, 5001);
    int puts = stub_read(&rig.stub, &rig.stub.puts);
    for (int i = 0; i < 60; i++) { // two hours in steps of two minutes
        rig_advance(&rig, 2 * MINUTE_MS);
        rig_nap(15);
    }
    int more = stub_read(&rig.stub, &rig.stub.puts) - puts;
    if (more < 3 || more > 20)
        fail_msg("tries of the bad one in two hours: got %d, want some, ever more rarely", more);
    check_number("parked", rig_counts(&rig).parked, 0);
    pthread_mutex_lock(&rig.stub.lock);
    rig.stub.fail_id = NULL;
    pthread_mutex_unlock(&rig.stub.lock);
    rig_until_waiting(&rig, "mended", 0, 16 * MINUTE_MS);
    rig_stop_upload(&rig);
    rig_reckon(&rig, "one bad slip", 0);
    slip_finish(&bad);
    rig_finish(&rig);
}

/* A store that is down for everybody makes no slip wait longer once it is back. */
static void an_outage_is_nobodys_fault(void **state) {
    (void)state;
    struct rig rig = {.stub = {.script = "e500 e500 e500 e500"}};
    rig_start(&rig, 6);
    rig_upload(&rig);
    for (int i = 1; i <= 4; i++) {
        rig_until_count(&rig, "failing", &rig.stub.puts, i);
        rig_until_link(&rig, "failing", UPLOAD_LINK_STORE_DOWN);
        rig_nap(30);
        uploader_hurry(rig.uploader);
    }
    int64_t from_ms = rig_now_ms();
    rig_until_count(&rig, "back: two new ones, then the four", &rig.stub.puts, 10);
    rig_until_waiting(&rig, "back", 0, 0);
    assert_true(rig_now_ms() - from_ms < BACKOFF_FIRST_MS - 1000); // not by their own delay
    rig_stop_upload(&rig);
    rig_reckon(&rig, "outage", 0);
    rig_finish(&rig);
}

static void a_fresh_slip_goes_at_once(void **state) {
    (void)state;
    struct rig rig = {.pushed = 0};
    rig_start(&rig, 0);
    rig_upload(&rig);
    rig_until_link(&rig, "first look", UPLOAD_LINK_OK);
    kit_push(rig.outbox, 1, 1);
    rig.pushed = 1;
    int64_t from_ms = rig_now_ms();
    uploader_wake(rig.uploader);
    rig_until_count(&rig, "fresh", &rig.stub.puts, 1);
    assert_true(rig_now_ms() - from_ms < 900); // not by the next slice of a second
    rig_until_waiting(&rig, "fresh", 0, 0);
    struct upload_state seen = rig_state(&rig);
    check_number("in pass", seen.in_pass, 1);
    assert_true(seen.last_delivered_s >= seen.last_try_s && seen.last_try_s > 0);
    rig_finish(&rig);
}

/* Pushed while nobody calls: found by looking, within a minute of the app's time. */
static void looks_for_itself(void **state) {
    (void)state;
    struct rig rig = {.pushed = 0};
    rig_start(&rig, 0);
    rig_upload(&rig);
    rig_until_link(&rig, "first look", UPLOAD_LINK_OK);
    rig_nap(50);
    kit_push(rig.outbox, 1, 1);
    rig.pushed = 1;
    clock_advance(&rig.clock, UPLOAD_LOOK_MS); // and no wake
    rig_until_count(&rig, "found", &rig.stub.puts, 1);
    rig_finish(&rig);
}

static void comes_back_at_random_after_a_long_outage(void **state) {
    (void)state;
    struct rig rig = {.pushed = 0};
    rig_start(&rig, 2); // the kit's slips are of 2023
    struct upload_params params = {
        .outbox = rig.outbox, .device = &rig.device, .clock = &rig.clock};
    rig.uploader = uploader_start(&params);
    rig_nap(100);
    uploader_wake(rig.uploader); // a fresh slip is no reason to hurry with the rest
    rig_nap(200);
    check_number("at once (1 in 2,000 draws so short a wait)",
                 stub_read(&rig.stub, &rig.stub.healths), 0);
    rig_advance(&rig, UPLOAD_RETURN_JITTER_MS);
    rig_until_waiting(&rig, "after ten minutes", 0, 0);
    rig_finish(&rig);
}

static void nothing_goes_while_offline(void **state) {
    (void)state;
    struct rig rig = {.pushed = 0};
    rig_start(&rig, 2);
    rig_upload(&rig);
    uploader_set_offline(rig.uploader, true);
    rig_until_link(&rig, "offline", UPLOAD_LINK_NO_NETWORK);
    int connections = stub_read(&rig.stub, &rig.stub.connections);
    rig_advance(&rig, 3 * HOUR_MS);
    rig_nap(150);
    check_number("connections", stub_read(&rig.stub, &rig.stub.connections), connections);
    uploader_set_offline(rig.uploader, false);
    rig_until_waiting(&rig, "online", 0, 0);
    rig_stop_upload(&rig);
    rig_reckon(&rig, "offline", 0);
    rig_finish(&rig);
}

/* A store that never answers holds neither a stop nor a cable that is pulled. */
static void a_stall_can_be_left(void **state) {
    (void)state;
    struct rig rig = {.stub = {.script = "stall stall"}};
    rig_start(&rig, 1);
    rig_upload(&rig);
    rig_until_count(&rig, "stalled", &rig.stub.puts, 1);
    uploader_set_offline(rig.uploader, true);
    rig_until_link(&rig, "cut", UPLOAD_LINK_NO_NETWORK);
    rig_until_count(&rig, "the stub saw it go", &rig.stub.in_flight, 0);
    uploader_set_offline(rig.uploader, false);
    rig_until_count(&rig, "stalled again", &rig.stub.puts, 2);
    int64_t from_ms = rig_now_ms();
    rig_stop_upload(&rig);
    assert_true(rig_now_ms() - from_ms < 3000);
    check_number("waiting", rig_counts(&rig).waiting, 1);
    rig_upload(&rig);
    rig_until_waiting(&rig, "started again", 0, 0);
    rig_stop_upload(&rig);
    rig_reckon(&rig, "stall", 0);
    rig_finish(&rig);
}

/* K killed after the store had stored (faults 4 and 5): the next start sends the same bytes. */
static void a_restart_sends_the_same_bytes(void **state) {
    (void)state;
    struct rig rig = {.stub = {.script = "ack_lost stall"}};
    rig_start(&rig, 1);
    rig_upload(&rig);
    rig_until_count(&rig, "stored", &rig.stub.puts, 2);
    rig_stop_upload(&rig);
    check_number("waiting", rig_counts(&rig).waiting, 1);
    outbox_close(rig.outbox);
    rig.outbox = kit_open(&rig.dir);
    pthread_mutex_lock(&rig.stub.lock);
    rig.stub.script = "ok";
    pthread_mutex_unlock(&rig.stub.lock);
    rig_upload(&rig);
    rig_until_waiting(&rig, "again", 0, 0);
    rig_stop_upload(&rig);
    check_number("stored", rig.stub.stored_count, 1);
    rig_reckon(&rig, "restart", 0);
    rig_finish(&rig);
}

static void the_environments_proxy_is_ignored(void **state) {
    (void)state;
    static const char *const names[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
                                        "ALL_PROXY"};
    for (size_t i = 0; i < check_items(names); i++)
        setenv(names[i], "http://127.0.0.1:1", 1);
    struct rig rig = {.pushed = 0};
    rig_start(&rig, 1);
    rig_upload(&rig);
    rig_until_waiting(&rig, "proxy", 0, 0);
    rig_finish(&rig);
    for (size_t i = 0; i < check_items(names); i++)
        unsetenv(names[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(survives_every_answer),
        cmocka_unit_test(parks_what_the_store_holds_otherwise),
        cmocka_unit_test(follows_no_redirect),
        cmocka_unit_test(sends_nothing_to_a_stranger),
        cmocka_unit_test(refuses_an_intercepted_line),
        cmocka_unit_test(waits_as_long_as_the_store_says),
        cmocka_unit_test(a_refused_device_probes_each_hour),
        cmocka_unit_test(one_bad_slip_does_not_hold_the_queue),
        cmocka_unit_test(an_outage_is_nobodys_fault),
        cmocka_unit_test(a_fresh_slip_goes_at_once),
        cmocka_unit_test(looks_for_itself),
        cmocka_unit_test(comes_back_at_random_after_a_long_outage),
        cmocka_unit_test(nothing_goes_while_offline),
        cmocka_unit_test(a_stall_can_be_left),
        cmocka_unit_test(a_restart_sends_the_same_bytes),
        cmocka_unit_test(the_environments_proxy_is_ignored),
    };
    log_start("test_upload", LOG_LEVEL_ERROR);
    if (!crypto_start() || !http_global_start())
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    http_global_stop();
    return failed;
}
