/* /office/figures: the wrap-up in numbers, to look at, to print, to take along as a table. */
#include "office/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/date.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "office/office.h"
#include "office/page.h"
#include "office/page_inputs.h"
#include "office/plot.h"
#include "office/published.h"
#include "office/refusal.h"
#include "office/wrapup.h"
#include "web/exchange.h"

#define SECTION "/office/figures"
#define CAMPAIGNS_MAX 32

/* --- what is asked for ---------------------------------------------------------------------- */

static void write_campaigns(struct page *page, const struct casework *work,
                            const struct wrapup *wrapup) {
    struct page_option options[CAMPAIGNS_MAX];
    struct published_campaign campaigns[CAMPAIGNS_MAX];
    size_t count = published_campaigns(casework_content(work), campaigns, CAMPAIGNS_MAX);
    for (size_t i = 0; i < count; i++)
        options[i] = (struct page_option){campaigns[i].id, campaigns[i].title, NULL};
    page_select(page,
                &(struct page_field){.name = "campaign",
                                     .label = page_word(page, WORD("figures.campaign")),
                                     .value = wrapup->campaign_id},
                options, count, page_word(page, WORD("list.any")));
}

static void write_day(struct page *page, const char *name, const char *label, const char *value,
                      const char *error) {
    page_field(page,
               &(struct page_field){
                   .name = name, .label = label, .value = value, .error = error, .type = "date"});
}

static char *address_of(const struct wrapup *wrapup, const char *what) {
    char *from = html_url_part(wrapup->from), *until = html_url_part(wrapup->until);
    char *campaign = html_url_part(wrapup->campaign_id);
    char *to = xasprintf("%s?from=%s&until=%s&campaign=%s", what, from, until, campaign);
    free(campaign);
    free(until);
    free(from);
    return to;
}

static void write_form(struct page *page, const struct casework *work,
                       const struct wrapup *wrapup) {
    struct html *h = &page->html;
    char *csv = address_of(wrapup, SECTION ".csv");
    html_open(h, "form", "class", "card screen", "method", "get", "action", SECTION);
    html_open(h, "div", "class", "fields");
    write_day(page, "from", page_word(page, WORD("list.from")), wrapup->from, wrapup->from_error);
    write_day(page, "until", page_word(page, WORD("list.until")), wrapup->until,
              wrapup->until_error);
    write_campaigns(page, work, wrapup);
    html_close(h, "div");
    page_button(page, PAGE_MAIN, page_word(page, WORD("figures.show")));
    page_link_button(page, PAGE_SECOND, csv, page_word(page, WORD("figures.csv")));
    html_element(h, page_word(page, WORD("figures.print")), "p", "class", "hint");
    html_close(h, "form");
    free(csv);
}

/* --- what was counted ----------------------------------------------------------------------- */

static void write_fact(struct page *page, const char *label, int64_t count) {
    html_element(&page->html, label, "dt");
    html_open(&page->html, "dd");
    html_textf(&page->html, "%lld", (long long)count);
    html_close(&page->html, "dd");
}

/* For which days and which campaign: paper has no form above it. */
static void write_span(struct page *page, const struct casework *work,
                       const struct wrapup *wrapup) {
    struct published_campaign campaigns[CAMPAIGNS_MAX];
    size_t count = published_campaigns(casework_content(work), campaigns, CAMPAIGNS_MAX);
    const char *title = wrapup->campaign_id[0] ? wrapup->campaign_id
                                               : page_word(page, WORD("figures.campaign.any"));
    char *from = plot_day(wrapup->from), *until = plot_day(wrapup->until);
    for (size_t i = 0; i < count; i++)
        if (!strcmp(campaigns[i].id, wrapup->campaign_id))
            title = campaigns[i].title;
    char *text = PAGE_FILL(page, WORD("figures.span"), "from",
                           from[0] ? from : page_word(page, WORD("figures.span.start")), "until",
                           until[0] ? until : page_word(page, WORD("figures.span.today")),
                           "campaign", title);
    html_element(&page->html, text, "p");
    free(text);
    free(until);
    free(from);
}

static void write_sums(struct page *page, const struct wrapup *wrapup) {
    page_card_open(page, page_word(page, WORD("figures.sums")));
    html_open(&page->html, "dl", "class", "facts");
    write_fact(page, page_word(page, WORD("figures.sum.slips")),
               wrapup->tallies[FIGURES_STATES].total);
    write_fact(page, page_word(page, WORD("figures.sum.awards")),
               wrapup->tallies[FIGURES_AWARDS_LEVEL].total);
    write_fact(page, page_word(page, WORD("figures.sum.difficulties")),
               wrapup->tallies[FIGURES_DIFFICULTIES].total);
    html_close(&page->html, "dl");
    page_card_close(page);
}

