#include "base/ini.h"

#include <assert.h>
#include <errno.h>
#include <ini.h> // inih
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/xalloc.h"

/* One reading of one file. */
struct reading {
    const char *path;
    const struct ini_key *keys;
    void *out;
    FILE *file;
    int line; // inih does not say it in the build that Debian ships, so the reader counts
    struct strbuf errors;
};

static void *member(const struct ini_key *key, void *out) {
    return (char *)out + key->offset;
}

static const struct ini_key *find_key(const struct ini_key *keys, const char *section,
                                      const char *name) {
    for (; keys->name; keys++)
        if (strcmp(keys->section, section) == 0 && strcmp(keys->name, name) == 0)
            return keys;
    return NULL;
}

static bool take_number(const struct ini_key *key, const char *value, int *out) {
    char *end;
    errno = 0;
    long number = strtol(value, &end, 10);
    if (end == value || *end != '\0' || errno != 0 || number < key->min || number > key->max)
        return false;
    *out = (int)number;
    return true;
}

static bool take_switch(const char *value, bool *out) {
    static const char *const words[] = {"no", "yes", "off", "on", "false", "true", "0", "1"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcasecmp(value, words[i]) == 0) {
            *out = i % 2 == 1;
            return true;
        }
    }
    return false;
}

static bool take_choice(const struct ini_key *key, const char *value, int *out) {
    int index = 0;
    for (const char *choice = key->choices;; index++) {
        size_t len = strcspn(choice, "|");
        if (strlen(value) == len && strncmp(value, choice, len) == 0) {
            *out = index;
            return true;
        }
        if (choice[len] == '\0')
            return false;
        choice += len + 1;
    }
}

static bool take_text(const char *value, char **out) {
    if (!utf8_is_valid(value, strlen(value)))
        return false;
    free(*out);
    *out = xstrdup(value);
    return true;
}

static bool take_value(const struct ini_key *key, const char *value, void *out) {
    switch (key->kind) {
    case INI_TEXT:
        return take_text(value, member(key, out));
    case INI_NUMBER:
        return take_number(key, value, member(key, out));
    case INI_SWITCH:
        return take_switch(value, member(key, out));
    case INI_CHOICE:
        return take_choice(key, value, member(key, out));
    }
    return false;
}

/* "0, 90, 180 or 270" */
static void add_choices(struct strbuf *sb, const char *choices) {
    for (bool is_first = true;; is_first = false) {
        size_t len = strcspn(choices, "|");
        bool is_last = choices[len] == '\0';
        strbuf_add_text(sb, is_first ? "" : is_last ? " or " : ", ");
        strbuf_add(sb, choices, len);
        if (is_last)
            return;
        choices += len + 1;
    }
}

static void add_expected(struct strbuf *sb, const struct ini_key *key, const char *value) {
    strbuf_addf(sb, "[%s] %s: expected ", key->section, key->name);
    switch (key->kind) {
    case INI_TEXT:
        strbuf_add_text(sb, "text in UTF-8\n");
        return; // what is not UTF-8 is not repeated
    case INI_NUMBER:
        strbuf_addf(sb, "a whole number from %d to %d", key->min, key->max);
        break;
    case INI_SWITCH:
        strbuf_add_text(sb, "yes or no");
        break;
    case INI_CHOICE:
        add_choices(sb, key->choices);
        break;
    }
    strbuf_addf(sb, ", got \"%s\"\n", value);
}

/* Takes one setting or adds a line that says why not. */
static bool take(const struct ini_key *keys, const char *section, const char *name,
                 const char *value, void *out, const char *where, struct strbuf *errors) {
    const struct ini_key *key = find_key(keys, section, name);
    if (key && take_value(key, value, out))
        return true;
    strbuf_add_text(errors, where);
    if (key)
        add_expected(errors, key, value);
    else
        strbuf_addf(errors, "[%s] %s: expected a key of this program, this is none\n", section,
                    name);
    return false;
}

void ini_set_defaults(const struct ini_key *keys, void *out) {
    for (; keys->name; keys++) {
        if (keys->kind == INI_TEXT)
            *(char **)member(keys, out) = NULL;
        bool is_taken = take_value(keys, keys->fallback, out);
        assert(is_taken); // the table contradicts itself
        (void)is_taken;
    }
}

/* inih's reader, like fgets. A line longer than its buffer would come in pieces, each taken for a
 * line of its own: it is reported and skipped. Blanks in front go, or it would be a continuation.
 */
static char *read_line(char *line, int size, void *stream) {
    struct reading *reading = stream;
    for (;;) {
        if (!fgets(line, size, reading->file))
            return NULL;
        reading->line++;
        if (strchr(line, '\n') || feof(reading->file))
            break;
        int c;
        while ((c = getc(reading->file)) != '\n' && c != EOF)
            ;
        strbuf_addf(&reading->errors, "%s:%d: expected at most %d bytes on a line\n", reading->path,
                    reading->line, size - 2);
    }
    size_t blanks = strspn(line, " \t");
    memmove(line, line + blanks, strlen(line + blanks) + 1);
    return line;
}

static int on_setting(void *user, const char *section, const char *name, const char *value) {
    struct reading *reading = user;
    char *where = xasprintf("%s:%d: ", reading->path, reading->line);
    take(reading->keys, section, name, value, reading->out, where, &reading->errors);
    free(where);
    return 1; // inih's own verdict is then about syntax alone
}

/* Hands the errors over without the last line's end. */
static bool hand_over(struct strbuf *errors, char **out_why) {
    bool has_errors = errors->len > 0;
    if (has_errors)
        errors->text[--errors->len] = '\0';
    *out_why = has_errors ? strbuf_detach(errors) : NULL;
    return !has_errors;
}

bool ini_read(const char *path, const struct ini_key *keys, void *out, char **out_why) {
    struct reading reading = {.path = path, .keys = keys, .out = out};
    reading.file = fopen(path, "re");
    if (!reading.file) {
        *out_why = xasprintf("%s: cannot open: %s", path, strerror(errno));
        return false;
    }
    int bad_line = ini_parse_stream(read_line, &reading, on_setting, &reading);
    if (bad_line > 0)
        strbuf_addf(&reading.errors, "%s:%d: expected \"[section]\" or \"key = value\"\n", path,
                    bad_line);
    if (ferror(reading.file))
        strbuf_addf(&reading.errors, "%s: cannot read\n", path);
    fclose(reading.file);
    return hand_over(&reading.errors, out_why);
}

bool ini_set(const char *assignment, const struct ini_key *keys, void *out, char **out_why) {
    const char *dot = strchr(assignment, '.'), *equals = strchr(assignment, '=');
    struct strbuf errors = {0};
    if (!dot || !equals || equals < dot) {
        *out_why = xasprintf("expected section.name=value, got \"%s\"", assignment);
        return false;
    }
    char *section = xstrndup(assignment, (size_t)(dot - assignment));
    char *name = xstrndup(dot + 1, (size_t)(equals - dot - 1));
    take(keys, section, name, equals + 1, out, "", &errors);
    free(name);
    free(section);
    return hand_over(&errors, out_why);
}

void ini_finish(const struct ini_key *keys, void *out) {
    for (; keys->name; keys++) {
        if (keys->kind != INI_TEXT)
            continue;
        char **text = member(keys, out);
        free(*text);
        *text = NULL;
    }
}
