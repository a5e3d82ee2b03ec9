#include "screens/nominate_name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/content.h"
#include "screens/frame.h"
#include "screens/unit_sheet.h"
#include "screens/wizard.h"

/* --- layout --------------------------------------------------------------------------------- */

/* "Không biết gõ? Nhờ cán bộ" on one line, in landscape. */
static int staff_left(const struct theme *theme) {
    return theme->has_large_text ? 1264 : 1360;
}

static struct rect row_area(const struct theme *theme) { // suggestions, forms of address, faults
    int w = staff_left(theme) - 24 - 64;
    return frame_rect(theme, (struct rect){64, 264, w, 96}, (struct rect){48, 866, 984, 108});
}

static const char *worded(const struct name *n, const char *key_of_person, const char *key_of_group,
                          const char *key_of_model) {
    const char *kind = name_form(n)->kind;
    const char *key = key_of_person;
    if (strcmp(kind, "collective") == 0)
        key = key_of_group;
    else if (strcmp(kind, "model") == 0)
        key = key_of_model;
    return frame_word(&n->base, key);
}

void name_page_open_typing(struct name *n) {
    struct screen *s = &n->base;
    const struct theme *theme = s->env->theme;
    bool is_place = n->mode == NAME_MODE_PLACE;
    struct nomination *form = name_form(n);
    int wide = is_place ? 1792 : 1160;
    typepage_open(&n->typing, s,
                  &(struct typepage_params){
                      .id = is_place ? "name.place" : "name.field",
                      .buffer = is_place ? form->unit_other : form->name,
                      .cap_bytes = is_place ? sizeof form->unit_other : sizeof form->name,
                      .max_chars = is_place ? NOMINATION_PLACE_MAX : NOMINATION_NAME_MAX,
                      .placeholder = frame_word(s, is_place ? "nominate.unit.other_placeholder"
                                                            : "nominate.name.placeholder"),
                      .field_area = frame_rect(theme, (struct rect){64, 140, wide, 108},
                                               (struct rect){48, 278, 984, 140}),
                      .keys_area = frame_rect(theme, (struct rect){64, 376, 1792, 552},
                                              (struct rect){48, 1010, 984, 732}),
                  });
}

/* As wide as their words, as many as have room; a single long one takes what there is. */
static size_t fit_suggestions(const struct name *n, int room, int gap, int *out_widths) {
    const struct screen *s = &n->base;
    int total = 0;
    for (size_t i = 0; i < n->suggestions.count; i++) {
        int w = text_width(s->env->metrics, suggest_text(&n->suggestions, i), TYPE_BUTTON) +
                theme_px(s->env->theme, 48);
        int least = (room - gap * (SUGGEST_MAX - 1)) / SUGGEST_MAX;
        w = w < least ? least : w > room ? room : w;
        total += w + (i ? gap : 0);
        if (total > room)
            return i;
        out_widths[i] = w;
    }
    return n->suggestions.count;
}

static void lay_suggestions(struct name *n, struct rect row) {
    struct screen *s = &n->base;
    const struct theme *theme = s->env->theme;
    int widths[SUGGEST_MAX], gap = theme_px(theme, 20);
    if (!theme->is_portrait)
        rect_cut_left(&row, theme_px(theme, 168));
    size_t count = fit_suggestions(n, row.w, gap, widths);
    for (size_t i = 0; i < count; i++) {
        char id[ELEMENT_ID_BYTES];
        snprintf(id, sizeof id, "name.suggest.%zu", i);
        struct button *b =
            panel_add(&s->panel, id, NAME_SUGGEST, BUTTON_CHIP, rect_cut_left(&row, widths[i]),
                      NULL, suggest_text(&n->suggestions, i));
        b->value = (int)i;
        b->is_private = true; // it carries what was typed
        rect_cut_left(&row, gap);
    }
}

