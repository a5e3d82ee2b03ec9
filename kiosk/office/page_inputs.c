#include "office/page_inputs.h"

#include <string.h>

static const char *id_of(const struct page_field *field) {
    return field->id ? field->id : field->name;
}

static void open_field(struct page *page, const struct page_field *field) {
    html_open(&page->html, "div", "class", field->is_wide ? "field wide" : "field");
    html_element(&page->html, field->label, "label", "for", id_of(field));
}

static void describe(struct page *page, const struct page_field *field) {
    if (field->hint || field->error)
        html_attrf(&page->html, "aria-describedby", "%s-%s", id_of(field),
                   field->error ? "error" : "hint");
    html_attr(&page->html, "aria-invalid", field->error ? "true" : NULL);
    html_flag(&page->html, "required", field->is_required);
    html_flag(&page->html, "autofocus", field->is_focused);
}

void page_area(struct page *page, const struct page_field *field, int words_max) {
    struct html *h = &page->html;
    open_field(page, field);
    html_open(h, "textarea", "id", id_of(field), "name", field->name, "spellcheck", "false");
    if (field->length_max)
        html_attrf(h, "maxlength", "%d", field->length_max);
    if (words_max)
        html_attrf(h, "data-words-max", "%d", words_max);
    describe(page, field);
    html_text(h, "\n"); // the first one is no part of the text
    html_text(h, field->value ? field->value : "");
    html_close(h, "textarea");
    page_field_below(page, field);
    html_close(h, "div");
}

static void write_option(struct page *page, const char *value, const char *label,
                         const char *chosen) {
    html_open(&page->html, "option", "value", value);
    html_flag(&page->html, "selected", !strcmp(value, chosen));
    html_text(&page->html, label);
    html_close(&page->html, "option");
}

static bool is_same_group(const struct page_option *a, const struct page_option *b) {
    return a->group && b->group && !strcmp(a->group, b->group);
}

void page_select(struct page *page, const struct page_field *field,
                 const struct page_option *options, size_t count, const char *none) {
    struct html *h = &page->html;
    const char *chosen = field->value ? field->value : "";
    bool is_known = !chosen[0];
    open_field(page, field);
    html_open(h, "select", "id", id_of(field), "name", field->name);
    describe(page, field);
    if (none)
        write_option(page, "", none, chosen);
    for (size_t i = 0; i < count; i++) {
        is_known |= !strcmp(options[i].value, chosen);
        if (options[i].group && (i == 0 || !is_same_group(&options[i - 1], &options[i])))
            html_open(h, "optgroup", "label", options[i].group);
        write_option(page, options[i].value, options[i].label, chosen);
        if (options[i].group && (i + 1 == count || !is_same_group(&options[i], &options[i + 1])))
            html_close(h, "optgroup");
    }
    if (!is_known)
        write_option(page, chosen, chosen, chosen);
    html_close(h, "select");
    page_field_below(page, field);
    html_close(h, "div");
}

void page_choices_open(struct page *page, const char *name, const char *legend, const char *error) {
    struct html *h = &page->html;
    html_open(h, "fieldset", "class", error ? "faulty" : NULL);
    if (error)
        html_attrf(h, "aria-describedby", "%s-error", name);
    html_element(h, legend, "legend");
    page_field_below(page, &(struct page_field){.name = name, .error = error});
}

void page_choices_close(struct page *page) {
    html_close(&page->html, "fieldset");
}

void page_radio(struct page *page, const char *name, const char *value, const char *label,
                bool is_checked) {
    struct html *h = &page->html;
    html_open(h, "label", "class", "check");
    html_void(h, "input", "type", "radio", "name", name, "value", value);
    html_flag(h, "checked", is_checked);
    html_element(h, label, "span");
    html_close(h, "label");
}
