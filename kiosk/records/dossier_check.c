/* What an officer enters, held against the rules. */
#include "records/dossier.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "model/campaign.h"
#include "model/checklist.h"
#include "records/dossier_rules.h"

#define BIRTH_YEAR_MIN 1880
#define COUNCIL_MAX 999 // who may sit in one

struct faults {
    struct fault *out;
    size_t count;
    const char *today;
};

static void add(struct faults *f, const char *field, const char *why) {
    if (f->count < DOSSIER_FAULTS_MAX)
        f->out[f->count++] = (struct fault){field, why};
}

static void check_text(struct faults *f, const char *field, const char *text, size_t max) {
    if (utf8_count(text) > max)
        add(f, field, "long");
}

/* A day that has come: papers are not dated ahead. "" passes. */
static void check_day(struct faults *f, const char *field, const char *day) {
    struct date date;
    if (!day[0])
        return;
    if (!date_parse(day, &date))
        add(f, field, "format");
    else if (f->today && strcmp(day, f->today) > 0)
        add(f, field, "future");
}

static void check_given(struct faults *f, const char *field, const char *text) {
    if (!text[0])
        add(f, field, "empty");
}

static void check_value(struct faults *f, const struct dossier_rules *rules, const char *field,
                        const char *value) {
    const struct dossier_field *known = dossier_rules_field(rules, field);
    if (value[0] && known && !dossier_field_takes(known, value))
        add(f, field, "unknown");
}

static void check_checklist(struct faults *f, const struct dossier_fields *fields,
                            const struct campaign *campaign) {
    const struct cell *cell = dossier_cell(fields, campaign);
    const struct criterion *criteria[DOSSIER_CHECKS_MAX];
    size_t known = cell ? checklist_criteria(cell, criteria, DOSSIER_CHECKS_MAX) : 0;
    for (size_t i = 0; i < fields->check_count; i++) {
        enum check_result result;
        bool is_known = !cell;
        for (size_t j = 0; j < known && j < DOSSIER_CHECKS_MAX; j++)
            is_known |= strcmp(criteria[j]->id, fields->checks[i].criterion_id) == 0;
        if (!is_known || !check_result_read(fields->checks[i].result, &result))
            add(f, "checklist", "unknown");
        check_text(f, "checklist", fields->checks[i].evidence, DOSSIER_NOTE_MAX);
    }
}

static void check_areas(struct faults *f, const struct dossier_fields *fields,
                        const struct campaign *campaign) {
    for (size_t i = 0; i < fields->area_count; i++) {
        bool is_twice = false;
        for (size_t j = 0; j < i; j++)
            is_twice |= strcmp(fields->area_ids[i], fields->area_ids[j]) == 0;
        if (is_twice || (campaign && !campaign_area(campaign, fields->area_ids[i])))
            add(f, "area_ids", "unknown");
    }
}

static void check_case(struct faults *f, const struct dossier_fields *fields,
                       const struct campaign *campaign) {
    if (campaign && fields->group[0] && !campaign_group(campaign, fields->group))
        add(f, "group", "unknown");
    if (campaign && fields->level[0] && !campaign_level(campaign, fields->level))
        add(f, "level", "unknown");
    if (campaign && fields->level[0] && fields->group[0] && !dossier_cell(fields, campaign))
        add(f, "level", "unknown"); // the plan has no award of this level for this group
}

static void check_birth_year(struct faults *f, int year) {
    struct date today;
    if (year == 0)
        return;
    if (year < BIRTH_YEAR_MIN)
        add(f, "birth_year", "format");
    else if (f->today && date_parse(f->today, &today) && year > today.year)
        add(f, "birth_year", "future");
}

static void check_confirm(struct faults *f, const char *field, const struct dossier_confirm *c) {
    check_text(f, field, c->by, DOSSIER_NOTE_MAX);
    check_text(f, field, c->note, DOSSIER_NOTE_MAX);
    check_day(f, field, c->date);
    if (!c->by[0] != !c->date[0])
        add(f, field, "empty"); // who, and when: one says nothing without the other
}

