/* Step 4: what was entered, row by row, and what the last page of each form has: the notice, the
 * tick, the sender, "Gửi". */
#include "screens/screens.h"

#include "screens/frame.h"
#include "screens/review_rows.h"
#include "screens/sending.h"
#include "screens/wizard.h"

enum action {
    ACTION_EDIT = 1, // value: the screen that mends it
};

struct review {
    struct screen base;
    struct sending sending;
};

static void lay(struct screen *s) {
    review_rows_lay(s, ACTION_EDIT);
}

static void draw_head(const struct screen *s, struct canvas *canvas, const char *title) {
    wizard_draw(s, canvas, 4, title);
}

static void draw_page(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    draw_head(s, canvas, frame_word(s, "nominate.title"));
    text_draw(
        canvas, frame_word(s, "nominate.review.title"),
        frame_rect(theme, (struct rect){64, 136, 540, 96}, (struct rect){48, 136, 984, 90}),
        &(struct text_style){
            .type = TYPE_TITLE_2, .color = COLOR_LAC700, .place = TEXT_MIDDLE, .may_shrink = true});
    wizard_draw_tag(s, canvas, 181, false);
    review_rows_draw(s, canvas);
}

static int column_left(const struct theme *theme) {
    return review_rows_right(theme) + 36;
}

static const struct sending_page page = {
    .name = "review",
    .notice_key = "consent.notice",
    .kept_key = "consent.more_retention",
    .message = {620, 128, 872, 108},
    .left = column_left,
    .lay = lay,
    .draw = draw_page,
    .draw_head = draw_head,
};

static void enter(struct screen *screen) {
    sending_enter(&((struct review *)screen)->sending, screen, &page);
}

static void leave(struct screen *screen) {
    sending_leave(&((struct review *)screen)->sending);
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    struct review *r = (struct review *)screen;
    struct screen_reply reply;
    const struct button *fired = sending_event(&r->sending, screen, ev, &reply);
    if (!fired || wizard_reply(fired->action, &reply))
        return reply;
    screen->env->visit->is_editing = true;
    return (struct screen_reply){SCREEN_GO, (enum screen_id)fired->value};
}

static int64_t deadline_ms(const struct screen *screen) {
    return sending_deadline_ms(&((const struct review *)screen)->sending, screen);
}

static void list(const struct screen *screen, struct element_list *out) {
    sending_list(&((const struct review *)screen)->sending, out);
}

static void draw(const struct screen *screen, struct canvas *canvas) {
    sending_draw(&((const struct review *)screen)->sending, screen, canvas);
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
