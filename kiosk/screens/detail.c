/* One honoured person: portrait, award, what they did, figures of the work it belongs to; a sheet
 * with the whole story. */
#include "screens/detail.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "model/people_search.h"
#include "screens/bar.h"
#include "screens/days.h"
#include "screens/frame.h"
#include "screens/person.h"
#include "screens/screens.h"
#include "screens/sheet.h"

enum action {
    ACTION_NOMINATE = 1,
    ACTION_MORE,
    ACTION_PREV,
    ACTION_NEXT,
};

#define ACTIONS_MAX 3

struct detail {
    struct screen base;
    struct people_search search; // whom Trước and Người tiếp theo go through, as on the list
    size_t place;
    struct detail_words words;
    struct sheet sheet;
    bool was_reading; // as the button says it
};

/* NULL when content has changed and they are not there any more. */
static const struct person *person_of(const struct detail *d) {
    const struct content *content = d->base.env->content;
    size_t index = d->base.env->visit->person;
    return index < content->person_count ? &content->people[index] : NULL;
}

static void find(struct detail *d) {
    const struct visit *visit = d->base.env->visit;
    people_search_finish(&d->search);
    people_search_init(&d->search, d->base.env->content);
    people_search_find(&d->search, visit->query, visit->group);
    d->place = people_search_place(&d->search, visit->person);
}

/* --- the bar -------------------------------------------------------------------------------- */

static const struct bar_button bar_prev = {.id = "detail.prev",
                                           .action = ACTION_PREV,
                                           .icon = "icons/left",
                                           .key = "honours.prev_person",
                                           .x = 1184,
                                           .w = 260,
                                           .is_right = true};
static const struct bar_button bar_next = {.id = "detail.next",
                                           .action = ACTION_NEXT,
                                           .look = BUTTON_GOLD,
                                           .icon = "icons/right",
                                           .key = "honours.next_person",
                                           .short_key = "honours.next_short",
                                           .x = 1468,
                                           .w = 388,
                                           .is_right = true,
                                           .is_icon_last = true};

static bool has_neighbours(const struct detail *d) {
    return d->search.count > 1 && d->place < d->search.count;
}

/* Portrait has the neighbours above the bar. */
static void lay_bar(struct detail *d) {
    struct screen *s = &d->base;
    const struct theme *theme = s->env->theme;
    const struct bar_button buttons[] = {bar_back,        bar_home, bar_big_middle,
                                         bar_help_middle, bar_prev, bar_next};
    size_t count = sizeof buttons / sizeof *buttons;
    bool is_in_bar = has_neighbours(d) && !theme->is_portrait;
    if (has_neighbours(d) && theme->is_portrait) {
        bar_add_above(s, &bar_prev, 48, 400);
        bar_add_above(s, &bar_next, 472, 560);
    }
    bar_lay(s, buttons, is_in_bar ? count : count - 2);
    bar_mark_ends(s, &(struct bar_ends){ACTION_PREV, ACTION_NEXT, d->place, d->search.count});
}

/* --- what can be done here ------------------------------------------------------------------ */

struct action_button {
    const char *id, *icon, *key;
    int action;
    enum button_look look;
};

static size_t actions_of(const struct detail *d, bool is_cut, struct action_button *out) {
    const struct screen_env *env = d->base.env;
    size_t count = 0;
    if (env->can_read)
        out[count++] = (struct action_button){
            "nav.read", env->is_reading ? "icons/pause" : "icons/speaker",
            env->is_reading ? "a11y.pause_read" : "a11y.read", BAR_READ, BUTTON_JADE};
    if (is_cut)
        out[count++] = (struct action_button){"detail.more", "icons/book", "nav.more", ACTION_MORE,
                                              BUTTON_SECONDARY};
    if (env->is_enrolled && days_can_nominate(env))
        out[count++] =
            (struct action_button){"detail.nominate", "icons/nominate", "honours.nominate_other",
                                   ACTION_NOMINATE, BUTTON_SECONDARY};
    return count;
}

