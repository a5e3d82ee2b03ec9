/* Notices and pins of a manifest: read leniently, shown while they are valid. */
#include "manifest.h"

static struct content *with(const char *notices, const char *pins) {
    json_t *root = manifest_compose();
    char *why = NULL;
    manifest_set(root, "notices", notices);
    manifest_set(root, "pins", pins);
    struct content *content = manifest_decode(root, "vi", &why);
    if (!content)
        fail_msg("%s", why);
    json_decref(root);
    return content;
}

static void what_can_be_read_is_kept(void **state) {
    (void)state;
    static const struct {
        const char *json;
        size_t count;
    } rows[] = {
        {"[{\"id\":\"n\",\"title\":\"Họp\"}]", 1},
        {"[{\"text\":\"Không có đầu đề\"}]", 1},
        {"[{\"id\":\"n\"}]", 0}, // nothing to say
        {"[{\"title\":\"Họp\",\"from\":\"2023-05-01\",\"to\":null}]", 1},
        {"[{\"title\":\"Họp\",\"to\":\"2023-05-20T17:00:00+07:00\"}]", 1},
        {"[{\"title\":\"Họp\",\"to\":\"20/5\"}]", 0}, // it may be long over
        {"[{\"title\":\"Họp\",\"to\":5}]", 0},
        {"[{\"title\":5,\"text\":\"Chữ\"}]", 1},
        {"[null, 7, \"x\", [], {\"title\":\"Họp\"}]", 1},
        {"{}", 0},
        {"null", 0},
        {"\"none\"", 0},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct content *content = with(rows[i].json, "[]");
        check_number(rows[i].json, (long long)content->notice_count, (long long)rows[i].count);
        content_destroy(content);
    }
}

static void a_sample_notice_makes_the_wall_a_sample(void **state) {
    (void)state;
    json_t *root = manifest_compose();
    static const char *const lists[] = {"units", "projects", "honourees"};
    for (size_t i = 0; i < check_items(lists); i++)
        json_array_clear(json_object_get(root, lists[i]));
    for (int is_sample = 0; is_sample < 2; is_sample++) {
        manifest_set(root, "notices", is_sample ? "[{\"title\":\"Họp\",\"sample\":true}]" : "[]");
        struct content *content = manifest_decode(root, "vi", NULL);
        check_number("sample", content->is_sample, is_sample);
        content_destroy(content);
    }
    json_decref(root);
}

static void it_is_shown_from_its_first_day_to_its_last(void **state) {
    (void)state;
    static const struct {
        const char *from, *to;
        int day;
        bool is_valid;
    } rows[] = {
        {"null", "null", 1, true},
        {"\"2023-05-10\"", "null", 9, false},
        {"\"2023-05-10\"", "null", 10, true},
        {"null", "\"2023-05-20\"", 20, true},
        {"null", "\"2023-05-20\"", 21, false},
        {"\"2023-05-10\"", "\"2023-05-20\"", 15, true},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char json[160];
        snprintf(json, sizeof json, "[{\"title\":\"Họp\",\"from\":%s,\"to\":%s}]", rows[i].from,
                 rows[i].to);
        struct content *content = with(json, "[]");
        assert_int_equal(content->notice_count, 1);
        struct date today = {2023, 5, rows[i].day};
        check_number(json, notice_is_valid_on(&content->notices[0], today), rows[i].is_valid);
        content_destroy(content);
    }
}

static void pins_have_their_order(void **state) {
    (void)state;
    struct content *content = with("[]", "[\"mh-01\", 7, null, \"guong-09\"]");
    check_number("first", (long long)content_pin(content, "mh-01"), 0);
    check_number("second", (long long)content_pin(content, "guong-09"), 1);
    check_number("not pinned", (long long)content_pin(content, "guong-10"), 2);
    content_destroy(content);
    content = with("[]", "{\"mh-01\":1}");
    check_number("no list", (long long)content->pin_count, 0);
    content_destroy(content);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_can_be_read_is_kept),
        cmocka_unit_test(a_sample_notice_makes_the_wall_a_sample),
        cmocka_unit_test(it_is_shown_from_its_first_day_to_its_last),
        cmocka_unit_test(pins_have_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
