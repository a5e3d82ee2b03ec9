#include "screens/screen.h"

#include <assert.h>
#include <string.h>

#include "screens/notice.h"
#include "screens/screens.h"

static const struct screen_kind *const kinds[SCREENS] = {
    [SCREEN_ATTRACT] = &attract_kind,
    [SCREEN_HOME] = &home_kind,
    [SCREEN_CAMPAIGN] = &campaign_kind,
    [SCREEN_CRITERIA] = &criteria_kind,
    [SCREEN_MODELS] = &models_kind,
    [SCREEN_MODEL] = &model_kind,
    [SCREEN_HONOURED] = &honoured_kind,
    [SCREEN_SEARCH] = &search_kind,
    [SCREEN_DETAIL] = &detail_kind,
    [SCREEN_WHO] = &nominate_who_kind,
    [SCREEN_NAME] = &nominate_name_kind,
    [SCREEN_WHY] = &nominate_why_kind,
    [SCREEN_REVIEW] = &nominate_review_kind,
    [SCREEN_DIFFICULTY] = &difficulty_kind,
    [SCREEN_RECEIPT] = &receipt_kind,
    [SCREEN_LOOKUP] = &lookup_kind,
    [SCREEN_PAST] = &past_kind,
    [SCREEN_PAST_CAMPAIGN] = &past_campaign_kind,
    [SCREEN_NOTICE] = &notice_screen,
};

const struct screen_kind *screen_kind(enum screen_id id) {
    assert(id < SCREENS);
    return kinds[id];
}

enum screen_id screen_by_name(const char *name) {
    if (strcmp(name, "nominate") == 0) // the wizard by its whole
        return SCREEN_WHO;
    int id = 0;
    while (id < SCREENS && strcmp(kinds[id]->name, name) != 0)
        id++;
    return (enum screen_id)id;
}
