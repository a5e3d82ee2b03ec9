/* A campaign (phong trào) of the draft: the dates and names that the plan leaves to the commune, in
 * a form; the whole of it, as a file. */
#include "office/content_entry.h"
#include "office/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/campaign.h"
#include "model/content.h"
#include "office/office.h"
#include "office/page_inputs.h"
#include "office/refusal.h"
#include "records/service.h"
#include "web/exchange.h"
#include "web/form.h"
#include "web/multipart.h"

#define SCHEMA "campaign-content/1"
#define FILE_FIELD "file"
#define TEXT_MAX 300

/* --- what the form writes ------------------------------------------------------------------- */

enum slot_kind { SLOT_TEXT, SLOT_LONG, SLOT_DAY };

struct slot {         // one text of the campaign; for entries of a list, one in each
    const char *list; // NULL: not of a list
    const char *part; // an object that holds it; NULL: the entry itself
    const char *key;
    enum slot_kind kind;
};
static const struct slot slots[] = {
    {NULL, "campaign", "short_title", SLOT_LONG},
    {NULL, "campaign", "page_title", SLOT_LONG},
    {NULL, "nomination_window", "opens", SLOT_DAY},
    {NULL, "nomination_window", "closes", SLOT_DAY},
    {NULL, "contact", "officer_name", SLOT_LONG},
    {NULL, "contact", "phone", SLOT_TEXT},
    {NULL, "contact", "room", SLOT_LONG},
    {NULL, "contact", "hours", SLOT_LONG},
    {NULL, "contact", "email", SLOT_TEXT},
    {"levels", NULL, "name", SLOT_LONG},
    {"levels", NULL, "short", SLOT_LONG},
    {"levels", NULL, "badge", SLOT_LONG},
    {"levels", NULL, "decided_by", SLOT_LONG},
    {"timeline", NULL, "start", SLOT_DAY},
    {"timeline", NULL, "end", SLOT_DAY},
    {"timeline", NULL, "date_text", SLOT_LONG},
};
#define SLOT_COUNT (sizeof slots / sizeof *slots)
WORDS_USED(slot_words, "campaign.slot.short_title", "campaign.slot.page_title",
           "campaign.slot.opens", "campaign.slot.closes", "campaign.slot.officer_name",
           "campaign.slot.phone", "campaign.slot.room", "campaign.slot.hours",
           "campaign.slot.email", "campaign.slot.name", "campaign.slot.short",
           "campaign.slot.badge", "campaign.slot.decided_by", "campaign.slot.start",
           "campaign.slot.end", "campaign.slot.date_text");

static char *slot_name(const struct slot *slot, size_t at) {
    if (slot->list)
        return xasprintf("%s.%zu.%s", slot->list, at, slot->key);
    return xasprintf("%s.%s", slot->part, slot->key);
}

static json_t *slot_holder(const json_t *campaign, const struct slot *slot, size_t at) {
    return slot->list ? json_array_get(jsonread_array(campaign, slot->list), at)
                      : jsonread_object(campaign, slot->part);
}

/* --- the form ------------------------------------------------------------------------------- */

static void write_slot(struct page *page, const struct content_entry *view, const struct slot *slot,
                       size_t at) {
    const struct words *words = page->request->office->words;
    char *name = slot_name(slot, at);
    const json_t *holder = slot_holder(view->entry, slot, at);
    const struct fault *fault = NULL;
    for (size_t i = 0; i < view->fault_count; i++)
        if (!strcmp(view->faults[i].field, slot->key))
            fault = &view->faults[i];
    const struct page_field field = {.name = name,
                                     .label = office_words_of(words, "campaign.slot", slot->key),
                                     .value = jsonread_text(holder, slot->key, ""),
                                     .error = fault ? content_fault(words, fault->why) : NULL,
                                     .type = slot->kind == SLOT_DAY ? "date" : NULL,
                                     .length_max = slot->kind == SLOT_DAY ? 0 : TEXT_MAX};
    if (slot->kind == SLOT_LONG)
        page_area(page, &field, 0);
    else
        page_field(page, &field);
    free(name);
}

static void write_part(struct page *page, const struct content_entry *view, const char *part) {
    html_open(&page->html, "div", "class", "fields");
    for (size_t i = 0; i < SLOT_COUNT; i++)
        if (slots[i].part && !strcmp(slots[i].part, part))
            write_slot(page, view, &slots[i], 0);
    html_close(&page->html, "div");
}

static void write_list(struct page *page, const struct content_entry *view, const char *list,
                       const char *title_key) {
    const json_t *entries = jsonread_array(view->entry, list);
    for (size_t at = 0; at < json_array_size(entries); at++) {
        const char *title = jsonread_text(json_array_get(entries, at), title_key, "");
        html_open(&page->html, "fieldset");
        html_element(&page->html, title, "legend");
        html_open(&page->html, "div", "class", "fields");
        for (size_t i = 0; i < SLOT_COUNT; i++)
            if (slots[i].list && !strcmp(slots[i].list, list))
                write_slot(page, view, &slots[i], at);
        html_close(&page->html, "div");
        html_close(&page->html, "fieldset");
    }
}