static void lay_honorifics(struct name *n, struct rect row) {
    struct screen *s = &n->base;
    const struct theme *theme = s->env->theme;
    rect_cut_left(&row, theme_px(theme, theme->is_portrait ? 220 : 232));
    int gap = theme_px(theme, 20), w = (row.w - gap * (WIZARD_HONORIFICS - 1)) / WIZARD_HONORIFICS;
    for (size_t i = 0; i < WIZARD_HONORIFICS; i++) {
        struct rect area = {row.x + (int)i * (w + gap), row.y, w, row.h};
        struct button *b =
            panel_add(&s->panel, wizard_honorifics[i].id, NAME_HONORIFIC, BUTTON_CHIP, area, NULL,
                      frame_word(s, wizard_honorifics[i].key));
        b->value = (int)i;
        b->is_chosen = strcmp(name_form(n)->honorific, wizard_honorifics[i].value) == 0;
    }
}

static bool is_fault_shown(const struct name *n) {
    return n->at_fault != NOMINATION_FIELDS;
}

static bool shows_honorifics(const struct name *n) {
    return n->suggestions.count == 0 && nomination_is_person(name_form(n));
}

static void lay_name(struct name *n) {
    struct screen *s = &n->base;
    const struct theme *theme = s->env->theme;
    const char *unit = wizard_unit(s);
    struct button *b = panel_add(
        &s->panel, "name.unit", NAME_UNIT, BUTTON_FIELD,
        frame_rect(theme, (struct rect){1248, 140, 608, 108}, (struct rect){48, 672, 984, 108}),
        "icons/home", unit[0] ? unit : frame_word(s, "nominate.unit.choose"));
    b->icon_end = "icons/down";
    b->is_private = unit[0] != '\0'; // "Nơi khác" is what the visitor wrote
    if (!is_fault_shown(n)) {
        if (shows_honorifics(n))
            lay_honorifics(n, row_area(theme));
        else
            lay_suggestions(n, row_area(theme));
    }
    if (!theme->is_portrait)
        panel_add(&s->panel, "name.staff", NAME_STAFF, BUTTON_SECONDARY,
                  theme_rect(theme, staff_left(theme), 264, 1856 - staff_left(theme), 96), NULL,
                  frame_word(s, "nominate.name.ask_staff"));
}

static bool is_next_off(const struct name *n) {
    enum nomination_rule rule;
    if (n->mode == NAME_MODE_PLACE)
        return name_form(n)->unit_other[0] == '\0';
    return name_first_fault(n, &rule) != NOMINATION_FIELDS;
}

void name_page_lay(struct name *n) {
    struct screen *s = &n->base;
    panel_clear(&s->panel);
    if (n->mode == NAME_MODE_UNITS) {
        unit_sheet_lay(s, n->sheet_page);
        wizard_lay_bar(s, &(struct wizard_bar){.has_cancel = true});
        return;
    }
    if (n->mode == NAME_MODE_NAME)
        lay_name(n);
    wizard_lay_next(s, is_next_off(n));
}

void name_page_damage_rows(struct name *n) {
    const struct theme *theme = n->base.env->theme;
    struct rect rows = rect_union(row_area(theme), frame_band(theme, theme->is_portrait ? 790 : 256,
                                                              theme->is_portrait ? 990 : 372));
    damage_add(n->base.env->damage, rows);
    damage_add(n->base.env->damage, frame_rect(theme, (struct rect){0, 944, 1920, 136},
                                               (struct rect){0, 1784, 1080, 136}));
}

/* --- drawing -------------------------------------------------------------------------------- */

static void draw_row_label(const struct name *n, struct canvas *canvas) {
    const struct screen *s = &n->base;
    const struct theme *theme = s->env->theme;
    bool is_address = shows_honorifics(n);
    if (!is_address && n->suggestions.count == 0)
        return;
    struct rect row = row_area(theme), box = row;
    box.w = theme_px(theme, is_address ? 212 : 160);
    if (theme->is_portrait && !is_address)
        box = theme_rect(theme, 48, 796, 984, 64);
    text_draw(canvas, frame_word(s, is_address ? "nominate.address.label" : "nominate.suggest"),
              box,
              &(struct text_style){.type = TYPE_BODY_S_BOLD,
                                   .color = COLOR_INK700,
                                   .place = TEXT_MIDDLE,
                                   .may_shrink = true,
                                   .is_silent = true}); // what stands behind it says enough
}

