#include "screens/days.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "screens/frame.h"

static struct date today(const struct screen_env *env) {
    return date_time_at(clock_wall_s(env->clock), env->clock->zone_s).date;
}

bool days_today(const struct screen_env *env, struct date *out) {
    if (clock_trust(env->clock) == CLOCK_TRUST_UNSYNCED)
        return false;
    *out = today(env);
    return true;
}

struct days days_now(const struct screen_env *env) {
    const struct campaign *campaign = &env->content->campaign;
    struct days days = {.kind = DAYS_OPEN_ENDED};
    bool has_end = campaign->end.year != 0;
    if (has_end)
        date_format_vi(campaign->end, days.date);
    if (clock_trust(env->clock) == CLOCK_TRUST_UNSYNCED) {
        days.kind = has_end ? DAYS_UNKNOWN : DAYS_OPEN_ENDED;
        return days;
    }
    if (has_end) {
        days.left = campaign_days_left(campaign, today(env));
        days.kind = days.left > 0 ? DAYS_LEFT : days.left == 0 ? DAYS_LAST : DAYS_ENDED;
    }
    if (campaign_state_on(campaign, today(env)) == CAMPAIGN_WRAP_UP)
        days.kind = DAYS_WRAP_UP;
    return days;
}

bool days_can_nominate(const struct screen_env *env) {
    if (!env->content->switches.is_on[SWITCH_NOMINATIONS])
        return false;
    return clock_trust(env->clock) == CLOCK_TRUST_UNSYNCED ||
           campaign_state_on(&env->content->campaign, today(env)) == CAMPAIGN_OPEN;
}

bool days_is_before(const struct screen_env *env) {
    return clock_trust(env->clock) != CLOCK_TRUST_UNSYNCED &&
           campaign_state_on(&env->content->campaign, today(env)) == CAMPAIGN_BEFORE;
}

char *days_sentence(const struct screen *s, const struct days *days) {
    const struct campaign *campaign = &s->env->content->campaign;
    switch (days->kind) {
    case DAYS_LEFT:
        return frame_fill_number(s, "attract.days_left", days->left);
    case DAYS_LAST:
        return xstrdup(frame_word(s, "attract.last_day"));
    case DAYS_ENDED:
        return xstrdup(frame_word(s, "attract.reviewing"));
    case DAYS_WRAP_UP:
        return campaign->anniversary ? xstrdup(campaign->anniversary)
                                     : xstrdup(frame_word(s, "attract.reviewing"));
    case DAYS_UNKNOWN:
        return frame_fill_one(s, "attract.until", "date", days->date);
    case DAYS_OPEN_ENDED:
    default:
        return xstrdup(campaign->short_title);
    }
}
