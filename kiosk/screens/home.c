/* The first screen of a visit: one large tile to nominate, smaller ones for what there is to see.
 */
#include "screens/screens.h"

#include <stdio.h>
#include <stdlib.h>

#include "model/content.h"
#include "screens/bar.h"
#include "screens/days.h"
#include "screens/frame.h"
#include "screens/person.h"
#include "widgets/chrome.h"

enum action {
    ACTION_NOMINATE = 1,
    ACTION_PAGE, // value: a screen_id
};

/* A page that can be gone to. One that is switched off is left out; the rest close up. */
struct tile {
    const char *id;
    enum screen_id screen;
    const char *icon, *title, *sub;
    enum color_token fill, ink;
};

static const struct tile tiles[] = {
    {"home.honoured", SCREEN_HONOURED, "icons/medal", "home.tile.honours", "home.tile.honours.sub",
     COLOR_GOLD200, COLOR_LAC900},
    {"home.models", SCREEN_MODELS, "icons/field", "home.tile.models", "home.tile.models.sub",
     COLOR_JADE100, COLOR_JADE900},
    {"home.campaign", SCREEN_CAMPAIGN, "icons/flag", "home.tile.campaign", "home.tile.campaign.sub",
     COLOR_LAC100, COLOR_LAC900},
    {"home.lookup", SCREEN_LOOKUP, "icons/ticket", "home.tile.lookup", "home.tile.lookup.sub",
     COLOR_INDIGO100, COLOR_INDIGO800},
};
#define TILES (sizeof tiles / sizeof *tiles)
#define PORTRAITS 3 // on a tile that has the whole width for itself

/* --- layout --------------------------------------------------------------------------------- */

static int hero_height(const struct theme *theme) {
    return frame_home_hero(theme);
}

static struct rect nominate_area(const struct theme *theme) {
    int top = hero_height(theme) + 64;
    return frame_rect(theme, (struct rect){64, top, 576, 920 - top},
                      (struct rect){48, 660, 984, 300});
}

/* Landscape: four are two by two, fewer stand one below the other. Portrait: rows of two, a last
 * odd one takes its row. */
static struct rect tile_area(const struct theme *theme, size_t index, size_t count) {
    int i = (int)index, n = (int)count, columns = theme->is_portrait || n > 3 ? 2 : 1;
    int rows = (n + columns - 1) / columns, row = i / columns;
    bool is_alone = columns == 1 || (n % 2 == 1 && i == n - 1);
    struct rect all = frame_rect(theme, (struct rect){664, hero_height(theme) + 64, 1192, 0},
                                 (struct rect){48, 984, 984, 0});
    int gap = theme_px(theme, 24);
    int height = theme->is_portrait ? theme_px(theme, 664) : nominate_area(theme).h;
    int h = (height - (rows - 1) * gap) / rows;
    int w = is_alone ? all.w : (all.w - gap) / 2;
    return (struct rect){all.x + (i % columns) * (w + gap), all.y + row * (h + gap), w, h};
}

static void lay_tiles(struct screen *s) {
    const struct theme *theme = s->env->theme;
    for (size_t i = 0; i < TILES; i++) {
        struct button *b =
            panel_add(&s->panel, tiles[i].id, ACTION_PAGE, BUTTON_TILE, tile_area(theme, i, TILES),
                      tiles[i].icon, frame_word(s, tiles[i].title));
        b->value = (int)tiles[i].screen;
        b->icon_fill = tiles[i].fill;
        b->icon_ink = tiles[i].ink;
        button_set_sub(b, frame_word(s, tiles[i].sub));
    }
}

static void lay_bar(struct screen *s) {
    const struct visit *visit = s->env->visit;
    const struct bar_button buttons[] = {
        {.id = "home.bigtext",
         .action = BAR_LARGE_TEXT,
         .icon = "letter/A",
         .key = visit->has_large_text ? "a11y.normal_size" : "a11y.bigger",
         .x = 64,
         .w = 250},
        {.id = "home.contrast",
         .action = BAR_CONTRAST,
         .icon = "icons/contrast",
         .key = visit->has_high_contrast ? "a11y.normal_contrast" : "a11y.contrast",
         .x = 338,
         .w = 330},
        {.id = "home.help",
         .action = BAR_HELP,
         .icon = "icons/help",
         .key = "help.call",
         .short_key = "help.call_short",
         .x = 1536,
         .w = 320,
         .is_right = true},
    };
    bar_lay(s, buttons, sizeof buttons / sizeof *buttons);
    if (!s->env->theme->is_portrait)
        return;
    for (size_t i = 0; i < 3; i++) { // tall there: icon over word
        struct button *b = &s->panel.items[s->panel.count - 3 + i];
        b->area = theme_rect(s->env->theme, 48 + (int)i * 336, 1712, 312, 168);
    }
}

static bool can_nominate(const struct screen *s) {
    return s->env->is_enrolled && days_can_nominate(s->env);
}

