/* The command line of `kiosk`. */
#ifndef APP_OPTIONS_H
#define APP_OPTIONS_H

#include "app/bench.h"
#include <stdbool.h>
#include <stdint.h>

struct options { // texts are borrowed from argv; NULL or 0: not given
    const char *config_path;
    const char *data_dir;
    const char *store_url;
    const char *people_dir;
    const char *item_id; // of a person or a project, whose page comes first
    int window_width, window_height;
    bool has_clock;
    int64_t clock_s;
    const char *script_path;
    const char *shots_dir;
    const char *screen_name;
    enum bench_kind bench;
    bool is_check, is_trace, is_quiet;
    bool is_draft;  // what --people shows is not published
    bool is_moving; // pictures move while a script plays, too
};

enum options_result {
    OPTIONS_RUN,
    OPTIONS_DONE,  // --help or --version was answered
    OPTIONS_WRONG, // said on standard error: which argument, what was expected
};

enum options_result options_parse(int argc, char **argv, struct options *out);

#endif
