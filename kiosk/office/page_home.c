/* /office: what waits, for whom. */
#include "office/pages.h"

#include <stddef.h>

#include "office/case.h"
#include "office/content_desk.h"
#include "office/difficulty.h"
#include "office/home.h"
#include "office/kiosk_code.h"
#include "office/office.h"
#include "office/page.h"
#include "records/roles.h"
#include "records/sessions.h"
#include "web/exchange.h"

/* The dashboard, card by card, each for the roles it is for. A card is a function that writes
 * page_card_open() to page_card_close(), or nothing where there is nothing to say. */
static const struct {
    unsigned roles;
    home_card *write;
} cards[] = {
    {ROLES_ALL, home_store},         {ROLE_CLERK | ROLE_CHAIR, home_new},
    {DOSSIER_READERS, home_waits},   {ROLE_CULTURE | ROLE_CHAIR, home_ready},
    {CONTENT_EDITORS, home_content}, {DIFFICULTY_READERS, home_difficulties},
    {KIOSK_WATCHERS, home_kiosks},   {DOSSIER_READERS, home_weeks},
};

void page_home(const struct request *request, struct answer *answer) {
    struct page page;
    page_open(&page, request, answer, "/office",
              words_get(request->office->words, WORD("home.title")));
    html_open(&page.html, "div", "class", "cards");
    for (size_t i = 0; i < sizeof cards / sizeof *cards; i++)
        if (cards[i].roles & request->visitor->account.roles)
            cards[i].write(&page);
    html_close(&page.html, "div");
    page_close(&page, 200);
}
