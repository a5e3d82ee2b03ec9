/* Order, times and switches on their page. */
#ifndef OFFICE_CONTENT_SETTINGS_H
#define OFFICE_CONTENT_SETTINGS_H

#include "office/content_desk.h"

#define SETTINGS_HERE CONTENT_HOME "/settings"

struct settings_view {
    const struct content_desk *desk;
    const char *window_fault; // a key of the words, NULL
};

/** What a person, a model or a notice is called; NULL: none of that id. Borrowed from the wall. */
const char *settings_name(const json_t *wall, const char *id);
/** A form of the page that changes what is one value, with its version. */
void settings_form_open(struct page *page, const struct settings_view *view, enum topic topic,
                        const char *act);
/** The whole page. */
void settings_page(struct answer *answer, const struct settings_view *view, int status);
/** Puts a value into the draft and goes to `to`; takes the reference. */
void settings_put(const struct content_desk *desk, struct answer *answer, enum topic topic,
                  json_t *value, const char *to);

/* content_windows.c */
/** The windows as they are, and for those who may edit what drops each and a form for one more.
 */
void settings_windows(struct page *page, const struct settings_view *view);
/** One more, as the form says; what is none is said on the page, with 422. */
void settings_window_put(const struct content_desk *desk, struct answer *answer);
/** The one of the number that the form names. */
void settings_window_drop(const struct content_desk *desk, struct answer *answer);

#endif
