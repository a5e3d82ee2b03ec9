/* /office/kiosks/{id}: one kiosk, what it last said, and what the office wants of it. */
#include "office/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "office/kiosk_code.h"
#include "office/kiosk_local.h"
#include "office/kiosk_state.h"
#include "office/office.h"
#include "office/page.h"
#include "office/refusal.h"
#include "records/audit.h"
#include "records/devices.h"
#include "records/service.h"
#include "web/exchange.h"
#include "web/form.h"

static void write_fact(struct page *page, const char *key, int64_t number) {
    page_element(page, "dt", key);
    html_open(&page->html, "dd");
    if (number < 0)
        html_text(&page->html, "–");
    else
        html_textf(&page->html, "%lld", (long long)number);
    html_close(&page->html, "dd");
}

static void write_time(struct page *page, const char *key, int64_t at_s, const char *never) {
    page_element(page, "dt", key);
    html_open(&page->html, "dd");
    page_ago(page, at_s, never);
    html_close(&page->html, "dd");
}

static void write_offset(struct page *page, int64_t offset_s) {
    char number[24];
    snprintf(number, sizeof number, "%lld", llabs(offset_s));
    char *text =
        PAGE_FILL(page, offset_s > 0 ? WORD("kiosk.slow") : WORD("kiosk.fast"), "n", number);
    page_element(page, "dt", WORD("kiosk.clock_offset"));
    html_element(&page->html, offset_s ? text : page_word(page, WORD("kiosk.right")), "dd");
    free(text);
}

static void write_report(struct page *page, const struct device_row *row) {
    const struct device_health *health = &row->health;
    char disk[KIOSK_DISK_MAX];
    write_fact(page, WORD("kiosk.queued"), health->queued);
    if (health->oldest_queued_at_s)
        write_time(page, WORD("kiosk.oldest"), health->oldest_queued_at_s, WORD("kiosks.never"));
    write_fact(page, WORD("kiosk.parked_count"), health->parked);
    kiosk_disk_text(health->disk_free_mb, disk);
    page_element(page, "dt", WORD("kiosks.disk"));
    html_element(&page->html, disk, "dd");
    write_offset(page, health->clock_offset_s);
    write_fact(page, WORD("kiosk.revision"), health->content_revision);
    if (health->pins >= 0)
        write_fact(page, WORD("kiosk.pins"), health->pins);
    if (health->pin_lock[0])
        write_time(page, WORD("kiosk.locked_at"), health->pin_locked_at_s, WORD("kiosks.never"));
    if (row->log_fault_at_s)
        write_time(page, WORD("kiosk.log_fault_at"), row->log_fault_at_s, WORD("kiosks.never"));
    page_element(page, "dt", WORD("kiosks.app"));
    html_element(&page->html, health->app[0] ? health->app : "–", "dd");
}

static void write_facts(struct page *page, const struct device_row *row) {
    struct html *h = &page->html;
    page_card_open(page, NULL);
    html_open(h, "dl", "class", "facts");
    page_element(page, "dt", WORD("kiosks.state"));
    html_open(h, "dd", "class", "badges");
    kiosk_state_badges(page, row);
    html_close(h, "dd");
    page_element(page, "dt", WORD("kiosk.id"));
    html_element(h, row->id, "dd", "class", "code");
    write_time(page, WORD("kiosk.enrolled"), row->enrolled_at_s, WORD("kiosks.never"));
    write_time(page, WORD("kiosks.heard"), row->status_at_s, WORD("kiosks.never"));
    write_fact(page, WORD("kiosk.held"), row->held);
    write_fact(page, WORD("kiosk.last_number"), row->last_seq);
    write_fact(page, WORD("kiosk.missing"), row->missing);
    if (row->status_at_s)
        write_report(page, row);
    html_close(h, "dl");
    page_card_close(page);
}

static void open_form(struct page *page, const struct device_row *row, const char *what) {
    char *action = xasprintf("/office/kiosks/%s/%s", row->id, what);
    page_form_open(page, action);
    free(action);
}

