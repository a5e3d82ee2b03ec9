/* A program under measurement, seen from outside: its lines, its CPU, its memory, its wake-ups. */
#ifndef TESTS_BENCH_CHILD_H
#define TESTS_BENCH_CHILD_H

#include <dirent.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct child {
    pid_t pid;
    FILE *lines;       // its standard output, owned
    double started_ms; // just before exec
};

static inline double child_now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static inline void child_sleep_ms(double ms) {
    struct timespec t = {(time_t)(ms / 1e3), (long)((long long)(ms * 1e6) % 1000000000)};
    nanosleep(&t, NULL);
}

/** Starts `argv` on an X display; what it says on standard error is thrown away. */
static inline bool child_start(struct child *child, char *const *argv, const char *display) {
    int ends[2];
    if (pipe(ends) != 0)
        return false;
    child->started_ms = child_now_ms();
    child->pid = fork();
    if (child->pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        if (!freopen("/dev/null", "w", stderr))
            _exit(126);
        setenv("DISPLAY", display, 1);
        setenv("SDL_VIDEODRIVER", "x11", 1);
        setenv("SDL_AUDIODRIVER", "dummy", 1);
        execv(argv[0], argv);
        _exit(127);
    }
    close(ends[1]);
    child->lines = fdopen(ends[0], "r");
    return child->pid > 0 && child->lines;
}

static inline void child_stop(struct child *child) {
    kill(child->pid, SIGKILL); // SDL makes an event of a SIGTERM, which not everybody reads
    waitpid(child->pid, NULL, 0);
    fclose(child->lines);
}

/**
 * Reads its lines up to one that begins with `word`.
 * @return that line, owned by the caller; NULL when it ended without it
 */
static inline char *child_line(struct child *child, const char *word) {
    char *line = NULL;
    size_t cap = 0;
    while (getline(&line, &cap, child->lines) > 0) {
        if (strncmp(line, word, strlen(word)) == 0)
            return line;
    }
    free(line);
    return NULL;
}

/** User and system time of all its threads, in seconds. */
static inline double child_cpu_s(const struct child *child) {
    clockid_t clock;
    struct timespec t = {0};
    if (clock_getcpuclockid(child->pid, &clock) == 0)
        clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static inline long child_number(const char *path, const char *label) {
    FILE *file = fopen(path, "r");
    char line[256];
    long number = 0;
    while (file && fgets(line, sizeof line, file)) {
        if (strncmp(line, label, strlen(label)) == 0)
            number = atol(line + strlen(label));
    }
    if (file)
        fclose(file);
    return number;
}

static inline double child_pss_mib(const struct child *child) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)child->pid);
    return (double)child_number(path, "Pss:") / 1024;
}

/** Voluntary context switches of all its threads: how often it went to sleep and woke again. */
static inline long child_switches(const struct child *child) {
    char path[512];
    snprintf(path, sizeof path, "/proc/%d/task", (int)child->pid);
    DIR *tasks = opendir(path);
    long total = 0;
    for (struct dirent *task; tasks && (task = readdir(tasks));) {
        if (task->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "/proc/%d/task/%s/status", (int)child->pid, task->d_name);
        total += child_number(path, "voluntary_ctxt_switches:");
    }
    if (tasks)
        closedir(tasks);
    return total;
}

#endif
