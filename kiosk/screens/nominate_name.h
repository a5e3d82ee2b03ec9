/* Step 2, the name: what its files share. */
#ifndef SCREENS_NOMINATE_NAME_H
#define SCREENS_NOMINATE_NAME_H

#include "model/nomination.h"
#include "screens/screen.h"
#include "screens/suggest.h"
#include "screens/typepage.h"
#include <jansson.h>
#include <stddef.h>

enum name_action {
    NAME_UNIT = 1,
    NAME_HONORIFIC, // value: index into wizard_honorifics
    NAME_SUGGEST,   // value: which
    NAME_STAFF,     // "Không biết gõ? Nhờ cán bộ"
};

enum name_mode {
    NAME_MODE_NAME,
    NAME_MODE_UNITS, // the sheet
    NAME_MODE_PLACE, // "Nơi khác": its name is written
};

struct name {
    struct screen base;
    enum name_mode mode;
    size_t sheet_page;
    struct typepage typing;
    struct suggestions suggestions;
    json_t *names;                  // owned; NULL when the file is missing
    enum nomination_field at_fault; // NOMINATION_FIELDS: nothing is said
    enum nomination_rule rule;
};

/** The visit's form. */
struct nomination *name_form(const struct name *n);
/** The first field of this step that does not hold, with its rule; NOMINATION_FIELDS: all do. */
enum nomination_field name_first_fault(const struct name *n, enum nomination_rule *out_rule);

/* --- nominate_name_page.c: where everything stands, and how it looks --- */

/** The field and the keyboard, for the name or the place. */
void name_page_open_typing(struct name *n);
/** Places the buttons of the present mode. */
void name_page_lay(struct name *n);
/** What changes with every letter is to be drawn. */
void name_page_damage_rows(struct name *n);
void name_page_draw(const struct screen *screen, struct canvas *canvas);

#endif
