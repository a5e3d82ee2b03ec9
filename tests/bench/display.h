/* An X server of the bench's own: without a GPU and without a window manager, as a kiosk stands
 * there. */
#ifndef TESTS_BENCH_DISPLAY_H
#define TESTS_BENCH_DISPLAY_H

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct display {
    pid_t pid;
    char name[16]; // ":3"
};

static inline void display_start(struct display *display, const char *size) {
    int ends[2];
    char fd[8], screen[32], number[16] = "";
    if (pipe(ends) != 0)
        exit(2);
    snprintf(fd, sizeof fd, "%d", ends[1]);
    snprintf(screen, sizeof screen, "%sx24", size);
    display->pid = fork();
    if (display->pid == 0) {
        close(ends[0]);
        if (!freopen("/dev/null", "w", stderr))
            _exit(126);
        execlp("Xvfb", "Xvfb", "-displayfd", fd, "-screen", "0", screen, "-nolisten", "tcp",
               (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    FILE *answer = fdopen(ends[0], "r");
    if (!answer || !fgets(number, sizeof number, answer)) {
        fputs("bench: Xvfb does not start\n", stderr);
        exit(2);
    }
    fclose(answer);
    number[strcspn(number, "\n")] = '\0';
    snprintf(display->name, sizeof display->name, ":%.10s", number);
}

static inline void display_stop(struct display *display) {
    kill(display->pid, SIGTERM);
    waitpid(display->pid, NULL, 0);
}

#endif
