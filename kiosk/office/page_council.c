/* /office/council: what stands before the council (Hội đồng), in the order of its list; the result
 * of a meeting for many at once. */
#include "office/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/campaign.h"
#include "office/batch.h"
#include "office/case.h"
#include "office/office.h"
#include "office/page_inputs.h"
#include "office/refusal.h"
#include "records/dossier_rules.h"
#include "records/roles.h"
#include "web/exchange.h"
#include "web/form.h"

#define HERE "/office/council"
#define COLUMNS 5
#define AGREED "agreed" // the council agreed: it stays, for a decision
#define RESULTS_MAX 16
#define PRESENT_MAX 999

struct round { // the page
    const struct casework *work;
    const struct batch_reply *reply; // NULL: nothing was sent
    const struct form *form;         // as sent, else NULL
};

static bool is_before_council(const struct casework *work, const struct dossier *d) {
    return dossier_rules_decides(work->office.rules, role_id(ROLE_COUNCIL), d->state);
}

/* --- what the council may have said --------------------------------------------------------- */

/* Steps that the council decides and this visitor records. */
static size_t results_of(const struct casework *work, const struct dossier *d,
                         const struct dossier_transition *out[RESULTS_MAX]) {
    const struct dossier_transition *offers[DOSSIER_TRANSITIONS_MAX];
    const struct dossier_question question = {
        .state = d->state,
        .campaign = casework_campaign(work, d),
        .level = d->fields.level,
        .role = work->office.role,
        .has_previous = d->has_previous,
    };
    size_t count = 0, offered = dossier_rules_offer(work->office.rules, &question, offers);
    for (size_t i = 0; i < offered && count < RESULTS_MAX; i++)
        if (offers[i]->to && !strcmp(offers[i]->by, role_id(ROLE_COUNCIL)))
            out[count++] = offers[i];
    return count;
}

static const char *result_word(const struct page *page, const struct dossier_transition *step) {
    const struct words *words = page->request->office->words;
    return words_has(words, step->key) ? words_get(words, step->key) : step->to->label;
}

static void write_option(struct html *h, const char *value, const char *label, const char *chosen) {
    html_open(h, "option", "value", value);
    html_flag(h, "selected", !strcmp(value, chosen));
    html_text(h, label);
    html_close(h, "option");
}

/* --- a row ---------------------------------------------------------------------------------- */

static void open_cell(struct page *page, const char *key) {
    html_open(&page->html, "td", "data-label", page_word(page, key));
}

/* "Số phiếu đồng ý: Nguyễn Văn A": what who cannot see the column hears. */
static char *label_of(struct page *page, const char *key, const struct dossier *d) {
    return xasprintf("%s: %s", page_word(page, key), d->slip.name);
}

static void write_votes(struct page *page, const struct round *round, const struct dossier *d) {
    char *name = xasprintf("votes.%s", d->id), *label = label_of(page, WORD("council.for"), d);
    char known[16] = "";
    if (d->council.date[0])
        snprintf(known, sizeof known, "%d", d->council.votes_for);
    html_void(&page->html, "input", "class", "votes", "type", "text", "inputmode", "numeric",
              "maxlength", "3", "name", name, "aria-label", label, "autocomplete", "off", "value",
              round->form ? batch_typed(round->form, "votes", d->id) : known);
    free(label);
    free(name);
}

static void write_result(struct page *page, const struct round *round, const struct dossier *d) {
    struct html *h = &page->html;
    const struct dossier_transition *steps[RESULTS_MAX];
    size_t count = results_of(round->work, d, steps);
    char *name = xasprintf("result.%s", d->id), *label = label_of(page, WORD("council.result"), d);
    const char *chosen = batch_typed(round->form, "result", d->id);
    html_open(h, "select", "name", name, "aria-label", label);
    write_option(h, "",
                 d->council.date[0] ? page_word(page, WORD("council.result.kept"))
                                    : page_word(page, WORD("council.result.none")),
                 chosen);
    write_option(h, AGREED, page_word(page, WORD("council.result.agreed")), chosen);
    for (size_t i = 0; i < count; i++)
        write_option(h, steps[i]->to->id, result_word(page, steps[i]), chosen);
    html_close(h, "select");
    free(label);
    free(name);
}

