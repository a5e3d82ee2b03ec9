#include "model/board.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "model/content.h"

struct sum { // of one unit's published models
    size_t count, done;
};

static bool is_registered(const struct project *project) {
    return strcmp(project->status, "chua_dang_ky") != 0;
}

static struct sum *sum_up(const struct content *content) {
    struct sum *sums = xcalloc(content->unit_count + 1, sizeof *sums);
    for (size_t i = 0; i < content->project_count; i++) {
        const struct project *project = &content->projects[i];
        if (!project->unit || !is_registered(project))
            continue;
        struct sum *sum = &sums[project->unit - content->units];
        sum->count++;
        sum->done += project_is_done(project);
    }
    return sums;
}

static enum plot_state state_of(const struct unit *unit, const struct sum *sum) {
    size_t count = sum->count, done = sum->done;
    if (count == 0) {
        count = (size_t)unit->registered;
        done = (size_t)unit->completed;
    }
    if (count == 0)
        return PLOT_NONE;
    return done >= count ? PLOT_DONE : PLOT_DOING;
}

enum rank {
    RANK_VILLAGE,
    RANK_FRONT,
    RANK_OTHER,
    RANKS,
};

static enum rank rank_of(const struct unit *unit) {
    if (strcmp(unit->kind, "thon") == 0)
        return RANK_VILLAGE;
    return strcmp(unit->kind, "mttq") == 0 ? RANK_FRONT : RANK_OTHER;
}

static void add_plots(struct board *board, const struct content *content, const struct sum *sums,
                      enum rank rank) {
    for (size_t i = 0; i < content->unit_count; i++) {
        const struct unit *unit = &content->units[i];
        enum plot_state state = state_of(unit, &sums[i]);
        bool is_shown =
            state != PLOT_NONE || (unit->is_required && content->switches.is_on[SWITCH_PROGRESS]);
        if (rank_of(unit) != rank || !is_shown)
            continue;
        size_t first = board->project_count;
        board->project_count += sums[i].count;
        board->plots[board->count++] = (struct plot){unit, state, first, sums[i].count};
    }
}

/* Every registered project at its plot's next free place; those of no unit behind all others. */
static void place_projects(struct board *board, const struct content *content) {
    size_t *next = xcalloc(content->unit_count + 1, sizeof *next);
    for (size_t i = 0; i < board->count; i++)
        next[board->plots[i].unit - content->units] = board->plots[i].first;
    for (size_t i = 0; i < content->project_count; i++) {
        const struct project *project = &content->projects[i];
        if (!is_registered(project))
            continue;
        size_t *at = project->unit ? &next[project->unit - content->units] : &board->project_count;
        board->projects[(*at)++] = i;
    }
    free(next);
}

void board_init(struct board *board, const struct content *content) {
    struct sum *sums = sum_up(content);
    *board = (struct board){
        .plots = xcalloc(content->unit_count + 1, sizeof *board->plots),
        .projects = xcalloc(content->project_count + 1, sizeof *board->projects),
    };
    for (enum rank rank = RANK_VILLAGE; rank < RANKS; rank++) {
        add_plots(board, content, sums, rank);
        if (rank == RANK_VILLAGE)
            board->village_count = board->count;
    }
    place_projects(board, content);
    free(sums);
}

void board_finish(struct board *board) {
    free(board->plots);
    free(board->projects);
    *board = (struct board){.count = 0};
}

struct board_tally board_tally(const struct board *board, size_t from, size_t to) {
    struct board_tally tally = {0};
    for (size_t i = from; i < to; i++) {
        tally.registered += board->plots[i].state != PLOT_NONE;
        tally.done += board->plots[i].state == PLOT_DONE;
    }
    return tally;
}

size_t board_find_plot(const struct board *board, const struct unit *unit) {
    size_t i = 0;
    while (i < board->count && board->plots[i].unit != unit)
        i++;
    return i;
}

size_t board_find_project(const struct board *board, size_t project) {
    size_t i = 0;
    while (i < board->project_count && board->projects[i] != project)
        i++;
    return i;
}
