/* What every test program starts with: cmocka, and checks that name the row of a table that fails.
 */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/** Fails unless both texts are equal; prints the row, got and want. */
#define check_text(row, got, want) check_text_at(row, got, want, __FILE__, __LINE__)
/** The same for numbers. */
#define check_number(row, got, want) check_number_at(row, got, want, __FILE__, __LINE__)
#define check_items(array) (sizeof(array) / sizeof *(array))

static inline void check_text_at(const char *row, const char *got, const char *want,
                                 const char *file, int line) {
    if (got == want || (got && want && strcmp(got, want) == 0))
        return;
    print_error("%s: got \"%s\", want \"%s\"\n", row, got ? got : "(none)", want ? want : "(none)");
    _fail(file, line);
}

static inline void check_number_at(const char *row, long long got, long long want, const char *file,
                                   int line) {
    if (got == want)
        return;
    print_error("%s: got %lld, want %lld\n", row, got, want);
    _fail(file, line);
}

/** A new folder for one test; remove it with check_remove_folder(). */
static inline char *check_make_folder(void) {
    char *folder = strdup("/tmp/guong-sang-XXXXXX");
    assert_non_null(folder);
    assert_non_null(mkdtemp(folder));
    return folder;
}

static inline void check_remove_folder(char *folder) {
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    assert_int_equal(system(command), 0);
    free(folder);
}

#endif
