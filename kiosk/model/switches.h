/* What staff may switch (công tắc): the one table of keys, defaults and consequences that the
 * manifest's `toggles`, the kiosk, the office and kioskctl share. Words by key: staff.toggle.KEY
 * and staff.toggle.KEY.help; what a switch does is what its help says. */
#ifndef MODEL_SWITCHES_H
#define MODEL_SWITCHES_H

#include <stdbool.h>

enum switch_id {
    SWITCH_ATTRACT,       // slides while nobody is there; off: stays on the home page
    SWITCH_CAMPAIGN,      // page: the campaign, its sheets and its criteria
    SWITCH_MODELS,        // page
    SWITCH_HONOURS,       // page: the wall, its search and every person's page
    SWITCH_NOMINATIONS,   // page: forms; off: the citizens look and send nothing
    SWITCH_LOOKUP,        // page
    SWITCH_ANONYMOUS,     // off: a slip needs its sender's name or telephone number
    SWITCH_PROGRESS,      // who has not registered a model yet is shown, too
    SWITCH_SAMPLE,        // sample content; off: as if it were not there
    SWITCH_ATTRACT_NAMES, // the slides tell of people, not only of models and figures
    SWITCH_SOUND,         // reading aloud
    SWITCH_ENGLISH,       // the button for another language
    SWITCH_HOURS,         // open in office hours alone; outside them a notice says so
    SWITCH_BIG_TEXT,      // visits begin with large text
    SWITCH_MAINTENANCE,   // nothing but the resting notice
    SWITCHES,             // how many
};

struct switch_kind {
    const char *key; // "honours": as in the manifest and in staff.toggle.KEY
    bool is_on;      // while nobody has said anything
    bool is_page;    // a row of the dashboard with items behind it; windows may name it "page:KEY"
    const char *ask_on;  // key of the question before it goes on, NULL: no question
    const char *ask_off; // likewise before it goes off
};

struct switches { // every one decided
    bool is_on[SWITCHES];
};

enum switch_choice {
    CHOICE_NONE, // nothing said: whoever stands behind decides
    CHOICE_OFF,
    CHOICE_ON,
};

struct switch_choices { // what the office published, or what staff said at one kiosk
    enum switch_choice of[SWITCHES];
};

/** Its row of the table; static. */
const struct switch_kind *switch_kind(enum switch_id id);
/** By key; SWITCHES when there is none of that name. */
enum switch_id switch_by_key(const char *key);
/** "clear", "off", "on": the words of kioskctl and of the log. */
const char *switch_choice_word(enum switch_choice choice);
/** False, with `out` left alone, when it is none of these words. */
bool switch_choice_parse(const char *word, enum switch_choice *out);

/** The table's defaults. */
void switches_init(struct switches *switches);
/** Decides where `choices` (may be NULL) say something, and leaves the rest. */
void switches_apply(struct switches *switches, const struct switch_choices *choices);

#endif
