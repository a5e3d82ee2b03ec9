/* The campaign: how long it still runs, its phases, and a tile for each of its areas. What there is
 * to read stands on sheets over the page. One before it has the same page, with ways to the people
 * and models of its own. */
#include "screens/screens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/content.h"
#include "model/words.h"
#include "screens/bar.h"
#include "screens/campaign_head.h"
#include "screens/campaign_sheets.h"
#include "screens/campaign_tiles.h"
#include "screens/frame.h"
#include "screens/offered.h"
#include "screens/sheet.h"

enum action {
    ACTION_AREA = 1, // value: its index
    ACTION_CRITERIA,
    ACTION_WAY,   // value: index into `ways`
    ACTION_MORE,  // areas
    ACTION_TOPIC, // value: enum topic
};

enum reading {
    READING_NOTHING,
    READING_AREA,
    READING_TOPIC,
};

#define TILES_MAX 12 // with those that lead on

/* Where else it leads, in a row of its own: from the current one to those before it; from one of
 * those to its people and models, which home does not lead to. */
static const struct {
    const char *id, *icon, *key;
    enum screen_id screen;
} ways[] = {
    {"campaign.past", "icons/log", "past.title", SCREEN_PAST},
    {"campaign.honoured", "icons/medal", "home.tile.honours", SCREEN_HONOURED},
    {"campaign.models", "icons/sprout", "home.tile.models", SCREEN_MODELS},
};
#define WAYS (sizeof ways / sizeof *ways)

struct campaign_screen {
    struct screen base;
    struct sheet sheet;
    enum reading reading;
    size_t area;
    enum topic topic;
    size_t first_area; // of the tiles shown
    size_t tile_count; // the panel's first buttons: areas, then what leads on
};

/* --- layout --------------------------------------------------------------------------------- */

static bool has_way(const struct screen *s, size_t way) {
    const struct content *content = s->env->content;
    switch (ways[way].screen) {
    case SCREEN_PAST:
        return !content->is_past && content->campaign_count > 0;
    case SCREEN_HONOURED:
        return content->is_past && content->person_count > 0 &&
               screen_is_offered(s->env, SCREEN_HONOURED);
    default:
        return content->is_past && content->project_count > 0 &&
               screen_is_offered(s->env, SCREEN_MODELS);
    }
}

static size_t ways_shown(const struct screen *s) {
    size_t count = 0;
    for (size_t i = 0; i < WAYS; i++)
        count += has_way(s, i);
    return count;
}

static bool has_criteria(const struct screen *s) {
    return s->env->content->campaign.criteria.cell_count > 0;
}

/* Four in a row, or two in portrait; as many rows as it takes. The row of ways stands over them, in
 * portrait below. */
static struct rect tile_area(const struct screen *s, size_t index, size_t count) {
    const struct theme *theme = s->env->theme;
    int columns = theme->is_portrait ? 2 : 4, i = (int)index, gap = theme->is_portrait ? 20 : 24;
    int rows = ((int)count + columns - 1) / columns;
    struct rect all =
        theme->is_portrait ? (struct rect){48, 728, 984, 892} : (struct rect){64, 508, 1792, 416};
    if (ways_shown(s) > 0)
        all = theme->is_portrait ? (struct rect){48, 728, 984, 760}
                                 : (struct rect){64, 540, 1792, 384};
    if (!theme->is_portrait && rows < 2)
        rows = 2; // a few areas do not grow into walls
    int row_gap = rows > 2 && !theme->is_portrait ? 12 : theme->is_portrait ? 20 : 16;
    int w = (all.w - (columns - 1) * gap) / columns, h = (all.h - (rows - 1) * row_gap) / rows;
    if (h > 240)
        h = 240;
    return theme_rect(theme, all.x + i % columns * (w + gap), all.y + i / columns * (h + row_gap),
                      w, h);
}

static size_t areas_shown(const struct campaign_screen *c) {
    size_t count = c->base.env->content->campaign.area_count;
    if (count < TILES_MAX)
        return count;
    size_t left = count - c->first_area, most = TILES_MAX - 2;
    return left < most ? left : most;
}

