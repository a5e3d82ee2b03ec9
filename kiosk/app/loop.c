#include "app/loop.h"

#include <stdio.h>

#include "app/bench.h"
#include "app/house.h"
#include "app/player.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "widgets/dialog.h"

#define LOOP_SLEEP_MOST_MS 60000
#define LOOP_MS_NS 1000000

/* A script and a measurement without pace see every frame. */
static bool is_paced(const struct loop *loop) {
    return !loop->player && !(loop->bench && bench_is_unpaced(loop->bench));
}

static void draw_damage(struct loop *loop, struct damage *damage) {
    if (damage_settle(damage))
        canvas_scroll(loop->canvas, damage->scrolled, damage->scrolled_by);
    for (size_t i = 0; i < damage->count; i++) {
        canvas_push_clip(loop->canvas, damage->rects[i]);
        house_draw(loop->house, loop->canvas);
        canvas_pop_clip(loop->canvas);
    }
}

/* A page or a dialog that is new comes in motion, unless it is the first picture of all. */
static void take_change(struct loop *loop) {
    static const enum transition_kind kinds[] = {
        [STAGE_STAYS] = TRANSITION_NONE,
        [STAGE_GOES_ON] = TRANSITION_ON,
        [STAGE_GOES_BACK] = TRANSITION_BACK,
        [STAGE_ASKS] = TRANSITION_DIALOG,
    };
    enum transition_kind kind = kinds[house_take_change(loop->house)];
    if (kind == TRANSITION_NONE || !loop->has_drawn)
        return;
    transition_start(&loop->transition, kind, loop->canvas);
    if (kind == TRANSITION_DIALOG) {
        struct rect box = {0};
        house_over(loop->house, &box);
        transition_set_box(&loop->transition, box, theme_px(loop->canvas->theme, DIALOG_RADIUS));
    }
}

/* A dialog answered before it had risen: its page stands again at once. */
static void drop_orphan(struct loop *loop) {
    struct rect box;
    if (loop->transition.kind != TRANSITION_DIALOG || house_over(loop->house, &box))
        return;
    transition_cancel(&loop->transition);
    damage_add_all(house_damage(loop->house));
}

/* The new picture is drawn beside the window, changes to it too; the window shows how far it has
 * come. */
static void draw_moving(struct loop *loop) {
    struct damage *damage = house_damage(loop->house);
    SDL_Surface *shown = loop->canvas->surface;
    loop->canvas->surface = transition_target(&loop->transition);
    draw_damage(loop, damage);
    loop->canvas->surface = shown;
    transition_draw(&loop->transition, loop->canvas, clock_mono_ms(loop->clock));
    damage_add_all(damage);
}

static bool is_something_due(const struct loop *loop) {
    return loop->transition.kind != TRANSITION_NONE || !damage_is_empty(house_damage(loop->house));
}

static void say_first_frame(struct loop *loop) {
    if (loop->has_drawn)
        return;
    loop->has_drawn = true;
    if (loop->is_trace) {
        puts("FIRST_FRAME");
        fflush(stdout);
    }
    loop->on_first_frame(loop->context);
}

static void draw_frame(struct loop *loop) {
    struct damage *damage = house_damage(loop->house);
    int64_t now_ns = pace_now_ns();
    take_change(loop);
    drop_orphan(loop);
    bool may_draw = pace_take(&loop->pace, now_ns) || !is_paced(loop);
    if (!is_something_due(loop) || !may_draw)
        return;
    if (loop->transition.kind != TRANSITION_NONE)
        draw_moving(loop);
    else
        draw_damage(loop, damage);
    window_present(loop->window, damage);
    damage_clear(damage);
    pace_drawn(&loop->pace, now_ns);
    if (loop->bench)
        bench_presented(loop->bench, pace_now_ns());
    say_first_frame(loop);
}

static void handle_window(struct loop *loop, const SDL_WindowEvent *ev) {
    if (ev->event == SDL_WINDOWEVENT_SIZE_CHANGED) {
        transition_cancel(&loop->transition);
        loop->on_resize(loop->context);
    } else if (ev->event == SDL_WINDOWEVENT_EXPOSED)
        damage_add_all(house_damage(loop->house));
}

