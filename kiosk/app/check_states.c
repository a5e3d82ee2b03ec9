#include "app/check_states.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "staff/desk.h"

#define DEPTH_MAX 3 // touches: a sheet, its page, what opens there
#define PATHS_MAX 2000
#define FINGER 1

struct path { // what was touched, one after the other
    char ids[DEPTH_MAX][ELEMENT_ID_BYTES];
    size_t len;
};

struct walk {
    const struct screen_env *env;
    const struct screen_kind *kind;
    check_states_fn *on_state;
    void *context;
    struct path *paths; // owned: found, the first `done` of them walked
    size_t count, cap, done;
    uint64_t *seen; // owned: of each state
    size_t seen_count, seen_cap;
};

/* --- one state ------------------------------------------------------------------------------ */

static void begin_visit(const struct screen_env *env) {
    struct visit *visit = env->visit;
    struct nomination *form = visit->form;
    if (env->desk)
        env->desk->first_row = 0;
    nomination_wipe(form);
    *visit = (struct visit){.form = form};
    if (env->content->kind_count > 0)
        nomination_set_kind(form, env->content->kinds[0].id);
}

static struct screen *enter(const struct walk *walk) {
    const struct screen_kind *kind = walk->kind;
    struct screen *screen = xcalloc(1, kind->size_bytes);
    begin_visit(walk->env);
    walk->env->visit->form->is_difficulty = kind == screen_kind(SCREEN_DIFFICULTY);
    screen->kind = kind;
    screen->env = walk->env;
    screen->panel.focus = -1;
    kind->enter(screen);
    return screen;
}

static void leave(struct screen *screen) {
    if (screen->kind->leave)
        screen->kind->leave(screen);
    panel_finish(&screen->panel);
    free(screen);
}

static struct element_list list_of(const struct screen *screen) {
    struct element_list list = {0};
    panel_list(&screen->panel, &list);
    if (screen->kind->list)
        screen->kind->list(screen, &list);
    return list;
}

/* False when it is not there, or led away from the screen. */
static bool tap(struct screen *screen, const char *id) {
    struct element_list list = list_of(screen);
    bool is_there = false;
    struct event ev = {
        .kind = EVENT_DOWN, .finger = FINGER, .at_ms = clock_mono_ms(screen->env->clock)};
    for (size_t i = 0; i < list.count && !is_there; i++) {
        struct rect area = list.items[i].area;
        is_there = strcmp(list.items[i].id, id) == 0;
        ev.at = (struct point){area.x + area.w / 2, area.y + area.h / 2};
    }
    element_list_finish(&list);
    if (!is_there || screen->kind->event(screen, &ev).action != SCREEN_STAY)
        return false;
    ev.kind = EVENT_UP;
    return screen->kind->event(screen, &ev).action == SCREEN_STAY;
}

/* --- all of them ---------------------------------------------------------------------------- */

static uint64_t add_to_hash(uint64_t hash, const void *bytes, size_t len) {
    const unsigned char *at = bytes;
    for (size_t i = 0; i < len; i++) // FNV-1a
        hash = (hash ^ at[i]) * 0x100000001b3;
    return hash;
}

static bool is_new(struct walk *walk, const struct element_list *list) {
    uint64_t hash = 0xcbf29ce484222325;
    for (size_t i = 0; i < list->count; i++) {
        const struct element *e = &list->items[i];
        hash = add_to_hash(hash, e->id, strlen(e->id));
        hash = add_to_hash(hash, &e->area.w, sizeof e->area.w);
        hash = add_to_hash(hash, &e->area.h, sizeof e->area.h);
    }
    for (size_t i = 0; i < walk->seen_count; i++)
        if (walk->seen[i] == hash)
            return false;
    if (walk->seen_count == walk->seen_cap) {
        walk->seen_cap = walk->seen_cap ? 2 * walk->seen_cap : 16;
        walk->seen = xrealloc(walk->seen, walk->seen_cap, sizeof *walk->seen);
    }
    walk->seen[walk->seen_count++] = hash;
    return true;
}

static void add_path(struct walk *walk, const struct path *path, const char *id) {
    if (walk->count == PATHS_MAX)
        return;
    if (walk->count == walk->cap) {
        walk->cap = walk->cap ? 2 * walk->cap : 64;
        walk->paths = xrealloc(walk->paths, walk->cap, sizeof *walk->paths);
    }
    struct path *added = &walk->paths[walk->count++];
    *added = *path;
    memcpy(added->ids[added->len++], id, strlen(id) + 1);
}

static bool is_letter(const struct element *e) {
    return strcmp(e->role, "key") == 0 && e->label && utf8_count(e->label) == 1;
}

/* What a letter brings up, as suggestions do, is seen once: with the page as it was entered. */
static void walk_on(struct walk *walk, const struct path *path, const struct element_list *list) {
    for (size_t i = 0; i < list->count; i++)
        if (path->len == 0 || !is_letter(&list->items[i]))
            add_path(walk, path, list->items[i].id);
}

static bool ends_in_letter(const struct path *path) {
    return path->len > 0 && strncmp(path->ids[path->len - 1], "key ", 4) == 0;
}

static void visit(struct walk *walk, const struct path *path) {
    struct screen *screen = enter(walk);
    bool is_there = true;
    for (size_t i = 0; i < path->len && is_there; i++)
        is_there = tap(screen, path->ids[i]);
    struct element_list list = list_of(screen);
    if (is_there && is_new(walk, &list)) {
        walk->on_state(&list, walk->context);
        if (path->len < DEPTH_MAX && !ends_in_letter(path))
            walk_on(walk, path, &list);
    }
    element_list_finish(&list);
    leave(screen);
}

void check_states_walk(const struct screen_env *env, enum screen_id id, check_states_fn *on_state,
                       void *context) {
    check_states_walk_kind(env, screen_kind(id), on_state, context);
}

void check_states_walk_kind(const struct screen_env *env, const struct screen_kind *kind,
                            check_states_fn *on_state, void *context) {
    struct walk walk = {.env = env, .kind = kind, .on_state = on_state, .context = context};
    visit(&walk, &(struct path){.len = 0});
    while (walk.done < walk.count) {
        const struct path path = walk.paths[walk.done++]; // the array may move
        visit(&walk, &path);
    }
    begin_visit(env);
    free(walk.paths);
    free(walk.seen);
}
