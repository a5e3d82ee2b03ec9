/* make bench: the kiosk as a whole process on X11 without a GPU, measured from outside, beside a
 * bare SDL program that does the least for the same work (bare.c) in the same run. Every figure is
 * the median of RUNS runs; a percentile is that of each run, and then the median of those.
 *
 * bench_kiosk BUILD_DIR PEOPLE_DIR [json]     PEOPLE_DIR-10000 and -100000 for the search; see
 * Makefile
 */
#include "bench_store.h"
#include "child.h"
#include "display.h"
#include "inside.h"
#include "table.h"

#define STILL_S 20
#define SETTLE_S 10
#define FRAMES_MAX 8192

struct bench {
    const char *build_dir, *people_dir;
    int runs;
    char *kiosk, *bare, *data_dir; // owned
    struct table table;
};

/* --- programs under measurement ------------------------------------------------------------ */

static void start_kiosk(struct bench *b, struct child *child, const char *display,
                        const char *people_dir, const char *screen, const char *mode) {
    char *argv[16] = {b->kiosk,   "--people",     (char *)people_dir,
                      "--screen", (char *)screen, "--trace"};
    int n = 6;
    if (mode) {
        argv[n++] = "--bench";
        argv[n++] = (char *)mode;
    }
    if (!child_start(child, argv, display))
        exit(2);
}

static void start_bare(struct bench *b, struct child *child, const char *display,
                       const char *mode) {
    char *argv[] = {b->bare, (char *)mode, NULL};
    if (!child_start(child, argv, display))
        exit(2);
}

static void must_say(struct child *child, const char *word) {
    char *line = child_line(child, word);
    if (!line) {
        fprintf(stderr, "bench: a program ended without %s\n", word);
        exit(2);
    }
    free(line);
}

/* --- figures ------------------------------------------------------------------------------- */

static void bench_start(struct bench *b, const char *display) {
    static const char *const screens[] = {"attract", "home", "honoured"};
    static const char *const names[] = {"first picture, attract", "first picture, home",
                                        "first picture, honoured"};
    for (size_t s = 0; s < 3; s++) {
        struct row *row = table_row(&b->table, names[s], "ms", 100, "bare window, painted once");
        for (int i = -1; i < b->runs; i++) { // the first run warms the page cache
            struct child child;
            start_kiosk(b, &child, display, b->people_dir, screens[s], NULL);
            must_say(&child, "FIRST_FRAME");
            double ms = child_now_ms() - child.started_ms;
            child_sleep_ms(s == 0 && i < 0 ? 3000 : 200); // art kept on disk is written after it
            child_stop(&child);
            start_bare(b, &child, display, "still");
            must_say(&child, "FIRST_FRAME");
            double bare_ms = child_now_ms() - child.started_ms;
            child_stop(&child);
            if (i < 0)
                continue;
            samples_add(&row->ours, ms);
            samples_add(&row->baseline, bare_ms);
        }
    }
}

/* Several at once: what sleeps does not disturb its neighbour. */
static void bench_still(struct bench *b, const char *display) {
    struct row *cpu =
        table_row(&b->table, "still home, CPU in 20 s", "s", 0.005, "bare window that waits");
    struct row *wakes = table_row(&b->table, "still home, voluntary switches in 20 s", "", 20,
                                  "bare window that waits");
    struct row *rate =
        table_row(&b->table, "still home, wake-ups a second", "/s", 1, "bare window that waits");
    struct child children[2 * TABLE_RUNS_MAX];
    double cpu_s[2 * TABLE_RUNS_MAX];
    long switches[2 * TABLE_RUNS_MAX];
    int count = 2 * b->runs;
    for (int i = 0; i < count; i++) {
        if (i < b->runs)
            start_kiosk(b, &children[i], display, b->people_dir, "home", NULL);
        else
            start_bare(b, &children[i], display, "still");
        must_say(&children[i], "FIRST_FRAME");
    }
    child_sleep_ms(6000);
    for (int i = 0; i < count; i++) {
        cpu_s[i] = child_cpu_s(&children[i]);
        switches[i] = child_switches(&children[i]);
    }
    child_sleep_ms(STILL_S * 1e3);
    for (int i = 0; i < count; i++) {
        double spent_s = child_cpu_s(&children[i]) - cpu_s[i];
        long woken = child_switches(&children[i]) - switches[i];
        bool is_ours = i < b->runs;
        samples_add(is_ours ? &cpu->ours : &cpu->baseline, spent_s);
        samples_add(is_ours ? &wakes->ours : &wakes->baseline, (double)woken);
        samples_add(is_ours ? &rate->ours : &rate->baseline, (double)woken / STILL_S);
        child_stop(&children[i]);
    }
}

