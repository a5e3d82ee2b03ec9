/* The award criteria: a row for every level, the highest on top, a column for every group. Each
 * cell says what is new at its level; a touch opens the whole of it on a sheet. */
#include "screens/screens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draw/rich.h"
#include "model/content.h"
#include "model/nomination.h"
#include "screens/bar.h"
#include "screens/criteria_layout.h"
#include "screens/criteria_sheet.h"
#include "screens/frame.h"
#include "screens/level.h"
#include "screens/sheet.h"
#include "screens/wizard.h"
#include "widgets/chrome.h"
#include "widgets/icon.h"

enum action {
    ACTION_CELL = 1, // value: index of the cell, by rows
    ACTION_GROUP,    // value: its index
};

struct criteria_screen {
    struct screen base;
    struct sheet sheet;
    int chosen;                    // index of the cell read last, by rows; -1 none
    size_t group;                  // shown alone where there is no room for all
    size_t cell_count, first_cell; // of the panel's buttons
    char icons[8][48];             // the chips borrow them
};

#define CHIPS_MAX 8
#define LOW_ROW 180 // design pixels: less has no room for large stars and a name below them

/* --- the table ------------------------------------------------------------------------------ */

static const struct campaign *campaign_of(const struct criteria_screen *c) {
    return &c->base.env->content->campaign;
}

static struct table table_now(const struct criteria_screen *c) {
    const struct campaign *campaign = campaign_of(c);
    size_t groups = campaign->group_count < CHIPS_MAX ? campaign->group_count : CHIPS_MAX;
    return table_of(c->base.env->theme, campaign->level_count, groups);
}

/* Levels are kept from the lowest; the wall has the highest on top. */
static const struct level *level_at(const struct criteria_screen *c, int row) {
    const struct campaign *campaign = campaign_of(c);
    return &campaign->levels[campaign->level_count - 1 - (size_t)row];
}

static const struct cell *cell_at(const struct criteria_screen *c, int index) {
    const struct campaign *campaign = campaign_of(c);
    int groups = (int)campaign->group_count;
    if (index < 0 || groups == 0 || index >= groups * (int)campaign->level_count)
        return NULL;
    return criteria_cell(&campaign->criteria, level_at(c, index / groups),
                         &campaign->groups[index % groups]);
}

/* --- layout --------------------------------------------------------------------------------- */

static void lay_cell(struct criteria_screen *c, const struct table *table, int row, int column,
                     size_t group) {
    struct screen *s = &c->base;
    int index = row * (int)campaign_of(c)->group_count + (int)group;
    const struct cell *cell = cell_at(c, index);
    char id[ELEMENT_ID_BYTES];
    if (!cell)
        return;
    snprintf(id, sizeof id, "criteria.cell.%.20s.%.20s", cell->level->id, cell->group->id);
    char *plain = rich_plain(cell->summary);
    struct button *b = panel_add(&s->panel, id, ACTION_CELL, BUTTON_CELL,
                                 table_cell(table, row, column), NULL, plain);
    b->value = index;
    b->is_chosen = index == c->chosen;
    c->cell_count++;
    free(plain);
}

static void lay_cells(struct criteria_screen *c, const struct table *table) {
    c->first_cell = c->base.panel.count;
    c->cell_count = 0;
    for (int row = 0; row < table->rows; row++)
        for (int column = 0; column < table->columns; column++)
            lay_cell(c, table, row, column, table->is_one_group ? c->group : (size_t)column);
}

static void lay_chips(struct criteria_screen *c, const struct table *table) {
    const struct campaign *campaign = campaign_of(c);
    for (int i = 0; i < table->chips; i++) {
        const struct group *group = &campaign->groups[i];
        char id[ELEMENT_ID_BYTES];
        snprintf(id, sizeof id, "criteria.group.%.40s", group->id);
        snprintf(c->icons[i], sizeof c->icons[i], "icons/%.40s", group->icon);
        struct button *b =
            panel_add(&c->base.panel, id, ACTION_GROUP, BUTTON_CHIP, table_chip(table, i),
                      group->icon[0] ? c->icons[i] : NULL, group->short_name);
        b->value = i;
        b->is_chosen = (size_t)i == c->group;
    }
}

