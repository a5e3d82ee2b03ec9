#include "screens/sending.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "model/config.h"
#include "model/flood.h"
#include "screens/frame.h"
#include "screens/offered.h"
#include "screens/phone_pad.h"
#include "screens/sending_parts.h"
#include "screens/wizard.h"

#define SLOW_SAVING_MS 1000

static struct nomination *form_of(const struct screen *s) {
    return s->env->visit->form;
}

static bool is_saving(const struct screen *s) {
    return s->env->visit->send == SEND_SAVING;
}

static enum nomination_field first_fault(const struct screen *s, enum nomination_rule *out_rule) {
    return nomination_first_fault(form_of(s), s->env->content, must_name_sender(s->env), out_rule);
}

/* --- layout --------------------------------------------------------------------------------- */

static void lay_bar(struct screen *s, const char *id, const char *icon, const char *key,
                    bool is_off) {
    wizard_lay_bar(s, &(struct wizard_bar){.has_cancel = true,
                                           .has_next = true,
                                           .next_look = BUTTON_JADE,
                                           .next_id = id,
                                           .next_icon = icon,
                                           .next_key = key,
                                           .is_next_off = is_off});
}

static void lay_form(struct sending *x, struct screen *s) {
    enum nomination_rule rule;
    bool is_off = first_fault(s, &rule) != NOMINATION_FIELDS || is_saving(s) || x->rest_s > 0;
    x->page->lay(s);
    sending_lay_parts(s, x->page);
    lay_bar(s, "wizard.send", "icons/send", "nominate.send", is_off);
}

static void open_typing(struct sending *x, struct screen *s) {
    const struct theme *theme = s->env->theme;
    typepage_open(&x->typing, s,
                  &(struct typepage_params){
                      .id = "sender.field",
                      .buffer = form_of(s)->sender_name,
                      .cap_bytes = sizeof form_of(s)->sender_name,
                      .max_chars = NOMINATION_NAME_MAX,
                      .placeholder = frame_word(s, "nominate.sender.name_placeholder"),
                      .field_area = frame_rect(theme, (struct rect){64, 140, 1792, 108},
                                               (struct rect){48, 278, 984, 140}),
                      .keys_area = frame_rect(theme, (struct rect){64, 376, 1792, 552},
                                              (struct rect){48, 1010, 984, 732}),
                  });
}

static void lay(struct sending *x, struct screen *s, bool is_new_notice) {
    sheet_begin(&x->notice, s);
    if (x->mode == SENDING_FORM) {
        lay_form(x, s);
        if (x->notice.is_open)
            sending_say_notice(s, x->page, &x->notice);
        sheet_lay(&x->notice, s, is_new_notice);
        return;
    }
    if (x->mode == SENDING_PHONE)
        phone_pad_lay(s);
    lay_bar(s, "sender.done", "icons/check", "nominate.sender.keep", false);
}

void sending_enter(struct sending *x, struct screen *s, const struct sending_page *page) {
    if (!x->page) { // the screen's first
        x->at_fault = NOMINATION_FIELDS;
        x->page = page;
    }
    if (!is_saving(s))
        x->is_saving_slow = false;
    if (x->mode == SENDING_NAME)
        open_typing(x, s);
    lay(x, s, false);
}

void sending_leave(struct sending *x) {
    typepage_close(&x->typing);
    sheet_finish(&x->notice);
}

/* --- events --------------------------------------------------------------------------------- */

static void renew(struct sending *x, struct screen *s) {
    lay(x, s, false);
    damage_add_all(s->env->damage);
}

/* Back on the form the keypad's ring stands where the page was opened. */
static void focus_opener(struct sending *x, struct screen *s, enum sending_mode from) {
    char id[ELEMENT_ID_BYTES];
    snprintf(id, sizeof id, "%s.%s", x->page->name, from == SENDING_NAME ? "sender" : "phone");
    panel_focus_id(&s->panel, id, s->env->damage);
}

