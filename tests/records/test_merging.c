/* Likely duplicates, merging and taking it back, and what the citizens with their codes see of it.
 */
#include "desk.h"

#include "records/duplicates.h"

#define desk_of(state) struct desk *desk = *(state)

static struct duplicates *find(struct desk *desk, const char *id) {
    struct duplicates *found = xcalloc(1, sizeof *found);
    assert_int_equal(duplicates_find(desk->sql, id, found), RECORDS_OK);
    return found;
}

static void names_are_alike_without_their_marks(void **state) {
    desk_of(state);
    static const struct {
        struct desk_slip slip;
        int rank; // -1: no duplicate of the first
    } rows[] = {
        {{"Hoàng Thị Hòa", "don-vi-01", NULL, NULL, DESK_NOW - 900}, -1},
        {{"hoang thi hoa", "don-vi-01", NULL, NULL, DESK_NOW - 800}, DUPLICATE_SAME_PLACE},
        {{"Bà Hoàng Thị Hoà", "don-vi-01", NULL, NULL, DESK_NOW - 700}, DUPLICATE_SAME_PLACE},
        {{"HOÀNG  THỊ HOÁ", NULL, NULL, NULL, DESK_NOW - 600}, DUPLICATE_PLACE_UNKNOWN},
        {{"Hoàng Thị Hoa", "don-vi-02", NULL, NULL, DESK_NOW - 500}, -1},
        {{"Hoàng Thị Hoa", NULL, "Nà Làng", NULL, DESK_NOW - 450}, -1},
        {{"Hoàng Hòa", "don-vi-01", NULL, NULL, DESK_NOW - 400}, -1},
        {{"Hoàng Thị Hòan", "don-vi-01", NULL, NULL, DESK_NOW - 300}, -1},
    };
    char ids[check_items(rows)][CRYPTO_UUID_MAX];
    for (size_t i = 0; i < check_items(rows); i++)
        desk_receive(desk, &rows[i].slip, ids[i]);
    struct duplicates *found = find(desk, ids[0]);
    check_number("how many", (long long)found->count, 3);
    check_text("the newest of the same place", found->items[0].line.id, ids[2]);
    check_text("then the older", found->items[1].line.id, ids[1]);
    check_text("last whose place is not known", found->items[2].line.id, ids[3]);
    for (size_t i = 0; i < 3; i++)
        assert_true(found->items[i].is_same_campaign);
    check_number("rank", found->items[1].rank, DUPLICATE_SAME_PLACE);
    check_number("rank", found->items[2].rank, DUPLICATE_PLACE_UNKNOWN);
    free(found);
    found = find(desk, ids[3]); // of no known place: all of that name may be it
    check_number("of nowhere", (long long)found->count, 5);
    free(found);
    found = find(desk, ids[5]);
    check_number("of Nà Làng", (long long)found->count, 1);
    free(found);
}

static void what_was_awarded_is_said(void **state) {
    desk_of(state);
    char first[CRYPTO_UUID_MAX], second[CRYPTO_UUID_MAX];
    desk_receive_one(desk, first);
    desk_receive_one(desk, second);
    desk_bring_to(desk, first, "approved", NULL);
    struct duplicates *found = find(desk, second);
    check_number("one", (long long)found->count, 1);
    assert_true(found->items[0].is_awarded);
    free(found);
}

static void check_progress(struct desk *desk, const char *row, const char *id, const char *state,
                           const char *level, const char *steps) {
    struct dossier *d = desk_read(desk, id);
    struct slip_progress progress;
    struct strbuf got = {.text = NULL};
    assert_int_equal(slips_progress(desk->sql, d->code, &progress), RECORDS_OK);
    for (size_t i = 0; i < progress.step_count; i++)
        strbuf_addf(&got, "%s%s", i ? " " : "", progress.steps[i].state);
    check_text(row, progress.state, state);
    check_text(row, progress.level, level);
    check_text(row, strbuf_text(&got), steps);
    strbuf_finish(&got);
    slip_progress_finish(&progress);
    dossier_destroy(d);
}

static enum dossier_result merge(struct desk *desk, const char *id, const char *into) {
    return desk_change(
        desk, (struct dossier_change){.aim.id = id, .to = DOSSIER_MERGED, .merged_into = into});
}

