/* The rules of a dossier (hồ sơ) as data: its states, who may record which step, what a step asks
 * for, how long what is kept. Read once from dossier.json (assets/dossier/); nothing of it stands
 * in code but the words that the store must understand to do its work. */
#ifndef RECORDS_DOSSIER_RULES_H
#define RECORDS_DOSSIER_RULES_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct campaign;
struct dossier;
struct dossier_asked;

/* States that the store itself brings about; dossier.json must have them. */
#define DOSSIER_RECEIVED "received"
#define DOSSIER_APPROVED "approved"
#define DOSSIER_MERGED "merged"
#define DOSSIER_WITHDRAWN "withdrawn"
/** In place of a state: correct the last step (sửa bước vừa ghi); the log keeps both. */
#define DOSSIER_PREVIOUS "previous"

#define DOSSIER_FIELDS_MAX 64
#define DOSSIER_TRANSITIONS_MAX 64

enum dossier_need { // what entering a state asks for besides the fields
    DOSSIER_NEEDS_LEVEL = 1,
    DOSSIER_NEEDS_DECISION_NO = 2,
    DOSSIER_NEEDS_DECISION_DATE = 4,
    DOSSIER_NEEDS_REASON = 8,
    DOSSIER_NEEDS_MERGED_INTO = 16,
};

struct dossier_status { // tình trạng
    const char *id, *label, *citizen_key;
    bool is_final;        // nothing but a correction leads on
    bool unpublishes;     // off the wall at once
    bool ends_appraisal;  // the sender's name and telephone number go
    bool is_purged_later; // personal data goes when the days after the close are over
    unsigned needs;       // of enum dossier_need
};

struct dossier_transition {          // bước chuyển
    uint64_t from;                   // a bit for each status, by its place
    const struct dossier_status *to; // NULL: to the state before, DOSSIER_PREVIOUS
    const char *by;                  // the role that decides
    const char *recorded_by;         // the role that records it here
    const char *key;                 // of the button's word
    unsigned actions;                // of enum level_action: levels of the campaign it is for
    const char *levels[8];           // and by id
    size_t level_count;              // neither: whatever the level
};

struct dossier_field {
    const char *id, *label, *from;
    bool is_required, is_personal, is_person_only;
    const struct dossier_status *required_at; // NULL: nowhere
    bool is_required_with_models; // when the matrix asks for a model project at that level
    bool goes_with_appraisal;     // deleted at its end
    const char **values;          // owned; empty: any
    size_t value_count;
};

struct dossier_column {
    const char *field, *label, *only;
    int number, width_mm;
    bool is_internal; // left out when the list goes to a higher level
};

struct dossier_rules {
    json_t *root; // owned; all texts are borrowed from it
    struct dossier_status *statuses;
    size_t status_count;
    struct dossier_transition *transitions;
    size_t transition_count;
    struct dossier_field *fields;
    size_t field_count;
    const struct dossier_status *models_required_at; // where project_id is asked for, as the others
    const char *publish_status, *publish_consent;
    bool staff_may_hide;
    int days_after_close;         // of personal data in statuses that are purged later
    const json_t *export_council; // heading, signatures, recipients as they stand in the file
    struct dossier_column *columns;
    size_t column_count;
};

/**
 * @param out_why  the file, the place in it and what was expected; owned by the caller
 * @return owned by the caller, NULL when the file is not what it must be
 */
struct dossier_rules *dossier_rules_load(const char *path, char **out_why);
/** The same from a parsed document, which stays the caller's. */
struct dossier_rules *dossier_rules_decode(json_t *root, char **out_why);
void dossier_rules_destroy(struct dossier_rules *rules);

bool dossier_role_is_known(const char *role);
/** NULL when there is none. */
const struct dossier_status *dossier_rules_status(const struct dossier_rules *rules,
                                                  const char *id);
const struct dossier_field *dossier_rules_field(const struct dossier_rules *rules, const char *id);
bool dossier_field_takes(const struct dossier_field *field, const char *value);

struct dossier_question {            // who asks what may be done with which dossier
    const char *state;               // where it stands
    const struct campaign *campaign; // the dossier's own; NULL: not at hand
    const char *level;               // proposed; "" none yet
    const char *role;                // who would record it
    bool has_previous;               // a step was recorded that can be corrected
};

/**
 * What `role` may record next: a transition that says who records it is theirs alone, the one who
 * decided (`by`) is then a fact to be written down. @return how many are at `out`, in the file's
 * order
 */
size_t dossier_rules_offer(const struct dossier_rules *rules,
                           const struct dossier_question *question,
                           const struct dossier_transition *out[DOSSIER_TRANSITIONS_MAX]);
/** The one that leads to `to` (a state or DOSSIER_PREVIOUS); NULL when it may not be recorded. */
const struct dossier_transition *dossier_rules_find(const struct dossier_rules *rules,
                                                    const struct dossier_question *question,
                                                    const char *to);
/** Is a decision of this level of that campaign one that the transition is for? */
bool dossier_transition_takes_level(const struct dossier_transition *transition,
                                    const struct campaign *campaign, const char *level);
/** Does a step that `by` decides lead on from this state? */
bool dossier_rules_decides(const struct dossier_rules *rules, const char *by, const char *state);
/** Does this role record any step at all? */
bool dossier_rules_role_records(const struct dossier_rules *rules, const char *role);
/**
 * May one with these roles (of enum office_role) look into a dossier in that state? Those who
 * record steps and the chairman see all; the council what came before it; who publishes what was
 * awarded.
 */
bool dossier_rules_lets_see(const struct dossier_rules *rules, const char *state, unsigned roles);

/**
 * The fields that must be filled before the dossier may go to `to` and are not yet; with them the
 * council's word, where it is still to be asked and somebody else decides upon it.
 * @param asked  of its campaign for its group and level
 */
size_t dossier_rules_missing(const struct dossier_rules *rules, const struct dossier *dossier,
                             const char *to, const struct dossier_asked *asked,
                             const char *out_fields[DOSSIER_FIELDS_MAX]);

#endif
