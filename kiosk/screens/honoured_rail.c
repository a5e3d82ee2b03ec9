/* What stands beside the list, in portrait round it: how many there are, the search, the groups. */
#include "screens/honoured.h"

#include <stdio.h>

#include "draw/text.h"
#include "model/content.h"
#include "screens/frame.h"
#include "screens/person.h"
#include "screens/wall_search.h"

#define CHIPS_BEFORE_ROWS 4 // in one column of the rail, in one row below a portrait list

/* --- search --------------------------------------------------------------------------------- */

void honoured_rail_lay_search(struct honoured *h) {
    bool has_arrow = scroller_goal(&h->list.scroller) > 0; // which takes its left end
    int left = has_arrow ? 150 + 24 : 0;
    wall_search_lay(&h->base, frame_rect(h->base.env->theme, (struct rect){64, 364, 408, 112},
                                         (struct rect){48 + left, 1484, 612 - left, 108}));
}

/* --- filters -------------------------------------------------------------------------------- */

/* Landscape: one below the other on the rail, in two columns when there are many groups. */
static struct rect chip_landscape(const struct theme *theme, int i, int count) {
    int columns = count > CHIPS_BEFORE_ROWS ? 2 : 1, rows = (count + columns - 1) / columns;
    if (rows < CHIPS_BEFORE_ROWS)
        rows = CHIPS_BEFORE_ROWS;
    int w = (408 - 12 * (columns - 1)) / columns, h = (420 - 12 * (rows - 1)) / rows;
    return theme_rect(theme, 64 + (w + 12) * (i % columns), 500 + (h + 12) * (i / columns), w, h);
}

/* Portrait: a row as wide as the list, two lower ones when there are many groups. */
static struct rect chip_portrait(const struct theme *theme, int i, int count) {
    int rows = count > CHIPS_BEFORE_ROWS + 1 ? 2 : 1, in_row = (count + rows - 1) / rows;
    int gap = count > CHIPS_BEFORE_ROWS ? 16 : 24, w = (984 - gap * (in_row - 1)) / in_row;
    int x = 48 + (w + gap) * (i % in_row);
    if (rows == 1)
        return theme_rect(theme, x, 1616, w, 104);
    return theme_rect(theme, x, 1604 + 88 * (i / in_row), w, 80);
}

static void lay_chip(struct screen *s, int index, const char *id, const char *icon,
                     const char *label, bool is_chosen) {
    const struct theme *theme = s->env->theme;
    int count = (int)s->env->content->campaign.group_count + 1;
    struct rect area = theme->is_portrait ? chip_portrait(theme, index, count)
                                          : chip_landscape(theme, index, count);
    struct button *b = panel_add(&s->panel, id, HONOURED_FILTER, BUTTON_CHIP, area, icon, label);
    b->value = index;
    b->is_chosen = is_chosen;
    b->is_left = !theme->is_portrait && count <= CHIPS_BEFORE_ROWS;
}

void honoured_rail_lay_filters(struct honoured *h) {
    struct screen *s = &h->base;
    const struct campaign *campaign = &s->env->content->campaign;
    const struct group *chosen = s->env->visit->group;
    bool has_room = !s->env->theme->is_portrait && campaign->group_count < CHIPS_BEFORE_ROWS;
    lay_chip(s, 0, "people.filter.all", has_room ? "icons/list" : NULL,
             frame_word(s, "honours.filter.all"), !chosen);
    for (size_t i = 0; i < campaign->group_count; i++) {
        const struct group *group = &campaign->groups[i];
        static const char *const icons[] = {"icons/group", "icons/person", "icons/family"};
        char id[ELEMENT_ID_BYTES];
        snprintf(id, sizeof id, "people.filter.%.40s", group->id);
        const char *icon = has_room ? icons[i % (sizeof icons / sizeof *icons)] : NULL;
        const char *form = has_room ? "group" : "group_short";
        lay_chip(s, (int)i + 1, id, icon, person_group_word(s, form, group), chosen == group);
    }
}

/* --- how many ------------------------------------------------------------------------------- */

static const char *count_words(const struct screen *s) {
    return frame_word(s, s->env->visit->query[0] ? "honours.found" : "honours.people");
}

static void draw_landscape(const struct honoured *h, struct canvas *canvas) {
    const struct screen *s = &h->base;
    struct rect box = theme_rect(s->env->theme, 64, 142, 408, 216);
    if (!canvas_shows(canvas, box))
        return;
    char digits[24];
    snprintf(digits, sizeof digits, "%zu", h->search.count);
    box = frame_text(
        canvas, digits, box,
        &(struct text_style){
            .type = TYPE_TITLE_1, .color = COLOR_LAC700, .max_lines = 1, .may_shrink = true});
    text_draw(canvas, count_words(s), box,
              &(struct text_style){.type = TYPE_BODY_S, .color = COLOR_INK700, .may_shrink = true});
}

/* The first of those found, on a drum. */
static void draw_first(const struct honoured *h, struct canvas *canvas, struct rect drum) {
    const struct screen *s = &h->base;
    const struct theme *theme = canvas->theme;
    static const struct {
        int side;
        enum color_token fill;
    } discs[] = {{272, COLOR_LAC950}, {260, COLOR_GOLD300}, {248, COLOR_GOLD200}};
    struct rect disc = drum;
    for (size_t i = 0; i < sizeof discs / sizeof *discs; i++) {
        int side = theme_px(theme, discs[i].side);
        disc = rect_centre(drum, side, side);
        canvas_round(canvas, disc, side / 2,
                     theme_color(theme, frame_on_red(theme, discs[i].fill)));
    }
    if (h->search.count)
        person_draw_portrait(canvas, &s->env->content->people[h->search.found[0]], disc,
                             disc.h / 2);
    else
        frame_icon(canvas, "motif/lotus-pale",
                   rect_centre(disc, theme_px(theme, 160), theme_px(theme, 112)), COLOR_NONE);
}

static void draw_portrait(const struct honoured *h, struct canvas *canvas) {
    const struct screen *s = &h->base;
    const struct theme *theme = s->env->theme;
    if (!canvas_shows(canvas, frame_band(theme, 124, 604)))
        return;
    struct rect drum = theme_rect(theme, -140, 0, 720, 720);
    frame_hero(canvas, 124, 604, drum);
    draw_first(h, canvas, drum);
    struct rect plate = theme_rect(theme, 470, 190, 562, 348);
    frame_red_plate(canvas, plate, 28, COLOR_LAC900, COLOR_LAC900);
    struct rect box = rect_inset(plate, theme_px(theme, 36));
    char digits[24];
    snprintf(digits, sizeof digits, "%zu", h->search.count);
    box = frame_text(canvas, digits, box,
                     &(struct text_style){.type = TYPE_HERO,
                                          .color = frame_on_red(theme, COLOR_GOLD300),
                                          .max_lines = 1,
                                          .may_shrink = true});
    text_draw(canvas, count_words(s), box,
              &(struct text_style){.type = TYPE_BUTTON_L,
                                   .color = frame_on_red(theme, COLOR_IVORY0),
                                   .may_shrink = true});
}

void honoured_rail_draw(const struct honoured *h, struct canvas *canvas) {
    if (h->base.env->theme->is_portrait)
        draw_portrait(h, canvas);
    else
        draw_landscape(h, canvas);
}
