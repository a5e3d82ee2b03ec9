/* What is read aloud of real screens: in which order, and what never is. */
#include "../screens/scenes.h"

#include "app/prose.h"
#include "base/strbuf.h"
#include "sound/spoken.h"

static struct prose read_scene(struct set *set, const struct spoken *spoken) {
    struct text_log log = {.is_for_reading = true};
    struct screen_reading reading = {.of = NULL};
    struct prose prose;
    set_draw(set, &log);
    if (set->screen->kind->reading)
        set->screen->kind->reading(set->screen, &reading);
    prose_init(&prose, &log, reading.area, &set->theme, spoken);
    text_log_finish(&log);
    return prose;
}

/* Sentences with | between; owned by the caller. */
static char *sentences(const struct prose *prose) {
    struct strbuf all = {0};
    for (size_t i = 0; i < prose->sentence_count; i++) {
        const struct prose_sentence *s = &prose->sentences[i];
        strbuf_addf(&all, "%s%.*s", i ? "|" : "", (int)(s->to - s->from),
                    prose->texts[s->text].text + s->from);
    }
    return strbuf_detach(&all);
}

static void begins(const char *row, const char *got, const char *want) {
    if (strncmp(got, want, strlen(want)) != 0)
        check_text(row, got, want);
}

static void test_order(void **state) {
    (void)state;
    static const struct {
        void (*play)(struct set *set);
        const char *name, *begin;
    } rows[] = {
        {scene_detail, "detail", "Gương sáng Hồng Phong|"},
        {scene_who, "who",
         "Giới thiệu gương tốt|Bà con muốn giới thiệu ai?|Dữ liệu mẫu|Chạm vào một ô ở dưới.|"
         "Bà con, gia đình|Nông dân, công nhân, người lao động, hộ gia đình|Cán bộ, chiến sĩ|"},
        {scene_name_empty, "name",
         "Tên người được giới thiệu|Dữ liệu mẫu|Chọn thôn, cơ quan|Ông|Bà|Anh|Chị|"
         "Chạm chữ để ghi tên"},
        {scene_review, "review",
         "Giới thiệu gương tốt|Xem lại rồi gửi|Dữ liệu mẫu|UBND xã Hồng Phong ghi tên, nơi ở,"},
        {scene_receipt, "receipt", "Mã phiếu của bà con|HP|7K3M|92WX"},
    };
    struct set set;
    set_open(&set, "vi");
    set_size(&set, 1920, 1080, false, false);
    for (size_t i = 0; i < check_items(rows); i++) {
        scene_reset(&set);
        rows[i].play(&set);
        struct prose prose = read_scene(&set, NULL);
        char *got = sentences(&prose);
        print_message("# %s\n", got);
        begins(rows[i].name, got, rows[i].begin);
        free(got);
        prose_finish(&prose);
    }
    set_close(&set);
}

/* The name before the award. */
static void test_a_person(void **state) {
    (void)state;
    struct set set;
    set_open(&set, "vi");
    set_size(&set, 1920, 1080, false, false);
    scene_reset(&set);
    scene_detail(&set);
    struct prose prose = read_scene(&set, NULL);
    char *got = sentences(&prose);
    const struct person *person = &set.content->people[0];
    const char *name = strstr(got, person->name), *award = strstr(got, person->award);
    assert_true(name && award && name < award);
    free(got);
    prose_finish(&prose);
    set_close(&set);
}

static const char *const typed[] = {SCENE_NAME,   "Nguyễn Vă",    "Ông cho thôn",
                                    "0912345678", "Số tài khoản", "091"};
static const char *const of_bars[] = {"08:42",    "Quay lại",   "Tiếp tục",    "Nghe",  "Nghe đọc",
                                      "Tạm dừng", "dấu cách",   "Trang chính", "Thôi",  "a",
                                      "Cán bộ",   "Gọi cán bộ", "sắc",         "1 / 4", "Xem tiếp"};

/* Somebody of the name that the form is filled with may be on the wall, too. */
static bool is_published(const struct content *content, const char *name) {
    for (size_t i = 0; content && i < content->person_count; i++)
        if (strcmp(content->people[i].name, name) == 0)
            return true;
    return false;
}

static bool is_forbidden(const struct content *content, const char *text) {
    for (size_t i = 0; i < check_items(typed); i++)
        if (strstr(text, typed[i]) && !is_published(content, text))
            return true;
    for (size_t i = 0; i < check_items(of_bars); i++)
        if (strcmp(text, of_bars[i]) == 0)
            return true;
    return strstr(text, "Tự đóng sau") != NULL; // changes every second
}