static void write_note(struct page *page, const struct round *round, const struct dossier *d) {
    char *name = xasprintf("note.%s", d->id), *label = label_of(page, WORD("council.why"), d);
    html_void(&page->html, "input", "type", "text", "maxlength", "80", "name", name, "aria-label",
              label, "autocomplete", "off", "list", CASE_REASONS_LIST, "value",
              round->form ? batch_typed(round->form, "note", d->id) : d->council.note);
    free(label);
    free(name);
}

static void write_known(struct page *page, const struct dossier *d) {
    const struct dossier_council *council = &d->council;
    if (!council->date[0]) {
        html_text(&page->html, "–");
        return;
    }
    html_open(&page->html, "small", "class", "known");
    html_textf(&page->html, "%s %d/%d", page_word(page, WORD("council.known")), council->votes_for,
               council->present);
    html_close(&page->html, "small");
    if (council->votes_for * 2 <= council->present)
        page_badge(page, PAGE_WARN, page_word(page, WORD("council.minority")));
}

static void write_row(struct page *page, const struct round *round, const struct dossier *d,
                      size_t number) {
    struct html *h = &page->html;
    bool is_open = round->work->may_edit && is_before_council(round->work, d);
    bool is_bad = round->reply && !strcmp(round->reply->id, d->id);
    html_open(h, "tr", "class", is_bad ? "row-bad" : NULL);
    batch_who(page, round->work, d, number);
    open_cell(page, WORD("council.summary"));
    html_attr(h, "class", "summary-cell");
    html_text(h, d->fields.summary);
    if (d->fields.opinion[0]) {
        html_open(h, "small");
        html_textf(h, "%s: %s", casework_label(round->work, "opinion"), d->fields.opinion);
        html_close(h, "small");
    }
    html_close(h, "td");
    open_cell(page, WORD("council.for"));
    if (is_open) {
        batch_hidden(page, d);
        write_votes(page, round, d);
    }
    if (!is_open || d->council.date[0])
        write_known(page, d);
    html_close(h, "td");
    open_cell(page, WORD("council.result"));
    if (is_open)
        write_result(page, round, d);
    else
        casework_state(page, round->work, d->state, "");
    html_close(h, "td");
    open_cell(page, WORD("council.why"));
    if (is_open)
        write_note(page, round, d);
    else
        html_text(h, d->council.note);
    html_close(h, "td");
    html_close(h, "tr");
}

/* --- the page ------------------------------------------------------------------------------- */

static void write_list(struct page *page, const struct round *round,
                       const struct batch_list *list) {
    const char *headings[] = {
        page_word(page, WORD("batch.who")),   page_word(page, WORD("council.summary")),
        page_word(page, WORD("council.for")), page_word(page, WORD("council.result")),
        page_word(page, WORD("council.why")), NULL};
    page_table_open(page, page_word(page, WORD("council.title")), headings);
    for (size_t i = 0; i < list->count; i++) {
        batch_headings(page, round->work, list, i, COLUMNS);
        write_row(page, round, list->dossiers[i], (size_t)(list->page - 1) * BATCH_ROWS + i + 1);
    }
    page_table_close(page);
}

static void write_field(struct page *page, const struct round *round, const char *name,
                        const char *key, const char *type, int length_max) {
    page_field(page,
               &(struct page_field){
                   .name = name,
                   .label = page_word(page, key),
                   .value = round->form ? form_text(round->form, name) : NULL,
                   .error = round->reply ? batch_fault(round->work, round->reply, name) : NULL,
                   .type = type,
                   .length_max = length_max});
}

static void write_meeting(struct page *page, const struct round *round) {
    page_card_open(page, page_word(page, WORD("council.meeting")));
    page_element(page, "p", WORD("council.meeting.hint"));
    html_open(&page->html, "div", "class", "fields");
    write_field(page, round, "council.meeting_no", WORD("council.number"), NULL, 20);
    write_field(page, round, "council.date", WORD("council.date"), "date", 0);
    write_field(page, round, "council.present", WORD("council.present"), NULL, 3);
    html_close(&page->html, "div");
    page_card_close(page);
}

static void write_round(struct page *page, const struct round *round,
                        const struct batch_list *list) {
    if (!round->work->may_edit) {
        write_list(page, round, list);
        return;
    }
    page_form_open(page, HERE);
    write_meeting(page, round);
    case_reasons_list(page);
    write_list(page, round, list);
    html_open(&page->html, "div", "class", "bar");
    page_button(page, PAGE_MAIN, page_word(page, WORD("council.save")));
    html_close(&page->html, "div");
    page_form_close(page);
}