static void a_merge_and_its_undoing(void **state) {
    desk_of(state);
    char one[CRYPTO_UUID_MAX], other[CRYPTO_UUID_MAX], third[CRYPTO_UUID_MAX];
    desk_receive_one(desk, one);
    desk_receive_one(desk, other);
    desk_receive_one(desk, third);
    assert_int_equal(merge(desk, other, other), DOSSIER_INVALID);
    assert_int_equal(merge(desk, other, one), DOSSIER_DONE);
    struct dossier *d = desk_read(desk, other), *target = desk_read(desk, one);
    check_text("into", d->merged_into, one);
    check_text("by its code", d->merged_into_code, target->code);
    check_number("the other changed too", target->version, 2);
    check_number("goes in time", d->delete_after_s, DESK_NOW + 90 * DESK_DAY);
    dossier_destroy(d);
    dossier_destroy(target);
    assert_int_equal(merge(desk, third, other), DOSSIER_INVALID); // not into what is merged
    assert_int_equal(merge(desk, one, other), DOSSIER_INVALID);   // nor in a circle
    struct merged_list *merged = xcalloc(1, sizeof *merged);
    assert_int_equal(duplicates_merged(desk->sql, one, merged), RECORDS_OK);
    check_number("one", (long long)merged->count, 1);
    check_text("which", merged->items[0].id, other);
    struct duplicates *found = find(desk, one);
    check_number("no duplicate any more", (long long)found->count, 1);
    free(found);

    assert_int_equal(desk_step(desk, other, DOSSIER_RECEIVED), DOSSIER_DONE);
    d = desk_read(desk, other);
    check_text("itself again", d->state, "received");
    check_text("into nothing", d->merged_into, "");
    check_text("with its sender", d->slip.sender_phone, "0912345678");
    check_number("stays", d->delete_after_s, 0);
    dossier_destroy(d);
    assert_int_equal(duplicates_merged(desk->sql, one, merged), RECORDS_OK);
    check_number("none", (long long)merged->count, 0);
    free(merged);

    // From the appraisal, and back by a correction: to where it was.
    assert_int_equal(desk_step(desk, other, "appraising"), DOSSIER_DONE);
    assert_int_equal(merge(desk, other, one), DOSSIER_DONE);
    assert_int_equal(desk_step(desk, other, DOSSIER_PREVIOUS), DOSSIER_DONE);
    desk_check_state(desk, other, "appraising");
    struct dossier_log log;
    assert_int_equal(dossiers_read_log(desk->sql, one, &log), DOSSIER_DONE);
    check_number("told each time", (long long)log.count, 5);
    check_text("in", log.lines[3].what, "merged_in");
    check_text("out", log.lines[4].what, "merged_out");
    dossier_log_finish(&log);
}

static void the_sender_goes_with_the_appraisal_of_both(void **state) {
    desk_of(state);
    char one[CRYPTO_UUID_MAX], other[CRYPTO_UUID_MAX], late[CRYPTO_UUID_MAX];
    static const char with_sender[] =
        "SELECT count(*) FROM nominations AS n JOIN slips AS s ON s.commune_id = n.commune_id"
        " AND s.id = n.id WHERE n.commune_id = ?1 AND n.id = ?2 AND (n.sender_name IS NOT NULL"
        " OR n.sender_phone IS NOT NULL OR length(s.body) > 0)";
    desk_receive_one(desk, one);
    desk_receive_one(desk, other);
    desk_receive_one(desk, late);
    assert_int_equal(merge(desk, other, one), DOSSIER_DONE);
    check_number("while it is appraised", desk_ask(desk, with_sender, other), 1);
    desk_bring_to(desk, one, "forwarded_council", NULL);
    check_number("its own", desk_ask(desk, with_sender, one), 0);
    check_number("the merged one's", desk_ask(desk, with_sender, other), 0);
    assert_int_equal(merge(desk, late, one), DOSSIER_DONE);
    check_number("and who comes late", desk_ask(desk, with_sender, late), 0);
    struct slip_holding holding;
    assert_int_equal(slips_find(desk->sql, one, &holding), RECORDS_OK);
    check_number("still known", holding.held, SLIP_HELD_BEFORE);
    assert_true(holding.sha256[0]);
}

static void citizens_see_where_it_went(void **state) {
    desk_of(state);
    char one[CRYPTO_UUID_MAX], other[CRYPTO_UUID_MAX];
    desk_receive_one(desk, one);
    desk_receive_one(desk, other);
    check_progress(desk, "new", one, "received", "", "received");
    assert_int_equal(merge(desk, other, one), DOSSIER_DONE);
    check_progress(desk, "merged", other, "received", "", "received merged");
    desk->office.now_s++;
    desk_bring_to(desk, one, "forwarded_council", NULL);
    check_progress(desk, "the proposed level is nobody's matter", one, "forwarded_council", "",
                   "received appraising forwarded_council");
    check_progress(desk, "the other's steps", other, "forwarded_council", "",
                   "received merged appraising forwarded_council");
    assert_int_equal(
        desk_change(desk,
                    (struct dossier_change){.aim.id = one, .to = "not_selected", .reason = "Nhầm"}),
        DOSSIER_DONE);
    check_progress(desk, "a mistake", one, "not_selected", "",
                   "received appraising forwarded_council not_selected");
    assert_int_equal(desk_step(desk, one, DOSSIER_PREVIOUS), DOSSIER_DONE);
    check_progress(desk, "is not told once it is corrected", one, "forwarded_council", "",
                   "received appraising forwarded_council");
    assert_int_equal(desk_change(desk, (struct dossier_change){.aim.id = one,
                                                               .to = "approved",
                                                               .council = DESK_COUNCIL,
                                                               .decision = DESK_DECISION}),
                     DOSSIER_DONE);
    check_progress(desk, "awarded", one, "approved", "xa",
                   "received appraising forwarded_council approved");
    check_progress(desk, "awarded", other, "approved", "xa",
                   "received merged appraising forwarded_council approved");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        with_desk(names_are_alike_without_their_marks),
        with_desk(what_was_awarded_is_said),
        with_desk(a_merge_and_its_undoing),
        with_desk(the_sender_goes_with_the_appraisal_of_both),
        with_desk(citizens_see_where_it_went),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
