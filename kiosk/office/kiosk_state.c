#include "office/kiosk_state.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "office/page.h"
#include "records/devices.h"
#include "web/exchange.h"

#define SILENT_S (30 * 60) // a kiosk reports every minute
#define FULL_MB 200
#define WAITING_S 86400
#define CLOCK_S 300
#define LOG_FAULT_S (30 * 86400) // it stays on the kiosk's page for ever

unsigned kiosk_state_of(const struct device_row *row, int64_t now_s) {
    const struct device_health *health = &row->health;
    unsigned state = row->invited_until_s > now_s ? KIOSK_INVITED : 0;
    if (row->state == DEVICE_STATE_REVOKED)
        return state | KIOSK_REVOKED;
    if (row->state != DEVICE_STATE_ENROLLED)
        return state;
    int64_t heard_at_s = row->status_at_s ? row->status_at_s : row->enrolled_at_s;
    state |= now_s - heard_at_s > SILENT_S ? KIOSK_SILENT : 0;
    state |= row->help_at_s && !row->help_seen_at_s ? KIOSK_CALLS : 0;
    state |= row->is_copied ? KIOSK_COPIED : 0;
    if (!row->status_at_s)
        return state;
    state |= health->disk_free_mb >= 0 && health->disk_free_mb < FULL_MB ? KIOSK_FULL : 0;
    state |= health->is_db_broken ? KIOSK_BROKEN : 0;
    state |= health->parked > 0 ? KIOSK_PARKED : 0;
    state |= health->oldest_queued_at_s && now_s - health->oldest_queued_at_s > WAITING_S
                 ? KIOSK_WAITING
                 : 0;
    state |= llabs(health->clock_offset_s) > CLOCK_S ? KIOSK_CLOCK : 0;
    state |= health->pin_lock[0] && !row->must_unlock_pin ? KIOSK_LOCKED : 0;
    state |= row->log_fault_at_s && now_s - row->log_fault_at_s < LOG_FAULT_S ? KIOSK_NO_LOG : 0;
    return state;
}

void kiosk_state_badges(struct page *page, const struct device_row *row) {
    static const struct {
        unsigned state;
        enum page_tone tone;
        const char *key;
    } badges[] = {
        {KIOSK_CALLS, PAGE_BAD, "kiosk.calls"},       {KIOSK_BROKEN, PAGE_BAD, "kiosk.broken"},
        {KIOSK_COPIED, PAGE_BAD, "kiosk.copied"},     {KIOSK_FULL, PAGE_BAD, "kiosk.full"},
        {KIOSK_SILENT, PAGE_WARN, "kiosk.silent"},    {KIOSK_PARKED, PAGE_WARN, "kiosk.parked"},
        {KIOSK_WAITING, PAGE_WARN, "kiosk.waiting"},  {KIOSK_CLOCK, PAGE_WARN, "kiosk.clock"},
        {KIOSK_NO_LOG, PAGE_BAD, "kiosk.no_log"},     {KIOSK_LOCKED, PAGE_WARN, "kiosk.locked"},
        {KIOSK_REVOKED, PAGE_PLAIN, "kiosk.revoked"}, {KIOSK_INVITED, PAGE_INFO, "kiosk.invited"},
    };
    unsigned state = kiosk_state_of(row, page->request->now_s);
    for (size_t i = 0; i < sizeof badges / sizeof *badges; i++)
        if (badges[i].state & state)
            page_badge(page, badges[i].tone, page_word(page, badges[i].key));
    if (state == 0 && row->state == DEVICE_STATE_ENROLLED)
        page_badge(page, PAGE_GOOD, page_word(page, WORD("kiosk.good")));
    else if (state == 0)
        page_badge(page, PAGE_PLAIN, page_word(page, WORD("kiosk.expired")));
}
WORDS_USED(badge_words, "kiosk.calls", "kiosk.broken", "kiosk.copied", "kiosk.full", "kiosk.silent",
           "kiosk.parked", "kiosk.waiting", "kiosk.clock", "kiosk.revoked", "kiosk.invited",
           "kiosk.no_log", "kiosk.locked");

void kiosk_disk_text(int64_t free_mb, char out[KIOSK_DISK_MAX]) {
    int64_t tenths_gb =
        free_mb / 1024 * 10 + free_mb % 1024 * 10 / 1024; // never more than there is
    if (free_mb < 0)
        snprintf(out, KIOSK_DISK_MAX, "–");
    else if (free_mb < 1024)
        snprintf(out, KIOSK_DISK_MAX, "%d MB", (int)free_mb);
    else
        snprintf(out, KIOSK_DISK_MAX, "%lld,%d GB", (long long)(tenths_gb / 10),
                 (int)(tenths_gb % 10));
}
