#include "office/casework.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "model/code.h"
#include "model/content.h"
#include "office/office.h"
#include "office/page.h"
#include "office/published.h"
#include "office/refusal.h"
#include "records/audit.h"
#include "records/dossier_rules.h"
#include "records/erasures.h"
#include "records/publication.h"
#include "records/roles.h"
#include "records/scans.h"
#include "records/service.h"
#include "web/exchange.h"
#include "web/form.h"

#define DAY_S 86400

/* --- opened and closed ---------------------------------------------------------------------- */

/* The first that records steps, else the first. */
static const char *pick_role(const struct dossier_rules *rules, unsigned roles,
                             bool *out_may_edit) {
    const char *first = "";
    *out_may_edit = false;
    for (unsigned i = 0; i < ROLE_COUNT; i++) {
        const char *id = role_id((enum office_role)(1u << i));
        if (!(roles & 1u << i))
            continue;
        *out_may_edit = dossier_rules_role_records(rules, id);
        if (*out_may_edit)
            return id;
        if (!first[0])
            first = id;
    }
    return first;
}

void casework_open(struct casework *work, const struct request *request) {
    struct office *office = request->office;
    const struct account *account = &request->visitor->account;
    *work = (struct casework){
        .request = request,
        .published = published_take(office, request->now_s),
        .roles = account->roles,
    };
    const struct content *content = casework_content(work);
    work->office = (struct dossier_office){
        .sql = request->service->records,
        .rules = office->rules,
        .campaign = content ? &content->campaign : NULL,
        .past = work->published->past_campaigns,
        .past_count = work->published->past_count,
        .who = account->id,
        .role = pick_role(office->rules, account->roles, &work->may_edit),
        .now_s = request->now_s,
        .zone_s = office->zone_s,
    };
}

void casework_close(struct casework *work) {
    published_give(work->request->office, work->published);
    *work = (struct casework){.published = NULL};
}

const struct content *casework_content(const struct casework *work) {
    return work->published->content;
}

void casework_today(const struct casework *work, char out[DOSSIER_DAY_BYTES]) {
    char now[DATE_RFC3339_MAX]; // begins with the day
    date_format_rfc3339(work->office.now_s, work->office.zone_s, now);
    snprintf(out, DOSSIER_DAY_BYTES, "%.10s", now);
}

int64_t casework_day_start(const struct casework *work, const char *day, const char **out_error) {
    struct date date;
    if (!day[0])
        return 0;
    if (date_parse_typed(day, &date))
        return date_time_to_unix((struct date_time){.date = date}, work->office.zone_s);
    *out_error = words_get(work->request->office->words, WORD("day.bad"));
    return 0;
}

int64_t casework_day_end(const struct casework *work, const char *day, int64_t since_s,
                         const char **out_error) {
    int64_t start_s = casework_day_start(work, day, out_error);
    if (start_s && start_s < since_s) {
        *out_error = words_get(work->request->office->words, WORD("fault.order"));
        return 0;
    }
    return start_s ? start_s + DAY_S : 0;
}

const struct campaign *casework_campaign(const struct casework *work,
                                         const struct dossier *dossier) {
    return dossier_office_campaign(&work->office, dossier->campaign_id);
}

const struct content *casework_content_for(const struct casework *work, const char *campaign_id) {
    return published_of(work->published, campaign_id);
}

const char *casework_level(const struct casework *work, const char *campaign_id,
                           const char *level) {
    return published_level(casework_content_for(work, campaign_id), level);
}

const char *casework_role_to(const struct casework *work, const struct dossier_question *question,
                             const char *to) {
    for (unsigned i = 0; i < ROLE_COUNT; i++) {
        struct dossier_question own = *question;
        own.role = role_id((enum office_role)(1u << i));
        if (work->roles & 1u << i && dossier_rules_find(work->office.rules, &own, to))
            return own.role;
    }
    return "";
}

