/* What the four steps of "Giới thiệu gương tốt" share: header, bar, the words for what is missing,
 * and the way from step to step. */
#ifndef SCREENS_WIZARD_H
#define SCREENS_WIZARD_H

#include "draw/text.h"
#include "model/nomination.h"
#include "screens/screen.h"

enum wizard_action {
    WIZARD_BACK = 2000,
    WIZARD_CANCEL,
    WIZARD_HELP,
    WIZARD_NEXT,
    WIZARD_CRITERIA,
};

struct wizard_honorific { // form of address
    const char *id, *key;
    const char *value; // as the record has it
};

#define WIZARD_HONORIFICS 4
extern const struct wizard_honorific wizard_honorifics[WIZARD_HONORIFICS];

struct wizard_bar {
    bool has_cancel, has_next;
    bool has_criteria; // a way to read them, and back here
    enum button_look next_look;
    const char *next_id, *next_icon, *next_key;
    bool is_next_icon_last;
    bool is_next_off;
};

/** "Quay lại", "Thôi", "Nghe đọc", "Gọi cán bộ" and the step's main button. */
void wizard_lay_bar(struct screen *s, const struct wizard_bar *bar);
/** "Tiếp tục" as most steps have it. */
void wizard_lay_next(struct screen *s, bool is_next_off);
/** True when the action is BACK, CANCEL, HELP, CRITERIA or one of every bar; then `out` is the
 * answer. */
bool wizard_reply(int action, struct screen_reply *out);
/** To the next step; back to the review when the visitor came from there to mend something. */
struct screen_reply wizard_go_on(const struct screen *s, enum screen_id next);

void wizard_draw(const struct screen *s, struct canvas *canvas, int step, const char *title);
/** The header of a form that has no steps. */
void wizard_draw_alone(const struct screen *s, struct canvas *canvas, const char *title);
/** The step's question on its own line; in portrait on a red ground above everything else. */
void wizard_draw_question(const struct screen *s, struct canvas *canvas, const char *question,
                          const char *hint);
/** "Dữ liệu mẫu" at the right of a portrait page, whose header has no room for it. */
void wizard_draw_tag(const struct screen *s, struct canvas *canvas, int centre_y, bool is_on_red);
/** What to say of a broken rule; owned by the caller. */
char *wizard_fault(const struct screen *s, enum nomination_field field, enum nomination_rule rule);
enum nomination_rule wizard_check(const struct screen *s, enum nomination_field field);
/** A kind of nominee in words, with `tail` ".help" what belongs to it: a kind that content has and
 * the words have not goes by its id. Borrowed. */
const char *wizard_kind(const struct screen *s, const char *kind, const char *tail);
/** The form of address as it stands before a name: "Ông"; "" when none is chosen. Borrowed. */
const char *wizard_honorific(const struct screen *s);
/** The unit that was chosen, in words; "" when none is. Borrowed; may be what the visitor typed. */
const char *wizard_unit(const struct screen *s);
/**
 * Draws what a visitor typed: past every cache, smaller where it may shrink, and shortened with "…"
 * where there is no room for all of it even so. `style->is_private` is taken as true.
 */
void wizard_draw_typed(struct canvas *canvas, const char *text, struct rect box,
                       const struct text_style *style);

#endif
