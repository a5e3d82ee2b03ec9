/* Step 3: what was done. One to three reasons, and a few words on a page of their own. */
#include "screens/screens.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "screens/frame.h"
#include "screens/prose_page.h"
#include "screens/wizard.h"
#include "widgets/shake.h"

enum action {
    ACTION_REASON = 1, // value: index into the kind's reasons
    ACTION_WRITE,
    ACTION_TURN, // value: 1 the next reasons, -1 those before
};

#define SLOTS 8 // of the page
#define SHAKE_PX 8

struct why {
    struct screen base;
    bool is_writing;
    size_t page;           // of the reasons, where there are more than slots
    char icons[SLOTS][48]; // "icons/rice": the buttons borrow them
    struct typepage typing;
    enum nomination_field at_fault; // NOMINATION_FIELDS: nothing is said
    enum nomination_rule rule;
    struct shake shake;
    size_t shaken; // the reason that was one too many
};

static struct nomination *form_of(const struct why *w) {
    return w->base.env->visit->form;
}

static const struct kind *kind_of(const struct why *w) {
    return content_kind(w->base.env->content, form_of(w)->kind);
}

/* --- layout --------------------------------------------------------------------------------- */

/* The last slot of every page leads to the others, where there are others. */
static size_t per_page(const struct kind *kind) {
    return kind->reason_count > SLOTS ? SLOTS - 1 : SLOTS;
}

static size_t page_count(const struct kind *kind) {
    return (kind->reason_count + per_page(kind) - 1) / per_page(kind);
}

static struct rect slot_area(const struct theme *theme, size_t slot) {
    int i = (int)slot;
    if (theme->is_portrait)
        return theme_rect(theme, 48 + 504 * (i % 2), 648 + 200 * (i / 2), 480, 176);
    return theme_rect(theme, 64 + 454 * (i % 4), 244 + 200 * (i / 4), 430, 176);
}

static struct prose_plate deed_plate(const struct theme *theme) {
    return (struct prose_plate){
        .area =
            frame_rect(theme, (struct rect){64, 652, 1792, 264}, (struct rect){48, 1464, 984, 296}),
        .write = frame_rect(theme, (struct rect){1500, 716, 324, 128},
                            (struct rect){708, 1640, 300, 104}),
        .is_write_below = theme->is_portrait,
    };
}

static enum nomination_field first_fault(const struct why *w, enum nomination_rule *out_rule) {
    static const enum nomination_field fields[] = {NOMINATION_REASONS, NOMINATION_DEED};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        *out_rule = wizard_check(&w->base, fields[i]);
        if (*out_rule != NOMINATION_OK && *out_rule != NOMINATION_SENSITIVE)
            return fields[i];
    }
    return NOMINATION_FIELDS;
}

static void lay_reason(struct why *w, size_t index, size_t slot) {
    struct screen *s = &w->base;
    const struct reason *reason = &kind_of(w)->reasons[index];
    char id[ELEMENT_ID_BYTES];
    snprintf(id, sizeof id, "why.%.50s", reason->id);
    snprintf(w->icons[slot], sizeof w->icons[slot], "icons/%.40s", reason->icon);
    struct button *b = panel_add(&s->panel, id, ACTION_REASON, BUTTON_REASON,
                                 slot_area(s->env->theme, slot), w->icons[slot], reason->label);
    b->value = (int)index;
    b->is_chosen = nomination_has_reason(form_of(w), reason->id);
}

static void lay_turn(struct why *w) {
    struct screen *s = &w->base;
    const struct theme *theme = s->env->theme;
    struct rect next = slot_area(theme, SLOTS - 1);
    struct rect prev = rect_cut_left(&next, theme_px(theme, 120));
    rect_cut_left(&next, theme_px(theme, 24));
    struct button *b =
        panel_add(&s->panel, "why.prev", ACTION_TURN, BUTTON_SECONDARY, prev, "icons/up", NULL);
    b->value = -1;
    b->is_off = w->page == 0;
    b = panel_add(&s->panel, "why.next", ACTION_TURN, BUTTON_GOLD, next, "icons/down",
                  frame_word(s, "nav.next_page"));
    b->value = 1;
    b->is_off = w->page + 1 >= page_count(kind_of(w));
}

static void lay_reasons(struct why *w) {
    const struct kind *kind = kind_of(w);
    size_t first = kind ? w->page * per_page(kind) : 0;
    for (size_t slot = 0; kind && slot < per_page(kind); slot++)
        if (first + slot < kind->reason_count)
            lay_reason(w, first + slot, slot);
    if (kind && page_count(kind) > 1)
        lay_turn(w);
}

