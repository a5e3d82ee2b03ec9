#include "records/dossier_rules.h"

#include <string.h>

#include "model/campaign.h"
#include "records/dossier.h"
#include "records/roles.h"

static bool is_one_of(const char *const *words, size_t count, const char *word) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

bool dossier_role_is_known(const char *role) {
    return role_from_id(role) != 0 || strcmp(role, ROLE_ID_HIGHER) == 0;
}

const struct dossier_status *dossier_rules_status(const struct dossier_rules *rules,
                                                  const char *id) {
    for (size_t i = 0; i < rules->status_count; i++)
        if (strcmp(rules->statuses[i].id, id) == 0)
            return &rules->statuses[i];
    return NULL;
}

const struct dossier_field *dossier_rules_field(const struct dossier_rules *rules, const char *id) {
    for (size_t i = 0; i < rules->field_count; i++)
        if (strcmp(rules->fields[i].id, id) == 0)
            return &rules->fields[i];
    return NULL;
}

bool dossier_field_takes(const struct dossier_field *field, const char *value) {
    return field->value_count == 0 || is_one_of(field->values, field->value_count, value);
}

/* --- steps ---------------------------------------------------------------------------------- */

bool dossier_transition_takes_level(const struct dossier_transition *transition,
                                    const struct campaign *campaign, const char *level) {
    if (transition->actions == 0 && transition->level_count == 0)
        return true;
    const struct level *own = campaign ? campaign_level(campaign, level) : NULL;
    return (own && own->action & transition->actions) ||
           is_one_of(transition->levels, transition->level_count, level);
}

static bool leads_from(const struct dossier_rules *rules,
                       const struct dossier_transition *transition,
                       const struct dossier_status *from) {
    return transition->from >> (from - rules->statuses) & 1;
}

static bool may_record(const struct dossier_rules *rules,
                       const struct dossier_transition *transition,
                       const struct dossier_question *question, const struct dossier_status *from) {
    return leads_from(rules, transition, from) &&
           strcmp(transition->recorded_by, question->role) == 0 &&
           (transition->to || question->has_previous) &&
           dossier_transition_takes_level(transition, question->campaign, question->level);
}

size_t dossier_rules_offer(const struct dossier_rules *rules,
                           const struct dossier_question *question,
                           const struct dossier_transition *out[DOSSIER_TRANSITIONS_MAX]) {
    const struct dossier_status *from = dossier_rules_status(rules, question->state);
    size_t count = 0;
    for (size_t i = 0; from && i < rules->transition_count; i++)
        if (may_record(rules, &rules->transitions[i], question, from))
            out[count++] = &rules->transitions[i];
    return count;
}

const struct dossier_transition *dossier_rules_find(const struct dossier_rules *rules,
                                                    const struct dossier_question *question,
                                                    const char *to) {
    const struct dossier_transition *offers[DOSSIER_TRANSITIONS_MAX];
    size_t count = dossier_rules_offer(rules, question, offers);
    for (size_t i = 0; i < count; i++) {
        const char *leads_to = offers[i]->to ? offers[i]->to->id : DOSSIER_PREVIOUS;
        if (strcmp(leads_to, to) == 0)
            return offers[i];
    }
    return NULL;
}

bool dossier_rules_role_records(const struct dossier_rules *rules, const char *role) {
    for (size_t i = 0; i < rules->transition_count; i++)
        if (strcmp(rules->transitions[i].recorded_by, role) == 0)
            return true;
    return false;
}

/* It came before the council, or was decided after that. */
static bool is_councils(const struct dossier_status *status) {
    return status->ends_appraisal && strcmp(status->id, DOSSIER_WITHDRAWN) != 0;
}

static bool is_walls(const struct dossier_rules *rules, const struct dossier_status *status) {
    return strcmp(status->id, rules->publish_status) == 0 || status->unpublishes;
}

bool dossier_rules_lets_see(const struct dossier_rules *rules, const char *state, unsigned roles) {
    const struct dossier_status *status = dossier_rules_status(rules, state);
    if (roles & ROLE_CHAIR)
        return true;
    for (unsigned i = 0; i < ROLE_COUNT; i++)
        if (roles & 1u << i &&
            dossier_rules_role_records(rules, role_id((enum office_role)(1u << i))))
            return true;
    return status && ((roles & ROLE_COUNCIL && is_councils(status)) ||
                      (roles & ROLE_CULTURE && is_walls(rules, status)));
}

bool dossier_rules_decides(const struct dossier_rules *rules, const char *by, const char *state) {
    const struct dossier_status *status = dossier_rules_status(rules, state);
    for (size_t i = 0; status && i < rules->transition_count; i++)
        if (!strcmp(rules->transitions[i].by, by) &&
            rules->transitions[i].from >> (status - rules->statuses) & 1)
            return true;
    return false;
}

/* --- fields --------------------------------------------------------------------------------- */

/* The chairman decides, and proposes to the higher level, upon what the council (Hội đồng thi đua,
 * khen thưởng) said: part V of the plan. */
static bool awaits_council(const struct dossier_rules *rules, const struct dossier *dossier,
                           const char *to) {
    const char *council = role_id(ROLE_COUNCIL);
    const struct dossier_status *from = dossier_rules_status(rules, dossier->state);
    if (!dossier_rules_decides(rules, council, dossier->state) || dossier_has(dossier, "council"))
        return false;
    for (size_t i = 0; i < rules->transition_count; i++) {
        const struct dossier_transition *t = &rules->transitions[i];
        if (t->to && !strcmp(t->to->id, to) && t->from >> (from - rules->statuses) & 1 &&
            strcmp(t->by, council) != 0 && strcmp(t->by, t->recorded_by) != 0)
            return true;
    }
    return false;
}

/* A campaign without subjects or criteria leaves nothing to fill in there. */
static bool is_asked(const struct dossier_field *field, const struct dossier_asked *asked) {
    return !(asked->names_no_subjects && strcmp(field->id, "subject_id") == 0) &&
           !(asked->has_no_criteria && strcmp(field->id, "checklist") == 0);
}

/* Of models as many as are asked for. */
static bool is_filled(const struct dossier_field *field, const struct dossier *dossier,
                      const struct dossier_asked *asked) {
    if (field->is_required_with_models && strcmp(field->id, "project_id") == 0)
        return (int)dossier->fields.project_count >= asked->models;
    return dossier_has(dossier, field->id);
}

size_t dossier_rules_missing(const struct dossier_rules *rules, const struct dossier *dossier,
                             const char *to, const struct dossier_asked *asked,
                             const char *out_fields[DOSSIER_FIELDS_MAX]) {
    size_t count = 0;
    for (size_t i = 0; i < rules->field_count; i++) {
        const struct dossier_field *field = &rules->fields[i];
        const struct dossier_status *at = field->required_at;
        if (field->is_required_with_models && asked->models > 0)
            at = rules->models_required_at;
        if (at && strcmp(at->id, to) == 0 && is_asked(field, asked) &&
            !is_filled(field, dossier, asked))
            out_fields[count++] = field->id;
        else if (!at && strcmp(field->id, "council") == 0 && awaits_council(rules, dossier, to))
            out_fields[count++] = field->id;
    }
    return count;
}
