/* The preview: staff look at the citizens' screens, with a way back that stays on top. */
#include <stdlib.h>

#include "app/backstage_parts.h"
#include "app/stage.h"
#include "model/words.h"

enum frame_action {
    FRAME_BACK = 1,
};

static struct rect frame_button(const struct theme *theme) {
    struct rect area = theme->is_portrait ? theme_rect(theme, 480, 0, 600, 104)
                                          : theme_rect(theme, 1180, 0, 740, 104);
    area.w = theme->width - area.x;
    area.h += area.y;
    area.y = 0;
    return rect_inset(area, theme_px(theme, 4));
}

void backstage_lay_frame(struct backstage *b) {
    const struct theme *theme = b->params.stage->env.theme;
    panel_clear(&b->preview);
    panel_add(&b->preview, "staff.preview_back", FRAME_BACK, BUTTON_INDIGO, frame_button(theme),
              "icons/back",
              b->desk->toast  ? b->desk->toast
              : b->hidden_why ? b->hidden_why
                              : words_get(b->env.words, "staff.preview.back"));
}

void backstage_preview(struct backstage *b, enum screen_id id) {
    b->state = BACKSTAGE_PREVIEW;
    desk_set(&b->desk->toast, NULL);
    b->had_help = b->params.stage->help.state != HELP_NONE;
    backstage_lay_frame(b);
    b->params.on_look(b->params.context);
    stage_show(b->params.stage, id);
    damage_add_all(&b->params.stage->damage);
}

void backstage_reveal(struct backstage *b, const char *id, char *why) {
    free(b->hidden_why);
    b->hidden_why = why;
    b->params.on_reveal(id, b->params.context);
}

void backstage_end_reveal(struct backstage *b) {
    if (b->hidden_why)
        backstage_reveal(b, NULL, NULL);
}

/* Nothing of what was tried is left. */
static void end_preview(struct backstage *b) {
    panel_finish(&b->preview);
    b->state = BACKSTAGE_IN;
    stage_end_visit(b->params.stage, !b->had_help);
    backstage_end_reveal(b);
    b->params.on_look(b->params.context);
    backstage_enter(b, b->current);
}

bool backstage_frame_event(struct backstage *b, const struct event *ev) {
    struct damage *damage = &b->params.stage->damage;
    b->touched_ms = backstage_now_ms(b);
    struct rect button = frame_button(b->params.stage->env.theme);
    bool was_pressed = panel_is_pressed(&b->preview);
    bool is_on_it = ev->kind == EVENT_DOWN && rect_contains(button, ev->at);
    bool is_key = ev->kind == EVENT_KEY && ev->key == KEY_STAFF;
    const struct button *fired =
        is_on_it || was_pressed ? panel_event(&b->preview, ev, damage) : NULL;
    if (is_on_it)
        b->params.on_press(false, b->params.context);
    if (fired || is_key)
        end_preview(b);
    return is_on_it || was_pressed || is_key;
}

void backstage_draw_frame(const struct backstage *b, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    struct rect whole = theme_canvas(theme);
    canvas_round_outline(canvas, whole, 1, theme_px(theme, 12), theme_color(theme, COLOR_INDIGO700),
                         theme_color(theme, COLOR_NONE));
    panel_draw(&b->preview, canvas);
}
