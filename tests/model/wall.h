/* A wall of any size with made-up names, without a manifest: as content has it once it was decoded,
 * in the order of the wall. */
#ifndef TESTS_MODEL_WALL_H
#define TESTS_MODEL_WALL_H

#include "../check.h"

#include "base/fold.h"
#include "model/content.h"
#include "model/people_index.h"

#define WALL_UNITS 12
#define WALL_GROUPS 3

struct wall {
    struct content content; // what a search looks at, nothing else
    struct unit units[WALL_UNITS];
    struct level levels[3];
    struct group groups[WALL_GROUPS];
    char *texts; // owned: names and ids
};

static inline uint32_t wall_random(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static inline const char *wall_pick(const char *const *from, size_t count, uint32_t *seed) {
    return from[wall_random(seed) % count];
}

static inline int wall_compare(const void *a, const void *b) {
    const struct person *one = a, *other = b;
    if (one->level->order != other->level->order)
        return other->level->order - one->level->order;
    int by_name = fold_compare_names(one->name, other->name);
    return by_name ? by_name : strcmp(one->id, other->id);
}

static inline void wall_name(char *out, size_t room, uint32_t *seed) {
    static const char *const family[] = {"Nguyễn", "Nguyễn", "Nông", "Hoàng", "Trần",
                                         "Lê",     "Đặng",   "Đàm",  "Lý",    "Bế",
                                         "Triệu",  "Vi",     "Lâm",  "Dương", "Vàng"};
    static const char *const middle[] = {"Văn", "Thị", "Thị", "Minh", "Đức", "Ngọc", "Hữu", ""};
    static const char *const given[] = {"An",     "Ân",    "Ánh",  "Hòa",    "Hoà",  "Hoa",
                                        "Thắng",  "Thẳng", "Đào",  "Dao",    "Mỵ",   "Bích",
                                        "Phượng", "Quỳnh", "Khuê", "Nghiêm", "Thủy", "H'Mông"};
#define WALL_PICK(list) wall_pick(list, sizeof(list) / sizeof *(list), seed)
    const char *first = WALL_PICK(family), *second = WALL_PICK(middle), *last = WALL_PICK(given);
    snprintf(out, room, "%s%s%s %s%s%s", first, second[0] ? " " : "", second, last,
             wall_random(seed) % 3 ? "" : " ", wall_random(seed) % 3 ? "" : WALL_PICK(given));
#undef WALL_PICK
}

static inline void wall_open(struct wall *wall, size_t count, uint32_t seed) {
    static const char *const units[WALL_UNITS] = {
        "Thôn 1",     "Thôn 2",    "Thôn 3",          "Nà Làng",      "Pác Cáp",      "Kéo Cằng",
        "Khuổi Slao", "Pò Nghiều", "Trường Tiểu học", "Trạm Y tế xã", "Hội Nông dân", "Công an xã"};
    static const char *const roles[] = {"Nông dân", "Trưởng thôn", "Giáo viên", "Dân quân", ""};
    *wall = (struct wall){.levels = {{.order = 1}, {.order = 2}, {.order = 3}}};
    for (size_t i = 0; i < WALL_UNITS; i++)
        wall->units[i] = (struct unit){.id = units[i], .name = units[i]};
    wall->texts = calloc(count + 1, 128);
    struct person *people = calloc(count + 1, sizeof *people);
    for (size_t i = 0; i < count; i++) {
        char *name = wall->texts + i * 128, *id = name + 100;
        wall_name(name, 100, &seed);
        snprintf(id, 28, "g-%zu", i);
        people[i] = (struct person){
            .id = id,
            .name = name,
            .honorific = "",
            .role = wall_pick(roles, sizeof roles / sizeof *roles, &seed),
            .unit = &wall->units[wall_random(&seed) % WALL_UNITS],
            .level = &wall->levels[wall_random(&seed) % 10 / 4],
            .group = &wall->groups[wall_random(&seed) % WALL_GROUPS],
        };
    }
    qsort(people, count, sizeof *people, wall_compare);
    wall->content.people = people;
    wall->content.person_count = count;
    wall->content.people_index = people_index_create(people, count);
}

static inline void wall_close(struct wall *wall) {
    people_index_destroy(wall->content.people_index);
    free(wall->content.people);
    free(wall->texts);
}

#endif
