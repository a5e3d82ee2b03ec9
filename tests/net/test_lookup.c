/* Looking a code up: at a store that misbehaves to order, at the real one, and with none in reach.
 * What is not the store's own answer is never taken for one. */
#include "../recordstore/office.h"
#include "rig.h"

#include "base/log.h"
#include "model/progress.h"
#include "net/enrol.h"
#include "net/lookup.h"

/* --- a hand that asks and waits --------------------------------------------------------------- */

struct asker {
    struct lookup *lookup;
    pthread_mutex_t lock;
    struct progress_answer answer; // guarded by lock: the last
    int answers;                   // guarded by lock
};

static void on_answer(const struct progress_answer *answer, void *context) {
    struct asker *asker = context;
    pthread_mutex_lock(&asker->lock);
    asker->answer = *answer;
    asker->answers++;
    pthread_mutex_unlock(&asker->lock);
}

static void asker_start(struct asker *asker, struct outbox *outbox, const struct device *device,
                        const struct clock *clock) {
    *asker = (struct asker){.answers = 0};
    pthread_mutex_init(&asker->lock, NULL);
    asker->lookup = lookup_start(&(struct lookup_params){.outbox = outbox,
                                                         .device = device,
                                                         .clock = clock,
                                                         .on_answer = on_answer,
                                                         .context = asker});
}

static void asker_stop(struct asker *asker) {
    lookup_stop(asker->lookup);
    lookup_join(asker->lookup);
    pthread_mutex_destroy(&asker->lock);
}

static int asker_count(struct asker *asker) {
    pthread_mutex_lock(&asker->lock);
    int count = asker->answers;
    pthread_mutex_unlock(&asker->lock);
    return count;
}

static struct progress_answer ask(struct asker *asker, const char *code) {
    int before = asker_count(asker);
    int64_t end_ms = rig_now_ms() + RIG_PATIENCE_MS;
    lookup_ask(asker->lookup, code);
    while (asker_count(asker) == before && rig_now_ms() < end_ms)
        rig_nap(2);
    check_number("answered", asker_count(asker), before + 1);
    return asker->answer;
}

static void check_answer(const char *row, const struct progress_answer *got,
                         enum progress_outcome outcome, const char *state) {
    check_number(row, got->outcome, outcome);
    if (outcome == PROGRESS_FOUND)
        check_text(row, got->progress.state, state);
}

/* --- a stub's answers ------------------------------------------------------------------------- */

#define CODE "HP-7K3M-92WX"

/* The code of the kit's slip `n`, valid; static memory. */
static const char *kit_code_of(int n) {
    static char code[CODE_TEXT_MAX];
    struct slip slip = kit_slip(n, 10);
    strcpy(code, slip.code);
    slip_finish(&slip);
    return code;
}

/* In static memory. */
static const char *answer_of(const char *code, const char *state) {
    static char text[256];
    snprintf(text, sizeof text,
             "{\"code\":\"%s\",\"state\":\"%s\",\"level\":null,\"steps\":[{\"state\":\"received\","
             "\"at\":\"2023-05-05T01:32:00Z\"}]}",
             code, state);
    return text;
}

static void set_stub(struct rig *rig, const char *answer, const char *act) {
    pthread_mutex_lock(&rig->stub.lock);
    rig->stub.slip_answer = answer;
    rig->stub.slip_act = act;
    pthread_mutex_unlock(&rig->stub.lock);
}

static void the_store_is_asked_and_believed(void **state) {
    (void)state;
    struct rig rig = {.pushed = 0};
    struct asker asker;
    rig_start(&rig, 0);
    asker_start(&asker, rig.outbox, &rig.device, &rig.clock);
    const char *code = kit_code_of(7);
    set_stub(&rig, answer_of(code, "appraising"), NULL);
    struct progress_answer got = ask(&asker, code);
    check_answer("found", &got, PROGRESS_FOUND, "appraising");
    check_text("code", got.progress.code, code);
    check_number("steps", (long long)got.progress.step_count, 1);
    check_number("not saved here", got.saved_at_s, 0);
    check_number("just now", got.known_at_s, 0);
    char *target = xasprintf("/v1/slips/%s", code);
    check_text("asked", rig.stub.last_target, target);
    check_number("with its token", rig.stub.strangers, 0);
    set_stub(&rig, NULL, NULL);
    got = ask(&asker, code);
    check_answer("not any more", &got, PROGRESS_UNKNOWN, NULL);
    check_text("of that code", got.progress.code, code);
    set_stub(&rig, NULL, "ambiguous");
    got = ask(&asker, code);
    check_answer("two", &got, PROGRESS_AMBIGUOUS, NULL);
    free(target);
    asker_stop(&asker);
    rig_finish(&rig);
}

