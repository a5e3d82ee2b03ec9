/* /office/dossiers: the list of dossiers, the newest first, filtered and searched. */
#include "office/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "office/case.h"
#include "office/list_filter.h"
#include "office/list_rows.h"
#include "office/office.h"
#include "office/page.h"
#include "office/refusal.h"
#include "web/exchange.h"

/* What to do where nothing was found: look otherwise, or wait for the first slip. */
static void write_empty(struct page *page, const struct casework *work,
                        const struct list_filter *filter) {
    page_card_open(page, NULL);
    if (filter->is_any || filter->is_later_page) {
        page_element(page, "p", WORD("list.none_found"));
        page_link_button(page, PAGE_SECOND, "/office/dossiers",
                         page_word(page, WORD("list.clear")));
    } else {
        page_element(page, "p", WORD("list.none"));
        if (work->roles & DOSSIER_EDITORS)
            page_link_button(page, PAGE_SECOND, "/office/paper",
                             page_word(page, WORD("nav.paper")));
    }
    page_card_close(page);
}

/* Counting all would cost more than the page: only what is all here has a number. */
static void write_count(struct page *page, const struct list_filter *filter,
                        const struct dossier_page *found) {
    char number[24];
    if (filter->is_later_page || found->has_more || found->has_stopped)
        return;
    snprintf(number, sizeof number, "%zu", found->count);
    char *text = PAGE_FILL(page, WORD("list.count"), "n", number);
    html_element(&page->html, text, "p", "class", "muted", "role", "status");
    free(text);
}

static struct dossier_key key_of(const struct dossier_line *line) {
    struct dossier_key key = {.received_at_s = line->received_at_s};
    memcpy(key.id, line->id, sizeof key.id);
    return key;
}

/* Towards the newest there is something as soon as one came from there. */
static void write_pager(struct page *page, const struct list_filter *filter,
                        const struct dossier_page *found) {
    bool goes_up = filter->ask.is_newer, goes_on = found->has_more || found->has_stopped;
    char *newer = NULL, *older = NULL;
    if (goes_on)
        *(goes_up ? &newer : &older) = list_filter_beyond(filter, &found->reached, goes_up);
    if (found->count > 0 && goes_up) {
        struct dossier_key last = key_of(&found->lines[found->count - 1]);
        older = list_filter_beyond(filter, &last, false);
    } else if (found->count > 0 && filter->is_later_page) {
        struct dossier_key first = key_of(&found->lines[0]);
        newer = list_filter_beyond(filter, &first, true);
    }
    page_pager(page, newer, older);
    free(older);
    free(newer);
}

static void answer_list(const struct casework *work, const struct list_filter *filter,
                        const struct dossier_page *found, struct answer *answer) {
    struct page page;
    const struct words *words = work->request->office->words;
    page_open(&page, work->request, answer, "/office/dossiers",
              words_get(words, WORD("list.title")));
    list_filter_form(&page, work, filter);
    if (found->has_stopped)
        page_note(&page, PAGE_INFO, page_word(&page, WORD("list.stopped")));
    if (found->count > 0) {
        write_count(&page, filter, found);
        list_rows_table(&page, work, found->lines, found->count);
    } else if (!found->has_stopped) {
        write_empty(&page, work, filter);
    }
    write_pager(&page, filter, found);
    page_close(&page, filter->from_error || filter->until_error ? 422 : 200);
}

void page_dossiers(const struct request *request, struct answer *answer) {
    struct casework work;
    struct list_filter filter;
    struct dossier_page found = {.lines = NULL};
    casework_open(&work, request);
    list_filter_read(&work, &filter);
    if (dossier_list_page(work.office.sql, &filter.ask, &found) == RECORDS_OK)
        answer_list(&work, &filter, &found, answer);
    else
        refusal_later(request, answer);
    dossier_page_finish(&found);
    list_filter_finish(&filter);
    casework_close(&work);
}
