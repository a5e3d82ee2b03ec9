/* The office's list and search among many dossiers: p50, p99 and the worst of a page, for what
 * officers ask. `make build/release/tests/bench/bench_dossiers`, then run it with how many
 * (1000000) and where the database is kept (sqlite:build/dossiers-1000000.db); it is made the first
 * time. */
#include "dossier_maker.h"

#include "base/strbuf.h"
#include "records/dossier_list.h"
#include "records/figures.h"

#include <time.h>

#define ROUNDS 40
#define LIMIT 50

/* --- questions ------------------------------------------------------------------------------ */

static bool is_wall; // or the processor's time, so that other programs do not count

static double now_ms(void) {
    struct timespec t;
    clock_gettime(is_wall ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b) {
    double one = *(const double *)a, other = *(const double *)b;
    return (one > other) - (one < other);
}

struct figures { // of many pages
    double times[4096];
    size_t count;
};

static void add_time(struct figures *figures, double ms) {
    if (figures->count < check_items(figures->times))
        figures->times[figures->count++] = ms;
}

static void report(const char *name, struct figures *figures, const struct dossier_page *last) {
    double *times = figures->times;
    size_t count = figures->count;
    qsort(times, count, sizeof *times, compare);
    printf("  %-52s p50 %7.2f  p99 %7.2f  worst %7.2f ms", name, times[count / 2],
           times[count * 99 / 100], times[count - 1]);
    if (last)
        printf("  (%zu lines%s)", last->count, last->has_stopped ? ", stopped" : "");
    printf("\n");
}

/* The first page, and pages further down, each some times. */
static void ask(struct sql *sql, const char *name, struct dossier_filter filter, int64_t oldest_s,
                struct figures *all) {
    struct figures own = {.count = 0};
    struct dossier_page page = {.lines = NULL};
    for (int round = 0; round < ROUNDS; round++) {
        struct dossier_page_ask question = {.filter = filter, .limit = LIMIT};
        if (round % 4 == 3) { // some way down, or up again
            question.from.received_at_s =
                oldest_s + (int64_t)draw((uint32_t)((NEWEST_S - oldest_s) / 8 * 7));
            strcpy(question.from.id, "8");
            question.is_newer = round % 8 == 7;
        }
        dossier_page_finish(&page);
        double start = now_ms();
        if (dossier_list_page(sql, &question, &page) != RECORDS_OK)
            stop("the database fails");
        add_time(&own, now_ms() - start);
        add_time(all, own.times[own.count - 1]);
    }
    report(name, &own, &page);
    dossier_page_finish(&page);
}

static void time_lists(struct sql *sql, int64_t oldest_s) {
    static const struct {
        const char *name;
        struct dossier_filter filter;
    } rows[] = {
        {"all", {.state = NULL}},
        {"received", {.state = "received"}},
        {"needs_info", {.state = "needs_info"}},
        {"approved", {.state = "approved"}},
        {"revoked", {.state = "revoked"}},
        {"a small place", {.unit_id = "don-vi-20"}},
        {"a large place, received", {.unit_id = "don-vi-01", .state = "received"}},
        {"a province's award, collectives", {.level = "tinh", .group = "tap_the"}},
        {"on paper, revoked", {.source = "paper", .state = "revoked"}},
        {"officials who were not selected", {.kind = "official", .state = "not_selected"}},
        {"models: there are none", {.kind = "model"}},
        {"published", {.publication = "published"}},
        {"one week", {.since_s = NEWEST_S - 40 * 604800, .until_s = NEWEST_S - 39 * 604800}},
        {"a small place, revoked, province",
         {.unit_id = "don-vi-20", .state = "revoked", .level = "tinh"}},
    };
    struct figures all = {.count = 0};
    printf("lists, a page of %d\n", LIMIT);
    for (size_t i = 0; i < check_items(rows); i++)
        ask(sql, rows[i].name, rows[i].filter, oldest_s, &all);
    report("all of them (bar: p99 50 ms)", &all, NULL);
}

static void time_searches(struct sql *sql, int64_t oldest_s) {
    static const struct {
        const char *search, *state;
    } rows[] = {
        {"n", NULL},
        {"ng", NULL},
        {"nguyen", NULL},
        {"nguyễn văn", NULL},
        {"nguyen van hoa", NULL},
        {"hoa", NULL},
        {"lan huong", NULL},
        {"hoa lan huong", NULL},
        {"be dinh khue", NULL},
        {"khue", NULL},
        {"trieu kim uyen", NULL},
        {"x", NULL},
        {"zzz", NULL},
        {"nguyen zzz", NULL},
        {"van thi", NULL},
        {"thi van dinh", NULL},
        {"hoang thi hoa", "needs_info"},
        {"nguyen", "revoked"},
        {"dat", "received"},
        {"chu huu dat", "forwarded_council"},
        {"tu", NULL},
        {"h t", NULL},
        {"vi thi vi", NULL},
    };
    struct figures all = {.count = 0};
    printf("searches\n");
    for (size_t i = 0; i < check_items(rows); i++) {
        char name[96];
        snprintf(name, sizeof name, "\"%s\"%s%s", rows[i].search, rows[i].state ? ", " : "",
                 rows[i].state ? rows[i].state : "");
        ask(sql, name, (struct dossier_filter){.search = rows[i].search, .state = rows[i].state},
            oldest_s, &all);
    }
    report("all of them (bar: p99 100 ms)", &all, NULL);
}

static void time_figures(struct sql *sql) {
    static const char *const names[FIGURES_KINDS_OF] = {
        "weeks",           "states",          "kinds",          "sources",        "units",
        "awards by level", "awards by group", "awards by unit", "awards by area", "difficulties"};
    printf("figures\n");
    for (int by = 0; by < FIGURES_KINDS_OF; by++) {
        struct tallies tallies;
        const struct figures_span span = {.zone_s = 25200};
        double start = now_ms();
        if (figures_count(sql, (enum figures_by)by, &span, &tallies) != RECORDS_OK)
            stop("the database fails");
        printf("  %-52s %7.2f ms\n", names[by], now_ms() - start);
        tallies_finish(&tallies);
    }
}

int main(int argc, char **argv) {
    int count = argc > 1 ? atoi(argv[1]) : 1000000;
    char *dsn = argc > 2 ? xstrdup(argv[2]) : xasprintf("sqlite:build/dossiers-%d.db", count);
    char *why = NULL;
    is_wall = argc > 3 && strcmp(argv[3], "wall") == 0;
    if (!crypto_start())
        stop("libsodium does not start");
    struct sql *sql = sql_open(dsn, MADE_COMMUNE, &why);
    if (!sql)
        stop(why);
    struct tallies tallies;
    if (figures_count(sql, FIGURES_SOURCES, &(struct figures_span){.zone_s = 0}, &tallies) !=
        RECORDS_OK)
        stop("the database fails");
    if (tallies.total == 0)
        make_dossiers(sql, count);
    tallies_finish(&tallies);
    int64_t oldest_s = NEWEST_S - (int64_t)count * EVERY_S;
    time_lists(sql, oldest_s);
    time_searches(sql, oldest_s);
    time_figures(sql);
    sql_close(sql);
    free(dsn);
    return 0;
}
