#include "records/dossier.h"

#include <stdlib.h>
#include <string.h>

#include "model/campaign.h"
#include "model/checklist.h"
#include "records/dossier_rules.h"

void dossier_destroy(struct dossier *dossier) {
    if (dossier)
        crypto_wipe(dossier, sizeof *dossier);
    free(dossier);
}

/* --- which fields are filled ---------------------------------------------------------------- */

static bool has_checklist(const struct dossier *d) {
    return d->fields.check_count > 0;
}

static bool has_unit_confirm(const struct dossier *d) {
    return d->fields.unit_confirm.by[0] && d->fields.unit_confirm.date[0];
}

static bool has_police_confirm(const struct dossier *d) {
    return d->fields.police_confirm.by[0] && d->fields.police_confirm.date[0];
}

static bool has_projects(const struct dossier *d) {
    return d->fields.project_count > 0;
}

static bool has_areas(const struct dossier *d) {
    return d->fields.area_count > 0;
}

static bool has_birth_year(const struct dossier *d) {
    return d->fields.birth_year > 0;
}

static bool has_reasons(const struct dossier *d) {
    return d->slip.reason_count > 0;
}

static bool has_unit(const struct dossier *d) {
    return d->slip.unit_id[0] || d->slip.unit_other[0] || d->slip.is_unit_chosen;
}

#define TEXT_OF(member)                                                                            \
    { .offset = offsetof(struct dossier, member) }

static const struct {
    const char *id;
    struct {
        size_t offset;                              // of a text that is not empty when filled
        bool (*is_filled)(const struct dossier *d); // where that is not enough
    } how;
} known[] = {
    {"area_ids", {0, has_areas}},
    {"birth_year", {0, has_birth_year}},
    {"checklist", {0, has_checklist}},
    {"code", TEXT_OF(code)},
    {"consent_at", TEXT_OF(slip.consent_at)},
    {"consent_version", TEXT_OF(slip.consent_version)},
    {"council", TEXT_OF(council.date)},
    {"decision", TEXT_OF(decision.number)},
    {"deed", TEXT_OF(slip.deed)},
    {"group", TEXT_OF(fields.group)},
    {"higher_submission", TEXT_OF(submission.number)},
    {"honorific", TEXT_OF(slip.honorific)},
    {"kind", TEXT_OF(slip.kind)},
    {"kiosk_id", TEXT_OF(device_id)},
    {"level", TEXT_OF(fields.level)},
    {"merged_into", TEXT_OF(merged_into)},
    {"name", TEXT_OF(slip.name)},
    {"opinion", TEXT_OF(fields.opinion)},
    {"police_confirm", {0, has_police_confirm}},
    {"position", TEXT_OF(fields.position)},
    {"prior_award_check", TEXT_OF(fields.prior_award_check)},
    {"project_id", {0, has_projects}},
    {"publish_consent", TEXT_OF(consent.date)},
    {"reason", TEXT_OF(reason)},
    {"reasons", {0, has_reasons}},
    {"sender_name", TEXT_OF(slip.sender_name)},
    {"sender_phone", TEXT_OF(slip.sender_phone)},
    {"source", TEXT_OF(source)},
    {"status", TEXT_OF(state)},
    {"subject_id", TEXT_OF(fields.subject_id)},
    {"summary", TEXT_OF(fields.summary)},
    {"unit_confirm", {0, has_unit_confirm}},
    {"unit_id", {0, has_unit}},
    {"unit_other", TEXT_OF(slip.unit_other)},
};

bool dossier_knows_field(const char *field_id) {
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(known[i].id, field_id) == 0)
            return true;
    return false;
}

bool dossier_has(const struct dossier *dossier, const char *field_id) {
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(known[i].id, field_id) != 0)
            continue;
        if (known[i].how.is_filled)
            return known[i].how.is_filled(dossier);
        return ((const char *)dossier + known[i].how.offset)[0] != '\0';
    }
    return false;
}

size_t dossier_count_words(const char *text) {
    size_t count = 0;
    for (text += strspn(text, " \n"); *text; text += strspn(text, " \n")) {
        text += strcspn(text, " \n");
        count++;
    }
    return count;
}

/* --- the campaign's matrix ------------------------------------------------------------------ */

const struct cell *dossier_cell(const struct dossier_fields *fields,
                                const struct campaign *campaign) {
    if (!campaign)
        return NULL;
    const struct level *level = campaign_level(campaign, fields->level);
    const struct group *group = campaign_group(campaign, fields->group);
    return level && group ? criteria_cell(&campaign->criteria, level, group) : NULL;
}

int dossier_models_needed(const struct dossier_fields *fields, const struct campaign *campaign) {
    const struct cell *cell = dossier_cell(fields, campaign);
    return cell ? cell->models_needed : 0;
}

struct dossier_asked dossier_asked_of(const struct dossier_fields *fields,
                                      const struct campaign *campaign) {
    const struct cell *cell = dossier_cell(fields, campaign);
    const struct criterion *criteria[DOSSIER_CHECKS_MAX];
    return (struct dossier_asked){
        .models = cell ? cell->models_needed : 0,
        .names_no_subjects = campaign && campaign->plan.subject_count == 0,
        .has_no_criteria = cell && checklist_criteria(cell, criteria, DOSSIER_CHECKS_MAX) == 0,
    };
}

static enum check_result find_check(const void *found, const char *criterion_id) {
    const struct dossier_fields *fields = found;
    enum check_result result;
    for (size_t i = 0; i < fields->check_count; i++)
        if (strcmp(fields->checks[i].criterion_id, criterion_id) == 0 &&
            check_result_read(fields->checks[i].result, &result))
            return result;
    return CHECK_UNKNOWN;
}

struct checklist_sum dossier_checklist(const struct dossier_fields *fields,
                                       const struct campaign *campaign) {
    const struct cell *cell = dossier_cell(fields, campaign);
    return cell ? checklist_count(cell, find_check, fields) : (struct checklist_sum){.total = 0};
}

/* --- the wall ------------------------------------------------------------------------------- */

bool dossier_may_be_published(const struct dossier *dossier, const struct dossier_rules *rules) {
    return dossier->purged_at_s == 0 && strcmp(dossier->state, rules->publish_status) == 0 &&
           strcmp(dossier->consent.value, rules->publish_consent) == 0;
}

const char *dossier_publication_after(const char *publication, bool may_be_published) {
    bool is_shown = strcmp(publication, PUBLICATION_PUBLISHED) == 0;
    bool was_shown = strcmp(publication, PUBLICATION_UNPUBLISHED) == 0;
    if (may_be_published)
        return is_shown    ? PUBLICATION_PUBLISHED
               : was_shown ? PUBLICATION_UNPUBLISHED // taken off: whoever did that puts it back
                           : PUBLICATION_READY;
    return is_shown || was_shown ? PUBLICATION_UNPUBLISHED : PUBLICATION_NONE;
}
