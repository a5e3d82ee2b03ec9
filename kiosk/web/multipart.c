#include "web/multipart.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define BOUNDARY_MAX 70 // RFC 2046 5.1.1
#define TYPE "multipart/form-data"

struct reading {
    const char *at, *end;
    char delimiter[BOUNDARY_MAX + 5]; // "\r\n--BOUNDARY"
    size_t delimiter_len;
    struct form *form;
    struct multipart_file *file;
};

/* True for multipart/form-data, whatever else is wrong with it. */
static bool is_type(const char *content_type) {
    size_t len = strlen(TYPE);
    return content_type && !strncasecmp(content_type, TYPE, len) &&
           (content_type[len] == ';' || content_type[len] == ' ');
}

static bool is_boundary_char(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c && strchr("'()+_,-./:=?", c));
}

/* The one parameter that browsers send; quoted or not. */
static bool read_boundary(const char *content_type, struct reading *r) {
    static const char name[] = "boundary=";
    const char *at = content_type + strlen(TYPE);
    char boundary[BOUNDARY_MAX + 1];
    size_t len = 0;
    at += strspn(at, " ;");
    if (strncasecmp(at, name, strlen(name)) != 0)
        return false;
    at += strlen(name);
    bool is_quoted = *at == '"';
    for (at += is_quoted; is_boundary_char(*at) && len < BOUNDARY_MAX; at++)
        boundary[len++] = *at;
    boundary[len] = '\0';
    at += is_quoted && *at == '"';
    if (len == 0 || at[strspn(at, " ")])
        return false;
    r->delimiter_len = (size_t)snprintf(r->delimiter, sizeof r->delimiter, "\r\n--%s", boundary);
    return true;
}

/* --- a part's head -------------------------------------------------------------------------- */

struct head {
    char name[FORM_NAME_MAX];
    bool is_file;
};

/* A quoted value, in which browsers write a quote as %22: no backslash stands before one. */
static const char *read_quoted(const char *at, const char *end, char *out, size_t out_bytes) {
    const char *close = at < end && *at == '"' ? memchr(at + 1, '"', (size_t)(end - at - 1)) : NULL;
    if (!close || (out && (size_t)(close - at - 1) >= out_bytes))
        return NULL;
    if (out) {
        memcpy(out, at + 1, (size_t)(close - at - 1));
        out[close - at - 1] = '\0';
    }
    return close + 1;
}

static bool skip(const char **at, const char *end, const char *word) {
    size_t len = strlen(word);
    if ((size_t)(end - *at) < len || strncasecmp(*at, word, len) != 0)
        return false;
    *at += len;
    return true;
}

/* form-data; name="x"[; filename="y"]: the file's own name says nothing and is not kept. */
static bool read_disposition(const char *at, const char *end, struct head *out) {
    if (!skip(&at, end, "form-data; name=") ||
        !(at = read_quoted(at, end, out->name, sizeof out->name)))
        return false;
    out->is_file = skip(&at, end, "; filename=");
    if (out->is_file && !(at = read_quoted(at, end, NULL, 0)))
        return false;
    return at == end && out->name[0] && !memchr(out->name, '\r', strlen(out->name));
}

static const char *find(const char *at, const char *end, const char *what, size_t len) {
    return memmem(at, (size_t)(end - at), what, len);
}

/* Lines up to an empty one. */
static bool read_head(struct reading *r, struct head *out) {
    const char *limit = r->end - r->at > MULTIPART_HEAD_MAX ? r->at + MULTIPART_HEAD_MAX : r->end;
    bool has_disposition = false;
    *out = (struct head){.name = ""};
    for (;;) {
        const char *line = r->at, *line_end = find(line, limit, "\r\n", 2);
        if (!line_end)
            return false;
        r->at = line_end + 2;
        if (line_end == line)
            return has_disposition;
        if (skip(&line, line_end, "Content-Disposition: ")) {
            if (has_disposition || !read_disposition(line, line_end, out))
                return false;
            has_disposition = true;
        } else if (!skip(&line, line_end, "Content-Type:")) {
            return false; // no browser sends another, and a coding is not undone
        }
    }
}

/* --- parts ---------------------------------------------------------------------------------- */

static bool keep(struct reading *r, const struct head *head, const char *content, size_t len) {
    if (!head->is_file)
        return form_add(r->form, head->name, content, len);
    if (r->file->bytes)
        return false; // a second one
    strcpy(r->file->field, head->name);
    r->file->bytes = content;
    r->file->len = len;
    return true;
}

/* Behind a delimiter: true with *out_is_last when it was the closing one. */
static bool read_after(struct reading *r, bool *out_is_last) {
    *out_is_last = r->end - r->at >= 2 && !memcmp(r->at, "--", 2);
    if (*out_is_last)
        r->at += 2;
    if (r->end - r->at >= 2 && !memcmp(r->at, "\r\n", 2))
        r->at += 2;
    else if (!*out_is_last)
        return false;
    return !*out_is_last || r->at == r->end;
}

static bool read_parts(struct reading *r) {
    size_t first = r->delimiter_len - 2; // without its line end
    bool is_last = false;
    if ((size_t)(r->end - r->at) < first || memcmp(r->at, r->delimiter + 2, first) != 0)
        return false;
    r->at += first;
    for (int parts = 0; read_after(r, &is_last); parts++) {
        struct head head;
        if (is_last)
            return true;
        if (parts == MULTIPART_PARTS_MAX || !read_head(r, &head))
            return false;
        const char *content = r->at;
        // An empty content may share its line end with the head's.
        const char *close = find(content - 2, r->end, r->delimiter, r->delimiter_len);
        if (!close)
            return false;
        size_t len = close > content ? (size_t)(close - content) : 0;
        if (!keep(r, &head, content, len))
            return false;
        r->at = close + r->delimiter_len;
    }
    return false;
}

bool multipart_decode(const char *content_type, const char *body, size_t len, struct form *out_form,
                      struct multipart_file *out_file) {
    struct form form = {.fields = NULL};
    struct multipart_file file = {.bytes = NULL};
    struct reading r = {.at = body, .end = body + len, .form = &form, .file = &file};
    if (!is_type(content_type) || !read_boundary(content_type, &r) || !read_parts(&r)) {
        form_finish(&form);
        return false;
    }
    *out_form = form;
    *out_file = file;
    return true;
}
