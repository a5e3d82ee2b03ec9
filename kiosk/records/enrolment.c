#include "records/enrolment.h"

#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/log.h"
#include "records/audit.h"
#include "records/certificate.h"
#include "records/devices.h"
#include "records/service.h"
#include "records/settings.h"

/* The code begins with what the kiosk will know the store by. */
static bool read_fingerprint(const struct service_settings *settings, uint8_t *out) {
    char *path = service_cert_path(settings), *why = NULL;
    bool is_read = certificate_fingerprint(path, out, &why);
    if (!is_read)
        log_error("%s", why);
    free(why);
    free(path);
    return is_read;
}

enum records_result enrolment_invite(const struct service *service, const char *again_id,
                                     const char *name, const struct actor *actor, char *out_code,
                                     char *out_id) {
    uint8_t fingerprint[CERTIFICATE_FINGERPRINT_BYTES];
    char secret[ENROL_SECRET_MAX], secret_sha256[CRYPTO_SHA256_HEX_MAX];
    if (!read_fingerprint(service->settings, fingerprint))
        return RECORDS_FAILED;
    enrol_code_make_secret(secret);
    crypto_sha256_hex(secret, strlen(secret), secret_sha256);
    const struct device_invitation invitation = {
        .id = again_id,
        .name = name,
        .secret_sha256 = secret_sha256,
        .expires_at_s = actor->now_s + service->settings->code_valid_s,
    };
    enum records_result result = devices_invite(service->records, &invitation, actor, out_id);
    if (result == RECORDS_OK)
        enrol_code_format(fingerprint, secret, out_code);
    return result;
}
