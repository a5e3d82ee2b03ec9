#include "app/loop.h"

#include <stdio.h>

#include "app/player.h"
#include "app/stage.h"
#include "base/clock.h"
#include "widgets/dialog.h"

#define LOOP_SLEEP_MOST_MS 60000

static void draw_damage(struct loop *loop, const struct damage *damage) {
    for (size_t i = 0; i < damage->count; i++) {
        canvas_push_clip(loop->canvas, damage->rects[i]);
        stage_draw(loop->stage, loop->canvas);
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
    enum transition_kind kind = kinds[stage_take_change(loop->stage)];
    if (kind == TRANSITION_NONE || !loop->has_drawn)
        return;
    transition_start(&loop->transition, kind, loop->canvas);
    if (kind == TRANSITION_DIALOG) {
        int radius;
        struct rect box = dialog_shape(&loop->stage->question.dialog, loop->canvas->theme, &radius);
        transition_set_box(&loop->transition, box, radius);
    }
}

/* The new picture is drawn beside the window, changes to it too; the window shows how far it has
 * come. */
static void draw_moving(struct loop *loop) {
    struct damage *damage = &loop->stage->damage;
    SDL_Surface *shown = loop->canvas->surface;
    loop->canvas->surface = transition_target(&loop->transition);
    draw_damage(loop, damage);
    loop->canvas->surface = shown;
    transition_draw(&loop->transition, loop->canvas, clock_mono_ms(loop->clock));
    damage_add_all(damage);
}

static void say_first_frame(struct loop *loop) {
    loop->has_drawn = true;
    if (loop->is_trace) {
        puts("FIRST_FRAME");
        fflush(stdout);
    }
    loop->on_first_frame(loop->context);
}

/* Answered before it had risen: its page stands again at once. */
static void drop_orphan(struct loop *loop) {
    bool is_orphan =
        loop->transition.kind == TRANSITION_DIALOG && loop->stage->question.kind == QUESTION_NONE;
    if (!is_orphan)
        return;
    transition_cancel(&loop->transition);
    damage_add_all(&loop->stage->damage);
}

static bool is_frame_due(const struct loop *loop) {
    bool is_moving = loop->transition.kind != TRANSITION_NONE;
    return is_moving ? clock_mono_ms(loop->clock) >= loop->transition.next_ms
                     : loop->stage->damage.count > 0;
}

static void draw_frame(struct loop *loop) {
    struct damage *damage = &loop->stage->damage;
    take_change(loop);
    drop_orphan(loop);
    if (!is_frame_due(loop))
        return;
    if (loop->transition.kind != TRANSITION_NONE)
        draw_moving(loop);
    else
        draw_damage(loop, damage);
    window_present(loop->window, damage);
    damage_clear(damage);
    if (!loop->has_drawn)
        say_first_frame(loop);
}

static void handle_window(struct loop *loop, const SDL_WindowEvent *ev) {
    if (ev->event == SDL_WINDOWEVENT_SIZE_CHANGED) {
        transition_cancel(&loop->transition);
        loop->on_resize(loop->context);
    } else if (ev->event == SDL_WINDOWEVENT_EXPOSED)
        damage_add_all(&loop->stage->damage);
}

static void handle(struct loop *loop, const SDL_Event *sdl) {
    enum signal_kind kind;
    void *cargo;
    struct event ev;
    if (sdl->type == SDL_QUIT)
        loop->is_ended = true;
    else if (sdl->type == SDL_WINDOWEVENT)
        handle_window(loop, &sdl->window);
    else if (signal_read(sdl, &kind, &cargo))
        loop->on_signal(kind, cargo, loop->context);
    else if (sdl_events_convert(loop->events, sdl, clock_mono_ms(loop->clock), &ev))
        stage_event(loop->stage, &ev);
}

/* How long nothing is due: until the stage's next deadline, or the script's. */
static int sleep_ms(struct loop *loop, int script_ms) {
    if (is_frame_due(loop))
        return 0;
    int64_t at_ms = stage_deadline_ms(loop->stage);
    if (loop->transition.kind != TRANSITION_NONE && loop->transition.next_ms < at_ms)
        at_ms = loop->transition.next_ms;
    int64_t left_ms = at_ms - clock_mono_ms(loop->clock);
    if (left_ms > LOOP_SLEEP_MOST_MS)
        left_ms = LOOP_SLEEP_MOST_MS;
    if (script_ms >= 0 && script_ms < left_ms)
        left_ms = script_ms;
    return left_ms > 0 ? (int)left_ms : 0;
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

void loop_run(struct loop *loop) {
    nap_init(&loop->nap);
    while (!loop->is_ended) {
        stage_tick(loop->stage, clock_mono_ms(loop->clock));
        draw_frame(loop);
        int script_ms = step_script(loop);
        stage_tick(loop->stage, clock_mono_ms(loop->clock)); // a script may have moved the clock
        SDL_Event ev;
        if (!nap_wait(&loop->nap, &ev, sleep_ms(loop, script_ms)))
            continue;
        do
            handle(loop, &ev);
        while (!loop->is_ended && SDL_PollEvent(&ev));
    }
    transition_cancel(&loop->transition);
    nap_finish(&loop->nap);
}
