/* What is freed is wiped, whoever of SDL and jansson frees it; no core dump holds any memory. */
#include "../check.h"

#include <SDL.h>
#include <jansson.h>
#include <stdio.h>
#include <sys/resource.h>

#include "app/memory.h"

#define BLOCK_BYTES 400
#define LINKS_BYTES 16 // that malloc itself writes into what is free

/* malloc gives the block freed last to the next who asks for its size. */
static void check_wiped(uintptr_t freed) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    (void)freed; // a sanitizer hands no block out twice
#else
    unsigned char *next = malloc(BLOCK_BYTES);
    assert_true((uintptr_t)next == freed);
    for (volatile unsigned char *at = next + LINKS_BYTES; at < next + BLOCK_BYTES; at++)
        if (*at != 0)
            fail_msg("byte %td of a freed block is left", at - next);
    free(next);
#endif
}

static void test_sdl(void **state) {
    (void)state;
    char *block = SDL_malloc(BLOCK_BYTES);
    uintptr_t was = (uintptr_t)block;
    memset(block, 'x', BLOCK_BYTES);
    SDL_free(block);
    check_wiped(was);
    SDL_free(NULL);
}

static void test_sdl_growing(void **state) {
    (void)state;
    char *block = SDL_malloc(BLOCK_BYTES);
    uintptr_t was = (uintptr_t)block;
    memset(block, 'x', BLOCK_BYTES);
    char *grown = SDL_realloc(block, 3 * BLOCK_BYTES);
    check_wiped(was);
    for (int i = 0; i < BLOCK_BYTES; i++)
        check_number("kept", grown[i], 'x');
    grown = SDL_realloc(grown, 1000 * BLOCK_BYTES); // which is mapped
    check_number("kept", grown[BLOCK_BYTES - 1], 'x');
    grown = SDL_realloc(grown, 2000 * BLOCK_BYTES);
    check_number("kept", grown[BLOCK_BYTES - 1], 'x');
    SDL_free(grown);
}

static void test_jansson(void **state) {
    (void)state;
    char text[BLOCK_BYTES];
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    json_t *string = json_string(text);
    uintptr_t was = (uintptr_t)json_string_value(string);
    json_decref(string);
    check_wiped(was);
}

static void test_dumps(void **state) {
    (void)state;
    struct rlimit limit;
    unsigned filter = 1;
    memory_forbid_dumps();
    getrlimit(RLIMIT_CORE, &limit);
    check_number("bytes of a core dump", (long long)limit.rlim_max, 0);
    FILE *file = fopen("/proc/self/coredump_filter", "re");
    if (!file)
        return;
    check_number("read", fscanf(file, "%x", &filter), 1);
    check_number("pages of a core dump", filter, 0);
    fclose(file);
}

int main(void) {
    memory_tame();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sdl),
        cmocka_unit_test(test_sdl_growing),
        cmocka_unit_test(test_jansson),
        cmocka_unit_test(test_dumps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
