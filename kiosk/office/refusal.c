#include "office/refusal.h"

#include <stddef.h>

#include "office/office.h"
#include "office/page.h"
#include "web/exchange.h"

#define LATER_S "30"

static const struct {
    int status;
    const char *title, *text;
} refusals[] = {
    {403, "refusal.403.title", "refusal.403.text"}, {404, "refusal.404.title", "refusal.404.text"},
    {405, "refusal.405.title", "refusal.405.text"}, {412, "refusal.412.title", "refusal.412.text"},
    {413, "refusal.413.title", "refusal.413.text"}, {503, "refusal.503.title", "refusal.503.text"},
    {0, "refusal.400.title", "refusal.400.text"}, // all others
};
WORDS_USED(refusal_words, "refusal.400.title", "refusal.400.text", "refusal.403.title",
           "refusal.403.text", "refusal.404.title", "refusal.404.text", "refusal.405.title",
           "refusal.405.text", "refusal.412.title", "refusal.412.text", "refusal.413.title",
           "refusal.413.text", "refusal.503.title", "refusal.503.text");

void refusal_answer(const struct request *request, int status, struct answer *answer) {
    struct page page;
    size_t i = 0;
    while (refusals[i].status && refusals[i].status != status)
        i++;
    const char *title = words_get(request->office->words, refusals[i].title);
    page_open(&page, request, answer, "", title);
    page_card_open(&page, NULL);
    page_element(&page, "p", refusals[i].text);
    page_link_button(&page, PAGE_SECOND, "/office", page_word(&page, WORD("refusal.home")));
    page_card_close(&page);
    page_close(&page, status);
}

void refusal_later(const struct request *request, struct answer *answer) {
    refusal_answer(request, 503, answer);
    answer_header(answer, "Retry-After", LATER_S);
}
