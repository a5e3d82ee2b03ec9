/* The handlers of /v1, contract.md 1.1. Each fills in the answer; none fails otherwise. */
#ifndef RECORDSTORE_API_H
#define RECORDSTORE_API_H

struct answer;
struct request;

typedef void api_handler(const struct request *request, struct answer *answer);

api_handler api_health;
api_handler api_device_enrol;
api_handler api_device_status;
api_handler api_nomination_put;
api_handler api_nomination_receipt;
api_handler api_slip;
api_handler api_content;
api_handler api_content_signature;
api_handler api_asset;

#endif
