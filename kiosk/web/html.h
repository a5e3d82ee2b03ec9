/* HTML, written so that raw text cannot get in: tags and attribute names are literals of the code,
 * every text and every value is escaped on its way, and what is opened must be closed.
 *
 *     html_open(h, "p", "class", "note");   // name, value, ...; a NULL value leaves its name out
 *     html_text(h, nominee);
 *     html_close(h, "p");
 */
#ifndef WEB_HTML_H
#define WEB_HTML_H

#include "base/strbuf.h"
#include <stdbool.h>
#include <stddef.h>

#define HTML_DEPTH_MAX 48

struct html { // zeroed: an empty one
    struct strbuf out;
    const char *open[HTML_DEPTH_MAX]; // literals
    int depth;
    bool is_in_tag; // attributes may follow
};

/** <!DOCTYPE html>: for whole pages. */
void html_doctype(struct html *html);
/** @param attrs  name, value, ...; ends with a NULL name */
void html_open_with(struct html *html, const char *tag, const char *const *attrs);
/** Elements without an end: input, br, hr, meta, link, img. */
void html_void_with(struct html *html, const char *tag, const char *const *attrs);
#define html_open(html, ...) HTML_WITH(html_open_with, html, __VA_ARGS__)
#define html_void(html, ...) HTML_WITH(html_void_with, html, __VA_ARGS__)
/** One more attribute of what was opened just now. Addresses (href, src, action) stay on this
 *  host: what does not begin with one / or with # or ? becomes "#". */
void html_attr(struct html *html, const char *name, const char *value);
void html_attrf(struct html *html, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/** An attribute without a value: checked, required, disabled. */
void html_flag(struct html *html, const char *name, bool is_set);
/** Escaped; what is not UTF-8 becomes U+FFFD, controls and marks that turn the reading direction
 *  are dropped: a citizen's text cannot rearrange the page around it. */
void html_text(struct html *html, const char *text);
void html_textf(struct html *html, const char *format, ...) __attribute__((format(printf, 2, 3)));
/** html_text() with a <br> for each line end. */
void html_lines(struct html *html, const char *text);
/** Fails (assert) unless `tag` is what was opened last. */
void html_close(struct html *html, const char *tag);
/** <tag ...>text</tag>. */
#define html_element(html, text, ...)                                                              \
    do {                                                                                           \
        html_open(html, __VA_ARGS__);                                                              \
        html_text(html, text);                                                                     \
        html_close_last(html);                                                                     \
    } while (0)
void html_close_last(struct html *html);

/** Hands the text over, everything closed; the writer is empty then. */
char *html_take(struct html *html, size_t *out_len);
void html_finish(struct html *html);

/** `text` as it may stand in a query string or a path segment of an address; owned by the caller.
 */
char *html_url_part(const char *text);

/* The first of the words is the tag, the rest are attributes. */
#define HTML_WITH(function, html, ...)                                                             \
    function##_words(html, (const char *const[]){__VA_ARGS__, NULL, NULL})
void html_open_with_words(struct html *html, const char *const *words);
void html_void_with_words(struct html *html, const char *const *words);

#endif