static void write_export(struct page *page, const char *campaign_id, const char *what,
                         bool is_for_higher, const char *word) {
    char *id = html_url_part(campaign_id);
    const char *parts[] = {id[0] ? "campaign=" : "", id, id[0] && is_for_higher ? "&" : "",
                           is_for_higher ? "for=higher" : ""};
    char *to = xasprintf(HERE "/%s%s%s%s%s%s", what, id[0] || is_for_higher ? "?" : "", parts[0],
                         parts[1], parts[2], parts[3]);
    page_link_button(page, PAGE_SECOND, to, word);
    free(to);
    free(id);
}

/* `campaign_id` "" is the current one. */
static void write_exports(struct page *page, const char *campaign_id) {
    html_open(&page->html, "div", "class", "bar exports");
    write_export(page, campaign_id, "print", false, page_word(page, WORD("council.print")));
    write_export(page, campaign_id, "list.xlsx", false, page_word(page, WORD("council.xlsx")));
    write_export(page, campaign_id, "list.csv", false, page_word(page, WORD("council.csv")));
    write_export(page, campaign_id, "print", true, page_word(page, WORD("council.print.higher")));
    write_export(page, campaign_id, "list.xlsx", true,
                 page_word(page, WORD("council.xlsx.higher")));
    html_close(&page->html, "div");
}

static bool is_of(const struct batch_list *list, const struct campaign *campaign) {
    for (size_t i = 0; i < list->count; i++)
        if (!strcmp(list->dossiers[i]->campaign_id, campaign->id))
            return true;
    return false;
}

/* A list is of one campaign: those before the current one, where some are left, stand below it. */
static void write_lists(struct page *page, const struct round *round,
                        const struct batch_list *list) {
    const struct dossier_office *office = &round->work->office;
    bool is_current = office->campaign && is_of(list, office->campaign);
    if (is_current)
        write_exports(page, "");
    for (size_t i = 0; i < office->past_count; i++) {
        if (!is_of(list, office->past[i]))
            continue;
        html_element(&page->html, office->past[i]->short_title, "h2");
        write_exports(page, office->past[i]->id);
    }
}

static void write_page(struct answer *answer, const struct round *round,
                       const struct batch_list *list) {
    const struct request *request = round->work->request;
    struct page page;
    page_open(&page, request, answer, HERE,
              words_get(request->office->words, WORD("council.title")));
    if (round->reply)
        batch_write_reply(&page, round->work, round->reply);
    if (list->count == 0) {
        page_element(&page, "p", WORD("council.none"));
    } else {
        write_lists(&page, round, list);
        write_round(&page, round, list);
        batch_pager(&page, list, HERE);
    }
    page_close(&page, round->reply ? round->reply->status : 200);
}

static void answer_page(const struct casework *work, struct answer *answer,
                        const struct batch_reply *reply) {
    const struct request *request = work->request;
    const struct round round = {work, reply, reply ? request->form : NULL};
    bool *is_in = batch_council_states(work->office.rules);
    struct batch_list list;
    if (batch_read(work, &(struct batch_ask){is_in, NULL, NULL, batch_page(request)}, &list)) {
        write_page(answer, &round, &list);
        batch_finish(&list);
    } else {
        refusal_later(request, answer);
    }
    free(is_in);
}

void page_council(const struct request *request, struct answer *answer) {
    struct casework work;
    casework_open(&work, request);
    answer_page(&work, answer, NULL);
    casework_close(&work);
}

/* --- what is sent --------------------------------------------------------------------------- */

struct said { // about one dossier
    struct batch_row row;
    struct dossier_council council;
    char to[DOSSIER_STATE_BYTES];
};

struct sent {
    struct dossier_council meeting; // what is the same for all
    struct said said[BATCH_ROWS];
    struct dossier_change changes[BATCH_ROWS]; // into said
    size_t count;
    struct batch_reply reply; // what is wrong before anything is tried
};

static bool refuse_row(struct sent *sent, const struct casework *work, const struct batch_row *row,
                       const char *field, const char *why) {
    sent->reply.outcome = (struct dossier_outcome){
        .result = DOSSIER_INVALID, .fault_count = 1, .faults = {{field, why}}};
    batch_refuse(work, row, &sent->reply);
    return false;
}

