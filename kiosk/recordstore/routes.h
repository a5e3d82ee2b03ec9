/* Every address the record store answers, in one table: method, path, who may, handler. */
#ifndef RECORDSTORE_ROUTES_H
#define RECORDSTORE_ROUTES_H

#include "web/route.h"

/** All of them, for this service and its pages: borrowed, outlive the site. */
struct site routes_site(struct service *service, struct office *office);

#endif
