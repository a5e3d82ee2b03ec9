/* Step 4: what was entered, the notice, the tick, and "Gửi". The app saves; this screen stays until
 * it says that it has. */
#include "screens/screens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/strbuf.h"
#include "model/config.h"
#include "model/content.h"
#include "screens/frame.h"
#include "screens/phone_pad.h"
#include "screens/review_rows.h"
#include "screens/typepage.h"
#include "screens/wizard.h"

enum action {
    ACTION_EDIT = 1, // value: the screen that mends it
    ACTION_CONSENT,
    ACTION_PHONE,
    ACTION_SENDER,
};

enum mode {
    MODE_REVIEW,
    MODE_PHONE,
    MODE_SENDER,
};

#define SLOW_SAVING_MS 1000

struct review {
    struct screen base;
    enum mode mode;
    struct typepage typing;
    enum nomination_field at_fault; // NOMINATION_FIELDS: nothing is said
    enum nomination_rule rule;
    int64_t sent_ms;     // app clock when "Gửi" was pressed
    bool is_saving_slow; // said once it takes longer than a second
};

static struct nomination *form_of(const struct review *r) {
    return r->base.env->visit->form;
}

static bool is_saving(const struct review *r) {
    return r->base.env->visit->send == SEND_SAVING;
}

/* --- layout --------------------------------------------------------------------------------- */

/* In landscape: what is to be read before the tick gets more of the page in large text. */
static int column_left(const struct theme *theme) {
    return review_rows_right(theme) + 36;
}

static struct rect notice_area(const struct theme *theme) {
    int left = column_left(theme), height = theme->has_large_text ? 372 : 380;
    return frame_rect(theme, (struct rect){left, 240, 1856 - left, height},
                      (struct rect){48, 232, 984, 384});
}

/* Both sentences belong to the one tick. */
static void lay_consent(struct review *r) {
    struct screen *s = &r->base;
    const struct theme *theme = s->env->theme;
    int top = theme->has_large_text ? 628 : 636, left = column_left(theme);
    struct rect area = frame_rect(theme, (struct rect){left, top, 1856 - left, 776 - top},
                                  (struct rect){48, 1290, 984, 152});
    char *tick = xasprintf("%s\n%s", frame_word(s, "consent.tick"), frame_word(s, "consent.truth"));
    panel_add(&s->panel, "review.consent", ACTION_CONSENT, BUTTON_CHECK, area, NULL, tick)
        ->is_chosen = form_of(r)->has_consent;
    free(tick);
}

static void lay_sender_field(struct review *r, const char *id, int action, struct rect area,
                             const char *label_key, const char *value) {
    struct screen *s = &r->base;
    struct button *b =
        panel_add(&s->panel, id, action, BUTTON_FIELD, area, NULL, frame_word(s, label_key));
    button_set_sub(b, value[0] ? value : frame_word(s, "common.optional"));
    b->icon_end = "icons/right";
    b->is_private = value[0] != '\0';
}

static void lay_sender(struct review *r) {
    const struct theme *theme = r->base.env->theme;
    int left = column_left(theme), w = (1856 - 24 - left) / 2;
    lay_sender_field(
        r, "review.phone", ACTION_PHONE,
        frame_rect(theme, (struct rect){left, 796, w, 124}, (struct rect){48, 1466, 480, 124}),
        "nominate.sender.phone_label", form_of(r)->sender_phone);
    lay_sender_field(
        r, "review.sender", ACTION_SENDER,
        frame_rect(theme, (struct rect){1856 - w, 796, w, 124}, (struct rect){552, 1466, 480, 124}),
        "nominate.sender.name_title", form_of(r)->sender_name);
}

static bool is_complete(const struct review *r) {
    const struct screen_env *env = r->base.env;
    enum nomination_rule rule;
    return nomination_first_fault(form_of(r), env->content, env->config->must_name_sender, &rule) ==
           NOMINATION_FIELDS;
}

static void lay_review(struct review *r) {
    struct screen *s = &r->base;
    review_rows_lay(s, ACTION_EDIT);
    lay_consent(r);
    lay_sender(r);
    wizard_lay_bar(s, &(struct wizard_bar){.has_cancel = true,
                                           .has_next = true,
                                           .next_look = BUTTON_JADE,
                                           .next_id = "wizard.send",
                                           .next_icon = "icons/send",
                                           .next_key = "nominate.send",
                                           .is_next_off = !is_complete(r) || is_saving(r)});
}

