#include "office/content_entry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "office/office.h"
#include "office/page_inputs.h"
#include "web/exchange.h"
#include "web/form.h"

#define LONG_CHARACTERS 120 // a line of more is a wide one

/* Headings over the field that begins a part. */
static const struct {
    const char *field, *heading, *hint;
} parts[] = {
    {"decision.number", "entry.part.gate", "entry.part.gate.hint"},
    {"achievement", "entry.part.told", NULL},
};
WORDS_USED(part_words, "entry.part.gate", "entry.part.gate.hint", "entry.part.told",
           "entry.hint.numbers", "entry.hint.award", "entry.hint.featured", "entry.hint.story",
           "entry.hint.consent.how", "entry.hint.required", "entry.hint.to", "entry.honouree.name",
           "entry.honouree.honorific", "entry.honouree.group", "entry.honouree.role",
           "entry.honouree.unit_id", "entry.honouree.level", "entry.honouree.award",
           "entry.honouree.decision.number", "entry.honouree.decision.date",
           "entry.honouree.consent.how", "entry.honouree.consent.date",
           "entry.honouree.achievement", "entry.honouree.story", "entry.honouree.area_ids",
           "entry.honouree.project_id", "entry.honouree.numbers", "entry.honouree.featured",
           "entry.honouree.portrait", "entry.project.name", "entry.project.kind",
           "entry.project.unit_id", "entry.project.run_by", "entry.project.area_id",
           "entry.project.status", "entry.project.progress_percent", "entry.project.start",
           "entry.project.planned_end", "entry.project.text", "entry.project.numbers",
           "entry.project.photo", "entry.unit.name", "entry.unit.kind", "entry.unit.required",
           "entry.unit.progress.registered", "entry.unit.progress.completed", "entry.notice.title",
           "entry.notice.text", "entry.notice.from", "entry.notice.to");

char *content_form_text(const void *context, const struct entry_field *field) {
    const struct form *form = context;
    struct strbuf all = {.text = NULL};
    size_t at = 0;
    if (field->kind == ENTRY_PHOTO)
        return NULL; // has a form of its own
    if (field->kind == ENTRY_CHOICES) {
        for (const char *one; (one = form_next(form, field->name, &at));)
            strbuf_addf(&all, "%s;", one);
        return strbuf_detach(&all);
    }
    if (field->kind != ENTRY_SWITCH && !form_has(form, field->name))
        return NULL;
    return xstrdup(form_text(form, field->name));
}

/* --- inputs --------------------------------------------------------------------------------- */

static const char *fault_of(const struct content_entry *view, const struct entry_field *field) {
    for (size_t i = 0; i < view->fault_count; i++)
        if (!strcmp(view->faults[i].field, field->name))
            return content_fault(view->desk->request->office->words, view->faults[i].why);
    return NULL;
}

static const char *hint_of(const struct words *words, const struct entry_field *field) {
    const char *hint = office_words_of(words, "entry.hint", field->name);
    return hint == field->name ? NULL : hint;
}

static void write_choices(struct page *page, const struct content_entry *view,
                          const struct entry_field *field, const char *chosen) {
    const struct entry_choices *choices = &view->desk->choices;
    char *all = xasprintf(";%s;", chosen);
    html_open(&page->html, "fieldset", "class", "choices", "id", field->name);
    html_element(&page->html, content_label(page->request->office->words, view->topic, field->name),
                 "legend");
    html_open(&page->html, "div", "class", "fields");
    for (size_t i = 0; i < choices->lists[field->list].count; i++) {
        const struct entry_choice *one = &choices->lists[field->list].items[i];
        char *part = xasprintf(";%s;", one->id);
        page_check(page, field->name, one->id, one->name, NULL, strstr(all, part) != NULL);
        free(part);
    }
    html_close(&page->html, "div");
    html_close(&page->html, "fieldset");
    free(all);
}

static void write_choice(struct page *page, const struct content_entry *view,
                         const struct entry_field *field, const struct page_field *input) {
    const struct entry_choices *choices = &view->desk->choices;
    size_t count = choices->lists[field->list].count;
    struct page_option *options = xcalloc(count + 1, sizeof *options);
    for (size_t i = 0; i < count; i++)
        options[i] = (struct page_option){choices->lists[field->list].items[i].id,
                                          choices->lists[field->list].items[i].name, NULL};
    page_select(page, input, options, count, page_word(page, WORD("entry.none")));
    free(options);
}

