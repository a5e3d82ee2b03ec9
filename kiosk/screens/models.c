/* The models board: terraces of plots, one a village or organisation, and the card of the chosen
 * one. A board of more terraces than the page holds is turned by the finger or by two buttons, a
 * whole terrace at a time. */
#include "screens/screens.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "input/gesture.h"
#include "model/board.h"
#include "model/content.h"
#include "screens/bar.h"
#include "screens/days.h"
#include "screens/frame.h"
#include "screens/models_card.h"
#include "screens/plot.h"
#include "screens/project.h"
#include "screens/terraces.h"

#define APPEAR_APART_MS 40 // plots come up one after another
#define APPEAR_MS 240
#define FRAME_MS 16
#define DRAG_SLOP 24

enum action {
    ACTION_PLOT = 1, // value: index into board.plots
    ACTION_OPEN,
    ACTION_NOMINATE,
    ACTION_NEXT,
    ACTION_UP,
    ACTION_DOWN,
};

struct models {
    struct screen base;
    struct board board; // owned
    size_t chosen;      // plot
    struct terraces terraces;
    size_t first_plot, plot_count; // buttons of the panel that are plots
    struct gesture gesture;
    int dragged_px; // since the terraces last moved
    bool has_begun;
    int64_t appear_ms,
        now_ms; // when the plots began to come up, and how far they are; 0: all there
};

/* --- what is chosen ------------------------------------------------------------------------- */

static const struct plot *chosen_plot(const struct models *m) {
    return m->chosen < m->board.count ? &m->board.plots[m->chosen] : NULL;
}

/* Index into content->projects; false where the chosen plot has none. */
static bool chosen_project(const struct models *m, size_t *out) {
    const struct plot *plot = chosen_plot(m);
    if (!plot || plot->count == 0)
        return false;
    size_t seen = board_find_project(&m->board, m->base.env->visit->project);
    bool is_its_own = seen >= plot->first && seen < plot->first + plot->count;
    *out = m->board.projects[is_its_own ? seen : plot->first];
    return true;
}

/* The next plot with a model after `from`, round about; `from` itself when there is no other. */
static size_t next_with_model(const struct models *m, size_t from) {
    const struct board *board = &m->board;
    for (size_t i = 1; i <= board->count; i++) {
        size_t at = (from + i) % board->count;
        if (board->plots[at].count > 0)
            return at;
    }
    return from;
}

static void choose(struct models *m, size_t plot) {
    m->chosen = plot;
    m->base.env->visit->unit = m->board.plots[plot].unit;
}

/* What the visitor chose before, else the first plot that has a model to show. */
static void begin(struct models *m) {
    const struct screen_env *env = m->base.env;
    board_finish(&m->board);
    board_init(&m->board, env->content);
    if (m->board.count == 0)
        return;
    size_t before = board_find_plot(&m->board, env->visit->unit);
    bool is_back = before < m->board.count;
    choose(m, is_back ? before : next_with_model(m, m->board.count - 1));
    bool is_still = env->is_motion_reduced || env->theme->has_high_contrast;
    if (!m->has_begun && !is_back && !is_still)
        m->appear_ms = m->now_ms = clock_mono_ms(env->clock);
    m->has_begun = true;
}

static bool is_turned(const struct models *m) {
    return terraces_count(&m->terraces) > terraces_seen(&m->terraces);
}

/* --- layout --------------------------------------------------------------------------------- */

static void lay_plots(struct models *m) {
    struct screen *s = &m->base;
    m->first_plot = s->panel.count;
    for (int row = 0; row < terraces_seen(&m->terraces); row++) {
        struct terrace terrace = terraces_at(&m->terraces, m->terraces.top + row);
        for (size_t i = terrace.from; i < terrace.to; i++) {
            const struct plot *plot = &m->board.plots[i];
            char id[ELEMENT_ID_BYTES];
            snprintf(id, sizeof id, "models.plot.%.48s", plot->unit->id);
            struct rect area = terraces_cell(&m->terraces, (int)(i - terrace.from), row);
            struct button *b =
                panel_add(&s->panel, id, ACTION_PLOT, BUTTON_BARE, area, NULL, plot->unit->name);
            button_set_sub(b, frame_word(s, plot_state_key(plot->state)));
            b->value = (int)i;
            b->is_chosen = i == m->chosen;
        }
    }
    m->plot_count = s->panel.count - m->first_plot;
}