static void write_call(struct page *page, const struct device_row *row) {
    if (!row->help_at_s)
        return;
    page_card_open(page, page_word(page, WORD("kiosk.help")));
    html_open(&page->html, "p");
    html_textf(&page->html, "%s ", page_word(page, WORD("kiosk.help.since")));
    page_moment(page, row->help_at_s);
    html_close(&page->html, "p");
    if (row->help_seen_at_s) {
        page_note(page, PAGE_GOOD, page_word(page, WORD("kiosk.help.seen")));
    } else {
        char at[24];
        snprintf(at, sizeof at, "%lld", (long long)row->help_at_s);
        open_form(page, row, "help");
        page_hidden(page, "at", at); // this call is answered, not one that came since
        page_button(page, PAGE_MAIN, page_word(page, WORD("kiosk.help.do")));
        page_form_close(page);
    }
    page_card_close(page);
}

/* Whoever has looked into it says so; the journal keeps when it was found. */
static void write_log_fault(struct page *page, const struct device_row *row) {
    char at[24];
    if (!row->log_fault_at_s)
        return;
    snprintf(at, sizeof at, "%lld", (long long)row->log_fault_at_s);
    page_ask_open(page, PAGE_SECOND, page_word(page, WORD("kiosk.log_seen")),
                  page_word(page, WORD("kiosk.log_seen.ask")));
    open_form(page, row, "log");
    page_hidden(page, "at", at); // this fault, not one found since
    page_button(page, PAGE_MAIN, page_word(page, WORD("kiosk.log_seen.do")));
    page_form_close(page);
    page_ask_close(page);
}

static void write_resend(struct page *page, const struct device_row *row) {
    char from[24];
    snprintf(from, sizeof from, "%lld", (long long)(row->resend_from ? row->resend_from : 1));
    page_ask_open(page, PAGE_SECOND, page_word(page, WORD("kiosk.resend")),
                  page_word(page, WORD("kiosk.resend.ask")));
    open_form(page, row, "resend");
    page_field(page, &(struct page_field){.name = "from",
                                          .label = page_word(page, WORD("kiosk.resend.from")),
                                          .value = from,
                                          .type = "number",
                                          .is_required = true});
    page_button(page, PAGE_MAIN, page_word(page, WORD("kiosk.resend.do")));
    page_form_close(page);
    page_ask_close(page);
}

/* A folded question with one button below it. */
static void write_ask(struct page *page, const struct device_row *row, const char *what,
                      enum page_button kind, const char *const keys[3]) {
    page_ask_open(page, kind, page_word(page, keys[0]), page_word(page, keys[1]));
    open_form(page, row, what);
    page_button(page, kind == PAGE_DANGER ? kind : PAGE_MAIN, page_word(page, keys[2]));
    page_form_close(page);
    page_ask_close(page);
}

/* This lock is lifted, not one that comes later. */
static void write_unlock(struct page *page, const struct device_row *row) {
    page_ask_open(page, PAGE_SECOND, page_word(page, WORD("kiosk.unlock")),
                  page_word(page, WORD("kiosk.unlock.ask")));
    open_form(page, row, "unlock");
    page_hidden(page, "lock", row->health.pin_lock);
    page_button(page, PAGE_MAIN, page_word(page, WORD("kiosk.unlock.do")));
    page_form_close(page);
    page_ask_close(page);
}

static void write_acts(struct page *page, const struct device_row *row) {
    static const char *const code[] = {"kiosk.code", "kiosk.code.ask", "kiosk.code.do"};
    static const char *const revoke[] = {"kiosk.revoke", "kiosk.revoke.ask", "kiosk.revoke.do"};
    bool is_enrolled = row->state == DEVICE_STATE_ENROLLED;
    page_card_open(page, page_word(page, WORD("kiosk.acts")));
    if (row->must_unlock_pin)
        page_note(page, PAGE_INFO, page_word(page, WORD("kiosk.unlock.waits")));
    if (row->resend_from)
        page_note(page, PAGE_INFO, page_word(page, WORD("kiosk.resend.waits")));
    html_open(&page->html, "div", "class", "bar");
    if (is_enrolled && row->health.pin_lock[0] && !row->must_unlock_pin)
        write_unlock(page, row);
    write_log_fault(page, row);
    if (is_enrolled)
        write_resend(page, row);
    write_ask(page, row, "code", PAGE_SECOND, code);
    if (row->state != DEVICE_STATE_REVOKED)
        write_ask(page, row, "revoke", PAGE_DANGER, revoke);
    html_close(&page->html, "div");
    page_card_close(page);
}
WORDS_USED(act_words, "kiosk.code", "kiosk.code.ask", "kiosk.code.do", "kiosk.revoke",
           "kiosk.revoke.ask", "kiosk.revoke.do");