/* Widths over the row: two as wide as the mock-up has them, three by how long their words are. */
static void share_row(const struct screen *s, const struct action_button *actions, size_t count,
                      int room, int *out_widths) {
    const struct theme *theme = s->env->theme;
    int weights[ACTIONS_MAX], total = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_even = count < ACTIONS_MAX;
        int words = text_width(s->env->metrics, frame_word(s, actions[i].key), TYPE_BUTTON);
        weights[i] = is_even ? 1 : words + theme_px(theme, 160);
        total += weights[i];
    }
    for (size_t i = 0; i < count; i++)
        out_widths[i] = room * weights[i] / total;
    if (count == 2 && !theme->is_portrait)
        out_widths[0] = theme_px(theme, 588);
}

static void lay_actions(struct detail *d) {
    struct screen *s = &d->base;
    const struct theme *theme = s->env->theme;
    struct action_button actions[ACTIONS_MAX];
    int widths[ACTIONS_MAX], gap = theme_px(theme, 24);
    size_t count = actions_of(d, d->words.is_cut, actions);
    struct rect row =
        frame_rect(theme, (struct rect){664, 788, 1192, 136}, (struct rect){48, 1480, 984, 136});
    share_row(s, actions, count, row.w - gap * ((int)count - 1), widths);
    for (size_t i = 0; i < count; i++) {
        struct rect area = rect_cut_left(&row, i + 1 < count ? widths[i] : row.w);
        rect_cut_left(&row, gap);
        panel_add(&s->panel, actions[i].id, actions[i].action, actions[i].look, area,
                  actions[i].icon, frame_word(s, actions[i].key))
            ->is_large = i == 0 && count < ACTIONS_MAX;
    }
}

/* The story takes the room of buttons that are not there. */
static void fit_words(struct detail *d) {
    const struct theme *theme = d->base.env->theme;
    const struct person *person = person_of(d);
    struct action_button actions[ACTIONS_MAX];
    bool has_actions = actions_of(d, false, actions) > 0;
    struct rect whole =
        frame_rect(theme, (struct rect){664, 142, 1192, 778}, (struct rect){48, 764, 984, 852});
    struct rect above =
        frame_rect(theme, (struct rect){664, 142, 1192, 622}, (struct rect){48, 764, 984, 692});
    if (!person)
        return;
    detail_words_fit(&d->words, &d->base, person, has_actions ? above : whole);
    if (!has_actions && d->words.is_cut) // which brings a button
        detail_words_fit(&d->words, &d->base, person, above);
}

/* --- the whole story ------------------------------------------------------------------------ */

static void say_story(struct passage *passage, const char *story) {
    char *copy = xstrdup(story), *rest = copy;
    for (char *line; (line = strsep(&rest, "\n"));)
        passage_add(passage, PASSAGE_TEXT, line);
    free(copy);
}

static void say(struct detail *d) {
    struct screen *s = &d->base;
    const struct person *person = person_of(d);
    size_t count;
    const struct figure *figures = detail_figures(person, &count);
    char *line = person_line(s, person), *decision = detail_decision(s, person);
    sheet_say(&d->sheet, &(struct sheet_head){
                             .stars = person_stars(person), .title = person->name, .sub = line});
    say_story(&d->sheet.passage, detail_story(person));
    for (size_t i = 0; i < count; i++)
        passage_add_entry(&d->sheet.passage, "", figures[i].value, figures[i].label);
    passage_add(&d->sheet.passage, PASSAGE_SMALL, person->award);
    passage_add(&d->sheet.passage, PASSAGE_SMALL, decision);
    free(line);
    free(decision);
}

static void lay(struct detail *d, bool is_new) {
    sheet_begin(&d->sheet, &d->base);
    d->was_reading = d->base.env->is_reading;
    fit_words(d);
    lay_actions(d);
    lay_bar(d);
    d->sheet.is_open = d->sheet.is_open && person_of(d);
    if (d->sheet.is_open)
        say(d);
    sheet_lay(&d->sheet, &d->base, is_new);
}

