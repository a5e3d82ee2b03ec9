/* An officer's desk over a real database: RECORDSTORE_TEST_DSN where it is given (a commune of its
 * own each time), else SQLite in a temporary folder. The rules and the campaign are those that
 * ship. */
#ifndef TESTS_RECORDS_DESK_H
#define TESTS_RECORDS_DESK_H

#include "../sql/database.h"

#include "base/crypto.h"
#include "base/date.h"
#include "base/jsonread.h"
#include "base/log.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/campaign.h"
#include "records/dossier_rules.h"
#include "records/dossiers.h"
#include "records/opening.h"
#include "records/roles.h"
#include "records/slips.h"
#include "sql/sql.h"

#define DESK_RULES "assets/dossier/dossier.json"
#define DESK_CAMPAIGN "assets/campaigns/2023/campaign-2023.vi.json"
#define DESK_NOW INT64_C(1686099600) // 2023-06-07T08:00:00+07:00
#define DESK_DAY 86400

struct desk {
    char *folder;
    char dsn[DATABASE_DSN_MAX];
    bool is_file; // SQLite's
    struct sql *sql;
    struct dossier_rules *rules;
    json_t *campaign_root;
    struct campaign campaign;
    struct dossier_office office; // of the office's role; tests change role and time
    struct dossier_outcome out;   // of the last change
};

static inline void desk_open_database(struct desk *desk) {
    char *why = NULL;
    desk->sql = sql_open(desk->dsn, "hong-phong", &why);
    if (!desk->sql)
        fail_msg("%s", why);
    desk->office.sql = desk->sql;
}

static inline struct desk *desk_open(void) {
    struct desk *desk = xcalloc(1, sizeof *desk);
    char *why = NULL;
    assert_true(crypto_start());
    desk->folder = check_make_folder();
    database_fresh(desk->folder, desk->dsn);
    desk->is_file = strncmp(desk->dsn, "sqlite:", 7) == 0;
    desk->rules = dossier_rules_load(DESK_RULES, &why);
    if (!desk->rules)
        fail_msg("%s", why);
    desk->campaign_root = jsonread_file(DESK_CAMPAIGN, 4 * 1024 * 1024, &why);
    if (!desk->campaign_root || !campaign_init(&desk->campaign, desk->campaign_root, &why))
        fail_msg("%s", why);
    desk->office = (struct dossier_office){.rules = desk->rules,
                                           .campaign = &desk->campaign,
                                           .who = "u-lan",
                                           .role = role_id(ROLE_CLERK),
                                           .now_s = DESK_NOW,
                                           .zone_s = 7 * 3600};
    desk_open_database(desk);
    return desk;
}

static inline void desk_close(struct desk *desk) {
    sql_close(desk->sql);
    dossier_rules_destroy(desk->rules);
    campaign_finish(&desk->campaign);
    json_decref(desk->campaign_root);
    check_remove_folder(desk->folder);
    free(desk);
}

static inline int desk_set_up(void **state) {
    *state = desk_open();
    return 0;
}

static inline int desk_tear_down(void **state) {
    desk_close(*state);
    return 0;
}

#define with_desk(test) cmocka_unit_test_setup_teardown(test, desk_set_up, desk_tear_down)

struct desk_slip { // what matters of one; the rest follows
    const char *name, *unit_id, *unit_other, *kind;
    int64_t received_at_s; // 0: a day ago
};

/** One that is read, with an id, a code and an envelope of k-0001's; the rest is the caller's. */
static inline struct opened_slip *desk_slip_create(int64_t received_at_s) {
    struct envelope envelope = {
        .device_id = "k-0001",
        .seq = 1,
        .created_at_s = DESK_NOW - 2 * DESK_DAY,
        .zone_s = 7 * 3600,
        .clock_word = "synced",
        .key_id = "2023a",
    };
    crypto_uuid4(envelope.id);
    struct opened_slip *slip = opened_slip_create(&envelope);
    code_make("HP", slip->head.code);
    strcpy(slip->head.lang, "vi");
    slip->received_at_s = received_at_s;
    slip->is_open = true;
    return slip;
}

