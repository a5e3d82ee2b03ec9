/* The first screen of a visit: one large tile to nominate, smaller ones for what there is to see.
 */
#include "screens/screens.h"

#include <stdlib.h>

#include "base/date.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "screens/bar.h"
#include "screens/days.h"
#include "screens/frame.h"
#include "screens/home_hero.h"
#include "screens/offered.h"
#include "widgets/chrome.h"

enum action {
    ACTION_PAGE = 1, // value: a screen_id
    ACTION_DIFFICULTY,
};

/* A page that can be gone to. One that is switched off is left out; the rest close up. */
struct tile {
    const char *id;
    enum screen_id screen;
    const char *icon, *title;
    const char *sub, *sub_line; // on two lines; on one, where portrait has the room for no more
    enum color_token fill, ink;
};

static const struct tile tiles[] = {
    {"home.honoured", SCREEN_HONOURED, "icons/medal", "home.tile.honours", "home.tile.honours.sub",
     "home.tile.honours.sub_line", COLOR_GOLD200, COLOR_LAC900},
    {"home.models", SCREEN_MODELS, "icons/field", "home.tile.models", "home.tile.models.sub",
     "home.tile.models.sub_line", COLOR_JADE100, COLOR_JADE900},
    {"home.campaign", SCREEN_CAMPAIGN, "icons/flag", "home.tile.campaign", "home.tile.campaign.sub",
     "home.tile.campaign.sub_line", COLOR_LAC100, COLOR_LAC900},
    {"home.lookup", SCREEN_LOOKUP, "icons/ticket", "home.tile.lookup", "home.tile.lookup.sub",
     "home.tile.lookup.sub_line", COLOR_INDIGO100, COLOR_INDIGO800},
};
#define TILES (sizeof tiles / sizeof *tiles)

/* --- layout --------------------------------------------------------------------------------- */

#define TALL_BAR 48, 1712, 984, 168 // of a portrait page

static size_t leave_out(struct bar_button *buttons, size_t count, int action) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (buttons[i].action != action)
            buttons[kept++] = buttons[i];
    return kept;
}

static size_t bar_buttons(const struct screen *s, struct bar_button *out) {
    const struct visit *visit = s->env->visit;
    const struct theme *theme = s->env->theme;
    struct bar_button buttons[] = {
        {.id = "home.bigtext",
         .action = BAR_LARGE_TEXT,
         .icon = home_is_boldest(theme) ? NULL : "letter/A",
         .key = visit->has_large_text ? "a11y.normal_size" : "a11y.bigger",
         .x = 64,
         .w = 250},
        {.id = "home.contrast",
         .action = BAR_CONTRAST,
         .icon = "icons/contrast",
         .key = visit->has_high_contrast ? "a11y.normal_contrast" : "a11y.contrast",
         .x = 338,
         .w = 330},
        {.id = "home.read",
         .action = BAR_READ,
         .icon = "icons/speaker",
         .key = "a11y.read",
         .short_key = "a11y.read_short",
         .x = 692,
         .w = 280},
        {.id = "home.difficulty",
         .action = ACTION_DIFFICULTY,
         .icon = "icons/hand",
         .key = "difficulty.short",
         .x = 996,
         .w = 206},
        {.id = "home.language",
         .action = BAR_LANGUAGE,
         .icon = "icons/globe",
         .x = 1226,
         .w = 286,
         .is_right = true},
        {.id = "home.help",
         .action = BAR_HELP,
         .icon = "icons/help",
         .key = "help.call",
         .short_key = "help.call_short",
         .x = 1536,
         .w = 320,
         .is_right = true},
    };
    size_t count = sizeof buttons / sizeof *buttons;
    if (!screen_is_offered(s->env, SCREEN_DIFFICULTY))
        count = leave_out(buttons, count, ACTION_DIFFICULTY);
    return bar_offered(s, buttons, count, out);
}

/* Portrait: tall ones, icon over word. In large text, or where the words are longer, they need more
 * width than height, and stand in two rows beside their icons. */
static bool has_two_rows(const struct screen *s) {
    struct bar_button buttons[BAR_BUTTONS_MAX];
    size_t count = bar_buttons(s, buttons);
    const struct theme *theme = s->env->theme;
    return theme->is_portrait &&
           (theme->has_large_text || !bar_has_room(s, buttons, count, theme_rect(theme, TALL_BAR)));
}

static void lay_bar(struct screen *s) {
    const struct theme *theme = s->env->theme;
    struct bar_button buttons[BAR_BUTTONS_MAX];
    size_t count = bar_buttons(s, buttons), above = (count + 1) / 2;
    if (has_two_rows(s)) {
        bar_fill(s, buttons, above, theme_rect(theme, 48, 1676, 984, 104));
        bar_fill(s, buttons + above, count - above, theme_rect(theme, 48, 1800, 984, 104));
    } else if (theme->is_portrait) {
        bar_fill(s, buttons, count, theme_rect(theme, TALL_BAR));
    } else if (home_is_boldest(theme)) {
        bar_fill(s, buttons, count, theme_rect(theme, 64, 952, 1792, 112));
    } else {
        bar_lay(s, buttons, count);
    }
}

