/* The one-time code that makes a machine a kiosk: whom it enrols with (80 bits of the store's
 * public key) and the secret that allows it. Made by the record store, typed in at the kiosk. */
#ifndef MODEL_ENROL_CODE_H
#define MODEL_ENROL_CODE_H

#include <stdbool.h>
#include <stdint.h>

#define ENROL_SYMBOLS "0123456789ABCDEFGHJKMNPQRSTVWXYZ" // Crockford's base32: no I L O U
#define ENROL_FINGERPRINT_BYTES 10
#define ENROL_SECRET_LETTERS 10
#define ENROL_SECRET_MAX (ENROL_SECRET_LETTERS + 1) // with the NUL
#define ENROL_CODE_MAX 32 // with the NUL: "XXXX-XXXX-XXXX-XXXX-SSSSS-SSSSS"

/** A new secret of 50 random bits, upper case without a dash: what POST /v1/devices carries. */
void enrol_code_make_secret(char *out_secret);
/**
 * The code as it is printed for a person.
 * @param fingerprint  first 80 bits of the SHA-256 of the TLS key's SubjectPublicKeyInfo (DER)
 * @param secret       ENROL_SECRET_LETTERS symbols
 * @param out          ENROL_CODE_MAX bytes
 */
void enrol_code_format(const uint8_t *fingerprint, const char *secret, char *out);
/**
 * Reads a code as people type it: either case, I and L for 1, O for 0, dashes and spaces anywhere.
 * @param out_fingerprint  ENROL_FINGERPRINT_BYTES bytes
 * @param out_secret       ENROL_SECRET_MAX bytes, in the form of enrol_code_make_secret()
 * @return false when it does not have exactly 16 + 10 symbols
 */
bool enrol_code_parse(const char *code, uint8_t *out_fingerprint, char *out_secret);

#endif