const char *casework_role_for(const struct casework *work, const struct dossier *dossier,
                              const char *to) {
    const struct dossier_question question = {
        .state = dossier->state,
        .campaign = casework_campaign(work, dossier),
        .level = dossier->fields.level,
        .has_previous = dossier->has_previous,
    };
    return casework_role_to(work, &question, to);
}

/* --- words ---------------------------------------------------------------------------------- */

const char *casework_label(const struct casework *work, const char *field_id) {
    const struct dossier_field *field = dossier_rules_field(work->office.rules, field_id);
    return field ? field->label : field_id;
}

/* Of these nothing but a day has a form that can be wrong. */
static bool is_of_day(const char *field) {
    static const char *const ends[] = {"date", "_confirm"};
    size_t len = strlen(field);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (len >= strlen(ends[i]) && !strcmp(field + len - strlen(ends[i]), ends[i]))
            return true;
    return false;
}

WORDS_USED(fault_words, "fault.empty", "fault.short", "fault.long", "fault.chars", "fault.unknown",
           "fault.format", "fault.future", "fault.too-many", "fault.summary.long",
           "fault.level.unknown", "fault.unit_confirm.empty", "fault.police_confirm.empty",
           "fault.merged_into.unknown", "fault.sender.phone.format", "fault.deed.short",
           "fault.date", "fault.birth_year.format", "fault.birth_year.future", "fault.name.chars",
           "fault.sender.name.chars");

const char *casework_fault(const struct casework *work, const struct fault *fault) {
    const struct words *words = work->request->office->words;
    bool is_day = !strcmp(fault->why, "format") && is_of_day(fault->field);
    char *own = xasprintf("fault.%s.%s", fault->field, fault->why);
    char *common = xasprintf("fault.%s", is_day ? "date" : fault->why);
    const char *key = words_has(words, own)      ? own
                      : words_has(words, common) ? common
                                                 : WORD("fault.format");
    const char *word = words_get(words, key);
    free(common);
    free(own);
    return word;
}

/* --- requests ------------------------------------------------------------------------------- */

bool casework_read(const struct casework *work, struct answer *answer, struct dossier **out) {
    const struct request *request = work->request;
    struct dossier *dossier = NULL;
    enum dossier_result result = dossiers_read(work->office.sql, request->param, &dossier);
    if (result == DOSSIER_LATER) {
        refusal_later(request, answer);
        return false;
    }
    if (result == DOSSIER_DONE &&
        dossier_rules_lets_see(work->office.rules, dossier->state, work->roles)) {
        *out = dossier;
        return true;
    }
    dossier_destroy(dossier);
    refusal_answer(request, 404, answer);
    return false;
}

void casework_refuse(const struct casework *work, struct answer *answer,
                     enum dossier_result result) {
    switch (result) {
    case DOSSIER_NONE:
    case DOSSIER_AMBIGUOUS:
        refusal_answer(work->request, 404, answer);
        break;
    case DOSSIER_STALE:
        refusal_answer(work->request, 412, answer);
        break;
    case DOSSIER_LATER:
        refusal_later(work->request, answer);
        break;
    case DOSSIER_REFUSED:
    case DOSSIER_INCOMPLETE:
    case DOSSIER_INVALID:
    case DOSSIER_DONE: // these three are no refusals: the page answers them
    case DOSSIER_REPEATED:
    case DOSSIER_ERASED:
        refusal_answer(work->request, 403, answer);
        break;
    }
}

int casework_status(enum dossier_result result) {
    return result == DOSSIER_STALE ? 412 : 422;
}

bool casework_aim(const struct request *request, struct answer *answer, struct dossier_aim *out) {
    const char *event_id = form_text(request->form, "event_id");
    int64_t version;
    if (!form_int(request->form, "version", 1, INT64_MAX, &version) || !crypto_is_uuid4(event_id)) {
        refusal_answer(request, 400, answer);
        return false;
    }
    *out = (struct dossier_aim){request->param, version, event_id};
    return true;
}

void casework_form_aim(struct page *page, int64_t version) {
    char event_id[CRYPTO_UUID_MAX];
    crypto_uuid4(event_id);
    page_version(page, version);
    page_hidden(page, "event_id", event_id);
}

