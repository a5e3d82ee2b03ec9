#include "office/case.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/strbuf.h"
#include "model/content.h"
#include "office/office.h"
#include "office/published.h"
#include "records/dossier_rules.h"
#include "web/exchange.h"
#include "web/form.h"

static bool is_reply_to(const struct case_view *view, const char *form) {
    return view->reply && !strcmp(view->reply->form, form);
}

const char *case_typed(const struct case_view *view, const char *form, const char *name) {
    return is_reply_to(view, form) ? form_text(view->work->request->form, name) : "";
}

const char *case_fault(const struct case_view *view, const char *form, const char *field) {
    const struct dossier_outcome *outcome = is_reply_to(view, form) ? view->reply->outcome : NULL;
    for (size_t i = 0; outcome && i < outcome->fault_count; i++)
        if (!strcmp(outcome->faults[i].field, field))
            return casework_fault(view->work, &outcome->faults[i]);
    return NULL;
}

void case_form_open(const struct case_view *view, const char *what) {
    char *action = xasprintf("/office/dossiers/%s/%s", view->dossier->id, what);
    page_form_open(view->page, action);
    casework_form_aim(view->page, view->dossier->version);
    free(action);
}

void case_fact(const struct case_view *view, const char *label, const char *text) {
    if (!text[0])
        return;
    html_element(&view->page->html, label, "dt");
    html_open(&view->page->html, "dd");
    html_lines(&view->page->html, text);
    html_close(&view->page->html, "dd");
}

void case_fact_day(const struct case_view *view, const char *label, const char *day) {
    struct date date;
    char text[DATE_VI_MAX];
    if (!date_parse(day, &date))
        return;
    date_format_vi(date, text);
    case_fact(view, label, text);
}

size_t case_missing(const struct case_view *view, const char *to, const char **out_fields) {
    const struct dossier *d = view->dossier;
    const struct dossier_asked asked =
        dossier_asked_of(&d->fields, casework_campaign(view->work, d));
    return dossier_rules_missing(view->work->office.rules, d, to, &asked, out_fields);
}

/* The council's word stands on its own page, for many dossiers at once. */
static void write_place(struct html *h, const char *field) {
    if (!strcmp(field, "council"))
        html_attr(h, "href", "/office/council");
    else
        html_attrf(h, "href", "#field-%s", field);
}

void case_missing_list(const struct case_view *view, const char *const *fields, size_t count) {
    struct html *h = &view->page->html;
    html_open(h, "ul", "class", "missing");
    for (size_t i = 0; i < count; i++) {
        html_open(h, "li");
        html_open(h, "a");
        write_place(h, fields[i]);
        html_text(h, casework_label(view->work, fields[i]));
        html_close(h, "a");
        html_close(h, "li");
    }
    html_close(h, "ul");
}

static void write_publication(const struct case_view *view) {
    const char *publication = view->dossier->publication;
    if (!strcmp(publication, PUBLICATION_NONE))
        return;
    page_badge(view->page, !strcmp(publication, PUBLICATION_PUBLISHED) ? PAGE_GOOD : PAGE_PLAIN,
               office_words_of(view->work->request->office->words, "publication", publication));
}
WORDS_USED(publication_words, "publication.none", "publication.ready", "publication.published",
           "publication.unpublished");

void case_head(const struct case_view *view) {
    const struct dossier *d = view->dossier;
    struct html *h = &view->page->html;
    html_open(h, "div", "class", "case-head");
    html_open(h, "p", "class", "case-name");
    casework_name(h, &d->slip);
    html_close(h, "p");
    html_open(h, "p", "class", "case-place");
    html_text(h, casework_place(view->work, d->slip.unit_id, d->slip.unit_other));
    html_close(h, "p");
    html_open(h, "p", "class", "badges");
    casework_state(view->page, view->work, d->state,
                   casework_level(view->work, d->campaign_id, d->decision.level));
    casework_past_campaign(view->page, view->work, d->campaign_id);
    write_publication(view);
    html_close(h, "p");
    html_close(h, "div");
}
