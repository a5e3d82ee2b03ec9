/* The store's TLS identity when the commune has no certificate of its own. */
#ifndef RECORDS_CERTIFICATE_H
#define RECORDS_CERTIFICATE_H

#include <stdbool.h>
#include <stdint.h>

#define CERTIFICATE_FINGERPRINT_BYTES 32

/**
 * Makes a P-256 key and a self-signed certificate for 127.0.0.1, ::1, localhost and `names`
 * (host names and addresses, separated by commas), good for 20 years: kiosks pin its key, and a
 * date that passes would only lock them out.
 * @param out_why  owned by the caller
 */
bool certificate_make(const char *cert_path, const char *key_path, const char *names,
                      char **out_why);
/** SHA-256 of the first certificate's public key (SubjectPublicKeyInfo, DER): what kiosks pin and
 *  enrolment codes begin with. */
bool certificate_fingerprint(const char *cert_path, uint8_t *out, char **out_why);

/**
 * Whether it can be served with: both files readable, of one pair, and the date.
 * @param out_until_s  when it ends
 */
bool certificate_check(const char *cert_path, const char *key_path, int64_t *out_until_s,
                       char **out_why);

#endif
