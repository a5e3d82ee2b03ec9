/* The cards of the dashboard. */
#ifndef OFFICE_HOME_H
#define OFFICE_HOME_H

struct page;

typedef void home_card(struct page *page);

/** Kiosks that call for help, are silent, full, or let slips wait. */
home_card home_kiosks;

/** The store's own troubles: its database, its disk, its backup; nothing when there are none. */
home_card home_store;

#endif
