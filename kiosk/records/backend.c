#include "records/backend.h"

#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "records/backend_sqlite.h"

#define SQLITE_SCHEME "sqlite:"

struct backend *backend_open(const char *dsn, const char *commune_id, char **out_why) {
    if (!strncmp(dsn, SQLITE_SCHEME, strlen(SQLITE_SCHEME)))
        return backend_sqlite_open(dsn + strlen(SQLITE_SCHEME), commune_id, out_why);
    *out_why = xasprintf("database '%s': expected sqlite:FILE", dsn);
    return NULL;
}

const char *device_state_word(enum device_state state) {
    static const char *const words[] = {
        [DEVICE_STATE_INVITED] = "invited",
        [DEVICE_STATE_ENROLLED] = "enrolled",
        [DEVICE_STATE_REVOKED] = "revoked",
    };
    return words[state];
}

void slip_progress_finish(struct slip_progress *progress) {
    free(progress->steps);
    *progress = (struct slip_progress){.steps = NULL};
}

void manifest_finish(struct manifest *manifest) {
    free(manifest->bytes);
    *manifest = (struct manifest){.bytes = NULL};
}
