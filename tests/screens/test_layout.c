/* Every state of every screen in every look: nothing cut, nothing over another, all of it on the
 * canvas and large enough. */
#include "scenes.h"

struct place { // what a failure prints
    const struct look *look;
    const char *scene;
};

static int check_targets(struct set *set, const struct place *place) {
    struct element_list list;
    int faults = 0;
    set_list(set, &list);
    struct rect canvas = theme_canvas(&set->theme);
    for (size_t i = 0; i < list.count; i++) {
        const struct element *e = &list.items[i];
        struct rect inside = rect_intersect(e->area, canvas);
        if (memcmp(&inside, &e->area, sizeof inside) != 0) {
            print_error("%s %s: target %s leaves the canvas\n", place->look->name, place->scene,
                        e->id);
            faults++;
        }
        for (size_t j = i + 1; j < list.count; j++) {
            if (!rect_overlaps(e->area, list.items[j].area))
                continue;
            print_error("%s %s: targets %s and %s overlap\n", place->look->name, place->scene,
                        e->id, list.items[j].id);
            faults++;
        }
    }
    bool is_lost = list.count == 0 && set->id != SCREEN_NOTICE; // there nothing is to be touched
    if (is_lost)
        print_error("%s %s: nothing to touch\n", place->look->name, place->scene);
    faults += is_lost;
    element_list_finish(&list);
    return faults;
}

/* What a finger needs (tokens.md sections 4 and 6), in design pixels: the shorter side of the
 * smallest thing to press, and the gap between two that stand side by side, as on keyboards. */
#define SIDE_LEAST 96
#define GAP_LEAST 8

static int gap_between(struct rect a, struct rect b) {
    int x = a.x < b.x ? b.x - (a.x + a.w) : a.x - (b.x + b.w);
    int y = a.y < b.y ? b.y - (a.y + a.h) : a.y - (b.y + b.h);
    return x > y ? x : y; // they overlap in the other direction, or stand diagonally
}

/* At the edge of a list that is being scrolled: what shows of it can be pressed, however little. */
static bool is_cut_by_list(const struct set *set, const struct element *e) {
    const struct panel *panel = &set->screen->panel;
    for (size_t i = 0; i < panel->count; i++) {
        const struct button *b = &panel->items[i];
        if (strcmp(b->id, e->id) == 0)
            return button_shown(b).h < b->area.h;
    }
    return false;
}

static int check_sizes(struct set *set, const struct place *place) {
    struct element_list list;
    int faults = 0, side = (int)(SIDE_LEAST * set->theme.scale);
    int gap_floor = (int)(GAP_LEAST * set->theme.scale);
    set_list(set, &list);
    for (size_t i = 0; i < list.count; i++) {
        const struct element *e = &list.items[i];
        bool is_small = e->area.w < side || e->area.h < side;
        if (is_small && !is_cut_by_list(set, e)) {
            print_error("%s %s: target %s is %dx%d, the least is %d\n", place->look->name,
                        place->scene, e->id, e->area.w, e->area.h, side);
            faults++;
        }
        for (size_t j = i + 1; j < list.count; j++) {
            size_t len = strlen(e->id); // "people.search" holds "people.search.clear" at its end
            bool is_part =
                strncmp(e->id, list.items[j].id, len) == 0 && list.items[j].id[len] == '.';
            int gap = is_part ? gap_floor : gap_between(e->area, list.items[j].area);
            if (gap >= gap_floor || gap < 0)
                continue;
            print_error("%s %s: targets %s and %s are %d apart, the least is %d\n",
                        place->look->name, place->scene, e->id, list.items[j].id, gap, gap_floor);
            faults++;
        }
    }
    element_list_finish(&list);
    return faults;
}

/* Portrait hangs high: only the idle screen may be touched in its top third (tokens.md section 5);
 * a card that is drawn out of its list at the top still shows its lower end there. */
#define REACH_FROM 640

