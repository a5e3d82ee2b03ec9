/* Tables for spreadsheets: CSV (RFC 4180) in UTF-8 with a byte order mark, without which they take
 * Vietnamese for something else. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/strbuf.h"

/** The byte order mark. */
void csv_begin(struct strbuf *out);
/** One line of these cells; ends with NULL. What a spreadsheet would take for a formula is made
 *  text of. */
void csv_row(struct strbuf *out, const char *const *cells);
#define CSV_ROW(out, ...) csv_row(out, (const char *const[]){__VA_ARGS__, NULL})

#endif
