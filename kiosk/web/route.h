/* Addresses and who answers them: a site is a table of routes, and what lets a caller in. */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include <stdbool.h>
#include <stddef.h>

struct answer;
struct request;
struct service;

/** Fills in the answer; never fails otherwise. */
typedef void route_handler(const struct request *request, struct answer *answer);

struct route {
    const char *method;  // HEAD is taken as GET
    const char *pattern; // "/v1/slips/{code}": one segment may be a {name}
    int who;             // the site's own: what its admit() goes by
    size_t body_max;     // bytes of JSON it takes; 0: none
    route_handler *handle;
};

struct site {
    const struct route *routes; // static
    size_t route_count;
    /** Says in the request who it is, or fills in the refusal. */
    bool (*admit)(const struct route *route, struct request *request, struct answer *answer);
    struct service *service; // borrowed, outlives the server; handlers find it in the request
};

enum route_match {
    ROUTE_FOUND,
    ROUTE_NO_PATH,
    ROUTE_NO_METHOD, // the path is there
};

/** @param out_param  REQUEST_PARAM_MAX bytes: what stands for the {name} */
enum route_match route_find(const struct site *site, const char *method, const char *path,
                            const struct route **out, char *out_param);
/** What problem answers echo as `id`: of patterns with {id}; else NULL. */
const char *route_echo(const struct route *route, const char *param);
/** Refuses with 404 or 405 and Allow. */
void route_refuse(const struct site *site, enum route_match match, const char *path,
                  struct answer *answer);
/** Refuses with 413. */
void route_refuse_size(const struct route *route, const char *param, struct answer *answer);
/** Checks who asks and the body's form, then hands over to the handler. */
void route_answer(const struct site *site, const struct route *route, struct request *request,
                  struct answer *answer);

#endif
