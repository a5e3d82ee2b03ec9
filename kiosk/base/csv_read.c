#include "base/csv_read.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/utf8.h"
#include "base/xalloc.h"

struct reading {
    const char *at, *end;
    size_t line, column;
    char delimiter;
    struct csv_table table;
    struct csv_fault *fault;
};

void csv_table_finish(struct csv_table *table) {
    for (size_t i = 0; i < table->count; i++) {
        for (size_t k = 0; k < table->rows[i].count; k++)
            free(table->rows[i].cells[k]);
        free(table->rows[i].cells);
    }
    free(table->rows);
    *table = (struct csv_table){.rows = NULL};
}

static bool fail(struct reading *r, const char *why) {
    *r->fault = (struct csv_fault){r->line, r->column, why};
    return false;
}

/* The one that the first line has most of, outside of quotes. */
static char find_delimiter(const char *at, const char *end) {
    static const char all[] = ",;\t";
    size_t counts[3] = {0, 0, 0}, best = 0;
    bool is_quoted = false;
    for (; at < end && (is_quoted || (*at != '\n' && *at != '\r')); at++) {
        const char *found = *at ? strchr(all, *at) : NULL;
        is_quoted ^= *at == '"';
        if (found && !is_quoted)
            counts[found - all]++;
    }
    for (size_t i = 1; i < 3; i++)
        if (counts[i] > counts[best])
            best = i;
    return all[best];
}

/* --- one cell ------------------------------------------------------------------------------- */

/* Takes a line end as one, whichever of the three it is. */
static bool take_line_end(struct reading *r) {
    if (r->at == r->end || (*r->at != '\r' && *r->at != '\n'))
        return false;
    bool is_pair = *r->at == '\r' && r->at + 1 < r->end && r->at[1] == '\n';
    r->at += is_pair ? 2 : 1;
    r->line++;
    return true;
}

static bool is_end_of_cell(const struct reading *r) {
    return r->at == r->end || *r->at == r->delimiter || *r->at == '\r' || *r->at == '\n';
}

static bool read_quoted(struct reading *r, struct strbuf *cell) {
    for (r->at++;;) {
        if (r->at == r->end)
            return fail(r, "quote");
        if (*r->at == '"' && r->at + 1 < r->end && r->at[1] == '"') {
            strbuf_add_char(cell, '"');
            r->at += 2;
        } else if (*r->at == '"') {
            r->at++;
            return is_end_of_cell(r) || fail(r, "quote");
        } else if (take_line_end(r)) {
            strbuf_add_char(cell, '\n');
        } else {
            strbuf_add_char(cell, *r->at++);
        }
        if (cell->len > CSV_CELL_BYTES_MAX)
            return fail(r, "long");
    }
}

static bool read_plain(struct reading *r, struct strbuf *cell) {
    while (!is_end_of_cell(r)) {
        if (*r->at == '"')
            return fail(r, "quote");
        strbuf_add_char(cell, *r->at++);
        if (cell->len > CSV_CELL_BYTES_MAX)
            return fail(r, "long");
    }
    return true;
}

/* A number may have a sign; whatever else begins so and is not marked is none of ours. */
static bool is_foreign_formula(const char *text) {
    if (text[0] == '=' || text[0] == '@')
        return true;
    return (text[0] == '+' || text[0] == '-') && text[1] && !isdigit((unsigned char)text[1]) &&
           text[1] != ' ';
}

static bool is_clean(struct reading *r, const char *text, size_t len) {
    if (!utf8_is_valid(text, len))
        return fail(r, "utf8");
    for (size_t i = 0; i < len; i++)
        if (((unsigned char)text[i] < ' ' && text[i] != '\n' && text[i] != '\t') || text[i] == 0x7f)
            return fail(r, "control");
    return true;
}

/* Owned by the caller; NULL with the fault. */
static char *read_cell(struct reading *r) {
    struct strbuf cell = {.text = NULL};
    bool is_quoted = r->at < r->end && *r->at == '"';
    bool is_right = is_quoted ? read_quoted(r, &cell) : read_plain(r, &cell);
    if (is_right)
        is_right = is_clean(r, strbuf_text(&cell), cell.len);
    const char *text = strbuf_text(&cell);
    bool is_marked = text[0] == '\'' && csv_is_formula(text + 1); // as csv_row() does
    if (is_right && !is_marked && is_foreign_formula(text))
        is_right = fail(r, "formula");
    char *out = is_right ? xstrdup(text + is_marked) : NULL;
    strbuf_finish(&cell);
    return out;
}

/* --- rows ----------------------------------------------------------------------------------- */

static void drop_row(struct csv_row *row) {
    for (size_t i = 0; i < row->count; i++)
        free(row->cells[i]);
    free(row->cells);
}

static bool is_empty(const struct csv_row *row) {
    for (size_t i = 0; i < row->count; i++)
        if (row->cells[i][strspn(row->cells[i], " \t\n")])
            return false;
    return true;
}

static bool read_cells(struct reading *r, struct csv_row *row) {
    for (r->column = 1;; r->column++) {
        if (row->count == CSV_COLUMNS_MAX)
            return fail(r, "columns");
        char *cell = read_cell(r);
        if (!cell)
            return false;
        if (!row->cells)
            row->cells = xcalloc(CSV_COLUMNS_MAX, sizeof *row->cells);
        row->cells[row->count++] = cell;
        if (r->at < r->end && *r->at == r->delimiter) {
            r->at++;
            continue;
        }
        take_line_end(r);
        return true;
    }
}

static void add_row(struct csv_table *table, const struct csv_row *row) {
    if ((table->count & (table->count + 1)) == 0) // 0, 1, 3, 7, ...: full
        table->rows = xrealloc(table->rows, 2 * table->count + 1, sizeof *table->rows);
    table->rows[table->count++] = *row;
}

static bool read_rows(struct reading *r) {
    while (r->at < r->end) {
        struct csv_row row = {.line = r->line};
        bool is_read = read_cells(r, &row);
        if (is_read && r->table.count == CSV_ROWS_MAX && !is_empty(&row)) {
            r->column = 0;
            is_read = fail(r, "rows");
        }
        if (!is_read || is_empty(&row))
            drop_row(&row);
        else
            add_row(&r->table, &row);
        if (!is_read)
            return false;
    }
    r->column = 0;
    return r->table.count > 1 || fail(r, "nothing");
}

bool csv_read(const char *bytes, size_t len, struct csv_table *out, struct csv_fault *out_fault) {
    struct reading r = {.at = bytes, .end = bytes + len, .line = 1, .fault = out_fault};
    if (len >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3))
        r.at += 3;
    r.delimiter = find_delimiter(r.at, r.end);
    if (!read_rows(&r)) {
        csv_table_finish(&r.table);
        return false;
    }
    *out = r.table;
    return true;
}