/* In the column that the plots leave, at its upper and at its lower end. */
static void lay_turns(struct models *m) {
    struct screen *s = &m->base;
    const struct theme *theme = s->env->theme;
    struct rect up = terraces_cell(&m->terraces, m->terraces.columns, 0);
    struct rect down =
        terraces_cell(&m->terraces, m->terraces.columns, terraces_seen(&m->terraces) - 1);
    int h = theme_px(theme, 136), rows = terraces_seen(&m->terraces);
    down.y += down.h - h;
    up.h = down.h = h;
    panel_add(&s->panel, "models.up", ACTION_UP, BUTTON_SECONDARY, up, "icons/up", NULL)->is_off =
        m->terraces.top == 0;
    panel_add(&s->panel, "models.down", ACTION_DOWN, BUTTON_GOLD, down, "icons/down", NULL)
        ->is_off = m->terraces.top + rows >= terraces_count(&m->terraces);
}

/* What one can do with the chosen plot: see its model, or tell of one. */
static void lay_card_button(struct models *m) {
    struct screen *s = &m->base;
    const struct theme *theme = s->env->theme;
    const struct plot *plot = chosen_plot(m);
    struct rect area =
        frame_rect(theme, (struct rect){1368, 800, 464, 112}, (struct rect){472, 1640, 560, 112});
    size_t project;
    if (chosen_project(m, &project)) {
        struct button *b = panel_add(&s->panel, "models.open", ACTION_OPEN, BUTTON_PRIMARY, area,
                                     "icons/next", frame_word(s, "models.open"));
        b->is_icon_last = b->is_large = true;
    } else if (plot && plot->state == PLOT_NONE && s->env->is_enrolled &&
               days_can_nominate(s->env)) {
        panel_add(&s->panel, "models.nominate", ACTION_NOMINATE, BUTTON_PRIMARY, area,
                  "icons/nominate", frame_word(s, "models.nominate"))
            ->is_large = true;
    }
}

static const struct bar_button bar_next = {.id = "models.next",
                                           .action = ACTION_NEXT,
                                           .look = BUTTON_GOLD,
                                           .icon = "icons/right",
                                           .key = "models.next",
                                           .x = 760,
                                           .w = 400,
                                           .is_icon_last = true};

static bool has_next(const struct models *m) {
    return m->board.count > 0 && next_with_model(m, m->chosen) != m->chosen;
}

static void lay_bar(struct models *m) {
    struct screen *s = &m->base;
    struct bar_button buttons[BAR_BUTTONS_MAX] = {bar_back, bar_home};
    size_t count = 2;
    if (has_next(m) && s->env->theme->is_portrait)
        bar_add_above(s, &bar_next, 48, 400);
    else if (has_next(m))
        buttons[count++] = bar_next;
    buttons[count++] = bar_big;
    buttons[count++] = bar_read;
    buttons[count++] = bar_help;
    bar_lay(s, buttons, count);
}

static void lay(struct models *m) {
    struct screen *s = &m->base;
    panel_clear(&s->panel);
    if (m->board.count > 0) {
        lay_plots(m);
        if (is_turned(m))
            lay_turns(m);
        lay_card_button(m);
    }
    lay_bar(m);
}

static void enter(struct screen *screen) {
    struct models *m = (struct models *)screen;
    gesture_init(&m->gesture, theme_px(screen->env->theme, DRAG_SLOP));
    begin(m);
    terraces_lay(&m->terraces, &m->board, screen->env->theme);
    terraces_show(&m->terraces, m->chosen);
    lay(m);
}

static void leave(struct screen *screen) {
    board_finish(&((struct models *)screen)->board);
}

/* --- the plots come up ---------------------------------------------------------------------- */

