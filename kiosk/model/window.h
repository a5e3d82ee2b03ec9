/* When something is shown (khung giờ hiển thị): between two moments, on some days of the week, at
 * some hours, all by the commune's own time. In the manifest and among what staff chose:
 *
 *   {"of": "tb-01", "from": "2023-05-12" or RFC 3339, "to": likewise, "days": ["mon", "sat"],
 *    "hours": ["07:00", "17:30"]}
 *
 * Everything but `of` may be absent. A last day is shown to its end; a moment in `to` is the first
 * at which it is over. Hours may run over midnight and then belong to the day they began on. */
#ifndef MODEL_WINDOW_H
#define MODEL_WINDOW_H

#include "model/hours.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WINDOWS_MAX 5000
#define WINDOW_NEVER INT64_MAX
#define WINDOW_PAGE_PREFIX "page:" // before a switch's key

struct reader;

struct window {
    char *of;             // owned: id of an item, or "page:" and the key of a page's switch
    int64_t from_s, to_s; // Unix time, `to_s` exclusive; 0 and WINDOW_NEVER: no bound
    bool has_week;        // the hours count; else all days, all day
    struct hours week;    // days of the week and the hours in them
};

/** Faults are the reader's, which stands at the entry. `zone_s`: of the days named. */
bool window_decode(struct reader *r, const json_t *entry, int zone_s, struct window *out);
/** New reference; decodes to the same. */
json_t *window_encode(const struct window *window, int zone_s);
void window_finish(struct window *window);
void window_copy(const struct window *from, struct window *out);

bool window_is_open(const struct window *window, int64_t at_s, int zone_s);
/** The first moment after `at_s` at which it opens or closes; WINDOW_NEVER when it never does. */
int64_t window_next_change(const struct window *window, int64_t at_s, int zone_s);

#endif
