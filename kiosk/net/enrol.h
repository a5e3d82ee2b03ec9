/* Makes this machine a kiosk of a record store: by one-time code (contract 1.1, POST /v1/devices).
 */
#ifndef NET_ENROL_H
#define NET_ENROL_H

#include <stdbool.h>

struct device;

#define ENROL_CA_FILE "ca.pem" // in the data folder: the store's chain

/** Where the data folder keeps it, absolute: the kiosk may be started from elsewhere. The folder is
 *  made when missing. Owned by the caller; NULL with errno set. */
char *enrol_ca_path(const char *data_dir);

/**
 * The code is FINGERPRINT-SECRET in Crockford base32: 16 letters (80 bits) of the SHA-256 of the
 * store's public key, then the one-time secret; dashes and case do not matter.
 * @param data_dir  the store's chain is kept there as ca.pem
 * @param out       saved already when this returns true
 * @param out_why   what to do about it, owned by the caller
 */
bool enrol_by_code(const char *url, const char *code, const char *data_dir, const char *proxy,
                   struct device *out, char **out_why);

#endif
