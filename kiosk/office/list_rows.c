#include "office/list_rows.h"

#include <string.h>

#include "model/campaign.h"
#include "office/casework.h"
#include "office/office.h"
#include "office/page.h"
#include "office/published.h"
#include "records/dossier_rules.h"
#include "web/exchange.h"

/* Whose dossier it is; one that is not opened yet has no page to go to. */
static void write_name(struct page *page, const struct dossier_line *line) {
    struct html *h = &page->html;
    if (line->is_unopened) {
        html_text(h, page_word(page, WORD("list.unopened")));
        return;
    }
    html_open(h, "a", "class", "row-link");
    html_attrf(h, "href", "/office/dossiers/%s", line->id);
    if (line->is_purged)
        html_text(h, page_word(page, WORD("list.purged")));
    else
        casework_person(h, line->honorific, line->name);
    html_close(h, "a");
}

static void write_marks(struct page *page, const struct casework *work,
                        const struct dossier_line *line) {
    const struct campaign *campaign = work->office.campaign;
    bool is_past = campaign && strcmp(campaign->id, line->campaign_id) != 0;
    if (!line->is_unopened && !line->is_seq_repeated && !is_past)
        return;
    html_open(&page->html, "span", "class", "badges");
    if (line->is_unopened)
        page_badge(page, PAGE_WARN, page_word(page, WORD("list.no_key")));
    if (line->is_seq_repeated)
        page_badge(page, PAGE_WARN, page_word(page, WORD("list.seq_repeated")));
    casework_past_campaign(page, work, line->campaign_id);
    html_close(&page->html, "span");
}

static void write_cell(struct page *page, const char *class, const char *label, const char *text) {
    html_element(&page->html, text[0] ? text : "–", "td", "class", text[0] ? class : "nothing",
                 "data-label", label);
}

static void write_state(struct page *page, const struct casework *work,
                        const struct dossier_line *line) {
    html_open(&page->html, "td", "data-label", casework_label(work, "status"));
    if (line->is_unopened)
        html_text(&page->html, "–");
    else
        casework_state(page, work, line->state,
                       casework_level(work, line->campaign_id, line->decision_level));
    html_close(&page->html, "td");
}

static void write_row(struct page *page, const struct casework *work,
                      const struct dossier_line *line) {
    struct html *h = &page->html;
    const struct words *words = page->request->office->words;
    html_open(h, "tr", "class", line->is_unopened ? NULL : "leads");
    html_open(h, "th", "scope", "row");
    write_name(page, line);
    if (!line->is_unopened)
        html_element(h, casework_place(work, line->unit_id, line->unit_other), "small");
    write_marks(page, work, line);
    html_close(h, "th");
    write_cell(page, "code nowrap", casework_label(work, "code"), line->code);
    write_cell(page, NULL, casework_label(work, "kind"),
               line->kind[0] ? office_words_of(words, "kind", line->kind) : "");
    write_state(page, work, line);
    write_cell(page, NULL, casework_label(work, "level"),
               casework_level(work, line->campaign_id, line->level));
    write_cell(page, NULL, casework_label(work, "source"),
               office_words_of(words, "source", line->source));
    html_open(h, "td", "class", "time", "data-label", casework_label(work, "received_at"));
    page_moment(page, line->received_at_s);
    html_close(h, "td");
    html_close(h, "tr");
}

static bool is_seen(const struct casework *work, const struct dossier_line *line) {
    return dossier_rules_lets_see(work->office.rules, line->state, work->roles);
}

void list_rows_table(struct page *page, const struct casework *work,
                     const struct dossier_line *lines, size_t count) {
    const char *headings[] = {page_word(page, WORD("list.who")),   casework_label(work, "code"),
                              casework_label(work, "kind"),        casework_label(work, "status"),
                              casework_label(work, "level"),       casework_label(work, "source"),
                              casework_label(work, "received_at"), NULL};
    page_table_open(page, page_word(page, WORD("list.title")), headings);
    for (size_t i = 0; i < count; i++)
        if (is_seen(work, &lines[i]))
            write_row(page, work, &lines[i]);
    page_table_close(page);
}

void list_rows_short(struct page *page, const struct casework *work,
                     const struct dossier_line *lines, size_t count) {
    struct html *h = &page->html;
    html_open(h, "ul", "class", "lines");
    for (size_t i = 0; i < count; i++) {
        if (!is_seen(work, &lines[i]))
            continue;
        html_open(h, "li", "class", lines[i].is_unopened ? NULL : "leads");
        html_open(h, "span", "class", "line-who");
        write_name(page, &lines[i]);
        if (!lines[i].is_unopened)
            html_element(h, casework_place(work, lines[i].unit_id, lines[i].unit_other), "small");
        html_close(h, "span");
        html_open(h, "span", "class", "muted");
        page_ago(page, lines[i].received_at_s, WORD("users.never"));
        html_close(h, "span");
        html_close(h, "li");
    }
    html_close(h, "ul");
}
