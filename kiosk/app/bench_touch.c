#include "app/bench_touch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/finger.h"
#include "app/stage.h"
#include "base/fold.h"
#include "model/content.h"

#define MS_NS ((int64_t)1000000)
#define TOUCHES 200
#define NAMES 12 // typed one after the other
#define HELD_NS (30 * MS_NS)
#define REST_NS (31 * MS_NS)     // and a little more each time, so that no beat is kept
#define ANSWER_NS (1000 * MS_NS) // what brings no frame until then changes nothing

void bench_touch_init(struct bench_touch *touch, struct stage *stage, const struct turn *turn,
                      bool is_typing) {
    *touch = (struct bench_touch){.stage = stage, .turn = turn, .is_typing = is_typing};
}

static bool find(struct stage *stage, const char *id, struct point *out) {
    struct element_list list = {0};
    stage_list(stage, &list);
    bool is_found = false;
    for (size_t i = 0; i < list.count; i++) {
        const struct element *e = &list.items[i];
        // Any button will do where none is named: the last, in the bar at the bottom.
        if (!e->is_enabled || (id ? strcmp(e->id, id) : strcmp(e->role, "button")) != 0)
            continue;
        *out = (struct point){e->area.x + e->area.w / 2, e->area.y + e->area.h / 2};
        is_found = true;
    }
    element_list_finish(&list);
    return is_found;
}

/* The letter at `touch->letter` of the name that is typed now, 0 behind its last: without marks,
 * and past digits, whose keys lie on another layer. */
static char next_letter(struct bench_touch *touch) {
    const struct content *content = touch->stage->env.content;
    size_t step = content->person_count / NAMES, index = touch->person * (step ? step : 1);
    char *name = fold_text(content->people[index % content->person_count].name);
    size_t len = strlen(name), at = touch->letter;
    while (at < len && !(name[at] >= 'a' && name[at] <= 'z') && name[at] != ' ')
        at++;
    char letter = at < len ? name[at] : '\0';
    touch->letter = at + 1;
    free(name);
    return letter;
}

/* Names of people who are there, one after the other. False: all are typed. */
static bool next_key(struct bench_touch *touch, char *out_id, size_t id_bytes) {
    if (!touch->has_opened) {
        snprintf(out_id, id_bytes, "people.search");
        touch->has_opened = true;
        touch->is_counted = false;
        return true;
    }
    if (touch->person == NAMES || touch->stage->env.content->person_count == 0)
        return false;
    char letter = next_letter(touch);
    touch->is_counted = letter != '\0';
    if (letter == '\0') {
        snprintf(out_id, id_bytes, "clear");
        touch->letter = 0;
        touch->person++;
    } else if (letter == ' ') {
        snprintf(out_id, id_bytes, "space");
    } else {
        snprintf(out_id, id_bytes, "key %c", letter);
    }
    return true;
}

static void push(struct bench_touch *touch, Uint32 type, int64_t now_ns) {
    finger_push(touch->turn, type, touch->at);
    touch->pushed_ns = now_ns;
    touch->due_ns = now_ns + ANSWER_NS;
}

static void put_down(struct bench_touch *touch, int64_t now_ns) {
    char id[ELEMENT_ID_BYTES];
    bool is_key = touch->is_typing;
    touch->is_counted = true;
    bool has_more = is_key ? next_key(touch, id, sizeof id) : touch->touches < TOUCHES;
    if (!has_more || !find(touch->stage, is_key ? id : NULL, &touch->at)) {
        if (has_more)
            fprintf(stderr, "kiosk: --bench: there is no '%s' to touch\n", is_key ? id : "button");
        touch->is_over = true;
        return;
    }
    touch->touches++;
    touch->slowest_ns = 0;
    touch->phase = BENCH_TOUCH_DOWN;
    push(touch, SDL_FINGERDOWN, now_ns);
}

static void rest(struct bench_touch *touch, int64_t now_ns) {
    touch->phase = BENCH_TOUCH_REST;
    touch->due_ns = now_ns + REST_NS + (int64_t)(touch->touches * 7 % 17) * MS_NS;
}

/* A key is lifted where it was pressed and writes; a button's finger goes away first and nothing
 * happens. */
static void lift(struct bench_touch *touch, int64_t now_ns) {
    if (touch->is_typing) {
        touch->phase = BENCH_TOUCH_UP;
        push(touch, SDL_FINGERUP, now_ns);
        return;
    }
    touch->at = (struct point){1, 1};
    push(touch, SDL_FINGERMOTION, now_ns);
    push(touch, SDL_FINGERUP, now_ns);
    rest(touch, now_ns);
}

void bench_touch_step(struct bench_touch *touch, int64_t now_ns) {
    switch (touch->phase) {
    case BENCH_TOUCH_REST:
        put_down(touch, now_ns);
        break;
    case BENCH_TOUCH_DOWN: // no frame came: it is lifted all the same
    case BENCH_TOUCH_HELD:
        lift(touch, now_ns);
        break;
    case BENCH_TOUCH_UP:
        rest(touch, now_ns);
        break;
    }
}

bool bench_touch_presented(struct bench_touch *touch, int64_t now_ns, int64_t *out_ns) {
    int64_t took_ns = now_ns - touch->pushed_ns;
    bool is_last = touch->phase == BENCH_TOUCH_UP || !touch->is_typing;
    if (touch->phase != BENCH_TOUCH_DOWN && touch->phase != BENCH_TOUCH_UP)
        return false;
    if (took_ns > touch->slowest_ns)
        touch->slowest_ns = took_ns;
    if (touch->phase == BENCH_TOUCH_DOWN) {
        touch->phase = BENCH_TOUCH_HELD;
        touch->due_ns = now_ns + HELD_NS;
    } else {
        rest(touch, now_ns);
    }
    *out_ns = touch->slowest_ns;
    return is_last && touch->is_counted;
}
