/* The two things libcurl leaves to OpenSSL: certificates on a machine that lost its clock, and
 * knowing a store by 80 bits of its key before any CA is known. An SSL_CTX passes as void *, as
 * libcurl hands it over. */
#ifndef NET_TLS_H
#define NET_TLS_H

#include <stdbool.h>
#include <stdint.h>

#define TLS_FINGERPRINT_BYTES 10

/** What OpenSSL frees is wiped first; to be asked for before anything else uses it. */
void tls_wipe_memory(void);
/** Chain, name and pin are still checked; only the dates are not. */
void tls_skip_dates(void *ssl_ctx);

/* A leaf known by the start of its public key's hash; filled in during the handshake. */
struct tls_acquaintance {
    const uint8_t *fingerprint; // borrowed; TLS_FINGERPRINT_BYTES
    bool is_met;                // the leaf was seen and its key begins so
    char *chain;                // owned; PEM, the leaf first; NULL until is_met
    char *pin;                  // owned; "sha256//BASE64" of the leaf's key; NULL until is_met
};

/** The handshake then succeeds with that leaf alone, whoever signed it. Outlives the context. */
void tls_expect(void *ssl_ctx, struct tls_acquaintance *acquaintance);
void tls_acquaintance_finish(struct tls_acquaintance *acquaintance);

#endif