static int check_reach(struct set *set, const struct place *place) {
    struct element_list list;
    int faults = 0;
    if (!set->theme.is_portrait || set->id == SCREEN_ATTRACT)
        return 0;
    set_list(set, &list);
    for (size_t i = 0; i < list.count; i++) {
        const struct element *e = &list.items[i];
        int highest = theme_px(&set->theme, REACH_FROM);
        bool is_field = strcmp(e->role, "field") == 0; // is typed into from below
        bool is_leaving =
            strncmp(e->id, "people.card.", 12) == 0 && e->area.y + e->area.h > highest;
        if (is_field || is_leaving || e->area.y >= highest)
            continue;
        print_error("%s %s: target %s stands too high\n", place->look->name, place->scene,
                    list.items[i].id);
        faults++;
    }
    element_list_finish(&list);
    return faults;
}

#define ELLIPSIS "…"

static bool begins(const char *text, const char *with, size_t len) {
    return strlen(text) >= len && strncmp(text, with, len) == 0;
}

/* Words that end so of themselves: "Đang lưu…", and the key that says "A B C …". */
static bool is_of_words(const struct set *set, const char *text) {
    static const char *const keys[] = {"common.loading", "kb.alphabet", "nominate.saving",
                                       "nominate.sending", "receipt.sending"};
    for (size_t i = 0; i < check_items(keys); i++)
        if (strcmp(words_get(set->words, keys[i]), text) == 0)
            return true;
    return false;
}

/* A name longer than any person's: a field shows as much of it as it has room for, and the review
 * as much as its row, with the button that opens it. */
static bool is_longest(const struct set *set, const char *text) {
    const struct nomination *form = set->visit.form;
    const char *names[] = {form->name, form->sender_name};
    for (size_t i = 0; i < check_items(names); i++) {
        char start[32];
        snprintf(start, sizeof start, "%.*s", (int)utf8_offset(names[i], 12), names[i]);
        if (utf8_count(names[i]) > 60 && strstr(text, start))
            return true;
    }
    return false;
}

/* What the design shows only in part: how the deed begins, beside the button that opens it, a story
 * with "Xem thêm", and the end of what is looked for, as a field shows it. All else must be whole,
 * also where a screen has put the "…" itself. */
static bool is_meant_to_be_cut(struct set *set, const char *text) {
    const struct content *content = set->env.content;
    const char *query = set->visit.query, *dots = strstr(text, ELLIPSIS);
    if (is_longest(set, text))
        return true;
    if (!dots) // a box cut it
        return false;
    size_t before = (size_t)(dots - text), behind = strlen(dots) - strlen(ELLIPSIS);
    if (before > 0 && behind == 0 && begins(set->visit.form->deed, text, before))
        return set_has(set, "review.edit.deed") || set_has(set, "why.write") ||
               set_has(set, "difficulty.write");
    if (before > 2 && behind == 0 && begins(dots - 2, "; ", 2)) // a list that names some
        return true;
    if (before > 0 && behind == 0 && set_has(set, "detail.more"))
        return begins(content->people[set->visit.person].story, text, before);
    return before == 0 && strlen(query) >= behind &&
           strcmp(query + strlen(query) - behind, dots + strlen(ELLIPSIS)) == 0;
}

static bool is_shortened(struct set *set, const struct text_log_entry *entry) {
    bool has_dots = strstr(entry->text, ELLIPSIS) && !is_of_words(set, entry->text);
    return (entry->is_cut || has_dots) && !is_meant_to_be_cut(set, entry->text);
}

static int check_texts(struct set *set, const struct text_log *log, const struct place *place) {
    struct rect canvas = theme_canvas(&set->theme);
    int floor_px = (int)(28 * set->theme.scale), faults = 0;
    for (size_t i = 0; i < log->count; i++) {
        const struct text_log_entry *entry = &log->entries[i];
        struct rect inside = rect_intersect(entry->area, canvas);
        const char *fault = is_shortened(set, entry)    ? "is cut"
                            : entry->size_px < floor_px ? "is too small"
                            : memcmp(&inside, &entry->area, sizeof inside) != 0
                                ? "leaves the canvas"
                                : NULL;
        if (!fault)
            continue;
        print_error("%s %s: text \"%s\" %s (%d px)\n", place->look->name, place->scene, entry->text,
                    fault, entry->size_px);
        faults++;
    }
    if (log->count == 0)
        print_error("%s %s: not a word on it\n", place->look->name, place->scene);
    return faults + (log->count == 0);
}