/* How much of the plot at this place of the page has come up at a time; eased out. */
static double risen_at(const struct models *m, size_t place, int64_t at_ms) {
    if (!m->appear_ms)
        return 1;
    double part = (double)(at_ms - m->appear_ms - (int64_t)place * APPEAR_APART_MS) / APPEAR_MS;
    if (part <= 0 || part >= 1)
        return part <= 0 ? 0 : 1;
    return 1 - (1 - part) * (1 - part) * (1 - part);
}

static void raise_plots(struct models *m, int64_t now_ms) {
    const struct screen *s = &m->base;
    bool is_done = true;
    for (size_t i = 0; i < m->plot_count; i++) {
        double before = risen_at(m, i, m->now_ms), after = risen_at(m, i, now_ms);
        if (after > before)
            damage_add(s->env->damage, s->panel.items[m->first_plot + i].area);
        is_done &= after >= 1;
    }
    m->now_ms = now_ms;
    if (is_done)
        m->appear_ms = m->now_ms = 0;
}

static int64_t deadline_ms(const struct screen *screen) {
    const struct models *m = (const struct models *)screen;
    return m->appear_ms ? m->now_ms + FRAME_MS : 0;
}

/* --- events --------------------------------------------------------------------------------- */

/* The terraces and all that belongs to the chosen plot are drawn anew, and all of it is there. */
static void renew(struct models *m) {
    m->appear_ms = m->now_ms = 0;
    lay(m);
    damage_add_all(m->base.env->damage);
}

static void turn_to(struct models *m, int top) {
    int before = m->terraces.top;
    terraces_turn(&m->terraces, top);
    if (m->terraces.top != before)
        renew(m);
}

/* A terrace for every terrace's height that the finger goes. */
static void drag(struct models *m, const struct event *ev) {
    struct screen *s = &m->base;
    struct gesture_step step = gesture_feed(&m->gesture, ev);
    if (step.kind == GESTURE_NONE || !is_turned(m))
        return;
    if (step.kind == GESTURE_DRAG_START) {
        panel_cancel(&s->panel, s->env->damage);
        m->dragged_px = 0;
    }
    m->dragged_px += step.delta.y;
    int step_px = terraces_step_px(&m->terraces);
    int rows = (abs(m->dragged_px) + step_px / 2) / step_px * (m->dragged_px < 0 ? 1 : -1);
    m->dragged_px += rows * step_px;
    turn_to(m, m->terraces.top + rows);
}

static struct screen_reply obey(struct models *m, const struct button *fired) {
    struct screen_reply reply = {.action = SCREEN_STAY};
    size_t project;
    switch ((enum action)fired->action) {
    case ACTION_PLOT:
        choose(m, (size_t)fired->value);
        renew(m);
        break;
    case ACTION_NEXT:
        choose(m, next_with_model(m, m->chosen));
        terraces_show(&m->terraces, m->chosen);
        renew(m);
        break;
    case ACTION_OPEN:
        if (chosen_project(m, &project))
            m->base.env->visit->project = project;
        return (struct screen_reply){SCREEN_GO, SCREEN_MODEL};
    case ACTION_NOMINATE:
        return (struct screen_reply){SCREEN_GO, SCREEN_WHO};
    case ACTION_UP:
        turn_to(m, m->terraces.top - terraces_seen(&m->terraces));
        break;
    case ACTION_DOWN:
        turn_to(m, m->terraces.top + terraces_seen(&m->terraces));
        break;
    }
    return reply;
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    struct models *m = (struct models *)screen;
    struct screen_reply reply = {.action = SCREEN_STAY};
    if (ev->kind == EVENT_TIMER && m->appear_ms)
        raise_plots(m, ev->at_ms);
    drag(m, ev);
    const struct button *fired = panel_event(&screen->panel, ev, screen->env->damage);
    if (!fired || fired->is_off || bar_reply(fired->action, &reply))
        return reply;
    return obey(m, fired);
}

/* --- drawing -------------------------------------------------------------------------------- */

static void draw_plots(const struct models *m, struct canvas *canvas) {
    const struct screen *s = &m->base;
    for (size_t i = 0; i < m->plot_count; i++) {
        const struct button *b = &s->panel.items[m->first_plot + i];
        struct plot_view view = {.plot = &m->board.plots[b->value],
                                 .area = b->area,
                                 .field = terraces_field(&m->terraces, b->area),
                                 .is_chosen = b->is_chosen,
                                 .is_pressed = b->finger != 0,
                                 .risen = risen_at(m, i, m->now_ms)};
        plot_draw(s, canvas, &view);
    }
}

