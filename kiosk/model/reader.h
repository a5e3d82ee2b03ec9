/* Reading a parsed document of ours with its faults noted: the first wrong type or value is kept
 * with its place, the rest reads as absent, so that a decoder is a list of members with one check
 * at the end. */
#ifndef MODEL_READER_H
#define MODEL_READER_H

#include "base/date.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct reader {
    char where[96]; // "honourees[3]", "" at the top
    char *why;      // the first fault; owned, NULL while there is none
};

/** Names the object that the next calls read. */
void reader_at(struct reader *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
/** Notes a fault of member `key`: "honourees[3].level: expected ...". */
void reader_fail(struct reader *r, const char *key, const char *expected);
/** True when there was no fault; else hands the text to the caller (`out_why` may be NULL). */
bool reader_finish(struct reader *r, char **out_why);

/* Members that may be absent or null give the fallback; all results borrow from `object`. */
const char *reader_text(struct reader *r, const json_t *object, const char *key,
                        const char *fallback);
int64_t reader_number(struct reader *r, const json_t *object, const char *key, int64_t max);
bool reader_switch(struct reader *r, const json_t *object, const char *key);
/** NULL when absent. */
json_t *reader_object(struct reader *r, const json_t *object, const char *key);
/** NULL when absent or longer than `max_items`. */
json_t *reader_array(struct reader *r, const json_t *object, const char *key, size_t max_items);
/** "2023-05-31"; year 0 when absent. */
struct date reader_day(struct reader *r, const json_t *object, const char *key);
/** The same, or {"year","month","day"} of which day and month may be null. */
struct date reader_date(struct reader *r, const json_t *object, const char *key);

/** Name of a picture among our icons ("star"); "" when absent. Never a path. */
const char *reader_icon(struct reader *r, const json_t *object, const char *key);
/** A text that must be there and not empty; "" after a fault. */
const char *reader_id(struct reader *r, const json_t *object, const char *key);

/** The same, the id of item `i` of a short list, which no item before it may have. */
const char *reader_own_id(struct reader *r, const json_t *list, size_t i);

#endif
