/* The list for the council as a page to print, in the form of an administrative document. */
#include "office/export_council.h"

#include <string.h>

#include "records/dossier_rules.h"
#include "web/html.h"

/* Lines below each other; `last` and the others get their class. */
static void write_lines(struct html *h, const struct export_lines *lines, const char *class) {
    html_open(h, "div", "class", class);
    for (size_t i = 0; i < lines->count; i++)
        html_element(h, lines->items[i], "p");
    html_close(h, "div");
}

static void write_head(const struct export_list *list, struct html *h) {
    html_open(h, "header", "class", "doc-head");
    write_lines(h, &list->agency, "doc-agency");
    html_open(h, "div", "class", "doc-country");
    for (size_t i = 0; i < list->country.count; i++)
        html_element(h, list->country.items[i], "p", "class",
                     i + 1 == list->country.count ? "doc-motto" : NULL);
    html_element(h, list->place_date, "p", "class", "doc-date");
    html_close(h, "div");
    html_close(h, "header");
    html_element(h, list->draft, "p", "class", "doc-draft");
    html_open(h, "div", "class", "doc-title");
    for (size_t i = 0; i < list->title.count; i++)
        html_element(h, list->title.items[i], i ? "p" : "h1");
    if (list->attached[0])
        html_element(h, list->attached, "p", "class", "doc-attached");
    html_close(h, "div");
}

/* "đạt/tổng" may break behind its stroke: the column is narrow. */
static void write_label(struct html *h, const char *label) {
    html_open(h, "th", "scope", "col");
    for (const char *end; (end = strchr(label, '/')); label = end + 1) {
        html_textf(h, "%.*s", (int)(end - label + 1), label);
        html_void(h, "wbr");
    }
    html_text(h, label);
    html_close(h, "th");
}

static void write_columns(const struct export_list *list, struct html *h) {
    int width_mm = 0;
    for (size_t i = 0; i < list->column_count; i++)
        width_mm += list->columns[i]->width_mm;
    html_open(h, "colgroup");
    for (size_t i = 0; i < list->column_count; i++) {
        html_void(h, "col");
        html_attrf(h, "width", "%.2f%%",
                   100.0 * list->columns[i]->width_mm / (width_mm ? width_mm : 1));
    }
    html_close(h, "colgroup");
    html_open(h, "thead");
    html_open(h, "tr");
    for (size_t i = 0; i < list->column_count; i++)
        write_label(h, list->columns[i]->label);
    html_close(h, "tr");
    html_close(h, "thead");
}

static void write_heading(const struct export_list *list, const struct export_row *row,
                          struct html *h) {
    html_open(h, "tr", "class", row->kind == EXPORT_PART ? "doc-part" : "doc-subpart");
    html_element(h, row->cells[0].text, "th", "scope", "rowgroup");
    html_open(h, "th", "scope", "rowgroup");
    html_attrf(h, "colspan", "%zu", list->column_count - 1);
    html_text(h, row->cells[1].text);
    html_close(h, "th");
    html_close(h, "tr");
}

static void write_entry(const struct export_list *list, const struct export_row *row,
                        struct html *h) {
    html_open(h, "tr");
    for (size_t i = 0; i < list->column_count; i++)
        html_element(h, row->cells[i].text, "td", "class",
                     list->columns[i]->width_mm < 15 ? "doc-narrow" : NULL);
    html_close(h, "tr");
}

static void write_table(const struct export_list *list, struct html *h) {
    html_open(h, "table");
    write_columns(list, h);
    html_open(h, "tbody");
    for (size_t i = 0; i < list->row_count; i++)
        if (list->rows[i].kind == EXPORT_ENTRY)
            write_entry(list, &list->rows[i], h);
        else
            write_heading(list, &list->rows[i], h);
    html_close(h, "tbody");
    html_close(h, "table");
    html_element(h, list->totals, "p", "class", "doc-totals");
}

void export_print(const struct export_list *list, struct html *h) {
    html_open(h, "main", "class", "doc");
    write_head(list, h);
    write_table(list, h);
    html_open(h, "footer", "class", "doc-foot");
    html_open(h, "div", "class", "doc-signers");
    write_lines(h, &list->preparer, "doc-preparer");
    write_lines(h, &list->signer, "doc-signer");
    html_close(h, "div");
    write_lines(h, &list->recipients, "doc-recipients");
    html_close(h, "footer");
    html_close(h, "main");
}
