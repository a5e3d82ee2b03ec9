/* /office/content: what is published, what the draft would change, publish it or drop it. */
#include "office/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/jsonread.h"
#include "office/content_desk.h"
#include "office/office.h"
#include "office/refusal.h"
#include "records/service.h"
#include "web/exchange.h"
#include "web/form.h"

#define SHOWN_MAX 200

static void write_state(struct page *page, const struct content_desk *desk) {
    struct html *h = &page->html;
    char number[24];
    int64_t at_s = 0;
    date_parse_rfc3339(jsonread_text(desk->state.manifest, "published_at", ""), &at_s, NULL);
    snprintf(number, sizeof number, "%lld", (long long)desk->state.revision);
    page_card_open(page, NULL);
    html_open(h, "div", "class", "bar");
    html_open(h, "p");
    char *text = PAGE_FILL(page, WORD("content.revision"), "n", number);
    html_element(h, text, "b");
    free(text);
    html_text(h, " · ");
    page_moment(page, at_s);
    html_close(h, "p");
    if (desk->may_edit)
        page_link_button(page, PAGE_SECOND, CONTENT_HOME "/preview",
                         page_word(page, WORD("content.preview")));
    page_link_button(page, PAGE_SECOND, CONTENT_HOME "/history",
                     page_word(page, WORD("content.history")));
    html_close(h, "div");
    page_card_close(page);
}

static void write_author(struct page *page, const json_t *change) {
    html_open(&page->html, "span", "class", "muted");
    content_who(page, jsonread_text(change, "who", ""));
    html_text(&page->html, " · ");
    page_ago(page, jsonread_int(change, "at", 0), WORD("users.never"));
    html_close(&page->html, "span");
}

static void write_drop(struct page *page, enum topic topic, const char *id) {
    page_form_open(page, CONTENT_HOME);
    page_hidden(page, "act", "drop");
    page_hidden(page, "topic", topic_id(topic));
    page_hidden(page, "id", id);
    page_button(page, PAGE_SECOND, page_word(page, WORD("content.drop")));
    page_form_close(page);
}

static void write_line(struct page *page, const struct content_desk *desk, const json_t *change) {
    const char *id = jsonread_text(change, "id", "");
    enum topic topic = topic_from_id(jsonread_text(change, "topic", ""));
    const json_t *draft = topic < TOPIC_COUNT ? draft_change(&desk->state, topic, id) : NULL;
    html_open(&page->html, "li");
    content_change(page, change, true);
    if (draft) {
        html_open(&page->html, "div", "class", "bar flat");
        write_author(page, draft);
        if (desk->may_edit)
            write_drop(page, topic, id);
        html_close(&page->html, "div");
    }
    html_close(&page->html, "li");
}

static void write_publish(struct page *page, const struct content_desk *desk, bool is_ready) {
    char version[WALL_VERSION_MAX];
    revision_draft_version(&desk->state, version);
    html_open(&page->html, "div", "class", "bar below");
    if (is_ready) {
        page_ask_open(page, PAGE_MAIN, page_word(page, WORD("content.publish")),
                      page_word(page, WORD("content.publish.ask")));
        page_form_open(page, CONTENT_HOME);
        page_hidden(page, "act", "publish");
        page_hidden(page, "version", version);
        page_button(page, PAGE_MAIN, page_word(page, WORD("content.publish.do")));
        page_form_close(page);
        page_ask_close(page);
    }
    page_ask_open(page, PAGE_SECOND, page_word(page, WORD("content.drop.all")),
                  page_word(page, WORD("content.drop.all.ask")));
    page_form_open(page, CONTENT_HOME);
    page_hidden(page, "act", "drop-all");
    page_button(page, PAGE_DANGER, page_word(page, WORD("content.drop.all.do")));
    page_form_close(page);
    page_ask_close(page);
    html_close(&page->html, "div");
}

/* Also a change that changes nothing any more, somebody else having published the same. */
static void write_draft(struct page *page, const struct content_desk *desk) {
    struct revision_outcome gate = {.problems = revision_problems(&desk->state)};
    json_t *changes = wall_changes(desk->state.manifest, desk->wall);
    bool is_ready = json_array_size(gate.problems) == 0;
    size_t i;
    json_t *one;
    page_card_open(page, page_word(page, WORD("content.draft")));
    if (draft_count(&desk->state) == 0)
        page_element(page, "p", WORD("content.draft.none"));
    if (!is_ready) {
        page_note(page, PAGE_WARN, page_word(page, WORD("content.gate")));
        content_problems(page, &gate);
    }
    html_open(&page->html, "ul", "class", "lines");
    json_array_foreach(changes, i, one) {
        if (i < SHOWN_MAX)
            write_line(page, desk, one);
    }
    html_close(&page->html, "ul");
    if (desk->may_edit && draft_count(&desk->state) > 0)
        write_publish(page, desk, is_ready);
    page_card_close(page);
    json_decref(changes);
    revision_outcome_finish(&gate);
}

void page_content(const struct request *request, struct answer *answer) {
    struct content_desk desk;
    struct page page;
    if (!content_desk_open(&desk, request, answer))
        return;
    content_page_open(&page, &desk, answer, CONTENT_HOME,
                      words_get(request->office->words, WORD("content.title")));
    write_state(&page, &desk);
    write_draft(&page, &desk);
    page_close(&page, 200);
    content_desk_close(&desk);
}

static void publish(const struct request *request, struct answer *answer,
                    const struct actor *actor) {
    struct revision_outcome outcome;
    revision_publish(request->service, form_text(request->form, "version"), actor, &outcome);
    content_revision_answer(request, answer, &outcome, CONTENT_HOME,
                            WORD("said.content.published"));
}

static void drop(const struct request *request, struct answer *answer, const struct actor *actor) {
    const char *id = form_text(request->form, "id");
    enum topic topic = topic_from_id(form_text(request->form, "topic"));
    if (topic == TOPIC_COUNT || !draft_is_id(id))
        refusal_answer(request, 400, answer);
    else
        content_answer(request, answer, drafts_drop(request->service->records, topic, id, actor),
                       CONTENT_HOME, WORD("said.content.dropped"));
}

void page_content_post(const struct request *request, struct answer *answer) {
    const struct actor actor = {request->visitor->account.id, request->now_s};
    const char *act = form_text(request->form, "act");
    if (!strcmp(act, "publish"))
        publish(request, answer, &actor);
    else if (!strcmp(act, "drop"))
        drop(request, answer, &actor);
    else if (!strcmp(act, "drop-all"))
        content_answer(request, answer, drafts_drop_all(request->service->records, &actor),
                       CONTENT_HOME, WORD("said.content.dropped"));
    else
        refusal_answer(request, 400, answer);
}
