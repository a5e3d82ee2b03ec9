#include "office/slip_form.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "model/content.h"
#include "office/case.h"
#include "office/office.h"
#include "office/page_inputs.h"
#include "records/dossier_rules.h"
#include "web/exchange.h"
#include "web/form.h"

/* Of the choice of a place, besides ids of units. */
#define PLACE_UNKNOWN "?"
#define PLACE_OTHER "+"

static const char *const honorifics[] = {"ông", "bà", "anh", "chị"};

const char *slip_form_fault(const struct slip_form *form, const char *field) {
    for (size_t i = 0; form->outcome && i < form->outcome->fault_count; i++)
        if (!strcmp(form->outcome->faults[i].field, field))
            return casework_fault(form->work, &form->outcome->faults[i]);
    return NULL;
}

/* --- who ------------------------------------------------------------------------------------ */

/* The kinds that a dossier may have, by the rules' own list. */
static void write_kinds(struct page *page, const struct slip_form *form) {
    const struct dossier_field *field = dossier_rules_field(form->work->office.rules, "kind");
    page_choices_open(page, "kind", casework_label(form->work, "kind"),
                      slip_form_fault(form, "kind"));
    html_open(&page->html, "div", "class", "answers");
    for (size_t i = 0; field && i < field->value_count; i++)
        page_radio(page, "kind", field->values[i],
                   office_words_of(page->request->office->words, "kind", field->values[i]),
                   !strcmp(form->slip->kind, field->values[i]));
    html_close(&page->html, "div");
    page_choices_close(page);
}

static void write_honorific(struct page *page, const struct slip_form *form) {
    struct page_option options[sizeof honorifics / sizeof *honorifics];
    size_t count = sizeof options / sizeof *options;
    for (size_t i = 0; i < count; i++)
        options[i] = (struct page_option){honorifics[i], honorifics[i], NULL};
    html_open(&page->html, "div", "data-with", "kind=resident,official");
    page_select(page,
                &(struct page_field){.name = "honorific",
                                     .label = casework_label(form->work, "honorific"),
                                     .value = form->slip->honorific,
                                     .error = slip_form_fault(form, "honorific")},
                options, count, page_word(page, WORD("slip.honorific.none")));
    html_close(&page->html, "div");
}

static void write_line(struct page *page, const struct slip_form *form, const char *field,
                       const char *label, const char *value, int length_max) {
    page_field(page, &(struct page_field){.name = field,
                                          .label = casework_label(form->work, label),
                                          .value = value,
                                          .error = slip_form_fault(form, field),
                                          .length_max = length_max});
}

static void write_who(struct page *page, const struct slip_form *form) {
    write_kinds(page, form);
    html_open(&page->html, "div", "class", "fields");
    write_honorific(page, form);
    write_line(page, form, "name", "name", form->slip->name, NOMINATION_NAME_MAX);
    html_close(&page->html, "div");
}

/* --- where ---------------------------------------------------------------------------------- */

static const char *place_of(const struct slip_form *form) {
    const struct nomination *slip = form->slip;
    if (slip->unit_other[0] || slip_form_fault(form, "unit_other"))
        return PLACE_OTHER;
    return !slip->is_unit_chosen ? "" : slip->unit_id[0] ? slip->unit_id : PLACE_UNKNOWN;
}

static void write_where(struct page *page, const struct slip_form *form) {
    const struct content *content = casework_content(form->work);
    size_t units = content ? content->unit_count : 0, count = 0;
    struct page_option *options = xcalloc(units + 3, sizeof *options);
    for (; count < units; count++)
        options[count] =
            (struct page_option){content->units[count].id, content->units[count].name, NULL};
    if (form->slip->unit_id[0] && !(content && content_unit(content, form->slip->unit_id)))
        options[count++] = (struct page_option){
            // of a campaign before this one
            form->slip->unit_id, casework_unit(form->work, form->slip->unit_id), NULL};
    options[count++] =
        (struct page_option){PLACE_OTHER, page_word(page, WORD("slip.unit.other")), NULL};
    options[count++] =
        (struct page_option){PLACE_UNKNOWN, page_word(page, WORD("slip.unit.unknown")), NULL};
    html_open(&page->html, "div", "class", "fields");
    page_select(page,
                &(struct page_field){.name = "unit_id",
                                     .label = casework_label(form->work, "unit_id"),
                                     .value = place_of(form),
                                     .error = slip_form_fault(form, "unit_id")},
                options, count, page_word(page, WORD("case.choose")));
    html_open(&page->html, "div", "data-with", "unit_id=" PLACE_OTHER);
    write_line(page, form, "unit_other", "unit_other", form->slip->unit_other,
               NOMINATION_PLACE_MAX);
    html_close(&page->html, "div");
    html_close(&page->html, "div");
    free(options);
}

/* --- what ----------------------------------------------------------------------------------- */

static bool is_ticked(const struct slip_form *form, const char *reason_id) {
    size_t at = 0;
    if (!form->typed)
        return nomination_has_reason(form->slip, reason_id);
    for (const char *id; (id = form_next(form->typed, "reasons", &at));)
        if (!strcmp(id, reason_id))
            return true;
    return false;
}

