/* The table of `make bench`: figures, each the median of several runs beside its baseline's and,
 * where one is set, the bar it is held against. */
#ifndef TESTS_BENCH_TABLE_H
#define TESTS_BENCH_TABLE_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TABLE_RUNS_MAX 25
#define TABLE_ROWS_MAX 128

struct samples {
    double values[TABLE_RUNS_MAX];
    int count;
};

struct row {
    const char *name, *unit, *baseline_name; // static
    struct samples ours, baseline;
    double bar;         // at most; negative: none
    double least_ratio; // of ours to the baseline's; 0: none
};

struct table {
    struct row rows[TABLE_ROWS_MAX];
    int count;
};

static inline void samples_add(struct samples *samples, double value) {
    if (samples->count < TABLE_RUNS_MAX)
        samples->values[samples->count++] = value;
}

static inline int samples_order(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/** The value that `share` (0 to 1) of them do not exceed; sorts them. 0 when there are none. */
static inline double samples_quantile(double *values, int count, double share) {
    if (count == 0)
        return 0;
    qsort(values, (size_t)count, sizeof *values, samples_order);
    int at = (int)(share * (count - 1) + 0.5);
    return values[at];
}

static inline double samples_median(const struct samples *samples) {
    struct samples copy = *samples;
    return samples_quantile(copy.values, copy.count, 0.5);
}

/** A new row, valid until the table ends. */
static inline struct row *table_row(struct table *table, const char *name, const char *unit,
                                    double bar, const char *baseline_name) {
    if (table->count == TABLE_ROWS_MAX)
        abort();
    struct row *row = &table->rows[table->count++];
    *row = (struct row){.name = name, .unit = unit, .bar = bar, .baseline_name = baseline_name};
    return row;
}

/** One where more is better: `least` times the baseline's, 0 for no bar. */
static inline struct row *table_row_least(struct table *table, const char *name, const char *unit,
                                          double least, const char *baseline_name) {
    struct row *row = table_row(table, name, unit, -1, baseline_name);
    row->least_ratio = least;
    return row;
}

static inline bool row_has_bar(const struct row *row) {
    return row->bar >= 0 || row->least_ratio > 0;
}

static inline bool row_is_missed(const struct row *row) {
    double ours = samples_median(&row->ours), base = samples_median(&row->baseline);
    return (row->bar >= 0 && ours > row->bar) || ours < row->least_ratio * base;
}

static inline void table_print_line(const struct row *row) {
    double ours = samples_median(&row->ours), base = samples_median(&row->baseline);
    char bar[16] = "", ratio[16] = "", baseline[16] = "";
    if (row->bar >= 0)
        snprintf(bar, sizeof bar, "%.3g", row->bar);
    if (row->least_ratio > 0)
        snprintf(bar, sizeof bar, ">=%.2gx", row->least_ratio);
    if (row->baseline.count) {
        snprintf(baseline, sizeof baseline, "%.3f", base);
        if (base > 0)
            snprintf(ratio, sizeof ratio, "%.2f", ours / base);
    }
    printf("%-44s %10.3f %-5s %8s %10s %7s  %-7s %s\n", row->name, ours, row->unit, bar, baseline,
           ratio,
           !row_has_bar(row)    ? ""
           : row_is_missed(row) ? "MISSED"
                                : "held",
           row->baseline_name);
}

static inline void table_print_text(const struct table *table) {
    printf("%-44s %10s %-5s %8s %10s %7s  %-7s %s\n", "figure (median)", "ours", "", "bar",
           "baseline", "ratio", "", "what the baseline is");
    for (int i = 0; i < table->count; i++)
        table_print_line(&table->rows[i]);
}

static inline void table_print_values(const char *key, const struct samples *samples) {
    printf("\"%s\": [", key);
    for (int i = 0; i < samples->count; i++)
        printf("%s%.6g", i ? ", " : "", samples->values[i]);
    printf("]");
}

static inline void table_print_json(const struct table *table) {
    printf("[\n");
    for (int i = 0; i < table->count; i++) {
        const struct row *row = &table->rows[i];
        printf("  {\"figure\": \"%s\", \"unit\": \"%s\", \"median\": %.6g, ", row->name, row->unit,
               samples_median(&row->ours));
        if (row->bar >= 0)
            printf("\"bar\": %.6g, ", row->bar);
        if (row->least_ratio > 0)
            printf("\"least_ratio\": %.6g, ", row->least_ratio);
        if (row_has_bar(row))
            printf("\"missed\": %s, ", row_is_missed(row) ? "true" : "false");
        printf("\"baseline\": \"%s\", \"baseline_median\": %.6g, ", row->baseline_name,
               samples_median(&row->baseline));
        table_print_values("runs", &row->ours);
        printf(", ");
        table_print_values("baseline_runs", &row->baseline);
        printf("}%s\n", i + 1 < table->count ? "," : "");
    }
    printf("]\n");
}

#endif
