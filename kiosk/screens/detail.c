/* One honoured person: portrait, award, what they did, figures of the work it belongs to. */
#include "screens/screens.h"

#include <stdlib.h>

#include "base/fold.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "screens/bar.h"
#include "screens/days.h"
#include "screens/frame.h"
#include "screens/person.h"

enum action {
    ACTION_NOMINATE = 1,
    ACTION_PREV,
    ACTION_NEXT,
};

#define FIGURES_MAX 3

struct detail {
    struct screen base;
    size_t *found; // owned: whom Trước and Người tiếp theo go through, as on the list
    size_t found_count, place;
};

static const struct person *person_of(const struct detail *d) {
    const struct content *content = d->base.env->content;
    size_t index = d->base.env->visit->person;
    return index < content->person_count ? &content->people[index] : NULL;
}

/* Content may have changed since the list was drawn: a person who is gone is not shown. */
static void find(struct detail *d) {
    const struct content *content = d->base.env->content;
    struct visit *visit = d->base.env->visit;
    free(d->found);
    d->found = xcalloc(content->person_count + 1, sizeof *d->found);
    char *query = fold_text(visit->query);
    d->found_count = content_find_people(content, query, visit->group, d->found);
    free(query);
    d->place = d->found_count;
    for (size_t i = 0; i < d->found_count; i++) {
        if (d->found[i] == visit->person)
            d->place = i;
    }
}

/* --- layout --------------------------------------------------------------------------------- */

static const struct bar_button bar_big_here = {
    .id = "nav.bigtext", .action = BAR_LARGE_TEXT, .key = "a11y.bigger_short", .x = 692, .w = 130};
static const struct bar_button bar_help_here = {.id = "nav.help",
                                                .action = BAR_HELP,
                                                .icon = "icons/help",
                                                .key = "help.call_short",
                                                .x = 846,
                                                .w = 270};
static const struct bar_button bar_prev = {.id = "detail.prev",
                                           .action = ACTION_PREV,
                                           .icon = "icons/left",
                                           .key = "honours.prev_person",
                                           .x = 1184,
                                           .w = 260,
                                           .is_right = true};
static const struct bar_button bar_next = {.id = "detail.next",
                                           .action = ACTION_NEXT,
                                           .look = BUTTON_GOLD,
                                           .icon = "icons/right",
                                           .key = "honours.next_person",
                                           .short_key = "honours.next_short",
                                           .x = 1468,
                                           .w = 388,
                                           .is_right = true,
                                           .is_icon_last = true};

static bool has_neighbours(const struct detail *d) {
    return d->found_count > 1 && d->place < d->found_count;
}

static void set_ends_off(struct detail *d) {
    struct panel *panel = &d->base.panel;
    for (size_t i = 0; i < panel->count; i++) {
        struct button *b = &panel->items[i];
        if (b->action == ACTION_PREV)
            b->is_off = d->place == 0;
        else if (b->action == ACTION_NEXT)
            b->is_off = d->place + 1 >= d->found_count;
    }
}

static void lay_portrait(struct detail *d) {
    struct screen *s = &d->base;
    const struct theme *theme = s->env->theme;
    if (has_neighbours(d)) {
        panel_add(&s->panel, "detail.prev", ACTION_PREV, BUTTON_SECONDARY,
                  theme_rect(theme, 48, 1640, 400, 112), "icons/left",
                  frame_word(s, "honours.prev_person"));
        struct button *b = panel_add(&s->panel, "detail.next", ACTION_NEXT, BUTTON_GOLD,
                                     theme_rect(theme, 472, 1640, 560, 112), "icons/right",
                                     frame_word(s, "honours.next_person"));
        b->is_icon_last = true;
    }
    const struct bar_button buttons[] = {bar_back, bar_home, bar_big_here, bar_help_here};
    bar_lay(s, buttons, sizeof buttons / sizeof *buttons);
}

