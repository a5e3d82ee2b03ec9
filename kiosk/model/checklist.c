#include "model/checklist.h"

#include <string.h>

#define CRITERIA_MAX 256 // of one cell

static const char *const result_words[] = {
    [CHECK_UNKNOWN] = "unknown", [CHECK_MET] = "met", [CHECK_NOT_MET] = "not_met"};

const char *check_result_word(enum check_result result) {
    return result_words[result];
}

bool check_result_read(const char *word, enum check_result *out) {
    for (int i = CHECK_UNKNOWN; i <= CHECK_NOT_MET; i++) {
        if (strcmp(word, result_words[i]) == 0) {
            *out = (enum check_result)i;
            return true;
        }
    }
    return false;
}

struct gathered {
    const struct criterion *items[CRITERIA_MAX];
    size_t count;
};

static bool is_gathered(const struct gathered *g, const struct criterion *criterion) {
    for (size_t i = 0; i < g->count; i++)
        if (g->items[i] == criterion)
            return true;
    return false;
}

static void gather(const struct rule *rule, struct gathered *g) {
    if (rule->kind == RULE_ONE) {
        if (rule->criterion && g->count < CRITERIA_MAX && !is_gathered(g, rule->criterion))
            g->items[g->count++] = rule->criterion;
        return;
    }
    for (size_t i = 0; i < rule->part_count; i++)
        gather(&rule->parts[i], g);
}

size_t checklist_criteria(const struct cell *cell, const struct criterion **out, size_t max) {
    struct gathered gathered = {.count = 0};
    gather(&cell->rule, &gathered);
    for (size_t i = 0; out && i < gathered.count && i < max; i++)
        out[i] = gathered.items[i];
    return gathered.count;
}

/* In three values: what is not known keeps a rule open until the rest decides it. */
static enum check_result judge(const struct rule *rule, checklist_find *find, const void *found) {
    if (rule->kind == RULE_ONE)
        return rule->criterion ? find(found, rule->criterion->id) : CHECK_UNKNOWN;
    enum check_result deciding = rule->kind == RULE_ALL ? CHECK_NOT_MET : CHECK_MET;
    enum check_result otherwise = rule->kind == RULE_ALL ? CHECK_MET : CHECK_NOT_MET;
    bool is_open = false;
    for (size_t i = 0; i < rule->part_count; i++) {
        enum check_result part = judge(&rule->parts[i], find, found);
        if (part == deciding)
            return deciding;
        is_open |= part == CHECK_UNKNOWN;
    }
    return is_open ? CHECK_UNKNOWN : otherwise;
}

struct checklist_sum checklist_count(const struct cell *cell, checklist_find *find,
                                     const void *found) {
    struct gathered gathered = {.count = 0};
    gather(&cell->rule, &gathered);
    enum check_result whole = judge(&cell->rule, find, found);
    struct checklist_sum sum = {
        .total = gathered.count,
        .holds = whole == CHECK_MET,
        .is_open = whole == CHECK_UNKNOWN,
        .models_needed = cell->models_needed,
    };
    for (size_t i = 0; i < gathered.count; i++)
        sum.met += find(found, gathered.items[i]->id) == CHECK_MET;
    return sum;
}
