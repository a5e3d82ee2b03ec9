/* A page of rows: what can be switched one by one, the log, the slips set aside, the sticks. Beside
 * the rows (above them in portrait) what they come to, and the last step to take back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draw/text.h"
#include "model/words.h"
#include "screens/frame.h"
#include "staff/staff.h"
#include "widgets/chrome.h"

enum action {
    ACTION_OPEN = 1, // value: which row, as the next three
    ACTION_ACT,
    ACTION_TOGGLE,
    ACTION_CLEAR,
    ACTION_UNDO,
    ACTION_PAGE_UP,
    ACTION_PAGE_DOWN,
};

#define ROW_GAP 16
#define DENSE_PITCH 78

static struct desk *desk_of(const struct screen *s) {
    return s->env->desk;
}

/* --- geometry ------------------------------------------------------------------------------- */

static struct rect rows_area(const struct theme *theme) {
    return frame_rect(theme, (struct rect){64, 148, 1292, 780}, (struct rect){48, 640, 984, 1004});
}

static struct rect rail_area(const struct theme *theme) {
    return frame_rect(theme, (struct rect){1388, 148, 468, 764}, (struct rect){48, 148, 984, 468});
}

/* Design pixels: in portrait there is room for two lines of a name. */
static int row_design_h(const struct theme *theme) {
    int h = theme->is_portrait ? 184 : 140;
    return theme->has_large_text ? h + 36 : h;
}

static int pitch_px(const struct screen *s) {
    const struct theme *theme = s->env->theme;
    return theme_px(theme, desk_of(s)->list.is_dense ? DENSE_PITCH : row_design_h(theme) + ROW_GAP);
}

static size_t rows_a_page(const struct screen *s) {
    return (size_t)(rows_area(s->env->theme).h / pitch_px(s));
}

static size_t page_count(const struct screen *s) {
    size_t rows = rows_a_page(s), count = desk_of(s)->list.count;
    return count ? (count + rows - 1) / rows : 1;
}

/* `slot` from the top of what is shown. */
static struct rect row_area(const struct screen *s, size_t slot) {
    struct rect area = rows_area(s->env->theme);
    area.y += (int)slot * pitch_px(s);
    area.h = pitch_px(s) - (desk_of(s)->list.is_dense ? 0 : theme_px(s->env->theme, ROW_GAP));
    return area;
}

static size_t shown_rows(const struct screen *s) {
    const struct desk *desk = desk_of(s);
    size_t left = desk->first_row < desk->list.count ? desk->list.count - desk->first_row : 0;
    return left < rows_a_page(s) ? left : rows_a_page(s);
}

/* --- layout --------------------------------------------------------------------------------- */

struct parts { // of a row: what stands at its right end, and what is left for its words
    struct rect toggle, act, clear, words;
};

/* In portrait an item is given back on its own page. */
static bool has_clear(const struct theme *theme, const struct desk_row *row) {
    return row->is_local && !(theme->is_portrait && row->can_arrange);
}

static struct parts parts_of(const struct screen *s, const struct desk_row *row, size_t slot) {
    const struct theme *theme = s->env->theme;
    struct rect area = row_area(s, slot);
    int gap = theme_px(theme, theme->is_portrait ? 12 : 20), h = theme_px(theme, 104);
    struct parts parts = {.toggle = {.w = 0}, .act = {.w = 0}, .clear = {.w = 0}};
    rect_cut_right(&area, theme_px(theme, 10));
    struct rect line = {area.x, area.y + (area.h - h) / 2, area.w, h};
    if (row->has_toggle) {
        parts.toggle = rect_cut_right(&line, theme_px(theme, theme->is_portrait ? 168 : 196));
        rect_cut_right(&line, gap);
    }
    if (row->action) {
        bool is_narrow = theme->is_portrait && row->icon;
        parts.act = rect_cut_right(&line, theme_px(theme, is_narrow ? 112 : 200));
        rect_cut_right(&line, gap);
    }
    if (has_clear(theme, row)) {
        parts.clear = rect_cut_right(&line, theme_px(theme, theme->is_portrait ? 200 : 240));
        rect_cut_right(&line, gap);
    }
    parts.words = (struct rect){area.x, area.y, line.w, area.h};
    return parts;
}

