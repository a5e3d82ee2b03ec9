/* /office/static/{name}: style, script, icons. The same for everyone, nothing of the commune's. */
#include "office/pages.h"

#include <string.h>

#include "base/xalloc.h"
#include "office/office.h"
#include "office/refusal.h"
#include "web/exchange.h"

void page_static(const struct request *request, struct answer *answer) {
    const struct static_file *file = static_files_find(&request->office->files, request->param);
    if (!file) {
        refusal_answer(request, 404, answer);
        return;
    }
    if (request_has_etag(request, file->sha256)) {
        answer->status = 304;
    } else {
        char *copy = xmalloc(file->len + 1);
        memcpy(copy, file->bytes, file->len);
        answer_bytes(answer, 200, file->type, copy, file->len);
    }
    answer_headerf(answer, "ETag", "\"%s\"", file->sha256);
    answer_header(answer, "Cache-Control", "no-cache");
    answer_header(answer, "X-Content-Type-Options", "nosniff");
}