static void lay_done_bar(struct screen *s) {
    wizard_lay_bar(s, &(struct wizard_bar){.has_cancel = true,
                                           .has_next = true,
                                           .next_look = BUTTON_JADE,
                                           .next_id = "sender.done",
                                           .next_icon = "icons/check",
                                           .next_key = "nominate.sender.keep"});
}

static void lay(struct review *r) {
    panel_clear(&r->base.panel);
    if (r->mode == MODE_REVIEW) {
        lay_review(r);
        return;
    }
    if (r->mode == MODE_PHONE)
        phone_pad_lay(&r->base);
    lay_done_bar(&r->base);
}

static void open_typing(struct review *r) {
    struct screen *s = &r->base;
    const struct theme *theme = s->env->theme;
    typepage_open(&r->typing, s,
                  &(struct typepage_params){
                      .id = "sender.field",
                      .buffer = form_of(r)->sender_name,
                      .cap_bytes = sizeof form_of(r)->sender_name,
                      .max_chars = NOMINATION_NAME_MAX,
                      .placeholder = frame_word(s, "nominate.sender.name_placeholder"),
                      .field_area = frame_rect(theme, (struct rect){64, 140, 1792, 108},
                                               (struct rect){48, 278, 984, 140}),
                      .keys_area = frame_rect(theme, (struct rect){64, 376, 1792, 552},
                                              (struct rect){48, 1010, 984, 732}),
                  });
}

static void enter(struct screen *screen) {
    struct review *r = (struct review *)screen;
    if (screen->panel.count == 0)
        r->at_fault = NOMINATION_FIELDS;
    if (!is_saving(r))
        r->is_saving_slow = false;
    if (r->mode == MODE_SENDER)
        open_typing(r);
    lay(r);
}

static void leave(struct screen *screen) {
    typepage_close(&((struct review *)screen)->typing);
}

/* --- events --------------------------------------------------------------------------------- */

static void show(struct review *r, enum mode mode) {
    const char *opener = r->mode == MODE_SENDER ? "review.sender" : "review.phone";
    bool is_back = mode == MODE_REVIEW && r->mode != MODE_REVIEW;
    r->mode = mode;
    r->at_fault = NOMINATION_FIELDS;
    typepage_close(&r->typing);
    if (mode == MODE_SENDER)
        open_typing(r);
    lay(r);
    if (is_back)
        panel_focus_id(&r->base.panel, opener, r->base.env->damage);
    damage_add_all(r->base.env->damage);
}

static void say_fault(struct review *r, enum nomination_field field, enum nomination_rule rule) {
    r->at_fault = field;
    r->rule = rule;
    lay(r);
    damage_add_all(r->base.env->damage);
}

/* Which notice was read, and when, goes with the slip. */
static void toggle_consent(struct review *r) {
    const struct screen_env *env = r->base.env;
    struct nomination *form = form_of(r);
    form->has_consent = !form->has_consent;
    memset(form->consent_version, 0, sizeof form->consent_version);
    memset(form->consent_at, 0, sizeof form->consent_at);
    if (form->has_consent) {
        snprintf(form->consent_version, sizeof form->consent_version, "%s",
                 frame_word(&r->base, "consent.notice_version"));
        date_format_rfc3339(clock_wall_s(env->clock), env->clock->zone_s, form->consent_at);
    }
    r->at_fault = NOMINATION_FIELDS;
    lay(r);
    damage_add_all(env->damage);
}

static struct screen_reply send(struct review *r, int64_t at_ms) {
    const struct screen_env *env = r->base.env;
    enum nomination_rule rule;
    enum nomination_field field =
        nomination_first_fault(form_of(r), env->content, env->config->must_name_sender, &rule);
    if (is_saving(r))
        return (struct screen_reply){.action = SCREEN_STAY};
    if (field != NOMINATION_FIELDS) {
        say_fault(r, field, rule);
        return (struct screen_reply){.action = SCREEN_STAY};
    }
    r->sent_ms = at_ms;
    r->is_saving_slow = false;
    return (struct screen_reply){.action = SCREEN_SEND};
}

