#include "office/plot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/strbuf.h"
#include "office/office.h"
#include "office/page.h"
#include "web/exchange.h"

#define DAY_S 86400
#define WEEK_S (7 * DAY_S)
#define WEEKS_MAX 60
#define WEEKS_LEAST 12 // fewer would be no picture: those before are drawn, too
#define COLUMN 10      // units of a column, with the gap
#define GAP 2
#define HEIGHT 100

/* --- bars ----------------------------------------------------------------------------------- */

static void write_bar(struct page *page, int64_t count, int64_t most) {
    struct html *h = &page->html;
    html_open(h, "svg", "class", "bar-plot", "viewBox", "0 0 1000 10", "preserveAspectRatio",
              "none", "aria-hidden", "true");
    html_open(h, "rect", "height", "10");
    html_attrf(h, "width", "%lld", (long long)(most > 0 ? count * 1000 / most : 0));
    html_close(h, "rect");
    html_close(h, "svg");
}

static void write_row(struct page *page, const struct plot_bar *bar, int64_t most) {
    struct html *h = &page->html;
    html_open(h, "tr");
    html_open(h, "th", "scope", "row");
    if (bar->to)
        html_element(h, bar->label, "a", "href", bar->to);
    else
        html_text(h, bar->label);
    if (bar->note && bar->note[0])
        html_element(h, bar->note, "small");
    html_close(h, "th");
    html_open(h, "td", "class", "bar-cell");
    write_bar(page, bar->count, most);
    html_close(h, "td");
    html_open(h, "td", "class", "number");
    html_textf(h, "%lld", (long long)bar->count);
    html_close(h, "td");
    html_close(h, "tr");
}

void plot_bars(struct page *page, const char *caption, const char *of, const struct plot_bar *bars,
               size_t count) {
    struct html *h = &page->html;
    int64_t most = 0;
    for (size_t i = 0; i < count; i++)
        most = bars[i].count > most ? bars[i].count : most;
    if (count == 0)
        return;
    html_open(h, "table", "class", "bars");
    html_element(h, caption, "caption");
    html_open(h, "thead", "class", "unseen");
    html_open(h, "tr");
    html_element(h, of, "th", "scope", "col");
    html_element(h, page_word(page, WORD("plot.picture")), "td");
    html_element(h, page_word(page, WORD("plot.count")), "th", "scope", "col");
    html_close(h, "tr");
    html_close(h, "thead");
    html_open(h, "tbody");
    for (size_t i = 0; i < count; i++)
        write_row(page, &bars[i], most);
    html_close(h, "tbody");
    html_close(h, "table");
}

/* --- weeks ---------------------------------------------------------------------------------- */

int64_t plot_monday(const struct page *page, int64_t at_s) {
    int zone_s = page->request->office->zone_s;
    struct date_time at = date_time_at(at_s, zone_s);
    int64_t day_s = date_time_to_unix((struct date_time){.date = at.date}, zone_s);
    return day_s - (int64_t)(at.weekday - 1) * DAY_S;
}

char *plot_day(const char *key) {
    char text[DATE_VI_MAX];
    struct date day;
    if (!date_parse(key, &day))
        return xasprintf("%s", key);
    date_format_vi(day, text);
    return xasprintf("%s", text);
}

struct weeks {
    struct {
        char *day; // owned: its Monday, as people write it
        int64_t count;
    } items[WEEKS_MAX];
    size_t count, most; // `most`: the place of the highest
};

static void read_weeks(const struct page *page, const struct tallies *tallies, int64_t since_s,
                       int64_t until_s, struct weeks *out) {
    int64_t monday_s = plot_monday(page, since_s), last_s = plot_monday(page, until_s);
    *out = (struct weeks){.count = 0};
    if (last_s - monday_s < (int64_t)(WEEKS_LEAST - 1) * WEEK_S)
        monday_s = last_s - (int64_t)(WEEKS_LEAST - 1) * WEEK_S;
    if (last_s - monday_s >= (int64_t)WEEKS_MAX * WEEK_S)
        monday_s = last_s - (int64_t)(WEEKS_MAX - 1) * WEEK_S;
    for (; monday_s <= last_s; monday_s += WEEK_S) {
        char key[DATE_RFC3339_MAX];
        date_format_rfc3339(monday_s, page->request->office->zone_s, key);
        key[10] = '\0';
        out->items[out->count].day = plot_day(key);
        out->items[out->count].count = tallies_get(tallies, key);
        if (out->items[out->count].count > out->items[out->most].count)
            out->most = out->count;
        out->count++;
    }
}