static void lay_row(struct screen *s, size_t slot) {
    const struct desk_row *row = &desk_of(s)->list.rows[desk_of(s)->first_row + slot];
    struct parts parts = parts_of(s, row, slot);
    char id[ELEMENT_ID_BYTES];
    int value = (int)(desk_of(s)->first_row + slot);
    if (row->can_arrange) {
        snprintf(id, sizeof id, "staff.open.%s", row->id);
        panel_add(&s->panel, id, ACTION_OPEN, BUTTON_BARE, parts.words, NULL, row->title)->value =
            value;
    }
    if (has_clear(s->env->theme, row)) {
        snprintf(id, sizeof id, "staff.clear.%s", row->id);
        staff_add(s, id, ACTION_CLEAR, BUTTON_SECONDARY, parts.clear, NULL, "staff.as_published")
            ->value = value;
    }
    if (row->action) {
        snprintf(id, sizeof id, "staff.act.%s", row->id);
        bool is_narrow = s->env->theme->is_portrait && row->icon;
        staff_add(s, id, ACTION_ACT, BUTTON_SECONDARY, parts.act, row->icon,
                  is_narrow ? NULL : row->action)
            ->value = value;
    }
    if (row->has_toggle) {
        snprintf(id, sizeof id, "staff.toggle.%s", row->id);
        staff_add_toggle(s, id, ACTION_TOGGLE, parts.toggle, row->title, row->is_on, row->is_locked)
            ->value = value;
    }
}

static void lay_pages(struct screen *s) {
    const struct theme *theme = s->env->theme;
    size_t rows = rows_a_page(s);
    if (page_count(s) == 1)
        return;
    struct rect up =
        frame_rect(theme, (struct rect){752, 960, 150, 104}, (struct rect){462, 1676, 150, 104});
    struct rect down =
        frame_rect(theme, (struct rect){1068, 960, 288, 104}, (struct rect){752, 1676, 280, 104});
    struct button *b =
        staff_add(s, "staff.page_up", ACTION_PAGE_UP, BUTTON_SECONDARY, up, "icons/up", NULL);
    b->is_off = desk_of(s)->first_row == 0;
    b = staff_add(s, "staff.page_down", ACTION_PAGE_DOWN, BUTTON_SECONDARY, down, "icons/down",
                  "nav.next_page");
    b->is_off = desk_of(s)->first_row + rows >= desk_of(s)->list.count;
}

static struct rect undo_area(const struct theme *theme) {
    return frame_rect(theme, (struct rect){1424, 776, 396, 104}, (struct rect){48, 1676, 390, 104});
}

static void enter(struct screen *s) {
    const struct theme *theme = s->env->theme;
    struct desk *desk = desk_of(s);
    size_t rows = rows_a_page(s);
    desk->first_row -= desk->first_row % rows; // another size has other pages
    if (desk->first_row >= desk->list.count)
        desk->first_row = desk->list.count ? (desk->list.count - 1) / rows * rows : 0;
    panel_clear(&s->panel);
    for (size_t slot = 0; slot < shown_rows(s); slot++)
        lay_row(s, slot);
    bool has_undo = desk->list.kind == LIST_ITEMS || desk->list.kind == LIST_SWITCHES;
    if (has_undo)
        staff_add(s, "staff.undo", ACTION_UNDO, BUTTON_SECONDARY, undo_area(theme), "icons/back",
                  "staff.undo")
            ->is_off = !desk->list.can_undo;
    staff_add_back(s);
    lay_pages(s);
    staff_add_leave(s);
}

/* --- paint ---------------------------------------------------------------------------------- */

static void draw_photo(const struct screen *s, struct canvas *canvas, const struct desk_row *row,
                       struct rect *words) {
    const struct theme *theme = canvas->theme;
    if (desk_of(s)->list.kind != LIST_ITEMS)
        return;
    int pad = theme_px(theme, 10);
    struct rect cell = rect_cut_left(words, theme_px(theme, 118));
    struct rect photo = {cell.x + pad, cell.y + pad, theme_px(theme, 98), cell.h - 2 * pad};
    if (frame_photo(canvas, row->photo, photo, theme_px(theme, 18)))
        return;
    frame_plate(canvas, photo, 18, COLOR_INDIGO100, COLOR_STAFF_LINE);
    int side = theme_px(theme, 56);
    frame_icon(canvas, "icons/medal", rect_centre(photo, side, side), COLOR_INDIGO800);
}

/* Of the line below a name, which may take two. `local` is it where this machine decides. */
static int line_height(struct canvas *canvas, const struct desk_row *row, const char *local,
                       int width_px) {
    bool is_strong = local || row->line.tone == DESK_BAD;
    enum type_token type = is_strong ? TYPE_STAFF_BOLD : TYPE_STAFF;
    const char *text = local ? local : row->line.text;
    bool is_one = text && text_width(canvas, text, type) * 7 / 8 <= width_px;
    return (is_one ? 1 : 2) * theme_line_px(canvas->theme, type);
}

