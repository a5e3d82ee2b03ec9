#include "input/sdl_events.h"

#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/utf8.h"

// A faulty panel reports one touch at one place again and again, each without any length. A finger
// stays down longer; a touch script does not, but presses no key this many times in a row.
#define REPEAT_MS 250
#define ZERO_LENGTH_MS 10
#define ZERO_LENGTH_MAX 16

void sdl_events_set_hints(bool is_x11) {
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "1");
    if (is_x11)
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0"); // shared memory, no OpenGL
}

void sdl_events_init(struct sdl_events *state, const struct turn *turn) {
    *state = (struct sdl_events){.turn = *turn, .last_down = {-1, -1}};
}

static int pixel(float part, int size) {
    if (!(part > 0)) // also when a driver gives no number at all
        return 0;
    return part >= 1 ? size - 1 : (int)(part * (float)size);
}

static int64_t finger_number(const SDL_TouchFingerEvent *in) {
    return in->touchId == SDL_MOUSE_TOUCHID ? EVENT_FINGER_MOUSE : (int64_t)in->fingerId;
}

static int finger_index(const struct sdl_events *state, int64_t finger) {
    for (int i = 0; i < state->finger_count; i++)
        if (state->fingers[i] == finger)
            return i;
    return -1;
}

static bool is_same(struct point a, struct point b) {
    return a.x == b.x && a.y == b.y;
}

static bool is_fault(struct sdl_events *state, struct point at, int64_t now_ms) {
    if (!is_same(at, state->last_down) || now_ms - state->last_down_ms >= REPEAT_MS)
        state->repeats = 0;
    state->last_down = at;
    state->last_down_ms = now_ms;
    if (state->repeats < ZERO_LENGTH_MAX)
        return false;
    state->faults++;
    return true;
}

/* Only fingers that came down through the filter may move or lift: what a dropped touch sends later
 * is dropped with it. */
static bool finger_down(struct sdl_events *state, int64_t finger, struct point at, int64_t now_ms) {
    if (finger_index(state, finger) >= 0 || state->finger_count == SDL_EVENTS_FINGERS_MAX)
        return false;
    if (is_fault(state, at, now_ms))
        return false;
    state->fingers[state->finger_count++] = finger;
    return true;
}

static bool finger_up(struct sdl_events *state, int64_t finger, struct point at, int64_t now_ms) {
    int i = finger_index(state, finger);
    if (i < 0)
        return false;
    state->fingers[i] = state->fingers[--state->finger_count];
    bool has_length = now_ms - state->last_down_ms > ZERO_LENGTH_MS;
    state->repeats = has_length || !is_same(at, state->last_down) ? 0 : state->repeats + 1;
    return true;
}

static bool convert_finger(struct sdl_events *state, const SDL_TouchFingerEvent *in, int64_t now_ms,
                           struct event *out) {
    struct point panel = {pixel(in->x, state->turn.width), pixel(in->y, state->turn.height)};
    struct event ev = {
        .at_ms = now_ms, .finger = finger_number(in), .at = turn_to_canvas(&state->turn, panel)};
    bool is_ours;
    if (in->type == SDL_FINGERDOWN) {
        ev.kind = EVENT_DOWN;
        is_ours = finger_down(state, ev.finger, ev.at, now_ms);
    } else if (in->type == SDL_FINGERUP) {
        ev.kind = EVENT_UP;
        is_ours = finger_up(state, ev.finger, ev.at, now_ms);
    } else {
        ev.kind = EVENT_MOVE;
        is_ours = finger_index(state, ev.finger) >= 0;
    }
    if (is_ours)
        *out = ev;
    return is_ours;
}

static enum event_key key_of(const SDL_Keysym *sym) {
    switch (sym->sym) {
    case SDLK_RETURN:
    case SDLK_KP_ENTER:
        return KEY_ENTER;
    case SDLK_TAB:
        return sym->mod & KMOD_SHIFT ? KEY_BACK_TAB : KEY_TAB;
    case SDLK_LEFT:
        return KEY_LEFT;
    case SDLK_RIGHT:
        return KEY_RIGHT;
    case SDLK_UP:
        return KEY_UP;
    case SDLK_DOWN:
        return KEY_DOWN;
    case SDLK_HOME:
        return KEY_HOME;
    case SDLK_END:
        return KEY_END;
    case SDLK_PAGEUP:
        return KEY_PAGE_UP;
    case SDLK_PAGEDOWN:
        return KEY_PAGE_DOWN;
    case SDLK_BACKSPACE:
        return KEY_BACKSPACE;
    case SDLK_DELETE:
        return KEY_DELETE;
    case SDLK_ESCAPE:
        return KEY_ESCAPE;
    case SDLK_F12:
        return KEY_STAFF;
    default:
        return KEY_NONE;
    }
}