static void lay_tiles(struct campaign_screen *c) {
    struct screen *s = &c->base;
    const struct campaign *campaign = &s->env->content->campaign;
    if (c->first_area >= campaign->area_count)
        c->first_area = 0;
    size_t shown = areas_shown(c), at = 0;
    bool has_more = shown < campaign->area_count;
    c->tile_count = shown + has_more + has_criteria(s);
    for (; at < shown; at++) {
        size_t area = c->first_area + at;
        char id[ELEMENT_ID_BYTES];
        snprintf(id, sizeof id, "campaign.area.%zu", area + 1);
        panel_add(&s->panel, id, ACTION_AREA, BUTTON_CARD, tile_area(s, at, c->tile_count), NULL,
                  campaign->areas[area].short_name)
            ->value = (int)area;
    }
    if (has_more) {
        panel_add(&s->panel, "campaign.more", ACTION_MORE, BUTTON_CARD,
                  tile_area(s, at, c->tile_count), NULL, frame_word(s, "nav.more"));
        at++;
    }
    if (has_criteria(s))
        panel_add(&s->panel, "campaign.criteria", ACTION_CRITERIA, BUTTON_CARD_GOLD,
                  tile_area(s, at, c->tile_count), NULL, frame_word(s, "criteria.title"));
}

/* In landscape at the right, behind the heading. */
static void lay_ways(struct screen *s) {
    const struct theme *theme = s->env->theme;
    int count = (int)ways_shown(s), gap = theme_px(theme, 24);
    struct rect row = frame_rect(theme, (struct rect){count > 1 ? 1112 : 1312, 432, 0, 96},
                                 (struct rect){48, 1508, 984, 112});
    if (!theme->is_portrait)
        row.w = theme_rect(theme, 1856, 0, 1, 1).x - row.x;
    int w = count > 0 ? (row.w - (count - 1) * gap) / count : 0;
    for (size_t i = 0; i < WAYS; i++) {
        if (!has_way(s, i))
            continue;
        bool is_past = s->env->content->is_past;
        panel_add(&s->panel, ways[i].id, ACTION_WAY, is_past ? BUTTON_GOLD : BUTTON_SECONDARY,
                  rect_cut_left(&row, w), ways[i].icon, frame_word(s, ways[i].key))
            ->value = (int)i;
        rect_cut_left(&row, gap);
    }
}

static const struct bar_button bar_about = {.id = "campaign.about",
                                            .action = ACTION_TOPIC,
                                            .icon = "icons/book",
                                            .key = "goals.about",
                                            .short_key = "goals.about_short",
                                            .x = 692,
                                            .w = 478};

static enum topic first_topic(const struct screen *s) {
    return campaign_has_topic(s, TOPIC_PURPOSES) ? TOPIC_PURPOSES
                                                 : campaign_next_topic(s, TOPIC_PURPOSES, 1);
}

/* In landscape a place in the bar and the head itself; portrait has them where a hand reaches. */
static void lay_topics(struct screen *s) {
    const struct theme *theme = s->env->theme;
    if (!campaign_has_topic(s, first_topic(s)))
        return;
    if (theme->is_portrait) {
        panel_add(&s->panel, "campaign.phases", ACTION_TOPIC, BUTTON_SECONDARY,
                  theme_rect(theme, 48, 1640, 480, 112), "icons/calendar",
                  frame_word(s, "timeline.title"))
            ->value = TOPIC_PHASES;
        panel_add(&s->panel, "campaign.about", ACTION_TOPIC, BUTTON_SECONDARY,
                  theme_rect(theme, 552, 1640, 480, 112), "icons/book",
                  frame_word(s, "goals.about"))
            ->value = first_topic(s);
    } else if (campaign_has_topic(s, TOPIC_PHASES)) {
        panel_add(&s->panel, "campaign.phases", ACTION_TOPIC, BUTTON_BARE,
                  campaign_head_area(theme), NULL, frame_word(s, "timeline.title"))
            ->value = TOPIC_PHASES;
    }
}

