/* The plan's criteria for one group and level, held against what the office found: how many are met
 * of how many, and whether the rule of the matrix holds. People decide; this only counts. */
#ifndef MODEL_CHECKLIST_H
#define MODEL_CHECKLIST_H

#include "model/criteria.h"
#include <stdbool.h>
#include <stddef.h>

enum check_result { // đạt, chưa đạt, chưa rõ
    CHECK_UNKNOWN,
    CHECK_MET,
    CHECK_NOT_MET,
};

/** What the office found for a criterion; CHECK_UNKNOWN where it has found nothing yet. */
typedef enum check_result checklist_find(const void *found, const char *criterion_id);

struct checklist_sum {
    size_t met, total;
    bool holds;   // the rule does, "all of" and "any of" as the plan nests them
    bool is_open; // it neither holds nor fails: something is not known yet
    int models_needed;
};

/** The criteria that the cell's rule names, each once, in its order, up to `max` of them at `out`
 *  (which may be NULL). @return how many there are */
size_t checklist_criteria(const struct cell *cell, const struct criterion **out, size_t max);
struct checklist_sum checklist_count(const struct cell *cell, checklist_find *find,
                                     const void *found);
/** "met", "not_met", "unknown": the wire's words. Static. */
const char *check_result_word(enum check_result result);
/** False for any other word. */
bool check_result_read(const char *word, enum check_result *out);

#endif
