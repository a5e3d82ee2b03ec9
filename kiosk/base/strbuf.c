#include "base/strbuf.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/wiped.h"
#include "base/xalloc.h"

/* Room for `more_bytes` and the NUL. */
static void reserve(struct strbuf *sb, size_t more_bytes) {
    size_t need;
    if (__builtin_add_overflow(sb->len + 1, more_bytes, &need))
        abort();
    if (need <= sb->cap)
        return;
    size_t cap = sb->cap < 32 ? 64 : sb->cap + sb->cap / 2;
    if (cap < need)
        cap = need;
    char *text = wiped_realloc(sb->text, cap); // it may hold what somebody typed
    if (!text)
        abort(); // as xrealloc does
    sb->text = text;
    sb->cap = cap;
}

void strbuf_finish(struct strbuf *sb) {
    if (!sb)
        return;
    wiped_free(sb->text);
    *sb = (struct strbuf){0};
}

void strbuf_reset(struct strbuf *sb) {
    sb->len = 0;
    if (sb->text)
        sb->text[0] = '\0';
}

void strbuf_add(struct strbuf *sb, const char *bytes, size_t len_bytes) {
    reserve(sb, len_bytes);
    if (len_bytes > 0)
        memcpy(sb->text + sb->len, bytes, len_bytes);
    sb->len += len_bytes;
    sb->text[sb->len] = '\0';
}

void strbuf_add_text(struct strbuf *sb, const char *text) {
    strbuf_add(sb, text, strlen(text));
}

void strbuf_add_char(struct strbuf *sb, char c) {
    strbuf_add(sb, &c, 1);
}

void strbuf_addf(struct strbuf *sb, const char *format, ...) {
    va_list args;
    va_start(args, format);
    strbuf_addv(sb, format, args);
    va_end(args);
}

void strbuf_addv(struct strbuf *sb, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, again);
    va_end(again);
    assert(len >= 0); // only a broken format of our own fails
    reserve(sb, (size_t)len);
    vsnprintf(sb->text + sb->len, (size_t)len + 1, format, args);
    sb->len += (size_t)len;
}

const char *strbuf_text(const struct strbuf *sb) {
    return sb->text ? sb->text : "";
}

char *strbuf_detach(struct strbuf *sb) {
    char *text = sb->text ? sb->text : xstrdup("");
    *sb = (struct strbuf){0};
    return text;
}

char *xasprintf(const char *format, ...) {
    struct strbuf sb = {0};
    va_list args;
    va_start(args, format);
    strbuf_addv(&sb, format, args);
    va_end(args);
    return strbuf_detach(&sb);
}