static void write_bars(struct page *page, const struct casework *work, const struct wrapup *wrapup,
                       enum figures_by by) {
    const struct tallies *tallies = &wrapup->tallies[by];
    struct plot_bar *bars = xcalloc(tallies->count + 1, sizeof *bars);
    char **labels = xcalloc(tallies->count + 1, sizeof *labels);
    for (size_t i = 0; i < tallies->count; i++) {
        labels[i] = wrapup_label(work, by, tallies->items[i].key);
        bars[i] = (struct plot_bar){.label = labels[i], .count = tallies->items[i].count};
    }
    page_card_open(page, wrapup_title(work, by));
    if (tallies->count == 0)
        page_element(page, "p", WORD("figures.none"));
    plot_bars(page, wrapup_title(work, by), page_word(page, WORD("figures.what")), bars,
              tallies->count);
    page_card_close(page);
    for (size_t i = 0; i < tallies->count; i++)
        free(labels[i]);
    free(labels);
    free(bars);
}

/* From the first week that had any to the last. */
static void write_weeks(struct page *page, const struct casework *work,
                        const struct wrapup *wrapup) {
    const struct tallies *weeks = &wrapup->tallies[FIGURES_WEEKS];
    struct date first, last;
    page_card_open(page, wrapup_title(work, FIGURES_WEEKS));
    if (weeks->count > 0 && date_parse(weeks->items[0].key, &first) &&
        date_parse(weeks->items[weeks->count - 1].key, &last))
        plot_weeks(page, weeks,
                   date_time_to_unix((struct date_time){.date = first}, work->office.zone_s),
                   date_time_to_unix((struct date_time){.date = last}, work->office.zone_s));
    else
        page_element(page, "p", WORD("figures.none"));
    page_card_close(page);
}

static void answer_page(const struct casework *work, const struct wrapup *wrapup,
                        struct answer *answer) {
    static const enum figures_by tables[] = {
        FIGURES_STATES,      FIGURES_AWARDS_LEVEL, FIGURES_AWARDS_GROUP,
        FIGURES_AWARDS_UNIT, FIGURES_AWARDS_AREA,  FIGURES_UNITS,
        FIGURES_KINDS,       FIGURES_SOURCES,      FIGURES_DIFFICULTIES,
    };
    struct page page;
    page_open(&page, work->request, answer, SECTION,
              words_get(work->request->office->words, WORD("figures.title")));
    write_form(&page, work, wrapup);
    write_span(&page, work, wrapup);
    html_open(&page.html, "div", "class", "cards");
    write_sums(&page, wrapup);
    write_weeks(&page, work, wrapup);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        write_bars(&page, work, wrapup, tables[i]);
    html_close(&page.html, "div");
    page_close(&page, wrapup->from_error || wrapup->until_error ? 422 : 200);
}

void page_figures(const struct request *request, struct answer *answer) {
    struct casework work;
    struct wrapup wrapup;
    casework_open(&work, request);
    if (wrapup_read(&work, &wrapup) == RECORDS_OK)
        answer_page(&work, &wrapup, answer);
    else
        refusal_later(request, answer);
    wrapup_finish(&wrapup);
    casework_close(&work);
}

/* --- taken along ---------------------------------------------------------------------------- */

static void answer_csv(const struct casework *work, const struct wrapup *wrapup,
                       struct answer *answer) {
    const struct words *words = work->request->office->words;
    struct strbuf out = {.text = NULL};
    csv_begin(&out);
    CSV_ROW(&out, words_get(words, WORD("figures.table")), words_get(words, WORD("figures.what")),
            words_get(words, WORD("plot.count")));
    for (int by = 0; by < FIGURES_KINDS_OF; by++) {
        const struct tallies *tallies = &wrapup->tallies[by];
        for (size_t i = 0; i < tallies->count; i++) {
            char number[24],
                *label = wrapup_label(work, (enum figures_by)by, tallies->items[i].key);
            snprintf(number, sizeof number, "%lld", (long long)tallies->items[i].count);
            CSV_ROW(&out, wrapup_title(work, (enum figures_by)by), label, number);
            free(label);
        }
    }
    size_t len = out.len;
    answer_bytes(answer, 200, "text/csv; charset=utf-8", strbuf_detach(&out), len);
    answer_header(answer, "Content-Disposition", "attachment; filename=\"so-lieu.csv\"");
    page_headers(work->request, answer);
}

void page_figures_csv(const struct request *request, struct answer *answer) {
    struct casework work;
    struct wrapup wrapup;
    casework_open(&work, request);
    if (wrapup_read(&work, &wrapup) == RECORDS_OK)
        answer_csv(&work, &wrapup, answer);
    else
        refusal_later(request, answer);
    wrapup_finish(&wrapup);
    casework_close(&work);
}