static void enter(struct screen *screen) {
    struct detail *d = (struct detail *)screen;
    const struct theme *theme = screen->env->theme;
    panel_clear(&screen->panel);
    find(d);
    if (screen->env->is_enrolled && days_can_nominate(screen->env))
        panel_add(&screen->panel, "detail.nominate", ACTION_NOMINATE, BUTTON_SECONDARY,
                  frame_rect(theme, (struct rect){664, 788, 1192, 136},
                             (struct rect){48, 1480, 984, 136}),
                  "icons/nominate", frame_word(screen, "honours.nominate_other"))
            ->is_large = true;
    if (theme->is_portrait) {
        lay_portrait(d);
    } else {
        const struct bar_button buttons[] = {bar_back,      bar_home, bar_big_here,
                                             bar_help_here, bar_prev, bar_next};
        size_t count = sizeof buttons / sizeof *buttons;
        bar_lay(screen, buttons, has_neighbours(d) ? count : count - 2);
    }
    set_ends_off(d);
}

static void leave(struct screen *screen) {
    struct detail *d = (struct detail *)screen;
    free(d->found);
    d->found = NULL;
}

static void step(struct detail *d, int by) {
    struct screen *s = &d->base;
    size_t place = by > 0 ? d->place + 1 : d->place - 1;
    s->env->visit->person = d->found[place];
    s->env->visit->first_person = place; // the list opens where the visitor is now
    enter(s);
    damage_add_all(s->env->damage);
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    struct detail *d = (struct detail *)screen;
    struct screen_reply reply = {.action = SCREEN_STAY};
    const struct button *fired = panel_event(&screen->panel, ev, screen->env->damage);
    if (!fired || fired->is_off || bar_reply(fired->action, &reply))
        return reply;
    if (fired->action == ACTION_NOMINATE)
        return (struct screen_reply){SCREEN_GO, SCREEN_WHO};
    step(d, fired->action == ACTION_NEXT ? 1 : -1);
    return reply;
}

static void reading(const struct screen *screen, struct screen_reading *out) {
    const struct person *person = person_of((const struct detail *)screen);
    out->of = person ? person->id : NULL;
}

/* --- drawing -------------------------------------------------------------------------------- */

static void draw_stars(struct canvas *canvas, struct rect r, int stars) {
    static const char *const arts[] = {"motif/anise-xa", "motif/anise-huyen", "motif/anise-tinh"};
    const struct theme *theme = canvas->theme;
    int side = theme_px(theme, 48), step_px = theme_px(theme, 52);
    for (int i = 0; i < stars; i++) {
        struct rect star = {r.x + r.w - side - (stars - 1 - i) * step_px, r.y + (r.h - side) / 2,
                            side, side};
        frame_icon(canvas, arts[stars > 3 ? 2 : stars - 1], star, COLOR_NONE);
    }
}

static void draw_photo(const struct detail *d, struct canvas *canvas, const struct person *person) {
    const struct theme *theme = d->base.env->theme;
    struct rect plate =
        frame_rect(theme, (struct rect){64, 152, 560, 768}, (struct rect){48, 148, 984, 600});
    frame_plate(canvas, plate, 28, COLOR_IVORY0, COLOR_GOLD500);
    struct rect box = rect_inset(plate, theme_px(theme, 12));
    struct rect caption = theme->is_portrait ? rect_cut_right(&box, theme_px(theme, 460))
                                             : rect_cut_bottom(&box, theme_px(theme, 104));
    person_draw_portrait(canvas, person, box, theme_px(theme, 20));
    int stars = person_stars(person), width = theme_px(theme, 52) * stars;
    caption = rect_inset(caption, theme_px(theme, theme->is_portrait ? 16 : 2));
    if (!theme->is_portrait) {
        rect_cut_left(&caption, theme_px(theme, 12));
        rect_cut_right(&caption, theme_px(theme, 12));
    }
    struct rect right = theme->is_portrait ? rect_cut_top(&caption, theme_px(theme, 180))
                                           : rect_cut_right(&caption, width);
    if (theme->is_portrait)
        right.w = width + theme_px(theme, 16);
    draw_stars(canvas, right, stars);
    rect_cut_left(&caption, theme_px(theme, 4));
    text_draw(canvas, person->award, caption,
              &(struct text_style){.type = theme->is_portrait ? TYPE_TITLE_2 : TYPE_BODY_S_BOLD,
                                   .color = COLOR_LAC900,
                                   .place = theme->is_portrait ? TEXT_TOP : TEXT_MIDDLE,
                                   .may_shrink = true});
}

