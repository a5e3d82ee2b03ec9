/* What comes in on paper, the box of difficulties, and the figures of all of it. */
#include "desk.h"

#include "records/desk.h"
#include "records/difficulties.h"
#include "records/dossier_list.h"
#include "records/figures.h"
#include "records/paper.h"
#include "records/retention.h"

#define desk_of(state) struct desk *desk = *(state)

static struct nomination *write_form(void) {
    struct nomination *n = xcalloc(1, sizeof *n);
    strcpy(n->kind, "resident");
    strcpy(n->name, "Vi Thị Thảo");
    n->is_unit_chosen = true;
    strcpy(n->unit_id, "don-vi-02");
    strcpy(n->deed, "Nuôi dạy ba cháu mồ côi.");
    strcpy(n->reasons[0], "r-giup");
    n->reason_count = 1;
    strcpy(n->consent_at, "2023-05-30");
    return n;
}

static enum dossier_result add(struct desk *desk, const char *id, const char *source,
                               const struct nomination *form, char *out_code) {
    const struct paper_slip paper = {.id = id,
                                     .source = source,
                                     .slip = form,
                                     .campaign_id = desk->campaign.id,
                                     .code_prefix = "HP"};
    return paper_add(&desk->office, &paper, out_code, &desk->out);
}

static void a_form_on_paper_is_a_slip_like_any_other(void **state) {
    desk_of(state);
    char id[CRYPTO_UUID_MAX], code[CODE_TEXT_MAX], again[CODE_TEXT_MAX];
    struct nomination *form = write_form();
    crypto_uuid4(id);
    assert_int_equal(add(desk, id, "paper", form, code), DOSSIER_DONE);
    assert_true(code_is_valid(code, "HP"));
    assert_int_equal(add(desk, id, "paper", form, again), DOSSIER_REPEATED);
    check_text("the same code", again, code);
    struct dossier *d = NULL;
    assert_int_equal(dossiers_find(desk->sql, code, &d), DOSSIER_DONE);
    check_text("id", d->id, id);
    check_text("source", d->source, "paper");
    check_text("name", d->slip.name, "Vi Thị Thảo");
    check_text("reason", d->slip.reasons[0], "r-giup");
    check_text("consent", d->slip.consent_version, "paper");
    check_text("signed", d->slip.consent_at, "2023-05-30T00:00:00+07:00");
    check_text("state", d->state, "received");
    check_number("received", d->received_at_s, DESK_NOW);
    dossier_destroy(d);
    struct dossier_page page;
    const struct dossier_page_ask ask = {.filter = {.source = "paper", .search = "thao"},
                                         .limit = 10};
    assert_int_equal(dossier_list_page(desk->sql, &ask, &page), RECORDS_OK);
    check_number("found", (long long)page.count, 1);
    dossier_page_finish(&page);
    desk_bring_to(desk, id, "approved", NULL);
    free(form);
}

