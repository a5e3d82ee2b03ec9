/* One model project: its picture and how far it is, whose it is, what is done and what came of it.
 */
#include "screens/screens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/board.h"
#include "model/content.h"
#include "model/words.h"
#include "screens/bar.h"
#include "screens/frame.h"
#include "screens/offered.h"
#include "screens/project.h"
#include "widgets/chrome.h"

enum action {
    ACTION_AREA = 1,
    ACTION_PREV,
    ACTION_NEXT,
};

#define FIGURES_MAX 3

struct model_page {
    struct screen base;
    struct board board; // owned: the order that Trước and Mô hình tiếp theo go by
    size_t place;       // in board.projects
};

/* NULL where content has no such model any more. */
static const struct project *project_of(const struct model_page *m) {
    const struct content *content = m->base.env->content;
    return m->place < m->board.project_count ? &content->projects[m->board.projects[m->place]]
                                             : NULL;
}

/* Staff have switched it off while it was looked at: there is none of its number any more. */
static bool is_hidden(const struct model_page *m) {
    const struct screen_env *env = m->base.env;
    return env->content->project_count > 0 && env->visit->project >= env->content->project_count;
}

/* --- layout --------------------------------------------------------------------------------- */

static const struct bar_button bar_prev = {.id = "model.prev",
                                           .action = ACTION_PREV,
                                           .icon = "icons/left",
                                           .key = "nav.prev",
                                           .x = 1184,
                                           .w = 260,
                                           .is_right = true};
static const struct bar_button bar_next = {.id = "model.next",
                                           .action = ACTION_NEXT,
                                           .look = BUTTON_GOLD,
                                           .icon = "icons/right",
                                           .key = "models.next_model",
                                           .short_key = "models.next_short",
                                           .x = 1468,
                                           .w = 388,
                                           .is_right = true,
                                           .is_icon_last = true};

static bool has_neighbours(const struct model_page *m) {
    return project_of(m) && m->board.project_count > 1;
}

static void lay_bar(struct model_page *m) {
    struct screen *s = &m->base;
    const struct theme *theme = s->env->theme;
    struct bar_button buttons[] = {bar_back,        bar_home, bar_big_middle,
                                   bar_help_middle, bar_prev, bar_next};
    size_t count = sizeof buttons / sizeof *buttons;
    bar_lay(s, buttons, has_neighbours(m) && !theme->is_portrait ? count : count - 2);
    if (has_neighbours(m) && theme->is_portrait) {
        bar_add_above(s, &bar_prev, 48, 400);
        bar_add_above(s, &bar_next, 472, 560);
    }
    bar_mark_ends(s,
                  &(struct bar_ends){ACTION_PREV, ACTION_NEXT, m->place, m->board.project_count});
}

static char *area_words(const struct screen *s, const struct area *area) {
    char number[16];
    snprintf(number, sizeof number, "%d", area->number);
    const char *values[] = {"n", number, "name", area->short_name, NULL};
    return words_fill(s->env->words, "models.area", values);
}

static bool leads_to_area(const struct screen *s, const struct project *project) {
    return project->area && screen_is_offered(s->env, SCREEN_CAMPAIGN);
}

/* Reading aloud and the area side by side; either alone has the whole row. */
static void lay_buttons(struct model_page *m, const struct project *project) {
    struct screen *s = &m->base;
    const struct theme *theme = s->env->theme;
    struct rect row =
        frame_rect(theme, (struct rect){664, 788, 1192, 136}, (struct rect){48, 1480, 984, 136});
    int left_w = theme_px(theme, theme->is_portrait ? 380 : 588); // the area has more to say
    bool has_area = leads_to_area(s, project);
    if (s->env->can_read) {
        struct rect left = has_area ? rect_cut_left(&row, left_w) : row;
        panel_add(&s->panel, "model.read", BAR_READ, BUTTON_JADE, left, "icons/speaker",
                  frame_word(s, "a11y.read"))
            ->is_large = true;
        rect_cut_left(&row, theme_px(theme, 24));
    }
    if (!has_area)
        return;
    char *words = area_words(s, project->area);
    panel_add(&s->panel, "model.area", ACTION_AREA, BUTTON_SECONDARY, row,
              theme->is_portrait ? NULL : "icons/flag", words);
    free(words);
}

static void enter(struct screen *screen) {
    struct model_page *m = (struct model_page *)screen;
    board_finish(&m->board);
    board_init(&m->board, screen->env->content);
    m->place = board_find_project(&m->board, screen->env->visit->project);
    panel_clear(&screen->panel);
    if (project_of(m))
        lay_buttons(m, project_of(m));
    lay_bar(m);
}

static void leave(struct screen *screen) {
    board_finish(&((struct model_page *)screen)->board);
}

