#include "records/certificate.h"

#include <arpa/inet.h>
#include <errno.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/crypto.h"
#include "base/path.h"
#include "base/strbuf.h"

#define ALWAYS_NAMED "DNS:localhost,IP:127.0.0.1,IP:::1"
#define GOOD_FOR_S (20L * 365 * 24 * 3600)
#define BACKDATED_S (24L * 3600) // clocks of kiosks and store differ
#define CERTIFICATE_BYTES_MAX (256u * 1024)

static char *openssl_why(const char *doing) {
    char text[160];
    ERR_error_string_n(ERR_get_error(), text, sizeof text);
    return xasprintf("%s: %s", doing, text);
}

/* "hall.example, 10.0.0.5" as OpenSSL writes it, behind the names that are always there. */
static char *subject_names(const char *names) {
    struct strbuf list = {.text = NULL};
    strbuf_add_text(&list, ALWAYS_NAMED);
    for (const char *at = names; *at;) {
        at += strspn(at, ", ");
        size_t len = strcspn(at, ", ");
        char name[256];
        if (len == 0 || len >= sizeof name) {
            at += len;
            continue;
        }
        memcpy(name, at, len);
        name[len] = '\0';
        struct in6_addr address;
        bool is_address =
            inet_pton(AF_INET, name, &address) == 1 || inet_pton(AF_INET6, name, &address) == 1;
        strbuf_addf(&list, ",%s:%s", is_address ? "IP" : "DNS", name);
        at += len;
    }
    return strbuf_detach(&list);
}

static bool add_extension(X509 *cert, int nid, const char *value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, cert, cert, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
    bool is_added = extension && X509_add_ext(cert, extension, -1);
    X509_EXTENSION_free(extension);
    return is_added;
}

/* Serial numbers are random so that two stores never look like one. */
static bool set_serial(X509 *cert) {
    uint8_t bytes[16];
    crypto_random(bytes, sizeof bytes);
    bytes[0] &= 0x7f;
    BIGNUM *number = BN_bin2bn(bytes, sizeof bytes, NULL);
    bool is_set = number && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(cert));
    BN_free(number);
    return is_set;
}

static bool fill_in(X509 *cert, EVP_PKEY *key, const char *names) {
    X509_NAME *subject = X509_get_subject_name(cert);
    char *alternatives = subject_names(names);
    bool is_ok = X509_set_version(cert, X509_VERSION_3) && set_serial(cert) &&
                 X509_gmtime_adj(X509_getm_notBefore(cert), -BACKDATED_S) &&
                 X509_gmtime_adj(X509_getm_notAfter(cert), GOOD_FOR_S) &&
                 X509_set_pubkey(cert, key) &&
                 X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                                            (const unsigned char *)"record store", -1, -1, 0) &&
                 X509_set_issuer_name(cert, subject) &&
                 add_extension(cert, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
                 add_extension(cert, NID_key_usage, "critical,digitalSignature,keyCertSign") &&
                 add_extension(cert, NID_ext_key_usage, "serverAuth") &&
                 add_extension(cert, NID_subject_key_identifier, "hash") &&
                 add_extension(cert, NID_subject_alt_name, alternatives) &&
                 X509_sign(cert, key, EVP_sha256());
    free(alternatives);
    return is_ok;
}

static bool write_pem(const char *path, BIO *pem, int mode, char **out_why) {
    char *bytes;
    long len = BIO_get_mem_data(pem, &bytes);
    if (path_write(path, bytes, (size_t)len, mode))
        return true;
    *out_why = xasprintf("cannot write '%s': %s", path, strerror(errno));
    return false;
}

bool certificate_make(const char *cert_path, const char *key_path, const char *names,
                      char **out_why) {
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *cert = X509_new();
    BIO *cert_pem = BIO_new(BIO_s_mem()), *key_pem = BIO_new(BIO_s_secmem());
    bool is_made = key && cert && cert_pem && key_pem && fill_in(cert, key, names) &&
                   PEM_write_bio_X509(cert_pem, cert) &&
                   PEM_write_bio_PrivateKey(key_pem, key, NULL, NULL, 0, NULL, NULL);
    if (!is_made)
        *out_why = openssl_why("cannot make a certificate");
    // The certificate comes last: where it stands, its key does too.
    is_made = is_made && write_pem(key_path, key_pem, 0600, out_why) &&
              write_pem(cert_path, cert_pem, 0644, out_why);
    BIO_free(key_pem);
    BIO_free(cert_pem);
    X509_free(cert);
    EVP_PKEY_free(key);
    return is_made;
}

static BIO *open_pem(const char *path, char **out_why) {
    BIO *bio = BIO_new_file(path, "r");
    if (!bio)
        *out_why = xasprintf("cannot read '%s': %s", path, strerror(errno));
    return bio;
}

/* -1 when the date is none. */
static int64_t end_of(X509 *cert) {
    struct tm end;
    return ASN1_TIME_to_tm(X509_get0_notAfter(cert), &end) ? (int64_t)timegm(&end) : -1;
}

bool certificate_check(const char *cert_path, const char *key_path, int64_t *out_until_s,
                       char **out_why) {
    BIO *cert_pem = open_pem(cert_path, out_why);
    BIO *key_pem = cert_pem ? open_pem(key_path, out_why) : NULL;
    X509 *cert = key_pem ? PEM_read_bio_X509(cert_pem, NULL, NULL, NULL) : NULL;
    EVP_PKEY *key = key_pem ? PEM_read_bio_PrivateKey(key_pem, NULL, NULL, NULL) : NULL;
    bool is_pair = cert && key && X509_check_private_key(cert, key) == 1;
    if (is_pair)
        *out_until_s = end_of(cert);
    else if (key_pem)
        *out_why =
            xasprintf("'%s' and '%s' are no certificate with its key (PEM)", cert_path, key_path);
    EVP_PKEY_free(key);
    X509_free(cert);
    BIO_free(key_pem);
    BIO_free(cert_pem);
    return is_pair;
}

bool certificate_fingerprint(const char *cert_path, uint8_t *out, char **out_why) {
    char *pem;
    size_t len;
    if (!path_read(cert_path, CERTIFICATE_BYTES_MAX, &pem, &len)) {
        *out_why = xasprintf("cannot read '%s': %s", cert_path, strerror(errno));
        return false;
    }
    BIO *bio = BIO_new_mem_buf(pem, (int)len);
    X509 *cert = bio ? PEM_read_bio_X509(bio, NULL, NULL, NULL) : NULL;
    unsigned char *der = NULL;
    int der_len = cert ? i2d_X509_PUBKEY(X509_get_X509_PUBKEY(cert), &der) : 0;
    if (der_len > 0)
        crypto_sha256(der, (size_t)der_len, out);
    else
        *out_why = xasprintf("'%s' holds no certificate (PEM)", cert_path);
    OPENSSL_free(der);
    X509_free(cert);
    BIO_free(bio);
    free(pem);
    return der_len > 0;
}