static void draw_fault(const struct name *n, struct canvas *canvas) {
    const struct screen *s = &n->base;
    if (!is_fault_shown(n))
        return;
    char *words = wizard_fault(s, n->at_fault, n->rule);
    frame_note(canvas, row_area(s->env->theme), NOTE_ERROR, words);
    free(words);
}

/* Portrait has room to say how a mark is put on a letter. */
static void draw_tone_hint(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    struct rect plate = theme_rect(theme, 48, 446, 984, 140);
    frame_plate(canvas, plate, 28, COLOR_GOLD200, COLOR_GOLD200);
    struct rect box = rect_inset(plate, theme_px(theme, 24));
    rect_cut_left(&box, theme_px(theme, 12));
    static const struct {
        const char *key;
        enum type_token type;
        enum color_token color;
    } parts[] = {{"nominate.tone_hint", TYPE_BODY_S_BOLD, COLOR_INK900},
                 {"nominate.tone_hint.before", TYPE_BUTTON_L, COLOR_LAC900},
                 {"nominate.tone_hint.touch", TYPE_BODY, COLOR_LAC900},
                 {"nominate.tone_hint.mark", TYPE_BUTTON_L, COLOR_LAC900},
                 {"nominate.tone_hint.after", TYPE_BUTTON_L, COLOR_LAC900}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *words = frame_word(s, parts[i].key);
        if (i == sizeof parts / sizeof *parts - 1) { // "becomes": the faces have no arrow
            struct rect arrow = rect_cut_left(&box, theme_px(theme, 56));
            frame_icon(canvas, "icons/next", rect_centre(arrow, arrow.w * 3 / 4, arrow.w * 3 / 4),
                       COLOR_LAC900);
            rect_cut_left(&box, theme_px(theme, 24));
        }
        text_draw(canvas, words, box,
                  &(struct text_style){.type = parts[i].type,
                                       .color = parts[i].color,
                                       .place = TEXT_MIDDLE,
                                       .max_lines = 1,
                                       .may_shrink = true,
                                       .is_silent = true}); // in pieces it says nothing
        rect_cut_left(&box, text_width(canvas, words, parts[i].type) + theme_px(theme, 24));
    }
}

static const char *title_of(const struct name *n) {
    if (n->mode == NAME_MODE_PLACE)
        return frame_word(&n->base, "nominate.unit.other_label");
    return worded(n, "nominate.name.title", "nominate.name.title.collective",
                  "nominate.name.title.model");
}

static void draw_portrait_question(const struct name *n, struct canvas *canvas) {
    const struct screen *s = &n->base;
    const char *question = n->mode == NAME_MODE_PLACE ? frame_word(s, "nominate.place.title")
                                                      : worded(n, "nominate.name.question",
                                                               "nominate.name.question.collective",
                                                               "nominate.name.question.model");
    text_draw(
        canvas, question, theme_rect(s->env->theme, 48, 148, 984, 116),
        &(struct text_style){
            .type = TYPE_TITLE_2, .color = COLOR_LAC700, .place = TEXT_MIDDLE, .may_shrink = true});
    draw_tone_hint(s, canvas);
    wizard_draw_tag(s, canvas, 629, false);
}

void name_page_draw(const struct screen *screen, struct canvas *canvas) {
    const struct name *n = (const struct name *)screen;
    wizard_draw(screen, canvas, 2, title_of(n));
    if (n->mode == NAME_MODE_UNITS) {
        unit_sheet_draw(screen, canvas);
        panel_draw(&screen->panel, canvas);
        return;
    }
    if (screen->env->theme->is_portrait)
        draw_portrait_question(n, canvas);
    if (!is_fault_shown(n) && n->mode == NAME_MODE_NAME)
        draw_row_label(n, canvas);
    panel_draw(&screen->panel, canvas);
    draw_fault(n, canvas);
    typepage_draw(&n->typing, canvas);
}