static void show(struct sending *x, struct screen *s, enum sending_mode mode) {
    enum sending_mode from = x->mode;
    x->mode = mode;
    x->at_fault = NOMINATION_FIELDS;
    typepage_close(&x->typing);
    if (mode == SENDING_NAME)
        open_typing(x, s);
    renew(x, s);
    if (mode == SENDING_FORM && from != SENDING_FORM)
        focus_opener(x, s, from);
}

static void say_fault(struct sending *x, struct screen *s, enum nomination_field field,
                      enum nomination_rule rule) {
    x->at_fault = field;
    x->rule = rule;
    renew(x, s);
}

/* Which notice was read, and when, goes with the slip. */
static void toggle_consent(struct sending *x, struct screen *s) {
    const struct screen_env *env = s->env;
    struct nomination *form = form_of(s);
    form->has_consent = !form->has_consent;
    memset(form->consent_version, 0, sizeof form->consent_version);
    memset(form->consent_at, 0, sizeof form->consent_at);
    if (form->has_consent) {
        snprintf(form->consent_version, sizeof form->consent_version, "%s",
                 frame_word(s, "consent.notice_version"));
        date_format_rfc3339(clock_wall_s(env->clock), env->clock->zone_s, form->consent_at);
    }
    say_fault(x, s, NOMINATION_FIELDS, NOMINATION_OK);
}

/* While it rests the seconds are said, and "Gửi" comes back by itself. */
static bool is_resting(struct sending *x, struct screen *s, int64_t at_ms) {
    int rest_s = flood_rest_s(s->env->flood, at_ms);
    if (rest_s != x->rest_s) {
        x->rest_s = rest_s;
        renew(x, s);
    }
    return rest_s > 0;
}

static struct screen_reply send(struct sending *x, struct screen *s, int64_t at_ms) {
    enum nomination_rule rule;
    enum nomination_field field = first_fault(s, &rule);
    struct screen_reply stay = {.action = SCREEN_STAY};
    if (is_saving(s))
        return stay;
    say_fault(x, s, field, rule);
    if (field != NOMINATION_FIELDS || is_resting(x, s, at_ms))
        return stay;
    x->sent_ms = at_ms;
    x->is_saving_slow = false;
    return (struct screen_reply){.action = SCREEN_SEND};
}

/* A sheet is done when what stands in it holds; going back leaves it as it is, to be mended. */
static void end_sheet(struct sending *x, struct screen *s) {
    enum nomination_field field =
        x->mode == SENDING_PHONE ? NOMINATION_SENDER_PHONE : NOMINATION_SENDER_NAME;
    enum nomination_rule rule = wizard_check(s, field);
    bool is_missing = rule == NOMINATION_EMPTY; // said on "Gửi", not here
    if (rule == NOMINATION_OK || is_missing)
        show(x, s, SENDING_FORM);
    else
        say_fault(x, s, field, rule);
}

static void fire_sheet(struct sending *x, struct screen *s, const struct button *fired,
                       struct screen_reply *out) {
    if (fired->action == WIZARD_BACK)
        show(x, s, SENDING_FORM);
    else if (fired->action == WIZARD_NEXT)
        end_sheet(x, s);
    else if (phone_pad_fired(s, fired))
        show(x, s, SENDING_PHONE);
    else
        wizard_reply(fired->action, out);
}

static void open_notice(struct sending *x, struct screen *s) {
    x->notice.is_open = true;
    lay(x, s, true);
    damage_add_all(s->env->damage);
}

