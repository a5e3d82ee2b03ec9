/* The screens' own kinds, for the table in screen.c and nothing else. */
#ifndef SCREENS_SCREENS_H
#define SCREENS_SCREENS_H

#include "screens/screen.h"

extern const struct screen_kind attract_kind, home_kind, honoured_kind, search_kind, detail_kind;
extern const struct screen_kind campaign_kind, criteria_kind, models_kind, model_kind, lookup_kind;
extern const struct screen_kind nominate_who_kind, nominate_name_kind, nominate_why_kind;
extern const struct screen_kind nominate_review_kind, receipt_kind;
extern const struct screen_kind difficulty_kind, past_kind, past_campaign_kind;

#endif
