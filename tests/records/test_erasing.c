/* What goes in time, what goes on request, and that nobody comes back with an older backup. */
#include "desk.h"

#include "base/path.h"
#include "records/desk.h"
#include "records/erasures.h"
#include "records/retention.h"

#define desk_of(state) struct desk *desk = *(state)

/* Whatever a slip or an officer said of a person, anywhere in the database. */
static const char personal_text[] =
    "SELECT (SELECT count(*) FROM nominations WHERE commune_id = ?1 AND id = ?2"
    " AND (name IS NOT NULL OR honorific IS NOT NULL OR deed IS NOT NULL OR unit_other IS NOT NULL"
    " OR sender_name IS NOT NULL OR sender_phone IS NOT NULL OR folded IS NOT NULL"
    " OR name_key IS NOT NULL OR position IS NOT NULL OR summary IS NOT NULL"
    " OR opinion IS NOT NULL OR checklist IS NOT NULL OR birth_year IS NOT NULL"
    " OR answer IS NOT NULL))"
    " + (SELECT count(*) FROM slips WHERE commune_id = ?1 AND id = ?2 AND length(body) > 0)"
    " + (SELECT count(*) FROM nomination_words WHERE commune_id = ?1 AND nomination_id = ?2)"
    " + (SELECT count(*) FROM events WHERE commune_id = ?1 AND nomination_id = ?2"
    "    AND note IS NOT NULL)";

static void check_personal(struct desk *desk, const char *row, const char *id, bool is_there) {
    check_number(row, desk_ask(desk, personal_text, id) > 0, is_there);
}

static void check_held(struct desk *desk, const char *id, enum slip_held want) {
    struct slip_holding holding;
    assert_int_equal(slips_find(desk->sql, id, &holding), RECORDS_OK);
    check_number("held", holding.held, want);
}

static void check_seen(struct desk *desk, const char *code, const char *want) {
    struct slip_progress progress;
    assert_int_equal(slips_progress(desk->sql, code, &progress), RECORDS_OK);
    check_text("seen", progress.state, want);
    slip_progress_finish(&progress);
}

static void note(struct desk *desk, const char *id) {
    assert_int_equal(dossiers_add_note(&desk->office, &(struct dossier_aim){.id = id},
                                       "Ông Tuấn ở đầu thôn", &desk->out),
                     DOSSIER_DONE);
}

static void closed_slips_go_after_ninety_days(void **state) {
    desk_of(state);
    static const struct {
        const char *state, *seen;
        bool goes;
    } rows[] = {
        {"received", "received", false},
        {"appraising", "appraising", false},
        {"needs_info", "needs_info", false},
        {"forwarded_council", "forwarded_council", false},
        {"proposed_higher", "proposed_higher", false},
        {"approved", "approved", false},
        {"revoked", "revoked", false},
        {"not_selected", "expired", true},
        {"withdrawn", "withdrawn", true},
        {"merged", "received", true}, // its target's
    };
    char ids[check_items(rows)][CRYPTO_UUID_MAX], codes[check_items(rows)][CODE_TEXT_MAX];
    char target[CRYPTO_UUID_MAX];
    size_t purged;
    desk_receive_one(desk, target);
    for (size_t i = 0; i < check_items(rows); i++) {
        desk_receive_one(desk, ids[i]);
        note(desk, ids[i]);
        desk_bring_to(desk, ids[i], rows[i].state, target);
        struct dossier *d = desk_read(desk, ids[i]);
        strcpy(codes[i], d->code);
        dossier_destroy(d);
    }
    desk->office.now_s = DESK_NOW + 90 * DESK_DAY - 1;
    assert_true(retention_run(&desk->office, &purged));
    check_number("not yet", (long long)purged, 0);
    struct retention_figures figures;
    assert_true(retention_count(&desk->office, &figures));
    check_number("waiting", figures.waiting, 3);
    desk->office.now_s++;
    assert_true(retention_run(&desk->office, &purged));
    check_number("now", (long long)purged, 3);
    for (size_t i = 0; i < check_items(rows); i++) {
        check_personal(desk, rows[i].state, ids[i], !rows[i].goes);
        check_seen(desk, codes[i], rows[i].seen);
        check_held(desk, ids[i], rows[i].goes ? SLIP_HELD_ERASED : SLIP_HELD_BEFORE);
        struct dossier *d = desk_read(desk, ids[i]);
        check_text("counted as", d->state, rows[i].state); // the count stays
        dossier_destroy(d);
    }
    assert_true(retention_run(&desk->office, &purged));
    check_number("once", (long long)purged, 0);
    assert_true(retention_count(&desk->office, &figures));
    check_number("expired", figures.expired, 3);
    check_number("due", figures.due, 0);
    check_number("nothing is done to it any more", desk_step(desk, ids[7], DOSSIER_PREVIOUS),
                 DOSSIER_ERASED);
}

