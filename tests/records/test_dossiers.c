/* Dossiers over a real database: every step, what it asks for, corrections, rounds of many, the
 * log, the wall. */
#include "desk.h"

#include <sqlite3.h>

#include "records/publication.h"

#define desk_of(state) struct desk *desk = *(state)

/* --- steps ---------------------------------------------------------------------------------- */

static const char *const states[] = {
    "received", "appraising",   "needs_info", "forwarded_council", "proposed_higher",
    "approved", "not_selected", "merged",     "withdrawn",         "revoked",
};

/* What the office may record from each state, with a proposal for the commune's own level (for a
 * higher one where it was sent there); written from the procedure. */
static const struct {
    const char *from, *to;
} lawful[] = {
    {"received", "appraising merged withdrawn"},
    {"appraising", "needs_info forwarded_council not_selected merged withdrawn"},
    {"needs_info", "appraising not_selected withdrawn"},
    {"forwarded_council", "appraising not_selected approved withdrawn"},
    {"proposed_higher", "approved not_selected withdrawn"},
    {"approved", "revoked"},
    {"not_selected", ""},
    {"merged", "received"},
    {"withdrawn", ""},
    {"revoked", ""},
};

static bool is_among(const char *words, const char *word) {
    const char *at = strstr(words, word);
    return at && (at == words || at[-1] == ' ') &&
           (at[strlen(word)] == ' ' || at[strlen(word)] == '\0');
}

static void try_step(struct desk *desk, const char *target, size_t from, const char *to) {
    char id[CRYPTO_UUID_MAX], row[64];
    desk_receive_one(desk, id);
    desk_bring_to(desk, id, states[from], target);
    if (strcmp(states[from], "appraising") == 0)
        desk_save_all(desk, id);
    snprintf(row, sizeof row, "%s -> %s", states[from], to);
    bool is_lawful = is_among(lawful[from].to, to);
    bool is_heard = strcmp(states[from], "forwarded_council") == 0;
    enum dossier_result result =
        desk_change(desk, (struct dossier_change){.aim.id = id,
                                                  .to = to,
                                                  .council = is_heard ? DESK_COUNCIL : NULL,
                                                  .reason = "Chưa đủ tiêu chuẩn",
                                                  .merged_into = target,
                                                  .decision = DESK_DECISION});
    check_number(row, result, is_lawful ? DOSSIER_DONE : DOSSIER_REFUSED);
    struct dossier *d = desk_read(desk, id);
    check_text(row, d->state, is_lawful ? to : states[from]);
    dossier_destroy(d);
}

static void every_step_from_every_state(void **state) {
    desk_of(state);
    char target[CRYPTO_UUID_MAX];
    desk_receive_one(desk, target);
    for (size_t from = 0; from < check_items(states); from++)
        for (size_t to = 0; to < check_items(states); to++)
            try_step(desk, target, from, states[to]);
}

static void other_roles_record_nothing(void **state) {
    desk_of(state);
    static const char *const roles[] = {"role-vhxh", "role-hoidong", "role-chutich", "role-captren",
                                        "role-quantri"};
    char id[CRYPTO_UUID_MAX];
    desk_receive_one(desk, id);
    struct dossier *before = desk_read(desk, id);
    for (size_t i = 0; i < check_items(roles); i++) {
        desk->office.role = roles[i];
        check_number(roles[i], desk_step(desk, id, "appraising"), DOSSIER_REFUSED);
        check_number(roles[i], desk_step(desk, id, "previous"), DOSSIER_REFUSED);
        check_number(roles[i], desk_save(desk, id, &before->fields), DOSSIER_REFUSED);
    }
    struct dossier *after = desk_read(desk, id);
    check_number("version", after->version, before->version);
    dossier_destroy(before);
    dossier_destroy(after);
}

