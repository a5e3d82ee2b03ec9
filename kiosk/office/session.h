/* Who asks for a page, and whether the page that a form comes from was ours. */
#ifndef OFFICE_SESSION_H
#define OFFICE_SESSION_H

#include "base/crypto.h"
#include "records/sessions.h"
#include <stdbool.h>

struct answer;
struct request;

#define SESSION_COOKIE "session" // while one is logged in
#define BROWSER_COOKIE "browser" // a secret of this browser's own: login.h says what for
#define SESSION_CSRF_FIELD "csrf"

/**
 * Fills in request->visitor (for session_release()), or the answer: to the log-in for one who is
 * not logged in, to the new password for one who must choose it, 403 for another role.
 * @param roles  those that may
 */
bool session_admit(struct request *request, unsigned roles, struct answer *answer);
/** The same for what strangers may see as well: fills in who it is, if anyone (RECORDS_OK); never
 *  refuses. */
enum records_result session_look(struct request *request);
/** True when the form carries what our page gave to this session, or to this browser before one is
 *  logged in; else 403 in the answer. */
bool session_confirm(struct request *request, struct answer *answer);
void session_release(struct request *request);

/**
 * What a form on the page must carry.
 * @param answer  gets the browser's secret if it has none yet
 */
void session_form_token(const struct request *request, struct answer *answer,
                        char out[CRYPTO_SHA256_HEX_MAX]);

#endif
