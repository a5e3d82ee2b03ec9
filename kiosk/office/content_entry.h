/* One entry on its page: its form, its photo, a campaign's own form. */
#ifndef OFFICE_CONTENT_ENTRY_H
#define OFFICE_CONTENT_ENTRY_H

#include "office/content_desk.h"

struct content_entry {
    const struct content_desk *desk; // borrowed
    enum topic topic;
    const char *id; // of the address
    json_t *entry;  // as it is shown: the draft's, or what was typed; owned, NULL: a new one
    char version[WALL_VERSION_MAX];
    bool is_new, is_published, has_change, is_off;
    struct fault faults[ENTRY_FAULTS_MAX];
    size_t fault_count;
    const char *photo_fault; // a key of the words, NULL
    char *told;              // why a campaign was refused, in the code's words; borrowed, NULL
    int status;
};

/** The form of its fields, filled in; as facts for those who may only read. */
void content_entry_form(struct page *page, const struct content_entry *view);
/** A field of a browser's form, for entry_read(); owned by the caller. NULL: it is not in the
 * form, as a photo, which has one of its own. */
char *content_form_text(const void *form, const struct entry_field *field);

/** The member that holds a photo; NULL: it has none. */
const char *content_photo_member(enum topic topic);
/** A form of its own, which sends a file to `action`; what is there can be taken off.
 *  @param fault  a key of the words, NULL: none */
void content_photo_form(struct page *page, const char *action, const char *version, bool has_photo,
                        const char *fault);
/** Keeps the photo that was sent. False with a key of the words when it is none. */
bool content_photo_take(const struct request *request, char *out_sha256, const char **out_fault);

/** Dates and display names of a campaign, and the whole of it as a file. */
void content_campaign_form(struct page *page, const struct content_entry *view);
/** Takes the form over and puts it into the draft, or shows it again with its faults. */
void content_campaign_save(const struct request *request, struct answer *answer,
                           struct content_entry *view);

#endif