static void an_erasure_on_request_is_at_once(void **state) {
    desk_of(state);
    static const char *const from[] = {"received", "forwarded_council", "approved", "not_selected"};
    static const char *const to[] = {"withdrawn", "withdrawn", "approved", "not_selected"};
    static const char *const seen[] = {"withdrawn", "withdrawn", "expired", "expired"};
    for (size_t i = 0; i < check_items(from); i++) {
        char id[CRYPTO_UUID_MAX];
        desk_receive_one(desk, id);
        note(desk, id);
        desk_bring_to(desk, id, from[i], NULL);
        struct dossier *d = desk_read(desk, id);
        const struct dossier_aim stale = {id, d->version - 1, NULL};
        check_number(from[i], retention_erase(&desk->office, &stale, false, &desk->out),
                     DOSSIER_STALE);
        check_personal(desk, from[i], id, true);
        const struct dossier_aim aim = {id, d->version, id}; // any text is an event id
        check_number(from[i], retention_erase(&desk->office, &aim, false, &desk->out),
                     DOSSIER_DONE);
        check_personal(desk, from[i], id, false);
        check_held(desk, id, SLIP_HELD_ERASED);
        check_seen(desk, d->code, seen[i]);
        desk_check_state(desk, id, to[i]);
        check_number(from[i], retention_erase(&desk->office, &aim, false, &desk->out),
                     DOSSIER_REPEATED);
        dossier_destroy(d);
        struct dossier_log log;
        assert_int_equal(dossiers_read_log(desk->sql, id, &log), DOSSIER_DONE);
        check_text("logged", log.lines[log.count - 1].what, "erased");
        check_text("by whom", log.lines[log.count - 1].who, "u-lan");
        dossier_log_finish(&log);
    }
}

static void what_was_merged_goes_when_the_person_asks(void **state) {
    desk_of(state);
    char one[CRYPTO_UUID_MAX], other[CRYPTO_UUID_MAX];
    desk_receive_one(desk, one);
    desk_receive_one(desk, other);
    desk_bring_to(desk, other, "merged", one);
    assert_int_equal(
        retention_erase(&desk->office, &(struct dossier_aim){.id = one}, true, &desk->out),
        DOSSIER_DONE);
    check_personal(desk, "the dossier", one, false);
    check_personal(desk, "what was merged", other, false);
    check_held(desk, other, SLIP_HELD_ERASED);
}

static void a_citizen_at_the_desk_withdraws(void **state) {
    desk_of(state);
    char id[CRYPTO_UUID_MAX];
    desk_receive_one(desk, id);
    struct dossier *d = desk_read(desk, id);
    struct desk_slip_found found;
    assert_int_equal(desk_find_slip(desk->sql, "HP-2222-2222", &found), DOSSIER_NONE);
    assert_int_equal(desk_find_slip(desk->sql, d->code, &found), DOSSIER_DONE);
    check_text("id", found.id, id);
    assert_false(found.is_difficulty);
    assert_int_equal(desk_withdraw(&desk->office, &found, "e-1", &desk->out), DOSSIER_DONE);
    check_personal(desk, "withdrawn", id, false);
    check_seen(desk, d->code, "withdrawn");
    assert_int_equal(desk_find_slip(desk->sql, d->code, &found), DOSSIER_DONE);
    assert_true(found.is_purged);
    dossier_destroy(d);
}

/* --- a backup that is older than an erasure -------------------------------------------------- */

