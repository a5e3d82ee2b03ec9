/* /office/content/{topic}/{id}: one entry of the draft: read, written, taken off. "new" is a new
 * one. */
#include "office/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/strbuf.h"
#include "office/content_desk.h"
#include "office/content_entry.h"
#include "office/office.h"
#include "office/refusal.h"
#include "records/service.h"
#include "web/exchange.h"
#include "web/form.h"

#define NEW "new"

WORDS_USED(part_words, "entry.part.who", "entry.part.gate", "entry.part.told");

/* --- the page ------------------------------------------------------------------------------- */

static void write_photo(struct page *page, const struct content_entry *view) {
    const char *member = content_photo_member(view->topic);
    const char *sha256 = member ? jsonread_text(view->entry, member, "") : "";
    if (!member || view->is_new)
        return;
    char *path = content_path(view->topic, view->id, "/photo");
    page_card_open(page, page_word(page, WORD("content.photo")));
    if (sha256[0]) {
        html_void(&page->html, "img", "class", "photo", "alt", wall_name(view->topic, view->entry));
        html_attrf(&page->html, "src", CONTENT_HOME "/photo/%s", sha256);
    } else {
        page_element(page, "p", WORD("content.photo.none"));
    }
    if (view->desk->may_edit)
        content_photo_form(page, path, view->version, sha256[0] != '\0', view->photo_fault);
    page_card_close(page);
    free(path);
}

/* A form of one button that posts to the entry's own address. */
static void open_act(struct page *page, const struct content_entry *view, const char *act) {
    char *path = content_path(view->topic, view->id, "");
    page_form_open(page, path);
    page_hidden(page, "act", act);
    page_hidden(page, "version", view->version);
    free(path);
}

static void write_take_back(struct page *page, const struct content_entry *view) {
    page_ask_open(page, PAGE_DANGER, page_word(page, WORD("content.take-back")),
                  page_word(page, WORD("content.take-back.ask")));
    open_act(page, view, "take-back");
    if (view->topic == TOPIC_HONOUREE)
        page_check(page, "withdrawn", "1", page_word(page, WORD("content.withdrawn")),
                   page_word(page, WORD("content.withdrawn.hint")), false);
    page_button(page, PAGE_DANGER, page_word(page, WORD("content.take-back.do")));
    page_form_close(page);
    page_ask_close(page);
}

static bool is_pinned(const struct content_entry *view) {
    size_t i;
    json_t *one;
    json_array_foreach(jsonread_array(view->desk->wall, "pins"), i, one) {
        if (json_is_string(one) && !strcmp(json_string_value(one), view->id))
            return true;
    }
    return false;
}

/* What may stand first, and have its time. */
static void write_pin(struct page *page, const struct content_entry *view) {
    if (view->is_off || view->topic == TOPIC_UNIT || view->topic == TOPIC_CAMPAIGN)
        return;
    page_form_open(page, CONTENT_HOME "/settings");
    page_hidden(page, "act", "pin");
    page_hidden(page, "topic", topic_id(view->topic));
    page_hidden(page, "id", view->id);
    if (!is_pinned(view))
        page_hidden(page, "is_on", "1");
    page_button(page, PAGE_SECOND,
                page_word(page, is_pinned(view) ? WORD("content.unpin") : WORD("content.pin")));
    page_form_close(page);
    char *window = xasprintf(CONTENT_HOME "/settings?of=%s", view->id);
    page_link_button(page, PAGE_SECOND, window, page_word(page, WORD("content.window.of-this")));
    free(window);
}

static void write_acts(struct page *page, const struct content_entry *view) {
    bool is_dossier = wall_is_dossier(view->entry);
    page_card_open(page, page_word(page, WORD("content.acts")));
    html_open(&page->html, "div", "class", "acts");
    char *look = xasprintf(CONTENT_HOME "/preview?topic=%s&id=%s", topic_id(view->topic), view->id);
    page_link_button(page, PAGE_SECOND, look, page_word(page, WORD("content.preview")));
    free(look);
    write_pin(page, view);
    if (view->has_change) {
        open_act(page, view, "drop");
        page_button(page, PAGE_SECOND, page_word(page, WORD("content.drop")));
        page_form_close(page);
    }
    if (is_dossier) {
        page_element(page, "p", WORD("content.dossier.off"));
        page_link_button(page, PAGE_SECOND, "/office/publication?shown=1",
                         page_word(page, WORD("nav.publication")));
    } else if (!view->is_off) {
        open_act(page, view, "remove");
        page_button(page, PAGE_SECOND, page_word(page, WORD("content.remove")));
        page_form_close(page);
    }
    if (view->is_published && !is_dossier)
        write_take_back(page, view);
    html_close(&page->html, "div");
    page_card_close(page);
}