/* Name, and below it the line that says how it stands; "máy này" where this machine decides. */
static void draw_row(const struct screen *s, struct canvas *canvas, size_t slot) {
    const struct theme *theme = canvas->theme;
    const struct desk_row *row = &desk_of(s)->list.rows[desk_of(s)->first_row + slot];
    struct rect card = row_area(s, slot), words = parts_of(s, row, slot).words;
    if (!canvas_shows(canvas, card))
        return;
    staff_card(canvas, card);
    if (row->is_local) { // a mark of its own beside the words
        struct rect edge = {card.x, card.y + theme_px(theme, 28), theme_px(theme, 10),
                            card.h - theme_px(theme, 56)};
        canvas_fill(canvas, edge, theme_color(theme, COLOR_INDIGO700));
    }
    draw_photo(s, canvas, row, &words);
    rect_cut_left(&words, theme_px(theme, 24));
    rect_cut_top(&words, theme_px(theme, 4));
    rect_cut_bottom(&words, theme_px(theme, 4));
    int star = row->is_pinned ? theme_px(theme, 48) : 0;
    const struct text_style title = {.type = TYPE_STAFF_TITLE,
                                     .color = COLOR_INK900,
                                     .place = TEXT_MIDDLE,
                                     .max_lines = theme->is_portrait ? 2 : 1,
                                     .may_shrink = true};
    int name_h = text_height(canvas, row->title, words.w - star, &title);
    bool has_local = row->is_local && row->line.tone != DESK_BAD;
    char *local = has_local ? frame_fill_one(s, "staff.local_and", "what", row->line.text) : NULL;
    int line_h = line_height(canvas, row, local, words.w);
    if (name_h + line_h < words.h)
        words = rect_centre(words, words.w, name_h + line_h);
    struct rect name = rect_cut_top(&words, name_h);
    if (row->is_pinned) {
        int side = theme_px(theme, 40);
        frame_icon(canvas, "icons/star", rect_centre(rect_cut_left(&name, side), side, side),
                   COLOR_GOLD600);
        rect_cut_left(&name, theme_px(theme, 8));
    }
    text_draw(canvas, row->title, name, &title);
    if (!local)
        staff_tone_line(canvas, &row->line, words, TYPE_STAFF);
    else
        text_draw(canvas, local, words,
                  &(struct text_style){.type = TYPE_STAFF_BOLD,
                                       .color = COLOR_INDIGO800,
                                       .place = TEXT_MIDDLE,
                                       .may_shrink = true});
    free(local);
}

static void draw_dense_row(const struct screen *s, struct canvas *canvas, size_t slot) {
    const struct theme *theme = canvas->theme;
    const struct desk_row *row = &desk_of(s)->list.rows[desk_of(s)->first_row + slot];
    struct rect area = row_area(s, slot);
    struct rect rule = {area.x, area.y + area.h - theme_px(theme, 2), area.w, theme_px(theme, 2)};
    canvas_fill(canvas, rule, theme_color(theme, COLOR_STAFF_LINE));
    struct rect time = rect_cut_left(&area, theme_px(theme, 250));
    staff_line(canvas, row->title, time, TYPE_STAFF_BOLD, COLOR_INDIGO800);
    staff_tone_line(canvas, &row->line, area, TYPE_STAFF);
}

static void draw_rail(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    const struct desk_list *list = &desk_of(s)->list;
    struct rect rail = rail_area(theme), box = rect_inset(rail, theme_px(theme, 36));
    staff_plate(canvas, rail);
    if (!theme->is_portrait)
        rect_cut_bottom(&box, theme_px(theme, 120));
    staff_line(canvas, list->head, rect_cut_top(&box, theme_line_px(theme, TYPE_TILE)), TYPE_TILE,
               staff_on_plate(theme, COLOR_IVORY0));
    for (int i = 0; i < DESK_FACTS && list->facts[i]; i++)
        staff_line(canvas, list->facts[i], rect_cut_top(&box, theme_px(theme, 58)), TYPE_BODY_S,
                   staff_on_plate(theme, COLOR_IVORY0));
    rect_cut_top(&box, theme_px(theme, 20));
    struct rect rule = rect_cut_top(&box, theme_px(theme, 3));
    canvas_fill(canvas, rule, theme_color(theme, staff_on_plate(theme, COLOR_INDIGO100)));
    rect_cut_top(&box, theme_px(theme, 20));
    staff_text(canvas, list->note, box, TYPE_BODY_S, staff_on_plate(theme, COLOR_INDIGO100));
}

