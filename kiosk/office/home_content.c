/* The dashboard's word on the draft of the content. */
#include "office/home.h"

#include <stdio.h>
#include <stdlib.h>

#include "office/content_desk.h"
#include "office/page.h"
#include "records/drafts.h"
#include "records/service.h"
#include "web/exchange.h"

void home_content(struct page *page) {
    int64_t count = 0;
    char number[24];
    if (drafts_waiting(page->request->service->records, &count) != RECORDS_OK || count == 0)
        return;
    snprintf(number, sizeof number, "%lld", (long long)count);
    page_card_open(page, page_word(page, WORD("content.title")));
    char *text = PAGE_FILL(page, WORD("home.content"), "n", number);
    html_element(&page->html, text, "p");
    free(text);
    html_element(&page->html, page_word(page, WORD("home.content.open")), "a", "href",
                 CONTENT_HOME);
    page_card_close(page);
}
