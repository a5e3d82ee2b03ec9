/* The officer's list of dossiers over HTTP, a million of them behind it: how long until the first
 * byte of a page, and of a search without marks. */
#ifndef TESTS_BENCH_STORE_PAGES_H
#define TESTS_BENCH_STORE_PAGES_H

#include "bare_statements.h"
#include "dossier_maker.h"
#include "http_load.h"
#include "measured_store.h"

#define PAGES_DOSSIERS 1000000
#define PAGES_ROUNDS 8 // of each question in a run: the first page, and pages further down
#define PAGES_DOWN 4   // every so many rounds one of those
#define PAGES_MAX 1024

/* --- the office, made once ------------------------------------------------------------------ */

static inline bool pages_has(const struct office *office, const char *name) {
    char *path = path_join(office->folder, name);
    bool is_there = access(path, F_OK) == 0;
    free(path);
    return is_there;
}

static inline void pages_note(const struct office *office, const char *name) {
    char *path = path_join(office->folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fclose(file);
    free(path);
}

static inline void pages_publish(const struct office *office) {
    free(OFFICE_RUN(office, 0, "publish", "--campaign", "assets/campaigns/2023", "--reasons",
                    "assets/campaigns/2023/reasons.json", "--sample",
                    "assets/sample/sample-2023.vi.json"));
}

static inline void pages_fill(const struct office *office) {
    char *why = NULL, *dsn = xasprintf("sqlite:%s/records/records.db", office->data);
    struct sql *sql = sql_open(dsn, MADE_COMMUNE, &why);
    if (!sql)
        stop(why);
    make_dossiers(sql, PAGES_DOSSIERS);
    sql_close(sql);
    free(dsn);
}

/* One that was begun and not finished is made anew. */
static inline void pages_open(struct office *office) {
    char *folder = xasprintf(MEASURED_FOLDER "/office-%d", PAGES_DOSSIERS);
    measured_open(office, folder);
    if (!pages_has(office, "made")) {
        check_remove_folder(xstrdup(folder));
        free(office->folder);
        measured_open(office, folder);
        free(OFFICE_RUN(office, 0, "init"));
        pages_publish(office);
        pages_fill(office);
        pages_note(office, "made");
    }
    free(folder);
}

static inline void pages_login(const struct office *office, struct browser *b) {
    browser_open(b, office, "");
    if (!pages_has(office, "hired")) {
        office_hire(office, b, "bench", "role-vptk");
        pages_note(office, "hired");
    } else {
        check_number("log in", browser_login(b, "bench", PASSWORD), 303);
    }
}

/* --- questions ------------------------------------------------------------------------------ */

struct pages_question {
    const char *query;     // of the address
    const char *condition; // the same in SQL
};

static const struct pages_question pages_lists[] = {
    {"", ""},
    {"state=received", " AND state = 'received'"},
    {"state=needs_info", " AND state = 'needs_info'"},
    {"state=approved", " AND state = 'approved'"},
    {"state=revoked", " AND state = 'revoked'"},
    {"unit=don-vi-20", " AND unit_id = 'don-vi-20'"},
    {"unit=don-vi-01&state=received", " AND unit_id = 'don-vi-01' AND state = 'received'"},
    {"level=tinh&group=tap_the", " AND level = 'tinh' AND case_group = 'tap_the'"},
    {"source=paper&state=revoked", " AND source = 'paper' AND state = 'revoked'"},
    {"kind=official&state=not_selected", " AND kind = 'official' AND state = 'not_selected'"},
    {"publication=published", " AND publication = 'published'"},
    {"unit=don-vi-20&state=revoked&level=tinh",
     " AND unit_id = 'don-vi-20' AND state = 'revoked' AND level = 'tinh'"},
};

#define HAS(word) " AND ' ' || folded LIKE '% " word "%'"

static const struct pages_question pages_searches[] = {
    {"q=n", HAS("n")},
    {"q=nguyen", HAS("nguyen")},
    {"q=Nguy%E1%BB%85n+V%C4%83n", HAS("nguyen") HAS("van")},
    {"q=nguyen+van+hoa", HAS("nguyen") HAS("van") HAS("hoa")},
    {"q=hoa", HAS("hoa")},
    {"q=lan+huong", HAS("lan") HAS("huong")},
    {"q=be+dinh+khue", HAS("be") HAS("dinh") HAS("khue")},
    {"q=khue", HAS("khue")},
    {"q=trieu+kim+uyen", HAS("trieu") HAS("kim") HAS("uyen")},
    {"q=zzz", HAS("zzz")},
    {"q=thi+van+dinh", HAS("thi") HAS("van") HAS("dinh")},
    {"q=hoang+thi+hoa&state=needs_info",
     HAS("hoang") HAS("thi") HAS("hoa") " AND state = 'needs_info'"},
    {"q=nguyen&state=revoked", HAS("nguyen") " AND state = 'revoked'"},
    {"q=dat&state=received", HAS("dat") " AND state = 'received'"},
    {"q=chu+huu+dat&state=forwarded_council",
     HAS("chu") HAS("huu") HAS("dat") " AND state = 'forwarded_council'"},
    {"q=h+t", HAS("h") HAS("t")},
    {"q=vi+thi+vi", HAS("vi") HAS("thi") HAS("vi")},
};

struct pages_asked { // what a question asks for in one round
    const struct pages_question *question;
    int64_t older_s; // 0: the first page
};

struct pages_bench {
    struct office office;
    struct browser browser;
    struct bare_statements *bare;
    struct pages_asked asked[PAGES_MAX];
    struct load_request requests[PAGES_MAX];
    double ms[PAGES_MAX], bare_ms[PAGES_MAX];
    size_t count;
};

static inline struct load_request pages_request(const struct browser *b,
                                                const struct pages_asked *asked) {
    struct strbuf text = {.text = NULL};
    strbuf_addf(&text, "GET /office/dossiers?%s", asked->question->query);
    if (asked->older_s) // a key need not be there: the page begins beyond it
        strbuf_addf(&text, "&older=%lld.80000000-0000-4000-8000-000000000000",
                    (long long)asked->older_s);
    strbuf_addf(&text, " HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ");
    for (size_t i = 0; i < b->cookie_count; i++)
        strbuf_addf(&text, "%s%s=%s", i ? "; " : "", b->cookies[i].name, b->cookies[i].value);
    strbuf_addf(&text, "\r\n\r\n");
    size_t len = text.len;
    return (struct load_request){strbuf_detach(&text), len};
}

static inline void pages_ask(struct pages_bench *b, const struct pages_question *questions,
                             size_t count) {
    const int64_t span_s = (int64_t)PAGES_DOSSIERS * EVERY_S;
    b->count = 0;
    for (int round = 0; round < PAGES_ROUNDS; round++) {
        for (size_t i = 0; i < count; i++) {
            struct pages_asked *asked = &b->asked[b->count];
            asked->question = &questions[i];
            bool is_down = round % PAGES_DOWN == PAGES_DOWN - 1;
            asked->older_s = is_down ? NEWEST_S - (int64_t)draw((uint32_t)(span_s / 8 * 7)) : 0;
            b->requests[b->count++] = pages_request(&b->browser, asked);
        }
    }
}

/* --- figures -------------------------------------------------------------------------------- */

/* Several minutes where a word is rare, so once in all runs. */
static inline void pages_bare(struct pages_bench *b, struct row *p50, struct row *p99,
                              size_t questions) {
    for (size_t i = 0; i < questions; i++)
        b->bare_ms[i] = bare_statement_ms(b->bare, b->asked[i].question->condition);
    samples_add(&p50->baseline, samples_quantile(b->bare_ms, (int)questions, 0.5));
    samples_add(&p99->baseline, samples_quantile(b->bare_ms, (int)questions, 0.99));
}

static inline void pages_load(struct pages_bench *b) {
    const struct load load = {.port = b->office.port,
                              .connections = 1,
                              .status = 200,
                              .requests = b->requests,
                              .count = b->count,
                              .out_ms = b->ms};
    load_run(&load);
    for (size_t i = 0; i < b->count; i++)
        free(b->requests[i].bytes);
}

/* PAGES_SHOW=1 names the slowest, for whoever mends it. */
static inline void pages_show(const struct pages_bench *b) {
    for (size_t i = 0; getenv("PAGES_SHOW") && i < b->count; i++)
        fprintf(stderr, "%8.2f ms  %s%s\n", b->ms[i], b->asked[i].question->query,
                b->asked[i].older_s ? ", further down" : "");
}

static inline void pages_figure(struct pages_bench *b, struct table *table, const char *name,
                                const struct pages_question *questions, size_t count, double bar,
                                int runs) {
    static const char base[] = "one bare SELECT, first page";
    struct row *p50 = table_row(table, xasprintf("%s, p50", name), "ms", -1, base);
    struct row *p99 = table_row(table, xasprintf("%s, p99", name), "ms", bar, base);
    for (int i = -1; i < runs; i++) { // the first run warms the page cache
        pages_ask(b, questions, count);
        pages_load(b);
        if (i < 0)
            continue;
        pages_show(b);
        samples_add(&p50->ours, samples_quantile(b->ms, (int)b->count, 0.5));
        samples_add(&p99->ours, samples_quantile(b->ms, (int)b->count, 0.99));
    }
    pages_bare(b, p50, p99, count);
}

static inline void bench_pages(struct table *table, int runs) {
    static struct pages_bench b;
    pages_open(&b.office);
    measured_serve(&b.office);
    double start_mib = measured_start_mib(&b.office);
    pages_login(&b.office, &b.browser);
    measured_forget_peak(&b.office); // Argon2id takes 64 MiB for a moment, and gives them back
    b.bare = bare_statements_open(b.office.data, MADE_COMMUNE);
    pages_figure(&b, table, "list page over 1,000,000, first byte", pages_lists,
                 check_items(pages_lists), 50, runs);
    pages_figure(&b, table, "search over 1,000,000, first byte", pages_searches,
                 check_items(pages_searches), 100, runs);
    struct memory_rows memory = memory_rows(table, "memory after pages over 1,000,000, peak",
                                            "memory after pages over 1,000,000, at rest");
    memory_add(&memory, &b.office, start_mib);
    bare_statements_close(b.bare);
    browser_close(&b.browser);
    assert_int_equal(office_stop(&b.office, SIGTERM), 0);
    free(b.office.folder);
}

#endif
