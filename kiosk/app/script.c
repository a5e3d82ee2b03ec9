#include "app/script.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"

#define SCRIPT_BYTES_MAX (1024 * 1024)
#define SCRIPT_WORDS_MAX 6
#define SCRIPT_WAIT_MS 5000

/* What a verb takes: T a text, M a time, N a number; small letters: may be left out. */
static const struct verb {
    const char *name, *takes, *usage;
} verbs[SCRIPT_VERBS] = {
    [SCRIPT_TAP] = {"tap", "T", "tap \"label\" or tap #id"},
    [SCRIPT_HOLD] = {"hold", "TM", "hold #id 3s"},
    [SCRIPT_DRAG] = {"drag", "TNNm", "drag #id DX DY 300ms"},
    [SCRIPT_TYPE] = {"type", "T", "type \"words\""},
    [SCRIPT_KEYS] = {"keys", "T", "keys \"nguyeenx\""},
    [SCRIPT_KEY] = {"key", "Tn", "key Tab or key Down 3"},
    [SCRIPT_REACH] = {"reach", "T", "reach #id"},
    [SCRIPT_TEXT] = {"text", "T", "text \"words\""},
    [SCRIPT_WAIT] = {"wait", "Tm", "wait \"words\" 5s"},
    [SCRIPT_EXPECT] = {"expect", "T", "expect \"words\""},
    [SCRIPT_EXPECT_NOT] = {"expect-not", "T", "expect-not \"words\""},
    [SCRIPT_ADVANCE] = {"advance", "M", "advance 75s"},
    [SCRIPT_SHOT] = {"shot", "T", "shot picture.png"},
    [SCRIPT_ELEMENTS] = {"elements", "T", "elements screen.json"},
    [SCRIPT_OFFLINE] = {"offline", "", "offline"},
    [SCRIPT_ONLINE] = {"online", "", "online"},
    [SCRIPT_QUIT] = {"quit", "", "quit"},
};

struct words {
    char *items[SCRIPT_WORDS_MAX]; // owned
    int count;
};

static void words_finish(struct words *words) {
    for (int i = 0; i < words->count; i++)
        free(words->items[i]);
}

/* The length of the next word, quotes and all; a `#` between words starts a comment unless an id
 * follows it at once and the verb stands before it. */
static size_t word_length(const char *at, bool is_first) {
    if (*at == '#' && (is_first || at[1] == ' ' || at[1] == '\0'))
        return 0;
    if (*at == '"') {
        const char *end = strchr(at + 1, '"');
        return end ? (size_t)(end - at) + 1 : strlen(at);
    }
    return strcspn(at, " \t\r");
}

static bool split(const char *line, struct words *out, size_t *out_used) {
    const char *at = line + strspn(line, " \t\r");
    while (*at) {
        size_t len = word_length(at, out->count == 0);
        if (len == 0)
            break; // a comment
        if (out->count == SCRIPT_WORDS_MAX)
            return false;
        bool is_quoted = *at == '"';
        if (is_quoted && (len < 2 || at[len - 1] != '"'))
            return false;
        out->items[out->count++] = is_quoted ? xstrndup(at + 1, len - 2) : xstrndup(at, len);
        at += len;
        *out_used = (size_t)(at - line);
        at += strspn(at, " \t\r");
    }
    return true;
}

/* "300ms", "5s", "2m". */
static bool parse_ms(const char *text, int64_t *out) {
    char *unit;
    errno = 0;
    double value = strtod(text, &unit);
    double factor = strcmp(unit, "ms") == 0  ? 1
                    : strcmp(unit, "s") == 0 ? 1000
                    : strcmp(unit, "m") == 0 ? 60000
                                             : 0;
    if (unit == text || errno || factor == 0 || value < 0)
        return false;
    *out = (int64_t)(value * factor);
    return true;
}

static bool parse_number(const char *text, int *out) {
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (end == text || *end || errno || value < -100000 || value > 100000)
        return false;
    *out = (int)value;
    return true;
}

static bool fill(const struct words *words, struct script_command *out) {
    int *const numbers[] = {&out->dx, &out->dy};
    int at = 1, number = 0;
    out->ms = out->verb == SCRIPT_WAIT ? SCRIPT_WAIT_MS : 300;
    out->dx = out->verb == SCRIPT_KEY ? 1 : 0;
    for (const char *take = verbs[out->verb].takes; *take; take++) {
        if (at == words->count) {
            if (islower((unsigned char)*take))
                break;
            return false;
        }
        const char *word = words->items[at++];
        if (*take == 'T')
            out->text = xstrdup(word);
        else if (toupper((unsigned char)*take) == 'N' ? !parse_number(word, numbers[number++])
                                                      : !parse_ms(word, &out->ms))
            return false;
    }
    return at == words->count;
}

static bool parse_command(const struct words *words, struct script_command *out,
                          const char **out_usage) {
    for (int verb = 0; verb < SCRIPT_VERBS; verb++) {
        if (strcmp(words->items[0], verbs[verb].name) != 0)
            continue;
        out->verb = (enum script_verb)verb;
        *out_usage = verbs[verb].usage;
        return fill(words, out);
    }
    *out_usage = "a command: tap hold drag type keys key reach text wait expect expect-not advance "
                 "shot elements "
                 "offline online quit";
    return false;
}

static void take_line(struct script *script, const char *line, int number, struct strbuf *why) {
    struct words words = {0};
    struct script_command command = {.line = number};
    const char *usage = "quotes that close, and at most five words behind the command";
    size_t used = 0;
    bool is_right =
        split(line, &words, &used) && (words.count == 0 || parse_command(&words, &command, &usage));
    if (!is_right) {
        strbuf_addf(why, "%s:%d: expected %s\n", script->path, number, usage);
        free(command.text);
    } else if (words.count > 0) {
        command.source = xstrndup(line, used);
        script->commands = xrealloc(script->commands, script->count + 1, sizeof *script->commands);
        script->commands[script->count++] = command;
    }
    words_finish(&words);
}

bool script_load(const char *path, struct script *out, char **out_why) {
    struct script script = {.path = xstrdup(path)};
    struct strbuf why = {0};
    char *text = NULL;
    if (!path_read(path, SCRIPT_BYTES_MAX, &text, NULL)) {
        strbuf_addf(&why, "cannot read the script '%s': %s\n", path, strerror(errno));
    } else {
        int number = 1;
        for (char *line = text, *end; line; line = end, number++) {
            end = strchr(line, '\n');
            if (end)
                *end++ = '\0';
            take_line(&script, line, number, &why);
        }
    }
    free(text);
    if (why.len > 0) {
        *out_why = strbuf_detach(&why);
        script_finish(&script);
        return false;
    }
    strbuf_finish(&why);
    *out = script;
    return true;
}

void script_finish(struct script *script) {
    for (size_t i = 0; i < script->count; i++) {
        free(script->commands[i].source);
        free(script->commands[i].text);
    }
    free(script->commands);
    free(script->path);
    *script = (struct script){0};
}