/* Every cell that there is, in the order in which they are read. */
static int count_cells(const struct criteria_screen *c, int up_to) {
    int count = 0;
    for (int i = 0; i <= up_to; i++)
        count += cell_at(c, i) != NULL;
    return count;
}

static int last_index(const struct criteria_screen *c) {
    return (int)(campaign_of(c)->level_count * campaign_of(c)->group_count) - 1;
}

static void say(struct criteria_screen *c) {
    const struct cell *cell = cell_at(c, c->chosen);
    if (cell)
        criteria_say(&c->base, &c->sheet, cell, count_cells(c, c->chosen),
                     count_cells(c, last_index(c)));
    else
        c->sheet.is_open = false; // other content, without this cell
}

static void lay_bar(struct screen *s) {
    struct bar_button buttons[] = {bar_back, bar_home, bar_big, bar_read, bar_help};
    if (s->env->theme->is_portrait && s->env->theme->has_large_text)
        buttons[0].icon = buttons[1].icon = NULL; // the words need the room
    bar_lay(s, buttons, sizeof buttons / sizeof *buttons);
}

static void lay(struct criteria_screen *c, bool is_new) {
    struct screen *s = &c->base;
    sheet_begin(&c->sheet, s);
    if (c->group >= campaign_of(c)->group_count)
        c->group = 0;
    struct table table = table_now(c);
    if (!s->env->theme->is_portrait)
        lay_chips(c, &table);
    lay_cells(c, &table);
    if (s->env->theme->is_portrait)
        lay_chips(c, &table);
    lay_bar(s);
    if (c->sheet.is_open)
        say(c);
    sheet_lay(&c->sheet, s, is_new);
}

static void enter(struct screen *screen) {
    struct criteria_screen *c = (struct criteria_screen *)screen;
    if (!screen->panel.items) // just made
        c->chosen = -1;
    lay(c, false);
}

static void leave(struct screen *screen) {
    sheet_finish(&((struct criteria_screen *)screen)->sheet);
}

/* --- events --------------------------------------------------------------------------------- */

static void open_cell(struct criteria_screen *c, int index) {
    c->chosen = index;
    c->group = (size_t)index % campaign_of(c)->group_count;
    c->sheet.is_open = true;
    lay(c, true);
    damage_add_all(c->base.env->damage);
}

static void step(struct criteria_screen *c, int by) {
    int count = last_index(c) + 1, index = c->chosen;
    do
        index = (index + by + count) % count;
    while (!cell_at(c, index) && index != c->chosen);
    open_cell(c, index);
}

/* To the name, with the group's kind; in the wizard to whatever was being mended. */
static struct screen_reply nominate(struct criteria_screen *c) {
    const struct cell *cell = cell_at(c, c->chosen);
    const char *kind = cell ? criteria_nominee_kind(&c->base, cell->group) : NULL;
    if (!kind)
        return (struct screen_reply){.action = SCREEN_STAY};
    nomination_set_kind(c->base.env->visit->form, kind);
    return wizard_go_on(&c->base, SCREEN_NAME);
}

static struct screen_reply sheet_reply(struct criteria_screen *c, const struct event *ev) {
    enum sheet_answer answer = sheet_event(&c->sheet, &c->base, ev);
    if (answer == SHEET_NOMINATE)
        return nominate(c);
    if (answer == SHEET_PREV || answer == SHEET_NEXT)
        step(c, answer == SHEET_NEXT ? 1 : -1);
    if (answer == SHEET_CLOSE) {
        lay(c, false);
        damage_add_all(c->base.env->damage);
    }
    return (struct screen_reply){.action = answer == SHEET_READ ? SCREEN_READ : SCREEN_STAY};
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    struct criteria_screen *c = (struct criteria_screen *)screen;
    struct screen_reply reply = {.action = SCREEN_STAY};
    if (c->sheet.is_open)
        return sheet_reply(c, ev);
    const struct button *fired = panel_event(&screen->panel, ev, screen->env->damage);
    if (!fired || fired->is_off)
        return reply;
    if (fired->action == ACTION_CELL) {
        open_cell(c, fired->value);
    } else if (fired->action == ACTION_GROUP) {
        c->group = (size_t)fired->value;
        lay(c, false);
        damage_add_all(screen->env->damage);
    } else if (bar_reply(fired->action, &reply) && reply.action == SCREEN_GO_HOME) {
        reply.action = SCREEN_ASK_DISCARD; // a slip may have been begun before they came to read
    }
    return reply;
}

