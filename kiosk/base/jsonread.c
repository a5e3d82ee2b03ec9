#include "base/jsonread.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/strbuf.h"

#define DEPTH_MAX 64 // the deepest document of ours has about ten levels

static void say(char **out_why, char *why) {
    if (out_why)
        *out_why = why;
    else
        free(why);
}

static char *at_offset(const char *bytes, size_t offset, const char *what) {
    int line = 1, column = 1;
    for (size_t i = 0; i < offset; i++) {
        column = bytes[i] == '\n' ? 1 : column + 1;
        line += bytes[i] == '\n';
    }
    return xasprintf("line %d column %d: %s", line, column, what);
}

/* Where nesting passes the limit, `len_bytes` when it never does. Ahead of the parser, which goes
 * 2048 levels down by recursion. */
static size_t find_too_deep(const char *bytes, size_t len_bytes) {
    int depth = 0;
    bool is_in_text = false;
    for (size_t i = 0; i < len_bytes; i++) {
        char c = bytes[i];
        if (is_in_text && c == '\\')
            i++;
        else if (c == '"')
            is_in_text = !is_in_text;
        else if (!is_in_text && (c == '[' || c == '{') && ++depth > DEPTH_MAX)
            return i;
        else if (!is_in_text && (c == ']' || c == '}'))
            depth--;
    }
    return len_bytes;
}

/* jansson quotes what it stumbled over ("... near 'Nguy'"): that may be a citizen's words. */
static char *describe(const json_error_t *error) {
    const char *quoted = strstr(error->text, " near ");
    int len = quoted ? (int)(quoted - error->text) : (int)strlen(error->text);
    bool is_cut = json_error_code(error) == json_error_premature_end_of_input;
    return xasprintf("line %d column %d: %.*s%s", error->line, error->column, len, error->text,
                     is_cut ? " before the end" : "");
}

json_t *jsonread_bytes(const char *bytes, size_t len_bytes, size_t max_bytes, char **out_why) {
    json_error_t error;
    if (len_bytes > max_bytes) {
        say(out_why, xasprintf("longer than %zu bytes", max_bytes));
        return NULL;
    }
    size_t too_deep = find_too_deep(bytes, len_bytes);
    if (too_deep < len_bytes) {
        say(out_why, at_offset(bytes, too_deep, "nested too deeply"));
        return NULL;
    }
    json_t *value = json_loadb(bytes, len_bytes, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (!value)
        say(out_why, describe(&error));
    return value;
}

json_t *jsonread_file(const char *path, size_t max_bytes, char **out_why) {
    char *bytes, *why = NULL;
    size_t len_bytes;
    if (!path_read(path, max_bytes, &bytes, &len_bytes)) {
        say(out_why, xasprintf("%s: %s", path, strerror(errno)));
        return NULL;
    }
    json_t *value = jsonread_bytes(bytes, len_bytes, max_bytes, &why);
    if (!value)
        say(out_why, xasprintf("%s: %s", path, why));
    free(why);
    free(bytes);
    return value;
}

const char *jsonread_text(const json_t *object, const char *key, const char *fallback) {
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : fallback;
}

int64_t jsonread_int(const json_t *object, const char *key, int64_t fallback) {
    const json_t *value = json_object_get(object, key);
    return json_is_integer(value) ? json_integer_value(value) : fallback;
}

bool jsonread_bool(const json_t *object, const char *key, bool fallback) {
    const json_t *value = json_object_get(object, key);
    return json_is_boolean(value) ? json_is_true(value) : fallback;
}

json_t *jsonread_array(const json_t *object, const char *key) {
    json_t *value = json_object_get(object, key);
    return json_is_array(value) ? value : NULL;
}

json_t *jsonread_object(const json_t *object, const char *key) {
    json_t *value = json_object_get(object, key);
    return json_is_object(value) ? value : NULL;
}

char *jsonread_dump(const json_t *value) {
    char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    if (!text)
        abort(); // our own values always encode, so only memory can have run out
    return text;
}
