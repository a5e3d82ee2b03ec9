/* Dossiers as rows of a table, each a way to its page. */
#ifndef OFFICE_LIST_ROWS_H
#define OFFICE_LIST_ROWS_H

#include "records/dossier_list.h"

struct casework;
struct page;

/** Those of the lines that these eyes may see. */
void list_rows_table(struct page *page, const struct casework *work,
                     const struct dossier_line *lines, size_t count);
/** The same in short, for the first page: who, where, when. */
void list_rows_short(struct page *page, const struct casework *work,
                     const struct dossier_line *lines, size_t count);

#endif
