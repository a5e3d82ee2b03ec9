#include "base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/strbuf.h"

/* The one mutable global of the project: set by log_start() before any thread, then only read. */
static struct {
    const char *program;
    enum log_level most;
    bool is_journal;
} target = {.program = NULL, .most = LOG_LEVEL_INFO};

/* The service manager names the stream's device and inode; a shell may have inherited the variable
 * while standard error goes elsewhere. */
static bool stderr_is_journal(void) {
    const char *stream = getenv("JOURNAL_STREAM");
    uintmax_t device, inode;
    struct stat st;
    return stream && sscanf(stream, "%ju:%ju", &device, &inode) == 2 &&
           fstat(STDERR_FILENO, &st) == 0 && st.st_dev == device && st.st_ino == inode;
}

void log_start(const char *program, enum log_level most) {
    target.program = program;
    target.most = most;
    target.is_journal = stderr_is_journal();
}

static void add_head(struct strbuf *line, enum log_level level) {
    static const struct {
        int priority; // syslog's
        const char *word;
    } levels[] = {
        [LOG_LEVEL_ERROR] = {3, "error"},
        [LOG_LEVEL_WARN] = {4, "warning"},
        [LOG_LEVEL_INFO] = {6, "info"},
        [LOG_LEVEL_DEBUG] = {7, "debug"},
    };
    if (target.is_journal) {
        strbuf_addf(line, "<%d>", levels[level].priority);
        return;
    }
    time_t now = time(NULL);
    struct tm local;
    char stamp[32] = "";
    if (localtime_r(&now, &local))
        strftime(stamp, sizeof stamp, "%F %T ", &local);
    strbuf_addf(line, "%s%s: %s: ", stamp,
                target.program ? target.program : program_invocation_short_name,
                levels[level].word);
}

/* One write(2) a line, so that lines of several threads never mix. */
static void put_line(const struct strbuf *line) {
    for (size_t at = 0; at < line->len;) {
        ssize_t put = write(STDERR_FILENO, line->text + at, line->len - at);
        if (put < 0 && errno != EINTR)
            return; // nowhere left to say it
        at += put > 0 ? (size_t)put : 0;
    }
}

__attribute__((format(printf, 2, 0))) static void log_line(enum log_level level, const char *format,
                                                           va_list args) {
    if (level > target.most)
        return;
    int saved_errno = errno;
    struct strbuf line = {0};
    add_head(&line, level);
    strbuf_addv(&line, format, args);
    for (size_t i = 0; i < line.len; i++) // an event stays one line, whatever a path contains
        if ((unsigned char)line.text[i] < ' ')
            line.text[i] = ' ';
    strbuf_add_char(&line, '\n');
    put_line(&line);
    strbuf_finish(&line);
    errno = saved_errno;
}

void log_error(const char *format, ...) {
    va_list args;
    va_start(args, format);
    log_line(LOG_LEVEL_ERROR, format, args);
    va_end(args);
}

void log_warn(const char *format, ...) {
    va_list args;
    va_start(args, format);
    log_line(LOG_LEVEL_WARN, format, args);
    va_end(args);
}

void log_info(const char *format, ...) {
    va_list args;
    va_start(args, format);
    log_line(LOG_LEVEL_INFO, format, args);
    va_end(args);
}

void log_debug(const char *format, ...) {
    va_list args;
    va_start(args, format);
    log_line(LOG_LEVEL_DEBUG, format, args);
    va_end(args);
}
