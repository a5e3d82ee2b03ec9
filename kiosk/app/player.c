#include "app/player.h"

#include <SDL.h>
#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/eye.h"
#include "app/finger.h"
#include "app/house.h"
#include "app/keypad.h"
#include "app/script.h"
#include "app/stroke.h"
#include "base/clock.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/xalloc.h"

#define PLAYER_DRAG_STEPS 10
#define PLAYER_REACH_MOST 300 // presses of a keypad on the way to one target
#define HELD_STEP_MS 50       // of the app's clock, while a finger rests
#define KEY_EVERY_MS 40       // of the app's clock, between two keys
#define PLAYER_LOOK_MS 20     // between two looks of a `wait`
#define PLAYER_MOVING_MS 4    // between two looks whether what moves has come to rest

/* One finger movement, queued until the loop has handled the one before. */
struct motion {
    Uint32 type; // SDL_FINGERDOWN, SDL_FINGERMOTION, SDL_FINGERUP
    struct point at;
    int64_t advance_ms; // of the app's clock, before it
};

struct player {
    struct player_params params;
    struct eye eye;
    size_t next; // command
    struct motion motions[PLAYER_DRAG_STEPS + 4];
    int motion_count, motion_next;
    char *typing; // owned: what is left to type, NULL none
    size_t typing_at;
    bool is_typing_keys;   // `keys`: exactly these, no finished letters
    int presses;           // of `key` still to come, of `reach` done; 0: none
    int64_t wait_until_ms; // real clock; 0: not waiting
    bool is_begun;         // of the present command
};

/* --- failing ------------------------------------------------------------------------------ */

/* Ids and labels of what could be touched: of our own screens, never a visitor's text. */
static void say_what_stands(const struct player *player, struct strbuf *out) {
    struct element_list list = eye_list(&player->eye);
    for (size_t i = 0; i < list.count; i++) {
        if (strncmp(list.items[i].id, "key ", 4) != 0)
            strbuf_addf(out, "%s#%s", i ? " " : "", list.items[i].id);
    }
    element_list_finish(&list);
}

static enum player_step fail(const struct player *player, const char *expected) {
    const struct script_command *command = &player->params.script->commands[player->next];
    struct strbuf stood = {0};
    say_what_stands(player, &stood);
    fprintf(stderr, "%s:%d: expected %s; on '%s' there stood %s\n", player->params.script->path,
            command->line, expected, house_screen_name(player->params.house), strbuf_text(&stood));
    strbuf_finish(&stood);
    return PLAYER_FAILED;
}

static enum player_step fail_for(const struct player *player, const char *what, const char *name) {
    char *expected = xasprintf("%s '%s'", what, name);
    enum player_step step = fail(player, expected);
    free(expected);
    return step;
}

/* --- fingers ------------------------------------------------------------------------------ */

static void queue_motion(struct player *player, Uint32 type, struct point at, int64_t advance_ms) {
    player->motions[player->motion_count++] = (struct motion){type, at, advance_ms};
}

static struct point middle(struct rect r) {
    return (struct point){r.x + r.w / 2, r.y + r.h / 2};
}

static void queue_tap(struct player *player, struct rect area, int64_t held_ms) {
    queue_motion(player, SDL_FINGERDOWN, middle(area), 0);
    queue_motion(player, SDL_FINGERUP, middle(area), held_ms);
}

static void queue_drag(struct player *player, struct rect area,
                       const struct script_command *command) {
    struct point from = middle(area), to = {from.x + command->dx, from.y + command->dy};
    queue_motion(player, SDL_FINGERDOWN, from, 0);
    for (int i = 1; i <= PLAYER_DRAG_STEPS; i++) {
        struct point at = {from.x + command->dx * i / PLAYER_DRAG_STEPS,
                           from.y + command->dy * i / PLAYER_DRAG_STEPS};
        queue_motion(player, SDL_FINGERMOTION, at, command->ms / PLAYER_DRAG_STEPS);
    }
    queue_motion(player, SDL_FINGERUP, to, 0);
}

static void advance(struct player *player, int64_t ms) {
    if (ms == 0)
        return;
    clock_advance(player->params.clock, ms);
    player->params.on_advance(player->params.context);
}

/* A finger that rests is seen to: what repeats meanwhile does so as often as under a hand. */
static void play_motion(struct player *player) {
    struct motion *motion = &player->motions[player->motion_next];
    int64_t step_ms = motion->advance_ms < HELD_STEP_MS ? motion->advance_ms : HELD_STEP_MS;
    advance(player, step_ms);
    motion->advance_ms -= step_ms;
    if (motion->advance_ms > 0)
        return;
    player->motion_next++;
    finger_push(player->params.turn, motion->type, motion->at);
    if (player->motion_next == player->motion_count)
        player->motion_next = player->motion_count = 0;
}

/* --- typing ------------------------------------------------------------------------------- */

static bool tap_id(struct player *player, const char *id) {
    struct element element;
    char name[ELEMENT_ID_BYTES + 1];
    snprintf(name, sizeof name, "#%s", id);
    if (!eye_find(&player->eye, name, &element))
        return false;
    queue_tap(player, element.area, 0);
    return true;
}

