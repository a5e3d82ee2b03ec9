/* kioskctl match: is a name found by a query? The screens' and the record store's own answer. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "admin/commands.h"
#include "base/fold.h"

static const char help[] =
    "usage: kioskctl match\n\n"
    "Reads lines of a query, a tab and a name, and prints y for each that is found, else n.\n";

/* False, with the line's number on standard error, when there is no tab. */
static bool answer(char *line, size_t number) {
    char *tab = strchr(line, '\t');
    if (tab == NULL) {
        fprintf(stderr, "kioskctl match: line %zu: expected QUERY, a tab, NAME\n", number);
        puts("n");
        return false;
    }
    *tab = '\0';
    puts(fold_match_names(line, tab + 1) ? "y" : "n");
    return true;
}

int cmd_match(int argc, char **argv) {
    if (argc > 1) {
        bool is_help = strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0;
        return admin_help(help, is_help ? 'h' : 0);
    }
    char *line = NULL;
    size_t cap = 0, number = 0;
    ssize_t len;
    bool is_fine = true;
    while ((len = getline(&line, &cap, stdin)) >= 0) {
        for (ssize_t i = 0; i < len; i++)
            line[i] = line[i] ? line[i] : ' '; // a NUL is no letter either, and ends nothing
        line[strcspn(line, "\r\n")] = '\0';
        is_fine = answer(line, ++number) && is_fine;
        fflush(stdout); // whoever asks line by line gets answers so
    }
    if (ferror(stdin) || ferror(stdout)) {
        perror("kioskctl match");
        is_fine = false;
    }
    free(line);
    return is_fine ? ADMIN_OK : ADMIN_FAILED;
}
