/* One slide: its picture in the disc and its words beside or below. */
#include "screens/attract.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "model/words.h"
#include "screens/frame.h"
#include "screens/person.h"

static struct rect words_area(const struct theme *theme) {
    return frame_rect(theme, (struct rect){1140, 372, 716, 404}, (struct rect){88, 1150, 904, 440});
}

struct rect attract_words_reach(const struct theme *theme) {
    return rect_inset(words_area(theme), -theme_px(theme, 16));
}

/* --- words ---------------------------------------------------------------------------------- */

static const struct text_style kicker = {.type = TYPE_BODY_BOLD,
                                         .color = COLOR_GOLD200,
                                         .align = TEXT_LEFT,
                                         .max_lines = 2,
                                         .may_shrink = true};
static const struct text_style plain = {.type = TYPE_BODY,
                                        .color = COLOR_IVORY0,
                                        .align = TEXT_LEFT,
                                        .max_lines = 2,
                                        .may_shrink = true};

static struct text_style aligned(struct text_style style, const struct theme *theme) {
    style.color = frame_on_red(theme, style.color);
    style.align = theme->is_portrait ? TEXT_CENTRE : TEXT_LEFT;
    return style;
}

/* From the top; any may be NULL or "". */
struct column {
    const char *over, *title, *line, *body;
};

static bool is_there(const char *text) {
    return text && text[0];
}

/* Sizes that a slide may take, as long as the title is short enough for its lines; the first with
 * room for all wins, the last has to do. */
static const struct fit {
    enum type_token title;
    int title_lines;
    enum type_token body;
} fits[] = {
    {TYPE_HERO, 1, TYPE_BODY_L},      {TYPE_TITLE_1, 1, TYPE_BODY_L},
    {TYPE_TITLE_2, 2, TYPE_BODY_L},   {TYPE_TITLE_2, 2, TYPE_BODY},
    {TYPE_TITLE_2, 2, TYPE_BODY_S},   {TYPE_TILE, 2, TYPE_BODY_S},
    {TYPE_CARD_NAME, 3, TYPE_BODY_S},
};

#define GAP 12 // between what one is and what one did

/* text_draw() shrinks what does not quite fit: a text may be an eighth wider than its box, but what
 * is as small as allowed already. */
static int height_at(struct canvas *canvas, const char *text, int width_px, enum type_token type) {
    struct text_style style = plain;
    style.type = type;
    style.max_lines = 0;
    if (type == TYPE_BODY_S)
        return text_height(canvas, text, width_px, &style);
    return text_height(canvas, text, width_px * 8 / 7, &style);
}

static struct fit best_fit(struct canvas *canvas, const struct column *column, struct rect box) {
    size_t i = 0, last = sizeof fits / sizeof *fits - 1;
    int edge_px = theme_px(canvas->theme, GAP) + text_height(canvas, column->over, box.w, &kicker) +
                  text_height(canvas, column->line, box.w, &kicker);
    for (; i < last; i++) {
        int title_px = height_at(canvas, column->title, box.w, fits[i].title);
        int body_px = height_at(canvas, column->body, box.w, fits[i].body);
        int most_px = fits[i].title_lines * theme_line_px(canvas->theme, fits[i].title);
        if (title_px <= most_px && edge_px + title_px + body_px <= box.h)
            break;
    }
    return fits[i];
}

static void draw_column(struct canvas *canvas, const struct theme *theme, struct rect box,
                        const struct column *column) {
    struct text_style bold = aligned(kicker, theme), title = aligned(plain, theme);
    struct text_style body = aligned(plain, theme);
    struct fit fit = best_fit(canvas, column, box);
    title.type = fit.title;
    title.max_lines = fit.title_lines;
    body.type = fit.body;
    body.max_lines = 0;
    box = frame_text(canvas, column->over, box, &bold);
    box = frame_text(canvas, column->title, box, &title);
    box = frame_text(canvas, column->line, box, &bold);
    rect_cut_top(&box, theme_px(theme, GAP));
    text_draw(canvas, column->body, box, &body);
}

static void draw_person(const struct screen *s, const struct theme *theme, struct canvas *canvas,
                        const struct person *person) {
    char *spotlight = frame_fill(s, "attract.spotlight");
    char *name = person_full_name(person), *line = person_line(s, person);
    draw_column(canvas, theme, words_area(theme),
                &(struct column){spotlight, name, line, person->achievement});
    free(spotlight);
    free(name);
    free(line);
}

/* "Công trình đã xong", by what kind of work it is. */
static char *done_words(const struct screen *s, const struct project *project) {
    char key[96];
    snprintf(key, sizeof key, "models.kind.%.64s", project->kind);
    if (!words_has(s->env->words, key))
        return xstrdup(frame_word(s, "models.done"));
    return frame_fill_one(s, "attract.model_done", "kind", frame_word(s, key));
}

static void draw_model(const struct screen *s, const struct theme *theme, struct canvas *canvas,
                       const struct project *project) {
    char *over = done_words(s, project);
    const char *line = project->run_by;
    if (!is_there(line) && project->unit)
        line = project->unit->name;
    draw_column(canvas, theme, words_area(theme),
                &(struct column){over, project->name, line, project->text});
    free(over);
}

static void draw_notice(const struct screen *s, const struct theme *theme, struct canvas *canvas,
                        const struct notice *notice) {
    draw_column(canvas, theme, words_area(theme),
                &(struct column){.over = frame_word(s, "attract.notice"),
                                 .title = notice->title,
                                 .body = notice->text});
}

