/* Who is published stands on the wall and nobody else: the composing alone, on manifests as they
 * come. That the pages and the store do it is shown in tests/office/test_publication_page.c. */
#include "../check.h"

#include <jansson.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "records/publication.h"

#define CAMPAIGN "assets/campaigns/2023/campaign-2023.vi.json"
#define SAMPLE "assets/sample/sample-2023.vi.json"
#define REASONS "assets/campaigns/2023/reasons.json"

static json_t *file(const char *path) {
    char *why = NULL;
    json_t *root = jsonread_file(path, CONTENT_BYTES_MAX, &why);
    if (!root)
        fail_msg("%s", why);
    return root;
}

/* A whole manifest with these honourees. */
static json_t *manifest_with(json_t *honourees) {
    json_t *sample = file(SAMPLE);
    json_t *root = json_pack(
        "{s:s, s:i, s:s, s:{s:s, s:s}, s:[o], s:s, s:o, s:O, s:O, s:o, s:O, s:[s], s:[]}", "schema",
        "content/1", "revision", 7, "published_at", "2023-06-01T00:00:00Z", "commune", "name",
        "xã Hồng Phong", "code_prefix", "HP", "campaigns", file(CAMPAIGN), "current",
        "campaign-2023", "reasons", file(REASONS), "units", json_object_get(sample, "units"),
        "projects", json_object_get(sample, "projects"), "honourees",
        honourees ? honourees : json_incref(json_object_get(sample, "honourees")), "progress",
        json_object_get(sample, "progress"), "pins", "guong-01", "assets");
    assert_non_null(root);
    json_decref(sample);
    return root;
}

/* Kiosks take what was composed. @return how many stand on the wall */
static size_t on_kiosk(const json_t *manifest, bool *out_is_sample) {
    char *bytes = jsonread_dump(manifest), *why = NULL;
    struct content *content = content_decode(bytes, strlen(bytes), "vi", &why);
    if (!content)
        fail_msg("a kiosk refuses it: %s", why);
    size_t count = content->person_count;
    *out_is_sample = false;
    for (size_t i = 0; i < count; i++)
        *out_is_sample |= content->people[i].is_sample;
    content_destroy(content);
    free(bytes);
    return count;
}

static struct dossier *awarded(const char *id, const char *name) {
    struct dossier *d = xcalloc(1, sizeof *d);
    snprintf(d->id, sizeof d->id, "%s", id);
    snprintf(d->slip.name, sizeof d->slip.name, "%s", name);
    strcpy(d->campaign_id, "campaign-2023");
    strcpy(d->slip.kind, "resident");
    strcpy(d->slip.honorific, "bà");
    strcpy(d->slip.unit_id, "don-vi-02");
    strcpy(d->slip.sender_name, "Người gửi");
    strcpy(d->slip.sender_phone, "0912345678");
    strcpy(d->fields.group, "gia_dinh");
    strcpy(d->fields.level, "xa");
    strcpy(d->fields.position, "Làm ruộng");
    strcpy(d->fields.summary, "Hiến đất làm đường.");
    strcpy(d->fields.opinion, "Ý kiến nội bộ");
    strcpy(d->fields.area_ids[0], "area-3");
    d->fields.area_count = 1;
    strcpy(d->decision.level, "huyen");
    strcpy(d->decision.number, "12/QĐ-UBND");
    strcpy(d->decision.date, "2023-06-06");
    return d;
}

static json_t *people_of(struct dossier *d) {
    json_t *people = json_array();
    json_array_append_new(people, publication_person(d));
    dossier_destroy(d);
    return people;
}

static json_t *compose(json_t *manifest, json_t *people) {
    json_t *composed = publication_compose(manifest, people);
    json_decref(people);
    json_decref(manifest);
    return composed;
}

static const json_t *entry(const json_t *manifest, size_t at) {
    return json_array_get(json_object_get(manifest, "honourees"), at);
}

static void a_person_is_shown_as_decided(void **state) {
    (void)state;
    json_t *wall = compose(manifest_with(json_array()), people_of(awarded("id-1", "Nguyễn Thị A")));
    const json_t *person = entry(wall, 0);
    static const char *const rows[][2] = {
        {"id", "id-1"},           {"name", "Nguyễn Thị A"},
        {"honorific", "bà"},      {"group", "gia_dinh"},
        {"kind", "resident"},     {"role", "Làm ruộng"},
        {"unit_id", "don-vi-02"}, {"achievement", "Hiến đất làm đường."},
        {"level", "huyen"},       {"award", "Giấy khen của Chủ tịch UBND huyện"},
        {"status", "published"},
    };
    for (size_t i = 0; i < check_items(rows); i++)
        check_text(rows[i][0], jsonread_text(person, rows[i][0], NULL), rows[i][1]);
    const json_t *decision = json_object_get(person, "decision");
    check_text("number", jsonread_text(decision, "number", NULL), "12/QĐ-UBND");
    check_text("date", jsonread_text(decision, "date", NULL), "2023-06-06");
    assert_null(json_object_get(person, "sample"));
    char *bytes = jsonread_dump(wall);
    assert_null(strstr(bytes, "Người gửi"));
    assert_null(strstr(bytes, "0912345678"));
    assert_null(strstr(bytes, "nội bộ"));
    free(bytes);
    bool is_sample;
    check_number("on the kiosk", (long long)on_kiosk(wall, &is_sample), 1);
    json_decref(wall);
}

