/* Published content comes whole or not at all; the device reports itself. */
#include "../model/manifest.h"
#include "rig.h"

#include <sys/resource.h>

#include "base/log.h"
#include "net/sync.h"
#include "store/content_store.h"

#define ASSET "abc" // its SHA-256 is MANIFEST_ASSET

struct office { // what a store publishes, on a kiosk's folder
    struct rig rig;
    struct content_store *store;
    uint8_t sign_secret[CRYPTO_SIGN_SECRET_BYTES];
    struct sync_params params;
    atomic_int news; // on_content was called
    atomic_int seen; // orders said that the office has seen a call
};

static void on_content(void *context) {
    atomic_fetch_add((atomic_int *)context, 1);
}

static void publish(struct office *o, json_t *manifest) {
    char *bytes = jsonread_dump(manifest);
    pthread_mutex_lock(&o->rig.stub.lock);
    strbuf_reset(&o->rig.stub.manifest);
    strbuf_add_text(&o->rig.stub.manifest, bytes);
    crypto_sign_message(bytes, strlen(bytes), o->sign_secret, o->rig.stub.signature);
    pthread_mutex_unlock(&o->rig.stub.lock);
    free(bytes);
    json_decref(manifest);
}

static json_t *revision(int number) {
    json_t *manifest = manifest_compose();
    json_object_set_new(manifest, "revision", json_integer(number));
    return manifest;
}

static void office_open(struct office *o) {
    char *why = NULL;
    *o = (struct office){.news = 0};
    rig_start(&o->rig, 0);
    o->store = content_store_open(o->rig.dir.path, &why);
    assert_non_null(o->store);
    crypto_signing_keypair(o->rig.device.sign_key, o->sign_secret);
    o->rig.device.has_sign_key = true;
    strbuf_add_text(&o->rig.stub.asset, ASSET);
    publish(o, revision(57));
    o->params = (struct sync_params){
        .store = o->store,
        .outbox = o->rig.outbox,
        .device = &o->rig.device,
        .clock = &o->rig.clock,
        .data_dir = o->rig.dir.path,
        .app = "kiosk 1",
        .poll_s = 60,
        .on_content = on_content,
        .context = &o->news,
    };
}

static void office_close(struct office *o) {
    content_store_close(o->store);
    rig_finish(&o->rig);
}

/* One fetch; `want_why` is a part of the reason, NULL when there is none. */
static void fetch(struct office *o, const char *row, enum sync_result want, const char *want_why) {
    char *why = NULL;
    check_number(row, sync_once(&o->params, &why), want);
    if (want_why ? !why || !strstr(why, want_why) : why != NULL)
        fail_msg("%s: got \"%s\", want \"%s\"", row, why ? why : "(none)",
                 want_why ? want_why : "(none)");
    free(why);
}

/* The revision that a screen would show; 0 none. */
static int64_t current_revision(struct office *o) {
    char *bytes = NULL;
    size_t len = 0;
    if (!content_store_current(o->store, &bytes, &len, NULL))
        return 0;
    json_t *root = jsonread_bytes(bytes, len, CONTENT_BYTES_MAX, NULL);
    int64_t number = jsonread_int(root, "revision", -1);
    json_decref(root);
    free(bytes);
    return number;
}

static void fetches_once_and_whole(void **state) {
    (void)state;
    struct office o;
    office_open(&o);
    fetch(&o, "first", SYNC_NEW, NULL);
    check_number("revision", current_revision(&o), 57);
    assert_true(content_store_has_asset(o.store, MANIFEST_ASSET));
    fetch(&o, "again", SYNC_UNCHANGED, NULL);
    check_number("by ETag", o.rig.stub.not_modified, 1);
    publish(&o, revision(58));
    fetch(&o, "next", SYNC_NEW, NULL);
    check_number("revision", current_revision(&o), 58);
    check_number("the asset was there already", o.rig.stub.asset_gets, 1);
    publish(&o, revision(57));
    fetch(&o, "older", SYNC_REFUSED, "older than ours");
    check_number("revision", current_revision(&o), 58);
    office_close(&o);
}

static void nothing_published_is_no_fault(void **state) {
    (void)state;
    struct office o;
    office_open(&o);
    strbuf_reset(&o.rig.stub.manifest);
    fetch(&o, "none", SYNC_UNCHANGED, NULL);
    check_number("revision", current_revision(&o), 0);
    office_close(&o);
}

