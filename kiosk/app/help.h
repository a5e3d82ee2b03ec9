/* A call for staff: from "Gọi cán bộ" until the office has seen it, it is taken back, or ten
 * minutes are over. A gold band says so on whatever page the visitor goes to. */
#ifndef APP_HELP_H
#define APP_HELP_H

#include "draw/canvas.h"
#include "screens/screen.h"
#include <stdbool.h>
#include <stdint.h>

enum help_state {
    HELP_NONE,
    HELP_CALLED,
    HELP_SEEN, // by the office; said for a minute
};

#define HELP_CALL_MS (10 * 60000)
#define HELP_SEEN_MS 60000

struct help { // zeroed: nobody calls
    enum help_state state;
    int64_t since_ms;
    bool is_lit; // the band as it was drawn last: it flashes at first
};

/** Each damages the band. A call that is open goes on as it is. */
void help_call(struct help *help, const struct screen_env *env, enum screen_id on);
void help_end(struct help *help, const struct screen_env *env, enum screen_id on);
/** The office has seen it; false when nobody calls. */
bool help_seen(struct help *help, const struct screen_env *env, enum screen_id on);
/** Flashes, and ends what lasted long enough. */
void help_tick(struct help *help, const struct screen_env *env, enum screen_id on, int64_t now_ms);
/** App-clock time of the next change; 0 never. */
int64_t help_deadline_ms(const struct help *help, const struct screen_env *env);
/** Above the page: where a page of this kind leaves room for it. */
void help_draw(const struct help *help, const struct screen_env *env, enum screen_id on,
               struct canvas *canvas);

#endif
