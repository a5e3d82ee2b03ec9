#include "screens/phone_pad.h"

#include <stdio.h>
#include <string.h>

#include "base/crypto.h"
#include "screens/frame.h"
#include "screens/wizard.h"

enum action {
    ACTION_DIGIT = 4000, // value: 0 to 9
    ACTION_ERASE,
    ACTION_CLEAR,
};

#define DIGITS_MAX 11

static struct rect key_area(const struct theme *theme, int slot) {
    int column = slot % 3, row = slot / 3;
    if (theme->is_portrait)
        return theme_rect(theme, 48 + 336 * column, 820 + 230 * row, 312, 206);
    return theme_rect(theme, 948 + 312 * column, 150 + 194 * row, 284, 170);
}

void phone_pad_lay(struct screen *s) {
    const struct theme *theme = s->env->theme;
    static const int digits[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, -1, 0, -1};
    for (int slot = 0; slot < 12; slot++) {
        if (digits[slot] < 0)
            continue;
        char id[ELEMENT_ID_BYTES], label[2] = {(char)('0' + digits[slot]), '\0'};
        snprintf(id, sizeof id, "phone.%d", digits[slot]);
        struct button *b = panel_add(&s->panel, id, ACTION_DIGIT, BUTTON_SECONDARY,
                                     key_area(theme, slot), NULL, label);
        b->value = digits[slot];
        b->is_large = true;
    }
    panel_add(&s->panel, "phone.clear", ACTION_CLEAR, BUTTON_SECONDARY, key_area(theme, 9), NULL,
              frame_word(s, "nominate.sender.clear"));
    panel_add(&s->panel, "phone.delete", ACTION_ERASE, BUTTON_SECONDARY, key_area(theme, 11),
              "icons/backspace", NULL);
}

static char *number_of(const struct screen *s) {
    return s->env->visit->form->sender_phone;
}

static void add_digit(char *number, char digit) {
    size_t len = strlen(number);
    if (len < DIGITS_MAX) {
        number[len] = digit;
        number[len + 1] = '\0';
    }
}

static void erase(char *number) {
    if (number[0])
        number[strlen(number) - 1] = '\0';
}

bool phone_pad_fired(struct screen *s, const struct button *fired) {
    switch (fired->action) {
    case ACTION_DIGIT:
        add_digit(number_of(s), (char)('0' + fired->value));
        return true;
    case ACTION_ERASE:
        erase(number_of(s));
        return true;
    case ACTION_CLEAR:
        crypto_wipe(number_of(s), sizeof s->env->visit->form->sender_phone);
        return true;
    default:
        return false;
    }
}

bool phone_pad_type(struct screen *s, const struct event *ev) {
    if (ev->kind == EVENT_KEY && ev->key == KEY_BACKSPACE) {
        erase(number_of(s));
        return true;
    }
    bool has_changed = false;
    for (const char *c = ev->kind == EVENT_TEXT ? ev->text : ""; *c; c++) {
        if (*c >= '0' && *c <= '9') {
            add_digit(number_of(s), *c);
            has_changed = true;
        }
    }
    return has_changed;
}

void phone_pad_draw(const struct screen *s, struct canvas *canvas, const char *fault) {
    const struct theme *theme = s->env->theme;
    struct rect text =
        frame_rect(theme, (struct rect){64, 150, 820, 250}, (struct rect){48, 132, 984, 288});
    struct rect title = text;
    if (theme->is_portrait) // beside the tag
        rect_cut_right(&title, theme_px(theme, theme->has_large_text ? 280 : 250));
    int title_h = text_draw(
        canvas, frame_word(s, "nominate.sender.phone"), title,
        &(struct text_style){
            .type = TYPE_TITLE_2, .color = COLOR_LAC700, .max_lines = 1, .may_shrink = true});
    rect_cut_top(&text, title_h);
    wizard_draw_tag(s, canvas, 180, false);
    text_draw(canvas, frame_word(s, "nominate.sender.note"), text,
              &(struct text_style){.type = TYPE_BODY, .color = COLOR_INK700, .may_shrink = true});
    struct rect field =
        frame_rect(theme, (struct rect){64, 420, 820, 132}, (struct rect){48, 424, 984, 150});
    canvas_round_outline(canvas, field, theme_px(theme, 24), theme_px(theme, 6),
                         theme_color(theme, COLOR_LAC700), theme_color(theme, COLOR_IVORY0));
    struct rect inner = rect_inset(field, theme_px(theme, 28));
    const char *number = number_of(s);
    if (number[0])
        wizard_draw_typed(
            canvas, number, inner,
            &(struct text_style){
                .type = TYPE_FIELD, .color = COLOR_INK900, .place = TEXT_MIDDLE, .max_lines = 1});
    else
        text_draw(canvas, frame_word(s, "nominate.sender.phone_hint"), inner,
                  &(struct text_style){.type = TYPE_BODY,
                                       .color = COLOR_INK700,
                                       .place = TEXT_MIDDLE,
                                       .max_lines = 1,
                                       .may_shrink = true});
    if (fault)
        frame_note(
            canvas,
            frame_rect(theme, (struct rect){64, 584, 820, 160}, (struct rect){48, 600, 984, 160}),
            NOTE_ERROR, fault);
}
