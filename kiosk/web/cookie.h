/* Cookies of this service: HttpOnly, Secure, SameSite=Strict, and bound to the host by their name's
 * beginning, so that no other service of the domain can set them (RFC 6265bis, __Host-). */
#ifndef WEB_COOKIE_H
#define WEB_COOKIE_H

#include <stdbool.h>

struct answer;
struct request;

#define COOKIE_VALUE_MAX 128 // with the NUL
#define COOKIE_OF_VISIT (-1) // gone when the browser is closed

/** False when there is none, or its value is longer or other than cookie_set() writes.
 *  @param name  without the "__Host-" */
bool cookie_get(const struct request *request, const char *name, char out[COOKIE_VALUE_MAX]);
/** @param value       letters, digits, dots, hyphens and underscores alone
 *  @param max_age_s   COOKIE_OF_VISIT; 0 takes it away */
void cookie_set(struct answer *answer, const char *name, const char *value, int max_age_s);

#endif
