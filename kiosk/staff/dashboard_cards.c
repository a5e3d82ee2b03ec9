#include "staff/dashboard_cards.h"

#include <stdio.h>
#include <stdlib.h>

#include "draw/text.h"
#include "screens/frame.h"
#include "staff/staff.h"
#include "widgets/chrome.h"

struct rect dashboard_card(const struct theme *theme, enum dashboard_card card) {
    static const struct {
        struct rect landscape, portrait;
    } cards[] = {
        [DASHBOARD_PAGES] = {{64, 148, 760, 780}, {48, 968, 984, 676}},
        [DASHBOARD_OUTBOX] = {{848, 148, 492, 426}, {48, 600, 480, 344}},
        [DASHBOARD_NETWORK] = {{848, 598, 492, 330}, {552, 140, 480, 436}},
        [DASHBOARD_CONTENT] = {{1364, 148, 492, 330}, {552, 600, 480, 344}},
        [DASHBOARD_LOG] = {{1364, 502, 492, 426}, {48, 140, 480, 436}},
    };
    return frame_rect(theme, cards[card].landscape, cards[card].portrait);
}

struct rect dashboard_page_row(const struct theme *theme, int index) {
    return theme->is_portrait ? theme_rect(theme, 80, 1016 + 104 * index, 928, 104)
                              : theme_rect(theme, 100, 226 + 116 * index, 700, 116);
}

struct rect dashboard_page_words(const struct theme *theme, int index) {
    struct rect words = dashboard_page_row(theme, index);
    rect_cut_right(&words, theme_px(theme, 342));
    return words;
}

struct rect dashboard_lock_area(const struct theme *theme) {
    return theme->is_portrait ? chrome_bar_row(theme, 372, 268) : chrome_bar_row(theme, 1078, 322);
}

/* Heading of a card, with an icon; returns the room below it. */
static struct rect draw_heading(struct canvas *canvas, struct rect card, const char *icon,
                                const char *title, enum color_token ink) {
    const struct theme *theme = canvas->theme;
    int pad = theme_px(theme, theme->is_portrait ? 24 : 32);
    struct rect box = rect_inset(card, pad);
    box.y -= pad / 2;
    box.h += pad;
    struct rect row = rect_cut_top(&box, theme_px(theme, theme->is_portrait ? 60 : 72));
    int side = theme_px(theme, 52);
    if (icon) {
        frame_icon(canvas, icon, rect_centre(rect_cut_left(&row, side), side, side), ink);
        rect_cut_left(&row, theme_px(theme, 20));
    }
    staff_line(canvas, title, row, TYPE_STAFF_TITLE, ink);
    return box;
}

/* --- the pages ------------------------------------------------------------------------------ */

/* What was switched here has an edge as in the lists, and a pill to give it back by. */
static void draw_give_back(const struct screen *s, struct canvas *canvas, struct rect box) {
    const struct theme *theme = canvas->theme;
    const char *word = frame_word(s, "staff.as_published");
    int side = theme_px(theme, 36), pad = theme_px(theme, 14);
    int width = 2 * pad + side + pad / 2 + text_width(canvas, word, TYPE_STAFF_BOLD) + pad / 2;
    box.h += theme_px(theme, 6);
    rect_cut_right(&box, theme_px(theme, 12));
    box.w = width < box.w ? width : box.w;
    frame_plate(canvas, box, 20, COLOR_INDIGO100, COLOR_INDIGO700);
    rect_cut_left(&box, pad);
    rect_cut_right(&box, pad);
    frame_icon(canvas, "icons/back", rect_centre(rect_cut_left(&box, side), side, side),
               COLOR_INDIGO800);
    rect_cut_left(&box, pad / 2);
    staff_line(canvas, word, box, TYPE_STAFF_BOLD, COLOR_INDIGO800);
}

