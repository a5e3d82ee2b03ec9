#include "screens/campaign_head.h"

#include <stdio.h>
#include <stdlib.h>

#include "model/content.h"
#include "model/timeline.h"
#include "screens/days.h"
#include "screens/frame.h"
#include "widgets/chrome.h"
#include "widgets/icon.h"

/* Design pixels. */
#define LIP 8
#define PRESS 6
#define DISC 64
#define BAR 11
#define END 112 // from the box's side to the first disc's and the last one's centre
#define TODAY_W 24
#define TODAY_H 36
#define PILL_H 56
#define DRUM_ALPHA 56

struct rect campaign_head_area(const struct theme *theme) {
    return frame_rect(theme, (struct rect){64, 148, 1792, 272}, (struct rect){48, 148, 984, 460});
}

static struct rect card_area(const struct theme *theme) {
    return frame_rect(theme, (struct rect){64, 152, 404, 268}, (struct rect){48, 156, 984, 160});
}

/* --- days left ------------------------------------------------------------------------------ */

/* The card, with a lip where it can be pressed; returns its face. */
static struct rect draw_card(struct canvas *canvas, bool is_button, bool is_pressed) {
    const struct theme *theme = canvas->theme;
    struct rect area = card_area(theme), face = area;
    int radius = theme_px(theme, 28);
    if (theme->is_portrait || theme->has_high_contrast) {
        frame_red_plate(canvas, area, 28, COLOR_LAC900, is_pressed ? COLOR_IVORY0 : COLOR_GOLD500);
        return area;
    }
    face.h -= is_button ? theme_px(theme, LIP) : 0;
    struct rect lip = face;
    lip.y = area.y + area.h - face.h;
    if (is_pressed)
        face.y += theme_px(theme, PRESS);
    canvas_round(canvas, lip, radius, theme_color(theme, COLOR_LAC950));
    canvas_round_gradient(canvas, face, radius,
                          theme_color(theme, is_pressed ? COLOR_LAC900 : COLOR_LAC800),
                          theme_color(theme, is_pressed ? COLOR_LAC900 : COLOR_LAC700));
    return face;
}

static void draw_card_drum(struct canvas *canvas, struct rect face) {
    const struct theme *theme = canvas->theme;
    int side = theme_px(theme, 400);
    if (theme->is_portrait)
        return; // the ground has one
    struct rect drum = {face.x + face.w - side + theme_px(theme, 96),
                        face.y + (face.h - side) / 2 + theme_px(theme, 24), side, side};
    frame_drum(canvas, "motif/drum", drum, rect_inset(face, theme_px(theme, 2)), DRUM_ALPHA);
}

static void draw_sentence(struct canvas *canvas, const char *text, const char *below,
                          struct rect box) {
    const struct theme *theme = canvas->theme;
    struct rect low = {0};
    if (below)
        low = rect_cut_bottom(&box, theme_line_px(theme, TYPE_BODY_BOLD));
    text_draw(canvas, text, box,
              &(struct text_style){.type = TYPE_TILE,
                                   .color = frame_on_red(theme, COLOR_GOLD200),
                                   .place = TEXT_MIDDLE,
                                   .may_shrink = true});
    if (below)
        text_draw(canvas, below, low,
                  &(struct text_style){.type = TYPE_BODY_BOLD,
                                       .color = frame_on_red(theme, COLOR_IVORY0),
                                       .place = TEXT_MIDDLE,
                                       .max_lines = 1,
                                       .may_shrink = true});
}

static void draw_number(const struct screen *s, struct canvas *canvas, struct rect box, int left,
                        const char *until) {
    const struct theme *theme = s->env->theme;
    bool is_row = theme->is_portrait;
    struct rect low = {0};
    if (!is_row)
        low = rect_cut_bottom(&box, theme_line_px(theme, TYPE_BODY_BOLD) + theme_px(theme, 8));
    char digits[16];
    snprintf(digits, sizeof digits, "%d", left);
    enum type_token type = is_row ? TYPE_HERO : TYPE_NUMBER_XL;
    int wide = text_width(canvas, digits, type), most = box.w / 2;
    struct rect number = rect_cut_left(&box, wide < most ? wide : most);
    text_draw(canvas, digits, number,
              &(struct text_style){.type = type,
                                   .color = frame_on_red(theme, COLOR_GOLD200),
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true});
    rect_cut_left(&box, theme_px(theme, is_row ? 32 : 24));
    if (is_row)
        low = rect_cut_bottom(&box, box.h / 2);
    text_draw(canvas, frame_word(s, is_row ? "home.days_line" : "goals.days"), box,
              &(struct text_style){.type = TYPE_BUTTON_L,
                                   .color = frame_on_red(theme, COLOR_IVORY0),
                                   .place = TEXT_MIDDLE,
                                   .may_shrink = true});
    text_draw(canvas, until, low,
              &(struct text_style){.type = TYPE_BODY_BOLD,
                                   .color = frame_on_red(theme, COLOR_IVORY0),
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true});
}

