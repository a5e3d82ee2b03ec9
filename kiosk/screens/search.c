/* Searching the wall: the keyboard over its lower part, above it the field, how many were found and
 * the first of them. What is typed is the visit's query, which the wall keeps when this closes. */
#include "screens/screens.h"

#include <stdio.h>
#include <stdlib.h>

#include "model/content.h"
#include "model/people_search.h"
#include "screens/bar.h"
#include "screens/frame.h"
#include "screens/person_row.h"
#include "screens/typepage.h"

enum action {
    ACTION_PERSON = 1, // value: index into content
    ACTION_DONE,
};

#define ROWS_MAX 3
#define NEAR_TYPE TYPE_BODY_S_BOLD // of "Có phải:"
#define QUERY_CHARS_MAX 60

struct search {
    struct screen base;
    struct typepage typing;
    struct people_search people; // whom the query and the wall's filter leave
    size_t first_row, row_count; // of the panel's buttons
    bool are_near;               // nobody was found: the rows come near to what was typed
};

static bool is_asking(const struct search *f) {
    return f->base.env->visit->query[0] != '\0';
}

/* --- layout --------------------------------------------------------------------------------- */

static struct rect number_area(const struct theme *theme) {
    return frame_rect(theme, (struct rect){1248, 132, 608, 120}, (struct rect){48, 446, 984, 136});
}

/* Where the people found stand, with the words before them. */
static struct rect rows_area(const struct theme *theme) {
    return frame_rect(theme, (struct rect){64, 254, 1792, 116}, (struct rect){48, 590, 984, 410});
}

/* Side by side in landscape, right of `left`; one below the other in portrait. */
static struct rect row_area(const struct theme *theme, size_t index, size_t count, int left) {
    int i = (int)index, n = (int)count, gap = theme->is_portrait ? 16 : 24;
    if (theme->is_portrait) {
        int h = n > 1 ? (344 - gap * (n - 1)) / n : 164;
        return theme_rect(theme, 48, 648 + i * (h + gap), 984, h);
    }
    int w = (1856 - left - gap * (n - 1)) / n;
    return theme_rect(theme, left + i * (w + gap), 257, w, 108);
}

static void open_typing(struct search *f) {
    struct screen *s = &f->base;
    const struct theme *theme = s->env->theme;
    struct visit *visit = s->env->visit;
    typepage_open(&f->typing, s,
                  &(struct typepage_params){
                      .id = "people.field",
                      .buffer = visit->query,
                      .cap_bytes = sizeof visit->query,
                      .max_chars = QUERY_CHARS_MAX,
                      .placeholder = frame_word(s, "honours.search"),
                      .has_no_capitals = true,
                      .field_area = frame_rect(theme, (struct rect){64, 140, 1160, 108},
                                               (struct rect){48, 278, 984, 140}),
                      .keys_area = frame_rect(theme, (struct rect){64, 376, 1792, 552},
                                              (struct rect){48, 1010, 984, 732}),
                  });
}

/* Left edge, in design pixels, of the rows that stand behind "Có phải:". */
static int near_left(const struct screen *s) {
    int width_px = text_width(s->env->metrics, frame_word(s, "nominate.suggest"), NEAR_TYPE);
    return 64 + (int)(width_px / s->env->theme->scale) + 28;
}

/* Into how many places the row is parted: as many as leave room for every name. */
static size_t count_places(const struct screen *s, const uint32_t *people, size_t count, int left) {
    const struct theme *theme = s->env->theme;
    size_t places = count < 2 ? 2 : count < ROWS_MAX ? count : ROWS_MAX;
    if (theme->has_large_text || theme->is_portrait)
        places = theme->has_large_text ? 2 : ROWS_MAX; // always of one height
    for (size_t i = 0; i < count && i < places && places > 1;) {
        bool has_room = person_row_fits(s, people[i], row_area(theme, 0, places, left));
        places -= !has_room;
        i = has_room ? i + 1 : 0;
    }
    return places;
}

