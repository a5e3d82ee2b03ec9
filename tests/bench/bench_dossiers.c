/* The office's list and search among many dossiers: p50, p99 and the worst of a page, for what
 * officers ask. `make build/release/tests/bench/bench_dossiers`, then run it with how many
 * (1000000) and where the database is kept (sqlite:build/dossiers-1000000.db); it is made the first
 * time. */
#include "../check.h"

#include "base/crypto.h"
#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/code.h"
#include "model/nomination.h"
#include "records/dossier_list.h"
#include "records/figures.h"
#include "records/search_words.h"
#include "records/sql.h"

#include <time.h>

#define BATCH 20000
#define BODY_BYTES 1200 // of a sealed record
#define EVERY_S 300     // seconds between two slips
#define NEWEST_S INT64_C(1686099600)
#define ROUNDS 40
#define LIMIT 50
#define UNITS 24

static uint64_t random_state = 2023;

static uint32_t draw(uint32_t below) {
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((random_state >> 33) % below);
}

static void stop(const char *what) {
    fprintf(stderr, "bench_dossiers: %s\n", what);
    exit(1);
}

/* --- dossiers ------------------------------------------------------------------------------- */

/* As the shares of a province's years: most have come to their end. */
static const struct {
    const char *state;
    uint32_t of_1000;
    bool is_proposed, has_body;
} states[] = {
    {"received", 20, false, true},        {"appraising", 25, false, true},
    {"needs_info", 5, false, true},       {"forwarded_council", 20, true, false},
    {"proposed_higher", 10, true, false}, {"approved", 500, true, false},
    {"not_selected", 360, false, false},  {"merged", 50, false, true},
    {"withdrawn", 8, false, false},       {"revoked", 2, true, false},
};

static const char *const families[] = {"Nguyễn", "Nguyễn", "Nguyễn", "Hoàng", "Hoàng", "Nông",
                                       "Nông",   "Lý",     "Vi",     "Trần",  "Lê",    "Đặng",
                                       "Triệu",  "Chu",    "Phạm",   "Bế"};
static const char *const middles[] = {"Văn", "Văn", "Văn", "Thị",  "Thị",  "Thị", "Đình",
                                      "Hữu", "Đức", "Thu", "Ngọc", "Minh", "Kim", "Xuân"};
static const char *const givens[] = {
    "Hòa",  "Lan",  "Hương", "Tuấn", "Anh",   "Bình",  "Cường", "Dũng",   "Đông",  "Giang",
    "Hà",   "Hải",  "Hạnh",  "Hiền", "Hoa",   "Hồng",  "Hùng",  "Khánh",  "Liên",  "Linh",
    "Long", "Mai",  "Nam",   "Nga",  "Nhung", "Oanh",  "Phúc",  "Phương", "Quang", "Quyên",
    "Sơn",  "Tâm",  "Thanh", "Thảo", "Thắng", "Thủy",  "Tiến",  "Toàn",   "Trang", "Trung",
    "Tú",   "Uyên", "Vân",   "Việt", "Vinh",  "Xuyến", "Yến",   "Đạt"};
static const char rare_given[] = "Khuê"; // one in twenty thousand

static const char *const kinds[] = {"resident", "resident", "resident", "official", "collective"};
static const char *const groups[] = {"gia_dinh", "ca_nhan", "tap_the"};
static const char *const levels[] = {"xa", "xa", "xa", "xa", "xa", "xa", "huyen", "huyen", "tinh"};

#define PICK(list) list[draw((uint32_t)check_items(list))]

struct made {
    int from, count;
    int64_t oldest_s;
};

static bool insert_words(struct sql_turn *turn, const char *id, int64_t at_s, const char *name,
                         struct search_words *words) {
    struct nomination *n = xcalloc(1, sizeof *n);
    snprintf(n->name, sizeof n->name, "%s", name);
    search_words_init(words, n);
    free(n);
    return search_words_insert(turn, id, at_s, words);
}

static bool insert_one(struct sql_turn *turn, int64_t at_s) {
    static char body[BODY_BYTES];
    char id[CRYPTO_UUID_MAX], code[CODE_TEXT_MAX], name[128], unit[32];
    struct search_words words;
    uint32_t share = draw(1000), state = 0;
    while (share >= states[state].of_1000)
        share -= states[state++].of_1000;
    crypto_uuid4(id);
    code_make("HP", code);
    snprintf(unit, sizeof unit, "don-vi-%02u", draw(draw(4) ? 8 : UNITS));
    snprintf(name, sizeof name, "%s %s %s%s%s", PICK(families), PICK(middles),
             draw(3) ? "" : PICK(givens), " ", draw(20000) ? PICK(givens) : rare_given);
    bool is_ok = insert_words(turn, id, at_s, name, &words);
    is_ok = is_ok &&
            sql_run(turn,
                    "INSERT INTO nominations (commune_id, id, body, sha256, received_at, device_id,"
                    " seq, created_at, zone_s, clock, campaign_id, key_id, state, type, code, lang,"
                    " kind, name, unit_id, deed, consent_version, consent_at, case_group, level,"
                    " summary, decision_level, source, publication, folded, name_key)"
                    " VALUES (?1, ?2, ?3, ?2, ?4, 'k-0001', ?4, ?4, 25200, 'synced', 'campaign',"
                    " '2023a', ?5, 'nomination', ?6, 'vi', ?7, ?8, ?9, ?10, '2023-03',"
                    " '2023-05-12T08:42:00+07:00', ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
                    "tbitttttttttttttt", id, body, states[state].has_body ? sizeof body : (size_t)0,
                    at_s, states[state].state, code, PICK(kinds), name, unit,
                    "Hiến đất làm đường, giúp bà con mùa gặt hái.",
                    states[state].is_proposed ? PICK(groups) : NULL,
                    states[state].is_proposed ? PICK(levels) : NULL,
                    states[state].is_proposed ? "Hiến đất làm đường, giúp bà con." : NULL,
                    strcmp(states[state].state, "approved") ? NULL : PICK(levels),
                    draw(50) ? "kiosk" : "paper",
                    strcmp(states[state].state, "approved") || draw(3) ? "none" : "published",
                    words.folded, words.name_key);
    search_words_finish(&words);
    return is_ok && sql_run(turn,
                            "INSERT INTO events (commune_id, nomination_id, number, at, what,"
                            " actor, state) VALUES (?1, ?2, 1, ?3, 'received', 'k-0001',"
                            " 'received')",
                            "ti", id, at_s);
}

static enum records_result insert_batch(struct sql_turn *turn, void *args) {
    const struct made *made = args;
    for (int i = made->from; i < made->from + made->count; i++)
        if (!insert_one(turn, made->oldest_s + (int64_t)i * EVERY_S))
            return RECORDS_FAILED;
    return RECORDS_OK;
}

static void make_dossiers(struct sql *sql, int count) {
    for (int from = 0; from < count; from += BATCH) {
        struct made made = {from, count - from < BATCH ? count - from : BATCH,
                            NEWEST_S - (int64_t)count * EVERY_S};
        if (sql_write(sql, insert_batch, &made) != RECORDS_OK)
            stop("cannot make the dossiers");
        fprintf(stderr, "\r%d dossiers", from + made.count);
    }
    fprintf(stderr, "\n");
}

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
    struct sql *sql = sql_open(dsn, "bench", &why);
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