static void lay_bar(struct screen *s) {
    bool has_about = !s->env->theme->is_portrait && campaign_has_topic(s, first_topic(s));
    struct bar_button buttons[BAR_BUTTONS_MAX] = {bar_back, bar_home};
    size_t count = 2;
    if (has_about)
        buttons[count++] = bar_about;
    buttons[count++] = bar_big;
    buttons[count++] = bar_read;
    buttons[count++] = bar_help;
    if (s->env->theme->is_portrait && s->env->theme->has_large_text)
        buttons[0].icon = buttons[1].icon = NULL; // the words need the room
    bar_lay(s, buttons, count);
    for (size_t i = 0; i < s->panel.count && has_about; i++)
        if (strcmp(s->panel.items[i].id, bar_about.id) == 0)
            s->panel.items[i].value = first_topic(s);
}

static void say(struct campaign_screen *c) {
    if (c->reading == READING_AREA && c->area < c->base.env->content->campaign.area_count)
        campaign_say_area(&c->base, &c->sheet, c->area);
    else if (c->reading == READING_TOPIC && campaign_has_topic(&c->base, c->topic))
        campaign_say_topic(&c->base, &c->sheet, c->topic);
    else {
        c->reading = READING_NOTHING; // also when other content has come, without it
        c->sheet.is_open = false;
    }
}

static void lay(struct campaign_screen *c, bool is_new) {
    struct screen *s = &c->base;
    sheet_begin(&c->sheet, s);
    lay_tiles(c);
    lay_ways(s);
    lay_topics(s);
    lay_bar(s);
    say(c);
    sheet_lay(&c->sheet, s, is_new);
}

/* Who comes from a model of an area finds that area's sheet open. */
static void enter(struct screen *screen) {
    struct campaign_screen *c = (struct campaign_screen *)screen;
    size_t *wanted = &screen->env->visit->area;
    if (*wanted) {
        c->area = *wanted - 1;
        c->reading = READING_AREA;
        *wanted = 0;
    }
    lay(c, false);
}

static void leave(struct screen *screen) {
    sheet_finish(&((struct campaign_screen *)screen)->sheet);
}

/* --- events --------------------------------------------------------------------------------- */

static void show(struct campaign_screen *c, enum reading reading) {
    c->reading = reading;
    lay(c, true);
    damage_add_all(c->base.env->damage);
}

static void step(struct campaign_screen *c, int by) {
    size_t count = c->base.env->content->campaign.area_count;
    if (c->reading == READING_AREA)
        c->area = (c->area + count + (size_t)by) % count;
    else
        c->topic = campaign_next_topic(&c->base, c->topic, by);
    show(c, c->reading);
}

static struct screen_reply sheet_reply(struct campaign_screen *c, const struct event *ev) {
    enum sheet_answer answer = sheet_event(&c->sheet, &c->base, ev);
    if (answer == SHEET_CLOSE)
        show(c, READING_NOTHING);
    else if (answer == SHEET_PREV || answer == SHEET_NEXT)
        step(c, answer == SHEET_NEXT ? 1 : -1);
    else if (answer == SHEET_NOMINATE) // on the sheet of whom to see
        return (struct screen_reply){SCREEN_GO, SCREEN_DIFFICULTY};
    return (struct screen_reply){.action = answer == SHEET_READ ? SCREEN_READ : SCREEN_STAY};
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    struct campaign_screen *c = (struct campaign_screen *)screen;
    struct screen_reply reply = {.action = SCREEN_STAY};
    if (c->sheet.is_open)
        return sheet_reply(c, ev);
    const struct button *fired = panel_event(&screen->panel, ev, screen->env->damage);
    if (!fired || fired->is_off || bar_reply(fired->action, &reply))
        return reply;
    switch ((enum action)fired->action) {
    case ACTION_WAY:
        return (struct screen_reply){SCREEN_GO, ways[fired->value].screen};
    case ACTION_CRITERIA:
        return (struct screen_reply){SCREEN_GO, SCREEN_CRITERIA};
    case ACTION_AREA:
        c->area = (size_t)fired->value;
        show(c, READING_AREA);
        break;
    case ACTION_TOPIC:
        c->topic = (enum topic)fired->value;
        show(c, READING_TOPIC);
        break;
    case ACTION_MORE:
        c->first_area += areas_shown(c);
        show(c, READING_NOTHING);
        break;
    }
    return reply;
}

static int64_t deadline_ms(const struct screen *screen) {
    return sheet_deadline_ms(&((const struct campaign_screen *)screen)->sheet);
}