static void lay(struct why *w) {
    struct screen *s = &w->base;
    const struct theme *theme = s->env->theme;
    enum nomination_rule rule;
    panel_clear(&s->panel);
    if (w->is_writing) {
        wizard_lay_bar(s, &(struct wizard_bar){.has_cancel = true,
                                               .has_next = true,
                                               .next_look = BUTTON_JADE,
                                               .next_id = "deed.done",
                                               .next_icon = "icons/check",
                                               .next_key = "nominate.deed.done"});
        return;
    }
    lay_reasons(w);
    struct rect area = deed_plate(theme).area, write = deed_plate(theme).write;
    if (theme->is_portrait)
        area.h = write.y - area.y - theme_px(theme, 12);
    else
        area.w = write.x - area.x - theme_px(theme, 24);
    panel_add(&s->panel, "why.deed", ACTION_WRITE, BUTTON_BARE, area, NULL,
              frame_word(s, "nominate.deed.label"));
    panel_add(&s->panel, "why.write", ACTION_WRITE, BUTTON_GOLD, write, "icons/edit",
              frame_word(s, "nominate.deed.write"))
        ->is_large = true;
    wizard_lay_next(s, first_fault(w, &rule) != NOMINATION_FIELDS);
}

static const struct prose_words deed_words = {
    .field_id = "deed.field", .label = "nominate.deed.label", .help = "nominate.deed.help"};

/* Who comes back sees what was chosen. */
static size_t page_of_choice(const struct why *w) {
    const struct kind *kind = kind_of(w);
    for (size_t i = 0; kind && i < kind->reason_count; i++)
        if (nomination_has_reason(form_of(w), kind->reasons[i].id))
            return i / per_page(kind);
    return 0;
}

static void enter(struct screen *screen) {
    struct why *w = (struct why *)screen;
    if (screen->panel.count == 0) {
        w->at_fault = NOMINATION_FIELDS;
        w->page = page_of_choice(w);
    }
    if (w->is_writing)
        prose_page_open(&w->typing, &w->base, &deed_words);
    lay(w);
}

static void leave(struct screen *screen) {
    typepage_close(&((struct why *)screen)->typing);
}

/* --- events --------------------------------------------------------------------------------- */

static void renew(struct why *w) {
    lay(w);
    damage_add_all(w->base.env->damage);
}

static void write_deed(struct why *w, bool is_writing) {
    w->is_writing = is_writing;
    w->at_fault = NOMINATION_FIELDS;
    typepage_close(&w->typing);
    if (is_writing)
        prose_page_open(&w->typing, &w->base, &deed_words);
    renew(w);
    if (!is_writing)
        panel_focus_id(&w->base.panel, "why.write", w->base.env->damage);
}

static struct button *button_of(const struct why *w, size_t reason) {
    for (size_t i = 0; i < w->base.panel.count; i++) {
        struct button *b = &w->base.panel.items[i];
        if (b->action == ACTION_REASON && b->value == (int)reason)
            return b;
    }
    return NULL;
}

static void shake_on(struct why *w, int64_t now_ms) {
    const struct screen_env *env = w->base.env;
    struct button *b = button_of(w, w->shaken);
    int off_px;
    if (!shake_step(&w->shake, now_ms, theme_px(env->theme, SHAKE_PX), &off_px) || !b)
        return;
    damage_add(env->damage, button_reach(b, env->theme));
    b->area = slot_area(env->theme, w->shaken % per_page(kind_of(w)));
    b->area.x += off_px;
    damage_add(env->damage, button_reach(b, env->theme));
}

static void toggle_reason(struct why *w, size_t index) {
    const char *id = kind_of(w)->reasons[index].id;
    bool is_taken = nomination_toggle_reason(form_of(w), id);
    w->at_fault = is_taken ? NOMINATION_FIELDS : NOMINATION_REASONS;
    w->rule = NOMINATION_TOO_MANY;
    renew(w);
    if (is_taken || w->base.env->is_motion_reduced)
        return;
    w->shaken = index;
    shake_start(&w->shake, clock_mono_ms(w->base.env->clock));
}

static void turn_page(struct why *w, const struct button *fired) {
    if (fired->is_off)
        return;
    w->page += (size_t)fired->value;
    w->at_fault = NOMINATION_FIELDS;
    renew(w);
}

static struct screen_reply go_on(struct why *w) {
    enum nomination_rule rule;
    enum nomination_field field = first_fault(w, &rule);
    if (field == NOMINATION_FIELDS)
        return wizard_go_on(&w->base, SCREEN_REVIEW);
    w->at_fault = field;
    w->rule = rule;
    renew(w);
    return (struct screen_reply){.action = SCREEN_STAY};
}

static struct screen_reply fire(struct why *w, const struct button *fired) {
    struct screen_reply reply = {.action = SCREEN_STAY};
    bool is_way_out = fired->action == WIZARD_BACK || fired->action == WIZARD_NEXT;
    if (w->is_writing && is_way_out) {
        write_deed(w, false);
        return reply;
    }
    if (wizard_reply(fired->action, &reply))
        return reply;
    switch (fired->action) {
    case ACTION_REASON:
        toggle_reason(w, (size_t)fired->value);
        break;
    case ACTION_WRITE:
        write_deed(w, true);
        break;
    case ACTION_TURN:
        turn_page(w, fired);
        break;
    case WIZARD_NEXT:
        return go_on(w);
    }
    return reply;
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    struct why *w = (struct why *)screen;
    shake_on(w, ev->at_ms);
    prose_page_event(&w->typing, screen, ev);
    const struct button *fired = typepage_fired(&w->typing, screen, ev);
    return fired ? fire(w, fired) : (struct screen_reply){.action = SCREEN_STAY};
}