static void write_notes(struct page *page, const struct content_entry *view) {
    if (view->status == 412)
        page_note(page, PAGE_WARN, page_word(page, WORD("content.stale")));
    else if (view->fault_count)
        page_note(page, PAGE_BAD, page_word(page, WORD("content.faulty")));
    if (view->is_off)
        page_note(page, PAGE_WARN, page_word(page, WORD("content.is-off")));
    if (jsonread_bool(view->entry, "sample", false))
        page_note(page, PAGE_INFO, page_word(page, WORD("content.is-sample")));
    if (wall_is_dossier(view->entry))
        page_note(page, PAGE_INFO, page_word(page, WORD("content.is-dossier")));
    if (!strcmp(jsonread_text(jsonread_object(view->entry, "consent"), "value", ""), "withdrawn"))
        page_note(page, PAGE_BAD, page_word(page, WORD("fault.withdrawn")));
}

static void write_page(struct answer *answer, const struct content_entry *view) {
    struct page page;
    char *here = xasprintf(CONTENT_HOME "/%s", topic_id(view->topic));
    const char *name = wall_name(view->topic, view->entry);
    const struct words *words = view->desk->request->office->words;
    content_page_open(&page, view->desk, answer, here,
                      view->is_new ? words_get(words, WORD("content.add"))
                      : name[0]    ? name
                                   : view->id);
    write_notes(&page, view);
    html_open(&page.html, "div", "class", "case");
    html_open(&page.html, "div", "class", "case-main");
    if (view->topic == TOPIC_CAMPAIGN)
        content_campaign_form(&page, view);
    else
        content_entry_form(&page, view);
    html_close(&page.html, "div");
    html_open(&page.html, "div", "class", "case-side");
    write_photo(&page, view);
    if (view->desk->may_edit && !view->is_new)
        write_acts(&page, view);
    html_close(&page.html, "div");
    html_close(&page.html, "div");
    page_close(&page, view->status);
    free(here);
}

/* --- read ----------------------------------------------------------------------------------- */

/* What an address asks for; false: answered with 404. What comes off is shown as it is published.
 */
static bool find(struct content_entry *view, const struct content_desk *desk,
                 struct answer *answer) {
    const struct request *request = desk->request;
    *view = (struct content_entry){
        .desk = desk, .topic = topic_from_id(request->param), .id = request->param2, .status = 200};
    view->is_new = !strcmp(view->id, NEW);
    if (view->topic == TOPIC_COUNT || !topic_is_list(view->topic) ||
        (view->is_new && !desk->may_edit)) {
        refusal_answer(request, 404, answer);
        return false;
    }
    json_t *published = draft_published(&desk->state, view->topic, view->id);
    view->entry = draft_entry(&desk->state, view->topic, view->id);
    wall_version(view->entry, view->version);
    view->is_published = published != NULL;
    view->has_change = draft_change(&desk->state, view->topic, view->id) != NULL;
    view->is_off = published && !view->entry;
    if (view->is_off)
        view->entry = json_incref(published);
    json_decref(published);
    if (view->entry || view->is_new)
        return true;
    refusal_answer(request, 404, answer);
    return false;
}

void page_content_entry(const struct request *request, struct answer *answer) {
    struct content_desk desk;
    struct content_entry view;
    if (!content_desk_open(&desk, request, answer))
        return;
    if (find(&view, &desk, answer))
        write_page(answer, &view);
    json_decref(view.entry);
    content_desk_close(&desk);
}

/* --- written -------------------------------------------------------------------------------- */

/* The page again with what was typed, under the version that stands now. */
static void show_again(struct answer *answer, struct content_entry *view, json_t *typed,
                       int status) {
    json_decref(view->entry);
    view->entry = json_incref(typed);
    view->status = status;
    write_page(answer, view);
}

static void put(const struct request *request, struct answer *answer, struct content_entry *view,
                json_t *entry) {
    char id[DRAFT_ID_MAX];
    if (view->is_new)
        strcpy(id, jsonread_text(entry, "id", ""));
    else
        snprintf(id, sizeof id, "%s", view->id);
    const struct draft_put row = {view->topic, id, entry, form_text(request->form, "version")};
    enum draft_result result =
        drafts_put(request->service->records, &row, 1, &view->desk->actor, "content.save");
    char *to = content_path(view->topic, id, "");
    if (result == DRAFT_STALE)
        show_again(answer, view, entry, 412);
    else
        content_answer(request, answer, result, to, WORD("said.content.saved"));
    free(to);
}