static void enter(struct screen *screen) {
    struct detail *d = (struct detail *)screen;
    find(d);
    lay(d, false);
}

static void leave(struct screen *screen) {
    struct detail *d = (struct detail *)screen;
    people_search_finish(&d->search);
    detail_words_finish(&d->words);
    sheet_finish(&d->sheet);
}

/* --- events --------------------------------------------------------------------------------- */

static void show(struct detail *d, bool is_new) {
    lay(d, is_new);
    damage_add_all(d->base.env->damage);
}

static void step(struct detail *d, int by) {
    struct visit *visit = d->base.env->visit;
    d->place = by > 0 ? d->place + 1 : d->place - 1;
    visit->person = d->search.found[d->place];
    visit->first_person = d->place; // the list opens where the visitor is now
    show(d, false);
}

static struct screen_reply sheet_reply(struct detail *d, const struct event *ev) {
    enum sheet_answer answer = sheet_event(&d->sheet, &d->base, ev);
    if (answer == SHEET_CLOSE)
        show(d, false);
    return (struct screen_reply){.action = answer == SHEET_READ ? SCREEN_READ : SCREEN_STAY};
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    struct detail *d = (struct detail *)screen;
    struct screen_reply reply = {.action = SCREEN_STAY};
    if (!person_of(d)) // taken off the wall meanwhile: nothing of them stays
        return (struct screen_reply){.action = SCREEN_BACK};
    if (d->was_reading != screen->env->is_reading)
        show(d, false);
    if (d->sheet.is_open)
        return sheet_reply(d, ev);
    const struct button *fired = panel_event(&screen->panel, ev, screen->env->damage);
    if (!fired || fired->is_off || bar_reply(fired->action, &reply))
        return reply;
    if (fired->action == ACTION_NOMINATE)
        return (struct screen_reply){SCREEN_GO, SCREEN_WHO};
    if (fired->action == ACTION_MORE) {
        d->sheet.is_open = true;
        show(d, true);
    } else {
        step(d, fired->action == ACTION_NEXT ? 1 : -1);
    }
    return reply;
}

/* At once where there is nobody to show: the event that comes leads back. */
static int64_t deadline_ms(const struct screen *screen) {
    const struct detail *d = (const struct detail *)screen;
    return person_of(d) ? sheet_deadline_ms(&d->sheet) : 1;
}

static void reading(const struct screen *screen, struct screen_reading *out) {
    const struct person *person = person_of((const struct detail *)screen);
    out->of = person ? person->id : NULL;
}

/* --- drawing -------------------------------------------------------------------------------- */

static void draw_page(const void *page, struct canvas *canvas) {
    const struct detail *d = page;
    const struct screen *s = &d->base;
    const struct person *person = person_of(d);
    bool is_portrait = s->env->theme->is_portrait;
    char *title = frame_fill(s, "honours.page_title");
    frame_draw(s, canvas,
               &(struct frame){.title = is_portrait ? frame_word(s, "honours.title") : title});
    free(title);
    if (person) {
        detail_plate_draw(s, canvas, person);
        detail_words_draw(&d->words, s, canvas, person);
    }
    panel_draw(d->sheet.is_open ? &d->sheet.page : &s->panel, canvas);
}

static void draw(const struct screen *screen, struct canvas *canvas) {
    sheet_draw(&((const struct detail *)screen)->sheet, screen, canvas, draw_page, screen);
}

static bool over(const struct screen *screen, struct rect *out_box) {
    return sheet_over(&((const struct detail *)screen)->sheet, screen, out_box);
}

const struct screen_kind detail_kind = {
    .name = "detail",
    .idle = SCREEN_IDLE_READ,
    .size_bytes = sizeof(struct detail),
    .enter = enter,
    .event = event,
    .draw = draw,
    .leave = leave,
    .deadline_ms = deadline_ms,
    .over = over,
    .reading = reading,
};