/* The board shows, when the visitor comes back to it, whose model was seen last. */
static void step(struct model_page *m, int by) {
    struct screen *s = &m->base;
    s->env->visit->project = m->board.projects[by > 0 ? m->place + 1 : m->place - 1];
    enter(s);
    s->env->visit->unit = project_of(m)->unit;
    damage_add_all(s->env->damage);
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    struct model_page *m = (struct model_page *)screen;
    struct screen_reply reply = {.action = SCREEN_STAY};
    if (ev->kind == EVENT_TIMER && is_hidden(m))
        return (struct screen_reply){.action = SCREEN_BACK};
    const struct button *fired = panel_event(&screen->panel, ev, screen->env->damage);
    if (!fired || fired->is_off || bar_reply(fired->action, &reply))
        return reply;
    if (fired->action == ACTION_AREA) {
        const struct campaign *campaign = &screen->env->content->campaign;
        screen->env->visit->area = (size_t)(project_of(m)->area - campaign->areas) + 1;
        return (struct screen_reply){SCREEN_GO, SCREEN_CAMPAIGN};
    }
    step(m, fired->action == ACTION_NEXT ? 1 : -1);
    return reply;
}

/* At once where there is nothing to show: the event that comes leads back. */
static int64_t deadline_ms(const struct screen *screen) {
    return is_hidden((const struct model_page *)screen) ? 1 : 0;
}

/* --- drawing -------------------------------------------------------------------------------- */

/* "Đã làm 40%" over a bar of as much; "Đã xong" over a full one. */
static void draw_progress(const struct screen *s, struct canvas *canvas,
                          const struct project *project, struct rect box) {
    const struct theme *theme = canvas->theme;
    bool is_done = project_is_done(project);
    struct rect bar = rect_cut_bottom(&box, theme_px(theme, 28));
    struct rect done = bar;
    done.w = is_done ? bar.w : bar.w * project->progress_percent / 100;
    if (done.w > 0)
        canvas_round_outline(canvas, bar, bar.h / 2, theme_px(theme, 3),
                             theme_color(theme, COLOR_IVORY300),
                             theme_color(theme, COLOR_IVORY100));
    if (done.w > 0) {
        done.w = done.w < bar.h ? bar.h : done.w;
        canvas_round(canvas, done, bar.h / 2,
                     theme_color(theme, is_done ? COLOR_GOLD500 : COLOR_JADE700));
    }
    int side = theme_px(theme, 56);
    struct rect disc = rect_centre(rect_cut_left(&box, side), side, side);
    frame_disc(canvas, disc, is_done ? COLOR_GOLD200 : COLOR_JADE100,
               is_done ? "icons/rice" : "icons/sprout", is_done ? COLOR_GOLD800 : COLOR_JADE900);
    rect_cut_left(&box, theme_px(theme, 14));
    char *words = project_progress(s, project);
    text_draw(canvas, words, box,
              &(struct text_style){.type = TYPE_BODY_BOLD,
                                   .color = is_done ? COLOR_LAC900 : COLOR_JADE900,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true});
    free(words);
}

static void draw_picture(const struct model_page *m, struct canvas *canvas,
                         const struct project *project) {
    const struct theme *theme = canvas->theme;
    struct rect plate =
        frame_rect(theme, (struct rect){64, 152, 560, 768}, (struct rect){48, 148, 984, 560});
    frame_plate(canvas, plate, 28, COLOR_IVORY0, COLOR_GOLD500);
    struct rect box = rect_inset(plate, theme_px(theme, 12));
    struct rect caption = rect_cut_bottom(&box, theme_px(theme, 120));
    project_draw_picture(canvas, project, box, theme_px(theme, 20));
    caption = rect_inset(caption, theme_px(theme, 12));
    draw_progress(&m->base, canvas, project, caption);
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
    int columns = count == 2 ? 2 : FIGURES_MAX; // two share the row, one does not grow so wide
    int gap = theme_px(canvas->theme, 20), w = (row.w - (columns - 1) * gap) / columns;
    for (int i = 0; i < count; i++)
        draw_figure(canvas, &project->figures[i],
                    (struct rect){row.x + i * (w + gap), row.y, w, row.h});
}

/* "Thôn 1 · Tổ thủy nông Thôn 1"; once where a unit does it itself. */
static char *whose(const struct project *project) {
    const char *unit = project->unit ? project->unit->name : "";
    bool is_one = !unit[0] || !project->run_by[0] || strstr(project->run_by, unit);
    if (is_one)
        return xstrdup(project->run_by[0] ? project->run_by : unit);
    return xasprintf("%s · %s", unit, project->run_by);
}

