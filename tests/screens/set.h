/* A screen on a bench: real words, content and art, a software surface, a clock that stands at the
 * campaign's time. Fingers are fed as events; what a screen answers is done as the app would. */
#ifndef TESTS_SCREENS_SET_H
#define TESTS_SCREENS_SET_H

#include "../model/manifest.h"

#include "app/help.h"
#include "app/question.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/date.h"
#include "base/path.h"
#include "base/xalloc.h"
#include "draw/art.h"
#include "draw/font.h"
#include "draw/text.h"
#include "model/config.h"
#include "model/flood.h"
#include "model/hours.h"
#include "model/tries.h"
#include "model/words.h"
#include "screens/screen.h"
#include <SDL.h>

#define SET_TIME "2023-05-12T08:42:00+07:00"
#define SET_MONO_MS 1000000 // it stands still but for what a test advances
#define SET_FINGER 7

struct set {
    struct theme theme;
    struct words *words;
    struct content *content;
    struct content *other; // shown instead of it; owned, NULL none
    struct clock clock;
    struct config config;
    struct visit visit;
    struct tries tries;
    struct flood flood;
    struct damage damage;
    SDL_Surface *surface;
    struct fonts *fonts;
    struct art *art;
    struct canvas canvas;
    struct screen_env env;
    struct screen *screen; // NULL before the first set_enter()
    enum screen_id id;
    struct question question; // over it; opened by a test alone, as the next
    struct help help;
    struct screen_reply reply; // the last that was not STAY
    int sent;                  // how often "Gửi" went through
};

static inline void set_clock(struct set *set, const char *rfc3339) {
    int64_t at_s;
    int zone_s;
    assert_true(date_parse_rfc3339(rfc3339, &at_s, &zone_s));
    clock_init(&set->clock, zone_s);
    clock_hold(&set->clock, SET_MONO_MS);
    clock_set(&set->clock, at_s);
}

static inline struct words *set_words(const char *lang) {
    char path[64], *bytes, *why = NULL;
    size_t len;
    snprintf(path, sizeof path, "assets/words/%s.json", lang);
    assert_true(path_read(path, 1 << 20, &bytes, &len));
    struct words *words = words_decode(bytes, len, &why);
    if (!words)
        print_error("%s\n", why);
    assert_non_null(words);
    free(bytes);
    return words;
}

/** `lang` is borrowed as long as the set. */
static inline void set_open(struct set *set, const char *lang) {
    *set = (struct set){.words = set_words(lang), .content = manifest_content(lang)};
    set_clock(set, SET_TIME);
    ini_set_defaults(config_keys, &set->config);
    free(set->config.assets_dir);
    set->config.assets_dir = xstrdup("assets");
    char *why = NULL;
    set->fonts = fonts_open(
        &(struct fonts_params){.dir = "fonts",
                               .file_names = {set->config.font_text, set->config.font_text_bold,
                                              set->config.font_title}},
        &why);
    if (!set->fonts)
        print_error("%s\n", why);
    assert_non_null(set->fonts);
    set->art = art_open("assets/art", 64u << 20);
    set->visit.form = crypto_secret_alloc(sizeof *set->visit.form);
    nomination_wipe(set->visit.form);
    set->env =
        (struct screen_env){.theme = &set->theme,
                            .lang = lang,
                            .words = set->words,
                            .next_language = strcmp(lang, "vi") == 0 ? "English" : "Tiếng Việt",
                            .content = set->content,
                            .clock = &set->clock,
                            .config = &set->config,
                            .visit = &set->visit,
                            .tries = &set->tries,
                            .flood = &set->flood,
                            .damage = &set->damage,
                            .metrics = &set->canvas,
                            .is_enrolled = true,
                            .can_read = true,
                            .is_motion_reduced = true};
}

static inline void set_leave(struct set *set) {
    question_close(&set->question, &set->env);
    if (!set->screen)
        return;
    if (set->screen->kind->leave)
        set->screen->kind->leave(set->screen);
    panel_finish(&set->screen->panel);
    free(set->screen);
    set->screen = NULL;
}

static inline void set_enter(struct set *set, enum screen_id id) {
    set_leave(set);
    set->id = id;
    set->screen = xcalloc(1, screen_kind(id)->size_bytes);
    set->screen->kind = screen_kind(id);
    set->screen->env = &set->env;
    set->screen->panel.focus = -1;
    set->screen->kind->enter(set->screen);
}

/** Shows other content than what ships: takes the document over. */
static inline void set_content(struct set *set, json_t *root) {
    char *why = NULL;
    set_leave(set);
    content_destroy(set->other);
    set->other = manifest_decode(root, set->content->lang, &why);
    if (!set->other)
        print_error("%s\n", why);
    assert_non_null(set->other);
    set->env.content = set->other;
    json_decref(root);
}

/** Another size or look; a screen that is up is laid out again, as the app does it. */
static inline void set_size(struct set *set, int width, int height, bool is_large,
                            bool is_contrast) {
    canvas_finish(&set->canvas);
    SDL_FreeSurface(set->surface);
    set->surface = SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888);
    assert_non_null(set->surface);
    theme_init(&set->theme, width, height);
    set->theme.has_large_text = set->visit.has_large_text = is_large;
    set->theme.has_high_contrast = set->visit.has_high_contrast = is_contrast;
    canvas_init(&set->canvas, set->surface, &set->theme, set->fonts, set->art);
    damage_init(&set->damage, theme_canvas(&set->theme));
    if (set->screen)
        set->screen->kind->enter(set->screen);
}

