#include "app/knock.h"

#include <math.h>

#define DOTS 24
#define SHOWN_FROM_MS 400 // a short touch shows nothing
#define RING_RADIUS 42
#define DOT_RADIUS 5

struct rect knock_area(const struct theme *theme) {
    return theme->is_portrait ? theme_rect(theme, 28, 0, 104, 104)
                              : theme_rect(theme, 46, 0, 104, 104);
}

static void end(struct knock *knock, const struct theme *theme, struct damage *damage) {
    if (knock->lit > 0)
        damage_add(damage, knock_area(theme));
    *knock = (struct knock){.is_held = false};
}

void knock_event(struct knock *knock, const struct theme *theme, const struct event *ev,
                 struct damage *damage) {
    bool is_on_mark = rect_contains(knock_area(theme), ev->at);
    if (ev->kind == EVENT_DOWN && is_on_mark && !knock->is_held) {
        *knock = (struct knock){.finger = ev->finger, .since_ms = ev->at_ms, .is_held = true};
        return;
    }
    if (!knock->is_held)
        return;
    bool is_its = ev->finger == knock->finger;
    bool is_gone = (ev->kind == EVENT_MOVE && is_its && !is_on_mark) ||
                   (ev->kind == EVENT_UP && is_its) ||
                   (ev->kind == EVENT_CANCEL && (is_its || !ev->finger)) || ev->kind == EVENT_KEY;
    if (is_gone)
        end(knock, theme, damage);
}

static int lit_at(const struct knock *knock, int64_t now_ms) {
    int64_t held_ms = now_ms - knock->since_ms;
    return held_ms < SHOWN_FROM_MS ? 0 : (int)(held_ms * DOTS / KNOCK_MS);
}

bool knock_tick(struct knock *knock, const struct theme *theme, int64_t now_ms,
                struct damage *damage) {
    if (!knock->is_held)
        return false;
    if (now_ms >= knock->since_ms + KNOCK_MS) {
        end(knock, theme, damage);
        return true;
    }
    int lit = lit_at(knock, now_ms);
    if (lit != knock->lit)
        damage_add(damage, knock_area(theme));
    knock->lit = lit;
    return false;
}

int64_t knock_deadline_ms(const struct knock *knock) {
    if (!knock->is_held)
        return 0;
    if (knock->lit == 0)
        return knock->since_ms + SHOWN_FROM_MS;
    return knock->since_ms + ((int64_t)(knock->lit + 1) * KNOCK_MS + DOTS - 1) / DOTS;
}

void knock_draw(const struct knock *knock, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    struct rect area = knock_area(theme);
    if (knock->lit == 0 || !canvas_shows(canvas, area))
        return;
    int radius = theme_px(theme, RING_RADIUS), dot = theme_px(theme, DOT_RADIUS);
    struct point middle = {area.x + area.w / 2, area.y + area.h / 2};
    enum color_token gold = theme->has_high_contrast ? COLOR_YELLOW : COLOR_GOLD300;
    for (int i = 0; i < knock->lit; i++) {
        double angle = 2 * M_PI * i / DOTS;
        struct rect r = {middle.x + (int)lround(radius * sin(angle)) - dot,
                         middle.y - (int)lround(radius * cos(angle)) - dot, 2 * dot, 2 * dot};
        canvas_round(canvas, r, dot, theme_color(theme, gold));
    }
}