/* Two texts never stand on each other. A line's box is taller than its letters: a quarter of the
 * lower one may be shared. */
static int check_overlaps(struct set *set, const struct text_log *log, const struct place *place) {
    int faults = 0, slack = theme_px(&set->theme, 10);
    for (size_t i = 0; i < log->count; i++) {
        for (size_t j = i + 1; j < log->count; j++) {
            const struct text_log_entry *a = &log->entries[i], *b = &log->entries[j];
            struct rect both = rect_intersect(a->area, b->area);
            int lower = a->area.h < b->area.h ? a->area.h : b->area.h;
            if (both.w <= slack || both.h <= lower / 4 || !a->text[0] || !b->text[0])
                continue;
            print_error("%s %s: \"%s\" stands on \"%s\" (%dx%d)\n", place->look->name, place->scene,
                        b->text, a->text, both.w, both.h);
            faults++;
        }
    }
    return faults;
}

/* The words of a button stand on it: in height the line's box may be a little
 * taller than its letters. */
static int check_labels(struct set *set, const struct text_log *log, const struct place *place) {
    struct element_list list;
    int faults = 0, slack = theme_px(&set->theme, 8);
    set_list(set, &list);
    for (size_t i = 0; i < list.count; i++) {
        const struct element *e = &list.items[i];
        for (size_t j = 0; e->label && j < log->count; j++) {
            struct rect text = log->entries[j].area;
            bool is_its = strcmp(log->entries[j].text, e->label) == 0;
            bool is_on_it =
                rect_contains(e->area, (struct point){text.x + text.w / 2, text.y + text.h / 2});
            if (!is_its || !is_on_it)
                continue;
            if (text.x >= e->area.x && text.x + text.w <= e->area.x + e->area.w &&
                text.y >= e->area.y - slack && text.y + text.h <= e->area.y + e->area.h + slack)
                continue;
            print_error("%s %s: the words of %s leave it: %d,%d %dx%d on %d,%d %dx%d\n",
                        place->look->name, place->scene, e->id, text.x, text.y, text.w, text.h,
                        e->area.x, e->area.y, e->area.w, e->area.h);
            faults++;
        }
    }
    element_list_finish(&list);
    return faults;
}

static int check_scenes(struct set *set, const struct look *look) {
    int faults = 0;
    set_leave(set);
    set_size(set, look->width, look->height, look->is_large, look->is_contrast);
    for (size_t i = 0; i < SCENES; i++) {
        struct text_log log = {0};
        struct place place = {look, scenes[i].name};
        scene_reset(set);
        scenes[i].play(set);
        set_draw(set, &log);
        faults += check_targets(set, &place) + check_reach(set, &place);
        faults += check_texts(set, &log, &place);
        if (set->question.kind == QUESTION_NONE) // which lies over what is there
            faults += check_overlaps(set, &log, &place);
        faults += check_sizes(set, &place);
        faults += check_labels(set, &log, &place);
        text_log_finish(&log);
    }
    return faults;
}

static void check_language(const char *lang) {
    struct set set;
    int faults = 0;
    set_open(&set, lang);
    for (size_t i = 0; i < LOOKS; i++)
        faults += check_scenes(&set, &looks[i]);
    scene_close(&set);
    assert_int_equal(faults, 0);
}

static void test_every_scene_in_vietnamese(void **state) {
    (void)state;
    check_language("vi");
}

static void test_every_scene_in_english(void **state) {
    (void)state;
    check_language("en");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_scene_in_vietnamese),
        cmocka_unit_test(test_every_scene_in_english),
    };
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
