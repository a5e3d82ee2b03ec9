/* The list for the council, handed out: /office/council/print, .../list.xlsx, .../list.csv, and for
 * other programs of the commune's /v1/exports/council.csv (contract 1.2). Who took it is noted. */
#include "office/pages.h"

#include <stdlib.h>
#include <string.h>

#include "office/batch.h"
#include "office/export_council.h"
#include "office/office.h"
#include "office/refusal.h"
#include "records/audit.h"
#include "records/service.h"
#include "records/settings.h"
#include "web/exchange.h"
#include "web/form.h"
#include "web/problem.h"

#define STATIC "/office/static/"
#define FILE_NAME "danh-sach-hoi-dong"
#define CSV "text/csv; charset=utf-8"
#define XLSX "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

typedef bool export_writer(const struct casework *work, const struct export_list *list,
                           struct answer *answer);

static void answer_file(const struct request *request, struct answer *answer, char *bytes,
                        size_t len, const char *type, const char *ending) {
    answer_bytes(answer, 200, type, bytes, len);
    answer_headerf(answer, "Content-Disposition", "attachment; filename=\"" FILE_NAME ".%s\"",
                   ending);
    page_headers(request, answer);
}

static bool write_csv(const struct casework *work, const struct export_list *list,
                      struct answer *answer) {
    size_t len;
    char *bytes = export_csv(list, &len);
    answer_file(work->request, answer, bytes, len, CSV, "csv");
    return true;
}

static bool write_xlsx(const struct casework *work, const struct export_list *list,
                       struct answer *answer) {
    size_t len;
    char *bytes = export_xlsx(list, work->request->service->settings->data_dir, &len);
    if (bytes)
        answer_file(work->request, answer, bytes, len, XLSX, "xlsx");
    return bytes != NULL;
}

/* A document has no frame of ours: what is on the paper, and above it how to get it there. */
static bool write_print(const struct casework *work, const struct export_list *list,
                        struct answer *answer) {
    const struct words *words = work->request->office->words;
    struct html html = {.depth = 0};
    size_t len;
    html_doctype(&html);
    html_open(&html, "html", "lang", "vi");
    html_open(&html, "head");
    html_void(&html, "meta", "charset", "utf-8");
    html_void(&html, "meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html_element(&html, words_get(words, WORD("council.title")), "title");
    html_void(&html, "link", "rel", "icon", "href", STATIC "mark.svg", "type", "image/svg+xml");
    html_void(&html, "link", "rel", "stylesheet", "href", STATIC "document.css");
    html_close(&html, "head");
    html_open(&html, "body");
    html_open(&html, "nav", "class", "no-print", "aria-label",
              words_get(words, WORD("export.print.how")));
    html_element(&html, words_get(words, WORD("export.back")), "a", "href", "/office/council");
    html_element(&html, words_get(words, WORD("export.print.how")), "span");
    html_close(&html, "nav");
    html_open(&html, "div", "class", "doc-scroll", "role", "region", "tabindex", "0", "aria-label",
              words_get(words, WORD("council.title")));
    export_print(list, &html);
    html_close(&html, "div");
    html_close(&html, "body");
    html_close(&html, "html");
    char *bytes = html_take(&html, &len);
    answer_bytes(answer, 200, "text/html; charset=utf-8", bytes, len);
    page_headers(work->request, answer);
    return true;
}

static void note_taken(const struct casework *work, const char *format) {
    const struct actor actor = {work->office.who, work->office.now_s};
    audit_note(work->office.sql, &actor, &(struct audit_entry){"export", "council", format});
}
WORDS_USED(export_words, "audit.export");

/* False: the database or the disk cannot now. */
static bool hand_out(const struct request *request, const char *format, export_writer *write,
                     struct answer *answer) {
    struct casework work;
    struct export_list list;
    const struct export_ask ask = {form_text(request->query, "campaign"),
                                   !strcmp(form_text(request->query, "for"), "higher")};
    casework_open(&work, request);
    bool is_made = export_council_make(&work, &ask, &list);
    if (is_made) {
        is_made = write(&work, &list, answer);
        export_list_finish(&list);
    }
    if (is_made)
        note_taken(&work, format);
    casework_close(&work);
    return is_made;
}

void page_council_export(const struct request *request, struct answer *answer) {
    static const struct {
        const char *name;
        export_writer *write;
    } formats[] = {{"print", write_print}, {"list.xlsx", write_xlsx}, {"list.csv", write_csv}};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (strcmp(request->param, formats[i].name) != 0)
            continue;
        if (!hand_out(request, formats[i].name, formats[i].write, answer))
            refusal_later(request, answer);
        return;
    }
    refusal_answer(request, 404, answer);
}

void page_exports_csv(const struct request *request, struct answer *answer) {
    if (strcmp(request->param, "council.csv") != 0)
        problem_answer(answer, &(struct problem){.status = 404,
                                                 .type = "no-such-address",
                                                 .title = "there is no such list"});
    else if (!hand_out(request, "council.csv", write_csv, answer))
        problem_later(answer, NULL);
}
