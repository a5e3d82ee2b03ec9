#include "screens/person.h"

#include <stdio.h>
#include <string.h>

#include "base/fold.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/words.h"
#include "screens/frame.h"

/* FNV-1a: steady over runs and machines, so that a person keeps the same bust. */
static unsigned steady_number(const char *text) {
    unsigned hash = 2166136261u;
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 16777619u;
    return hash;
}

static const struct {
    const char *role, *bust;
} uniforms[] = {
    {"công an", "sample/bust-cong-an"},
    {"dân quân", "sample/bust-cong-an"},
    {"bộ đội", "sample/bust-cong-an"},
    {"nông dân", "sample/bust-nong-dan"},
};

/* "Thị" and the form of address in a family's name are all the record says of it. */
static bool is_woman(const struct person *person) {
    static const char *const signs[] = {"Thị ", " bà ", " chị ", "Bà ", "Chị "};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (strstr(person->name, signs[i]) ||
            (person->honorific && strncmp(person->honorific, signs[i], strlen(signs[i]) - 1) == 0))
            return true;
    }
    return false;
}

static const char *bust_name(const struct person *person) {
    static const char *const women[] = {"sample/bust-nung", "sample/bust-kinh", "sample/bust-dao",
                                        "sample/bust-can-bo"};
    static const char *const men[] = {"sample/bust-tay", "sample/bust-nong-dan"};
    unsigned number = steady_number(person->id);
    if (person_is_collective(person))
        return "sample/bust-group";
    if (is_woman(person))
        return women[number % (sizeof women / sizeof *women)];
    for (size_t i = 0; i < sizeof uniforms / sizeof *uniforms; i++) {
        if (person->role && fold_match_names(uniforms[i].role, person->role))
            return uniforms[i].bust;
    }
    return men[number % (sizeof men / sizeof *men)];
}

void person_draw_portrait(struct canvas *canvas, const struct person *person, struct rect r,
                          int radius_px) {
    if (frame_photo(canvas, person->portrait, r, radius_px))
        return;
    canvas_round(canvas, r, radius_px, theme_color(canvas->theme, COLOR_GOLD200));
    frame_picture(canvas, bust_name(person), r, radius_px, (struct point){4, 5});
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
