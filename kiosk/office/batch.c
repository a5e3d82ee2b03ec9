#include "office/batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/campaign.h"
#include "office/office.h"
#include "office/published.h"
#include "records/dossier_parts.h"
#include "records/dossier_rules.h"
#include "web/exchange.h"
#include "web/form.h"

#define PAGES_MAX (DOSSIER_PICKS_MAX / BATCH_ROWS)

/* --- the rows ------------------------------------------------------------------------------- */

static void keep_wanted(struct dossier_picks *picks, const struct batch_ask *ask) {
    size_t kept = 0;
    for (size_t i = 0; i < picks->count; i++)
        if (!ask->wants || ask->wants(&picks->items[i], ask->args))
            picks->items[kept++] = picks->items[i];
    picks->count = kept;
}

static void cut_page(const struct batch_ask *ask, struct batch_list *list, size_t *out_from,
                     size_t *out_to) {
    list->pages = (int)((list->total + BATCH_ROWS - 1) / BATCH_ROWS);
    list->page = ask->page < 1 ? 1 : ask->page > list->pages ? list->pages : ask->page;
    *out_from = list->page > 1 ? (size_t)(list->page - 1) * BATCH_ROWS : 0;
    *out_to = *out_from + BATCH_ROWS < list->total ? *out_from + BATCH_ROWS : list->total;
    if (ask->page == 0) {
        *out_from = 0;
        *out_to = list->total;
    }
}

/* One that went on to another state just now is left out. */
static bool read_whole(const struct casework *work, const struct batch_ask *ask,
                       const struct dossier_pick *pick, struct batch_list *list) {
    const struct dossier_rules *rules = work->office.rules;
    struct dossier *dossier = NULL;
    enum dossier_result result = dossiers_read(work->office.sql, pick->id, &dossier);
    const struct dossier_status *status =
        result == DOSSIER_DONE ? dossier_rules_status(rules, dossier->state) : NULL;
    if (status && ask->is_in[status - rules->statuses])
        list->dossiers[list->count++] = dossier;
    else
        dossier_destroy(dossier);
    return result != DOSSIER_LATER;
}

bool batch_read(const struct casework *work, const struct batch_ask *ask, struct batch_list *out) {
    struct batch_list list = {.dossiers = NULL};
    struct dossier_picks picks;
    size_t from, to;
    if (dossier_picks_read(&work->office, ask->is_in, &picks) != RECORDS_OK)
        return false;
    keep_wanted(&picks, ask);
    list.total = picks.count;
    cut_page(ask, &list, &from, &to);
    list.dossiers = xcalloc(to - from + 1, sizeof *list.dossiers);
    bool is_read = true;
    for (size_t i = from; is_read && i < to; i++)
        is_read = read_whole(work, ask, &picks.items[i], &list);
    dossier_picks_finish(&picks);
    if (is_read)
        *out = list;
    else
        batch_finish(&list);
    return is_read;
}

void batch_finish(struct batch_list *list) {
    for (size_t i = 0; i < list->count; i++)
        dossier_destroy(list->dossiers[i]);
    free(list->dossiers);
    *list = (struct batch_list){.dossiers = NULL};
}

bool batch_count(const struct casework *work, const struct batch_ask *asks, size_t count,
                 size_t *out) {
    for (size_t i = 0; i < count; i++) {
        struct dossier_picks picks;
        if (dossier_picks_read(&work->office, asks[i].is_in, &picks) != RECORDS_OK)
            return false;
        keep_wanted(&picks, &asks[i]);
        out[i] = picks.count;
        dossier_picks_finish(&picks);
    }
    return true;
}

int batch_page(const struct request *request) {
    int64_t page = 1;
    form_int(request->query, "page", 1, PAGES_MAX, &page);
    return (int)page;
}

void batch_pager(struct page *page, const struct batch_list *list, const char *to) {
    char joint = strchr(to, '?') ? '&' : '?';
    char *before = xasprintf("%s%cpage=%d", to, joint, list->page - 1);
    char *after = xasprintf("%s%cpage=%d", to, joint, list->page + 1);
    page_pager(page, list->page > 1 ? before : NULL, list->page < list->pages ? after : NULL);
    free(after);
    free(before);
}

bool *batch_council_states(const struct dossier_rules *rules) {
    bool *is_in = xcalloc(rules->status_count, sizeof *is_in);
    for (size_t i = 0; i < rules->status_count; i++)
        is_in[i] = dossier_rules_decides(rules, role_id(ROLE_COUNCIL), rules->statuses[i].id) ||
                   dossier_rules_decides(rules, ROLE_ID_HIGHER, rules->statuses[i].id);
    return is_in;
}

/* --- parts of a row ------------------------------------------------------------------------- */