/* Those found; where there are none, those that come near. */
static void lay_rows(struct search *f) {
    struct screen *s = &f->base;
    uint32_t near[PEOPLE_NEAR_MAX];
    f->first_row = s->panel.count;
    f->are_near = f->people.count == 0;
    const uint32_t *people = f->are_near ? near : f->people.found;
    size_t count = f->are_near ? people_search_near(&f->people, near) : f->people.count;
    int left = f->are_near ? near_left(s) : 64;
    size_t places = count_places(s, people, count, left);
    f->row_count = count < places ? count : places;
    for (size_t i = 0; i < f->row_count; i++) {
        char id[ELEMENT_ID_BYTES];
        snprintf(id, sizeof id, f->are_near ? "people.near.%zu" : "people.card.%zu", i);
        person_row_lay(s, id, ACTION_PERSON, people[i], row_area(s->env->theme, i, places, left));
    }
}

static const struct bar_button bar_big_here = {
    .id = "nav.bigtext", .action = BAR_LARGE_TEXT, .key = "a11y.bigger_short", .x = 752, .w = 130};
static const struct bar_button bar_help_here = {.id = "nav.help",
                                                .action = BAR_HELP,
                                                .icon = "icons/help",
                                                .key = "help.call",
                                                .short_key = "help.call_short",
                                                .x = 994,
                                                .w = 310};
static const struct bar_button bar_done = {.id = "people.done",
                                           .action = ACTION_DONE,
                                           .look = BUTTON_PRIMARY,
                                           .icon = "icons/check",
                                           .key = "kb.done",
                                           .x = 1426,
                                           .w = 430,
                                           .is_right = true,
                                           .is_large = true};

static void lay(struct search *f) {
    struct screen *s = &f->base;
    struct bar_button buttons[] = {bar_back, bar_home, bar_big_here, bar_help_here, bar_done};
    buttons[1].is_icon_only = s->env->theme->is_portrait; // five of them are many there
    panel_clear(&s->panel);
    lay_rows(f);
    bar_lay(s, buttons, sizeof buttons / sizeof *buttons);
}

static void enter(struct screen *screen) {
    struct search *f = (struct search *)screen;
    const struct visit *visit = screen->env->visit;
    people_search_finish(&f->people);
    people_search_init(&f->people, screen->env->content);
    people_search_find(&f->people, visit->query, visit->group);
    open_typing(f);
    lay(f);
}

static void leave(struct screen *screen) {
    struct search *f = (struct search *)screen;
    typepage_close(&f->typing);
    people_search_finish(&f->people);
}

/* --- events --------------------------------------------------------------------------------- */

static void text_changed(struct search *f) {
    struct screen *s = &f->base;
    const struct theme *theme = s->env->theme;
    struct visit *visit = s->env->visit;
    visit->first_person = 0;
    people_search_find(&f->people, visit->query, visit->group);
    panel_cancel(&s->panel, s->env->damage);
    lay(f);
    damage_add(s->env->damage, number_area(theme));
    damage_add(s->env->damage, rows_area(theme));
}

static struct screen_reply fire(struct search *f, const struct button *fired) {
    struct visit *visit = f->base.env->visit;
    struct screen_reply reply = {.action = SCREEN_STAY};
    if (bar_reply(fired->action, &reply))
        return reply;
    if (fired->action == ACTION_DONE)
        return (struct screen_reply){SCREEN_GO, SCREEN_HONOURED};
    visit->person = (size_t)fired->value;
    return (struct screen_reply){SCREEN_GO, SCREEN_DETAIL};
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    struct search *f = (struct search *)screen;
    if (typepage_event(&f->typing, screen, ev))
        text_changed(f);
    bool is_enter = ev->kind == EVENT_KEY && ev->key == KEY_ENTER;
    if (is_enter && typewalk_is_at_field(&screen->panel, &f->typing.keyboard.keys))
        return (struct screen_reply){SCREEN_GO, SCREEN_HONOURED};
    const struct button *fired = typepage_fired(&f->typing, screen, ev);
    return fired ? fire(f, fired) : (struct screen_reply){.action = SCREEN_STAY};
}

