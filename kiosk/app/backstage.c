#include "app/backstage.h"

#include <stdlib.h>

#include "app/backstage_parts.h"
#include "app/machine.h"
#include "app/stage.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "model/words.h"

enum answer {
    ANSWER_NO,
    ANSWER_YES,
};

int64_t backstage_now_ms(const struct backstage *b) {
    return clock_mono_ms(b->params.stage->env.clock);
}

/* The stage's, as it is now: content and words may have been exchanged. A visit may be in another
 * language, staff are in the kiosk's own. */
static void renew_env(struct backstage *b) {
    b->env = b->params.stage->env;
    b->env.desk = b->desk;
    b->env.lang = b->params.machine->languages.items[0].code;
    b->env.words = languages_words(&b->params.machine->languages, 0);
    b->env.content = b->params.machine->content;
}

struct desk_sources backstage_sources(const struct backstage *b) {
    return (struct desk_sources){.machine = b->params.machine,
                                 .link = b->params.link,
                                 .env = &b->env,
                                 .upload = &b->upload,
                                 .outage = &b->outage,
                                 .faults = *b->params.faults};
}

/* --- which screen --------------------------------------------------------------------------- */

static void fill_list(struct backstage *b, const struct desk_sources *from) {
    switch (b->desk->list.kind) {
    case LIST_ITEMS:
        desk_fill_items(b->desk, from, b->page);
        break;
    case LIST_SWITCHES:
        desk_fill_switches(b->desk, from);
        break;
    case LIST_LOG:
        desk_fill_log(b->desk, from);
        break;
    case LIST_PARKED:
        desk_fill_parked(b->desk, from);
        break;
    case LIST_STICKS:
        desk_fill_sticks(b->desk, from, b->sticks);
        break;
    }
}

static void fill(struct backstage *b) {
    renew_env(b);
    struct desk_sources from = backstage_sources(b);
    if (b->current == STAFF_DASHBOARD)
        desk_fill_dashboard(b->desk, &from);
    else if (b->current == STAFF_MACHINE)
        desk_fill_machine(b->desk, &from);
    else if (b->current == STAFF_LIST)
        fill_list(b, &from);
    else if (b->current == STAFF_ITEM && !b->desk->item.has_changed)
        desk_fill_item(b->desk, &from, b->desk->item.id);
    b->desk->touch.faults = from.faults;
}

static void leave_screen(struct backstage *b) {
    if (!b->screen)
        return;
    panel_cancel(&b->screen->panel, &b->params.stage->damage);
    if (b->screen->kind->leave)
        b->screen->kind->leave(b->screen);
    panel_finish(&b->screen->panel);
    crypto_secret_free(b->screen);
    b->screen = NULL;
}

void backstage_enter(struct backstage *b, enum staff_screen id) {
    const struct screen_kind *kind = staff_kind(id);
    leave_screen(b);
    b->current = id;
    fill(b);
    b->screen = crypto_secret_alloc(kind->size_bytes);
    b->screen->kind = kind;
    b->screen->env = &b->env;
    b->screen->panel.focus = -1;
    b->screen->panel.is_eased = !b->env.is_motion_reduced;
    b->screen->panel.is_steered = b->params.stage->is_steered;
    kind->enter(b->screen);
    damage_add_all(&b->params.stage->damage);
}

void backstage_go(struct backstage *b, enum staff_screen id) {
    if (b->depth < BACKSTAGE_DEPTH)
        b->behind[b->depth++] = b->current;
    backstage_enter(b, id);
}

void backstage_back(struct backstage *b) {
    backstage_enter(b, b->depth > 0 ? b->behind[--b->depth] : STAFF_DASHBOARD);
}

void backstage_refresh(struct backstage *b) {
    if (!b->screen)
        return;
    renew_env(b); // the former content may end now
    b->wants_refresh = panel_is_pressed(&b->screen->panel);
    if (b->wants_refresh)
        return;
    fill(b);
    b->screen->kind->enter(b->screen);
    damage_add_all(&b->params.stage->damage);
}

void backstage_renew(struct backstage *b) {
    if (b->asked.kind != WISH_NONE)
        dialog_finish(&b->question);
    b->asked.kind = WISH_NONE;
    if (b->state == BACKSTAGE_PREVIEW)
        backstage_lay_frame(b);
    backstage_refresh(b);
}

