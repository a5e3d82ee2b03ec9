/* Dossiers that are likely about the same person, side by side; what was merged into this one. */
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "office/case.h"
#include "office/office.h"
#include "office/published.h"
#include "records/dossier_rules.h"
#include "records/duplicates.h"
#include "web/exchange.h"

#define SIDE_BY_SIDE_MAX 5 // of the likeliest; the rest are links

/* --- side by side --------------------------------------------------------------------------- */

static void open_row(const struct case_view *view, const char *label) {
    html_open(&view->page->html, "tr");
    html_element(&view->page->html, label, "th", "scope", "row");
}

static void write_row(const struct case_view *view, const char *field, const char *ours,
                      const char *theirs) {
    struct html *h = &view->page->html;
    const char *const cells[] = {ours, theirs};
    if (!ours[0] && !theirs[0])
        return;
    open_row(view, casework_label(view->work, field));
    for (size_t i = 0; i < 2; i++) {
        html_open(h, "td");
        html_lines(h, cells[i][0] ? cells[i] : "–");
        html_close(h, "td");
    }
    html_close(h, "tr");
}

static char *reasons_of(const struct case_view *view, const struct nomination *slip) {
    struct strbuf text = {.text = NULL};
    for (size_t i = 0; i < slip->reason_count; i++)
        strbuf_addf(&text, "%s%s", i ? "; " : "",
                    published_reason(casework_content(view->work), slip->reasons[i]));
    return strbuf_detach(&text);
}

static void write_times(const struct case_view *view, const struct dossier *other) {
    struct html *h = &view->page->html;
    const int64_t times[] = {view->dossier->received_at_s, other->received_at_s};
    open_row(view, casework_label(view->work, "received_at"));
    for (size_t i = 0; i < 2; i++) {
        html_open(h, "td");
        page_moment(view->page, times[i]);
        html_close(h, "td");
    }
    html_close(h, "tr");
}

static void write_states(const struct case_view *view, const struct dossier *other) {
    struct html *h = &view->page->html;
    const struct dossier *const both[] = {view->dossier, other};
    open_row(view, casework_label(view->work, "status"));
    for (size_t i = 0; i < 2; i++) {
        html_open(h, "td");
        casework_state(view->page, view->work, both[i]->state,
                       casework_level(view->work, both[i]->campaign_id, both[i]->decision.level));
        html_close(h, "td");
    }
    html_close(h, "tr");
}

static void write_table(const struct case_view *view, const struct dossier *other) {
    const struct dossier *d = view->dossier;
    const struct words *words = view->work->request->office->words;
    char *ours = reasons_of(view, &d->slip), *theirs = reasons_of(view, &other->slip);
    char *heading = PAGE_FILL(view->page, WORD("twins.this"), "code", d->code);
    const char *headings[] = {"", heading, other->code, NULL};
    page_table_open(view->page, page_word(view->page, WORD("twins.compare")), headings);
    write_states(view, other);
    write_row(view, "name", d->slip.name, other->slip.name);
    write_row(view, "unit_id", casework_place(view->work, d->slip.unit_id, d->slip.unit_other),
              casework_place(view->work, other->slip.unit_id, other->slip.unit_other));
    write_row(view, "kind", office_words_of(words, "kind", d->slip.kind),
              office_words_of(words, "kind", other->slip.kind));
    write_row(view, "reasons", ours, theirs);
    write_row(view, "deed", d->slip.deed, other->slip.deed);
    write_row(view, "source", office_words_of(words, "source", d->source),
              office_words_of(words, "source", other->source));
    write_times(view, other);
    write_row(view, "level", casework_level(view->work, d->campaign_id, d->fields.level),
              casework_level(view->work, other->campaign_id, other->fields.level));
    write_row(view, "decision", d->decision.number, other->decision.number);
    page_table_close(view->page);
    free(heading);
    free(theirs);
    free(ours);
}

/* --- merged, by a press --------------------------------------------------------------------- */

struct merging {
    const char *from;     // id of the one that is merged
    int64_t version;      // of it
    const char *to_state; // merged, or out of it again
    const char *into;     // id; NULL when it is parted again
    const char *word;     // on the button
};

static void write_merge(const struct case_view *view, const struct merging *m) {
    char *action = xasprintf("/office/dossiers/%s/" CASE_STEP, m->from);
    page_form_open(view->page, action);
    casework_form_aim(view->page, m->version);
    page_hidden(view->page, "to", m->to_state);
    page_hidden(view->page, "back", view->dossier->id);
    if (m->into)
        page_hidden(view->page, "merged_into", m->into);
    page_button(view->page, PAGE_SECOND, m->word);
    page_form_close(view->page);
    free(action);
}

static void write_merges(const struct case_view *view, const struct dossier *other) {
    const struct dossier *d = view->dossier;
    char *here = PAGE_FILL(view->page, WORD("twins.merge.here"), "code", other->code);
    char *there = PAGE_FILL(view->page, WORD("twins.merge.there"), "code", other->code);
    html_open(&view->page->html, "div", "class", "bar");
    if (casework_role_for(view->work, other, DOSSIER_MERGED)[0])
        write_merge(view,
                    &(struct merging){other->id, other->version, DOSSIER_MERGED, d->id, here});
    if (casework_role_for(view->work, d, DOSSIER_MERGED)[0])
        write_merge(view, &(struct merging){d->id, d->version, DOSSIER_MERGED, other->id, there});
    html_close(&view->page->html, "div");
    free(there);
    free(here);
}

