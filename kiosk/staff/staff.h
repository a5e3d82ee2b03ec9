/* The staff's screens (khu vực cán bộ): their table, and what they share: header, bar, cards. They
 * are screens as the citizens' are, and draw from the desk alone. */
#ifndef STAFF_STAFF_H
#define STAFF_STAFF_H

#include "screens/screen.h"
#include "staff/desk.h"

extern const struct screen_kind staff_pin_kind, staff_dashboard_kind, staff_list_kind,
    staff_item_kind, staff_machine_kind, staff_change_pin_kind, staff_touch_kind;

/** Borrowed, static. */
const struct screen_kind *staff_kind(enum staff_screen id);

/** Page, header and bar; `title` is written in the header. */
void staff_draw_page(const struct screen *s, struct canvas *canvas, const char *title);
/** The header alone; what was done just now is said there for some seconds. */
void staff_draw_header(const struct screen *s, struct canvas *canvas, const char *title,
                       bool has_tag);
/** In portrait a bar of two rows takes the place of the page's; nothing in landscape. */
void staff_draw_tall_bar(struct canvas *canvas);
/** "Tự khóa 1:52" at the place given. */
void staff_draw_lock(const struct screen *s, struct canvas *canvas, struct rect area);
/** A white card with an indigo line round it. */
void staff_card(struct canvas *canvas, struct rect r);
/** An indigo plate, as beside a list. */
void staff_plate(struct canvas *canvas, struct rect r);
/** Colours on such a plate: white in high contrast. */
enum color_token staff_on_plate(const struct theme *theme, enum color_token token);
/** One line of text. */
void staff_line(struct canvas *canvas, const char *text, struct rect box, enum type_token type,
                enum color_token color);
/** As many lines as fit, smaller where it must be. */
void staff_text(struct canvas *canvas, const char *text, struct rect box, enum type_token type,
                enum color_token color);
/** A line in its tone: a bad one red with a warning sign before it. */
void staff_tone_line(struct canvas *canvas, const struct desk_line *line, struct rect box,
                     enum type_token type);
/** A button of a staff screen. */
struct button *staff_add(struct screen *s, const char *id, int action, enum button_look look,
                         struct rect area, const char *icon, const char *key);
/** A switch; the word on it says how it stands. */
struct button *staff_add_toggle(struct screen *s, const char *id, int action, struct rect area,
                                const char *label, bool is_on, bool is_locked);
/** "Quay lại" at the left end of the bar: STAFF_BACK. */
void staff_add_back(struct screen *s);
/** "Khóa và thoát" at the right end of the bar; actions of that kind are STAFF_LEAVE. */
void staff_add_leave(struct screen *s);

enum staff_action { // that all of them understand
    STAFF_LEAVE = 9000,
    STAFF_BACK,
};

/** App-clock time of the next second of a count-down that ends at `until_ms`; 0 when it is over. */
int64_t staff_next_second_ms(const struct screen *s, int64_t until_ms);
/** For screen_kind.deadline_ms: the next second of the time until it locks. */
int64_t staff_lock_deadline_ms(const struct screen *s);
/** The event of a screen that has buttons alone: `fire` does what one of them is for. Every second
 * what stands in `lock_area` is drawn anew. */
struct screen_reply staff_event(struct screen *s, const struct event *ev,
                                void (*fire)(struct screen *s, const struct button *b),
                                struct rect lock_area);
/** "1:52" until then, at least 16 bytes. */
void staff_time_left(const struct screen *s, int64_t until_ms, char *out);

#endif