static void measure_attract(struct child *child, struct samples *pss, struct samples *cpu) {
    must_say(child, "FIRST_FRAME");
    child_sleep_ms(SETTLE_S * 1e3);
    samples_add(pss, child_pss_mib(child));
    double before_s = child_cpu_s(child);
    child_sleep_ms(STILL_S * 1e3);
    samples_add(cpu, child_cpu_s(child) - before_s);
    child_stop(child);
}

static void bench_attract(struct bench *b, const char *display) {
    struct row *pss = table_row(&b->table, "PSS in attract after 10 s", "MiB", 45,
                                "bare window and one picture of its size");
    struct row *cpu = table_row(&b->table, "attract, CPU in 20 s", "s", 0.9,
                                "the whole picture, 5 times a second");
    for (int i = 0; i < b->runs; i++) {
        struct child child;
        start_kiosk(b, &child, display, b->people_dir, "attract", NULL);
        measure_attract(&child, &pss->ours, &cpu->ours);
        start_bare(b, &child, display, "attract");
        measure_attract(&child, &pss->baseline, &cpu->baseline);
    }
}

struct frames { // of one run
    double ms[FRAMES_MAX];
    int count;
    double missing, cpu_ms_each, pss_mib;
};

static void read_numbers(const char *line, struct frames *out) {
    out->count = 0;
    char *at = strchr(line, ' ');
    while (at && out->count < FRAMES_MAX) {
        char *end;
        double value = strtod(at, &end);
        if (end == at)
            break;
        out->ms[out->count++] = value;
        at = end;
    }
}

static void measure_frames(struct child *child, const char *word, struct frames *out) {
    must_say(child, "BENCH_BEGIN");
    double cpu_s = child_cpu_s(child);
    must_say(child, "BENCH_DONE");
    cpu_s = child_cpu_s(child) - cpu_s;
    char *line = child_line(child, word);
    read_numbers(line ? line : "", out);
    free(line);
    out->missing = 0;
    if (strcmp(word, "FRAMES") == 0) {
        line = child_line(child, "MISSING");
        out->missing = line ? atof(line + strlen("MISSING")) : -1;
        free(line);
    }
    must_say(child, "BENCH_END");
    out->cpu_ms_each = out->count ? cpu_s * 1e3 / out->count : 0;
    child_sleep_ms(500);
    out->pss_mib = child_pss_mib(child);
    child_stop(child);
}

struct frame_rows {
    struct row *p50, *p95, *p99, *cpu, *pss, *missing; // NULL: not asked for
};

static void add_frames(const struct frame_rows *rows, struct frames *frames, bool is_ours) {
    struct {
        struct row *row;
        double value;
    } figures[] = {
        {rows->p50, samples_quantile(frames->ms, frames->count, 0.5)},
        {rows->p95, samples_quantile(frames->ms, frames->count, 0.95)},
        {rows->p99, samples_quantile(frames->ms, frames->count, 0.99)},
        {rows->cpu, frames->cpu_ms_each},
        {rows->pss, frames->pss_mib},
        {rows->missing, frames->missing},
    };
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        if (figures[i].row)
            samples_add(is_ours ? &figures[i].row->ours : &figures[i].row->baseline,
                        figures[i].value);
    }
}

