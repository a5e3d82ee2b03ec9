#include "screens/lookup_found.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "model/words.h"
#include "screens/frame.h"
#include "screens/lookup_path.h"
#include "widgets/icon.h"

#define PAD 40

/* --- words ---------------------------------------------------------------------------------- */

/* What was awarded, in the words of the campaign's own levels; a level that it does not have, as of
 * another year, in ours, if we have one. */
static char *award_sentence(const struct screen *s, const char *level_id) {
    const struct level *level = campaign_level(&s->env->content->campaign, level_id);
    if (level && level->name[0])
        return frame_fill_one(s, "status.approved_level", "name", level->name);
    char *key = xasprintf("status.approved_%s", level_id);
    bool is_ours = level_id[0] && words_has(s->env->words, key);
    char *sentence = xstrdup(frame_word(s, is_ours ? key : "status.approved"));
    free(key);
    return sentence;
}

static char *sentence_of(const struct screen *s, const struct lookup_state *state) {
    const struct progress *progress = &s->env->visit->inquiry.answer.progress;
    if (!state->sentence)
        return award_sentence(s, progress->level);
    bool waits = strcmp(progress->state, PROGRESS_QUEUED) == 0 && s->env->is_offline;
    return xstrdup(frame_word(s, waits ? "lookup.queued_offline" : state->sentence));
}

static struct date_time local(const struct screen *s, int64_t at_s) {
    return date_time_at(at_s, s->env->clock->zone_s);
}

/* "5/5", with the year where it is not this one. */
static void format_day(const struct screen *s, struct date_time at, char *out, size_t out_bytes) {
    int this_year = local(s, clock_wall_s(s->env->clock)).date.year;
    if (at.date.year == this_year)
        snprintf(out, out_bytes, "%d/%d", at.date.day, at.date.month);
    else
        snprintf(out, out_bytes, "%d/%d/%d", at.date.day, at.date.month, at.date.year);
}

static char *moment_of(const struct screen *s, int64_t at_s) {
    struct date_time at = local(s, at_s);
    char day[40];
    format_day(s, at, day, sizeof day);
    return xasprintf("%s, %02d:%02d", day, at.hour % 24, at.minute % 60);
}

/* NULL when it is not known. */
static char *date_of(const struct screen *s, const struct path_row *row) {
    if (row->at_s <= 0)
        return NULL;
    if (row->mark != PATH_NOW || !row->state->goes_on)
        return moment_of(s, row->at_s);
    char day[40];
    format_day(s, local(s, row->at_s), day, sizeof day);
    return frame_fill_one(s, "lookup.since", "date", day);
}

/* --- head ------------------------------------------------------------------------------------ */

/* The head of the plate in its colour, round at the top as the plate is. */
static void fill_head(struct canvas *canvas, struct rect plate, int height, bool is_warning) {
    const struct theme *theme = canvas->theme;
    int line = theme_px(theme, theme->has_high_contrast ? 6 : 3);
    struct rect head = plate;
    head.h = height;
    if (theme->has_high_contrast) {
        canvas_fill(canvas, (struct rect){plate.x, plate.y + height - line, plate.w, line},
                    theme_color(theme, COLOR_WHITE));
        return;
    }
    canvas_push_clip(canvas, head);
    canvas_round(canvas, plate, theme_px(theme, LOOKUP_PLATE_RADIUS),
                 theme_color(theme, is_warning ? COLOR_LAC100 : COLOR_GOLD300));
    canvas_pop_clip(canvas);
}

