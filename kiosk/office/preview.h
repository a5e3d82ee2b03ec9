/* The draft as a kiosk would draw it: the real program, on a display that is none, with the draft
 * in a folder of its own that is gone afterwards. The pictures stay in memory, of the last few. */
#ifndef OFFICE_PREVIEW_H
#define OFFICE_PREVIEW_H

#include <jansson.h>
#include <stddef.h>

struct office;

#define PREVIEWS_KEPT 4
#define PREVIEW_SHOTS_MAX 5
#define PREVIEW_TOKEN_MAX 33 // with the NUL

struct preview_shot {
    const char *name; // "item", "attract", "home", "honoured", "models"; static
    char *png;        // owned; NULL: it could not be drawn
    size_t len;
};

struct preview { // zeroed: none
    char token[PREVIEW_TOKEN_MAX];
    struct preview_shot shots[PREVIEW_SHOTS_MAX];
    size_t count;
};

struct preview_store { // of the office
    struct preview kept[PREVIEWS_KEPT];
    size_t next;
};
void preview_store_finish(struct preview_store *store);

enum preview_result {
    PREVIEW_DONE,
    PREVIEW_ABSENT, // there is no kiosk program
    PREVIEW_BUSY,   // somebody else's is being drawn
    PREVIEW_FAILED, // logged
};

struct preview_params {  // borrowed
    json_t *wall;        // a manifest; its assets need not be listed
    const char *item_id; // "" for none
    const char *size;    // "1280x720"
};
/** Takes seconds. @param out_token  for preview_find() */
enum preview_result preview_make(struct office *office, const struct preview_params *params,
                                 char out_token[PREVIEW_TOKEN_MAX]);
/** A copy of a picture, the caller's; NULL: not kept, or not any more. */
char *preview_find(struct office *office, const char *token, const char *name, size_t *out_len);
/** The names of what was drawn, up to PREVIEW_SHOTS_MAX; static. */
size_t preview_names(struct office *office, const char *token, const char *out[PREVIEW_SHOTS_MAX]);

#endif
