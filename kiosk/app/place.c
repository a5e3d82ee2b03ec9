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

/* Where there is none: behind the last. `id` may be NULL: nobody. */
static size_t find_person(const struct content *content, const char *id) {
    size_t at = 0;
    while (at < content->person_count && (!id || strcmp(content->people[at].id, id) != 0))
        at++;
    return at;
}

static size_t find_project(const struct content *content, const char *id) {
    size_t at = 0;
    while (at < content->project_count && (!id || strcmp(content->projects[at].id, id) != 0))
        at++;
    return at;
}

void place_find(struct visit *visit, struct place *place, const struct content *content) {
    visit->person = find_person(content, place->person);
    visit->project = find_project(content, place->project);
    visit->group = place->group ? campaign_group(&content->campaign, place->group) : NULL;
    visit->unit = place->unit ? content_unit(content, place->unit) : NULL;
    free(place->person);
    free(place->project);
    free(place->group);
    free(place->unit);
}

bool place_at_item(struct visit *visit, const char *id, const struct content *content,
                   enum screen_id *out_page) {
    size_t person = content ? find_person(content, id) : 0;
    size_t project = content ? find_project(content, id) : 0;
    bool is_person = content && person < content->person_count;
    bool is_project = !is_person && content && project < content->project_count;
    if (is_person)
        visit->person = person;
    if (is_project)
        visit->project = project;
    if (is_person || is_project)
        *out_page = is_person ? SCREEN_DETAIL : SCREEN_MODEL;
    return is_person || is_project;
}