static int64_t deadline_ms(const struct screen *screen) {
    return typepage_deadline_ms(&((const struct search *)screen)->typing);
}

static void list(const struct screen *screen, struct element_list *out) {
    typepage_list(&((const struct search *)screen)->typing, out);
}

/* --- drawing -------------------------------------------------------------------------------- */

static void draw_number(const struct search *f, struct canvas *canvas) {
    const struct screen *s = &f->base;
    const struct theme *theme = s->env->theme;
    struct rect box = number_area(theme);
    enum color_token ink = COLOR_LAC700;
    if (theme->is_portrait) {
        frame_plate(canvas, box, 28, COLOR_GOLD200, COLOR_GOLD200);
        rect_cut_left(&box, theme_px(theme, 36));
        ink = COLOR_LAC900;
    }
    char digits[24];
    snprintf(digits, sizeof digits, "%zu", f->people.count);
    const struct text_style number = {
        .type = theme->is_portrait ? TYPE_TITLE_1 : TYPE_TITLE_2,
        .color = ink,
        .place = TEXT_MIDDLE,
        .max_lines = 1,
    };
    struct rect left =
        rect_cut_left(&box, text_width(canvas, digits, number.type) + theme_px(theme, 4));
    text_draw(canvas, digits, left, &number);
    rect_cut_left(&box, theme_px(theme, 24));
    text_draw(canvas, frame_word(s, is_asking(f) ? "honours.found" : "honours.people"), box,
              &(struct text_style){.type = theme->is_portrait ? TYPE_BODY : TYPE_BODY_S,
                                   .color = theme->is_portrait ? COLOR_INK900 : COLOR_INK700,
                                   .place = TEXT_MIDDLE,
                                   .may_shrink = true});
}

/* Nobody was found: "Có phải:" before those that come near, else what else might be tried. */
static void draw_hint(const struct search *f, struct canvas *canvas) {
    const struct screen *s = &f->base;
    const struct theme *theme = s->env->theme;
    struct rect box = rows_area(theme);
    if (f->row_count == 0) {
        text_draw(canvas, frame_word(s, "honours.not_found.help"), box,
                  &(struct text_style){.type = TYPE_BODY,
                                       .color = COLOR_INK900,
                                       .align = TEXT_CENTRE,
                                       .place = TEXT_MIDDLE,
                                       .may_shrink = true});
        return;
    }
    if (theme->is_portrait)
        box = rect_cut_top(&box, theme_px(theme, 58));
    text_draw(canvas, frame_word(s, "nominate.suggest"), box,
              &(struct text_style){
                  .type = NEAR_TYPE, .color = COLOR_INK700, .place = TEXT_MIDDLE, .max_lines = 1});
}

static void draw(const struct screen *screen, struct canvas *canvas) {
    const struct search *f = (const struct search *)screen;
    bool is_portrait = screen->env->theme->is_portrait;
    char *title = frame_fill(screen, "honours.page_title");
    frame_draw(screen, canvas,
               &(struct frame){.title = is_portrait ? frame_word(screen, "honours.title") : title});
    free(title);
    if (is_portrait)
        text_draw(canvas, frame_word(screen, "honours.search"),
                  theme_rect(screen->env->theme, 48, 148, 984, 116),
                  &(struct text_style){.type = TYPE_TITLE_2,
                                       .color = COLOR_LAC700,
                                       .place = TEXT_MIDDLE,
                                       .may_shrink = true});
    draw_number(f, canvas);
    panel_draw(&screen->panel, canvas);
    for (size_t i = 0; i < f->row_count; i++)
        person_row_draw(screen, canvas, &screen->panel.items[f->first_row + i]);
    if (f->are_near)
        draw_hint(f, canvas);
    typepage_draw(&f->typing, canvas);
}

const struct screen_kind search_kind = {
    .name = "search",
    .idle = SCREEN_IDLE_READ,
    .size_bytes = sizeof(struct search),
    .enter = enter,
    .event = event,
    .draw = draw,
    .leave = leave,
    .list = list,
    .deadline_ms = deadline_ms,
};
