/* A browser's form with one file (multipart/form-data, RFC 7578), read strictly: what no browser
 * sends is refused, and a file is only looked at, never copied. */
#ifndef WEB_MULTIPART_H
#define WEB_MULTIPART_H

#include "web/form.h"
#include <stdbool.h>
#include <stddef.h>

#define MULTIPART_PARTS_MAX 16  // fields and the file
#define MULTIPART_HEAD_MAX 1024 // bytes before a part's content

struct multipart_file {
    char field[FORM_NAME_MAX];
    const char *bytes; // borrowed from the body; NULL: the form had no field for a file
    size_t len;        // 0: none was chosen
};

/**
 * @param content_type  of the request, with its boundary
 * @param out_form      the other fields; form_finish() is the caller's
 * @return false, with nothing in `out_form`, when it breaks a limit or is not of that form
 */
bool multipart_decode(const char *content_type, const char *body, size_t len, struct form *out_form,
                      struct multipart_file *out_file);

#endif