char *casework_code(const struct casework *work, const char *name) {
    const struct content *content = casework_content(work);
    char *typed = form_clean(work->request->form, name, false), code[CODE_TEXT_MAX];
    if (code_read_typed(typed, content ? content->commune.code_prefix : NULL, code)) {
        free(typed);
        return xstrdup(code);
    }
    for (char *at = typed; *at; at++)
        if (*at >= 'a' && *at <= 'z')
            *at = (char)(*at - 'a' + 'A');
    return typed;
}

void casework_erased(const struct casework *work, const char *id) {
    const struct request *request = work->request;
    const struct actor actor = {work->office.who, work->office.now_s};
    char *path = service_erasures_path(request->service->settings);
    erasures_mirror(work->office.sql, path); // what could not be written now is the next time
    audit_note(work->office.sql, &actor, &(struct audit_entry){"dossier.erase", id, ""});
    char *papers = scans_dir(request->service->settings);
    scans_sweep(work->office.sql, papers);
    free(papers);
    free(path);
}
WORDS_USED(erased_words, "audit.dossier.erase");

const char *casework_follow(const struct casework *work, const char *said) {
    const struct request *request = work->request;
    if (publication_follow(request->service, request->now_s) != RECORDS_OK)
        return WORD("said.wall.later");
    published_forget(request->office);
    return said;
}

/* --- parts of pages ------------------------------------------------------------------------- */

char *casework_person_text(const char *honorific, const char *name) {
    uint32_t first;
    size_t used = utf8_decode(honorific, strlen(honorific), &first);
    char upper[4];
    size_t len = used ? utf8_encode(utf8_to_upper(first), upper) : 0;
    return len ? xasprintf("%.*s%s %s", (int)len, upper, honorific + used, name) : xstrdup(name);
}

void casework_person(struct html *html, const char *honorific, const char *name) {
    char *text = casework_person_text(honorific, name);
    html_text(html, text);
    free(text);
}

void casework_name(struct html *html, const struct nomination *slip) {
    casework_person(html, slip->honorific, slip->name);
}

const char *casework_unit(const struct casework *work, const char *unit_id) {
    const struct published *published = work->published;
    const char *name = published_unit(published->content, unit_id);
    for (size_t i = 0; name == unit_id && i < published->past_count; i++)
        name = published_unit(published->past[i], unit_id);
    return name;
}

const char *casework_place(const struct casework *work, const char *unit_id,
                           const char *unit_other) {
    return unit_id[0]      ? casework_unit(work, unit_id)
           : unit_other[0] ? unit_other
                           : words_get(work->request->office->words, WORD("slip.unit.unknown"));
}

static enum page_tone tone_of(const struct dossier_rules *rules, const char *state) {
    const struct dossier_status *status = dossier_rules_status(rules, state);
    if (!status)
        return PAGE_BAD;
    if (!strcmp(state, rules->publish_status))
        return PAGE_GOOD;
    if (status->unpublishes)
        return PAGE_BAD;
    if (!strcmp(state, DOSSIER_RECEIVED))
        return PAGE_WARN;
    return status->is_final || status->is_purged_later ? PAGE_PLAIN : PAGE_INFO;
}

void casework_state(struct page *page, const struct casework *work, const char *state,
                    const char *level) {
    const struct dossier_status *status = dossier_rules_status(work->office.rules, state);
    const char *label = status ? status->label : state;
    char *text = level[0] ? xasprintf("%s · %s", label, level) : xstrdup(label);
    page_badge(page, tone_of(work->office.rules, state), text);
    free(text);
}

void casework_past_campaign(struct page *page, const struct casework *work,
                            const char *campaign_id) {
    const struct campaign *current = work->office.campaign;
    if (!current || !strcmp(current->id, campaign_id))
        return;
    const struct content *past = casework_content_for(work, campaign_id);
    page_badge(page, PAGE_PLAIN, past ? past->campaign.short_title : campaign_id);
}
