/* What the screen shows while nobody stands before it: one honoured person at a time, the days
 * left. All of it is one target. */
#include "screens/screens.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "model/content.h"
#include "screens/days.h"
#include "screens/frame.h"
#include "screens/person.h"
#include "widgets/chrome.h"

#define SLIDE_MS 9000
#define PEOPLE_MAX 7 // as many as have room for their dots

enum action {
    ACTION_START = 1,
};

struct attract {
    struct screen base;
    size_t people[PEOPLE_MAX]; // indices into content
    size_t people_count;
    size_t slide, slide_count;
    int64_t next_ms; // of the next slide
};

/* Those the culture officer put forward; while there are none, the first of the wall. */
static void choose_people(struct attract *a) {
    const struct content *content = a->base.env->content;
    a->people_count = 0;
    for (size_t i = 0; i < content->person_count && a->people_count < PEOPLE_MAX; i++) {
        if (content->people[i].is_featured)
            a->people[a->people_count++] = i;
    }
    for (size_t i = 0; a->people_count == 0 && i < content->person_count && i < PEOPLE_MAX; i++)
        a->people[i] = i;
    if (a->people_count == 0)
        a->people_count = content->person_count < PEOPLE_MAX ? content->person_count : PEOPLE_MAX;
}

static void enter(struct screen *screen) {
    struct attract *a = (struct attract *)screen;
    panel_clear(&screen->panel);
    panel_add(&screen->panel, "attract.start", ACTION_START, BUTTON_BARE,
              theme_canvas(screen->env->theme), NULL, frame_word(screen, "attract.touch"));
    choose_people(a);
    a->slide_count = a->people_count ? a->people_count : 2; // none: countdown and theme in turn
    a->slide %= a->slide_count;
    if (!a->next_ms)
        a->next_ms = clock_mono_ms(screen->env->clock) + SLIDE_MS;
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    struct attract *a = (struct attract *)screen;
    if (ev->kind == EVENT_TIMER && ev->at_ms >= a->next_ms) {
        a->slide = (a->slide + 1) % a->slide_count;
        a->next_ms = ev->at_ms + SLIDE_MS;
        damage_add_all(screen->env->damage);
    }
    const struct button *fired = panel_event(&screen->panel, ev, screen->env->damage);
    bool is_start = fired && fired->action == ACTION_START;
    return is_start ? (struct screen_reply){SCREEN_GO, SCREEN_HOME}
                    : (struct screen_reply){.action = SCREEN_STAY};
}

static int64_t deadline_ms(const struct screen *screen) {
    return ((const struct attract *)screen)->next_ms;
}

/* --- what stands on it, from the top -------------------------------------------------------- */

static void draw_ground(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    canvas_gradient(canvas, theme_canvas(theme),
                    theme_color(theme, frame_on_red(theme, COLOR_LAC800)),
                    theme_color(theme, frame_on_red(theme, COLOR_LAC900)));
    struct rect brocade =
        frame_rect(theme, (struct rect){0, 1036, 1920, 44}, (struct rect){0, 1868, 1080, 52});
    struct rect whole = theme_canvas(theme);
    brocade.x = 0;
    brocade.w = whole.w;
    brocade.h = whole.h - brocade.y;
    chrome_draw_brocade(canvas, brocade, true);
    if (theme->is_portrait) {
        struct rect top = frame_band(theme, 0, 208), strip = frame_band(theme, 208, 236);
        canvas_fill(canvas, top, theme_color(theme, frame_on_red(theme, COLOR_LAC900)));
        chrome_draw_brocade(canvas, strip, true);
    }
}

