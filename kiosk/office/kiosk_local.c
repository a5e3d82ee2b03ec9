#include "office/kiosk_local.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/jsonread.h"
#include "base/strbuf.h"
#include "model/content.h"
#include "model/overrides.h"
#include "model/timeslot.h"
#include "office/office.h"
#include "office/page.h"
#include "office/published.h"
#include "records/service.h"
#include "web/exchange.h"

#define STATUS_BYTES_MAX 65536
#define ALL_DAYS 0xfeu // bits 1 to 7
#define DAY_MIN (24 * 60)

/* "Nhận phiếu giới thiệu: tắt" */
static void write_row(struct page *page, const char *name, const char *state) {
    html_open(&page->html, "li");
    html_textf(&page->html, "%s: %s", name, state);
    html_close(&page->html, "li");
}

/* "Thứ Hai, Thứ Ba · 07:00 – 17:30 · từ 1/5/2023": what is no bound is not said. Owned. */
static char *window_words(struct page *page, const struct timeslot *window) {
    static const char *const days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    const struct words *words = page->request->office->words;
    struct strbuf out = {.text = NULL};
    char from[DATE_VI_MAX] = "", to[DATE_VI_MAX] = "";
    for (int day = 1; window->has_week && window->week.days != ALL_DAYS && day <= 7; day++)
        if (window->week.days & (1u << day))
            strbuf_addf(&out, "%s%s", out.len ? ", " : "",
                        office_words_of(words, "day", days[day - 1]));
    int open = window->week.open_min, close = window->week.close_min;
    if (window->has_week && (open != 0 || close != DAY_MIN))
        strbuf_addf(&out, "%s%02d:%02d – %02d:%02d", out.len ? " · " : "", open / 60, open % 60,
                    close / 60, close % 60);
    if (window->from_s)
        date_format_vi(date_time_at(window->from_s, page->request->office->zone_s).date, from);
    if (window->to_s != TIMESLOT_NEVER)
        date_format_vi(date_time_at(window->to_s - 1, page->request->office->zone_s).date, to);
    if (from[0] || to[0])
        strbuf_addf(&out, "%s%s – %s", out.len ? " · " : "", from[0] ? from : "…",
                    to[0] ? to : "…");
    if (out.len == 0)
        strbuf_add_text(&out, page_word(page, WORD("kiosk.local.always")));
    return strbuf_detach(&out);
}

static void write_window(struct page *page, const char *name, const struct timeslot *window) {
    char *when = window_words(page, window);
    char *line = PAGE_FILL(page, WORD("kiosk.local.window"), "when", when);
    write_row(page, name, line);
    free(line);
    free(when);
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
        write_window(page, name_of(page, content, chosen->windows[i].of), &chosen->windows[i]);
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
    if (local && overrides_decode(local, page->request->office->zone_s, &chosen, NULL) &&
        !overrides_are_empty(&chosen)) {
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
