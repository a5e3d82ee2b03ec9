/* The photos on the cards: fetched ahead of the finger, drawn in where they come. */
#include "screens/honoured.h"

#include <string.h>

#include "draw/photo.h"
#include "model/content.h"
#include "screens/person_card.h"

#define ROWS_AHEAD 6 // two pages: what a throw brings up before it can be decoded

static const struct person *person_at(const struct honoured *h, size_t found) {
    return &h->base.env->content->people[h->search.found[found]];
}

static const struct button *card_at(const struct honoured *h, size_t slot) {
    return &h->base.panel.items[h->list.first_button + slot];
}

static struct rect photo_of(const struct honoured *h, size_t slot) {
    const struct theme *theme = h->base.env->theme;
    return person_card_photo(theme, button_face(card_at(h, slot), theme));
}

static bool has_photo(const struct photos *photos, const struct person *person) {
    return person->portrait && !photos_is_broken(photos, person->portrait);
}

void honoured_photos_fetch_ahead(struct honoured *h, bool is_downward) {
    const struct honoured_list *list = &h->list;
    struct photos *photos = h->base.env->metrics->photos;
    if (!photos || list->card_count == 0)
        return;
    struct rect at = photo_of(h, 0);
    size_t wanted = (size_t)ROWS_AHEAD * (size_t)list->columns;
    size_t end = list->first_found + list->card_count;
    size_t left = is_downward ? h->search.count - end : list->first_found;
    for (size_t i = 0; i < wanted && i < left; i++) {
        size_t found = is_downward ? end + i : list->first_found - 1 - i;
        const struct person *person = person_at(h, found);
        if (has_photo(photos, person))
            photos_want(photos, person->portrait, at.w, at.h);
    }
}

/* The place where it was missed may have scrolled on since. */
void honoured_photos_event(struct honoured *h, const char *key) {
    const struct honoured_list *list = &h->list;
    for (size_t i = 0; i < list->card_count; i++) {
        const struct person *person = person_at(h, list->first_found + i);
        if (person->portrait && strcmp(person->portrait, key) == 0)
            damage_add(h->base.env->damage,
                       rect_intersect(photo_of(h, i), list->scroller.size.area));
    }
}

size_t honoured_missing(const struct screen *screen) {
    const struct honoured *h = (const struct honoured *)screen;
    struct photos *photos = h->base.env->metrics->photos;
    size_t missing = 0;
    for (size_t i = 0; i < h->list.card_count; i++) {
        const struct person *person = person_at(h, h->list.first_found + i);
        struct rect at = photo_of(h, i);
        if (has_photo(photos, person) && !photos_get(photos, person->portrait, at.w, at.h))
            missing++;
    }
    return missing;
}

void honoured_await_photos(struct screen *screen) {
    const struct honoured *h = (const struct honoured *)screen;
    struct photos *photos = h->base.env->metrics->photos;
    for (size_t i = 0; i < h->list.card_count; i++) {
        const struct person *person = person_at(h, h->list.first_found + i);
        struct rect at = photo_of(h, i);
        if (has_photo(photos, person))
            photos_wait(photos, person->portrait, at.w, at.h);
    }
}
