#include "office/export_council.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "model/checklist.h"
#include "model/content.h"
#include "office/batch.h"
#include "office/office.h"
#include "office/published.h"
#include "records/commune.h"
#include "records/dossier_parts.h"
#include "records/dossier_rules.h"
#include "records/roles.h"
#include "records/service.h"
#include "records/settings.h"
#include "web/exchange.h"

#define SPLIT '|' // between lines in a setting
#define GROUPS_MAX 16

struct making {
    const struct casework *work;
    const struct content *content;   // with the campaign whose list it is; NULL: not published
    const struct campaign *campaign; // that campaign, NULL likewise
    struct export_list *list;
    size_t number;              // of the last entry
    size_t counted[GROUPS_MAX]; // entries by subpart
    size_t part, subpart;       // of the last entry
};

/* --- lines ---------------------------------------------------------------------------------- */

static void add_line(struct export_lines *lines, char *text) {
    if (lines->count < EXPORT_LINES_MAX)
        lines->items[lines->count++] = text;
    else
        free(text);
}

static void free_lines(struct export_lines *lines) {
    for (size_t i = 0; i < lines->count; i++)
        free(lines->items[i]);
    lines->count = 0;
}

/* Lines of a setting, "ONE | OTHER", else those of content. */
static void add_lines(struct export_lines *lines, const char *setting, const json_t *content) {
    size_t i;
    json_t *one;
    for (const char *at = setting; *at;) {
        const char *end = strchrnul(at, SPLIT);
        const char *first = at + strspn(at, " "), *last = end;
        while (last > first && last[-1] == ' ')
            last--;
        if (last > first)
            add_line(lines, xstrndup(first, (size_t)(last - first)));
        at = *end ? end + 1 : end;
    }
    if (lines->count > 0)
        return;
    json_array_foreach(content, i, one) {
        const char *text =
            json_is_string(one) ? json_string_value(one) : jsonread_text(one, "text", "");
        if (!jsonread_text(one, "when", NULL)) // what only stands in other documents
            add_line(lines, xstrdup(text));
    }
}

/* --- cells ---------------------------------------------------------------------------------- */

static char *areas_of(const struct making *m, const struct dossier *d) {
    struct strbuf text = {.text = NULL};
    for (size_t i = 0; i < d->fields.area_count; i++) {
        const struct area *area =
            m->campaign ? campaign_area(m->campaign, d->fields.area_ids[i]) : NULL;
        strbuf_add_text(&text, i ? ", " : "");
        if (area && area->number)
            strbuf_addf(&text, "%d", area->number);
        else
            strbuf_add_text(&text, d->fields.area_ids[i]);
    }
    return strbuf_detach(&text);
}

static char *checks_of(const struct making *m, const struct dossier *d) {
    struct checklist_sum sum = dossier_checklist(&d->fields, m->campaign);
    return sum.total ? xasprintf("%zu/%zu", sum.met, sum.total) : xstrdup("");
}

static char *award_of(const struct making *m, const struct dossier *d) {
    const struct level *level = m->campaign ? campaign_level(m->campaign, d->fields.level) : NULL;
    return xstrdup(level ? level->badge : d->fields.level);
}

static char *unit_of(const struct casework *work, const struct dossier *d) {
    return xstrdup(d->slip.unit_id[0] ? casework_unit(work, d->slip.unit_id) : d->slip.unit_other);
}

/* `only` is "persons", or ids of groups. */
static char *birth_of(const struct making *m, const struct dossier *d,
                      const struct dossier_column *column) {
    const char *group = d->fields.group;
    bool is_of_persons = m->campaign && campaign_group_is_of_persons(m->campaign, group);
    bool is_asked = !column->only[0] || (group[0] && strstr(column->only, group)) ||
                    (is_of_persons && !strcmp(column->only, "persons"));
    return is_asked && d->fields.birth_year ? xasprintf("%d", d->fields.birth_year) : xstrdup("");
}

/* What the council noted is for itself. */
static char *note_of(const struct making *m, const struct dossier *d) {
    return xstrdup(m->list->is_for_higher ? "" : d->council.note);
}

static char *text_of(const struct making *m, const struct dossier *d,
                     const struct dossier_column *column) {
    const char *field = column->field;
    if (!strcmp(field, "row"))
        return xasprintf("%zu", m->number);
    if (!strcmp(field, "honorific+name"))
        return casework_person_text(d->slip.honorific, d->slip.name);
    if (!strcmp(field, "birth_year"))
        return birth_of(m, d, column);
    if (!strcmp(field, "position"))
        return xstrdup(d->fields.position);
    if (!strcmp(field, "unit_id"))
        return unit_of(m->work, d);
    if (!strcmp(field, "summary"))
        return xstrdup(d->fields.summary);
    if (!strcmp(field, "area_ids"))
        return areas_of(m, d);
    if (!strcmp(field, "project_id"))
        return published_projects(m->content, &d->fields);
    if (!strcmp(field, "checklist"))
        return checks_of(m, d);
    if (!strcmp(field, "level"))
        return award_of(m, d);
    if (!strcmp(field, "opinion"))
        return xstrdup(d->fields.opinion);
    if (!strcmp(field, "council"))
        return d->council.date[0] ? xasprintf("%d/%d", d->council.votes_for, d->council.present)
                                  : xstrdup("");
    return !strcmp(field, "note") ? note_of(m, d) : xstrdup("");
}

