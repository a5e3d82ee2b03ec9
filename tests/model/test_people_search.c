/* Searching the wall: whom a query finds, in which order, and that it makes no difference how one
 * came to it. */
#include "manifest.h"
#include "wall.h"

#include "base/utf8.h"
#include "model/people_search.h"

/* --- what is found, on the people that ship -------------------------------------------------- */

static void people_are_found_by_words_and_group(void **state) {
    (void)state;
    static const struct {
        const char *query, *group;
        size_t count;
        const char *first;
    } rows[] = {
        {"", NULL, 24, NULL},
        {"", "ca_nhan", 8, NULL},
        {"thôn 1", "tap_the", 1, "guong-01"}, // a unit's name
        {"lam v", NULL, 1, "guong-24"},
        {"LÂM văn q", "gia_dinh", 1, "guong-24"},
        {"q văn LÂM", "gia_dinh", 1, "guong-24"},
        {"giao vien", NULL, 1, NULL},       // a role
        {"nong thi truong", NULL, 1, NULL}, // name and unit together
        {"lâm", "tap_the", 0, NULL},
        {"không ai", NULL, 0, NULL},
        {"*", NULL, 24, NULL},
    };
    struct content *content = manifest_content("vi");
    struct people_search search;
    people_search_init(&search, content);
    for (size_t i = 0; i < check_items(rows); i++) {
        const struct group *group =
            rows[i].group ? campaign_group(&content->campaign, rows[i].group) : NULL;
        people_search_find(&search, rows[i].query, group);
        check_number(rows[i].query, (long long)search.count, (long long)rows[i].count);
        check_number(rows[i].query, people_search_has_words(&search),
                     rows[i].query[0] != '\0' && rows[i].query[0] != '*');
        if (rows[i].first)
            check_text(rows[i].query, content->people[search.found[0]].id, rows[i].first);
    }
    people_search_finish(&search);
    people_search_finish(&search); // twice does no harm
    content_destroy(content);
}

/* --- the order ------------------------------------------------------------------------------- */

/* People of these names, in the order of the wall; the first `high` of them of a higher level. */
static void open_names(struct wall *wall, const char *const *names, size_t count, size_t high) {
    wall_open(wall, count, 1);
    struct person *people = wall->content.people;
    for (size_t i = 0; i < count; i++) {
        people[i].name = names[i];
        people[i].role = "";
        people[i].unit = &wall->units[0];
        people[i].group = &wall->groups[0];
        people[i].level = &wall->levels[i < high];
    }
    qsort(people, count, sizeof *people, wall_compare);
    people_index_destroy(wall->content.people_index);
    wall->content.people_index = people_index_create(people, count);
}

static void check_names(const struct people_search *search, const char *query,
                        const char *const *names, size_t count) {
    check_number(query, (long long)search->count, (long long)count);
    for (size_t i = 0; i < count; i++)
        check_text(query, search->content->people[search->found[i]].name, names[i]);
}

#define check_order(search, query, ...)                                                            \
    do {                                                                                           \
        static const char *const want[] = {__VA_ARGS__};                                           \
        people_search_find(search, query, NULL);                                                   \
        check_names(search, query, want, check_items(want));                                       \
    } while (0)

static void marks_that_agree_come_first_then_the_wall(void **state) {
    (void)state;
    static const char *const names[] = {
        "Lý Thị Hòa",    "Đặng Văn Hoà", // of the higher level
        "Nông Thị Hoa",  "Dáng Văn Hóa",  "Đặng Thị Hoa", "Nguyễn Ân",
        "Nguyễn Văn An", "Nguyên Thị An", "Nguyễn Ăn",
    };
    struct wall wall;
    struct people_search search;
    open_names(&wall, names, check_items(names), 2);
    people_search_init(&search, &wall.content);
    check_order(&search, "", "Đặng Văn Hoà", "Lý Thị Hòa", "Nguyên Thị An", "Nguyễn Văn An",
                "Nguyễn Ăn", "Nguyễn Ân", "Đặng Thị Hoa", "Nông Thị Hoa", "Dáng Văn Hóa");
    // without a mark: names without one first, then the rest as they hang
    check_order(&search, "hoa", "Đặng Thị Hoa", "Nông Thị Hoa", "Đặng Văn Hoà", "Lý Thị Hòa",
                "Dáng Văn Hóa");
    // however its tone is placed; then what has another mark
    check_order(&search, "hoà", "Đặng Văn Hoà", "Lý Thị Hòa", "Đặng Thị Hoa", "Nông Thị Hoa",
                "Dáng Văn Hóa");
    // typed in part: what does not speak against it comes before what does
    check_order(&search, "Nguyễn an", "Nguyễn Văn An", "Nguyễn Ăn", "Nguyễn Ân", "Nguyên Thị An");
    check_order(&search, "đặng", "Đặng Văn Hoà", "Đặng Thị Hoa", "Dáng Văn Hóa");
    check_order(&search, "dáng", "Dáng Văn Hóa", "Đặng Văn Hoà", "Đặng Thị Hoa");
    people_search_finish(&search);
    wall_close(&wall);
}

