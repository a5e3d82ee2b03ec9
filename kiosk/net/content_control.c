#include "net/content_control.h"

#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "store/content_store.h"

static const char request_word[] = "content.current";

json_t *content_control_request(void) {
    return json_pack("{s:s}", "do", request_word);
}

json_t *content_control_answer(const json_t *request, struct content_store *store) {
    if (strcmp(jsonread_text(request, "do", ""), request_word) != 0)
        return NULL;
    char *bytes = NULL;
    size_t len = 0;
    bool has_content = store && content_store_current(store, &bytes, &len, NULL);
    json_t *answer = json_pack("{s:s%}", "manifest", has_content ? bytes : "", len);
    free(bytes);
    return answer;
}