void backstage_say(struct backstage *b, char *text) {
    desk_set(&b->desk->toast, text);
    b->toast_until_ms = backstage_now_ms(b) + BACKSTAGE_TOAST_MS;
    if (b->state == BACKSTAGE_PREVIEW)
        backstage_lay_frame(b);
    damage_add_all(&b->params.stage->damage);
}

static void shut(struct backstage *b) {
    if (b->asked.kind != WISH_NONE)
        dialog_finish(&b->question);
    b->asked.kind = WISH_NONE;
    leave_screen(b);
    desk_finish(b->desk);
    panel_finish(&b->preview);
    free(b->sticks);
    b->sticks = NULL;
    free(b->hidden_why);
    b->hidden_why = NULL;
    b->who[0] = '\0';
    b->state = BACKSTAGE_CLOSED;
}

void backstage_leave(struct backstage *b) {
    if (b->who[0])
        staff_store_note(b->params.machine->staff, b->who, STAFF_ACT_CLOSE, NULL, NULL, NULL);
    backstage_end_reveal(b);
    shut(b);
    crypto_wipe_stack();
    b->params.on_look(b->params.context);
    b->params.on_leave(b->params.context);
}

/* --- questions ------------------------------------------------------------------------------ */

void backstage_ask(struct backstage *b, const struct desk_wish *about, const char *title_key,
                   char *body) {
    const struct words *words = b->env.words;
    dialog_init(&b->question, b->env.theme, words_get(words, title_key), body,
                &(struct dialog_choice){"staff.yes", ANSWER_YES, BUTTON_INDIGO, "icons/check",
                                        words_get(words, "staff.ask.yes")},
                &(struct dialog_choice){"staff.no", ANSWER_NO, BUTTON_SECONDARY, NULL,
                                        words_get(words, "staff.ask.no")});
    b->question.icon = "icons/warn";
    b->question.buttons.focus = b->params.stage->is_steered ? 0 : -1;
    b->asked = *about;
    free(body);
    damage_add_all(&b->params.stage->damage);
}

/* --- events --------------------------------------------------------------------------------- */

static bool is_on_something(const struct backstage *b, const struct event *ev) {
    struct element_list list = {0};
    bool is_on = false;
    backstage_list(b, &list);
    for (size_t i = 0; i < list.count && !is_on; i++)
        is_on = ev->kind == EVENT_DOWN ? rect_contains(list.items[i].area, ev->at)
                                       : list.items[i].has_focus && ev->key == KEY_ENTER;
    element_list_finish(&list);
    return is_on;
}

static void answer(struct backstage *b, const struct event *ev) {
    int choice = dialog_event(&b->question, ev, &b->params.stage->damage);
    if (choice < 0)
        return;
    dialog_finish(&b->question);
    damage_add_all(&b->params.stage->damage);
    if (choice == ANSWER_YES)
        backstage_do_asked(b);
    b->asked.kind = WISH_NONE;
}

void backstage_event(struct backstage *b, const struct event *ev) {
    bool is_press = ev->kind == EVENT_DOWN || ev->kind == EVENT_KEY;
    if (ev->kind != EVENT_PHOTO && ev->kind != EVENT_TIMER)
        b->touched_ms = backstage_now_ms(b);
    b->desk->locks_ms = b->touched_ms + BACKSTAGE_LOCK_MS;
    if (is_press && is_on_something(b, ev))
        b->params.on_press(ev->kind == EVENT_KEY, b->params.context);
    if (b->asked.kind != WISH_NONE) {
        answer(b, ev);
        return;
    }
    b->desk->wish.kind = WISH_NONE;
    b->screen->kind->event(b->screen, ev);
    struct desk_wish wish = b->desk->wish;
    b->desk->wish.kind = WISH_NONE;
    if (wish.kind != WISH_NONE)
        backstage_do(b, &wish);
    if (b->wants_refresh && b->screen)
        backstage_refresh(b);
}

/* --- time ----------------------------------------------------------------------------------- */

static int64_t closes_ms(const struct backstage *b) {
    return b->touched_ms + (b->state == BACKSTAGE_DOOR ? BACKSTAGE_DOOR_MS : BACKSTAGE_LOCK_MS);
}

static int64_t earlier(int64_t a, int64_t b) {
    return a == 0 || (b != 0 && b < a) ? b : a;
}

