/* Forms of a dossier as they come back: into structs, cleaned, nothing judged but what does not
 * fit. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/strbuf.h"
#include "model/checklist.h"
#include "model/content.h"
#include "office/case.h"
#include "office/office.h"
#include "office/published.h"
#include "records/dossier_rules.h"
#include "web/exchange.h"
#include "web/form.h"

struct entry {
    const struct casework *work;
    const struct form *form;
    const struct dossier *before;
    struct dossier_fields *out;
    struct dossier_outcome *faults;
};

bool case_entry_text(const struct form *form, const char *name, bool keep_lines, char *out,
                     size_t out_bytes) {
    char *text = form_clean(form, name, keep_lines);
    bool is_whole = strlen(text) < out_bytes;
    if (!is_whole) { // at a character's edge
        size_t len = out_bytes - 1;
        while (len > 0 && (text[len] & 0xC0) == 0x80)
            len--;
        text[len] = '\0';
    }
    memcpy(out, text, strlen(text) + 1);
    free(text);
    return is_whole;
}

void case_entry_day(const struct form *form, const char *name, char out[DOSSIER_DAY_BYTES]) {
    struct date day;
    case_entry_text(form, name, false, out, DOSSIER_DAY_BYTES);
    char *typed = form_clean(form, name, false);
    if (date_parse_typed(typed, &day))
        date_format_iso(day, out);
    free(typed);
}

bool case_entry_step(const struct form *form, struct case_step *out,
                     struct dossier_outcome *out_fault) {
    const struct {
        const char *name;
        char *out;
        size_t bytes;
    } rows[] = {
        {"reason", out->reason, sizeof out->reason},
        {"decision.number", out->decision.number, sizeof out->decision.number},
        {"decision.level", out->decision.level, sizeof out->decision.level},
        {"higher_submission.number", out->submission.number, sizeof out->submission.number},
        {"higher_submission.to", out->submission.to, sizeof out->submission.to},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (case_entry_text(form, rows[i].name, false, rows[i].out, rows[i].bytes))
            continue;
        *out_fault = (struct dossier_outcome){
            .result = DOSSIER_INVALID, .fault_count = 1, .faults = {{rows[i].name, "long"}}};
        return false;
    }
    case_entry_day(form, "decision.date", out->decision.date);
    case_entry_day(form, "higher_submission.date", out->submission.date);
    return true;
}

static void add_fault(struct entry *e, const char *field, const char *why) {
    struct dossier_outcome *faults = e->faults;
    faults->result = DOSSIER_INVALID;
    if (faults->fault_count < DOSSIER_FAULTS_MAX)
        faults->faults[faults->fault_count++] = (struct fault){field, why};
}

static void take(struct entry *e, const char *field, const char *name, bool keep_lines, char *out,
                 size_t out_bytes) {
    if (!case_entry_text(e->form, name, keep_lines, out, out_bytes))
        add_fault(e, field, "long");
}
#define TAKE(e, field, member) take(e, field, field, false, member, sizeof(member))

/* Chosen from a list: one that content does not have is none, unless it stood there before. */
static void check_known(struct entry *e, const char *field, const char *id, const char *before,
                        const char *name) {
    if (id[0] && name == id && strcmp(id, before) != 0)
        add_fault(e, field, "unknown");
}

static void take_choices(struct entry *e) {
    const struct content *content = casework_content_for(e->work, e->before->campaign_id);
    struct dossier_fields *f = e->out;
    TAKE(e, "group", f->group);
    TAKE(e, "level", f->level);
    TAKE(e, "subject_id", f->subject_id);
    TAKE(e, "prior_award_check", f->prior_award_check);
    check_known(e, "subject_id", f->subject_id, e->before->fields.subject_id,
                published_subject(content, f->subject_id));
}

static bool has_project(const struct dossier_fields *fields, const char *id) {
    for (size_t i = 0; i < fields->project_count; i++)
        if (!strcmp(fields->project_ids[i], id))
            return true;
    return false;
}

/* Each once, however often it was chosen. */
static void take_projects(struct entry *e) {
    const struct content *content = casework_content_for(e->work, e->before->campaign_id);
    struct dossier_fields *f = e->out;
    size_t at = 0;
    for (const char *id; (id = form_next(e->form, "project_id", &at));) {
        if (!id[0] || has_project(f, id))
            continue;
        bool is_known = published_project(content, id) != id || has_project(&e->before->fields, id);
        if (!is_known || f->project_count == DOSSIER_PROJECTS_MAX ||
            strlen(id) >= DOSSIER_ID_BYTES) {
            add_fault(e, "project_id", "unknown");
            return;
        }
        strcpy(f->project_ids[f->project_count++], id);
    }
}