/* Fault 62, each with content 57 on the screen: it stays, and the good 58 comes afterwards. */
static void keeps_the_old_when_the_new_is_bad(void **state) {
    (void)state;
    static const struct {
        const char *name, *path, *json; // what is set in manifest 58; path NULL: nothing
        const char *act;                // played for it
        const char *asset;              // what the store has for it; NULL: as it should
        bool is_unsigned;
        enum sync_result want;
        const char *why;
    } rows[] = {
        {"half received", NULL, NULL, "truncate", NULL, false, SYNC_OFFLINE, "the content"},
        {"sign-in page", NULL, NULL, "captive", NULL, false, SYNC_OFFLINE, "not the store's"},
        {"moved", NULL, NULL, "redirect", NULL, false, SYNC_OFFLINE, "(307)"},
        {"hung up", NULL, NULL, "close_read", NULL, false, SYNC_OFFLINE, "the content"},
        {"wrong signature", NULL, NULL, NULL, NULL, true, SYNC_REFUSED, "signed"},
        {"another schema", "schema", "\"content/2\"", NULL, NULL, false, SYNC_REFUSED, "content/1"},
        {"no campaign", "campaigns", "[]", NULL, NULL, false, SYNC_REFUSED, "content/1"},
        {"asset missing", "assets/0/sha256",
         "\"2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae\"", NULL, "", false,
         SYNC_OFFLINE, "asset 2c26"},
        {"asset of another hash", "assets/0/sha256",
         "\"2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae\"", NULL, "xyz", false,
         SYNC_REFUSED, "another hash"},
        {"asset longer than announced", "assets/0/sha256",
         "\"2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae\"", NULL, "foofoo",
         false, SYNC_REFUSED, "larger than 3"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct office o;
        office_open(&o);
        o.rig.stub.redirect_url = "https://127.0.0.1:1";
        fetch(&o, rows[i].name, SYNC_NEW, NULL);
        json_t *bad = revision(58);
        if (rows[i].path)
            manifest_set(bad, rows[i].path, rows[i].json);
        publish(&o, bad);
        o.rig.stub.content_act = rows[i].act;
        o.rig.stub.signature[5] ^= rows[i].is_unsigned ? 1 : 0;
        if (rows[i].asset) {
            strbuf_reset(&o.rig.stub.asset);
            strbuf_add_text(&o.rig.stub.asset, rows[i].asset);
        }
        fetch(&o, rows[i].name, rows[i].want, rows[i].why);
        check_number(rows[i].name, current_revision(&o), 57);
        o.rig.stub.content_act = NULL;
        publish(&o, revision(58));
        fetch(&o, rows[i].name, SYNC_NEW, NULL);
        check_number(rows[i].name, current_revision(&o), 58);
        office_close(&o);
    }
}

/* ---- a transfer that breaks off ---- */

#define LONG_ASSET "0123456789abcdefghij" // 20 bytes

static void set_asset(struct office *o, const char *bytes, const char *etag, const char *act) {
    pthread_mutex_lock(&o->rig.stub.lock);
    strbuf_reset(&o->rig.stub.asset);
    strbuf_add_text(&o->rig.stub.asset, bytes);
    o->rig.stub.asset_etag = etag;
    o->rig.stub.asset_act = act;
    pthread_mutex_unlock(&o->rig.stub.lock);
}

/* Revision 58 with the long asset, which breaks off at its tenth byte, then at its fifteenth. */
static void break_off(struct office *o, const char *row, char out_hash[CRYPTO_SHA256_HEX_MAX]) {
    crypto_sha256_hex(LONG_ASSET, strlen(LONG_ASSET), out_hash);
    fetch(o, row, SYNC_NEW, NULL);
    json_t *next = revision(58);
    json_t *asset = json_array_get(json_object_get(next, "assets"), 0);
    json_object_set_new(asset, "sha256", json_string(out_hash));
    json_object_set_new(asset, "bytes", json_integer(20));
    publish(o, next);
    set_asset(o, LONG_ASSET, "\"v1\"", "cut");
    fetch(o, row, SYNC_OFFLINE, "asset");
    check_text("the first time whole", o->rig.stub.asset_range, "");
    fetch(o, row, SYNC_OFFLINE, "asset");
    check_text("from where it broke", o->rig.stub.asset_range, "bytes=10-");
    check_number(row, current_revision(o), 57);
}

static void goes_on_where_it_broke_off(void **state) {
    (void)state;
    static const struct {
        const char *name, *etag, *act;
        int requests; // of the pass that brings it
    } rows[] = {
        {"the rest", "\"v1\"", NULL, 1},        {"a store without ranges", "\"v1\"", "whole", 1},
        {"another entity", "\"v2\"", NULL, 1},  {"another range", "\"v1\"", "other_range", 2},
        {"no such range", "\"v1\"", "e416", 2},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct office o;
        char hash[CRYPTO_SHA256_HEX_MAX];
        office_open(&o);
        break_off(&o, rows[i].name, hash);
        int before = o.rig.stub.asset_gets;
        set_asset(&o, LONG_ASSET, rows[i].etag, rows[i].act);
        fetch(&o, rows[i].name, SYNC_NEW, NULL);
        check_number(rows[i].name, o.rig.stub.asset_gets - before, rows[i].requests);
        check_number(rows[i].name, current_revision(&o), 58);
        check_number(rows[i].name, content_store_has_asset(o.store, hash), true);
        struct content_part part;
        check_number("no part is left", content_store_part(o.store, hash, 100, &part), false);
        office_close(&o);
    }
}

/* The part was damaged on the disk: the whole is fetched, not refused for ever. */
static void forgets_a_bad_part(void **state) {
    (void)state;
    struct office o;
    char hash[CRYPTO_SHA256_HEX_MAX];
    office_open(&o);
    break_off(&o, "bad part", hash);
    const struct content_part bad = {.etag = "\"v1\"", .bytes = (char *)"XXXXX", .len_bytes = 5};
    content_store_keep_part(o.store, hash, &bad);
    set_asset(&o, LONG_ASSET, "\"v1\"", NULL);
    fetch(&o, "bad part", SYNC_NEW, NULL);
    check_number("revision", current_revision(&o), 58);
    office_close(&o);
}

/* Without a strong ETag nobody can say that the rest is of the same bytes. */
static void keeps_no_part_without_a_strong_etag(void **state) {
    (void)state;
    static const char *const etags[] = {NULL, "W/\"v1\""};
    for (size_t i = 0; i < check_items(etags); i++) {
        struct office o;
        struct content_part part;
        office_open(&o);
        set_asset(&o, ASSET, etags[i], "cut");
        fetch(&o, "cut", SYNC_OFFLINE, "asset");
        check_number("a part", content_store_part(o.store, MANIFEST_ASSET, 3, &part), false);
        office_close(&o);
    }
}

/* ---- others who bring content, or take it back ---- */

static void stays_where_staff_put_it(void **state) {
    (void)state;
    struct office o;
    office_open(&o);
    struct sync *sync = sync_start(&o.params);
    for (int i = 0; i < 500 && current_revision(&o) != 57; i++)
        rig_nap(10);
    publish(&o, revision(58));
    sync_set_offline(sync, false); // look now
    for (int i = 0; i < 500 && current_revision(&o) != 58; i++)
        rig_nap(10);
    check_number("published", current_revision(&o), 58);
    assert_true(content_store_roll_back(o.store)); // "Lùi"
    sync_set_offline(sync, false);
    rig_nap(300);
    check_number("taken back by staff", current_revision(&o), 57);
    json_t *carried = revision(60); // by stick
    char *bytes = jsonread_dump(carried);
    const struct content_edition edition = {
        .bytes = bytes, .len_bytes = strlen(bytes), .etag = "\"s\"", .revision = 60};
    assert_int_equal(content_store_swap(o.store, &edition), CONTENT_SWAPPED);
    publish(&o, revision(59)); // older than the stick's, newer than what the thread has seen
    sync_set_offline(sync, false);
    rig_nap(300);
    check_number("older than the stick's", current_revision(&o), 60);
    struct sync_state told;
    sync_state(sync, &told);
    check_number("staff are told", told.result, SYNC_REFUSED);
    assert_non_null(strstr(told.why, "revision 59 is older than ours, 60"));
    check_number("not for want of room", told.is_disk_full, false);
    publish(&o, revision(61));
    sync_set_offline(sync, false);
    for (int i = 0; i < 500 && current_revision(&o) != 61; i++)
        rig_nap(10);
    check_number("the next one", current_revision(&o), 61);
    sync_stop(sync);
    sync_join(sync);
    free(bytes);
    json_decref(carried);
    office_close(&o);
}

/* The room that is left is the slips'. */
static void a_full_disk_keeps_the_old(void **state) {
    (void)state;
    struct office o;
    struct rlimit limit;
    char *why = NULL;
    office_open(&o);
    fetch(&o, "57", SYNC_NEW, NULL);
    json_t *next = revision(58);
    char hash[CRYPTO_SHA256_HEX_MAX];
    crypto_sha256_hex(LONG_ASSET, strlen(LONG_ASSET), hash);
    json_t *asset = json_array_get(json_object_get(next, "assets"), 0);
    json_object_set_new(asset, "sha256", json_string(hash));
    json_object_set_new(asset, "bytes", json_integer(20));
    publish(&o, next);
    set_asset(&o, LONG_ASSET, "\"v1\"", NULL);
    kit_hush();
    getrlimit(RLIMIT_FSIZE, &limit);
    struct rlimit tight = {.rlim_cur = 10, .rlim_max = limit.rlim_max};
    setrlimit(RLIMIT_FSIZE, &tight);
    check_number("full", sync_once(&o.params, &why), SYNC_REFUSED);
    setrlimit(RLIMIT_FSIZE, &limit);
    kit_unhush();
    assert_non_null(strstr(why, "the disk is full"));
    free(why);
    check_number("the old one stays", current_revision(&o), 57);
    fetch(&o, "room again", SYNC_NEW, NULL);
    check_number("the new one", current_revision(&o), 58);
    office_close(&o);
}

static char *last_status(struct office *o) {
    pthread_mutex_lock(&o->rig.stub.lock);
    char *text = xstrdup(strbuf_text(&o->rig.stub.status));
    pthread_mutex_unlock(&o->rig.stub.lock);
    return text;
}

/* Waits until a report has the member with this JSON value. */
static void until_reported(struct office *o, const char *key, const char *want) {
    int64_t end_ms = rig_now_ms() + RIG_PATIENCE_MS;
    char *got = NULL;
    do {
        char *status = last_status(o);
        json_t *root = jsonread_bytes(status, strlen(status), 65536, NULL);
        json_t *value = json_object_get(root, key);
        free(got);
        got = value ? jsonread_dump(value) : NULL;
        json_decref(root);
        free(status);
        rig_nap(10);
    } while (!(got && strcmp(got, want) == 0) && rig_now_ms() < end_ms);
    check_text(key, got, want);
    free(got);
}

static void set_orders(struct office *o, const char *orders) {
    pthread_mutex_lock(&o->rig.stub.lock);
    o->rig.stub.orders = orders;
    pthread_mutex_unlock(&o->rig.stub.lock);
}

static void polls_and_reports(void **state) {
    (void)state;
    struct office o;
    office_open(&o);
    struct sync *sync = sync_start(&o.params);
    until_reported(&o, "content_revision", "57");
    check_number("told of", atomic_load(&o.news), 1);
    until_reported(&o, "queued", "0");
    until_reported(&o, "app", "\"kiosk 1\"");
    until_reported(&o, "db_ok", "true");
    until_reported(&o, "help_requested_at", "null");
    sync_set_help(sync, 1683855720); // goes out at once
    until_reported(&o, "help_requested_at", "\"2023-05-12T08:42:00+07:00\"");
    publish(&o, revision(58));
    kit_push(o.rig.outbox, 1, 2);
    clock_advance(&o.rig.clock, 59000);
    sync_wake(sync);
    rig_nap(100);
    check_number("not before its time", current_revision(&o), 57);
    for (int i = 0; i < 500 && current_revision(&o) == 57; i++) {
        clock_advance(&o.rig.clock, SYNC_JITTER_MS);
        sync_wake(sync);
        rig_nap(20);
    }
    until_reported(&o, "content_revision", "58");
    until_reported(&o, "queued", "2");
    until_reported(&o, "oldest_queued_at", "\"2023-05-12T08:42:01+07:00\"");
    check_number("told of", atomic_load(&o.news), 2);

    sync_set_offline(sync, true);
    rig_nap(50);
    publish(&o, revision(59));
    clock_advance(&o.rig.clock, 600000);
    sync_wake(sync);
    rig_nap(150);
    check_number("offline", current_revision(&o), 58);
    sync_set_offline(sync, false);
    until_reported(&o, "content_revision", "59");
    sync_stop(sync);
    sync_join(sync);
    office_close(&o);
}

static void on_orders(const json_t *orders, void *context) {
    struct office *o = context;
    if (jsonread_text(orders, "help_seen_at", NULL))
        atomic_fetch_add(&o->seen, 1);
}

/* Moves the app's clock and gives the thread a moment. */
static void pass(struct office *o, struct sync *sync, int64_t ms) {
    clock_advance(&o->rig.clock, ms);
    sync_wake(sync);
    rig_nap(150);
}

/* Who has called for staff learns within seconds that the office has seen it, whatever the poll. */
static void asks_often_while_somebody_waits(void **state) {
    (void)state;
    struct office o;
    office_open(&o);
    o.params.poll_s = 86400;
    o.params.on_orders = on_orders;
    o.params.context = &o;
    o.params.on_content = NULL;
    struct sync *sync = sync_start(&o.params);
    until_reported(&o, "content_revision", "57");
    pass(&o, sync, 11000);
    kit_push(o.rig.outbox, 1, 1);
    pass(&o, sync, 11000);
    until_reported(&o, "queued", "0"); // nobody calls: no report before the next poll
    sync_set_help(sync, 1683855720);
    until_reported(&o, "queued", "1");
    check_number("not seen yet", atomic_load(&o.seen), 0);
    set_orders(&o, "{\"resend_from\":null,\"unlock_pin\":false,\"help_seen_at\":"
                   "\"2023-05-12T01:43:00Z\"}");
    publish(&o, revision(58));
    pass(&o, sync, 11000);
    check_number("seen", atomic_load(&o.seen), 1);
    check_number("content waits for its poll", current_revision(&o), 57);
    pass(&o, sync, 600000); // ten minutes are enough
    int told = atomic_load(&o.seen);
    pass(&o, sync, 11000);
    check_number("given up", atomic_load(&o.seen), told);
    sync_stop(sync);
    sync_join(sync);
    office_close(&o);
}

/* A store that was set back asks again and again until it has them; once is enough each time. */
static void gives_again_what_the_store_lost(void **state) {
    (void)state;
    struct office o;
    office_open(&o);
    kit_push(o.rig.outbox, 1, 5);
    o.rig.pushed = 5;
    rig_upload(&o.rig);
    rig_until_waiting(&o.rig, "sent", 0, 0);
    rig_stop_upload(&o.rig);
    set_orders(&o, "{\"resend_from\":3,\"unlock_pin\":false}");
    struct sync *sync = sync_start(&o.params);
    until_reported(&o, "content_revision", "57");
    sync_set_help(sync, 1);
    until_reported(&o, "queued", "3");
    rig_upload(&o.rig);
    rig_until_waiting(&o.rig, "sent again", 0, 0);
    sync_set_help(sync, 2);
    until_reported(&o, "help_requested_at", "\"1970-01-01T07:00:02+07:00\"");
    rig_nap(50);
    check_number("asked for again and given already", rig_counts(&o.rig).waiting, 0);
    rig_stop_upload(&o.rig);
    set_orders(&o, "{\"resend_from\":null,\"unlock_pin\":false}");
    sync_set_help(sync, 3);
    until_reported(&o, "help_requested_at", "\"1970-01-01T07:00:03+07:00\"");
    rig_nap(50);
    set_orders(&o, "{\"resend_from\":3,\"unlock_pin\":false}"); // set back once more
    sync_set_help(sync, 4);
    int64_t end_ms = rig_now_ms() + RIG_PATIENCE_MS;
    while (rig_counts(&o.rig).waiting != 3 && rig_now_ms() < end_ms)
        rig_nap(5);
    check_number("a new wish", rig_counts(&o.rig).waiting, 3);
    sync_stop(sync);
    sync_join(sync);
    rig_reckon(&o.rig, "resend", 0);
    office_close(&o);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fetches_once_and_whole),
        cmocka_unit_test(nothing_published_is_no_fault),
        cmocka_unit_test(keeps_the_old_when_the_new_is_bad),
        cmocka_unit_test(goes_on_where_it_broke_off),
        cmocka_unit_test(forgets_a_bad_part),
        cmocka_unit_test(keeps_no_part_without_a_strong_etag),
        cmocka_unit_test(stays_where_staff_put_it),
        cmocka_unit_test(a_full_disk_keeps_the_old),
        cmocka_unit_test(polls_and_reports),
        cmocka_unit_test(asks_often_while_somebody_waits),
        cmocka_unit_test(gives_again_what_the_store_lost),
    };
    log_start("test_sync", LOG_LEVEL_ERROR);
    signal(SIGXFSZ, SIG_IGN);
    if (!crypto_start() || !http_global_start())
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    http_global_stop();
    return failed;
}
