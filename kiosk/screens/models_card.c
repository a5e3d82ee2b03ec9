#include "screens/models_card.h"

#include <stdlib.h>

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "draw/text.h"
#include "model/board.h"
#include "model/content.h"
#include "screens/days.h"
#include "screens/frame.h"
#include "screens/project.h"

#define PICTURE_LEAST 120 // design pixels of height under which a picture says nothing

static const struct text_style unit_style = {
    .type = TYPE_BODY_S_BOLD, .color = COLOR_LAC700, .may_shrink = true};
static const struct text_style text_style = {
    .type = TYPE_BODY, .color = COLOR_INK900, .may_shrink = true};

/* A portrait card is low: beside its picture the name leaves room for the sentence. */
static struct text_style name_style(const struct theme *theme) {
    bool is_low = theme->is_portrait && !theme->has_large_text;
    return (struct text_style){
        .type = is_low ? TYPE_CARD_NAME : TYPE_TILE, .color = COLOR_INK900, .may_shrink = true};
}

/* "Thôn 1", or "Thôn 1 · 2 mô hình" where it has more than is shown. */
static char *unit_line(const struct screen *s, const struct plot *plot) {
    if (plot->count < 2)
        return xstrdup(plot->unit->name);
    char *count = frame_fill_number(s, "models.count_here", (long long)plot->count);
    char *line = xasprintf("%s · %s", plot->unit->name, count);
    free(count);
    return line;
}

static int words_height(struct canvas *canvas, const char *unit, const struct project *project,
                        int width_px) {
    struct text_style name = name_style(canvas->theme);
    return text_height(canvas, unit, width_px, &unit_style) +
           text_height(canvas, project->name, width_px, &name) +
           text_height(canvas, project->text, width_px, &text_style) + theme_px(canvas->theme, 12);
}

static void draw_words(struct canvas *canvas, const char *unit, const struct project *project,
                       struct rect box) {
    box = frame_text(canvas, unit, box, &unit_style);
    struct text_style style = name_style(canvas->theme);
    struct rect name = box;
    name.w = text_balanced_width(canvas, project->name, box.w, &style);
    rect_cut_top(&box, text_draw(canvas, project->name, name, &style));
    rect_cut_top(&box, theme_px(canvas->theme, 12));
    text_draw(canvas, project->text, box, &text_style);
}

/* The picture has what the words leave: they come first. */
static struct rect cut_picture(struct canvas *canvas, const char *unit,
                               const struct project *project, struct rect *box) {
    const struct theme *theme = canvas->theme;
    int pad = theme_px(theme, 24), most = theme_px(theme, 262);
    if (theme->is_portrait) {
        int w = theme_px(theme, theme->has_large_text ? 0 : 340);
        struct rect picture = rect_cut_left(box, w);
        rect_cut_left(box, pad / 2);
        return picture;
    }
    int h = box->h - words_height(canvas, unit, project, box->w - 2 * pad) - pad / 2;
    h = h > most ? most : h;
    return rect_cut_top(box, h < theme_px(theme, PICTURE_LEAST) ? 0 : h);
}

static void draw_model(const struct screen *s, struct canvas *canvas, const struct plot *plot,
                       const struct project *project, struct rect box) {
    const struct theme *theme = canvas->theme;
    char *unit = unit_line(s, plot);
    struct rect picture = cut_picture(canvas, unit, project, &box);
    if (!rect_is_empty(picture))
        project_draw_picture(canvas, project, picture, theme_px(theme, 20));
    rect_cut_top(&box, theme_px(theme, 12));
    rect_cut_left(&box, theme_px(theme, 24));
    rect_cut_right(&box, theme_px(theme, 24));
    draw_words(canvas, unit, project, box);
    free(unit);
}

/* "Thôn Pác G chưa đăng ký mô hình": a lotus rests where the picture would be. */
static void draw_none(const struct screen *s, struct canvas *canvas, const struct plot *plot,
                      struct rect box) {
    const struct theme *theme = canvas->theme;
    bool is_registered = plot->state != PLOT_NONE;
    bool can_nominate = s->env->is_enrolled && days_can_nominate(s->env);
    int pad = theme_px(theme, 24);
    struct rect picture = theme->is_portrait ? rect_cut_left(&box, theme_px(theme, 340))
                                             : rect_cut_top(&box, theme_px(theme, 262));
    canvas_round(canvas, picture, theme_px(theme, 20), theme_color(theme, COLOR_IVORY100));
    frame_icon(canvas, "motif/lotus-pale",
               rect_centre(picture, theme_px(theme, 220), theme_px(theme, 154)), COLOR_NONE);
    box = rect_inset(box, pad);
    char *words = frame_fill_one(s, is_registered ? "models.registered" : "models.unregistered",
                                 "name", plot->unit->name);
    struct text_style style = name_style(theme);
    style.color = COLOR_LAC700;
    box = frame_text(canvas, words, box, &style);
    rect_cut_top(&box, pad);
    if (!is_registered && can_nominate)
        text_draw(canvas, frame_word(s, "models.idea"), box, &text_style);
    free(words);
}

void models_card_draw(const struct screen *s, struct canvas *canvas, const struct plot *plot,
                      const struct project *project, bool has_button) {
    const struct theme *theme = canvas->theme;
    struct rect card =
        frame_rect(theme, (struct rect){1332, 152, 524, 776}, (struct rect){48, 144, 984, 352});
    frame_plate(canvas, card, 28, COLOR_IVORY0, COLOR_IVORY200);
    struct rect box = rect_inset(card, theme_px(theme, 12));
    if (has_button && !theme->is_portrait)
        rect_cut_bottom(&box, theme_px(theme, 124));
    if (project)
        draw_model(s, canvas, plot, project, box);
    else
        draw_none(s, canvas, plot, box);
}