/* None of these is an answer of the store about this code; nothing is kept of them either. */
static void nobody_elses_answer_counts(void **state) {
    (void)state;
    static const char *const acts[] = {
        "captive", "html404", "html403", "html502", "garbage", "huge",    "chunked", "close_read",
        "e401",    "e403",    "e409",    "e410",    "e422",    "e429:30", "e500",    "e503"};
    static const char *const answers[] = {
        "{\"ok\":true}",
        "not JSON",
        "{\"code\":\"HP-2222-2222\",\"state\":\"approved\",\"level\":\"xa\",\"steps\":[]}",
        "{\"code\":\"HP-7K3M-92WX\",\"state\":\"approved\"}",
    };
    struct rig rig = {.pushed = 0};
    struct asker asker;
    struct progress kept;
    int64_t kept_at_s;
    rig_start(&rig, 0);
    asker_start(&asker, rig.outbox, &rig.device, &rig.clock);
    for (size_t i = 0; i < check_items(acts) + check_items(answers); i++) {
        bool is_act = i < check_items(acts);
        const char *act = is_act ? acts[i] : NULL;
        set_stub(&rig, is_act ? NULL : answers[i - check_items(acts)], act);
        struct progress_answer got = ask(&asker, CODE);
        check_answer(is_act ? act : answers[i - check_items(acts)], &got, PROGRESS_UNREACHED, NULL);
    }
    check_number("kept", outbox_find_progress(rig.outbox, CODE, &kept, &kept_at_s), OUTBOX_ABSENT);
    asker_stop(&asker);
    rig_finish(&rig);
}

/* The same bytes under another type or status prove nothing. */
static void every_part_of_the_proof_is_needed(void **state) {
    (void)state;
    static const char unknown[] = "{\"type\":\"" STUB_URN "unknown-code\",\"status\":404}";
    static const char ambiguous[] = "{\"type\":\"" STUB_URN "ambiguous\",\"status\":409}";
    static const char stranger[] = "{\"type\":\"urn:other:unknown-code\",\"status\":404}";
    const char *found = answer_of(CODE, "received");
    const struct {
        int status;
        const char *type, *body;
        enum progress_outcome outcome;
    } rows[] = {
        {200, "application/json", found, PROGRESS_FOUND},
        {201, "application/json", found, PROGRESS_UNREACHED},
        {200, "text/html", found, PROGRESS_UNREACHED},
        {200, "application/problem+json", found, PROGRESS_UNREACHED},
        {404, "application/json", found, PROGRESS_UNREACHED},
        {404, "application/problem+json", unknown, PROGRESS_UNKNOWN},
        {404, "application/json", unknown, PROGRESS_UNREACHED},
        {200, "application/problem+json", unknown, PROGRESS_UNREACHED},
        {404, "application/problem+json", stranger, PROGRESS_UNREACHED},
        {404, "application/problem+json", ambiguous, PROGRESS_UNREACHED},
        {409, "application/problem+json", ambiguous, PROGRESS_AMBIGUOUS},
        {409, "application/problem+json", unknown, PROGRESS_UNREACHED},
        {404, "application/problem+json", "", PROGRESS_UNREACHED},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct http_answer answer = {.outcome = HTTP_ANSWERED,
                                     .status = rows[i].status,
                                     .body = (char *)rows[i].body,
                                     .body_len = strlen(rows[i].body)};
        struct progress progress;
        strcpy(answer.content_type, rows[i].type);
        check_number(rows[i].body, lookup_judge(&answer, CODE, &progress), rows[i].outcome);
        answer.outcome = HTTP_NO_NETWORK;
        check_number("broken", lookup_judge(&answer, CODE, &progress), PROGRESS_UNREACHED);
    }
}

/* --- what this kiosk knows -------------------------------------------------------------------- */

