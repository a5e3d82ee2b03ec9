/* What the pages under /office/content share: the draft as it is now, what it can choose from, the
 * tabs, and how changes and faults are worded. */
#ifndef OFFICE_CONTENT_DESK_H
#define OFFICE_CONTENT_DESK_H

#include "office/page.h"
#include "records/drafts.h"
#include "records/entry_fields.h"
#include "records/revisions.h"
#include "records/roles.h"

/* Who looks at the content, and who writes it: công chức Văn hóa - xã hội. */
#define CONTENT_READERS (ROLE_CULTURE | ROLE_CLERK | ROLE_CHAIR)
#define CONTENT_EDITORS ROLE_CULTURE
#define CONTENT_HOME "/office/content"

struct content_desk {
    const struct request *request; // borrowed
    struct draft_state state;
    json_t *wall; // the draft laid over what is published; owned
    struct entry_choices choices;
    struct actor actor;
    bool may_edit;
};

/** False: answered already, with what is to be done first or later. */
bool content_desk_open(struct content_desk *desk, const struct request *request,
                       struct answer *answer);
void content_desk_close(struct content_desk *desk);

/** Opens a page of this part with its tabs; `here` is the tab's address. */
void content_page_open(struct page *page, const struct content_desk *desk, struct answer *answer,
                       const char *here, const char *title);
/** The same for what needs no draft. */
void content_page_open_bare(struct page *page, const struct request *request, struct answer *answer,
                            const char *here, const char *title);

/** "/office/content/honouree/ID", with `more` behind it; owned by the caller. */
char *content_path(enum topic topic, const char *id, const char *more);
/** "Gương tốt": of many, "gương tốt": in a sentence. */
const char *content_topic(const struct page *page, enum topic topic);
/** One change in words, as a list's item with a link where there is something to open. */
void content_change(struct page *page, const json_t *change, bool has_link);
/** Up to `most` of them, then how many more. */
void content_changes(struct page *page, const json_t *changes, size_t most, bool has_link);
/** What stands in the way, each with a link to its field. */
void content_problems(struct page *page, const struct revision_outcome *outcome);
/** The word of a fault. */
const char *content_fault(const struct words *words, const char *why);
/** The label of a field. */
const char *content_label(const struct words *words, enum topic topic, const char *field);
/** The name of an account, or what else made an entry. */
void content_who(struct page *page, const char *who);
/** What a change of the draft came to: back to `to` with the word of `said`, or the refusal. */
void content_answer(const struct request *request, struct answer *answer, enum draft_result result,
                    const char *to, const char *said);
/** Likewise of a new revision; REVISION_REFUSED is shown as a page. */
void content_revision_answer(const struct request *request, struct answer *answer,
                             struct revision_outcome *outcome, const char *to, const char *said);

#endif