static void run_frames(struct bench *b, const char *display, const char *mode, const char *word,
                       const struct frame_rows *rows) {
    static struct frames frames;
    const char *screen = strcmp(mode, "press") == 0 ? "home" : "honoured";
    for (int i = 0; i < b->runs; i++) {
        struct child child;
        start_kiosk(b, &child, display, b->people_dir, screen, mode);
        measure_frames(&child, word, &frames);
        add_frames(rows, &frames, true);
        start_bare(b, &child, display, mode);
        measure_frames(&child, word, &frames);
        add_frames(rows, &frames, false);
    }
}

static void bench_frames(struct bench *b, const char *display) {
    static const char *const base = "12 finished cards, whole window handed over";
    struct table *t = &b->table;
    struct frame_rows scroll = {.p50 = table_row(t, "paced scroll, p50", "ms", -1, base),
                                .p95 = table_row(t, "paced scroll, p95", "ms", -1, base),
                                .p99 = table_row(t, "paced scroll, p99", "ms", 20, base),
                                .cpu = table_row(t, "paced scroll, CPU a frame", "ms", 3.5, base),
                                .missing = table_row(t, "paced scroll, photos late", "", -1, base),
                                .pss = table_row(t, "PSS after the scroll", "MiB", 60, base)};
    run_frames(b, display, "scroll", "FRAMES", &scroll);
    struct frame_rows flat = {.p50 = table_row(t, "flat scroll, p50", "ms", 2.5, base),
                              .p95 = table_row(t, "flat scroll, p95", "ms", -1, base),
                              .p99 = table_row(t, "flat scroll, p99", "ms", 8, base),
                              .missing = table_row(t, "flat scroll, photos late", "", 0, base)};
    run_frames(b, display, "flat", "FRAMES", &flat);
    struct frame_rows press = {
        .p50 = table_row(t, "press to painted, p50", "ms", -1, "bare rectangle"),
        .p99 = table_row(t, "press to painted, p99", "ms", 16, "bare rectangle")};
    run_frames(b, display, "press", "PRESSES", &press);
}

static void bench_frames_4k(struct bench *b, const char *display) {
    static const char *const base = "12 finished cards, whole window handed over";
    struct table *t = &b->table;
    struct frame_rows scroll = {.p50 = table_row(t, "4K paced scroll, p50", "ms", -1, base),
                                .p95 = table_row(t, "4K paced scroll, p95", "ms", -1, base),
                                .p99 = table_row(t, "4K paced scroll, p99", "ms", -1, base)};
    run_frames(b, display, "scroll", "FRAMES", &scroll);
    struct frame_rows flat = {.p50 = table_row(t, "4K flat scroll, p50", "ms", -1, base),
                              .p95 = table_row(t, "4K flat scroll, p95", "ms", -1, base),
                              .p99 = table_row(t, "4K flat scroll, p99", "ms", 33, base)};
    run_frames(b, display, "flat", "FRAMES", &flat);
}

/* --- search: against folding every name again for every key --------------------------------- */

static void bench_search_over(struct bench *b, const char *display, const char *people_dir,
                              const char *name, double bar) {
    static struct frames frames;
    struct row *p50 = NULL, *p99;
    p50 = table_row(&b->table, name, "ms", -1, "every name folded again, not painted");
    char *tail = xasprintf("%s, p99", name);
    p99 = table_row(&b->table, tail, "ms", bar, "every name folded again, not painted");
    struct frame_rows rows = {.p50 = p50, .p99 = p99};
    struct content *content = read_people(people_dir);
    for (int i = 0; i < b->runs; i++) {
        struct child child;
        start_kiosk(b, &child, display, people_dir, "honoured", "search");
        measure_frames(&child, "KEYS", &frames);
        add_frames(&rows, &frames, true);
        static const char *const queries[] = {"n", "ng", "ngu", "nguy", "nguye", "nguyen"};
        double ms[6];
        for (size_t q = 0; q < 6; q++)
            ms[q] = naive_key_ms(content, queries[q]);
        samples_add(&p50->baseline, samples_quantile(ms, 6, 0.5));
        samples_add(&p99->baseline, samples_quantile(ms, 6, 0.99));
    }
    content_destroy(content); // the row keeps `tail`
}