static int64_t deadline_ms(const struct screen *screen) {
    const struct why *w = (const struct why *)screen;
    int64_t at_ms = typepage_deadline_ms(&w->typing);
    bool is_sooner = w->shake.deadline_ms && (at_ms == 0 || w->shake.deadline_ms < at_ms);
    return is_sooner ? w->shake.deadline_ms : at_ms;
}

static void list(const struct screen *screen, struct element_list *out) {
    typepage_list(&((const struct why *)screen)->typing, out);
}

/* --- drawing -------------------------------------------------------------------------------- */

/* How many may be chosen; how many are, where some of them may stand on another page. */
static char *count_words(const struct why *w) {
    const struct screen *s = &w->base;
    const struct kind *kind = kind_of(w);
    size_t chosen = form_of(w)->reason_count;
    if (!kind || page_count(kind) < 2 || chosen == 0)
        return xstrdup(frame_word(s, "nominate.reasons.count"));
    return frame_fill_number(s, "nominate.reasons.chosen", (long long)chosen);
}

static void draw_fault_or_count(const struct why *w, struct canvas *canvas) {
    const struct screen *s = &w->base;
    const struct theme *theme = s->env->theme;
    struct rect row =
        frame_rect(theme, (struct rect){1056, 136, 800, 96}, (struct rect){48, 468, 984, 112});
    if (w->at_fault != NOMINATION_FIELDS) {
        char *words = wizard_fault(s, w->at_fault, w->rule);
        frame_note(canvas, row, NOTE_ERROR, words);
        free(words);
        return;
    }
    if (theme->is_portrait)
        return; // the question says it there
    char *count = count_words(w);
    text_draw(canvas, count, row,
              &(struct text_style){.type = TYPE_BODY_BOLD,
                                   .color = COLOR_INK700,
                                   .align = TEXT_RIGHT,
                                   .place = TEXT_MIDDLE,
                                   .may_shrink = true});
    free(count);
}

static void draw_deed_ground(const struct why *w, struct canvas *canvas) {
    const struct prose_plate plate = deed_plate(w->base.env->theme);
    bool is_pressed = false;
    for (size_t i = 0; i < w->base.panel.count; i++) {
        const struct button *b = &w->base.panel.items[i];
        is_pressed |= b->action == ACTION_WRITE && b->look == BUTTON_BARE && b->finger != 0;
    }
    prose_plate_draw_ground(&plate, canvas, is_pressed);
}

static void draw_deed(const struct why *w, struct canvas *canvas) {
    const struct screen *s = &w->base;
    const struct prose_plate plate = deed_plate(s->env->theme);
    enum nomination_rule rule = wizard_check(s, NOMINATION_DEED);
    bool is_required = rule == NOMINATION_EMPTY || rule == NOMINATION_SHORT;
    prose_plate_draw(
        &plate, s, canvas,
        frame_word(s, is_required ? "nominate.deed.required" : "nominate.deed.optional"),
        frame_word(s, "nominate.deed.help"));
}

static void draw_question(const struct why *w, struct canvas *canvas) {
    const struct screen *s = &w->base;
    const char *question = frame_word(s, "nominate.reasons.label");
    if (s->env->theme->is_portrait) {
        bool has_note = w->at_fault != NOMINATION_FIELDS; // which takes the place below
        char *count = count_words(w);
        wizard_draw_question(s, canvas, question, has_note ? "" : count);
        free(count);
        return;
    }
    text_draw(
        canvas, question, theme_rect(s->env->theme, 64, 136, 976, 96),
        &(struct text_style){
            .type = TYPE_TITLE_2, .color = COLOR_LAC700, .place = TEXT_MIDDLE, .may_shrink = true});
}

static void draw(const struct screen *screen, struct canvas *canvas) {
    const struct why *w = (const struct why *)screen;
    wizard_draw(screen, canvas, 3,
                frame_word(screen, w->is_writing ? "nominate.deed.label" : "nominate.title"));
    if (w->is_writing) {
        prose_page_draw(&w->typing, screen, canvas, &deed_words);
        return;
    }
    draw_question(w, canvas);
    draw_fault_or_count(w, canvas);
    draw_deed_ground(w, canvas);
    panel_draw(&screen->panel, canvas);
    draw_deed(w, canvas);
}

const struct screen_kind nominate_why_kind = {
    .name = "nominate_why",
    .idle = SCREEN_IDLE_FORM,
    .size_bytes = sizeof(struct why),
    .enter = enter,
    .event = event,
    .draw = draw,
    .leave = leave,
    .list = list,
    .deadline_ms = deadline_ms,
};