static bool convert_key(const SDL_KeyboardEvent *in, int64_t now_ms, struct event *out) {
    enum event_key key = key_of(&in->keysym);
    if (key == KEY_NONE || in->keysym.mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI))
        return false;
    if (in->repeat && (key == KEY_ENTER || key == KEY_ESCAPE || key == KEY_STAFF))
        return false; // a key that is held presses once: it must not run through the screens
    *out = (struct event){.kind = EVENT_KEY, .at_ms = now_ms, .key = key};
    return true;
}

/* A line or a tab ends: a pasted list of words must not run together. */
static bool is_blank(uint32_t code_point) {
    return (code_point >= '\t' && code_point <= '\r') || code_point == 0x85 ||
           code_point == 0x2028 || code_point == 0x2029;
}

/* What cannot be seen, and turns or splits a line or says which shape an emoji has: nobody misses
 * it. */
static bool is_unseen(uint32_t code_point) {
    return (code_point >= 0x200b && code_point <= 0x200f) ||
           (code_point >= 0x202a && code_point <= 0x202e) ||
           (code_point >= 0x2060 && code_point <= 0x206f) || code_point == 0xfeff ||
           (code_point >= 0xfe00 && code_point <= 0xfe0f);
}

static enum text_refusal refusal_of(uint32_t code_point) {
    bool is_control = code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0);
    bool is_private = (code_point >= 0xe000 && code_point <= 0xf8ff) || code_point >= 0xf0000;
    bool is_nothing =
        (code_point & 0xfffe) == 0xfffe || (code_point >= 0xfdd0 && code_point <= 0xfdef);
    if (is_control || is_private || is_nothing)
        return TEXT_SIGN;
    return utf8_is_picture(code_point) ? TEXT_PICTURE : TEXT_TAKEN;
}

static void add_text(struct event *ev, const char *text, size_t len) {
    size_t used = strlen(ev->text);
    if (used + len < sizeof ev->text)
        memcpy(ev->text + used, text, len);
}

static void add_character(struct event *ev, const char *text, size_t len, uint32_t code_point) {
    size_t used = strlen(ev->text);
    enum text_refusal refusal = refusal_of(code_point);
    if (is_unseen(code_point))
        return;
    if (is_blank(code_point)) {
        bool is_after_blank = used > 0 && ev->text[used - 1] == ' '; // two ends of one line
        add_text(ev, " ", is_after_blank ? 0 : 1);
    } else if (refusal == TEXT_TAKEN) {
        add_text(ev, text, len);
    } else if (ev->refused == TEXT_TAKEN) {
        ev->refused = refusal; // the first is said, once
    }
}

/* Spaces stay as they are: a space is a key of its own here. */
static bool convert_text(const char *text, size_t len, int64_t now_ms, struct event *out) {
    struct event ev = {.kind = EVENT_TEXT, .at_ms = now_ms};
    for (size_t at = 0, bytes; at<len; at += bytes> 0 ? bytes : 1) {
        uint32_t code_point;
        bytes = utf8_decode(text + at, len - at, &code_point);
        if (bytes > 0)
            add_character(&ev, text + at, bytes, code_point);
        else if (ev.refused == TEXT_TAKEN)
            ev.refused = TEXT_BROKEN;
    }
    bool is_ours = ev.text[0] || ev.refused != TEXT_TAKEN;
    if (is_ours)
        *out = ev;
    crypto_wipe(&ev, sizeof ev);
    return is_ours;
}

/* SDL keeps the places of events it handed out, contents and all, and gives the one it took back
 * last to the next event: an empty one is put there and taken away again. */
void sdl_events_forget_text(SDL_Event *ev) {
    crypto_wipe(ev, sizeof *ev);
    ev->type = SDL_LASTEVENT; // nobody's
    SDL_PeepEvents(ev, 1, SDL_ADDEVENT, 0, 0);
    SDL_FlushEvent(SDL_LASTEVENT);
}

bool sdl_events_convert(struct sdl_events *state, const SDL_Event *in, int64_t now_ms,
                        struct event *out) {
    switch (in->type) {
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP:
        return convert_finger(state, &in->tfinger, now_ms, out);
    case SDL_KEYDOWN:
        return convert_key(&in->key, now_ms, out);
    case SDL_TEXTINPUT:
        return convert_text(in->text.text, strnlen(in->text.text, sizeof(in->text.text)), now_ms,
                            out);
    default:
        return false; // the mouse's own events too: SDL gives it a finger
    }
}
