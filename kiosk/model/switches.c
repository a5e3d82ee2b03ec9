#include "model/switches.h"

#include <stddef.h>
#include <string.h>

/* In the order of the dashboard, the pages first. */
static const struct switch_kind kinds[SWITCHES] = {
    [SWITCH_ATTRACT] = {"attract", .is_on = true, .is_page = true},
    [SWITCH_CAMPAIGN] = {"campaign", .is_on = true, .is_page = true},
    [SWITCH_MODELS] = {"models", .is_on = true, .is_page = true},
    [SWITCH_HONOURS] = {"honours", .is_on = true, .is_page = true},
    [SWITCH_NOMINATIONS] = {"nominations", .is_on = true, .is_page = true,
                            .ask_off = "staff.confirm.close"},
    [SWITCH_LOOKUP] = {"lookup", .is_on = true, .is_page = true},
    [SWITCH_ANONYMOUS] = {"anonymous", .is_on = true},
    [SWITCH_PROGRESS] = {"progress", .is_on = true},
    [SWITCH_SAMPLE] = {"sample", .is_on = true, .ask_on = "staff.confirm.sample_on"},
    [SWITCH_ATTRACT_NAMES] = {"attract_names", .is_on = true, .ask_on = "staff.confirm.names_on"},
    [SWITCH_SOUND] = {"sound", .is_on = true},
    [SWITCH_ENGLISH] = {"english", .is_on = true},
    [SWITCH_HOURS] = {"hours", .is_on = false},
    [SWITCH_BIG_TEXT] = {"big_text", .is_on = false},
    [SWITCH_MAINTENANCE] = {"maintenance", .is_on = false},
};

static const char *const choice_words[] = {
    [CHOICE_NONE] = "clear", [CHOICE_OFF] = "off", [CHOICE_ON] = "on"};

const struct switch_kind *switch_kind(enum switch_id id) {
    return &kinds[id];
}

enum switch_id switch_by_key(const char *key) {
    enum switch_id id = 0;
    while (id < SWITCHES && strcmp(kinds[id].key, key) != 0)
        id++;
    return id;
}

const char *switch_choice_word(enum switch_choice choice) {
    return choice_words[choice];
}

bool switch_choice_parse(const char *word, enum switch_choice *out) {
    for (enum switch_choice choice = CHOICE_NONE; choice <= CHOICE_ON; choice++) {
        if (strcmp(choice_words[choice], word) != 0)
            continue;
        *out = choice;
        return true;
    }
    return false;
}

void switches_init(struct switches *switches) {
    for (enum switch_id id = 0; id < SWITCHES; id++)
        switches->is_on[id] = kinds[id].is_on;
}

void switches_apply(struct switches *switches, const struct switch_choices *choices) {
    for (enum switch_id id = 0; choices && id < SWITCHES; id++)
        if (choices->of[id] != CHOICE_NONE)
            switches->is_on[id] = choices->of[id] == CHOICE_ON;
}
