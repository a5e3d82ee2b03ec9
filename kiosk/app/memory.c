#include "app/memory.h"

#include <SDL.h>
#include <inttypes.h>
#include <jansson.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include "base/wiped.h"

/* Large blocks (pictures) are given back as soon as they are freed, whatever came before; threads
 * share two arenas. What a visitor types passes through SDL's events and through jansson. */
void memory_tame(void) {
    mallopt(M_MMAP_THRESHOLD, WIPED_MAPPED_BYTES);
    mallopt(M_TRIM_THRESHOLD, 256 * 1024);
    mallopt(M_ARENA_MAX, 2);
    SDL_SetMemoryFunctions(malloc, calloc, wiped_realloc, wiped_free);
    json_set_alloc_funcs(malloc, wiped_free);
}

void memory_forbid_dumps(void) {
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    FILE *filter = fopen("/proc/self/coredump_filter", "we");
    if (!filter) // a kernel without core dumps
        return;
    fputs("0", filter);
    fclose(filter);
}

/* --- given back ---------------------------------------------------------------------------- */

struct mapping {
    uintptr_t start, end;
    bool is_code; // of a file, and nobody may write it
};

static bool read_head(const char *line, struct mapping *out) {
    struct mapping head;
    char rights[5], path[2] = "";
    int got = sscanf(line, "%" SCNxPTR "-%" SCNxPTR " %4s %*s %*s %*s %1s", &head.start, &head.end,
                     rights, path);
    if (got < 3)
        return false; // what is told of the mapping: half of it may look like a number
    head.is_code = got == 4 && strcmp(rights, "r-xp") == 0 && path[0] == '/';
    *out = head;
    return true;
}

/* A hundred libraries' code stays mapped page by page once it ran: relocating, looking for a
 * display, locales. Its pages may go; the few still needed come back from the page cache by
 * themselves. Code that was changed nevertheless (relocated, under a debugger) would not come back,
 * and stays. */
static void forget_code(void) {
    char line[512];
    unsigned long dirty_kib;
    struct mapping mapping = {0};
    FILE *maps = fopen("/proc/self/smaps", "re");
    while (maps && fgets(line, sizeof line, maps)) {
        if (read_head(line, &mapping))
            continue;
        bool is_told = sscanf(line, "Private_Dirty: %lu", &dirty_kib) == 1;
        if (is_told && mapping.is_code && dirty_kib == 0)
            madvise((void *)mapping.start, mapping.end - mapping.start, MADV_DONTNEED);
    }
    if (maps)
        fclose(maps);
}

void memory_settle(void) {
    malloc_trim(0);
    forget_code();
}
