/* What may be done next with a dossier, by whom is logged in: only that, and each with what its
 * state asks for. */
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "model/content.h"
#include "office/case.h"
#include "office/office.h"
#include "office/page_inputs.h"
#include "office/published.h"
#include "records/dossier_rules.h"
#include "records/roles.h"
#include "web/exchange.h"

#define LEVELS_MAX 16

static const char *const reason_keys[] = {"reason.not_enough", "reason.not_confirmed",
                                          "reason.outside",    "reason.declined",
                                          "reason.already",    "reason.complaint"};
WORDS_USED(reason_words, "reason.not_enough", "reason.not_confirmed", "reason.outside",
           "reason.declined", "reason.already", "reason.complaint");

struct stepping {
    const struct case_view *view;
    const struct dossier_transition *transition;
    const char *to;    // a state or DOSSIER_PREVIOUS
    bool is_sent_back; // this one was sent, and not taken
    bool is_main;      // of all that are offered the one that leads furthest
};

/* --- words of a step ------------------------------------------------------------------------ */

/* "step.to.STATE" where the office has a word of its own, else the word that content names. */
static const char *step_word(const struct stepping *s) {
    const struct words *words = s->view->work->request->office->words;
    char *own = xasprintf("step.to.%s", s->to);
    const char *key = words_has(words, own) ? own : s->transition->key;
    const char *word = words_has(words, key) ? words_get(words, key)
                       : s->transition->to   ? s->transition->to->label
                                             : s->to;
    free(own);
    return word;
}
WORDS_USED(step_words, "step.to.revoked", "step.ask.previous", "step.ask.revoked",
           "step.ask.forwarded_council", "officer.action.take", "officer.action.need_info",
           "officer.action.forward", "officer.action.propose", "officer.action.approve",
           "officer.action.reject", "officer.action.merge", "officer.action.unmerge",
           "officer.action.correct_last", "officer.action.unpublish", "officer.action.delete_data");

/* Who decides what is recorded here, when it is not the one who records it. */
static char *decided_by(const struct stepping *s) {
    const struct dossier_transition *t = s->transition;
    if (!strcmp(t->by, s->view->work->office.role))
        return NULL;
    return PAGE_FILL(s->view->page, WORD("step.decided_by"), "role",
                     office_words_of(s->view->work->request->office->words, "role", t->by));
}
WORDS_USED(higher_words, "role.role-captren");

static const char *question_of(const struct stepping *s) {
    const struct words *words = s->view->work->request->office->words;
    char *key = xasprintf("step.ask.%s", s->to);
    const char *question = words_has(words, key) ? words_get(words, key) : NULL;
    free(key);
    return question;
}

/* --- what a state asks for ------------------------------------------------------------------ */

static const char *typed(const struct stepping *s, const char *name) {
    return s->is_sent_back ? case_typed(s->view, CASE_STEP, name) : "";
}

static const char *fault_of(const struct stepping *s, const char *field) {
    return s->is_sent_back ? case_fault(s->view, CASE_STEP, field) : NULL;
}

static void write_input(const struct stepping *s, const char *name, const char *label,
                        const char *type, int length_max, const char *list, bool is_required) {
    char *id = xasprintf("%s-%s", s->to, name); // several steps may ask for it
    page_field(s->view->page, &(struct page_field){.name = name,
                                                   .id = id,
                                                   .label = label,
                                                   .value = typed(s, name),
                                                   .error = fault_of(s, name),
                                                   .type = type,
                                                   .length_max = length_max,
                                                   .list = list,
                                                   .is_required = is_required,
                                                   .is_wide = true});
    free(id);
}

static void write_reason(const struct stepping *s) {
    write_input(s, "reason", casework_label(s->view->work, "reason"), NULL, DOSSIER_NOTE_MAX,
                CASE_REASONS_LIST, true);
}

