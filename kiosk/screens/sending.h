/* The last page of both forms: the notice, the tick, who sends it, "Gửi" and what comes of that. A
 * screen has one as a member and lays and draws its own part of the page beside it. The app saves;
 * the page stays until it says that it has. */
#ifndef SCREENS_SENDING_H
#define SCREENS_SENDING_H

#include "screens/screen.h"
#include "screens/sheet.h"
#include "screens/typepage.h"

struct sending_page {       // what differs between the forms; static
    const char *name;       // what its ids begin with: "review"
    const char *notice_key; // what is done with the slip, in short
    const char *kept_key;   // for how many days {n} of it is kept; NULL: no plan says that
    struct rect message;    // in landscape: where faults are said, beside the page's title
    int (*left)(const struct theme *theme); // of the notice's column, design pixels; NULL: 1108
    void (*lay)(struct screen *s);
    void (*draw)(const struct screen *s, struct canvas *canvas);
    void (*draw_over)(const struct screen *s, struct canvas *canvas); // its buttons; may be NULL
    void (*draw_head)(const struct screen *s, struct canvas *canvas, const char *title);
};

enum sending_mode {
    SENDING_FORM,
    SENDING_PHONE,
    SENDING_NAME,
};

struct sending {
    const struct sending_page *page;
    enum sending_mode mode;
    struct typepage typing;
    struct sheet notice;            // the whole of it
    enum nomination_field at_fault; // NOMINATION_FIELDS: nothing is said
    enum nomination_rule rule;
    int rest_s;          // said: so long are no slips taken; 0: not said
    int64_t sent_ms;     // app clock when "Gửi" was pressed
    bool is_saving_slow; // said once it takes longer than a second
};

/** At the screen's enter, and when the page is to be laid out again. */
void sending_enter(struct sending *x, struct screen *s, const struct sending_page *page);
void sending_leave(struct sending *x);
/**
 * Takes an event of the page.
 * @return a button of the screen's own that fired, borrowed; else NULL, and `out` is the answer
 */
const struct button *sending_event(struct sending *x, struct screen *s, const struct event *ev,
                                   struct screen_reply *out);
/** All of it, the screen's own part by its page's functions. */
void sending_draw(const struct sending *x, const struct screen *s, struct canvas *canvas);
void sending_list(const struct sending *x, struct element_list *out);
int64_t sending_deadline_ms(const struct sending *x, const struct screen *s);

#endif
