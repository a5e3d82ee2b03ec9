#include "app/backstage.h"

#include <stdlib.h>
#include <string.h>

#include "app/backstage_parts.h"
#include "app/link.h"
#include "app/machine.h"
#include "app/stage.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/xalloc.h"
#include "model/words.h"

enum frame_action {
    FRAME_BACK = 1,
};

enum answer {
    ANSWER_NO,
    ANSWER_YES,
};

static int64_t now_of(const struct backstage *b) {
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

static void enter(struct backstage *b, enum staff_screen id) {
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
    enter(b, id);
}

void backstage_back(struct backstage *b) {
    enter(b, b->depth > 0 ? b->behind[--b->depth] : STAFF_DASHBOARD);
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

static struct rect frame_button(const struct theme *theme) {
    struct rect area = theme->is_portrait ? theme_rect(theme, 480, 0, 600, 104)
                                          : theme_rect(theme, 1180, 0, 740, 104);
    area.w = theme->width - area.x;
    area.h += area.y;
    area.y = 0;
    return rect_inset(area, theme_px(theme, 4));
}

static void lay_frame(struct backstage *b) {
    const struct theme *theme = b->params.stage->env.theme;
    panel_clear(&b->preview);
    panel_add(&b->preview, "staff.preview_back", FRAME_BACK, BUTTON_INDIGO, frame_button(theme),
              "icons/back",
              b->desk->toast  ? b->desk->toast
              : b->hidden_why ? b->hidden_why
                              : words_get(b->env.words, "staff.preview.back"));
}

void backstage_renew(struct backstage *b) {
    if (b->asked.kind != WISH_NONE)
        dialog_finish(&b->question);
    b->asked.kind = WISH_NONE;
    if (b->state == BACKSTAGE_PREVIEW)
        lay_frame(b);
    backstage_refresh(b);
}

void backstage_say(struct backstage *b, char *text) {
    desk_set(&b->desk->toast, text);
    b->toast_until_ms = now_of(b) + BACKSTAGE_TOAST_MS;
    if (b->state == BACKSTAGE_PREVIEW)
        lay_frame(b);
    damage_add_all(&b->params.stage->damage);
}

/* --- in and out ----------------------------------------------------------------------------- */

void backstage_open(struct backstage *b) {
    struct staff_state state;
    struct desk_gate *gate = &b->desk->gate;
    bool is_read = b->params.machine->staff && staff_store_state(b->params.machine->staff, &state);
    *gate = (struct desk_gate){.state = GATE_FAILED, .tries_left = STAFF_TRIES_MAX};
    b->touched_ms = now_of(b);
    if (is_read) {
        gate->state = state.person_count == 0 ? GATE_UNSET
                      : state.is_locked       ? GATE_LOCKED
                                              : GATE_READY;
        gate->tries_left = state.tries_left;
        gate->locked_until_ms = b->touched_ms + state.wait_ms;
    }
    b->state = BACKSTAGE_DOOR;
    b->depth = 0;
    b->params.on_look(b->params.context);
    enter(b, STAFF_PIN);
}

static void end_reveal(struct backstage *b);

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
    end_reveal(b);
    shut(b);
    crypto_wipe_stack();
    b->params.on_look(b->params.context);
    b->params.on_leave(b->params.context);
}

/* The old one was tried: only its owner's is replaced. */
static void take_old_pin(struct backstage *b, const struct pin_answer *answer) {
    struct desk_gate *gate = &b->desk->gate;
    if (answer->result == PIN_RIGHT && strcmp(answer->name, b->who) == 0) {
        staff_store_set_pin_later(b->params.machine->staff, b->who, b->who, gate->wanted,
                                  backstage_on_pin_set, NULL);
        return;
    }
    desk_wipe_digits(b->desk);
    gate->state = GATE_READY;
    gate->step = CHANGE_OLD;
    gate->note = CHANGE_OLD_WRONG;
    if (answer->result == PIN_LOCKED || answer->wait_ms > 0)
        backstage_leave(b); // as at the door: nobody tries on in here
    else
        backstage_refresh(b);
}

void backstage_take_pin(struct backstage *b, const struct pin_answer *answer) {
    static const enum desk_gate_state states[] = {
        [PIN_RIGHT] = GATE_READY,  [PIN_WRONG] = GATE_WRONG,   [PIN_LOCKED] = GATE_LOCKED,
        [PIN_NOBODY] = GATE_UNSET, [PIN_FAILED] = GATE_FAILED,
    };
    if (b->state == BACKSTAGE_IN && b->current == STAFF_CHANGE_PIN) {
        take_old_pin(b, answer);
        return;
    }
    if (b->state != BACKSTAGE_DOOR || b->desk->gate.state != GATE_CHECKING)
        return;
    struct desk_gate *gate = &b->desk->gate;
    desk_wipe_digits(b->desk);
    gate->state = states[answer->result];
    gate->tries_left = answer->tries_left;
    b->touched_ms = now_of(b);
    bool has_locked = answer->result == PIN_WRONG && answer->wait_ms > 0;
    if (has_locked)
        gate->state = GATE_LOCKED;
    gate->locked_until_ms = b->touched_ms + answer->wait_ms;
    if (answer->result != PIN_RIGHT) {
        backstage_refresh(b);
        return;
    }
    memcpy(b->who, answer->name, sizeof b->who);
    b->state = BACKSTAGE_IN;
    if (b->params.link->uploader) // they are to see how the way to the store stands now
        uploader_hurry(b->params.link->uploader);
    enter(b, STAFF_DASHBOARD);
}

void backstage_take_pin_set(struct backstage *b, enum staff_result result) {
    struct desk_gate *gate = &b->desk->gate;
    desk_wipe_digits(b->desk);
    if (b->state != BACKSTAGE_IN || b->current != STAFF_CHANGE_PIN)
        return;
    gate->state = GATE_READY;
    if (result == STAFF_OK || result == STAFF_UNCHANGED) {
        backstage_back(b);
        backstage_say(b, xstrdup(words_get(b->env.words, "staff.pin_changed")));
        return;
    }
    gate->step = CHANGE_NEW;
    gate->note = result == STAFF_PIN_TAKEN ? CHANGE_TAKEN : CHANGE_TOO_EASY;
    if (result == STAFF_FAILED) {
        gate->step = CHANGE_OLD;
        gate->note = CHANGE_FINE;
        backstage_say(b, xstrdup(words_get(b->env.words, "staff.not_saved")));
    }
    backstage_refresh(b);
}

/* --- the preview ---------------------------------------------------------------------------- */

void backstage_preview(struct backstage *b, enum screen_id id) {
    b->state = BACKSTAGE_PREVIEW;
    desk_set(&b->desk->toast, NULL);
    b->had_help = b->params.stage->help.state != HELP_NONE;
    lay_frame(b);
    b->params.on_look(b->params.context);
    stage_show(b->params.stage, id);
    damage_add_all(&b->params.stage->damage);
}

void backstage_reveal(struct backstage *b, const char *id, char *why) {
    free(b->hidden_why);
    b->hidden_why = why;
    b->params.on_reveal(id, b->params.context);
}

static void end_reveal(struct backstage *b) {
    if (b->hidden_why)
        backstage_reveal(b, NULL, NULL);
}

/* Nothing of what was tried is left. */
static void end_preview(struct backstage *b) {
    panel_finish(&b->preview);
    b->state = BACKSTAGE_IN;
    stage_end_visit(b->params.stage, !b->had_help);
    end_reveal(b);
    b->params.on_look(b->params.context);
    enter(b, b->current);
}

bool backstage_frame_event(struct backstage *b, const struct event *ev) {
    struct damage *damage = &b->params.stage->damage;
    b->touched_ms = now_of(b);
    struct rect button = frame_button(b->params.stage->env.theme);
    bool was_pressed = panel_is_pressed(&b->preview);
    bool is_on_it = ev->kind == EVENT_DOWN && rect_contains(button, ev->at);
    bool is_key = ev->kind == EVENT_KEY && ev->key == KEY_STAFF;
    const struct button *fired =
        is_on_it || was_pressed ? panel_event(&b->preview, ev, damage) : NULL;
    if (is_on_it)
        b->params.on_press(false, b->params.context);
    if (fired || is_key)
        end_preview(b);
    return is_on_it || was_pressed || is_key;
}

void backstage_draw_frame(const struct backstage *b, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    struct rect whole = theme_canvas(theme);
    canvas_round_outline(canvas, whole, 1, theme_px(theme, 12), theme_color(theme, COLOR_INDIGO700),
                         theme_color(theme, COLOR_NONE));
    panel_draw(&b->preview, canvas);
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
        b->touched_ms = now_of(b);
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

/* The wait is over: who stands there may try again. */
static void tick_gate(struct backstage *b, int64_t now_ms) {
    struct desk_gate *gate = &b->desk->gate;
    if (b->state != BACKSTAGE_DOOR || gate->state != GATE_LOCKED || now_ms < gate->locked_until_ms)
        return;
    staff_store_wake(b->params.machine->staff);
    gate->state = GATE_READY;
    gate->tries_left = STAFF_TRIES_MAX;
    backstage_refresh(b);
}

static void tick_toast(struct backstage *b, int64_t now_ms) {
    if (!b->desk->toast || now_ms < b->toast_until_ms)
        return;
    desk_set(&b->desk->toast, NULL);
    if (b->state == BACKSTAGE_PREVIEW)
        lay_frame(b);
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
    tick_gate(b, now_ms);
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
