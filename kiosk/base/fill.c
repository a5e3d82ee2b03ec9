#include "base/fill.h"

#include <stdbool.h>
#include <string.h>

#include "base/strbuf.h"

/* The value of the place that these bytes name, NULL when the caller has none. */
static const char *value_of(const char *const *values, const char *name, size_t len_bytes) {
    for (; values[0]; values += 2)
        if (strlen(values[0]) == len_bytes && strncmp(values[0], name, len_bytes) == 0)
            return values[1];
    return NULL;
}

char *fill_text(const char *text, const char *const *values) {
    struct strbuf filled = {0};
    for (const char *open; (open = strchr(text, '{'));) {
        size_t len_bytes = strcspn(open + 1, "}");
        bool is_closed = open[1 + len_bytes] == '}';
        const char *value = is_closed ? value_of(values, open + 1, len_bytes) : NULL;
        strbuf_add(&filled, text, (size_t)(open - text));
        if (value)
            strbuf_add_text(&filled, value);
        else
            strbuf_add_char(&filled, '{'); // no place of ours: it stays as it stands
        text = value ? open + len_bytes + 2 : open + 1;
    }
    strbuf_add_text(&filled, text);
    return strbuf_detach(&filled);
}
