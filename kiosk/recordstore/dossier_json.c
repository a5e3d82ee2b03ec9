#include "recordstore/dossier_json.h"

#include "base/date.h"

/* --- values --------------------------------------------------------------------------------- */

static json_t *text_or_null(const char *text) {
    return text && text[0] ? json_string(text) : json_null();
}

static json_t *number_or_null(int64_t number) {
    return number ? json_integer(number) : json_null();
}

static json_t *moment(int64_t at_s, int zone_s) {
    char text[DATE_RFC3339_MAX];
    date_format_rfc3339(at_s, zone_s, text);
    return json_string(text);
}

struct text_field {
    const char *id, *text;
};

static void set_texts(json_t *object, const struct text_field *fields, size_t count) {
    for (size_t i = 0; i < count; i++)
        json_object_set_new(object, fields[i].id, text_or_null(fields[i].text));
}
#define SET_TEXTS(object, ...)                                                                     \
    set_texts(object, (const struct text_field[]){__VA_ARGS__},                                    \
              sizeof((const struct text_field[]){__VA_ARGS__}) / sizeof(struct text_field))

/* --- a line of a list ----------------------------------------------------------------------- */

json_t *dossier_line_json(const struct dossier_line *line) {
    json_t *object = json_object();
    SET_TEXTS(object, {"id", line->id}, {"code", line->code}, {"state", line->state},
              {"source", line->source}, {"kiosk_id", line->device_id}, {"kind", line->kind},
              {"honorific", line->honorific}, {"name", line->name}, {"unit_id", line->unit_id},
              {"unit_other", line->unit_other}, {"group", line->group}, {"level", line->level},
              {"decision_level", line->decision_level}, {"publication", line->publication});
    json_object_set_new(object, "version", json_integer(line->version));
    json_object_set_new(object, "received_at", moment(line->received_at_s, 0));
    json_object_set_new(object, "erased", json_boolean(line->is_purged));
    return object;
}

/* --- one dossier ---------------------------------------------------------------------------- */

static void add_slip(json_t *object, const struct dossier *d) {
    const struct nomination *slip = &d->slip;
    json_t *reasons = json_array();
    for (size_t i = 0; i < slip->reason_count; i++)
        json_array_append_new(reasons, json_string(slip->reasons[i]));
    json_object_set_new(object, "reasons", reasons);
    SET_TEXTS(object, {"kind", slip->kind}, {"honorific", slip->honorific}, {"name", slip->name},
              {"unit_id", slip->unit_id}, {"unit_other", slip->unit_other}, {"deed", slip->deed},
              {"sender_name", slip->sender_name}, {"sender_phone", slip->sender_phone},
              {"consent_version", slip->consent_version}, {"consent_at", slip->consent_at});
}

static json_t *confirm_json(const struct dossier_confirm *confirm) {
    json_t *object = json_object();
    SET_TEXTS(object, {"by", confirm->by}, {"date", confirm->date}, {"note", confirm->note});
    return object;
}

static json_t *checks_json(const struct dossier_fields *fields) {
    json_t *list = json_array();
    for (size_t i = 0; i < fields->check_count; i++) {
        const struct dossier_check *check = &fields->checks[i];
        json_t *one = json_object();
        SET_TEXTS(one, {"criterion_id", check->criterion_id}, {"result", check->result},
                  {"evidence", check->evidence});
        json_array_append_new(list, one);
    }
    return list;
}

static void add_fields(json_t *object, const struct dossier_fields *fields) {
    json_t *areas = json_array();
    for (size_t i = 0; i < fields->area_count; i++)
        json_array_append_new(areas, json_string(fields->area_ids[i]));
    json_object_set_new(object, "area_ids", areas);
    json_t *projects = json_array();
    for (size_t i = 0; i < fields->project_count; i++)
        json_array_append_new(projects, json_string(fields->project_ids[i]));
    json_object_set_new(object, "project_ids", projects);
    json_object_set_new(object, "birth_year", number_or_null(fields->birth_year));
    json_object_set_new(object, "checklist", checks_json(fields));
    json_object_set_new(object, "unit_confirm", confirm_json(&fields->unit_confirm));
    json_object_set_new(object, "police_confirm", confirm_json(&fields->police_confirm));
    SET_TEXTS(object, {"group", fields->group}, {"subject_id", fields->subject_id},
              {"position", fields->position}, {"level", fields->level},
              {"summary", fields->summary},
              {"project_id", fields->project_count ? fields->project_ids[0] : ""},
              {"prior_award_check", fields->prior_award_check}, {"opinion", fields->opinion});
}

static void add_decided(json_t *object, const struct dossier *d) {
    json_t *consent = json_object(), *council = json_object(), *decision = json_object();
    json_t *submission = json_object();
    SET_TEXTS(consent, {"value", d->consent.value}, {"date", d->consent.date},
              {"how", d->consent.how});
    SET_TEXTS(council, {"meeting_no", d->council.meeting_no}, {"date", d->council.date},
              {"note", d->council.note});
    json_object_set_new(council, "present", number_or_null(d->council.present));
    json_object_set_new(council, "votes_for", number_or_null(d->council.votes_for));
    SET_TEXTS(decision, {"level", d->decision.level}, {"number", d->decision.number},
              {"date", d->decision.date}, {"signer_role", d->decision.signer_role});
    SET_TEXTS(submission, {"number", d->submission.number}, {"date", d->submission.date},
              {"to", d->submission.to}, {"result", d->submission.result},
              {"result_date", d->submission.result_date});
    json_object_set_new(object, "publish_consent", consent);
    json_object_set_new(object, "council", council);
    json_object_set_new(object, "decision", decision);
    json_object_set_new(object, "higher_submission", submission);
    SET_TEXTS(object, {"merged_into", d->merged_into}, {"reason", d->reason},
              {"publication", d->publication});
}

static json_t *log_json(const struct dossier_log *log) {
    json_t *list = json_array();
    for (size_t i = 0; i < log->count; i++) {
        const struct dossier_log_line *line = &log->lines[i];
        json_t *one = json_object();
        json_object_set_new(one, "number", json_integer(line->number));
        json_object_set_new(one, "at", moment(line->at_s, 0));
        SET_TEXTS(one, {"what", line->what}, {"by_role", line->role},
                  {"decided_by", line->decided_by}, {"from", line->from_state}, {"to", line->state},
                  {"note", line->note});
        json_object_set_new(one, "undoes", number_or_null(line->undoes));
        json_array_append_new(list, one);
    }
    return list;
}

json_t *dossier_json(const struct dossier *d, const struct dossier_log *log) {
    json_t *object = json_object();
    SET_TEXTS(object, {"id", d->id}, {"code", d->code}, {"state", d->state}, {"source", d->source},
              {"kiosk_id", d->device_id}, {"campaign_id", d->campaign_id});
    json_object_set_new(object, "version", json_integer(d->version));
    json_object_set_new(object, "created_at", moment(d->created_at_s, d->zone_s));
    json_object_set_new(object, "received_at", moment(d->received_at_s, 0));
    json_object_set_new(object, "delete_after",
                        d->delete_after_s ? moment(d->delete_after_s, 0) : json_null());
    add_slip(object, d);
    add_fields(object, &d->fields);
    add_decided(object, d);
    json_object_set_new(object, "history", log_json(log));
    return object;
}