/* The drum's rings round the portrait, without its sun. */
static void draw_portrait(const struct attract *a, struct canvas *canvas,
                          const struct person *person) {
    const struct theme *theme = a->base.env->theme;
    struct rect halo =
        frame_rect(theme, (struct rect){-92, -72, 1204, 1204}, (struct rect){-97, 53, 1274, 1274});
    struct rect clip =
        theme->is_portrait ? frame_band(theme, 236, 1868) : frame_band(theme, 0, 1036);
    frame_drum(canvas, "motif/drum-halo", halo, clip, 255);
    static const struct {
        int radius_l, radius_p;
        enum color_token fill;
    } rings[] = {{300, 308, COLOR_LAC950}, {283, 296, COLOR_GOLD300}, {276, 289, COLOR_GOLD200}};
    for (size_t i = 0; i < sizeof rings / sizeof *rings; i++) {
        int side =
            theme_px(theme, 2 * (theme->is_portrait ? rings[i].radius_p : rings[i].radius_l));
        struct rect disc = rect_centre(halo, side, side);
        canvas_round(canvas, disc, side / 2,
                     theme_color(theme, frame_on_red(theme, rings[i].fill)));
        if (i + 1 == sizeof rings / sizeof *rings && person)
            person_draw_portrait(canvas, person, disc, side / 2);
        else if (i + 1 == sizeof rings / sizeof *rings)
            frame_icon(canvas, "motif/lotus-gold", rect_centre(disc, side * 3 / 5, side * 2 / 5),
                       COLOR_NONE);
    }
}

static const struct text_style kicker = {.type = TYPE_BODY_BOLD,
                                         .color = COLOR_GOLD200,
                                         .align = TEXT_LEFT,
                                         .max_lines = 1,
                                         .may_shrink = true};
static const struct text_style plain = {.type = TYPE_BODY,
                                        .color = COLOR_IVORY0,
                                        .align = TEXT_LEFT,
                                        .max_lines = 2,
                                        .may_shrink = true};

static struct text_style aligned(struct text_style style, const struct theme *theme) {
    bool is_centred = theme->is_portrait;
    style.color = frame_on_red(theme, style.color);
    style.align = is_centred ? TEXT_CENTRE : TEXT_LEFT;
    return style;
}

static void draw_campaign(const struct screen *s, struct canvas *canvas) {
    const struct campaign *campaign = &s->env->content->campaign;
    const struct theme *theme = s->env->theme;
    struct rect box =
        frame_rect(theme, (struct rect){1140, 64, 716, 240}, (struct rect){48, 24, 984, 176});
    struct text_style bold = aligned(kicker, theme), body = aligned(plain, theme);
    int used =
        text_height(canvas, campaign->short_title, box.w, &bold) +
        text_height(canvas, campaign->anniversary ? campaign->anniversary : "", box.w, &body) +
        text_height(canvas, campaign->anniversary_dates ? campaign->anniversary_dates : "", box.w,
                    &bold);
    if (used < box.h)
        rect_cut_top(&box, (box.h - used) / 2);
    box = frame_text(canvas, campaign->short_title, box, &bold);
    if (campaign->anniversary)
        box = frame_text(canvas, campaign->anniversary, box, &body);
    if (campaign->anniversary_dates)
        frame_text(canvas, campaign->anniversary_dates, box, &bold);
    if (theme->is_portrait)
        return;
    struct color gold = theme_color(theme, frame_on_red(theme, COLOR_GOLD600));
    canvas_fill(canvas, theme_rect(theme, 1140, 329, 330, 3), gold);
    canvas_fill(canvas, theme_rect(theme, 1526, 329, 330, 3), gold);
    frame_icon(canvas, "motif/anise-gold", theme_rect(theme, 1474, 306, 48, 48), COLOR_NONE);
}

/* A long name must leave the deed its room: it takes a smaller title, at last on two lines.
 * `rest_px`: what stands below and above it. */
static enum type_token name_type(struct canvas *canvas, const char *name, struct rect box,
                                 const struct text_style *style, int rest_px) {
    static const enum type_token sizes[] = {TYPE_HERO, TYPE_TITLE_1};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct text_style tried = *style;
        tried.type = sizes[i];
        int line_px = theme_line_px(canvas->theme, sizes[i]);
        if (text_height(canvas, name, box.w, &tried) <= line_px && line_px + rest_px <= box.h)
            return sizes[i];
    }
    return TYPE_TITLE_2;
}

