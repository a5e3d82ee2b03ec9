#include "app/memory.h"

#include <inttypes.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

/* Large blocks (pictures) are given back as soon as they are freed, whatever came before; threads
 * share two arenas. */
void memory_tame(void) {
    mallopt(M_MMAP_THRESHOLD, 64 * 1024);
    mallopt(M_TRIM_THRESHOLD, 256 * 1024);
    mallopt(M_ARENA_MAX, 2);
}

/* A hundred libraries' code stays mapped page by page once it ran: relocating, looking for a
 * display, locales. Code is never written, so its pages may go; the few still needed come back from
 * the page cache by themselves. */
static void forget_code(void) {
    char line[512];
    FILE *maps = fopen("/proc/self/maps", "re");
    while (maps && fgets(line, sizeof line, maps)) {
        uintptr_t start, end;
        char rights[5], path[2] = "";
        int got = sscanf(line, "%" SCNxPTR "-%" SCNxPTR " %4s %*s %*s %*s %1s", &start, &end,
                         rights, path);
        if (got == 4 && strcmp(rights, "r-xp") == 0 && path[0] == '/')
            madvise((void *)start, end - start, MADV_DONTNEED); // advice: may be refused
    }
    if (maps)
        fclose(maps);
}

void memory_settle(void) {
    malloc_trim(0);
    forget_code();
}