/* "11 trên 12 nơi đã có mô hình"; @return where it ends */
static int draw_heading(const struct models *m, struct canvas *canvas, struct rect box) {
    const struct screen *s = &m->base;
    struct board_tally tally = board_tally(&m->board, 0, m->board.count);
    bool has_bare = s->env->content->switches.is_on[SWITCH_PROGRESS];
    char digits[24];
    snprintf(digits, sizeof digits, "%zu", tally.registered);
    char *words = has_bare ? frame_fill_number(s, "models.have_of", (long long)m->board.count)
                           : frame_fill_one(s, "models.have", "n", digits);
    struct text_style style = {.type = TYPE_TITLE_2,
                               .color = COLOR_LAC700,
                               .place = TEXT_MIDDLE,
                               .max_lines = 1,
                               .may_shrink = true};
    text_draw(canvas, digits, box, &style);
    rect_cut_left(&box, text_width(canvas, digits, style.type) + theme_px(canvas->theme, 14));
    box.y += theme_px(canvas->theme, 11); // both stand on one line
    style.type = TYPE_BODY_BOLD;
    style.color = COLOR_INK900;
    text_draw(canvas, words, box, &style);
    int end = box.x + text_width(canvas, words, style.type);
    free(words);
    return end;
}

static void draw_legend(const struct models *m, struct canvas *canvas, struct rect box) {
    static const enum plot_state states[] = {PLOT_DONE, PLOT_DOING, PLOT_NONE};
    const struct screen *s = &m->base;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        if (states[i] == PLOT_NONE && !s->env->content->switches.is_on[SWITCH_PROGRESS])
            continue;
        int used = plot_draw_legend(s, canvas, states[i], box);
        rect_cut_left(&box, used + theme_px(canvas->theme, 36));
    }
}

static void draw_head(const struct models *m, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    bool is_one_row = !theme->is_portrait && !theme->has_large_text;
    struct rect heading =
        frame_rect(theme, (struct rect){64, is_one_row ? 146 : 138, 1190, is_one_row ? 84 : 72},
                   (struct rect){48, 504, 984, 68});
    int end = draw_heading(m, canvas, heading);
    struct rect legend =
        frame_rect(theme, (struct rect){64, 212, 1190, 62}, (struct rect){48, 574, 984, 62});
    if (is_one_row) {
        int least = theme_rect(theme, 624, 0, 1, 1).x, after = end + theme_px(theme, 28);
        legend = heading;
        legend.w += theme_px(theme, 46); // as far as the terraces go
        rect_cut_left(&legend, (after > least ? after : least) - legend.x);
    }
    draw_legend(m, canvas, legend);
}

static void draw(const struct screen *screen, struct canvas *canvas) {
    const struct models *m = (const struct models *)screen;
    frame_draw(screen, canvas, &(struct frame){.title = frame_word(screen, "models.title")});
    if (m->board.count == 0) {
        project_draw_none(screen, canvas);
    } else {
        size_t project;
        bool has_project = chosen_project(m, &project), has_button = false;
        draw_head(m, canvas);
        terraces_draw(screen, &m->terraces, canvas);
        draw_plots(m, canvas);
        for (size_t i = 0; i < screen->panel.count; i++) {
            int action = screen->panel.items[i].action;
            has_button |= action == ACTION_OPEN || action == ACTION_NOMINATE;
        }
        models_card_draw(screen, canvas, chosen_plot(m),
                         has_project ? &screen->env->content->projects[project] : NULL, has_button);
    }
    panel_draw(&screen->panel, canvas);
}

const struct screen_kind models_kind = {
    .name = "models",
    .idle = SCREEN_IDLE_READ,
    .size_bytes = sizeof(struct models),
    .enter = enter,
    .event = event,
    .draw = draw,
    .leave = leave,
    .deadline_ms = deadline_ms,
};