/* In the middle of the column. */
static void draw_sentence(const struct theme *theme, struct canvas *canvas, const char *sentence,
                          enum type_token type) {
    struct rect box = words_area(theme);
    struct text_style style = aligned(plain, theme);
    style.max_lines = 0;
    style.place = TEXT_MIDDLE;
    style.type = height_at(canvas, sentence, box.w, type) <= box.h ? type : TYPE_BODY_S;
    text_draw(canvas, sentence, box, &style);
}

/* Once there is no number to count down, one sentence says how things stand. */
static void draw_countdown(const struct screen *s, const struct theme *theme,
                           struct canvas *canvas) {
    struct days days = days_now(s->env);
    char *sentence = days_sentence(s, &days);
    if (days.kind == DAYS_LEFT || days.kind == DAYS_LAST) {
        char *until = frame_fill_one(s, "attract.until", "date", days.date);
        bool is_open = days_can_nominate(s->env) && s->env->is_enrolled;
        draw_column(
            canvas, theme, words_area(theme),
            &(struct column){.over = until,
                             .title = sentence,
                             .body = is_open ? frame_word(s, "attract.invite_nominate") : NULL});
        free(until);
    } else {
        draw_sentence(theme, canvas, sentence, TYPE_TITLE_2);
    }
    free(sentence);
}

void attract_draw_words(const struct attract *a, const struct slide *slide,
                        const struct theme *theme, struct canvas *canvas) {
    const struct screen *s = &a->base;
    const struct content *content = s->env->content;
    if (!canvas_shows(canvas, attract_words_reach(theme)))
        return;
    switch (slide->kind) {
    case SLIDE_NOTICE:
        draw_notice(s, theme, canvas, &content->notices[slide->index]);
        break;
    case SLIDE_PERSON:
        draw_person(s, theme, canvas, &content->people[slide->index]);
        break;
    case SLIDE_MODEL:
        draw_model(s, theme, canvas, &content->projects[slide->index]);
        break;
    case SLIDE_COUNTDOWN:
        draw_countdown(s, theme, canvas);
        break;
    case SLIDE_THEME:
        draw_sentence(theme, canvas, content->campaign.theme, TYPE_BODY_L);
        break;
    }
}

/* --- the disc ------------------------------------------------------------------------------- */

static void draw_days(const struct screen *s, const struct theme *theme, struct canvas *canvas,
                      struct rect disc, int left) {
    char digits[16];
    snprintf(digits, sizeof digits, "%d", left);
    struct rect box = rect_centre(disc, disc.w * 3 / 4, disc.h * 5 / 8);
    struct text_style number = {.type = TYPE_NUMBER_XL,
                                .color = frame_on_red(theme, COLOR_LAC700),
                                .align = TEXT_CENTRE,
                                .max_lines = 1,
                                .may_shrink = true};
    box = frame_text(canvas, digits, box, &number);
    text_draw(canvas, frame_word(s, "attract.countdown"), box,
              &(struct text_style){.type = TYPE_BODY_BOLD,
                                   .color = frame_on_red(theme, COLOR_LAC900),
                                   .align = TEXT_CENTRE,
                                   .may_shrink = true});
}

static void draw_emblem(struct canvas *canvas, struct rect disc, const char *name, int percent_w,
                        int percent_h, enum color_token ink) {
    frame_icon(canvas, name, rect_centre(disc, disc.w * percent_w / 100, disc.h * percent_h / 100),
               ink);
}

/* Done is ripe rice, as on the board of models, and a tick. */
static void draw_done(const struct theme *theme, struct canvas *canvas, struct rect disc) {
    draw_emblem(canvas, disc, "motif/plot-done", 80, 49, COLOR_NONE);
    int side = theme_px(theme, 112);
    struct rect badge = {disc.x + disc.w * 3 / 4 - side / 2, disc.y + disc.h * 7 / 10 - side / 2,
                         side, side};
    struct rect rim = rect_inset(badge, -theme_px(theme, 8));
    canvas_round(canvas, rim, rim.h / 2, theme_color(theme, frame_on_red(theme, COLOR_GOLD200)));
    frame_disc(canvas, badge, COLOR_JADE700, "icons/check", COLOR_IVORY0);
}

void attract_draw_picture(const struct attract *a, const struct slide *slide,
                          const struct theme *theme, struct canvas *canvas) {
    const struct screen *s = &a->base;
    struct rect disc = attract_disc(theme);
    struct days days = days_now(s->env);
    if (!canvas_shows(canvas, disc))
        return;
    if (slide->kind == SLIDE_PERSON) {
        person_draw_portrait(canvas, &s->env->content->people[slide->index], disc, disc.w / 2);
        return;
    }
    canvas_round(canvas, disc, disc.w / 2, theme_color(theme, frame_on_red(theme, COLOR_GOLD200)));
    if (slide->kind == SLIDE_MODEL)
        draw_done(theme, canvas, disc);
    else if (slide->kind == SLIDE_NOTICE)
        draw_emblem(canvas, disc, "icons/speaker", 48, 48, frame_on_red(theme, COLOR_LAC700));
    else if (slide->kind == SLIDE_COUNTDOWN && days.kind == DAYS_LEFT)
        draw_days(s, theme, canvas, disc, days.left);
    else
        draw_emblem(canvas, disc, "motif/lotus-gold", 60, 40, COLOR_NONE);
}
