/* Reading a table that a spreadsheet saved as CSV (RFC 4180, and what spreadsheets make of it):
 * UTF-8 with or without a byte order mark, cells apart by comma, semicolon or tab. Strict: what
 * cannot be read in one way only is refused with its place. */
#ifndef BASE_CSV_READ_H
#define BASE_CSV_READ_H

#include <stdbool.h>
#include <stddef.h>

#define CSV_ROWS_MAX 20001 // with the heading
#define CSV_COLUMNS_MAX 64
#define CSV_CELL_BYTES_MAX 32768

struct csv_row {
    size_t line;  // of the file, from 1, where it begins
    char **cells; // owned, NFC as they came; `count` of them
    size_t count;
};

struct csv_table {
    struct csv_row *rows; // owned; lines without anything are left out
    size_t count;
};

struct csv_fault {       // where reading ended
    size_t line, column; // from 1; column 0: none in particular
    const char *why; // "utf8", "control", "quote", "long", "rows", "columns", "nothing", "formula"
};

/** False with the fault; `out` is then empty. A cell that a spreadsheet would run as a formula is
 *  a fault; one that csv_row() made text of reads as that text. */
bool csv_read(const char *bytes, size_t len, struct csv_table *out, struct csv_fault *out_fault);
void csv_table_finish(struct csv_table *table);

#endif
