/* The dashboard's word on dossiers: what is new, what waits for whom, what may go on the wall, how
 * many slips a week. */
#include "office/home.h"

#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "office/casework.h"
#include "office/list_rows.h"
#include "office/office.h"
#include "office/page.h"
#include "office/plot.h"
#include "records/dossier_list.h"
#include "records/dossier_rules.h"
#include "records/figures.h"
#include "records/roles.h"
#include "records/service.h"
#include "web/exchange.h"

#define LINES 5
#define WEEKS 12
#define WEEK_S (7 * 86400)

/* --- lines ---------------------------------------------------------------------------------- */

/* The newest few of a filter, and the way to all of them. */
static void write_newest(struct page *page, const struct dossier_filter *filter, const char *to,
                         const char *none) {
    struct casework work;
    struct dossier_page found = {.lines = NULL};
    struct dossier_page_ask ask = {.filter = *filter, .limit = LINES};
    casework_open(&work, page->request);
    if (dossier_list_page(work.office.sql, &ask, &found) != RECORDS_OK) {
        page_element(page, "p", WORD("home.unread"));
    } else if (found.count == 0) {
        page_element(page, "p", none);
    } else {
        list_rows_short(page, &work, found.lines, found.count);
        html_open(&page->html, "p", "class", "all");
        html_element(&page->html, page_word(page, WORD("home.all")), "a", "href", to);
        html_close(&page->html, "p");
    }
    dossier_page_finish(&found);
    casework_close(&work);
}

void home_new(struct page *page) {
    page_card_open(page, page_word(page, WORD("home.new")));
    write_newest(page, &(struct dossier_filter){.state = DOSSIER_RECEIVED},
                 "/office/dossiers?state=" DOSSIER_RECEIVED, WORD("home.new.none"));
    page_card_close(page);
}

void home_ready(struct page *page) {
    page_card_open(page, page_word(page, WORD("home.ready")));
    write_newest(page, &(struct dossier_filter){.publication = PUBLICATION_READY},
                 "/office/publication", WORD("home.ready.none"));
    page_card_close(page);
}

/* --- what waits for whom -------------------------------------------------------------------- */

static bool waits_for(const struct dossier_transition *transition, uint64_t state) {
    return transition->from & state && transition->to &&
           strcmp(transition->to->id, DOSSIER_WITHDRAWN) != 0;
}

static bool was_named(const struct dossier_rules *rules, size_t before, uint64_t state) {
    for (size_t i = 0; i < before; i++)
        if (waits_for(&rules->transitions[i], state) &&
            !strcmp(rules->transitions[i].by, rules->transitions[before].by))
            return true;
    return false;
}

/* Those who decide what happens to it next; "" where it has come to its end. Owned by the caller.
 */
static char *who_is_next(const struct page *page, const struct dossier_rules *rules, size_t at) {
    const struct words *words = page->request->office->words;
    const struct dossier_status *status = &rules->statuses[at];
    uint64_t state = UINT64_C(1) << at;
    struct strbuf names = {.text = NULL};
    bool is_at_rest = status->is_final || !strcmp(status->id, DOSSIER_MERGED);
    for (size_t i = 0; !is_at_rest && i < rules->transition_count; i++)
        if (waits_for(&rules->transitions[i], state) && !was_named(rules, i, state))
            strbuf_addf(&names, "%s%s", names.len ? ", " : page_word(page, WORD("home.waits_for")),
                        office_words_of(words, "role", rules->transitions[i].by));
    return strbuf_detach(&names);
}
WORDS_USED(role_words, "role.role-captren", "role.role-chutich", "role.role-hoidong",
           "role.role-vhxh", "role.role-vptk");

static void write_states(struct page *page, const struct dossier_rules *rules,
                         const struct tallies *states) {
    unsigned roles = page->request->visitor->account.roles;
    struct plot_bar *bars = xcalloc(rules->status_count + 1, sizeof *bars);
    char **owned = xcalloc(2 * rules->status_count + 1, sizeof *owned);
    size_t count = 0;
    for (size_t i = 0; i < rules->status_count; i++) {
        const struct dossier_status *status = &rules->statuses[i];
        int64_t number = tallies_get(states, status->id);
        if (number == 0)
            continue;
        owned[2 * i] = who_is_next(page, rules, i);
        owned[2 * i + 1] = xasprintf("/office/dossiers?state=%s", status->id);
        bool is_seen = dossier_rules_lets_see(rules, status->id, roles);
        bars[count++] = (struct plot_bar){status->label, owned[2 * i],
                                          is_seen ? owned[2 * i + 1] : NULL, number};
    }
    plot_bars(page, page_word(page, WORD("home.waits")), page_word(page, WORD("home.state")), bars,
              count);
    for (size_t i = 0; i < 2 * rules->status_count; i++)
        free(owned[i]);
    free(owned);
    free(bars);
}

void home_waits(struct page *page) {
    const struct request *request = page->request;
    const struct figures_span span = {.zone_s = request->office->zone_s};
    struct tallies states = {.count = 0};
    page_card_open(page, page_word(page, WORD("home.waits")));
    if (figures_count(request->service->records, FIGURES_STATES, &span, &states) != RECORDS_OK)
        page_element(page, "p", WORD("home.unread"));
    else if (states.total == 0)
        page_element(page, "p", WORD("home.waits.none"));
    else
        write_states(page, request->office->rules, &states);
    tallies_finish(&states);
    page_card_close(page);
}

void home_weeks(struct page *page) {
    const struct request *request = page->request;
    const struct figures_span span = {
        .since_s = plot_monday(page, request->now_s) - (int64_t)(WEEKS - 1) * WEEK_S,
        .zone_s = request->office->zone_s,
    };
    struct tallies weeks = {.count = 0};
    page_card_open(page, page_word(page, WORD("plot.weeks")));
    if (figures_count(request->service->records, FIGURES_WEEKS, &span, &weeks) == RECORDS_OK)
        plot_weeks(page, &weeks, span.since_s, request->now_s);
    else
        page_element(page, "p", WORD("home.unread"));
    tallies_finish(&weeks);
    page_card_close(page);
}
