#include "base/csv.h"

#include <string.h>

void csv_begin(struct strbuf *out) {
    strbuf_add_text(out, "\xEF\xBB\xBF");
}

bool csv_is_formula(const char *text) {
    return text[0] && strchr("=+-@\t\r", text[0]) != NULL;
}

/* A citizen's "=HYPERLINK(...)" must not run on an officer's machine. */
void csv_add_text(struct strbuf *out, const char *text) {
    if (csv_is_formula(text))
        strbuf_add_char(out, '\'');
    for (; *text; text++) {
        if (*text == '"')
            strbuf_add_char(out, '"');
        strbuf_add_char(out, *text);
    }
}

static void add_cell(struct strbuf *out, const char *text) {
    strbuf_add_char(out, '"');
    csv_add_text(out, text);
    strbuf_add_char(out, '"');
}

void csv_row(struct strbuf *out, const char *const *cells) {
    for (size_t i = 0; cells[i]; i++) {
        if (i > 0)
            strbuf_add_char(out, ',');
        add_cell(out, cells[i]);
    }
    strbuf_add_text(out, CSV_LINE_END);
}
