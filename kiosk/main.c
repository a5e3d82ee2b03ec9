#include "app/app.h"
#include "app/options.h"

int main(int argc, char **argv) {
    struct options options;
    switch (options_parse(argc, argv, &options)) {
    case OPTIONS_RUN:
        return app_run(&options);
    case OPTIONS_DONE:
        return 0;
    case OPTIONS_WRONG:
    default:
        return 2;
    }
}
