#include "screens/person.h"

#include <stdio.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/words.h"
#include "screens/frame.h"

#define GROUP_ART "sample/who-group"

/* FNV-1a: steady over runs and machines, so that a person keeps the same bust. */
static unsigned steady_number(const char *text) {
    unsigned hash = 2166136261u;
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 16777619u;
    return hash;
}

static const char *bust_name(const struct person *person) {
    static const char *const officials[] = {"sample/bust-can-bo", "sample/bust-cong-an",
                                            "sample/bust-kinh"};
    static const char *const neighbours[] = {"sample/bust-nung", "sample/bust-tay",
                                             "sample/bust-dao", "sample/bust-nong-dan",
                                             "sample/bust-kinh"};
    const char *group = person->group ? person->group->id : "";
    unsigned number = steady_number(person->id);
    if (strcmp(group, "tap_the") == 0)
        return GROUP_ART;
    if (strcmp(group, "ca_nhan") == 0)
        return officials[number % (sizeof officials / sizeof *officials)];
    return neighbours[number % (sizeof neighbours / sizeof *neighbours)];
}

void person_draw_portrait(struct canvas *canvas, const struct person *person, struct rect r,
                          int radius_px) {
    canvas_round(canvas, r, radius_px, theme_color(canvas->theme, COLOR_GOLD200));
    const char *name = bust_name(person);
    bool is_group = strcmp(name, GROUP_ART) == 0;
    struct point aspect = is_group ? (struct point){552, 300} : (struct point){4, 5};
    frame_picture(canvas, name, r, radius_px, aspect);
}

const char *person_group_word(const struct screen *s, const char *form, const struct group *group) {
    if (!group)
        return "";
    char key[96];
    snprintf(key, sizeof key, "honours.%s.%s", form, group->id);
    return words_has(s->env->words, key) ? frame_word(s, key) : group->name;
}

const char *person_role(const struct screen *s, const struct person *person) {
    return person->role && person->role[0] ? person->role
                                           : person_group_word(s, "group_one", person->group);
}

char *person_line(const struct screen *s, const struct person *person) {
    const char *role = person_role(s, person);
    const char *unit = person->unit ? person->unit->name : "";
    return role[0] && unit[0] ? xasprintf("%s · %s", role, unit) : xstrdup(role[0] ? role : unit);
}

char *person_full_name(const struct person *person) {
    return person->honorific && person->honorific[0]
               ? xasprintf("%s %s", person->honorific, person->name)
               : xstrdup(person->name);
}

char *person_badge(const struct screen *s, const struct person *person) {
    if (!person->level)
        return xstrdup(person->award ? person->award : "");
    char key[96];
    snprintf(key, sizeof key, "honours.badge.%s", person->level->id);
    if (words_has(s->env->words, key))
        return xstrdup(frame_word(s, key));
    return xstrdup(person->level->name);
}

int person_stars(const struct person *person) {
    return person->level ? person->level->order : 0;
}