/* Who presses sees it at once; what only moves, and what comes from elsewhere, waits its turn, and
 * a frame shows all that came until then. */
static bool is_pressing(const SDL_Event *sdl) {
    return sdl->type == SDL_FINGERDOWN || sdl->type == SDL_FINGERUP || sdl->type == SDL_KEYDOWN ||
           sdl->type == SDL_TEXTINPUT;
}

static void handle(struct loop *loop, SDL_Event *sdl) {
    enum signal_kind kind;
    void *cargo;
    struct event ev;
    if (is_pressing(sdl))
        pace_hurry(&loop->pace);
    if (sdl->type == SDL_QUIT)
        loop->is_ended = true;
    else if (sdl->type == SDL_WINDOWEVENT)
        handle_window(loop, &sdl->window);
    else if (signal_read(sdl, &kind, &cargo))
        loop->on_signal(kind, cargo, loop->context);
    else if (sdl_events_convert(loop->events, sdl, clock_mono_ms(loop->clock), &ev))
        house_event(loop->house, &ev);
    if (sdl->type == SDL_TEXTINPUT || sdl->type == SDL_TEXTEDITING) {
        crypto_wipe(&ev, sizeof ev);
        sdl_events_forget_text(sdl);
    }
}

/* Until when nothing is due: the stage's next deadline or the script's; what is to be drawn, and
 * what wants to be drawn anew at every frame, waits for the frame. */
static int64_t due_ns(struct loop *loop, int script_ms) {
    int64_t now_ns = pace_now_ns(), left_ms = LOOP_SLEEP_MOST_MS;
    int64_t stage_ms = house_deadline_ms(loop->house) - clock_mono_ms(loop->clock);
    if (stage_ms < left_ms)
        left_ms = stage_ms;
    if (is_something_due(loop))
        left_ms = 0;
    int64_t at_ns = now_ns + left_ms * LOOP_MS_NS;
    if (loop->bench && bench_due_ns(loop->bench) < at_ns)
        at_ns = bench_due_ns(loop->bench);
    if (at_ns < loop->pace.due_ns && is_paced(loop))
        at_ns = loop->pace.due_ns;
    int64_t script_ns = now_ns + (int64_t)script_ms * LOOP_MS_NS;
    return script_ms >= 0 && script_ns < at_ns ? script_ns : at_ns;
}

/* @return real milliseconds until the script wants its next step, -1 when there is no script */
static int step_script(struct loop *loop) {
    if (!loop->player)
        return -1;
    int wait_ms = 0;
    switch (player_step(loop->player, &wait_ms)) {
    case PLAYER_GO_ON:
        return 0;
    case PLAYER_WAIT:
        return wait_ms;
    case PLAYER_FAILED:
        loop->has_failed = true;
        break;
    case PLAYER_HELD:
        break;
    }
    loop->is_ended = true;
    return 0;
}

static void handle_until_due(struct loop *loop, int script_ms) {
    SDL_Event ev;
    while (pace_wait(&loop->nap, due_ns(loop, script_ms), &ev)) {
        do
            handle(loop, &ev);
        while (!loop->is_ended && SDL_PollEvent(&ev));
        if (loop->is_ended || loop->pace.is_urgent || due_ns(loop, script_ms) <= pace_now_ns())
            return;
    }
}

void loop_run(struct loop *loop) {
    nap_init(&loop->nap);
    while (!loop->is_ended) {
        house_tick(loop->house, clock_mono_ms(loop->clock));
        if (loop->bench)
            bench_step(loop->bench, pace_now_ns());
        draw_frame(loop);
        int script_ms = step_script(loop);
        if (loop->player) // a script may have moved the clock
            house_tick(loop->house, clock_mono_ms(loop->clock));
        handle_until_due(loop, script_ms);
    }
    transition_cancel(&loop->transition);
    nap_finish(&loop->nap);
}