/* Closed or not connected: the tile stays, ivory, and says why (draw_closed). */
static void lay_nominate(struct screen *s) {
    bool is_open = can_nominate(s), is_closed = s->env->is_enrolled && !is_open;
    const char *title = is_closed ? "home.tile.nominate.closed" : "home.tile.nominate";
    struct button *b =
        panel_add(&s->panel, "home.nominate", ACTION_NOMINATE, is_open ? BUTTON_TILE : BUTTON_CARD,
                  nominate_area(s->env->theme), "icons/nominate", frame_word(s, title));
    b->is_large = true;
    b->is_off = !is_open;
    if (is_open)
        button_set_sub(b, frame_word(s, "home.tile.nominate.sub"));
}

static void enter(struct screen *screen) {
    panel_clear(&screen->panel);
    lay_nominate(screen);
    lay_tiles(screen);
    lay_bar(screen);
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    struct screen_reply reply = {.action = SCREEN_STAY};
    const struct button *fired = panel_event(&screen->panel, ev, screen->env->damage);
    if (!fired || fired->is_off || bar_reply(fired->action, &reply))
        return reply;
    if (fired->action == ACTION_NOMINATE)
        return (struct screen_reply){SCREEN_GO, SCREEN_WHO};
    return (struct screen_reply){SCREEN_GO, (enum screen_id)fired->value};
}

/* --- the red head --------------------------------------------------------------------------- */

static void draw_agency(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    const struct commune *commune = &s->env->content->commune;
    frame_icon(canvas, "motif/mark",
               frame_rect(theme, (struct rect){64, 44, 72, 72}, (struct rect){48, 50, 72, 72}),
               frame_on_red(theme, COLOR_GOLD300));
    struct rect box =
        frame_rect(theme, (struct rect){156, 40, 1100, 92}, (struct rect){144, 44, 888, 92});
    const struct text_style style = {.type = TYPE_BODY_S_BOLD,
                                     .color = frame_on_red(theme, COLOR_GOLD200),
                                     .max_lines = 1,
                                     .may_shrink = true};
    box = frame_text(canvas, commune->agency, box, &style);
    text_draw(canvas, commune->place, box, &style);
}

static void draw_greeting(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    bool is_low = theme->has_large_text && !theme->is_portrait;
    struct rect box =
        frame_rect(theme, (struct rect){64, is_low ? 24 : 132, 1200, is_low ? 220 : 204},
                   (struct rect){48, 156, 984, 216});
    box = frame_text(canvas, frame_word(s, "home.greeting"), box,
                     &(struct text_style){.type = TYPE_HERO,
                                          .color = frame_on_red(theme, COLOR_IVORY0),
                                          .max_lines = 1,
                                          .may_shrink = true});
    text_draw(canvas, frame_word(s, "home.hint"), box,
              &(struct text_style){.type = TYPE_BODY,
                                   .color = frame_on_red(theme, COLOR_IVORY0),
                                   .may_shrink = true});
}

static void draw_day_number(const struct screen *s, struct canvas *canvas, struct rect inner,
                            const struct days *days) {
    const struct theme *theme = s->env->theme;
    char digits[16];
    snprintf(digits, sizeof digits, "%d", days->left);
    const struct text_style number = {.type = theme->is_portrait ? TYPE_HERO : TYPE_NUMBER_XL,
                                      .color = frame_on_red(theme, COLOR_GOLD300),
                                      .align = TEXT_CENTRE,
                                      .place = TEXT_MIDDLE,
                                      .max_lines = 1,
                                      .may_shrink = true};
    int wide = theme_px(theme, theme->is_portrait ? 208 : 230);
    text_draw(canvas, digits, rect_cut_left(&inner, wide), &number);
    rect_cut_left(&inner, theme_px(theme, 20));
    bool is_one_line = theme->is_portrait || theme->has_large_text;
    const char *words = frame_word(s, theme->has_large_text ? "home.days_large"
                                      : theme->is_portrait  ? "home.days_line"
                                                            : "home.days");
    struct rect words_box = inner;
    struct rect date_box = rect_cut_bottom(&words_box, inner.h * (is_one_line ? 2 : 1) / 4);
    text_draw(canvas, words, words_box,
              &(struct text_style){.type = is_one_line ? TYPE_BUTTON_L : TYPE_BODY_BOLD,
                                   .color = frame_on_red(theme, COLOR_IVORY0),
                                   .place = is_one_line ? TEXT_BOTTOM : TEXT_MIDDLE,
                                   .may_shrink = true});
    text_draw(canvas, days->date, date_box,
              &(struct text_style){.type = TYPE_BODY_S_BOLD,
                                   .color = frame_on_red(theme, COLOR_GOLD200),
                                   .place = is_one_line ? TEXT_TOP : TEXT_MIDDLE,
                                   .may_shrink = true});
}

