/* The list for the council (bảng tổng hợp đề nghị khen thưởng) in the form of an administrative
 * document: made once as a table of cells, written as a spreadsheet, as CSV, as a page to print.
 * It is of one campaign, whose levels and groups are its parts; columns and texts are
 * dossier.json's, agency and place are settings, the year is the clock's. Number, date, signature
 * and seal are the office's. */
#ifndef OFFICE_EXPORT_COUNCIL_H
#define OFFICE_EXPORT_COUNCIL_H

#include "office/casework.h"
#include <stdbool.h>
#include <stddef.h>

#define EXPORT_COLUMNS_MAX 24
#define EXPORT_LINES_MAX 8

struct dossier_column;
struct html;

struct export_cell {
    char *text; // owned, never NULL in an entry
    bool is_number;
};

enum export_row_kind {
    EXPORT_PART,    // cells[0] is its order, cells[1] its text
    EXPORT_SUBPART, // likewise
    EXPORT_ENTRY,   // a cell for each column
};

struct export_row {
    enum export_row_kind kind;
    struct export_cell cells[EXPORT_COLUMNS_MAX];
};

struct export_lines {
    char *items[EXPORT_LINES_MAX]; // owned
    size_t count;
};

struct export_list {
    bool is_for_higher; // without internal columns, and only what goes to a higher level
    const struct dossier_column *columns[EXPORT_COLUMNS_MAX]; // borrowed from the rules
    size_t column_count;
    struct export_row *rows; // owned
    size_t row_count, room;
    struct export_lines agency, country, title, preparer, signer, recipients;
    char *place_date, *attached, *draft, *totals, *font; // owned; attached: "" where it is none
    int top_mm, bottom_mm, left_mm, right_mm;
    bool hides_first_number; // of pages
};

struct export_ask {
    const char *campaign_id; // "": the current one
    bool is_for_higher;
};
/** False when the database cannot now. */
bool export_council_make(const struct casework *work, const struct export_ask *ask,
                         struct export_list *out);
void export_list_finish(struct export_list *list);

/* --- the writers --- */

/** UTF-8 with BOM, RFC 4180; a text that a spreadsheet would take for a formula is made harmless.
 *  Owned by the caller. */
char *export_csv(const struct export_list *list, size_t *out_len);
/** @param dir  for a file that is there for a moment, readable by us alone
 *  @return owned by the caller; NULL when it cannot be written, logged */
char *export_xlsx(const struct export_list *list, const char *dir, size_t *out_len);
/** What stands between <body> and </body>. */
void export_print(const struct export_list *list, struct html *html);

#endif
