/* The exchange of content: which of it the visitor sees (his language, the campaign he looks back
 * at), and when other content takes its place. Nothing changes under a reader's eyes but what staff
 * or the people shown themselves took back. */
#ifndef APP_EXCHANGE_H
#define APP_EXCHANGE_H

#include <stdbool.h>

struct audio;
struct backstage;
struct content;
struct machine;
struct photos;
struct stage;

struct exchange {
    struct machine *machine; // borrowed, as are the next four
    struct stage *stage;
    struct backstage *backstage;
    struct audio *audio;
    struct photos *photos;
    struct content *past; // of the campaign that is looked back at; NULL: of none
    bool has_new_content; // waits until nobody is in the middle of a page
    bool has_new_windows; // likewise: the same content, of which other parts are shown
};

/** After the stage, which borrows from it. */
void exchange_finish(struct exchange *exchange);
/** The words and content of the visitor's language and campaign, and what the next language is
 * called; a page that is up is still to be laid out anew. What he chose is found again in them. */
void exchange_speak(struct exchange *exchange);
/** The visitor looks at another campaign, or at the current one again: stage_callbacks'
 * on_campaign. */
void exchange_follow_campaign(struct exchange *exchange);
/** Why there is nothing but a notice, while there is. */
void exchange_explain(struct exchange *exchange);
/** Attract or home is about to be entered: takes what waited for it. */
void exchange_rest(struct exchange *exchange);
/** Something was published and is read: a consent that was taken back is obeyed at once, under the
 * reader's eyes; all else waits until he is done. */
void exchange_take_published(struct exchange *exchange);
/** Staff made other content current: taken when nobody is in the middle of a page. */
void exchange_take_current(struct exchange *exchange);
/** A window opens or closes: likewise. */
void exchange_take_windows(struct exchange *exchange);
/** Staff look at one hidden item, or, with NULL, have looked. */
void exchange_reveal(struct exchange *exchange, const char *id);
/** Staff may have chosen otherwise at this kiosk, which acts at once, whoever stands before it. */
void exchange_obey_staff(struct exchange *exchange);

#endif