/* Where more than one level may be awarded it is asked for; proposed is what was. */
static void write_level(const struct stepping *s) {
    const struct campaign *campaign = casework_campaign(s->view->work, s->view->dossier);
    const char *proposed = s->view->dossier->fields.level;
    struct page_option options[LEVELS_MAX];
    size_t count = 0;
    for (size_t i = 0; campaign && i < campaign->level_count && count < LEVELS_MAX; i++) {
        const struct level *level = &campaign->levels[i];
        if (dossier_transition_takes_level(s->transition, campaign, level->id))
            options[count++] = (struct page_option){level->id, level->name, NULL};
    }
    if (count < 2)
        return;
    const char *chosen = typed(s, "decision.level");
    page_select(s->view->page,
                &(struct page_field){.name = "decision.level",
                                     .label = page_word(s->view->page, WORD("step.level")),
                                     .value = chosen[0] ? chosen : proposed,
                                     .error = fault_of(s, "decision.level")},
                options, count, NULL);
}

static void write_decision(const struct stepping *s) {
    write_input(s, "decision.number", page_word(s->view->page, WORD("step.decision.number")), NULL,
                DOSSIER_NUMBER_MAX, NULL, true);
    write_input(s, "decision.date", page_word(s->view->page, WORD("step.decision.date")), "date", 0,
                NULL, true);
    write_level(s);
}

/* The submission may follow later: its number is often not known yet. */
static void write_submission(const struct stepping *s) {
    page_element(s->view->page, "p", WORD("step.submission"));
    write_input(s, "higher_submission.number",
                page_word(s->view->page, WORD("step.submission.number")), NULL, DOSSIER_NUMBER_MAX,
                NULL, false);
    write_input(s, "higher_submission.date", page_word(s->view->page, WORD("step.submission.date")),
                "date", 0, NULL, false);
    write_input(s, "higher_submission.to", page_word(s->view->page, WORD("step.submission.to")),
                NULL, DOSSIER_NOTE_MAX, NULL, false);
}

/* The higher level decides about what was submitted to it. */
static bool leads_to_higher(const struct stepping *s) {
    const struct dossier_rules *rules = s->view->work->office.rules;
    const struct dossier_status *status = s->transition->to;
    for (size_t i = 0; status && i < rules->transition_count; i++)
        if (!strcmp(rules->transitions[i].by, ROLE_ID_HIGHER) &&
            rules->transitions[i].from >> (status - rules->statuses) & 1)
            return true;
    return false;
}

static void write_needs(const struct stepping *s) {
    unsigned needs = s->transition->to ? s->transition->to->needs : 0;
    if (needs & DOSSIER_NEEDS_REASON)
        write_reason(s);
    if (needs & (DOSSIER_NEEDS_DECISION_NO | DOSSIER_NEEDS_DECISION_DATE))
        write_decision(s);
    if (needs & DOSSIER_NEEDS_MERGED_INTO)
        write_input(s, "merged_into", page_word(s->view->page, WORD("step.merge.code")), NULL, 20,
                    NULL, true);
    if (leads_to_higher(s))
        write_submission(s);
    write_input(s, "note", page_word(s->view->page, WORD("step.note")), NULL, 600, NULL, false);
}

/* --- one step ------------------------------------------------------------------------------- */

static bool is_refusal(const struct dossier_status *to) {
    return to->unpublishes || to->is_purged_later;
}

static bool is_merge(const struct dossier_status *to) {
    return to->needs & DOSSIER_NEEDS_MERGED_INTO;
}

static enum page_button kind_of(const struct stepping *s) {
    const struct dossier_status *to = s->transition->to;
    if (to && is_refusal(to) && !is_merge(to))
        return PAGE_DANGER;
    return s->is_main ? PAGE_MAIN : PAGE_SECOND;
}

/* States stand in their file in the order a good dossier passes them. */
static const struct dossier_transition *
furthest(const struct dossier_transition *const *transitions, size_t count) {
    const struct dossier_transition *found = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct dossier_status *to = transitions[i]->to;
        if (to && !is_refusal(to) && !is_merge(to) && (!found || to > found->to))
            found = transitions[i];
    }
    return found;
}

static void open_question(const struct stepping *s) {
    static const char *const classes[] = {
        [PAGE_MAIN] = "button main", [PAGE_SECOND] = "button", [PAGE_DANGER] = "button danger"};
    struct html *h = &s->view->page->html;
    html_open(h, "details", "class", "ask step");
    html_flag(h, "open", s->is_sent_back);
    html_element(h, step_word(s), "summary", "class", classes[kind_of(s)]);
    html_open(h, "div", "class", "ask-body");
}

