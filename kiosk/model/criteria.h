/* Who is commended for what: for every level and group the criteria that must hold, all or any of
 * them, nested as the plan has them. */
#ifndef MODEL_CRITERIA_H
#define MODEL_CRITERIA_H

#include <stdbool.h>
#include <stddef.h>

struct group;
struct level;

struct criterion { // tiêu chuẩn
    const char *id, *text, *ref;
    const char *hint;    // what would show it; "" where the plan says nothing
    bool is_eligibility; // says who may be considered at all
};

enum rule_kind {
    RULE_ONE, // one criterion
    RULE_ALL, // every part holds
    RULE_ANY, // one part is enough
};

struct rule {
    enum rule_kind kind;
    const struct criterion *criterion; // of RULE_ONE
    struct rule *parts;                // of the others; owned
    size_t part_count;
};

struct cell { // what one group needs for one level
    const struct level *level;
    const struct group *group;
    const char *ref;
    const char *summary; // a sentence; *what is new at this level* between asterisks
    struct rule rule;
    int models_needed; // models, works or tasks that must be there, at the least
};

struct criteria {
    struct criterion *items;
    size_t count;
    struct cell *cells;
    size_t cell_count;
};

void criteria_finish(struct criteria *criteria);
/** NULL when the plan has no award of this level for this group. */
const struct cell *criteria_cell(const struct criteria *criteria, const struct level *level,
                                 const struct group *group);
/** Does the rule itself say who may be considered? */
bool rule_has_eligibility(const struct rule *rule);

#endif