static void draw_figure(struct canvas *canvas, const struct figure *figure, struct rect r) {
    const struct theme *theme = canvas->theme;
    frame_plate(canvas, r, 24, COLOR_GOLD200, COLOR_GOLD200);
    struct rect box = rect_inset(r, theme_px(theme, 16));
    rect_cut_left(&box, theme_px(theme, 12));
    struct rect label = rect_cut_bottom(&box, box.h * 2 / 5);
    text_draw(canvas, figure->value, box,
              &(struct text_style){.type = TYPE_TITLE_2,
                                   .color = COLOR_LAC900,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true});
    text_draw(canvas, figure->label, label,
              &(struct text_style){.type = TYPE_BODY_S_BOLD,
                                   .color = COLOR_INK900,
                                   .place = TEXT_MIDDLE,
                                   .may_shrink = true});
}

static void draw_figures(struct canvas *canvas, const struct project *project, struct rect row) {
    int count = project->figure_count > FIGURES_MAX ? FIGURES_MAX : (int)project->figure_count;
    int gap = theme_px(canvas->theme, 20), w = (row.w - (FIGURES_MAX - 1) * gap) / FIGURES_MAX;
    for (int i = 0; i < count; i++) {
        struct rect r = {row.x + i * (w + gap), row.y, w, row.h};
        draw_figure(canvas, &project->figures[i], r);
    }
}

static void draw_words(const struct detail *d, struct canvas *canvas, const struct person *person) {
    const struct screen *s = &d->base;
    const struct theme *theme = s->env->theme;
    bool has_button = s->panel.count && s->panel.items[0].action == ACTION_NOMINATE;
    int bottom = has_button ? 764 : 920;
    struct rect box = frame_rect(theme, (struct rect){664, 142, 1192, bottom - 142},
                                 (struct rect){48, 764, 984, 692});
    bool has_figures = person->project && person->project->figure_count > 0;
    if (has_figures) {
        struct rect row = rect_cut_bottom(&box, theme_px(theme, theme->has_large_text ? 168 : 152));
        rect_cut_bottom(&box, theme_px(theme, 16));
        draw_figures(canvas, person->project, row);
    }
    char *line = person_line(s, person);
    const struct text_style title = {
        .type = TYPE_TITLE_1, .color = COLOR_LAC700, .max_lines = 1, .may_shrink = true};
    struct text_style name = title;
    if (text_height(canvas, person->name, box.w, &title) > theme_line_px(theme, TYPE_TITLE_1))
        name.max_lines = 2;
    box = frame_text(canvas, person->name, box, &name);
    box = frame_text(
        canvas, line, box,
        &(struct text_style){.type = TYPE_BODY_BOLD, .color = COLOR_INK700, .may_shrink = true});
    rect_cut_top(&box, theme_px(theme, 20));
    const char *story = person->story && person->story[0] ? person->story : person->achievement;
    text_draw(canvas, story, box,
              &(struct text_style){.type = TYPE_BODY_L, .color = COLOR_INK900, .may_shrink = true});
    free(line);
}

static void draw(const struct screen *screen, struct canvas *canvas) {
    const struct detail *d = (const struct detail *)screen;
    const struct person *person = person_of(d);
    char *title = frame_fill(screen, "honours.page_title");
    frame_draw(screen, canvas, &(struct frame){.title = title});
    free(title);
    if (person) {
        draw_photo(d, canvas, person);
        draw_words(d, canvas, person);
    }
    panel_draw(&screen->panel, canvas);
}

const struct screen_kind detail_kind = {
    .name = "detail",
    .idle = SCREEN_IDLE_READ,
    .size_bytes = sizeof(struct detail),
    .enter = enter,
    .event = event,
    .draw = draw,
    .leave = leave,
    .reading = reading,
};