static void write_sent_back(const struct stepping *s) {
    const struct dossier_outcome *outcome = s->view->reply->outcome;
    const char *fields[DOSSIER_FAULTS_MAX];
    page_note(s->view->page, PAGE_BAD, page_word(s->view->page, WORD("step.incomplete")));
    for (size_t i = 0; i < outcome->fault_count; i++)
        fields[i] = outcome->faults[i].field;
    case_missing_list(s->view, fields, outcome->fault_count);
}

static void write_form(const struct stepping *s) {
    struct page *page = s->view->page;
    const char *question = question_of(s);
    char *who = decided_by(s);
    if (question)
        html_element(&page->html, question, "p");
    if (who)
        html_element(&page->html, who, "p");
    free(who);
    case_form_open(s->view, CASE_STEP);
    page_hidden(page, "to", s->to);
    write_needs(s);
    page_button(page, kind_of(s), step_word(s));
    page_form_close(page);
}

static void write_step(const struct stepping *s) {
    const char *missing[DOSSIER_FIELDS_MAX];
    size_t missing_count = s->transition->to ? case_missing(s->view, s->to, missing) : 0;
    open_question(s);
    bool is_incomplete = s->is_sent_back && s->view->reply->outcome->result == DOSSIER_INCOMPLETE;
    if (is_incomplete) {
        write_sent_back(s);
    } else if (missing_count > 0) {
        page_element(s->view->page, "p", WORD("step.missing"));
        case_missing_list(s->view, missing, missing_count);
    } else {
        write_form(s);
    }
    page_ask_close(s->view->page);
}

/* --- all of them ---------------------------------------------------------------------------- */

/* Each once, whichever of the visitor's roles may. Withdrawing is erasing: a part of its own. */
static size_t collect(const struct case_view *view, const struct dossier_transition **out) {
    const struct dossier *d = view->dossier;
    size_t count = 0;
    for (unsigned i = 0; i < ROLE_COUNT; i++) {
        const struct dossier_transition *offers[DOSSIER_TRANSITIONS_MAX];
        const struct dossier_question question = {
            .state = d->state,
            .campaign = casework_campaign(view->work, d),
            .level = d->fields.level,
            .role = role_id((enum office_role)(1u << i)),
            .has_previous = d->has_previous,
        };
        if (!(view->work->roles & 1u << i))
            continue;
        size_t offered = dossier_rules_offer(view->work->office.rules, &question, offers);
        for (size_t j = 0; j < offered; j++) {
            bool is_new = !offers[j]->to || strcmp(offers[j]->to->id, DOSSIER_WITHDRAWN) != 0;
            for (size_t k = 0; k < count; k++)
                is_new &= out[k] != offers[j];
            if (is_new && count < DOSSIER_TRANSITIONS_MAX)
                out[count++] = offers[j];
        }
    }
    return count;
}

void case_reasons_list(struct page *page) {
    struct html *h = &page->html;
    html_open(h, "datalist", "id", CASE_REASONS_LIST);
    for (size_t i = 0; i < sizeof reason_keys / sizeof *reason_keys; i++)
        html_void(h, "option", "value", page_word(page, reason_keys[i]));
    html_close(h, "datalist");
}

void case_steps(const struct case_view *view) {
    const struct dossier_transition *transitions[DOSSIER_TRANSITIONS_MAX];
    size_t count = collect(view, transitions);
    const struct dossier_transition *main = furthest(transitions, count);
    if (count == 0 && !view->work->may_edit)
        return; // never theirs
    page_card_open(view->page, page_word(view->page, WORD("case.steps")));
    if (count == 0)
        page_element(view->page, "p", WORD("case.steps.none"));
    else
        case_reasons_list(view->page);
    for (size_t i = 0; i < count; i++) {
        const char *to = transitions[i]->to ? transitions[i]->to->id : DOSSIER_PREVIOUS;
        bool is_sent_back = !strcmp(case_typed(view, CASE_STEP, "to"), to);
        write_step(
            &(struct stepping){view, transitions[i], to, is_sent_back, transitions[i] == main});
    }
    page_card_close(view->page);
}
