/* The parts that pages are made of. */
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "office/office.h"
#include "office/page.h"
#include "office/session.h"
#include "web/exchange.h"

#define MINUTE_S 60
#define HOUR_S 3600
#define DAY_S 86400
#define AGO_DAYS_MAX 30 // what is older is a date

static const char *const button_classes[] = {
    [PAGE_MAIN] = "button main",
    [PAGE_SECOND] = "button",
    [PAGE_DANGER] = "button danger",
};
static const struct {
    const char *badge, *note, *icon;
} tones[] = {
    [PAGE_PLAIN] = {"badge", "note", "dots"},
    [PAGE_GOOD] = {"badge good", "note good", "check"},
    [PAGE_INFO] = {"badge info", "note info", "help"},
    [PAGE_WARN] = {"badge warn", "note warn", "warn"},
    [PAGE_BAD] = {"badge bad", "note bad", "warn"},
};

void page_element(struct page *page, const char *tag, const char *key) {
    html_element(&page->html, page_word(page, key), tag);
}

void page_icon(struct page *page, const char *name) {
    html_open(&page->html, "svg", "class", "icon", "viewBox", "0 0 48 48", "aria-hidden", "true");
    html_open(&page->html, "use");
    html_attrf(&page->html, "href", "/office/static/icons.svg#%s", name);
    html_close(&page->html, "use");
    html_close(&page->html, "svg");
}

static void format_moment(const struct page *page, int64_t at_s, char *out, size_t out_bytes) {
    struct date_time at = date_time_at(at_s, page->request->office->zone_s);
    char day[DATE_VI_MAX];
    date_format_vi(at.date, day);
    snprintf(out, out_bytes, "%s %02d:%02d", day, at.hour, at.minute);
}

static void open_time(struct page *page, int64_t at_s, const char *title) {
    char machine[DATE_RFC3339_MAX];
    date_format_rfc3339(at_s, page->request->office->zone_s, machine);
    html_open(&page->html, "time", "datetime", machine, "title", title);
}

void page_moment(struct page *page, int64_t at_s) {
    char text[40];
    if (at_s == 0) {
        html_text(&page->html, "–");
        return;
    }
    format_moment(page, at_s, text, sizeof text);
    open_time(page, at_s, NULL);
    html_text(&page->html, text);
    html_close(&page->html, "time");
}

/* The word and the number that say an age; NULL when only the date does. */
static const char *age_word(int64_t age_s, int64_t *out_number) {
    if (age_s < 0 || age_s >= AGO_DAYS_MAX * DAY_S)
        return NULL;
    if (age_s < MINUTE_S)
        return WORD("ago.now");
    *out_number = age_s < HOUR_S  ? age_s / MINUTE_S
                  : age_s < DAY_S ? age_s / HOUR_S
                                  : age_s / DAY_S;
    return age_s < HOUR_S  ? WORD("ago.minutes")
           : age_s < DAY_S ? WORD("ago.hours")
                           : WORD("ago.days");
}

void page_ago(struct page *page, int64_t at_s, const char *never) {
    char moment[40], number_text[24];
    int64_t number = 0;
    if (at_s == 0) {
        html_text(&page->html, page_word(page, never));
        return;
    }
    const char *key = age_word(page->request->now_s - at_s, &number);
    format_moment(page, at_s, moment, sizeof moment);
    snprintf(number_text, sizeof number_text, "%lld", (long long)number);
    open_time(page, at_s, key ? moment : NULL);
    char *ago = key ? PAGE_FILL(page, key, "n", number_text) : NULL;
    html_text(&page->html, ago ? ago : moment);
    free(ago);
    html_close(&page->html, "time");
}

void page_badge(struct page *page, enum page_tone tone, const char *text) {
    html_element(&page->html, text, "span", "class", tones[tone].badge);
}

void page_note(struct page *page, enum page_tone tone, const char *text) {
    const char *role = tone >= PAGE_WARN ? "alert" : "status";
    html_open(&page->html, "div", "class", tones[tone].note, "role", role);
    page_icon(page, tones[tone].icon);
    html_open(&page->html, "p");
    html_lines(&page->html, text);
    html_close(&page->html, "p");
    html_close(&page->html, "div");
}

void page_card_open(struct page *page, const char *heading) {
    html_open(&page->html, "section", "class", "card");
    if (heading)
        html_element(&page->html, heading, "h2");
}

void page_card_close(struct page *page) {
    html_close(&page->html, "section");
}

void page_form_open(struct page *page, const char *action) {
    html_open(&page->html, "form", "method", "post", "action", action, "autocomplete", "off");
    page_hidden(page, SESSION_CSRF_FIELD, page->csrf);
}

