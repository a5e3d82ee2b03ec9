/* A sheet over a page: it rises from below, says one thing in full, scrolls under the finger, and
 * closes again by its button or by a touch beside it. The page stays where it was. */
#ifndef SCREENS_SHEET_H
#define SCREENS_SHEET_H

#include "screens/screen.h"
#include "widgets/passage.h"
#include "widgets/scroller.h"

enum sheet_answer {
    SHEET_STAY,
    SHEET_CLOSE, // the sheet is closed; the screen lays its page out
    SHEET_PREV,
    SHEET_NEXT,
    SHEET_READ,
    SHEET_NOMINATE,
};

struct sheet_head {
    int number;                // in a disc on the icon; 0 none
    int stars;                 // of an award's level, instead of an icon; 0 none
    const char *icon;          // "icons/a3"; NULL none
    const char *title;         // copied
    const char *sub;           // a line below it, copied; NULL none
    int page, pages;           // "2 / 7"; pages 0: not said
    bool can_nominate;         // there is a button for it
    const char *nominate;      // its words
    const char *nominate_icon; // static; NULL: the one of nominating
};

struct sheet { // member of a screen's struct, zeroed: closed
    bool is_open;
    struct sheet_head head;
    char icon[48];     // what head.icon points to
    char *title, *sub; // owned
    struct passage passage;
    struct scroller scroller;
    struct panel page;     // the page's own buttons while the sheet has the screen's panel
    int64_t scrim_finger;  // that touched beside it; 0 none
    int64_t next_frame_ms; // while it moves by itself; 0 it does not
};

/** Before the page is laid out: the screen's panel is the page's again. */
void sheet_begin(struct sheet *sheet, struct screen *s);
/** Opens it, or says something else on it: empties the passage, which the screen then fills. */
void sheet_say(struct sheet *sheet, const struct sheet_head *head);
/**
 * Lays the sheet over the page that was just laid out; from here to sheet_begin() the screen's
 * panel is the sheet's.
 * @param is_new  begins at the top, else where the reader was
 */
void sheet_lay(struct sheet *sheet, struct screen *s, bool is_new);
/** Takes every event while the sheet is open. */
enum sheet_answer sheet_event(struct sheet *sheet, struct screen *s, const struct event *ev);
/**
 * The page by `draw_page` (with `page`), and over it scrim, sheet and its buttons. What lies under
 * the sheet is not there to be read, and is not drawn where only the sheet shows.
 */
void sheet_draw(const struct sheet *sheet, const struct screen *s, struct canvas *canvas,
                void (*draw_page)(const void *page, struct canvas *canvas), const void *page);
/** For screen_kind.over. */
bool sheet_over(const struct sheet *sheet, const struct screen *s, struct rect *out_box);
int64_t sheet_deadline_ms(const struct sheet *sheet);
void sheet_finish(struct sheet *sheet);

#endif
