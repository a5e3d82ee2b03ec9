/* The list for the council as a spreadsheet (XLSX), laid out for A4 paper. */
#include "office/export_council.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/log.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "records/dossier_rules.h"

#define BYTES_MAX (64u << 20)
#define MM_PER_INCH 25.4
#define WIDTH_PER_MM 0.49 // of a column: in digits of the workbook's own font
#define PAPER_A4 9
#define SMALL 11
#define NORMAL 13
#define LINE_PT 14.5 // a line of SMALL
#define LETTER_MM 1.95

struct sheet {
    const struct export_list *list;
    lxw_workbook *book;
    lxw_worksheet *page;
    lxw_row_t row; // the next to be written
    lxw_format *center, *center_bold, *center_italic, *underlined, *draft, *head, *part, *subpart,
        *text, *middle, *totals, *left_small;
};

/* --- formats -------------------------------------------------------------------------------- */

enum look { BOLD = 1, ITALIC = 2, CENTER = 4, BORDER = 8, WRAP = 16, UNDERLINE = 32 };

static lxw_format *make_format(const struct sheet *s, double size, unsigned look) {
    lxw_format *format = workbook_add_format(s->book);
    format_set_font_name(format, s->list->font);
    format_set_font_size(format, size);
    format_set_align(format, look & BORDER && !(look & CENTER) ? LXW_ALIGN_VERTICAL_TOP
                                                               : LXW_ALIGN_VERTICAL_CENTER);
    if (look & BOLD)
        format_set_bold(format);
    if (look & ITALIC)
        format_set_italic(format);
    if (look & CENTER)
        format_set_align(format, LXW_ALIGN_CENTER);
    if (look & BORDER)
        format_set_border(format, LXW_BORDER_THIN);
    if (look & WRAP)
        format_set_text_wrap(format);
    if (look & UNDERLINE)
        format_set_underline(format, LXW_UNDERLINE_SINGLE);
    return format;
}

static void make_formats(struct sheet *s) {
    s->center = make_format(s, NORMAL, CENTER | WRAP);
    s->center_bold = make_format(s, NORMAL, CENTER | BOLD | WRAP);
    s->center_italic = make_format(s, NORMAL, CENTER | ITALIC | WRAP);
    s->underlined = make_format(s, NORMAL, CENTER | BOLD | UNDERLINE);
    s->draft = make_format(s, NORMAL, CENTER | BOLD | BORDER);
    s->head = make_format(s, SMALL, CENTER | BOLD | BORDER | WRAP);
    s->part = make_format(s, SMALL, BOLD | BORDER);
    s->subpart = make_format(s, SMALL, BOLD | ITALIC | BORDER);
    s->text = make_format(s, SMALL, BORDER | WRAP);
    s->middle = make_format(s, SMALL, CENTER | BORDER | WRAP);
    s->totals = make_format(s, NORMAL, ITALIC);
    s->left_small = make_format(s, SMALL, 0);
}

static void lay_out(const struct sheet *s) {
    const struct export_list *list = s->list;
    worksheet_set_landscape(s->page);
    worksheet_set_paper(s->page, PAPER_A4);
    worksheet_set_margins(s->page, list->left_mm / MM_PER_INCH, list->right_mm / MM_PER_INCH,
                          list->top_mm / MM_PER_INCH, list->bottom_mm / MM_PER_INCH);
    worksheet_fit_to_pages(s->page, 1, 0);
    worksheet_gridlines(s->page, LXW_HIDE_ALL_GRIDLINES);
    // Excel knows "another first page" only by a setting the library does not write; a sheet that
    // is numbered from 1 shows the rest.
    char *header = xasprintf("&C&\"%s\"&%d&P", list->font, NORMAL);
    worksheet_set_header(s->page, header);
    free(header);
    for (size_t i = 0; i < list->column_count; i++)
        worksheet_set_column(s->page, (lxw_col_t)i, (lxw_col_t)i,
                             list->columns[i]->width_mm * WIDTH_PER_MM, NULL);
}

/* --- heading and foot ----------------------------------------------------------------------- */

static void write_span(struct sheet *s, lxw_row_t row, size_t from, size_t to, const char *text,
                       lxw_format *format) {
    if (to > from)
        worksheet_merge_range(s->page, row, (lxw_col_t)from, row, (lxw_col_t)to, text, format);
    else
        worksheet_write_string(s->page, row, (lxw_col_t)from, text, format);
}

static size_t left_end(const struct sheet *s) {
    return s->list->column_count * 2 / 5;
}

static size_t last(const struct sheet *s) {
    return s->list->column_count - 1;
}

static void write_head(struct sheet *s) {
    const struct export_list *list = s->list;
    size_t middle = left_end(s);
    lxw_row_t right = 0;
    for (size_t i = 0; i < list->agency.count; i++)
        write_span(s, (lxw_row_t)i, 0, middle, list->agency.items[i],
                   i + 1 == list->agency.count ? s->underlined : s->center_bold);
    for (size_t i = 0; i < list->country.count; i++)
        write_span(s, right++, middle + 1, last(s), list->country.items[i],
                   i + 1 == list->country.count ? s->underlined : s->center_bold);
    write_span(s, right++, middle + 1, last(s), list->place_date, s->center_italic);
    s->row = right > list->agency.count ? right : (lxw_row_t)list->agency.count;
    write_span(s, s->row - 1, 0, 1, list->draft, s->draft);
    s->row++;
}