static bool is_number(const char *field) {
    return !strcmp(field, "row") || !strcmp(field, "birth_year");
}

/* --- rows ----------------------------------------------------------------------------------- */

static struct export_row *add_row(struct export_list *list, enum export_row_kind kind) {
    if (list->row_count == list->room) {
        list->room = 2 * list->room + 32;
        list->rows = xrealloc(list->rows, list->room, sizeof *list->rows);
    }
    struct export_row *row = &list->rows[list->row_count++];
    *row = (struct export_row){.kind = kind};
    return row;
}

/* `text` is taken over; NULL: none is written. */
static void add_heading(struct export_list *list, enum export_row_kind kind, const char *order,
                        char *text) {
    if (!text)
        return;
    struct export_row *row = add_row(list, kind);
    row->cells[0].text = xstrdup(order);
    row->cells[1].text = text;
}

static void add_headings(struct making *m, const struct dossier *d) {
    char order[DOSSIER_PART_ORDER_MAX];
    size_t part = dossier_part_of(m->campaign, d->fields.level);
    size_t subpart = dossier_subpart_of(m->campaign, d->fields.group);
    bool is_new = m->number == 0 || part != m->part;
    dossier_part_order(part, order);
    if (is_new)
        add_heading(m->list, EXPORT_PART, order, dossier_part_text(m->campaign, part));
    dossier_subpart_order(subpart, order);
    if (is_new || subpart != m->subpart)
        add_heading(m->list, EXPORT_SUBPART, order, dossier_subpart_text(m->campaign, subpart));
    m->part = part;
    m->subpart = subpart;
    if (subpart < GROUPS_MAX)
        m->counted[subpart]++;
}

static void add_entry(struct making *m, const struct dossier *d) {
    add_headings(m, d);
    m->number++;
    struct export_row *row = add_row(m->list, EXPORT_ENTRY);
    for (size_t i = 0; i < m->list->column_count; i++) {
        row->cells[i].text = text_of(m, d, m->list->columns[i]);
        row->cells[i].is_number =
            is_number(m->list->columns[i]->field) && row->cells[i].text[0] != '\0';
    }
}

/* To a higher level go those that some step leads there. */
static bool is_higher_level(const struct dossier_rules *rules, const struct dossier_pick *pick) {
    for (size_t i = 0; i < rules->transition_count; i++) {
        const struct dossier_transition *step = &rules->transitions[i];
        if (step->to && (step->actions || step->level_count > 0) &&
            dossier_rules_decides(rules, ROLE_ID_HIGHER, step->to->id) &&
            dossier_transition_takes_level(step, pick->campaign, pick->level))
            return true;
    }
    return false;
}

static bool wants(const struct dossier_pick *pick, const void *args) {
    const struct making *m = args;
    return pick->campaign == m->campaign &&
           (!m->list->is_for_higher || is_higher_level(m->work->office.rules, pick));
}

static bool add_entries(struct making *m) {
    const struct dossier_rules *rules = m->work->office.rules;
    bool *is_in = batch_council_states(rules), is_read = true;
    struct batch_list part = {.pages = 1};
    for (int page = 1; is_read && page <= part.pages; page++) {
        is_read = batch_read(m->work, &(struct batch_ask){is_in, wants, m, page}, &part);
        for (size_t i = 0; is_read && i < part.count; i++)
            add_entry(m, part.dossiers[i]);
        if (is_read) {
            int pages = part.pages;
            batch_finish(&part);
            part.pages = pages;
        }
    }
    free(is_in);
    return is_read;
}

/* --- heading and foot ----------------------------------------------------------------------- */

static void choose_columns(struct export_list *list, const struct dossier_rules *rules) {
    for (size_t i = 0; i < rules->column_count && list->column_count < EXPORT_COLUMNS_MAX; i++)
        if (!list->is_for_higher || !rules->columns[i].is_internal)
            list->columns[list->column_count++] = &rules->columns[i];
}

/* "3 tập thể, 2 cá nhân": how many of each group, its name as it stands within a sentence. */
static void add_counts(struct strbuf *out, const struct making *m) {
    size_t count = m->campaign ? m->campaign->group_count : 0;
    for (size_t i = 0; i < count && i < GROUPS_MAX; i++) {
        const char *name = m->campaign->groups[i].name;
        uint32_t first = 0;
        char lower[4];
        size_t used = utf8_decode(name, strlen(name), &first);
        strbuf_addf(out, "%s%zu ", i ? ", " : "", m->counted[i]);
        strbuf_add(out, lower, utf8_encode(utf8_to_lower(first), lower));
        strbuf_add_text(out, name + used);
    }
}

