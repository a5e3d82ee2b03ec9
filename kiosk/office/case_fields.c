/* What the officer found out, as one form; for others as facts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "office/case.h"
#include "office/office.h"
#include "office/page_inputs.h"
#include "office/published.h"
#include "records/dossier_rules.h"
#include "web/exchange.h"

#define OPTIONS_MAX 512

static const char *const prior_values[] = {"no", "yes", "unknown"};
WORDS_USED(prior_words, "prior.no", "prior.yes", "prior.unknown");

struct editing { // the form while it is written
    const struct case_view *view;
    const struct dossier_fields *fields; // as typed, else as kept
    const struct content *content;       // of the dossier's own campaign; NULL: not at hand
    bool is_group_likely;                // nobody chose it yet
};

static const char *fault_of(const struct editing *e, const char *field) {
    return case_fault(e->view, CASE_FIELDS, field);
}

/* What is kept now, where somebody changed it while this was typed. */
static const char *kept_hint(const struct editing *e, const char *typed, const char *kept,
                             char **out_text) {
    const struct case_reply *reply = e->view->reply;
    bool is_stale = reply && reply->outcome && reply->outcome->result == DOSSIER_STALE;
    *out_text = NULL;
    if (!is_stale || !strcmp(typed, kept))
        return NULL;
    *out_text = PAGE_FILL(e->view->page, WORD("case.kept"), "text",
                          kept[0] ? kept : page_word(e->view->page, WORD("case.kept.empty")));
    return *out_text;
}

static void open_anchor(const struct editing *e, const char *field) {
    html_open(&e->view->page->html, "div");
    html_attrf(&e->view->page->html, "id", "field-%s", field);
}

static void close_anchor(const struct editing *e) {
    html_close(&e->view->page->html, "div");
}

/* --- group, level, subject ------------------------------------------------------------------ */

static void write_select(const struct editing *e, const char *field, const char *value,
                         const char *kept, const struct page_option *options, size_t count) {
    char *hint;
    const char *told = kept_hint(e, value, kept, &hint);
    if (e->is_group_likely && !strcmp(field, "group"))
        told = page_word(e->view->page, WORD("case.group.likely"));
    open_anchor(e, field);
    page_select(e->view->page,
                &(struct page_field){.name = field,
                                     .label = casework_label(e->view->work, field),
                                     .value = value,
                                     .hint = told,
                                     .error = fault_of(e, field)},
                options, count, page_word(e->view->page, WORD("case.choose")));
    free(hint);
    close_anchor(e);
}

static void write_group(const struct editing *e) {
    const struct campaign *campaign = e->content ? &e->content->campaign : NULL;
    struct page_option options[OPTIONS_MAX];
    size_t count = 0;
    for (; campaign && count < campaign->group_count && count < OPTIONS_MAX; count++)
        options[count] =
            (struct page_option){campaign->groups[count].id, campaign->groups[count].name, NULL};
    write_select(e, "group", e->fields->group, e->view->dossier->fields.group, options, count);
}

static void write_level(const struct editing *e) {
    const struct campaign *campaign = e->content ? &e->content->campaign : NULL;
    struct page_option options[OPTIONS_MAX];
    size_t count = 0;
    for (; campaign && count < campaign->level_count && count < OPTIONS_MAX; count++)
        options[count] =
            (struct page_option){campaign->levels[count].id, campaign->levels[count].name, NULL};
    write_select(e, "level", e->fields->level, e->view->dossier->fields.level, options, count);
}

/* Those of one group after those of another, last those that the plan left open. */
static void write_subject(const struct editing *e) {
    const struct campaign *campaign = e->content ? &e->content->campaign : NULL;
    const struct plan *plan = campaign ? &campaign->plan : NULL;
    struct page_option options[OPTIONS_MAX];
    size_t count = 0;
    if (campaign && plan->subject_count == 0)
        return; // this campaign names none
    for (size_t g = 0; campaign && g <= campaign->group_count; g++) {
        const struct group *group = g < campaign->group_count ? &campaign->groups[g] : NULL;
        for (size_t i = 0; i < plan->subject_count && count < OPTIONS_MAX; i++)
            if (plan->subjects[i].group == group && plan->subjects[i].id[0])
                options[count++] = (struct page_option){
                    plan->subjects[i].id, plan->subjects[i].name,
                    group ? group->name : page_word(e->view->page, WORD("case.subject.open"))};
    }
    write_select(e, "subject_id", e->fields->subject_id, e->view->dossier->fields.subject_id,
                 options, count);
}

