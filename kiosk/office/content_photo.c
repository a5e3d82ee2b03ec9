/* Photos of the content: taken in, shown again to the office. */
#include "office/content_entry.h"
#include "office/pages.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "office/office.h"
#include "office/refusal.h"
#include "records/assets.h"
#include "records/picture.h"
#include "records/service.h"
#include "records/settings.h"
#include "web/exchange.h"
#include "web/form.h"
#include "web/multipart.h"

#define FILE_FIELD "file"

const char *content_photo_member(enum topic topic) {
    return topic == TOPIC_HONOUREE ? "portrait" : topic == TOPIC_PROJECT ? "photo" : NULL;
}

void content_photo_form(struct page *page, const char *action, const char *version, bool has_photo,
                        const char *fault) {
    const struct page_field field = {.name = FILE_FIELD,
                                     .hint = page_word(page, WORD("content.photo.hint")),
                                     .error = fault ? page_word(page, fault) : NULL};
    page_file_form_open(page, action);
    page_hidden(page, "version", version);
    html_open(&page->html, "div", "class", "field");
    html_element(&page->html, page_word(page, WORD("content.photo.file")), "label", "for",
                 FILE_FIELD);
    html_void(&page->html, "input", "type", "file", "id", FILE_FIELD, "name", FILE_FIELD, "accept",
              "image/jpeg,image/png,image/webp", "aria-describedby",
              fault ? FILE_FIELD "-error" : FILE_FIELD "-hint", "aria-invalid",
              fault ? "true" : NULL);
    page_field_below(page, &field);
    html_close(&page->html, "div");
    page_button(page, PAGE_SECOND, page_word(page, WORD("content.photo.add")));
    page_form_close(page);
    if (!has_photo)
        return;
    page_file_form_open(page, action);
    page_hidden(page, "version", version);
    page_hidden(page, "remove", "1");
    page_button(page, PAGE_SECOND, page_word(page, WORD("content.photo.remove")));
    page_form_close(page);
}

static const char *fault_of(enum picture_result result) {
    switch (result) {
    case PICTURE_UNKNOWN:
        return WORD("content.photo.unknown");
    case PICTURE_HUGE:
        return WORD("content.photo.huge");
    case PICTURE_DAMAGED:
        return WORD("content.photo.damaged");
    case PICTURE_DONE:
        break;
    }
    return NULL;
}

bool content_photo_take(const struct request *request, char *out_sha256, const char **out_fault) {
    const struct multipart_file *file = request->file;
    struct office *office = request->office;
    char *bytes = NULL, *why = NULL;
    size_t len = 0;
    if (!file || !file->bytes || strcmp(file->field, FILE_FIELD) != 0 || file->len == 0) {
        *out_fault = WORD("content.photo.empty");
        return false;
    }
    pthread_mutex_lock(&office->picture_lock); // one may take 200 MB
    enum picture_result result = picture_clean(file->bytes, file->len, &bytes, &len);
    pthread_mutex_unlock(&office->picture_lock);
    *out_fault = fault_of(result);
    bool is_kept = result == PICTURE_DONE && assets_add_bytes(request->service->settings->data_dir,
                                                              bytes, len, out_sha256, &why);
    if (result == PICTURE_DONE && !is_kept) {
        log_error("a photo is not kept: %s", why);
        *out_fault = WORD("content.photo.later");
    }
    free(why);
    free(bytes);
    return is_kept;
}

void page_content_photo(const struct request *request, struct answer *answer) {
    struct asset_file file;
    if (!assets_open(request->service->settings->data_dir, request->param, &file)) {
        refusal_answer(request, 404, answer);
        return;
    }
    answer->status = 200;
    answer->content_type = file.type;
    answer->file = file.fd;
    answer->file_len = (uint64_t)file.size_bytes;
    answer_header(answer, "X-Content-Type-Options", "nosniff");
    answer_header(answer, "Content-Security-Policy", "default-src 'none'");
    answer_header(answer, "Referrer-Policy", "no-referrer");
    answer_header(answer, "Cache-Control", "private, max-age=86400, immutable");
}