static void a_wrong_form_names_its_fields(void **state) {
    desk_of(state);
    char id[CRYPTO_UUID_MAX], code[CODE_TEXT_MAX];
    crypto_uuid4(id);
    static const struct {
        const char *field;
        size_t offset;
        const char *value;
    } rows[] = {
        {"name", offsetof(struct nomination, name), ""},
        {"kind", offsetof(struct nomination, kind), ""},
        {"consent", offsetof(struct nomination, consent_at), ""},
        {"consent", offsetof(struct nomination, consent_at), "30/5/2023"},
        {"sender.phone", offsetof(struct nomination, sender_phone), "12"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct nomination *form = write_form();
        strcpy((char *)form + rows[i].offset, rows[i].value);
        check_number(rows[i].field, add(desk, id, "unit", form, code), DOSSIER_INVALID);
        check_text("field", desk->out.faults[0].field, rows[i].field);
        free(form);
    }
    struct nomination *form = write_form();
    assert_int_equal(add(desk, id, "kiosk", form, code), DOSSIER_INVALID);
    check_text("source", desk->out.faults[0].field, "source");
    assert_int_equal(add(desk, "1", "unit", form, code), DOSSIER_INVALID);
    check_text("id", desk->out.faults[0].field, "id");
    assert_int_equal(add(desk, id, "unit", form, code), DOSSIER_DONE);
    assert_int_equal(
        retention_erase(&desk->office, &(struct dossier_aim){.id = id}, false, &desk->out),
        DOSSIER_DONE);
    assert_int_equal(add(desk, id, "unit", form, code), DOSSIER_ERASED);
    free(form);
}

/* --- difficulties --------------------------------------------------------------------------- */

static void receive_difficulty(struct desk *desk, const char *text, int64_t at_s, char *out_id) {
    struct opened_slip *slip = desk_slip_create(at_s);
    slip->nomination.is_difficulty = true;
    strcpy(slip->nomination.deed, text);
    strcpy(slip->nomination.sender_phone, "0912345678");
    strcpy(slip->nomination.consent_at, "2023-05-12T08:42:00+07:00");
    desk_keep(desk, slip, out_id);
}

static struct difficulty read_difficulty(struct desk *desk, const char *id) {
    struct difficulty found;
    assert_int_equal(difficulties_read(desk->sql, id, &found), RECORDS_OK);
    return found;
}

static void check_seen(struct desk *desk, const char *code, const char *want, size_t steps) {
    struct slip_progress progress;
    assert_int_equal(slips_progress(desk->sql, code, &progress), RECORDS_OK);
    check_text("seen", progress.state, want);
    check_text("as what", progress.type, "difficulty");
    check_number("steps", (long long)progress.step_count, (long long)steps);
    slip_progress_finish(&progress);
}

static void a_difficulty_is_taken_up_and_answered(void **state) {
    desk_of(state);
    char id[CRYPTO_UUID_MAX];
    int64_t open;
    receive_difficulty(desk, "Đường vào thôn lầy lội quá.", DESK_NOW - 100, id);
    struct difficulty d = read_difficulty(desk, id);
    char code[CODE_TEXT_MAX];
    strcpy(code, d.code);
    check_text("text", d.text, "Đường vào thôn lầy lội quá.");
    check_text("phone", d.sender_phone, "0912345678");
    check_text("no answer", d.answer, NULL);
    difficulty_finish(&d);
    check_seen(desk, code, "received", 1);
    assert_int_equal(difficulties_count_open(desk->sql, &open), RECORDS_OK);
    check_number("open", open, 1);

    const struct dossier_aim take = {id, 1, "e-take"}, answer = {id, 2, "e-answer"};
    assert_int_equal(difficulties_take(&desk->office, &take, &desk->out), DOSSIER_DONE);
    assert_int_equal(difficulties_take(&desk->office, &take, &desk->out), DOSSIER_REPEATED);
    assert_int_equal(
        difficulties_take(&desk->office, &(struct dossier_aim){id, 1, NULL}, &desk->out),
        DOSSIER_STALE);
    assert_int_equal(
        difficulties_take(&desk->office, &(struct dossier_aim){id, 2, NULL}, &desk->out),
        DOSSIER_REFUSED);
    check_seen(desk, code, "in_progress", 2);
    assert_int_equal(difficulties_answer(&desk->office, &answer, "", &desk->out), DOSSIER_INVALID);
    assert_int_equal(
        difficulties_answer(&desk->office, &answer, "Xã rải đá trong tháng.", &desk->out),
        DOSSIER_DONE);
    check_seen(desk, code, "answered", 3);
    d = read_difficulty(desk, id);
    check_text("answer", d.answer, "Xã rải đá trong tháng.");
    check_text("by", d.answered_by, "u-lan");
    check_number("when", d.answered_at_s, DESK_NOW);
    check_number("version", d.version, 3);
    difficulty_finish(&d);
    assert_int_equal(difficulties_count_open(desk->sql, &open), RECORDS_OK);
    check_number("open", open, 0);

    size_t purged;
    desk->office.now_s += 90 * DESK_DAY;
    assert_true(retention_run(&desk->office, &purged));
    check_number("goes in time", (long long)purged, 1);
    d = read_difficulty(desk, id);
    check_text("text", d.text, NULL);
    check_text("answer", d.answer, NULL);
    check_text("phone", d.sender_phone, NULL);
    difficulty_finish(&d);
    check_seen(desk, code, "expired", 3);
}

static void difficulties_have_a_list_and_no_place_in_the_other(void **state) {
    desk_of(state);
    char ids[5][CRYPTO_UUID_MAX];
    struct dossier_key from = {.id = ""};
    struct difficulty_page page;
    for (int i = 0; i < 5; i++)
        receive_difficulty(desk, "Điện hay mất về đêm.", DESK_NOW + i, ids[i]);
    assert_int_equal(
        difficulties_take(&desk->office, &(struct dossier_aim){.id = ids[1]}, &desk->out),
        DOSSIER_DONE);
    assert_int_equal(difficulties_list(desk->sql, "", &from, 3, &page), RECORDS_OK);
    check_number("a page", (long long)page.count, 3);
    check_text("the newest", page.items[0].id, ids[4]);
    assert_true(page.has_more);
    from.received_at_s = page.items[2].received_at_s;
    strcpy(from.id, page.items[2].id);
    difficulty_page_finish(&page);
    assert_int_equal(difficulties_list(desk->sql, "", &from, 3, &page), RECORDS_OK);
    check_number("the rest", (long long)page.count, 2);
    assert_false(page.has_more);
    difficulty_page_finish(&page);
    from = (struct dossier_key){.id = ""};
    assert_int_equal(difficulties_list(desk->sql, DIFFICULTY_IN_PROGRESS, &from, 3, &page),
                     RECORDS_OK);
    check_text("in progress", page.items[0].id, ids[1]);
    check_number("one", (long long)page.count, 1);
    difficulty_page_finish(&page);
    struct dossier_page dossiers;
    assert_int_equal(
        dossier_list_page(desk->sql, &(struct dossier_page_ask){.limit = 10}, &dossiers),
        RECORDS_OK);
    check_number("among the dossiers", (long long)dossiers.count, 0);
    dossier_page_finish(&dossiers);
    assert_int_equal(desk_step(desk, ids[0], "appraising"), DOSSIER_NONE);
}

static void a_difficulty_can_be_withdrawn(void **state) {
    desk_of(state);
    char id[CRYPTO_UUID_MAX];
    receive_difficulty(desk, "Nước sinh hoạt chưa sạch.", DESK_NOW, id);
    struct difficulty d = read_difficulty(desk, id);
    struct desk_slip_found found;
    assert_int_equal(desk_find_slip(desk->sql, d.code, &found), DOSSIER_DONE);
    assert_true(found.is_difficulty);
    assert_int_equal(desk_withdraw(&desk->office, &found, "e-1", &desk->out), DOSSIER_DONE);
    check_seen(desk, d.code, "withdrawn", 2);
    difficulty_finish(&d);
    d = read_difficulty(desk, id);
    check_text("text", d.text, NULL);
    difficulty_finish(&d);
    assert_int_equal(
        difficulties_answer(&desk->office, &(struct dossier_aim){.id = id}, "Vâng.", &desk->out),
        DOSSIER_ERASED);
}

/* --- figures -------------------------------------------------------------------------------- */

static struct tallies count(struct desk *desk, enum figures_by by, struct figures_span span) {
    struct tallies found;
    span.zone_s = 7 * 3600;
    assert_int_equal(figures_count(desk->sql, by, &span, &found), RECORDS_OK);
    return found;
}

static void check_count(struct desk *desk, enum figures_by by, const char *key, int64_t want) {
    struct tallies found = count(desk, by, (struct figures_span){.since_s = 0});
    check_number(key, tallies_get(&found, key), want);
    tallies_finish(&found);
}

static void the_figures_of_the_wrap_up(void **state) {
    desk_of(state);
    // Sunday 2023-06-04 23:59:59 and Monday 00:00:00, in the commune's zone
    static const int64_t sunday = 1685897999, monday = 1685898000;
    char ids[6][CRYPTO_UUID_MAX], purged_id[CRYPTO_UUID_MAX], difficulty[CRYPTO_UUID_MAX];
    size_t purged;
    for (int i = 0; i < 6; i++)
        desk_receive(desk,
                     &(struct desk_slip){.unit_id = i < 4 ? "don-vi-01" : "don-vi-02",
                                         .kind = i == 5 ? "official" : "resident",
                                         .received_at_s = i < 2 ? sunday : monday},
                     ids[i]);
    receive_difficulty(desk, "Điện hay mất về đêm.", monday, difficulty);
    desk_bring_to(desk, ids[0], "approved", NULL);
    desk_bring_to(desk, ids[4], "approved", NULL);
    desk_bring_to(desk, ids[1], "proposed_higher", NULL);
    strcpy(purged_id, ids[2]);
    desk_bring_to(desk, purged_id, "not_selected", NULL);
    desk->office.now_s += 100 * DESK_DAY;
    assert_true(retention_run(&desk->office, &purged));

    check_count(desk, FIGURES_WEEKS, "2023-05-29", 2);
    check_count(desk, FIGURES_WEEKS, "2023-06-05", 4);
    check_count(desk, FIGURES_STATES, "approved", 2);
    check_count(desk, FIGURES_STATES, "not_selected", 1); // though it expired
    check_count(desk, FIGURES_STATES, "received", 2);
    check_count(desk, FIGURES_KINDS, "official", 1);
    check_count(desk, FIGURES_SOURCES, "kiosk", 6);
    check_count(desk, FIGURES_UNITS, "don-vi-01", 4);
    check_count(desk, FIGURES_AWARDS_LEVEL, "xa", 2);
    check_count(desk, FIGURES_AWARDS_LEVEL, "tinh", 0);
    check_count(desk, FIGURES_AWARDS_GROUP, "gia_dinh", 2);
    check_count(desk, FIGURES_AWARDS_UNIT, "don-vi-02", 1);
    check_count(desk, FIGURES_AWARDS_AREA, "area-3", 2);
    check_count(desk, FIGURES_DIFFICULTIES, "received", 1);
    struct tallies since = count(desk, FIGURES_STATES, (struct figures_span){.since_s = monday});
    check_number("since Monday", since.total, 4);
    tallies_finish(&since);
    since = count(desk, FIGURES_STATES, (struct figures_span){.until_s = monday});
    check_number("until then", since.total, 2);
    tallies_finish(&since);
    since = count(desk, FIGURES_STATES, (struct figures_span){.campaign_id = "another"});
    check_number("of another campaign", since.total, 0);
    tallies_finish(&since);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        with_desk(a_form_on_paper_is_a_slip_like_any_other),
        with_desk(a_wrong_form_names_its_fields),
        with_desk(a_difficulty_is_taken_up_and_answered),
        with_desk(difficulties_have_a_list_and_no_place_in_the_other),
        with_desk(a_difficulty_can_be_withdrawn),
        with_desk(the_figures_of_the_wrap_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
