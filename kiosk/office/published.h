/* What is published now, as the pages of the office need it: the campaign with its levels, groups
 * and criteria, units, reasons, projects. One for all threads, kept until there is a newer
 * revision and nobody looks at it any more. */
#ifndef OFFICE_PUBLISHED_H
#define OFFICE_PUBLISHED_H

#include <stddef.h>
#include <stdint.h>

struct campaign;
struct content;
struct dossier_fields;
struct office;

struct published {           // never changes while it is held
    struct content *content; // NULL: nothing is published, or nothing that can be read
    struct content **past;   // the same with each of the campaigns before it, the latest first
    const struct campaign **past_campaigns; // theirs
    size_t past_count;
    int64_t revision; // 0: none
    int holders;      // guarded by the office's lock
};

/** Looks for a newer revision now and then. Never NULL; given back with published_give(). */
struct published *published_take(struct office *office, int64_t now_s);
void published_give(struct office *office, struct published *published);

struct published_campaign {
    const char *id, *title; // borrowed
};
/** With the campaign of that id, current or past; NULL when it is not published. */
const struct content *published_of(const struct published *published, const char *campaign_id);
/** The campaigns that are published, past ones too; how many are at `out`. */
size_t published_campaigns(const struct content *content, struct published_campaign *out,
                           size_t room);
/** Something was published just now: the next who takes it looks at once. */
void published_forget(struct office *office);

/* Names by id, borrowed; an id that content has no name for is its own. `content` may be NULL. */
const char *published_unit(const struct content *content, const char *id);
const char *published_project(const struct content *content, const char *id);
/** All of a dossier, "; " between them; owned by the caller. */
char *published_projects(const struct content *content, const struct dossier_fields *fields);
/** Of any kind. */
const char *published_reason(const struct content *content, const char *id);
/** Its short name. */
const char *published_level(const struct content *content, const char *id);
const char *published_group(const struct content *content, const char *id);
const char *published_subject(const struct content *content, const char *id);
const char *published_area(const struct content *content, const char *id);

#endif
