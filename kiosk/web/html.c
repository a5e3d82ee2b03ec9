#include "web/html.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

static void end_tag(struct html *html) {
    if (html->is_in_tag)
        strbuf_add_char(&html->out, '>');
    html->is_in_tag = false;
}

void html_doctype(struct html *html) {
    assert(html->out.len == 0);
    strbuf_add_text(&html->out, "<!DOCTYPE html>\n");
}

/* Controls, and what turns the reading direction around it. */
static bool is_dropped(uint32_t c) {
    return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0) || c == 0x061C ||
           c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

static const char *entity_of(uint32_t c) {
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

static void add_escaped(struct html *html, const char *text, size_t len) {
    uint32_t c;
    for (size_t at = 0, used; at < len; at += used) {
        used = utf8_decode(text + at, len - at, &c);
        if (used == 0) {
            strbuf_add_text(&html->out, "\xEF\xBF\xBD");
            used = 1;
            continue;
        }
        const char *entity = entity_of(c);
        if (entity)
            strbuf_add_text(&html->out, entity);
        else if (!is_dropped(c))
            strbuf_add(&html->out, text + at, used);
    }
}

static bool is_address(const char *name) {
    return !strcmp(name, "href") || !strcmp(name, "src") || !strcmp(name, "action") ||
           !strcmp(name, "formaction");
}

/* Of this host: "/path", "?query", "#part", or nothing; "//host" and "/\host" lead away. */
static bool stays_here(const char *address) {
    if (address[0] == '/')
        return address[1] != '/' && address[1] != '\\';
    return address[0] == '#' || address[0] == '?' || !address[0];
}

void html_attr(struct html *html, const char *name, const char *value) {
    assert(html->is_in_tag);
    assert(strncmp(name, "on", 2) != 0 && strcmp(name, "style") != 0 &&
           strcmp(name, "srcdoc") != 0);
    if (!value)
        return;
    if (is_address(name) && !stays_here(value))
        value = "#";
    strbuf_addf(&html->out, " %s=\"", name);
    add_escaped(html, value, strlen(value));
    strbuf_add_char(&html->out, '"');
}

void html_attrf(struct html *html, const char *name, const char *format, ...) {
    struct strbuf value = {.text = NULL};
    va_list args;
    va_start(args, format);
    strbuf_addv(&value, format, args);
    va_end(args);
    html_attr(html, name, strbuf_text(&value));
    strbuf_finish(&value);
}

void html_flag(struct html *html, const char *name, bool is_set) {
    assert(html->is_in_tag);
    if (is_set)
        strbuf_addf(&html->out, " %s", name);
}

static void begin_tag(struct html *html, const char *tag, const char *const *attrs) {
    end_tag(html);
    strbuf_addf(&html->out, "<%s", tag);
    html->is_in_tag = true;
    for (; attrs[0]; attrs += 2)
        html_attr(html, attrs[0], attrs[1]);
}

void html_open_with(struct html *html, const char *tag, const char *const *attrs) {
    assert(html->depth < HTML_DEPTH_MAX);
    html->open[html->depth++] = tag;
    begin_tag(html, tag, attrs);
}

void html_void_with(struct html *html, const char *tag, const char *const *attrs) {
    begin_tag(html, tag, attrs);
}

void html_open_with_words(struct html *html, const char *const *words) {
    html_open_with(html, words[0], words + 1);
}

void html_void_with_words(struct html *html, const char *const *words) {
    html_void_with(html, words[0], words + 1);
}

void html_text(struct html *html, const char *text) {
    end_tag(html);
    add_escaped(html, text, strlen(text));
}

void html_textf(struct html *html, const char *format, ...) {
    struct strbuf text = {.text = NULL};
    va_list args;
    va_start(args, format);
    strbuf_addv(&text, format, args);
    va_end(args);
    html_text(html, strbuf_text(&text));
    strbuf_finish(&text);
}

void html_lines(struct html *html, const char *text) {
    for (;;) {
        size_t len = strcspn(text, "\n");
        end_tag(html);
        add_escaped(html, text, len);
        if (!text[len])
            return;
        html_void(html, "br");
        text += len + 1;
    }
}

void html_close_last(struct html *html) {
    assert(html->depth > 0);
    end_tag(html);
    strbuf_addf(&html->out, "</%s>", html->open[--html->depth]);
}

void html_close(struct html *html, const char *tag) {
    assert(html->depth > 0 && !strcmp(html->open[html->depth - 1], tag));
    html_close_last(html);
}

char *html_take(struct html *html, size_t *out_len) {
    assert(html->depth == 0);
    end_tag(html);
    *out_len = html->out.len;
    return strbuf_detach(&html->out);
}

void html_finish(struct html *html) {
    strbuf_finish(&html->out);
    *html = (struct html){.depth = 0};
}

char *html_url_part(const char *text) {
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
    struct strbuf out = {.text = NULL};
    for (; *text; text++) {
        if (strchr(plain, *text))
            strbuf_add_char(&out, *text);
        else
            strbuf_addf(&out, "%%%02X", (unsigned char)*text);
    }
    return strbuf_detach(&out);
}
