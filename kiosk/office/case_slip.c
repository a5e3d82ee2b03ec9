/* The citizen's own words, and where they came from. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/strbuf.h"
#include "office/case.h"
#include "office/office.h"
#include "office/published.h"
#include "records/devices.h"
#include "records/dossier_rules.h"
#include "records/paper.h"
#include "web/exchange.h"

#define CLOCK_TRUSTED "synced"

static void write_reasons(const struct case_view *view) {
    const struct nomination *slip = &view->dossier->slip;
    struct html *h = &view->page->html;
    if (slip->reason_count == 0)
        return;
    html_element(h, casework_label(view->work, "reasons"), "dt");
    html_open(h, "dd");
    for (size_t i = 0; i < slip->reason_count; i++)
        html_textf(h, "%s%s", i ? "; " : "",
                   published_reason(casework_content(view->work), slip->reasons[i]));
    html_close(h, "dd");
}

/* Who sent it is for those who may have to ring them up, and until that is over. */
static void write_sender(const struct case_view *view) {
    const struct nomination *slip = &view->dossier->slip;
    const struct dossier_status *status =
        dossier_rules_status(view->work->office.rules, view->dossier->state);
    if (!view->work->may_edit)
        return;
    if (slip->sender_name[0] || slip->sender_phone[0]) {
        case_fact(view, casework_label(view->work, "sender_name"), slip->sender_name);
        case_fact(view, casework_label(view->work, "sender_phone"), slip->sender_phone);
    } else {
        bool is_over = status && status->ends_appraisal;
        case_fact(
            view, casework_label(view->work, "sender_name"),
            page_word(view->page, is_over ? WORD("case.sender.gone") : WORD("case.sender.none")));
    }
}

static void write_words(const struct case_view *view) {
    const struct nomination *slip = &view->dossier->slip;
    struct html *h = &view->page->html;
    html_open(h, "dl", "class", "facts");
    case_fact(view, casework_label(view->work, "kind"),
              office_words_of(view->work->request->office->words, "kind", slip->kind));
    write_reasons(view);
    write_sender(view);
    html_close(h, "dl");
    if (!slip->deed[0])
        return;
    html_open(h, "blockquote", "class", "words");
    html_open(h, "p");
    html_lines(h, slip->deed);
    html_close(h, "p");
    html_close(h, "blockquote");
}
WORDS_USED(kind_words, "kind.resident", "kind.official", "kind.collective", "kind.model");

/* --- where it came from --------------------------------------------------------------------- */

static void write_source(const struct case_view *view) {
    const struct dossier *d = view->dossier;
    struct device_row device = {.name = ""};
    struct html *h = &view->page->html;
    html_element(h, casework_label(view->work, "source"), "dt");
    html_open(h, "dd");
    html_text(h, office_words_of(view->work->request->office->words, "source", d->source));
    if (d->device_id[0]) {
        bool is_known = devices_find(view->work->office.sql, d->device_id, &device) == RECORDS_OK;
        html_textf(h, " · %s", is_known ? device.name : d->device_id);
    }
    html_close(h, "dd");
}
WORDS_USED(source_words, "source.kiosk", "source.paper", "source.unit");

static void write_time(const struct case_view *view, const char *field, int64_t at_s,
                       const char *doubt) {
    struct html *h = &view->page->html;
    html_element(h, casework_label(view->work, field), "dt");
    html_open(h, "dd");
    page_moment(view->page, at_s);
    if (doubt) {
        html_text(h, " ");
        page_badge(view->page, PAGE_WARN, doubt);
    }
    html_close(h, "dd");
}

static void write_consent(const struct case_view *view) {
    const struct nomination *slip = &view->dossier->slip;
    int64_t at_s;
    char day[DATE_VI_MAX];
    bool is_paper = !strcmp(slip->consent_version, PAPER_CONSENT);
    case_fact(view, casework_label(view->work, "consent_version"),
              is_paper ? page_word(view->page, WORD("case.consent.paper")) : slip->consent_version);
    if (!date_parse_rfc3339(slip->consent_at, &at_s, NULL))
        return;
    if (is_paper) { // a signature has a day and no hour
        date_format_vi(date_time_at(at_s, view->work->office.zone_s).date, day);
        case_fact(view, page_word(view->page, WORD("paper.consent")), day);
    } else {
        write_time(view, "consent_at", at_s, NULL);
    }
}

static void write_origin(const struct case_view *view) {
    const struct dossier *d = view->dossier;
    struct html *h = &view->page->html;
    html_open(h, "dl", "class", "facts origin");
    html_element(h, casework_label(view->work, "code"), "dt");
    html_open(h, "dd");
    html_element(h, d->code, "span", "class", "code");
    html_close(h, "dd");
    write_source(view);
    write_time(view, "created_at", d->created_at_s,
               strcmp(d->clock, CLOCK_TRUSTED) != 0
                   ? page_word(view->page, WORD("case.clock.doubt"))
                   : NULL);
    write_time(view, "received_at", d->received_at_s, NULL);
    write_consent(view);
    if (d->delete_after_s)
        write_time(view, "delete_after", d->delete_after_s, NULL);
    html_close(h, "dl");
}

/* What the slip says is its sender's to change. */
static void write_correct(const struct case_view *view) {
    char *to = xasprintf("/office/desk/%s", view->dossier->id);
    html_open(&view->page->html, "p", "class", "below no-print");
    html_element(&view->page->html, page_word(view->page, WORD("case.slip.correct")), "a", "href",
                 to);
    html_close(&view->page->html, "p");
    free(to);
}

void case_slip(const struct case_view *view) {
    page_card_open(view->page, page_word(view->page, WORD("case.slip")));
    if (view->dossier->seq_repeated)
        page_note(view->page, PAGE_WARN, page_word(view->page, WORD("case.seq.repeated")));
    html_open(&view->page->html, "div", "class", "case-slip");
    html_open(&view->page->html, "div");
    write_words(view);
    html_close(&view->page->html, "div");
    write_origin(view);
    html_close(&view->page->html, "div");
    if (view->is_open)
        write_correct(view);
    page_card_close(view->page);
}
