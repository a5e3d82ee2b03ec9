#include "screens/sending_parts.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/strbuf.h"
#include "model/content.h"
#include "screens/frame.h"
#include "screens/phone_pad.h"
#include "screens/wizard.h"

/* --- layout --------------------------------------------------------------------------------- */

static void name_id(const struct sending_page *page, const char *what, char *out) {
    snprintf(out, ELEMENT_ID_BYTES, "%s.%s", page->name, what);
}

/* In landscape: what is to be read before the tick may get more of the page in large text. */
static int column_left(const struct sending_page *page, const struct theme *theme) {
    return page->left ? page->left(theme) : 1108;
}

/* In portrait, large, the words of the tick need a third line: what is below gives way. */
static int lower_by(const struct theme *theme) {
    return theme->is_portrait && theme->has_large_text ? 24 : 0;
}

/* The tick's row in portrait, from `x` on. */
static struct rect tick_row(const struct theme *theme, int x, int w) {
    int grown = lower_by(theme) ? 8 : 0;
    return (struct rect){x, 1290 - grown, w, 152 + grown + lower_by(theme)};
}

/* Above the notice; in portrait, where a hand reaches, beside the tick. */
static void lay_more(struct screen *s, const struct sending_page *page) {
    const struct theme *theme = s->env->theme;
    char id[ELEMENT_ID_BYTES];
    name_id(page, "more", id);
    panel_add(&s->panel, id, SENDING_MORE, BUTTON_SECONDARY,
              frame_rect(theme, (struct rect){1516, 132, 340, 100}, tick_row(theme, 800, 232)),
              theme->is_portrait ? NULL : "icons/book", frame_word(s, "consent.more"));
}

/* Both sentences belong to the one tick. */
static void lay_consent(struct screen *s, const struct sending_page *page) {
    const struct theme *theme = s->env->theme;
    int top = theme->has_large_text ? 628 : 636, left = column_left(page, theme);
    struct rect area = frame_rect(theme, (struct rect){left, top, 1856 - left, 776 - top},
                                  tick_row(theme, 48, 732));
    char id[ELEMENT_ID_BYTES];
    name_id(page, "consent", id);
    char *tick = xasprintf("%s\n%s", frame_word(s, "consent.tick"), frame_word(s, "consent.truth"));
    panel_add(&s->panel, id, SENDING_CONSENT, BUTTON_CHECK, area, NULL, tick)->is_chosen =
        s->env->visit->form->has_consent;
    free(tick);
}

/* A name is long and says what it is: it gets both lines. */
static void lay_field(struct screen *s, const char *id, int action, struct rect area,
                      const char *label_key, const char *value, bool is_name) {
    bool is_given = value[0] != '\0', is_alone = is_given && is_name;
    struct button *b = panel_add(&s->panel, id, action, BUTTON_FIELD, area, NULL,
                                 is_alone ? value : frame_word(s, label_key));
    if (!is_alone)
        button_set_sub(b, is_given ? value : frame_word(s, "common.optional"));
    b->icon_end = "icons/right";
    b->is_private = is_given;
}

static void lay_sender(struct screen *s, const struct sending_page *page) {
    const struct theme *theme = s->env->theme;
    const struct nomination *form = s->env->visit->form;
    int left = column_left(page, theme), w = (1856 - 24 - left) / 2, low = 1466 + lower_by(theme);
    char id[ELEMENT_ID_BYTES];
    name_id(page, "phone", id);
    lay_field(s, id, SENDING_ENTER_PHONE,
              frame_rect(theme, (struct rect){left, 796, w, 124}, (struct rect){48, low, 480, 124}),
              "nominate.sender.phone_label", form->sender_phone, false);
    name_id(page, "sender", id);
    lay_field(
        s, id, SENDING_ENTER_NAME,
        frame_rect(theme, (struct rect){1856 - w, 796, w, 124}, (struct rect){552, low, 480, 124}),
        "nominate.sender.name_title", form->sender_name, true);
}

void sending_lay_parts(struct screen *s, const struct sending_page *page) {
    lay_more(s, page);
    lay_consent(s, page);
    lay_sender(s, page);
}

