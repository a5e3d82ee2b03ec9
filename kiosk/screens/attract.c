/* What the screen shows while nobody stands before it: slides, the days left, the drum that turns.
 * All of it is one target. */
#include "screens/attract.h"

#include "base/clock.h"
#include "base/date.h"
#include "draw/photo.h"
#include "draw/spin.h"
#include "model/config.h"
#include "screens/frame.h"
#include "screens/office.h"
#include "screens/screens.h"

#define SLIDE_MS 9000
#define TURN_MS 240000 // of the drum, once round
#define TURN_FRAME_MS 200
#define MINUTE_MS 60000
#define DIM_AFTER_MS (10 * MINUTE_MS)
#define DIM_ALPHA 178 // of black: 30 % of the brightness is left

/* Where the still parts stand from minute to minute, in design pixels, so that no line of them
 * burns into the panel. */
static const struct point orbit[] = {{0, 0},  {6, 0},   {4, 4},  {0, 6}, {-4, 4},
                                     {-6, 0}, {-4, -4}, {0, -6}, {4, -4}};

enum action {
    ACTION_START = 1,
};

static bool is_moving(const struct attract *a) {
    return !a->is_dim && !a->base.env->is_motion_reduced && !a->base.env->theme->has_high_contrast;
}

static void choose_slides(struct attract *a) {
    const struct screen_env *env = a->base.env;
    bool is_trusted = clock_trust(env->clock) != CLOCK_TRUST_UNSYNCED;
    struct slides_params params = {.content = env->content,
                                   .has_countdown = days_now(env).kind != DAYS_OPEN_ENDED,
                                   .round = a->round};
    if (is_trusted)
        params.today = date_time_at(clock_wall_s(env->clock), env->clock->zone_s).date;
    slides_choose(&a->slides, &params);
    a->now %= a->slides.count;
}

/* The next slide's photo is decoded while this one is told: it has to be there when they blend. */
static void prepare_next(const struct attract *a) {
    const struct slide *next = &a->slides.items[(a->now + 1) % a->slides.count];
    const struct canvas *canvas = a->base.env->metrics;
    if (next->kind != SLIDE_PERSON || !canvas->photos)
        return;
    const char *photo = a->base.env->content->people[next->index].portrait;
    struct rect disc = attract_disc(&a->placed);
    if (photo)
        photos_want(canvas->photos, photo, disc.w, disc.h);
}

static void place(struct attract *a, int64_t now_ms) {
    size_t minute = (size_t)((now_ms - a->entered_ms) / MINUTE_MS);
    struct point by = orbit[minute % (sizeof orbit / sizeof *orbit)];
    const struct theme *theme = a->base.env->theme;
    a->placed = *theme;
    a->placed.origin.x += theme_px(theme, by.x);
    a->placed.origin.y += theme_px(theme, by.y);
    a->next_minute_ms = a->entered_ms + (int64_t)(minute + 1) * MINUTE_MS;
}

static void enter(struct screen *screen) {
    struct attract *a = (struct attract *)screen;
    int64_t now_ms = clock_mono_ms(screen->env->clock);
    panel_clear(&screen->panel);
    panel_add(&screen->panel, "attract.start", ACTION_START, BUTTON_BARE,
              theme_canvas(screen->env->theme), NULL, frame_word(screen, "attract.touch"));
    attract_fade_end(a);
    if (!a->entered_ms) {
        a->entered_ms = now_ms;
        a->next_slide_ms = now_ms + SLIDE_MS;
        a->next_frame_ms = now_ms + TURN_FRAME_MS;
    }
    choose_slides(a);
    place(a, now_ms);
    prepare_next(a);
}

static void leave(struct screen *screen) {
    attract_fade_end((struct attract *)screen);
}

/* --- time ----------------------------------------------------------------------------------- */

static void judge_brightness(struct attract *a, int64_t now_ms) {
    const struct screen_env *env = a->base.env;
    bool is_dim = now_ms - a->entered_ms >= DIM_AFTER_MS && env->config->is_dimmed_outside_hours &&
                  office_is_closed(env);
    if (is_dim == a->is_dim)
        return;
    a->is_dim = is_dim;
    attract_fade_end(a);
    damage_add_all(env->damage);
}

