/* /office/publication: the gate to the wall. Who was awarded and said yes may go on it; of the
 * others what is missing is named. */
#include "office/pages.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "office/batch.h"
#include "office/office.h"
#include "office/published.h"
#include "office/refusal.h"
#include "records/dossier_rules.h"
#include "records/publication.h"
#include "records/roles.h"
#include "records/service.h"
#include "web/exchange.h"
#include "web/form.h"

#define HERE "/office/publication"
#define SHOWN HERE "?shown=1"
#define COLUMNS 5
#define CHANGES_MAX BATCH_ROWS

struct gate { // the page's two views: who may go on the wall, who is on it
    const struct casework *work;
    bool is_shown;
    bool may_change;
    const struct batch_reply *reply;
};

static bool wants(const struct dossier_pick *pick, const void *args) {
    const bool *is_shown = args;
    return !strcmp(pick->publication, PUBLICATION_PUBLISHED) == *is_shown;
}

/* In which state one may be published is the rules' word. */
static bool *states_of(const struct dossier_rules *rules) {
    bool *is_in = xcalloc(rules->status_count, sizeof *is_in);
    for (size_t i = 0; i < rules->status_count; i++)
        is_in[i] = !strcmp(rules->statuses[i].id, rules->publish_status);
    return is_in;
}

/* --- what is missing ------------------------------------------------------------------------ */

static bool is_placeable(const struct casework *work, const struct dossier *d) {
    const struct campaign *campaign = casework_campaign(work, d);
    return campaign && campaign_level(campaign, d->decision.level) &&
           campaign_group(campaign, d->fields.group);
}

/* Words, the first that stands in the way first; returns how many. */
static size_t missing(const struct casework *work, const struct dossier *d, const char *out[4]) {
    const struct dossier_rules *rules = work->office.rules;
    size_t count = 0;
    if (!d->decision.number[0] || !d->decision.date[0])
        out[count++] = WORD("publication.needs.decision");
    if (strcmp(d->consent.value, rules->publish_consent) != 0)
        out[count++] = !strcmp(d->consent.value, "no") ? WORD("publication.needs.no")
                       : !strcmp(d->consent.value, "withdrawn")
                           ? WORD("publication.needs.withdrawn")
                           : WORD("publication.needs.consent");
    if (!is_placeable(work, d))
        out[count++] = WORD("publication.needs.campaign");
    return count;
}

/* --- the page ------------------------------------------------------------------------------- */

static void write_day(struct html *h, const char *day) {
    struct date date;
    char text[DATE_VI_MAX];
    if (!date_parse(day, &date))
        return;
    date_format_vi(date, text);
    html_text(h, text);
}

static void write_decision(struct page *page, const struct gate *gate, const struct dossier *d) {
    struct html *h = &page->html;
    html_open(h, "td", "data-label", page_word(page, WORD("publication.decision")));
    html_text(h, d->decision.number);
    html_open(h, "small");
    write_day(h, d->decision.date);
    html_textf(h, " · %s", casework_level(gate->work, d->campaign_id, d->decision.level));
    html_close(h, "small");
    html_close(h, "td");
}

static void write_consent(struct page *page, const struct dossier *d) {
    struct html *h = &page->html;
    html_open(h, "td", "data-label", page_word(page, WORD("publication.consent")));
    html_text(h, office_words_of(page->request->office->words, "consent", d->consent.value));
    html_open(h, "small");
    write_day(h, d->consent.date);
    if (d->consent.how[0])
        html_textf(h, "%s%s", d->consent.date[0] ? " · " : "", d->consent.how);
    html_close(h, "small");
    html_close(h, "td");
}

static void write_missing(struct page *page, const char *const *words, size_t count) {
    html_open(&page->html, "ul", "class", "missing");
    for (size_t i = 0; i < count; i++)
        page_element(page, "li", words[i]);
    html_close(&page->html, "ul");
}