/* --- the person, the deed ------------------------------------------------------------------- */

static void write_line(const struct editing *e, const char *field, const char *value,
                       const char *kept, int length_max) {
    char *hint;
    open_anchor(e, field);
    page_field(e->view->page, &(struct page_field){.name = field,
                                                   .label = casework_label(e->view->work, field),
                                                   .value = value,
                                                   .hint = kept_hint(e, value, kept, &hint),
                                                   .error = fault_of(e, field),
                                                   .length_max = length_max});
    free(hint);
    close_anchor(e);
}

/* Of people alone; while no group is chosen the slip says what it is. */
static bool has_birth_year(const struct editing *e) {
    return e->fields->group[0] && e->content
               ? campaign_group_is_of_persons(&e->content->campaign, e->fields->group)
               : nomination_is_person(&e->view->dossier->slip);
}

static void year_text(int year, char out[16]) {
    snprintf(out, 16, "%.0d", year); // 0 is none
}

static void write_person(const struct editing *e) {
    char value[16], kept[16];
    const struct dossier_fields *before = &e->view->dossier->fields;
    year_text(e->fields->birth_year, value);
    year_text(before->birth_year, kept);
    html_open(&e->view->page->html, "div", "class", "fields");
    write_line(e, "position", e->fields->position, before->position, DOSSIER_POSITION_MAX);
    if (has_birth_year(e))
        write_line(e, "birth_year",
                   e->view->reply && e->view->reply->fields
                       ? case_typed(e->view, CASE_FIELDS, "birth_year") // also what is no year
                       : value,
                   kept, 4);
    html_close(&e->view->page->html, "div");
}

static void write_area_text(const struct editing *e, const char *field, const char *value,
                            const char *kept, int length_max, int words_max) {
    char *hint;
    const char *kept_text = kept_hint(e, value, kept, &hint);
    open_anchor(e, field);
    page_area(e->view->page,
              &(struct page_field){.name = field,
                                   .label = casework_label(e->view->work, field),
                                   .value = value,
                                   .hint = kept_text,
                                   .error = fault_of(e, field),
                                   .length_max = length_max,
                                   .is_wide = true},
              words_max);
    free(hint);
    close_anchor(e);
}

static bool has_area(const struct dossier_fields *fields, const char *id) {
    for (size_t i = 0; i < fields->area_count; i++)
        if (!strcmp(fields->area_ids[i], id))
            return true;
    return false;
}

static void write_areas(const struct editing *e) {
    struct html *h = &e->view->page->html;
    const struct campaign *campaign = e->content ? &e->content->campaign : NULL;
    html_open(h, "fieldset", "id", "field-area_ids", "class", "choices");
    html_element(h, casework_label(e->view->work, "area_ids"), "legend");
    for (size_t i = 0; campaign && i < campaign->area_count; i++) {
        const struct area *area = &campaign->areas[i];
        char *label = xasprintf("%d. %s", area->number, area->short_name);
        page_check(e->view->page, "area_ids", area->id, label, NULL, has_area(e->fields, area->id));
        free(label);
    }
    html_close(h, "fieldset");
}

/* As many as the matrix asks for, and all that were chosen. */
static size_t count_projects(const struct editing *e) {
    size_t count = e->fields->project_count > 0 ? e->fields->project_count : 1;
    int needed = dossier_models_needed(e->fields, e->content ? &e->content->campaign : NULL);
    if (needed > (int)count)
        count = (size_t)needed;
    return count < DOSSIER_PROJECTS_MAX ? count : DOSSIER_PROJECTS_MAX;
}

