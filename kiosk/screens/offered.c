#include "screens/offered.h"

#include "model/content.h"

bool screen_is_offered(const struct screen_env *env, enum screen_id id) {
    const bool *is_on = env->content->switches.is_on;
    switch (id) {
    case SCREEN_ATTRACT:
        return is_on[SWITCH_ATTRACT];
    case SCREEN_CAMPAIGN:
    case SCREEN_CRITERIA: // the campaign's
    case SCREEN_PAST:
    case SCREEN_PAST_CAMPAIGN:
        return is_on[SWITCH_CAMPAIGN];
    case SCREEN_MODELS:
    case SCREEN_MODEL:
        return is_on[SWITCH_MODELS];
    case SCREEN_HONOURED:
    case SCREEN_SEARCH:
    case SCREEN_DETAIL:
        return is_on[SWITCH_HONOURS];
    case SCREEN_LOOKUP:
        return is_on[SWITCH_LOOKUP];
    case SCREEN_DIFFICULTY:
        return is_on[SWITCH_NOMINATIONS] && env->is_enrolled;
    default:
        return true;
    }
}

bool must_name_sender(const struct screen_env *env) {
    return !env->content->switches.is_on[SWITCH_ANONYMOUS];
}