static void draw_days(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    struct days days = days_now(s->env);
    int bottom = hero_height(theme) - 40;
    struct rect plate = frame_rect(theme, (struct rect){1296, 40, 560, bottom - 40},
                                   (struct rect){48, 388, 984, 164});
    frame_red_plate(canvas, plate, 32, COLOR_LAC900, COLOR_GOLD500);
    struct rect inner = rect_inset(plate, theme_px(theme, 20));
    if (days.kind == DAYS_LEFT) {
        draw_day_number(s, canvas, inner, &days);
        return;
    }
    char *sentence = days_sentence(s, &days);
    text_draw(canvas, sentence, inner,
              &(struct text_style){.type = TYPE_BODY_BOLD,
                                   .color = frame_on_red(theme, COLOR_GOLD200),
                                   .align = TEXT_CENTRE,
                                   .place = TEXT_MIDDLE,
                                   .may_shrink = true});
    free(sentence);
}

static void draw_hero(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    int height = hero_height(theme);
    frame_hero(canvas, 0, height,
               frame_rect(theme, (struct rect){860, -264, 884, 884},
                          (struct rect){-12, -302, 1104, 1104}));
    chrome_draw_brocade(canvas, frame_band(theme, height, height + (theme->is_portrait ? 36 : 32)),
                        true);
    if (theme->is_portrait || !theme->has_large_text)
        draw_agency(s, canvas);
    draw_greeting(s, canvas);
    draw_days(s, canvas);
}

/* --- whole ---------------------------------------------------------------------------------- */

static void draw_closed(const struct screen *s, struct canvas *canvas) {
    const struct button *b = &s->panel.items[0];
    const struct theme *theme = s->env->theme;
    if (!b->is_off)
        return;
    struct rect box = rect_inset(button_face(b, theme), theme_px(theme, 32));
    int side = theme_px(theme, theme->is_portrait ? 120 : 104);
    struct rect icon = theme->is_portrait ? rect_cut_left(&box, side) : rect_cut_top(&box, side);
    icon.w = side;
    frame_icon(canvas, b->icon, rect_centre(icon, side, side), button_ink(b, theme));
    if (theme->is_portrait)
        rect_cut_left(&box, theme_px(theme, 32));
    else
        rect_cut_top(&box, theme_px(theme, 16));
    struct text_style style = {.type = theme->has_large_text ? TYPE_CARD_NAME : TYPE_TITLE_2,
                               .color = button_ink(b, theme),
                               .max_lines = 2,
                               .may_shrink = true};
    box = frame_text(canvas, b->label, box, &style);
    rect_cut_top(&box, theme_px(theme, 8));
    style.type = TYPE_BODY_S;
    style.max_lines = 0;
    bool is_closed = s->env->is_enrolled;
    text_draw(canvas, frame_word(s, is_closed ? "nominate.closed" : "nominate.not_connected"), box,
              &style);
}

/* A tile that has the room of four shows whom it leads to. */
static void draw_portraits(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    const struct content *content = s->env->content;
    if (TILES != 1 || content->person_count < PORTRAITS || theme->has_large_text)
        return;
    struct rect face = button_face(&s->panel.items[1], theme);
    int side = theme_px(theme, 216), edge = theme_px(theme, 48), step = side * 5 / 6;
    struct rect r = {face.x + face.w - edge - side - (PORTRAITS - 1) * step,
                     face.y + (face.h - side) / 2, side, side};
    if (theme->is_portrait) { // below the words, over the whole width
        step = (face.w - 2 * edge - side) / (PORTRAITS - 1);
        r.x = face.x + edge;
        r.y = face.y + face.h - side - edge / 2;
    }
    for (size_t i = 0; i < PORTRAITS; i++, r.x += step) {
        canvas_round(canvas, r, side / 2, theme_color(theme, COLOR_IVORY0));
        struct rect inner = rect_inset(r, theme_px(theme, 8));
        person_draw_portrait(canvas, &content->people[i], inner, inner.w / 2);
    }
    if (content->is_sample) // whoever is shown is invented: it is said wherever they are
        chrome_draw_tag(canvas, face.x + face.w - edge, face.y + edge,
                        frame_word(s, "common.sample"), false);
}

static void draw(const struct screen *screen, struct canvas *canvas) {
    const struct theme *theme = screen->env->theme;
    chrome_draw_page(canvas);
    draw_hero(screen, canvas);
    if (theme->is_portrait) {
        chrome_draw_bar_at(canvas, theme_rect(theme, 0, 1684, 1, 1).y);
    } else {
        chrome_draw_bar(canvas);
    }
    panel_draw(&screen->panel, canvas);
    draw_closed(screen, canvas);
    draw_portraits(screen, canvas);
}

const struct screen_kind home_kind = {
    .name = "home",
    .idle = SCREEN_IDLE_HOME,
    .size_bytes = sizeof(struct screen),
    .enter = enter,
    .event = event,
    .draw = draw,
};