/* False when the answer is given: no such kiosk, or not now. */
static bool find(const struct request *request, struct answer *answer, struct device_row *out) {
    enum records_result result = devices_find(request->service->records, request->param, out);
    if (result == RECORDS_NONE)
        refusal_answer(request, 404, answer);
    else if (result == RECORDS_FAILED)
        refusal_later(request, answer);
    return result == RECORDS_OK;
}

void page_kiosk(const struct request *request, struct answer *answer) {
    struct device_row row;
    struct page page;
    char *status = NULL;
    if (!find(request, answer, &row))
        return;
    if (devices_status(request->service->records, row.id, &status) != RECORDS_OK) {
        refusal_later(request, answer);
        return;
    }
    page_open(&page, request, answer, "/office/kiosks", row.name[0] ? row.name : row.id);
    write_call(&page, &row);
    write_facts(&page, &row);
    kiosk_local_write(&page, status);
    if (kiosk_may_manage(request))
        write_acts(&page, &row);
    page_close(&page, 200);
    free(status);
}

static void answer_change(const struct request *request, struct answer *answer,
                          enum records_result result, const char *said) {
    char *to = xasprintf("/office/kiosks/%s", request->param);
    if (result == RECORDS_OK)
        page_redirect(request, answer, to, said);
    else if (result == RECORDS_NONE)
        refusal_answer(request, 404, answer);
    else
        refusal_later(request, answer);
    free(to);
}

static struct actor actor_of(const struct request *request) {
    return (struct actor){request->visitor->account.id, request->now_s};
}

void page_kiosk_code_post(const struct request *request, struct answer *answer) {
    struct device_row row;
    if (find(request, answer, &row))
        kiosk_answer_code(request, answer, row.id, row.name);
}

static enum records_result revoke(const struct request *request, const struct actor *actor) {
    struct service *service = request->service;
    enum records_result result = devices_revoke(service->records, request->param, actor);
    device_passes_clear(&service->passes);
    return result;
}

void page_kiosk_revoke_post(const struct request *request, struct answer *answer) {
    const struct actor actor = actor_of(request);
    answer_change(request, answer, revoke(request, &actor), WORD("said.kiosk.revoked"));
}

void page_kiosk_unlock_post(const struct request *request, struct answer *answer) {
    const struct actor actor = actor_of(request);
    const char *lock_id = form_text(request->form, "lock");
    struct device_row row;
    if (!find(request, answer, &row))
        return;
    if (!row.health.pin_lock[0] || strcmp(lock_id ? lock_id : "", row.health.pin_lock) != 0)
        refusal_answer(request, 412, answer);
    else
        answer_change(request, answer,
                      devices_unlock_pin(request->service->records, request->param,
                                         row.health.pin_lock, &actor),
                      WORD("said.kiosk.unlock"));
}

void page_kiosk_help_post(const struct request *request, struct answer *answer) {
    const struct actor actor = actor_of(request);
    struct device_row row;
    int64_t at_s = 0;
    if (!find(request, answer, &row))
        return;
    if (!form_int(request->form, "at", 0, INT64_MAX, &at_s) || at_s != row.help_at_s)
        refusal_answer(request, 412, answer);
    else
        answer_change(request, answer,
                      devices_see_help(request->service->records, request->param, &actor),
                      WORD("said.kiosk.help"));
}

void page_kiosk_resend_post(const struct request *request, struct answer *answer) {
    const struct actor actor = actor_of(request);
    int64_t from;
    if (!form_int(request->form, "from", 1, INT32_MAX, &from))
        refusal_answer(request, 400, answer);
    else
        answer_change(request, answer,
                      devices_ask_resend(request->service->records, request->param, from, &actor),
                      WORD("said.kiosk.resend"));
}

void page_kiosk_log_post(const struct request *request, struct answer *answer) {
    const struct actor actor = actor_of(request);
    struct device_row row;
    int64_t at_s = 0;
    if (!find(request, answer, &row))
        return;
    if (!form_int(request->form, "at", 1, INT64_MAX, &at_s) || at_s != row.log_fault_at_s)
        refusal_answer(request, 412, answer);
    else
        answer_change(request, answer,
                      devices_see_log_fault(request->service->records, row.id, at_s, &actor),
                      WORD("said.kiosk.log_seen"));
}
