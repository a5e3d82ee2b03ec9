/* The dashboard's word on kiosks: only what somebody must do something about. */
#include "office/home.h"

#include <stdio.h>

#include "office/kiosk_state.h"
#include "office/page.h"
#include "records/devices.h"
#include "records/service.h"
#include "web/exchange.h"

static void write_row(struct page *page, const struct device_row *row) {
    struct html *h = &page->html;
    html_open(h, "li");
    html_open(h, "a");
    html_attrf(h, "href", "/office/kiosks/%s", row->id);
    html_text(h, row->name[0] ? row->name : row->id);
    html_close(h, "a");
    html_open(h, "span", "class", "badges");
    kiosk_state_badges(page, row);
    html_close(h, "span");
    html_close(h, "li");
}

void home_kiosks(struct page *page) {
    struct sql *records = page->request->service->records;
    struct device_row row = {.id = ""};
    char after[SLIP_ID_BYTES] = "";
    int in_trouble = 0, enrolled = 0;
    page_card_open(page, page_word(page, WORD("home.kiosks")));
    html_open(&page->html, "ul", "class", "lines");
    enum records_result result;
    while ((result = devices_next(records, after, &row)) == RECORDS_OK) {
        enrolled += row.state == DEVICE_STATE_ENROLLED;
        if (kiosk_state_of(&row, page->request->now_s) & KIOSK_TROUBLES) {
            write_row(page, &row);
            in_trouble++;
        }
        snprintf(after, sizeof after, "%s", row.id);
    }
    html_close(&page->html, "ul");
    if (result == RECORDS_FAILED)
        page_element(page, "p", WORD("home.unread"));
    else if (in_trouble == 0)
        page_element(page, "p", enrolled ? WORD("home.kiosks_good") : WORD("home.kiosks_none"));
    page_card_close(page);
}
