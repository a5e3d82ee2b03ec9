/* What the opening screen tells, one after another: notices, honoured people marked for it, models
 * that are done, the days left, the campaign's theme. */
#ifndef SCREENS_ATTRACT_SLIDES_H
#define SCREENS_ATTRACT_SLIDES_H

#include "model/content.h"
#include <stdbool.h>
#include <stddef.h>

#define SLIDES_PEOPLE 7 // of one round; the next round tells of the next ones
#define SLIDES_MODELS 4
#define SLIDES_NOTICES 3
#define SLIDES_MAX (SLIDES_PEOPLE + SLIDES_MODELS + SLIDES_NOTICES + 2)

enum slide_kind {
    SLIDE_NOTICE,
    SLIDE_PERSON,
    SLIDE_MODEL,
    SLIDE_COUNTDOWN,
    SLIDE_THEME,
};

struct slide {
    enum slide_kind kind;
    size_t index; // into the content's notices, people or projects
};

struct slides {
    struct slide items[SLIDES_MAX];
    size_t count; // never 0 once chosen
};

struct slides_params {
    const struct content *content;
    struct date today; // year 0: the clock is not trusted, notices with a date wait
    bool has_countdown;
    size_t round; // from 0
};

/** Pinned ones first, in the order of the pins; then by kind as above. */
void slides_choose(struct slides *slides, const struct slides_params *params);

#endif
