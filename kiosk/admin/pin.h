/* A pinned key as people have it, in the form that libcurl wants. */
#ifndef ADMIN_PIN_H
#define ADMIN_PIN_H

/**
 * @param text  SHA-256 of a public key: base64, hex, or sha256//BASE64; several with ';' between
 * @return "sha256//BASE64[;sha256//BASE64]", owned by the caller; NULL when it is none of these
 */
char *pin_normalise(const char *text);

#endif
