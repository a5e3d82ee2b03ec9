/* What libc's allocator does, but a block is wiped before it is given back: for libraries that a
 * visitor's text or code passes through, and that let us choose. */
#ifndef BASE_WIPED_H
#define BASE_WIPED_H

#include <stddef.h>

/** From this size on malloc is told to map blocks of their own (M_MMAP_THRESHOLD): those go back to
 * the kernel, which hands them to nobody unwiped. */
#define WIPED_MAPPED_BYTES (64 * 1024)

void wiped_free(void *block);
void *wiped_realloc(void *block, size_t size_bytes);

#endif
