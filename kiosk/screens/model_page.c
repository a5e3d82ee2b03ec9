#include "screens/screens.h"

#include "screens/bar.h"
#include "screens/frame.h"

static void enter(struct screen *screen) {
    panel_clear(&screen->panel);
    const struct bar_button buttons[] = {bar_back, bar_home, bar_big, bar_read, bar_help};
    bar_lay(screen, buttons, sizeof buttons / sizeof *buttons);
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    struct screen_reply reply = {.action = SCREEN_STAY};
    const struct button *fired = panel_event(&screen->panel, ev, screen->env->damage);
    if (fired && !fired->is_off)
        bar_reply(fired->action, &reply);
    return reply;
}

static void draw(const struct screen *screen, struct canvas *canvas) {
    frame_draw(screen, canvas, &(struct frame){.title = frame_word(screen, "models.title")});
    panel_draw(&screen->panel, canvas);
}

const struct screen_kind model_kind = {
    .name = "model",
    .idle = SCREEN_IDLE_READ,
    .size_bytes = sizeof(struct screen),
    .enter = enter,
    .event = event,
    .draw = draw,
};
