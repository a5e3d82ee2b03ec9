/* What a campaign's plan says around its areas: why, how it is to be done, by whom, with which
 * movements and papers. A gap of the plan is NULL here and no line on the screen. */
#ifndef MODEL_PLAN_H
#define MODEL_PLAN_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

struct group;

struct plan_point { // mục đích, yêu cầu
    const char *icon, *ref, *text;
};

struct role { // ai làm việc gì
    const char *id, *ref, *name, *duty;
};

struct solution { // giải pháp: cách làm
    const char *icon, *ref, *title, *text;
    const struct role *owner;
};

struct movement { // phong trào, chương trình cùng thực hiện
    const char *ref, *name, *plain_name, *text;
    uint64_t areas; // bit i: it belongs to campaign->areas[i]
};

struct document { // văn bản cùng thực hiện
    const char *ref, *name, *about;
    uint64_t areas;
};

struct subject {               // đối tượng xét khen
    const char *id, *name;     // id "" where the plan gives none
    const struct group *group; // NULL where the plan leaves it open: the officer places them
};

struct award_step { // what becomes of an introduction
    const char *text;
    const struct role *who;
};

struct term { // giải thích từ
    const char *term, *plain;
};

struct contact { // for whoever meets with difficulties
    const char *title, *text, *office, *officer, *phone, *room, *hours, *email;
};

/* Texts are borrowed from the parsed campaign; NULL where it has none. */
struct plan {
    struct plan_point *purposes, *requirements;
    size_t purpose_count, requirement_count;
    struct role *roles;
    size_t role_count;
    struct solution *solutions;
    size_t solution_count;
    struct movement *movements;
    size_t movement_count;
    struct document *documents;
    size_t document_count;
    struct subject *subjects;
    size_t subject_count;
    struct award_step *award_steps;
    size_t award_step_count;
    struct term *terms;
    size_t term_count;
    struct contact contact;
    const json_t *official_text; // clause to wording; NULL when nothing was loaded
};

void plan_finish(struct plan *plan);
/** The plan's own wording of a clause ("II.3"), NULL until staff have loaded it. */
const char *plan_official_text(const struct plan *plan, const char *ref);

#endif