static bool refuse_all(struct sent *sent, const char *field, const char *why) {
    sent->reply.outcome = (struct dossier_outcome){
        .result = DOSSIER_INVALID, .fault_count = 1, .faults = {{field, why}}};
    sent->reply.status = 422;
    return false;
}

/* A number of people; why there is none, or NULL. */
static const char *take_number(const struct form *form, const char *field, int *out) {
    int64_t number;
    if (!form_int(form, field, 0, PRESENT_MAX, &number))
        return form_text(form, field)[0] ? "number" : "empty";
    *out = (int)number;
    return NULL;
}

/* A row of which nothing was said is passed over. */
static bool take_row(struct sent *sent, const struct casework *work, const struct batch_row *row) {
    const struct form *form = work->request->form;
    const char *result = batch_typed(form, "result", row->id);
    struct said *said = &sent->said[sent->count];
    struct dossier_change *change = &sent->changes[sent->count];
    if (!result[0])
        return true;
    *said = (struct said){.row = *row, .council = sent->meeting};
    char field[FORM_NAME_MAX];
    snprintf(field, sizeof field, "note.%s", row->id);
    if (!case_entry_text(form, field, false, said->council.note, sizeof said->council.note))
        return refuse_row(sent, work, row, "council.note", "long");
    snprintf(field, sizeof field, "votes.%s", row->id);
    const char *why = take_number(form, field, &said->council.votes_for);
    if (why)
        return refuse_row(sent, work, row, "council.votes_for", why);
    snprintf(said->to, sizeof said->to, "%s", result);
    *change = (struct dossier_change){.aim = batch_aim(&said->row), .council = &said->council};
    if (strcmp(result, AGREED) != 0) {
        change->to = said->to;
        change->reason = change->note = said->council.note;
    }
    sent->count++;
    return true;
}

static bool says_something(const struct form *form) {
    struct batch_row row;
    size_t at = 0;
    while (batch_next(form, &at, &row))
        if (batch_typed(form, "result", row.id)[0])
            return true;
    return false;
}

/* What is the same for all is judged before any row, and whole. */
static bool take_meeting(struct sent *sent, const struct casework *work) {
    const struct form *form = work->request->form;
    struct dossier_outcome *outcome = &sent->reply.outcome;
    char today[DOSSIER_DAY_BYTES];
    casework_today(work, today);
    if (!CASE_ENTRY(form, "council.meeting_no", sent->meeting.meeting_no))
        return refuse_all(sent, "council.meeting_no", "long");
    case_entry_day(form, "council.date", sent->meeting.date);
    const char *why = take_number(form, "council.present", &sent->meeting.present);
    outcome->fault_count = dossier_council_faults(&sent->meeting, today, outcome->faults);
    for (size_t i = 0; why && i < outcome->fault_count; i++)
        if (!strcmp(outcome->faults[i].field, "council.present"))
            outcome->faults[i].why = why;
    if (outcome->fault_count == 0)
        return true;
    outcome->result = DOSSIER_INVALID;
    sent->reply.status = 422;
    return false;
}

static bool take_sent(struct sent *sent, const struct casework *work) {
    const struct form *form = work->request->form;
    struct batch_row row;
    size_t at = 0;
    if (!says_something(form)) {
        batch_say(&sent->reply, WORD("council.nothing"));
        return false;
    }
    if (!take_meeting(sent, work))
        return false;
    while (sent->count < BATCH_ROWS && batch_next(form, &at, &row))
        if (!take_row(sent, work, &row))
            return false;
    return true;
}

static void record(const struct casework *work, struct answer *answer, struct sent *sent) {
    struct batch_reply *reply = &sent->reply;
    enum dossier_result result =
        dossiers_apply(&work->office, sent->changes, sent->count, &reply->outcome);
    if (dossier_is_made(result)) {
        page_redirect(work->request, answer, HERE, WORD("said.council"));
    } else if (result == DOSSIER_LATER) {
        refusal_later(work->request, answer);
    } else {
        batch_refuse(work, &sent->said[reply->outcome.at].row, reply);
        answer_page(work, answer, reply);
    }
}

void page_council_post(const struct request *request, struct answer *answer) {
    struct casework work;
    struct sent *sent = xcalloc(1, sizeof *sent);
    casework_open(&work, request);
    if (take_sent(sent, &work))
        record(&work, answer, sent);
    else
        answer_page(&work, answer, &sent->reply);
    casework_close(&work);
    free(sent);
}
