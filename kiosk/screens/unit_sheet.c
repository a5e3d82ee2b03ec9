#include "screens/unit_sheet.h"

#include <stdio.h>
#include <string.h>

#include "model/content.h"
#include "screens/frame.h"
#include "screens/wizard.h"

enum action {
    ACTION_UNKNOWN = UNIT_SHEET_CHOSEN,
    ACTION_OTHER,
    ACTION_PREV,
    ACTION_NEXT,
    ACTION_UNIT, // value: index into content's units
};

struct grid {
    int columns, rows;
};

static struct grid grid_of(const struct theme *theme) {
    if (theme->is_portrait)
        return (struct grid){theme->has_large_text ? 1 : 2, 9};
    return (struct grid){theme->has_large_text ? 2 : 3, 6};
}

static size_t per_page(const struct theme *theme) {
    struct grid grid = grid_of(theme);
    return (size_t)(grid.columns * grid.rows);
}

static struct rect chip_area(const struct theme *theme, size_t slot) {
    struct grid grid = grid_of(theme);
    int gap = 24, i = (int)slot, width = theme->is_portrait ? 984 : 1792;
    int w = (width - gap * (grid.columns - 1)) / grid.columns;
    int x = (theme->is_portrait ? 48 : 64) + (i % grid.columns) * (w + gap);
    int y = (theme->is_portrait ? 648 : 256) + (i / grid.columns) * 112;
    return theme_rect(theme, x, y, w, 98);
}

/* The sheet's entries in order: unknown, the units, elsewhere. */
static void lay_entry(struct screen *s, size_t entry, struct rect area) {
    const struct content *content = s->env->content;
    const struct nomination *form = s->env->visit->form;
    bool is_known = form->is_unit_chosen && (form->unit_id[0] || form->unit_other[0]);
    char id[ELEMENT_ID_BYTES];
    struct button *b;
    if (entry == 0) {
        b = panel_add(&s->panel, "name.unit.unknown", ACTION_UNKNOWN, BUTTON_CHIP, area, NULL,
                      frame_word(s, "nominate.unit.unknown"));
        b->is_chosen = form->is_unit_chosen && !is_known;
    } else if (entry <= content->unit_count) {
        const struct unit *unit = &content->units[entry - 1];
        snprintf(id, sizeof id, "name.unit.%.50s", unit->id);
        b = panel_add(&s->panel, id, ACTION_UNIT, BUTTON_CHIP, area, NULL, unit->name);
        b->value = (int)entry - 1;
        b->is_chosen = form->is_unit_chosen && strcmp(form->unit_id, unit->id) == 0;
    } else {
        b = panel_add(&s->panel, "name.unit.other", ACTION_OTHER, BUTTON_CHIP, area, NULL,
                      frame_word(s, "nominate.unit.other"));
        b->is_chosen = form->is_unit_chosen && form->unit_other[0] != '\0';
    }
}

static void lay_pages(struct screen *s, size_t page, size_t pages) {
    const struct theme *theme = s->env->theme;
    struct rect prev =
        frame_rect(theme, (struct rect){1380, 144, 226, 96}, (struct rect){552, 1672, 228, 96});
    struct rect next =
        frame_rect(theme, (struct rect){1630, 144, 226, 96}, (struct rect){804, 1672, 228, 96});
    panel_add(&s->panel, "name.unit.prev", ACTION_PREV, BUTTON_SECONDARY, prev, "icons/up", NULL)
        ->is_off = page == 0;
    panel_add(&s->panel, "name.unit.next", ACTION_NEXT, BUTTON_GOLD, next, "icons/down", NULL)
        ->is_off = page + 1 >= pages;
}

void unit_sheet_lay(struct screen *s, size_t page) {
    size_t entries = s->env->content->unit_count + 2, size = per_page(s->env->theme);
    size_t pages = (entries + size - 1) / size;
    if (page >= pages)
        page = pages - 1;
    for (size_t slot = 0; slot < size && page * size + slot < entries; slot++)
        lay_entry(s, page * size + slot, chip_area(s->env->theme, slot));
    if (pages > 1)
        lay_pages(s, page, pages);
}

static void choose(struct nomination *form, const char *unit_id) {
    form->is_unit_chosen = true;
    snprintf(form->unit_id, sizeof form->unit_id, "%s", unit_id);
    memset(form->unit_other, 0, sizeof form->unit_other);
}

int unit_sheet_fired(struct screen *s, const struct button *fired, size_t *page) {
    switch ((enum action)fired->action) {
    case ACTION_UNKNOWN:
        choose(s->env->visit->form, "");
        return UNIT_SHEET_CHOSEN;
    case ACTION_UNIT:
        choose(s->env->visit->form, s->env->content->units[fired->value].id);
        return UNIT_SHEET_CHOSEN;
    case ACTION_OTHER:
        return UNIT_SHEET_OTHER;
    case ACTION_PREV:
    case ACTION_NEXT:
        if (!fired->is_off)
            *page += fired->action == ACTION_NEXT ? 1 : (size_t)-1;
        return UNIT_SHEET_PAGE;
    default:
        return 0;
    }
}

void unit_sheet_draw(const struct screen *s, struct canvas *canvas) {
    wizard_draw_question(s, canvas, frame_word(s, "nominate.unit.title"),
                         s->env->theme->is_portrait ? frame_word(s, "nominate.unit.help") : "");
}