/** Keeps and files it; its id stands at `out_id`. */
static inline void desk_keep(struct desk *desk, struct opened_slip *slip, char *out_id) {
    char sha256[CRYPTO_SHA256_HEX_MAX];
    struct slip_holding holding;
    const struct envelope *e = &slip->envelope;
    crypto_sha256_hex(e->id, strlen(e->id), sha256);
    const struct slip_bytes bytes = {.id = e->id,
                                     .device_id = e->device_id,
                                     .body = "sealed",
                                     .body_len = 6,
                                     .sha256 = sha256,
                                     .received_at_s = slip->received_at_s};
    assert_int_equal(slips_put(desk->sql, &bytes, &holding), RECORDS_OK);
    assert_int_equal(slips_file(desk->sql, &slip, 1), RECORDS_OK);
    strcpy(out_id, e->id);
    opened_slip_destroy(slip);
}

/** Keeps a slip as a kiosk would have sent it; its id stands at `out_id`. */
static inline void desk_receive(struct desk *desk, const struct desk_slip *slip, char *out_id) {
    struct opened_slip *opened =
        desk_slip_create(slip->received_at_s ? slip->received_at_s : DESK_NOW - DESK_DAY);
    struct nomination *n = &opened->nomination;
    strcpy(opened->envelope.campaign_id, desk->campaign.id);
    snprintf(n->kind, sizeof n->kind, "%s", slip->kind ? slip->kind : "resident");
    snprintf(n->name, sizeof n->name, "%s", slip->name ? slip->name : "Nông Văn Tuấn");
    snprintf(n->unit_id, sizeof n->unit_id, "%s", slip->unit_id ? slip->unit_id : "");
    snprintf(n->unit_other, sizeof n->unit_other, "%s", slip->unit_other ? slip->unit_other : "");
    snprintf(n->deed, sizeof n->deed, "Sửa đường cho cả thôn đi lại.");
    snprintf(n->sender_name, sizeof n->sender_name, "Lý Thị Gửi");
    snprintf(n->sender_phone, sizeof n->sender_phone, "0912345678");
    snprintf(n->consent_version, sizeof n->consent_version, "2023-03");
    snprintf(n->consent_at, sizeof n->consent_at, "2023-05-12T08:42:00+07:00");
    n->reason_count = 1;
    snprintf(n->reasons[0], sizeof n->reasons[0], "r-gop");
    desk_keep(desk, opened, out_id);
}

/** The file, for who looks into it from outside; SQLite's alone. */
static inline char *desk_file(const struct desk *desk) {
    return xstrdup(desk->dsn + strlen("sqlite:"));
}

/** A slip about somebody in the first village. */
static inline void desk_receive_one(struct desk *desk, char *out_id) {
    desk_receive(desk, &(struct desk_slip){.unit_id = "don-vi-01"}, out_id);
}

static inline struct dossier *desk_read(struct desk *desk, const char *id) {
    struct dossier *dossier = NULL;
    assert_int_equal(dossiers_read(desk->sql, id, &dossier), DOSSIER_DONE);
    return dossier;
}

/** All that is asked for before the council: a family, for a commune's certificate. */
static inline void desk_fill(struct dossier_fields *fields) {
    static const char *const criteria[] = {"gd-1", "gd-2", "gd-3", "gd-4", "gd-5x"};
    *fields = (struct dossier_fields){.birth_year = 1971, .area_count = 1};
    strcpy(fields->group, "gia_dinh");
    strcpy(fields->subject_id, "sub-ho");
    strcpy(fields->position, "Làm ruộng");
    strcpy(fields->level, "xa");
    strcpy(fields->summary, "Hiến đất làm đường, giúp bà con mùa gặt.");
    strcpy(fields->area_ids[0], "area-3");
    for (size_t i = 0; i < check_items(criteria); i++) {
        struct dossier_check *check = &fields->checks[fields->check_count++];
        strcpy(check->criterion_id, criteria[i]);
        strcpy(check->result, "met");
        strcpy(check->evidence, "Biên bản họp thôn");
    }
    strcpy(fields->unit_confirm.by, "Trưởng thôn");
    strcpy(fields->unit_confirm.date, "2023-06-01");
    strcpy(fields->prior_award_check, "no");
    strcpy(fields->opinion, "Đủ tiêu chuẩn.");
}

