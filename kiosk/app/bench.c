#include "app/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/bench_touch.h"
#include "app/stage.h"
#include "base/xalloc.h"
#include "screens/honoured.h"

#define SECOND_NS 1000000000
#define MS_NS 1e6
#define SCROLL_PX_S 1440
#define SCROLL_NS (10 * (int64_t)SECOND_NS)
#define FLAT_PX 24
#define FLAT_FRAMES 600
#define PHOTOS_WAIT_NS (20 * (int64_t)SECOND_NS) // then it begins without them and MISSING tells
#define LOOK_NS (SECOND_NS / 20)

enum bench_state {
    BENCH_LOADS, // the first photos are on their way
    BENCH_RESTS,
    BENCH_RUNS,
    BENCH_OVER,
};

struct bench {
    struct bench_params params;
    struct bench_touch touch;
    enum bench_state state;
    int64_t due_ns;     // of the next step
    int64_t created_ns; // or 0
    int64_t began_ns, presented_ns;
    int64_t gone_px; // of the scroll, turns included
    int direction;
    double *figures; // owned; milliseconds
    size_t count, cap;
    int64_t missing;
};

static const struct {
    const char *name, *figures;
} kinds[] = {
    [BENCH_NONE] = {"", ""},
    [BENCH_SCROLL] = {"scroll", "FRAMES"},
    [BENCH_FLAT] = {"flat", "FRAMES"},
    [BENCH_PRESS] = {"press", "PRESSES"},
    [BENCH_SEARCH] = {"search", "KEYS"},
};

enum bench_kind bench_by_name(const char *name) {
    for (size_t i = 1; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(kinds[i].name, name) == 0)
            return (enum bench_kind)i;
    }
    return BENCH_NONE;
}

struct bench *bench_create(const struct bench_params *params) {
    struct bench *bench = xcalloc(1, sizeof *bench);
    *bench = (struct bench){.params = *params, .direction = 1};
    bench_touch_init(&bench->touch, params->stage, params->turn, params->kind == BENCH_SEARCH);
    return bench;
}

void bench_destroy(struct bench *bench) {
    if (!bench)
        return;
    free(bench->figures);
    free(bench);
}

static bool is_scroll(const struct bench *bench) {
    return bench->params.kind == BENCH_SCROLL || bench->params.kind == BENCH_FLAT;
}

static struct screen *list_of(const struct bench *bench) {
    struct stage *stage = bench->params.stage;
    return stage->current == SCREEN_HONOURED ? stage->screens[SCREEN_HONOURED] : NULL;
}

static void add_figure(struct bench *bench, int64_t took_ns) {
    if (bench->count == bench->cap) {
        bench->cap = bench->cap ? 2 * bench->cap : 1024;
        bench->figures = xrealloc(bench->figures, bench->cap, sizeof *bench->figures);
    }
    bench->figures[bench->count++] = (double)took_ns / MS_NS;
}

static void begin(struct bench *bench, int64_t now_ns) {
    puts("BENCH_BEGIN");
    fflush(stdout);
    bench->state = BENCH_RUNS;
    bench->began_ns = bench->presented_ns = bench->due_ns = now_ns;
}

static void end(struct bench *bench) {
    bench->state = BENCH_OVER;
    printf("BENCH_DONE\n%s", kinds[bench->params.kind].figures);
    for (size_t i = 0; i < bench->count; i++)
        printf(" %.3f", bench->figures[i]);
    putchar('\n');
    if (is_scroll(bench))
        printf("MISSING %lld\n", (long long)bench->missing);
    puts("BENCH_END");
    fflush(stdout);
}

/* Not before the first photos are there, and a second of quiet has passed. */
static void wait_to_begin(struct bench *bench, int64_t now_ns) {
    struct screen *list = list_of(bench);
    if (!bench->created_ns)
        bench->created_ns = now_ns;
    bool is_late = now_ns - bench->created_ns > PHOTOS_WAIT_NS;
    bool is_loaded = !list || honoured_missing(list) == 0;
    if (bench->state == BENCH_RESTS) {
        begin(bench, now_ns);
    } else if (bench->presented_ns && (is_loaded || is_late)) {
        bench->state = BENCH_RESTS;
        bench->due_ns = now_ns + SECOND_NS;
    } else {
        bench->due_ns = now_ns + LOOK_NS;
    }
}

/* At an end the list is scrolled the other way. */
static void scroll(struct bench *bench, int64_t px) {
    struct screen *list = list_of(bench);
    if (!list)
        return;
    int wanted = (int)px * bench->direction, gone = honoured_scroll(list, wanted);
    if (gone != wanted) {
        bench->direction = -bench->direction;
        honoured_scroll(list, gone - wanted);
    }
    bench->gone_px += px;
    if (bench->params.kind == BENCH_FLAT)
        honoured_await_photos(list);
}

static void run(struct bench *bench, int64_t now_ns) {
    int64_t gone_ns = now_ns - bench->began_ns;
    switch (bench->params.kind) {
    case BENCH_SCROLL:
        if (gone_ns >= SCROLL_NS)
            end(bench);
        else
            scroll(bench, gone_ns * SCROLL_PX_S / SECOND_NS - bench->gone_px);
        break;
    case BENCH_FLAT:
        if (bench->count == FLAT_FRAMES)
            end(bench);
        else
            scroll(bench, FLAT_PX);
        break;
    default:
        bench_touch_step(&bench->touch, now_ns);
        bench->due_ns = bench->touch.due_ns;
        if (bench->touch.is_over)
            end(bench);
        break;
    }
}

void bench_step(struct bench *bench, int64_t now_ns) {
    if (bench->state == BENCH_OVER || now_ns < bench->due_ns)
        return;
    if (bench->state == BENCH_RUNS)
        run(bench, now_ns);
    else
        wait_to_begin(bench, now_ns);
}

void bench_presented(struct bench *bench, int64_t now_ns) {
    int64_t took_ns = now_ns - bench->presented_ns;
    bench->presented_ns = now_ns;
    if (bench->state != BENCH_RUNS)
        return;
    if (is_scroll(bench)) {
        add_figure(bench, took_ns);
        bench->missing += (int64_t)honoured_missing(list_of(bench));
    } else {
        if (bench_touch_presented(&bench->touch, now_ns, &took_ns))
            add_figure(bench, took_ns);
        bench->due_ns = bench->touch.due_ns; // a finger that was answered is lifted soon
    }
}

int64_t bench_due_ns(const struct bench *bench) {
    return bench->state == BENCH_OVER ? INT64_MAX : bench->due_ns;
}

bool bench_is_unpaced(const struct bench *bench) {
    return bench->state == BENCH_RUNS && bench->params.kind == BENCH_FLAT;
}
