#include "app/loop.h"

#include <stdio.h>

#include "app/player.h"
#include "app/stage.h"
#include "base/clock.h"

#define LOOP_SLEEP_MOST_MS 60000

static void draw_frame(struct loop *loop) {
    struct damage *damage = &loop->stage->damage;
    if (damage_is_empty(damage))
        return;
    if (damage_settle(damage))
        canvas_scroll(loop->canvas, damage->scrolled, damage->scrolled_by);
    for (size_t i = 0; i < damage->count; i++) {
        canvas_push_clip(loop->canvas, damage->rects[i]);
        stage_draw(loop->stage, loop->canvas);
        canvas_pop_clip(loop->canvas);
    }
    window_present(loop->window, damage);
    damage_clear(damage);
    if (!loop->has_drawn && loop->is_trace) {
        puts("FIRST_FRAME");
        fflush(stdout);
    }
    loop->has_drawn = true;
}

static void handle_window(struct loop *loop, const SDL_WindowEvent *ev) {
    if (ev->event == SDL_WINDOWEVENT_SIZE_CHANGED)
        loop->on_resize(loop->context);
    else if (ev->event == SDL_WINDOWEVENT_EXPOSED)
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
    if (!damage_is_empty(&loop->stage->damage))
        return 0;
    int64_t left_ms = stage_deadline_ms(loop->stage) - clock_mono_ms(loop->clock);
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
    while (!loop->is_ended) {
        stage_tick(loop->stage, clock_mono_ms(loop->clock));
        draw_frame(loop);
        int script_ms = step_script(loop);
        stage_tick(loop->stage, clock_mono_ms(loop->clock)); // a script may have moved the clock
        SDL_Event ev;
        if (!SDL_WaitEventTimeout(&ev, sleep_ms(loop, script_ms)))
            continue;
        do
            handle(loop, &ev);
        while (!loop->is_ended && SDL_PollEvent(&ev));
    }
}