/* Taps shift first when the key shows the other case, and the layout key when it is not there. True
 * when the key itself was tapped. */
static bool tap_letter(struct player *player, const struct stroke *stroke, bool *out_is_missing) {
    char id[ELEMENT_ID_BYTES];
    bool is_space = strcmp(stroke->key, " ") == 0;
    snprintf(id, sizeof id, is_space ? "space" : "key %s", stroke->key);
    struct element_list list = eye_list(&player->eye);
    const struct element *key = NULL;
    for (size_t i = 0; i < list.count; i++)
        key = strcmp(list.items[i].id, id) == 0 ? &list.items[i] : key;
    uint32_t shown = 0;
    if (key && key->label)
        utf8_decode(key->label, strlen(key->label), &shown);
    bool is_upper_shown = utf8_is_letter(shown) && utf8_to_lower(shown) != shown;
    bool is_as_wanted =
        is_upper_shown == stroke->is_upper ||
        (player->is_typing_keys && !stroke->is_upper); // capitals by themselves stay
    bool needs_shift = key && !is_space && utf8_is_letter(shown) && !is_as_wanted;
    bool is_there = key != NULL;
    if (is_there && !needs_shift)
        queue_tap(player, key->area, 0);
    element_list_finish(&list);
    if (!is_there)
        *out_is_missing = !tap_id(player, "num");
    else if (needs_shift)
        *out_is_missing = !tap_id(player, "shift");
    return is_there && !needs_shift;
}

static enum player_step end_typing(struct player *player) {
    free(player->typing);
    player->typing = NULL;
    player->next++;
    return PLAYER_GO_ON;
}

static enum player_step type_next(struct player *player) {
    const char *text = player->typing + player->typing_at;
    if (!*text)
        return end_typing(player);
    struct stroke stroke;
    size_t used = stroke_read(text, &stroke);
    bool is_missing = false;
    if (stroke.is_backspace) {
        is_missing = !tap_id(player, "backspace");
        player->typing_at += used;
    } else if (tap_letter(player, &stroke, &is_missing)) {
        player->typing_at += used;
        if (stroke.tone_id && !player->is_typing_keys && !tap_id(player, stroke.tone_id))
            return fail_for(player, "the tone key", stroke.tone_id);
    }
    return is_missing ? fail_for(player, "a key for", stroke.key) : PLAYER_GO_ON;
}

/* --- keypad ------------------------------------------------------------------------------- */

static enum player_step end_presses(struct player *player) {
    player->presses = 0;
    player->next++;
    return PLAYER_GO_ON;
}

/* As fast as hands may be: keys that come faster are a paste. */
static enum player_step press_again(struct player *player, const struct script_command *command) {
    if (SDL_HasEvent(SDL_TEXTINPUT))
        return PLAYER_GO_ON; // the one before was not handled yet
    clock_advance(player->params.clock, KEY_EVERY_MS);
    if (!keypad_push(command->text))
        return fail_for(player, "the name of a key, not", command->text);
    return --player->presses > 0 ? PLAYER_GO_ON : end_presses(player);
}

/* One press at a time, looking where the ring has come to. */
static enum player_step reach_on(struct player *player, const struct script_command *command) {
    struct element_list list = eye_list(&player->eye);
    const char *id = command->text[0] == '#' ? command->text + 1 : command->text;
    const char *key = keypad_towards(&list, id);
    element_list_finish(&list);
    if (!key)
        return end_presses(player);
    if (player->presses++ > PLAYER_REACH_MOST)
        return fail_for(player, "the keypad to reach", command->text);
    keypad_push(key);
    return PLAYER_GO_ON;
}

static enum player_step press_next(struct player *player, const struct script_command *command) {
    return command->verb == SCRIPT_KEY ? press_again(player, command) : reach_on(player, command);
}

/* A keyboard that pastes: SDL hands such a text over in events of its own size, each of whole code
 * points, wherever a character ends. */
static void push_text(const char *text) {
    size_t len = strlen(text), at = 0;
    while (at < len) {
        SDL_Event ev = {.text = {.type = SDL_TEXTINPUT}};
        size_t used = 0, step;
        uint32_t code_point;
        while ((step = utf8_decode(text + at, len - at, &code_point)) > 0 &&
               used + step < sizeof ev.text.text) {
            memcpy(ev.text.text + used, text + at, step);
            used += step;
            at += step;
        }
        if (used == 0)
            break; // not UTF-8: a script is
        SDL_PushEvent(&ev);
        explicit_bzero(&ev, sizeof ev);
    }
}

/* --- pictures and lists ------------------------------------------------------------------- */

static char *output_path(const struct player *player, const char *name) {
    const char *dir = player->params.shots_dir;
    return dir && name[0] != '/' ? path_join(dir, name) : xstrdup(name);
}

static enum player_step take_shot(struct player *player, const char *name) {
    char *path = output_path(player, name);
    bool is_saved = IMG_SavePNG(player->params.canvas->surface, path) == 0;
    enum player_step step = is_saved ? PLAYER_GO_ON : fail_for(player, "to write", path);
    free(path);
    return step;
}

