#include "app/keypad.h"

#include <SDL.h>
#include <stdlib.h>
#include <string.h>

#include "widgets/element.h"

#define SHIFT "Shift+"

static void push_key(SDL_Keycode key, Uint16 mod) {
    for (int is_up = 0; is_up < 2; is_up++) {
        SDL_Event ev = {.key = {.type = is_up ? SDL_KEYUP : SDL_KEYDOWN,
                                .timestamp = SDL_GetTicks(),
                                .state = is_up ? SDL_RELEASED : SDL_PRESSED,
                                .keysym = {.sym = key, .mod = mod}}};
        SDL_PushEvent(&ev);
    }
}

static void push_text(const char *text) {
    SDL_Event ev = {.text = {.type = SDL_TEXTINPUT, .timestamp = SDL_GetTicks()}};
    SDL_strlcpy(ev.text.text, text, sizeof ev.text.text);
    SDL_PushEvent(&ev);
}

bool keypad_push(const char *name) {
    bool is_shifted = strncmp(name, SHIFT, strlen(SHIFT)) == 0;
    const char *plain = is_shifted ? name + strlen(SHIFT) : name;
    SDL_Keycode key = SDL_GetKeyFromName(strcmp(plain, "Enter") == 0 ? "Return" : plain);
    if (key == SDLK_UNKNOWN)
        return false;
    push_key(key, is_shifted ? KMOD_LSHIFT : KMOD_NONE);
    if (SDL_utf8strlen(name) == 1)
        push_text(name);
    return true;
}

static bool is_key(const struct element *e) {
    return strcmp(e->role, "key") == 0;
}

const char *keypad_towards(const struct element_list *list, const char *id) {
    const struct element *from = NULL, *to = NULL;
    for (size_t i = 0; i < list->count; i++) {
        from = list->items[i].has_focus ? &list->items[i] : from;
        to = strcmp(list->items[i].id, id) == 0 ? &list->items[i] : to;
    }
    if (from && from == to)
        return NULL;
    if (!from || !to || !is_key(from) || !is_key(to))
        return "Tab";
    int down = (2 * to->area.y + to->area.h) - (2 * from->area.y + from->area.h);
    bool is_in_row = abs(down) < from->area.h;
    if (!is_in_row) // first the row, then along it
        return down > 0 ? "Down" : "Up";
    return to->area.x > from->area.x ? "Right" : "Left";
}
