#include "screens/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/xalloc.h"
#include "screens/frame.h"
#include "screens/sheet_parts.h"

#define FRAME_MS 16
#define SLOP 16
#define ROW 24 // what a page turns by is whole ones of these

enum action {
    ACTION_CLOSE = 4000,
    ACTION_PREV,
    ACTION_NEXT,
    ACTION_READ,
    ACTION_NOMINATE,
    ACTION_UP,
    ACTION_DOWN,
};

/* --- what it says --------------------------------------------------------------------------- */

void sheet_say(struct sheet *sheet, const struct sheet_head *head) {
    free(sheet->title);
    free(sheet->sub);
    sheet->head = *head;
    sheet->title = xstrdup(head->title);
    sheet->sub = xstrdup(head->sub);
    snprintf(sheet->icon, sizeof sheet->icon, "%s", head->icon ? head->icon : "");
    sheet->head.title = sheet->head.sub = sheet->head.icon = NULL; // the copies are meant
    sheet->is_open = true;
    passage_clear(&sheet->passage);
}

static void shut(struct sheet *sheet) {
    sheet->is_open = false;
    sheet->next_frame_ms = sheet->scrim_finger = 0;
    passage_clear(&sheet->passage);
}

void sheet_finish(struct sheet *sheet) {
    free(sheet->title);
    free(sheet->sub);
    passage_finish(&sheet->passage);
    panel_finish(&sheet->page);
    *sheet = (struct sheet){.is_open = false};
}

/* --- layout --------------------------------------------------------------------------------- */

void sheet_begin(struct sheet *sheet, struct screen *s) {
    if (sheet->page.items) {
        struct panel own = s->panel;
        s->panel = sheet->page;
        sheet->page = own;
        if (sheet->is_open) // the latest key or touch went to the sheet
            s->panel.is_steered = own.is_steered;
        else
            panel_finish(&sheet->page); // shut: it forgets where the ring was
    }
    panel_clear(&sheet->page);
    panel_clear(&s->panel);
}

struct row { // of buttons, filled from its right end
    struct screen *s;
    struct rect left;
    int gap;
};

static struct button *add_right(struct row *row, const char *id, int action, enum button_look look,
                                const char *icon, const char *label) {
    const struct theme *theme = row->s->env->theme;
    int w = text_width(row->s->env->metrics, label, TYPE_BUTTON) + theme_px(theme, icon ? 112 : 56);
    int least = theme_px(theme, 200);
    struct rect area = rect_cut_right(&row->left, w > least ? w : least);
    rect_cut_right(&row->left, row->gap);
    return panel_add(&row->s->panel, id, action, look, area, icon, label);
}

/* In portrait the row is shared out evenly: `count` buttons of the same width. */
static void share(struct screen *s, size_t first, struct rect row, int gap) {
    size_t count = s->panel.count - first;
    int w = count ? (row.w - gap * ((int)count - 1)) / (int)count : 0;
    for (size_t i = 0; i < count; i++) // they were added from the right
        s->panel.items[s->panel.count - 1 - i].area =
            (struct rect){row.x + (int)i * (w + gap), row.y, w, row.h};
}

static void lay_ways(struct row *row) {
    struct screen *s = row->s;
    add_right(row, "sheet.next", ACTION_NEXT, BUTTON_SECONDARY, "icons/right",
              frame_word(s, "nav.next_one"))
        ->is_icon_last = true;
    add_right(row, "sheet.prev", ACTION_PREV, BUTTON_SECONDARY, "icons/left",
              frame_word(s, "nav.prev"));
}

static void lay_nominate(const struct sheet *sheet, struct row *row) {
    if (sheet->head.can_nominate)
        add_right(row, "sheet.nominate", ACTION_NOMINATE, BUTTON_PRIMARY,
                  sheet->head.nominate_icon ? sheet->head.nominate_icon : "icons/nominate",
                  sheet->head.nominate);
}

/* Green, unless there is a button that matters more. */
static void lay_read(const struct sheet *sheet, struct row *row) {
    const struct screen_env *env = row->s->env;
    if (env->can_read)
        add_right(row, "sheet.read", ACTION_READ,
                  sheet->head.can_nominate ? BUTTON_SECONDARY : BUTTON_JADE,
                  env->is_reading ? "icons/pause" : "icons/speaker",
                  frame_word(row->s, env->is_reading ? "a11y.pause_read" : "a11y.read"));
}