static void what_a_state_asks_for(void **state) {
    desk_of(state);
    static const struct dossier_decision no_number = {.date = "2023-06-06"},
                                         no_date = {.number = "12"},
                                         ahead = {.number = "12", .date = "2023-06-08"},
                                         too_high = {
                                             .number = "12", .date = "2023-06-06", .level = "tinh"};
    static const struct {
        const char *from;
        struct dossier_change change;
        const char *field, *why;
    } rows[] = {
        {"appraising", {.to = "not_selected"}, "reason", "empty"},
        {"appraising", {.to = "merged"}, "merged_into", "empty"},
        {"appraising", {.to = "merged", .merged_into = "nobody"}, "merged_into", "unknown"},
        {"forwarded_council", {.to = "approved"}, "decision.number", "empty"},
        {"forwarded_council",
         {.to = "approved", .decision = &no_number},
         "decision.number",
         "empty"},
        {"forwarded_council", {.to = "approved", .decision = &no_date}, "decision.date", "empty"},
        {"forwarded_council", {.to = "approved", .decision = &ahead}, "decision.date", "future"},
        {"forwarded_council",
         {.to = "approved", .decision = &too_high},
         "decision.level",
         "unknown"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char id[CRYPTO_UUID_MAX];
        desk_receive_one(desk, id);
        desk_bring_to(desk, id, rows[i].from, NULL);
        struct dossier_change change = rows[i].change;
        bool is_heard = strcmp(rows[i].from, "forwarded_council") == 0;
        change.aim.id = id;
        change.council = is_heard ? DESK_COUNCIL : NULL;
        check_number(rows[i].field, desk_change(desk, change), DOSSIER_INVALID);
        check_text(rows[i].change.to, desk->out.faults[0].field, rows[i].field);
        check_text(rows[i].change.to, desk->out.faults[0].why, rows[i].why);
        desk_check_state(desk, id, rows[i].from);
    }
}

/* The council considers, then the chairman decides: whatever page or program asks. */
static void the_council_is_heard_first(void **state) {
    desk_of(state);
    char id[CRYPTO_UUID_MAX];
    desk_receive_one(desk, id);
    desk_bring_to(desk, id, "forwarded_council", NULL);
    struct dossier_change change = {
        .aim.id = id, .to = "approved", .decision = DESK_DECISION, .reason = "Chưa đủ"};
    check_number("not heard", desk_change(desk, change), DOSSIER_INCOMPLETE);
    check_text("what is missing", desk->out.faults[0].field, "council");
    desk_check_state(desk, id, "forwarded_council");
    check_number("what it says",
                 desk_change(desk, (struct dossier_change){.aim.id = id, .council = DESK_COUNCIL}),
                 DOSSIER_DONE);
    check_number("heard", desk_change(desk, change), DOSSIER_DONE);

    desk_receive_one(desk, id);
    desk_bring_to(desk, id, "forwarded_council", NULL);
    change.to = "not_selected"; // the council's own step
    check_number("its own word", desk_change(desk, change), DOSSIER_DONE);
}

static void the_decision_is_kept_with_who_decides(void **state) {
    desk_of(state);
    char id[CRYPTO_UUID_MAX];
    desk_receive_one(desk, id);
    desk_bring_to(desk, id, "approved", NULL);
    struct dossier *d = desk_read(desk, id);
    check_text("level", d->decision.level, "xa");
    check_text("signer", d->decision.signer_role, "role-chutich");
    check_text("number", d->decision.number, "12/QĐ-UBND");
    check_number("closed", d->closed_at_s, DESK_NOW);
    check_number("kept", d->delete_after_s, 0);
    dossier_destroy(d);

    desk_receive_one(desk, id);
    desk_bring_to(desk, id, "proposed_higher", NULL);
    const struct dossier_submission submission = {.number = "7/TTr-UBND", .date = "2023-06-05"};
    check_number(
        "submission",
        desk_change(desk, (struct dossier_change){.aim.id = id, .submission = &submission}),
        DOSSIER_DONE);
    check_number("the higher level gives less than was asked for",
                 desk_change(desk,
                             (struct dossier_change){
                                 .aim.id = id,
                                 .to = "approved",
                                 .decision = &(const struct dossier_decision){.number = "9",
                                                                              .date = "2023-06-06",
                                                                              .level = "xa"}}),
                 DOSSIER_DONE);
    d = desk_read(desk, id);
    check_text("level", d->decision.level, "xa");
    check_text("asked for", d->fields.level, "tinh");
    check_text("signer", d->decision.signer_role, "role-captren");
    check_text("submission", d->submission.number, "7/TTr-UBND");
    dossier_destroy(d);
}

/* --- fields --------------------------------------------------------------------------------- */

static void all_that_is_saved_comes_back(void **state) {
    desk_of(state);
    char id[CRYPTO_UUID_MAX];
    desk_receive_one(desk, id);
    struct dossier_fields *fields = xcalloc(1, sizeof *fields);
    desk_fill(fields);
    strcpy(fields->project_ids[fields->project_count++], "mh-01");
    strcpy(fields->police_confirm.by, "Công an xã");
    strcpy(fields->police_confirm.date, "2023-06-02");
    strcpy(fields->unit_confirm.note, "Cả thôn đồng ý");
    strcpy(fields->area_ids[fields->area_count++], "area-1");
    assert_int_equal(desk_save(desk, id, fields), DOSSIER_DONE);
    struct dossier *d = desk_read(desk, id);
    assert_memory_equal(&d->fields, fields, sizeof *fields);
    check_number("version", d->version, 2);
    check_text("name", d->slip.name, "Nông Văn Tuấn");
    check_text("reason", d->slip.reasons[0], "r-gop");
    check_text("phone", d->slip.sender_phone, "0912345678");
    check_text("source", d->source, "kiosk");
    *fields = (struct dossier_fields){.group = ""};
    assert_int_equal(desk_save(desk, id, fields), DOSSIER_DONE);
    dossier_destroy(d);
    d = desk_read(desk, id);
    assert_memory_equal(&d->fields, fields, sizeof *fields);
    dossier_destroy(d);
    free(fields);
}

static void each_missing_field_keeps_it_from_the_council(void **state) {
    desk_of(state);
    static const struct {
        const char *field;
        size_t offset, bytes;
    } rows[] = {
#define ROW(field, member) {field, offsetof(struct dossier_fields, member), 1}
        ROW("group", group),
        ROW("subject_id", subject_id),
        ROW("position", position),
        ROW("level", level),
        ROW("summary", summary),
        {"checklist", offsetof(struct dossier_fields, check_count), sizeof(size_t)},
        {"unit_confirm", offsetof(struct dossier_fields, unit_confirm),
         sizeof(struct dossier_confirm)},
        ROW("prior_award_check", prior_award_check),
        ROW("opinion", opinion),
    };
    struct dossier_fields *fields = xcalloc(1, sizeof *fields);
    char id[CRYPTO_UUID_MAX];
    desk_receive_one(desk, id);
    desk_bring_to(desk, id, "appraising", NULL);
    for (size_t i = 0; i < check_items(rows); i++) {
        desk_fill(fields);
        memset((char *)fields + rows[i].offset, 0, rows[i].bytes);
        check_number(rows[i].field, desk_save(desk, id, fields), DOSSIER_DONE);
        check_number(rows[i].field, desk_step(desk, id, "forwarded_council"), DOSSIER_INCOMPLETE);
        check_number(rows[i].field, (long long)desk->out.fault_count, 1);
        check_text("missing", desk->out.faults[0].field, rows[i].field);
    }
    desk_save_all(desk, id);
    assert_int_equal(desk_step(desk, id, "forwarded_council"), DOSSIER_DONE);
    for (size_t i = 0; i < check_items(rows); i++) { // nor may it be emptied once it is there
        desk_fill(fields);
        memset((char *)fields + rows[i].offset, 0, rows[i].bytes);
        check_number(rows[i].field, desk_save(desk, id, fields), DOSSIER_INCOMPLETE);
    }
    free(fields);
}

static void a_higher_level_wants_a_model(void **state) {
    desk_of(state);
    char id[CRYPTO_UUID_MAX];
    struct dossier_fields *fields = xcalloc(1, sizeof *fields);
    desk_receive(desk, &(struct desk_slip){.kind = "collective"}, id);
    desk_bring_to(desk, id, "appraising", NULL);
    desk_fill(fields);
    strcpy(fields->group, "tap_the");
    strcpy(fields->level, "huyen");
    fields->check_count = 1;
    strcpy(fields->checks[0].criterion_id, "tt-4h");
    assert_int_equal(desk_save(desk, id, fields), DOSSIER_DONE);
    assert_int_equal(desk_step(desk, id, "forwarded_council"), DOSSIER_INCOMPLETE);
    check_text("missing", desk->out.faults[0].field, "project_id");
    strcpy(fields->project_ids[fields->project_count++], "mh-01");
    assert_int_equal(desk_save(desk, id, fields), DOSSIER_DONE);
    assert_int_equal(desk_step(desk, id, "forwarded_council"), DOSSIER_DONE);
    free(fields);
}

/* Another campaign's matrix asks for two. */
static void a_matrix_may_want_two_models(void **state) {
    desk_of(state);
    char id[CRYPTO_UUID_MAX];
    struct dossier_fields *fields = xcalloc(1, sizeof *fields);
    for (size_t i = 0; i < desk->campaign.criteria.cell_count; i++)
        if (desk->campaign.criteria.cells[i].models_needed == 1)
            desk->campaign.criteria.cells[i].models_needed = 2;
    desk_receive(desk, &(struct desk_slip){.kind = "collective"}, id);
    desk_bring_to(desk, id, "appraising", NULL);
    desk_fill(fields);
    strcpy(fields->group, "tap_the");
    strcpy(fields->level, "huyen");
    fields->check_count = 1;
    strcpy(fields->checks[0].criterion_id, "tt-4h");
    strcpy(fields->project_ids[fields->project_count++], "mh-01");
    assert_int_equal(desk_save(desk, id, fields), DOSSIER_DONE);
    assert_int_equal(desk_step(desk, id, "forwarded_council"), DOSSIER_INCOMPLETE);
    check_text("one is not enough", desk->out.faults[0].field, "project_id");
    strcpy(fields->project_ids[fields->project_count++], "mh-03");
    assert_int_equal(desk_save(desk, id, fields), DOSSIER_DONE);
    assert_int_equal(desk_step(desk, id, "forwarded_council"), DOSSIER_DONE);
    struct dossier *d = desk_read(desk, id);
    check_number("kept", (long long)d->fields.project_count, 2);
    check_text("in their order", d->fields.project_ids[1], "mh-03");
    json_t *person = publication_person(d);
    check_text("a kiosk shows the first", jsonread_text(person, "project_id", ""), "mh-01");
    check_number("all are told", (long long)json_array_size(json_object_get(person, "project_ids")),
                 2);
    json_decref(person);
    dossier_destroy(d);
    fields->project_count = 1;
    check_number("nor is one taken off", desk_save(desk, id, fields), DOSSIER_INCOMPLETE);
    free(fields);
}

static void exec(const char *path, const char *text) {
    sqlite3 *db;
    char *why = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, text, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s", why);
    sqlite3_close(db);
}

/* A file as a program before wrote it, with one model in a column and the slip in the same row. */
static void an_older_file_is_stepped(void **state) {
    desk_of(state);
    char id[CRYPTO_UUID_MAX], other[CRYPTO_UUID_MAX];
    if (!desk->is_file)
        return; // the same statements; what the server's driver does with steps is test_sql's
    desk_receive_one(desk, id);
    desk_receive_one(desk, other);
    sql_close(desk->sql);
    char *path = desk_file(desk);
    char *text = xasprintf("ALTER TABLE nominations ADD COLUMN body BLOB NOT NULL DEFAULT x'';"
                           "ALTER TABLE nominations ADD COLUMN sha256 TEXT NOT NULL DEFAULT '';"
                           "UPDATE nominations SET (body, sha256) ="
                           " (SELECT body, sha256 FROM slips WHERE slips.id = nominations.id);"
                           "DROP TABLE slips;"
                           "DROP TABLE nomination_projects;"
                           "ALTER TABLE nominations ADD COLUMN project_id TEXT;"
                           "UPDATE nominations SET project_id = 'mh-02' WHERE id = '%s';"
                           "PRAGMA user_version = 8",
                           id);
    exec(path, text);
    free(text);
    free(path);
    desk_open_database(desk);
    struct dossier *d = desk_read(desk, id), *none = desk_read(desk, other);
    check_number("one", (long long)d->fields.project_count, 1);
    check_text("that one", d->fields.project_ids[0], "mh-02");
    check_number("none", (long long)none->fields.project_count, 0);
    char sha256[CRYPTO_SHA256_HEX_MAX];
    struct slip_holding holding;
    crypto_sha256_hex(id, strlen(id), sha256);
    assert_int_equal(slips_find(desk->sql, id, &holding), RECORDS_OK);
    check_text("the slip", holding.sha256, sha256);
    check_number(
        "as it came",
        desk_ask(desk, "SELECT length(body) FROM slips WHERE commune_id = ?1 AND id = ?2", id),
        (long long)strlen("sealed"));
    dossier_destroy(none);
    dossier_destroy(d);
}

static void wrong_fields_are_named(void **state) {
    desk_of(state);
    static const struct {
        const char *field, *why;
        size_t offset;
        const char *value;
    } rows[] = {
#define WRONG(field, why, member, value)                                                           \
    {field, why, offsetof(struct dossier_fields, member), value}
        WRONG("group", "unknown", group, "nobody"),
        WRONG("level", "unknown", level, "moon"),
        WRONG("prior_award_check", "unknown", prior_award_check, "maybe"),
        WRONG("area_ids", "unknown", area_ids[0], "area-99"),
        WRONG("checklist", "unknown", checks[0].criterion_id, "tt-1"),
        WRONG("checklist", "unknown", checks[0].result, "perhaps"),
        WRONG("unit_confirm", "format", unit_confirm.date, "2023-02-30"),
        WRONG("unit_confirm", "future", unit_confirm.date, "2023-06-08"),
        WRONG("unit_confirm", "empty", unit_confirm.by, ""),
        WRONG("police_confirm", "empty", police_confirm.by, "Công an xã"),
        WRONG("summary", "long", summary,
              "một hai ba bốn năm sáu bảy tám chín mười một hai ba bốn năm sáu bảy tám chín mười "
              "một hai ba bốn năm sáu bảy tám chín mười một hai ba bốn năm sáu bảy tám chín mười "
              "một hai ba bốn năm sáu bảy tám chín mười một hai ba bốn năm sáu bảy tám chín mười "
              "thừa"),
    };
    struct dossier_fields *fields = xcalloc(1, sizeof *fields);
    char id[CRYPTO_UUID_MAX];
    desk_receive_one(desk, id);
    for (size_t i = 0; i < check_items(rows); i++) {
        desk_fill(fields);
        strcpy((char *)fields + rows[i].offset, rows[i].value);
        check_number(rows[i].value, desk_save(desk, id, fields), DOSSIER_INVALID);
        check_text(rows[i].value, desk->out.faults[0].field, rows[i].field);
        check_text(rows[i].value, desk->out.faults[0].why, rows[i].why);
    }
    desk_fill(fields);
    fields->birth_year = 2024;
    check_number("not born", desk_save(desk, id, fields), DOSSIER_INVALID);
    free(fields);
}

static void what_a_slip_says_can_be_put_right(void **state) {
    desk_of(state);
    char id[CRYPTO_UUID_MAX];
    desk_receive_one(desk, id);
    struct dossier *d = desk_read(desk, id);
    strcpy(d->slip.name, "Hoàng Thị Hoà");
    strcpy(d->slip.unit_id, "");
    strcpy(d->slip.unit_other, "Nà Làng");
    strcpy(d->slip.reasons[1], "r-duong");
    d->slip.reason_count = 2;
    strcpy(d->slip.consent_at, "forged");
    const struct dossier_aim aim = {.id = id, .version = d->version};
    check_number("put right", dossiers_correct_slip(&desk->office, &aim, &d->slip, &desk->out),
                 DOSSIER_DONE);
    check_number("again", dossiers_correct_slip(&desk->office, &aim, &d->slip, &desk->out),
                 DOSSIER_STALE);
    dossier_destroy(d);
    d = desk_read(desk, id);
    check_text("name", d->slip.name, "Hoàng Thị Hoà");
    check_text("place", d->slip.unit_other, "Nà Làng");
    check_text("consent", d->slip.consent_at, "2023-05-12T08:42:00+07:00");
    check_number("reasons", (long long)d->slip.reason_count, 2);
    check_number("new words",
                 desk_ask(desk,
                          "SELECT count(*) FROM nomination_words WHERE commune_id = ?1 AND"
                          " nomination_id = ?2 AND word IN ('hoang', 'thi', 'hoa', 'na', 'lang')",
                          id),
                 5);
    check_number("old words",
                 desk_ask(desk,
                          "SELECT count(*) FROM nomination_words WHERE commune_id = ?1 AND"
                          " nomination_id = ?2 AND word IN ('nong', 'van', 'tuan')",
                          id),
                 0);
    strcpy(d->slip.name, "1");
    check_number(
        "a wrong name",
        dossiers_correct_slip(&desk->office, &(struct dossier_aim){.id = id}, &d->slip, &desk->out),
        DOSSIER_INVALID);
    check_text("field", desk->out.faults[0].field, "name");
    dossier_destroy(d);
    desk_bring_to(desk, id, "not_selected", NULL);
    d = desk_read(desk, id);
    check_number(
        "closed",
        dossiers_correct_slip(&desk->office, &(struct dossier_aim){.id = id}, &d->slip, &desk->out),
        DOSSIER_REFUSED);
    dossier_destroy(d);
}

/* --- versions and repeats ------------------------------------------------------------------- */

static void an_old_version_is_stale(void **state) {
    desk_of(state);
    char id[CRYPTO_UUID_MAX];
    desk_receive_one(desk, id);
    struct dossier_change change = {.aim = {.id = id, .version = 1}, .to = "appraising"};
    assert_int_equal(desk_change(desk, change), DOSSIER_DONE);
    check_number("version", desk->out.version, 2);
    change.to = "needs_info";
    assert_int_equal(desk_change(desk, change), DOSSIER_STALE);
    check_number("it says which there is", desk->out.version, 2);
    change.aim.version = 2;
    assert_int_equal(desk_change(desk, change), DOSSIER_DONE);
    change.aim.id = "0b0c8a9e-0000-4000-8000-000000000000";
    assert_int_equal(desk_change(desk, change), DOSSIER_NONE);
}

static void an_event_id_counts_once(void **state) {
    desk_of(state);
    char id[CRYPTO_UUID_MAX], other[CRYPTO_UUID_MAX];
    desk_receive_one(desk, id);
    desk_receive_one(desk, other);
    struct dossier_change change = {.aim = {id, 1, "event-1"}, .to = "appraising"};
    assert_int_equal(desk_change(desk, change), DOSSIER_DONE);
    assert_int_equal(desk_change(desk, change), DOSSIER_REPEATED);
    check_number("version", desk->out.version, 2);
    change.aim.id = other; // a form that was mixed up
    assert_int_equal(desk_change(desk, change), DOSSIER_REFUSED);
    desk_check_state(desk, other, "received");
    const struct dossier_aim aim = {id, 0, "event-2"};
    assert_int_equal(dossiers_add_note(&desk->office, &aim, "Đã gọi trưởng thôn", &desk->out),
                     DOSSIER_DONE);
    assert_int_equal(dossiers_add_note(&desk->office, &aim, "Đã gọi trưởng thôn", &desk->out),
                     DOSSIER_REPEATED);
    struct dossier_log log;
    assert_int_equal(dossiers_read_log(desk->sql, id, &log), DOSSIER_DONE);
    check_number("lines", (long long)log.count, 3);
    check_text("arrival", log.lines[0].what, "received");
    check_text("step", log.lines[1].from_state, "received");
    check_text("step", log.lines[1].state, "appraising");
    check_text("who", log.lines[1].who, "u-lan");
    check_text("role", log.lines[1].role, "role-vptk");
    check_number("when", log.lines[1].at_s, DESK_NOW);
    check_text("note", log.lines[2].note, "Đã gọi trưởng thôn");
    dossier_log_finish(&log);
}

/* --- correcting the last step --------------------------------------------------------------- */

static void corrections_go_back_one_by_one(void **state) {
    desk_of(state);
    char id[CRYPTO_UUID_MAX];
    desk_receive_one(desk, id);
    assert_int_equal(desk_step(desk, id, "previous"), DOSSIER_REFUSED); // nothing was done yet
    desk_bring_to(desk, id, "approved", NULL);
    static const char *const back[] = {"forwarded_council", "appraising", "received"};
    for (size_t i = 0; i < check_items(back); i++) {
        check_number(back[i], desk_step(desk, id, "previous"), DOSSIER_DONE);
        desk_check_state(desk, id, back[i]);
    }
    assert_int_equal(desk_step(desk, id, "previous"), DOSSIER_REFUSED);
    struct dossier *d = desk_read(desk, id);
    check_text("no decision", d->decision.number, "");
    check_number("open", d->closed_at_s, 0);
    dossier_destroy(d);

    // The log keeps all of it; forward again, and back only over what is new.
    assert_int_equal(desk_step(desk, id, "appraising"), DOSSIER_DONE);
    assert_int_equal(desk_step(desk, id, "needs_info"), DOSSIER_DONE);
    assert_int_equal(desk_step(desk, id, "previous"), DOSSIER_DONE);
    desk_check_state(desk, id, "appraising");
    struct dossier_log log;
    assert_int_equal(dossiers_read_log(desk->sql, id, &log), DOSSIER_DONE);
    size_t steps = 0, undone = 0, corrections = 0;
    for (size_t i = 0; i < log.count; i++) {
        steps += strcmp(log.lines[i].what, "step") == 0;
        corrections += strcmp(log.lines[i].what, "correct") == 0;
        undone += log.lines[i].is_undone;
    }
    check_number("steps", (long long)steps, 5);
    check_number("corrections", (long long)corrections, 4);
    check_number("undone", (long long)undone, 4);
    dossier_log_finish(&log);
}

static void a_correction_takes_the_reason_back(void **state) {
    desk_of(state);
    char id[CRYPTO_UUID_MAX];
    desk_receive_one(desk, id);
    desk_bring_to(desk, id, "not_selected", NULL);
    struct dossier *d = desk_read(desk, id);
    check_number("goes in 90 days", d->delete_after_s, DESK_NOW + 90 * DESK_DAY);
    check_text("reason", d->reason, "Chưa đủ tiêu chuẩn");
    dossier_destroy(d);
    assert_int_equal(desk_step(desk, id, "previous"), DOSSIER_DONE);
    d = desk_read(desk, id);
    check_text("state", d->state, "appraising");
    check_text("reason", d->reason, "");
    check_number("stays", d->delete_after_s, 0);
    dossier_destroy(d);
}

/* --- rounds of many ------------------------------------------------------------------------- */

static const struct dossier_council council = {
    .meeting_no = "3", .date = "2023-06-05", .present = 9, .votes_for = 8};

static void a_round_is_all_or_nothing(void **state) {
    desk_of(state);
    char ids[3][CRYPTO_UUID_MAX];
    struct dossier_change changes[3];
    for (size_t i = 0; i < 3; i++) {
        desk_receive_one(desk, ids[i]);
        desk_bring_to(desk, ids[i], "forwarded_council", NULL);
        struct dossier *d = desk_read(desk, ids[i]);
        changes[i] =
            (struct dossier_change){.aim = {ids[i], d->version, NULL}, .council = &council};
        dossier_destroy(d);
    }
    changes[2].to = "not_selected";
    changes[2].reason = "Chưa đủ tiêu chuẩn";
    // Meanwhile somebody writes in the second.
    assert_int_equal(
        dossiers_add_note(&desk->office, &(struct dossier_aim){.id = ids[1]}, "Ghi", &desk->out),
        DOSSIER_DONE);
    assert_int_equal(dossiers_apply(&desk->office, changes, 3, &desk->out), DOSSIER_STALE);
    check_number("which", (long long)desk->out.at, 1);
    for (size_t i = 0; i < 3; i++) {
        struct dossier *d = desk_read(desk, ids[i]);
        check_text("nothing was recorded", d->council.date, "");
        check_text("nor moved", d->state, "forwarded_council");
        dossier_destroy(d);
    }
    changes[1].aim.version++;
    assert_int_equal(dossiers_apply(&desk->office, changes, 3, &desk->out), DOSSIER_DONE);
    struct dossier *d = desk_read(desk, ids[0]);
    check_number("votes", d->council.votes_for, 8);
    check_number("present", d->council.present, 9);
    check_text("it waits for the chairman", d->state, "forwarded_council");
    dossier_destroy(d);
    desk_check_state(desk, ids[2], "not_selected");
}

static void a_round_is_no_round_for_others(void **state) {
    desk_of(state);
    char id[CRYPTO_UUID_MAX];
    desk_receive_one(desk, id);
    desk_bring_to(desk, id, "appraising", NULL);
    struct dossier_change change = {.aim.id = id, .council = &council};
    assert_int_equal(desk_change(desk, change), DOSSIER_REFUSED);
    desk_save_all(desk, id);
    assert_int_equal(desk_step(desk, id, "forwarded_council"), DOSSIER_DONE);
    const struct dossier_council more_than_all = {
        .date = "2023-06-05", .present = 9, .votes_for = 10};
    change.council = &more_than_all;
    assert_int_equal(desk_change(desk, change), DOSSIER_INVALID);
    check_text("field", desk->out.faults[0].field, "council.votes_for");
    change.council = NULL;
    assert_int_equal(desk_change(desk, change), DOSSIER_REFUSED); // it says nothing
}

/* --- the wall ------------------------------------------------------------------------------- */

static enum dossier_result consent(struct desk *desk, const char *id, const char *value) {
    struct dossier_consent consent = {.date = "2023-06-06", .how = "Gặp tại nhà"};
    snprintf(consent.value, sizeof consent.value, "%s", value);
    return dossiers_set_consent(&desk->office, &(struct dossier_aim){.id = id}, &consent,
                                &desk->out);
}

static enum dossier_result publish(struct desk *desk, const char *id, bool is_shown) {
    return dossiers_publish(&desk->office, &(struct dossier_aim){.id = id}, is_shown, NULL,
                            &desk->out);
}

static void check_publication(struct desk *desk, const char *id, const char *want) {
    struct dossier *d = desk_read(desk, id);
    check_text("publication", d->publication, want);
    dossier_destroy(d);
}

static void the_gate_wants_decision_and_consent(void **state) {
    desk_of(state);
    char id[CRYPTO_UUID_MAX];
    desk_receive_one(desk, id);
    assert_int_equal(consent(desk, id, "yes"), DOSSIER_DONE);
    assert_int_equal(publish(desk, id, true), DOSSIER_REFUSED);
    desk_bring_to(desk, id, "approved", NULL);
    check_publication(desk, id, "ready");
    desk->office.role = role_id(ROLE_CULTURE);
    assert_int_equal(publish(desk, id, false), DOSSIER_REFUSED); // it is not there
    assert_int_equal(publish(desk, id, true), DOSSIER_DONE);
    assert_int_equal(publish(desk, id, true), DOSSIER_REFUSED);
    check_publication(desk, id, "published");
    assert_int_equal(publish(desk, id, false), DOSSIER_DONE);
    check_publication(desk, id, "unpublished");
    assert_int_equal(publish(desk, id, true), DOSSIER_DONE);
    assert_int_equal(consent(desk, id, "withdrawn"), DOSSIER_DONE);
    check_publication(desk, id, "unpublished");
    assert_int_equal(publish(desk, id, true), DOSSIER_REFUSED);
    assert_int_equal(consent(desk, id, "yes"), DOSSIER_DONE);
    assert_int_equal(publish(desk, id, true), DOSSIER_DONE);
    desk->office.role = role_id(ROLE_CLERK);
    assert_int_equal(
        desk_change(desk,
                    (struct dossier_change){.aim.id = id, .to = "revoked", .reason = "Có đơn thư"}),
        DOSSIER_DONE);
    check_publication(desk, id, "unpublished"); // at once
    assert_int_equal(publish(desk, id, true), DOSSIER_REFUSED);
    assert_int_equal(desk_step(desk, id, "previous"), DOSSIER_DONE);
    struct dossier *d = desk_read(desk, id);
    check_text("the decision stands again", d->decision.number, "12/QĐ-UBND");
    dossier_destroy(d);
}

static void consent_says_how_and_when(void **state) {
    desk_of(state);
    char id[CRYPTO_UUID_MAX];
    desk_receive_one(desk, id);
    struct dossier_consent none = {.value = "yes"};
    assert_int_equal(
        dossiers_set_consent(&desk->office, &(struct dossier_aim){.id = id}, &none, &desk->out),
        DOSSIER_INVALID);
    check_number("faults", (long long)desk->out.fault_count, 2);
    assert_int_equal(consent(desk, id, "perhaps"), DOSSIER_INVALID);
    check_text("field", desk->out.faults[0].field, "publish_consent.value");
    desk_bring_to(desk, id, "approved", NULL);
    check_publication(desk, id, "none");
    assert_int_equal(consent(desk, id, "no"), DOSSIER_DONE);
    check_publication(desk, id, "none");
}

static void a_code_finds_its_dossier(void **state) {
    desk_of(state);
    char id[CRYPTO_UUID_MAX];
    desk_receive_one(desk, id);
    struct dossier *d = desk_read(desk, id), *found = NULL;
    assert_int_equal(dossiers_find(desk->sql, d->code, &found), DOSSIER_DONE);
    check_text("id", found->id, id);
    dossier_destroy(found);
    dossier_destroy(d);
    assert_int_equal(dossiers_find(desk->sql, "HP-2222-2222", &found), DOSSIER_NONE);
    assert_int_equal(dossiers_read(desk->sql, "no-id", &found), DOSSIER_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        with_desk(every_step_from_every_state),
        with_desk(other_roles_record_nothing),
        with_desk(what_a_state_asks_for),
        with_desk(the_council_is_heard_first),
        with_desk(the_decision_is_kept_with_who_decides),
        with_desk(all_that_is_saved_comes_back),
        with_desk(each_missing_field_keeps_it_from_the_council),
        with_desk(a_higher_level_wants_a_model),
        with_desk(a_matrix_may_want_two_models),
        with_desk(an_older_file_is_stepped),
        with_desk(wrong_fields_are_named),
        with_desk(what_a_slip_says_can_be_put_right),
        with_desk(an_old_version_is_stale),
        with_desk(an_event_id_counts_once),
        with_desk(corrections_go_back_one_by_one),
        with_desk(a_correction_takes_the_reason_back),
        with_desk(a_round_is_all_or_nothing),
        with_desk(a_round_is_no_round_for_others),
        with_desk(the_gate_wants_decision_and_consent),
        with_desk(consent_says_how_and_when),
        with_desk(a_code_finds_its_dossier),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