static void offline_shows_what_was_last_known(void **state) {
    (void)state;
    struct rig rig = {.pushed = 0};
    struct asker asker;
    rig_start(&rig, 0);
    clock_set(&rig.clock, 1683855720);
    asker_start(&asker, rig.outbox, &rig.device, &rig.clock);
    const char *code = kit_code_of(7);
    set_stub(&rig, answer_of(code, "appraising"), NULL);
    struct progress_answer got = ask(&asker, code);
    check_answer("online", &got, PROGRESS_FOUND, "appraising");
    clock_advance(&rig.clock, 3600000);
    lookup_set_offline(asker.lookup, true);
    int asked = stub_read(&rig.stub, &rig.stub.slip_gets);
    got = ask(&asker, code);
    check_answer("offline", &got, PROGRESS_FOUND, "appraising");
    check_number("with its date", got.known_at_s - 1683855720 < 60, 1);
    check_number("nobody was asked", stub_read(&rig.stub, &rig.stub.slip_gets), asked);
    got = ask(&asker, CODE);
    check_answer("never heard of", &got, PROGRESS_UNREACHED, NULL);
    lookup_set_offline(asker.lookup, false);
    set_stub(&rig, answer_of(code, "forwarded_council"), NULL);
    got = ask(&asker, code);
    check_answer("online again", &got, PROGRESS_FOUND, "forwarded_council");
    check_number("just now", got.known_at_s, 0);
    set_stub(&rig, NULL, "captive");
    got = ask(&asker, code);
    check_answer("behind a portal", &got, PROGRESS_FOUND, "forwarded_council");
    assert_true(got.known_at_s >= 1683855720 + 3600);
    set_stub(&rig, NULL, NULL);
    got = ask(&asker, code);
    check_answer("the store has lost it", &got, PROGRESS_UNKNOWN, NULL);
    set_stub(&rig, NULL, "captive");
    got = ask(&asker, code);
    check_answer("and so has this kiosk", &got, PROGRESS_UNREACHED, NULL);
    asker_stop(&asker);
    rig_finish(&rig);
}

static void own_slips_are_known_here(void **state) {
    (void)state;
    struct rig rig = {.pushed = 0};
    struct asker asker;
    rig_start(&rig, 3);
    asker_start(&asker, rig.outbox, &rig.device, &rig.clock);
    struct slip waiting = kit_slip(1, 10), delivered = kit_slip(2, 10), parked = kit_slip(3, 10);
    outbox_mark_delivered(rig.outbox, delivered.id, "2023-05-12T01:42:10Z", 1683855730);
    outbox_mark_parked(rig.outbox, parked.id, "422 invalid", 1683855731);

    struct progress_answer got = ask(&asker, waiting.code);
    check_answer("waiting", &got, PROGRESS_FOUND, PROGRESS_QUEUED);
    check_number("saved", got.saved_at_s, waiting.moment.wall_s);
    check_number("without the network", stub_read(&rig.stub, &rig.stub.slip_gets), 0);
    got = ask(&asker, parked.code);
    check_answer("parked, the store knows nothing", &got, PROGRESS_FOUND, PROGRESS_PARKED);
    got = ask(&asker, delivered.code); // proven once: it is no lie that it arrived
    check_answer("delivered, the store knows nothing", &got, PROGRESS_FOUND, "received");
    check_number("as of", got.known_at_s, 1683855730);
    set_stub(&rig, NULL, "e503");
    got = ask(&asker, delivered.code);
    check_answer("delivered, no network", &got, PROGRESS_FOUND, "received");
    check_number("as of", got.known_at_s, 1683855730);
    check_number("saved", got.saved_at_s, delivered.moment.wall_s);
    got = ask(&asker, parked.code);
    check_answer("parked, no network", &got, PROGRESS_FOUND, PROGRESS_PARKED);
    set_stub(&rig, answer_of(parked.code, "received"), NULL); // by a stick, perhaps
    got = ask(&asker, parked.code);
    check_answer("parked, the store has it", &got, PROGRESS_FOUND, "received");
    slip_finish(&waiting);
    slip_finish(&delivered);
    slip_finish(&parked);
    asker_stop(&asker);
    rig_finish(&rig);
}

/* --- whoever waits --------------------------------------------------------------------------- */

static void a_new_question_takes_the_place_of_the_old(void **state) {
    (void)state;
    struct rig rig = {.pushed = 0};
    struct asker asker;
    rig_start(&rig, 0);
    asker_start(&asker, rig.outbox, &rig.device, &rig.clock);
    set_stub(&rig, NULL, "stall");
    int64_t began_ms = rig_now_ms();
    lookup_ask(asker.lookup, CODE);
    rig_until_count(&rig, "the first is under way", &rig.stub.slip_gets, 1);
    const char *code = kit_code_of(7);
    set_stub(&rig, answer_of(code, "received"), NULL);
    struct progress_answer got = ask(&asker, code);
    check_answer("the second", &got, PROGRESS_FOUND, "received");
    check_text("of its own code", got.progress.code, code);
    check_number("the first was not waited for", rig_now_ms() - began_ms < 5000, 1);
    asker_stop(&asker);
    rig_finish(&rig);
}

