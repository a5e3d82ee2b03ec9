#include "records/dossier_row.h"

#include <jansson.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/strbuf.h"
#include "records/search_words.h"

#define CHECKLIST_BYTES_MAX (128 * 1024)

enum column_kind {
    COLUMN_TEXT, // "" is NULL
    COLUMN_WORD, // a text that is never NULL
    COLUMN_INT,  // 0 is NULL
    COLUMN_LONG,
    COLUMN_CHECKS, // the checklist, as JSON
};

enum column_part {
    PART_HEAD, // never written again
    PART_SLIP,
    PART_OFFICE,
};

struct column {
    const char *name;
    enum column_kind kind;
    enum column_part part;
    size_t offset, bytes;
};

#define AT(member) offsetof(struct dossier, member), sizeof(((struct dossier *)NULL)->member)
#define OFFICE(name, member)                                                                       \
    { name, COLUMN_TEXT, PART_OFFICE, AT(member) }
#define SLIP(name, member)                                                                         \
    { name, COLUMN_TEXT, PART_SLIP, AT(slip.member) }
#define HEAD(name, kind, member)                                                                   \
    { name, kind, PART_HEAD, AT(member) }

static const struct column columns[] = {
    HEAD("id", COLUMN_WORD, id),
    HEAD("version", COLUMN_LONG, version),
    HEAD("source", COLUMN_WORD, source),
    HEAD("device_id", COLUMN_WORD, device_id),
    HEAD("campaign_id", COLUMN_WORD, campaign_id),
    HEAD("code", COLUMN_TEXT, code),
    HEAD("created_at", COLUMN_LONG, created_at_s),
    HEAD("received_at", COLUMN_LONG, received_at_s),
    HEAD("zone_s", COLUMN_INT, zone_s),
    HEAD("clock", COLUMN_TEXT, clock),
    SLIP("kind", kind),
    SLIP("honorific", honorific),
    SLIP("name", name),
    SLIP("unit_id", unit_id),
    SLIP("unit_other", unit_other),
    SLIP("deed", deed),
    SLIP("sender_name", sender_name),
    SLIP("sender_phone", sender_phone),
    SLIP("consent_version", consent_version),
    SLIP("consent_at", consent_at),
    {"state", COLUMN_WORD, PART_OFFICE, AT(state)},
    OFFICE("case_group", fields.group),
    OFFICE("subject_id", fields.subject_id),
    {"birth_year", COLUMN_INT, PART_OFFICE, AT(fields.birth_year)},
    OFFICE("position", fields.position),
    OFFICE("level", fields.level),
    OFFICE("summary", fields.summary),
    {"checklist", COLUMN_CHECKS, PART_OFFICE, 0, 0},
    OFFICE("unit_confirm_by", fields.unit_confirm.by),
    OFFICE("unit_confirm_date", fields.unit_confirm.date),
    OFFICE("unit_confirm_note", fields.unit_confirm.note),
    OFFICE("police_confirm_by", fields.police_confirm.by),
    OFFICE("police_confirm_date", fields.police_confirm.date),
    OFFICE("police_confirm_note", fields.police_confirm.note),
    OFFICE("prior_award_check", fields.prior_award_check),
    OFFICE("opinion", fields.opinion),
    {"publish_consent", COLUMN_WORD, PART_OFFICE, AT(consent.value)},
    OFFICE("publish_consent_date", consent.date),
    OFFICE("publish_consent_how", consent.how),
    OFFICE("council_no", council.meeting_no),
    OFFICE("council_date", council.date),
    {"council_present", COLUMN_INT, PART_OFFICE, AT(council.present)},
    {"council_votes_for", COLUMN_INT, PART_OFFICE, AT(council.votes_for)},
    OFFICE("council_note", council.note),
    OFFICE("decision_level", decision.level),
    OFFICE("decision_no", decision.number),
    OFFICE("decision_date", decision.date),
    OFFICE("decision_signer", decision.signer_role),
    OFFICE("higher_no", submission.number),
    OFFICE("higher_date", submission.date),
    OFFICE("higher_to", submission.to),
    OFFICE("higher_result", submission.result),
    OFFICE("higher_result_date", submission.result_date),
    OFFICE("merged_into", merged_into),
    OFFICE("reason", reason),
    {"publication", COLUMN_WORD, PART_OFFICE, AT(publication)},
    {"closed_at", COLUMN_LONG, PART_OFFICE, AT(closed_at_s)},
    {"delete_after", COLUMN_LONG, PART_OFFICE, AT(delete_after_s)},
    HEAD("purged_at", COLUMN_LONG, purged_at_s),
    HEAD("seq_repeated", COLUMN_INT, seq_repeated),
};

