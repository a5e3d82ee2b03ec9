#include "widgets/panel.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/xalloc.h"
#include "draw/theme.h"
#include "widgets/focus.h"

/* Design pixels a finger may wander off the edge of its button before the press is taken back. */
#define PRESS_SLOP 24
#define RISE_MS 90   // of a face that was let go
#define ENTER_MS 120 // that Enter is seen to press: as long as a tap
#define FRAME_MS 16

static void free_text(char **text) {
    if (*text)
        crypto_wipe(*text, strlen(*text));
    free(*text);
    *text = NULL;
}

void panel_finish(struct panel *panel) {
    if (!panel)
        return;
    panel_clear(panel);
    free(panel->items);
    *panel = (struct panel){.focus = -1};
}

/* The focus stays with the button of its name, or else at its place: a screen laid out again puts
 * much the same buttons there, and who steers by keypad goes on from where they were. */
void panel_clear(struct panel *panel) {
    if (!panel->items)
        panel->focus = -1;
    if (panel->focus >= 0 && (size_t)panel->focus < panel->count) {
        const struct button *b = &panel->items[panel->focus];
        memcpy(panel->kept_id, b->id, sizeof panel->kept_id);
        panel->kept_entered_ms = b->finger == EVENT_FINGER_KEYPAD ? b->entered_ms : 0;
    }
    for (size_t i = 0; i < panel->count; i++) {
        free_text(&panel->items[i].label);
        free_text(&panel->items[i].sub);
    }
    panel->count = 0;
}

static void make_room(struct panel *panel, size_t count) {
    if (count <= panel->cap)
        return;
    panel->cap = panel->cap * 2 > count ? panel->cap * 2 : count < 16 ? 16 : count;
    panel->items = xrealloc(panel->items, panel->cap, sizeof *panel->items);
}

struct button *panel_put(struct panel *panel, size_t index, const char *id, int action,
                         enum button_look look, struct rect area, const char *icon,
                         const char *label) {
    assert(strlen(id) < ELEMENT_ID_BYTES && index < panel->count);
    struct button *button = &panel->items[index];
    *button = (struct button){.action = action,
                              .look = look,
                              .area = area,
                              .icon = icon,
                              .label = xstrdup(label),
                              .icon_fill = COLOR_GOLD200,
                              .icon_ink = COLOR_LAC900};
    memcpy(button->id, id, strlen(id) + 1);
    return button;
}

/* The button that had the focus is there again. */
static void give_back(struct panel *panel, struct button *button) {
    panel->focus = (int)(button - panel->items);
    panel->kept_id[0] = '\0';
    button->entered_ms = panel->kept_entered_ms;
    button->finger = button->entered_ms ? EVENT_FINGER_KEYPAD : 0;
}

struct button *panel_add(struct panel *panel, const char *id, int action, enum button_look look,
                         struct rect area, const char *icon, const char *label) {
    if (!panel->items)
        panel->focus = panel->is_steered ? 0 : -1;
    make_room(panel, panel->count + 1);
    struct button *button = panel_put(panel, panel->count++, id, action, look, area, icon, label);
    if (panel->kept_id[0] && strcmp(panel->kept_id, id) == 0)
        give_back(panel, button);
    return button;
}

void panel_replace(struct panel *panel, size_t first, size_t old_count, size_t count) {
    size_t behind = panel->count - first - old_count;
    for (size_t i = first; i < first + old_count; i++) {
        free_text(&panel->items[i].label);
        free_text(&panel->items[i].sub);
    }
    make_room(panel, first + count + behind);
    memmove(panel->items + first + count, panel->items + first + old_count,
            behind * sizeof *panel->items);
    memset(panel->items + first, 0, count * sizeof *panel->items);
    panel->count = first + count + behind;
    if (panel->focus >= (int)(first + old_count))
        panel->focus += (int)count - (int)old_count;
}

void button_set_sub(struct button *button, const char *sub) {
    free_text(&button->sub);
    button->sub = xstrdup(sub);
}

/* Damage knows the canvas it is of, and with it the scale. */
static struct theme theme_of(const struct damage *damage) {
    struct theme theme;
    theme_init(&theme, damage->bounds.w, damage->bounds.h);
    return theme;
}

static void damage_button(const struct panel *panel, int index, struct damage *damage) {
    if (index < 0 || (size_t)index >= panel->count)
        return;
    struct theme theme = theme_of(damage);
    damage_add(damage, button_reach(&panel->items[index], &theme));
}

/* What Enter pressed is let go as the ring moves on: one hand presses one key. */
static void set_focus(struct panel *panel, int index, struct damage *damage) {
    panel->kept_id[0] = '\0';
    if (panel->focus == index)
        return;
    damage_button(panel, panel->focus, damage);
    if (panel->focus >= 0 && (size_t)panel->focus < panel->count &&
        panel->items[panel->focus].finger == EVENT_FINGER_KEYPAD)
        panel->items[panel->focus].finger = 0;
    panel->focus = index;
    damage_button(panel, index, damage);
}