/* @return it, when it is none of ours */
static const struct button *fire(struct sending *x, struct screen *s, const struct button *fired,
                                 int64_t at_ms, struct screen_reply *out) {
    bool is_help = fired->action == WIZARD_HELP;
    if (is_saving(s) && !is_help)
        return NULL; // what is being saved stands still
    if (x->mode != SENDING_FORM) {
        fire_sheet(x, s, fired, out);
        return NULL;
    }
    switch (fired->action) {
    case SENDING_CONSENT:
        toggle_consent(x, s);
        return NULL;
    case SENDING_MORE:
        open_notice(x, s);
        return NULL;
    case SENDING_ENTER_PHONE:
        show(x, s, SENDING_PHONE);
        return NULL;
    case SENDING_ENTER_NAME:
        show(x, s, SENDING_NAME);
        return NULL;
    case WIZARD_NEXT:
        *out = send(x, s, at_ms);
        return NULL;
    }
    return fired;
}

static void notice_event(struct sending *x, struct screen *s, const struct event *ev,
                         struct screen_reply *out) {
    enum sheet_answer answer = sheet_event(&x->notice, s, ev);
    if (answer == SHEET_CLOSE)
        renew(x, s);
    else if (answer == SHEET_READ)
        out->action = SCREEN_READ;
}

static int64_t slow_at_ms(const struct sending *x, const struct screen *s) {
    return is_saving(s) && !x->is_saving_slow ? x->sent_ms + SLOW_SAVING_MS : 0;
}

static void take_time(struct sending *x, struct screen *s, int64_t at_ms) {
    if (slow_at_ms(x, s) && at_ms >= slow_at_ms(x, s)) {
        x->is_saving_slow = true;
        damage_add_all(s->env->damage);
    }
    if (x->rest_s > 0)
        is_resting(x, s, at_ms);
}

const struct button *sending_event(struct sending *x, struct screen *s, const struct event *ev,
                                   struct screen_reply *out) {
    *out = (struct screen_reply){.action = SCREEN_STAY};
    if (ev->kind == EVENT_TIMER)
        take_time(x, s, ev->at_ms);
    if (x->notice.is_open) {
        notice_event(x, s, ev, out);
        return NULL;
    }
    if (typepage_event(&x->typing, s, ev) && x->at_fault != NOMINATION_FIELDS)
        say_fault(x, s, NOMINATION_FIELDS, NOMINATION_OK);
    if (x->mode == SENDING_PHONE && phone_pad_type(s, ev))
        show(x, s, SENDING_PHONE);
    const struct button *fired = typepage_fired(&x->typing, s, ev);
    return fired ? fire(x, s, fired, ev->at_ms, out) : NULL;
}

static int64_t earlier(int64_t a, int64_t b) {
    return a == 0 || (b != 0 && b < a) ? b : a;
}

int64_t sending_deadline_ms(const struct sending *x, const struct screen *s) {
    int64_t at_ms = earlier(typepage_deadline_ms(&x->typing), slow_at_ms(x, s));
    at_ms = earlier(at_ms, sheet_deadline_ms(&x->notice));
    return x->rest_s > 0 ? earlier(at_ms, flood_next_ms(s->env->flood, x->rest_s)) : at_ms;
}

void sending_list(const struct sending *x, struct element_list *out) {
    typepage_list(&x->typing, out);
}

/* --- drawing -------------------------------------------------------------------------------- */

struct form { // what is drawn below the notice
    const struct sending *sending;
    const struct screen *screen;
};

static void draw_form(const void *page, struct canvas *canvas) {
    const struct form *form = page;
    const struct sending *x = form->sending;
    const struct screen *s = form->screen;
    x->page->draw(s, canvas);
    sending_draw_notice(s, x->page, canvas);
    panel_draw(x->notice.is_open ? &x->notice.page : &s->panel, canvas);
    if (x->page->draw_over)
        x->page->draw_over(s, canvas);
    sending_draw_message(x, s, canvas);
}

void sending_draw(const struct sending *x, const struct screen *s, struct canvas *canvas) {
    if (x->mode != SENDING_FORM) {
        x->page->draw_head(s, canvas, frame_word(s, "nominate.sender.title"));
        sending_draw_sheet(x, s, canvas);
        return;
    }
    const struct form form = {x, s};
    sheet_draw(&x->notice, s, canvas, draw_form, &form);
}
