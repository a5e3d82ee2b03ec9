#include "base/wiped.h"

#include <malloc.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Larger ones go back to the kernel. */
static bool is_kept_by_malloc(void *block) {
    return malloc_usable_size(block) < 2 * WIPED_MAPPED_BYTES;
}

void wiped_free(void *block) {
    if (block && is_kept_by_malloc(block))
        explicit_bzero(block, malloc_usable_size(block));
    free(block);
}

void *wiped_realloc(void *block, size_t size_bytes) {
    if (!block || !is_kept_by_malloc(block))
        return realloc(block, size_bytes);
    size_t had_bytes = malloc_usable_size(block);
    void *moved = malloc(size_bytes);
    if (!moved)
        return NULL;
    memcpy(moved, block, had_bytes < size_bytes ? had_bytes : size_bytes);
    wiped_free(block);
    return moved;
}