static void a_silent_store_is_waited_for_ten_seconds(void **state) {
    (void)state;
    struct rig rig = {.pushed = 0};
    struct asker asker;
    rig_start(&rig, 0);
    asker_start(&asker, rig.outbox, &rig.device, &rig.clock);
    set_stub(&rig, NULL, "stall");
    int64_t began_ms = rig_now_ms();
    struct progress_answer got = ask(&asker, CODE);
    check_answer("silent", &got, PROGRESS_UNREACHED, NULL);
    int64_t took_ms = rig_now_ms() - began_ms;
    assert_in_range(took_ms, 9000, 14000);
    asker_stop(&asker);
    rig_finish(&rig);
}

static void the_end_waits_for_nobody(void **state) {
    (void)state;
    struct rig rig = {.pushed = 0};
    struct asker asker;
    rig_start(&rig, 0);
    asker_start(&asker, rig.outbox, &rig.device, &rig.clock);
    set_stub(&rig, NULL, "stall");
    lookup_ask(asker.lookup, CODE);
    rig_until_count(&rig, "under way", &rig.stub.slip_gets, 1);
    int64_t began_ms = rig_now_ms();
    asker_stop(&asker);
    check_number("ended at once", rig_now_ms() - began_ms < 4000, 1);
    check_number("nobody was told", asker.answers, 0);
    lookup_join(NULL);
    rig_finish(&rig);
}

/* --- the real store -------------------------------------------------------------------------- */

struct hall { // an enrolled kiosk and the store
    struct office office;
    struct kit_dir dir;
    struct device device;
    struct clock clock;
    struct outbox *outbox;
};

static void hall_start(struct hall *hall) {
    char *why = NULL;
    struct outbox_report report;
    *hall = (struct hall){.dir = kit_make_dir()};
    office_create(&hall->office);
    OFFICE_SERVE(&hall->office, NULL);
    char *code = OFFICE_RUN(&hall->office, 0, "device", "add", "--name", "hội trường");
    code[strcspn(code, "\n")] = '\0';
    enrol_by_code(hall->office.url, code, hall->dir.path, "", &hall->device, &why);
    check_text("enrol", why, NULL);
    free(code);
    clock_init(&hall->clock, 7 * 3600);
    hall->outbox = outbox_open(&(struct outbox_params){.data_dir = hall->dir.path,
                                                       .device_id = hall->device.device_id,
                                                       .skip_ballast = true},
                               &report);
    assert_non_null(hall->outbox);
}

static void hall_finish(struct hall *hall) {
    outbox_close(hall->outbox);
    device_finish(&hall->device);
    office_destroy(&hall->office);
    kit_remove_dir(&hall->dir);
}

/* Seals and saves a slip; `code` NULL for a new one. Its code is in static memory. */
static const char *hall_push(struct hall *hall, const struct nomination *form, const char *code) {
    static char made[CODE_TEXT_MAX];
    const struct slip_moment moment = {
        .wall_s = 1683855720, .zone_s = 25200, .trust = CLOCK_TRUST_SYNCED, .uptime_ms = 8123456};
    struct slip slip;
    slip_init(&slip, "HP");
    if (code)
        strcpy(slip.code, code);
    assert_true(slip_seal(&slip, form, "campaign-2023", "vi", &hall->device.seal_key, &moment));
    assert_int_equal(outbox_push(hall->outbox, &slip), OUTBOX_OK);
    strcpy(made, slip.code);
    slip_finish(&slip);
    return made;
}

static void hall_send(struct hall *hall) {
    struct outbox_counts counts = {.waiting = 1};
    struct uploader *uploader = uploader_start(&(struct upload_params){.outbox = hall->outbox,
                                                                       .device = &hall->device,
                                                                       .clock = &hall->clock,
                                                                       .skip_jitter = true});
    int64_t end_ms = rig_now_ms() + RIG_PATIENCE_MS;
    while (counts.waiting > 0 && rig_now_ms() < end_ms) {
        rig_nap(10);
        outbox_count(hall->outbox, &counts);
    }
    check_number("left to send", counts.waiting, 0);
    uploader_stop(uploader);
    uploader_join(uploader);
}

#define EVENT_COLUMNS "commune_id, nomination_id, number, at, what, actor, state"

