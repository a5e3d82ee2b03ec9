/* /office/content/preview: the draft as a kiosk would draw it. */
#include "office/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "office/content_desk.h"
#include "office/office.h"
#include "office/page_inputs.h"
#include "office/preview.h"
#include "office/refusal.h"
#include "web/exchange.h"
#include "web/form.h"

#define HERE CONTENT_HOME "/preview"

static const struct {
    const char *size, *label;
} sizes[] = {{"1920x1080", "preview.size.wide"}, {"1080x1920", "preview.size.tall"}};
WORDS_USED(preview_words, "preview.size.wide", "preview.size.tall", "preview.shot.item",
           "preview.shot.attract", "preview.shot.home", "preview.shot.honoured",
           "preview.shot.models", "preview.absent", "preview.busy", "preview.failed");

static void write_form(struct page *page, const struct form *asked) {
    struct page_option options[2];
    for (size_t i = 0; i < 2; i++)
        options[i] = (struct page_option){sizes[i].size, page_word(page, sizes[i].label), NULL};
    page_card_open(page, NULL);
    page_element(page, "p", WORD("preview.intro"));
    page_form_open(page, HERE);
    page_hidden(page, "id", form_text(asked, "id"));
    page_hidden(page, "topic", form_text(asked, "topic"));
    page_select(page,
                &(struct page_field){.name = "size",
                                     .label = page_word(page, WORD("preview.size")),
                                     .value = form_text(asked, "size")[0] ? form_text(asked, "size")
                                                                          : sizes[0].size},
                options, 2, NULL);
    page_button(page, PAGE_MAIN, page_word(page, WORD("preview.draw")));
    page_form_close(page);
    page_card_close(page);
}

static void write_shots(struct page *page, const char *token) {
    const char *names[PREVIEW_SHOTS_MAX];
    const struct words *words = page->request->office->words;
    size_t count = preview_names(page->request->office, token, names);
    html_open(&page->html, "div", "class", "screens");
    for (size_t i = 0; i < count; i++) {
        const char *label = office_words_of(words, "preview.shot", names[i]);
        html_open(&page->html, "figure");
        html_element(&page->html, label, "figcaption");
        html_open(&page->html, "a");
        html_attrf(&page->html, "href", HERE "/%s/%s", token, names[i]);
        html_void(&page->html, "img", "alt", label);
        html_attrf(&page->html, "src", HERE "/%s/%s", token, names[i]);
        html_close(&page->html, "a");
        html_close(&page->html, "figure");
    }
    html_close(&page->html, "div");
    if (count == 0 && token[0])
        page_note(page, PAGE_INFO, page_word(page, WORD("preview.gone")));
}

static void write_back(struct page *page, const struct form *asked) {
    enum topic topic = topic_from_id(form_text(asked, "topic"));
    const char *id = form_text(asked, "id");
    if (topic == TOPIC_COUNT || !topic_is_list(topic) || !draft_is_id(id))
        return;
    char *to = content_path(topic, id, "");
    page_link_button(page, PAGE_SECOND, to, page_word(page, WORD("preview.edit")));
    free(to);
}

static void write_page(const struct content_desk *desk, struct answer *answer,
                       const struct form *asked, const char *fault) {
    const struct request *request = desk->request;
    struct page page;
    content_page_open(&page, desk, answer, HERE,
                      words_get(request->office->words, WORD("content.preview")));
    if (fault)
        page_note(&page, PAGE_WARN, page_word(&page, fault));
    write_shots(&page, form_text(asked, "at"));
    write_form(&page, asked);
    write_back(&page, asked);
    page_close(&page, fault ? 503 : 200);
}

void page_content_preview(const struct request *request, struct answer *answer) {
    struct content_desk desk;
    if (!content_desk_open(&desk, request, answer))
        return;
    write_page(&desk, answer, request->query, NULL);
    content_desk_close(&desk);
}

static const char *size_of(const struct form *form) {
    size_t i = 0;
    while (i + 1 < sizeof sizes / sizeof *sizes && strcmp(sizes[i].size, form_text(form, "size")))
        i++;
    return strcmp(sizes[i].size, form_text(form, "size")) ? sizes[0].size : sizes[i].size;
}

/* Only a person or a model has a page of its own. */
static const char *item_of(const struct form *form) {
    enum topic topic = topic_from_id(form_text(form, "topic"));
    const char *id = form_text(form, "id");
    bool has_page = topic == TOPIC_HONOUREE || topic == TOPIC_PROJECT;
    return has_page && draft_is_id(id) ? id : "";
}

static void make(const struct content_desk *desk, struct answer *answer) {
    const struct request *request = desk->request;
    const struct form *form = request->form;
    char token[PREVIEW_TOKEN_MAX];
    const struct preview_params params = {desk->wall, item_of(form), size_of(form)};
    switch (preview_make(request->office, &params, token)) {
    case PREVIEW_DONE: {
        char *id = html_url_part(form_text(form, "id"));
        char *topic = html_url_part(form_text(form, "topic"));
        char *to = xasprintf(HERE "?at=%s&topic=%s&id=%s&size=%s", token, topic, id, params.size);
        page_redirect(request, answer, to, NULL);
        free(to);
        free(topic);
        free(id);
        return;
    }
    case PREVIEW_ABSENT:
        write_page(desk, answer, form, WORD("preview.absent"));
        return;
    case PREVIEW_BUSY:
        write_page(desk, answer, form, WORD("preview.busy"));
        return;
    case PREVIEW_FAILED:
        write_page(desk, answer, form, WORD("preview.failed"));
        return;
    }
}

void page_content_preview_post(const struct request *request, struct answer *answer) {
    struct content_desk desk;
    if (!content_desk_open(&desk, request, answer))
        return;
    make(&desk, answer);
    content_desk_close(&desk);
}

void page_content_preview_shot(const struct request *request, struct answer *answer) {
    size_t len = 0;
    char *png = preview_find(request->office, request->param, request->param2, &len);
    if (!png) {
        refusal_answer(request, 404, answer);
        return;
    }
    answer_bytes(answer, 200, "image/png", png, len);
    page_headers(request, answer);
}