static enum player_step write_elements(struct player *player, const char *name) {
    char *path = output_path(player, name);
    bool is_saved = eye_write(&player->eye, path);
    enum player_step step = is_saved ? PLAYER_GO_ON : fail_for(player, "to write", path);
    free(path);
    return step;
}

/* --- commands ----------------------------------------------------------------------------- */

static enum player_step touch(struct player *player, const struct script_command *command) {
    struct element element;
    if (!eye_find(&player->eye, command->text, &element))
        return fail_for(player, "something to touch called", command->text);
    if (command->verb == SCRIPT_DRAG)
        queue_drag(player, element.area, command);
    else
        queue_tap(player, element.area, command->verb == SCRIPT_HOLD ? command->ms : 0);
    return PLAYER_GO_ON;
}

static enum player_step start_typing(struct player *player, const struct script_command *command) {
    player->typing = xstrdup(command->text);
    player->typing_at = 0;
    player->is_typing_keys = command->verb == SCRIPT_KEYS;
    return PLAYER_GO_ON;
}

static int64_t real_ms(void) {
    return (int64_t)SDL_GetTicks64();
}

/* Looks again and again, in real time, for what a network or a disk has to bring. */
static enum player_step wait_for(struct player *player, const struct script_command *command,
                                 int *out_wait_ms) {
    if (eye_shows(&player->eye, command->text)) {
        player->wait_until_ms = 0;
        player->next++;
        return PLAYER_GO_ON;
    }
    if (player->wait_until_ms == 0)
        player->wait_until_ms = real_ms() + command->ms;
    if (real_ms() >= player->wait_until_ms)
        return fail_for(player, "to see", command->text);
    *out_wait_ms = PLAYER_LOOK_MS;
    return PLAYER_WAIT;
}

static enum player_step begin(struct player *player, const struct script_command *command) {
    switch (command->verb) {
    case SCRIPT_TAP:
    case SCRIPT_HOLD:
    case SCRIPT_DRAG:
        return touch(player, command);
    case SCRIPT_TYPE:
    case SCRIPT_KEYS:
        return start_typing(player, command);
    case SCRIPT_KEY:
    case SCRIPT_REACH:
        player->presses = command->verb == SCRIPT_KEY ? command->dx : 1;
        return PLAYER_GO_ON;
    case SCRIPT_TEXT:
        push_text(command->text);
        return PLAYER_GO_ON;
    case SCRIPT_EXPECT:
        return eye_shows(&player->eye, command->text) ? PLAYER_GO_ON
                                                      : fail_for(player, "to see", command->text);
    case SCRIPT_EXPECT_NOT:
        return eye_shows(&player->eye, command->text)
                   ? fail_for(player, "not to see", command->text)
                   : PLAYER_GO_ON;
    case SCRIPT_ADVANCE:
        advance(player, command->ms);
        return PLAYER_GO_ON;
    case SCRIPT_SHOT:
        return take_shot(player, command->text);
    case SCRIPT_ELEMENTS:
        return write_elements(player, command->text);
    case SCRIPT_OFFLINE:
    case SCRIPT_ONLINE:
        player->params.set_offline(command->verb == SCRIPT_OFFLINE, player->params.context);
        return PLAYER_GO_ON;
    case SCRIPT_QUIT:
        return PLAYER_HELD;
    case SCRIPT_WAIT: // has its own way
    case SCRIPT_VERBS:
        break;
    }
    return PLAYER_GO_ON;
}

static void say_step(struct player *player, const struct script_command *command) {
    if (player->is_begun || player->params.is_quiet)
        return;
    printf("%s:%d %s\n", player->params.script->path, command->line, command->source);
    fflush(stdout);
}

enum player_step player_step(struct player *player, int *out_wait_ms) {
    const struct script *script = player->params.script;
    if (player->motion_count > 0) {
        play_motion(player);
        return PLAYER_GO_ON;
    }
    if (house_is_moving(player->params.house)) { // a hand, too, waits until a page has turned
        *out_wait_ms = PLAYER_MOVING_MS;
        return PLAYER_WAIT;
    }
    if (player->typing)
        return type_next(player);
    if (player->next == script->count)
        return PLAYER_HELD;
    const struct script_command *command = &script->commands[player->next];
    if (player->presses > 0)
        return press_next(player, command);
    say_step(player, command);
    player->is_begun = command->verb == SCRIPT_WAIT;
    if (command->verb == SCRIPT_WAIT) {
        enum player_step step = wait_for(player, command, out_wait_ms);
        player->is_begun = step == PLAYER_WAIT;
        return step;
    }
    enum player_step step = begin(player, command);
    if (step == PLAYER_GO_ON && !player->typing && !player->presses) // those have their own end
        player->next++;
    return step;
}

struct player *player_create(const struct player_params *params) {
    struct player *player = xcalloc(1, sizeof *player);
    player->params = *params;
    player->eye = (struct eye){.house = params->house, .canvas = params->canvas};
    return player;
}

void player_destroy(struct player *player) {
    if (!player)
        return;
    free(player->typing);
    free(player);
}
