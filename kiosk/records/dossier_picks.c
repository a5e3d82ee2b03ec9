#include "records/dossier_picks.h"

#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/xalloc.h"
#include "records/dossier_parts.h"
#include "records/dossier_rules.h"
#include "records/dossiers.h"

/* --- the order ------------------------------------------------------------------------------ */

static int compare_places(size_t a, size_t b) {
    return (a > b) - (a < b);
}

/* The current one, those before it in the office's order, last what is not at hand. */
static size_t campaign_place(const struct dossier_office *office, const struct campaign *campaign) {
    size_t i = 0;
    if (!campaign)
        return office->past_count + 1;
    if (campaign == office->campaign)
        return 0;
    while (i < office->past_count && office->past[i] != campaign)
        i++;
    return i + 1;
}

static int compare_picks(const void *a, const void *b, void *args) {
    const struct dossier_pick *one = a, *other = b;
    int order =
        compare_places(campaign_place(args, one->campaign), campaign_place(args, other->campaign));
    if (!order)
        order = compare_places(dossier_part_of(one->campaign, one->level),
                               dossier_part_of(other->campaign, other->level));
    if (!order)
        order = compare_places(dossier_subpart_of(one->campaign, one->group),
                               dossier_subpart_of(other->campaign, other->group));
    if (!order)
        order = fold_compare_names(one->name, other->name);
    return order ? order : strcmp(one->id, other->id);
}

/* --- read ----------------------------------------------------------------------------------- */

struct reading {
    const struct dossier_office *office;
    const bool *is_in;
    struct dossier_picks picks;
    size_t room;
};

static void take(const struct sql_rows *rows, const struct dossier_office *office,
                 struct dossier_pick *out) {
    char campaign_id[64];
    sql_text(rows, 0, out->id, sizeof out->id);
    sql_text(rows, 1, out->state, sizeof out->state);
    sql_text(rows, 2, out->publication, sizeof out->publication);
    sql_text(rows, 3, out->level, sizeof out->level);
    sql_text(rows, 4, out->group, sizeof out->group);
    sql_text(rows, 5, out->name, sizeof out->name);
    out->has_council = !sql_is_null(rows, 6);
    sql_text(rows, 7, campaign_id, sizeof campaign_id);
    out->campaign = dossier_office_campaign(office, campaign_id);
}

static bool read_state(struct sql_turn *turn, struct reading *r, const char *state) {
    struct sql_rows *rows =
        sql_ask(turn,
                "SELECT id, state, publication, COALESCE(decision_level, level), case_group, name,"
                " council_date, campaign_id FROM nominations WHERE commune_id = ?1 AND state = ?2"
                " AND type <> 'difficulty' AND purged_at IS NULL ORDER BY received_at, id LIMIT ?3",
                "ti", state, (int64_t)(DOSSIER_PICKS_MAX - r->picks.count));
    enum records_result more = RECORDS_FAILED;
    while (rows && (more = sql_next(rows)) == RECORDS_OK) {
        if (r->picks.count == r->room) {
            r->room = 2 * r->room + 64;
            r->picks.items = xrealloc(r->picks.items, r->room, sizeof *r->picks.items);
        }
        take(rows, r->office, &r->picks.items[r->picks.count++]);
    }
    sql_done(rows);
    return more == RECORDS_NONE;
}

static enum records_result read_states(struct sql_turn *turn, void *args) {
    struct reading *r = args;
    r->picks.count = 0; // of a run before
    const struct dossier_rules *rules = r->office->rules;
    for (size_t i = 0; i < rules->status_count; i++)
        if (r->is_in[i] && !read_state(turn, r, rules->statuses[i].id))
            return RECORDS_FAILED;
    return RECORDS_OK;
}

enum records_result dossier_picks_read(const struct dossier_office *office, const bool *is_in,
                                       struct dossier_picks *out) {
    struct reading r = {.office = office, .is_in = is_in};
    enum records_result result = sql_read(office->sql, read_states, &r);
    if (result != RECORDS_OK) {
        dossier_picks_finish(&r.picks);
        return result;
    }
    if (r.picks.count > 1)
        qsort_r(r.picks.items, r.picks.count, sizeof *r.picks.items, compare_picks, (void *)office);
    *out = r.picks;
    return result;
}

void dossier_picks_finish(struct dossier_picks *picks) {
    if (picks->items) // names
        crypto_wipe(picks->items, picks->count * sizeof *picks->items);
    free(picks->items);
    *picks = (struct dossier_picks){.items = NULL};
}
