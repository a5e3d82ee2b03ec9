/* The dashboard's word on the box of difficulties. */
#include "office/home.h"

#include <stdio.h>
#include <stdlib.h>

#include "office/office.h"
#include "office/page.h"
#include "records/difficulties.h"
#include "records/service.h"
#include "web/exchange.h"

void home_difficulties(struct page *page) {
    char number[24];
    int64_t count = 0;
    page_card_open(page, page_word(page, WORD("difficulties.title")));
    if (difficulties_count_open(page->request->service->records, &count) != RECORDS_OK) {
        page_element(page, "p", WORD("home.unread"));
    } else if (count == 0) {
        page_element(page, "p", WORD("home.difficulties.none"));
    } else {
        snprintf(number, sizeof number, "%lld", (long long)count);
        char *text = PAGE_FILL(page, WORD("home.difficulties"), "n", number);
        html_open(&page->html, "p");
        html_element(&page->html, text, "a", "href", "/office/difficulties");
        html_close(&page->html, "p");
        free(text);
    }
    page_card_close(page);
}
