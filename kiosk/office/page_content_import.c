/* /office/content/import/{topic}: a table from a spreadsheet; first what it would do, row by row,
 * then all of it or nothing. Between the two it waits in DATA/imports under its hash. */
#include "office/pages.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/log.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "office/content_desk.h"
#include "office/office.h"
#include "office/refusal.h"
#include "records/assets.h"
#include "records/entry_import.h"
#include "records/service.h"
#include "records/settings.h"
#include "web/exchange.h"
#include "web/form.h"
#include "web/multipart.h"

#define HERE CONTENT_HOME "/import"
#define FILE_FIELD "file"
#define FOLDER "imports"
#define WAITS_S 86400
#define BYTES_MAX (9 * 1024 * 1024)
#define ROWS_SHOWN 300

WORDS_USED(import_words, "import.what.added", "import.what.changed", "import.what.same",
           "fault.utf8", "fault.control", "fault.quote", "fault.rows", "fault.columns",
           "fault.nothing", "fault.formula", "fault.column", "fault.cells", "fault.twice",
           "fault.id", "entry.member.id");
static const char *const whats[] = {
    [IMPORT_ADDED] = "added", [IMPORT_CHANGED] = "changed", [IMPORT_SAME] = "same"};

struct import_view {
    const struct content_desk *desk;
    enum topic topic;
    const struct import_plan *plan; // NULL: nothing was sent yet
    char sha256[CRYPTO_SHA256_HEX_MAX];
    const char *note; // a key of the words, NULL
    int status;
};

/* --- the file waits ------------------------------------------------------------------------- */

static char *folder_of(const struct request *request) {
    return path_join(request->service->settings->data_dir, FOLDER);
}

/* What nobody came back for. */
static void sweep(const char *folder, int64_t now_s) {
    DIR *files = opendir(folder);
    for (struct dirent *one; files && (one = readdir(files));) {
        struct stat info;
        char *path = path_join(folder, one->d_name);
        if (one->d_name[0] != '.' && stat(path, &info) == 0 && info.st_mtime < now_s - WAITS_S)
            unlink(path);
        free(path);
    }
    if (files)
        closedir(files);
}

static bool keep(const struct request *request, const char *bytes, size_t len, char *out_sha256) {
    char *folder = folder_of(request);
    crypto_sha256_hex(bytes, len, out_sha256);
    char *path = path_join(folder, out_sha256);
    bool is_kept = path_make_dirs(folder) && path_write(path, bytes, len, 0600);
    if (is_kept)
        sweep(folder, request->now_s);
    else
        log_error("cannot write '%s': %s", path, strerror(errno));
    free(path);
    free(folder);
    return is_kept;
}

/* Its path, owned; NULL: the text is no hash. */
static char *kept_path(const struct request *request, const char *sha256) {
    if (!assets_is_hash(sha256))
        return NULL;
    char *folder = folder_of(request), *path = path_join(folder, sha256);
    free(folder);
    return path;
}

/* --- the page ------------------------------------------------------------------------------- */

static const char *label_of(const void *context, const char *field) {
    const struct import_view *view = context;
    return content_label(view->desk->request->office->words, view->topic, field);
}

static struct import_request request_of(const struct import_view *view) {
    return (struct import_request){view->topic, &view->desk->state, &view->desk->choices, label_of,
                                   view};
}

static void write_form(struct page *page, const struct import_view *view) {
    const struct page_field field = {.name = FILE_FIELD,
                                     .hint = page_word(page, WORD("import.file.hint"))};
    char *here = xasprintf(HERE "/%s", topic_id(view->topic));
    char *model = xasprintf("%s/model", here);
    page_card_open(page, page_word(page, WORD("import.file")));
    page_element(page, "p", WORD("import.intro"));
    page_file_form_open(page, here);
    html_open(&page->html, "div", "class", "field");
    html_element(&page->html, page_word(page, WORD("import.choose")), "label", "for", FILE_FIELD);
    html_void(&page->html, "input", "type", "file", "id", FILE_FIELD, "name", FILE_FIELD, "accept",
              "text/csv,.csv,.txt", "aria-describedby", FILE_FIELD "-hint");
    page_field_below(page, &field);
    html_close(&page->html, "div");
    html_open(&page->html, "div", "class", "bar flat");
    page_button(page, view->plan ? PAGE_SECOND : PAGE_MAIN, page_word(page, WORD("import.look")));
    page_link_button(page, PAGE_SECOND, model, page_word(page, WORD("import.model")));
    html_close(&page->html, "div");
    page_form_close(page);
    page_card_close(page);
    free(model);
    free(here);
}

