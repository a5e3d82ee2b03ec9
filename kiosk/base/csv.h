/* Tables for spreadsheets: CSV (RFC 4180) in UTF-8 with a byte order mark, without which they take
 * Vietnamese for something else. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/strbuf.h"
#include <stdbool.h>

#define CSV_LINE_END "\r\n"

/** The byte order mark. */
void csv_begin(struct strbuf *out);
/** One line of these cells; ends with NULL. What a spreadsheet would take for a formula is made
 *  text of. */
void csv_row(struct strbuf *out, const char *const *cells);
#define CSV_ROW(out, ...) csv_row(out, (const char *const[]){__VA_ARGS__, NULL})
/** What stands between a cell's quotes: those in it doubled, and text made of a formula. */
void csv_add_text(struct strbuf *out, const char *text);
/** What begins so is a formula to a spreadsheet, which would run it. */
bool csv_is_formula(const char *text);

#endif