/* The officer at work, written into the store's own tables: at the times that are looked for. */
static void hall_decide(struct hall *hall, const char *code) {
    char *path = xasprintf("%s/records/records.db", hall->office.data);
    char *sql = xasprintf(
        "INSERT INTO events (" EVENT_COLUMNS
        ") SELECT commune_id, id, 2, 1683504000, 'moved', 'office', 'appraising'"
        " FROM nominations WHERE code = '%s';"
        "INSERT INTO events (" EVENT_COLUMNS
        ") SELECT commune_id, id, 3, 1683511200, 'noted', 'office', NULL"
        " FROM nominations WHERE code = '%s';"
        "INSERT INTO events (" EVENT_COLUMNS
        ") SELECT commune_id, id, 4, 1683590400, 'moved', 'office', 'approved'"
        " FROM nominations WHERE code = '%s';"
        "UPDATE nominations SET state = 'approved', decision_level = 'xa' WHERE code = '%s';",
        code, code, code, code);
    sqlite3 *handle = NULL;
    char *why = NULL;
    assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
    sqlite3_busy_timeout(handle, 5000);
    sqlite3_exec(handle, sql, NULL, NULL, &why);
    check_text("decide", why, NULL);
    sqlite3_close(handle);
    free(sql);
    free(path);
}

static void the_real_store_answers(void **state) {
    (void)state;
    struct hall hall;
    struct asker asker;
    char code[CODE_TEXT_MAX];
    struct nomination form = good_form();
    hall_start(&hall);
    asker_start(&asker, hall.outbox, &hall.device, &hall.clock);
    strcpy(code, hall_push(&hall, &form, NULL));
    struct progress_answer got = ask(&asker, code);
    check_answer("not sent yet", &got, PROGRESS_FOUND, PROGRESS_QUEUED);
    hall_send(&hall);
    got = ask(&asker, code);
    check_answer("sent", &got, PROGRESS_FOUND, "received");
    check_number("saved", got.saved_at_s, 1683855720);
    check_text("level", got.progress.level, "");
    hall_decide(&hall, code);
    got = ask(&asker, code);
    check_answer("decided", &got, PROGRESS_FOUND, "approved");
    check_text("level", got.progress.level, "xa");
    check_number("steps, without the note", (long long)got.progress.step_count, 3);
    check_text("first", got.progress.steps[0].state, "received");
    check_text("last", got.progress.steps[2].state, "approved");
    check_number("last at", got.progress.steps[2].at_s, 1683590400);
    got = ask(&asker, kit_code_of(9));
    check_answer("nobody's", &got, PROGRESS_UNKNOWN, NULL);
    hall_push(&hall, &form, code);
    hall_send(&hall);
    got = ask(&asker, code);
    check_answer("on two slips", &got, PROGRESS_AMBIGUOUS, NULL);
    office_stop(&hall.office, SIGTERM);
    got = ask(&asker, code);
    check_answer("down: what was last known", &got, PROGRESS_FOUND, "approved");
    assert_true(got.known_at_s > 0);
    asker_stop(&asker);
    hall_finish(&hall);
}

/* What another kiosk sent is known here as well; a revoked kiosk learns nothing. */
static void any_enrolled_kiosk_may_ask(void **state) {
    (void)state;
    struct hall hall;
    struct asker asker;
    struct machine machine;
    struct parcel parcel;
    struct reply reply = {.status = 0};
    struct nomination form = good_form();
    hall_start(&hall);
    office_enrol(&hall.office, &machine);
    parcel_make(&machine, &form, 1, NULL, &parcel);
    asker_start(&asker, hall.outbox, &hall.device, &hall.clock);
    office_put(&hall.office, &machine, parcel.id, parcel.body, parcel.len, &reply);
    check_number("sent elsewhere", reply.status, 201);
    struct progress_answer got = ask(&asker, parcel.code);
    check_answer("known here", &got, PROGRESS_FOUND, "received");
    check_number("not saved here", got.saved_at_s, 0);
    free(OFFICE_RUN(&hall.office, 0, "device", "revoke", hall.device.device_id));
    got = ask(&asker, kit_code_of(9));
    check_answer("revoked", &got, PROGRESS_UNREACHED, NULL);
    asker_stop(&asker);
    reply_finish(&reply);
    parcel_finish(&parcel);
    hall_finish(&hall);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_store_is_asked_and_believed),
        cmocka_unit_test(nobody_elses_answer_counts),
        cmocka_unit_test(every_part_of_the_proof_is_needed),
        cmocka_unit_test(offline_shows_what_was_last_known),
        cmocka_unit_test(own_slips_are_known_here),
        cmocka_unit_test(a_new_question_takes_the_place_of_the_old),
        cmocka_unit_test(a_silent_store_is_waited_for_ten_seconds),
        cmocka_unit_test(the_end_waits_for_nobody),
        cmocka_unit_test(the_real_store_answers),
        cmocka_unit_test(any_enrolled_kiosk_may_ask),
    };
    log_start("test_lookup", LOG_LEVEL_ERROR);
    return crypto_start() && http_global_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