/* Of a collective there is none, whatever stood in the field before its group was chosen. */
static void take_birth_year(struct entry *e) {
    const struct campaign *campaign = casework_campaign(e->work, e->before);
    int64_t year;
    if (!form_text(e->form, "birth_year")[0] ||
        (campaign && e->out->group[0] && !campaign_group_is_of_persons(campaign, e->out->group)))
        return;
    if (form_int(e->form, "birth_year", 1, 9999, &year))
        e->out->birth_year = (int)year;
    else
        add_fault(e, "birth_year", "format");
}

static void take_areas(struct entry *e) {
    size_t at = 0;
    for (const char *id; (id = form_next(e->form, "area_ids", &at));) {
        if (e->out->area_count == DOSSIER_AREAS_MAX || strlen(id) >= DOSSIER_ID_BYTES) {
            add_fault(e, "area_ids", "unknown");
            return;
        }
        strcpy(e->out->area_ids[e->out->area_count++], id);
    }
}

/* --- the checklist -------------------------------------------------------------------------- */

static void take_check(struct entry *e, const char *id) {
    struct dossier_check *check = &e->out->checks[e->out->check_count];
    char *result = xasprintf("check.%s", id), *evidence = xasprintf("evidence.%s", id);
    *check = (struct dossier_check){.result = ""};
    if (strlen(id) < sizeof check->criterion_id)
        strcpy(check->criterion_id, id);
    CASE_ENTRY(e->form, result, check->result);
    take(e, "checklist", evidence, false, check->evidence, sizeof check->evidence);
    if (!check->result[0] && check->evidence[0]) // something was found, and nobody judged it yet
        strcpy(check->result, check_result_word(CHECK_UNKNOWN));
    e->out->check_count += check->result[0] != '\0';
    free(evidence);
    free(result);
}

/* Those of the group and level that are chosen now; without their campaign they stay. */
static void take_checks(struct entry *e) {
    const struct campaign *campaign = casework_campaign(e->work, e->before);
    const struct cell *cell = dossier_cell(e->out, campaign);
    const struct criterion *criteria[DOSSIER_CHECKS_MAX];
    size_t count = cell ? checklist_criteria(cell, criteria, DOSSIER_CHECKS_MAX) : 0;
    if (!campaign) {
        e->out->check_count = e->before->fields.check_count;
        memcpy(e->out->checks, e->before->fields.checks, sizeof e->out->checks);
        return;
    }
    for (size_t i = 0; i < count && i < DOSSIER_CHECKS_MAX; i++)
        take_check(e, criteria[i]->id);
}

static void take_confirm(struct entry *e, const char *field, struct dossier_confirm *out) {
    char *by = xasprintf("%s.by", field), *date = xasprintf("%s.date", field);
    char *note = xasprintf("%s.note", field);
    take(e, field, by, false, out->by, sizeof out->by);
    case_entry_day(e->form, date, out->date);
    take(e, field, note, false, out->note, sizeof out->note);
    free(note);
    free(date);
    free(by);
}

void case_entry_fields(const struct casework *work, const struct dossier *before,
                       struct dossier_fields *out, struct dossier_outcome *out_faults) {
    struct entry e = {work, work->request->form, before, out, out_faults};
    *out = (struct dossier_fields){.group = ""};
    *out_faults = (struct dossier_outcome){.result = DOSSIER_DONE};
    take_choices(&e);
    take_projects(&e);
    take_birth_year(&e);
    TAKE(&e, "position", out->position);
    take(&e, "summary", "summary", true, out->summary, sizeof out->summary);
    take(&e, "opinion", "opinion", true, out->opinion, sizeof out->opinion);
    take_areas(&e);
    take_checks(&e);
    take_confirm(&e, "unit_confirm", &out->unit_confirm);
    take_confirm(&e, "police_confirm", &out->police_confirm);
}

void case_entry_consent(const struct form *form, struct dossier_consent *out) {
    *out = (struct dossier_consent){.value = ""};
    CASE_ENTRY(form, "publish_consent.value", out->value);
    case_entry_day(form, "publish_consent.date", out->date);
    CASE_ENTRY(form, "publish_consent.how", out->how);
}
