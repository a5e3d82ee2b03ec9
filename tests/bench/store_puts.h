/* Durable PUTs: how many a second, and how long one takes. */
#ifndef TESTS_BENCH_STORE_PUTS_H
#define TESTS_BENCH_STORE_PUTS_H

#include "bare_commits.h"
#include "dossier_maker.h"
#include "http_load.h"
#include "measured_store.h"

#define PUTS_WARM 400
#define PUTS_HALF 2000 // at half of the rate that 8 connections had
#define PUTS_SLICES 5  // the bare loop and ours by turns
#define PUTS_BARE 100  // inserts of the bare loop in each
#define PUTS_SAVED_MAX 8000

/* One PUT a parcel, with what the bare loop inserts for it. */
struct puts {
    struct parcel *parcels;
    struct load_request *requests;
    struct bare_row *rows;
    size_t count;
};

static inline struct nomination puts_form(void) {
    struct nomination form = good_form();
    snprintf(form.name, sizeof form.name, "%s %s %s", PICK(families), PICK(middles), PICK(givens));
    snprintf(form.unit_id, sizeof form.unit_id, "don-vi-%02u", 1 + draw(UNITS));
    snprintf(form.deed, sizeof form.deed,
             "Năm %u bà %s hiến %u mét vuông đất vườn để làm đường vào thôn, góp ngày công cùng bà "
             "con và giúp các cháu đi học qua suối mùa mưa.",
             1990 + draw(33), form.name, 20 + draw(400));
    return form;
}

static inline struct load_request puts_request(const struct machine *machine,
                                               const struct parcel *parcel) {
    struct strbuf text = {.text = NULL};
    char *digest = digest_header(parcel->body, parcel->len);
    strbuf_addf(&text,
                "PUT /v1/nominations/%s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n"
                "Content-Type: application/json\r\n%s\r\nContent-Length: %zu\r\n\r\n",
                parcel->id, machine->token, digest, parcel->len);
    strbuf_add(&text, parcel->body, parcel->len);
    free(digest);
    size_t len = text.len;
    return (struct load_request){strbuf_detach(&text), len};
}

static inline void puts_make(struct puts *puts, const struct machine *machine, size_t count) {
    static int64_t seq; // one device's: a number that comes twice costs the store more
    *puts = (struct puts){.count = count};
    puts->parcels = xcalloc(count, sizeof *puts->parcels);
    puts->requests = xcalloc(count, sizeof *puts->requests);
    puts->rows = xcalloc(count, sizeof *puts->rows);
    for (size_t i = 0; i < count; i++) {
        struct parcel *parcel = &puts->parcels[i];
        const struct nomination form = puts_form();
        parcel_make(machine, &form, ++seq, NULL, parcel);
        puts->requests[i] = puts_request(machine, parcel);
        puts->rows[i] = (struct bare_row){parcel->id, parcel->body, parcel->len};
    }
}

static inline void puts_finish(struct puts *puts) {
    for (size_t i = 0; i < puts->count; i++) {
        parcel_finish(&puts->parcels[i]);
        free(puts->requests[i].bytes);
    }
    free(puts->parcels);
    free(puts->requests);
    free(puts->rows);
}

/* --- one database --------------------------------------------------------------------------- */

static const struct {
    int connections;
    size_t count;
    double least_ratio; // to the bare loop
} puts_levels[] = {{1, 1500, 0.5}, {8, 3000, 0}, {64, 6000, 1.0}};
#define PUTS_LEVELS check_items(puts_levels)

struct puts_bench {
    const char *bare_dsn; // PostgreSQL's; NULL: SQLite, in the office's folder
    struct office office;
    struct machine machine;
    struct row *rates[PUTS_LEVELS], *filed[PUTS_LEVELS], *p50, *p99;
    struct memory_rows memory;
    double start_mib;
};

static double puts_ms[PUTS_SAVED_MAX], puts_bare_ms[PUTS_SAVED_MAX];

static inline double puts_bare(const struct puts_bench *b, const struct puts *puts, size_t count) {
    static int number;
    count = count < puts->count ? count : puts->count;
    if (b->bare_dsn)
        return bare_postgres(b->bare_dsn, puts->rows, count, puts_bare_ms);
    char *path = xasprintf("%s/bare-%d.db", b->office.folder, ++number);
    double rate = bare_sqlite(path, puts->rows, count, puts_bare_ms);
    free(path);
    return rate;
}

/* @return PUTs a second; the times of each in puts_ms */
static inline double puts_load(const struct puts_bench *b, const struct puts *puts, int connections,
                               double rate) {
    const struct load load = {.port = b->office.port,
                              .connections = connections,
                              .status = 201,
                              .requests = puts->requests,
                              .count = puts->count,
                              .rate = rate,
                              .out_ms = puts_ms};
    return (double)puts->count * 1e3 / load_run(&load);
}

/* Slips are filed after their answer: so that nothing of it falls into what is measured next, and
 * to know how long it takes. A kiosk that asks is answered when all that came before it is filed.
 * @return milliseconds */
static inline double puts_settle(const struct puts_bench *b, const struct puts *puts) {
    char *text = xasprintf("GET /v1/nominations/%s/receipt HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                           "Authorization: Bearer %s\r\n\r\n",
                           puts->parcels[0].id, b->machine.token);
    const struct load_request request = {text, strlen(text)};
    double first_ms;
    double ms = load_run(&(struct load){.port = b->office.port,
                                        .connections = 1,
                                        .status = 200,
                                        .requests = &request,
                                        .count = 1,
                                        .out_ms = &first_ms});
    free(text);
    return ms;
}