/* A cell named by a key of the words, where it stands on a telephone. */
static void write_number(struct page *page, const char *label, size_t number) {
    html_open(&page->html, "td", "class", "number", "data-label", page_word(page, label));
    if (number)
        html_textf(&page->html, "%zu", number);
    html_close(&page->html, "td");
}

static void write_faults(struct page *page, const struct import_view *view) {
    const struct import_plan *plan = view->plan;
    const struct words *words = page->request->office->words;
    const char *headings[] = {
        page_word(page, WORD("import.line")), page_word(page, WORD("import.column")),
        page_word(page, WORD("import.field")), page_word(page, WORD("import.fault")), NULL};
    page_note(page, PAGE_BAD, page_word(page, WORD("import.refused")));
    page_table_open(page, page_word(page, WORD("import.refused")), headings);
    for (size_t i = 0; i < plan->fault_count; i++) {
        const struct import_fault *fault = &plan->faults[i];
        html_open(&page->html, "tr");
        write_number(page, WORD("import.line"), fault->line);
        write_number(page, WORD("import.column"), fault->column);
        html_element(&page->html,
                     fault->field ? content_label(words, view->topic, fault->field) : "", "td");
        html_element(&page->html, content_fault(words, fault->why), "td");
        html_close(&page->html, "tr");
    }
    page_table_close(page);
}

static void write_row(struct page *page, const struct import_view *view,
                      const struct import_row *row) {
    struct html *h = &page->html;
    const struct words *words = page->request->office->words;
    json_t *before = draft_entry(&view->desk->state, view->topic, row->id);
    size_t count, said = 0;
    const struct entry_field *fields = entry_fields(view->topic, &count);
    html_open(h, "tr");
    write_number(page, WORD("import.line"), row->line);
    html_open(h, "td");
    page_badge(page,
               row->what == IMPORT_ADDED     ? PAGE_GOOD
               : row->what == IMPORT_CHANGED ? PAGE_INFO
                                             : PAGE_PLAIN,
               office_words_of(words, "import.what", whats[row->what]));
    html_close(h, "td");
    html_element(h, wall_name(view->topic, row->entry), "td");
    html_open(h, "td");
    for (size_t i = 0; row->what == IMPORT_CHANGED && i < count; i++) {
        char *was = entry_text(before, &fields[i]), *is = entry_text(row->entry, &fields[i]);
        if (strcmp(was, is) != 0)
            html_textf(h, "%s%s", said++ ? ", " : "",
                       content_label(words, view->topic, fields[i].name));
        free(is);
        free(was);
    }
    html_close(h, "td");
    html_close(h, "tr");
    json_decref(before);
}

static void write_counts(struct page *page, const struct import_plan *plan) {
    html_open(&page->html, "p");
    for (size_t i = 0; i < 3; i++)
        html_textf(&page->html, "%s%s: %zu", i ? " · " : "",
                   office_words_of(page->request->office->words, "import.what", whats[i]),
                   plan->counts[i]);
    html_close(&page->html, "p");
}

static void write_apply(struct page *page, const struct import_view *view) {
    char version[WALL_VERSION_MAX], *action = xasprintf(HERE "/%s/apply", topic_id(view->topic));
    revision_draft_version(&view->desk->state, version);
    page_form_open(page, action);
    page_hidden(page, "sha256", view->sha256);
    page_hidden(page, "version", version);
    page_button(page, PAGE_MAIN, page_word(page, WORD("import.apply")));
    page_form_close(page);
    free(action);
}

static void write_plan(struct page *page, const struct import_view *view) {
    const struct import_plan *plan = view->plan;
    const char *headings[] = {
        page_word(page, WORD("import.line")), page_word(page, WORD("content.state")),
        page_word(page, WORD("content.name")), page_word(page, WORD("content.changes")), NULL};
    page_card_open(page, page_word(page, WORD("import.plan")));
    if (plan->fault_count) {
        write_faults(page, view);
        page_card_close(page);
        return;
    }
    write_counts(page, plan);
    if (plan->counts[IMPORT_ADDED] + plan->counts[IMPORT_CHANGED] > 0)
        write_apply(page, view);
    page_table_open(page, page_word(page, WORD("import.plan")), headings);
    for (size_t i = 0; i < plan->count && i < ROWS_SHOWN; i++)
        write_row(page, view, &plan->rows[i]);
    page_table_close(page);
    if (plan->count > ROWS_SHOWN)
        page_element(page, "p", WORD("import.more"));
    page_card_close(page);
}