void panel_focus(struct panel *panel, int index, struct damage *damage) {
    set_focus(panel, index, damage);
}

void panel_focus_id(struct panel *panel, const char *id, struct damage *damage) {
    for (size_t i = 0; panel->focus >= 0 && i < panel->count; i++)
        if (strcmp(panel->items[i].id, id) == 0)
            set_focus(panel, (int)i, damage);
}

static void set_finger(struct panel *panel, size_t index, int64_t finger, struct damage *damage) {
    panel->items[index].finger = finger;
    damage_button(panel, (int)index, damage);
}

/* The last one drawn lies on top. */
static int index_at(const struct panel *panel, struct point at) {
    for (size_t i = panel->count; i-- > 0;)
        if (rect_contains(button_shown(&panel->items[i]), at))
            return (int)i;
    return -1;
}

static int index_of_finger(const struct panel *panel, int64_t finger) {
    for (size_t i = 0; i < panel->count; i++)
        if (panel->items[i].finger == finger)
            return (int)i;
    return -1;
}

static void press(struct panel *panel, const struct event *ev, struct damage *damage) {
    set_focus(panel, -1, damage);
    int stale = index_of_finger(panel, ev->finger); // its UP was lost
    if (stale >= 0)
        set_finger(panel, (size_t)stale, 0, damage);
    int index = index_at(panel, ev->at);
    bool is_free = index >= 0 && (!panel->items[index].finger ||
                                  panel->items[index].finger == EVENT_FINGER_KEYPAD);
    if (!is_free)
        return;
    panel->items[index].released_ms = panel->items[index].sunk = 0;
    set_finger(panel, (size_t)index, ev->finger, damage);
}

static bool is_within_slop(const struct button *button, const struct event *ev,
                           const struct damage *damage) {
    struct theme theme = theme_of(damage);
    return rect_contains(rect_inset(button_shown(button), -theme_px(&theme, PRESS_SLOP)), ev->at);
}

/* Its face is seen to come up again. */
static void raise_face(const struct panel *panel, struct button *button, int64_t now_ms) {
    if (!panel->is_eased)
        return;
    button->released_ms = button->stepped_ms = now_ms;
    button->sunk = PANEL_SUNK;
}

static const struct button *touch_event(struct panel *panel, const struct event *ev,
                                        struct damage *damage) {
    if (ev->kind == EVENT_DOWN) {
        press(panel, ev, damage);
        return NULL;
    }
    if (ev->kind == EVENT_CANCEL && !ev->finger) {
        panel_cancel(panel, damage);
        return NULL;
    }
    int index = index_of_finger(panel, ev->finger);
    if (index < 0)
        return NULL;
    bool is_inside = is_within_slop(&panel->items[index], ev, damage);
    if (ev->kind == EVENT_MOVE && is_inside)
        return NULL;
    set_finger(panel, (size_t)index, 0, damage);
    raise_face(panel, &panel->items[index], ev->at_ms);
    return ev->kind == EVENT_UP && is_inside ? &panel->items[index] : NULL;
}

static int nearest(const struct panel *panel, enum event_key key) {
    struct rect *areas = xcalloc(panel->count, sizeof *areas);
    for (size_t i = 0; i < panel->count; i++)
        areas[i] = button_shown(&panel->items[i]);
    struct rect from = panel->items[panel->focus].area;
    areas[panel->focus] = (struct rect){.w = 0};
    int found = focus_nearest(areas, panel->count, from, key);
    free(areas);
    return found;
}

/* In reading order; what has been scrolled out of sight is passed over. */
static int next_in_order(const struct panel *panel, bool is_back) {
    int count = (int)panel->count, at = panel->focus;
    if (at < 0 || at >= count)
        at = is_back ? count : -1;
    for (int tried = 0; tried < count; tried++) {
        at = (at + (is_back ? count - 1 : 1) + (at < 0 ? count : 0)) % count;
        if (!rect_is_empty(button_shown(&panel->items[at])))
            return at;
    }
    return panel->focus;
}

static void move_focus(struct panel *panel, enum event_key key, struct damage *damage) {
    bool has_focus = panel->focus >= 0 && (size_t)panel->focus < panel->count;
    if (!has_focus || !focus_is_arrow(key)) {
        set_focus(panel, next_in_order(panel, key == KEY_BACK_TAB), damage);
        return;
    }
    int found = nearest(panel, key);
    if (found >= 0)
        set_focus(panel, found, damage);
}

/* It fires at once, and looks pressed for as long as under a finger. */
static const struct button *enter_event(struct panel *panel, const struct event *ev,
                                        struct damage *damage) {
    if (panel->focus < 0 || (size_t)panel->focus >= panel->count)
        return NULL;
    struct button *button = &panel->items[panel->focus];
    button->entered_ms = ev->at_ms > 0 ? ev->at_ms : 1;
    button->released_ms = button->sunk = 0;
    if (!button->finger || button->finger == EVENT_FINGER_KEYPAD)
        set_finger(panel, (size_t)panel->focus, EVENT_FINGER_KEYPAD, damage);
    return button;
}

