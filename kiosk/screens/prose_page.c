#include "screens/prose_page.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "screens/frame.h"
#include "screens/wizard.h"

static char *characters_left(const struct screen *s) {
    size_t count = utf8_count(s->env->visit->form->deed);
    long long left = count < NOMINATION_DEED_MAX ? (long long)(NOMINATION_DEED_MAX - count) : 0;
    return frame_fill_number(s, "nominate.deed.left", left);
}

/* --- the page ------------------------------------------------------------------------------- */

void prose_page_open(struct typepage *typing, struct screen *s, const struct prose_words *words) {
    const struct theme *theme = s->env->theme;
    struct nomination *form = s->env->visit->form;
    typepage_open(typing, s,
                  &(struct typepage_params){
                      .id = words->field_id,
                      .buffer = form->deed,
                      .cap_bytes = sizeof form->deed,
                      .max_chars = NOMINATION_DEED_MAX,
                      .placeholder = frame_word(s, "nominate.deed.placeholder"),
                      .is_prose = true,
                      .field_area = frame_rect(theme, (struct rect){64, 140, 1280, 220},
                                               (struct rect){48, 278, 984, 440}),
                      .keys_area = frame_rect(theme, (struct rect){64, 376, 1792, 552},
                                              (struct rect){48, 1010, 984, 732}),
                  });
}

void prose_page_event(struct typepage *typing, const struct screen *s, const struct event *ev) {
    const struct theme *theme = s->env->theme;
    if (typepage_event(typing, s, ev))
        damage_add(s->env->damage,
                   frame_band(theme, 124, theme->is_portrait ? 1006 : 372)); // counter, warning
}

/* Beside the field: what to write and what not; a warning when digits in a row look like a paper's
 * number. */
static void draw_beside(const struct screen *s, struct canvas *canvas,
                        const struct prose_words *words) {
    const struct theme *theme = s->env->theme;
    struct rect box =
        frame_rect(theme, (struct rect){1368, 140, 488, 220}, (struct rect){48, 734, 984, 260});
    bool is_sensitive = wizard_check(s, NOMINATION_DEED) == NOMINATION_SENSITIVE;
    struct rect foot = rect_cut_bottom(&box, theme_line_px(theme, TYPE_BODY_S));
    if (is_sensitive) {
        char *warning = wizard_fault(s, NOMINATION_DEED, NOMINATION_SENSITIVE);
        frame_note(canvas, box, NOTE_ERROR, warning);
        free(warning);
    } else {
        text_draw(
            canvas, frame_word(s, words->help), box,
            &(struct text_style){.type = TYPE_BODY_S, .color = COLOR_INK700, .may_shrink = true});
    }
    char *left = characters_left(s);
    text_draw(
        canvas, left, foot,
        &(struct text_style){
            .type = TYPE_BODY_S_BOLD, .color = COLOR_INK900, .max_lines = 1, .may_shrink = true});
    free(left);
}

void prose_page_draw(const struct typepage *typing, const struct screen *s, struct canvas *canvas,
                     const struct prose_words *words) {
    const struct theme *theme = s->env->theme;
    wizard_draw_tag(s, canvas, 970, false);
    if (theme->is_portrait)
        text_draw(canvas, frame_word(s, words->label), theme_rect(theme, 48, 148, 984, 116),
                  &(struct text_style){.type = TYPE_TITLE_2,
                                       .color = COLOR_LAC700,
                                       .place = TEXT_MIDDLE,
                                       .may_shrink = true});
    draw_beside(s, canvas, words);
    panel_draw(&s->panel, canvas);
    typepage_draw(typing, canvas);
}

/* --- the plate ------------------------------------------------------------------------------ */

void prose_plate_draw_ground(const struct prose_plate *plate, struct canvas *canvas,
                             bool is_pressed) {
    const struct theme *theme = canvas->theme;
    struct rect face = plate->area;
    rect_cut_bottom(&face, theme_px(theme, 8));
    canvas_round(canvas, plate->area, theme_px(theme, 28), theme_color(theme, COLOR_IVORY300));
    frame_plate(canvas, face, 28, is_pressed ? COLOR_IVORY200 : COLOR_IVORY0, COLOR_IVORY300);
}

static void draw_words(const struct screen *s, struct canvas *canvas, struct rect box,
                       const char *help) {
    const char *deed = s->env->visit->form->deed;
    if (deed[0])
        wizard_draw_typed(canvas, deed, box,
                          &(struct text_style){.type = TYPE_BODY, .color = COLOR_INK900});
    else
        text_draw(
            canvas, help, box,
            &(struct text_style){.type = TYPE_BODY_S, .color = COLOR_INK700, .may_shrink = true});
}

void prose_plate_draw(const struct prose_plate *plate, const struct screen *s,
                      struct canvas *canvas, const char *title, const char *help) {
    const struct theme *theme = s->env->theme;
    struct rect box = rect_inset(plate->area, theme_px(theme, theme->is_portrait ? 14 : 20));
    struct rect write = plate->write;
    rect_cut_left(&box, theme_px(theme, 16));
    rect_cut_bottom(&box, theme_px(theme, 4));
    if (plate->is_write_below)
        rect_cut_right(&box, theme_px(theme, 16));
    else
        box.w = write.x - box.x - theme_px(theme, 32);
    box = frame_text(
        canvas, title, box,
        &(struct text_style){.type = TYPE_BODY_BOLD, .color = COLOR_LAC700, .may_shrink = true});
    struct rect foot = rect_cut_bottom(&box, theme_line_px(theme, TYPE_BODY_S));
    if (plate->is_write_below) {
        int above = write.y - theme_px(theme, 6);
        foot.w = write.x - foot.x - theme_px(theme, 24);
        if (box.y + box.h > above)
            box.h = above - box.y;
    }
    draw_words(s, canvas, box, help);
    char *left = characters_left(s);
    text_draw(canvas, left, foot,
              &(struct text_style){.type = TYPE_BODY_S,
                                   .color = COLOR_INK700,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true});
    free(left);
}