static void write_page(struct answer *answer, const struct import_view *view) {
    struct page page;
    char *here = xasprintf(CONTENT_HOME "/%s", topic_id(view->topic));
    content_page_open(&page, view->desk, answer, here,
                      words_get(view->desk->request->office->words, WORD("content.import")));
    if (view->note)
        page_note(&page, PAGE_BAD, page_word(&page, view->note));
    if (view->plan)
        write_plan(&page, view);
    write_form(&page, view);
    page_close(&page, view->status);
    free(here);
}

/* --- handlers ------------------------------------------------------------------------------- */

/* False: answered. */
static bool open_view(struct import_view *view, struct content_desk *desk,
                      const struct request *request, struct answer *answer) {
    *view =
        (struct import_view){.desk = desk, .topic = topic_from_id(request->param), .status = 200};
    if (view->topic <= TOPIC_UNIT)
        return content_desk_open(desk, request, answer);
    refusal_answer(request, 404, answer);
    return false;
}

void page_content_import(const struct request *request, struct answer *answer) {
    struct content_desk desk;
    struct import_view view;
    if (!open_view(&view, &desk, request, answer))
        return;
    write_page(answer, &view);
    content_desk_close(&desk);
}

void page_content_import_model(const struct request *request, struct answer *answer) {
    struct content_desk desk;
    struct import_view view;
    if (!open_view(&view, &desk, request, answer))
        return;
    const struct import_request asked = request_of(&view);
    size_t len;
    char *bytes = import_model(&asked, &len);
    answer_bytes(answer, 200, "text/csv; charset=utf-8", bytes, len);
    page_headers(request, answer);
    answer_headerf(answer, "Content-Disposition", "attachment; filename=\"%s.csv\"",
                   topic_id(view.topic));
    content_desk_close(&desk);
}

static void look(const struct request *request, struct answer *answer, struct import_view *view) {
    const struct multipart_file *file = request->file;
    const struct import_request asked = request_of(view);
    struct import_plan *plan = xcalloc(1, sizeof *plan);
    if (!file || !file->bytes || strcmp(file->field, FILE_FIELD) != 0 || file->len == 0) {
        view->note = WORD("fault.file.empty");
        view->status = 422;
    } else {
        import_plan_read(&asked, file->bytes, file->len, plan);
        view->plan = plan;
        if (plan->fault_count)
            view->status = 422;
        else if (!keep(request, file->bytes, file->len, view->sha256))
            view->status = 503;
    }
    if (view->status == 503)
        refusal_later(request, answer);
    else
        write_page(answer, view);
    import_plan_finish(plan);
    free(plan);
}

void page_content_import_post(const struct request *request, struct answer *answer) {
    struct content_desk desk;
    struct import_view view;
    if (!open_view(&view, &desk, request, answer))
        return;
    look(request, answer, &view);
    content_desk_close(&desk);
}

/* The draft may be another one by now; then it is shown once more what would come of it. */
static void apply(const struct request *request, struct answer *answer, struct import_view *view,
                  const char *bytes, size_t len, const char *path) {
    char version[WALL_VERSION_MAX];
    const struct import_request asked = request_of(view);
    struct import_plan *plan = xcalloc(1, sizeof *plan);
    import_plan_read(&asked, bytes, len, plan);
    view->plan = plan;
    revision_draft_version(&view->desk->state, version);
    if (plan->fault_count || strcmp(version, form_text(request->form, "version")) != 0) {
        snprintf(view->sha256, sizeof view->sha256, "%s", form_text(request->form, "sha256"));
        view->note = WORD("import.stale");
        view->status = plan->fault_count ? 422 : 412;
        write_page(answer, view);
    } else {
        char *to = xasprintf(CONTENT_HOME "/%s", topic_id(view->topic));
        enum draft_result result =
            import_apply(request->service->records, plan, &view->desk->actor);
        if (result == DRAFT_DONE)
            unlink(path);
        content_answer(request, answer, result, to, WORD("said.content.imported"));
        free(to);
    }
    import_plan_finish(plan);
    free(plan);
}

void page_content_import_apply_post(const struct request *request, struct answer *answer) {
    struct content_desk desk;
    struct import_view view;
    char *path = kept_path(request, form_text(request->form, "sha256")), *bytes = NULL;
    size_t len;
    if (!path || !path_read(path, BYTES_MAX, &bytes, &len))
        refusal_answer(request, 404, answer);
    else if (open_view(&view, &desk, request, answer)) {
        apply(request, answer, &view, bytes, len, path);
        content_desk_close(&desk);
    }
    free(bytes);
    free(path);
}
