#include "screens/lookup_path.h"

#include <string.h>

#define ROWS_WALKED_MAX (PROGRESS_STEPS_MAX + 8)

static const struct lookup_state states[] = {
    {.state = PROGRESS_QUEUED,
     .title = "lookup.state.queued",
     .sentence = "status.queued",
     .icon = "icons/inbox",
     .next = {"received", "appraising", "approved"}},
    {.state = PROGRESS_PARKED,
     .title = "lookup.state.parked",
     .sentence = "lookup.parked",
     .icon = "icons/warn",
     .wants_staff = true},
    {.state = "received",
     .title = "lookup.state.received",
     .sentence = "status.received",
     .icon = "icons/send",
     .next = {"appraising", "approved"}},
    {.state = "appraising",
     .title = "lookup.state.appraising",
     .sentence = "status.appraising",
     .icon = "icons/eye",
     .goes_on = true,
     .next = {"approved"}},
    {.state = "needs_info",
     .title = "lookup.state.needs_info",
     .headline = "lookup.headline.needs_info",
     .sentence = "status.needs_info",
     .icon = "icons/warn",
     .wants_staff = true,
     .goes_on = true},
    {.state = "forwarded_council",
     .title = "lookup.state.forwarded_council",
     .sentence = "status.forwarded_council",
     .icon = "icons/group",
     .goes_on = true,
     .next = {"approved"}},
    {.state = "proposed_higher",
     .title = "lookup.state.proposed_higher",
     .sentence = "status.proposed_higher",
     .icon = "icons/up",
     .goes_on = true,
     .next = {"approved"}},
    {.state = "approved", .title = "lookup.state.result", .icon = "icons/medal", .is_end = true},
    {.state = "not_selected",
     .title = "lookup.state.result",
     .sentence = "status.not_selected",
     .icon = "icons/medal",
     .is_end = true},
    {.state = "merged",
     .title = "lookup.state.merged",
     .sentence = "status.merged",
     .icon = "icons/handshake"},
    {.state = "withdrawn",
     .title = "lookup.state.withdrawn",
     .sentence = "status.withdrawn",
     .icon = "icons/close"},
    {.state = "revoked",
     .title = "lookup.state.revoked",
     .sentence = "status.revoked",
     .icon = "icons/warn",
     .wants_staff = true},
    {.state = "expired",
     .title = "lookup.state.expired",
     .sentence = "status.expired",
     .icon = "icons/clock"},
    {.state = "in_progress", // a difficulty's, as the next
     .title = "difficulty.state.in_progress",
     .sentence = "lookup.difficulty.in_progress",
     .icon = "icons/eye",
     .goes_on = true,
     .next = {"answered"}},
    {.state = "answered",
     .title = "difficulty.state.answered",
     .sentence = "lookup.difficulty.answered",
     .icon = "icons/check",
     .is_end = true},
};

/* Of the second form where its way differs. */
static const struct lookup_state difficulty_states[] = {
    {.state = PROGRESS_QUEUED,
     .title = "lookup.state.queued",
     .sentence = "status.queued",
     .icon = "icons/inbox",
     .next = {"received", "in_progress", "answered"}},
    {.state = "received",
     .title = "difficulty.state.received",
     .sentence = "lookup.difficulty.received",
     .icon = "icons/send",
     .next = {"in_progress", "answered"}},
};

static const struct lookup_state other_state = {.title = "lookup.state.other",
                                                .sentence = "lookup.other",
                                                .icon = "icons/eye",
                                                .wants_staff = true};

const struct lookup_state *lookup_state(const char *state, bool is_difficulty) {
    for (size_t i = 0; is_difficulty && i < sizeof difficulty_states / sizeof *states; i++)
        if (strcmp(difficulty_states[i].state, state) == 0)
            return &difficulty_states[i];
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (strcmp(states[i].state, state) == 0)
            return &states[i];
    return &other_state;
}

struct walk {
    struct path_row rows[ROWS_WALKED_MAX];
    size_t count;
};

/* Reached again, as after more information was brought: only the last time counts. */
static void add(struct walk *walk, const struct lookup_state *state, enum path_mark mark,
                int64_t at_s) {
    size_t kept = 0;
    for (size_t i = 0; i < walk->count; i++)
        if (walk->rows[i].state != state)
            walk->rows[kept++] = walk->rows[i];
    walk->rows[kept++] = (struct path_row){state, mark, at_s};
    walk->count = kept;
}

static void add_steps(struct walk *walk, const struct progress *progress) {
    const struct lookup_state *now = lookup_state(progress->state, progress->is_difficulty);
    int64_t now_at_s = 0;
    for (size_t i = 0; i < progress->step_count; i++) {
        const struct lookup_state *state =
            lookup_state(progress->steps[i].state, progress->is_difficulty);
        if (state == now)
            now_at_s = progress->steps[i].at_s;
        else if (!state->wants_staff) // what was asked for and brought is no step any more
            add(walk, state, PATH_DONE, progress->steps[i].at_s);
    }
    add(walk, now, now->is_end ? PATH_DONE : PATH_NOW, now_at_s);
}

size_t lookup_path(const struct progress *progress, int64_t saved_at_s, struct path_row *out) {
    struct walk walk = {.count = 0};
    add(&walk, lookup_state(PROGRESS_QUEUED, progress->is_difficulty), PATH_DONE, saved_at_s);
    add_steps(&walk, progress);
    const char *const *next = lookup_state(progress->state, progress->is_difficulty)->next;
    for (size_t i = 0; i < 3 && next[i]; i++)
        add(&walk, lookup_state(next[i], progress->is_difficulty), PATH_LATER, 0);
    size_t dropped = walk.count > PATH_ROWS_MAX ? walk.count - PATH_ROWS_MAX : 0;
    memcpy(out, walk.rows + dropped, (walk.count - dropped) * sizeof *out);
    return walk.count - dropped;
}
