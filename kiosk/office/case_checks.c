/* The plan's criteria (tiêu chuẩn) of the chosen group and level, held against the dossier. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "model/campaign.h"
#include "model/checklist.h"
#include "office/case.h"
#include "office/office.h"
#include "office/page_inputs.h"
#include "web/exchange.h"

struct checking {
    const struct case_view *view;
    const struct dossier_fields *fields;
    bool is_editable;
    const struct criterion *seen[DOSSIER_CHECKS_MAX]; // asked for once, wherever the rule names it
    size_t seen_count;
};

static const struct {
    const char *value, *key;
    enum page_tone tone;
} results[] = {
    {"met", "check.met", PAGE_GOOD},
    {"not_met", "check.not_met", PAGE_BAD},
    {"unknown", "check.unknown", PAGE_WARN},
};
WORDS_USED(result_words, "check.met", "check.not_met", "check.unknown");

static const struct dossier_check *find_check(const struct dossier_fields *fields,
                                              const char *criterion_id) {
    static const struct dossier_check none = {.result = ""};
    for (size_t i = 0; i < fields->check_count; i++)
        if (!strcmp(fields->checks[i].criterion_id, criterion_id))
            return &fields->checks[i];
    return &none;
}

static bool is_new(struct checking *c, const struct criterion *criterion) {
    for (size_t i = 0; i < c->seen_count; i++)
        if (c->seen[i] == criterion)
            return false;
    if (c->seen_count == DOSSIER_CHECKS_MAX)
        return false;
    c->seen[c->seen_count++] = criterion;
    return true;
}

/* --- one criterion -------------------------------------------------------------------------- */

static void write_question(const struct checking *c, const struct criterion *criterion) {
    struct page *page = c->view->page;
    const struct dossier_check *check = find_check(c->fields, criterion->id);
    char *result = xasprintf("check.%s", criterion->id);
    char *evidence = xasprintf("evidence.%s", criterion->id);
    html_open(&page->html, "div", "class", "answers");
    for (size_t i = 0; i < sizeof results / sizeof *results; i++)
        page_radio(page, result, results[i].value, page_word(page, results[i].key),
                   !strcmp(check->result, results[i].value));
    html_close(&page->html, "div");
    page_field(page, &(struct page_field){.name = evidence,
                                          .label = page_word(page, WORD("check.evidence")),
                                          .value = check->evidence,
                                          .hint = criterion->hint[0] ? criterion->hint : NULL,
                                          .length_max = DOSSIER_NOTE_MAX,
                                          .is_wide = true});
    free(evidence);
    free(result);
}

static void write_result(const struct checking *c, const struct criterion *criterion) {
    struct page *page = c->view->page;
    const struct dossier_check *check = find_check(c->fields, criterion->id);
    html_open(&page->html, "p");
    for (size_t i = 0; i < sizeof results / sizeof *results; i++)
        if (!strcmp(check->result, results[i].value))
            page_badge(page, results[i].tone, page_word(page, results[i].key));
    if (check->evidence[0])
        html_textf(&page->html, " %s", check->evidence);
    html_close(&page->html, "p");
}

static void write_criterion(struct checking *c, const struct criterion *criterion) {
    struct html *h = &c->view->page->html;
    bool is_first = is_new(c, criterion);
    const char *element = c->is_editable && is_first ? "fieldset" : "div";
    html_open(h, element, "class", "criterion");
    html_open(h, c->is_editable && is_first ? "legend" : "p", "class", "criterion-text");
    html_text(h, criterion->text);
    if (criterion->ref[0])
        html_element(h, criterion->ref, "small");
    html_close_last(h);
    if (is_first && c->is_editable)
        write_question(c, criterion);
    else
        write_result(c, criterion);
    html_close(h, element);
}

/* --- the rule ------------------------------------------------------------------------------- */

static void write_rule(struct checking *c, const struct rule *rule, bool is_top) {
    struct html *h = &c->view->page->html;
    if (!is_top)
        html_open(h, "li");
    if (rule->kind == RULE_ONE) {
        write_criterion(c, rule->criterion);
        if (!is_top)
            html_close(h, "li");
        return;
    }
    html_element(
        h, page_word(c->view->page, rule->kind == RULE_ANY ? WORD("check.any") : WORD("check.all")),
        "p", "class", "rule");
    html_open(h, "ul", "class", "criteria");
    for (size_t i = 0; i < rule->part_count; i++)
        write_rule(c, &rule->parts[i], false);
    html_close(h, "ul");
    if (!is_top)
        html_close(h, "li");
}

/* --- how far it is -------------------------------------------------------------------------- */

static void write_sum(const struct checking *c, const struct campaign *campaign) {
    struct page *page = c->view->page;
    struct checklist_sum sum = dossier_checklist(c->fields, campaign);
    char met[24], total[24];
    snprintf(met, sizeof met, "%zu", sum.met);
    snprintf(total, sizeof total, "%zu", sum.total);
    char *text = PAGE_FILL(page, WORD("check.sum"), "met", met, "total", total);
    html_open(&page->html, "p", "class", "badges");
    page_badge(page, PAGE_PLAIN, text);
    if (sum.holds)
        page_badge(page, PAGE_GOOD, page_word(page, WORD("check.holds")));
    else
        page_badge(page, sum.is_open ? PAGE_WARN : PAGE_BAD,
                   page_word(page, sum.is_open ? WORD("check.open") : WORD("check.fails")));
    html_close(&page->html, "p");
    free(text);
}

static void write_models(const struct checking *c, int needed) {
    struct page *page = c->view->page;
    char number[16], have[24];
    if (needed == 0)
        return;
    snprintf(number, sizeof number, "%d", needed);
    snprintf(have, sizeof have, "%zu", c->fields->project_count);
    char *text = PAGE_FILL(page, WORD("check.models"), "n", number, "have", have);
    if ((int)c->fields->project_count >= needed)
        html_element(&page->html, text, "p");
    else
        page_note(page, PAGE_WARN, text);
    free(text);
}

void case_checks(const struct case_view *view, const struct dossier_fields *fields,
                 bool is_editable) {
    struct page *page = view->page;
    const struct campaign *campaign = casework_campaign(view->work, view->dossier);
    const struct cell *cell = dossier_cell(fields, campaign);
    struct checking c = {.view = view, .fields = fields, .is_editable = is_editable};
    const char *fault = case_fault(view, CASE_FIELDS, "checklist");
    html_open(&page->html, "div", "class", "checks", "id", "field-checklist");
    html_element(&page->html, casework_label(view->work, "checklist"), "h3");
    if (fault)
        page_note(page, PAGE_BAD, fault);
    if (cell) {
        html_open(&page->html, "p", "class", "muted");
        html_textf(&page->html, "%s · %s · %s", cell->level->name, cell->group->name, cell->ref);
        html_close(&page->html, "p");
        write_sum(&c, campaign);
        write_models(&c, cell->models_needed);
        write_rule(&c, &cell->rule, true);
    } else {
        page_element(page, "p", is_editable ? WORD("check.choose") : WORD("check.none"));
    }
    if (is_editable && campaign)
        html_element(&page->html, page_word(page, WORD("check.show")), "button", "type", "submit",
                     "name", "show", "value", "1", "class", "button");
    html_close(&page->html, "div");
}
