#include "base/xalloc.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* stderr is unbuffered: this asks for no memory. */
static _Noreturn void out_of_memory(void) {
    fputs("out of memory\n", stderr);
    abort();
}

void *xmalloc(size_t size_bytes) {
    void *block = malloc(size_bytes ? size_bytes : 1);
    if (!block)
        out_of_memory();
    return block;
}

void *xcalloc(size_t count, size_t size_bytes) {
    bool is_empty = count == 0 || size_bytes == 0;
    void *block = is_empty ? calloc(1, 1) : calloc(count, size_bytes);
    if (!block)
        out_of_memory();
    return block;
}

void *xrealloc(void *block, size_t count, size_t size_bytes) {
    size_t total_bytes;
    if (__builtin_mul_overflow(count, size_bytes, &total_bytes))
        out_of_memory();
    void *moved = realloc(block, total_bytes ? total_bytes : 1);
    if (!moved)
        out_of_memory();
    return moved;
}

char *xstrdup(const char *text) {
    return text ? xstrndup(text, strlen(text)) : NULL;
}

char *xstrndup(const char *text, size_t len_bytes) {
    char *copy = xmalloc(len_bytes + 1);
    memcpy(copy, text, len_bytes);
    copy[len_bytes] = '\0';
    return copy;
}