static void draw_days(const struct screen *s, struct canvas *canvas, bool is_pressed) {
    const struct theme *theme = s->env->theme;
    struct days days = days_now(s->env);
    bool has_phases = s->env->content->campaign.phase_count > 0;
    struct rect face = draw_card(canvas, has_phases, is_pressed);
    draw_card_drum(canvas, face);
    struct rect box = rect_inset(face, theme_px(theme, 20));
    rect_cut_left(&box, theme_px(theme, 12));
    bool has_date = days.date[0] != '\0';
    bool is_over = days.kind == DAYS_ENDED || days.kind == DAYS_WRAP_UP;
    char *until =
        has_date ? frame_fill_one(s, is_over ? "goals.ended_on" : "goals.until", "date", days.date)
                 : NULL;
    if (days.kind == DAYS_LEFT) {
        draw_number(s, canvas, box, days.left, until);
    } else if (is_over) {
        draw_sentence(canvas, frame_word(s, "attract.ended_short"), until, box);
    } else {
        char *sentence = days_sentence(s, &days);
        draw_sentence(canvas, sentence, days.kind == DAYS_LAST ? until : NULL, box);
        free(sentence);
    }
    free(until);
}

/* --- the line ------------------------------------------------------------------------------- */

struct line {
    const struct screen *s;
    struct timeline timeline;
    int place;          // of today; negative: unknown or before all
    struct rect box;    // all of it
    int first_x, pitch; // centre of the first disc, and from one to the next
    int centre_y;       // of the bar
};

static struct line line_of(const struct screen *s) {
    const struct theme *theme = s->env->theme;
    struct line line = {.s = s, .place = -1};
    struct date today;
    timeline_init(&line.timeline, &s->env->content->campaign);
    if (days_today(s->env, &today))
        line.place = timeline_place(&line.timeline, today);
    line.box =
        frame_rect(theme, (struct rect){500, 148, 1356, 272}, (struct rect){48, 332, 984, 276});
    int count = (int)line.timeline.count, end = theme_px(theme, END);
    line.pitch = count > 1 ? (line.box.w - 2 * end) / (count - 1) : line.box.w;
    line.first_x = line.box.x + (count > 1 ? end : line.box.w / 2);
    line.centre_y = line.box.y + theme_px(theme, theme->is_portrait ? 92 : 114);
    return line;
}

static int mark_x(const struct line *line, size_t mark) {
    return line->first_x + (int)mark * line->pitch;
}

/* Colours differ: on paper in landscape, on red in portrait. */
static enum color_token pick(const struct theme *theme, enum color_token on_paper,
                             enum color_token on_red) {
    if (theme->has_high_contrast || theme->is_portrait)
        return frame_on_red(theme, on_red);
    return on_paper;
}

static struct text_style name_style(const struct theme *theme) {
    return (struct text_style){.type = TYPE_BODY_S_BOLD,
                               .color = pick(theme, COLOR_INK700, COLOR_IVORY0),
                               .align = TEXT_CENTRE,
                               .place = TEXT_TOP,
                               .max_lines = 2,
                               .may_shrink = true};
}

static struct rect label_box(const struct line *line, size_t mark, int top, int bottom) {
    int w = line->pitch - theme_px(line->s->env->theme, 12);
    if ((mark == 0 || mark + 1 == line->timeline.count) && line->timeline.count > 1)
        w = 2 * theme_px(line->s->env->theme, END) < w ? 2 * theme_px(line->s->env->theme, END) : w;
    return (struct rect){mark_x(line, mark) - w / 2, top, w, bottom - top};
}

/* The narrowest column that a mark's name needs no more lines in. */
static int name_width(const struct line *line, struct canvas *canvas, size_t mark) {
    const struct phase *phase = line->timeline.marks[mark];
    const struct text_style style = name_style(canvas->theme);
    return text_balanced_width(canvas, phase->mark_title ? phase->mark_title : phase->title,
                               label_box(line, mark, 0, 0).w, &style);
}