/* Those of all kinds: without script nobody can show only those of the kind that was chosen. */
static void write_reasons(struct page *page, const struct slip_form *form) {
    const struct content *content = casework_content(form->work);
    const struct words *words = page->request->office->words;
    struct html *h = &page->html;
    page_choices_open(page, "reasons", page_word(page, WORD("slip.reasons")),
                      slip_form_fault(form, "reasons"));
    html_open(h, "p", "class", "hint", "data-without", "kind");
    html_flag(h, "hidden", true); // without script all of them are there
    html_text(h, page_word(page, WORD("slip.reasons.first")));
    html_close(h, "p");
    html_open(h, "div", "class", "two");
    for (size_t i = 0; content && i < content->kind_count; i++) {
        const struct kind *kind = &content->kinds[i];
        html_open(h, "fieldset", "class", "choices");
        html_attrf(h, "data-with", "kind=%s", kind->id);
        html_element(h, office_words_of(words, "kind", kind->id), "legend");
        for (size_t j = 0; j < kind->reason_count; j++)
            page_check(page, "reasons", kind->reasons[j].id, kind->reasons[j].label, NULL,
                       is_ticked(form, kind->reasons[j].id));
        html_close(h, "fieldset");
    }
    html_close(h, "div");
    page_choices_close(page);
}

static void write_what(struct page *page, const struct slip_form *form) {
    write_reasons(page, form);
    page_area(page,
              &(struct page_field){.name = "deed",
                                   .label = casework_label(form->work, "deed"),
                                   .value = form->slip->deed,
                                   .error = slip_form_fault(form, "deed"),
                                   .length_max = NOMINATION_DEED_MAX,
                                   .is_wide = true},
              0);
}

void slip_form_write(struct page *page, const struct slip_form *form) {
    write_who(page, form);
    write_where(page, form);
    write_what(page, form);
    html_open(&page->html, "div", "class", "fields");
    write_line(page, form, "sender.name", "sender_name", form->slip->sender_name,
               NOMINATION_NAME_MAX);
    write_line(page, form, "sender.phone", "sender_phone", form->slip->sender_phone, 15);
    html_close(&page->html, "div");
}

/* --- as it comes back ----------------------------------------------------------------------- */

static void take(const struct form *form, const char *name, bool keep_lines, char *out,
                 size_t out_bytes, struct dossier_outcome *faults) {
    if (!case_entry_text(form, name, keep_lines, out, out_bytes) &&
        faults->fault_count < DOSSIER_FAULTS_MAX)
        faults->faults[faults->fault_count++] = (struct fault){name, "long"};
}
#define TAKE(name, member) take(form, name, false, out->member, sizeof out->member, out_faults)

/* "Nơi khác" names a place. */
static void take_place(struct nomination *out, struct dossier_outcome *out_faults) {
    out->is_unit_chosen = out->unit_id[0] != '\0';
    bool is_other = !strcmp(out->unit_id, PLACE_OTHER);
    if (is_other || !strcmp(out->unit_id, PLACE_UNKNOWN))
        out->unit_id[0] = '\0';
    if (!is_other)
        out->unit_other[0] = '\0';
    else if (!out->unit_other[0] && out_faults->fault_count < DOSSIER_FAULTS_MAX)
        out_faults->faults[out_faults->fault_count++] = (struct fault){"unit_other", "empty"};
}

/* Those of another kind were ticked before the kind was changed. One more than may be is counted
 * and not kept: the rules tell. */
static void take_reasons(const struct casework *work, struct nomination *out) {
    const struct content *content = casework_content(work);
    const struct kind *kind = content ? content_kind(content, out->kind) : NULL;
    size_t at = 0;
    for (const char *id; (id = form_next(work->request->form, "reasons", &at));) {
        if ((kind && !kind_reason(kind, id)) || strlen(id) >= NOMINATION_ID_BYTES)
            continue;
        if (out->reason_count < NOMINATION_REASONS_MAX)
            strcpy(out->reasons[out->reason_count], id);
        if (out->reason_count <= NOMINATION_REASONS_MAX)
            out->reason_count++;
    }
}

/* As people write a number: "0912 345 678", "0912.345.678". */
static void take_phone(struct nomination *out) {
    char *to = out->sender_phone;
    for (const char *from = out->sender_phone; *from; from++)
        if (*from != ' ' && *from != '.' && *from != '-')
            *to++ = *from;
    *to = '\0';
}

void slip_form_read(const struct casework *work, struct nomination *out,
                    struct dossier_outcome *out_faults) {
    const struct form *form = work->request->form;
    *out = (struct nomination){.kind = ""};
    *out_faults = (struct dossier_outcome){.result = DOSSIER_DONE};
    TAKE("kind", kind);
    TAKE("honorific", honorific);
    TAKE("name", name);
    TAKE("unit_id", unit_id);
    TAKE("unit_other", unit_other);
    take(form, "deed", true, out->deed, sizeof out->deed, out_faults);
    TAKE("sender.name", sender_name);
    TAKE("sender.phone", sender_phone);
    if (!nomination_is_person(out))
        out->honorific[0] = '\0'; // of the kind that was chosen before
    take_place(out, out_faults);
    take_reasons(work, out);
    take_phone(out);
    if (out_faults->fault_count > 0)
        out_faults->result = DOSSIER_INVALID;
}