static void finish_weeks(struct weeks *weeks) {
    for (size_t i = 0; i < weeks->count; i++)
        free(weeks->items[i].day);
}

static char *say_week(const struct page *page, const char *key, const struct weeks *weeks,
                      size_t i) {
    char number[24];
    snprintf(number, sizeof number, "%lld", (long long)weeks->items[i].count);
    return PAGE_FILL(page, key, "day", weeks->items[i].day, "n", number);
}

static void write_column(struct page *page, const struct weeks *weeks, size_t i, int64_t most) {
    struct html *h = &page->html;
    int64_t count = weeks->items[i].count;
    // What is little is seen still.
    int height = count == 0 ? 0 : (int)(2 + count * (HEIGHT - 2) / most);
    char *text = say_week(page, WORD("plot.week"), weeks, i);
    html_open(h, "rect");
    html_attrf(h, "x", "%zu", i * COLUMN);
    html_attrf(h, "y", "%d", HEIGHT - height);
    html_attrf(h, "width", "%d", COLUMN - GAP);
    html_attrf(h, "height", "%d", height);
    html_element(h, text, "title");
    html_close(h, "rect");
    free(text);
}

static void write_columns(struct page *page, const struct weeks *weeks) {
    struct html *h = &page->html;
    int64_t most = weeks->items[weeks->most].count;
    char *highest = say_week(page, WORD("plot.week.most"), weeks, weeks->most);
    html_open(h, "figure", "class", "weeks");
    html_element(h, most > 0 ? highest : page_word(page, WORD("plot.week.none")), "figcaption");
    html_open(h, "svg", "class", "columns", "preserveAspectRatio", "none", "aria-hidden", "true");
    html_attrf(h, "viewBox", "0 0 %zu %d", weeks->count * COLUMN - GAP, HEIGHT);
    for (size_t i = 0; i < weeks->count; i++)
        write_column(page, weeks, i, most > 0 ? most : 1);
    html_close(h, "svg");
    html_open(h, "p", "class", "weeks-axis", "aria-hidden", "true");
    html_element(h, weeks->items[0].day, "span");
    html_element(h, weeks->items[weeks->count - 1].day, "span");
    html_close(h, "p");
    html_close(h, "figure");
    free(highest);
}

/* The same in numbers. */
static void write_numbers(struct page *page, const struct weeks *weeks) {
    struct html *h = &page->html;
    html_open(h, "details", "class", "more");
    html_element(h, page_word(page, WORD("plot.numbers")), "summary");
    html_open(h, "table");
    html_element(h, page_word(page, WORD("plot.weeks")), "caption");
    html_open(h, "thead");
    html_open(h, "tr");
    html_element(h, page_word(page, WORD("plot.week.of")), "th", "scope", "col");
    html_element(h, page_word(page, WORD("plot.count")), "th", "scope", "col", "class", "number");
    html_close(h, "tr");
    html_close(h, "thead");
    html_open(h, "tbody");
    for (size_t i = 0; i < weeks->count; i++) {
        html_open(h, "tr");
        html_element(h, weeks->items[i].day, "th", "scope", "row");
        html_open(h, "td", "class", "number");
        html_textf(h, "%lld", (long long)weeks->items[i].count);
        html_close(h, "td");
        html_close(h, "tr");
    }
    html_close(h, "tbody");
    html_close(h, "table");
    html_close(h, "details");
}

void plot_weeks(struct page *page, const struct tallies *tallies, int64_t since_s,
                int64_t until_s) {
    struct weeks weeks;
    read_weeks(page, tallies, since_s, until_s, &weeks);
    if (weeks.count > 0) {
        write_columns(page, &weeks);
        write_numbers(page, &weeks);
    }
    finish_weeks(&weeks);
}