static void tick_toast(struct backstage *b, int64_t now_ms) {
    if (!b->desk->toast || now_ms < b->toast_until_ms)
        return;
    desk_set(&b->desk->toast, NULL);
    if (b->state == BACKSTAGE_PREVIEW)
        backstage_lay_frame(b);
    damage_add_all(&b->params.stage->damage);
}

/* The header's clock; what waits for the network may have changed, too. */
static void tick_minute(struct backstage *b) {
    int64_t minute = clock_wall_s(b->env.clock) / 60;
    if (minute != b->minute)
        damage_add_all(&b->params.stage->damage);
    b->minute = minute;
}

/* A count-down's digits are others every second. */
static void tick_screen(struct backstage *b, int64_t now_ms) {
    const struct screen_kind *kind = b->screen->kind;
    const struct event timer = {.kind = EVENT_TIMER, .at_ms = now_ms};
    if (b->due_ms && now_ms >= b->due_ms)
        kind->event(b->screen, &timer);
    b->due_ms = kind->deadline_ms ? kind->deadline_ms(b->screen) : 0;
}

void backstage_tick(struct backstage *b, int64_t now_ms) {
    if (b->state == BACKSTAGE_CLOSED)
        return;
    if (now_ms >= closes_ms(b)) {
        backstage_leave(b);
        return;
    }
    b->desk->locks_ms = b->touched_ms + BACKSTAGE_LOCK_MS;
    tick_toast(b, now_ms);
    backstage_tick_door(b, now_ms);
    if (b->state == BACKSTAGE_PREVIEW) {
        panel_step(&b->preview, now_ms, &b->params.stage->damage);
        return;
    }
    panel_step(&b->screen->panel, now_ms, &b->params.stage->damage);
    tick_minute(b);
    tick_screen(b, now_ms);
}

int64_t backstage_deadline_ms(const struct backstage *b) {
    if (b->state == BACKSTAGE_CLOSED)
        return 0;
    int64_t at_ms = closes_ms(b);
    if (b->desk->toast)
        at_ms = earlier(at_ms, b->toast_until_ms);
    if (b->state == BACKSTAGE_PREVIEW)
        return earlier(at_ms, panel_deadline_ms(&b->preview));
    at_ms = earlier(at_ms, panel_deadline_ms(&b->screen->panel));
    return earlier(at_ms, b->due_ms);
}

/* --- whole ---------------------------------------------------------------------------------- */

void backstage_init(struct backstage *b, const struct backstage_params *params) {
    *b = (struct backstage){.params = *params, .desk = crypto_secret_alloc(sizeof *b->desk)};
    *b->desk = (struct desk){.page_count = 0};
}

void backstage_finish(struct backstage *b) {
    if (!b->desk)
        return;
    shut(b);
    crypto_secret_free(b->desk);
    b->desk = NULL;
}

bool backstage_is_open(const struct backstage *b) {
    return b->state == BACKSTAGE_DOOR || b->state == BACKSTAGE_IN;
}

bool backstage_is_previewing(const struct backstage *b) {
    return b->state == BACKSTAGE_PREVIEW;
}

const char *backstage_screen_name(const struct backstage *b) {
    return b->screen->kind->name;
}

void backstage_draw(const struct backstage *b, struct canvas *canvas) {
    b->screen->kind->draw(b->screen, canvas);
    if (b->asked.kind != WISH_NONE)
        dialog_draw(&b->question, canvas);
}

void backstage_list(const struct backstage *b, struct element_list *out) {
    if (b->asked.kind != WISH_NONE)
        dialog_list(&b->question, out);
    else if (b->state == BACKSTAGE_PREVIEW)
        panel_list(&b->preview, out);
    else
        panel_list(&b->screen->panel, out);
}

/* Minutes that nobody was there for are told of afterwards. */
static void note_outage(struct outage *outage, enum upload_link link, int64_t now_s) {
    bool is_out = link != UPLOAD_LINK_OK && link != UPLOAD_LINK_UNKNOWN;
    if (is_out && !outage->since_s)
        outage->since_s = now_s;
    if (is_out || !outage->since_s)
        return;
    *outage = (struct outage){.from_s = outage->since_s, .until_s = now_s};
}

void backstage_take_upload(struct backstage *b, const struct upload_state *state) {
    b->upload = *state;
    note_outage(&b->outage, state->link, clock_wall_s(b->params.stage->env.clock));
    if (b->state == BACKSTAGE_IN && (b->current == STAFF_DASHBOARD || b->current == STAFF_MACHINE))
        backstage_refresh(b);
}
