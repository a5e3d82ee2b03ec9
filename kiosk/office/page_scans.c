/* Papers (giấy tờ) scanned into a dossier: put in, opened, taken out again. */
#include "office/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/strbuf.h"
#include "office/case.h"
#include "office/office.h"
#include "office/page_inputs.h"
#include "office/refusal.h"
#include "records/audit.h"
#include "records/scans.h"
#include "records/service.h"
#include "web/exchange.h"
#include "web/form.h"
#include "web/multipart.h"

#define KIND_COUNT 8
#define FILE_FIELD "file"

WORDS_USED(scan_words, "scan.report", "scan.minutes_unit", "scan.proposal", "scan.minutes_council",
           "scan.other", "audit.scan.open", "fault.file.empty", "fault.file.long",
           "fault.file.too-many", "fault.file.unknown");

/* --- on the dossier's page ------------------------------------------------------------------ */

static void write_size(struct page *page, int64_t len) {
    char number[24];
    snprintf(number, sizeof number, "%lld", (long long)((len + 1023) / 1024));
    char *text = PAGE_FILL(page, WORD("scan.size"), "n", number);
    html_textf(&page->html, " · %s", text);
    free(text);
}

static void write_remove(const struct case_view *view, const struct scan_row *row) {
    struct page *page = view->page;
    char *what = xasprintf(CASE_SCANS "/%s", row->sha256);
    page_ask_open(page, PAGE_SECOND, page_word(page, WORD("scan.remove")),
                  page_word(page, WORD("scan.remove.ask")));
    case_form_open(view, what);
    page_button(page, PAGE_DANGER, page_word(page, WORD("scan.remove.do")));
    page_form_close(page);
    page_ask_close(page);
    free(what);
}

static void write_row(const struct case_view *view, const struct scan_row *row, bool may_edit) {
    struct page *page = view->page;
    struct html *h = &page->html;
    struct date date;
    char day[DATE_VI_MAX] = "";
    html_open(h, "li", "class", "twin bar");
    html_open(h, "p");
    html_open(h, "a");
    html_attrf(h, "href", "/office/dossiers/%s/" CASE_SCANS "/%s", view->dossier->id, row->sha256);
    html_text(h, office_words_of(page->request->office->words, "scan", row->kind));
    html_close(h, "a");
    if (date_parse(row->date, &date))
        date_format_vi(date, day);
    html_textf(h, "%s%s · %s", day[0] ? ", " : "", day,
               scan_ending(row->type) ? scan_ending(row->type) : "");
    write_size(page, row->len);
    html_close(h, "p");
    if (may_edit)
        write_remove(view, row);
    html_close(h, "li");
}

static void write_file(const struct case_view *view) {
    struct page *page = view->page;
    const struct page_field field = {.name = FILE_FIELD,
                                     .hint = page_word(page, WORD("scan.file.hint")),
                                     .error = case_fault(view, CASE_SCANS, FILE_FIELD)};
    html_open(&page->html, "div", "class", "field wide");
    html_element(&page->html, page_word(page, WORD("scan.file")), "label", "for", FILE_FIELD);
    html_void(&page->html, "input", "type", "file", "id", FILE_FIELD, "name", FILE_FIELD, "accept",
              "application/pdf,image/jpeg,image/png", "aria-describedby", FILE_FIELD "-hint",
              "aria-invalid", field.error ? "true" : NULL);
    page_field_below(page, &field);
    html_close(&page->html, "div");
}

static void write_form(const struct case_view *view) {
    struct page *page = view->page;
    const struct words *words = page->request->office->words;
    struct page_option options[KIND_COUNT];
    size_t count = 0;
    for (; count < KIND_COUNT && scan_kinds[count]; count++)
        options[count] = (struct page_option){
            scan_kinds[count], office_words_of(words, "scan", scan_kinds[count]), NULL};
    char *action = xasprintf("/office/dossiers/%s/" CASE_SCANS, view->dossier->id);
    page_file_form_open(page, action);
    casework_form_aim(page, view->dossier->version);
    html_open(&page->html, "div", "class", "fields");
    page_select(page,
                &(struct page_field){.name = "kind",
                                     .label = page_word(page, WORD("scan.kind")),
                                     .value = case_typed(view, CASE_SCANS, "kind"),
                                     .error = case_fault(view, CASE_SCANS, "kind")},
                options, count, NULL);
    page_field(page, &(struct page_field){.name = "date",
                                          .label = page_word(page, WORD("scan.date")),
                                          .value = case_typed(view, CASE_SCANS, "date"),
                                          .type = "date",
                                          .error = case_fault(view, CASE_SCANS, "date")});
    html_close(&page->html, "div");
    write_file(view);
    page_button(page, PAGE_SECOND, page_word(page, WORD("scan.add")));
    page_form_close(page);
    free(action);
}

