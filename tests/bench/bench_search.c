/* What a key in the search field costs, on walls of several sizes: time of the processor, so that
 * other programs do not count. `make build/release/tests/bench/bench_search`, then run it. */
#include "../model/wall.h"

#include "model/people_search.h"

#include <time.h>

#define ROUNDS 20

static double now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b) {
    double one = *(const double *)a, other = *(const double *)b;
    return (one > other) - (one < other);
}

static void report(const char *name, double *times, size_t count) {
    qsort(times, count, sizeof *times, compare);
    printf("  %-44s p50 %7.3f  p99 %7.3f ms\n", name, times[count / 2], times[count * 99 / 100]);
}

/* Every key of a query, one after the other; near names too where nothing is found. */
static void type(const struct wall *wall, const char *query, bool is_fresh) {
    struct people_search search;
    double times[ROUNDS * 64];
    uint32_t near[PEOPLE_NEAR_MAX];
    size_t count = 0, len = strlen(query);
    people_search_init(&search, &wall->content);
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t i = is_fresh ? len : 1; i <= len; i++) {
            char text[64];
            snprintf(text, sizeof text, "%.*s", (int)i, query);
            if (is_fresh)
                search.has_found = false; // as when the last key took a letter away
            double start = now_ms();
            people_search_find(&search, text, NULL);
            if (search.count == 0)
                people_search_near(&search, near);
            times[count++] = now_ms() - start;
        }
        people_search_find(&search, "", NULL);
    }
    char name[96];
    snprintf(name, sizeof name, "%s \"%s\" (%zu)", is_fresh ? "at once" : "typed", query,
             search.count);
    people_search_find(&search, query, NULL);
    snprintf(name, sizeof name, "%s \"%s\": %zu found", is_fresh ? "at once" : "typed", query,
             search.count);
    report(name, times, count);
    people_search_finish(&search);
}

int main(void) {
    static const size_t sizes[] = {1000, 10000, 100000};
    static const char *const queries[] = {
        "n", "nguyen van an", "thon 3 dao", "đặng thị hoà", "nong thi zzz", "mguyen vam thanj"};
    for (size_t i = 0; i < check_items(sizes); i++) {
        struct wall wall;
        wall_open(&wall, sizes[i], 11);
        double start = now_ms();
        struct people_index *index =
            people_index_create(wall.content.people, wall.content.person_count);
        printf("%zu people: index made in %.1f ms\n", sizes[i], now_ms() - start);
        people_index_destroy(index);
        for (size_t j = 0; j < check_items(queries); j++) {
            type(&wall, queries[j], false);
            type(&wall, queries[j], true);
        }
        wall_close(&wall);
    }
    return 0;
}