/* Landscape: one row where the page has its bar, what closes it at the right end. */
static void lay_landscape(const struct sheet *sheet, struct screen *s) {
    struct row row = {s, sheet_bar(s->env->theme), theme_px(s->env->theme, 24)};
    add_right(&row, "sheet.close", ACTION_CLOSE, BUTTON_GOLD, "icons/close",
              frame_word(s, "nav.close"));
    if (sheet->head.pages > 1)
        lay_ways(&row);
    lay_nominate(sheet, &row);
    lay_read(sheet, &row);
    if (row.left.w >= 0)
        return;
    size_t first = 0;
    for (size_t i = 0; i < s->panel.count; i++) // the scrolling buttons are not in the row
        first += s->panel.items[i].action == ACTION_UP || s->panel.items[i].action == ACTION_DOWN;
    share(s, first, sheet_bar(s->env->theme), theme_px(s->env->theme, 16));
}

static void lay_portrait(const struct sheet *sheet, struct screen *s) {
    const struct theme *theme = s->env->theme;
    int gap = theme_px(theme, 24);
    struct rect low = sheet_bar(theme), high = low;
    high.y -= low.h + gap;
    struct row row = {s, high, gap};
    size_t first = s->panel.count;
    lay_nominate(sheet, &row);
    if (sheet->head.pages > 1)
        lay_ways(&row);
    share(s, first, high, gap);
    first = s->panel.count;
    row.left = low;
    add_right(&row, "sheet.close", ACTION_CLOSE, BUTTON_GOLD, "icons/close",
              frame_word(s, "nav.close"));
    lay_read(sheet, &row);
    share(s, first, low, gap);
}

static bool has_upper_row(const struct sheet *sheet) {
    return sheet->head.can_nominate || sheet->head.pages > 1;
}

/* Arrows for who would not drag; the passage is measured again beside them. */
static void lay_scroller(struct sheet *sheet, struct screen *s, bool is_new) {
    const struct screen_env *env = s->env;
    const struct theme *theme = env->theme;
    struct rect view = sheet_view(theme, has_upper_row(sheet));
    passage_measure(&sheet->passage, env->metrics, view.w);
    if (sheet->passage.height_px > view.h) {
        struct rect arrows = rect_cut_right(&view, theme_px(theme, SHEET_ARROW));
        rect_cut_right(&view, theme_px(theme, 24));
        struct rect down = rect_cut_bottom(&arrows, theme_px(theme, SHEET_ARROW));
        struct rect up = down;
        up.y -= down.h + theme_px(theme, 24);
        panel_add(&s->panel, "sheet.up", ACTION_UP, BUTTON_SECONDARY, up, "icons/up", NULL);
        panel_add(&s->panel, "sheet.down", ACTION_DOWN, BUTTON_SECONDARY, down, "icons/down", NULL);
        passage_measure(&sheet->passage, env->metrics, view.w);
    }
    int row = theme_px(theme, ROW);
    const struct scroller_size size = {
        .area = view,
        .content_px = sheet->passage.height_px,
        .row_px = row,
        .page_px = (view.h - theme_line_px(theme, TYPE_BODY)) / row * row,
        .slop_px = theme_px(theme, SLOP),
        .is_motion_reduced = env->is_motion_reduced,
    };
    scroller_fit(&sheet->scroller, &size);
    if (is_new)
        scroller_set(&sheet->scroller, 0);
}

static void set_arrows(const struct sheet *sheet, struct screen *s) {
    int goal = scroller_goal(&sheet->scroller);
    for (size_t i = 0; i < s->panel.count; i++) {
        struct button *b = &s->panel.items[i];
        bool was_off = b->is_off;
        if (b->action == ACTION_UP)
            b->is_off = goal <= 0;
        else if (b->action == ACTION_DOWN)
            b->is_off = goal >= scroller_last(&sheet->scroller);
        if (b->is_off != was_off)
            damage_add(s->env->damage, button_reach(b, s->env->theme));
    }
}

/* Opened by keypad it shows its ring, at the first button that does something. */
static void begin_ring(struct panel *own) {
    own->focus = 0;
    while ((size_t)own->focus + 1 < own->count && own->items[own->focus].is_off)
        own->focus++;
}