static int64_t deadline_ms(const struct screen *screen) {
    return sheet_deadline_ms(&((const struct criteria_screen *)screen)->sheet);
}

/* --- drawing -------------------------------------------------------------------------------- */

static void draw_group(const struct group *group, struct canvas *canvas, struct rect plate) {
    const struct theme *theme = canvas->theme;
    char icon[48];
    if (rect_is_empty(plate))
        return;
    frame_red_plate(canvas, plate, 24, COLOR_LAC800, COLOR_LAC800);
    rect_cut_left(&plate, theme_px(theme, 24));
    rect_cut_right(&plate, theme_px(theme, 12));
    snprintf(icon, sizeof icon, "icons/%.40s", group->icon);
    if (group->icon[0]) {
        icon_draw(canvas, icon, rect_cut_left(&plate, theme_px(theme, 64)),
                  frame_on_red(theme, COLOR_GOLD300));
        rect_cut_left(&plate, theme_px(theme, 16));
    }
    text_draw(canvas, group->short_name, plate,
              &(struct text_style){.type = TYPE_CARD_NAME,
                                   .color = frame_on_red(theme, COLOR_IVORY0),
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 2,
                                   .may_shrink = true});
}

static void draw_level(const struct level *level, struct canvas *canvas, struct rect plate) {
    const struct theme *theme = canvas->theme;
    frame_plate(canvas, plate, 24, level_fill(level->order), level_fill(level->order));
    bool is_low = plate.h < theme_px(theme, LOW_ROW);
    int star = theme_px(theme, is_low ? 40 : 56);
    struct rect box = rect_inset(plate, theme_px(theme, is_low ? 8 : 16));
    rect_cut_left(&box, theme_px(theme, is_low ? 16 : 8));
    level_draw_stars(canvas, (struct point){box.x, box.y + theme_px(theme, 4)}, level->order, star);
    rect_cut_top(&box, star + theme_px(theme, is_low ? 4 : 10));
    text_draw(canvas, level->badge, box,
              &(struct text_style){.type = is_low ? TYPE_BODY_S_BOLD : TYPE_CARD_NAME,
                                   .color = COLOR_INK900,
                                   .may_shrink = true});
}

static void draw_cell(const struct criteria_screen *c, struct canvas *canvas,
                      const struct button *b) {
    const struct theme *theme = canvas->theme;
    const struct cell *cell = cell_at(c, b->value);
    struct rect box = button_face(b, theme);
    if (!cell || !canvas_shows(canvas, b->area))
        return;
    box = rect_inset(box, theme_px(theme, 18));
    rect_cut_left(&box, theme_px(theme, 8));
    bool is_one_group = table_now(c).is_one_group;
    bool is_large = is_one_group && !theme->has_large_text;
    const struct text_style style = {.type = is_large ? TYPE_BODY : TYPE_BODY_S,
                                     .color = button_ink(b, theme),
                                     .place = is_one_group ? TEXT_MIDDLE : TEXT_TOP,
                                     .may_shrink = true};
    rich_draw(canvas, cell->summary, box, &style, is_large ? TYPE_BODY_BOLD : TYPE_BODY_S_BOLD);
}

static const char *hint(const struct screen *s) {
    return frame_word(s, s->env->can_read ? "criteria.hint_read" : "criteria.hint");
}

