#include "net/tls.h"

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <stdlib.h>

#include "base/crypto.h"
#include "base/strbuf.h"
#include "base/wiped.h"
#include "base/xalloc.h"

static void *take(size_t size_bytes, const char *file, int line) {
    (void)file, (void)line;
    return malloc(size_bytes);
}

static void *change(void *block, size_t size_bytes, const char *file, int line) {
    (void)file, (void)line;
    return wiped_realloc(block, size_bytes);
}

static void give_back(void *block, const char *file, int line) {
    (void)file, (void)line;
    wiped_free(block);
}

void tls_wipe_memory(void) {
    CRYPTO_set_mem_functions(take, change, give_back);
}

void tls_skip_dates(void *ssl_ctx) {
    X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(ssl_ctx), X509_V_FLAG_NO_CHECK_TIME);
}

/* SHA-256 of the key as the certificate carries it (SubjectPublicKeyInfo, DER), as a pin wants. */
static bool key_hash(X509 *leaf, uint8_t *out) {
    unsigned char *der = NULL;
    int len = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(leaf), &der);
    if (len <= 0)
        return false;
    crypto_sha256(der, (size_t)len, out);
    OPENSSL_free(der);
    return true;
}

static char *chain_pem(STACK_OF(X509) * chain) {
    BIO *memory = BIO_new(BIO_s_mem());
    bool is_written = memory != NULL;
    for (int i = 0; is_written && i < sk_X509_num(chain); i++)
        is_written = PEM_write_bio_X509(memory, sk_X509_value(chain, i)) == 1;
    char *bytes = NULL;
    long len = is_written ? BIO_get_mem_data(memory, &bytes) : 0;
    char *pem = len > 0 ? xstrndup(bytes, (size_t)len) : NULL;
    BIO_free(memory);
    return pem;
}

static int verify_by_key(X509_STORE_CTX *store_ctx, void *context) {
    struct tls_acquaintance *a = context;
    uint8_t hash[CRYPTO_SHA256_BYTES];
    X509 *leaf = X509_STORE_CTX_get0_cert(store_ctx);
    if (!leaf || !key_hash(leaf, hash) ||
        !crypto_equal(hash, a->fingerprint, TLS_FINGERPRINT_BYTES)) {
        X509_STORE_CTX_set_error(store_ctx, X509_V_ERR_CERT_REJECTED);
        return 0;
    }
    tls_acquaintance_finish(a); // libcurl may shake hands more than once
    a->chain = chain_pem(X509_STORE_CTX_get0_untrusted(store_ctx));
    char *base64 = crypto_base64_encode(hash, sizeof hash);
    a->pin = xasprintf("sha256//%s", base64);
    free(base64);
    a->is_met = a->chain != NULL;
    X509_STORE_CTX_set_error(store_ctx, a->is_met ? X509_V_OK : X509_V_ERR_UNSPECIFIED);
    return a->is_met;
}

void tls_expect(void *ssl_ctx, struct tls_acquaintance *acquaintance) {
    SSL_CTX_set_cert_verify_callback(ssl_ctx, verify_by_key, acquaintance);
}

void tls_acquaintance_finish(struct tls_acquaintance *acquaintance) {
    free(acquaintance->chain);
    free(acquaintance->pin);
    acquaintance->chain = acquaintance->pin = NULL;
    acquaintance->is_met = false;
}
