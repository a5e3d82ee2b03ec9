/* A stage on a bench: the screens in a room of their own, fingers and hours as events, what it
 * calls for counted. */
#ifndef TESTS_APP_ROOM_H
#define TESTS_APP_ROOM_H

#include "../screens/scenes.h"

#include "app/stage.h"

struct room {
    struct set set; // words, content, canvas
    struct stage stage;
    int calls, taken_back, look_ups;
    int sent; // presses of "Gửi" that went through; the outbox answers when the test says so
};

static inline void on_nothing(void *context) {
    (void)context;
}

static inline void on_help(bool is_called, void *context) {
    struct room *room = context;
    room->calls += is_called;
    room->taken_back += !is_called;
}

static inline void on_send(void *context) {
    struct room *room = context;
    room->sent++;
    room->stage.visit.is_slip_frozen = true;
    room->stage.visit.slip.is_difficulty = room->stage.visit.form->is_difficulty;
    stage_sent(&room->stage, SEND_SAVING);
}

static inline void on_language(bool is_reset, void *context) {
    (void)is_reset;
    (void)context;
}

static inline void on_look_up(void *context) {
    ((struct room *)context)->look_ups++;
}

/* As the app: the page is laid out anew with the visitor's look. */
static inline void on_look(void *context) {
    struct room *room = context;
    room->set.theme.has_large_text = room->stage.visit.has_large_text;
    room->set.theme.has_high_contrast = room->stage.visit.has_high_contrast;
    stage_renew(&room->stage);
}

static inline void room_open(struct room *room) {
    *room = (struct room){.calls = 0};
    set_open(&room->set, "vi");
    set_size(&room->set, 1920, 1080, false, false);
    stage_init(&room->stage, &(struct stage_callbacks){.on_send = on_send,
                                                       .on_help = on_help,
                                                       .on_look = on_look,
                                                       .on_rest = on_nothing,
                                                       .on_read = on_nothing,
                                                       .on_language = on_language,
                                                       .on_look_up = on_look_up,
                                                       .context = room});
    struct screen_env *env = &room->stage.env;
    env->theme = &room->set.theme;
    env->words = room->set.words;
    env->content = room->set.content;
    env->clock = &room->set.clock;
    env->config = &room->set.config;
    env->metrics = &room->set.canvas;
    env->is_enrolled = true;
    damage_init(&room->stage.damage, theme_canvas(&room->set.theme));
}

static inline void room_close(struct room *room) {
    stage_finish(&room->stage);
    set_close(&room->set);
}

static inline struct point place_of(struct room *room, const char *id) {
    struct element_list list = {0};
    struct point at = {-1, -1};
    stage_list(&room->stage, &list);
    for (size_t i = 0; i < list.count; i++) {
        struct rect area = list.items[i].area;
        if (strcmp(list.items[i].id, id) == 0)
            at = (struct point){area.x + area.w / 2, area.y + area.h / 2};
    }
    element_list_finish(&list);
    if (at.x < 0)
        fail_msg("no target '%s'", id);
    return at;
}

static inline void touch(struct room *room, struct point at) {
    struct event ev = {.kind = EVENT_DOWN, .finger = SET_FINGER, .at = at};
    ev.at_ms = clock_mono_ms(&room->set.clock);
    stage_event(&room->stage, &ev);
    ev.kind = EVENT_UP;
    stage_event(&room->stage, &ev);
}

static inline void tap(struct room *room, const char *id) {
    touch(room, place_of(room, id));
}

static inline void type(struct room *room, const char *letters) {
    struct event ev = {.kind = EVENT_TEXT, .at_ms = clock_mono_ms(&room->set.clock)};
    snprintf(ev.text, sizeof ev.text, "%s", letters);
    stage_event(&room->stage, &ev);
}

static inline void advance(struct room *room, int64_t ms) {
    clock_advance(&room->set.clock, ms);
    stage_tick(&room->stage, clock_mono_ms(&room->set.clock));
}

static inline bool shows(struct room *room, const char *words) {
    struct text_log log = {0};
    bool is_there = false;
    room->set.canvas.text_log = &log;
    stage_draw(&room->stage, &room->set.canvas);
    room->set.canvas.text_log = NULL;
    for (size_t i = 0; i < log.count; i++)
        is_there |= strstr(log.entries[i].text, words) != NULL;
    text_log_finish(&log);
    return is_there;
}

static inline void check_shows(struct room *room, const char *words, bool want) {
    if (shows(room, words) != want)
        fail_msg("%s: \"%s\"", want ? "missing" : "shown", words);
}

#endif