static void the_wall_goes_by_the_last_word(void **state) {
    (void)state;
    static const char *const names[] = {
        "Vi Văn Ba",   "Lê Thị Ánh", "Lê Thị Ân", "Lê Thị Ăn", "Lê Thị An",
        "Đỗ Văn Dũng", "Ma Văn Đức", "Lý Văn Ẩn", "Lý Văn Ấn", "Lý Văn Ận",
        "Lý Văn Ẫn",   "Lý Văn Ần",  "An Thị Bé", "Ân Thị Bé", "Chu Bé",
    };
    struct wall wall;
    struct people_search search;
    open_names(&wall, names, check_items(names), 0);
    people_search_init(&search, &wall.content);
    check_order(&search, "", "Lê Thị An", "Lê Thị Ánh", "Lê Thị Ăn", "Lê Thị Ân", "Lý Văn Ần",
                "Lý Văn Ẩn", "Lý Văn Ẫn", "Lý Văn Ấn", "Lý Văn Ận", "Vi Văn Ba", "An Thị Bé",
                "Ân Thị Bé", "Chu Bé", "Đỗ Văn Dũng", "Ma Văn Đức");
    people_search_finish(&search);
    wall_close(&wall);
}

/* --- by whatever way ------------------------------------------------------------------------- */

/* The rule without an index and without what was found before. */
static size_t find_plainly(const struct wall *wall, const char *query, const struct group *group,
                           uint8_t *out_is_found) {
    size_t count = 0;
    for (size_t i = 0; i < wall->content.person_count; i++) {
        const struct person *person = &wall->content.people[i];
        char text[256];
        snprintf(text, sizeof text, "%s, %s; %s", person->name, person->role, person->unit->name);
        out_is_found[i] = (!group || group == person->group) && fold_match_names(query, text);
        count += out_is_found[i];
    }
    return count;
}

static void check_same(const struct people_search *a, const struct people_search *b,
                       const char *query) {
    check_number(query, (long long)a->count, (long long)b->count);
    for (size_t i = 0; i < a->count; i++)
        check_number(query, a->found[i], b->found[i]);
}

/* What somebody might type to find somebody: words of a name and a place in some order, with marks
 * or without, now and then a letter of another. */
static void choose_wish(char *out, size_t room, const struct wall *wall, uint32_t *seed) {
    const struct person *person =
        &wall->content.people[wall_random(seed) % wall->content.person_count];
    const char *space = strchr(person->name, ' ');
    char wish[128], *folded;
    switch (wall_random(seed) % 4) {
    case 0:
        snprintf(wish, sizeof wish, "%s", person->name);
        break;
    case 1:
        snprintf(wish, sizeof wish, "%s %s", person->unit->name, person->name);
        break;
    case 2:
        snprintf(wish, sizeof wish, "%s %.*s", space + 1, (int)(space - person->name),
                 person->name);
        break;
    default:
        snprintf(wish, sizeof wish, "%s x%s", person->name, person->role);
    }
    folded = fold_text(wish);
    snprintf(out, room, "%s", wall_random(seed) % 2 ? wish : folded);
    free(folded);
}

/* One key more or one fewer of it; all off when it stands there whole. */
static void type_on(char *query, size_t room, const char *wish, uint32_t *seed) {
    size_t len = strlen(query);
    if (len >= strlen(wish) || wall_random(seed) % 40 == 0)
        query[0] = '\0';
    else if (len > 0 && wall_random(seed) % 6 == 0)
        query[utf8_prev(query, len)] = '\0';
    else
        snprintf(query, room, "%.*s", (int)utf8_next(wish, len), wish);
}

static void narrowing_finds_what_a_fresh_search_finds(void **state) {
    (void)state;
    struct wall wall;
    struct people_search kept, fresh;
    uint32_t seed = 42;
    char query[128] = "", wish[128] = "";
    wall_open(&wall, 700, 7);
    uint8_t *is_found = calloc(wall.content.person_count, 1);
    people_search_init(&kept, &wall.content);
    size_t found_any = 0;
    for (int step = 0; step < 1500; step++) {
        uint32_t filter = wall_random(&seed) % 12;
        const struct group *group = filter < WALL_GROUPS ? &wall.groups[filter]
                                    : filter < 5         ? NULL
                                                         : kept.group;
        if (!query[0])
            choose_wish(wish, sizeof wish, &wall, &seed);
        type_on(query, sizeof query, wish, &seed);
        people_search_find(&kept, query, group);
        people_search_init(&fresh, &wall.content);
        people_search_find(&fresh, query, group);
        check_same(&kept, &fresh, query);
        check_number(query, (long long)kept.count,
                     (long long)find_plainly(&wall, query, group, is_found));
        for (size_t i = 0; i < kept.count; i++) {
            assert_true(is_found[kept.found[i]]);
            check_number(query, (long long)people_search_place(&kept, kept.found[i]), (long long)i);
        }
        found_any += kept.count > 0 && query[0];
        people_search_finish(&fresh);
    }
    assert_true(found_any > 300);
    people_search_finish(&kept);
    free(is_found);
    wall_close(&wall);
}

