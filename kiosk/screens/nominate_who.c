/* Step 1: whom. A touch chooses and goes on. */
#include "screens/screens.h"

#include <stdio.h>
#include <string.h>

#include "model/content.h"
#include "screens/frame.h"
#include "screens/offered.h"
#include "screens/wizard.h"

enum action {
    ACTION_KIND = 1, // value: index into content's kinds
};

struct who {
    struct screen base;
    size_t kind_count; // the panel's first buttons
};

#define KINDS_MAX 6

struct picture {
    const char *kind, *art;
    struct point aspect;
};

static const struct picture pictures[] = {
    {"resident", "sample/who-family", {552, 300}},
    {"official", "sample/who-person", {552, 300}},
    {"collective", "sample/who-group", {552, 300}},
    {"model", "sample/scene-terrace", {600, 340}},
};

static const struct picture *picture_of(const char *kind) {
    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++) {
        if (strcmp(pictures[i].kind, kind) == 0)
            return &pictures[i];
    }
    return &pictures[0];
}

/* One row in landscape, rows of two in portrait, low enough for a hand. */
static struct rect tile_area(const struct theme *theme, size_t index, size_t count) {
    int i = (int)index, n = (int)count;
    if (theme->is_portrait) {
        int rows = (n + 1) / 2, h = (1112 - 24 * (rows - 1)) / rows;
        return theme_rect(theme, 48 + 504 * (i % 2), 648 + (h + 24) * (i / 2), 480, h);
    }
    int w = (1792 - 24 * (n - 1)) / n;
    return theme_rect(theme, 64 + i * (w + 24), 332, w, 588);
}

static void enter(struct screen *screen) {
    struct who *w = (struct who *)screen;
    const struct content *content = screen->env->content;
    panel_clear(&screen->panel);
    w->kind_count = content->kind_count < KINDS_MAX ? content->kind_count : KINDS_MAX;
    for (size_t i = 0; i < w->kind_count; i++) {
        const char *kind = content->kinds[i].id;
        char id[ELEMENT_ID_BYTES];
        snprintf(id, sizeof id, "who.%.50s", kind);
        struct button *b = panel_add(&screen->panel, id, ACTION_KIND, BUTTON_CARD,
                                     tile_area(screen->env->theme, i, w->kind_count), NULL,
                                     wizard_kind(screen, kind, ""));
        b->value = (int)i;
        b->is_chosen = strcmp(screen->env->visit->form->kind, kind) == 0;
    }
    wizard_lay_bar(screen, &(struct wizard_bar){
                               .has_criteria = content->campaign.criteria.cell_count > 0 &&
                                               screen_is_offered(screen->env, SCREEN_CRITERIA)});
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    struct screen_reply reply = {.action = SCREEN_STAY};
    const struct button *fired = panel_event(&screen->panel, ev, screen->env->damage);
    if (!fired || wizard_reply(fired->action, &reply))
        return reply;
    nomination_set_kind(screen->env->visit->form, screen->env->content->kinds[fired->value].id);
    return wizard_go_on(screen, SCREEN_NAME);
}

static void draw_tile(const struct screen *s, struct canvas *canvas, const struct button *b) {
    const struct theme *theme = s->env->theme;
    const char *kind = s->env->content->kinds[b->value].id;
    const struct picture *picture = picture_of(kind);
    struct rect face = button_face(b, theme), box = rect_inset(face, theme_px(theme, 14));
    if (!canvas_shows(canvas, face))
        return;
    bool is_large = theme->has_large_text;
    int height = box.h * (is_large ? 60 : theme->is_portrait ? 50 : 48) / 100;
    struct rect photo = rect_cut_top(&box, height);
    frame_picture(canvas, picture->art, photo, theme_px(theme, 20), picture->aspect);
    rect_cut_top(&box, theme_px(theme, 12));
    rect_cut_left(&box, theme_px(theme, 12));
    const struct text_style style = {.type = theme->is_portrait || is_large ? TYPE_TILE
                                                                            : TYPE_CARD_NAME,
                                     .color = COLOR_LAC700,
                                     .max_lines = 2,
                                     .may_shrink = true};
    struct rect title = box;
    title.w = text_balanced_width(canvas, wizard_kind(s, kind, ""), box.w, &style);
    rect_cut_top(&box, text_draw(canvas, wizard_kind(s, kind, ""), title, &style));
    if (is_large)
        return;
    text_draw(canvas, wizard_kind(s, kind, ".help"), box,
              &(struct text_style){.type = TYPE_BODY_S, .color = COLOR_INK900, .may_shrink = true});
}

static void draw(const struct screen *screen, struct canvas *canvas) {
    const struct who *w = (const struct who *)screen;
    wizard_draw(screen, canvas, 1, frame_word(screen, "nominate.title"));
    wizard_draw_question(screen, canvas, frame_word(screen, "nominate.kind.label"),
                         frame_word(screen, "nominate.kind.hint"));
    panel_draw(&screen->panel, canvas);
    for (size_t i = 0; i < w->kind_count; i++)
        draw_tile(screen, canvas, &screen->panel.items[i]);
}

const struct screen_kind nominate_who_kind = {
    .name = "nominate",
    .idle = SCREEN_IDLE_FORM,
    .size_bytes = sizeof(struct who),
    .enter = enter,
    .event = event,
    .draw = draw,
};
