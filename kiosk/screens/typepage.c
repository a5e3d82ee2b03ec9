#include "screens/typepage.h"

#include <string.h>

#include "model/config.h"
#include "widgets/focus.h"

#define KEYS_GAP 10

/* Names take a capital at every word, prose where a sentence begins, what is looked for none. */
static bool is_capital_due(const struct typepage *t) {
    if (t->has_no_capitals)
        return false;
    if (!t->is_prose)
        return field_wants_capital(&t->field);
    const char *text = t->field.text;
    size_t at = t->field.caret;
    while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\n'))
        at--;
    return at == 0 || (at < t->field.caret && strchr(".!?", text[at - 1]));
}

/* The keys say what they would do to the text as it stands now. */
static void renew_keys(struct typepage *t, const struct screen *s) {
    const struct screen_env *env = s->env;
    keyboard_set_shift(&t->keyboard, is_capital_due(t), env->theme, env->words, env->damage);
    keyboard_set_undo(&t->keyboard, field_has_undo(&t->field) && !t->field.text[0], env->theme,
                      env->words, env->damage);
}

static void open_field(struct typepage *t, const struct screen *s,
                       const struct typepage_params *p) {
    const struct config *config = s->env->config;
    field_init(&t->field, p->id, p->buffer, p->cap_bytes, p->max_chars,
               config->physical_typing ? TYPING_VNI : TYPING_TELEX,
               config->tone_style ? TYPING_NEW : TYPING_OLD);
    t->field.is_multiline = t->is_prose = p->is_prose;
    t->has_no_capitals = p->has_no_capitals;
    t->is_open = true;
}

/* On a small panel the keys grow into what is free above and below them. */
static struct rect with_room(const struct theme *theme, struct rect keys) {
    int rows = theme->is_portrait ? 6 : 5, gap = theme_px(theme, KEYS_GAP);
    int wanted = rows * (theme->target_px + gap) - gap - keys.h;
    int above = theme_px(theme, theme->is_portrait ? 10 : 3);
    int below = theme_px(theme, theme->is_portrait ? 28 : 14);
    if (wanted <= 0)
        return keys;
    int down = wanted < below ? wanted : below, up = wanted - down < above ? wanted - down : above;
    return (struct rect){keys.x, keys.y - up, keys.w, keys.h + up + down};
}

void typepage_open(struct typepage *t, struct screen *s, const struct typepage_params *p) {
    int key = t->is_open ? t->keyboard.keys.focus : -1;
    if (!t->is_open) {
        open_field(t, s, p);
        typewalk_begin(&t->walk, &t->field, &s->panel);
    }
    t->field.area = p->field_area;
    t->field.placeholder = p->placeholder;
    keyboard_finish(&t->keyboard);
    keyboard_init(&t->keyboard, with_room(s->env->theme, p->keys_area), s->env->theme,
                  s->env->words);
    t->keyboard.is_telex_on = t->field.is_telex_on;
    t->keyboard.is_shifted = !is_capital_due(t); // turned back below, which lays the keys out
    renew_keys(t, s);
    t->keyboard.keys.focus = key;
}

void typepage_close(struct typepage *t) {
    if (!t->is_open)
        return;
    field_finish(&t->field);
    keyboard_finish(&t->keyboard);
    *t = (struct typepage){0};
}

/* Tab and Enter steer between buttons, so do the arrows away from the field; all other keys are
 * the field's, wherever the ring is. */
static bool is_for_field(const struct typepage *t, const struct screen *s, const struct event *ev) {
    if (ev->kind != EVENT_KEY)
        return true;
    if (focus_is_arrow(ev->key))
        return typewalk_is_at_field(&s->panel, &t->keyboard.keys);
    return ev->key != KEY_TAB && ev->key != KEY_BACK_TAB && ev->key != KEY_ENTER;
}

static bool press_key(struct typepage *t, const struct screen *s, const struct event *ev) {
    const struct screen_env *env = s->env;
    bool is_enter = ev->kind == EVENT_KEY && ev->key == KEY_ENTER;
    struct keyboard_press press =
        is_enter ? keyboard_enter(&t->keyboard, ev->at_ms, env->theme, env->words, env->damage)
                 : keyboard_event(&t->keyboard, ev, env->theme, env->words, env->damage);
    if (press.kind == KEYBOARD_NONE || !field_press(&t->field, &press))
        return false;
    damage_add(env->damage, t->field.area);
    return true;
}

bool typepage_event(struct typepage *t, const struct screen *s, const struct event *ev) {
    if (!t->is_open)
        return false;
    t->field.has_overflowed = false;
    bool is_changed = press_key(t, s, ev);
    size_t caret = t->field.caret;
    if (is_for_field(t, s, ev))
        is_changed |= field_event(&t->field, ev, s->env->metrics, s->env->damage);
    if (t->field.has_overflowed)
        s->env->visit->refused = TEXT_LONG;
    t->walk.is_taken = ev->kind == EVENT_KEY && (is_changed || caret != t->field.caret);
    if (is_changed || caret != t->field.caret)
        renew_keys(t, s);
    return is_changed;
}

const struct button *typepage_fired(struct typepage *t, struct screen *s, const struct event *ev) {
    if (!t->is_open)
        return panel_event(&s->panel, ev, s->env->damage);
    struct typewalk_page page = {.field = &t->field,
                                 .buttons = &s->panel,
                                 .keys = &t->keyboard.keys,
                                 .keys_area = t->keyboard.area,
                                 .damage = s->env->damage,
                                 .theme = s->env->theme};
    return typewalk_event(&t->walk, &page, ev);
}

void typepage_set_text(struct typepage *t, const struct screen *s, const char *text) {
    field_set_text(&t->field, text);
    damage_add(s->env->damage, t->field.area);
    renew_keys(t, s);
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
    field_list(&t->field, out);
    keyboard_list(&t->keyboard, out);
}

int64_t typepage_deadline_ms(const struct typepage *t) {
    if (!t->is_open)
        return 0;
    int64_t keys_ms = keyboard_deadline_ms(&t->keyboard);
    int64_t caret_ms = field_deadline_ms(&t->field);
    if (!keys_ms || !caret_ms)
        return keys_ms ? keys_ms : caret_ms;
    return keys_ms < caret_ms ? keys_ms : caret_ms;
}
