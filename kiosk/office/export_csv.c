/* The list for the council as CSV. */
#include "office/export_council.h"

#include <string.h>

#include "base/csv.h"
#include "records/dossier_rules.h"

static void add_text(struct strbuf *out, const char *text) {
    bool is_quoted = strpbrk(text, ",\"\r\n") != NULL || text[0] == ' ';
    if (is_quoted)
        strbuf_add_char(out, '"');
    csv_add_text(out, text);
    if (is_quoted)
        strbuf_add_char(out, '"');
}

static void add_cells(struct strbuf *out, const struct export_row *row, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (i)
            strbuf_add_char(out, ',');
        add_text(out, row->cells[i].text ? row->cells[i].text : "");
    }
    strbuf_add_text(out, CSV_LINE_END);
}

char *export_csv(const struct export_list *list, size_t *out_len) {
    struct strbuf out = {.text = NULL};
    csv_begin(&out);
    for (size_t i = 0; i < list->column_count; i++) {
        if (i)
            strbuf_add_char(&out, ',');
        add_text(&out, list->columns[i]->label);
    }
    strbuf_add_text(&out, CSV_LINE_END);
    for (size_t i = 0; i < list->row_count; i++)
        add_cells(&out, &list->rows[i], list->column_count);
    *out_len = out.len;
    return strbuf_detach(&out);
}
