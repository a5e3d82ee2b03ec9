/* How long the campaign still runs, as the screens say it. */
#ifndef SCREENS_DAYS_H
#define SCREENS_DAYS_H

#include "base/date.h"
#include "screens/screen.h"

enum days_kind {
    DAYS_LEFT,       // `left` of them
    DAYS_LAST,       // today is the last
    DAYS_ENDED,      // awards are being considered
    DAYS_WRAP_UP,    // the anniversary has come
    DAYS_UNKNOWN,    // nobody vouches for the date: only the campaign's last day is said
    DAYS_OPEN_ENDED, // the campaign has no last day
};

struct days {
    enum days_kind kind;
    int left;
    char date[16]; // of the last day, "31/5/2023"; "" when open-ended
};

/** False while the date is not to be trusted. */
bool days_today(const struct screen_env *env, struct date *out);
struct days days_now(const struct screen_env *env);
/** May slips be taken today? True also while the date is not to be trusted; false where staff have
 * switched it off. */
bool days_can_nominate(const struct screen_env *env);
/** Its first day is to come; false while the date is not to be trusted. */
bool days_is_before(const struct screen_env *env);
/** What stands in the place of the number once there is none; owned by the caller. */
char *days_sentence(const struct screen *s, const struct days *days);

#endif