static void write_one_project(const struct editing *e, size_t at, size_t of,
                              const struct page_option *options, size_t count) {
    const struct dossier_fields *kept = &e->view->dossier->fields, *now = e->fields;
    const char *value = at < now->project_count ? now->project_ids[at] : "";
    const char *label = casework_label(e->view->work, "project_id");
    char *hint, *numbered = xasprintf("%s %zu/%zu", label, at + 1, of);
    char *id = xasprintf("project_id-%zu", at + 1);
    page_select(e->view->page,
                &(struct page_field){
                    .name = "project_id",
                    .id = at > 0 ? id : NULL,
                    .label = of > 1 ? numbered : label,
                    .value = value,
                    .hint = kept_hint(e, value,
                                      at < kept->project_count ? kept->project_ids[at] : "", &hint),
                    .error = at == 0 ? fault_of(e, "project_id") : NULL},
                options, count, page_word(e->view->page, WORD("case.choose")));
    free(hint);
    free(id);
    free(numbered);
}

static void write_projects(const struct editing *e) {
    const struct content *content = e->content;
    size_t count = content ? content->project_count : 0, of = count_projects(e);
    struct page_option *options = xcalloc(count, sizeof *options);
    for (size_t i = 0; i < count; i++)
        options[i] = (struct page_option){content->projects[i].id, content->projects[i].name, NULL};
    open_anchor(e, "project_id");
    for (size_t at = 0; at < of; at++)
        write_one_project(e, at, of, options, count);
    close_anchor(e);
    free(options);
}

/* --- what others say ------------------------------------------------------------------------ */

/* Names are FIELD.by, FIELD.date, FIELD.note. */
static void write_confirm(const struct editing *e, const char *field,
                          const struct dossier_confirm *confirm) {
    struct html *h = &e->view->page->html;
    const struct {
        const char *part, *label, *value, *type;
    } parts[] = {
        {"by", page_word(e->view->page, WORD("confirm.by")), confirm->by, NULL},
        {"date", page_word(e->view->page, WORD("confirm.date")), confirm->date, "date"},
        {"note", page_word(e->view->page, WORD("confirm.note")), confirm->note, NULL},
    };
    html_open(h, "fieldset", "class", "confirm");
    html_attrf(h, "id", "field-%s", field);
    html_element(h, casework_label(e->view->work, field), "legend");
    html_open(h, "div", "class", "fields");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char *name = xasprintf("%s.%s", field, parts[i].part);
        page_field(e->view->page,
                   &(struct page_field){.name = name,
                                        .label = parts[i].label,
                                        .value = parts[i].value,
                                        .type = parts[i].type,
                                        .error = i == 0 ? fault_of(e, field) : NULL,
                                        .length_max = parts[i].type ? 0 : DOSSIER_NOTE_MAX});
        free(name);
    }
    html_close(h, "div");
    html_close(h, "fieldset");
}

static void write_prior(const struct editing *e) {
    const struct words *words = e->view->work->request->office->words;
    struct page_option options[sizeof prior_values / sizeof *prior_values];
    size_t count = sizeof options / sizeof *options;
    for (size_t i = 0; i < count; i++)
        options[i] = (struct page_option){prior_values[i],
                                          office_words_of(words, "prior", prior_values[i]), NULL};
    write_select(e, "prior_award_check", e->fields->prior_award_check,
                 e->view->dossier->fields.prior_award_check, options, count);
}

/* --- the form ------------------------------------------------------------------------------- */

static void write_case_part(const struct editing *e) {
    struct html *h = &e->view->page->html;
    html_open(h, "div", "class", "fields");
    write_group(e);
    write_level(e);
    write_subject(e);
    html_close(h, "div");
    write_person(e);
}

