/* kioskctl as a technician runs it: one command line, and what it says. */
#ifndef TESTS_ADMIN_KIOSKCTL_H
#define TESTS_ADMIN_KIOSKCTL_H

#include "../check.h"

#include "base/strbuf.h"
#include "base/xalloc.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

/** Both outputs, owned by the caller. @param input  a line for its standard input; NULL: none */
static inline char *kioskctl_run(const char *program, const char *data, int want_status,
                                 const char *input, const char *words) {
    char *typed = input ? xasprintf("printf '%%s\\n' '%s' | ", input) : xstrdup("");
    char *command = xasprintf("%s'%s' --data '%s' %s 2>&1", typed, program, data, words);
    FILE *pipe = popen(command, "r");
    struct strbuf output = {.text = NULL};
    char part[4096];
    assert_non_null(pipe);
    for (size_t len; (len = fread(part, 1, sizeof part, pipe)) > 0;)
        strbuf_add(&output, part, len);
    int status = pclose(pipe);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != want_status)
        fail_msg("kioskctl %s: got status %d, want %d\n%s", words, WEXITSTATUS(status), want_status,
                 strbuf_text(&output));
    free(command);
    free(typed);
    return strbuf_detach(&output);
}

static inline void kioskctl_expect_in(const char *output, const char *words, const char *want) {
    if (!strstr(output, want))
        fail_msg("kioskctl %s: got \"%s\", want \"%s\" in it", words, output, want);
}

/** How often `part` stands in it. */
static inline int kioskctl_count(const char *text, const char *part) {
    int times = 0;
    for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
        times++;
    return times;
}

#endif
