/* The agreement itself, as it is shipped beside the program. */
#include "recordstore/api.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/log.h"
#include "base/path.h"
#include "records/service.h"
#include "records/settings.h"
#include "web/exchange.h"
#include "web/problem.h"

#define CONTRACT_BYTES_MAX (1024 * 1024)

static void answer_file(const struct request *request, struct answer *answer, char *bytes,
                        size_t len) {
    char sha256[CRYPTO_SHA256_HEX_MAX];
    crypto_sha256_hex(bytes, len, sha256);
    if (request_has_etag(request, sha256)) {
        answer->status = 304;
        free(bytes);
    } else {
        answer_bytes(answer, 200, "application/yaml", bytes, len); // RFC 9512
    }
    answer_headerf(answer, "ETag", "\"%s\"", sha256);
    answer_header(answer, "Cache-Control", "no-cache");
}

/* Read at each request: nobody asks often, and a newer file counts at once. */
void api_contract(const struct request *request, struct answer *answer) {
    const char *path = request->service->settings->contract_path;
    char *bytes;
    size_t len;
    if (path_read(path, CONTRACT_BYTES_MAX, &bytes, &len)) {
        answer_file(request, answer, bytes, len);
        return;
    }
    log_warn("cannot read '%s' (http.contract): %s", path, strerror(errno));
    problem_answer(answer, &(struct problem){.status = 404,
                                             .type = "no-such-address",
                                             .title = "This store ships no contract"});
}
