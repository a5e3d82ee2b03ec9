#include "screens/office.h"

#include "base/clock.h"
#include "base/date.h"
#include "model/hours.h"

bool office_is_closed(const struct screen_env *env) {
    if (!env->hours || clock_trust(env->clock) == CLOCK_TRUST_UNSYNCED)
        return false;
    struct date_time now = date_time_at(clock_wall_s(env->clock), env->clock->zone_s);
    return !hours_are_open(env->hours, &now);
}