static void write_form(const struct editing *e) {
    struct page *page = e->view->page;
    const struct dossier_fields *before = &e->view->dossier->fields;
    case_form_open(e->view, CASE_FIELDS);
    write_case_part(e);
    write_area_text(e, "summary", e->fields->summary, before->summary, DOSSIER_SUMMARY_MAX,
                    DOSSIER_SUMMARY_WORDS_MAX);
    html_open(&page->html, "div", "class", "two");
    write_areas(e);
    write_projects(e);
    html_close(&page->html, "div");
    case_checks(e->view, e->fields, true);
    write_confirm(e, "unit_confirm", &e->fields->unit_confirm);
    write_confirm(e, "police_confirm", &e->fields->police_confirm);
    write_prior(e);
    write_area_text(e, "opinion", e->fields->opinion, before->opinion, DOSSIER_OPINION_MAX, 0);
    html_open(&page->html, "div", "class", "save");
    page_button(page, PAGE_MAIN, page_word(page, WORD("case.save")));
    html_close(&page->html, "div");
    page_form_close(page);
}

/* --- as facts ------------------------------------------------------------------------------- */

static void write_confirm_fact(const struct case_view *view, const char *field,
                               const struct dossier_confirm *confirm) {
    struct strbuf text = {.text = NULL};
    struct date day;
    char day_text[DATE_VI_MAX];
    if (!confirm->by[0])
        return;
    strbuf_add_text(&text, confirm->by);
    if (date_parse(confirm->date, &day)) {
        date_format_vi(day, day_text);
        strbuf_addf(&text, ", %s", day_text);
    }
    if (confirm->note[0])
        strbuf_addf(&text, ". %s", confirm->note);
    case_fact(view, casework_label(view->work, field), strbuf_text(&text));
    strbuf_finish(&text);
}

static void write_areas_fact(const struct editing *e) {
    struct strbuf text = {.text = NULL};
    for (size_t i = 0; i < e->fields->area_count; i++)
        strbuf_addf(&text, "%s%s", i ? "; " : "",
                    published_area(e->content, e->fields->area_ids[i]));
    case_fact(e->view, casework_label(e->view->work, "area_ids"), strbuf_text(&text));
    strbuf_finish(&text);
}

static void write_facts(const struct editing *e) {
    const struct case_view *view = e->view;
    const struct dossier_fields *f = e->fields;
    char year[16], *projects = published_projects(e->content, f);
    year_text(f->birth_year, year);
    html_open(&view->page->html, "dl", "class", "facts");
    const struct {
        const char *field, *text;
    } rows[] = {
        {"group", published_group(e->content, f->group)},
        {"subject_id", published_subject(e->content, f->subject_id)},
        {"level", published_level(e->content, f->level)},
        {"position", f->position},
        {"birth_year", year},
        {"summary", f->summary},
        {"project_id", projects},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        case_fact(view, casework_label(view->work, rows[i].field), rows[i].text);
    free(projects);
    write_areas_fact(e);
    write_confirm_fact(view, "unit_confirm", &f->unit_confirm);
    write_confirm_fact(view, "police_confirm", &f->police_confirm);
    if (f->prior_award_check[0])
        case_fact(
            view, casework_label(view->work, "prior_award_check"),
            office_words_of(view->work->request->office->words, "prior", f->prior_award_check));
    case_fact(view, casework_label(view->work, "opinion"), f->opinion);
    html_close(&view->page->html, "dl");
    case_checks(view, f, false);
}

void case_fields(const struct case_view *view) {
    const struct dossier *d = view->dossier;
    const struct case_reply *reply = view->reply;
    struct dossier_fields *fields = xcalloc(1, sizeof *fields);
    struct editing e = {view, fields, casework_content_for(view->work, d->campaign_id), false};
    *fields = reply && reply->fields ? *reply->fields : d->fields;
    page_card_open(view->page, page_word(view->page, WORD("case.fields")));
    if (!e.content)
        page_note(view->page, PAGE_WARN, page_word(view->page, WORD("case.other_campaign")));
    if (view->is_open) {
        const struct group *likely =
            e.content ? campaign_group_of_kind(&e.content->campaign, d->slip.kind) : NULL;
        e.is_group_likely = likely && !fields->group[0] && !(reply && reply->fields);
        if (e.is_group_likely) // until the officer says so
            snprintf(fields->group, sizeof fields->group, "%s", likely->id);
        write_form(&e);
    } else {
        write_facts(&e);
    }
    page_card_close(view->page);
    free(fields);
}