static void draw_page_number(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    if (page_count(s) == 1)
        return;
    char page[16], pages[16];
    snprintf(page, sizeof page, "%zu", desk_of(s)->first_row / rows_a_page(s) + 1);
    snprintf(pages, sizeof pages, "%zu", page_count(s));
    const char *values[] = {"n", page, "m", pages, NULL};
    char *words = words_fill(s->env->words, "nav.page", values);
    struct rect box =
        frame_rect(theme, (struct rect){906, 960, 158, 104}, (struct rect){616, 1676, 132, 104});
    text_draw(canvas, words, box,
              &(struct text_style){.type = TYPE_BODY_BOLD,
                                   .color = COLOR_INK900,
                                   .align = TEXT_CENTRE,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true,
                                   .is_silent = true});
    free(words);
}

static struct rect lock_area(const struct theme *theme) {
    return theme->is_portrait ? chrome_bar_row(theme, 372, 268) : chrome_bar_row(theme, 350, 386);
}

static void draw(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    const struct desk_list *list = &desk_of(s)->list;
    staff_draw_page(s, canvas, list->title);
    staff_draw_tall_bar(canvas);
    for (size_t slot = 0; slot < shown_rows(s); slot++)
        (list->is_dense ? draw_dense_row : draw_row)(s, canvas, slot);
    draw_rail(s, canvas);
    draw_page_number(s, canvas);
    staff_draw_lock(s, canvas, lock_area(theme));
    panel_draw(&s->panel, canvas);
}

/* --- events --------------------------------------------------------------------------------- */

static void turn(struct screen *s, bool is_on) {
    struct desk *desk = desk_of(s);
    size_t rows = rows_a_page(s);
    if (is_on && desk->first_row + rows < desk->list.count)
        desk->first_row += rows;
    else if (!is_on)
        desk->first_row -= desk->first_row < rows ? desk->first_row : rows;
    enter(s);
    damage_add_all(s->env->damage);
}

static void fire(struct screen *s, const struct button *b) {
    struct desk *desk = desk_of(s);
    const struct desk_row *row = &desk->list.rows[b->value];
    enum desk_wish_kind toggle = desk->list.kind == LIST_SWITCHES ? WISH_SWITCH : WISH_SHOW;
    switch (b->action) {
    case ACTION_OPEN:
        desk_wish(desk, WISH_ARRANGE, row->id);
        break;
    case ACTION_ACT:
        desk_wish(desk, WISH_ACT, row->id);
        break;
    case ACTION_TOGGLE: // a locked one says why, too
        desk_wish(desk, toggle, row->id);
        desk->wish.is_on = !row->is_on;
        break;
    case ACTION_CLEAR:
        desk_wish(desk, WISH_CLEAR, row->id);
        break;
    case ACTION_UNDO:
        if (!b->is_off)
            desk_wish(desk, WISH_UNDO, NULL);
        break;
    case STAFF_BACK:
        desk_wish(desk, WISH_BACK, NULL);
        break;
    case STAFF_LEAVE:
        desk_wish(desk, WISH_LEAVE, NULL);
        break;
    default:
        break;
    }
}

static bool turns_page(struct screen *s, const struct button *fired, const struct event *ev) {
    bool is_key = ev->kind == EVENT_KEY && (ev->key == KEY_PAGE_UP || ev->key == KEY_PAGE_DOWN);
    bool is_button =
        fired && (fired->action == ACTION_PAGE_UP || fired->action == ACTION_PAGE_DOWN);
    if (!is_key && !is_button)
        return false;
    turn(s, is_key ? ev->key == KEY_PAGE_DOWN : fired->action == ACTION_PAGE_DOWN);
    return true;
}

static struct screen_reply event(struct screen *s, const struct event *ev) {
    const struct button *fired = panel_event(&s->panel, ev, s->env->damage);
    if (!turns_page(s, fired, ev) && fired)
        fire(s, fired);
    if (ev->kind == EVENT_TIMER)
        damage_add(s->env->damage, lock_area(s->env->theme));
    return (struct screen_reply){.action = SCREEN_STAY};
}

const struct screen_kind staff_list_kind = {
    .name = "staff-list",
    .idle = SCREEN_IDLE_NEVER,
    .size_bytes = sizeof(struct screen),
    .enter = enter,
    .event = event,
    .draw = draw,
    .deadline_ms = staff_lock_deadline_ms,
};