/* --- drawing -------------------------------------------------------------------------------- */

/* The band that says that this one is over. */
static void draw_over(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    bool is_contrast = theme->has_high_contrast;
    struct rect band =
        frame_rect(theme, (struct rect){64, 440, 1016, 76}, (struct rect){48, 652, 984, 66});
    canvas_round(canvas, band, band.h / 2,
                 theme_color(theme, is_contrast ? COLOR_YELLOW : COLOR_GOLD300));
    text_draw(canvas, frame_word(s, "past.over"), rect_inset(band, theme_px(theme, 6)),
              &(struct text_style){.type = TYPE_BODY_BOLD,
                                   .color = is_contrast ? COLOR_BLACK : COLOR_INK900,
                                   .align = TEXT_CENTRE,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true});
}

static void draw_heading(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    size_t count = s->env->content->campaign.area_count;
    char key[24], digits[16];
    snprintf(key, sizeof key, "number.%zu", count);
    snprintf(digits, sizeof digits, "%zu", count);
    const char *number = words_has(s->env->words, key) ? frame_word(s, key) : digits;
    char *heading =
        frame_fill_one(s, s->env->can_read ? "goals.heading_read" : "goals.heading", "n", number);
    int w = ways_shown(s) > 0 ? 1216 : 1792;
    if (s->env->content->is_past)
        draw_over(s, canvas);
    else if (count > 0)
        text_draw(canvas, heading,
                  frame_rect(theme, (struct rect){64, 432, w, 68}, (struct rect){48, 656, 984, 66}),
                  &(struct text_style){.type = TYPE_BODY_BOLD,
                                       .color = COLOR_LAC700,
                                       .place = TEXT_MIDDLE,
                                       .max_lines = 1,
                                       .may_shrink = true});
    free(heading);
}

static void draw_page(const void *page, struct canvas *canvas) {
    const struct campaign_screen *c = page;
    const struct screen *s = &c->base;
    const struct panel *panel = c->sheet.is_open ? &c->sheet.page : &s->panel;
    bool is_pressed = false;
    for (size_t i = c->tile_count; i < panel->count; i++)
        is_pressed |= panel->items[i].look == BUTTON_BARE && panel->items[i].finger != 0;
    frame_draw(s, canvas, &(struct frame){.title = s->env->content->campaign.page_title});
    campaign_head_draw(s, canvas, is_pressed);
    draw_heading(s, canvas);
    panel_draw(panel, canvas);
    for (size_t i = 0; i < c->tile_count; i++) {
        const struct button *b = &panel->items[i];
        if (!canvas_shows(canvas, b->area))
            continue;
        if (b->action == ACTION_AREA)
            campaign_draw_area(s, canvas, b);
        else
            campaign_draw_way(s, canvas, b,
                              b->action == ACTION_CRITERIA ? "icons/medal" : "icons/next");
    }
}

static void draw(const struct screen *screen, struct canvas *canvas) {
    sheet_draw(&((const struct campaign_screen *)screen)->sheet, screen, canvas, draw_page, screen);
}

static bool over(const struct screen *screen, struct rect *out_box) {
    return sheet_over(&((const struct campaign_screen *)screen)->sheet, screen, out_box);
}

static void reading(const struct screen *screen, struct screen_reading *out) {
    const struct campaign_screen *c = (const struct campaign_screen *)screen;
    if (c->sheet.is_open && c->reading == READING_AREA)
        out->of = screen->env->content->campaign.areas[c->area].id;
}

const struct screen_kind campaign_kind = {
    .name = "campaign",
    .idle = SCREEN_IDLE_READ,
    .size_bytes = sizeof(struct campaign_screen),
    .enter = enter,
    .event = event,
    .draw = draw,
    .leave = leave,
    .deadline_ms = deadline_ms,
    .over = over,
    .reading = reading,
};

const struct screen_kind past_campaign_kind = {
    .name = "past-campaign",
    .idle = SCREEN_IDLE_READ,
    .size_bytes = sizeof(struct campaign_screen),
    .enter = enter,
    .event = event,
    .draw = draw,
    .leave = leave,
    .deadline_ms = deadline_ms,
    .over = over,
    .reading = reading,
};