static inline enum dossier_result desk_save(struct desk *desk, const char *id,
                                            const struct dossier_fields *fields) {
    return dossiers_save(&desk->office, &(struct dossier_aim){.id = id}, fields, &desk->out);
}

static inline void desk_save_all(struct desk *desk, const char *id) {
    struct dossier_fields *fields = xcalloc(1, sizeof *fields);
    desk_fill(fields);
    assert_int_equal(desk_save(desk, id, fields), DOSSIER_DONE);
    free(fields);
}

static inline enum dossier_result desk_change(struct desk *desk, struct dossier_change change) {
    return dossiers_apply(&desk->office, &change, 1, &desk->out);
}

static inline enum dossier_result desk_step(struct desk *desk, const char *id, const char *to) {
    return desk_change(desk, (struct dossier_change){.aim.id = id, .to = to});
}

#define DESK_DECISION                                                                              \
    (&(const struct dossier_decision){.number = "12/QĐ-UBND", .date = "2023-06-06"})

#define DESK_COUNCIL                                                                               \
    (&(const struct dossier_council){                                                              \
        .meeting_no = "04/BB-HĐ", .date = "2023-06-05", .present = 7, .votes_for = 6})

/** Brings a dossier that was just received to `state` by lawful steps. `merge_into` for merged. */
static inline void desk_bring_to(struct desk *desk, const char *id, const char *state,
                                 const char *merge_into) {
    static const struct {
        const char *state, *before;
    } ways[] = {
        {"appraising", "received"},
        {"needs_info", "appraising"},
        {"forwarded_council", "appraising"},
        {"approved", "forwarded_council"},
        {"proposed_higher", "forwarded_council"},
        {"not_selected", "appraising"},
        {"merged", "received"},
        {"withdrawn", "received"},
        {"revoked", "approved"},
    };
    for (size_t i = 0; i < check_items(ways); i++) {
        if (strcmp(ways[i].state, state) != 0)
            continue;
        desk_bring_to(desk, id, ways[i].before, merge_into);
        if (strcmp(state, "forwarded_council") == 0)
            desk_save_all(desk, id);
        if (strcmp(state, "proposed_higher") == 0) {
            struct dossier *d = desk_read(desk, id);
            strcpy(d->fields.level, "tinh");
            d->fields.check_count = 0;
            struct dossier_check *check = &d->fields.checks[d->fields.check_count++];
            strcpy(check->criterion_id, "gd-3p");
            assert_int_equal(desk_save(desk, id, &d->fields), DOSSIER_DONE);
            dossier_destroy(d);
        }
        bool is_heard = strcmp(ways[i].before, "forwarded_council") == 0;
        enum dossier_result result =
            desk_change(desk, (struct dossier_change){.aim.id = id,
                                                      .to = state,
                                                      .council = is_heard ? DESK_COUNCIL : NULL,
                                                      .reason = "Chưa đủ tiêu chuẩn",
                                                      .merged_into = merge_into,
                                                      .decision = DESK_DECISION});
        check_number(state, result, DOSSIER_DONE);
        return;
    }
}

static inline void desk_check_state(struct desk *desk, const char *id, const char *state) {
    struct dossier *d = desk_read(desk, id);
    check_text("state", d->state, state);
    dossier_destroy(d);
}

/* Questions to the database itself: what no function of ours would say. */
struct desk_question {
    const char *text, *id;
    int64_t number;
};

static inline enum records_result desk_question_work(struct sql_turn *turn, void *args) {
    struct desk_question *q = args;
    struct sql_rows *rows = sql_ask(turn, q->text, "t", q->id);
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = sql_next(rows);
    q->number = result == RECORDS_OK ? sql_int(rows, 0) : -1;
    sql_done(rows);
    return result;
}

/** One number; ?2 in `text` (static) is the id. */
static inline int64_t desk_ask(struct desk *desk, const char *text, const char *id) {
    struct desk_question question = {text, id, 0};
    assert_int_equal(sql_read(desk->sql, desk_question_work, &question), RECORDS_OK);
    return question.number;
}

#endif
