/* A citizen's slip as a form in the office: typed in from paper, or put right at the desk. */
#ifndef OFFICE_SLIP_FORM_H
#define OFFICE_SLIP_FORM_H

struct casework;
struct dossier_outcome;
struct form;
struct nomination;
struct page;

struct slip_form { // all borrowed
    const struct casework *work;
    const struct nomination *slip;         // what stands in the fields
    const struct form *typed;              // where it came back; else NULL
    const struct dossier_outcome *outcome; // what was wrong with it; NULL: nothing
};

/** The fields, within a form of the caller's. */
void slip_form_write(struct page *page, const struct slip_form *form);
/** What came back; what does not fit is cut and is a fault. Consent is the caller's. */
void slip_form_read(const struct casework *work, struct nomination *out,
                    struct dossier_outcome *out_faults);
/** What is wrong with a field (model/nomination.h's words), NULL: nothing. */
const char *slip_form_fault(const struct slip_form *form, const char *field);

#endif