static void damage_slide(struct attract *a) {
    struct damage *damage = a->base.env->damage;
    damage_add(damage, attract_disc(&a->placed));
    damage_add(damage, attract_words_reach(&a->placed));
    damage_add(damage, attract_dots_area(&a->placed));
}

static void next_slide(struct attract *a, int64_t now_ms) {
    const struct slide shown = a->slides.items[a->now];
    bool is_last = a->now + 1 == a->slides.count;
    damage_slide(a);
    if (is_last) {
        a->round++;
        choose_slides(a); // others may have their turn, a notice may be over
    }
    a->now = is_last ? 0 : a->now + 1;
    a->next_slide_ms = now_ms + SLIDE_MS;
    if (is_moving(a))
        attract_fade_start(a, &shown, &a->slides.items[a->now], now_ms);
    prepare_next(a);
}

static void next_minute(struct attract *a, int64_t now_ms) {
    attract_fade_end(a); // its pieces were drawn for the former place
    place(a, now_ms);
    damage_add_all(a->base.env->damage);
}

static void turn(struct attract *a, int64_t now_ms) {
    int64_t gone_ms = (now_ms - a->entered_ms) % TURN_MS;
    a->angle = (uint32_t)(gone_ms * SPIN_TURN / TURN_MS);
    a->next_frame_ms = now_ms + TURN_FRAME_MS;
    attract_damage_halo(a, a->base.env->damage);
}

static void step(struct attract *a, int64_t now_ms) {
    judge_brightness(a, now_ms);
    if (now_ms >= a->next_minute_ms)
        next_minute(a, now_ms);
    attract_fade_step(a, now_ms);
    if (now_ms >= a->next_slide_ms)
        next_slide(a, now_ms);
    if (is_moving(a) && now_ms >= a->next_frame_ms)
        turn(a, now_ms);
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    if (ev->kind == EVENT_TIMER)
        step((struct attract *)screen, ev->at_ms);
    const struct button *fired = panel_event(&screen->panel, ev, screen->env->damage);
    bool is_start = (fired && fired->action == ACTION_START) || ev->kind == EVENT_KEY; // any key
    return is_start ? (struct screen_reply){SCREEN_GO, SCREEN_HOME}
                    : (struct screen_reply){.action = SCREEN_STAY};
}

static int64_t deadline_ms(const struct screen *screen) {
    const struct attract *a = (const struct attract *)screen;
    int64_t at_ms = a->next_slide_ms < a->next_minute_ms ? a->next_slide_ms : a->next_minute_ms;
    if (is_moving(a) && a->next_frame_ms < at_ms)
        at_ms = a->next_frame_ms;
    if (a->fade.started_ms && a->fade.next_ms < at_ms)
        at_ms = a->fade.next_ms;
    return at_ms;
}

static void draw(const struct screen *screen, struct canvas *canvas) {
    const struct attract *a = (const struct attract *)screen;
    const struct slide *slide = &a->slides.items[a->now];
    attract_draw_ground(a, canvas);
    attract_draw_halo(a, canvas);
    if (screen->env->theme->is_portrait)
        attract_draw_words_ground(a, &a->placed, canvas);
    if (!attract_fade_draw(a, canvas)) {
        attract_draw_picture(a, slide, &a->placed, canvas);
        attract_draw_words(a, slide, &a->placed, canvas);
    }
    attract_draw_still(a, canvas);
    if (a->is_dim)
        canvas_fill(canvas, theme_canvas(screen->env->theme), (struct color){0, 0, 0, DIM_ALPHA});
}

const struct screen_kind attract_kind = {
    .name = "attract",
    .idle = SCREEN_IDLE_NEVER,
    .size_bytes = sizeof(struct attract),
    .enter = enter,
    .event = event,
    .draw = draw,
    .leave = leave,
    .deadline_ms = deadline_ms,
};
