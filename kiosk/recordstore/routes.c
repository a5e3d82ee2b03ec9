#include "recordstore/routes.h"

#include "model/slip.h"
#include "recordstore/api.h"
#include "recordstore/auth.h"

#define STATUS_BYTES_MAX 16384
#define ENROL_BYTES_MAX 1024

enum who {
    ROUTE_ANYONE,
    ROUTE_DEVICE, // an enrolled device with its token
};

static const struct route routes[] = {
    {"GET", "/v1/health", ROUTE_ANYONE, 0, api_health},
    {"GET", "/v1/openapi.yaml", ROUTE_ANYONE, 0, api_contract},
    {"POST", "/v1/devices", ROUTE_ANYONE, ENROL_BYTES_MAX, api_device_enrol},
    {"PUT", "/v1/devices/{id}/status", ROUTE_DEVICE, STATUS_BYTES_MAX, api_device_status},
    {"PUT", "/v1/nominations/{id}", ROUTE_DEVICE, SLIP_BODY_BYTES_MAX, api_nomination_put},
    {"GET", "/v1/nominations/{id}/receipt", ROUTE_DEVICE, 0, api_nomination_receipt},
    {"GET", "/v1/slips/{code}", ROUTE_DEVICE, 0, api_slip},
    {"GET", "/v1/content", ROUTE_DEVICE, 0, api_content},
    {"GET", "/v1/content.sig", ROUTE_DEVICE, 0, api_content_signature},
    {"GET", "/v1/assets/{sha256}", ROUTE_DEVICE, 0, api_asset},
};

static bool admit(const struct route *route, struct request *request, struct answer *answer) {
    return route->who != ROUTE_DEVICE || auth_device(route, request, answer);
}

struct site routes_site(struct service *service) {
    return (struct site){
        .routes = routes,
        .route_count = sizeof routes / sizeof *routes,
        .admit = admit,
        .service = service,
    };
}