static void write_title(struct sheet *s) {
    const struct export_list *list = s->list;
    for (size_t i = 0; i < list->title.count; i++) {
        if (i > 0) // it may take two lines
            worksheet_set_row(s->page, s->row, 2 * (NORMAL + 4), NULL);
        write_span(s, s->row++, 0, last(s), list->title.items[i], s->center_bold);
    }
    if (list->attached[0])
        write_span(s, s->row++, 0, last(s), list->attached, s->center_italic);
    s->row++;
}

static void write_foot(struct sheet *s) {
    const struct export_list *list = s->list;
    size_t middle = left_end(s);
    lxw_row_t at = s->row + 3;
    write_span(s, s->row + 1, 0, last(s), list->totals, s->totals);
    for (size_t i = 0; i < list->preparer.count; i++)
        write_span(s, at + (lxw_row_t)i, 0, middle, list->preparer.items[i],
                   i ? s->center_italic : s->center_bold);
    for (size_t i = 0; i < list->signer.count; i++)
        write_span(s, at + (lxw_row_t)i, middle + 1, last(s), list->signer.items[i],
                   s->center_bold);
    at += 7; // room for signature and seal
    for (size_t i = 0; i < list->recipients.count; i++)
        worksheet_write_string(s->page, at + (lxw_row_t)i, 0, list->recipients.items[i],
                               s->left_small);
}

/* --- the table ------------------------------------------------------------------------------ */

static void write_headings(struct sheet *s) {
    const struct export_list *list = s->list;
    worksheet_set_row(s->page, s->row, 4 * LINE_PT, NULL);
    for (size_t i = 0; i < list->column_count; i++)
        worksheet_write_string(s->page, s->row, (lxw_col_t)i, list->columns[i]->label, s->head);
    worksheet_repeat_rows(s->page, s->row, s->row);
    s->row++;
}

/* Spreadsheets do not fit the height of rows that come with wrapped text: as many lines as the
 * fullest cell needs. */
static double height_of(const struct export_list *list, const struct export_row *row) {
    size_t most = 1;
    for (size_t i = 0; i < list->column_count; i++) {
        size_t letters = (size_t)((list->columns[i]->width_mm - 2) / LETTER_MM);
        size_t lines = utf8_count(row->cells[i].text) * 115 / 100 / (letters ? letters : 1) + 1;
        most = lines > most ? lines : most;
    }
    return (double)most * LINE_PT > 409 ? 409 : (double)most * LINE_PT;
}

static void write_entry(struct sheet *s, const struct export_row *row) {
    const struct export_list *list = s->list;
    worksheet_set_row(s->page, s->row, height_of(list, row), NULL);
    for (size_t i = 0; i < list->column_count; i++) {
        const struct export_cell *cell = &row->cells[i];
        lxw_format *format = list->columns[i]->width_mm < 15 ? s->middle : s->text;
        if (cell->is_number)
            worksheet_write_number(s->page, s->row, (lxw_col_t)i, atof(cell->text), format);
        else // a text is never taken for a formula
            worksheet_write_string(s->page, s->row, (lxw_col_t)i, cell->text, format);
    }
}

static void write_table(struct sheet *s) {
    const struct export_list *list = s->list;
    write_headings(s);
    for (size_t i = 0; i < list->row_count; i++, s->row++) {
        const struct export_row *row = &list->rows[i];
        lxw_format *format = row->kind == EXPORT_PART ? s->part : s->subpart;
        if (row->kind == EXPORT_ENTRY) {
            write_entry(s, row);
            continue;
        }
        worksheet_write_string(s->page, s->row, 0, row->cells[0].text, format);
        write_span(s, s->row, 1, last(s), row->cells[1].text, format);
    }
}

/* --- the file ------------------------------------------------------------------------------- */

static bool write_book(const struct export_list *list, const char *dir, const char *path) {
    lxw_workbook_options options = {.constant_memory = LXW_FALSE, .tmpdir = (char *)dir};
    struct sheet s = {.list = list, .book = workbook_new_opt(path, &options)};
    if (!s.book || !list->column_count)
        return false;
    s.page = workbook_add_worksheet(s.book, NULL);
    make_formats(&s);
    lay_out(&s);
    write_head(&s);
    write_title(&s);
    write_table(&s);
    write_foot(&s);
    lxw_error error = workbook_close(s.book);
    if (error != LXW_NO_ERROR)
        log_error("the list cannot be written as a spreadsheet: %s", lxw_strerror(error));
    return error == LXW_NO_ERROR;
}

char *export_xlsx(const struct export_list *list, const char *dir, size_t *out_len) {
    char *path = path_join(dir, "export-XXXXXX"), *bytes = NULL;
    int fd = mkstemp(path); // for us alone; the library opens it again
    if (fd < 0) {
        log_error("cannot write in %s: %s", dir, strerror(errno));
    } else {
        close(fd);
        if (write_book(list, dir, path) && !path_read(path, BYTES_MAX, &bytes, out_len))
            log_error("cannot read %s again: %s", path, strerror(errno));
        unlink(path);
    }
    free(path);
    return bytes;
}