static void write_slots(struct page *page, const struct content_entry *view) {
    char *path = content_path(TOPIC_CAMPAIGN, view->id, "");
    html_open(&page->html, "div", "class", "slots");
    page_form_open(page, path);
    page_hidden(page, "act", "save");
    page_hidden(page, "version", view->version);
    write_part(page, view, "campaign");
    page_element(page, "h3", WORD("campaign.part.window"));
    page_element(page, "p", WORD("campaign.part.window.hint"));
    write_part(page, view, "nomination_window");
    page_element(page, "h3", WORD("campaign.part.contact"));
    write_part(page, view, "contact");
    page_element(page, "h3", WORD("campaign.part.levels"));
    write_list(page, view, "levels", "name");
    page_element(page, "h3", WORD("campaign.part.timeline"));
    page_element(page, "p", WORD("campaign.part.timeline.hint"));
    write_list(page, view, "timeline", "title");
    html_open(&page->html, "div", "class", "save");
    page_button(page, PAGE_MAIN, page_word(page, WORD("content.save")));
    html_close(&page->html, "div");
    page_form_close(page);
    html_close(&page->html, "div");
    free(path);
}

static void write_current(struct page *page, const struct content_entry *view) {
    const char *id = jsonread_text(jsonread_object(view->entry, "meta"), "id", "");
    if (!strcmp(id, jsonread_text(view->desk->wall, "current", ""))) {
        page_note(page, PAGE_GOOD, page_word(page, WORD("campaign.is-current")));
        return;
    }
    page_form_open(page, CONTENT_HOME "/settings");
    page_hidden(page, "act", "current");
    page_hidden(page, "current", id);
    page_button(page, PAGE_SECOND, page_word(page, WORD("campaign.make-current")));
    page_form_close(page);
}

static void write_upload(struct page *page, const struct content_entry *view) {
    const struct page_field field = {.name = FILE_FIELD,
                                     .hint = page_word(page, WORD("campaign.file.hint"))};
    page_card_open(page, page_word(page, WORD("campaign.file")));
    if (view->told) {
        page_note(page, PAGE_BAD, page_word(page, WORD("campaign.file.refused")));
        html_element(&page->html, view->told, "p", "class", "code");
    }
    page_file_form_open(page, CONTENT_HOME "/campaign");
    html_open(&page->html, "div", "class", "field");
    html_element(&page->html, page_word(page, WORD("campaign.file.choose")), "label", "for",
                 FILE_FIELD);
    html_void(&page->html, "input", "type", "file", "id", FILE_FIELD, "name", FILE_FIELD, "accept",
              "application/json,.json", "aria-describedby", FILE_FIELD "-hint");
    page_field_below(page, &field);
    html_close(&page->html, "div");
    html_open(&page->html, "div", "class", "bar flat");
    page_button(page, PAGE_SECOND, page_word(page, WORD("campaign.file.send")));
    if (view->entry && !view->is_new) {
        char *file = content_path(TOPIC_CAMPAIGN, view->id, "/file");
        page_link_button(page, PAGE_SECOND, file, page_word(page, WORD("campaign.file.take")));
        free(file);
    }
    html_close(&page->html, "div");
    page_form_close(page);
    page_card_close(page);
}

void content_campaign_form(struct page *page, const struct content_entry *view) {
    if (view->entry) {
        page_card_open(page, content_topic(page, TOPIC_CAMPAIGN));
        if (view->desk->may_edit) {
            write_current(page, view);
            write_slots(page, view);
        } else {
            html_element(&page->html,
                         jsonread_text(jsonread_object(view->entry, "campaign"), "title", ""), "p");
        }
        page_card_close(page);
    }
    if (view->desk->may_edit)
        write_upload(page, view);
}

/* --- saved ---------------------------------------------------------------------------------- */

/* A day that the plan gives as a month alone stays so until a day is chosen. */
static bool take_slot(json_t *campaign, const struct slot *slot, size_t at,
                      const struct form *form) {
    char *name = slot_name(slot, at);
    bool is_sent = form_has(form, name);
    char *text = form_clean(form, name, false);
    json_t *holder = slot_holder(campaign, slot, at);
    struct date day;
    bool is_right = text && (slot->kind == SLOT_DAY ? !text[0] || date_parse(text, &day)
                                                    : strlen(text) <= 4 * TEXT_MAX);
    bool is_kept = text && !text[0] && !json_is_string(json_object_get(holder, slot->key));
    if (is_sent && is_right && holder && !is_kept) {
        json_t *value = text[0] ? json_string(text) : json_null();
        json_object_set_new(holder, slot->key, value);
    }
    free(text);
    free(name);
    return is_right;
}