/* Between the bar's two halves, where they leave room for it. */
static void draw_hint(const struct screen *s, const struct panel *panel, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    struct rect left = {0}, right = {0};
    for (size_t i = 0; i < panel->count; i++) {
        if (panel->items[i].action == BAR_HOME)
            left = panel->items[i].area;
        else if (panel->items[i].action == BAR_LARGE_TEXT)
            right = panel->items[i].area;
    }
    int gap = theme_px(theme, 24), x = left.x + left.w + gap;
    struct rect box = {x, left.y, right.x - gap - x, left.h};
    if (theme->is_portrait || box.w < theme_px(theme, 380))
        return;
    text_draw(canvas, hint(s), box,
              &(struct text_style){.type = TYPE_BODY_S_BOLD,
                                   .color = COLOR_INK700,
                                   .align = TEXT_CENTRE,
                                   .place = TEXT_MIDDLE,
                                   .may_shrink = true});
}

/* Portrait has a question and the group's name where nothing can be pressed. */
static void draw_hero(const struct criteria_screen *c, struct canvas *canvas) {
    const struct screen *s = &c->base;
    const struct campaign *campaign = campaign_of(c);
    const struct theme *theme = s->env->theme;
    frame_hero(canvas, 124, 620, theme_rect(theme, 190, 14, 700, 700));
    chrome_draw_brocade(canvas, frame_band(theme, 620, 648), true);
    struct rect box = theme_rect(theme, 48, 168, 984, 430);
    box = frame_text(canvas, frame_word(s, "criteria.question"), box,
                     &(struct text_style){.type = TYPE_TITLE_1,
                                          .color = frame_on_red(theme, COLOR_IVORY0),
                                          .max_lines = 2,
                                          .may_shrink = true});
    struct text_style style = {
        .type = TYPE_BODY_L, .color = frame_on_red(theme, COLOR_GOLD200), .may_shrink = true};
    if (c->group < campaign->group_count)
        text_draw(canvas, campaign->groups[c->group].name, box, &style);
    style.place = TEXT_BOTTOM;
    style.type = TYPE_BODY_S;
    style.color = frame_on_red(theme, COLOR_IVORY0);
    rect_cut_top(&box, theme_px(theme, 72));
    text_draw(canvas, hint(s), box, &style);
}

static void draw_page(const void *page, struct canvas *canvas) {
    const struct criteria_screen *c = page;
    const struct screen *s = &c->base;
    const struct panel *panel = c->sheet.is_open ? &c->sheet.page : &s->panel;
    struct table table = table_now(c);
    frame_draw(s, canvas, &(struct frame){.title = frame_word(s, "criteria.title")});
    if (s->env->theme->is_portrait)
        draw_hero(c, canvas);
    for (int i = 0; i < table.columns; i++)
        draw_group(&campaign_of(c)->groups[i], canvas, table_group(&table, i));
    panel_draw(panel, canvas);
    for (int row = 0; row < table.rows; row++) {
        draw_level(level_at(c, row), canvas, table_level(&table, row));
        for (size_t i = c->first_cell; i < c->first_cell + c->cell_count; i++)
            if (panel->items[i].value / (int)campaign_of(c)->group_count == row)
                draw_cell(c, canvas, &panel->items[i]);
    }
    draw_hint(s, panel, canvas);
}

static void draw(const struct screen *screen, struct canvas *canvas) {
    sheet_draw(&((const struct criteria_screen *)screen)->sheet, screen, canvas, draw_page, screen);
}

static bool over(const struct screen *screen, struct rect *out_box) {
    return sheet_over(&((const struct criteria_screen *)screen)->sheet, screen, out_box);
}

const struct screen_kind criteria_kind = {
    .name = "criteria",
    .idle = SCREEN_IDLE_READ,
    .size_bytes = sizeof(struct criteria_screen),
    .enter = enter,
    .event = event,
    .draw = draw,
    .leave = leave,
    .deadline_ms = deadline_ms,
    .over = over,
};