/* @return the plate below its head */
static struct rect draw_head(const struct screen *s, struct canvas *canvas, struct rect plate,
                             const struct lookup_state *state) {
    const struct theme *theme = s->env->theme;
    struct rect box = rect_inset(plate, theme_px(theme, PAD));
    enum color_token ink = state->wants_staff ? COLOR_LAC700 : COLOR_INK900;
    int icon_side = theme_px(theme, 80);
    struct rect icon = rect_cut_left(&box, icon_side);
    rect_cut_left(&box, theme_px(theme, 28));
    struct text_style title = {
        .type = TYPE_TITLE_2, .color = ink, .max_lines = 1, .may_shrink = true};
    const struct text_style body = {
        .type = TYPE_BODY_S_BOLD, .color = COLOR_INK900, .may_shrink = true};
    const char *headline =
        frame_word(s, state->headline && !theme->has_large_text ? state->headline : state->title);
    if (text_width(canvas, headline, title.type) > box.w * 5 / 4) {
        title.type = TYPE_TILE; // smaller at once, where even so it takes two lines
        title.max_lines = 2;
    }
    char *sentence = sentence_of(s, state);
    int sentence_w = text_balanced_width(canvas, sentence, box.w, &body);
    int edge = theme_px(theme, 20);
    int text_h = text_height(canvas, headline, box.w, &title) +
                 text_height(canvas, sentence, sentence_w, &body);
    int height = text_h + 2 * edge, least = theme_px(theme, 150);
    height = height > least ? height : least;
    fill_head(canvas, plate, height, state->wants_staff);
    frame_icon(canvas, state->icon,
               rect_centre((struct rect){icon.x, plate.y, icon.w, height}, icon_side, icon_side),
               ink);
    box.y = plate.y + (height - text_h) / 2;
    box.h = height;
    box = frame_text(canvas, headline, box, &title);
    box.w = sentence_w;
    text_draw(canvas, sentence, box, &body);
    free(sentence);
    rect_cut_top(&plate, height);
    return plate;
}

/* --- the way -------------------------------------------------------------------------------- */

struct mark_look {
    enum color_token fill, line, ink, words;
};

static const struct mark_look mark_looks[] = {
    [PATH_DONE] = {COLOR_JADE700, COLOR_JADE700, COLOR_IVORY0, COLOR_INK900},
    [PATH_NOW] = {COLOR_GOLD300, COLOR_GOLD600, COLOR_INK900, COLOR_INK900},
    [PATH_LATER] = {COLOR_IVORY0, COLOR_IVORY300, COLOR_INK700, COLOR_INK700},
};

static void draw_row_words(const struct screen *s, struct canvas *canvas, struct rect box,
                           const struct path_row *row) {
    const struct theme *theme = s->env->theme;
    const struct mark_look *look = &mark_looks[row->mark];
    char *date = date_of(s, row);
    if (date) {
        int w = text_width(canvas, date, TYPE_BODY_S) + theme_px(theme, 2);
        struct rect right = rect_cut_right(&box, w);
        text_draw(canvas, date, right,
                  &(struct text_style){.type = TYPE_BODY_S,
                                       .color = COLOR_INK700,
                                       .align = TEXT_RIGHT,
                                       .place = TEXT_MIDDLE,
                                       .max_lines = 1});
        rect_cut_right(&box, theme_px(theme, 16));
    }
    text_draw(canvas, frame_word(s, row->state->title), box,
              &(struct text_style){.type = row->mark == PATH_LATER ? TYPE_BODY : TYPE_BODY_BOLD,
                                   .color = look->words,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 2,
                                   .may_shrink = true});
    free(date);
}

static void draw_mark(struct canvas *canvas, struct rect disc, const struct path_row *row) {
    const struct theme *theme = canvas->theme;
    const struct mark_look *look = &mark_looks[row->mark];
    canvas_round_outline(canvas, disc, disc.h / 2, theme_px(theme, 5),
                         theme_color(theme, look->line), theme_color(theme, look->fill));
    struct rect inner = rect_centre(disc, disc.w * 9 / 16, disc.h * 9 / 16);
    if (row->mark == PATH_DONE)
        icon_draw_tick(canvas, inner, theme_px(theme, 7), look->ink);
    else
        frame_icon(canvas, row->state->icon, inner, look->ink);
}