static void samples_go_when_somebody_real_comes(void **state) {
    (void)state;
    bool is_sample;
    json_t *before = compose(manifest_with(NULL), json_array());
    assert_true(on_kiosk(before, &is_sample) > 1 && is_sample);
    json_t *wall = compose(before, people_of(awarded("id-1", "Nguyễn Thị A")));
    check_number("alone", (long long)on_kiosk(wall, &is_sample), 1);
    check_number("no sample", is_sample, false);
    wall = compose(wall, json_array()); // taken off again
    check_number("nobody", (long long)on_kiosk(wall, &is_sample), 0);
    json_decref(wall);
}

static void what_others_made_stays(void **state) {
    (void)state;
    json_t *by_hand =
        json_pack("{s:s, s:s, s:s, s:s, s:{s:s, s:s}, s:b, s:s}", "id", "tay-1", "name",
                  "Tập thể Thôn 9", "group", "tap_the", "level", "xa", "decision", "number", "1/QĐ",
                  "date", "2023-06-01", "publish_consent", 1, "status", "published");
    json_t *honourees = json_array();
    json_array_append_new(honourees, by_hand);
    json_t *old = manifest_with(honourees);
    json_t *copy = json_deep_copy(old);
    json_t *nobody = json_array();
    json_t *wall = publication_compose(old, nobody);
    json_decref(nobody);
    assert_true(json_equal(wall, old));
    assert_true(json_equal(copy, old)); // and nothing was changed in it
    json_decref(wall);
    json_decref(copy);
    wall = compose(old, people_of(awarded("id-1", "Nguyễn Thị A")));
    check_text("first", jsonread_text(entry(wall, 0), "id", NULL), "tay-1");
    check_text("ours", jsonread_text(entry(wall, 1), "id", NULL), "id-1");
    check_number("revision", jsonread_int(wall, "revision", 0), 7);
    json_decref(wall);
}

static void what_was_added_to_ours_stays_with_it(void **state) {
    (void)state;
    json_t *wall = compose(manifest_with(json_array()), people_of(awarded("id-1", "Nguyễn Thị A")));
    json_object_set_new((json_t *)entry(wall, 0), "story", json_string("Chuyện của bà."));
    json_object_set_new((json_t *)entry(wall, 0), "featured", json_true());
    wall = compose(wall, people_of(awarded("id-1", "Nguyễn Thị Á")));
    check_text("name", jsonread_text(entry(wall, 0), "name", NULL), "Nguyễn Thị Á");
    check_text("story", jsonread_text(entry(wall, 0), "story", NULL), "Chuyện của bà.");
    check_number("featured", jsonread_bool(entry(wall, 0), "featured", false), true);
    json_decref(wall);
}

/* A new campaign has begun: who was honoured in the one before is found where one looks back. */
static void an_earlier_campaign_keeps_its_people(void **state) {
    (void)state;
    json_t *manifest = manifest_with(json_array());
    json_array_append_new(json_object_get(manifest, "campaigns"),
                          file("assets/campaigns/2026/campaign-2026.vi.json"));
    json_object_set_new(manifest, "current", json_string("campaign-2026"));
    json_t *wall = compose(manifest, people_of(awarded("id-1", "Nguyễn Thị A")));
    char *bytes = jsonread_dump(wall), *why = NULL;
    struct content *now = content_decode(bytes, strlen(bytes), "vi", &why);
    if (!now)
        fail_msg("a kiosk refuses it: %s", why);
    check_number("not in the new one", (long long)now->person_count, 0);
    struct content *past = content_of_campaign(now, "campaign-2023");
    check_number("in its own", (long long)past->person_count, 1);
    check_text("as decided", past->people[0].award, "Giấy khen của Chủ tịch UBND huyện");
    content_destroy(past);
    content_destroy(now);
    free(bytes);
    json_decref(wall);
}

/* One that kiosks could not place would make them refuse everybody. */
static void who_cannot_be_placed_is_left_out(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++) {
        struct dossier *d = awarded("id-1", "Nguyễn Thị A");
        if (i == 0)
            strcpy(d->campaign_id, "campaign-2022");
        else if (i == 1)
            strcpy(d->decision.level, "trung_uong");
        else
            strcpy(d->fields.group, "");
        json_t *wall = compose(manifest_with(json_array()), people_of(d));
        bool is_sample;
        check_number("nobody", (long long)on_kiosk(wall, &is_sample), 0);
        json_decref(wall);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_is_shown_as_decided),
        cmocka_unit_test(samples_go_when_somebody_real_comes),
        cmocka_unit_test(what_others_made_stays),
        cmocka_unit_test(what_was_added_to_ours_stays_with_it),
        cmocka_unit_test(an_earlier_campaign_keeps_its_people),
        cmocka_unit_test(who_cannot_be_placed_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
