/* What staff chose at a kiosk against what is published, in words: from its last report. */
#ifndef OFFICE_KIOSK_LOCAL_H
#define OFFICE_KIOSK_LOCAL_H

struct page;

/** A card of its own; nothing where the kiosk shows all as published. `status`: the report. */
void kiosk_local_write(struct page *page, const char *status);

#endif