static void write_row(struct page *page, const struct gate *gate, const struct dossier *d) {
    struct html *h = &page->html;
    const struct form *form = gate->reply ? page->request->form : NULL;
    const char *words[4];
    size_t count = gate->is_shown ? 0 : missing(gate->work, d, words);
    html_open(h, "tr", "class", gate->reply && !strcmp(gate->reply->id, d->id) ? "row-bad" : NULL);
    html_open(h, "td", "class", "pick-cell");
    if (gate->may_change && count == 0) {
        batch_hidden(page, d);
        batch_box(page, d, batch_is_picked(form, d->id));
    }
    html_close(h, "td");
    batch_who(page, gate->work, d, 0);
    write_decision(page, gate, d);
    write_consent(page, d);
    html_open(h, "td", "data-label", page_word(page, WORD("publication.text")));
    html_text(h, d->fields.summary);
    if (count)
        write_missing(page, words, count);
    html_close(h, "td");
    html_close(h, "tr");
}

static void write_list(struct page *page, const struct gate *gate, const struct batch_list *list) {
    const char *headings[] = {
        page_word(page, WORD("batch.picked")),         page_word(page, WORD("batch.who")),
        page_word(page, WORD("publication.decision")), page_word(page, WORD("publication.consent")),
        page_word(page, WORD("publication.text")),     NULL};
    page_table_open(page, page_word(page, WORD("publication.title")), headings);
    for (size_t i = 0; i < list->count; i++) {
        batch_headings(page, gate->work, list, i, COLUMNS);
        write_row(page, gate, list->dossiers[i]);
    }
    page_table_close(page);
}

/* Whether anybody here can be picked: without that there is nothing to press. */
static bool has_choice(const struct gate *gate, const struct batch_list *list) {
    const char *words[4];
    for (size_t i = 0; gate->may_change && i < list->count; i++)
        if (gate->is_shown || missing(gate->work, list->dossiers[i], words) == 0)
            return true;
    return false;
}

static void write_form(struct page *page, const struct gate *gate, const struct batch_list *list) {
    if (list->count == 0) {
        page_element(page, "p",
                     gate->is_shown ? WORD("publication.none.shown")
                                    : WORD("publication.none.waiting"));
        return;
    }
    bool is_choice = has_choice(gate, list);
    page_form_open(page, gate->is_shown ? SHOWN : HERE);
    page_hidden(page, "act", gate->is_shown ? "hide" : "show");
    if (is_choice)
        batch_pick_all(page);
    write_list(page, gate, list);
    if (is_choice && gate->is_shown)
        page_button(page, PAGE_DANGER, page_word(page, WORD("publication.hide")));
    else if (is_choice)
        page_button(page, PAGE_MAIN, page_word(page, WORD("publication.show")));
    else if (gate->may_change)
        page_element(page, "p", WORD("publication.none.ready"));
    page_form_close(page);
    batch_pager(page, list, gate->is_shown ? SHOWN : HERE);
}

/* For when the wall could not follow at once: the database was away, say. */
static void write_follow(struct page *page) {
    html_open(&page->html, "div", "class", "screen below");
    page_form_open(page, HERE);
    page_hidden(page, "act", "follow");
    page_element(page, "p", WORD("publication.follow.text"));
    page_button(page, PAGE_SECOND, page_word(page, WORD("publication.follow")));
    page_form_close(page);
    html_close(&page->html, "div");
}

static void write_page(struct answer *answer, const struct gate *gate,
                       const struct batch_list *list, const size_t *counts) {
    const struct request *request = gate->work->request;
    struct page page;
    page_open(&page, request, answer, HERE,
              words_get(request->office->words, WORD("publication.title")));
    page_element(&page, "p", WORD("publication.intro"));
    batch_tabs(
        &page, page_word(&page, WORD("publication.title")),
        (const struct batch_tab[]){
            {HERE, page_word(&page, WORD("publication.waiting")), counts[0], !gate->is_shown},
            {SHOWN, page_word(&page, WORD("publication.shown")), counts[1], gate->is_shown}},
        2);
    if (gate->reply)
        batch_write_reply(&page, gate->work, gate->reply);
    write_form(&page, gate, list);
    if (gate->may_change)
        write_follow(&page);
    page_close(&page, gate->reply ? gate->reply->status : 200);
}