/* --- the notice ----------------------------------------------------------------------------- */

void sending_say_notice(struct screen *s, const struct sending_page *page, struct sheet *sheet) {
    int days = s->env->content->campaign.retention_days;
    char *version =
        frame_fill_one(s, "consent.version", "v", frame_word(s, "consent.notice_version"));
    char *notice = frame_fill(s, page->notice_key);
    char *kept = days > 0 && page->kept_key ? frame_fill_number(s, page->kept_key, days) : NULL;
    sheet_say(sheet,
              &(struct sheet_head){.icon = "icons/eye", .title = frame_word(s, "consent.title")});
    struct passage *passage = &sheet->passage;
    passage_add(passage, PASSAGE_LEAD, notice);
    passage_add(passage, PASSAGE_POINT, frame_word(s, "consent.more_not_collected"));
    passage_add(passage, PASSAGE_POINT, kept);
    passage_add(passage, PASSAGE_POINT, frame_word(s, "consent.more_rights"));
    passage_add(passage, PASSAGE_SMALL, version);
    free(kept);
    free(notice);
    free(version);
}

void sending_draw_notice(const struct screen *s, const struct sending_page *page,
                         struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    int height = theme->has_large_text ? 372 : 380, column = column_left(page, theme);
    struct rect plate = frame_rect(theme, (struct rect){column, 240, 1856 - column, height},
                                   (struct rect){48, 232, 984, 384});
    frame_plate(canvas, plate, 28, COLOR_INDIGO100, COLOR_INDIGO100);
    struct rect box = rect_inset(plate, theme_px(theme, 20));
    int side = theme_px(theme, 48);
    struct rect left = rect_cut_left(&box, side + theme_px(theme, 16));
    const struct text_style style = {
        .type = TYPE_BODY_S, .color = COLOR_INDIGO900, .may_shrink = true};
    char *notice = frame_fill(s, page->notice_key);
    int used = text_height(canvas, notice, box.w, &style);
    if (used < box.h)
        rect_cut_top(&box, (box.h - used) / 2);
    text_draw(canvas, notice, box, &style);
    left.y = box.y; // at the first line
    left.h = theme_line_px(theme, style.type);
    frame_icon(canvas, "icons/eye", rect_centre(left, side, side), COLOR_INDIGO800);
    free(notice);
}

/* --- messages and sheets -------------------------------------------------------------------- */

void sending_draw_message(const struct sending *x, const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    int top = 1612 + lower_by(theme);
    struct rect box = frame_rect(theme, x->page->message, (struct rect){48, top, 984, 1760 - top});
    enum send_state state = s->env->visit->send;
    char *words = NULL;
    if (x->at_fault != NOMINATION_FIELDS) {
        words = wizard_fault(s, x->at_fault, x->rule);
        frame_note(canvas, box, NOTE_ERROR, words);
    } else if (x->rest_s > 0) {
        words = frame_fill_number(s, "error.rate_limit", x->rest_s);
        frame_note(canvas, box, NOTE_DONE, words); // a clock, not a warning: nobody did wrong
    } else if (state == SEND_SAVING && x->is_saving_slow) {
        frame_note(canvas, box, NOTE_DONE, frame_word(s, "nominate.saving"));
    } else if (state == SEND_NOT_SAVED || state == SEND_FULL) {
        frame_note(canvas, box, NOTE_ERROR,
                   frame_word(s, state == SEND_FULL ? "error.storage_full" : "error.save"));
    }
    free(words);
}

static void draw_name_page(const struct sending *x, const struct screen *s, struct canvas *canvas,
                           const char *fault) {
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
    typepage_draw(&x->typing, canvas);
}

void sending_draw_sheet(const struct sending *x, const struct screen *s, struct canvas *canvas) {
    char *fault = x->at_fault == NOMINATION_FIELDS ? NULL : wizard_fault(s, x->at_fault, x->rule);
    if (x->mode == SENDING_PHONE) {
        phone_pad_draw(s, canvas, fault);
        panel_draw(&s->panel, canvas);
    } else {
        draw_name_page(x, s, canvas, fault);
    }
    free(fault);
}