void page_file_form_open(struct page *page, const char *action) {
    html_open(&page->html, "form", "method", "post", "action", action, "enctype",
              "multipart/form-data");
    page_hidden(page, SESSION_CSRF_FIELD, page->csrf);
}

void page_form_close(struct page *page) {
    html_close(&page->html, "form");
}

void page_hidden(struct page *page, const char *name, const char *value) {
    html_void(&page->html, "input", "type", "hidden", "name", name, "value", value);
}

void page_version(struct page *page, int64_t version) {
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)version);
    page_hidden(page, "version", text);
}

static const char *id_of(const struct page_field *field) {
    return field->id ? field->id : field->name;
}

/* Hint and error are read out with the field: their ids follow from its own. */
void page_field_below(struct page *page, const struct page_field *field) {
    struct html *h = &page->html;
    if (field->hint) {
        html_open(h, "p", "class", "hint");
        html_attrf(h, "id", "%s-hint", id_of(field));
        html_text(h, field->hint);
        html_close(h, "p");
    }
    if (field->error) {
        html_open(h, "p", "class", "error");
        html_attrf(h, "id", "%s-error", id_of(field));
        page_icon(page, "warn");
        html_element(h, field->error, "span");
        html_close(h, "p");
    }
}

static void write_input(struct page *page, const struct page_field *field) {
    struct html *h = &page->html;
    html_void(h, "input", "id", id_of(field), "name", field->name, "type",
              field->type ? field->type : "text", "value", field->value, "autocomplete",
              field->autocomplete ? field->autocomplete : "off", "aria-invalid",
              field->error ? "true" : NULL, "spellcheck", "false", "list", field->list);
    if (field->length_max)
        html_attrf(h, "maxlength", "%d", field->length_max);
    if (field->hint || field->error)
        html_attrf(h, "aria-describedby", "%s-%s", id_of(field), field->error ? "error" : "hint");
    html_flag(h, "required", field->is_required);
    html_flag(h, "autofocus", field->is_focused);
}

void page_field(struct page *page, const struct page_field *field) {
    html_open(&page->html, "div", "class", field->is_wide ? "field wide" : "field");
    html_element(&page->html, field->label, "label", "for", id_of(field));
    write_input(page, field);
    page_field_below(page, field);
    html_close(&page->html, "div");
}

void page_check(struct page *page, const char *name, const char *value, const char *label,
                const char *hint, bool is_checked) {
    struct html *h = &page->html;
    html_open(h, "label", "class", "check");
    html_void(h, "input", "type", "checkbox", "name", name, "value", value);
    html_flag(h, "checked", is_checked);
    html_open(h, "span");
    html_text(h, label);
    if (hint)
        html_element(h, hint, "small");
    html_close(h, "span");
    html_close(h, "label");
}

void page_button(struct page *page, enum page_button kind, const char *text) {
    html_element(&page->html, text, "button", "type", "submit", "class", button_classes[kind]);
}

void page_link_button(struct page *page, enum page_button kind, const char *to, const char *text) {
    html_element(&page->html, text, "a", "class", button_classes[kind], "href", to);
}

void page_ask_open(struct page *page, enum page_button kind, const char *summary,
                   const char *question) {
    html_open(&page->html, "details", "class", "ask");
    html_element(&page->html, summary, "summary", "class", button_classes[kind]);
    html_open(&page->html, "div", "class", "ask-body");
    if (question)
        html_element(&page->html, question, "p");
}

void page_ask_close(struct page *page) {
    html_close(&page->html, "div");
    html_close(&page->html, "details");
}

void page_table_open(struct page *page, const char *caption, const char *const *headings) {
    struct html *h = &page->html;
    html_open(h, "div", "class", "table", "role", "region", "tabindex", "0", "aria-label", caption);
    html_open(h, "table", "class", "stack");
    html_element(h, caption, "caption");
    html_open(h, "thead");
    html_open(h, "tr");
    for (; *headings; headings++)
        html_element(h, *headings, "th", "scope", "col");
    html_close(h, "tr");
    html_close(h, "thead");
    html_open(h, "tbody");
}

void page_table_close(struct page *page) {
    html_close(&page->html, "tbody");
    html_close(&page->html, "table");
    html_close(&page->html, "div");
}

void page_pager(struct page *page, const char *previous, const char *next) {
    struct html *h = &page->html;
    if (!previous && !next)
        return;
    html_open(h, "nav", "class", "pager", "aria-label", page_word(page, WORD("pager.label")));
    if (previous)
        html_element(h, page_word(page, WORD("pager.previous")), "a", "class", "button", "rel",
                     "prev", "href", previous);
    if (next)
        html_element(h, page_word(page, WORD("pager.next")), "a", "class", "button", "rel", "next",
                     "href", next);
    html_close(h, "nav");
}
