/* Every address the record store answers, in one table: method, path, who may, handler. */
#ifndef RECORDSTORE_ROUTES_H
#define RECORDSTORE_ROUTES_H

#include "recordstore/api.h"
#include <stdbool.h>
#include <stddef.h>

struct answer;
struct request;

enum route_who {
    ROUTE_ANYONE,
    ROUTE_DEVICE, // an enrolled device with its token
};

struct route {
    const char *method;  // HEAD is taken as GET
    const char *pattern; // "/v1/slips/{code}": one segment may be a {name}
    enum route_who who;
    size_t body_max; // bytes of JSON it takes; 0: none
    api_handler *handle;
};

enum route_match {
    ROUTE_FOUND,
    ROUTE_NO_PATH,
    ROUTE_NO_METHOD, // the path is there
};

/** @param out_param  REQUEST_PARAM_MAX bytes: what stands for the {name} */
enum route_match route_find(const char *method, const char *path, const struct route **out,
                            char *out_param);
/** What problem answers echo as `id`: of patterns with {id}; else NULL. */
const char *route_echo(const struct route *route, const char *param);
/** Refuses with 404 or 405 and Allow. */
void route_refuse(enum route_match match, const char *path, struct answer *answer);
/** Refuses with 413. */
void route_refuse_size(const struct route *route, const char *param, struct answer *answer);
/** Checks who asks and the body's form, then hands over to the handler. */
void route_answer(const struct route *route, struct request *request, struct answer *answer);

#endif
