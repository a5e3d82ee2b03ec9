#include "app/place.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "model/content.h"
#include "screens/screen.h"

struct place place_of(const struct visit *visit, const struct content *content) {
    bool has_person = visit->person < content->person_count;
    bool has_project = visit->project < content->project_count;
    return (struct place){
        .person = has_person ? xstrdup(content->people[visit->person].id) : NULL,
        .project = has_project ? xstrdup(content->projects[visit->project].id) : NULL,
        .group = visit->group ? xstrdup(visit->group->id) : NULL,
        .unit = visit->unit ? xstrdup(visit->unit->id) : NULL,
    };
}

void place_find(struct visit *visit, struct place *place, const struct content *content) {
    size_t at = 0;
    while (at < content->person_count &&
           (!place->person || strcmp(content->people[at].id, place->person) != 0))
        at++;
    visit->person = at;
    for (at = 0; at < content->project_count &&
                 (!place->project || strcmp(content->projects[at].id, place->project) != 0);)
        at++;
    visit->project = at;
    visit->group = place->group ? campaign_group(&content->campaign, place->group) : NULL;
    visit->unit = place->unit ? content_unit(content, place->unit) : NULL;
    free(place->person);
    free(place->project);
    free(place->group);
    free(place->unit);
}