static void answer_page(const struct casework *work, struct answer *answer,
                        const struct batch_reply *reply) {
    static const bool no = false, yes = true;
    const struct request *request = work->request;
    struct gate gate = {work, form_has(request->query, "shown"), (work->roles & ROLE_CULTURE) != 0,
                        reply};
    bool *is_in = states_of(work->office.rules);
    const struct batch_ask asks[] = {{is_in, wants, &no, batch_page(request)},
                                     {is_in, wants, &yes, batch_page(request)}};
    size_t counts[2];
    struct batch_list list;
    if (batch_count(work, asks, 2, counts) && batch_read(work, &asks[gate.is_shown], &list)) {
        write_page(answer, &gate, &list, counts);
        batch_finish(&list);
    } else {
        refusal_later(request, answer);
    }
    free(is_in);
}

void page_publication(const struct request *request, struct answer *answer) {
    struct casework work;
    casework_open(&work, request);
    answer_page(&work, answer, NULL);
    casework_close(&work);
}

/* --- what is sent --------------------------------------------------------------------------- */

struct sent {
    struct batch_row rows[CHANGES_MAX];
    struct dossier_aim aims[CHANGES_MAX]; // into rows
    size_t count;
};

static void take_sent(const struct form *form, struct sent *out) {
    size_t at = 0;
    out->count = 0;
    while (out->count < CHANGES_MAX && batch_next(form, &at, &out->rows[out->count])) {
        if (!batch_is_picked(form, out->rows[out->count].id))
            continue;
        out->aims[out->count] = batch_aim(&out->rows[out->count]);
        out->count++;
    }
}

/* The page offers none that kiosks cannot place; a form made by hand may. The index of the first,
 * sent->count for none. */
static size_t find_homeless(const struct casework *work, const struct sent *sent) {
    size_t i = 0;
    for (bool is_fit = true; i < sent->count; i++) {
        struct dossier *dossier = NULL;
        if (dossiers_read(work->office.sql, sent->rows[i].id, &dossier) == DOSSIER_DONE)
            is_fit = is_placeable(work, dossier);
        dossier_destroy(dossier);
        if (!is_fit)
            break;
    }
    return i;
}

static void change(const struct casework *work, struct answer *answer, const struct sent *sent,
                   bool is_shown) {
    const struct request *request = work->request;
    struct batch_reply reply = {.status = 0};
    char *why = NULL;
    size_t homeless = is_shown ? find_homeless(work, sent) : sent->count;
    enum dossier_result result = DOSSIER_REFUSED;
    reply.outcome = (struct dossier_outcome){.result = result, .at = homeless};
    if (homeless == sent->count)
        result = publication_change(request->service, &work->office, sent->aims, sent->count,
                                    is_shown, &reply.outcome, &why);
    if (dossier_is_made(result)) {
        published_forget(request->office);
        page_redirect(request, answer, is_shown ? HERE : SHOWN,
                      is_shown ? WORD("said.publication.shown") : WORD("said.publication.hidden"));
    } else if (result == DOSSIER_LATER) {
        refusal_later(request, answer);
    } else if (why) {
        log_error("nothing was published: %s", why);
        batch_say(&reply, WORD("publication.refused"));
        answer_page(work, answer, &reply);
    } else {
        batch_refuse(work, &sent->rows[reply.outcome.at], &reply);
        answer_page(work, answer, &reply);
    }
    free(why);
}

static void take_form(const struct casework *work, struct answer *answer, const char *act) {
    struct sent *sent = xcalloc(1, sizeof *sent);
    take_sent(work->request->form, sent);
    if (sent->count > 0) {
        change(work, answer, sent, !strcmp(act, "show"));
    } else {
        struct batch_reply reply = {.status = 0};
        batch_say(&reply, WORD("batch.none"));
        answer_page(work, answer, &reply);
    }
    free(sent);
}

void page_publication_post(const struct request *request, struct answer *answer) {
    struct casework work;
    const char *act = form_text(request->form, "act");
    casework_open(&work, request);
    if (!strcmp(act, "follow"))
        page_redirect(request, answer, HERE,
                      casework_follow(&work, WORD("said.publication.follow")));
    else if (!strcmp(act, "show") || !strcmp(act, "hide"))
        take_form(&work, answer, act);
    else
        refusal_answer(request, 400, answer);
    casework_close(&work);
}
