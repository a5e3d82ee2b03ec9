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

struct home {
    struct screen base;
    bool can_nominate;
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
};
#define TILES (sizeof tiles / sizeof *tiles)
#define PORTRAITS 3 // on a tile that has the whole width for itself

/* --- layout --------------------------------------------------------------------------------- */

static int hero_height(const struct theme *theme) {
    if (theme->is_portrait)
        return 588;
    return theme->has_large_text ? 256 : 344;
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
        if (!theme->has_large_text)
            button_set_sub(b, frame_word(s, tiles[i].sub));
    }
}

static void lay_bar(struct screen *s) {
    const struct visit *visit = s->env->visit;
    const struct bar_button buttons[] = {
        {.id = "home.bigtext",
         .action = BAR_LARGE_TEXT,
         .icon = "icons/text",
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

static void enter(struct screen *screen) {
    struct home *home = (struct home *)screen;
    panel_clear(&screen->panel);
    home->can_nominate = screen->env->is_enrolled && days_can_nominate(screen->env);
    struct button *b = panel_add(&screen->panel, "home.nominate", ACTION_NOMINATE, BUTTON_BARE,
                                 nominate_area(screen->env->theme), NULL,
                                 frame_word(screen, "home.tile.nominate"));
    b->is_off = !home->can_nominate;
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
               COLOR_GOLD300);
    struct rect box =
        frame_rect(theme, (struct rect){156, 40, 1100, 92}, (struct rect){144, 44, 888, 92});
    const struct text_style style = {
        .type = TYPE_BODY_S_BOLD, .color = COLOR_GOLD200, .max_lines = 1, .may_shrink = true};
    box = frame_text(canvas, commune->agency, box, &style);
    text_draw(canvas, commune->place, box, &style);
}

static void draw_greeting(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    bool is_low = theme->has_large_text && !theme->is_portrait;
    struct rect box =
        frame_rect(theme, (struct rect){64, is_low ? 24 : 132, 1200, is_low ? 220 : 204},
                   (struct rect){48, 156, 984, 216});
    box = frame_text(
        canvas, frame_word(s, "home.greeting"), box,
        &(struct text_style){
            .type = TYPE_HERO, .color = COLOR_IVORY0, .max_lines = 1, .may_shrink = true});
    text_draw(canvas, frame_word(s, "home.hint"), box,
              &(struct text_style){.type = TYPE_BODY, .color = COLOR_IVORY0, .may_shrink = true});
}

static void draw_day_number(const struct screen *s, struct canvas *canvas, struct rect inner,
                            const struct days *days) {
    const struct theme *theme = s->env->theme;
    char digits[16];
    snprintf(digits, sizeof digits, "%d", days->left);
    const struct text_style number = {.type = theme->is_portrait ? TYPE_HERO : TYPE_NUMBER_XL,
                                      .color = COLOR_GOLD300,
                                      .align = TEXT_CENTRE,
                                      .place = TEXT_MIDDLE,
                                      .max_lines = 1,
                                      .may_shrink = true};
    int wide = theme_px(theme, theme->is_portrait ? 208 : 230);
    text_draw(canvas, digits, rect_cut_left(&inner, wide), &number);
    rect_cut_left(&inner, theme_px(theme, 20));
    bool is_one_line = theme->is_portrait;
    const char *words = frame_word(s, is_one_line ? "home.days_line" : "home.days");
    struct rect words_box = inner;
    struct rect date_box = rect_cut_bottom(&words_box, inner.h * (is_one_line ? 2 : 1) / 4);
    text_draw(canvas, words, words_box,
              &(struct text_style){.type = TYPE_BODY_BOLD,
                                   .color = COLOR_IVORY0,
                                   .place = is_one_line ? TEXT_BOTTOM : TEXT_MIDDLE,
                                   .may_shrink = true});
    text_draw(canvas, days->date, date_box,
              &(struct text_style){.type = TYPE_BODY_S_BOLD,
                                   .color = COLOR_GOLD200,
                                   .place = is_one_line ? TEXT_TOP : TEXT_MIDDLE,
                                   .may_shrink = true});
}

static void draw_days(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    struct days days = days_now(s->env);
    int bottom = hero_height(theme) - 40;
    struct rect plate = frame_rect(theme, (struct rect){1296, 40, 560, bottom - 40},
                                   (struct rect){48, 388, 984, 164});
    frame_plate(canvas, plate, 32, COLOR_LAC950, COLOR_GOLD500);
    struct rect inner = rect_inset(plate, theme_px(theme, 20));
    if (days.kind == DAYS_LEFT) {
        draw_day_number(s, canvas, inner, &days);
        return;
    }
    char *sentence = days_sentence(s, &days);
    text_draw(canvas, sentence, inner,
              &(struct text_style){.type = TYPE_BODY_BOLD,
                                   .color = COLOR_GOLD200,
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

/* --- the tiles ------------------------------------------------------------------------------ */

struct nominate_look {
    enum color_token lip, face, title, sub, disc, star;
};

static const struct nominate_look open_look = {COLOR_LAC950,  COLOR_LAC700,  COLOR_IVORY0,
                                               COLOR_GOLD200, COLOR_GOLD400, COLOR_LAC900};
static const struct nominate_look closed_look = {COLOR_IVORY100, COLOR_IVORY100, COLOR_INK700,
                                                 COLOR_INK700,   COLOR_IVORY200, COLOR_INK700};

static const char *nominate_title(const struct screen *s) {
    bool is_closed = s->env->is_enrolled && !days_can_nominate(s->env);
    return frame_word(s, is_closed ? "home.tile.nominate.closed" : "home.tile.nominate");
}

static const char *nominate_sub(const struct screen *s) {
    if (!s->env->is_enrolled)
        return frame_word(s, "nominate.not_connected");
    return frame_word(s, days_can_nominate(s->env) ? "home.tile.nominate.sub" : "nominate.closed");
}

static struct rect draw_nominate_face(const struct home *home, struct canvas *canvas,
                                      const struct nominate_look *look) {
    const struct theme *theme = home->base.env->theme;
    const struct button *b = &home->base.panel.items[0];
    bool is_pressed = b->finger != 0 && home->can_nominate;
    struct rect face = b->area;
    int lip = theme_px(theme, 12), radius = theme_px(theme, 32);
    canvas_round(canvas, face, radius, theme_color(theme, look->lip));
    rect_cut_bottom(&face, lip);
    if (is_pressed && !theme->has_high_contrast)
        face.y += theme_px(theme, 8);
    enum color_token fill = is_pressed ? COLOR_LAC900 : look->face;
    canvas_round(canvas, face, radius, theme_color(theme, fill));
    if (home->can_nominate) {
        struct rect drum =
            theme->is_portrait
                ? (struct rect){face.x + theme_px(theme, 608), face.y - theme_px(theme, 60),
                                theme_px(theme, 420), theme_px(theme, 420)}
                : (struct rect){face.x + theme_px(theme, 272), face.y - theme_px(theme, 62),
                                theme_px(theme, 426), theme_px(theme, 426)};
        frame_drum(canvas, "motif/drum", drum, face, 56);
    }
    return face;
}

static void draw_nominate_words(const struct home *home, struct canvas *canvas, struct rect box,
                                const struct nominate_look *look) {
    const struct screen *s = &home->base;
    box = frame_text(
        canvas, nominate_title(s), box,
        &(struct text_style){
            .type = TYPE_TITLE_2, .color = look->title, .max_lines = 2, .may_shrink = true});
    text_draw(canvas, nominate_sub(s), box,
              &(struct text_style){.type = home->can_nominate ? TYPE_BODY : TYPE_BODY_S,
                                   .color = look->sub,
                                   .may_shrink = true});
}

static void draw_nominate(const struct home *home, struct canvas *canvas) {
    const struct theme *theme = home->base.env->theme;
    const struct nominate_look *look = home->can_nominate ? &open_look : &closed_look;
    struct rect face = draw_nominate_face(home, canvas, look), box = face;
    bool is_portrait = theme->is_portrait;
    int disc = theme_px(theme, is_portrait ? 176 : 136), margin = theme_px(theme, 40);
    int arrow = theme_px(theme, 96);
    struct rect star = {face.x + margin,
                        is_portrait ? face.y + (face.h - disc) / 2 : face.y + theme_px(theme, 36),
                        disc, disc};
    frame_disc(canvas, star, look->disc, "icons/nominate", look->star);
    if (is_portrait) {
        rect_cut_left(&box, margin + disc + margin);
        rect_cut_right(&box, arrow + 2 * margin);
        rect_cut_top(&box, theme_px(theme, 26));
    } else {
        box = rect_inset(box, margin);
        rect_cut_top(&box, star.y + disc + theme_px(theme, 24) - box.y);
    }
    draw_nominate_words(home, canvas, box, look);
    if (!home->can_nominate)
        return;
    struct rect go = {face.x + face.w - arrow - theme_px(theme, is_portrait ? 40 : 32),
                      is_portrait ? face.y + (face.h - arrow) / 2
                                  : face.y + face.h - arrow - theme_px(theme, 24),
                      arrow, arrow};
    frame_disc(canvas, go, look->disc, "icons/next", look->star);
}

/* A tile that has the room of four shows whom it leads to. */
static void draw_portraits(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    const struct content *content = s->env->content;
    if (TILES != 1 || content->person_count < PORTRAITS || theme->has_large_text)
        return;
    struct rect face = button_face(&s->panel.items[1], theme);
    int side = theme_px(theme, theme->is_portrait ? 240 : 200), step = side * 5 / 6;
    struct rect r = {face.x + face.w - theme_px(theme, 48) - side - (PORTRAITS - 1) * step,
                     face.y + (face.h - side) / 2, side, side};
    for (size_t i = 0; i < PORTRAITS; i++, r.x += step) {
        canvas_round(canvas, r, side / 2, theme_color(theme, COLOR_IVORY0));
        struct rect inner = rect_inset(r, theme_px(theme, 8));
        person_draw_portrait(canvas, &content->people[i], inner, inner.w / 2);
    }
}

static void draw(const struct screen *screen, struct canvas *canvas) {
    const struct theme *theme = screen->env->theme;
    canvas_fill(canvas, theme_canvas(theme), theme_color(theme, COLOR_IVORY50));
    draw_hero(screen, canvas);
    if (theme->is_portrait) {
        canvas_fill(canvas, frame_band(theme, 1684, 1920), theme_color(theme, COLOR_IVORY100));
        canvas_fill(canvas, frame_band(theme, 1684, 1687), theme_color(theme, COLOR_IVORY200));
    } else {
        chrome_draw_bar(canvas);
    }
    panel_draw(&screen->panel, canvas);
    draw_nominate((const struct home *)screen, canvas);
    draw_portraits(screen, canvas);
}

const struct screen_kind home_kind = {
    .name = "home",
    .idle = SCREEN_IDLE_HOME,
    .size_bytes = sizeof(struct home),
    .enter = enter,
    .event = event,
    .draw = draw,
};