/* At an end of the line there is room at one side alone. A name that has one line only, as in
 * landscape, and is wider than both sides would allow moves inwards as a whole. */
static struct rect within(const struct line *line, struct rect low, int name_w) {
    const struct theme *theme = line->s->env->theme;
    int right = line->box.x + line->box.w, centre = low.x + low.w / 2;
    bool is_tall = low.h >= 2 * theme_line_px(theme, TYPE_BODY_S_BOLD);
    if (is_tall || name_w <= low.w || name_w > line->pitch - theme_px(theme, 12))
        return low;
    low.w = name_w;
    low.x = centre - name_w / 2;
    if (low.x + low.w > right)
        low.x = right - low.w;
    if (low.x < line->box.x)
        low.x = line->box.x;
    return low;
}

static void draw_labels(const struct line *line, struct canvas *canvas, size_t mark) {
    const struct theme *theme = canvas->theme;
    const struct phase *phase = line->timeline.marks[mark];
    bool is_now = timeline_state(mark, line->place) == MARK_NOW;
    int half = theme_px(theme, DISC / 2 + 8);
    const char *date = phase->mark_date ? phase->mark_date : phase->date_text;
    const char *name = phase->mark_title ? phase->mark_title : phase->title;
    struct text_style above = name_style(theme), below = above;
    above.type = TYPE_BODY_BOLD;
    above.place = TEXT_BOTTOM;
    above.max_lines = 1;
    above.color = is_now ? pick(theme, COLOR_LAC700, COLOR_GOLD300)
                         : pick(theme, COLOR_INK900, COLOR_GOLD200);
    text_draw(canvas, date, label_box(line, mark, line->box.y, line->centre_y - half), &above);
    int bottom = line->box.y + line->box.h - theme_px(theme, PILL_H + 4);
    struct rect low = label_box(line, mark, line->centre_y + half, bottom);
    low = rect_centre(low, name_width(line, canvas, mark), low.h);
    text_draw(canvas, name, within(line, low, text_width(canvas, name, below.type)), &below);
}

static void draw_disc(const struct line *line, struct canvas *canvas, size_t mark) {
    const struct theme *theme = canvas->theme;
    enum mark_state state = timeline_state(mark, line->place);
    bool is_contrast = theme->has_high_contrast, is_begun = state != MARK_TO_COME;
    int side = theme_px(theme, DISC), icon = theme_px(theme, 42);
    struct rect disc = {mark_x(line, mark) - side / 2, line->centre_y - side / 2, side, side};
    struct rect inner = rect_centre(disc, icon, icon);
    enum color_token fill = is_begun ? pick(theme, COLOR_LAC700, COLOR_LAC900) : COLOR_IVORY0;
    enum color_token edge = is_begun ? pick(theme, COLOR_GOLD400, COLOR_GOLD400) : COLOR_IVORY300;
    if (is_contrast)
        fill = COLOR_BLACK;
    canvas_round_outline(canvas, disc, side / 2, theme_px(theme, 5), theme_color(theme, edge),
                         theme_color(theme, fill));
    char name[48];
    snprintf(name, sizeof name, "icons/%.40s", line->timeline.marks[mark]->icon);
    if (state == MARK_NOW && !is_contrast)
        icon_draw_coloured(canvas, "motif/anise-gold", rect_inset(disc, theme_px(theme, 10)));
    else if (state == MARK_NOW)
        icon_draw(canvas, "icons/star", inner, COLOR_YELLOW);
    else if (state == MARK_DONE)
        icon_draw(canvas, "icons/check", inner, frame_on_red(theme, COLOR_GOLD200));
    else if (line->timeline.marks[mark]->icon[0])
        icon_draw(canvas, name, inner, is_contrast ? COLOR_WHITE : COLOR_LAC900);
}

/* Half the width of a mark's disc and name, whichever is wider. */
static int mark_half(const struct line *line, struct canvas *canvas, size_t mark) {
    const struct theme *theme = canvas->theme;
    const struct phase *phase = line->timeline.marks[mark];
    const struct text_style style = name_style(theme);
    int w = text_width(canvas, phase->mark_title ? phase->mark_title : phase->title, style.type);
    int most = name_width(line, canvas, mark), least = theme_px(theme, DISC);
    w = w > most ? most : w < least ? least : w;
    return w / 2 + theme_px(theme, TODAY_W / 2);
}

/* Between two marks today moves through the room that their names leave, so that its stem crosses
 * no word; on a mark it stands under it. */
