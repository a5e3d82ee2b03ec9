/* The handlers of /v1, contract.md 1.1. */
#ifndef RECORDSTORE_API_H
#define RECORDSTORE_API_H

#include "web/route.h"

route_handler api_health;
route_handler api_contract;
route_handler api_device_enrol;
route_handler api_device_status;
route_handler api_nomination_put;
route_handler api_nomination_receipt;
route_handler api_slip;
route_handler api_content;
route_handler api_content_signature;
route_handler api_asset;

#endif
