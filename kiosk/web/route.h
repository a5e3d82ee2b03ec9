/* Addresses and who answers them: a site is a table of routes, and what lets a caller in. */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "web/exchange.h"
#include <stdbool.h>
#include <stddef.h>

struct problem;

/** Fills in the answer; never fails otherwise. */
typedef void route_handler(const struct request *request, struct answer *answer);

enum route_body {
    ROUTE_JSON, // application/json, left to the handler
    ROUTE_FORM, // a browser's form, read into request->form
    ROUTE_FILE, // one with a file, read into request->file, too; kept for those admitted alone
};

struct route {
    const char *method;  // HEAD is taken as GET
    const char *pattern; // "/v1/slips/{code}": up to two segments may be a {name}
    unsigned who;        // the site's own: what its admit() goes by
    size_t body_max;     // bytes it takes; 0: none
    route_handler *handle;
    enum route_body body;
};

struct site {
    const struct route *routes; // static; the first that matches is taken
    size_t route_count;
    /** Says in the request who it is, or fills in the refusal. */
    bool (*admit)(const struct route *route, struct request *request, struct answer *answer);
    /** Once the body is read: whether the one who was admitted sent it, or the refusal. NULL: it
     *  is not asked. */
    bool (*confirm)(const struct route *route, struct request *request, struct answer *answer);
    /** Undoes what admit() put into the request; NULL: nothing. */
    void (*release)(struct request *request);
    /** Words a refusal of this file for whoever asked. `route` is NULL when none was found. */
    void (*refuse)(const struct route *route, const struct request *request,
                   const struct problem *problem, struct answer *answer);
    struct service *service; // borrowed, outlives the server; handlers find it in the request
    struct office *office;   // likewise
};

enum route_match {
    ROUTE_FOUND,
    ROUTE_NO_PATH,
    ROUTE_NO_METHOD, // the path is there
};

/** Fills in the request's params, too. */
enum route_match route_find(const struct site *site, struct request *request,
                            const struct route **out);
/** What problem answers echo as `id`: of patterns with {id}; else NULL. */
const char *route_echo(const struct route *route, const struct request *request);
/** Refuses with 404 or 405 and Allow. */
void route_refuse(const struct site *site, enum route_match match, const struct request *request,
                  struct answer *answer);
/** Refuses with 413. */
void route_refuse_size(const struct site *site, const struct route *route,
                       const struct request *request, struct answer *answer);
/** Checks who asks and the body's form, then hands over to the handler. */
void route_answer(const struct site *site, const struct route *route, struct request *request,
                  struct answer *answer);

#endif
