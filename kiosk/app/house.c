#include "app/house.h"

static bool is_behind(const struct house *house) {
    return backstage_is_open(house->backstage);
}

/* Nobody knocks from a preview, nor over a question. */
static bool may_knock(const struct house *house) {
    return !backstage_is_previewing(house->backstage) &&
           house->stage->question.kind == QUESTION_NONE;
}

static void stage_look_on(struct house *house, const struct event *ev) {
    struct stage *stage = house->stage;
    if (may_knock(house))
        knock_event(&house->knock, stage->env.theme, ev, &stage->damage);
    if (ev->kind == EVENT_KEY && ev->key == KEY_STAFF) {
        if (may_knock(house))
            stage_knock(stage);
        return;
    }
    stage_event(stage, ev);
}

void house_event(struct house *house, const struct event *ev) {
    if (is_behind(house)) {
        backstage_event(house->backstage, ev);
        return;
    }
    bool is_for_frame = backstage_is_previewing(house->backstage) && ev->kind != EVENT_PHOTO &&
                        backstage_frame_event(house->backstage, ev);
    if (!is_for_frame)
        stage_look_on(house, ev);
}

/* What was pressed under the resting finger must not fire when it is lifted. */
static void open_door(struct house *house) {
    const struct event cancel = {.kind = EVENT_CANCEL};
    stage_event(house->stage, &cancel);
    stage_knock(house->stage);
}

void house_tick(struct house *house, int64_t now_ms) {
    struct stage *stage = house->stage;
    if (!is_behind(house) && knock_tick(&house->knock, stage->env.theme, now_ms, &stage->damage))
        open_door(house);
    if (is_behind(house))
        stage_tick_windows(stage); // what is listed there as shown is
    else
        stage_tick(stage, now_ms);
    backstage_tick(house->backstage, now_ms);
}

static int64_t earlier(int64_t a, int64_t b) {
    return b != 0 && (a == 0 || b < a) ? b : a;
}

int64_t house_deadline_ms(const struct house *house) {
    int64_t at_ms = backstage_deadline_ms(house->backstage);
    if (is_behind(house))
        return earlier(at_ms, stage_window_deadline_ms(house->stage));
    at_ms = earlier(at_ms, knock_deadline_ms(&house->knock));
    return earlier(at_ms, stage_deadline_ms(house->stage));
}

bool house_is_moving(const struct house *house) {
    return !is_behind(house) && stage_is_moving(house->stage);
}

void house_draw(const struct house *house, struct canvas *canvas) {
    if (is_behind(house)) {
        backstage_draw(house->backstage, canvas);
        return;
    }
    stage_draw(house->stage, canvas);
    knock_draw(&house->knock, canvas);
    if (backstage_is_previewing(house->backstage))
        backstage_draw_frame(house->backstage, canvas);
}

void house_list(const struct house *house, struct element_list *out) {
    if (is_behind(house)) {
        backstage_list(house->backstage, out);
        return;
    }
    stage_list(house->stage, out);
    if (backstage_is_previewing(house->backstage))
        backstage_list(house->backstage, out);
    else if (may_knock(house))
        element_list_add(out, "header.mark", "mark", NULL, knock_area(house->stage->env.theme),
                         true, false);
}

bool house_over(const struct house *house, struct rect *out_box) {
    return !is_behind(house) && stage_over(house->stage, out_box);
}

enum stage_change house_take_change(struct house *house) {
    enum stage_change change = stage_take_change(house->stage);
    return is_behind(house) ? STAGE_STAYS : change;
}

struct damage *house_damage(const struct house *house) {
    return &house->stage->damage;
}

const char *house_screen_name(const struct house *house) {
    return is_behind(house) ? backstage_screen_name(house->backstage)
                            : screen_kind(house->stage->current)->name;
}
