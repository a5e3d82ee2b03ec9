/* The box of difficulties (góp ý, khó khăn, vướng mắc) on the officers' pages. */
#ifndef OFFICE_DIFFICULTY_H
#define OFFICE_DIFFICULTY_H

#include "records/roles.h"

struct page;

/* Who reads what citizens wrote there, and who may take it up and answer. */
#define DIFFICULTY_READERS (ROLE_CLERK | ROLE_CULTURE | ROLE_CHAIR)
#define DIFFICULTY_ANSWERERS (ROLE_CLERK | ROLE_CHAIR)

/** A badge for its state. */
void difficulty_badge(struct page *page, const char *state);

#endif
