/* "Góp ý, khó khăn, vướng mắc": the second form, on one page. One text, and what the last page of
 * the first form has: the notice, the tick, the sender, "Gửi". */
#include "screens/screens.h"

#include "screens/frame.h"
#include "screens/prose_page.h"
#include "screens/sending.h"
#include "screens/wizard.h"

enum action {
    ACTION_WRITE = 1,
};

struct difficulty {
    struct screen base;
    struct sending sending;
    bool is_writing;
    struct typepage typing;
};

/* --- layout --------------------------------------------------------------------------------- */

static struct prose_plate text_plate(const struct theme *theme) {
    return (struct prose_plate){
        .area =
            frame_rect(theme, (struct rect){64, 240, 1008, 548}, (struct rect){48, 640, 984, 490}),
        .write = frame_rect(theme, (struct rect){724, 628, 316, 128},
                            (struct rect){708, 1000, 300, 104}),
        .is_write_below = true,
    };
}

/* Of the plate what the button leaves free. */
static struct rect card_area(const struct theme *theme) {
    struct prose_plate plate = text_plate(theme);
    struct rect area = plate.area;
    area.h = plate.write.y - area.y - theme_px(theme, 12);
    return area;
}

static void lay_page(struct screen *s) {
    const struct theme *theme = s->env->theme;
    panel_add(&s->panel, "difficulty.text", ACTION_WRITE, BUTTON_BARE, card_area(theme), NULL,
              frame_word(s, "difficulty.text"));
    panel_add(&s->panel, "difficulty.write", ACTION_WRITE, BUTTON_GOLD, text_plate(theme).write,
              "icons/edit", frame_word(s, "nominate.deed.write"))
        ->is_large = true;
}

static const struct prose_words text_words = {
    .field_id = "difficulty.field", .label = "difficulty.text", .help = "difficulty.help"};

static void lay_writing(struct difficulty *d) {
    struct screen *s = &d->base;
    prose_page_open(&d->typing, s, &text_words);
    panel_clear(&s->panel);
    wizard_lay_bar(s, &(struct wizard_bar){.has_cancel = true,
                                           .has_next = true,
                                           .next_look = BUTTON_JADE,
                                           .next_id = "difficulty.done",
                                           .next_icon = "icons/check",
                                           .next_key = "nominate.deed.done"});
}

/* --- drawing -------------------------------------------------------------------------------- */

static void draw_head(const struct screen *s, struct canvas *canvas, const char *title) {
    wizard_draw_alone(s, canvas,
                      s->env->theme->is_portrait ? frame_word(s, "difficulty.short") : title);
}

static void draw_page(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    const struct prose_plate plate = text_plate(theme);
    const struct panel *panel = &s->panel;
    bool is_pressed =
        panel->count > 0 && panel->items[0].look == BUTTON_BARE && panel->items[0].finger != 0;
    draw_head(s, canvas, frame_word(s, "difficulty.title"));
    text_draw(
        canvas, frame_word(s, "difficulty.heading"),
        frame_rect(theme, (struct rect){64, 136, 580, 96}, (struct rect){48, 136, 700, 90}),
        &(struct text_style){
            .type = TYPE_TITLE_2, .color = COLOR_LAC700, .place = TEXT_MIDDLE, .may_shrink = true});
    wizard_draw_tag(s, canvas, 181, false);
    prose_plate_draw_ground(&plate, canvas, is_pressed);
    frame_note(
        canvas,
        frame_rect(theme, (struct rect){64, 808, 1008, 112}, (struct rect){48, 1150, 984, 120}),
        NOTE_INFO, frame_word(s, "contact.not_complaint"));
}

/* Over the panel's buttons, of which the words are one. */
static void draw_text(const struct screen *s, struct canvas *canvas) {
    const struct prose_plate plate = text_plate(s->env->theme);
    prose_plate_draw(&plate, s, canvas, frame_word(s, "difficulty.text"),
                     frame_word(s, "difficulty.help"));
}

static const struct sending_page page = {
    .name = "difficulty",
    .notice_key = "difficulty.notice",
    .message = {660, 128, 832, 108},
    .lay = lay_page,
    .draw = draw_page,
    .draw_over = draw_text,
    .draw_head = draw_head,
};

static void draw(const struct screen *screen, struct canvas *canvas) {
    const struct difficulty *d = (const struct difficulty *)screen;
    if (!d->is_writing) {
        sending_draw(&d->sending, screen, canvas);
        return;
    }
    draw_head(screen, canvas, frame_word(screen, "difficulty.text"));
    prose_page_draw(&d->typing, screen, canvas, &text_words);
}

/* --- events --------------------------------------------------------------------------------- */

static void enter(struct screen *screen) {
    struct difficulty *d = (struct difficulty *)screen;
    if (d->is_writing)
        lay_writing(d);
    else
        sending_enter(&d->sending, screen, &page);
}

static void leave(struct screen *screen) {
    struct difficulty *d = (struct difficulty *)screen;
    typepage_close(&d->typing);
    sending_leave(&d->sending);
}

static void write_text(struct difficulty *d, bool is_writing) {
    d->is_writing = is_writing;
    typepage_close(&d->typing);
    enter(&d->base);
    damage_add_all(d->base.env->damage);
}

static struct screen_reply writing_event(struct difficulty *d, const struct event *ev) {
    struct screen *s = &d->base;
    struct screen_reply reply = {.action = SCREEN_STAY};
    prose_page_event(&d->typing, s, ev);
    const struct button *fired = typepage_fired(&d->typing, s, ev);
    if (!fired)
        return reply;
    if (fired->action == WIZARD_BACK || fired->action == WIZARD_NEXT)
        write_text(d, false);
    else
        wizard_reply(fired->action, &reply);
    return reply;
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    struct difficulty *d = (struct difficulty *)screen;
    struct screen_reply reply;
    if (d->is_writing)
        return writing_event(d, ev);
    const struct button *fired = sending_event(&d->sending, screen, ev, &reply);
    if (!fired)
        return reply;
    if (fired->action == ACTION_WRITE)
        write_text(d, true);
    else
        wizard_reply(fired->action, &reply);
    return reply;
}

static int64_t deadline_ms(const struct screen *screen) {
    const struct difficulty *d = (const struct difficulty *)screen;
    return d->is_writing ? typepage_deadline_ms(&d->typing)
                         : sending_deadline_ms(&d->sending, screen);
}

static void list(const struct screen *screen, struct element_list *out) {
    const struct difficulty *d = (const struct difficulty *)screen;
    typepage_list(&d->typing, out);
    sending_list(&d->sending, out);
}

const struct screen_kind difficulty_kind = {
    .name = "difficulty",
    .idle = SCREEN_IDLE_FORM,
    .size_bytes = sizeof(struct difficulty),
    .enter = enter,
    .event = event,
    .draw = draw,
    .leave = leave,
    .list = list,
    .deadline_ms = deadline_ms,
};