static void run(const char *format, ...) {
    char command[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(command, sizeof command, format, args);
    va_end(args);
    assert_int_equal(system(command), 0);
}

static size_t settle(struct desk *desk, const char *path, size_t *out_mirrored) {
    struct erasures_report report;
    assert_true(erasures_settle(desk->sql, path, &report));
    if (out_mirrored)
        *out_mirrored = report.mirrored;
    return report.again;
}

static void a_restored_backup_brings_nobody_back(void **state) {
    desk_of(state);
    if (!desk->is_file)
        skip(); // a folder is copied: SQLite's alone
    char expired[CRYPTO_UUID_MAX], erased[CRYPTO_UUID_MAX], sent[CRYPTO_UUID_MAX],
        later[CRYPTO_UUID_MAX];
    char *path = path_join(desk->folder, "erasures.log");
    size_t purged;
    desk_receive_one(desk, expired);
    desk_receive_one(desk, erased);
    desk_receive_one(desk, sent);
    desk_bring_to(desk, expired, "not_selected", NULL);
    assert_true(erasures_mirror(desk->sql, path));
    sql_close(desk->sql);
    run("mkdir '%s/backup' && cp '%s'/records*.db* '%s/backup/'", desk->folder, desk->folder,
        desk->folder);
    desk_open_database(desk);

    desk_receive_one(desk, later); // the backup never knew it
    desk->office.now_s += 90 * DESK_DAY;
    assert_true(retention_run(&desk->office, &purged));
    desk_bring_to(desk, sent, "forwarded_council", NULL);
    assert_int_equal(
        retention_erase(&desk->office, &(struct dossier_aim){.id = erased}, false, &desk->out),
        DOSSIER_DONE);
    assert_int_equal(
        retention_erase(&desk->office, &(struct dossier_aim){.id = later}, false, &desk->out),
        DOSSIER_DONE);
    assert_true(erasures_mirror(desk->sql, path));
    run("! grep -qi 'tuấn\\|0912' '%s'", path);

    sql_close(desk->sql);
    run("rm '%s'/records*.db* && cp '%s'/backup/* '%s/'", desk->folder, desk->folder, desk->folder);
    run("printf '2026-11-22T08:15:00Z cut' >>'%s'", path); // the power went in the midst of a line
    desk_open_database(desk);
    check_personal(desk, "the backup has them all", expired, true);
    check_personal(desk, "the backup has them all", erased, true);
    // The sender of `sent` and `erased`; expired; erased and later altogether, of which `later`
    // had a sender, too.
    check_number("again", (long long)settle(desk, path, NULL), 6);
    check_personal(desk, "expired", expired, false);
    check_personal(desk, "erased", erased, false);
    desk_check_state(desk, erased, "withdrawn");
    check_held(desk, erased, SLIP_HELD_ERASED);
    check_held(desk, later, SLIP_HELD_ERASED); // a kiosk may send it once more
    struct dossier *d = desk_read(desk, sent);
    check_text("the sender", d->slip.sender_name, "");
    check_text("but not the rest", d->slip.name, "Nông Văn Tuấn");
    dossier_destroy(d);
    check_number("an event says so",
                 desk_ask(desk,
                          "SELECT count(*) FROM events WHERE commune_id = ?1"
                          " AND nomination_id = ?2 AND what = 'erased'",
                          erased),
                 1);
    check_number("once is enough", (long long)settle(desk, path, NULL), 0);
    free(path);
}

static void the_file_is_made_again_when_it_is_lost(void **state) {
    desk_of(state);
    char id[CRYPTO_UUID_MAX], path[64] = "/tmp/guong-sang-erasures-XXXXXX";
    char *first, *second;
    size_t mirrored;
    close(mkstemp(path));
    desk_receive_one(desk, id);
    assert_int_equal(
        retention_erase(&desk->office, &(struct dossier_aim){.id = id}, false, &desk->out),
        DOSSIER_DONE);
    assert_true(erasures_mirror(desk->sql, path));
    assert_true(erasures_mirror(desk->sql, path)); // nothing new
    assert_true(path_read(path, 4096, &first, NULL));
    assert_non_null(strstr(first, id));
    assert_non_null(strstr(first, " all withdrawn\n"));
    unlink(path);
    check_number("nothing to erase", (long long)settle(desk, path, &mirrored), 0);
    check_number("both lines", (long long)mirrored, 2);
    assert_true(path_read(path, 4096, &second, NULL));
    check_text("the same", second, first);
    settle(desk, path, &mirrored);
    check_number("nothing is missing", (long long)mirrored, 0);
    free(first);
    free(second);
    unlink(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        with_desk(closed_slips_go_after_ninety_days),
        with_desk(an_erasure_on_request_is_at_once),
        with_desk(what_was_merged_goes_when_the_person_asks),
        with_desk(a_citizen_at_the_desk_withdraws),
        with_desk(a_restored_backup_brings_nobody_back),
        with_desk(the_file_is_made_again_when_it_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