static struct screen_reply edit(struct review *r, enum screen_id step) {
    r->base.env->visit->is_editing = true;
    return (struct screen_reply){SCREEN_GO, step};
}

/* A sheet is done when what stands in it holds; going back leaves it as it is, to be mended. */
static void end_sheet(struct review *r) {
    enum nomination_field field =
        r->mode == MODE_PHONE ? NOMINATION_SENDER_PHONE : NOMINATION_SENDER_NAME;
    enum nomination_rule rule = wizard_check(&r->base, field);
    bool is_missing = rule == NOMINATION_EMPTY; // said on "Gửi", not here
    if (rule == NOMINATION_OK || is_missing)
        show(r, MODE_REVIEW);
    else
        say_fault(r, field, rule);
}

static struct screen_reply fire_sheet(struct review *r, const struct button *fired) {
    struct screen_reply reply = {.action = SCREEN_STAY};
    if (fired->action == WIZARD_BACK)
        show(r, MODE_REVIEW);
    else if (fired->action == WIZARD_NEXT)
        end_sheet(r);
    else if (phone_pad_fired(&r->base, fired))
        show(r, MODE_PHONE);
    else
        wizard_reply(fired->action, &reply);
    return reply;
}

static struct screen_reply fire(struct review *r, const struct button *fired, int64_t at_ms) {
    struct screen_reply reply = {.action = SCREEN_STAY};
    bool is_help = fired->action == WIZARD_HELP;
    if (is_saving(r) && !is_help)
        return reply; // what is being saved stands still
    if (r->mode != MODE_REVIEW)
        return fire_sheet(r, fired);
    if (wizard_reply(fired->action, &reply))
        return reply;
    switch (fired->action) {
    case ACTION_EDIT:
        return edit(r, (enum screen_id)fired->value);
    case ACTION_CONSENT:
        toggle_consent(r);
        break;
    case ACTION_PHONE:
        show(r, MODE_PHONE);
        break;
    case ACTION_SENDER:
        show(r, MODE_SENDER);
        break;
    case WIZARD_NEXT:
        return send(r, at_ms);
    }
    return reply;
}

static int64_t slow_at_ms(const struct review *r) {
    return is_saving(r) && !r->is_saving_slow ? r->sent_ms + SLOW_SAVING_MS : 0;
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    struct review *r = (struct review *)screen;
    if (ev->kind == EVENT_TIMER && slow_at_ms(r) && ev->at_ms >= slow_at_ms(r)) {
        r->is_saving_slow = true;
        damage_add_all(screen->env->damage);
    }
    if (typepage_event(&r->typing, screen, ev) && r->at_fault != NOMINATION_FIELDS)
        say_fault(r, NOMINATION_FIELDS, NOMINATION_OK);
    if (r->mode == MODE_PHONE && phone_pad_type(screen, ev))
        show(r, MODE_PHONE);
    const struct button *fired = typepage_fired(&r->typing, screen, ev);
    return fired ? fire(r, fired, ev->at_ms) : (struct screen_reply){.action = SCREEN_STAY};
}

static int64_t deadline_ms(const struct screen *screen) {
    const struct review *r = (const struct review *)screen;
    int64_t typing_ms = typepage_deadline_ms(&r->typing), slow_ms = slow_at_ms(r);
    if (!typing_ms || !slow_ms)
        return typing_ms ? typing_ms : slow_ms;
    return typing_ms < slow_ms ? typing_ms : slow_ms;
}

static void list(const struct screen *screen, struct element_list *out) {
    typepage_list(&((const struct review *)screen)->typing, out);
}

/* --- drawing -------------------------------------------------------------------------------- */

static void draw_notice(const struct review *r, struct canvas *canvas) {
    const struct screen *s = &r->base;
    const struct theme *theme = s->env->theme;
    struct rect plate = notice_area(theme);
    frame_plate(canvas, plate, 28, COLOR_INDIGO100, COLOR_INDIGO100);
    struct rect box = rect_inset(plate, theme_px(theme, 20));
    int side = theme_px(theme, 48);
    struct rect left = rect_cut_left(&box, side + theme_px(theme, 16));
    left.h = side;
    frame_icon(canvas, "icons/eye", rect_centre(left, side, side), COLOR_INDIGO800);
    char *notice = frame_fill(s, "consent.notice");
    text_draw(canvas, notice, box,
              &(struct text_style){.type = TYPE_BODY_S,
                                   .color = COLOR_INDIGO900,
                                   .place = TEXT_MIDDLE,
                                   .may_shrink = true});
    free(notice);
}

