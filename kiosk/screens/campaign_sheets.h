/* What the campaign screen's sheets say: one for every area, and one for every topic of the plan.
 */
#ifndef SCREENS_CAMPAIGN_SHEETS_H
#define SCREENS_CAMPAIGN_SHEETS_H

#include "screens/screen.h"
#include "screens/sheet.h"

enum topic {
    TOPIC_PURPOSES,
    TOPIC_PHASES,
    TOPIC_SOLUTIONS,
    TOPIC_MOVEMENTS,
    TOPIC_DOCUMENTS,
    TOPIC_ROLES,
    TOPIC_STEPS, // what becomes of an introduction
    TOPIC_TERMS,
    TOPIC_CONTACT,
    TOPICS, // how many
};

void campaign_say_area(const struct screen *s, struct sheet *sheet, size_t area);
/** Does the plan say anything of it? */
bool campaign_has_topic(const struct screen *s, enum topic topic);
void campaign_say_topic(const struct screen *s, struct sheet *sheet, enum topic topic);
/** The next topic that the plan says something of, round and round; `by` 1 or -1. */
enum topic campaign_next_topic(const struct screen *s, enum topic topic, int by);
/** "Theo mục II.3 của Kế hoạch"; NULL when there is no clause. Owned by the caller. */
char *campaign_clause(const struct screen *s, const char *ref);
/** The plan's own wording of a clause with its heading, where staff have loaded it. */
void campaign_quote(const struct screen *s, struct passage *passage, const char *ref);

#endif