static int count_forbidden(const struct content *content, const struct prose *prose,
                           const char *scene, const char *look) {
    int found = 0;
    for (size_t i = 0; i < prose->text_count; i++) {
        if (!is_forbidden(content, prose->texts[i].text))
            continue;
        print_error("%s %s: reads \"%s\"\n", look, scene, prose->texts[i].text);
        found++;
    }
    return found;
}

/* Nothing typed, no key, no clock, nothing of a bar: in no scene and no look. */
static void test_what_is_never_read(void **state) {
    (void)state;
    struct set set;
    int found = 0;
    set_open(&set, "vi");
    for (size_t l = 0; l < LOOKS; l++) {
        set_leave(&set);
        set_size(&set, looks[l].width, looks[l].height, looks[l].is_large, looks[l].is_contrast);
        for (size_t i = 0; i < SCENES; i++) {
            scene_reset(&set);
            scenes[i].play(&set);
            bool is_staff = set.env.desk != NULL; // nobody reads theirs aloud
            if (is_staff || set.id == SCREEN_ATTRACT || set.id == SCREEN_NOTICE)
                continue;
            struct prose prose = read_scene(&set, NULL);
            if (prose.sentence_count == 0)
                print_error("%s says nothing\n", scenes[i].name);
            assert_true(prose.sentence_count > 0);
            found += count_forbidden(set.env.content, &prose, scenes[i].name, looks[l].name);
            prose_finish(&prose);
        }
    }
    set_close(&set);
    check_number("found", found, 0);
}

static struct text_log_entry entry(const char *text, int y, enum type_token type, int size_px) {
    return (struct text_log_entry){.text = (char *)text,
                                   .area = {100, y, 300, 40},
                                   .box = {100, y, 300, 40},
                                   .style = {.type = type},
                                   .size_px = size_px};
}

static void test_a_sheet_is_read_alone(void **state) {
    (void)state;
    struct theme theme;
    struct text_log log = {.is_for_reading = true};
    struct prose prose;
    theme_init(&theme, 1920, 1080);
    const struct text_log_entry entries[] = {entry("Trang dưới", 40, TYPE_BAR_TITLE, 48),
                                             entry("Phía sau. Cũng vậy.", 200, TYPE_BODY, 36),
                                             entry("Một câu. Hai câu.", 500, TYPE_BODY, 36),
                                             entry("2 / 7", 560, TYPE_BODY, 36),
                                             entry("Tờ này", 420, TYPE_TITLE_2, 64),
                                             entry("19", 620, TYPE_NUMBER_XL, 150)};
    for (size_t i = 0; i < check_items(entries); i++)
        text_log_add(&log, &entries[i]);
    prose_init(&prose, &log, (struct rect){0, 400, 1920, 680}, &theme, NULL);
    char *got = sentences(&prose);
    check_text("sheet", got, "Tờ này|Một câu.|Hai câu.|19");
    free(got);
    struct prose whole;
    prose_init(&whole, &log, (struct rect){0}, &theme, NULL);
    got = sentences(&whole);
    check_text("page", got, "Trang dưới|Tờ này|Phía sau.|Cũng vậy.|Một câu.|Hai câu.|19");
    free(got);
    check_number("found again", (long long)prose_find(&whole, &prose, 2), 5);
    assert_false(prose_is_same(&whole, &prose));
    assert_true(prose_is_same(&whole, &whole));
    struct text_mark mark = prose_mark(&prose, 2);
    check_number("from", (long long)mark.from, (long long)strlen("Một câu. "));
    check_number("box", mark.box.y, 500);
    prose_finish(&whole);
    prose_finish(&prose);
    text_log_finish(&log);
}

/* As it is said: a code by its letters, the rest by the table. */
static void test_as_it_is_said(void **state) {
    (void)state;
    struct set set;
    char *why = NULL;
    struct spoken *spoken = spoken_load("assets/spoken/vi.json", &why);
    assert_non_null(spoken);
    set_open(&set, "vi");
    set_size(&set, 1920, 1080, false, false);
    scene_reset(&set);
    scene_receipt(&set);
    struct prose prose = read_scene(&set, spoken);
    char *said = prose_spoken(&prose, 2, spoken);
    check_text("code", said, "bảy, ca, ba, em mờ.");
    free(said);
    prose_finish(&prose);
    spoken_destroy(spoken);
    set_close(&set);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_a_person),
        cmocka_unit_test(test_what_is_never_read),
        cmocka_unit_test(test_a_sheet_is_read_alone),
        cmocka_unit_test(test_as_it_is_said),
    };
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
