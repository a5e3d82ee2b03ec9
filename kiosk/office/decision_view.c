#include "office/decision_view.h"

#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "office/office.h"
#include "office/words.h"
#include "records/dossier_rules.h"
#include "records/roles.h"
#include "web/exchange.h"
#include "web/form.h"

bool decision_wants(const struct dossier_pick *pick, const void *args) {
    const struct decision_view *view = args;
    bool is_asked = dossier_rules_decides(view->rules, role_id(ROLE_COUNCIL), pick->state);
    return dossier_transition_takes_level(view->step, pick->level) &&
           (!is_asked || pick->has_council);
}

static bool is_decision(const struct dossier_transition *t) {
    return t->to && strcmp(t->by, t->recorded_by) != 0 && strcmp(t->by, role_id(ROLE_COUNCIL)) != 0;
}

/* "decisions.TO.BY" where the office has a word of its own, else what content calls the step. */
static char *label_of(const struct words *words, const struct dossier_transition *step) {
    char *own = xasprintf("decisions.%s.%s", step->to->id, step->by);
    const char *key = words_has(words, own) ? own : step->key;
    char *label = xstrdup(words_has(words, key) ? words_get(words, key) : step->to->label);
    free(own);
    return label;
}
WORDS_USED(view_words, "decisions.approved.role-chutich", "decisions.proposed_higher.role-chutich",
           "decisions.approved.role-captren", "decisions.not_selected.role-captren",
           "decisions.revoked.role-chutich");

static void add_view(struct decision_views *views, const struct casework *work,
                     const struct dossier_transition *step) {
    const struct dossier_rules *rules = work->office.rules;
    struct decision_view *view = &views->items[views->count++];
    *view = (struct decision_view){
        .rules = rules,
        .step = step,
        .is_in = xcalloc(rules->status_count, sizeof *view->is_in),
        .to = xasprintf(PAGE_DECISIONS "?to=%s&by=%s", step->to->id, step->by),
        .label = label_of(work->request->office->words, step),
    };
    for (size_t i = 0; i < rules->status_count; i++)
        view->is_in[i] = step->from >> i & 1;
}

void decision_views_init(struct decision_views *views, const struct casework *work) {
    const struct dossier_rules *rules = work->office.rules;
    const struct form *query = work->request->query;
    *views = (struct decision_views){.count = 0};
    for (size_t i = 0; i < rules->transition_count && views->count < DECISION_VIEWS_MAX; i++) {
        const struct dossier_transition *step = &rules->transitions[i];
        if (!is_decision(step))
            continue;
        if (!strcmp(form_text(query, "to"), step->to->id) &&
            !strcmp(form_text(query, "by"), step->by))
            views->here = views->count;
        add_view(views, work, step);
    }
}

void decision_views_finish(struct decision_views *views) {
    for (size_t i = 0; i < views->count; i++) {
        free(views->items[i].is_in);
        free(views->items[i].to);
        free(views->items[i].label);
    }
    views->count = 0;
}

bool decision_asks_number(const struct decision_view *view) {
    return view->step->to->needs & (DOSSIER_NEEDS_DECISION_NO | DOSSIER_NEEDS_DECISION_DATE);
}

bool decision_asks_reason(const struct decision_view *view) {
    return view->step->to->needs & DOSSIER_NEEDS_REASON;
}

bool decision_asks_submission(const struct decision_view *view) {
    return dossier_rules_decides(view->rules, ROLE_ID_HIGHER, view->step->to->id);
}

bool decision_is_highers(const struct decision_view *view) {
    return !strcmp(view->step->by, ROLE_ID_HIGHER);
}

bool decision_views_count(const struct casework *work, const struct decision_views *views,
                          struct batch_tab *tabs) {
    struct batch_ask asks[DECISION_VIEWS_MAX];
    size_t counts[DECISION_VIEWS_MAX];
    for (size_t i = 0; i < views->count; i++)
        asks[i] = (struct batch_ask){views->items[i].is_in, decision_wants, &views->items[i], 1};
    if (!batch_count(work, asks, views->count, counts))
        return false;
    for (size_t i = 0; i < views->count; i++)
        tabs[i] = (struct batch_tab){views->items[i].to, views->items[i].label, counts[i],
                                     i == views->here};
    return true;
}

bool decision_may_record(const struct casework *work, const struct dossier_transition *step) {
    return (work->roles & role_from_id(step->recorded_by)) != 0;
}
