#include "screens/typepage.h"

#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "model/config.h"

#define BLINK_MS 530

/* Does the character at the caret begin a word (a name), or a sentence (prose)? */
static bool is_capital_due(const struct typepage *t) {
    const char *text = t->field.text;
    size_t at = t->field.caret;
    bool has_space = false;
    while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\n')) {
        at--;
        has_space = true;
    }
    if (at == 0)
        return true;
    if (!t->is_prose)
        return has_space;
    return has_space && strchr(".!?", text[at - 1]) != NULL;
}

static void renew_shift(struct typepage *t, const struct screen *s) {
    bool is_due = is_capital_due(t);
    if (t->keyboard.is_shifted != is_due)
        keyboard_set_shift(&t->keyboard, is_due, s->env->theme, s->env->words, s->env->damage);
}

static void restart_blink(struct typepage *t, const struct screen *s) {
    t->field.has_caret_shown = true;
    t->next_blink_ms =
        s->env->theme->has_high_contrast ? 0 : clock_mono_ms(s->env->clock) + BLINK_MS;
    damage_add(s->env->damage, t->field.area);
}

void typepage_open(struct typepage *t, const struct screen *s, const struct typepage_params *p) {
    enum keyboard_layout layout = t->keyboard.layout, letters = t->keyboard.letters_layout;
    bool was_open = t->is_open, is_telex_on = was_open ? t->keyboard.is_telex_on : true;
    size_t caret = was_open ? t->field.caret : strlen(p->buffer);
    bool was_portrait = t->keyboard.is_portrait;
    typepage_close(t);
    field_init(&t->field, p->id, p->buffer, p->cap_bytes, p->max_chars,
               is_telex_on ? TYPING_TELEX : TYPING_PLAIN,
               s->env->config->tone_style ? TYPING_NEW : TYPING_OLD);
    t->field.area = p->field_area;
    t->field.is_multiline = p->is_prose;
    t->field.placeholder = p->placeholder;
    t->field.caret = caret;
    t->is_prose = p->is_prose;
    t->is_open = true;
    keyboard_init(&t->keyboard, p->keys_area, s->env->theme, s->env->words);
    t->keyboard.is_telex_on = is_telex_on;
    if (was_open && was_portrait == t->keyboard.is_portrait) {
        t->keyboard.layout = layout;
        t->keyboard.letters_layout = letters;
    }
    keyboard_set_shift(&t->keyboard, is_capital_due(t), s->env->theme, s->env->words,
                       s->env->damage); // also lays the kept layout out
    restart_blink(t, s);
}

void typepage_close(struct typepage *t) {
    if (!t->is_open)
        return;
    field_finish(&t->field);
    keyboard_finish(&t->keyboard);
    *t = (struct typepage){0};
}

static bool take_press(struct typepage *t, const struct keyboard_press *press) {
    if (press->kind == KEYBOARD_TELEX) {
        t->field.typing.method = t->keyboard.is_telex_on ? TYPING_TELEX : TYPING_PLAIN;
        typing_reset(&t->field.typing);
        return false;
    }
    return field_press(&t->field, press);
}

/* Tab and Enter steer between buttons; all other keys are the field's. */
static bool is_for_field(const struct event *ev) {
    return ev->kind != EVENT_KEY ||
           (ev->key != KEY_TAB && ev->key != KEY_BACK_TAB && ev->key != KEY_ENTER);
}

static void blink(struct typepage *t, const struct screen *s, int64_t now_ms) {
    if (!t->next_blink_ms || now_ms < t->next_blink_ms)
        return;
    t->field.has_caret_shown = !t->field.has_caret_shown;
    t->next_blink_ms = now_ms + BLINK_MS;
    damage_add(s->env->damage, t->field.area);
}

bool typepage_event(struct typepage *t, const struct screen *s, const struct event *ev) {
    if (!t->is_open)
        return false;
    bool has_changed = false;
    if (ev->kind == EVENT_TIMER)
        blink(t, s, ev->at_ms);
    if (ev->kind != EVENT_KEY && ev->kind != EVENT_TEXT) {
        struct keyboard_press pressed =
            keyboard_event(&t->keyboard, ev, s->env->theme, s->env->words, s->env->damage);
        if (pressed.kind != KEYBOARD_NONE)
            has_changed = take_press(t, &pressed);
    }
    if (is_for_field(ev))
        has_changed |= field_event(&t->field, ev, s->env->metrics, s->env->damage);
    if (has_changed) {
        restart_blink(t, s);
        renew_shift(t, s);
    }
    return has_changed;
}

void typepage_set_text(struct typepage *t, const struct screen *s, const char *text) {
    field_set_text(&t->field, text);
    restart_blink(t, s);
    renew_shift(t, s);
}

void typepage_draw(const struct typepage *t, struct canvas *canvas) {
    if (!t->is_open)
        return;
    field_draw(&t->field, canvas);
    keyboard_draw(&t->keyboard, canvas);
}

void typepage_list(const struct typepage *t, struct element_list *out) {
    if (!t->is_open)
        return;
    // What is typed stays out of the list: it ends up in scripts' files.
    element_list_add(out, t->field.id, "field", NULL, t->field.area, true, true);
    keyboard_list(&t->keyboard, out);
}

int64_t typepage_deadline_ms(const struct typepage *t) {
    if (!t->is_open)
        return 0;
    int64_t keys_ms = keyboard_deadline_ms(&t->keyboard);
    if (!keys_ms || !t->next_blink_ms)
        return keys_ms ? keys_ms : t->next_blink_ms;
    return keys_ms < t->next_blink_ms ? keys_ms : t->next_blink_ms;
}