static const char *level_of(const struct dossier *d) {
    return d->decision.level[0] ? d->decision.level : d->fields.level;
}

/* A row over all columns; `text` may be NULL: nothing is written. */
static void heading(struct page *page, const char *class, int columns, const char *order,
                    const char *text) {
    struct html *h = &page->html;
    if (!text)
        return;
    html_open(h, "tr", "class", class);
    html_open(h, "th", "scope", "colgroup");
    html_attrf(h, "colspan", "%d", columns);
    html_textf(h, "%s%s%s", order, order[0] ? ". " : "", text);
    html_close(h, "th");
    html_close(h, "tr");
}

/* The current campaign needs no heading where it comes first. */
static void campaign_heading(struct page *page, const struct casework *work,
                             const struct dossier *d, bool is_first, int columns) {
    const struct campaign *campaign = casework_campaign(work, d);
    if (!is_first || campaign != work->office.campaign)
        heading(page, "campaign", columns, "", campaign ? campaign->title : d->campaign_id);
}

void batch_headings(struct page *page, const struct casework *work, const struct batch_list *list,
                    size_t at, int columns) {
    const struct dossier *d = list->dossiers[at], *before = at ? list->dossiers[at - 1] : NULL;
    const struct campaign *campaign = casework_campaign(work, d);
    char order[DOSSIER_PART_ORDER_MAX];
    bool is_other = !before || strcmp(before->campaign_id, d->campaign_id) != 0;
    size_t part = dossier_part_of(campaign, level_of(d));
    size_t subpart = dossier_subpart_of(campaign, d->fields.group);
    bool is_new = is_other || part != dossier_part_of(campaign, level_of(before));
    bool is_new_sub = is_new || subpart != dossier_subpart_of(campaign, before->fields.group);
    char *part_text = is_new ? dossier_part_text(campaign, part) : NULL;
    char *subpart_text = is_new_sub ? dossier_subpart_text(campaign, subpart) : NULL;
    if (is_other)
        campaign_heading(page, work, d, !before, columns);
    dossier_part_order(part, order);
    heading(page, "part", columns, order, part_text);
    dossier_subpart_order(subpart, order);
    heading(page, "subpart", columns, order, subpart_text);
    free(subpart_text);
    free(part_text);
}

static const char *place_of(const struct casework *work, const struct dossier *d) {
    return d->slip.unit_id[0] ? casework_unit(work, d->slip.unit_id) : d->slip.unit_other;
}

void batch_who(struct page *page, const struct casework *work, const struct dossier *dossier,
               size_t number) {
    struct html *h = &page->html;
    const char *place = place_of(work, dossier), *position = dossier->fields.position;
    html_open(h, "th", "scope", "row");
    if (number)
        html_textf(h, "%zu. ", number);
    html_open(h, "a");
    html_attrf(h, "href", "/office/dossiers/%s", dossier->id);
    casework_name(h, &dossier->slip);
    html_close(h, "a");
    html_open(h, "small");
    html_textf(h, "%s%s%s", position, position[0] && place[0] ? ", " : "", place);
    html_close(h, "small");
    html_element(h, dossier->code, "small", "class", "code");
    html_close(h, "th");
}

void batch_box(struct page *page, const struct dossier *dossier, bool is_checked) {
    struct html *h = &page->html;
    char *label = PAGE_FILL(page, WORD("batch.pick"), "name", dossier->slip.name);
    html_open(h, "label", "class", "pick");
    html_void(h, "input", "type", "checkbox", "name", "pick", "value", dossier->id, "aria-label",
              label);
    html_flag(h, "checked", is_checked);
    html_close(h, "label");
    free(label);
}

void batch_pick_all(struct page *page) {
    struct html *h = &page->html;
    html_open(h, "div", "class", "pick-all");
    html_flag(h, "hidden", true);
    html_open(h, "label", "class", "check");
    html_void(h, "input", "type", "checkbox", "data-pick-all", "");
    page_element(page, "span", WORD("batch.pick.all"));
    html_close(h, "label");
    html_close(h, "div");
}

/* --- a row in a form ------------------------------------------------------------------------ */

void batch_hidden(struct page *page, const struct dossier *dossier) {
    char event_id[CRYPTO_UUID_MAX];
    crypto_uuid4(event_id);
    char *value = xasprintf("%s %lld %s", dossier->id, (long long)dossier->version, event_id);
    page_hidden(page, "row", value);
    free(value);
}

bool batch_next(const struct form *form, size_t *at, struct batch_row *out) {
    for (const char *text; (text = form_next(form, "row", at));) {
        struct batch_row row = {.version = 0};
        long long version = 0;
        if (sscanf(text, "%36s %18lld %36s", row.id, &version, row.event_id) != 3 || version < 1 ||
            !crypto_is_uuid4(row.id) || !crypto_is_uuid4(row.event_id))
            continue;
        row.version = version;
        *out = row;
        return true;
    }
    return false;
}