#define COLUMN_COUNT (sizeof columns / sizeof columns[0])

/* --- statements, made once ------------------------------------------------------------------ */

static char *select_text, *update_office_text, *update_slip_text; // never freed: keys of statements
static pthread_once_t texts_once = PTHREAD_ONCE_INIT;

static char *make_update(enum column_part part) {
    struct strbuf text = {.text = NULL};
    int number = 4; // after ?1 the commune, ?2 the id, ?3 the version
    strbuf_addf(&text, "UPDATE nominations SET version = version + %d", part == PART_OFFICE);
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        if (columns[i].part == part)
            strbuf_addf(&text, ", %s = ?%d", columns[i].name, number++);
    strbuf_add_text(&text, " WHERE commune_id = ?1 AND id = ?2 AND version = ?3");
    return strbuf_detach(&text);
}

static void make_texts(void) {
    struct strbuf text = {.text = NULL};
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        strbuf_addf(&text, "%s%s", i == 0 ? "SELECT " : ", ", columns[i].name);
    strbuf_add_text(&text, " FROM nominations WHERE commune_id = ?1 AND id = ?2"
                           " AND type = 'nomination'");
    select_text = strbuf_detach(&text);
    update_office_text = make_update(PART_OFFICE);
    update_slip_text = make_update(PART_SLIP);
}

/* --- the checklist -------------------------------------------------------------------------- */

static char *encode_checks(const struct dossier_fields *fields) {
    if (fields->check_count == 0)
        return NULL;
    json_t *list = json_array();
    for (size_t i = 0; i < fields->check_count; i++) {
        const struct dossier_check *check = &fields->checks[i];
        json_array_append_new(list,
                              json_pack("{s:s, s:s, s:s}", "criterion_id", check->criterion_id,
                                        "result", check->result, "evidence", check->evidence));
    }
    char *text = jsonread_dump(list);
    json_decref(list);
    return text;
}

static void decode_checks(char *text, struct dossier_fields *out) {
    json_t *list = text ? jsonread_bytes(text, strlen(text), CHECKLIST_BYTES_MAX, NULL) : NULL;
    for (size_t i = 0; i < json_array_size(list) && i < DOSSIER_CHECKS_MAX; i++) {
        const json_t *entry = json_array_get(list, i);
        struct dossier_check *check = &out->checks[out->check_count++];
        snprintf(check->criterion_id, sizeof check->criterion_id, "%s",
                 jsonread_text(entry, "criterion_id", ""));
        snprintf(check->result, sizeof check->result, "%s", jsonread_text(entry, "result", ""));
        snprintf(check->evidence, sizeof check->evidence, "%s",
                 jsonread_text(entry, "evidence", ""));
    }
    json_decref(list);
    free(text);
}

/* --- reading -------------------------------------------------------------------------------- */

static void take_column(const struct sql_rows *rows, int at, struct dossier *out) {
    const struct column *column = &columns[at];
    char *member = (char *)out + column->offset;
    switch (column->kind) {
    case COLUMN_TEXT:
    case COLUMN_WORD:
        sql_text(rows, at, member, column->bytes);
        return;
    case COLUMN_INT:
        *(int *)member = (int)sql_int(rows, at);
        return;
    case COLUMN_LONG:
        *(int64_t *)member = sql_int(rows, at);
        return;
    case COLUMN_CHECKS:
        decode_checks(sql_text_copy(rows, at), &out->fields);
        return;
    }
}

/* Ids in order of their position, each copied into a row of `out`. */
static bool read_ids(struct sql_rows *rows, char (*out)[DOSSIER_ID_BYTES], size_t max,
                     size_t *out_count) {
    enum records_result result = RECORDS_FAILED;
    *out_count = 0;
    while (rows && (result = sql_next(rows)) == RECORDS_OK)
        if (*out_count < max)
            sql_text(rows, 0, out[(*out_count)++], DOSSIER_ID_BYTES);
    sql_done(rows);
    return result == RECORDS_NONE;
}