size_t dossier_fields_faults(const struct dossier_fields *fields, const struct dossier_rules *rules,
                             const struct campaign *campaign, const char *today,
                             struct fault out[DOSSIER_FAULTS_MAX]) {
    struct faults f = {.out = out, .today = today};
    check_value(&f, rules, "group", fields->group);
    check_value(&f, rules, "level", fields->level);
    check_value(&f, rules, "prior_award_check", fields->prior_award_check);
    if (f.count == 0)
        check_case(&f, fields, campaign);
    check_birth_year(&f, fields->birth_year);
    check_text(&f, "position", fields->position, DOSSIER_POSITION_MAX);
    check_text(&f, "summary", fields->summary, DOSSIER_SUMMARY_MAX);
    if (dossier_count_words(fields->summary) > DOSSIER_SUMMARY_WORDS_MAX)
        add(&f, "summary", "long");
    check_text(&f, "opinion", fields->opinion, DOSSIER_OPINION_MAX);
    check_areas(&f, fields, campaign);
    check_checklist(&f, fields, campaign);
    check_confirm(&f, "unit_confirm", &fields->unit_confirm);
    check_confirm(&f, "police_confirm", &fields->police_confirm);
    return f.count;
}

size_t dossier_consent_faults(const struct dossier_consent *consent,
                              const struct dossier_rules *rules, const char *today,
                              struct fault out[DOSSIER_FAULTS_MAX]) {
    struct faults f = {.out = out, .today = today};
    const struct dossier_field *field = dossier_rules_field(rules, "publish_consent");
    if (!field || !consent->value[0] || !dossier_field_takes(field, consent->value))
        add(&f, "publish_consent.value", "unknown");
    check_day(&f, "publish_consent.date", consent->date);
    check_text(&f, "publish_consent.how", consent->how, DOSSIER_NOTE_MAX);
    if (strcmp(consent->value, rules->publish_consent) == 0) { // how and when it was given
        check_given(&f, "publish_consent.date", consent->date);
        check_given(&f, "publish_consent.how", consent->how);
    }
    return f.count;
}

size_t dossier_council_faults(const struct dossier_council *council, const char *today,
                              struct fault out[DOSSIER_FAULTS_MAX]) {
    struct faults f = {.out = out, .today = today};
    check_given(&f, "council.date", council->date);
    check_day(&f, "council.date", council->date);
    check_text(&f, "council.meeting_no", council->meeting_no, 20);
    check_text(&f, "council.note", council->note, DOSSIER_NOTE_MAX);
    if (council->present < 1 || council->present > COUNCIL_MAX)
        add(&f, "council.present", council->present < 1 ? "empty" : "long");
    else if (council->votes_for < 0 || council->votes_for > council->present)
        add(&f, "council.votes_for", "long");
    return f.count;
}

size_t dossier_decision_faults(const struct dossier_decision *decision,
                               const struct campaign *campaign, const char *today,
                               struct fault out[DOSSIER_FAULTS_MAX]) {
    struct faults f = {.out = out, .today = today};
    if (decision->level[0] && campaign && !campaign_level(campaign, decision->level))
        add(&f, "decision.level", "unknown");
    check_text(&f, "decision.number", decision->number, DOSSIER_NUMBER_MAX);
    check_day(&f, "decision.date", decision->date);
    if (decision->signer_role[0] && !dossier_role_is_known(decision->signer_role))
        add(&f, "decision.signer_role", "unknown");
    return f.count;
}

size_t dossier_submission_faults(const struct dossier_submission *submission, const char *today,
                                 struct fault out[DOSSIER_FAULTS_MAX]) {
    struct faults f = {.out = out, .today = today};
    check_text(&f, "higher_submission.number", submission->number, DOSSIER_NUMBER_MAX);
    check_day(&f, "higher_submission.date", submission->date);
    check_text(&f, "higher_submission.to", submission->to, DOSSIER_NOTE_MAX);
    check_text(&f, "higher_submission.result", submission->result, DOSSIER_NOTE_MAX);
    check_day(&f, "higher_submission.result_date", submission->result_date);
    return f.count;
}