static void draw_page(const struct screen *s, struct canvas *canvas, int index) {
    const struct theme *theme = canvas->theme;
    const struct desk_page *page = &s->env->desk->pages[index];
    struct rect row = dashboard_page_row(theme, index);
    struct rect words = dashboard_page_words(theme, index);
    struct rect edge = {row.x - theme_px(theme, 20), row.y + theme_px(theme, 16),
                        theme_px(theme, 8), row.h - theme_px(theme, 32)};
    if (page->is_local)
        canvas_fill(canvas, edge, theme_color(theme, COLOR_INDIGO700));
    int name_h = theme_line_px(theme, TYPE_BODY_BOLD), sub_h = theme_line_px(theme, TYPE_STAFF);
    int spare = words.h - name_h - sub_h;
    rect_cut_top(&words, spare > 0 ? spare / 2 : 0);
    if (page->is_local)
        words.y -= theme_px(theme, 6); // the pill is taller than the line it stands for
    staff_line(canvas, page->title, rect_cut_top(&words, name_h), TYPE_BODY_BOLD, COLOR_INK900);
    struct rect sub = rect_cut_top(&words, sub_h);
    if (page->is_local)
        draw_give_back(s, canvas, sub);
    else
        staff_line(canvas, page->sub, sub, TYPE_STAFF, COLOR_INK700);
    if (index == 0)
        return;
    row.h = theme_px(theme, 2);
    canvas_fill(canvas, row, theme_color(theme, COLOR_STAFF_LINE));
}

static void draw_pages(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    struct rect card = dashboard_card(theme, DASHBOARD_PAGES), head = card;
    staff_card(canvas, card);
    head.x = dashboard_page_row(theme, 0).x;
    head.h = theme_px(theme, theme->is_portrait ? 56 : 80);
    staff_line(canvas, frame_word(s, "staff.pages"), head, TYPE_STAFF_TITLE, COLOR_INDIGO800);
    for (int i = 0; i < (int)s->env->desk->page_count; i++)
        draw_page(s, canvas, i);
    if (s->env->desk->page_count > 0)
        return;
    struct rect none = rect_inset(card, theme_px(theme, 36)); // nothing has come yet
    rect_cut_top(&none, head.h);
    staff_text(canvas, frame_word(s, "staff.trouble.no_content"), none, TYPE_BODY_S, COLOR_INK700);
}

/* --- the others ----------------------------------------------------------------------------- */

static void draw_outbox(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    const struct desk_outbox *outbox = &s->env->desk->outbox;
    struct rect card = dashboard_card(theme, DASHBOARD_OUTBOX);
    staff_card(canvas, card);
    struct rect box =
        draw_heading(canvas, card, "icons/inbox", frame_word(s, "staff.outbox"), COLOR_INDIGO800);
    char number[24];
    snprintf(number, sizeof number, "%lld", outbox->waiting);
    struct rect row = rect_cut_top(&box, theme_px(theme, theme->is_portrait ? 92 : 130));
    enum type_token type = outbox->waiting >= 1000 ? TYPE_TILE
                           : theme->is_portrait    ? TYPE_TITLE_2
                                                   : TYPE_TITLE_1;
    int w = text_width(canvas, number, type);
    staff_line(canvas, number, rect_cut_left(&row, w), type, COLOR_INK900);
    rect_cut_left(&row, theme_px(theme, 28));
    text_draw(
        canvas, outbox->state, row,
        &(struct text_style){
            .type = TYPE_STAFF, .color = COLOR_INK700, .place = TEXT_MIDDLE, .may_shrink = true});
    const struct desk_line totals = {outbox->parked > 0 ? DESK_BAD : DESK_GOOD, outbox->totals};
    struct rect line = rect_cut_top(&box, theme_px(theme, theme->is_portrait ? 48 : 56));
    staff_tone_line(canvas, &totals, line, TYPE_STAFF_BOLD);
}