/* "Tổng cộng: {groups}." */
static char *fill_totals(const char *text, const struct making *m) {
    static const char place[] = "{groups}";
    struct strbuf out = {.text = NULL};
    const char *at = strstr(text, place);
    if (!at)
        return xstrdup(text);
    strbuf_add(&out, text, (size_t)(at - text));
    add_counts(&out, m);
    strbuf_add_text(&out, at + strlen(place));
    return strbuf_detach(&out);
}

static void make_title(struct making *m, const json_t *file) {
    const struct words *words = m->work->request->office->words;
    const struct campaign *campaign = m->campaign;
    struct export_list *list = m->list;
    const json_t *title = jsonread_array(jsonread_object(file, "heading"), "title");
    add_line(&list->title, xstrdup(jsonread_text(json_array_get(title, 0), "text", "")));
    if (campaign)
        add_line(&list->title,
                 words_fill(words, WORD("export.title"),
                            (const char *const[]){"campaign", campaign->title, NULL}));
}

static void make_dates(struct export_list *list, const struct casework *work) {
    const struct words *words = work->request->office->words;
    const struct service_settings *s = work->request->service->settings;
    const char *place = s->document_place[0] ? s->document_place : commune_proper_name(s);
    char year[16];
    snprintf(year, sizeof year, "%d",
             date_time_at(work->office.now_s, work->office.zone_s).date.year);
    list->place_date = words_fill(words, WORD("export.date"),
                                  (const char *const[]){"place", place, "year", year, NULL});
    list->attached =
        list->is_for_higher
            ? words_fill(words, WORD("export.attached"),
                         (const char *const[]){"agency", s->agency, "year", year, NULL})
            : xstrdup("");
}

static int margin(const json_t *file, const char *side) {
    const json_t *margins = jsonread_object(jsonread_object(file, "paper"), "margins_mm");
    return (int)json_integer_value(json_array_get(jsonread_array(margins, side), 0));
}

static void make_paper(struct export_list *list, const json_t *file) {
    const json_t *paper = jsonread_object(file, "paper");
    list->font = xstrdup(jsonread_text(paper, "font", "Times New Roman"));
    list->top_mm = margin(file, "top");
    list->bottom_mm = margin(file, "bottom");
    list->left_mm = margin(file, "left");
    list->right_mm = margin(file, "right");
    list->hides_first_number = jsonread_bool(paper, "hide_first_page_number", true);
}

/* "{commune}" in a line: its name in capitals. */
static void name_commune(struct export_lines *lines, const char *commune) {
    for (size_t i = 0; i < lines->count; i++) {
        if (strcmp(lines->items[i], "{commune}") != 0)
            continue;
        free(lines->items[i]);
        lines->items[i] = utf8_to_capitals(commune);
    }
}

static void make_frame(struct making *m) {
    struct export_list *list = m->list;
    const struct service_settings *s = m->work->request->service->settings;
    const json_t *file = m->work->office.rules->export_council;
    const json_t *heading = jsonread_object(file, "heading");
    const json_t *country = jsonread_array(heading, "right");
    const json_t *signatures = jsonread_object(file, "signatures");
    add_lines(&list->agency, s->document_agency, jsonread_array(heading, "left"));
    name_commune(&list->agency, s->commune_name);
    for (size_t i = 0; i + 1 < json_array_size(country); i++) // the last is place and date
        add_line(&list->country, xstrdup(jsonread_text(json_array_get(country, i), "text", "")));
    add_lines(&list->preparer, s->document_preparer, jsonread_array(signatures, "left"));
    add_lines(
        &list->signer, list->is_for_higher ? s->document_committee : s->document_council,
        jsonread_array(signatures, list->is_for_higher ? "right_committee" : "right_council"));
    add_lines(&list->recipients, "", jsonread_array(file, "recipients"));
    list->draft = xstrdup(jsonread_text(jsonread_object(heading, "draft_mark"), "text", ""));
    list->totals = fill_totals(jsonread_text(jsonread_object(file, "totals"), "vi", ""), m);
    make_title(m, file);
    make_dates(list, m->work);
    make_paper(list, file);
}

bool export_council_make(const struct casework *work, const struct export_ask *ask,
                         struct export_list *out) {
    *out = (struct export_list){.is_for_higher = ask->is_for_higher};
    const struct content *content =
        ask->campaign_id[0] ? casework_content_for(work, ask->campaign_id) : casework_content(work);
    struct making making = {.work = work,
                            .content = content,
                            .campaign = content ? &content->campaign : NULL,
                            .list = out};
    choose_columns(out, work->office.rules);
    bool is_read = add_entries(&making);
    if (is_read)
        make_frame(&making);
    else
        export_list_finish(out);
    return is_read;
}

void export_list_finish(struct export_list *list) {
    for (size_t i = 0; i < list->row_count; i++)
        for (size_t j = 0; j < EXPORT_COLUMNS_MAX; j++)
            free(list->rows[i].cells[j].text);
    free(list->rows);
    struct export_lines *lines[] = {&list->agency,   &list->country, &list->title,
                                    &list->preparer, &list->signer,  &list->recipients};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        free_lines(lines[i]);
    free(list->place_date);
    free(list->attached);
    free(list->draft);
    free(list->totals);
    free(list->font);
    *list = (struct export_list){.rows = NULL};
}