bool batch_is_picked(const struct form *form, const char *id) {
    size_t at = 0;
    for (const char *value; form && (value = form_next(form, "pick", &at));)
        if (!strcmp(value, id))
            return true;
    return false;
}

struct dossier_aim batch_aim(const struct batch_row *row) {
    return (struct dossier_aim){row->id, row->version, row->event_id};
}

const char *batch_typed(const struct form *form, const char *name, const char *id) {
    char field[FORM_NAME_MAX];
    snprintf(field, sizeof field, "%s.%s", name, id);
    return form ? form_text(form, field) : "";
}

/* --- what came of it ------------------------------------------------------------------------ */

void batch_refuse(const struct casework *work, const struct batch_row *row,
                  struct batch_reply *reply) {
    struct dossier *dossier = NULL;
    reply->status = casework_status(reply->outcome.result);
    memcpy(reply->id, row->id, sizeof reply->id);
    if (dossiers_read(work->office.sql, row->id, &dossier) == DOSSIER_DONE) {
        snprintf(reply->name, sizeof reply->name, "%s", dossier->slip.name);
        snprintf(reply->code, sizeof reply->code, "%s", dossier->code);
    }
    dossier_destroy(dossier);
}

void batch_say(struct batch_reply *reply, const char *note) {
    reply->status = 422;
    reply->note = note;
}

const char *batch_fault(const struct casework *work, const struct batch_reply *reply,
                        const char *field) {
    for (size_t i = 0; i < reply->outcome.fault_count; i++)
        if (!strcmp(reply->outcome.faults[i].field, field))
            return casework_fault(work, &reply->outcome.faults[i]);
    return NULL;
}

/* Which field of the row, and what is wrong with it; owned by the caller. */
static char *why_of(const struct casework *work, const struct batch_reply *reply) {
    struct strbuf why = {.text = NULL};
    for (size_t i = 0; i < reply->outcome.fault_count && i < 4; i++) {
        const struct fault *fault = &reply->outcome.faults[i];
        const struct words *words = work->request->office->words;
        char *key = xasprintf("batch.field.%s", fault->field);
        strbuf_addf(&why, "%s%s: %s", i ? " " : "",
                    words_has(words, key) ? words_get(words, key)
                                          : casework_label(work, fault->field),
                    casework_fault(work, fault));
        free(key);
    }
    return strbuf_detach(&why);
}
WORDS_USED(field_words, "batch.field.council.date", "batch.field.council.meeting_no",
           "batch.field.council.present", "batch.field.council.votes_for",
           "batch.field.council.note", "batch.field.decision.number", "batch.field.decision.date",
           "batch.field.decision.level", "batch.field.higher_submission.number",
           "batch.field.higher_submission.date", "batch.field.higher_submission.to",
           "fault.council.votes_for.long", "fault.council.present.long",
           "fault.council.present.number", "fault.council.votes_for.number");

/* Something that was typed once for all rows. */
static bool is_for_all(const struct casework *work, const struct batch_reply *reply) {
    const struct dossier_outcome *outcome = &reply->outcome;
    return outcome->fault_count > 0 && form_has(work->request->form, outcome->faults[0].field);
}

void batch_write_reply(struct page *page, const struct casework *work,
                       const struct batch_reply *reply) {
    if (!reply->status)
        return;
    if (reply->note) {
        page_note(page, PAGE_BAD, page_word(page, reply->note));
        return;
    }
    const char *key = reply->outcome.result == DOSSIER_STALE ? WORD("batch.stale")
                      : is_for_all(work, reply)              ? WORD("batch.common")
                      : reply->outcome.fault_count > 0       ? WORD("batch.invalid")
                                                             : WORD("batch.refused");
    char *why = why_of(work, reply);
    char *text = PAGE_FILL(page, key, "name", reply->name, "code", reply->code, "why", why);
    page_note(page, PAGE_BAD, text);
    free(text);
    free(why);
}

/* --- views ---------------------------------------------------------------------------------- */

void batch_tabs(struct page *page, const char *label, const struct batch_tab *tabs, size_t count) {
    struct html *h = &page->html;
    html_open(h, "nav", "class", "tabs", "aria-label", label);
    html_open(h, "ul");
    for (size_t i = 0; i < count; i++) {
        html_open(h, "li");
        html_open(h, "a", "href", tabs[i].to, "aria-current", tabs[i].is_here ? "page" : NULL);
        html_element(h, tabs[i].label, "span");
        html_open(h, "span", "class", "tab-count");
        html_textf(h, "%zu", tabs[i].count);
        html_close(h, "span");
        html_close(h, "a");
        html_close(h, "li");
    }
    html_close(h, "ul");
    html_close(h, "nav");
}
