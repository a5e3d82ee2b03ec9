/* Fields that are more than one line or a choice. */
#ifndef OFFICE_PAGE_INPUTS_H
#define OFFICE_PAGE_INPUTS_H

#include "office/page.h"
#include <stddef.h>

/** Several lines. @param words_max  counted beside it where there is script; 0: they are not */
void page_area(struct page *page, const struct page_field *field, int words_max);

struct page_option {
    const char *value, *label; // borrowed
    const char *group;         // a heading over those that follow each other with it; NULL: none
};
/** One of `options`; field->value is chosen, an unknown one is kept as it is. @param none  what ""
 *  is called; NULL: it is no choice */
void page_select(struct page *page, const struct page_field *field,
                 const struct page_option *options, size_t count, const char *none);
/** Boxes that belong together under `legend`. What is wrong with them, NULL for nothing, is read
 * out with them. Ends with page_choices_close(). */
void page_choices_open(struct page *page, const char *name, const char *legend, const char *error);
void page_choices_close(struct page *page);
/** A box to choose one of those that share a name. */
void page_radio(struct page *page, const char *name, const char *value, const char *label,
                bool is_checked);

#endif