static void draw_person(const struct attract *a, struct canvas *canvas,
                        const struct person *person) {
    const struct screen *s = &a->base;
    struct rect box = frame_rect(s->env->theme, (struct rect){1140, 372, 716, 404},
                                 (struct rect){88, 1150, 904, 440});
    char *spotlight = frame_fill(s, "attract.spotlight");
    char *name = person_full_name(person), *line = person_line(s, person);
    struct text_style bold = aligned(kicker, s->env->theme);
    struct text_style deed = aligned(plain, s->env->theme);
    bold.max_lines = 2;
    deed.max_lines = 0;
    deed.type = TYPE_BODY_L;
    struct text_style hero = aligned(plain, s->env->theme);
    int deed_h = text_height(canvas, person->achievement, box.w, &deed);
    int rest_px = text_height(canvas, spotlight, box.w, &bold) +
                  text_height(canvas, line, box.w, &bold) + deed_h * 7 / 8; // it may shrink
    hero.type = name_type(canvas, name, box, &hero, rest_px);
    box = frame_text(canvas, spotlight, box, &bold);
    box = frame_text(canvas, name, box, &hero);
    box = frame_text(canvas, line, box, &bold);
    rect_cut_top(&box, theme_px(s->env->theme, 12));
    if (text_height(canvas, person->achievement, box.w, &deed) * 3 / 4 > box.h)
        deed.type = TYPE_BODY_S;
    text_draw(canvas, person->achievement, box, &deed);
    free(spotlight);
    free(name);
    free(line);
}

/* Nobody to show yet: how long the campaign runs, and its theme in full, in turn. */
static void draw_countdown(const struct attract *a, struct canvas *canvas,
                           const struct days *days) {
    const struct screen *s = &a->base;
    struct rect box = frame_rect(s->env->theme, (struct rect){1140, 372, 716, 404},
                                 (struct rect){88, 1150, 904, 440});
    char *sentence = days_sentence(s, days);
    struct text_style style = aligned(plain, s->env->theme);
    style.max_lines = 0;
    style.place = TEXT_MIDDLE;
    bool is_theme = a->slide == 1;
    style.type = is_theme ? TYPE_BODY_L : TYPE_TITLE_2;
    text_draw(canvas, is_theme ? s->env->content->campaign.theme : sentence, box, &style);
    free(sentence);
}

static void draw_dots(const struct attract *a, struct canvas *canvas) {
    const struct theme *theme = a->base.env->theme;
    if (theme->is_portrait || a->slide_count < 2)
        return;
    int x = 1140;
    for (size_t i = 0; i < a->slide_count; i++) {
        bool is_now = i == a->slide;
        int w = is_now ? 48 : 20;
        struct rect dot = theme_rect(theme, x, 803, w, 20);
        canvas_round_outline(
            canvas, dot, dot.h / 2, theme_px(theme, 3),
            theme_color(theme, frame_on_red(theme, COLOR_GOLD300)),
            theme_color(theme, frame_on_red(theme, is_now ? COLOR_GOLD300 : COLOR_LAC900)));
        x += w + 18;
    }
}

/* Landscape: the number beside its words; portrait: one line in a pill. */
static void draw_days(const struct screen *s, struct canvas *canvas, const struct days *days) {
    const struct theme *theme = s->env->theme;
    struct text_style words = {.type = TYPE_BODY_S_BOLD,
                               .color = frame_on_red(theme, COLOR_GOLD200),
                               .place = TEXT_MIDDLE,
                               .may_shrink = true};
    bool has_number = days->kind == DAYS_LEFT;
    int wide = has_number ? 304 : 640; // of the pill
    struct rect plate = frame_rect(theme, (struct rect){64, 860, 470, 140},
                                   (struct rect){1032 - wide, 1030, wide, 84});
    frame_red_plate(canvas, plate, theme->is_portrait ? 42 : 28, COLOR_LAC950, COLOR_GOLD500);
    struct rect inner = rect_inset(plate, theme_px(theme, 14));
    char *text = theme->is_portrait && has_number
                     ? frame_fill_number(s, "attract.days_short", days->left)
                     : days_sentence(s, days);
    if (theme->is_portrait || !has_number) {
        words.type = theme->is_portrait ? TYPE_BODY_BOLD : TYPE_BODY_S_BOLD;
        words.align = TEXT_CENTRE;
        text_draw(canvas, text, inner, &words);
    } else {
        char digits[16];
        snprintf(digits, sizeof digits, "%d", days->left);
        struct rect left = rect_cut_left(&inner, theme_px(theme, 160));
        text_draw(canvas, digits, left,
                  &(struct text_style){.type = TYPE_HERO,
                                       .color = frame_on_red(theme, COLOR_GOLD300),
                                       .align = TEXT_CENTRE,
                                       .place = TEXT_MIDDLE,
                                       .max_lines = 1,
                                       .may_shrink = true});
        rect_cut_left(&inner, theme_px(theme, 16));
        text_draw(canvas, frame_word(s, "attract.countdown"), inner, &words);
    }
    free(text);
}