static void draw_path(const struct screen *s, struct canvas *canvas, struct rect box) {
    const struct theme *theme = s->env->theme;
    const struct progress_answer *answer = &s->env->visit->inquiry.answer;
    struct path_row rows[PATH_ROWS_MAX];
    int count = (int)lookup_path(&answer->progress, answer->saved_at_s, rows);
    int least = theme_line_px(theme, TYPE_BODY_BOLD) + theme_px(theme, 12);
    int first = 0; // of a long way in large text only the end has room
    while (first + 1 < count && box.h / (count - first) < least)
        first++;
    count -= first;
    int pitch = box.h / count, most = theme_px(theme, 134);
    pitch = pitch < most ? pitch : most;
    int side = theme_px(theme, 80), bar = theme_px(theme, 10);
    side = side < pitch - theme_px(theme, 12) ? side : pitch - theme_px(theme, 12);
    box.y += (box.h - count * pitch) / 2;
    for (int i = 0; i < count; i++) {
        struct rect row = {box.x, box.y + i * pitch, box.w, pitch};
        struct rect disc = {row.x, row.y + (pitch - side) / 2, side, side};
        if (i + 1 < count) {
            bool is_later = rows[first + i + 1].mark == PATH_LATER;
            canvas_fill(canvas,
                        (struct rect){disc.x + (side - bar) / 2, disc.y + side / 2, bar, pitch},
                        theme_color(theme, is_later ? COLOR_IVORY300 : COLOR_JADE700));
        }
        draw_mark(canvas, disc, &rows[first + i]);
        rect_cut_left(&row, side + theme_px(theme, 32));
        draw_row_words(s, canvas, row, &rows[first + i]);
    }
}

/* --- foot and whole ------------------------------------------------------------------------- */

/* On one line, if need be as much smaller as text may become. */
static bool fits_smaller(struct canvas *canvas, const char *words, enum type_token type, int room) {
    int size_px = theme_type_px(canvas->theme, type), least_px = theme_px(canvas->theme, 28);
    if (least_px < size_px * 4 / 5)
        least_px = size_px * 4 / 5;
    return text_width(canvas, words, type) * least_px <= room * size_px;
}

struct rect lookup_foot_draw(const struct screen *s, struct canvas *canvas, struct rect box) {
    const struct theme *theme = s->env->theme;
    rect_cut_left(&box, theme_px(theme, PAD));
    rect_cut_right(&box, theme_px(theme, PAD));
    rect_cut_bottom(&box, theme_px(theme, 16));
    const struct progress_answer *answer = &s->env->visit->inquiry.answer;
    bool is_stale = answer->known_at_s > 0;
    char *when = is_stale ? moment_of(s, answer->known_at_s) : NULL;
    char *words = is_stale ? frame_fill_one(s, "lookup.stale", "time", when)
                           : xstrdup(frame_word(s, "lookup.privacy"));
    struct text_style style = {.type = is_stale ? TYPE_BODY_S_BOLD : TYPE_BODY_S,
                               .color = COLOR_INK700,
                               .place = TEXT_MIDDLE,
                               .may_shrink = true};
    int icon = is_stale ? theme_px(theme, 64) : 0;
    bool is_long = !fits_smaller(canvas, words, style.type, box.w - icon);
    if (is_long && !is_stale) {
        free(words);
        words = xstrdup(frame_word(s, "lookup.privacy_short"));
    }
    if (!is_long)
        style.max_lines = 1; // a little smaller rather than one word on a second line
    int height = text_height(canvas, words, box.w - icon, &style) + theme_px(theme, 24);
    struct rect foot = rect_cut_bottom(&box, height);
    canvas_fill(canvas, (struct rect){foot.x, foot.y, foot.w, theme_px(theme, 3)},
                theme_color(theme, theme->has_high_contrast ? COLOR_WHITE : COLOR_IVORY200));
    rect_cut_top(&foot, theme_px(theme, 12));
    if (is_stale)
        frame_icon(
            canvas, "icons/wifioff",
            rect_centre(rect_cut_left(&foot, icon), theme_px(theme, 44), theme_px(theme, 44)),
            COLOR_INK700);
    text_draw(canvas, words, foot, &style);
    free(words);
    free(when);
    return box;
}

void lookup_found_draw(const struct screen *s, struct canvas *canvas, struct rect plate) {
    const struct theme *theme = s->env->theme;
    const struct progress *progress = &s->env->visit->inquiry.answer.progress;
    struct rect box =
        draw_head(s, canvas, plate, lookup_state(progress->state, progress->is_difficulty));
    box = lookup_foot_draw(s, canvas, box);
    rect_cut_top(&box, theme_px(theme, 12));
    rect_cut_bottom(&box, theme_px(theme, 8));
    draw_path(s, canvas, box);
}
