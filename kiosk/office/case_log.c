/* The log of a dossier (nhật ký xử lý): who did what and when; what was corrected stays, struck
 * through. And a note to add. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "office/case.h"
#include "office/office.h"
#include "office/page_inputs.h"
#include "records/accounts.h"
#include "records/devices.h"
#include "records/dossier_rules.h"
#include "web/exchange.h"

#define NAMES_MAX 32 // looked up; more people than that work on no dossier
#define NOTE_MAX 600 // characters

WORDS_USED(event_words, "event.received", "event.opened", "event.fields", "event.slip",
           "event.consent", "event.note", "event.step", "event.correct", "event.council",
           "event.higher", "event.published", "event.unpublished", "event.merged_in",
           "event.merged_out", "event.withdrawn", "event.expired", "event.erased", "event.paper",
           "event.paper_out");

struct naming { // ids of accounts and kiosks, each asked for once
    const struct case_view *view;
    size_t count;
    struct {
        char id[DOSSIER_ID_BYTES], name[DEVICE_NAME_BYTES]; // of an account or a kiosk
    } names[NAMES_MAX];
};

static const char *name_of(struct naming *n, const char *id) {
    struct account account;
    struct device_row device;
    for (size_t i = 0; i < n->count; i++)
        if (!strcmp(n->names[i].id, id))
            return n->names[i].name;
    if (n->count == NAMES_MAX)
        return id;
    const char *name = id;
    if (account_find(n->view->work->office.sql, id, &account) == RECORDS_OK)
        name = account.name;
    else if (devices_find(n->view->work->office.sql, id, &device) == RECORDS_OK)
        name = device.name;
    snprintf(n->names[n->count].id, sizeof n->names[0].id, "%s", id);
    snprintf(n->names[n->count].name, sizeof n->names[0].name, "%s", name);
    return n->names[n->count++].name;
}

static const char *label_of(const struct case_view *view, const char *state) {
    const struct dossier_status *status = dossier_rules_status(view->work->office.rules, state);
    return status ? status->label : state;
}

static void write_what(const struct case_view *view, const struct dossier_log_line *line) {
    struct html *h = &view->page->html;
    const struct words *words = view->work->request->office->words;
    html_open(h, line->is_undone ? "del" : "span", "class", "log-what");
    html_text(h, office_words_of(words, "event", line->what));
    if (line->from_state[0] && line->state[0])
        html_textf(h, ": %s → %s", label_of(view, line->from_state), label_of(view, line->state));
    html_close_last(h);
    if (line->is_undone) {
        html_text(h, " ");
        page_badge(view->page, PAGE_PLAIN, page_word(view->page, WORD("log.corrected")));
    }
}

static void write_note(const struct case_view *view, const struct dossier_log_line *line) {
    const struct words *words = view->work->request->office->words;
    if (!line->note || !line->note[0])
        return;
    html_open(&view->page->html, "p", "class", "log-note");
    if (!strcmp(line->what, "consent"))
        html_text(&view->page->html, office_words_of(words, "consent", line->note));
    else if (!strcmp(line->what, "received"))
        html_text(&view->page->html, office_words_of(words, "source", line->note));
    else if (!strcmp(line->what, "paper"))
        html_text(&view->page->html, office_words_of(words, "scan", line->note));
    else
        html_lines(&view->page->html, line->note);
    html_close(&view->page->html, "p");
}

static void write_who(const struct case_view *view, struct naming *naming,
                      const struct dossier_log_line *line) {
    struct html *h = &view->page->html;
    const struct words *words = view->work->request->office->words;
    html_open(h, "p", "class", "log-who");
    page_moment(view->page, line->at_s);
    html_textf(h, " · %s", name_of(naming, line->who));
    if (line->decided_by[0] && strcmp(line->decided_by, line->role) != 0) {
        char *who = PAGE_FILL(view->page, WORD("step.decided_by"), "role",
                              office_words_of(words, "role", line->decided_by));
        html_textf(h, " · %s", who);
        free(who);
    }
    html_close(h, "p");
}

static void write_lines(const struct case_view *view, const struct dossier_log *log) {
    struct html *h = &view->page->html;
    struct naming *naming = xcalloc(1, sizeof *naming);
    naming->view = view;
    html_open(h, "ol", "class", "log", "reversed", "reversed");
    for (size_t i = log->count; i-- > 0;) {
        html_open(h, "li");
        write_what(view, &log->lines[i]);
        write_note(view, &log->lines[i]);
        write_who(view, naming, &log->lines[i]);
        html_close(h, "li");
    }
    html_close(h, "ol");
    free(naming);
}

static void write_note_form(const struct case_view *view) {
    struct page *page = view->page;
    case_form_open(view, CASE_NOTE);
    page_area(page,
              &(struct page_field){.name = "note",
                                   .label = page_word(page, WORD("log.note")),
                                   .value = case_typed(view, CASE_NOTE, "note"),
                                   .error = case_fault(view, CASE_NOTE, "note"),
                                   .length_max = NOTE_MAX,
                                   .is_required = true,
                                   .is_wide = true},
              0);
    page_button(page, PAGE_SECOND, page_word(page, WORD("log.note.add")));
    page_form_close(page);
}

void case_log(const struct case_view *view) {
    struct dossier_log log = {.lines = NULL};
    page_card_open(view->page, casework_label(view->work, "history"));
    if (!view->dossier->purged_at_s)
        write_note_form(view);
    if (dossiers_read_log(view->work->office.sql, view->dossier->id, &log) == DOSSIER_LATER)
        page_note(view->page, PAGE_WARN, page_word(view->page, WORD("log.unread")));
    else
        write_lines(view, &log);
    dossier_log_finish(&log);
    page_card_close(view->page);
}