static int today_x(const struct line *line, struct canvas *canvas, bool *out_is_free) {
    size_t mark = (size_t)(line->place / TIMELINE_UNIT);
    int part = line->place % TIMELINE_UNIT;
    *out_is_free = part > 0 && mark + 1 < line->timeline.count;
    if (!*out_is_free)
        return mark_x(line, mark);
    int left = mark_x(line, mark) + mark_half(line, canvas, mark);
    int right = mark_x(line, mark + 1) - mark_half(line, canvas, mark + 1);
    if (right < left) {
        *out_is_free = false;
        left = mark_x(line, mark);
        right = mark_x(line, mark + 1);
    }
    return left + (int)((long long)(right - left) * part / TIMELINE_UNIT);
}

static struct rect pill_of(const struct line *line, struct canvas *canvas, int x) {
    const struct theme *theme = canvas->theme;
    int w = text_width(canvas, frame_word(line->s, "timeline.today"), TYPE_BODY_S_BOLD) +
            theme_px(theme, 24);
    int h = theme_px(theme, PILL_H), left = x - w / 2;
    if (left + w > line->box.x + line->box.w)
        left = line->box.x + line->box.w - w;
    if (left < line->box.x)
        left = line->box.x;
    return (struct rect){left, line->box.y + line->box.h - h, w, h};
}

static void draw_today(const struct line *line, struct canvas *canvas, int x, bool has_stem) {
    const struct theme *theme = canvas->theme;
    enum color_token fill = pick(theme, COLOR_LAC800, COLOR_GOLD300);
    enum color_token ink = theme->has_high_contrast ? COLOR_BLACK
                           : theme->is_portrait     ? COLOR_INK900
                                                    : COLOR_IVORY0;
    struct rect pill = pill_of(line, canvas, x);
    int w = theme_px(theme, TODAY_W), h = theme_px(theme, TODAY_H), stem = theme_px(theme, 4);
    if (has_stem)
        canvas_fill(canvas,
                    (struct rect){x - stem / 2, line->centre_y, stem, pill.y - line->centre_y},
                    theme_color(theme, fill));
    if (line->place % TIMELINE_UNIT > 0) // between two marks
        canvas_round(canvas, (struct rect){x - w / 2, line->centre_y - h / 2, w, h},
                     theme_px(theme, 8), theme_color(theme, fill));
    canvas_round(canvas, pill, pill.h / 2, theme_color(theme, fill));
    text_draw(canvas, frame_word(line->s, "timeline.today"), pill,
              &(struct text_style){.type = TYPE_BODY_S_BOLD,
                                   .color = ink,
                                   .align = TEXT_CENTRE,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true});
}

static void draw_bar(const struct line *line, struct canvas *canvas, int to_x) {
    const struct theme *theme = canvas->theme;
    int thick = theme_px(theme, BAR), end = mark_x(line, line->timeline.count - 1);
    struct rect bar = {line->first_x, line->centre_y - thick / 2, end - line->first_x, thick};
    canvas_round(canvas, bar, thick / 2,
                 theme_color(theme, pick(theme, COLOR_IVORY200, COLOR_IVORY0)));
    bar.w = to_x - bar.x;
    if (bar.w > 0)
        canvas_round(canvas, bar, thick / 2,
                     theme_color(theme, pick(theme, COLOR_LAC800, COLOR_GOLD400)));
}

static void draw_line(const struct screen *s, struct canvas *canvas) {
    struct line line = line_of(s);
    bool is_free = false;
    if (line.timeline.count == 0 || !canvas_shows(canvas, line.box))
        return;
    bool is_over = line.place >= (int)line.timeline.count * TIMELINE_UNIT;
    bool has_today = line.place >= 0 && !is_over;
    int x = has_today ? today_x(&line, canvas, &is_free)
            : is_over ? mark_x(&line, line.timeline.count - 1)
                      : line.first_x;
    draw_bar(&line, canvas, x);
    for (size_t i = 0; i < line.timeline.count; i++) {
        draw_disc(&line, canvas, i);
        draw_labels(&line, canvas, i);
    }
    if (has_today)
        draw_today(&line, canvas, x, is_free);
}

void campaign_head_draw(const struct screen *s, struct canvas *canvas, bool is_pressed) {
    const struct theme *theme = s->env->theme;
    if (theme->is_portrait) {
        frame_hero(canvas, 124, 620, theme_rect(theme, 140, -20, 800, 800));
        chrome_draw_brocade(canvas, frame_band(theme, 620, 648), true);
    }
    draw_days(s, canvas, is_pressed);
    draw_line(s, canvas);
}