static struct rect tiles_box(const struct screen *s) {
    const struct theme *theme = s->env->theme;
    if (home_is_boldest(theme))
        return theme_rect(theme, 64, 290, 1792, 638);
    int top = home_hero_height(theme) + 64;
    return frame_rect(theme, (struct rect){64, top, 1792, 920 - top},
                      (struct rect){48, 660, 984, has_two_rows(s) ? 976 : 988});
}

/* Cuts the place of the nominate tile off the box. */
static struct rect cut_nominate(const struct theme *theme, struct rect *box) {
    if (theme->is_portrait) {
        struct rect tile = rect_cut_top(box, theme_px(theme, 300));
        rect_cut_top(box, theme_px(theme, 24));
        return tile;
    }
    struct rect tile = rect_cut_left(box, theme_px(theme, 576));
    rect_cut_left(box, theme_px(theme, 24));
    return tile;
}

/* Four are two by two, fewer stand one below the other; but in portrait three are two above one. */
static bool is_alone(const struct theme *theme, int i, int n) {
    return n < 3 || (n == 3 && (!theme->is_portrait || i == 2));
}

static struct rect tile_area(const struct theme *theme, struct rect box, int i, int n) {
    int columns = is_alone(theme, 0, n) ? 1 : 2;
    int rows = (n + columns - 1) / columns, row = i / columns;
    int gap = theme_px(theme, 24);
    int h = (box.h - (rows - 1) * gap) / rows;
    int w = is_alone(theme, i, n) ? box.w : (box.w - gap) / 2;
    return (struct rect){box.x + (i % columns) * (w + gap), box.y + row * (h + gap), w, h};
}

/* Those that staff have not switched off; returns how many. */
static int find_tiles(const struct screen *s, const struct tile *out[TILES]) {
    int count = 0;
    for (size_t i = 0; i < TILES; i++)
        if (screen_is_offered(s->env, tiles[i].screen))
            out[count++] = &tiles[i];
    return count;
}

static void lay_tiles(struct screen *s, struct rect box) {
    const struct tile *shown[TILES];
    int count = find_tiles(s, shown);
    for (int i = 0; i < count; i++) {
        struct button *b = panel_add(&s->panel, shown[i]->id, ACTION_PAGE, BUTTON_TILE,
                                     tile_area(s->env->theme, box, i, count), shown[i]->icon,
                                     frame_word(s, shown[i]->title));
        b->value = (int)shown[i]->screen;
        b->icon_fill = shown[i]->fill;
        b->icon_ink = shown[i]->ink;
        bool is_line = s->env->theme->is_portrait || is_alone(s->env->theme, i, count);
        button_set_sub(b, frame_word(s, is_line ? shown[i]->sub_line : shown[i]->sub));
    }
}

/* Why no slips are taken. */
enum nominating {
    NOMINATING_OPEN,
    NOMINATING_NOT_YET,       // its first day is to come
    NOMINATING_OVER,          // its days have passed
    NOMINATING_SWITCHED_OFF,  // by staff
    NOMINATING_NOT_CONNECTED, // nobody would receive them
};

static enum nominating nominating_now(const struct screen *s) {
    if (!s->env->is_enrolled)
        return NOMINATING_NOT_CONNECTED;
    if (!s->env->content->switches.is_on[SWITCH_NOMINATIONS])
        return NOMINATING_SWITCHED_OFF;
    if (days_can_nominate(s->env))
        return NOMINATING_OPEN;
    return days_is_before(s->env) ? NOMINATING_NOT_YET : NOMINATING_OVER;
}

/* What the tile leads to; SCREEN_HOME: nowhere. Where slips were taken their way is still told. */
static enum screen_id nominate_target(const struct screen *s) {
    switch (nominating_now(s)) {
    case NOMINATING_OPEN:
        return SCREEN_WHO;
    case NOMINATING_NOT_CONNECTED:
    case NOMINATING_NOT_YET:
        return SCREEN_HOME;
    default:
        return screen_is_offered(s->env, SCREEN_LOOKUP) ? SCREEN_LOOKUP : SCREEN_HOME;
    }
}

/* Closed or not connected: the tile stays, ivory, and says why (draw_closed). */
static void lay_nominate(struct screen *s, struct rect area) {
    enum nominating now = nominating_now(s);
    enum screen_id target = nominate_target(s);
    bool is_open = now == NOMINATING_OPEN;
    const char *title = now == NOMINATING_OVER ? "home.tile.nominate.closed" : "home.tile.nominate";
    struct button *b =
        panel_add(&s->panel, "home.nominate", ACTION_PAGE, is_open ? BUTTON_TILE : BUTTON_CARD,
                  area, "icons/nominate", frame_word(s, title));
    b->value = (int)target;
    b->is_large = true;
    b->is_off = target == SCREEN_HOME;
    if (is_open)
        button_set_sub(b, frame_word(s, s->env->theme->is_portrait ? "home.tile.nominate.sub_line"
                                                                   : "home.tile.nominate.sub"));
}