/* --- the list ------------------------------------------------------------------------------- */

static void write_line(const struct case_view *view, const struct dossier_line *line) {
    struct html *h = &view->page->html;
    html_textf(h, "%s · %s · ", line->name,
               casework_place(view->work, line->unit_id, line->unit_other));
    html_open(h, "a");
    html_attrf(h, "href", "/office/dossiers/%s", line->id);
    html_text(h, line->code);
    html_close(h, "a");
    html_text(h, " ");
    casework_state(view->page, view->work, line->state,
                   casework_level(view->work, line->campaign_id, line->decision_level));
}

static void write_rank(const struct case_view *view, const struct duplicate *duplicate) {
    page_badge(view->page, duplicate->rank == DUPLICATE_SAME_PLACE ? PAGE_WARN : PAGE_PLAIN,
               page_word(view->page, duplicate->rank == DUPLICATE_SAME_PLACE
                                         ? WORD("twins.same_place")
                                         : WORD("twins.place_unknown")));
    if (!duplicate->is_same_campaign)
        page_badge(view->page, PAGE_PLAIN, page_word(view->page, WORD("twins.other_campaign")));
}

static void write_awarded(const struct case_view *view, const struct duplicate *duplicate) {
    if (!duplicate->is_awarded)
        return;
    char *text = PAGE_FILL(view->page, WORD("twins.awarded"), "code", duplicate->line.code);
    page_note(view->page, PAGE_WARN, text);
    free(text);
}

static void write_twin(const struct case_view *view, const struct duplicate *duplicate,
                       bool is_side_by_side) {
    struct html *h = &view->page->html;
    struct dossier *other = NULL;
    html_open(h, "li", "class", "twin");
    html_open(h, "p");
    write_line(view, &duplicate->line);
    html_text(h, " ");
    write_rank(view, duplicate);
    html_close(h, "p");
    write_awarded(view, duplicate);
    if (is_side_by_side &&
        dossiers_read(view->work->office.sql, duplicate->line.id, &other) == DOSSIER_DONE) {
        page_ask_open(view->page, PAGE_SECOND, page_word(view->page, WORD("twins.compare")), NULL);
        write_table(view, other);
        write_merges(view, other);
        page_ask_close(view->page);
    }
    dossier_destroy(other);
    html_close(h, "li");
}

static void write_twins(const struct case_view *view, const struct duplicates *found) {
    html_open(&view->page->html, "ul", "class", "twins");
    for (size_t i = 0; i < found->count; i++)
        if (dossier_rules_lets_see(view->work->office.rules, found->items[i].line.state,
                                   view->work->roles))
            write_twin(view, &found->items[i], i < SIDE_BY_SIDE_MAX);
    html_close(&view->page->html, "ul");
    if (found->has_more)
        page_element(view->page, "p", WORD("twins.more"));
}

static void write_merged(const struct case_view *view, const struct merged_list *merged) {
    struct html *h = &view->page->html;
    page_element(view->page, "h3", WORD("twins.merged"));
    html_open(h, "ul", "class", "twins");
    for (size_t i = 0; i < merged->count; i++) {
        const struct dossier_line *line = &merged->items[i];
        const struct dossier_question question = {.state = line->state, .level = ""};
        html_open(h, "li", "class", "twin bar");
        html_open(h, "p");
        write_line(view, line);
        html_close(h, "p");
        if (!line->is_purged && casework_role_to(view->work, &question, DOSSIER_RECEIVED)[0])
            write_merge(view, &(struct merging){line->id, line->version, DOSSIER_RECEIVED, NULL,
                                                page_word(view->page, WORD("twins.part"))});
        html_close(h, "li");
    }
    html_close(h, "ul");
}

/* Where this one itself has gone. */
static void write_into(const struct case_view *view) {
    const struct dossier *d = view->dossier;
    struct html *h = &view->page->html;
    html_open(h, "p");
    html_textf(h, "%s ", page_word(view->page, WORD("twins.into")));
    html_open(h, "a");
    html_attrf(h, "href", "/office/dossiers/%s", d->merged_into);
    html_text(h, d->merged_into_code);
    html_close(h, "a");
    html_close(h, "p");
}

void case_twins(const struct case_view *view) {
    const struct dossier *d = view->dossier;
    struct duplicates *found = xcalloc(1, sizeof *found);
    struct merged_list *merged = xcalloc(1, sizeof *merged);
    struct sql *sql = view->work->office.sql;
    if (!d->merged_into[0] && duplicates_find(sql, d->id, found) != RECORDS_OK)
        found->count = 0;
    if (duplicates_merged(sql, d->id, merged) != RECORDS_OK)
        merged->count = 0;
    if (d->merged_into[0] || found->count > 0 || merged->count > 0) {
        page_card_open(view->page, page_word(view->page, WORD("twins.title")));
        if (d->merged_into[0])
            write_into(view);
        if (found->count > 0)
            write_twins(view, found);
        if (merged->count > 0)
            write_merged(view, merged);
        page_card_close(view->page);
    }
    free(merged);
    free(found);
}
