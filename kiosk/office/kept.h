/* A form that came after its session's end: nothing of it is lost. Its fields wait, hidden, in the
 * log-in that is shown instead, and who has logged in is offered to send them on. Only forms of
 * ours are kept, by the token of the session that ended, so that no other site can lay one there;
 * never a password, nor a file. */
#ifndef OFFICE_KEPT_H
#define OFFICE_KEPT_H

#include "web/form.h"
#include <stdbool.h>

struct answer;
struct page;
struct request;

struct kept {         // zeroed: nothing
    char *to;         // owned; where it was sent, with the query; NULL: nothing is kept
    struct form form; // owned
};

/** What came with `request`, whose session has ended. False when there is nothing to keep. */
bool kept_of_ended(const struct request *request, struct kept *out);
/** What waits in a log-in's own form. */
bool kept_of_login(const struct request *request, struct kept *out);
void kept_finish(struct kept *kept);

/** Into the log-in's form. */
void kept_hide(struct page *page, const struct kept *kept);
/** The page after the log-in.
 *  @param token  of the session that begins with this answer */
void kept_offer(const struct request *request, struct answer *answer, const struct kept *kept,
                const char *token);

#endif