void case_scans(const struct case_view *view) {
    struct scan_list list;
    bool may_edit = view->work->may_edit && !view->dossier->merged_into[0];
    if (scans_list(view->work->office.sql, view->dossier->id, &list) != RECORDS_OK)
        list.count = 0;
    page_card_open(view->page, casework_label(view->work, "documents"));
    if (list.count == 0)
        page_element(view->page, "p", WORD("scan.none"));
    html_open(&view->page->html, "ul", "class", "twins");
    for (size_t i = 0; i < list.count; i++)
        write_row(view, &list.items[i], may_edit);
    html_close(&view->page->html, "ul");
    if (may_edit)
        write_form(view);
    page_card_close(view->page);
}

/* --- put in, taken out ---------------------------------------------------------------------- */

static void add(const struct casework *work, struct answer *answer, const struct dossier_aim *aim) {
    const struct request *request = work->request;
    struct dossier_outcome outcome;
    const struct case_reply reply = {.form = CASE_SCANS, .outcome = &outcome};
    const struct multipart_file *file = request->file;
    bool has_file = file->bytes && !strcmp(file->field, FILE_FIELD);
    char day[DOSSIER_DAY_BYTES];
    case_entry_day(request->form, "date", day);
    const struct scan_new scan = {form_text(request->form, "kind"), day,
                                  has_file ? file->bytes : "", has_file ? file->len : 0};
    char *dir = scans_dir(request->service->settings);
    scans_add(&work->office, dir, aim, &scan, &outcome);
    free(dir);
    case_answer(work, answer, &reply, WORD("said.scan.added"));
}

void page_scans_post(const struct request *request, struct answer *answer) {
    struct casework work;
    struct dossier_aim aim;
    casework_open(&work, request);
    if (casework_aim(request, answer, &aim))
        add(&work, answer, &aim);
    casework_close(&work);
}

void page_scan_remove_post(const struct request *request, struct answer *answer) {
    struct casework work;
    struct dossier_aim aim;
    casework_open(&work, request);
    if (casework_aim(request, answer, &aim)) {
        struct dossier_outcome outcome;
        const struct case_reply reply = {.form = CASE_SCANS, .outcome = &outcome};
        char *dir = scans_dir(request->service->settings);
        scans_remove(&work.office, dir, &aim, request->param2, &outcome);
        free(dir);
        case_answer(&work, answer, &reply, WORD("said.scan.removed"));
    }
    casework_close(&work);
}

/* --- opened --------------------------------------------------------------------------------- */

/* Never shown within our pages: whatever it holds runs nowhere. */
static void answer_file(const struct casework *work, struct answer *answer,
                        const struct dossier *dossier, const struct scan_row *row, char *bytes) {
    const struct actor actor = {work->office.who, work->office.now_s};
    const char *ending = scan_ending(row->type);
    answer_bytes(answer, 200, scan_media_type(scan_read(bytes, (size_t)row->len)), bytes,
                 (size_t)row->len);
    answer_header(answer, "Content-Security-Policy", "sandbox; default-src 'none'");
    answer_header(answer, "X-Content-Type-Options", "nosniff");
    answer_header(answer, "Referrer-Policy", "no-referrer");
    answer_header(answer, "Cache-Control", "no-store");
    answer_headerf(answer, "Content-Disposition", "attachment; filename=\"%s-%s.%s\"",
                   dossier->code, row->kind, ending ? ending : "bin");
    audit_note(work->office.sql, &actor,
               &(struct audit_entry){"scan.open", dossier->id, row->kind});
}

void page_scan(const struct request *request, struct answer *answer) {
    struct casework work;
    struct dossier *dossier = NULL;
    casework_open(&work, request);
    if (casework_read(&work, answer, &dossier)) {
        struct scan_row row;
        char *bytes = NULL, *dir = scans_dir(request->service->settings);
        enum records_result result =
            scans_read(work.office.sql, dir, dossier->id, request->param2, &row, &bytes);
        if (result == RECORDS_OK)
            answer_file(&work, answer, dossier, &row, bytes);
        else if (result == RECORDS_NONE)
            refusal_answer(request, 404, answer);
        else
            refusal_later(request, answer);
        free(dir);
    }
    dossier_destroy(dossier);
    casework_close(&work);
}