static const struct button *way_back(const struct panel *panel) {
    for (size_t i = 0; i < panel->count; i++)
        if (panel->items[i].is_way_back)
            return &panel->items[i];
    return NULL;
}

static const struct button *key_event(struct panel *panel, const struct event *ev,
                                      struct damage *damage) {
    if (panel->count == 0)
        return NULL;
    if (focus_is_step(ev->key))
        move_focus(panel, ev->key, damage);
    else if (ev->key == KEY_ENTER)
        return enter_event(panel, ev, damage);
    else if (ev->key == KEY_ESCAPE)
        return way_back(panel);
    return NULL;
}

const struct button *panel_event(struct panel *panel, const struct event *ev,
                                 struct damage *damage) {
    switch (ev->kind) {
    case EVENT_DOWN:
    case EVENT_MOVE:
    case EVENT_UP:
    case EVENT_CANCEL:
        return touch_event(panel, ev, damage);
    case EVENT_KEY:
        return key_event(panel, ev, damage);
    default:
        return NULL;
    }
}

void panel_cancel_some(struct panel *panel, size_t first, size_t count, struct damage *damage) {
    for (size_t i = first; i < first + count; i++)
        if (panel->items[i].finger)
            set_finger(panel, i, 0, damage);
}

void panel_cancel(struct panel *panel, struct damage *damage) {
    panel_cancel_some(panel, 0, panel->count, damage);
}

/* Ease-out: the face leaves the ground quickly. */
static int sunk_after(int64_t gone_ms) {
    if (gone_ms >= RISE_MS)
        return 0;
    int64_t left = RISE_MS - gone_ms;
    return (int)(PANEL_SUNK * left * left / (RISE_MS * RISE_MS));
}

void panel_step(struct panel *panel, int64_t now_ms, struct damage *damage) {
    for (size_t i = 0; i < panel->count; i++) {
        struct button *b = &panel->items[i];
        if (b->finger == EVENT_FINGER_KEYPAD && now_ms >= b->entered_ms + ENTER_MS) {
            set_finger(panel, i, 0, damage);
            raise_face(panel, b, now_ms);
        }
        if (!b->released_ms || now_ms < b->stepped_ms + FRAME_MS)
            continue;
        b->sunk = sunk_after(now_ms - b->released_ms);
        b->stepped_ms = now_ms;
        if (b->sunk == 0)
            b->released_ms = 0;
        damage_button(panel, (int)i, damage);
    }
}

static int64_t step_ms(const struct button *b) {
    if (b->finger == EVENT_FINGER_KEYPAD)
        return b->entered_ms + ENTER_MS;
    return b->released_ms ? b->stepped_ms + FRAME_MS : 0;
}

int64_t panel_deadline_ms(const struct panel *panel) {
    int64_t at_ms = 0;
    for (size_t i = 0; i < panel->count; i++) {
        int64_t next_ms = step_ms(&panel->items[i]);
        if (next_ms && (at_ms == 0 || next_ms < at_ms))
            at_ms = next_ms;
    }
    return at_ms;
}

bool panel_is_pressed(const struct panel *panel) {
    for (size_t i = 0; i < panel->count; i++)
        if (panel->items[i].finger && panel->items[i].finger != EVENT_FINGER_KEYPAD)
            return true;
    return false;
}

void panel_draw(const struct panel *panel, struct canvas *canvas) {
    for (size_t i = 0; i < panel->count; i++)
        button_draw(&panel->items[i], panel->focus == (int)i, canvas);
    for (size_t i = 0; i < panel->count; i++)
        button_draw_plate(&panel->items[i], canvas);
}

static const char *role_of(enum button_look look) {
    switch (look) {
    case BUTTON_KEY:
    case BUTTON_KEY_TONE:
    case BUTTON_KEY_FUNCTION:
    case BUTTON_PAD:
        return "key";
    case BUTTON_TILE:
    case BUTTON_REASON:
        return "tile";
    case BUTTON_CARD:
    case BUTTON_CARD_GOLD:
    case BUTTON_CELL:
        return "card";
    case BUTTON_CHECK:
        return "check";
    case BUTTON_TOGGLE:
        return "toggle";
    case BUTTON_FIELD:
        return "field";
    case BUTTON_BARE:
        return "page";
    default:
        return "button";
    }
}

void panel_list(const struct panel *panel, struct element_list *out) {
    for (size_t i = 0; i < panel->count; i++) {
        const struct button *b = &panel->items[i];
        struct rect shown = button_shown(b);
        if (rect_is_empty(shown))
            continue;
        element_list_add(out, b->id, role_of(b->look), b->label, shown, !b->is_off, b->is_chosen);
        out->items[out->count - 1].has_focus = panel->focus == (int)i;
    }
}