void sheet_lay(struct sheet *sheet, struct screen *s, bool is_new) {
    if (!sheet->is_open)
        return;
    struct panel own = sheet->page;
    if (!own.items) { // the first time: as the page's, but for the buttons
        own = s->panel;
        own.items = NULL;
        own.count = own.cap = 0;
        own.focus = -1;
    }
    bool is_fresh = own.focus < 0;
    panel_cancel(&s->panel, s->env->damage); // below the sheet nothing is pressed any more
    sheet->page = s->panel;
    s->panel = own;
    lay_scroller(sheet, s, is_new);
    if (s->env->theme->is_portrait)
        lay_portrait(sheet, s);
    else
        lay_landscape(sheet, s);
    sheet->next_frame_ms = 0;
    set_arrows(sheet, s);
    if (is_fresh && sheet->page.is_steered)
        begin_ring(&s->panel);
}

/* --- events --------------------------------------------------------------------------------- */

/* What moved since `before_px` is drawn, and while it moves by itself there will be another frame.
 */
static void show_moved(struct sheet *sheet, struct screen *s, int before_px) {
    struct damage *damage = s->env->damage;
    const struct scroller *scroller = &sheet->scroller;
    if (scroller->at_px != before_px) {
        damage_scroll(damage, scroller->size.area, before_px - scroller->at_px);
        damage_add(damage, sheet_edge(scroller->size.area, s->env->theme, true));
        damage_add(damage, sheet_edge(scroller->size.area, s->env->theme, false));
    }
    sheet->next_frame_ms =
        scroller_is_moving(scroller) ? clock_mono_ms(s->env->clock) + FRAME_MS : 0;
    set_arrows(sheet, s);
}

static bool scroll(struct sheet *sheet, struct screen *s, const struct event *ev) {
    int before_px = sheet->scroller.at_px;
    bool is_taken = scroller_event(&sheet->scroller, ev);
    if (ev->kind == EVENT_TIMER)
        scroller_tick(&sheet->scroller, ev->at_ms);
    if (ev->kind == EVENT_KEY && (ev->key == KEY_PAGE_DOWN || ev->key == KEY_PAGE_UP))
        scroller_turn(&sheet->scroller, ev->key == KEY_PAGE_DOWN ? 1 : -1, ev->at_ms);
    show_moved(sheet, s, before_px);
    return is_taken;
}

/* A finger that comes down and leaves beside the sheet. */
static bool is_beside(struct sheet *sheet, const struct screen *s, const struct event *ev) {
    bool is_outside = !rect_contains(sheet_box(s->env->theme), ev->at);
    if (ev->kind == EVENT_DOWN) {
        sheet->scrim_finger = is_outside ? ev->finger : 0;
        return false;
    }
    bool is_tap = ev->kind == EVENT_UP && ev->finger == sheet->scrim_finger && is_outside;
    if ((ev->kind == EVENT_UP || ev->kind == EVENT_CANCEL) && ev->finger == sheet->scrim_finger)
        sheet->scrim_finger = 0;
    return is_tap;
}

static enum sheet_answer press(struct sheet *sheet, struct screen *s, const struct event *ev,
                               const struct button *fired) {
    int before_px = sheet->scroller.at_px;
    switch (fired->action) {
    case ACTION_PREV:
        return SHEET_PREV;
    case ACTION_NEXT:
        return SHEET_NEXT;
    case ACTION_READ:
        return SHEET_READ;
    case ACTION_NOMINATE:
        return SHEET_NOMINATE;
    case ACTION_UP:
    case ACTION_DOWN:
        scroller_turn(&sheet->scroller, fired->action == ACTION_DOWN ? 1 : -1, ev->at_ms);
        show_moved(sheet, s, before_px);
        return SHEET_STAY;
    default:
        shut(sheet);
        return SHEET_CLOSE;
    }
}

enum sheet_answer sheet_event(struct sheet *sheet, struct screen *s, const struct event *ev) {
    if (scroll(sheet, s, ev)) {
        panel_cancel(&s->panel, s->env->damage);
        sheet->scrim_finger = 0;
        return SHEET_STAY;
    }
    bool is_escape = ev->kind == EVENT_KEY && ev->key == KEY_ESCAPE;
    const struct button *fired = panel_event(&s->panel, ev, s->env->damage);
    if (fired && !fired->is_off)
        return press(sheet, s, ev, fired);
    if (!is_beside(sheet, s, ev) && !is_escape)
        return SHEET_STAY;
    shut(sheet);
    return SHEET_CLOSE;
}

int64_t sheet_deadline_ms(const struct sheet *sheet) {
    return sheet->is_open ? sheet->next_frame_ms : 0;
}