/* What stands beside the title: a fault, the slow save, or that it could not be saved. */
static void draw_message(const struct review *r, struct canvas *canvas) {
    const struct screen *s = &r->base;
    struct rect box = frame_rect(s->env->theme, (struct rect){620, 136, 1236, 92},
                                 (struct rect){48, 1612, 984, 148});
    enum send_state state = s->env->visit->send;
    char *fault = NULL;
    if (r->at_fault != NOMINATION_FIELDS) {
        fault = wizard_fault(s, r->at_fault, r->rule);
        frame_note(canvas, box, NOTE_ERROR, fault);
    } else if (is_saving(r) && r->is_saving_slow) {
        frame_note(canvas, box, NOTE_DONE, frame_word(s, "nominate.saving"));
    } else if (state == SEND_NOT_SAVED || state == SEND_FULL) {
        frame_note(canvas, box, NOTE_ERROR,
                   frame_word(s, state == SEND_FULL ? "error.storage_full" : "error.save"));
    }
    free(fault);
}

static void draw_review(const struct review *r, struct canvas *canvas) {
    const struct screen *s = &r->base;
    const struct theme *theme = s->env->theme;
    text_draw(
        canvas, frame_word(s, "nominate.review.title"),
        frame_rect(theme, (struct rect){64, 136, 540, 96}, (struct rect){48, 136, 984, 90}),
        &(struct text_style){
            .type = TYPE_TITLE_2, .color = COLOR_LAC700, .place = TEXT_MIDDLE, .may_shrink = true});
    wizard_draw_tag(s, canvas, 181, false);
    review_rows_draw(s, canvas);
    draw_notice(r, canvas);
    panel_draw(&s->panel, canvas);
    draw_message(r, canvas);
}

static void draw_sender_page(const struct review *r, struct canvas *canvas, const char *fault) {
    const struct screen *s = &r->base;
    const struct theme *theme = s->env->theme;
    wizard_draw_tag(s, canvas, 450, false);
    struct rect note =
        frame_rect(theme, (struct rect){64, 264, 1792, 96}, (struct rect){48, 480, 984, 150});
    if (theme->is_portrait)
        text_draw(canvas, frame_word(s, "nominate.sender.name_title"),
                  theme_rect(theme, 48, 148, 984, 116),
                  &(struct text_style){.type = TYPE_TITLE_2,
                                       .color = COLOR_LAC700,
                                       .place = TEXT_MIDDLE,
                                       .may_shrink = true});
    if (fault)
        frame_note(canvas, note, NOTE_ERROR, fault);
    else
        text_draw(canvas, frame_word(s, "nominate.sender.note"), note,
                  &(struct text_style){.type = TYPE_BODY,
                                       .color = COLOR_INK700,
                                       .place = TEXT_MIDDLE,
                                       .may_shrink = true});
    panel_draw(&s->panel, canvas);
    typepage_draw(&r->typing, canvas);
}

static void draw(const struct screen *screen, struct canvas *canvas) {
    const struct review *r = (const struct review *)screen;
    static const char *const titles[] = {"nominate.title", "nominate.sender.title",
                                         "nominate.sender.title"};
    wizard_draw(screen, canvas, 4, frame_word(screen, titles[r->mode]));
    if (r->mode == MODE_REVIEW) {
        draw_review(r, canvas);
        return;
    }
    char *fault =
        r->at_fault == NOMINATION_FIELDS ? NULL : wizard_fault(screen, r->at_fault, r->rule);
    if (r->mode == MODE_PHONE) {
        phone_pad_draw(screen, canvas, fault);
        panel_draw(&screen->panel, canvas);
    } else {
        draw_sender_page(r, canvas, fault);
    }
    free(fault);
}

const struct screen_kind nominate_review_kind = {
    .name = "nominate_review",
    .idle = SCREEN_IDLE_FORM,
    .size_bytes = sizeof(struct review),
    .enter = enter,
    .event = event,
    .draw = draw,
    .leave = leave,
    .list = list,
    .deadline_ms = deadline_ms,
};