_Static_assert(DOSSIER_ID_BYTES == NOMINATION_ID_BYTES, "areas and reasons are read alike");

static bool read_lists(struct sql_turn *turn, const char *id, struct dossier *out) {
    return read_ids(sql_ask(turn,
                            "SELECT area_id FROM nomination_areas WHERE commune_id = ?1"
                            " AND nomination_id = ?2 ORDER BY position",
                            "t", id),
                    out->fields.area_ids, DOSSIER_AREAS_MAX, &out->fields.area_count) &&
           read_ids(sql_ask(turn,
                            "SELECT project_id FROM nomination_projects WHERE commune_id = ?1"
                            " AND nomination_id = ?2 ORDER BY position",
                            "t", id),
                    out->fields.project_ids, DOSSIER_PROJECTS_MAX, &out->fields.project_count) &&
           read_ids(sql_ask(turn,
                            "SELECT reason_id FROM nomination_reasons WHERE commune_id = ?1"
                            " AND nomination_id = ?2 ORDER BY position",
                            "t", id),
                    out->slip.reasons, NOMINATION_REASONS_MAX, &out->slip.reason_count);
}

/* The code of the dossier it was merged into, for people to read. */
static bool read_merged_code(struct sql_turn *turn, struct dossier *out) {
    if (!out->merged_into[0])
        return true;
    struct sql_rows *rows =
        sql_ask(turn, "SELECT code FROM nominations WHERE commune_id = ?1 AND id = ?2", "t",
                out->merged_into);
    if (!rows)
        return false;
    enum records_result result = sql_next(rows);
    if (result == RECORDS_OK)
        sql_text(rows, 0, out->merged_into_code, sizeof out->merged_into_code);
    sql_done(rows);
    return result != RECORDS_FAILED;
}

enum records_result dossier_row_read(struct sql_turn *turn, const char *id, struct dossier *out) {
    pthread_once(&texts_once, make_texts);
    *out = (struct dossier){.id = ""};
    struct sql_rows *rows = sql_ask(turn, select_text, "t", id);
    if (!rows)
        return RECORDS_FAILED;
    enum records_result result = sql_next(rows);
    for (size_t i = 0; result == RECORDS_OK && i < COLUMN_COUNT; i++)
        take_column(rows, (int)i, out);
    sql_done(rows);
    if (result != RECORDS_OK)
        return result;
    out->slip.is_unit_chosen = true;
    out->slip.has_consent = out->slip.consent_at[0] != '\0';
    struct dossier_last_step last;
    enum records_result has_last = dossier_row_last_step(turn, id, &last);
    if (has_last == RECORDS_FAILED || !read_lists(turn, id, out) || !read_merged_code(turn, out))
        return RECORDS_FAILED;
    out->has_previous = has_last == RECORDS_OK;
    return RECORDS_OK;
}

enum records_result dossier_row_find(struct sql_turn *turn, const char *code, char *out_id,
                                     int *out_count) {
    struct sql_rows *rows = sql_ask(
        turn, "SELECT id FROM nominations WHERE commune_id = ?1 AND code = ?2 ORDER BY id LIMIT 2",
        "t", code);
    enum records_result result = RECORDS_FAILED;
    *out_count = 0;
    while (rows && (result = sql_next(rows)) == RECORDS_OK)
        if ((*out_count)++ == 0)
            sql_text(rows, 0, out_id, CRYPTO_UUID_MAX);
    sql_done(rows);
    if (result == RECORDS_FAILED)
        return RECORDS_FAILED;
    return *out_count > 0 ? RECORDS_OK : RECORDS_NONE;
}

/* --- writing -------------------------------------------------------------------------------- */

static struct sql_value text_value(const char *text, bool is_null) {
    return (struct sql_value){.type = 't', .is_null = is_null, .bytes = text, .len = strlen(text)};
}

static struct sql_value number_value(int64_t number, bool is_null) {
    return (struct sql_value){.type = 'i', .is_null = is_null, .number = number};
}

