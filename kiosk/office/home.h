/* The cards of the dashboard. */
#ifndef OFFICE_HOME_H
#define OFFICE_HOME_H

struct page;

typedef void home_card(struct page *page);

/** Slips that nobody took up yet. */
home_card home_new;
/** Dossiers by state, and who acts next. */
home_card home_waits;
/** What was decided and agreed to, and is not on the wall. */
home_card home_ready;
/** Changes of the content that nobody published yet; nothing when there are none. */
home_card home_content;
/** How many answers citizens wait for. */
home_card home_difficulties;
/** Slips a week. */
home_card home_weeks;
/** Kiosks that call for help, are silent, full, or let slips wait. */
home_card home_kiosks;

/** The store's own troubles: its database, its disk, its backup; nothing when there are none. */
home_card home_store;

#endif
