#include "records/dossier_picks.h"

#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/xalloc.h"
#include "records/dossier_rules.h"

/* --- the order ------------------------------------------------------------------------------ */

static size_t place_of(const struct dossier_part *parts, size_t count, const char *id) {
    size_t i = 0;
    while (i < count && strcmp(parts[i].id, id) != 0)
        i++;
    return i;
}

size_t dossier_part_of(const struct dossier_rules *rules, const char *level) {
    return place_of(rules->parts, rules->part_count, level);
}

size_t dossier_subpart_of(const struct dossier_rules *rules, const char *group) {
    return place_of(rules->subparts, rules->subpart_count, group);
}

static int compare_places(size_t a, size_t b) {
    return (a > b) - (a < b);
}

static int compare_picks(const void *a, const void *b, void *args) {
    const struct dossier_pick *one = a, *other = b;
    const struct dossier_rules *rules = args;
    int order =
        compare_places(dossier_part_of(rules, one->level), dossier_part_of(rules, other->level));
    if (!order)
        order = compare_places(dossier_subpart_of(rules, one->group),
                               dossier_subpart_of(rules, other->group));
    if (!order)
        order = fold_compare_names(one->name, other->name);
    return order ? order : strcmp(one->id, other->id);
}

/* --- read ----------------------------------------------------------------------------------- */

struct reading {
    const struct dossier_rules *rules;
    const bool *is_in;
    struct dossier_picks picks;
    size_t room;
};

static void take(const struct sql_rows *rows, struct dossier_pick *out) {
    sql_text(rows, 0, out->id, sizeof out->id);
    sql_text(rows, 1, out->state, sizeof out->state);
    sql_text(rows, 2, out->publication, sizeof out->publication);
    sql_text(rows, 3, out->level, sizeof out->level);
    sql_text(rows, 4, out->group, sizeof out->group);
    sql_text(rows, 5, out->name, sizeof out->name);
    out->has_council = !sql_is_null(rows, 6);
}

static bool read_state(struct sql_turn *turn, struct reading *r, const char *state) {
    struct sql_rows *rows =
        sql_ask(turn,
                "SELECT id, state, publication, COALESCE(decision_level, level), case_group, name,"
                " council_date FROM nominations WHERE commune_id = ?1 AND state = ?2"
                " AND type <> 'difficulty' AND purged_at IS NULL ORDER BY received_at, id LIMIT ?3",
                "ti", state, (int64_t)(DOSSIER_PICKS_MAX - r->picks.count));
    enum records_result more = RECORDS_FAILED;
    while (rows && (more = sql_next(rows)) == RECORDS_OK) {
        if (r->picks.count == r->room) {
            r->room = 2 * r->room + 64;
            r->picks.items = xrealloc(r->picks.items, r->room, sizeof *r->picks.items);
        }
        take(rows, &r->picks.items[r->picks.count++]);
    }
    sql_done(rows);
    return more == RECORDS_NONE;
}

static enum records_result read_states(struct sql_turn *turn, void *args) {
    struct reading *r = args;
    r->picks.count = 0; // of a run before
    for (size_t i = 0; i < r->rules->status_count; i++)
        if (r->is_in[i] && !read_state(turn, r, r->rules->statuses[i].id))
            return RECORDS_FAILED;
    return RECORDS_OK;
}

enum records_result dossier_picks_read(struct sql *sql, const struct dossier_rules *rules,
                                       const bool *is_in, struct dossier_picks *out) {
    struct reading r = {.rules = rules, .is_in = is_in};
    enum records_result result = sql_read(sql, read_states, &r);
    if (result != RECORDS_OK) {
        dossier_picks_finish(&r.picks);
        return result;
    }
    if (r.picks.count > 1)
        qsort_r(r.picks.items, r.picks.count, sizeof *r.picks.items, compare_picks, (void *)rules);
    *out = r.picks;
    return result;
}

void dossier_picks_finish(struct dossier_picks *picks) {
    if (picks->items) // names
        crypto_wipe(picks->items, picks->count * sizeof *picks->items);
    free(picks->items);
    *picks = (struct dossier_picks){.items = NULL};
}
