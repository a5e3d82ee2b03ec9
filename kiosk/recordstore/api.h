/* The handlers of /v1: contract 1.1 for kiosks, 1.2 for the office's other systems. */
#ifndef RECORDSTORE_API_H
#define RECORDSTORE_API_H

#include "web/route.h"

struct casework;
struct dossier;

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

route_handler api_dossiers;
route_handler api_dossier;
route_handler api_event_post;

/** Reads the dossier of the address; false, and the refusal given, for one that is not there or not
 *  for these eyes. `out` is the caller's. */
bool api_dossier_read(const struct casework *work, struct answer *answer, struct dossier **out);

#endif
