#include "office/preview_run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/path.h"
#include "base/strbuf.h"

#define WAIT_MS 10000
#define POLL_MS 20
#define CPU_S 10
#define MEMORY_BYTES ((rlim_t)768 * 1024 * 1024)
#define FILE_BYTES ((rlim_t)64 * 1024 * 1024)

/* A sanitizer's own memory is beyond every limit. */
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define LIMITS_MEMORY 0
#else
#define LIMITS_MEMORY 1
#endif

static void limit(int what, rlim_t most) {
    const struct rlimit both = {most, most};
    setrlimit(what, &both);
}

/* In the child, between fork and exec: system calls alone. */
static void become(const char *const *argv, char *const *env, int log_fd) {
    int nothing = open("/dev/null", O_RDONLY);
    setpgid(0, 0);
    signal(SIGPIPE, SIG_DFL);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, CPU_S);
    limit(RLIMIT_FSIZE, FILE_BYTES);
    if (LIMITS_MEMORY)
        limit(RLIMIT_DATA, MEMORY_BYTES);
    dup2(nothing, STDIN_FILENO);
    dup2(log_fd, STDOUT_FILENO);
    dup2(log_fd, STDERR_FILENO);
    close_range(STDERR_FILENO + 1, ~0U, 0); // the database and every connection are not its
    execve(argv[0], (char *const *)argv, env);
    _exit(127);
}

/* Waits for its end; kills it and all that it began when it takes too long. */
static bool await_end(pid_t pid) {
    const struct timespec pause = {0, POLL_MS * 1000000L};
    int status = 0;
    for (int waited_ms = 0; waited_ms < WAIT_MS; waited_ms += POLL_MS) {
        pid_t ended = waitpid(pid, &status, WNOHANG);
        if (ended == pid)
            return WIFEXITED(status) && WEXITSTATUS(status) == 0;
        if (ended < 0 && errno != EINTR)
            return false;
        nanosleep(&pause, NULL);
    }
    log_warn("the preview took longer than %d s and was ended", WAIT_MS / 1000);
    kill(-pid, SIGKILL);
    kill(pid, SIGKILL); // should it not lead its group yet
    waitpid(pid, &status, 0);
    return false;
}

bool preview_run(const char *const *argv, const char *dir) {
    char *home = xasprintf("HOME=%s", dir), *log_path = path_join(dir, PREVIEW_LOG);
    char *const env[] = {home,
                         "PATH=/usr/bin:/bin",
                         "LC_ALL=C.UTF-8",
                         "SDL_VIDEODRIVER=dummy",
                         "SDL_AUDIODRIVER=dummy",
                         NULL};
    int log_fd = open(log_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    pid_t pid = log_fd >= 0 ? fork() : -1;
    if (pid == 0)
        become(argv, env, log_fd);
    bool is_good = pid > 0 && await_end(pid);
    if (pid < 0)
        log_error("the preview cannot start '%s': %s", argv[0], strerror(errno));
    if (log_fd >= 0)
        close(log_fd);
    free(log_path);
    free(home);
    return is_good;
}
