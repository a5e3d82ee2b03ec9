#include "model/progress.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/jsonread.h"

#define TYPE_DIFFICULTY "difficulty" // as the record has it
#define STEPS_READ_MAX 1024          // of an answer; a dossier has a dozen

/* States and levels are words of the contract: small letters, digits, '_' and '-'. */
static bool take_word(const char *text, char *out, size_t out_bytes) {
    size_t len = text ? strlen(text) : 0;
    if (len == 0 || len >= out_bytes ||
        strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_-") != len)
        return false;
    memcpy(out, text, len + 1);
    return true;
}

static bool take_level(const json_t *level, struct progress *out) {
    if (!level || json_is_null(level))
        return true;
    return take_word(json_string_value(level), out->level, sizeof out->level);
}

static bool take_step(const json_t *entry, struct progress_step *out) {
    const char *at = jsonread_text(entry, "at", "");
    return take_word(jsonread_text(entry, "state", NULL), out->state, sizeof out->state) &&
           date_parse_rfc3339(at, &out->at_s, NULL);
}

static bool take_steps(const json_t *steps, struct progress *out) {
    size_t count = json_array_size(steps);
    if (!json_is_array(steps) || count > STEPS_READ_MAX)
        return false;
    size_t first = count > PROGRESS_STEPS_MAX ? count - PROGRESS_STEPS_MAX : 0;
    for (size_t i = first; i < count; i++) {
        if (!take_step(json_array_get(steps, i), &out->steps[out->step_count]))
            return false;
        out->step_count++;
    }
    return true;
}

bool progress_decode(const char *bytes, size_t len_bytes, const char *code, struct progress *out) {
    struct progress found = {.step_count = 0};
    json_t *root = jsonread_bytes(bytes, len_bytes, PROGRESS_BYTES_MAX, NULL);
    bool is_good = json_is_object(root) && strcmp(jsonread_text(root, "code", ""), code) == 0 &&
                   strlen(code) < sizeof found.code &&
                   take_word(jsonread_text(root, "state", NULL), found.state, sizeof found.state) &&
                   take_level(json_object_get(root, "level"), &found) &&
                   take_steps(json_object_get(root, "steps"), &found);
    bool is_difficulty = strcmp(jsonread_text(root, "type", ""), TYPE_DIFFICULTY) == 0;
    json_decref(root);
    if (!is_good)
        return false;
    snprintf(found.code, sizeof found.code, "%s", code);
    found.is_difficulty = is_difficulty;
    *out = found;
    return true;
}

char *progress_encode(const struct progress *progress) {
    json_t *steps = json_array();
    for (size_t i = 0; i < progress->step_count; i++) {
        char at[DATE_RFC3339_MAX];
        date_format_rfc3339(progress->steps[i].at_s, 0, at);
        json_array_append_new(steps,
                              json_pack("{s:s, s:s}", "state", progress->steps[i].state, "at", at));
    }
    json_t *root =
        json_pack("{s:s, s:s*, s:s, s:s?, s:o}", "code", progress->code, "type",
                  progress->is_difficulty ? TYPE_DIFFICULTY : NULL, "state", progress->state,
                  "level", progress->level[0] ? progress->level : NULL, "steps", steps);
    char *text = jsonread_dump(root);
    json_decref(root);
    return text;
}

void progress_begin(struct progress *progress, const char *code, const char *state, int64_t at_s) {
    *progress = (struct progress){.step_count = 1};
    snprintf(progress->code, sizeof progress->code, "%s", code);
    snprintf(progress->state, sizeof progress->state, "%s", state);
    memcpy(progress->steps[0].state, progress->state, sizeof progress->state);
    progress->steps[0].at_s = at_s;
}
