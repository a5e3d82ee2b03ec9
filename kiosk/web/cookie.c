#include "web/cookie.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "web/exchange.h"

#define PREFIX "__Host-"
#define VALUE_CHARS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."

/* Where "__Host-NAME=" ends in a pair that begins here, NULL when it is another cookie's. */
static const char *value_of(const char *pair, const char *name) {
    if (strncmp(pair, PREFIX, strlen(PREFIX)) != 0)
        return NULL;
    pair += strlen(PREFIX);
    size_t len = strlen(name);
    return strncmp(pair, name, len) == 0 && pair[len] == '=' ? pair + len + 1 : NULL;
}

bool cookie_get(const struct request *request, const char *name, char out[COOKIE_VALUE_MAX]) {
    const char *pair = request->header(request, "Cookie");
    while (pair && *pair) {
        const char *value = value_of(pair, name);
        size_t len = strcspn(value ? value : pair, ";");
        if (value) {
            if (len == 0 || len >= COOKIE_VALUE_MAX || strspn(value, VALUE_CHARS) < len)
                return false;
            memcpy(out, value, len);
            out[len] = '\0';
            return true;
        }
        pair += len;
        pair += strspn(pair, "; ");
    }
    return false;
}

void cookie_set(struct answer *answer, const char *name, const char *value, int max_age_s) {
    char age[32] = "";
    assert(value[strspn(value, VALUE_CHARS)] == '\0' && strlen(value) < COOKIE_VALUE_MAX);
    if (max_age_s != COOKIE_OF_VISIT)
        snprintf(age, sizeof age, "; Max-Age=%d", max_age_s);
    answer_headerf(answer, "Set-Cookie",
                   PREFIX "%s=%s; Path=/%s; HttpOnly; Secure; SameSite=Strict", name, value, age);
}