static void save(const struct request *request, struct answer *answer, struct content_entry *view) {
    char id[DRAFT_ID_MAX];
    const struct entry_source source = {content_form_text, request->form};
    const struct entry_reading reading = {view->topic, &view->desk->choices, &source, false};
    draft_new_id(view->topic, id);
    json_t *entry = entry_read(&reading, view->entry, id, view->faults, &view->fault_count);
    if (view->fault_count)
        show_again(answer, view, entry, 422);
    else
        put(request, answer, view, entry);
    json_decref(entry);
}

static void take_off(const struct request *request, struct answer *answer,
                     const struct content_entry *view) {
    const struct draft_put row = {view->topic, view->id, NULL, form_text(request->form, "version")};
    char *to = xasprintf(CONTENT_HOME "/%s", topic_id(view->topic));
    content_answer(
        request, answer,
        drafts_put(request->service->records, &row, 1, &view->desk->actor, "content.remove"), to,
        WORD("said.content.removed"));
    free(to);
}

static void take_back(const struct request *request, struct answer *answer,
                      const struct content_entry *view) {
    struct revision_outcome outcome;
    char *to = xasprintf(CONTENT_HOME "/%s", topic_id(view->topic));
    revision_take_back(request->service, view->topic, view->id,
                       form_has(request->form, "withdrawn"), &view->desk->actor, &outcome);
    content_revision_answer(request, answer, &outcome, to, WORD("said.content.taken-back"));
    free(to);
}

static void act_on(const struct request *request, struct answer *answer,
                   struct content_entry *view) {
    const char *act = form_text(request->form, "act");
    char *to = xasprintf(CONTENT_HOME "/%s", topic_id(view->topic));
    if (!strcmp(act, "save") && view->topic == TOPIC_CAMPAIGN)
        content_campaign_save(request, answer, view);
    else if (!strcmp(act, "save"))
        save(request, answer, view);
    else if (!strcmp(act, "remove") && !view->is_new && !wall_is_dossier(view->entry))
        take_off(request, answer, view);
    else if (!strcmp(act, "drop") && !view->is_new)
        content_answer(
            request, answer,
            drafts_drop(request->service->records, view->topic, view->id, &view->desk->actor), to,
            WORD("said.content.dropped"));
    else if (!strcmp(act, "take-back") && view->is_published)
        take_back(request, answer, view);
    else
        refusal_answer(request, 400, answer);
    free(to);
}

void page_content_entry_post(const struct request *request, struct answer *answer) {
    struct content_desk desk;
    struct content_entry view;
    if (!content_desk_open(&desk, request, answer))
        return;
    if (find(&view, &desk, answer))
        act_on(request, answer, &view);
    json_decref(view.entry);
    content_desk_close(&desk);
}

/* --- its photo ------------------------------------------------------------------------------ */

static void put_photo(const struct request *request, struct answer *answer,
                      struct content_entry *view, const char *member) {
    char sha256[CRYPTO_SHA256_HEX_MAX] = "";
    bool is_off = form_has(request->form, "remove");
    if (!is_off && !content_photo_take(request, sha256, &view->photo_fault)) {
        view->status = 422;
        write_page(answer, view);
        return;
    }
    json_t *entry = json_copy(view->entry);
    if (is_off)
        json_object_del(entry, member);
    else
        json_object_set_new(entry, member, json_string(sha256));
    const struct draft_put row = {view->topic, view->id, entry,
                                  form_text(request->form, "version")};
    char *to = content_path(view->topic, view->id, "");
    content_answer(
        request, answer,
        drafts_put(request->service->records, &row, 1, &view->desk->actor, "content.photo"), to,
        WORD("said.content.photo"));
    free(to);
    json_decref(entry);
}

void page_content_photo_post(const struct request *request, struct answer *answer) {
    struct content_desk desk;
    struct content_entry view;
    if (!content_desk_open(&desk, request, answer))
        return;
    bool is_found = find(&view, &desk, answer);
    const char *member = is_found ? content_photo_member(view.topic) : NULL;
    if (is_found && member && !view.is_new && !view.is_off)
        put_photo(request, answer, &view, member);
    else if (is_found)
        refusal_answer(request, 400, answer);
    json_decref(view.entry);
    content_desk_close(&desk);
}
