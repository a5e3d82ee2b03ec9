#include "screens/attract_slides.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define STATUS_DONE "hoan_thanh"

/* Indices of one kind that may be told, pinned ones first. */
struct candidates {
    size_t *indices; // owned
    size_t *pins;    // owned: place among the pins, by the same position
    size_t count;
};

static struct candidates candidates_for(size_t most) {
    return (struct candidates){.indices = xcalloc(most + 1, sizeof(size_t)),
                               .pins = xcalloc(most + 1, sizeof(size_t))};
}

static void candidates_finish(struct candidates *c) {
    free(c->indices);
    free(c->pins);
}

/* Behind all that are pinned at least as early: a stable insertion, of few that are pinned. */
static void add_candidate(struct candidates *c, size_t index, size_t pin) {
    size_t at = c->count++;
    for (; at > 0 && c->pins[at - 1] > pin; at--) {
        c->indices[at] = c->indices[at - 1];
        c->pins[at] = c->pins[at - 1];
    }
    c->indices[at] = index;
    c->pins[at] = pin;
}

static struct candidates find_notices(const struct slides_params *p) {
    const struct content *content = p->content;
    struct candidates found = candidates_for(content->notice_count);
    for (size_t i = 0; i < content->notice_count; i++) {
        const struct notice *notice = &content->notices[i];
        bool is_unbounded = !notice->from.year && !notice->to.year;
        bool is_valid = p->today.year ? notice_is_valid_on(notice, p->today) : is_unbounded;
        if (is_valid)
            add_candidate(&found, i, content_pin(content, notice->id));
    }
    return found;
}

static struct candidates find_people(const struct slides_params *p) {
    const struct content *content = p->content;
    struct candidates found = candidates_for(content->person_count);
    for (size_t i = 0; content->switches.is_on[SWITCH_ATTRACT_NAMES] && i < content->person_count;
         i++) {
        size_t pin = content_pin(content, content->people[i].id);
        if (content->people[i].is_featured || pin < content->pin_count)
            add_candidate(&found, i, pin);
    }
    return found;
}

static struct candidates find_models(const struct slides_params *p) {
    const struct content *content = p->content;
    struct candidates found = candidates_for(content->project_count);
    for (size_t i = 0; i < content->project_count; i++)
        if (strcmp(content->projects[i].status, STATUS_DONE) == 0)
            add_candidate(&found, i, content_pin(content, content->projects[i].id));
    return found;
}

/* --- one round ------------------------------------------------------------------------------ */

struct entry {
    struct slide slide;
    size_t pin;
};

struct entries {
    struct entry items[SLIDES_MAX];
    size_t count;
};

/* As many as a round tells of; where there are more, this round's own, so that all have their turn.
 */
static void take(struct entries *entries, struct candidates *from, enum slide_kind kind,
                 size_t most, size_t round) {
    size_t count = from->count < most ? from->count : most;
    for (size_t i = 0; i < count; i++) {
        size_t at = from->count > most ? (round * most + i) % from->count : i;
        entries->items[entries->count++] =
            (struct entry){{kind, from->indices[at]}, from->pins[at]};
    }
    candidates_finish(from);
}

/* Pinned ones come to the front without disturbing the others. */
static void put_pinned_first(const struct entries *entries, size_t pin_count,
                             struct slides *slides) {
    slides->count = 0;
    for (size_t pin = 0; pin < pin_count; pin++)
        for (size_t i = 0; i < entries->count; i++)
            if (entries->items[i].pin == pin)
                slides->items[slides->count++] = entries->items[i].slide;
    for (size_t i = 0; i < entries->count; i++)
        if (entries->items[i].pin >= pin_count)
            slides->items[slides->count++] = entries->items[i].slide;
}

static void add_own(struct entries *entries, enum slide_kind kind, size_t unpinned) {
    entries->items[entries->count++] = (struct entry){{kind, 0}, unpinned};
}

void slides_choose(struct slides *slides, const struct slides_params *p) {
    const struct content *content = p->content;
    struct entries entries = {.count = 0};
    struct candidates notices = find_notices(p), people = find_people(p), models = find_models(p);
    take(&entries, &notices, SLIDE_NOTICE, SLIDES_NOTICES, p->round);
    take(&entries, &people, SLIDE_PERSON, SLIDES_PEOPLE, p->round);
    take(&entries, &models, SLIDE_MODEL, SLIDES_MODELS, p->round);
    if (p->has_countdown || entries.count == 0)
        add_own(&entries, SLIDE_COUNTDOWN, content->pin_count);
    if (content->campaign.theme && content->campaign.theme[0])
        add_own(&entries, SLIDE_THEME, content->pin_count);
    put_pinned_first(&entries, content->pin_count, slides);
}
