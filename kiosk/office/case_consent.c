/* May the person be named (đồng ý nêu tên): what they said, when and how. */
#include <stdlib.h>
#include <string.h>

#include "office/case.h"
#include "office/office.h"
#include "office/page_inputs.h"
#include "records/dossier_rules.h"
#include "records/roles.h"
#include "web/exchange.h"

#define CHOICES_MAX 8

WORDS_USED(consent_words, "consent.not_asked", "consent.yes", "consent.no", "consent.withdrawn");

static const char *word_of(const struct case_view *view, const char *value) {
    return office_words_of(view->work->request->office->words, "consent", value);
}

static void write_field(const struct case_view *view, const char *name, const char *label,
                        const char *value, const char *type, const char *hint) {
    page_field(view->page, &(struct page_field){.name = name,
                                                .label = label,
                                                .value = value,
                                                .type = type,
                                                .hint = hint,
                                                .error = case_fault(view, CASE_CONSENT, name),
                                                .length_max = type ? 0 : DOSSIER_NOTE_MAX,
                                                .is_wide = true});
}

static void write_form(const struct case_view *view, const struct dossier_consent *consent) {
    struct page *page = view->page;
    const struct dossier_field *field =
        dossier_rules_field(view->work->office.rules, "publish_consent");
    struct page_option options[CHOICES_MAX];
    size_t count = 0;
    for (; field && count < field->value_count && count < CHOICES_MAX; count++)
        options[count] =
            (struct page_option){field->values[count], word_of(view, field->values[count]), NULL};
    case_form_open(view, CASE_CONSENT);
    page_select(
        page,
        &(struct page_field){.name = "publish_consent.value",
                             .label = page_word(page, WORD("consent.value")),
                             .value = consent->value,
                             .error = case_fault(view, CASE_CONSENT, "publish_consent.value")},
        options, count, NULL);
    write_field(view, "publish_consent.date", page_word(page, WORD("consent.date")), consent->date,
                "date", NULL);
    write_field(view, "publish_consent.how", page_word(page, WORD("consent.how")), consent->how,
                NULL, page_word(page, WORD("consent.how.hint")));
    page_button(page, PAGE_SECOND, page_word(page, WORD("consent.save")));
    page_form_close(page);
}

static void write_facts(const struct case_view *view) {
    const struct dossier_consent *consent = &view->dossier->consent;
    html_open(&view->page->html, "dl", "class", "facts");
    case_fact(view, page_word(view->page, WORD("consent.value")), word_of(view, consent->value));
    case_fact_day(view, page_word(view->page, WORD("consent.date")), consent->date);
    case_fact(view, page_word(view->page, WORD("consent.how")), consent->how);
    html_close(&view->page->html, "dl");
}

void case_consent(const struct case_view *view) {
    const struct dossier *d = view->dossier;
    struct dossier_consent typed;
    bool may = view->work->roles & CONSENT_RECORDERS && !d->merged_into[0];
    page_card_open(view->page, casework_label(view->work, "publish_consent"));
    if (may && view->reply && !strcmp(view->reply->form, CASE_CONSENT)) {
        case_entry_consent(view->work->request->form, &typed);
        write_form(view, &typed);
    } else if (may) {
        write_form(view, &d->consent);
    } else {
        write_facts(view);
    }
    page_card_close(view->page);
}
