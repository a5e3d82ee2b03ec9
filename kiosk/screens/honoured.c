/* The wall: everybody who was commended, in one long list. */
#include "screens/honoured.h"

#include <stdlib.h>
#include <string.h>

#include "model/content.h"
#include "screens/bar.h"
#include "screens/frame.h"
#include "screens/screens.h"
#include "screens/wall_search.h"

/* --- whom it shows -------------------------------------------------------------------------- */

static void find(struct honoured *h) {
    const struct visit *visit = h->base.env->visit;
    people_search_finish(&h->search);
    people_search_init(&h->search, h->base.env->content);
    people_search_find(&h->search, visit->query, visit->group);
}

/* --- layout --------------------------------------------------------------------------------- */

/* In reading order, which the keypad's focus follows. */
static void lay_all(struct honoured *h) {
    if (h->base.env->theme->is_portrait) {
        honoured_list_lay(h);
        honoured_rail_lay_search(h);
        honoured_pages_lay(h);
        honoured_rail_lay_filters(h);
    } else {
        honoured_rail_lay_search(h);
        honoured_rail_lay_filters(h);
        honoured_list_lay(h);
    }
    honoured_pages_lay_bar(h);
}

static int index_of(const struct panel *panel, const char *id) {
    for (size_t i = 0; i < panel->count; i++) {
        if (strcmp(panel->items[i].id, id) == 0)
            return (int)i;
    }
    return -1;
}

/* Buttons may have come or gone before the one with the focus; in the place of an arrow that has
 * led to the top it goes to the other. */
void honoured_lay(struct honoured *h) {
    struct panel *panel = &h->base.panel;
    char focused[ELEMENT_ID_BYTES] = "";
    if (panel->focus >= 0 && (size_t)panel->focus < panel->count)
        memcpy(focused, panel->items[panel->focus].id, sizeof focused);
    panel_clear(panel);
    lay_all(h);
    if (!focused[0])
        return;
    int index = index_of(panel, focused);
    panel->focus = index >= 0 ? index : index_of(panel, "people.next");
}

/* The query or filter has changed: the list begins at its top. */
static void find_again(struct honoured *h) {
    h->base.env->visit->first_person = 0;
    find(h);
    honoured_list_fit(h);
    honoured_lay(h);
    damage_add_all(h->base.env->damage);
}

static void enter(struct screen *screen) {
    struct honoured *h = (struct honoured *)screen;
    find(h);
    honoured_list_fit(h);
    honoured_lay(h);
    honoured_photos_fetch_ahead(h, true);
}

static void leave(struct screen *screen) {
    struct honoured *h = (struct honoured *)screen;
    people_search_finish(&h->search);
}

/* --- events --------------------------------------------------------------------------------- */

static void filter(struct honoured *h, int number) {
    const struct screen_env *env = h->base.env;
    env->visit->group = number ? &env->content->campaign.groups[number - 1] : NULL;
    find_again(h);
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    struct honoured *h = (struct honoured *)screen;
    struct screen_reply reply = {.action = SCREEN_STAY};
    if (honoured_list_event(h, ev) || honoured_keys_event(h, ev))
        return reply;
    const struct button *fired = panel_event(&screen->panel, ev, screen->env->damage);
    honoured_keys_follow(h, ev);
    if (!fired || fired->is_off || bar_reply(fired->action, &reply))
        return reply;
    if (wall_search_fired(screen, fired, &reply)) {
        if (reply.action == SCREEN_STAY)
            find_again(h);
        return reply;
    }
    switch (fired->action) {
    case HONOURED_CARD:
        screen->env->visit->person = (size_t)fired->value;
        return (struct screen_reply){SCREEN_GO, SCREEN_DETAIL};
    case HONOURED_FILTER:
        filter(h, fired->value);
        break;
    case HONOURED_NEXT:
        honoured_list_turn(h, 1, ev->at_ms);
        break;
    case HONOURED_PREV:
        honoured_list_turn(h, -1, ev->at_ms);
        break;
    }
    return reply;
}

static int64_t deadline_ms(const struct screen *screen) {
    const struct scroller *s = &((const struct honoured *)screen)->list.scroller;
    return scroller_is_moving(s) ? s->began_ms : 0; // at every frame
}

/* --- drawing -------------------------------------------------------------------------------- */

static void draw(const struct screen *screen, struct canvas *canvas) {
    const struct honoured *h = (const struct honoured *)screen;
    bool is_portrait = screen->env->theme->is_portrait;
    char *title = frame_fill(screen, "honours.page_title");
    frame_draw(screen, canvas,
               &(struct frame){.title = is_portrait ? frame_word(screen, "honours.title") : title});
    free(title);
    honoured_rail_draw(h, canvas);
    honoured_list_draw_ground(h, canvas);
    panel_draw(&screen->panel, canvas);
    wall_search_draw(screen, canvas);
    honoured_list_draw(h, canvas);
    honoured_pages_draw(h, canvas);
}

const struct screen_kind honoured_kind = {
    .name = "honoured",
    .idle = SCREEN_IDLE_READ,
    .size_bytes = sizeof(struct honoured),
    .enter = enter,
    .event = event,
    .draw = draw,
    .leave = leave,
    .deadline_ms = deadline_ms,
};