/* The widget's gold plate, with larger words on it than a button has. */
static void draw_start(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    const struct button start = {.look = BUTTON_GOLD,
                                 .area = frame_rect(theme, (struct rect){1140, 846, 716, 152},
                                                    (struct rect){48, 1648, 984, 180}),
                                 .finger = s->panel.items[0].finger};
    const char *words = s->panel.items[0].label;
    button_draw(&start, false, canvas);
    struct rect face = button_face(&start, theme);
    int side = theme_px(theme, theme->is_portrait ? 96 : 80), gap = theme_px(theme, 16);
    int room = face.w - side - gap - theme_px(theme, 48);
    int width = text_width(canvas, words, TYPE_FIELD);
    struct rect row = rect_centre(face, side + gap + (width < room ? width : room), face.h);
    struct rect hand = rect_cut_left(&row, side);
    rect_cut_left(&row, gap);
    enum color_token ink = button_ink(&start, theme);
    frame_icon(canvas, "icons/hand", rect_centre(hand, side, side), ink);
    text_draw(canvas, words, row,
              &(struct text_style){.type = TYPE_FIELD,
                                   .color = ink,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true});
}

static void draw_tag(const struct screen *s, struct canvas *canvas) {
    if (!s->env->content->is_sample)
        return;
    const struct theme *theme = s->env->theme;
    const char *words = frame_word(s, "common.sample");
    struct rect at = frame_rect(theme, (struct rect){64, 66, 0, 0}, (struct rect){48, 1078, 0, 0});
    int width = text_width(canvas, words, TYPE_TAG) + theme_px(theme, 34);
    int height = theme_px(theme, 52);
    canvas_round(canvas, (struct rect){at.x, at.y - height / 2, width, height}, height / 2,
                 theme_color(theme, frame_on_red(theme, COLOR_LAC900))); // the drum stays behind
    chrome_draw_tag(canvas, at.x + width, at.y, words, true);
}

static void draw(const struct screen *screen, struct canvas *canvas) {
    const struct attract *a = (const struct attract *)screen;
    const struct content *content = screen->env->content;
    const struct person *person = a->people_count ? &content->people[a->people[a->slide]] : NULL;
    struct days days = days_now(screen->env);
    draw_ground(screen, canvas);
    draw_portrait(a, canvas, person);
    if (screen->env->theme->is_portrait)
        frame_red_plate(canvas, theme_rect(screen->env->theme, 48, 1130, 984, 476), 40,
                        COLOR_LAC950, COLOR_GOLD500);
    draw_campaign(screen, canvas);
    if (person)
        draw_person(a, canvas, person);
    else
        draw_countdown(a, canvas, &days);
    draw_dots(a, canvas);
    draw_days(screen, canvas, &days);
    draw_tag(screen, canvas);
    draw_start(screen, canvas);
}

const struct screen_kind attract_kind = {
    .name = "attract",
    .idle = SCREEN_IDLE_NEVER,
    .size_bytes = sizeof(struct attract),
    .enter = enter,
    .event = event,
    .draw = draw,
    .deadline_ms = deadline_ms,
};