static void enter(struct screen *screen) {
    const struct tile *shown[TILES];
    struct rect box = tiles_box(screen);
    bool is_alone_there = find_tiles(screen, shown) == 0;
    panel_clear(&screen->panel);
    lay_nominate(screen, is_alone_there ? box : cut_nominate(screen->env->theme, &box));
    lay_tiles(screen, box);
    lay_bar(screen);
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    struct screen_reply reply = {.action = SCREEN_STAY};
    const struct button *fired = panel_event(&screen->panel, ev, screen->env->damage);
    if (!fired || fired->is_off || bar_reply(fired->action, &reply))
        return reply;
    bool is_difficulty = fired->action == ACTION_DIFFICULTY;
    return (struct screen_reply){SCREEN_GO,
                                 is_difficulty ? SCREEN_DIFFICULTY : (enum screen_id)fired->value};
}

/* --- whole ---------------------------------------------------------------------------------- */

/* What the ivory tile says under its title; owned by the caller. */
static char *closed_words(const struct screen *s) {
    char day[DATE_VI_MAX];
    switch (nominating_now(s)) {
    case NOMINATING_NOT_CONNECTED:
        return xstrdup(frame_word(s, "nominate.not_connected"));
    case NOMINATING_NOT_YET:
        date_format_vi(s->env->content->campaign.nomination_opens, day);
        return frame_fill_one(s, "nominate.not_yet", "date", day);
    default:
        return xstrdup(frame_word(s, nominate_target(s) == SCREEN_LOOKUP
                                         ? "home.tile.nominate.closed.sub"
                                         : "nominate.closed"));
    }
}

/* Icon, title and sentence one below the other; in portrait the icon stands at their left. */
static void draw_closed_words(const struct screen *s, struct canvas *canvas, struct rect box) {
    const struct button *b = &s->panel.items[0];
    const struct theme *theme = s->env->theme;
    int side = theme_px(theme, theme->is_portrait ? 120 : 104), gap = theme_px(theme, 8);
    char *words = closed_words(s);
    struct rect icon = theme->is_portrait ? rect_cut_left(&box, side) : rect_cut_top(&box, side);
    icon.w = side;
    frame_icon(canvas, b->icon, rect_centre(icon, side, side), button_ink(b, theme));
    struct text_style title = {.type = theme->has_large_text ? TYPE_CARD_NAME
                                       : theme->is_portrait  ? TYPE_TILE
                                                             : TYPE_TITLE_2,
                               .color = button_ink(b, theme),
                               .max_lines = 2,
                               .may_shrink = true};
    struct text_style sentence = {
        .type = TYPE_BODY_S, .color = button_ink(b, theme), .may_shrink = true};
    if (theme->is_portrait) {
        rect_cut_left(&box, theme_px(theme, 32));
        int used = text_height(canvas, b->label, box.w, &title) + gap +
                   text_height(canvas, words, box.w, &sentence);
        rect_cut_top(&box, used < box.h ? (box.h - used) / 2 : 0);
    } else {
        rect_cut_top(&box, 2 * gap);
    }
    box = frame_text(canvas, b->label, box, &title);
    rect_cut_top(&box, gap);
    text_draw(canvas, words, box, &sentence);
    free(words);
}

static void draw_closed(const struct screen *s, struct canvas *canvas) {
    const struct button *b = &s->panel.items[0];
    const struct theme *theme = s->env->theme;
    if (nominating_now(s) == NOMINATING_OPEN)
        return;
    struct rect box = rect_inset(button_face(b, theme), theme_px(theme, 32)), right = box;
    int side = theme_px(theme, 96);
    struct rect disc = rect_cut_right(&right, side);
    disc.y += theme->is_portrait ? (disc.h - side) / 2 : disc.h - side + theme_px(theme, 8);
    disc.h = side;
    if (!b->is_off && !theme->has_high_contrast)
        frame_disc(canvas, disc, COLOR_GOLD400, "icons/next", COLOR_LAC900);
    if (!b->is_off && theme->is_portrait)
        box = right;
    draw_closed_words(s, canvas, box);
}

static void draw(const struct screen *screen, struct canvas *canvas) {
    const struct theme *theme = screen->env->theme;
    chrome_draw_page(canvas);
    home_hero_draw(screen, canvas);
    if (theme->is_portrait)
        chrome_draw_bar_at(canvas,
                           theme_rect(theme, 0, has_two_rows(screen) ? 1660 : 1684, 1, 1).y);
    else
        chrome_draw_bar(canvas);
    panel_draw(&screen->panel, canvas);
    draw_closed(screen, canvas);
}

const struct screen_kind home_kind = {
    .name = "home",
    .idle = SCREEN_IDLE_HOME,
    .size_bytes = sizeof(struct screen),
    .enter = enter,
    .event = event,
    .draw = draw,
};
