#include "office/export_council.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/checklist.h"
#include "model/content.h"
#include "office/batch.h"
#include "office/office.h"
#include "office/published.h"
#include "records/dossier_rules.h"
#include "records/roles.h"
#include "records/service.h"
#include "records/settings.h"
#include "web/exchange.h"

#define SPLIT '|' // between lines in a setting
#define GROUPS_MAX 16

struct making {
    const struct casework *work;
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

static char *areas_of(const struct casework *work, const struct dossier *d) {
    const struct content *content = casework_content(work);
    struct strbuf text = {.text = NULL};
    for (size_t i = 0; i < d->fields.area_count; i++) {
        const struct area *area =
            content ? campaign_area(&content->campaign, d->fields.area_ids[i]) : NULL;
        strbuf_add_text(&text, i ? ", " : "");
        if (area && area->number)
            strbuf_addf(&text, "%d", area->number);
        else
            strbuf_add_text(&text, d->fields.area_ids[i]);
    }
    return strbuf_detach(&text);
}

static char *checks_of(const struct casework *work, const struct dossier *d) {
    struct checklist_sum sum = dossier_checklist(&d->fields, casework_campaign(work, d));
    return sum.total ? xasprintf("%zu/%zu", sum.met, sum.total) : xstrdup("");
}

static char *award_of(const struct casework *work, const struct dossier *d) {
    const struct content *content = casework_content(work);
    const struct level *level =
        content ? campaign_level(&content->campaign, d->fields.level) : NULL;
    return xstrdup(level ? level->badge : d->fields.level);
}

static char *unit_of(const struct casework *work, const struct dossier *d) {
    return xstrdup(d->slip.unit_id[0] ? published_unit(casework_content(work), d->slip.unit_id)
                                      : d->slip.unit_other);
}

static char *birth_of(const struct dossier *d, const struct dossier_column *column) {
    bool is_asked = !column->only || !column->only[0] ||
                    (d->fields.group[0] && strstr(column->only, d->fields.group));
    return is_asked && d->fields.birth_year ? xasprintf("%d", d->fields.birth_year) : xstrdup("");
}

/* What the council noted is for itself. */
static char *note_of(const struct making *m, const struct dossier *d) {
    return xstrdup(m->list->is_for_higher ? "" : d->council.note);
}

static char *text_of(const struct making *m, const struct dossier *d,
                     const struct dossier_column *column) {
    const char *field = column->field;
    const struct casework *work = m->work;
    if (!strcmp(field, "row"))
        return xasprintf("%zu", m->number);
    if (!strcmp(field, "honorific+name"))
        return casework_person_text(d->slip.honorific, d->slip.name);
    if (!strcmp(field, "birth_year"))
        return birth_of(d, column);
    if (!strcmp(field, "position"))
        return xstrdup(d->fields.position);
    if (!strcmp(field, "unit_id"))
        return unit_of(work, d);
    if (!strcmp(field, "summary"))
        return xstrdup(d->fields.summary);
    if (!strcmp(field, "area_ids"))
        return areas_of(work, d);
    if (!strcmp(field, "project_id"))
        return xstrdup(published_project(casework_content(work), d->fields.project_id));
    if (!strcmp(field, "checklist"))
        return checks_of(work, d);
    if (!strcmp(field, "level"))
        return award_of(work, d);
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

static void add_heading(struct export_list *list, enum export_row_kind kind,
                        const struct dossier_part *part) {
    struct export_row *row = add_row(list, kind);
    row->cells[0].text = xstrdup(part->order);
    row->cells[1].text = xstrdup(part->text);
}

static void add_headings(struct making *m, const struct dossier *d) {
    const struct dossier_rules *rules = m->work->office.rules;
    size_t part = dossier_part_of(rules, d->fields.level);
    size_t subpart = dossier_subpart_of(rules, d->fields.group);
    bool is_new = m->number == 0 || part != m->part;
    if (is_new && part < rules->part_count)
        add_heading(m->list, EXPORT_PART, &rules->parts[part]);
    if ((is_new || subpart != m->subpart) && subpart < rules->subpart_count)
        add_heading(m->list, EXPORT_SUBPART, &rules->subparts[subpart]);
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
static bool is_higher_level(const struct dossier_pick *pick, const void *args) {
    const struct dossier_rules *rules = args;
    for (size_t i = 0; i < rules->transition_count; i++) {
        const struct dossier_transition *step = &rules->transitions[i];
        if (step->to && step->level_count > 0 &&
            dossier_rules_decides(rules, ROLE_ID_HIGHER, step->to->id) &&
            dossier_transition_takes_level(step, pick->level))
            return true;
    }
    return false;
}

static bool add_entries(struct making *m) {
    const struct dossier_rules *rules = m->work->office.rules;
    bool *is_in = batch_council_states(rules), is_read = true;
    struct batch_list part = {.pages = 1};
    for (int page = 1; is_read && page <= part.pages; page++) {
        is_read =
            batch_read(m->work,
                       &(struct batch_ask){is_in, m->list->is_for_higher ? is_higher_level : NULL,
                                           rules, page},
                       &part);
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

/* "Tổng cộng: {a} tập thể, {b} cá nhân": a letter for each subpart, in their order. */
static char *fill_totals(const char *text, const struct making *m) {
    struct strbuf out = {.text = NULL};
    for (; *text; text++) {
        bool is_place =
            text[0] == '{' && text[1] >= 'a' && text[1] < 'a' + GROUPS_MAX && text[2] == '}';
        if (is_place) {
            strbuf_addf(&out, "%zu", m->counted[text[1] - 'a']);
            text += 2;
        } else {
            strbuf_add_char(&out, *text);
        }
    }
    return strbuf_detach(&out);
}

static void make_title(struct export_list *list, const struct casework *work, const json_t *file) {
    const struct words *words = work->request->office->words;
    const struct campaign *campaign = work->office.campaign;
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
    char year[16];
    snprintf(year, sizeof year, "%d",
             date_time_at(work->office.now_s, work->office.zone_s).date.year);
    list->place_date =
        words_fill(words, WORD("export.date"),
                   (const char *const[]){"place", s->document_place, "year", year, NULL});
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

static void make_frame(struct making *m) {
    struct export_list *list = m->list;
    const struct service_settings *s = m->work->request->service->settings;
    const json_t *file = m->work->office.rules->export_council;
    const json_t *heading = jsonread_object(file, "heading");
    const json_t *country = jsonread_array(heading, "right");
    const json_t *signatures = jsonread_object(file, "signatures");
    add_lines(&list->agency, s->document_agency, jsonread_array(heading, "left"));
    for (size_t i = 0; i + 1 < json_array_size(country); i++) // the last is place and date
        add_line(&list->country, xstrdup(jsonread_text(json_array_get(country, i), "text", "")));
    add_lines(&list->preparer, s->document_preparer, jsonread_array(signatures, "left"));
    add_lines(
        &list->signer, list->is_for_higher ? s->document_committee : s->document_council,
        jsonread_array(signatures, list->is_for_higher ? "right_committee" : "right_council"));
    add_lines(&list->recipients, "", jsonread_array(file, "recipients"));
    list->draft = xstrdup(jsonread_text(jsonread_object(heading, "draft_mark"), "text", ""));
    list->totals = fill_totals(jsonread_text(jsonread_object(file, "totals"), "vi", ""), m);
    make_title(list, m->work, file);
    make_dates(list, m->work);
    make_paper(list, file);
}

bool export_council_make(const struct casework *work, bool is_for_higher, struct export_list *out) {
    *out = (struct export_list){.is_for_higher = is_for_higher};
    struct making making = {.work = work, .list = out};
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
