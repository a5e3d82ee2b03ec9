/* recordstore: the commune's side. Takes sealed slips from kiosks, keeps them, publishes content.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/crypto.h"
#include "base/log.h"
#include "recordstore/cli.h"
#include "recordstore/command.h"

int main(int argc, char **argv) {
    struct cli cli;
    char *why;
    int status = EXIT_FAILURE;
    if (!cli_parse(argc, argv, &cli, &why)) {
        fprintf(stderr, "recordstore: %s\n", why);
        free(why);
    } else if (cli.wants_help) {
        status = fputs(cli_usage(), stdout) < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
    } else if (!crypto_start()) {
        fputs("recordstore: libsodium does not start\n", stderr);
    } else {
        log_start("recordstore", cli.is_verbose ? LOG_LEVEL_DEBUG : LOG_LEVEL_INFO);
        status = command_run(&cli);
    }
    cli_finish(&cli);
    return status;
}