static void a_query_without_end_is_cut(void **state) {
    (void)state;
    struct wall wall;
    struct people_search search;
    char query[4096];
    wall_open(&wall, 50, 3);
    people_search_init(&search, &wall.content);
    memset(query, 'n', sizeof query - 1);
    query[sizeof query - 1] = '\0';
    people_search_find(&search, query, NULL);
    check_number("letters", (long long)search.count, 0);
    for (size_t i = 0; i + 3 < sizeof query; i += 3)
        memcpy(query + i, "\xED\x95\x9C", 3); // comes apart into three letters of three bytes
    people_search_find(&search, query, NULL);
    check_number("Hangul", (long long)search.count, 0);
    memset(query, ' ', sizeof query - 1);
    people_search_find(&search, query, NULL);
    check_number("spaces", (long long)search.count, 50);
    people_search_finish(&search);
    wall_close(&wall);
}

static void nobody_is_on_an_empty_wall(void **state) {
    (void)state;
    struct wall wall;
    struct people_search search;
    uint32_t near[PEOPLE_NEAR_MAX];
    wall_open(&wall, 0, 1);
    people_search_init(&search, &wall.content);
    people_search_find(&search, "an", NULL);
    check_number("found", (long long)search.count, 0);
    check_number("near", (long long)people_search_near(&search, near), 0);
    check_number("place", (long long)people_search_place(&search, 0), 0);
    people_search_finish(&search);
    wall_close(&wall);
}

/* --- names that come near -------------------------------------------------------------------- */

static void near_names_forgive_a_slip(void **state) {
    (void)state;
    static const char *const names[] = {
        "Nông Thị B", "Nông Văn Z",  "Lê Minh Khuê",   "Nguyễn Văn Thắng",
        "Hoàng Đào",  "Triệu Thị E", "Trần Quốc Tuấn", "Chi hội Phụ nữ Pò B",
    };
    static const struct {
        const char *query, *first, *second;
    } rows[] = {
        {"nong thi z", "Nông Thị B", "Nông Văn Z"},
        {"nguyrn van thang", "Nguyễn Văn Thắng", NULL}, // the neighbour of a key
        {"mguyen thang", "Nguyễn Văn Thắng", NULL},
        {"nguyne van thang", "Nguyễn Văn Thắng", NULL}, // two exchanged
        {"nguyeen van thang x", "Nguyễn Văn Thắng", NULL},
        {"nguyn thang", "Nguyễn Văn Thắng", NULL},
        {"khue ming", "Lê Minh Khuê", NULL}, // whatever the order
        {"phu nuw pof", "Chi hội Phụ nữ Pò B", NULL},
        {"trieuj thij eee", "Triệu Thị E", NULL},
        {"xyzzy", NULL, NULL},
        {"q", NULL, NULL},
        {"", NULL, NULL},
        {"***", NULL, NULL},
        {"zzzz thi", NULL, NULL}, // less than half of it
    };
    struct wall wall;
    struct people_search search;
    open_names(&wall, names, check_items(names), 0);
    people_search_init(&search, &wall.content);
    for (size_t i = 0; i < check_items(rows); i++) {
        uint32_t near[PEOPLE_NEAR_MAX] = {0};
        people_search_find(&search, rows[i].query, &wall.groups[1]); // of which there is nobody
        check_number(rows[i].query, (long long)search.count, 0);
        size_t count = people_search_near(&search, near);
        check_text(rows[i].query, count > 0 ? wall.content.people[near[0]].name : NULL,
                   rows[i].first);
        if (rows[i].second)
            check_text(rows[i].query, count > 1 ? wall.content.people[near[1]].name : NULL,
                       rows[i].second);
    }
    people_search_finish(&search);
    wall_close(&wall);
}

/* --- nothing stays --------------------------------------------------------------------------- */

static void the_query_is_wiped(void **state) {
    (void)state;
    struct wall wall;
    struct people_search search;
    static const struct people_search none;
    wall_open(&wall, 5, 1);
    people_search_init(&search, &wall.content);
    people_search_find(&search, "nông thị z", NULL);
    people_search_finish(&search);
    assert_memory_equal(&search, &none, sizeof none);
    wall_close(&wall);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_are_found_by_words_and_group),
        cmocka_unit_test(marks_that_agree_come_first_then_the_wall),
        cmocka_unit_test(the_wall_goes_by_the_last_word),
        cmocka_unit_test(narrowing_finds_what_a_fresh_search_finds),
        cmocka_unit_test(a_query_without_end_is_cut),
        cmocka_unit_test(nobody_is_on_an_empty_wall),
        cmocka_unit_test(near_names_forgive_a_slip),
        cmocka_unit_test(the_query_is_wiped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
