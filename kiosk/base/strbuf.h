/* A growing string. Always NUL-terminated once anything was added; {0} is a valid empty one. */
#ifndef BASE_STRBUF_H
#define BASE_STRBUF_H

#include <stdarg.h>
#include <stddef.h>

struct strbuf {
    char *text; // owned; NULL while nothing was ever added
    size_t len; // bytes, without the NUL
    size_t cap;
};

void strbuf_finish(struct strbuf *sb);
/** Empties it and keeps the memory. */
void strbuf_reset(struct strbuf *sb);
void strbuf_add(struct strbuf *sb, const char *bytes, size_t len_bytes);
void strbuf_add_text(struct strbuf *sb, const char *text);
void strbuf_add_char(struct strbuf *sb, char c);
void strbuf_addf(struct strbuf *sb, const char *format, ...) __attribute__((format(printf, 2, 3)));
void strbuf_addv(struct strbuf *sb, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
/** The text, never NULL ("" when empty); borrowed until the next change. */
const char *strbuf_text(const struct strbuf *sb);
/** Hands the text to the caller (never NULL) and leaves the buffer empty. */
char *strbuf_detach(struct strbuf *sb);

/** printf into new memory owned by the caller. */
char *xasprintf(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