/* What kind it is, and behind it whose; @return what is left of the box below. */
static struct rect draw_kind(const struct screen *s, struct canvas *canvas,
                             const struct project *project, struct rect box) {
    const char *kind = project_kind_word(s, project);
    char *line = whose(project);
    int height = chrome_badge_height(canvas->theme);
    struct rect row = rect_cut_top(&box, height);
    if (kind[0])
        rect_cut_left(&row, chrome_draw_badge(canvas, row.x, row.y, 0, kind) +
                                theme_px(canvas->theme, 20));
    text_draw(canvas, line, row,
              &(struct text_style){.type = TYPE_BODY_BOLD,
                                   .color = COLOR_INK700,
                                   .place = TEXT_MIDDLE,
                                   .may_shrink = true});
    free(line);
    return box;
}

/* One line as large as a person's name, or a smaller one, or two that are smaller still. */
static struct rect draw_name(struct canvas *canvas, const char *name, struct rect box) {
    bool is_low = canvas->theme->has_large_text && !canvas->theme->is_portrait;
    struct text_style style = {.type = TYPE_TITLE_1, .color = COLOR_LAC700, .may_shrink = true};
    if (text_width(canvas, name, style.type) > box.w)
        style.type = TYPE_TITLE_2;
    if (text_width(canvas, name, style.type) * 4 / 5 <= box.w) {
        style.max_lines = 1;
        return frame_text(canvas, name, box, &style);
    }
    if (is_low)
        style.type = TYPE_TILE;
    struct rect column = box;
    column.w = text_balanced_width(canvas, name, box.w, &style);
    rect_cut_top(&box, text_draw(canvas, name, column, &style));
    return box;
}

static const struct text_style text_style = {
    .type = TYPE_BODY_L, .color = COLOR_INK900, .may_shrink = true};
static const struct text_style ask_style = {
    .type = TYPE_BODY_S_BOLD, .color = COLOR_JADE900, .may_shrink = true};

/* Whom to ask who wants to do the same; owned by the caller. */
static char *ask_words(const struct screen *s, const struct project *project) {
    const char *unit = project->unit ? project->unit->name : "";
    const char *who = project->run_by[0] ? project->run_by : unit;
    return who[0] ? frame_fill_one(s, "models.learn", "name", who) : xstrdup("");
}

/* What is done comes first: where it is long, whom to ask gives way, then the figures. */
static void draw_text(const struct screen *s, struct canvas *canvas, const struct project *project,
                      struct rect box) {
    const struct theme *theme = canvas->theme;
    char *ask = ask_words(s, project);
    int gap = theme_px(theme, 16), ask_h = text_height(canvas, ask, box.w, &ask_style);
    int figures_h = theme_px(theme, theme->has_large_text ? 168 : 152);
    // shrunk to three quarters it takes three quarters of the lines, each of three quarters
    int least = text_height(canvas, project->text, box.w, &text_style) * 5 / 8;
    if (project->figure_count > 0 && least + figures_h + gap <= box.h) {
        draw_figures(canvas, project, rect_cut_bottom(&box, figures_h));
        rect_cut_bottom(&box, gap);
    }
    bool has_ask = ask_h > 0 && least + gap + ask_h <= box.h;
    struct rect foot = {box.x, 0, box.w, ask_h};
    if (has_ask)
        rect_cut_bottom(&box, gap + ask_h);
    foot.y = box.y + text_draw(canvas, project->text, box, &text_style) + gap;
    if (has_ask)
        text_draw(canvas, ask, foot, &ask_style);
    free(ask);
}

static void draw_words(const struct model_page *m, struct canvas *canvas,
                       const struct project *project) {
    const struct screen *s = &m->base;
    const struct theme *theme = canvas->theme;
    bool has_buttons = leads_to_area(s, project) || s->env->can_read;
    struct rect box = frame_rect(theme, (struct rect){664, 142, 1192, has_buttons ? 626 : 778},
                                 (struct rect){48, 724, 984, has_buttons ? 736 : 892});
    box = draw_name(canvas, project->name, box);
    rect_cut_top(&box, theme_px(theme, 4));
    box = draw_kind(s, canvas, project, box);
    rect_cut_top(&box, theme_px(theme, 16));
    draw_text(s, canvas, project, box);
}

static void draw(const struct screen *screen, struct canvas *canvas) {
    const struct model_page *m = (const struct model_page *)screen;
    const struct project *project = project_of(m);
    frame_draw(screen, canvas, &(struct frame){.title = frame_word(screen, "models.title")});
    if (project) {
        draw_picture(m, canvas, project);
        draw_words(m, canvas, project);
    } else {
        project_draw_none(screen, canvas);
    }
    panel_draw(&screen->panel, canvas);
}

static void reading(const struct screen *screen, struct screen_reading *out) {
    const struct content *content = screen->env->content;
    size_t index = screen->env->visit->project;
    out->of = index < content->project_count ? content->projects[index].id : NULL;
}

const struct screen_kind model_kind = {
    .name = "model",
    .idle = SCREEN_IDLE_READ,
    .size_bytes = sizeof(struct model_page),
    .enter = enter,
    .event = event,
    .draw = draw,
    .leave = leave,
    .deadline_ms = deadline_ms,
    .reading = reading,
};