static void take_slots(json_t *campaign, struct content_entry *view, const struct form *form) {
    for (size_t i = 0; i < SLOT_COUNT; i++) {
        size_t count = slots[i].list ? json_array_size(jsonread_array(campaign, slots[i].list)) : 1;
        for (size_t at = 0; at < count; at++)
            if (!take_slot(campaign, &slots[i], at, form) && view->fault_count < ENTRY_FAULTS_MAX)
                view->faults[view->fault_count++] =
                    (struct fault){slots[i].key, slots[i].kind == SLOT_DAY ? "date" : "long"};
    }
}

static bool is_campaign(json_t *root, char **out_why) {
    struct campaign campaign = {.id = NULL};
    if (strcmp(jsonread_text(jsonread_object(root, "meta"), "schema", ""), SCHEMA) != 0) {
        *out_why = xstrdup("meta.schema: expected \"" SCHEMA "\"");
        return false;
    }
    bool is_one = campaign_init(&campaign, root, out_why);
    campaign_finish(&campaign);
    return is_one;
}

static void show(struct answer *answer, struct content_entry *view) {
    struct page page;
    content_page_open(
        &page, view->desk, answer, CONTENT_HOME "/campaign",
        words_get(view->desk->request->office->words,
                  view->entry ? WORD("content.title") : WORD("content.campaign.add")));
    if (view->fault_count)
        page_note(&page, PAGE_BAD, page_word(&page, WORD("content.faulty")));
    content_campaign_form(&page, view);
    page_close(&page, 422);
}

static void put(const struct request *request, struct answer *answer, const struct actor *actor,
                const json_t *campaign, const char *version) {
    char *id = wall_id(TOPIC_CAMPAIGN, campaign), *to = content_path(TOPIC_CAMPAIGN, id, "");
    const struct draft_put row = {TOPIC_CAMPAIGN, id, campaign, version};
    content_answer(request, answer,
                   drafts_put(request->service->records, &row, 1, actor, "content.save"), to,
                   WORD("said.content.saved"));
    free(to);
    free(id);
}

void content_campaign_save(const struct request *request, struct answer *answer,
                           struct content_entry *view) {
    char *why = NULL;
    if (!view->entry) {
        refusal_answer(request, 404, answer);
        return;
    }
    json_t *campaign = json_deep_copy(view->entry);
    take_slots(campaign, view, request->form);
    if (view->fault_count || !is_campaign(campaign, &why)) {
        json_decref(view->entry);
        view->entry = json_incref(campaign);
        view->told = why;
        show(answer, view);
    } else {
        put(request, answer, &view->desk->actor, campaign, form_text(request->form, "version"));
    }
    free(why);
    json_decref(campaign);
}

/* --- a whole one ---------------------------------------------------------------------------- */

static json_t *read_file(const struct multipart_file *file, char **out_why) {
    bool has_file = file && file->bytes && !strcmp(file->field, FILE_FIELD) && file->len;
    json_t *root = jsonread_bytes(has_file ? file->bytes : "", has_file ? file->len : 0,
                                  CONTENT_BYTES_MAX, out_why);
    if (!root)
        return NULL;
    bool is_one = is_campaign(root, out_why);
    char *id = is_one ? wall_id(TOPIC_CAMPAIGN, root) : NULL;
    if (id && !draft_is_id(id)) {
        *out_why = xstrdup("meta.id: expected small letters, digits and dashes");
        is_one = false;
    }
    free(id);
    if (is_one)
        return root;
    json_decref(root);
    return NULL;
}

void page_content_campaign_post(const struct request *request, struct answer *answer) {
    struct content_desk desk;
    char *why = NULL;
    if (!content_desk_open(&desk, request, answer))
        return;
    json_t *root = read_file(request->file, &why);
    if (root)
        put(request, answer, &desk.actor, root, NULL);
    else
        show(answer,
             &(struct content_entry){
                 .desk = &desk, .topic = TOPIC_CAMPAIGN, .id = "new", .is_new = true, .told = why});
    free(why);
    json_decref(root);
    content_desk_close(&desk);
}

/* As the draft has it, to be changed elsewhere and sent back. */
void page_content_campaign_file(const struct request *request, struct answer *answer) {
    struct content_desk desk;
    if (!content_desk_open(&desk, request, answer))
        return;
    bool is_campaign_asked = topic_from_id(request->param) == TOPIC_CAMPAIGN;
    json_t *entry =
        is_campaign_asked ? draft_entry(&desk.state, TOPIC_CAMPAIGN, request->param2) : NULL;
    char *text = entry ? json_dumps(entry, JSON_INDENT(2)) : NULL;
    if (text && draft_is_id(request->param2)) {
        answer_bytes(answer, 200, "application/json", text, strlen(text));
        page_headers(request, answer);
        answer_headerf(answer, "Content-Disposition", "attachment; filename=\"%s.json\"",
                       request->param2);
    } else {
        free(text);
        refusal_answer(request, 404, answer);
    }
    json_decref(entry);
    content_desk_close(&desk);
}