static inline void puts_warm(const struct puts_bench *b) {
    struct puts puts;
    puts_make(&puts, &b->machine, PUTS_WARM);
    puts_load(b, &puts, 64, 0);
    puts_settle(b, &puts);
    puts_finish(&puts);
}

/* `from` and on, borrowed. */
static inline struct puts puts_part(const struct puts *puts, size_t from, size_t count) {
    return (struct puts){puts->parcels + from, puts->requests + from, puts->rows + from, count};
}

/* The two in turns, for a disk is not equally quick from one second to the next. */
static inline void puts_level(struct puts_bench *b, size_t level) {
    struct puts puts;
    double ms = 0, bare_ms = 0, settle_ms = 0;
    const size_t count = puts_levels[level].count, part = count / PUTS_SLICES;
    puts_make(&puts, &b->machine, count);
    for (size_t from = 0; from < count; from += part) {
        const struct puts slice = puts_part(&puts, from, part);
        bare_ms += (double)PUTS_BARE * 1e3 / puts_bare(b, &puts, PUTS_BARE);
        ms += (double)part * 1e3 / puts_load(b, &slice, puts_levels[level].connections, 0);
        settle_ms += puts_settle(b, &slice);
    }
    samples_add(&b->rates[level]->ours, (double)count * 1e3 / ms);
    samples_add(&b->rates[level]->baseline, PUTS_BARE * PUTS_SLICES * 1e3 / bare_ms);
    samples_add(&b->filed[level]->ours, (double)count * 1e3 / (ms + settle_ms));
    samples_add(&b->filed[level]->baseline, PUTS_BARE * PUTS_SLICES * 1e3 / bare_ms);
    puts_finish(&puts);
}

/* What 8 connections reach, then half of it. */
static inline void puts_at_half(struct puts_bench *b) {
    static double all_ms[PUTS_HALF], all_bare_ms[PUTS_HALF];
    struct puts puts, full;
    const size_t part = PUTS_HALF / PUTS_SLICES;
    puts_make(&puts, &b->machine, PUTS_HALF);
    puts_make(&full, &b->machine, PUTS_HALF);
    for (size_t from = 0; from < PUTS_HALF; from += part) {
        const struct puts slice = puts_part(&puts, from, part),
                          whole = puts_part(&full, from, part);
        puts_bare(b, &slice, part);
        memcpy(all_bare_ms + from, puts_bare_ms, part * sizeof *puts_bare_ms);
        double rate = puts_load(b, &whole, 8, 0);
        puts_settle(b, &whole);
        puts_load(b, &slice, 8, rate / 2);
        puts_settle(b, &slice);
        memcpy(all_ms + from, puts_ms, part * sizeof *puts_ms);
    }
    samples_add(&b->p50->ours, samples_quantile(all_ms, PUTS_HALF, 0.5));
    samples_add(&b->p99->ours, samples_quantile(all_ms, PUTS_HALF, 0.99));
    samples_add(&b->p50->baseline, samples_quantile(all_bare_ms, PUTS_HALF, 0.5));
    samples_add(&b->p99->baseline, samples_quantile(all_bare_ms, PUTS_HALF, 0.99));
    puts_finish(&puts);
    puts_finish(&full);
}

static inline void puts_run(struct puts_bench *b) {
    for (size_t level = 0; level < PUTS_LEVELS; level++)
        puts_level(b, level);
    puts_at_half(b);
    memory_add(&b->memory, &b->office, b->start_mib);
}

static inline void puts_rows(struct puts_bench *b, struct table *table, const char *database) {
    static const char base[] = "a bare loop of committed inserts";
    for (size_t level = 0; level < PUTS_LEVELS; level++) {
        char *name = xasprintf("durable PUTs, %s, %d connection%s", database,
                               puts_levels[level].connections, level ? "s" : "");
        b->rates[level] = table_row_least(table, name, "/s", puts_levels[level].least_ratio, base);
        b->filed[level] = table_row_least(table, "  until all are dossiers", "/s", 0, base);
    }
    static const char one[] = "one committed insert";
    b->p50 =
        table_row(table, xasprintf("PUT at half of 8's rate, %s, p50", database), "ms", -1, one);
    b->p99 =
        table_row(table, xasprintf("PUT at half of 8's rate, %s, p99", database), "ms", -1, one);
    b->memory = memory_rows(table, xasprintf("memory after PUTs, %s, peak", database),
                            xasprintf("memory after PUTs, %s, at rest", database));
}

/** All runs on one database. `dsn` NULL: SQLite. */
static inline void bench_puts(struct table *table, const char *database, const char *dsn,
                              int runs) {
    struct puts_bench b = {.bare_dsn = dsn};
    char *folder = xasprintf(MEASURED_FOLDER "/puts-%s", database);
    assert_true(path_make_dirs(MEASURED_FOLDER));
    check_remove_folder(xstrdup(folder));
    measured_open(&b.office, folder);
    puts_rows(&b, table, database);
    free(OFFICE_RUN(&b.office, 0, "init"));
    measured_serve(&b.office);
    b.start_mib = measured_start_mib(&b.office);
    measured_forget_peak(&b.office); // of the start, when Argon2id is tried once
    office_enrol(&b.office, &b.machine);
    puts_warm(&b);
    for (int i = 0; i < runs; i++)
        puts_run(&b);
    office_destroy(&b.office);
    free(folder); // the rows keep their names
}

#endif