static void write_field(struct page *page, const struct content_entry *view,
                        const struct entry_field *field) {
    const struct words *words = page->request->office->words;
    char *value = view->entry ? entry_text(view->entry, field) : xstrdup("");
    struct page_field input = {
        .name = field->name,
        .label = content_label(words, view->topic, field->name),
        .value = value,
        .hint = hint_of(words, field),
        .error = fault_of(view, field),
        .type = field->kind == ENTRY_DAY      ? "date"
                : field->kind == ENTRY_NUMBER ? "number"
                                              : NULL,
        .length_max = field->kind == ENTRY_LINE || field->kind == ENTRY_LINES ? field->most : 0,
        .is_required = field->is_required,
        .is_wide = field->kind == ENTRY_LINES || field->kind == ENTRY_FIGURES ||
                   field->most > LONG_CHARACTERS,
    };
    if (field->kind == ENTRY_LINES || field->kind == ENTRY_FIGURES)
        page_area(page, &input, 0);
    else if (field->kind == ENTRY_CHOICE)
        write_choice(page, view, field, &input);
    else if (field->kind == ENTRY_CHOICES)
        write_choices(page, view, field, value);
    else if (field->kind == ENTRY_SWITCH)
        page_check(page, field->name, "1", input.label, input.hint, value[0] != '\0');
    else if (field->kind != ENTRY_PHOTO)
        page_field(page, &input);
    free(value);
}

/* --- the form ------------------------------------------------------------------------------- */

static bool is_grid(const struct entry_field *field) {
    return field->kind == ENTRY_DAY || field->kind == ENTRY_NUMBER || field->kind == ENTRY_CHOICE ||
           (field->kind == ENTRY_LINE && field->most <= LONG_CHARACTERS);
}

static void write_heading(struct page *page, const struct entry_field *field) {
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (strcmp(parts[i].field, field->name) != 0)
            continue;
        page_element(page, "h3", parts[i].heading);
        if (parts[i].hint)
            page_element(page, "p", parts[i].hint);
    }
}

static void write_fields(struct page *page, const struct content_entry *view) {
    size_t count;
    const struct entry_field *fields = entry_fields(view->topic, &count);
    bool is_dossier = wall_is_dossier(view->entry), is_in_grid = false;
    for (size_t i = 0; i < count; i++) {
        if (is_dossier && !fields[i].is_added)
            continue;
        bool begins = false;
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
            begins |= !strcmp(parts[k].field, fields[i].name);
        if (is_in_grid && (begins || !is_grid(&fields[i]))) {
            html_close(&page->html, "div");
            is_in_grid = false;
        }
        if (!is_dossier)
            write_heading(page, &fields[i]);
        if (!is_in_grid && is_grid(&fields[i])) {
            html_open(&page->html, "div", "class", "fields");
            is_in_grid = true;
        }
        write_field(page, view, &fields[i]);
    }
    if (is_in_grid)
        html_close(&page->html, "div");
}

/* For those who may only look, and what a dossier says. */
static void write_facts(struct page *page, const struct content_entry *view, bool is_all) {
    size_t count;
    const struct entry_field *fields = entry_fields(view->topic, &count);
    html_open(&page->html, "dl", "class", "facts");
    for (size_t i = 0; i < count; i++) {
        char *text = entry_text(view->entry, &fields[i]);
        const struct entry_choice *choice =
            entry_choice(&view->desk->choices, fields[i].list, text);
        struct date day;
        char spelt[DATE_VI_MAX];
        if (text[0] && fields[i].kind != ENTRY_PHOTO && (is_all || !fields[i].is_added)) {
            html_element(&page->html,
                         content_label(page->request->office->words, view->topic, fields[i].name),
                         "dt");
            html_open(&page->html, "dd");
            bool is_day = fields[i].kind == ENTRY_DAY && date_parse(text, &day);
            if (is_day)
                date_format_vi(day, spelt);
            html_lines(&page->html, is_day ? spelt : choice ? choice->name : text);
            html_close(&page->html, "dd");
        }
        free(text);
    }
    html_close(&page->html, "dl");
}

void content_entry_form(struct page *page, const struct content_entry *view) {
    char *path = content_path(view->topic, view->id, "");
    page_card_open(page, content_topic(page, view->topic));
    if (!view->desk->may_edit || wall_is_dossier(view->entry))
        write_facts(page, view, !view->desk->may_edit);
    if (view->desk->may_edit) {
        page_form_open(page, path);
        page_hidden(page, "act", "save");
        page_hidden(page, "version", view->version);
        write_fields(page, view);
        html_open(&page->html, "div", "class", "save");
        page_button(page, PAGE_MAIN, page_word(page, WORD("content.save")));
        html_close(&page->html, "div");
        page_form_close(page);
    }
    page_card_close(page);
    free(path);
}