static inline void set_close(struct set *set) {
    set_leave(set);
    canvas_finish(&set->canvas);
    SDL_FreeSurface(set->surface);
    slip_finish(&set->visit.slip);
    crypto_secret_free(set->visit.form);
    art_close(set->art);
    fonts_close(set->fonts);
    ini_finish(config_keys, &set->config);
    content_destroy(set->other);
    content_destroy(set->content);
    words_destroy(set->words);
}

/** Draws the whole screen; `out_log` may be NULL. */
static inline void set_draw(struct set *set, struct text_log *out_log) {
    set->canvas.text_log = out_log;
    set->screen->kind->draw(set->screen, &set->canvas);
    if (set->question.kind != QUESTION_NONE)
        dialog_draw(&set->question.dialog, &set->canvas);
    help_draw(&set->help, &set->env, set->id, &set->canvas);
    set->canvas.text_log = NULL;
    damage_clear(&set->damage);
}

static inline void set_list(struct set *set, struct element_list *out) {
    *out = (struct element_list){0};
    if (set->question.kind != QUESTION_NONE) {
        dialog_list(&set->question.dialog, out);
        return;
    }
    panel_list(&set->screen->panel, out);
    if (set->screen->kind->list)
        set->screen->kind->list(set->screen, out);
}

/* As the app: goes where the screen says; other answers are left in `reply`. */
static inline void set_obey(struct set *set, struct screen_reply reply) {
    if (reply.action == SCREEN_STAY)
        return;
    set->reply = reply;
    if (reply.action == SCREEN_GO) {
        if (reply.screen == SCREEN_REVIEW)
            set->visit.is_editing = false;
        set_enter(set, reply.screen);
    } else if (reply.action == SCREEN_SEND) {
        set->sent++;
        set->visit.send = SEND_SAVING;
        set->screen->kind->enter(set->screen);
    }
}

static inline void set_feed(struct set *set, struct event ev) {
    ev.at_ms = clock_mono_ms(&set->clock);
    if (set->screen->kind->event)
        set_obey(set, set->screen->kind->event(set->screen, &ev));
}

static inline void set_touch(struct set *set, struct point at) {
    set_feed(set, (struct event){.kind = EVENT_DOWN, .finger = SET_FINGER, .at = at});
    set_feed(set, (struct event){.kind = EVENT_UP, .finger = SET_FINGER, .at = at});
    clock_advance(&set->clock, 120);
}

/** True when there is a target of that id; `out` is where it stands. */
static inline bool set_find(struct set *set, const char *id, struct element *out) {
    struct element_list list;
    bool is_found = false;
    set_list(set, &list);
    for (size_t i = 0; i < list.count && !is_found; i++) {
        if (strcmp(list.items[i].id, id) == 0) {
            *out = list.items[i];
            out->label = NULL;
            is_found = true;
        }
    }
    element_list_finish(&list);
    return is_found;
}

static inline void set_tap(struct set *set, const char *id) {
    struct element e = {0};
    if (!set_find(set, id, &e)) {
        print_error("no target '%s' on %s\n", id, set->screen->kind->name);
        fail();
    }
    set_touch(set, (struct point){e.area.x + e.area.w / 2, e.area.y + e.area.h / 2});
}

/** Taps keys of the on-screen keyboard by their plain letters; a space is the space bar. */
static inline void set_keys(struct set *set, const char *letters) {
    for (const char *c = letters; *c; c++) {
        char id[16];
        snprintf(id, sizeof id, "key %c", *c);
        set_tap(set, *c == ' ' ? "space" : id);
    }
}

/** Lets time pass and gives the screen its timer when it asked for one by then. */
static inline void set_wait(struct set *set, int64_t ms) {
    clock_advance(&set->clock, ms);
    const struct screen_kind *kind = set->screen->kind;
    int64_t at_ms = kind->deadline_ms ? kind->deadline_ms(set->screen) : 0;
    if (at_ms && clock_mono_ms(&set->clock) >= at_ms)
        set_feed(set, (struct event){.kind = EVENT_TIMER});
}

/** Down at a place, by so much in steps of 16 ms, and up after `rest_ms`: 0 throws. */
static inline void set_drag(struct set *set, struct point at, int dy, int steps, int64_t rest_ms) {
    set_feed(set, (struct event){.kind = EVENT_DOWN, .finger = SET_FINGER, .at = at});
    struct point to = at;
    for (int i = 1; i <= steps; i++) {
        clock_advance(&set->clock, 16);
        to.y = at.y + dy * i / steps;
        set_feed(set, (struct event){.kind = EVENT_MOVE, .finger = SET_FINGER, .at = to});
    }
    clock_advance(&set->clock, rest_ms ? rest_ms : 1);
    set_feed(set, (struct event){.kind = EVENT_UP, .finger = SET_FINGER, .at = to});
}

/** Frame by frame until what moves has come to rest. */
static inline void set_settle(struct set *set) {
    const struct screen_kind *kind = set->screen->kind;
    for (int frame = 0; frame < 200; frame++) {
        int64_t at_ms = kind->deadline_ms ? kind->deadline_ms(set->screen) : 0;
        if (!at_ms || at_ms > clock_mono_ms(&set->clock) + 16)
            return;
        set_wait(set, 16);
    }
}

/** The screen shows these words, among others perhaps. */
static inline bool set_shows(struct set *set, const char *words) {
    struct text_log log = {0};
    bool is_there = false;
    set_draw(set, &log);
    for (size_t i = 0; i < log.count; i++)
        is_there |= strstr(log.entries[i].text, words) != NULL;
    text_log_finish(&log);
    return is_there;
}

static inline bool set_has(struct set *set, const char *id) {
    struct element e = {0};
    return set_find(set, id, &e);
}

/** It is there, and does nothing but say why. */
static inline bool set_is_off(struct set *set, const char *id) {
    struct element e = {0};
    assert_true(set_find(set, id, &e));
    return !e.is_enabled;
}

#endif
