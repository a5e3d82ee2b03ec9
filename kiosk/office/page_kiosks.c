/* /office/kiosks: how every kiosk is doing; inviting a new one. */
#include "office/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "office/kiosk_code.h"
#include "office/kiosk_state.h"
#include "office/office.h"
#include "office/page.h"
#include "office/refusal.h"
#include "records/devices.h"
#include "records/service.h"
#include "web/exchange.h"
#include "web/form.h"

#define NAME_MAX_LETTERS 60

static void write_number(struct page *page, const char *label, int64_t number) {
    html_open(&page->html, "td", "class", "number", "data-label", label);
    if (number < 0)
        html_text(&page->html, "–");
    else
        html_textf(&page->html, "%lld", (long long)number);
    html_close(&page->html, "td");
}

static void write_row(struct page *page, const struct device_row *row) {
    struct html *h = &page->html;
    bool is_heard = row->status_at_s != 0;
    char disk[KIOSK_DISK_MAX];
    html_open(h, "tr");
    html_open(h, "th", "scope", "row");
    html_open(h, "a");
    html_attrf(h, "href", "/office/kiosks/%s", row->id);
    html_text(h, row->name[0] ? row->name : row->id);
    html_close(h, "a");
    html_element(h, row->id, "small", "class", "code");
    html_close(h, "th");
    html_open(h, "td", "data-label", page_word(page, WORD("kiosks.state")));
    html_open(h, "span", "class", "badges");
    kiosk_state_badges(page, row);
    html_close(h, "span");
    html_close(h, "td");
    html_open(h, "td", "class", "time", "data-label", page_word(page, WORD("kiosks.heard")));
    page_ago(page, row->status_at_s, WORD("kiosks.never"));
    html_close(h, "td");
    write_number(page, page_word(page, WORD("kiosks.queued")), is_heard ? row->health.queued : -1);
    write_number(page, page_word(page, WORD("kiosks.held")), row->held);
    write_number(page, page_word(page, WORD("kiosks.missing")), row->missing);
    kiosk_disk_text(is_heard ? row->health.disk_free_mb : -1, disk);
    html_element(h, disk, "td", "class", "number", "data-label",
                 page_word(page, WORD("kiosks.disk")));
    html_element(h, row->health.app[0] ? row->health.app : "–", "td", "data-label",
                 page_word(page, WORD("kiosks.app")));
    html_close(h, "tr");
}

static enum records_result write_list(struct page *page) {
    const char *headings[] = {page_word(page, WORD("kiosks.name")),
                              page_word(page, WORD("kiosks.state")),
                              page_word(page, WORD("kiosks.heard")),
                              page_word(page, WORD("kiosks.queued")),
                              page_word(page, WORD("kiosks.held")),
                              page_word(page, WORD("kiosks.missing")),
                              page_word(page, WORD("kiosks.disk")),
                              page_word(page, WORD("kiosks.app")),
                              NULL};
    struct device_row row = {.id = ""};
    char after[SLIP_ID_BYTES] = "";
    enum records_result result = devices_next(page->request->service->records, after, &row);
    if (result == RECORDS_NONE) {
        page_note(page, PAGE_INFO, page_word(page, WORD("kiosks.none")));
        return RECORDS_OK;
    }
    page_table_open(page, page_word(page, WORD("kiosks.title")), headings);
    while (result == RECORDS_OK) { // a commune has a handful
        write_row(page, &row);
        snprintf(after, sizeof after, "%s", row.id);
        result = devices_next(page->request->service->records, after, &row);
    }
    page_table_close(page);
    return result == RECORDS_NONE ? RECORDS_OK : result;
}

static void write_new(struct page *page, const char *typed, const char *error) {
    html_open(&page->html, "div", "class", "screen");
    page_card_open(page, page_word(page, WORD("kiosks.add.title")));
    page_element(page, "p", WORD("kiosks.add.text"));
    page_form_open(page, "/office/kiosks");
    page_field(page, &(struct page_field){.name = "name",
                                          .label = page_word(page, WORD("kiosks.add.name")),
                                          .value = typed,
                                          .hint = page_word(page, WORD("kiosks.add.hint")),
                                          .error = error,
                                          .length_max = NAME_MAX_LETTERS,
                                          .is_required = true});
    page_button(page, PAGE_MAIN, page_word(page, WORD("kiosks.add")));
    page_form_close(page);
    page_card_close(page);
    html_close(&page->html, "div");
}

static void answer_page(const struct request *request, struct answer *answer, int status,
                        const char *typed, const char *error) {
    struct page page;
    page_open(&page, request, answer, "/office/kiosks",
              words_get(request->office->words, WORD("kiosks.title")));
    if (write_list(&page) == RECORDS_FAILED)
        page_note(&page, PAGE_BAD, page_word(&page, WORD("home.unread")));
    if (kiosk_may_manage(request))
        write_new(&page, typed, error);
    page_close(&page, status);
}

void page_kiosks(const struct request *request, struct answer *answer) {
    answer_page(request, answer, 200, "", NULL);
}

void page_kiosks_post(const struct request *request, struct answer *answer) {
    char *name = form_clean(request->form, "name", false);
    bool is_long = utf8_count(name) > NAME_MAX_LETTERS || strlen(name) >= DEVICE_NAME_BYTES;
    if (!name[0] || is_long)
        answer_page(request, answer, 422, name,
                    words_get(request->office->words,
                              is_long ? WORD("kiosks.add.long") : WORD("kiosks.add.bad")));
    else
        kiosk_answer_code(request, answer, NULL, name);
    free(name);
}
