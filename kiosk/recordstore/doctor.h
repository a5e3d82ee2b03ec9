/* doctor: one line for each thing that is looked at. A line that begins with "do" tells what is
 * wrong and what to do about it. */
#ifndef RECORDSTORE_DOCTOR_H
#define RECORDSTORE_DOCTOR_H

#include <stdint.h>

struct service;
struct service_settings;

struct doctor {
    const struct service_settings *settings; // borrowed
    struct service *service;                 // NULL when the records cannot be opened
    int64_t now_s;
    int to_do; // lines that ask for something
};

enum doctor_word {
    DOCTOR_GOOD,
    DOCTOR_NOTE, // known, and being seen to
    DOCTOR_DO,
};

void doctor_say(struct doctor *doctor, enum doctor_word word, const char *about, const char *format,
                ...) __attribute__((format(printf, 4, 5)));

/* What can be looked at without the records. */
void doctor_look_at_keys(struct doctor *doctor);
void doctor_look_at_certificate(struct doctor *doctor);
void doctor_look_at_disk(struct doctor *doctor);
void doctor_look_at_backup(struct doctor *doctor);
void doctor_look_at_pages(struct doctor *doctor);
void doctor_look_at_names(struct doctor *doctor);

/* And with them. */
void doctor_look_at_records(struct doctor *doctor);
void doctor_look_at_slips(struct doctor *doctor);
void doctor_look_at_journal(struct doctor *doctor);
void doctor_look_at_content(struct doctor *doctor);
void doctor_look_at_kiosks(struct doctor *doctor);

#endif