static struct sql_value value_of(const struct column *column, const struct dossier *dossier,
                                 const char *checks) {
    const char *member = (const char *)dossier + column->offset;
    switch (column->kind) {
    case COLUMN_TEXT:
        return text_value(member, !member[0]);
    case COLUMN_WORD:
        return text_value(member, false);
    case COLUMN_INT:
        return number_value(*(const int *)member, *(const int *)member == 0);
    case COLUMN_LONG:
        return number_value(*(const int64_t *)member, *(const int64_t *)member == 0);
    case COLUMN_CHECKS:
        break;
    }
    return text_value(checks ? checks : "", !checks);
}

static bool write_part(struct sql_turn *turn, const char *text, enum column_part part,
                       const struct dossier *dossier) {
    struct sql_value values[SQL_VALUES_MAX];
    size_t count = 0;
    char *checks = part == PART_OFFICE ? encode_checks(&dossier->fields) : NULL;
    values[count++] = text_value(dossier->id, false);
    values[count++] = number_value(dossier->version, false);
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        if (columns[i].part == part)
            values[count++] = value_of(&columns[i], dossier, checks);
    bool is_ok = sql_run_values(turn, text, values, count);
    free(checks);
    return is_ok;
}

/* A dossier's ids in their order, in the place of those that were there. */
static bool write_ids(struct sql_turn *turn, const char *id, const char *drop, const char *insert,
                      const char (*ids)[DOSSIER_ID_BYTES], size_t count) {
    bool is_ok = sql_run(turn, drop, "t", id);
    for (size_t i = 0; is_ok && i < count; i++)
        is_ok = sql_run(turn, insert, "tit", id, (int64_t)i + 1, ids[i]);
    return is_ok;
}

static bool write_areas(struct sql_turn *turn, const struct dossier *dossier) {
    return write_ids(turn, dossier->id,
                     "DELETE FROM nomination_areas WHERE commune_id = ?1 AND nomination_id = ?2",
                     "INSERT INTO nomination_areas (commune_id, nomination_id, position, area_id)"
                     " VALUES (?1, ?2, ?3, ?4)",
                     dossier->fields.area_ids, dossier->fields.area_count);
}

static bool write_projects(struct sql_turn *turn, const struct dossier *dossier) {
    return write_ids(turn, dossier->id,
                     "DELETE FROM nomination_projects WHERE commune_id = ?1 AND nomination_id = ?2",
                     "INSERT INTO nomination_projects (commune_id, nomination_id, position,"
                     " project_id) VALUES (?1, ?2, ?3, ?4)",
                     dossier->fields.project_ids, dossier->fields.project_count);
}

enum records_result dossier_row_write(struct sql_turn *turn, struct dossier *dossier) {
    pthread_once(&texts_once, make_texts);
    if (!write_part(turn, update_office_text, PART_OFFICE, dossier))
        return RECORDS_FAILED;
    if (sql_changed(turn) == 0)
        return RECORDS_NONE;
    dossier->version++;
    return write_areas(turn, dossier) && write_projects(turn, dossier) ? RECORDS_OK
                                                                       : RECORDS_FAILED;
}

bool dossier_row_write_reasons(struct sql_turn *turn, const struct dossier *dossier) {
    bool is_ok = sql_run(turn,
                         "DELETE FROM nomination_reasons WHERE commune_id = ?1"
                         " AND nomination_id = ?2",
                         "t", dossier->id);
    for (size_t i = 0; is_ok && i < dossier->slip.reason_count; i++)
        is_ok = sql_run(turn,
                        "INSERT INTO nomination_reasons (commune_id, nomination_id, position,"
                        " reason_id) VALUES (?1, ?2, ?3, ?4)",
                        "tit", dossier->id, (int64_t)i + 1, dossier->slip.reasons[i]);
    return is_ok;
}

bool dossier_row_write_slip(struct sql_turn *turn, const struct dossier *dossier) {
    pthread_once(&texts_once, make_texts);
    struct search_words words;
    search_words_init(&words, &dossier->slip);
    bool is_ok = search_words_remove(turn, dossier->id) &&
                 write_part(turn, update_slip_text, PART_SLIP, dossier) &&
                 dossier_row_write_reasons(turn, dossier) &&
                 search_words_store(turn, dossier->id, dossier->received_at_s, &words);
    search_words_finish(&words);
    return is_ok;
}