/* --- a slip saved: against a bare insert with the same pragmas ------------------------------- */

static void bench_slip(struct bench *b) {
    struct row *row =
        table_row(&b->table, "slip saved", "ms", -1, "bare SQLite insert, same pragmas");
    for (int i = 0; i < b->runs; i++) {
        char *dir = xasprintf("%s/slips-%d", b->data_dir, i);
        if (!path_make_dirs(dir))
            exit(2);
        samples_add(&row->ours, outbox_ms(dir));
        samples_add(&row->baseline, bare_insert_ms(dir));
        free(dir);
    }
}

/* --- whole --------------------------------------------------------------------------------- */

static bool is_asked(const char *name) {
    const char *only = getenv("ONLY");
    return !only || !only[0] || strcmp(only, name) == 0;
}

static bool is_one_asked(const char *const *names) {
    while (*names && !is_asked(*names))
        names++;
    return *names != NULL;
}

static void bench_1080p(struct bench *b) {
    static const char *const parts[] = {"start", "still", "attract", "frames", "search", NULL};
    struct display display;
    if (!is_one_asked(parts))
        return;
    display_start(&display, "1920x1080");
    if (is_asked("start"))
        bench_start(b, display.name);
    if (is_asked("still"))
        bench_still(b, display.name);
    if (is_asked("attract"))
        bench_attract(b, display.name);
    if (is_asked("frames"))
        bench_frames(b, display.name);
    if (is_asked("search")) {
        char *ten = xasprintf("%s-10000", b->people_dir);
        char *hundred = xasprintf("%s-100000", b->people_dir);
        bench_search_over(b, display.name, b->people_dir, "search key, 1,000 names", -1);
        bench_search_over(b, display.name, ten, "search key, 10,000 names", -1);
        bench_search_over(b, display.name, hundred, "search key, 100,000 names", 20);
        free(ten);
        free(hundred);
    }
    display_stop(&display);
}

static void bench_4k(struct bench *b) {
    struct display display;
    display_start(&display, "3840x2160");
    bench_frames_4k(b, display.name);
    display_stop(&display);
}

int main(int argc, char **argv) {
    const char *runs = getenv("RUNS");
    if (argc < 3 || !crypto_start()) {
        fputs("usage: bench_kiosk BUILD_DIR PEOPLE_DIR [json]\n", stderr);
        return 2;
    }
    static struct bench b;
    b = (struct bench){.build_dir = argv[1], .people_dir = argv[2], .runs = runs ? atoi(runs) : 5};
    if (b.runs < 1 || b.runs > TABLE_RUNS_MAX)
        b.runs = 5;
    b.kiosk = path_join(b.build_dir, "kiosk");
    b.bare = path_join(b.build_dir, "tests/bench/bare");
    b.data_dir = xstrdup("build/bench");
    if (!path_make_dirs(b.data_dir))
        return 2;
    bench_1080p(&b);
    if (is_asked("4k"))
        bench_4k(&b);
    if (is_asked("slip"))
        bench_slip(&b);
    const char *only = getenv("ONLY");
    if (!only || !only[0] || !strncmp(only, "store", 5)) // it has parts of its own
        bench_store(&b.table, b.runs);
    if (argc > 3 && strcmp(argv[3], "json") == 0)
        table_print_json(&b.table);
    else
        table_print_text(&b.table);
    free(b.kiosk);
    free(b.bare);
    free(b.data_dir);
    return 0;
}
