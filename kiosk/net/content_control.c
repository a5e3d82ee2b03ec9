#include "net/content_control.h"

#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "model/content.h"
#include "store/bundle.h"
#include "store/content_store.h"
#include "store/device.h"

#define CURRENT "content.current"

json_t *content_control_request(void) {
    return json_pack("{s:s}", "do", CURRENT);
}

json_t *content_control_bundle(const char *what, const char *dir) {
    return json_pack("{s:s, s:s}", "do", what, "dir", dir);
}

static json_t *answer_current(const struct content_control *control) {
    char *bytes = NULL;
    size_t len = 0;
    bool has_content = control->store && content_store_current(control->store, &bytes, &len, NULL);
    json_t *answer = json_pack("{s:s%}", "manifest", has_content ? bytes : "", len);
    free(bytes);
    return answer;
}

static json_t *outcome(enum bundle_result result, const char *why, int64_t revision) {
    return json_pack("{s:s, s:s, s:I}", "result", bundle_result_word(result), "why", why ? why : "",
                     "revision", (json_int_t)revision);
}

static json_t *import(const struct content_control *control, const char *dir) {
    struct bundle bundle;
    char *why = NULL;
    int64_t revision = 0;
    if (!control->device || !control->device->has_sign_key)
        return outcome(BUNDLE_REFUSED,
                       "this machine knows no office whose signature it could check; enrol it", 0);
    enum bundle_result result = bundle_read(dir, control->device->sign_key, &bundle, &why);
    if (result == BUNDLE_OK) {
        revision = bundle.content->revision;
        result = bundle_import(&bundle, control->store, control->cancel, &why);
        bundle_finish(&bundle);
    }
    if (result == BUNDLE_OK && control->on_content)
        control->on_content(control->context);
    json_t *answer = outcome(result, why, revision);
    free(why);
    return answer;
}

static json_t *export(const struct content_control *control, const char *dir) {
    char *why = NULL;
    enum bundle_result result = bundle_export(dir, control->store, &why);
    json_t *answer = outcome(result, why, 0);
    free(why);
    return answer;
}

json_t *content_control_answer(const json_t *request, const struct content_control *control) {
    const char *what = jsonread_text(request, "do", "");
    const char *dir = jsonread_text(request, "dir", "");
    if (strcmp(what, CURRENT) == 0)
        return answer_current(control);
    bool is_import = strcmp(what, CONTENT_CONTROL_IMPORT) == 0;
    if (!is_import && strcmp(what, CONTENT_CONTROL_EXPORT) != 0)
        return NULL;
    if (!control->store)
        return outcome(BUNDLE_FAILED, "this kiosk has no place for content", 0);
    return is_import ? import(control, dir) : export(control, dir);
}
