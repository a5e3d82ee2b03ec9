/* A record store under measurement: the program itself, on plain HTTP so that TLS is not what is
 * measured, and its memory as the kernel counts it. */
#ifndef TESTS_BENCH_MEASURED_STORE_H
#define TESTS_BENCH_MEASURED_STORE_H

#include "child.h"
#include "table.h"

#include "../office/browser.h"

#define MEASURED_FOLDER "build/bench"

static inline void measured_limits(const struct office *office) {
    static const char text[] = "[limits]\nper_address = 256\n"; // all of the load is on loopback
    char *path = path_join(office->folder, "config.ini");
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
    free(path);
}

/** Names the office whose files are in `folder`; office_run() and measured_serve() work with it. */
static inline void measured_open(struct office *office, const char *folder) {
    *office = (struct office){.folder = xstrdup(folder), .makes_room = true};
    assert_true(path_make_dirs(folder));
    office_find_program(office);
    snprintf(office->data, sizeof office->data, "%s/store", folder);
    measured_limits(office);
}

static inline void measured_serve(struct office *office) {
    char *config = path_join(office->folder, "config.ini");
    OFFICE_SERVE(office, "--plain", "--config", config);
    free(config);
}

static inline double measured_mib(const struct office *office, const char *label) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/status", (int)office->pid);
    return (double)child_number(path, label) / 1024;
}

/* The peak counts from now on. */
static inline void measured_forget_peak(const struct office *office) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/clear_refs", (int)office->pid);
    FILE *file = fopen(path, "w");
    if (file) {
        fputs("5", file);
        fclose(file);
    }
}

static inline double measured_start_mib(const struct office *office) {
    return measured_mib(office, "VmRSS:");
}

struct memory_rows {
    struct row *peak, *rest;
};

static inline struct memory_rows memory_rows(struct table *table, const char *peak,
                                             const char *rest) {
    static const char base[] = "the same store before its first request";
    return (struct memory_rows){table_row(table, peak, "MiB", 40, base),
                                table_row(table, rest, "MiB", 40, base)};
}

static inline void memory_add(struct memory_rows *rows, const struct office *office,
                              double start_mib) {
    samples_add(&rows->peak->ours, measured_mib(office, "VmHWM:"));
    samples_add(&rows->rest->ours, measured_mib(office, "VmRSS:"));
    samples_add(&rows->peak->baseline, start_mib);
    samples_add(&rows->rest->baseline, start_mib);
}

#endif
