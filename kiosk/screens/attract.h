/* The opening screen's state and the parts its picture is made of. For the files attract*.c only.
 */
#ifndef SCREENS_ATTRACT_H
#define SCREENS_ATTRACT_H

#include "draw/damage.h"
#include "draw/theme.h"
#include "screens/attract_slides.h"
#include "screens/days.h"
#include "screens/screen.h"
#include <stdbool.h>
#include <stdint.h>

/* One slide's change into the next: both as they look, where only they differ. */
struct attract_fade {
    int64_t started_ms; // 0: nothing fades
    int64_t next_ms;    // of its next frame
    struct rect picture_area, words_area;
    SDL_Surface *picture_from, *picture_to, *words_from, *words_to; // owned
    int alpha;                                                      // of the next one, 0 to 255
};

struct attract {
    struct screen base;
    struct slides slides;
    size_t now, round;
    int64_t entered_ms;
    int64_t next_slide_ms, next_frame_ms, next_minute_ms;
    struct theme placed; // the theme, moved a little from minute to minute
    uint32_t angle;      // of the halo, as for spin_draw()
    bool is_dim;
    struct attract_fade fade;
};

/* --- places, on a page that `theme` places -------------------------------------------------- */

/** The round picture's box. */
struct rect attract_disc(const struct theme *theme);
/** What of the page words may ink: marks reach a little beyond their lines. */
struct rect attract_words_reach(const struct theme *theme);
struct rect attract_dots_area(const struct theme *theme);

/* --- what changes from slide to slide ------------------------------------------------------- */

/** A slide's picture, filling the disc. */
void attract_draw_picture(const struct attract *a, const struct slide *slide,
                          const struct theme *theme, struct canvas *canvas);
void attract_draw_words(const struct attract *a, const struct slide *slide,
                        const struct theme *theme, struct canvas *canvas);
/** What lies under the words. */
void attract_draw_words_ground(const struct attract *a, const struct theme *theme,
                               struct canvas *canvas);

/* --- what stays ----------------------------------------------------------------------------- */

void attract_draw_ground(const struct attract *a, struct canvas *canvas);
void attract_draw_still(const struct attract *a, struct canvas *canvas);

/* --- what moves ----------------------------------------------------------------------------- */

void attract_draw_halo(const struct attract *a, struct canvas *canvas);
/** The ring alone, without what lies over it for good. */
void attract_damage_halo(const struct attract *a, struct damage *damage);
void attract_fade_start(struct attract *a, const struct slide *from, const struct slide *to,
                        int64_t now_ms);
/** When its next frame is due: damages what changes; over when the time is. */
void attract_fade_step(struct attract *a, int64_t now_ms);
void attract_fade_end(struct attract *a);
/** Draws both, in place of the slide; false when nothing fades. */
bool attract_fade_draw(const struct attract *a, struct canvas *canvas);

#endif
