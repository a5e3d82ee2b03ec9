/* The dashboard's word on the store itself: only what somebody must do something about. */
#include "office/home.h"

#include <stdlib.h>

#include "base/strbuf.h"
#include "office/page.h"
#include "records/backup.h"
#include "records/checkup.h"
#include "records/health.h"
#include "records/roles.h"
#include "records/service.h"
#include "records/sessions.h"
#include "records/settings.h"
#include "web/exchange.h"

#define DAY_S 86400

struct card {
    struct page *page;
    bool is_open; // at the first thing to say
};

static void say(struct card *card, enum page_tone tone, const char *text) {
    if (!card->is_open)
        page_card_open(card->page, page_word(card->page, WORD("home.store")));
    card->is_open = true;
    page_note(card->page, tone, text);
}

static void say_number(struct card *card, enum page_tone tone, const char *key, int64_t number) {
    char *digits = xasprintf("%lld", (long long)number);
    char *text = PAGE_FILL(card->page, key, "n", digits);
    say(card, tone, text);
    free(text);
    free(digits);
}

static void look_at_disk(struct card *card, const struct service_settings *settings) {
    int64_t free_mb = health_disk_free_mb(settings->data_dir);
    if (free_mb >= 0 && free_mb < settings->disk_free_mb)
        say_number(card, PAGE_WARN, WORD("home.store.disk"), free_mb);
}

static void look_at_slips(struct card *card, struct sql *records) {
    int64_t unopened;
    if (checkup_unopened(records, &unopened) == RECORDS_OK && unopened > 0)
        say_number(card, PAGE_WARN, WORD("home.store.unopened"), unopened);
}

static void look_at_backup(struct card *card, const struct service_settings *settings,
                           int64_t now_s) {
    struct backup_last last;
    if (!backup_last_read(settings, &last)) {
        say(card, PAGE_WARN, page_word(card->page, WORD("home.store.no_backup")));
        return;
    }
    int64_t days = (now_s - last.at_s) / DAY_S;
    if (days >= settings->backup_warn_days)
        say_number(card, PAGE_WARN, WORD("home.store.old_backup"), days);
    free(last.dir);
}

void home_store(struct page *page) {
    struct service *service = page->request->service;
    unsigned roles = page->request->visitor->account.roles;
    struct card card = {.page = page};
    if (!health_look(&service->health, service->records))
        say(&card, PAGE_BAD, page_word(page, WORD("home.store.failing")));
    look_at_disk(&card, service->settings);
    if (roles & (ROLE_ADMIN | ROLE_CLERK))
        look_at_slips(&card, service->records);
    if (roles & ROLE_ADMIN)
        look_at_backup(&card, service->settings, page->request->now_s);
    if (card.is_open)
        page_card_close(page);
}