void dashboard_draw_network(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    const struct desk_network *network = &s->env->desk->network;
    struct rect card = dashboard_card(theme, DASHBOARD_NETWORK);
    struct button b = {.look = BUTTON_CARD, .area = card};
    for (size_t i = 0; i < s->panel.count && !theme->is_portrait; i++)
        if (rect_overlaps(s->panel.items[i].area, card))
            b = s->panel.items[i];
    if (theme->is_portrait)
        staff_card(canvas, card);
    else
        card = button_face(&b, theme);
    struct rect box = draw_heading(canvas, card, network->is_well ? "icons/wifi" : "icons/wifioff",
                                   network->title, network->is_well ? COLOR_JADE900 : COLOR_LAC700);
    if (!theme->is_portrait) { // it leads somewhere
        int side = theme_px(theme, 44), pad = theme_px(theme, 24);
        struct rect arrow = {card.x + card.w - pad - side, card.y + theme_px(theme, 30), side,
                             side};
        frame_icon(canvas, "icons/right", arrow, COLOR_INDIGO800);
    }
    struct rect last = rect_cut_bottom(&box, theme_px(theme, 50));
    staff_line(canvas, network->device, last, TYPE_STAFF_BOLD, COLOR_INK900);
    staff_text(canvas, network->text, box, TYPE_STAFF, COLOR_INK700);
}

static void draw_content(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    const struct desk_content *content = &s->env->desk->content;
    struct rect card = dashboard_card(theme, DASHBOARD_CONTENT);
    staff_card(canvas, card);
    struct rect box = draw_heading(canvas, card, "icons/refresh", frame_word(s, "staff.content"),
                                   COLOR_INDIGO800);
    staff_line(canvas, content->version, rect_cut_top(&box, theme_px(theme, 58)), TYPE_BUTTON_L,
               COLOR_INK900);
    int h = theme_px(theme, theme->is_portrait ? 96 : 56);
    staff_tone_line(canvas, &content->state, rect_cut_top(&box, h), TYPE_STAFF);
}

/* In two lines where it must be; false when there is no room left for it. */
static bool draw_entry(struct canvas *canvas, const struct desk_entry *entry, struct rect *box) {
    const struct theme *theme = canvas->theme;
    const struct text_style style = {.type = TYPE_STAFF,
                                     .color = COLOR_INK900,
                                     .place = TEXT_MIDDLE,
                                     .max_lines = 2,
                                     .may_shrink = true};
    int column = text_width(canvas, entry->time, TYPE_STAFF_BOLD) + theme_px(theme, 16);
    int least = theme_px(theme, 100);
    column = column > least ? column : least;
    int h = text_height(canvas, entry->text, box->w - column, &style) + theme_px(theme, 8);
    int row_h = theme_px(theme, 64);
    row_h = h > row_h ? h : row_h;
    if (row_h > box->h)
        return false;
    struct rect row = rect_cut_top(box, row_h);
    staff_line(canvas, entry->time, rect_cut_left(&row, column), TYPE_STAFF_BOLD, COLOR_INDIGO800);
    text_draw(canvas, entry->text, row, &style);
    return true;
}

static void draw_log(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    const struct desk *desk = s->env->desk;
    struct rect card = dashboard_card(theme, DASHBOARD_LOG);
    staff_card(canvas, card);
    struct rect box =
        draw_heading(canvas, card, "icons/log", frame_word(s, "staff.log"), COLOR_INDIGO800);
    for (int i = 0; i < DESK_RECENT && desk->recent[i].text; i++)
        if (!draw_entry(canvas, &desk->recent[i], &box))
            break;
}

void dashboard_draw_cards(const struct screen *s, struct canvas *canvas) {
    draw_pages(s, canvas);
    draw_outbox(s, canvas);
    draw_content(s, canvas);
    draw_log(s, canvas);
    if (canvas->theme->is_portrait)
        dashboard_draw_network(s, canvas);
}
