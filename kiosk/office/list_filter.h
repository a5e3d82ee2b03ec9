/* What a list of dossiers is asked for, as it stands in the address of its page. */
#ifndef OFFICE_LIST_FILTER_H
#define OFFICE_LIST_FILTER_H

#include "records/dossier_list.h"

struct casework;
struct page;

struct list_filter {
    struct dossier_page_ask ask;          // texts borrowed from the request, or owned below
    struct dossier_unit *units;           // owned: what the search may mean
    char *search;                         // owned
    const char *from, *until;             // days as typed
    const char *from_error, *until_error; // words; NULL: none
    bool is_any;                          // something is left out
    bool is_later_page;
};

/** Reads the request's query. One who may not see every dossier gets a state that they may. */
void list_filter_read(const struct casework *work, struct list_filter *out);
void list_filter_finish(struct list_filter *filter);

/** The form that asks; GET, so that what was found has an address. */
void list_filter_form(struct page *page, const struct casework *work,
                      const struct list_filter *filter);
/** The address of the page beyond `key`; owned by the caller. */
char *list_filter_beyond(const struct list_filter *filter, const struct dossier_key *key,
                         bool is_newer);

#endif
