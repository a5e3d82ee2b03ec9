#include "draw/text.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

void text_log_add(struct text_log *log, const struct text_log_entry *entry) {
    bool is_for_eyes = entry->style.is_private || entry->style.is_silent;
    if (log->is_for_reading && is_for_eyes)
        return;
    if (log->count == log->cap) {
        log->cap = log->cap ? 2 * log->cap : 32;
        log->entries = xrealloc(log->entries, log->cap, sizeof *log->entries);
    }
    struct text_log_entry *added = &log->entries[log->count++];
    *added = *entry;
    added->text = xstrdup(entry->text);
}

void text_log_clear(struct text_log *log) {
    for (size_t i = 0; i < log->count; i++) {
        explicit_bzero(log->entries[i].text, strlen(log->entries[i].text));
        free(log->entries[i].text);
    }
    log->count = 0;
}

void text_log_finish(struct text_log *log) {
    text_log_clear(log);
    free(log->entries);
    *log = (struct text_log){.count = 0};
}
