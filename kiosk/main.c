#include <unistd.h>

#include "app/app.h"
#include "app/options.h"

/* Started again in its own place, with the same arguments: also where no service manager would. */
static int run(char **argv, const struct options *options) {
    int status = app_run(options);
    if (status == APP_RESTART && !options->script_path)
        execv("/proc/self/exe", argv);
    return status == APP_RESTART ? 0 : status;
}

int main(int argc, char **argv) {
    struct options options;
    switch (options_parse(argc, argv, &options)) {
    case OPTIONS_RUN:
        return run(argv, &options);
    case OPTIONS_DONE:
        return 0;
    case OPTIONS_WRONG:
    default:
        return 2;
    }
}
