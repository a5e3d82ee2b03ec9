#include "records/figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/xalloc.h"

#define TIME_MAX_S INT64_C(0x7fffffffffff)
#define WEEK_S INT64_C(604800)
#define MONDAY_S INT64_C(259200) // 1970-01-01 was a Thursday: three days into its week

/* ?1 the commune, ?2 and ?3 the span, ?4 the campaign. */
#define SPAN                                                                                       \
    " WHERE n.commune_id = ?1 AND n.received_at >= ?2 AND n.received_at < ?3"                      \
    " AND (?4 = '' OR n.campaign_id = ?4)"
#define BY(column, from, condition)                                                                \
    "SELECT coalesce(" column ", ''), count(*) FROM nominations AS n" from SPAN condition          \
    " GROUP BY coalesce(" column ", '') ORDER BY 1"
#define OF_DOSSIERS " AND n.type = 'nomination'"
#define OF_AWARDS " AND n.state = 'approved' AND n.type = 'nomination'"
#define WITH_AREAS                                                                                 \
    " JOIN nomination_areas AS a ON a.commune_id = n.commune_id AND a.nomination_id = n.id"

static const char *const texts[FIGURES_KINDS_OF] = {
    [FIGURES_WEEKS] =
        "SELECT week, count(*) FROM (SELECT (n.received_at + ?5) / 604800 AS week"
        " FROM nominations AS n" SPAN OF_DOSSIERS ") AS weeks GROUP BY week ORDER BY week",
    [FIGURES_STATES] = BY("n.state", "", OF_DOSSIERS),
    [FIGURES_KINDS] = BY("n.kind", "", OF_DOSSIERS),
    [FIGURES_SOURCES] = BY("n.source", "", OF_DOSSIERS),
    [FIGURES_UNITS] = BY("n.unit_id", "", OF_DOSSIERS),
    [FIGURES_AWARDS_LEVEL] = BY("n.decision_level", "", OF_AWARDS),
    [FIGURES_AWARDS_GROUP] = BY("n.case_group", "", OF_AWARDS),
    [FIGURES_AWARDS_UNIT] = BY("n.unit_id", "", OF_AWARDS),
    [FIGURES_AWARDS_AREA] = BY("a.area_id", WITH_AREAS, OF_AWARDS),
    [FIGURES_DIFFICULTIES] = BY("n.state", "", " AND n.type = 'difficulty'"),
};

struct count_args {
    enum figures_by by;
    const struct figures_span *span;
    struct tallies tallies; // owned until the call is over
};

void tallies_finish(struct tallies *tallies) {
    free(tallies->items);
    *tallies = (struct tallies){.count = 0};
}

int64_t tallies_get(const struct tallies *tallies, const char *key) {
    for (size_t i = 0; i < tallies->count; i++)
        if (strcmp(tallies->items[i].key, key) == 0)
            return tallies->items[i].count;
    return 0;
}

static void print_monday(int64_t week, char *out, size_t out_bytes) {
    char monday[DATE_RFC3339_MAX];
    date_format_rfc3339(week * WEEK_S - MONDAY_S, 0, monday);
    snprintf(out, out_bytes, "%.10s", monday);
}

static void take(const struct sql_rows *rows, struct count_args *a) {
    struct tallies *tallies = &a->tallies;
    tallies->items = xrealloc(tallies->items, tallies->count + 1, sizeof *tallies->items);
    struct tally *tally = &tallies->items[tallies->count++];
    if (a->by == FIGURES_WEEKS)
        print_monday(sql_int(rows, 0), tally->key, sizeof tally->key);
    else
        sql_text(rows, 0, tally->key, sizeof tally->key);
    tally->count = sql_int(rows, 1);
    tallies->total += tally->count;
}

static enum records_result count(struct sql_turn *turn, void *args) {
    struct count_args *a = args;
    const struct figures_span *span = a->span;
    const char *campaign_id = span->campaign_id ? span->campaign_id : "";
    int64_t until_s = span->until_s ? span->until_s : TIME_MAX_S;
    tallies_finish(&a->tallies); // of a run before
    struct sql_rows *rows =
        a->by == FIGURES_WEEKS
            ? sql_ask(turn, texts[a->by], "iiti", span->since_s, until_s, campaign_id,
                      (int64_t)span->zone_s + MONDAY_S)
            : sql_ask(turn, texts[a->by], "iit", span->since_s, until_s, campaign_id);
    enum records_result result = RECORDS_FAILED;
    while (rows && (result = sql_next(rows)) == RECORDS_OK)
        take(rows, a);
    sql_done(rows);
    return result == RECORDS_FAILED ? RECORDS_FAILED : RECORDS_OK;
}

enum records_result figures_count(struct sql *sql, enum figures_by by,
                                  const struct figures_span *span, struct tallies *out) {
    struct count_args args = {.by = by, .span = span};
    enum records_result result = sql_read(sql, count, &args);
    if (result == RECORDS_OK)
        *out = args.tallies;
    else
        tallies_finish(&args.tallies);
    return result;
}
