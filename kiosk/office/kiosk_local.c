#include "office/kiosk_local.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "model/content.h"
#include "model/overrides.h"
#include "office/office.h"
#include "office/page.h"
#include "office/published.h"
#include "records/service.h"
#include "web/exchange.h"

#define STATUS_BYTES_MAX 65536

/* "Nhận phiếu giới thiệu: tắt" */
static void write_row(struct page *page, const char *name, const char *state) {
    html_open(&page->html, "li");
    html_textf(&page->html, "%s: %s", name, state);
    html_close(&page->html, "li");
}

static const char *choice_word(struct page *page, enum switch_choice choice) {
    return page_word(page, choice == CHOICE_ON ? WORD("kiosk.local.on") : WORD("kiosk.local.off"));
}

static const char *switch_name(const struct page *page, enum switch_id id) {
    return office_words_of(page->request->office->words, "switch", switch_kind(id)->key);
}

/* The name by which the office knows it; an id that is not published any more is its own. */
static const char *name_of(struct page *page, const struct content *content, const char *id) {
    size_t prefix_len = strlen(TIMESLOT_PAGE_PREFIX);
    struct item item;
    if (content && content_item(content, id, &item) && item.name[0])
        return item.name;
    bool is_page = strncmp(id, TIMESLOT_PAGE_PREFIX, prefix_len) == 0;
    enum switch_id key = is_page ? switch_by_key(id + prefix_len) : SWITCHES;
    return key < SWITCHES
               ? office_words_of(page->request->office->words, "switch.page", switch_kind(key)->key)
               : id;
}

static void write_rows(struct page *page, const struct content *content,
                       const struct overrides *chosen) {
    for (enum switch_id id = 0; id < SWITCHES; id++)
        if (chosen->switches.of[id] != CHOICE_NONE)
            write_row(page, switch_name(page, id), choice_word(page, chosen->switches.of[id]));
    for (size_t i = 0; i < chosen->item_count; i++)
        write_row(page, name_of(page, content, chosen->items[i].id),
                  choice_word(page, chosen->items[i].choice));
    for (size_t i = 0; i < chosen->window_count; i++)
        write_row(page, name_of(page, content, chosen->windows[i].of),
                  page_word(page, WORD("kiosk.local.window")));
    if (!chosen->has_pins)
        return;
    char count[24];
    snprintf(count, sizeof count, "%zu", chosen->pin_count);
    write_row(page, page_word(page, WORD("kiosk.local.pins")), count);
}

void kiosk_local_write(struct page *page, const char *status) {
    json_t *root = jsonread_bytes(status, strlen(status), STATUS_BYTES_MAX, NULL);
    const json_t *local = jsonread_object(root, "local_switches");
    struct overrides chosen = {.has_pins = false};
    if (local && overrides_decode(local, 0, &chosen, NULL) && !overrides_are_empty(&chosen)) {
        struct office *office = page->request->office;
        struct published *published = published_take(office, page->request->now_s);
        page_card_open(page, page_word(page, WORD("kiosk.local")));
        page_element(page, "p", WORD("kiosk.local.note"));
        html_open(&page->html, "ul");
        write_rows(page, published->content, &chosen);
        if (jsonread_bool(local, "is_cut", false))
            page_element(page, "li", WORD("kiosk.local.more"));
        html_close(&page->html, "ul");
        page_card_close(page);
        published_give(office, published);
    }
    overrides_finish(&chosen);
    json_decref(root);
}
